//! What a comparison says, sentence by sentence.

use crate::assessment::{AnswerChange, Assessment, Change, Relation};
use crate::catalogue::{Catalogue, Pole, Subject};
use crate::history::goes_on;
use crate::render::escape;
use crate::render::figures::{capitalised, count, counted, signed};
use crate::render::leaning::{Voice, activities, pole};
use crate::render::prose::{Emphasis, Prose, data, own, say, strong};
use crate::render::result::answer_in_words;
use crate::render::result::words::foundation_in_short;
use crate::render::result::words::in_short;

/// Two results and what differs between them.
#[derive(Debug)]
pub struct ChangeReport<'a> {
    /// The catalogue of both.
    pub catalogue: &'a Catalogue,
    /// The first result.
    pub before: &'a Assessment,
    /// The second.
    pub after: &'a Assessment,
    /// How they belong together.
    pub relation: Relation,
    /// What differs.
    pub change: &'a Change,
    /// What the two are called; escaped where they are shown.
    pub names: [&'a str; 2],
    /// Whether both are kept on one machine, and so come from one hand.
    pub one_machine: bool,
}

/// At most these answers are named.
pub(super) const MOST_ANSWERS: usize = 5;

/// Names the two results: `then` and `now`, or whose view each is.
pub(super) fn labels(shown: &ChangeReport<'_>) -> [Prose; 2] {
    let whose = |result: &Assessment| match &result.about {
        None => own("you"),
        Some(name) => own("about ").data(name),
    };
    match shown.relation {
        Relation::Retake => ["then", "now"].map(own),
        Relation::SecondOpinion => [whose(shown.before), whose(shown.after)],
        Relation::TwoOpinions => ["first", "second"].map(own),
    }
}

/// Says in one sentence what the comparison means.
pub(super) fn headline(shown: &ChangeReport<'_>) -> Prose {
    let moved = shown.change.reliable().len();
    let leader = |result: &Assessment| result.leader().role;
    let (first, second) = (leader(shown.before), leader(shown.after));
    let name = |role: usize| strong(&shown.catalogue.roles[role].name);
    let retake = shown.relation == Relation::Retake;
    let traits = match moved {
        1 => "one trait".to_owned(),
        many => format!("{} traits", count(many)),
    };
    let start = match (moved, retake) {
        (0, true) => "Nothing moved more than chance would explain".to_owned(),
        (0, false) => "The two views differ nowhere more than chance would explain".to_owned(),
        (_, true) => format!(
            "{} moved more than chance would explain",
            capitalised(&traits)
        ),
        (_, false) => format!("The two views differ on {traits} more than chance would explain"),
    };
    let start = own(start);
    if first == second {
        let both = if retake { "both times" } else { "in both" };
        return say("{}; {} comes first {}.", [start, name(first), own(both)]);
    }
    let joint = own(if moved == 0 { "though" } else { "and" });
    let end = match (moved, retake) {
        (0, true) => ": take it as one result, with a doubt.",
        (0, false) => ": neither view is sure of it.",
        _ => ".",
    };
    let pieces = [start, joint, name(first), name(second)];
    let said = if retake {
        say("{}, {} {} came first then, and {} comes first now", pieces)
    } else {
        say(
            "{}, {} {} comes first in the first, and {} in the second",
            pieces,
        )
    };
    said.own(end)
}

/// Says what must be so for the comparison to mean anything, where the results do not show it.
pub(super) fn assumption(shown: &ChangeReport<'_>) -> Option<Prose> {
    let about = shown.before.about.as_ref().or(shown.after.about.as_ref());
    match (shown.relation, about) {
        (Relation::SecondOpinion, Some(name)) => Some(say(
            "Somebody's own answers beside what somebody else answered about {}: it means something only if the own \
             answers are {}'s.",
            [data(name), data(name)],
        )),
        (Relation::Retake, _) if !shown.one_machine => Some(own(match shown.catalogue.subject {
            Subject::You => {
                "Taken as one person's, in the order in which they were named: nothing in them says so."
            }
            Subject::TheWork => {
                "Taken as one work's, in the order in which they were named: nothing in them says so."
            }
        })),
        _ => None,
    }
}

/// Says the verdict of a result in short.
pub(super) fn verdict(shown: &ChangeReport<'_>, result: &Assessment) -> Prose {
    in_short(result.verdict.kind, |rank| {
        shown.catalogue.roles[result.roles[rank].role].name.as_str()
    })
}

/// Names the section on traits, and which place stands first.
pub(super) fn traits_heading(shown: &ChangeReport<'_>) -> Prose {
    let heading = match (shown.relation, shown.catalogue.subject) {
        (Relation::Retake, Subject::You) => "Where you moved",
        (Relation::Retake, Subject::TheWork) => "Where the work moved",
        (Relation::SecondOpinion | Relation::TwoOpinions, _) => "Where the two differ",
    };
    let [first, second] = labels(shown);
    Prose::new()
        .with(Emphasis::Heading, heading)
        .own(" (")
        .then(first)
        .own(" → ")
        .then(second)
        .own(")")
}

/// Writes the two places on a trait.
pub(super) fn places(shown: &ChangeReport<'_>, trait_index: usize) -> String {
    let place = |result: &Assessment| match &result.traits[trait_index] {
        score if score.answered == 0 => "?".to_owned(),
        score => signed(score.score),
    };
    format!("{} → {}", place(shown.before), place(shown.after))
}

/// Says whether a trait moved.
pub(super) fn moved(shown: &ChangeReport<'_>, trait_index: usize) -> Prose {
    let change = shown.change.traits.iter();
    let Some(change) = change.clone().find(|one| one.trait_index == trait_index) else {
        let answered = |result: &Assessment| result.traits[trait_index].answered > 0;
        let [first, second] = labels(shown);
        let only = |label: Prose, result: &Assessment| {
            own(match (shown.relation, &result.about) {
                (Relation::Retake, _) | (Relation::SecondOpinion, Some(_)) => "answered only ",
                (Relation::SecondOpinion, None) => "answered only by ",
                (Relation::TwoOpinions, _) => "answered only in the ",
            })
            .then(label)
        };
        return match (answered(shown.before), answered(shown.after)) {
            (true, false) => only(first, shown.before),
            (false, true) => only(second, shown.after),
            (false, false) => own("not answered in either"),
            (true, true) => own("too few answers to tell"),
        };
    };
    if !change.is_reliable() {
        return own("no more than chance");
    }
    let retake = shown.relation == Relation::Retake;
    let toward = if change.difference < 0.0 {
        Pole::Low
    } else {
        Pole::High
    };
    let verb = match (Voice::of(shown.catalogue, trait_index), toward) {
        (Voice::Draws | Voice::Share, Pole::Low) if retake => "moved away from",
        (Voice::Draws | Voice::Share, Pole::Low) => "the second is farther from",
        _ if retake => "moved towards",
        _ => "the second is nearer to",
    };
    let what = match Voice::of(shown.catalogue, trait_index) {
        Voice::Poles => pole(shown.catalogue, trait_index, toward),
        Voice::Draws | Voice::Share => activities(shown.catalogue, trait_index),
    };
    say("{} {}, more than chance would explain", [own(verb), what])
}

/// Returns the traits, those that moved first, the surest first; the others in the catalogue's order.
pub(super) fn traits_in_order(shown: &ChangeReport<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = shown
        .change
        .reliable()
        .iter()
        .map(|change| change.trait_index)
        .collect();
    let moved = order.clone();
    order.extend((0..shown.catalogue.traits.len()).filter(|index| !moved.contains(index)));
    order
}

/// Says how many answers differ.
pub(super) fn answers_heading(shown: &ChangeReport<'_>) -> String {
    let (changed, shared) = (shown.change.answers.len(), shown.change.shared);
    let both = match shown.relation {
        Relation::Retake => "both times",
        Relation::SecondOpinion | Relation::TwoOpinions => "in both",
    };
    let is_retake = shown.relation == Relation::Retake;
    if is_retake && goes_on(&shown.after.given, &shown.before.given) {
        let more = shown.after.given.len() - shared;
        return format!(
            "The second goes on from the first: it holds the same {}, and {more} more.",
            counted(shared, "answer")
        );
    }
    match (changed, shared) {
        (_, 0) => {
            format!("No question was answered {both}, so no answers can be set side by side.")
        }
        (0, 1) => format!("The one question answered {both} got the same answer."),
        (0, _) => format!("All {shared} questions answered {both} got the same answer."),
        (_, 1) => format!("The one question answered {both} got another answer:"),
        (some, _) if some <= MOST_ANSWERS => {
            format!("Of {shared} questions answered {both}, {some} got another answer:")
        }
        (many, _) => format!(
            "Of {shared} questions answered {both}, {many} got another answer. The greatest differences:"
        ),
    }
}

/// Says what was answered the first and the second time.
pub(super) fn answers(shown: &ChangeReport<'_>, change: &AnswerChange) -> [Prose; 2] {
    [change.before, change.after]
        .map(|response| answer_in_words(shown.catalogue, change.item, response))
}

/// Explains what is meant by chance, and where places come from.
pub(super) fn method(shown: &ChangeReport<'_>) -> Vec<Prose> {
    let compared = shown.change.traits.len();
    let chance = match compared {
        0 => "No trait has answers in both results, so nothing can be told from chance.".to_owned(),
        1 => "More than chance: had nothing changed, chance would make a difference as large in at most one of twenty \
              such comparisons."
            .to_owned(),
        _ => format!(
            "More than chance: had nothing changed, chance would make a difference as large, on any of the {} traits \
             together, in at most one of twenty such comparisons.",
            count(compared)
        ),
    };
    vec![
        own(chance),
        own(
            "Answers that were remembered make two results more alike. The places are those of each result: 0 leans \
             neither way, and few answers pull them to the middle.",
        ),
        own("For reflection and practice, not for hiring decisions."),
        foundation_in_short(shown.catalogue),
    ]
}

/// Says what was compared.
pub(super) fn names(shown: &ChangeReport<'_>) -> Prose {
    let [first, second] = shown.names.map(escape::line);
    let items = counted(shown.catalogue.items.len(), "question");
    say(
        "First: {} ({} of {} answered). Second: {} ({} of {} answered).",
        [
            data(first),
            own(shown.before.given.len()),
            own(&items),
            data(second),
            own(shown.after.given.len()),
            own(items),
        ],
    )
}

/// Says by which method it is told from chance, for whoever looks for it.
pub(super) fn told_by(shown: &ChangeReport<'_>) -> Option<Prose> {
    let by = match shown.change.traits.len() {
        0 => return None,
        1 => "Method: reliable change index (Jacobson & Truax, 1991).",
        _ => {
            "Method: reliable change index (Jacobson & Truax, 1991), in sequence over the traits (Holm, 1979)."
        }
    };
    Some(Prose::new().dim(by))
}
