//! What an interview for a role would press somebody on, or in what the work differs from it; and what a result gives
//! two people to talk about.

use super::super::super::gap::{Compared, nearest, sentence, widest};
use super::super::super::prose::{Emphasis, Prose, data, own, say};
use super::answer::{Bearing, answered, bearing, firmest, weighty_answers};
use super::apart::{are_close, separating, weightiest};
use super::verdict::left_cold;
use super::{roles_named, roles_to_try};
use crate::assessment::{Assessment, CurrentRole, Given, Warning};
use crate::catalogue::{Catalogue, ItemContent, Pole, Subject};
use crate::preparation::{self, Gap};
use crate::render::leaning::{Voice, activities, both, side};
use crate::render::person::Person;

/// Whoever would enjoy an activity not at all or a little is left cold by it.
const COLD: usize = 2;
/// Whoever would enjoy it a lot or very much is drawn to it.
const DRAWN: usize = 4;

/// What to look at before an interview for one role.
pub(in super::super) struct Focus {
    /// Names the role.
    pub(in super::super) heading: Prose,
    /// The widest gaps, the widest first; none where nothing is far from the role.
    pub(in super::super) points: Vec<Prose>,
    /// What it comes to where there is no point, and what is near.
    pub(in super::super) remarks: Vec<Prose>,
}

/// Returns the focus for each role that the verdict names, or for the first one where it names none; of people only
/// where there are questions for an interview.
pub(in super::super) fn focus(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Focus> {
    if catalogue.subject == Subject::You && preparation::builtin::bank_for(&catalogue.id).is_none()
    {
        return Vec::new();
    }
    roles_named(assessment)
        .into_iter()
        .map(|role| of_role(catalogue, assessment, role))
        .collect()
}

fn of_role(catalogue: &Catalogue, assessment: &Assessment, role: usize) -> Focus {
    let gaps = Gap::of_person(catalogue, role, &assessment.traits);
    let name = catalogue.roles[role].name.as_str();
    let person = Person::of(catalogue, assessment);
    let interview = || {
        Prose::new()
            .with(Emphasis::Heading, "In an interview for ")
            .data(name)
    };
    let heading = match person {
        Person::You | Person::Named(_) => interview(),
        Person::TheWork => Prose::new()
            .with(Emphasis::Heading, "Where the work differs from ")
            .data(name),
    };
    let near = person.does("are nearest to this role", "is nearest to this role");
    let points = widest(
        catalogue,
        Compared::Answers(person),
        &gaps,
        !matches!(person, Person::Named(_)),
    );
    let mut remarks = Vec::new();
    let goes_beyond = gaps.iter().any(|gap| gap.is_far() && gap.is_beyond());
    let goes_beyond = goes_beyond && person != Person::TheWork;
    if goes_beyond {
        let goes = person.does("go further than this role", "goes further than this role");
        remarks.push(say(
            "{} on its own side where the picture says “beyond”: no gap, but an interviewer may ask about the little that is \
             needed of the other side.",
            [goes],
        ));
    }
    if points.is_empty() {
        remarks.push(say(
            "On no {}trait are {} far from this role.",
            [
                own(if goes_beyond { "other " } else { "" }),
                person.answers(),
            ],
        ));
    }
    if let Some(listed) = nearest(catalogue, role, &gaps) {
        remarks.push(say("{} {}.", [near, listed]));
    }
    Focus {
        heading,
        points,
        remarks,
    }
}

/// Introduces the points of every focus.
pub(in super::super) fn focus_lead(person: Person<'_>) -> &'static str {
    match person {
        Person::You => {
            "Expect to be pressed where you stand far from the role, and have a story ready for it:"
        }
        Person::Named(_) => "An interviewer would press where the answers lie far from the role:",
        Person::TheWork => "Talk these through before somebody takes it on:",
    }
}

/// Returns questions to talk a result over with somebody, or alone: they start from what was answered, for that can be
/// remembered or seen, or of two roles that are close from what sets them apart, and end with what it does not know. None
/// of the work, which nobody asks.
pub(in super::super) fn to_talk_over(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Prose> {
    let person = Person::of(catalogue, assessment);
    if person == Person::TheWork {
        return Vec::new();
    }
    let role = |rank: usize| data(&catalogue.roles[assessment.roles[rank].role].name);
    let mut questions = Vec::new();
    if are_close(assessment) {
        let traits = separating(catalogue, assessment).into_iter();
        questions.extend(
            traits.map(|(index, _)| one_or_the_other(catalogue, assessment, person, index)),
        );
        questions.push(say(
            "Read again what is said of {} and of {}: which week would be the better one, and what in it would soon be \
             handed to somebody else?",
            [role(0), role(1)],
        ));
        questions.extend(try_both(catalogue, assessment, person));
    } else {
        questions.extend(on_answers(catalogue, assessment, person));
        questions.push(say(
            "Read again what is said of {}: what would be the best hour of such a week, and what would soon be handed to \
             somebody else?",
            [role(0)],
        ));
    }
    if left_cold(catalogue, assessment).is_some() {
        let enjoyed = say(
            "What did {} enjoy doing lately that no question asked about?",
            [person.who()],
        );
        questions.insert(0, enjoyed);
    }
    let warnings = &assessment.person_fit.warnings;
    if warnings.contains(&Warning::Agreement) {
        let first = own(
            "Most was met with a yes: which three of these would be given up first, and which last?",
        );
        questions.insert(0, first);
    }
    questions.extend(torn(catalogue, assessment, person));
    questions.push(match person {
        Person::Named(name) => {
            let what = own("What would ").data(name);
            what.own(" say to this, and what do others not see?")
        }
        Person::You | Person::TheWork => {
            own("What would somebody say to this who has worked with you?")
        }
    });
    questions
}

/// Says how to decide between two roles by trying, where the steps towards both are told; whoever has one of the two posts
/// sets it beside a step towards the other.
fn try_both(catalogue: &Catalogue, assessment: &Assessment, person: Person<'_>) -> Option<Prose> {
    if person != Person::You {
        return None;
    }
    let roles = roles_to_try(assessment);
    let held = match assessment.current_role {
        Some(CurrentRole::Role(held)) => Some(held),
        _ => None,
    };
    let mut told = roles.iter().filter(|&&role| held != Some(role));
    let has_tries = told
        .clone()
        .all(|&role| !catalogue.roles[role].tries.is_empty());
    let name = |role: usize| data(&catalogue.roles[role].name);
    let steps = match (told.next(), told.next()) {
        (Some(&first), Some(&second)) => say(
            "the first step towards {} and the first towards {}",
            [name(first), name(second)],
        ),
        (Some(&one), None) if roles.len() == 2 => say(
            "the first step towards {}, and set it beside a good week in the present post",
            [name(one)],
        ),
        _ => return None,
    };
    has_tries.then(|| {
        say(
            "Within two weeks, take {}: which of the two would you do again unasked? That tells more than further questions.",
            [steps],
        )
    })
}

/// Asks for what was so at work of the two sides of a trait.
fn one_or_the_other(
    catalogue: &Catalogue,
    assessment: &Assessment,
    person: Person<'_>,
    index: usize,
) -> Prose {
    let words = &catalogue.traits[index];
    let about = match person {
        Person::Named(_) => None,
        Person::You | Person::TheWork => words.low_about.as_ref().zip(words.high_about.as_ref()),
    };
    match (Voice::of(catalogue, index), person) {
        (Voice::Draws | Voice::Share, Person::Named(name)) => say(
            "{}: when was {} last seen at it, and how gladly?",
            [sentence(activities(catalogue, index)), data(name)],
        ),
        (Voice::Draws, _) if side(assessment.traits[index].score) == Some(Pole::Low) => say(
            "{}: what about it leaves you cold, and when was that otherwise?",
            [sentence(activities(catalogue, index))],
        ),
        (Voice::Draws | Voice::Share, _) => say(
            "{}: when did you last do that, and would you do it every week?",
            [sentence(activities(catalogue, index))],
        ),
        (Voice::Poles, _) => match about {
            Some((low, high)) => say(
                "“{}” Or: “{}” Which of the two was a good hour lately, and what made it one?",
                [data(low), data(high)],
            ),
            None => say(
                "{}: what at work showed the one or the other lately?",
                [sentence(both(catalogue, index))],
            ),
        },
    }
}

/// Asks about two activities of one trait of which one would be enjoyed and the other not, where there are two such: their
/// trait then says less than they do. Of several traits it is the one that weighs most.
fn torn(catalogue: &Catalogue, assessment: &Assessment, person: Person<'_>) -> Option<Prose> {
    let traits = weightiest(catalogue, assessment).into_iter();
    let mut traits = traits.filter(|&index| Voice::of(catalogue, index) == Voice::Draws);
    let (index, liked, disliked) = traits.find_map(|index| {
        let given = assessment.given.iter();
        let given = given.filter(|one| catalogue.items[one.item].trait_index == index);
        let number = |one: &&Given| one.response.number();
        let disliked = given.clone().min_by_key(number)?;
        let liked = given.max_by_key(number)?;
        (number(&disliked) <= COLD && number(&liked) >= DRAWN).then_some((
            index,
            liked.item,
            disliked.item,
        ))
    })?;
    let quoted = |item: usize| match &catalogue.items[item].content {
        ItemContent::Activity { text } => say("“{}”", [data(text)]),
        _ => Prose::new(),
    };
    Some(say(
        "{}: {} would gladly do {}, but hardly {}. Of which would a good week have more?",
        [
            sentence(activities(catalogue, index)),
            person.who(),
            quoted(liked),
            quoted(disliked),
        ],
    ))
}

/// Asks about the answer that speaks most for the first role, and about one that speaks against it.
fn on_answers(catalogue: &Catalogue, assessment: &Assessment, person: Person<'_>) -> Vec<Prose> {
    let leader = catalogue.roles[assessment.leader().role].name.as_str();
    let firm = firmest(catalogue, assessment).map(|(one, says_no)| {
        let answer = answered(catalogue, assessment, one);
        match (person, says_no) {
            (Person::Named(name), false) => say(
                "Said of {}: {}. When was that last seen at work?",
                [data(name), answer],
            ),
            (Person::Named(name), true) => say(
                "Said of {}: {}. What at work shows that?",
                [data(name), answer],
            ),
            (Person::You | Person::TheWork, false) => say(
                "You said: {}. When was that last so at work, and what was good about it?",
                [answer],
            ),
            (Person::You | Person::TheWork, true) => {
                say("You said: {}. What about it puts you off?", [answer])
            }
        }
    });
    let mut weighty = weighty_answers(assessment).into_iter();
    let against = weighty.find(|one| bearing(catalogue, assessment, one) == Bearing::Against);
    let against = against.map(|one| {
        say(
            "Against {}: {}. When does it hold, and when not?",
            [data(leader), answered(catalogue, assessment, one)],
        )
    });
    firm.into_iter().chain(against).collect()
}
