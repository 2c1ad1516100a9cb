//! `rolefit simulate`: how accurate, fair, calibrated and long the questionnaire is, by simulation.

use std::io::{BufWriter, IsTerminal};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, ValueHint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rolefit::catalogue::Catalogue;
use rolefit::cohort::Form;
use rolefit::model::Length;
use rolefit::render::simulation::SimulationReport;
use rolefit::simulation::{Answering, Answers, Plan, PlanError, Policy, Population, simulate};

use super::options::{EVERY_FORM, length};
use super::writing::{self, Replacing, new_beside, not_written};
use super::{CliError, Exit, Output, Result, inputs, names, source};

/// The most threads that may be asked for.
const MAX_THREADS: usize = 1024;

/// What to simulate.
#[derive(Debug, Args)]
pub(crate) struct SimulateArguments {
    /// How many people to simulate, 1 to 10,000,000
    #[arg(long, value_name = "N", default_value_t = 2000)]
    respondents: u64,
    /// The lengths to try, side by side
    #[arg(
        long,
        value_parser = length(),
        value_delimiter = ',',
        value_name = "LENGTH,…",
        default_value = "standard"
    )]
    length: Vec<Length>,
    /// How the next question is chosen: information (about the role; what people get), fisher or random
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "HOW,…",
        default_value = "information"
    )]
    selection: Vec<String>,
    /// How people answer: honest, careless=P, yea-saying=P or flattering=P, where P is the share of answers spoilt
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "HOW,…",
        default_value = "honest"
    )]
    answering: Vec<String>,
    /// The role that flattering answers imitate; the catalogue's last role if left out
    #[arg(long, value_name = "ROLE")]
    flatter_role: Option<String>,
    /// Draw people halfway between two roles instead of from every role
    #[arg(long, value_delimiter = ',', value_name = "ROLE,ROLE")]
    between: Vec<String>,
    /// Draw people from the population that scores refer to, Normal(0, 1) on each trait, instead of from the roles: their
    /// 90 % intervals should hold 9 of 10 true places
    #[arg(long, conflicts_with = "between")]
    reference: bool,
    /// The number that fixes every draw: the same number gives the same figures
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Also write the answers of these people to a new file, with the role that each was drawn from, to try
    /// `rolefit validate` and to plan a study: NDJSON if its name ends in .ndjson, else CSV
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["between", "reference"])]
    write_answers: Option<PathBuf>,
    /// How many threads to use; all cores if left out. It changes no figure
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub(crate) fn run(simulation: &SimulateArguments, output: &Output) -> Result<Exit> {
    let catalogue = source::catalogue_for(None, output)?;
    // What cannot be written is refused before anything is drawn.
    output.form(EVERY_FORM)?;
    let plan = plan(simulation, &catalogue)?;
    let threads = threads(simulation.threads)?;
    output.try_place()?;
    if let Some(file) = &simulation.write_answers {
        if file.as_os_str() == "-" {
            let what = "answers are written to a file, for the report goes to standard output";
            return Err(CliError::usage(what).hint("name a file, such as answers.csv"));
        }
        write_answers(file, &catalogue, &plan, output)?;
    }
    let interrupts = Interrupts::watch()?;
    let bar = progress_bar(plan.respondents(), output);
    let finished = simulate(&catalogue, &plan, threads, |done| {
        bar.set_position(done);
        if interrupts.raised.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    bar.finish_and_clear();
    drop(interrupts);
    output.show(&SimulationReport {
        catalogue: &catalogue,
        simulation: &finished,
    })?;
    Ok(if finished.is_partial() {
        Exit::Interrupted
    } else {
        Exit::Done
    })
}

/// Writes the answers of a plan's people to a file that is not there yet, whole or not at all.
fn write_answers(file: &Path, catalogue: &Catalogue, plan: &Plan, output: &Output) -> Result<()> {
    let answers = Answers::of(catalogue, plan).map_err(|error| refused(&error))?;
    let form = form_of_answers(file)?;
    writing::not_among_kept(file)?;
    if file.symlink_metadata().is_ok() {
        let what = format!("`{}` is already there", file.display());
        return Err(CliError::io(what)
            .hint("choose another name for the answers, or remove the file first"));
    }
    if output
        .file()
        .is_some_and(|other| writing::are_one(other, file))
    {
        return Err(CliError::usage("the result would replace the answers")
            .hint("name another file with `-o`"));
    }
    let written = new_beside(file).and_then(|mut new| {
        let mut out = BufWriter::new(&mut new.file);
        answers.write(form, &mut out)?;
        drop(out);
        new.take_name(Replacing::Never)
    });
    written
        // What was just written the result may not replace, by whatever name it is called.
        .and_then(|()| inputs::expect(file))
        .map_err(|error| not_written(file, &error))?;
    let score = match form {
        Form::Csv => "without",
        Form::Ndjson => "a CSV file of them",
    };
    let again = output.common.again();
    output.say(&format!(
        "answers of {} people written to `{}`; `rolefit validate FILE{again}` reads them with their roles, `rolefit score FILE --ignore-columns role{again}` {score}",
        plan.respondents(),
        file.display()
    ));
    Ok(())
}

/// Returns the form that the name of a file asks for.
fn form_of_answers(file: &Path) -> Result<Form> {
    let Some(ending) = file.extension().and_then(|ending| ending.to_str()) else {
        return Ok(Form::Csv);
    };
    Form::of_ending(ending).ok_or_else(|| {
        let message = format!("answers of many have no form that ends in `.{ending}`");
        CliError::usage(message).hint("name a file that ends in .csv or .ndjson")
    })
}

fn plan(simulation: &SimulateArguments, catalogue: &Catalogue) -> Result<Plan> {
    let policies = simulation.selection.iter().map(|name| policy(name));
    let flattered = match &simulation.flatter_role {
        Some(id) => role(catalogue, id, "--flatter-role")?,
        None => catalogue.roles.len() - 1,
    };
    let is_flattering = |how: &String| how.starts_with("flattering");
    if simulation.flatter_role.is_some() && !simulation.answering.iter().any(is_flattering) {
        let what = "`--flatter-role` is imitated by flattering answers, and nobody gives such";
        return Err(CliError::usage(what).hint("leave it out, or add `--answering flattering=0.1`"));
    }
    let answerings = simulation
        .answering
        .iter()
        .map(|text| answering(text, flattered));
    let answerings = answerings.collect::<Result<Vec<_>, _>>()?;
    let lengths = simulation.length.iter().map(|length| length.name());
    none_twice("--answering", &answerings, &simulation.answering)?;
    none_twice("--length", &simulation.length, lengths)?;
    none_twice("--selection", &simulation.selection, &simulation.selection)?;
    let plan = Plan::new(simulation.respondents, simulation.seed)
        .map_err(|error| refused(&error))?
        .of_runs(
            catalogue,
            simulation.length.clone(),
            policies.collect::<Result<_, _>>()?,
            answerings,
        )
        .map_err(|error| refused(&error))?;
    let population = match simulation.between.as_slice() {
        [] if simulation.reference => Population::Reference,
        [] if usize::try_from(simulation.respondents).is_ok_and(|n| n < catalogue.roles.len()) => {
            let leave = match simulation.respondents {
                1 => "1 respondent leaves".to_owned(),
                many => format!("{many} respondents leave"),
            };
            return Err(
                CliError::usage(format!("{leave} a role without anybody drawn from it"))
                    .hint("nothing could be said of it; 20,000 give accuracy to half a per cent"),
            );
        }
        [] => return Ok(plan),
        [a, b] => Population::Between(
            role(catalogue, a, "--between")?,
            role(catalogue, b, "--between")?,
        ),
        _ => {
            let two = names::role_ids(catalogue)[..2].join(",");
            return Err(CliError::usage("`--between` takes two roles")
                .hint(format!("for example `--between {two}`")));
        }
    };
    plan.of_people(catalogue, population)
        .map_err(|error| refused(&error))
}

fn refused(error: &PlanError) -> CliError {
    CliError::usage(error.to_string()).hint(match error {
        PlanError::Respondents(_) => {
            "a few thousand are enough: 20,000 give accuracy to half a per cent"
        }
        PlanError::Share(_) => "write a share such as `careless=0.1`",
        PlanError::NoSheet => "name one way of answering, and no other people",
        PlanError::Column(_) => "give the item another id",
        PlanError::NothingToRun | PlanError::Role(_) | PlanError::SameRole => {
            "`rolefit simulate --help` has the options"
        }
    })
}

fn policy(name: &str) -> Result<Policy> {
    let known = Policy::ALL.into_iter().map(Policy::name);
    Policy::from_name(name).ok_or_else(|| names::unknown("selection", name, known))
}

fn answering(text: &str, flattered: usize) -> Result<Answering> {
    let (name, share) = match text.split_once('=') {
        Some((name, share)) => (name, Some(share)),
        None => (text, None),
    };
    let spoilt = || {
        let share = share.ok_or_else(|| {
            let what = format!("`{name}` needs the share of answers that are spoilt");
            CliError::usage(what).hint(format!("write `{name}=0.1`"))
        })?;
        share.parse::<f64>().map_err(|_| {
            let remedy = format!("write a share within 0 and 1, such as `{name}=0.1`");
            CliError::usage(format!("`{share}` is not a number")).hint(remedy)
        })
    };
    match name {
        "honest" if share.is_none() => Ok(Answering::Honest),
        "honest" => Err(CliError::usage("`honest` takes no share").hint("write `honest` alone")),
        "careless" => Ok(Answering::Careless(spoilt()?)),
        "yea-saying" => Ok(Answering::YeaSaying(spoilt()?)),
        "flattering" => Ok(Answering::Flattering {
            share: spoilt()?,
            role: flattered,
        }),
        _ => {
            let known = ["honest", "careless", "yea-saying", "flattering"];
            Err(names::unknown("way of answering", name, known.into_iter()))
        }
    }
}

fn role(catalogue: &Catalogue, id: &str, option: &str) -> Result<usize> {
    names::role(catalogue, id).map_err(|mut error| {
        error.message = format!("{} in `{option}`", error.message);
        error
    })
}

fn threads(wish: Option<usize>) -> Result<NonZeroUsize> {
    let Some(count) = wish else {
        return Ok(std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN));
    };
    let usable = NonZeroUsize::new(count).filter(|count| count.get() <= MAX_THREADS);
    usable.ok_or_else(|| {
        let what = format!("threads must be between 1 and {MAX_THREADS}, not {count}");
        CliError::usage(what).hint("leave `--threads` out to use every core")
    })
}

/// What Ctrl-C does: while people are simulated it asks for an end, afterwards it ends the process as usual.
///
/// Only the first one counts: a shell or `timeout` may send several at once, and a chunk takes a moment only.
struct Interrupts {
    raised: Arc<AtomicBool>,
    usual: Arc<AtomicBool>,
}

impl Interrupts {
    fn watch() -> Result<Self> {
        let (raised, usual) = (Arc::default(), Arc::default());
        let signal = signal_hook::consts::SIGINT;
        signal_hook::flag::register_conditional_default(signal, Arc::clone(&usual))
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&raised)))
            .map_err(|error| CliError::io(format!("could not watch for Ctrl-C: {error}")))?;
        Ok(Self { raised, usual })
    }
}

/// What follows is writing the result, which may wait for a reader that never comes.
impl Drop for Interrupts {
    fn drop(&mut self) {
        self.usual.store(true, Ordering::Relaxed);
    }
}

fn progress_bar(respondents: u64, output: &Output) -> ProgressBar {
    if output.is_plain() || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(respondents), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} ({per_sec})");
    let style = style.expect("the template is sound");
    bar.with_style(style.progress_chars("=> "))
}

/// Refuses what an option names twice.
fn none_twice<T: PartialEq>(
    option: &str,
    given: &[T],
    names: impl IntoIterator<Item: std::fmt::Display>,
) -> Result<()> {
    let mut named = names.into_iter().enumerate();
    let twice = named.find(|(place, _)| given[..*place].contains(&given[*place]));
    twice.map_or(Ok(()), |(_, name)| {
        let what = format!("`{option}` names `{name}` twice");
        Err(CliError::usage(what).hint("name each once"))
    })
}
