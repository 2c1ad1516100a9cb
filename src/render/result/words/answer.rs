//! Single answers in words: what was said, and what it did.

use console::measure_text_width;

use super::super::super::figures::percent;
use super::super::super::prose::{Emphasis, Prose, data, own, say};
use super::evidence::{weak, weighed};
use super::verdict::tied;
use crate::assessment::{AnswerInfluence, Assessment, Given};
use crate::catalogue::{Catalogue, ItemContent, PAIR_SCALE, Response};
use crate::render::document::Block;

/// Texts of items are cut after this many columns.
const LONGEST_TEXT: usize = 96;
/// Where no answer moves the leading role so many are named.
const FEWEST_ANSWERS: usize = 3;
/// An answer moves the leading role where leaving it out changes its probability by this.
const SMALLEST_MOVE: f64 = 0.015;
/// At most these answers are named.
const MOST_ANSWERS: usize = 5;

/// What is said beside an answer to a question of which a trial could not show that it tells the roles apart.
const WEAK: &str = "a weak question";

/// Returns the answers to name, those that speak for the leading role first: the few that moved it, or where none did, those
/// that speak for it most, unless it ties. Figures such as 98 % with and 97 % without tell nothing.
pub(in super::super) fn weighty_answers(assessment: &Assessment) -> Vec<&AnswerInfluence> {
    let answers = assessment.influence.answers.iter();
    if !any_moves(assessment) {
        if tied(assessment) > 1 {
            return Vec::new();
        }
        let of = answers.filter(|one| moved(assessment, one) < 0.0);
        return of.take(FEWEST_ANSWERS).collect();
    }
    let named = answers.filter(|one| moved(assessment, one).abs() >= SMALLEST_MOVE);
    let named = named.take(MOST_ANSWERS);
    let (mut of, against): (Vec<_>, Vec<_>) = named.partition(|one| moved(assessment, one) < 0.0);
    of.extend(against);
    of
}

/// Returns by how much leaving an answer out raises the leading role's probability.
fn moved(assessment: &Assessment, one: &AnswerInfluence) -> f64 {
    one.probability_without - assessment.leader().probability
}

/// Returns whether leaving out any one answer would change the leading role's probability by what is worth a word.
fn any_moves(assessment: &Assessment) -> bool {
    let mut answers = assessment.influence.answers.iter();
    answers.any(|one| moved(assessment, one).abs() >= SMALLEST_MOVE)
}

/// Names the section on answers.
pub(in super::super) fn answers_title(assessment: &Assessment) -> Prose {
    let heading = if assessment.influence.answers.len() == 1 {
        "The answer that weighed most"
    } else {
        "The answers that weighed most"
    };
    Prose::new().with(Emphasis::Heading, heading)
}

/// Lists the answers to name that speak for the leading role, and those that speak against it, each with what the role's
/// probability would be without it where any one changes that by what is worth a word.
pub(in super::super) fn answers_listed(
    catalogue: &Catalogue,
    assessment: &Assessment,
) -> Vec<Block> {
    let moving = any_moves(assessment);
    let leader = || data(&catalogue.roles[assessment.leader().role].name);
    let listed = |label: Prose, bearings: &[Bearing]| {
        let answers = weighty_answers(assessment).into_iter();
        let answers = answers.filter(|one| bearings.contains(&bearing(catalogue, assessment, one)));
        let answers = answers.map(|one| {
            let said = answered(catalogue, assessment, one);
            let without = format!("{} without it", percent(one.probability_without));
            let weak = catalogue.items[one.item].is_weak().then_some(WEAK);
            let notes = moving.then_some(without.as_str()).into_iter().chain(weak);
            let notes: Vec<&str> = notes.collect();
            if notes.is_empty() {
                said
            } else {
                said.dim(format!(" ({})", notes.join("; ")))
            }
        });
        Block::list(label, answers)
    };
    let lists = [
        listed(say("For {}", [leader()]), &[Bearing::For]),
        listed(say("Against {}", [leader()]), &[Bearing::Against]),
        listed(
            say(
                "Less clear than is usual for {}, so a little against it",
                [leader()],
            ),
            &[Bearing::Milder, Bearing::Fainter],
        ),
    ];
    let lists: Vec<Block> = lists.into_iter().flatten().collect();
    if lists.is_empty() {
        let none = own("No answer counts for much by itself.");
        return vec![Block::Remark(none)];
    }
    lists
}

/// Says what a weak question is, where an answer to one is among those that are named or stands behind a trait that is.
pub(in super::super) fn weakness(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    let mut answers = weighty_answers(assessment).into_iter();
    let mut traits = weighed(assessment).into_iter();
    let is_told = answers.any(|one| catalogue.items[one.item].is_weak())
        || traits.any(|one| weak(catalogue, assessment, one.trait_index) > 0);
    is_told.then(|| weak_question(catalogue))
}

/// Says what a weak question is.
pub(in crate::render) fn weak_question(catalogue: &Catalogue) -> Prose {
    let observed = catalogue.observed.as_ref();
    let with = observed.and_then(|observed| observed.with.as_ref());
    let with = with.map_or_else(Prose::new, |with| own(" with ").data(with));
    say(
        "A weak question is one on which chance alone could have set the roles as far apart as they lay when it was tried{}.",
        [with],
    )
}

/// How an answer bears on the leading role, beside what the other answers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Bearing {
    /// It raises the probability, or hardly changes it.
    For,
    /// It lies from the middle up to what is expected of the role, and lowers the probability.
    Milder,
    /// It lies on the role's side, and lowers the probability as other answers on its trait lie further there.
    Fainter,
    /// It lowers the probability.
    Against,
}

/// Returns how an answer bears on the leading role.
pub(in super::super) fn bearing(
    catalogue: &Catalogue,
    assessment: &Assessment,
    one: &AnswerInfluence,
) -> Bearing {
    if moved(assessment, one) < SMALLEST_MOVE {
        return Bearing::For;
    }
    let (graded, index) = (
        catalogue.bank.item(one.item),
        catalogue.items[one.item].trait_index,
    );
    let category = catalogue.category(one.item, response(assessment, one.item));
    let centre = |role: usize| catalogue.roles[role].profile[index].mean();
    let mean = centre(assessment.weight.winner);
    // The category that is expected of the middle of the role: how many thresholds are passed there, on average.
    let passed =
        |threshold: &f64| 1.0 / (1.0 + (-graded.discrimination() * (mean - threshold)).exp());
    let expected: f64 = graded.thresholds().iter().map(passed).sum();
    let middle = (graded.categories() - 1) as f64 / 2.0;
    let answered = category.index() as f64;
    if (middle.min(expected)..=middle.max(expected)).contains(&answered) {
        return Bearing::Milder;
    }
    let toward = mean - centre(assessment.weight.runner_up);
    let is_on_side = (answered - middle) * toward > 0.0 && (answered - middle) * mean > 0.0;
    // How far from the middle an answer lies, of how far it could.
    let share = (answered - middle).abs() / middle;
    let goes_further = |other: &Given| {
        let categories = catalogue.bank.item(other.item).categories();
        let middle = (categories - 1) as f64 / 2.0;
        let place = other.category(catalogue).1.index() as f64 - middle;
        catalogue.items[other.item].trait_index == index
            && place * toward > 0.0
            && place.abs() / middle > share
    };
    if is_on_side && assessment.given.iter().any(goes_further) {
        Bearing::Fainter
    } else {
        Bearing::Against
    }
}

/// Returns the answer that speaks most for the leading role of those that nobody gives half-heartedly, which can be talked
/// about, and whether it says no to what it was asked.
pub(super) fn firmest<'a>(
    catalogue: &Catalogue,
    assessment: &'a Assessment,
) -> Option<(&'a AnswerInfluence, bool)> {
    let leader = assessment.leader().probability;
    let answers = assessment.influence.answers.iter();
    answers
        .filter(|one| one.probability_without < leader && !catalogue.items[one.item].is_weak())
        .find_map(|one| {
            let number = response(assessment, one.item).number();
            let last = catalogue.responses(one.item).count();
            match catalogue.items[one.item].content {
                // A made-up situation was never so at work.
                ItemContent::Situation { .. } => None,
                ItemContent::Pair { .. } => [1, last].contains(&number).then_some((one, false)),
                ItemContent::Statement { .. } | ItemContent::Activity { .. } => {
                    [1, last].contains(&number).then_some((one, number == 1))
                }
            }
        })
}

/// Returns the response to an item that was answered.
fn response(assessment: &Assessment, item: usize) -> Response {
    let mut given = assessment.given.iter();
    given
        .find(|given| given.item == item)
        .expect("only answers that were given have an influence")
        .response
}

/// Says what was answered to an item that has an influence.
pub(in super::super) fn answered(
    catalogue: &Catalogue,
    assessment: &Assessment,
    one: &AnswerInfluence,
) -> Prose {
    answer(catalogue, one.item, response(assessment, one.item))
}

/// Says what a response to an item means, with as much of the item as is needed.
pub(in super::super::super) fn answer(
    catalogue: &Catalogue,
    item: usize,
    response: Response,
) -> Prose {
    match &catalogue.items[item].content {
        ItemContent::Pair { first, second, .. } => {
            let (degree, side) = PAIR_SCALE[response.number() - 1];
            let (chosen, other) = if side == PAIR_SCALE[0].1 {
                (first.as_str(), second.as_str())
            } else {
                (second.as_str(), first.as_str())
            };
            say(
                "{} than {}",
                [
                    quoted(own(format!("{degree} ")), chosen),
                    after_shared_start(other, chosen),
                ],
            )
        }
        content @ (ItemContent::Statement { text, .. } | ItemContent::Activity { text }) => {
            let scale = catalogue.subject.scale_in_words(content.kind());
            let degree = scale[response.number() - 1];
            quoted(own(format!("{degree}: ")), text.as_str())
        }
        ItemContent::Situation { text, options } => {
            let chosen = options[response.number() - 1].as_str();
            quoted(
                quoted(Prose::new(), chosen).own(" when "),
                first_sentences(text.as_str()),
            )
        }
    }
}

fn quoted(prose: Prose, text: &str) -> Prose {
    let (text, mark) = shortened(without_stop(text));
    say("{}“{}{}”", [prose, data(text), own(mark)])
}

/// Quotes a text without the words with which another begins too.
fn after_shared_start(text: &str, other: &str) -> Prose {
    let words = || text.split(' ');
    let shared = words()
        .zip(other.split(' '))
        .take_while(|(a, b)| a == b)
        .count();
    let rest: Vec<&str> = words().skip(shared).collect();
    if shared == 0 || rest.is_empty() {
        return quoted(Prose::new(), text);
    }
    let rest = rest.join(" ");
    let (rest, mark) = shortened(without_stop(&rest));
    say("“… {}{}”", [data(rest), own(mark)])
}

/// Returns a text without its closing full stop: the sentence around it has its own.
fn without_stop(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(shorter) if !shorter.ends_with('.') && !shorter.is_empty() => shorter,
        Some(_) | None => text,
    }
}

/// Returns a situation without its closing question, if something is left then.
fn first_sentences(text: &str) -> &str {
    match text.strip_suffix('?').and_then(|text| text.rfind(". ")) {
        Some(end) => &text[..=end],
        None => text,
    }
}

/// Cuts a long text after a word, or within one that is too long, and returns the mark to put after it.
fn shortened(text: &str) -> (&str, &'static str) {
    if measure_text_width(text) <= LONGEST_TEXT {
        return (text, "");
    }
    let mut columns = 0;
    let end = text
        .char_indices()
        .find(|(_, character)| {
            columns += measure_text_width(character.encode_utf8(&mut [0; 4]));
            columns > LONGEST_TEXT
        })
        .map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    match head.rfind(' ') {
        Some(space) if space > 0 => (&head[..space], " …"),
        Some(_) | None => (head, "…"),
    }
}

/// Says which single different answer would put another role first, or that none would; nothing where the first roles tie,
/// for which of them is first says nothing then.
pub(in super::super) fn pivot(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    if tied(assessment) > 1 {
        return None;
    }
    let Some(pivot) = &assessment.influence.pivot else {
        let none = "No single different answer would put another role first.";
        if any_moves(assessment) || weighty_answers(assessment).is_empty() {
            return Some(own(none));
        }
        let stays =
            own("Without any one of them ").data(&catalogue.roles[assessment.leader().role].name);
        return Some(stays.own(format!(
            " stays within two points of {}. {none}",
            percent(assessment.leader().probability)
        )));
    };
    let category = |response| catalogue.category(pivot.item, response).index();
    let given = category(response(assessment, pivot.item));
    let steps = catalogue.bank.item(pivot.item).categories() - 1;
    // Three quarters of the way from one end to the other are no slip of a key.
    let is_opposite = 4 * category(pivot.response).abs_diff(given) >= 3 * steps;
    Some(say(
        "{} would put {} first, with {}: {}.",
        [
            own(if is_opposite {
                "One answer turned into its opposite"
            } else {
                "One different answer"
            }),
            data(&catalogue.roles[pivot.role].name),
            own(percent(pivot.probability)),
            answer(catalogue, pivot.item, pivot.response),
        ],
    ))
}
