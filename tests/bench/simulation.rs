//! How many respondents a second can be simulated, by length and by number of items. A respondent sits twice and also
//! answers the whole bank once.

use std::fmt::Write;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rolefit::catalogue::{Catalogue, builtin, read};
use rolefit::model::Length;
use rolefit::simulation::{Answering, Plan, Policy, simulate};

const RESPONDENTS: u64 = 3200;

/// Three roles on eight traits, with as many items as asked for; no two items have the same parameters.
fn catalogue(items: usize) -> Catalogue {
    let mut source =
        "format = 1\nid = \"bench\"\nversion = \"1.0.0\"\ntitle = \"?\"\nsubject = \"you\"\n\
                      language = \"en\"\nstatus = \"expert-set\"\n"
            .to_owned();
    for k in 0..8 {
        write!(
            source,
            "[[trait]]\nid = \"t{k}\"\nname = \"t{k}\"\nlow = \"l{k}\"\nhigh = \"h{k}\"\nabout = \"a\"\n"
        )
        .unwrap();
    }
    for (r, role) in ["a", "b", "c"].iter().enumerate() {
        write!(
            source,
            "[[role]]\nid = \"{role}\"\nname = \"{role}\"\nabout = \"a\"\n[role.profile]\n"
        )
        .unwrap();
        for k in 0..8 {
            let mean = ((r + k) % 3) as f64 * 0.8 - 0.8;
            writeln!(source, "t{k} = {{ mean = {mean:.1}, spread = 0.8 }}").unwrap();
        }
    }
    for i in 0..items {
        let discrimination = 0.8 + 0.001 * i as f64;
        write!(
            source,
            "[[item]]\nid = \"i{i}\"\ntrait = \"t{}\"\nkind = \"statement\"\ntext = \"text {i}\"\nshows = \"high\"\n\
             discrimination = {discrimination:.3}\n",
            i % 8
        )
        .unwrap();
    }
    let reading = read(&source);
    reading
        .catalogue
        .unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

fn run(catalogue: &Catalogue, length: Length) {
    let plan = Plan::new(RESPONDENTS, 1)
        .and_then(|plan| {
            let (lengths, policies) = (vec![length], vec![Policy::Information]);
            plan.of_runs(catalogue, lengths, policies, vec![Answering::Honest])
        })
        .unwrap();
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    black_box(simulate(catalogue, &plan, threads, |_| {
        ControlFlow::Continue(())
    }));
}

fn simulation(c: &mut Criterion) {
    let mut group = c.benchmark_group("respondents");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(RESPONDENTS));
    let usual = read(builtin::all()[0].source).catalogue.unwrap();
    for length in Length::ALL {
        group.bench_function(BenchmarkId::new("product-roles", length.name()), |b| {
            b.iter(|| run(&usual, length));
        });
    }
    for items in [32, 64, 256] {
        let catalogue = catalogue(items);
        group.bench_function(BenchmarkId::new("standard, items", items), |b| {
            b.iter(|| run(&catalogue, Length::Standard));
        });
    }
    group.finish();
}

criterion_group!(benches, simulation);
criterion_main!(benches);
