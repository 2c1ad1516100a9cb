//! What a plan says in sentences: what it rests on and why each question is in.

use crate::catalogue::{Catalogue, Pole};
use crate::preparation::{Basis, Plan, Question, QuestionBank, Reason, Story, Tested};
use crate::render::figures::{decimal, lowered};
use crate::render::gap::{self, Compared, sentence};
use crate::render::leaning::{Voice, both, pole, quoted_activities, side};
use crate::render::person::Person;
use crate::render::prose::{Prose, data, own, say};
use crate::session::PersonName;

/// Where the answers come from that a plan rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// A file that is called so, and whose they are where it says that.
    File(String, Option<PersonName>),
    /// A kept result with this id.
    Kept(String),
    /// Standard input.
    Piped,
}

/// A plan with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct PlanReport<'a> {
    /// The catalogue that the plan was made for.
    pub catalogue: &'a Catalogue,
    /// The bank that its questions are from.
    pub bank: &'a QuestionBank,
    /// The plan.
    pub plan: &'a Plan,
    /// The person's own stories.
    pub stories: &'a [Story],
    /// Whom the result that it rests on is about, where that is somebody else than who answered.
    pub about: Option<&'a PersonName>,
    /// Where the answers come from that it rests on, if it rests on any.
    pub answers: Option<&'a Answers>,
    /// The options with which a further command is for the same: files, result and wishes, each after a space.
    pub options: &'a str,
    /// The options with which its questions are practised, beside those, each after a space.
    pub drilling: &'a str,
}

/// Returns who is compared with the role: the person, or those who suit the role that is left.
fn compared<'a>(shown: &PlanReport<'a>) -> Compared<'a> {
    match (&shown.plan.basis, &shown.plan.moving, shown.about) {
        (Basis::Move(_), Some((from, _)), _) => Compared::PeopleOf(&shown.catalogue.roles[*from]),
        (_, _, None) => Compared::Answers(Person::You),
        (_, _, Some(name)) => Compared::Answers(Person::Named(name.as_str())),
    }
}

/// Returns the side to which the role leans, where it claims one.
fn leans(catalogue: &Catalogue, role: usize, trait_index: usize) -> Option<Pole> {
    let role = &catalogue.roles[role];
    let claimed = role.claims[trait_index];
    side(role.profile[trait_index].mean()).filter(|_| claimed)
}

/// Says where the role stands on a trait.
fn role_stands(catalogue: &Catalogue, role: usize, trait_index: usize) -> Prose {
    let role = &catalogue.roles[role];
    if !role.claims[trait_index] {
        return own("the role may be asked about ").then(both(catalogue, trait_index));
    }
    let side = side(role.profile[trait_index].mean());
    if Voice::of(catalogue, trait_index) != Voice::Poles {
        let activities = quoted_activities(catalogue, trait_index);
        return match side {
            Some(Pole::High) => activities.own(" draws people in the role"),
            Some(Pole::Low) => activities.own(" leaves people in the role cold"),
            None => activities.own(" draws people in the role as it draws most"),
        };
    }
    match side {
        Some(side) => own("the role leans to ").then(pole(catalogue, trait_index, side)),
        None => say(
            "the role needs both {} and {}",
            [
                pole(catalogue, trait_index, Pole::Low),
                pole(catalogue, trait_index, Pole::High),
            ],
        ),
    }
}

/// Names the side that an answer shows.
fn side_shown(catalogue: &Catalogue, trait_index: usize, side: Pole) -> Prose {
    match (Voice::of(catalogue, trait_index), side) {
        (Voice::Poles, _) => pole(catalogue, trait_index, side),
        (Voice::Draws | Voice::Share, Pole::High) => own("that you like it"),
        (Voice::Draws | Voice::Share, Pole::Low) => own("that you leave it to others"),
    }
}

/// Says that those who are compared stand near the role.
fn strength(catalogue: &Catalogue, who: Compared<'_>, trait_index: usize) -> Prose {
    let near = who.plural().own(" stand near the role");
    match Voice::of(catalogue, trait_index) {
        Voice::Poles => say(
            "{} between {} and {}",
            [
                near,
                pole(catalogue, trait_index, Pole::Low),
                pole(catalogue, trait_index, Pole::High),
            ],
        ),
        Voice::Draws | Voice::Share => near.own(" in how much this draws"),
    }
    .own(": a story that you can tell well")
}

/// Says why a question is in a plan; it ends without a full stop.
pub(super) fn why(shown: &PlanReport<'_>, question: &Question, reason: Reason) -> Prose {
    match (reason, question.type_index, question.tested) {
        (Reason::Move, _, _) => sentence(match &shown.plan.moving {
            Some((from, _)) => say(
                "you come from {}: it tests which habits you leave and what you show instead",
                [role_name(shown, *from)],
            ),
            None => own("it tests which habits you leave and what you show instead"),
        }),
        (Reason::Own, _, _) => {
            own("You put it beside the bank; what it does not say itself holds for any question")
        }
        (Reason::Opens, _, _) => own("Most interviews open like this"),
        (Reason::Asked, Some(index), _) => sentence(how_often(shown, index)),
        (_, _, Some(tested)) => {
            let name = shown.catalogue.traits[tested.trait_index].name.as_str();
            let words = of_trait(shown, tested, reason);
            say("{}: {}", [data(name), words])
        }
        (_, _, None) => own("It is asked for this role"),
    }
}

fn role_name(shown: &PlanReport<'_>, role: usize) -> Prose {
    let name = shown.catalogue.roles[role].name.as_str();
    data(lowered(name))
}

/// Says how often a type is asked for the role.
fn how_often(shown: &PlanReport<'_>, type_index: usize) -> Prose {
    let kind = &shown.bank.types[type_index];
    let name = data(&kind.name);
    match kind.share(shown.plan.role).filter(|share| *share > 0.0) {
        Some(share) => say(
            "of a hundred questions for a {}, about {} are on {}",
            [
                role_name(shown, shown.plan.role),
                own(decimal(share, 1).trim_end_matches(".0")),
                name,
            ],
        ),
        None => name.own(" is seldom asked for this role, and still asked"),
    }
}

/// Says what the trait that a question tests has to do with the role and the person.
fn of_trait(shown: &PlanReport<'_>, tested: Tested, reason: Reason) -> Prose {
    let PlanReport {
        catalogue,
        plan,
        about,
        ..
    } = *shown;
    let index = tested.trait_index;
    let shows = side_shown(catalogue, index, tested.pole);
    let gap = plan.gaps().map(|gaps| &gaps[index]);
    let stands = || role_stands(catalogue, plan.role, index);
    match (reason, gap) {
        (Reason::Gap, Some(gap)) => say(
            "{}. Here you can show that side: {}",
            [gap::difference(catalogue, compared(shown), gap), shows],
        ),
        (Reason::OwnSide, Some(gap)) => {
            let side = match Voice::of(catalogue, index) {
                Voice::Poles => shows.own(", the side"),
                Voice::Draws | Voice::Share => own("the side"),
            };
            say(
                "{}. This asks about {} that comes easily: be ready to say where it ends",
                [gap::difference(catalogue, compared(shown), gap), side],
            )
        }
        (Reason::Strength, _) => strength(catalogue, compared(shown), index),
        (Reason::Unanswered, _) => match about {
            None => {
                stands().own(", and none of your answers tells where you stand. It lets you show ")
            }
            Some(name) => say(
                "{}, and no answer tells where {} stands. It lets you show ",
                [stands(), data(name)],
            ),
        }
        .then(shows),
        _ if leans(catalogue, plan.role, index).is_some_and(|side| side != tested.pole) => say(
            "{}; this asks about the other side, {}: show that you know when it is needed",
            [stands(), shows],
        ),
        _ => say("{}; this lets you show {}", [stands(), shows]),
    }
}

/// Says in which traits somebody is nearest to the role; nothing where there is none, or no result.
pub(super) fn nearest(shown: &PlanReport<'_>) -> Option<Prose> {
    let Basis::Person(gaps) = &shown.plan.basis else {
        return None;
    };
    let listed = gap::nearest(shown.catalogue, shown.plan.role, gaps)?;
    let who = match shown.about {
        None => own("You are"),
        Some(name) => data(name).own(" is"),
    };
    Some(say("{} nearest to this role {}.", [who, listed]))
}

/// Says on which traits somebody has to expect to be pressed, the widest gap first.
pub(super) fn pressed(shown: &PlanReport<'_>) -> Vec<Prose> {
    let words = "{} No question here is on it; be ready for “{}”";
    named(shown, compared(shown), shown.about.is_none(), words)
}

/// Says the same to whoever plays the interviewer.
pub(super) fn sore(shown: &PlanReport<'_>) -> Vec<Prose> {
    let name = shown.about.map_or("the candidate", PersonName::as_str);
    let who = Compared::Answers(Person::Named(name));
    let words = "{} Where no answer touches on it, ask at the end: “{}”";
    named(shown, who, false, words)
}

/// Says on which traits somebody is pressed, in these words with a question where none of the plan tests the trait; nothing
/// of one for which there is no question.
fn named(
    shown: &PlanReport<'_>,
    who: Compared<'_>,
    speaks_to_reader: bool,
    with_spare: &'static str,
) -> Vec<Prose> {
    let (bank, plan) = (shown.bank, shown.plan);
    let Basis::Person(gaps) = &plan.basis else {
        return Vec::new();
    };
    let said = gap::widest(shown.catalogue, who, gaps, speaks_to_reader).into_iter();
    let said = said.zip(gap::widest_gaps(who, gaps));
    let said = said.filter_map(|(said, gap)| {
        if plan.tests(bank, gap.trait_index) {
            return Some(said);
        }
        let tested = Tested {
            trait_index: gap.trait_index,
            pole: gap.toward(),
        };
        let spare = plan.spare_question(bank, tested)?;
        Some(say(with_spare, [said, data(&bank.questions[spare].text)]))
    });
    said.collect()
}

/// Says on what a question presses, after what else there is to say of it: a trait that is named to the person.
pub(super) fn pressing(shown: &PlanReport<'_>, question: &Question) -> Prose {
    let (Basis::Person(gaps), Some(tested)) = (&shown.plan.basis, question.tested) else {
        return Prose::new();
    };
    let mut named = gap::widest_gaps(compared(shown), gaps).into_iter();
    let is_named = named.any(|gap| gap.trait_index == tested.trait_index);
    let name = shown.catalogue.traits[tested.trait_index].name.as_str();
    let said = is_named.then(|| own("; presses on: ").data(lowered(name)));
    said.unwrap_or_default()
}
