//! A calibration in words, and its own JSON.

use crate::calibration::{Calibration, FITTING, ItemChange, Parameter, Placing};
use crate::catalogue::{Catalogue, Status};
use crate::model::MAX_SPREAD;
use crate::render::document::{Block, Document, NotFinite, Report, to_json};
use crate::render::figures::{NONE, TIED, counted, decimal, grouped, in_column, percent_in_tenths};
use crate::render::prose::{Prose, data, own, say};
use crate::render::result::words::foundation_in_short;

/// Of fewer people single items are known too roughly to be spoken of (Reise & Yu, 1990).
const ENOUGH: u64 = 500;

/// How far the figures speak.
const LIMITS: &str = "Whether other people are like these, and whether they use the same titles for the same work, no figure here \
    says: place people with it who had no part in it before you rely on it.";

/// A calibration with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct CalibrationReport<'a> {
    /// The catalogue whose numbers were fitted.
    pub catalogue: &'a Catalogue,
    /// What came of it.
    pub calibration: &'a Calibration<'a>,
}

impl Report for CalibrationReport<'_> {
    fn document(&self) -> Document {
        let blocks = sections(self.catalogue, self.calibration);
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(to_json(self.calibration))
    }
}

fn sections(catalogue: &Catalogue, calibration: &Calibration<'_>) -> Vec<Block> {
    let title = say(
        "The numbers of {} {} fitted to answers of people whose role is known",
        [data(&catalogue.id), data(&catalogue.version)],
    );
    let mut blocks = vec![
        Block::Title(title),
        Block::Paragraph(own(calibration.notice)),
        Block::Paragraph(own(people(catalogue, calibration))),
        Block::Paragraph(own(drawn(calibration))),
        Block::Section(own("How these people are placed, before and after")),
        placings(calibration),
        Block::Paragraph(own(change(calibration))),
        Block::Paragraph(own(moved(calibration))),
        Block::Section(own("By role")),
        roles(catalogue, calibration),
        Block::Section(own("What got worse")),
        worse(calibration),
        Block::Section(own("Traits: how reliable their scores are")),
        reliabilities(calibration),
        Block::Section(own("Profiles")),
        Block::Paragraph(own(factors(calibration))),
    ];
    blocks.extend(profiles(catalogue, calibration));
    blocks.extend(items(catalogue, calibration));
    blocks.push(Block::Small(own(LIMITS)));
    blocks.push(Block::Small(foundation_in_short(catalogue)));
    blocks
}

fn people(catalogue: &Catalogue, calibration: &Calibration<'_>) -> String {
    let unsettled = calibration.traits.iter().filter(|one| !one.settled).count();
    let unsettled = match unsettled {
        0 => String::new(),
        count => format!(
            " {} did not settle: the numbers there are the last that were come to.",
            counted(count as u64, "trait")
        ),
    };
    let few = if calibration.people < ENOUGH {
        " So few tell more of the whole than of single items, whose errors say how little is known of each."
    } else {
        ""
    };
    let again = if catalogue.status == Status::Calibrated {
        " The catalogue was fitted to answers before: if these people's were among them, the figures before and after \
         flatter it."
    } else {
        ""
    };
    format!(
        "{} people, {}.{few}{unsettled}{again}",
        grouped(calibration.people),
        counted(calibration.answers, "answer")
    )
}

fn drawn(calibration: &Calibration<'_>) -> String {
    if calibration.prior_people > 0.0 {
        format!(
            "Every number is drawn to what the catalogue said, as if {} more people of each role had answered who stand and \
             answer as it said; and factors on spreads are drawn to 1. Errors count those people too.",
            decimal(calibration.prior_people, 0)
        )
    } else {
        "Nothing draws the numbers to what the catalogue said: plain maximum likelihood.".to_owned()
    }
}

fn placings(calibration: &Calibration<'_>) -> Block {
    let row = |label: &str, figure: &dyn Fn(&Placing) -> String| {
        vec![
            own(label),
            own(figure(&calibration.before)),
            own(figure(&calibration.after)),
        ]
    };
    let rows = vec![
        row("placed in their role", &|one| {
            percent_in_tenths(one.right.value)
        }),
        row("95 % interval", &|one| {
            let [low, high] = [one.right.low, one.right.high].map(|end| decimal(100.0 * end, 1));
            format!("{low} to {high}{TIED}%")
        }),
        row("stated on average", &|one| percent_in_tenths(one.stated)),
        row("log loss (less is better)", &|one| decimal(one.log_loss, 3)),
        row("calibration error", &|one| {
            decimal(one.calibration_error, 3)
        }),
    ];
    Block::table(&["", "before", "after"], rows)
}

fn change(calibration: &Calibration<'_>) -> String {
    let change = &calibration.change;
    let verdict = if change.high < 0.0 {
        "better"
    } else if change.low > 0.0 {
        "worse: keep the catalogue as it is"
    } else {
        "no more than chance could make it, so nothing speaks for the new numbers yet"
    };
    let [mean, low, high] = [change.mean, change.low, change.high].map(|one| in_column(one, 3));
    format!(
        "Log loss changes by {mean} (95 % interval {low} to {high}): {verdict}. After: each of {} parts of the people in turn is \
         placed by numbers that were fitted to the others, so that nobody's own answers help.",
        calibration.folds
    )
}

fn moved(calibration: &Calibration<'_>) -> String {
    let (moved, all) = calibration.moved();
    format!("{moved} of {all} numbers changed by more than twice their error.")
}

fn roles(catalogue: &Catalogue, calibration: &Calibration<'_>) -> Block {
    let rows = catalogue
        .roles
        .iter()
        .zip(&calibration.roles)
        .map(|(role, figures)| {
            vec![
                data(&role.name),
                own(grouped(figures.people)),
                own(percent_in_tenths(figures.right_before)),
                own(percent_in_tenths(figures.right_after)),
                own(decimal(figures.log_loss_before, 3)),
                own(decimal(figures.log_loss_after, 3)),
            ]
        });
    let head = [
        "known role",
        "people",
        "right",
        "after",
        "log loss",
        "after",
    ];
    Block::table(&head, rows.collect())
}

fn worse(calibration: &Calibration<'_>) -> Block {
    if calibration.worse.is_empty() {
        return Block::Paragraph(own("Nothing that these figures show."));
    }
    let entries = calibration.worse.iter().map(|one| {
        let figure = match one.figure {
            "right" => "placed in their role",
            "log_loss" => "log loss",
            "calibration_error" => "calibration error",
            other => other,
        };
        let of = match &one.of {
            Some(of) => own(" of ").data(of),
            None => Prose::new(),
        };
        let figures = format!(
            ": {} before, {} after",
            decimal(one.before, 3),
            decimal(one.after, 3)
        );
        own(figure).then(of).own(figures)
    });
    Block::List(Prose::new(), entries.collect())
}

fn reliabilities(calibration: &Calibration<'_>) -> Block {
    let rows = calibration.traits.iter().map(|one| {
        vec![
            data(one.id),
            own(grouped(one.people)),
            own(decimal(one.reliability_before, 2)),
            own(decimal(one.reliability_after, 2)),
        ]
    });
    Block::table(&["", "people", "before", "after"], rows.collect())
}

fn factors(calibration: &Calibration<'_>) -> String {
    let named = [
        (calibration.factors.traits, "traits"),
        (calibration.factors.activities, "activities"),
    ];
    let named = named
        .into_iter()
        .filter_map(|(factor, of)| Some(format!("{} on {of}", decimal(factor?, 2))));
    let at_bound = calibration.traits.iter().filter(|one| {
        let mut spreads = one.roles.iter().map(|place| place.spread.after);
        spreads.any(|spread| spread >= MAX_SPREAD)
    });
    let bound = match at_bound.count() {
        0 => String::new(),
        count => format!(
            " {} wide as a catalogue may hold, {}; where more was fitted, the whole trait is drawn together, which changes no \
             probability.",
            if count == 1 {
                "On 1 trait a spread is as".to_owned()
            } else {
                format!("On {count} traits a spread is as")
            },
            decimal(MAX_SPREAD, 1)
        ),
    };
    format!(
        "Spreads say how people differ, times a factor that makes what is stated hold: {}.{bound}",
        named.collect::<Vec<_>>().join(", ")
    )
}

/// The columns of a number: what it was, what it is, its standard error and its change.
const COLUMNS: [&str; 4] = ["was", "is", "error", "change"];

fn cells(parameter: Parameter) -> [Prose; 4] {
    [
        own(decimal(parameter.before, 3)),
        own(decimal(parameter.after, 3)),
        own(parameter
            .error
            .map_or_else(|| NONE.to_owned(), |error| decimal(error, 3))),
        own(in_column(parameter.change, 3)),
    ]
}

fn headed(first: Prose, rest: &[&str]) -> Vec<Prose> {
    std::iter::once(first)
        .chain(rest.iter().map(|&name| own(name)))
        .collect()
}

fn profiles(catalogue: &Catalogue, calibration: &Calibration<'_>) -> Vec<Block> {
    let tables = calibration.traits.iter().map(|one| {
        let rows = one
            .roles
            .iter()
            .zip(&catalogue.roles)
            .flat_map(|(place, role)| {
                let row = |number: &str, parameter: Parameter| {
                    let label = data(&role.short).own(number);
                    std::iter::once(label)
                        .chain(cells(parameter))
                        .collect::<Vec<_>>()
                };
                [row(", mean", place.mean), row(", spread", place.spread)]
            });
        Block::Table(headed(data(one.id), &COLUMNS), rows.collect())
    });
    tables.collect()
}

fn items(catalogue: &Catalogue, calibration: &Calibration<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::Section(own("Items")),
        Block::Paragraph(own(format!(
            "Infit: how far answers vary about what a person's other answers lead one to expect; 1 is as the model says, and {} to \
             {} will do. a: discrimination; b1 and on: thresholds, the lowest first.",
            decimal(FITTING.0, 1),
            decimal(FITTING.1, 1)
        ))),
        listed(
            calibration,
            |item| item.fits() == Some(false),
            "No item lies beyond that",
            "Beyond that",
        ),
    ];
    let unused = listed(
        calibration,
        |item| item.unused > 0,
        "",
        "With responses that nobody chose",
    );
    if calibration.items.iter().any(|item| item.unused > 0) {
        blocks.push(unused);
    }
    for one in &catalogue.traits {
        let items = calibration.items.iter();
        let items = items.filter(|item| item.of_trait == one.id.as_str());
        let name = data(&one.id);
        let columns = [&COLUMNS[..], &["people", "infit"]].concat();
        blocks.push(Block::Table(
            headed(name, &columns),
            items.flat_map(numbers).collect(),
        ));
    }
    blocks
}

fn numbers(item: &ItemChange<'_>) -> Vec<Vec<Prose>> {
    let named = std::iter::once(("a".to_owned(), item.discrimination));
    let thresholds = item.thresholds.iter().enumerate();
    let named = named.chain(thresholds.map(|(place, own)| (format!("b{}", place + 1), *own)));
    named
        .map(|(name, parameter)| {
            let label = data(item.id).own(format!(", {name}"));
            // The item's own figures stand once, beside the first of its numbers.
            let figures = if name == "a" {
                let infit = item.infit.map(|infit| decimal(infit, 2));
                [
                    grouped(item.people),
                    infit.unwrap_or_else(|| NONE.to_owned()),
                ]
            } else {
                [String::new(), String::new()]
            };
            let cells = std::iter::once(label).chain(cells(parameter));
            cells.chain(figures.map(own)).collect()
        })
        .collect()
}

fn listed(
    calibration: &Calibration<'_>,
    which: impl Fn(&ItemChange<'_>) -> bool,
    none: &str,
    some: &str,
) -> Block {
    let items = calibration.items.iter().filter(|item| which(item));
    let items: Vec<Prose> = items.map(|item| data(item.id)).collect();
    Block::Paragraph(if items.is_empty() {
        own(format!("{none}."))
    } else {
        say("{}: {}.", [own(some), Prose::new().listed(items)])
    })
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;
    use crate::calibration::{Options, PRIOR_PEOPLE, Untold, calibrate};
    use crate::catalogue::read;
    use crate::cohort::{Form, Layout};
    use crate::render::look::{Charset, Look};
    use crate::validation::{Sittings, people, rows};

    fn document() -> Document {
        let source = include_str!("../../tests/fixtures/known/catalogue.toml");
        let catalogue = read(source).catalogue.unwrap();
        let study = include_str!("../../tests/fixtures/known/answers.csv");
        let layout = (Form::Csv, &Layout::default());
        let rows = rows(&catalogue, "study", layout, study, "role").unwrap();
        let people = people(&catalogue, rows, Sittings::Averaged).unwrap();
        let options = Options {
            prior_people: f64::from(PRIOR_PEOPLE),
            keep_untold: Untold::Refused,
            threads: NonZeroUsize::MIN,
        };
        let shown = CalibrationReport {
            catalogue: &catalogue,
            calibration: &calibrate(&catalogue, &people, options).unwrap(),
        };
        shown.document()
    }

    #[test]
    fn a_page_says_what_was_what_is_and_how_sure_that_is() {
        let look = Look {
            width: 80,
            charset: Charset::Unicode,
            colour: false,
            typed: Some("rolefit"),
        };
        insta::assert_snapshot!(document().text(&look));
    }

    #[test]
    fn every_line_is_shorter_than_the_width_and_in_ascii_where_that_is_asked_for() {
        let document = document();
        for width in 24..120 {
            let page = document.text(&Look {
                width,
                charset: Charset::Ascii,
                colour: false,
                typed: Some("rolefit"),
            });
            assert!(page.is_ascii());
            for line in page.lines() {
                assert!(line.len() < width, "{width}: {line:?}");
            }
        }
    }
}
