//! What an interview for a role would press somebody on, or in what the work differs from it; and what a result gives
//! two people to talk about.

use super::super::super::gap::{Compared, nearest, widest};
use super::super::super::prose::{Emphasis, Prose, data, own, say};
use super::answer::{Bearing, answered, bearing, firmest, weighty_answers};
use super::roles_named;
use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, Subject};
use crate::preparation::{self, Gap};
use crate::render::person::Person;

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
    if gaps.iter().any(|gap| gap.is_far() && gap.is_beyond()) && person != Person::TheWork {
        let goes = person.does("go further than this role", "goes further than this role");
        remarks.push(say(
            "{} on its own side where the picture says “beyond”; nobody is pressed for that.",
            [goes],
        ));
    } else if points.is_empty() {
        remarks.push(say(
            "On no trait are {} far from this role.",
            [person.answers()],
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
/// remembered or seen, and end with what it does not know. None of the work, which nobody asks.
pub(in super::super) fn to_talk_over(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Prose> {
    let person = Person::of(catalogue, assessment);
    if person == Person::TheWork {
        return Vec::new();
    }
    let leader = catalogue.roles[assessment.leader().role].name.as_str();
    let role = || data(leader);
    let mut questions = Vec::new();
    if let Some((one, says_no)) = firmest(catalogue, assessment) {
        let answer = answered(catalogue, assessment, one);
        questions.push(match (person, says_no) {
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
        });
    }
    let mut weighty = weighty_answers(assessment).into_iter();
    let against = weighty.find(|one| bearing(catalogue, assessment, one) == Bearing::Against);
    if let Some(one) = against {
        questions.push(say(
            "Against {}: {}. When does it hold, and when not?",
            [role(), answered(catalogue, assessment, one)],
        ));
    }
    let read = own("Read again what is said of ").then(role());
    questions.push(
        read.own(
            ": what would be the best hour of such a week, and what would soon be handed to somebody else?",
        ),
    );
    questions.push(match person {
        Person::Named(name) => {
            let what = own("What would ").data(name);
            what.own(" say to this, and what do others not see?")
        }
        Person::You | Person::TheWork => own("What would somebody who works with you say to this?"),
    });
    questions
}
