//! A validation in words: one run of blocks for text and Markdown, and the report's own JSON.

use crate::catalogue::Catalogue;
use crate::model::Length;
use crate::render::document::{Block, Document, NotFinite, Report, to_json};
use crate::render::figures::{
    NONE, TIED, counted, decimal, grouped, in_column, percent, percent_in_tenths,
};
use crate::render::prose::{Prose, data, own, say};
use crate::render::result::words::foundation_in_short;
use crate::render::simulation::why;
use crate::simulation::Share;
use crate::validation::{
    Asked, ItemFigures, LEAST_CORRELATION, NOTICE, PairFigures, RoleMean, SIGNIFICANT, Validation,
};

/// The most pairs of roles that are shown, the hardest first; JSON has all.
const SHOWN_PAIRS: usize = 12;
/// A validation with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct ValidationReport<'a> {
    /// The catalogue that was tried.
    pub catalogue: &'a Catalogue,
    /// What came of it.
    pub validation: &'a Validation<'a>,
}

impl Report for ValidationReport<'_> {
    fn document(&self) -> Document {
        let blocks = sections(self.catalogue, self.validation);
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(to_json(self.validation))
    }
}

fn sections(catalogue: &Catalogue, validation: &Validation<'_>) -> Vec<Block> {
    let title = say(
        "How well {} {} places people whose role is known",
        [data(&catalogue.id), data(&catalogue.version)],
    );
    let mut blocks = vec![
        Block::Title(title),
        Block::Paragraph(own(NOTICE)),
        Block::Paragraph(people(validation)),
    ];
    let asked = validation.length.zip(validation.asked.as_ref());
    blocks.extend(asked.map(|(length, asked)| Block::Paragraph(own(asking(length, asked)))));
    blocks.extend([
        Block::Section(own("How often it is right")),
        shares(validation),
        Block::Paragraph(own(stated(validation))),
        Block::Paragraph(own(log_loss(validation))),
        Block::Section(own("By role")),
        roles(catalogue, validation),
    ]);
    if catalogue.roles.len() > 2 {
        blocks.extend(pairs(catalogue, validation));
    }
    blocks.extend([
        Block::Section(own("Stated for the leading role, and how often it was right")),
        calibration(validation),
        Block::Paragraph(own(format!(
            "Expected calibration error {}: how far what is stated lies from what was observed, on average.",
            decimal(validation.calibration_error, 3)
        ))),
        Block::Section(own("Verdicts")),
        verdicts(validation),
        Block::Section(own("Traits: mean score of the people of a role, and its profile in brackets")),
        traits(catalogue, validation),
        Block::Paragraph(own(
            "Scores lie nearer 0 than people do, the more so the fewer answers there are: look at order and sign \
             first.",
        )),
    ]);
    blocks.extend(items(catalogue, validation));
    blocks.push(Block::Small(own(LIMITS)));
    blocks.push(Block::Small(foundation_in_short(catalogue)));
    blocks
}

/// How far the figures speak.
const LIMITS: &str = "Intervals say what chance does to a group of this size; whether other people are like this group they do not \
    say. Numbers that were tuned on the same answers look better here than they are.";

fn people(validation: &Validation<'_>) -> Prose {
    let people = grouped(validation.people);
    let sittings = counted(validation.sittings, "sitting");
    let noun = if validation.people == 1 {
        "person"
    } else {
        "people"
    };
    let averaged = if validation.sittings > validation.people {
        format!(", {sittings}, those of one person averaged")
    } else {
        String::new()
    };
    let answered = decimal(validation.answered, 1);
    let items = counted(validation.items.len(), "question");
    let how = match validation.length {
        None => "All their answers count.".to_owned(),
        Some(length) => format!(
            "Their answers were asked for one by one, as a questionnaire of {} length asks.",
            length.name()
        ),
    };
    own(format!(
        "{people} {noun}{averaged}; {answered} of {items} answered on average. {how}"
    ))
}

fn asking(length: Length, asked: &Asked) -> String {
    let stopped = asked.stopped.iter().filter(|one| one.share > 0.0);
    let reasons: Vec<String> = stopped
        .map(|one| {
            let why = why(one.reason, length);
            format!("{why} {}", percent_in_tenths(one.share))
        })
        .collect();
    let unanswered = match asked.unanswered {
        0 => String::new(),
        1 => " One question that was asked has no answer, and counts as skipped.".to_owned(),
        count => format!(
            " {} questions that were asked have no answer, and count as skipped.",
            grouped(count)
        ),
    };
    format!(
        "Questions asked: median {}, mean {}, 95 of 100 within {}. Ended: {}.{unanswered}",
        asked.median,
        decimal(asked.mean, 1),
        asked.p95,
        reasons.join(", ")
    )
}

/// A share, and its interval.
fn cells(share: Option<Share>) -> [Prose; 2] {
    match share {
        None => [own(NONE), own(NONE)],
        Some(share) => [own(percent_in_tenths(share.value)), own(interval(share))],
    }
}

fn interval(share: Share) -> String {
    format!(
        "{} to {}{TIED}%",
        decimal(share.low * 100.0, 1),
        decimal(share.high * 100.0, 1)
    )
}

fn shares(validation: &Validation<'_>) -> Block {
    let row = |label: &str, share: Share| {
        std::iter::once(own(label))
            .chain(cells(Some(share)))
            .collect()
    };
    let plain =
        |label: &str, share: f64| vec![own(label), own(percent_in_tenths(share)), own(NONE)];
    let mut rows: Vec<Vec<Prose>> = vec![row("placed in their role", validation.right)];
    if let Some(whole) = validation.whole {
        rows.push(row("with all their answers", whole.right));
        rows.push(row("the same role either way", whole.agreement));
    }
    rows.push(plain("by equal guesses", validation.guessing.right));
    rows.push(plain(
        "by always saying the commonest role",
        validation.guessing.commonest,
    ));
    Block::table(&["", "share", "95 % interval"], rows)
}

/// Holds what is stated against what was observed.
fn stated(validation: &Validation<'_>) -> String {
    let (stated, right) = (validation.stated, validation.right);
    let verdict = if stated > right.high {
        "more than the interval of what is right: it is surer than it should be"
    } else if stated < right.low {
        "less than the interval of what is right: it could be surer"
    } else {
        "within the interval of what is right"
    };
    let figure = percent_in_tenths(stated);
    format!("For the leading role it states {figure} on average, {verdict}.")
}

fn log_loss(validation: &Validation<'_>) -> String {
    let guessing = validation.guessing.log_loss;
    let verdict = if validation.log_loss < guessing {
        "better than guessing"
    } else {
        "no better than guessing"
    };
    format!(
        "Log loss {}, where equal guesses have {} and less is better: {verdict}.",
        decimal(validation.log_loss, 2),
        decimal(guessing, 2)
    )
}

fn roles(catalogue: &Catalogue, validation: &Validation<'_>) -> Block {
    let mut head: Vec<Prose> = ["known role", "people", "right", "95 % interval"]
        .map(own)
        .into();
    head.extend(
        catalogue
            .roles
            .iter()
            .map(|role| own("to ").data(role.letter)),
    );
    let rows = catalogue
        .roles
        .iter()
        .zip(&validation.roles)
        .zip(&validation.confusion);
    let rows = rows.map(|((role, figures), called)| {
        let mut row = vec![
            say("{} ({})", [data(&role.name), data(role.letter)]),
            own(grouped(figures.people)),
        ];
        row.extend(cells(figures.right));
        row.extend(called.iter().map(|&count| own(grouped(count))));
        row
    });
    Block::Table(head, rows.collect())
}

fn pairs(catalogue: &Catalogue, validation: &Validation<'_>) -> Vec<Block> {
    let mut pairs: Vec<&PairFigures<'_>> = validation.pairs.iter().collect();
    pairs.retain(|pair| pair.right.is_some());
    let share = |pair: &PairFigures<'_>| pair.right.map_or(0.0, |right| right.value);
    pairs.sort_by(|a, b| share(a).total_cmp(&share(b)));
    let more = pairs.len().saturating_sub(SHOWN_PAIRS);
    let name = |id: &str| {
        let role = catalogue.role_index(id).map(|role| &catalogue.roles[role]);
        role.map_or(id, |role| role.name.as_str()).to_owned()
    };
    let rows = pairs.iter().take(SHOWN_PAIRS).map(|pair| {
        let [first, second] = pair.roles.map(name);
        let mut row = vec![
            say("{} or {}", [data(first), data(second)]),
            own(grouped(pair.people)),
        ];
        row.extend(cells(pair.right));
        row
    });
    let mut blocks = vec![
        Block::Section(own("Two roles at a time, the hardest first")),
        Block::table(&["", "people", "right", "95 % interval"], rows.collect()),
    ];
    if more > 0 {
        let pairs = counted(more, "pair");
        blocks.push(Block::Paragraph(own(format!(
            "{pairs} more: JSON has all."
        ))));
    }
    blocks
}

fn calibration(validation: &Validation<'_>) -> Block {
    let rows = validation.calibration.iter().map(|bin| {
        vec![
            own(format!(
                "{} to {}",
                decimal(bin.from, 1),
                decimal(bin.to, 1)
            )),
            own(grouped(bin.respondents)),
            own(percent_in_tenths(bin.stated)),
            own(percent_in_tenths(bin.observed)),
        ]
    });
    Block::table(
        &["stated", "people", "stated on average", "right"],
        rows.collect(),
    )
}

fn verdicts(validation: &Validation<'_>) -> Block {
    let rows = validation.verdicts.iter().map(|verdict| {
        let mut row = vec![
            own(verdict.kind),
            own(grouped(verdict.sittings)),
            own(percent_in_tenths(verdict.share)),
        ];
        row.extend(cells(verdict.right));
        row.push(own(verdict
            .named
            .map_or(NONE.to_owned(), |named| percent_in_tenths(named.value))));
        row
    });
    let head = [
        "verdict",
        "sittings",
        "share",
        "leader right",
        "95 % interval",
        "one named right",
    ];
    Block::table(&head, rows.collect())
}

fn traits(catalogue: &Catalogue, validation: &Validation<'_>) -> Block {
    let mut head = vec![own("")];
    head.extend(catalogue.roles.iter().map(|role| data(&role.short)));
    let rows = validation.traits.iter().map(|one| {
        let label = std::iter::once(data(one.id));
        label
            .chain(one.roles.iter().map(|role| own(place(role))))
            .collect()
    });
    Block::Table(head, rows.collect())
}

/// The mean of a role's people, and the profile's.
fn place(role: &RoleMean<'_>) -> String {
    let mean = role
        .mean
        .map_or_else(|| NONE.to_owned(), |mean| in_column(mean, 2));
    format!("{mean}{TIED}({})", in_column(role.profile, 2))
}

/// The items, trait by trait, after those that do not go with theirs.
fn items(catalogue: &Catalogue, validation: &Validation<'_>) -> Vec<Block> {
    let all = || validation.items.iter();
    let mut blocks = vec![
        Block::Section(own("Items")),
        Block::Paragraph(own(format!(
            "r: correlation with the rest of its trait, which should be {} at least; eta squared: the share of its variance that \
             lies between the roles; then how often each end was chosen.{}",
            decimal(LEAST_CORRELATION, 1),
            if validation.sittings > validation.people {
                " Of several sittings the first counts here."
            } else {
                ""
            }
        ))),
    ];
    blocks.extend(loose(validation).map(Block::Paragraph));
    let idle = listed(validation, ItemFigures::tells_roles_apart);
    if !idle.is_empty() {
        blocks.push(Block::Paragraph(say(
            "{} of {} set the roles no further apart than chance could (p at least {}): {}.",
            [
                own(idle.len()),
                own(validation.items.len()),
                own(decimal(SIGNIFICANT, 2)),
                Prose::new().listed(idle),
            ],
        )));
    }
    // As wide as the widest in every table, so that figures stand below one another.
    let widest = all().map(|item| data(item.id).width());
    let widest = widest.max().unwrap_or(0);
    blocks.extend(catalogue.traits.iter().map(|one| {
        let rows = all().filter(|item| item.of_trait == one.id.as_str());
        let head = ["r", "eta squared", "low end", "high end"].map(own);
        let name = data(&one.id).pad_to(widest);
        Block::Table(
            std::iter::once(name).chain(head).collect(),
            rows.map(item).collect(),
        )
    }));
    blocks
}

/// The items of which something does not hold.
fn listed<'v>(
    validation: &'v Validation<'v>,
    holds: impl Fn(&'v ItemFigures<'v>) -> Option<bool>,
) -> Vec<Prose> {
    let items = validation.items.iter();
    let items = items.filter(|item| holds(item) == Some(false));
    items.map(|item| data(item.id)).collect()
}

/// Says which items go too little with the rest of their trait, and of how many that cannot be told.
fn loose<'v>(validation: &'v Validation<'v>) -> impl Iterator<Item = Prose> {
    let all = validation.items.len();
    let told = |item: &&ItemFigures<'_>| item.goes_with_trait().is_some();
    let untold = all - validation.items.iter().filter(told).count();
    let loose = listed(validation, ItemFigures::goes_with_trait);
    let below = match (loose.len(), untold) {
        (0, 0) => Some(own("No item lies below that.")),
        (0, untold) if untold == all => None,
        (0, untold) => Some(say(
            "None of {} for which r could be computed lies below that.",
            [own(counted(all - untold, "item"))],
        )),
        (count, _) => Some(say(
            if count == 1 {
                "{} of {} lies below that: {}."
            } else {
                "{} of {} lie below that: {}."
            },
            [own(count), own(all), Prose::new().listed(loose)],
        )),
    };
    let undefined = (untold > 0).then(|| {
        say(
            "For {} of {} r could not be computed: too few people answered them and another of the trait, or all alike.",
            [own(untold), own(counted(all, "item"))],
        )
    });
    below.into_iter().chain(undefined)
}

fn item(item: &ItemFigures<'_>) -> Vec<Prose> {
    let figure = |number: Option<f64>, written: fn(f64) -> String| {
        own(number.map_or_else(|| NONE.to_owned(), written))
    };
    vec![
        data(item.id),
        figure(item.r, |r| in_column(r, 2)),
        figure(item.eta_squared, |eta| decimal(eta, 2)),
        figure(item.low_end, percent),
        figure(item.high_end, percent),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::read;
    use crate::cohort::{Form, Layout};
    use crate::render::fixture::under_names;
    use crate::render::look::{Charset, Look};
    use crate::validation::{Sittings, people, rows, validate};

    fn document(length: Option<Length>) -> Document {
        let source = include_str!("../../tests/fixtures/known/catalogue.toml");
        let catalogue = read(source).catalogue.unwrap();
        let study = include_str!("../../tests/fixtures/known/answers.csv");
        let rows = rows(
            &catalogue,
            "study",
            (Form::Csv, &Layout::default()),
            study,
            "role",
        )
        .unwrap();
        let people = people(&catalogue, rows, Sittings::Averaged).unwrap();
        let shown = ValidationReport {
            catalogue: &catalogue,
            validation: &validate(&catalogue, &people, length),
        };
        shown.document()
    }

    fn page(length: Option<Length>, width: usize, charset: Charset) -> String {
        let look = Look {
            width,
            charset,
            colour: false,
            typed: Some("rolefit"),
        };
        document(length).text(&look)
    }

    #[test]
    fn a_page_and_a_document_say_the_same() {
        insta::assert_snapshot!(under_names(&[
            ("80 columns", page(None, 80, Charset::Unicode)),
            ("Markdown", document(Some(Length::Quick)).markdown()),
        ]));
    }

    #[test]
    fn every_line_is_shorter_than_the_width_and_in_ascii_where_that_is_asked_for() {
        for width in 24..120 {
            let page = page(Some(Length::Quick), width, Charset::Ascii);
            assert!(page.is_ascii());
            for line in page.lines() {
                assert!(line.len() < width, "{width}: {line:?}");
            }
        }
    }

    #[test]
    fn where_no_correlation_can_be_computed_none_is_said_to_be_high_enough() {
        let source = include_str!("../../tests/fixtures/known/catalogue.toml");
        let catalogue = read(source).catalogue.unwrap();
        let all = catalogue.items.len();
        // Of so many items everybody answers alike.
        let told = |alike: usize| {
            let study = include_str!("../../tests/fixtures/known/answers.csv");
            let study = study.lines().enumerate().map(|(line, row)| {
                let mut cells: Vec<&str> = row.split(',').collect();
                let end = cells.len();
                if line > 0 {
                    cells[end - alike..].fill("1");
                }
                cells.join(",") + "\n"
            });
            let study: String = study.collect();
            let form = (Form::Csv, &Layout::default());
            let read = rows(&catalogue, "study", form, &study, "role").unwrap();
            let people = people(&catalogue, read, Sittings::Averaged).unwrap();
            let validation = validate(&catalogue, &people, None);
            loose(&validation)
                .map(|one| one.plain())
                .collect::<Vec<_>>()
        };
        let untold = |count: usize| format!("For {count} of {all} items r could not be computed");
        let none = told(all);
        assert_eq!(none.len(), 1, "{none:?}");
        assert!(none[0].starts_with(&untold(all)), "{none:?}");
        let some = told(1);
        assert!(some[1].starts_with(&untold(1)), "{some:?}");
        assert!(!some[0].contains("No item"), "{some:?}");
        assert_eq!(told(0).len(), 1);
    }
}
