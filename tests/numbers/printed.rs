//! Every number that is printed, in every form: finite, that of the assessment, and under its own label.

use std::io::Cursor;
use std::num::NonZeroUsize;
use std::sync::Arc;

use proptest::prelude::*;
use rolefit::assessment::{Assessment, RoleFit, TraitScore};
use rolefit::catalogue::Catalogue;
use rolefit::cohort::{BadRows, Form, IdCells, Input, Layout, Options, score};
use rolefit::render::document::Report;
use rolefit::render::look::{Charset, Look};
use rolefit::render::result::ResultReport;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::independent::{Item, Normal};
use super::made::{Kind, Made, MadeItem, MadeRole, Responses, Size, answered, assess};

/// A probability in per cent, and never more certain than it is.
fn percent(probability: f64) -> String {
    match probability {
        0.0 => "0 %".to_owned(),
        1.0 => "100 %".to_owned(),
        p if p < 0.01 => "<1 %".to_owned(),
        p if p > 0.99 => ">99 %".to_owned(),
        p => format!("{} %", (p * 100.0).round()),
    }
}

/// One decimal and a sign; zero has none.
fn signed(number: f64) -> String {
    let tenths = (number * 10.0).round();
    if tenths == 0.0 {
        "0.0".to_owned()
    } else {
        format!("{:+.1}", tenths / 10.0)
    }
}

fn place(score: &TraitScore) -> String {
    let (low, high) = score.interval;
    format!("{} to {}", signed(low), signed(high))
}

/// What is held against each form.
struct Printed<'a> {
    catalogue: &'a Catalogue,
    assessment: &'a Assessment,
}

impl Printed<'_> {
    fn roles(&self) -> impl Iterator<Item = (&str, &RoleFit)> {
        let fits = self.assessment.roles.iter();
        fits.map(|fit| (self.catalogue.roles[fit.role].name.as_str(), fit))
    }

    /// "low 3 to high 3" with the score.
    fn traits(&self) -> impl Iterator<Item = (String, &TraitScore)> {
        let traits = self.catalogue.traits.iter().zip(&self.assessment.traits);
        traits.enumerate().map(|(index, (one, score))| {
            // The poles of activities are all called alike, so their traits go by name.
            let name = if self.catalogue.is_activity_trait(index) {
                one.name.as_str().to_lowercase()
            } else {
                format!("{} to {}", one.low, one.high)
            };
            (name, score)
        })
    }

    fn report(&self) -> ResultReport<'_> {
        ResultReport::new(self.catalogue, self.assessment)
    }

    fn text(&self) {
        for width in [40, 100] {
            let look = Look {
                width,
                charset: Charset::Unicode,
                colour: false,
                typed: Some("rolefit"),
            };
            let text = plain(&self.report().document().text(&look));
            let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
            for (name, fit) in self.roles() {
                let of_role = |line: &&str| {
                    let rest = line.strip_prefix(name);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
                };
                // In a narrow text the bar stands below the name and its words, which may take two lines.
                // A sentence may begin with the name too, and holds no figure there.
                let row = (0..lines.len())
                    .filter(|&row| of_role(&lines[row]))
                    .map(|row| {
                        lines[row..]
                            .iter()
                            .take(3)
                            .copied()
                            .collect::<Vec<_>>()
                            .join(" ")
                    })
                    .find(|row| row.contains('%'))
                    .unwrap_or_else(|| panic!("{name} has no figure in {text}"));
                let (figure, _) = row.split_once('%').unwrap();
                let figure = format!("{figure}%");
                let want = percent(fit.probability);
                assert!(figure.ends_with(&format!(" {want}")), "{want}: {text}");
            }
        }
    }

    fn markdown(&self) {
        let text = plain(&self.report().document().markdown());
        let rows: Vec<Vec<String>> = text
            .lines()
            .filter(|line| line.starts_with('|'))
            .map(|line| {
                let cells = line.trim_matches('|').split('|');
                cells.map(|cell| cell.trim().replace('\\', "")).collect()
            })
            .collect();
        let row = |first: &str| {
            let found = rows.iter().find(|row| row[0] == first);
            found.unwrap_or_else(|| panic!("there is no row for {first}:\n{text}"))
        };
        for (name, fit) in self.roles() {
            assert_eq!(row(name)[1], percent(fit.probability), "{name}");
        }
        for (poles, score) in self.traits() {
            let row = row(&poles);
            if score.answered > 0 {
                assert_eq!(row[2..4], [signed(score.score), place(score)], "{poles}");
            } else {
                assert!(
                    !row[1..4].concat().contains(|c: char| c.is_ascii_digit()),
                    "{row:?}"
                );
            }
        }
    }

    fn html(&self) {
        let page = self.report().document().html();
        let page = Html::parse_document(&plain(&page));
        let all = |css: &str| -> Vec<ElementRef<'_>> {
            page.select(&Selector::parse(css).unwrap()).collect()
        };
        let text = |element: &ElementRef<'_>| element.text().collect::<String>();
        let within = |element: &ElementRef<'_>, css: &str| {
            let selector = Selector::parse(css).unwrap();
            element.select(&selector).next().map(|found| text(&found))
        };
        let rows = all("table tr");
        for (name, fit) in self.roles() {
            let named = |row: &&ElementRef<'_>| within(row, "th").as_deref() == Some(name);
            let row = rows
                .iter()
                .find(named)
                .unwrap_or_else(|| panic!("no row for {name}"));
            let figure = within(row, "td.figure").unwrap();
            assert_eq!(
                figure.replace('\u{a0}', " "),
                percent(fit.probability),
                "{name}"
            );
        }
        let strips: Vec<&str> = all("svg.strip")
            .iter()
            .filter_map(|svg| svg.attr("aria-label"))
            .collect();
        for (poles, score) in self.traits().filter(|(_, score)| score.answered > 0) {
            let label = strips
                .iter()
                .find(|label| label.starts_with(&format!("{poles}: ")));
            let label = label.unwrap_or_else(|| panic!("{poles} has no strip"));
            let figures = format!("{} ({})", signed(score.score), place(score));
            assert!(label.contains(&figures), "{label}: {figures}");
        }
        let lengths = [
            "x", "x1", "x2", "y", "y1", "y2", "cx", "cy", "r", "width", "height",
        ];
        for element in all("svg *") {
            for length in lengths.iter().filter_map(|name| element.attr(name)) {
                let number: f64 = length.trim_end_matches('%').parse().unwrap();
                assert!(number.is_finite(), "{length}");
            }
        }
    }

    fn json(&self) {
        let result: Value = serde_json::from_str(&self.report().json().unwrap()).unwrap();
        let nothing = nulls(&result, "");
        let allowed = [
            "/stopped/length",
            "/influence/pivot",
            "/person_fit/lz",
            "/person_fit/longest_run",
        ];
        assert!(
            nothing
                .iter()
                .all(|place| allowed.contains(&place.as_str())),
            "{nothing:?}"
        );
        let roles = result["roles"].as_array().unwrap();
        assert_eq!(roles.len(), self.catalogue.roles.len());
        for (place, (role, (name, fit))) in roles.iter().zip(self.roles()).enumerate() {
            assert_eq!(role["name"], name);
            assert_eq!(role["id"], self.catalogue.roles[fit.role].id.as_str());
            assert_eq!(role["rank"], place + 1);
            assert_eq!(role["probability"].as_f64(), Some(fit.probability));
            assert_eq!(role["typicality"].as_f64(), Some(fit.typicality));
        }
        let traits = result["traits"].as_array().unwrap();
        for ((one, score), words) in traits
            .iter()
            .zip(&self.assessment.traits)
            .zip(&self.catalogue.traits)
        {
            assert_eq!(one["id"], words.id.as_str());
            assert_eq!(one["score"].as_f64(), Some(score.score));
            assert_eq!(one["sd"].as_f64(), Some(score.sd));
            assert_eq!(one["interval"][0].as_f64(), Some(score.interval.0));
            assert_eq!(one["interval"][1].as_f64(), Some(score.interval.1));
            assert_eq!(one["answered"], score.answered);
        }
        let weight = &self.assessment.weight;
        assert_eq!(
            result["evidence"]["winner"],
            self.catalogue.roles[weight.winner].id.as_str()
        );
        assert_eq!(result["evidence"]["total"].as_f64(), Some(weight.total));
    }

    fn table(&self, responses: &Responses) {
        let ids: Vec<&str> = self
            .catalogue
            .items
            .iter()
            .map(|item| item.id.as_str())
            .collect();
        let cells = responses
            .iter()
            .map(|one| one.map_or_else(String::new, |n| n.to_string()));
        let rows = format!(
            "id,{}\n1,{}\n",
            ids.join(","),
            cells.collect::<Vec<_>>().join(",")
        );
        let input = Input {
            name: "one".to_owned(),
            form: Form::Csv,
            bytes: Box::new(Cursor::new(rows)),
        };
        let options = Options {
            layout: Layout::default(),
            to: Some(Form::Csv),
            bad_rows: BadRows::Stop,
            ids: IdCells::Guarded,
            threads: NonZeroUsize::MIN,
            chunk_lines: NonZeroUsize::MIN,
        };
        let mut out = Vec::new();
        let catalogue = Arc::new(self.catalogue.clone());
        score(&catalogue, vec![input], &options, &mut out, &mut |_| {}).unwrap();
        let out = String::from_utf8(out).unwrap();
        let (head, row) = out.trim_end().split_once('\n').unwrap();
        let cells: Vec<(&str, &str)> = head.split(',').zip(row.split(',')).collect();
        assert_eq!(cells.len(), row.split(',').count());
        let number = |name: &str| {
            let cell = cells.iter().find(|cell| cell.0 == name).unwrap().1;
            cell.parse::<f64>().unwrap()
        };
        for fit in &self.assessment.roles {
            let id = self.catalogue.roles[fit.role].id.as_str();
            assert_eq!(number(&format!("p_{id}")), fit.probability);
            assert_eq!(number(&format!("typicality_{id}")), fit.typicality);
        }
        for (one, score) in self.catalogue.traits.iter().zip(&self.assessment.traits) {
            assert_eq!(number(&format!("score_{}", one.id)), score.score);
            assert_eq!(number(&format!("sd_{}", one.id)), score.sd);
        }
    }

    fn numbers(&self) {
        let assessment = self.assessment;
        for fit in &assessment.roles {
            assert!(
                (0.0..=1.0).contains(&fit.probability) && (0.0..=1.0).contains(&fit.typicality)
            );
        }
        for score in &assessment.traits {
            assert!(
                score.score.abs() < 40.0 && score.sd > 0.0 && score.sd <= 1.0,
                "{score:?}"
            );
        }
        for one in &assessment.influence.answers {
            assert!((0.0..=1.0).contains(&one.probability_without), "{one:?}");
        }
        assert!(assessment.weight.total.is_finite());
        assert!(assessment.person_fit.lz.is_none_or(f64::is_finite));
        assert!(
            assessment
                .settling
                .iter()
                .all(|one| one.information.is_finite())
        );
    }
}

/// A text without the space that ties a number to its unit, after a look for what is no number.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    for word in words {
        let no_number = ["NaN", "nan", "inf", "infinity", "Infinity"].contains(&word);
        assert!(!no_number, "{word} in {text}");
    }
    assert!(!text.contains("-0.0 ") && !text.contains("-0 "), "{text}");
    text.replace('\u{a0}', " ")
}

/// Where a value is null.
fn nulls(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Null => vec![at.to_owned()],
        Value::Array(list) => list.iter().flat_map(|one| nulls(one, at)).collect(),
        Value::Object(map) => {
            let each = map.iter();
            each.flat_map(|(key, one)| nulls(one, &format!("{at}/{key}")))
                .collect()
        }
        _ => Vec::new(),
    }
}

#[track_caller]
fn holds(made: &Made, responses: &Responses) {
    let catalogue = made.catalogue();
    let assessment = assess(&catalogue, responses);
    let printed = Printed {
        catalogue: &catalogue,
        assessment: &assessment,
    };
    printed.numbers();
    printed.text();
    printed.markdown();
    printed.html();
    printed.json();
    printed.table(responses);
}

/// Roles with these claims on every trait, and items of every kind with these numbers.
fn regular(traits: usize, items: usize, claims: &[Option<Normal>], a: f64, shift: f64) -> Made {
    let role = |(id, claim): (usize, &Option<Normal>)| MadeRole {
        id,
        claims: vec![*claim; traits],
    };
    let item = |id| {
        let (kind, count) = match id % 4 {
            0 => (
                Kind::Pair {
                    first_shows_high: id % 8 == 0,
                },
                4,
            ),
            1 => (
                Kind::Statement {
                    shows_high: id % 8 == 1,
                },
                5,
            ),
            2 => (Kind::Situation, 2),
            _ => (Kind::Situation, 9),
        };
        let b = (1..count)
            .map(|c| shift + 0.2 * f64::from(2 * c - count))
            .collect();
        MadeItem {
            id,
            kind,
            numbers: Item {
                on: id % traits,
                a,
                b,
            },
        }
    };
    Made {
        typical_spread: None,
        traits: (0..traits).collect(),
        roles: claims.iter().enumerate().map(role).collect(),
        items: (0..items).map(item).collect(),
    }
}

const APART: [Option<Normal>; 3] = [Some((-3.0, 0.2)), Some((3.0, 0.2)), None];

#[test]
fn everything_at_one_end_is_printed_right() {
    for made in [
        regular(8, 64, &APART, 1.3, 0.0),
        regular(1, 8, &APART, 5.0, 8.0),
        regular(3, 12, &[Some((0.0, 2.0)), Some((0.1, 2.0))], 0.01, -8.0),
    ] {
        for low in [true, false] {
            holds(&made, &made.all_at_the_end(low));
        }
    }
}

#[test]
fn one_answer_is_printed_right() {
    let made = regular(4, 16, &APART, 1.3, 0.0);
    for item in 0..made.items.len() {
        let mut responses = vec![None; made.items.len()];
        responses[item] = Some(made.items[item].numbers.categories());
        holds(&made, &responses);
    }
}

#[test]
fn five_thousand_items_are_printed_right() {
    let made = regular(
        12,
        5000,
        &[Some((-0.5, 0.8)), Some((0.5, 0.8)), None],
        1.2,
        0.0,
    );
    let picks: Vec<Option<usize>> = (0..17)
        .map(|pick| (pick != 5).then_some(pick * 7))
        .collect();
    holds(&made, &made.responses(&picks));
    holds(&made, &made.all_at_the_end(false));
}

#[test]
fn roles_that_are_the_same_or_claim_nothing_are_printed_right() {
    let same = Some((0.7, 0.6));
    for claims in [
        &[same, same][..],
        &[None, None, None],
        &[same, None, same, None],
    ] {
        let made = regular(5, 20, claims, 1.0, 0.0);
        holds(&made, &made.responses(&[Some(2), None, Some(1)]));
        holds(&made, &made.all_at_the_end(true));
    }
}

#[test]
fn the_steepest_and_the_flattest_items_are_printed_right() {
    for (a, shift) in [
        (5.0, 0.0),
        (5.0, 8.4),
        (5.0, -8.4),
        (0.01, 0.0),
        (0.01, 8.4),
    ] {
        let made = regular(2, 300, &APART, a, shift);
        // Everybody's answers against each other, and against every role.
        holds(&made, &made.responses(&[Some(0), Some(8), None, Some(3)]));
        holds(&made, &made.all_at_the_end(shift > 0.0));
        holds(&made, &made.all_at_the_end(shift <= 0.0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_result_is_printed_right(
        (made, responses) in answered(Size { traits: 12, roles: 6, items: 30 }, 0.5)
    ) {
        holds(&made, &responses);
    }
}
