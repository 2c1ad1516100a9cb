//! What holds for any question of a kind, whatever it asks.

use crate::catalogue::Text;
use crate::preparation::bank::{QuestionKind, Star};

/// What a question of one's own has where it says nothing else.
pub(super) struct Usual {
    pub(super) minutes: u32,
    pub(super) looks_for: &'static str,
    pub(super) strong: [&'static str; 3],
    pub(super) red_flags: [&'static str; 2],
    pub(super) follow_ups: [&'static str; 3],
    /// A weak, an acceptable and an excellent answer.
    pub(super) anchors: [&'static str; 3],
}

const OPENER: Usual = Usual {
    minutes: 3,
    looks_for: "Whether you can say in two minutes who you are and why you are here.",
    strong: [
        "Stays within two minutes.",
        "Names one result with a figure.",
        "Ends with why this job at this employer.",
    ],
    red_flags: [
        "Goes through the whole CV in order.",
        "Could be said to any employer.",
    ],
    follow_ups: [
        "Which part of that are you proudest of?",
        "Why are you leaving?",
        "What would the people you work with say?",
    ],
    anchors: [
        "Long, in order of years, without a reason to be here.",
        "Short and clear; the reason to be here stays general.",
        "Short, with one result in figures, and a reason that holds for this employer only.",
    ],
};

const STORY: Usual = Usual {
    minutes: 6,
    looks_for: "What you did yourself in a real situation, what came of it, and what you took from it.",
    strong: [
        "Tells one real situation, with when and where.",
        "Says what they did themselves, apart from the team.",
        "Ends with a result that can be checked, and a lesson.",
    ],
    red_flags: [
        "Says what one should do and tells of nothing that happened.",
        "Nobody can tell what was their own part.",
    ],
    follow_ups: [
        "What exactly was your own part?",
        "Who saw it differently, and what did you do about that?",
        "What would you do differently today?",
    ],
    anchors: [
        "No real situation, or none with a part of one's own.",
        "A real situation with an own part; result or lesson stay vague.",
        "A real situation, own steps with their reasons, a result in figures and a lesson that was used since.",
    ],
};

const JUDGEMENT: Usual = Usual {
    minutes: 5,
    looks_for: "How you go about it: what you ask first, how you decide, what you give up for it.",
    strong: [
        "Asks what the goal is before the first step.",
        "Goes in steps that can be followed, and says why in this order.",
        "Names what the choice costs, and how one would see that it was wrong.",
    ],
    red_flags: [
        "Answers at once, without a question or a condition.",
        "Names a method and does not use it on the case.",
    ],
    follow_ups: [
        "What would you do first, tomorrow morning?",
        "What if you had half the time, or half the people?",
        "How would you notice that you were wrong?",
    ],
    anchors: [
        "One idea, without a goal, a reason or a cost.",
        "Sensible steps; goal, cost or measure is missing.",
        "From the goal through options to a choice with its cost and its measure, with an example.",
    ],
};

const KNOWLEDGE: Usual = Usual {
    minutes: 4,
    looks_for: "Whether you know it, have used it, and know where it stops helping.",
    strong: [
        "Says in a sentence what it is.",
        "Gives an example from own work.",
        "Says when it is of no use.",
    ],
    red_flags: [
        "Knows the name only.",
        "Recites a definition and cannot use it.",
    ],
    follow_ups: [
        "When did you use it last?",
        "When would you not use it?",
        "How would you explain it to somebody outside the trade?",
    ],
    anchors: [
        "Does not know it, or only its name.",
        "Says what it is; no example of one's own.",
        "Says what it is, shows it on own work and says where it misleads.",
    ],
};

const MOTIVATION: Usual = Usual {
    minutes: 3,
    looks_for: "Whether you know this employer and this role, and what you want from them.",
    strong: [
        "Names something of this employer that not every employer has.",
        "Ties it to what they have done so far.",
        "Says what they hope to learn.",
    ],
    red_flags: [
        "Praise that fits every employer.",
        "Speaks of pay and distance alone.",
    ],
    follow_ups: [
        "Where else have you applied?",
        "What would make you leave again?",
        "What do you know of the work here that you will not like?",
    ],
    anchors: [
        "Could be said anywhere.",
        "Knows the employer; the tie to own work is thin.",
        "One true reason that ties the employer's work to one's own.",
    ],
};

const ASKED: Usual = Usual {
    minutes: 3,
    looks_for: "How the work is really done there, told by somebody who does it.",
    strong: [
        "Answers with an example from the last months.",
        "Says what does not work yet.",
        "Names who decides.",
    ],
    red_flags: ["Answers with a slogan.", "Nobody in the room knows."],
    follow_ups: [
        "Can you give me an example?",
        "Who decides that in the end?",
        "What would you change about it?",
    ],
    anchors: [
        "Asked because one should ask something; the answer is not used.",
        "A real question; the answer is taken as it comes.",
        "A real question, followed up until it is clear what it means for this job.",
    ],
};

impl Usual {
    /// Returns what holds for a kind.
    pub(super) fn of(kind: QuestionKind) -> &'static Self {
        match kind {
            QuestionKind::Opener => &OPENER,
            QuestionKind::Behavioural => &STORY,
            QuestionKind::Knowledge => &KNOWLEDGE,
            QuestionKind::Motivation => &MOTIVATION,
            QuestionKind::ForTheEmployer => &ASKED,
            QuestionKind::Situational | QuestionKind::Case | QuestionKind::RoleMove => &JUDGEMENT,
        }
    }
}

/// Makes a text of the constants above.
pub(super) fn said(words: &str) -> Text {
    Text::new(words).expect("the words are plain")
}

/// Returns texts that are given, or else the usual ones.
pub(super) fn or_usual(given: Vec<Text>, usual: &[&str]) -> Vec<Text> {
    if given.is_empty() {
        usual.iter().map(|words| said(words)).collect()
    } else {
        given
    }
}

/// Returns what is asked under the headings of any story.
pub(super) fn star() -> Star {
    Star::new([
        said("When and where was it, and who was there?"),
        said("What had to be done, and why by you?"),
        said("What did you do yourself, step by step?"),
        said("What came of it, in figures if there are any?"),
        said("What do you do differently since?"),
    ])
}
