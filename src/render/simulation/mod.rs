//! A finished simulation, and its JSON, `rolefit/simulation@1`: every number with every digit. Keys are only ever added.

mod words;

pub(super) use words::why;

use serde::Serialize;

use self::words::NOTICE;
use crate::catalogue::{Catalogue, CatalogueKey};
use crate::render::document::{Document, NotFinite, Report, data};
use crate::simulation::{Population, Run, Share, Simulation};

/// A simulation with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct SimulationReport<'a> {
    /// The catalogue that was tried.
    pub catalogue: &'a Catalogue,
    /// What came of it.
    pub simulation: &'a Simulation,
}

impl Report for SimulationReport<'_> {
    fn document(&self) -> Document {
        let blocks = words::blocks(self.catalogue, self.simulation);
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(json(self.catalogue, self.simulation))
    }
}

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    notice: &'static str,
    rolefit: &'static str,
    catalogue: CatalogueKey<'a>,
    seed: u64,
    planned: u64,
    respondents: u64,
    partial: bool,
    population: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<[&'a str; 2]>,
    runs: Vec<RunShape<'a>>,
    ceiling: Option<Reached>,
    full: Option<Reached>,
}

#[derive(Serialize)]
struct Reached {
    accuracy: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct RunShape<'a> {
    length: &'static str,
    selection: &'static str,
    answering: String,
    respondents: u64,
    accuracy: Option<Share>,
    full: Option<Reached>,
    kappa: Option<f64>,
    brier: Option<f64>,
    ece: Option<f64>,
    consistency: f64,
    consistency_interval: [f64; 2],
    agreement_with_full: f64,
    agreement_interval: [f64; 2],
    gap: Option<f64>,
    items: Items,
    roles: Vec<Role<'a>>,
    confusion: &'a [Vec<u64>],
    calibration: Vec<Bin>,
    verdicts: Vec<Named<'static>>,
    traits: Vec<Trait<'a>>,
    item_use: Vec<Named<'a>>,
    never_used: Vec<&'a str>,
}

#[derive(Serialize)]
struct Items {
    mean: f64,
    median: usize,
    p95: usize,
    histogram: Vec<Bar>,
    stopped: Vec<Named<'static>>,
}

#[derive(Serialize)]
struct Bar {
    from: usize,
    to: usize,
    share: f64,
}

#[derive(Serialize)]
struct Role<'a> {
    id: &'a str,
    accuracy: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Bin {
    from: f64,
    to: f64,
    respondents: u64,
    stated: f64,
    observed: f64,
}

/// A share of something that has a name.
#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    share: f64,
}

#[derive(Serialize)]
struct Trait<'a> {
    id: &'a str,
    bias: f64,
    rmse: f64,
    reliability: f64,
    stated_reliability: f64,
    coverage: f64,
}

/// Writes a simulation as one JSON document and a newline.
fn json(catalogue: &Catalogue, simulation: &Simulation) -> String {
    let role_id = |role: usize| catalogue.roles[role].id.as_str();
    let document = Wire {
        schema: "rolefit/simulation@1",
        notice: NOTICE,
        rolefit: env!("CARGO_PKG_VERSION"),
        catalogue: catalogue.key(),
        seed: simulation.seed,
        planned: simulation.planned,
        respondents: simulation.respondents,
        partial: simulation.is_partial(),
        population: match simulation.population {
            Population::Roles => "roles",
            Population::Between(..) => "between",
            Population::Reference => "reference",
        },
        between: match simulation.population {
            Population::Roles | Population::Reference => None,
            Population::Between(a, b) => Some([role_id(a), role_id(b)]),
        },
        runs: simulation
            .runs
            .iter()
            .map(|run| run_shape(catalogue, simulation, run))
            .collect(),
        ceiling: simulation.ceiling.map(accuracy),
        full: full(simulation, simulation.full),
    };
    data(&document)
}

fn accuracy(share: Share) -> Reached {
    Reached {
        accuracy: share.value,
        low: share.low,
        high: share.high,
    }
}

/// What the whole bank reaches, where people have roles.
fn full(simulation: &Simulation, share: Share) -> Option<Reached> {
    simulation.has_roles().then(|| accuracy(share))
}

fn run_shape<'a>(catalogue: &'a Catalogue, simulation: &Simulation, run: &'a Run) -> RunShape<'a> {
    let item_id = |item: usize| catalogue.items[item].id.as_str();
    RunShape {
        length: run.length.name(),
        selection: run.policy.name(),
        answering: run.answering.to_string(),
        respondents: simulation.respondents,
        accuracy: simulation.has_roles().then_some(run.accuracy),
        full: full(simulation, run.full),
        kappa: run.kappa,
        brier: run.brier,
        ece: run.calibration_error,
        consistency: run.consistency.value,
        consistency_interval: [run.consistency.low, run.consistency.high],
        agreement_with_full: run.agreement.value,
        agreement_interval: [run.agreement.low, run.agreement.high],
        gap: run.gap,
        items: items(run),
        roles: run
            .roles
            .iter()
            .map(|role| Role {
                id: catalogue.roles[role.role].id.as_str(),
                accuracy: role.accuracy.value,
                low: role.accuracy.low,
                high: role.accuracy.high,
            })
            .collect(),
        confusion: &run.confusion,
        calibration: run
            .calibration
            .iter()
            .map(|bin| Bin {
                from: bin.from,
                to: bin.to,
                respondents: bin.respondents,
                stated: bin.stated,
                observed: bin.observed,
            })
            .collect(),
        verdicts: run
            .verdicts
            .iter()
            .map(|&(kind, share)| Named {
                id: kind.name(),
                share,
            })
            .collect(),
        traits: run
            .traits
            .iter()
            .map(|recovery| Trait {
                id: catalogue.traits[recovery.trait_index].id.as_str(),
                bias: recovery.bias,
                rmse: recovery.rmse,
                reliability: recovery.reliability,
                stated_reliability: recovery.stated_reliability,
                coverage: recovery.coverage,
            })
            .collect(),
        item_use: run
            .items
            .iter()
            .map(|usage| Named {
                id: item_id(usage.item),
                share: usage.share,
            })
            .collect(),
        never_used: run.never_used().map(item_id).collect(),
    }
}

fn items(run: &Run) -> Items {
    let lengths = &run.lengths;
    Items {
        mean: lengths.mean,
        median: lengths.median,
        p95: lengths.p95,
        histogram: lengths
            .histogram
            .iter()
            .map(|bar| Bar {
                from: bar.from,
                to: bar.to,
                share: bar.share,
            })
            .collect(),
        stopped: lengths
            .reasons
            .iter()
            .map(|&(reason, share)| Named {
                id: reason.name(),
                share,
            })
            .collect(),
    }
}
