//! The laws of every rendered result, and whole screens to look at.

mod next;
mod page;
mod screen;

use proptest::prelude::*;

use super::super::document::{NotFinite, Report};
use super::super::figures::percent;
use super::super::fixture::{
    RoleSketch, asked, catalogue, given, look, product_roles, under_names,
};
use super::super::look::{Charset, Look};
use super::super::prose::Prose;
use super::words::{
    Bearing, answered, bearing, counted, details, fits_somehow, is_usual, remark, to_talk_over,
    weightiest, weighty_answers,
};
use super::{Keeping, Label, ResultReport};
use crate::assessment::{
    Assessment, Given, LEAST_TYPICALITY, NO_LEAN, RoleFit, VerdictKind, Warning,
};
use crate::catalogue::{
    Catalogue, ItemContent, ItemKind, Observed, Status, Subject, Tally, Text, builtin,
    is_dangerous, read,
};
use crate::contrast::{Beside, Contrast};
use crate::model::Length;
use crate::session::PersonName;

pub(super) fn text(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
    look: &Look,
) -> String {
    let report = ResultReport {
        keeping,
        ..ResultReport::new(catalogue, assessment)
    };
    report.document().text(look)
}

pub(super) fn markdown(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
    label: &Label,
) -> String {
    let report = ResultReport {
        catalogue,
        assessment,
        keeping,
        label,
    };
    report.document().markdown()
}

fn json(catalogue: &Catalogue, assessment: &Assessment) -> Result<String, NotFinite> {
    ResultReport::new(catalogue, assessment).json()
}

/// Somebody near the product owner's centre on every trait.
const OWNER: [f64; 8] = [-0.1, 0.3, 0.8, -0.65, -0.6, 0.75, -0.6, 0.95];
/// Somebody between the product owner and the product manager.
const BETWEEN: [f64; 8] = [-0.4, -0.5, 0.7, -0.5, -0.4, 0.0, 0.6, 0.4];
/// Somebody there too, a little nearer the product owner.
const LEANING: [f64; 8] = [-0.4, -0.4, 0.7, -0.5, -0.4, 0.1, 0.5, 0.5];
/// Somebody far from everyone.
const UNLIKE: [f64; 8] = [2.2, -2.2, -2.0, -2.0, 2.0, 2.0, 2.2, 2.2];

pub(super) fn clear(catalogue: &Catalogue) -> Assessment {
    asked(catalogue, Length::Standard, &OWNER)
}

pub(super) fn between(catalogue: &Catalogue) -> Assessment {
    asked(catalogue, Length::Quick, &BETWEEN)
}

pub(super) fn unlike(catalogue: &Catalogue) -> Assessment {
    asked(catalogue, Length::Standard, &UNLIKE)
}

/// A screen of a result that is not kept.
fn screen(catalogue: &Catalogue, assessment: &Assessment, width: usize) -> String {
    let look = look(width, Charset::Unicode);
    text(catalogue, assessment, Keeping::Elsewhere, &look)
}

/// Cuts fractions after six digits: the last ones differ between machines.
fn rounded(json: &str) -> String {
    let mut cut = String::new();
    let mut digits = None;
    for character in json.chars() {
        digits = match (digits, character) {
            (_, '.') => Some(0),
            (Some(count), '0'..='9') => Some(count + 1),
            _ => None,
        };
        if digits.is_none_or(|count| count <= 6) {
            cut.push(character);
        }
    }
    cut
}

#[test]
fn a_result_of_every_kind_reads_well() {
    let catalogue = product_roles();
    let every = [
        clear(&catalogue),
        asked(&catalogue, Length::Full, &LEANING),
        between(&catalogue),
        unlike(&catalogue),
        given(&catalogue, &[(3, 2)]),
    ];
    assert_eq!(
        every.each_ref().map(|one| one.verdict.kind),
        [
            VerdictKind::Clear,
            VerdictKind::Leaning,
            VerdictKind::Between,
            VerdictKind::Unlike,
            VerdictKind::Open,
        ]
    );
    let [clear, leaning, between, unlike, open] = &every;
    let screen_kept = |one, look: &Look| text(&catalogue, one, kept(true), look);
    let in_ascii = |one, look: &Look| text(&catalogue, one, Keeping::Elsewhere, look);
    insta::assert_snapshot!(under_names(&[
        ("clear, 80 columns", screen(&catalogue, clear, 80)),
        ("leaning, 100 columns", screen(&catalogue, leaning, 100)),
        (
            "between and kept, 80 columns",
            screen_kept(between, &look(80, Charset::Unicode))
        ),
        ("between, 30 columns", screen(&catalogue, between, 30)),
        (
            "unlike, 80 columns of ASCII",
            in_ascii(unlike, &look(80, Charset::Ascii))
        ),
        ("open, 72 columns", screen(&catalogue, open, 72)),
    ]));
}

#[test]
fn whoever_is_more_so_than_the_people_of_a_role_fits_it_and_is_not_called_unlike_it() {
    let catalogue = product_roles();
    let mut still_leading = 0;
    for (role, words) in catalogue.roles.iter().enumerate() {
        let theta: Vec<f64> = words
            .profile
            .iter()
            .map(|prior| match prior.mean() {
                leans if leans.abs() >= NO_LEAN => 4.0 * leans,
                middle => middle,
            })
            .collect();
        let assessment = asked(&catalogue, Length::Full, &theta);
        assert_eq!(assessment.leader().role, role);
        assert!(assessment.leader().typicality < 0.01);
        assert_eq!(assessment.verdict.kind, VerdictKind::Clear);
        let shown = screen(&catalogue, &assessment, 100);
        assert!(
            shown.contains("You go further than is expected of"),
            "{shown}"
        );
        // That says it: such answers are neither expected of the role nor less usual there.
        assert!(!shown.contains("Such answers are less usual"), "{shown}");
        assert!(
            !shown.contains("The catalogue expects such answers"),
            "{shown}"
        );
        // Somewhere else entirely on one side, further on the others: that is not more of the same.
        let leaning = words
            .profile
            .iter()
            .position(|prior| prior.mean().abs() >= 0.6);
        let leaning = leaning.unwrap();
        let mut other = theta;
        other[leaning] = -other[leaning];
        let assessment = asked(&catalogue, Length::Full, &other);
        if assessment.leader().role == role {
            assert!(!assessment.leader().is_beyond());
            still_leading += 1;
        }
    }
    assert!(still_leading > 0, "no role led in spite of it");
}

#[test]
fn a_role_never_comes_less_into_question_as_its_figure_or_its_typicality_rises() {
    let fit = |probability, typicality, typicality_up_to| RoleFit {
        role: 0,
        probability,
        typicality,
        typicality_up_to,
    };
    let steps: Vec<f64> = (0..=200).map(|step| f64::from(step) / 200.0).collect();
    // Below the least typicality whoever only goes further is held for one of them.
    let least = steps
        .iter()
        .position(|&step| step > LEAST_TYPICALITY)
        .unwrap();
    for &fixed in &steps[least..] {
        let rises =
            |of: &dyn Fn(f64) -> bool| steps[least..].iter().map(|&step| of(step)).is_sorted();
        assert!(rises(&|step| is_usual(&fit(0.5, step, fixed))));
        assert!(rises(&|step| fits_somehow(&fit(fixed, step, step))));
        assert!(rises(&|step| fits_somehow(&fit(step, fixed, fixed))));
        // It goes by the figure that is shown.
        let shown = percent(fixed);
        let figure = shown.split_whitespace().next();
        let is_below = figure.is_some_and(|figure| figure.len() == 1 || figure.starts_with('<'));
        assert_eq!(fits_somehow(&fit(fixed, 0.5, 0.5)), !is_below, "{shown}");
    }
}

#[test]
fn an_answer_at_the_end_of_its_scale_is_never_called_less_than_usual() {
    let catalogue = product_roles();
    let (mut milder, mut fainter, mut against, mut checked) = (0, 0, 0, 0);
    let usual = asked(&catalogue, Length::Full, &LEANING);
    let answers: Vec<(usize, usize)> = usual
        .given
        .iter()
        .map(|given| (given.item, given.response.number()))
        .collect();
    // Each answer in turn is another one.
    let others = (0..answers.len()).flat_map(|at| {
        let count = catalogue.responses(answers[at].0).count();
        (1..=count).map(move |response| (at, response))
    });
    let others = others.map(|(at, response)| {
        let mut answers = answers.clone();
        answers[at].1 = response;
        answers
    });
    // And of a few answers on one trait one is less clear than the others.
    let few = (0..catalogue.traits.len()).flat_map(|index| {
        let is_on = |&item: &usize| catalogue.items[item].trait_index == index;
        let items: Vec<usize> = (0..catalogue.items.len()).filter(is_on).collect();
        [0, catalogue.bank.item(items[0]).categories() - 1].map(|end| {
            let at_end = |(place, &item): (usize, &usize)| {
                let graded = catalogue.bank.item(item);
                let last = graded.categories() - 1;
                let category = match (end == 0, place == 0) {
                    (true, false) => 0,
                    (true, true) => (last - 1) / 2,
                    (false, false) => last,
                    (false, true) => last / 2 + 1,
                };
                let category = graded.all_categories().nth(category).unwrap();
                (item, catalogue.response_of(item, category).number())
            };
            items.iter().enumerate().map(at_end).collect::<Vec<_>>()
        })
    });
    for answers in others.chain(few) {
        let assessment = given(&catalogue, &answers);
        for one in weighty_answers(&assessment) {
            let lowers = one.probability_without > assessment.leader().probability;
            let words = answered(&catalogue, &assessment, one).plain();
            let bearing = bearing(&catalogue, &assessment, one);
            let is_milder = bearing == Bearing::Milder;
            assert!(lowers || !is_milder, "{words}");
            let answered = answers.iter().find(|answer| answer.0 == one.item);
            let last = catalogue.responses(one.item).count();
            let is_end = [1, last].contains(&answered.unwrap().1);
            assert!(!(is_milder && is_end), "{words}");
            // An answer that lowers the role though it lies on its side is less clear than another on its trait.
            let is_fainter = bearing == Bearing::Fainter;
            assert!(lowers || !is_fainter, "{words}");
            assert!(!(is_fainter && is_end), "{words}");
            let share = |given: &Given| {
                let last = (catalogue.bank.item(given.item).categories() - 1) as f64;
                2.0 * given.category(&catalogue).1.index() as f64 / last - 1.0
            };
            let own = assessment.given.iter().find(|given| given.item == one.item);
            let own = share(own.unwrap());
            let is_outdone = assessment.given.iter().any(|other| {
                let trait_of = |item: usize| catalogue.items[item].trait_index;
                let other_share = share(other);
                trait_of(other.item) == trait_of(one.item)
                    && other_share * own > 0.0
                    && other_share.abs() > own.abs()
            });
            assert!(!is_fainter || is_outdone, "{words}");
            // Every answer that is named stands in one of the three lists.
            if checked < 40 {
                checked += 1;
                let lists = screen(&catalogue, &assessment, 200);
                let heading = if is_milder || is_fainter {
                    "Less clear than is usual for "
                } else if lowers {
                    "Against "
                } else {
                    "For "
                };
                assert!(lists.contains(heading), "{lists}");
            }
            milder += usize::from(is_milder);
            fainter += usize::from(is_fainter);
            against += usize::from(lowers && !is_milder && !is_fainter);
        }
    }
    let seen = [milder, fainter, against];
    assert!(seen.iter().all(|&times| times > 0), "{seen:?}");
}

#[test]
fn a_result_says_how_often_its_like_was_right_where_that_was_counted() {
    let mut catalogue = product_roles();
    let words = |words: &str| Text::new(words).unwrap();
    let tally = |sittings, right, named| {
        Some(Tally {
            sittings,
            right,
            named,
        })
    };
    let tallies = |n: u64, named| {
        let between = tally(n + 2, 3, named);
        [tally(n, 1, None), tally(n + 1, 2, None), between, None]
    };
    catalogue.observed = Some(Observed {
        right: 0.7,
        right_at_standard: Some(0.6),
        people: 30,
        how: words("By their accounts."),
        with: Some(words("accounts")),
        whole: tallies(40, None),
        standard: tallies(20, None),
    });
    for (role, first) in catalogue.roles.iter_mut().zip([11, 12, 13]) {
        role.first = [tally(first + 10, first, None), tally(first, 5, None)];
    }
    let said = |assessment: &Assessment| counted(&catalogue, assessment).unwrap().plain();
    let chance = |sittings: u64, roles: u64| format!("{:.0}", (sittings * roles) as f64 / 3.0);
    let of = |assessment: &Assessment, right: u64, sittings: u64, results: &str, length: usize| {
        let leader = &catalogue.roles[assessment.leader().role];
        let first = leader.first[length].unwrap();
        format!(
            "How far to trust it: in trials with accounts, {right} of {sittings} {results} had the right role first \
             (chance: {}); of all with {} first {} of {} (chance: {}).",
            chance(sittings, 1),
            leader.name.as_str(),
            first.right,
            first.sittings,
            chance(first.sittings, 1)
        )
    };
    let sure = clear(&catalogue);
    assert_eq!(said(&sure), of(&sure, 1, 20, "clear results", 1));
    let leaning = asked(&catalogue, Length::Full, &LEANING);
    assert_eq!(leaning.verdict.kind, VerdictKind::Leaning);
    let results = "results that leaned like this one";
    assert_eq!(said(&leaning), of(&leaning, 2, 41, results, 0));
    // Of another number of questions the nearer count is told, of few nothing, and of what was not counted nothing.
    let tie = between(&catalogue);
    assert!(2 * tie.given.len() < catalogue.items.len());
    assert_eq!(
        said(&tie),
        "How far to trust it: in trials with accounts, 3 of 22 results between two roles at standard length had the right \
         role first (chance: 7)."
    );
    let few = given(&catalogue, &[(0, 1), (1, 1)]);
    assert_eq!(counted(&catalogue, &few), None);
    assert_eq!(counted(&catalogue, &unlike(&catalogue)), None);
    let observed = catalogue.observed.as_mut().unwrap();
    (observed.whole, observed.standard) = (tallies(40, Some(39)), tallies(20, Some(18)));
    let said = counted(&catalogue, &tie).unwrap().plain();
    assert_eq!(
        said,
        "How far to trust it: in trials with accounts, 18 of 22 results between two roles at standard length had the right \
         role among the two (chance: 15), and 3 of these had it first (chance: 9)."
    );
}

#[test]
fn the_json_of_a_result_says_all_of_it() {
    let catalogue = product_roles();
    let json = json(&catalogue, &clear(&catalogue)).unwrap();
    insta::assert_snapshot!(rounded(&json));
}

#[test]
fn a_close_result_says_up_front_what_tells_the_two_apart_and_where_one_stands() {
    let catalogue = product_roles();
    let leaning = asked(&catalogue, Length::Full, &LEANING);
    for assessment in [between(&catalogue), leaning] {
        let roles = [0, 1].map(|rank| assessment.roles[rank].role);
        let said: Vec<String> = details(&catalogue, &assessment, true)
            .iter()
            .map(Prose::plain)
            .collect();
        let traits = Contrast::of(&catalogue, &roles, None).traits;
        let ordered = weightiest(&catalogue, &assessment).into_iter();
        let of_trait = |index| traits.iter().find(|one| one.trait_index == index);
        let differing = ordered.filter_map(of_trait).filter(|one| !one.is_shared());
        for (said, one) in said[1..3].iter().zip(differing) {
            let poles = &catalogue.traits[one.trait_index];
            let apart = one.apart.unwrap();
            let [low, high] = [apart.low, apart.high].map(|role| &catalogue.roles[role].name);
            let sides = format!(
                ". {low} leans to {}, {high} to {}; you are ",
                poles.low, poles.high
            );
            assert!(said.contains(&sides), "{said} is not {sides}");
            // The place is beside these two: of a third role nothing is said.
            let beside = remark(
                &catalogue,
                &assessment,
                one.trait_index,
                &[apart.low, apart.high],
                usize::MAX,
            );
            // Between the two neither needs a name.
            let beside = beside.plain();
            let place = if beside.starts_with("between ") {
                "between the two"
            } else {
                &beside
            };
            assert!(said.contains(place), "{said}");
        }
    }
    assert!(details(&catalogue, &clear(&catalogue), true).is_empty());
}

pub(super) fn sketch<'a>(name: &'a str, letter: char, means: &[Option<f64>]) -> RoleSketch<'a> {
    RoleSketch {
        name,
        letter,
        means: means.to_vec(),
    }
}

/// A catalogue about work, whose numbers come from answers.
fn garden() -> Catalogue {
    let roles = [
        sketch("Gardener", 'G', &[Some(-0.9), Some(0.4)]),
        sketch("Cook", 'C', &[Some(0.9), None]),
    ];
    let mut catalogue = catalogue(&[("grow", "prepare"), ("alone", "together")], &roles);
    catalogue.subject = Subject::TheWork;
    catalogue.status = Status::Calibrated;
    catalogue
}

#[test]
fn a_catalogue_about_the_work_speaks_of_the_work_and_says_how_people_can_hold_two_roles() {
    let roles = [
        sketch("Gardener", 'G', &[Some(-0.9), Some(0.4)]),
        sketch("Cook", 'C', &[Some(0.9), Some(-0.4)]),
    ];
    let mut catalogue = catalogue(&[("grow", "prepare"), ("alone", "together")], &roles);
    let answers = [(0, 2), (3, 3)];
    let told = |catalogue: &Catalogue| {
        let assessment = given(catalogue, &answers);
        assert_eq!(assessment.verdict.kind, VerdictKind::Between);
        screen(catalogue, &assessment, 90).contains("One person can hold")
    };
    assert!(!told(&catalogue));
    catalogue.subject = Subject::TheWork;
    assert!(told(&catalogue));
    let between = given(&catalogue, &answers);
    let garden = garden();
    let one = given(&garden, &[(0, 1), (1, 5), (2, 1), (3, 2), (6, 3)]);
    insta::assert_snapshot!(under_names(&[
        ("between two, 60 columns", screen(&catalogue, &between, 60)),
        (
            "of a calibrated catalogue, 90 columns",
            screen(&garden, &one, 90)
        ),
    ]));
}

#[test]
fn ten_roles_with_wide_and_long_names_keep_their_lines() {
    let names = [
        "主",
        "副料理長",
        "A role with a name that is far longer than any sensible name",
        "D",
        "E",
        "F",
        "G",
        "H",
        "I",
        "J",
    ];
    let roles: Vec<RoleSketch<'_>> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let letter = if index == 0 {
                '主'
            } else {
                char::from(b'A' + u8::try_from(index).unwrap())
            };
            sketch(
                name,
                letter,
                &[Some(0.01 * index as f64), Some(0.2 * index as f64)],
            )
        })
        .collect();
    let catalogue = catalogue(
        &[("料理", "庭"), ("short", "a pole with many words in it")],
        &roles,
    );
    let assessment = given(&catalogue, &[(0, 2), (1, 3), (2, 2)]);
    insta::assert_snapshot!(screen(&catalogue, &assessment, 40));
}

#[test]
fn colour_adds_codes_and_nothing_else() {
    let catalogue = product_roles();
    let assessment = clear(&catalogue);
    let plain = screen(&catalogue, &assessment, 80);
    let coloured = text(
        &catalogue,
        &assessment,
        Keeping::Elsewhere,
        &Look {
            colour: true,
            typed: Some("rolefit"),
            ..look(80, Charset::Unicode)
        },
    );
    let mut stripped = coloured.clone();
    for code in [
        "\u{1b}[0m",
        "\u{1b}[1m",
        "\u{1b}[2m",
        "\u{1b}[36m",
        "\u{1b}[1;36m",
    ] {
        stripped = stripped.replace(code, "");
    }
    assert_ne!(plain, coloured);
    assert_eq!(plain, stripped);
}

#[test]
fn ascii_looks_hold_nothing_but_ascii_where_the_catalogue_does() {
    let roles = [
        sketch("Gardener", 'G', &[Some(-0.9), None]),
        sketch("Cook", 'C', &[Some(0.9), Some(0.5)]),
    ];
    let catalogue = catalogue(&[("grow", "prepare"), ("alone", "together")], &roles);
    for responses in [
        vec![(0, 1)],
        vec![(0, 1), (1, 5), (3, 4), (8, 3)],
        (0..12).map(|item| (item, 2)).collect(),
    ] {
        let assessment = given(&catalogue, &responses);
        assert!(
            text(
                &catalogue,
                &assessment,
                Keeping::Elsewhere,
                &look(80, Charset::Ascii)
            )
            .is_ascii()
        );
    }
}

#[test]
fn a_number_that_is_not_finite_is_refused_and_named() {
    let catalogue = product_roles();
    let mut assessment = clear(&catalogue);
    assessment.traits[3].sd = f64::NAN;
    assert_eq!(json(&catalogue, &assessment).unwrap_err().0, "traits.sd");
    assessment.traits[3].sd = 1.0;
    assessment.roles[0].typicality = f64::INFINITY;
    assert_eq!(
        json(&catalogue, &assessment).unwrap_err().0,
        "roles.typicality"
    );
}

#[test]
fn a_focus_is_offered_only_to_those_who_were_asked_and_can_still_answer() {
    let catalogue = product_roles();
    let asked_all = asked(&catalogue, Length::Full, &[0.0; 8]);
    let scored = given(&catalogue, &[(3, 2)]);
    for assessment in [&asked_all, &scored] {
        assert_ne!(assessment.verdict.kind, VerdictKind::Clear);
        assert!(
            !markdown(
                &catalogue,
                assessment,
                Keeping::Elsewhere,
                &Label::default()
            )
            .contains("--focus")
        );
    }
    assert!(
        !markdown(
            &catalogue,
            &asked_all,
            Keeping::Elsewhere,
            &Label::default()
        )
        .contains("--length full")
    );
    let between = between(&catalogue);
    for (keeping, is_offered) in [(kept(true), true), (Keeping::Elsewhere, false)] {
        let said = markdown(&catalogue, &between, keeping, &Label::default());
        assert_eq!(said.contains("--resume --focus"), is_offered);
    }
}

/// Texts that a catalogue may hold and that a careless renderer would trip over.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("|".to_owned()),
        Just("`".to_owned()),
        Just("<script>".to_owned()),
        Just("\\|".to_owned()),
        Just("**".to_owned()),
        Just("](x)".to_owned()),
        Just("製品責任者".to_owned()),
        Just("e\u{301}\u{301}".to_owned()),
        Just("👩\u{200d}🔧☔\u{fe0f}".to_owned()),
        Just(" ".to_owned()),
        "[a-z]{1,40}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..8)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("a text that a catalogue refuses", |text| {
            Text::new(text).is_ok()
        })
}

/// A catalogue of hostile texts and responses to it.
pub(super) fn result() -> impl Strategy<Value = (Catalogue, Assessment)> {
    (2_usize..=12, 1_usize..=3)
        .prop_flat_map(|(roles, traits)| {
            let names = prop::collection::vec(hostile(), roles);
            let means = prop::collection::vec(
                prop::collection::vec(prop::option::of(-3.0..3.0), traits),
                roles,
            );
            let poles = prop::collection::vec((hostile(), hostile()), traits);
            let responses = prop::collection::vec(0_usize..=5, traits * 6);
            (names, means, poles, responses)
        })
        .prop_filter_map(
            "nothing was answered",
            |(names, means, poles, responses)| {
                let roles: Vec<RoleSketch<'_>> = names
                    .iter()
                    .zip(means)
                    .zip("ABCDEFGHIJ主副".chars())
                    .map(|((name, means), letter)| RoleSketch {
                        name,
                        letter,
                        means,
                    })
                    .collect();
                let poles: Vec<(&str, &str)> = poles
                    .iter()
                    .map(|(low, high)| (low.as_str(), high.as_str()))
                    .collect();
                let catalogue = catalogue(&poles, &roles);
                let answered: Vec<(usize, usize)> = responses
                    .into_iter()
                    .enumerate()
                    .filter(|&(item, number)| catalogue.response(item, number).is_some())
                    .collect();
                (!answered.is_empty()).then(|| {
                    let assessment = given(&catalogue, &answered);
                    (catalogue, assessment)
                })
            },
        )
}

/// Counts the cells of a line of a Markdown table: bars that no backslash takes the meaning from, less one.
fn cells(line: &str) -> usize {
    let (mut bars, mut escaped) = (0_usize, false);
    for character in line.chars() {
        if character == '|' && !escaped {
            bars += 1;
        }
        escaped = character == '\\' && !escaped;
    }
    bars.saturating_sub(1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_is_shorter_than_the_width_and_safe(
        (catalogue, assessment) in result(),
        width in 24_usize..=160,
        ascii in any::<bool>(),
    ) {
        let charset = if ascii { Charset::Ascii } else { Charset::Unicode };
        let screen = text(&catalogue, &assessment, Keeping::Elsewhere, &look(width, charset));
        for line in screen.lines() {
            prop_assert!(console::measure_text_width(line) < width, "{width}: {line}");
            prop_assert!(!line.chars().any(is_dangerous));
            prop_assert!(!line.ends_with(' '), "{line}");
        }
    }

    #[test]
    fn a_document_is_safe_and_its_tables_keep_their_columns((catalogue, assessment) in result()) {
        let document = markdown(&catalogue, &assessment, Keeping::Elsewhere, &Label::default());
        let mut columns = None;
        for line in document.lines() {
            prop_assert!(!line.chars().any(is_dangerous));
            // A comment parts an address, and begins no line.
            let plain = line.replace("\\<", "").replace("<!-- -->", "");
            prop_assert!(!plain.contains('<') && !line.trim_start().starts_with("<!"), "{}", line);
            if line.starts_with('|') {
                let expected = *columns.get_or_insert_with(|| cells(line));
                prop_assert_eq!(cells(line), expected, "{}", line);
            } else {
                columns = None;
            }
        }
    }

    #[test]
    fn shown_percentages_never_contradict_the_order((catalogue, assessment) in result()) {
        let document = markdown(&catalogue, &assessment, Keeping::Elsewhere, &Label::default());
        let shown: Vec<f64> = document
            .lines()
            .skip_while(|line| *line != "## Roles")
            .take_while(|line| !line.starts_with("## Where"))
            .filter_map(|line| {
                let mut cells = line.split('|');
                let figure = cells.find_map(|cell| cell.trim().strip_suffix(" %"))?;
                match figure {
                    "\\<1" => Some(0.5),
                    "\\>99" => Some(99.5),
                    other => other.parse().ok(),
                }
            })
            .collect();
        prop_assert_eq!(shown.len(), assessment.roles.len().min(10));
        prop_assert!(shown.is_sorted_by(|a, b| a >= b), "{:?}", shown);
    }

    #[test]
    fn data_reads_back_with_every_digit((catalogue, assessment) in result()) {
        let written = json(&catalogue, &assessment).unwrap();
        prop_assert_eq!(written.chars().last(), Some('\n'));
        prop_assert!(!written.replace('\n', "").chars().any(is_dangerous));
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        for (place, fit) in assessment.roles.iter().enumerate() {
            let role = &read["roles"][place];
            prop_assert_eq!(role["name"].as_str(), Some(catalogue.roles[fit.role].name.as_str()));
            prop_assert_eq!(role["probability"].as_f64(), Some(fit.probability));
            prop_assert_eq!(role["typicality"].as_f64(), Some(fit.typicality));
        }
        for (place, score) in assessment.traits.iter().enumerate() {
            let shown = &read["traits"][place];
            prop_assert_eq!(shown["score"].as_f64(), Some(score.score));
            prop_assert_eq!(shown["sd"].as_f64(), Some(score.sd));
            prop_assert_eq!(shown["interval"][0].as_f64(), Some(score.interval.0));
            prop_assert_eq!(shown["interval"][1].as_f64(), Some(score.interval.1));
            let weight = assessment.weight.traits[place].decibans;
            prop_assert_eq!(read["evidence"]["traits"][place]["decibans"].as_f64(), Some(weight));
        }
        for (place, one) in assessment.influence.answers.iter().enumerate() {
            let without = read["influence"]["answers"][place]["probability_without"].as_f64();
            prop_assert_eq!(without, Some(one.probability_without));
        }
        for (place, one) in assessment.settling.iter().enumerate() {
            prop_assert_eq!(read["settling"][place]["information"].as_f64(), Some(one.information));
        }
        prop_assert_eq!(read["evidence"]["total"].as_f64(), Some(assessment.weight.total));
        prop_assert_eq!(read["person_fit"]["lz"].as_f64(), assessment.person_fit.lz);
        let given: Vec<u64> = assessment.given.iter().map(|one| one.response.number() as u64).collect();
        let responses: Vec<u64> = read["responses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["response"].as_u64().unwrap())
            .collect();
        prop_assert_eq!(responses, given);
    }
}

/// The same result, said to be about somebody else.
fn about(assessment: Assessment, name: &str) -> Assessment {
    assessment.about(PersonName::new(name).ok())
}

#[test]
fn a_result_about_somebody_else_speaks_of_them() {
    let catalogue = product_roles();
    let ana = about(unlike(&catalogue), "Ana");
    let strange = about(between(&catalogue), "*Zoë* | `B`");
    let document = markdown(&catalogue, &strange, Keeping::Elsewhere, &Label::default());
    insta::assert_snapshot!(under_names(&[
        ("unlike, 80 columns", screen(&catalogue, &ana, 80)),
        ("between, Markdown", document),
    ]));
    let json: serde_json::Value =
        serde_json::from_str(&json(&catalogue, &strange).unwrap()).unwrap();
    assert_eq!(json["about"], "*Zoë* | `B`");
}

#[test]
fn a_result_about_somebody_else_never_says_you() {
    let roles = [
        sketch("Gardener", 'G', &[Some(-0.9), Some(0.4)]),
        sketch("Cook", 'C', &[Some(0.9), Some(-0.4)]),
    ];
    let catalogue = catalogue(&[("grow", "prepare"), ("alone", "together")], &roles);
    for answers in [
        &[(0, 1), (3, 1), (1, 5), (6, 4)][..],
        &[(0, 2), (3, 3)],
        &[
            (0, 4),
            (3, 4),
            (6, 4),
            (9, 4),
            (1, 1),
            (4, 1),
            (7, 1),
            (10, 1),
        ],
    ] {
        let assessment = about(given(&catalogue, answers), "Ana");
        for shown in [
            screen(&catalogue, &assessment, 80),
            markdown(
                &catalogue,
                &assessment,
                Keeping::Elsewhere,
                &Label::default(),
            ),
        ] {
            let mut words = shown.split(|c: char| !c.is_alphabetic());
            let you = words.find(|word| ["you", "your"].contains(&word.to_lowercase().as_str()));
            assert_eq!(you, None, "{shown}");
        }
    }
}

/// A result as it is kept, with one before it.
fn kept(is_latest: bool) -> Keeping<'static> {
    Keeping::Kept {
        id: "20260301-120000-123456",
        is_latest,
        goes_on: is_latest,
        earlier: Some("20260131-180000-abcdef"),
    }
}

#[test]
fn what_is_kept_is_named_in_the_commands_by_its_own_id() {
    let catalogue = product_roles();
    let assessment = clear(&catalogue);
    let compare = "rolefit compare --with 20260131-180000-abcdef --with 20260301-120000-123456";
    let shown = |is_latest| markdown(&catalogue, &assessment, kept(is_latest), &Label::default());
    assert!(shown(true).contains(compare) && shown(true).contains("rolefit report -o result.html"));
    assert!(shown(false).contains("rolefit report 20260301-120000-123456 -o result.html"));
    let alone = markdown(
        &catalogue,
        &assessment,
        Keeping::Elsewhere,
        &Label::default(),
    );
    assert!(!alone.contains("compare --with") && alone.contains("rolefit take --about NAME"));
}

#[test]
fn what_is_not_the_latest_is_named_and_no_question_is_added_to_another() {
    let catalogue = product_roles();
    let shown = |assessment: &Assessment, keeping| {
        markdown(&catalogue, assessment, keeping, &Label::default())
    };
    let prep = "rolefit prep --role product-owner";
    let clear = clear(&catalogue);
    for (keeping, command) in [
        (kept(true), format!("`{prep}`")),
        (
            kept(false),
            format!("`{prep} --result 20260301-120000-123456`"),
        ),
        (
            Keeping::File("'my ben.toml'"),
            format!("`{prep} --result 'my ben.toml'`"),
        ),
    ] {
        let shown = shown(&clear, keeping);
        assert!(shown.contains(&command), "{command}: {shown}");
    }
    let between = between(&catalogue);
    let adds = |keeping| shown(&between, keeping).contains("take --resume --focus");
    assert!(adds(kept(true)) && !adds(Keeping::Elsewhere));
    assert!(!adds(kept(false)) && !adds(Keeping::File("ben.toml")));
}

#[test]
fn a_result_about_somebody_says_how_it_gets_to_them_and_what_they_do_with_it() {
    let catalogue = product_roles();
    for (name, stem) in [
        ("Ana", "ana"),
        ("Ana | B.", "ana-b"),
        ("-x; rm *", "x-rm"),
        ("…", "result"),
    ] {
        let about = PersonName::new(name).unwrap();
        let assessment = clear(&catalogue).about(Some(about));
        let shown = markdown(&catalogue, &assessment, kept(false), &Label::default());
        for command in [
            format!("`rolefit report 20260301-120000-123456 -o {stem}.html`"),
            format!("`rolefit history show 20260301-120000-123456 -o {stem}.json`"),
            format!("`rolefit compare --with latest --with {stem}.json`"),
        ] {
            assert!(shown.contains(&command), "{command}: {shown}");
        }
        assert!(!shown.contains("take --about NAME"));
    }
}

#[test]
fn two_activities_of_a_trait_of_which_one_draws_and_one_does_not_are_asked_about() {
    let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
    let activities: Vec<usize> = (0..catalogue.items.len())
        .filter(|&item| catalogue.is_activity_trait(catalogue.items[item].trait_index))
        .collect();
    let index = catalogue.items[activities[0]].trait_index;
    let of_trait = |item: &&usize| catalogue.items[**item].trait_index == index;
    let two: Vec<usize> = activities
        .iter()
        .filter(of_trait)
        .take(2)
        .copied()
        .collect();
    let question = |first: usize, second: usize| {
        let rest = activities.iter().filter(|item| !two.contains(item));
        let others = rest.map(|&item| (item, 3));
        let answers: Vec<(usize, usize)> = [(two[0], first), (two[1], second)]
            .into_iter()
            .chain(others)
            .collect();
        let result = given(&catalogue, &answers);
        let questions = to_talk_over(&catalogue, &result).into_iter();
        let mut questions = questions.map(|question| question.plain());
        questions.find(|question| question.contains("would gladly do"))
    };
    for (liked, disliked) in [(4, 2), (5, 1)] {
        let asked = question(liked, disliked).unwrap();
        let places = two.iter().map(|&item| {
            let ItemContent::Activity { text } = &catalogue.items[item].content else {
                panic!("{item} is no activity");
            };
            asked.find(text.as_str()).unwrap()
        });
        // What draws comes first.
        assert!(places.is_sorted(), "{asked}");
    }
    for alike in [(3, 1), (5, 3), (2, 1), (5, 4)] {
        assert_eq!(question(alike.0, alike.1), None, "{alike:?}");
    }
}

#[test]
fn whoever_is_near_one_of_the_two_weighed_roles_alone_has_no_trait_count_for_the_other() {
    let catalogue = product_roles();
    let mut compared = 0;
    for step in 0_u16..60 {
        // Places that run through each trait at a pace of its own.
        let theta: Vec<f64> = (0_u16..8)
            .map(|index| f64::from((step * (index + 3)) % 17) / 4.0 - 2.0)
            .collect();
        for length in [Length::Quick, Length::Full] {
            let result = asked(&catalogue, length, &theta);
            let two = [result.weight.winner, result.weight.runner_up];
            for one in &result.weight.traits {
                let beside = Beside::of(&catalogue, &two, &result.traits, one.trait_index);
                let Beside::Near(near) = beside else { continue };
                if let [near] = near[..] {
                    let side = if near == two[0] { 1.0 } else { -1.0 };
                    assert!(one.decibans * side > -0.5, "{theta:?}: {one:?}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn a_yes_to_three_of_four_is_told_from_ten_such_answers_on_and_refuses_nothing() {
    let catalogue = product_roles();
    let items = catalogue.items.iter().enumerate();
    let spoken = items.filter(|(_, item)| item.content.kind() == ItemKind::Statement);
    let spoken: Vec<usize> = spoken.map(|(index, _)| index).collect();
    let warned = |answers: usize, agreed: usize| {
        let degree = |place: usize| if place < agreed { 4 + place % 2 } else { 3 };
        let answers: Vec<(usize, usize)> = spoken[..answers]
            .iter()
            .enumerate()
            .map(|(place, &item)| (item, degree(place)))
            .collect();
        let warnings = given(&catalogue, &answers).person_fit.warnings;
        warnings.contains(&Warning::Agreement)
    };
    assert!(warned(12, 9) && warned(20, 15) && warned(10, 10));
    assert!(!warned(12, 8) && !warned(20, 14) && !warned(9, 9));
}

#[test]
fn a_result_is_said_to_hang_on_a_trait_just_where_the_order_turns_without_it() {
    let catalogue = product_roles();
    let mut seen = [0, 0];
    for shift in 0..12 {
        let mut theta = LEANING;
        theta[shift % 8] += if shift < 8 { 0.9 } else { -0.9 };
        let assessment = asked(&catalogue, Length::Full, &theta);
        let weight = &assessment.weight;
        let heaviest = weight.traits.iter().map(|one| one.decibans);
        let heaviest = heaviest.fold(f64::MIN, f64::max);
        let names_one = assessment.verdict.roles.len() == 1;
        let turns = names_one && weight.total - heaviest < 0.0;
        let said = screen(&catalogue, &assessment, 100).contains("It hangs on “");
        assert_eq!(said, turns, "{shift}");
        seen[usize::from(turns)] += 1;
    }
    assert!(seen.iter().all(|&times| times > 0), "{seen:?}");
}

#[test]
fn a_reason_says_how_many_of_its_questions_are_weak_from_a_third_on_and_what_that_means() {
    let mut catalogue = product_roles();
    let leaning = asked(&catalogue, Length::Full, &LEANING);
    let heaviest = leaning.weight.heaviest_first()[0].trait_index;
    let on_it = |item: &&mut crate::catalogue::Item| item.trait_index == heaviest;
    let count = catalogue.items.iter_mut().filter(on_it).count();
    let third = count.div_ceil(3);
    for (weak, chance, is_told) in [
        (third, 0.05, true),
        (third - 1, 0.05, false),
        (third, 0.049, false),
    ] {
        let items = catalogue.items.iter_mut().filter(on_it);
        for (place, item) in items.enumerate() {
            item.chance = (place < weak).then_some(chance);
        }
        let shown = screen(&catalogue, &leaning, 200);
        assert_eq!(shown.contains(" to weak questions)"), is_told, "{shown}");
        assert!(
            !is_told || shown.contains("A weak question is one on which"),
            "{shown}"
        );
    }
}
