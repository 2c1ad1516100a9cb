//! What is said of a simulation, in which order and with which figures; how it looks is left to text and Markdown.

use std::fmt::Display;

use crate::catalogue::Catalogue;
use crate::model::{Length, StopReason};
use crate::render::document::{Bar, Bars, Block};
use crate::render::figures::{
    NONE, TIED, capitalised, counted, decimal, grouped, percent_in_tenths,
};
use crate::render::prose::{Prose, data, own};
use crate::simulation::{Policy, Population, Run, Share, Simulation};

/// What the figures rest on; it stands beside them.
pub(super) const NOTICE: &str = "These figures depend on the roles' profiles and the numbers of the items alone: they would \
    be the same for meaningless items. They show what the way of asking costs, not that questions or roles are right.";
/// Items that are listed as asked most often.
const MOST_ASKED: usize = 5;

/// Returns everything that is said of a simulation.
pub(super) fn blocks(catalogue: &Catalogue, simulation: &Simulation) -> Vec<Block> {
    let title = format!("{} {}", catalogue.id, catalogue.version);
    let title = own("How well ").data(title);
    let mut blocks = vec![
        Block::Title(title.own(" works, by simulation")),
        paragraph(people(catalogue, simulation)),
    ];
    if let [run] = simulation.runs.as_slice() {
        blocks.push(paragraph(format!("{}.", capitalised(&manner(run)))));
        blocks.extend(details(catalogue, simulation, run));
    } else {
        let all = "Runs on the same respondents";
        blocks.push(paragraph(format!("{all}: {}.", manners(simulation))));
        blocks.push(comparison(simulation));
        blocks.push(paragraph(NOTICE));
        blocks.push(paragraph(
            "Right: the leading role is the respondent's own. Whole: it is also that of the answers to every item. \
             Again: it is the same at a second sitting. A run alone is shown in full, and `--format json` has every \
             figure of each."
                .to_owned(),
        ));
    }
    blocks
}

fn people(catalogue: &Catalogue, simulation: &Simulation) -> String {
    let name = |role: usize| catalogue.roles[role].name.as_str();
    let count = counted(simulation.respondents, "respondent");
    let drawn = match simulation.population {
        Population::Roles => format!("{count} drawn from the roles in turn"),
        Population::Between(a, b) => format!(
            "{count} drawn halfway between {} and {}; either of the two counts as right",
            name(a),
            name(b)
        ),
        Population::Reference => format!(
            "{count} of no role, drawn from the population that scores refer to, Normal(0, 1) on each trait"
        ),
    };
    let stopped = if simulation.is_partial() {
        format!(
            " Partial: stopped before the {} asked for were done.",
            grouped(simulation.planned)
        )
    } else {
        String::new()
    };
    format!("{drawn}, seed {}.{stopped}", simulation.seed)
}

fn manner(run: &Run) -> String {
    let policy = match run.policy {
        Policy::Information => "the item that tells most about the role next",
        Policy::Fisher => "the item with the greatest Fisher information next",
        Policy::Random => "items in random order",
    };
    format!(
        "{} length, {policy}, {} answers",
        run.length.name(),
        run.answering
    )
}

/// Every length, selection and way of answering that was run, each once.
fn manners(simulation: &Simulation) -> String {
    let once = |name: fn(&Run) -> String| {
        let mut names: Vec<String> = Vec::new();
        for run in &simulation.runs {
            let name = name(run);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    };
    format!(
        "length {}; selection {}; answers {}",
        once(|run| run.length.name().to_owned()),
        once(|run| run.policy.name().to_owned()),
        once(|run| run.answering.to_string())
    )
}

fn comparison(simulation: &Simulation) -> Block {
    let rows = simulation.runs.iter().map(|run| {
        vec![
            label(simulation, run),
            if simulation.has_roles() {
                percent(run.accuracy.value)
            } else {
                NONE.to_owned()
            },
            percent(run.agreement.value),
            percent(run.consistency.value),
            run.kappa
                .map_or_else(|| NONE.to_owned(), |kappa| decimal(kappa, 3)),
            run.calibration_error
                .map_or_else(|| NONE.to_owned(), |error| decimal(error, 3)),
            decimal(run.lengths.mean, 1),
            run.lengths.median.to_string(),
            run.lengths.p95.to_string(),
        ]
    });
    let whole = |name: &str, share: Share| {
        let mut row = vec![name.to_owned(), percent(share.value)];
        row.extend((0..7).map(|_| NONE.to_owned()));
        row
    };
    let last = [
        simulation
            .has_roles()
            .then(|| whole("whole bank", simulation.full)),
        simulation
            .ceiling
            .map(|ceiling| whole("theta known exactly", ceiling)),
    ];
    table(
        &[
            "run", "right", "whole", "again", "kappa", "ECE", "items", "median", "p95",
        ],
        rows.chain(last.into_iter().flatten()).collect(),
    )
}

/// What sets a run apart from the others.
fn label(simulation: &Simulation, run: &Run) -> String {
    let differs =
        |same: fn(&Run, &Run) -> bool| !simulation.runs.iter().all(|other| same(run, other));
    let mut parts = Vec::new();
    if differs(|a, b| a.length == b.length) {
        parts.push(run.length.name().to_owned());
    }
    if differs(|a, b| a.policy == b.policy) {
        parts.push(run.policy.name().to_owned());
    }
    if differs(|a, b| a.answering == b.answering) {
        parts.push(run.answering.to_string());
    }
    if parts.is_empty() {
        parts.push(run.length.name().to_owned());
    }
    parts.join(", ")
}

fn details(catalogue: &Catalogue, simulation: &Simulation, run: &Run) -> Vec<Block> {
    let [how_often, by_role] = match simulation.population {
        Population::Roles | Population::Between(..) => ["How often it is right", "By role"],
        Population::Reference => ["How often it comes out the same", "Leading roles"],
    };
    let mut blocks = vec![heading(how_often), shares(simulation, run)];
    blocks.push(paragraph(NOTICE));
    blocks.push(paragraph(meanings(simulation, run)));
    blocks.extend([heading(by_role), roles(catalogue, simulation, run)]);
    blocks.extend([heading("Verdicts"), verdicts(run)]);
    blocks.push(paragraph(
        "Clear: the leading role has 0.90 or more; leaning: 0.60 or more; between: two roles hold 0.85 together; open: \
         neither; unlike: the answers fit none of the roles."
            .to_owned(),
    ));
    if run.calibration_error.is_some() {
        blocks.extend([
            heading("Probability stated for the leading role, and how often it was right"),
            calibration(run),
        ]);
    }
    blocks.extend([heading("Questions asked"), histogram(run)]);
    blocks.push(paragraph(format!(
        "Mean {}, median {}, 95 of 100 within {}. {}.",
        decimal(run.lengths.mean, 1),
        run.lengths.median,
        run.lengths.p95,
        reasons(run)
    )));
    blocks.extend([heading("Traits"), traits(catalogue, run)]);
    let population = match simulation.population {
        Population::Roles | Population::Between(..) => {
            "Scores assume the reference population and the respondents come from the roles, so small bias is expected."
        }
        Population::Reference => {
            "The respondents come from the population that scores assume: bias should be near 0 and coverage near 90 %."
        }
    };
    blocks.push(paragraph(format!(
        "Score less true place, in standard deviations: bias is its mean, RMSE its usual size; reliability is the \
         share of the differences between scores that is real, their squared correlation with the true places: aim for 0.70, \
         by more items; coverage is how often the 90 % interval holds the true place: aim for 75 to 95 in 100, and less where spreads are wide. {population}"
    )));
    blocks.push(paragraph(usage(catalogue, run)));
    blocks
}

/// What the figures above it are, as far as they are there, and what to aim for.
fn meanings(simulation: &Simulation, run: &Run) -> String {
    let ceiling = "Theta is somebody's true place on a trait. If it were known exactly, so many would be placed right: it is \
        what the roles allow; with three roles aim for 75 in 100. The whole bank should lie 8 points below it at most, and this \
        questionnaire 2 points below the whole bank.";
    let same = "Same as the whole bank: aim for 85 in 100; at a second sitting: for 70.";
    let kappa = "Kappa: the share that is right, less what chance alone would make right; 1 is always, 0 is chance.";
    let brier =
        "Brier score: how far all probabilities that are stated lie from the truth; 0 is perfect.";
    let error = "Calibration error: how far they lie from how often they are right; aim for less than 0.02 with many respondents. \
        The gap between the roles found most and least: aim for less than 0.10.";
    let said = [
        simulation.ceiling.is_some().then_some(ceiling),
        Some(same),
        run.kappa.is_some().then_some(kappa),
        run.brier.is_some().then_some(brier),
        run.calibration_error.is_some().then_some(error),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn shares(simulation: &Simulation, run: &Run) -> Block {
    let share = |label: &str, share: Share| {
        vec![
            label.to_owned(),
            percent(share.value),
            format!("{} to {}", percent(share.low), percent(share.high)),
        ]
    };
    let number =
        |label: &str, number: f64| vec![label.to_owned(), decimal(number, 3), NONE.to_owned()];
    let mut rows = Vec::new();
    if simulation.has_roles() {
        rows.push(share("this questionnaire", run.accuracy));
        rows.push(share("the whole bank", run.full));
    }
    rows.extend(simulation.ceiling.map(|s| share("theta known exactly", s)));
    rows.push(share("same as the whole bank", run.agreement));
    rows.push(share("same at a second sitting", run.consistency));
    rows.extend(run.kappa.map(|kappa| number("Cohen's kappa", kappa)));
    rows.extend(run.brier.map(|brier| number("Brier score (0 to 2)", brier)));
    let error = run.calibration_error;
    rows.extend(error.map(|error| number("calibration error (ECE)", error)));
    rows.extend(run.gap.map(|gap| number("largest gap between roles", gap)));
    table(&["", "share", "95 % interval"], rows)
}

fn roles(catalogue: &Catalogue, simulation: &Simulation, run: &Run) -> Block {
    let mut header = vec!["drawn from", "right"];
    let names: Vec<String> = catalogue
        .roles
        .iter()
        .map(|role| format!("to {}", role.letter))
        .collect();
    header.extend(names.iter().map(String::as_str));
    let shares = |row: &[u64]| {
        let sum: u64 = row.iter().sum();
        row.iter()
            .map(|&count| percent(Share::of(count, sum).value))
            .collect::<Vec<_>>()
    };
    let rows = run.confusion.iter().enumerate().map(|(place, counts)| {
        let (name, right) = match simulation.population {
            Population::Roles => {
                let role = &catalogue.roles[place];
                let name = format!("{} ({})", role.name.as_str(), role.letter);
                (name, percent(run.roles[place].accuracy.value))
            }
            Population::Between(a, b) => {
                let letter = |role: usize| catalogue.roles[role].letter;
                let name = format!("{} and {}", letter(a), letter(b));
                (name, percent(run.accuracy.value))
            }
            Population::Reference => ("everybody".to_owned(), NONE.to_owned()),
        };
        let mut row = vec![name, right];
        row.extend(shares(counts));
        row
    });
    table(&header, rows.collect())
}

fn verdicts(run: &Run) -> Block {
    let verdicts = run.verdicts.iter();
    table(
        &["verdict", "share"],
        verdicts
            .map(|(kind, share)| vec![kind.name().to_owned(), percent(*share)])
            .collect(),
    )
}

fn calibration(run: &Run) -> Block {
    let rows = run.calibration.iter().map(|bin| {
        vec![
            format!("{} to {}", decimal(bin.from, 1), decimal(bin.to, 1)),
            grouped(bin.respondents),
            percent(bin.stated),
            percent(bin.observed),
        ]
    });
    table(&["stated", "respondents", "mean", "right"], rows.collect())
}

fn histogram(run: &Run) -> Block {
    let rows = run.lengths.histogram.iter().map(|bar| {
        let items = if bar.from == bar.to {
            bar.from.to_string()
        } else {
            format!("{} to {}", bar.from, bar.to)
        };
        Bar {
            label: own(items),
            shares: vec![bar.share],
            words: Prose::new(),
        }
    });
    Block::Bars(Bars {
        head: own("items"),
        series: vec![own("share")],
        rows: rows.collect(),
    })
}

fn reasons(run: &Run) -> String {
    let stops = run.lengths.reasons.iter().filter(|(_, share)| *share > 0.0);
    let said = stops.map(|(reason, share)| {
        let why = why(*reason, run.length);
        format!("{why} {}", percent(*share))
    });
    format!("Ended: {}", said.collect::<Vec<_>>().join(", "))
}

/// Says why a questionnaire of this length ended.
pub(in crate::render) fn why(reason: StopReason, length: Length) -> &'static str {
    match (reason, length) {
        (StopReason::Settled, _) => "settled",
        (StopReason::Uninformative, _) => "no item left that would tell more",
        (StopReason::MostItems, _) => "at the most items allowed",
        (StopReason::Complete, Length::Full) => "every item asked",
        (StopReason::Complete, _) => "out of items",
    }
}

fn traits(catalogue: &Catalogue, run: &Run) -> Block {
    let rows = run.traits.iter().map(|recovery| {
        vec![
            catalogue.traits[recovery.trait_index]
                .id
                .as_str()
                .to_owned(),
            decimal(recovery.bias, 2),
            decimal(recovery.rmse, 2),
            decimal(recovery.reliability, 2),
            percent(recovery.coverage),
        ]
    });
    table(
        &["trait", "bias", "RMSE", "reliability", "coverage"],
        rows.collect(),
    )
}

fn usage(catalogue: &Catalogue, run: &Run) -> String {
    let id = |item: usize| catalogue.items[item].id.as_str();
    let mut items = run.items.clone();
    items.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.item.cmp(&b.item)));
    let most: Vec<String> = items
        .iter()
        .take(MOST_ASKED)
        .map(|usage| format!("{} {}", id(usage.item), percent(usage.share)))
        .collect();
    let never: Vec<&str> = run.never_used().map(id).collect();
    let never = match never.as_slice() {
        [] => "Every item was asked of somebody.".to_owned(),
        ids => format!("Never asked ({}): {}.", ids.len(), ids.join(", ")),
    };
    format!("Asked most often: {}. {never}", most.join(", "))
}

fn heading(text: &str) -> Block {
    Block::Section(own(text))
}

/// Takes words that hold names of the catalogue: all of it is escaped as those are.
fn paragraph(words: impl Display) -> Block {
    Block::Paragraph(data(words))
}

fn table(header: &[&str], rows: Vec<Vec<String>>) -> Block {
    let head = header.iter().map(|&cell| data(cell));
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().map(|cell| match cell.as_str() {
            // What stands for no figure opens no list in a cell.
            NONE => own(cell),
            _ => data(cell),
        });
        cells.collect()
    });
    Block::Table(head.collect(), rows.collect())
}

/// A share in per cent with one decimal.
fn percent(share: f64) -> String {
    percent_in_tenths(share).replace(TIED, " ")
}
