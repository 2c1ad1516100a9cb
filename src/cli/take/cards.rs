//! From a question of the session to a card of the prompt, and the few lines before the first. Which option shows which
//! pole never gets onto a card.

use rolefit::catalogue::{Catalogue, ItemContent, Subject, Text};
use rolefit::model::StoppingRule;
use rolefit::session::{self, PersonName, Question, Session, shown_responses};

use crate::cli::prompt::{Body, Card, Keeping, Look};

/// Whom a catalogue is for is said before the first question where it takes no more than this, in characters.
const LONGEST_ABOUT: usize = 240;

/// What a card depends on besides its question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Showing<'a> {
    /// Whom somebody else answers about.
    pub(super) about: Option<&'a PersonName>,
    /// Fixes the order in which the options of situations are shown.
    pub(super) seed: u64,
    pub(super) look: Look,
}

/// A card, and the response that each position on it stands for.
pub(super) struct Dealt {
    pub(super) card: Card,
    /// Numbers of responses, in the order shown.
    pub(super) responses: Vec<usize>,
}

/// Makes the card of a question.
pub(super) fn deal(question: &Question<'_, '_>, showing: Showing<'_>, keeping: Keeping) -> Dealt {
    let catalogue = question.session.catalogue();
    let item = &catalogue.items[question.item];
    let kind = item.content.kind();
    let responses = shown_responses(&item.content, showing.seed, question.item);
    let body = match &item.content {
        ItemContent::Pair { first, second, .. } => Body::Pair {
            first: first.to_string(),
            second: second.to_string(),
        },
        ItemContent::Statement { text, .. } | ItemContent::Activity { text } => {
            let scale = catalogue.subject.scale(kind);
            Body::Listed {
                text: text.to_string(),
                options: scale.iter().map(|label| (*label).to_owned()).collect(),
            }
        }
        ItemContent::Situation { text, options } => {
            let shown = responses.iter().map(|&number| &options[number - 1]);
            Body::Listed {
                text: text.to_string(),
                options: shown.map(Text::to_string).collect(),
            }
        }
    };
    let earlier = question.earlier.and_then(|response| {
        responses
            .iter()
            .position(|&number| number == response.number())
    });
    Dealt {
        card: Card {
            progress: progress(question.session, showing.look),
            heading: catalogue
                .subject
                .question(kind, showing.about.map(PersonName::as_str)),
            body,
            earlier,
            about: about(question),
            keeping,
        },
        responses,
    }
}

/// What a question is about, and why it is asked.
fn about(question: &Question<'_, '_>) -> Vec<String> {
    let mut lines = about_trait(question);
    lines.push(
        "The next question is chosen by your answers so far, to tell as much about the role as it can."
            .into(),
    );
    lines
}

/// What the trait of a question is about and what its ends mean.
fn about_trait(question: &Question<'_, '_>) -> Vec<String> {
    let catalogue = question.session.catalogue();
    let trait_index = catalogue.items[question.item].trait_index;
    let measured = &catalogue.traits[trait_index];
    if catalogue.is_activity_trait(trait_index) {
        let enough = match catalogue.subject {
            Subject::You => {
                "Nobody enjoys everything: what leaves you cold tells as much as what draws you."
            }
            Subject::TheWork => {
                "No work has much of everything: little of it tells as much as a lot."
            }
        };
        return vec![
            measured.name.to_string(),
            measured.about.to_string(),
            enough.into(),
        ];
    }
    let poles = format!("{} or {}", measured.low, measured.high);
    let name = measured.name.as_str();
    let mut lines = vec![if name.to_lowercase() == poles.to_lowercase() {
        name.to_owned()
    } else {
        format!("{name}: {poles}")
    }];
    lines.push(measured.about.to_string());
    for (pole, meaning) in [
        (&measured.low, &measured.low_about),
        (&measured.high, &measured.high_about),
    ] {
        if let Some(meaning) = meaning {
            lines.push(format!("{pole}: {meaning}"));
        }
    }
    lines.push(
        match catalogue.subject {
            Subject::You => "Both ends are good ways to work, and so is the middle.",
            Subject::TheWork => "There is good work at both ends, and in the middle.",
        }
        .into(),
    );
    lines
}

/// The fewest and the most items that may be asked in all, as the stopping rule has it.
fn extent(session: &Session<'_>) -> (usize, usize) {
    let catalogue = session.catalogue();
    let focus = &session.settings().focus;
    let entered = |item: usize| session.entries().iter().any(|entry| entry.item == item);
    // Items that stand already count even where their trait is not asked about any more.
    let open = |item: &usize| {
        focus.is_empty() || focus.contains(&catalogue.items[*item].trait_index) || entered(*item)
    };
    let most = (0..catalogue.items.len()).filter(open).count();
    match session.settings().rule {
        StoppingRule::Exhaustive => (most, most),
        StoppingRule::Adaptive(bounds) => {
            let most = most.min(bounds.most_items);
            let needed = session.needed().iter().enumerate();
            let needed = needed
                .filter(|(index, _)| session.settings().includes(*index))
                .map(|(index, &needed)| {
                    let own = catalogue
                        .items
                        .iter()
                        .filter(|item| item.trait_index == index);
                    own.count().min(needed)
                })
                .sum::<usize>();
            let elsewhere = session.entries().iter().filter(|entry| {
                let trait_index = catalogue.items[entry.item].trait_index;
                !focus.is_empty() && !focus.contains(&trait_index)
            });
            ((needed + elsewhere.count()).clamp(1, most.max(1)), most)
        }
    }
}

fn span(few: usize, most: usize) -> String {
    if few < most {
        format!("{few} to {most}")
    } else {
        most.to_string()
    }
}

/// Where the person is: the number of the question, and how many there may be. The fewest are said as long as they lie
/// ahead and nothing was skipped, for which another may have to be asked: a range that grew with every answer would look
/// like one without an end.
fn progress(session: &Session<'_>, look: Look) -> String {
    let number = session.entries().len() + 1;
    let (fewest, most) = extent(session);
    if fewest == most || number == most {
        return format!("question {number} of {most}");
    }
    let skipped = session
        .entries()
        .iter()
        .any(|entry| entry.response.is_none());
    let range = if number <= fewest && !skipped {
        format!("{} in all", span(fewest, most))
    } else {
        format!("at most {most} in all")
    };
    format!("question {number} {} {range}", look.dot())
}

/// How a questionnaire is introduced.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening<'a> {
    /// Whom somebody else answers about.
    pub(super) about: Option<&'a PersonName>,
    /// Whether answers are typed, and nothing on the screen says how.
    pub(super) plain: bool,
    /// Whether answers are kept.
    pub(super) saved: bool,
    /// Whether a card before has said what it is and how long it takes.
    pub(super) presented: bool,
}

/// What is said before the first question; what matters most for the answers comes last.
pub(super) fn opening(session: &Session<'_>, opening: Opening<'_>) -> Vec<String> {
    let about = opening.about;
    let catalogue = session.catalogue();
    let mut lines = vec![catalogue.title.to_string()];
    let answered = session.entries().len();
    if answered > 0 {
        lines.push(format!("Going on after {answered} {}.", noun(answered)));
        lines.extend(about.map(as_you_see));
        return lines;
    }
    if !opening.presented {
        let about_it = catalogue.about.as_ref().map(Text::as_str);
        let short = about_it.filter(|text| text.chars().count() <= LONGEST_ABOUT);
        lines.extend(short.map(str::to_owned));
        lines.extend(what_roles_do(catalogue));
        lines.push(matter_and_length(session, about));
    }
    let place = if opening.saved {
        "Your answers stay on this machine."
    } else {
        "Your answers are not saved."
    };
    let leave = if opening.saved {
        "saves and quits"
    } else {
        "quits"
    };
    if opening.plain {
        lines.push(format!(
            "{place} Type help, back or skip at any question; quit {leave}."
        ));
    } else if !opening.presented {
        lines.push(place.to_owned());
    }
    lines.extend(catalogue.subject.answering_note().map(str::to_owned));
    lines.extend(catalogue.frame.as_ref().map(Text::to_string));
    lines.extend(about.map(as_you_see));
    lines
}

/// Says in a line each what the roles do; nothing where there are too many for a first look.
pub(super) fn what_roles_do(catalogue: &Catalogue) -> Vec<String> {
    let roles = catalogue.what_roles_do();
    roles
        .map(|(role, does)| format!("{role}: {does}"))
        .collect()
}

/// Says what the questions are about, how many there are and how long that takes.
pub(super) fn matter_and_length(session: &Session<'_>, about: Option<&PersonName>) -> String {
    let (fewest, most) = extent(session);
    let good_or_bad = "Nobody is good or bad at either end of a scale, and no answer is wrong.";
    let time = minutes(fewest, most);
    let matter = match (session.catalogue().subject, about) {
        (Subject::You, None) => format!("how you like to work{time}. {good_or_bad}"),
        (Subject::You, Some(name)) => format!("how {name} likes to work{time}. {good_or_bad}"),
        (Subject::TheWork, _) => format!(
            "what the work is like{time}. Neither end of a scale is better, and no answer is wrong."
        ),
    };
    format!("{} {} on {matter}", span(fewest, most), noun(most))
}

/// Says how long so many questions take, where that is more than a minute.
fn minutes(fewest: usize, most: usize) -> String {
    let [fewest, most] = [fewest, most].map(session::minutes);
    match most {
        0 | 1 => String::new(),
        _ => format!(", some {} minutes", span(fewest, most)),
    }
}

/// Says how to answer about somebody else.
fn as_you_see(name: &PersonName) -> String {
    format!(
        "Your answers are about {name}, as you see them: read \"I\", \"me\" and \"you\" as {name}, and skip what you cannot tell."
    )
}

fn noun(count: usize) -> &'static str {
    if count == 1 { "question" } else { "questions" }
}

#[cfg(test)]
mod tests;
