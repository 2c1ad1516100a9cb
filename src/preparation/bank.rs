//! The question bank as values: a bank that exists is valid. It reads no file and judges no wording.

use crate::catalogue::{Pole, QuestionId, Text};

macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {$($(#[$doc])* $variant,)*}

        impl $name {
            /// Every one with its name in files, in the order of this documentation.
            pub const NAMED: &[(&'static str, Self)] = &[$(($text, Self::$variant),)*];

            /// Returns the name in files and options.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {$(Self::$variant => $text,)*}
            }

            /// Returns the one with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::NAMED.iter().find(|(known, _)| *known == name).map(|&(_, value)| value)
            }
        }
    };
}

names! {
    /// How much experience a question expects.
    Level {
        /// A first post in the role.
        Entry = "entry",
        /// Some years in the role.
        Mid = "mid",
        /// Leads others in the role.
        Senior = "senior",
    }
}

names! {
    /// What kind of answer a question calls for.
    QuestionKind {
        /// A story from the past.
        Behavioural = "behavioural",
        /// What somebody would do in a scene.
        Situational = "situational",
        /// What somebody knows.
        Knowledge = "knowledge",
        /// What somebody wants.
        Motivation = "motivation",
        /// What has to be unlearnt and shown when one moves from another role.
        RoleMove = "role-move",
        /// Asked by the candidate.
        ForTheEmployer = "for-the-employer",
    }
}

names! {
    /// What a question is about.
    Topic {
        /// Disagreement and refusal.
        Conflict = "conflict",
        /// What comes first.
        Priorities = "priorities",
        /// Deadlines and forecasts.
        Dates = "dates",
        /// Budgets, prices, income.
        Money = "money",
        /// Finding out what people need.
        Discovery = "discovery",
        /// Other companies that take part.
        Suppliers = "suppliers",
        /// Handing over to users.
        Release = "release",
        /// When the plan or the world changes.
        Change = "change",
        /// Working with colleagues.
        Team = "team",
        /// Whether a thing is good enough.
        Quality = "quality",
        /// Rooms full of people.
        Meetings = "meetings",
        /// Learning and careers.
        Growth = "growth",
    }
}

names! {
    /// Where a question comes from.
    Origin {
        /// Written for its bank.
        Written = "written",
        /// Changed from one that is asked.
        Adapted = "adapted",
        /// Asked as it stands.
        Real = "real",
    }
}

names! {
    /// The headings under which a story is told.
    StarPart {
        /// Where and when it was, and who was there.
        Situation = "situation",
        /// What had to be done, and why by this person.
        Task = "task",
        /// What the person did.
        Action = "action",
        /// What came of it.
        Result = "result",
        /// What the person does differently since.
        Lesson = "lesson",
    }
}

/// One text for each heading of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Star([Text; 5]);

impl Star {
    pub(super) fn new(texts: [Text; 5]) -> Self {
        Self(texts)
    }

    /// Returns the text under a heading.
    #[must_use]
    pub fn part(&self, part: StarPart) -> &Text {
        &self.0[part as usize]
    }
}

/// What answers of three qualities look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchors {
    /// A weak answer.
    pub one: Text,
    /// An acceptable answer.
    pub three: Text,
    /// An excellent answer.
    pub five: Text,
}

/// From which role to which a question of kind [`QuestionKind::RoleMove`] moves; never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Index of the role left.
    pub from: usize,
    /// Index of the role taken up.
    pub to: usize,
}

/// One interview question. Roles and traits are indices in the catalogue that the bank was read for.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its key.
    pub id: QuestionId,
    /// The roles it is asked for; at least one, in the catalogue's order.
    pub roles: Vec<usize>,
    /// The trait it looks at.
    pub trait_index: usize,
    /// The side of the trait that a good answer shows.
    pub pole: Pole,
    /// How much experience it expects.
    pub level: Level,
    /// What kind of answer it calls for.
    pub kind: QuestionKind,
    /// What it is about; 1 to 3.
    pub topics: Vec<Topic>,
    /// Minutes for question, answer and follow-ups, 2 to 12.
    pub minutes: u32,
    /// The question as it is said.
    pub text: Text,
    /// What the interviewer listens for.
    pub looks_for: Text,
    /// What good answers do; 3 to 5.
    pub strong: Vec<Text>,
    /// What weak answers do; 2 to 4.
    pub red_flags: Vec<Text>,
    /// What is asked next, each harder than the one before; 3 to 5.
    pub follow_ups: Vec<Text>,
    /// Where it comes from.
    pub origin: Origin,
    /// A matching question to ask the employer.
    pub ask_back: Option<Text>,
    /// A question for each heading of the story; behavioural questions have it, others do not.
    pub star: Option<Star>,
    /// How a good answer differs by role, as (role, words) in the catalogue's order; two roles or more, or none.
    pub contrast: Vec<(usize, Text)>,
    /// What answers of three qualities look like.
    pub anchors: Anchors,
    /// The move that it is about, for questions of that kind alone.
    pub moves: Option<Move>,
}

impl Question {
    /// Returns whether it is asked for a role.
    #[must_use]
    pub fn is_for(&self, role: usize) -> bool {
        self.roles.contains(&role)
    }

    /// Returns how a good answer differs for a role, where the bank says so.
    #[must_use]
    pub fn contrast_for(&self, role: usize) -> Option<&Text> {
        let entry = self.contrast.iter().find(|(of, _)| *of == role);
        entry.map(|(_, words)| words)
    }
}

/// Interview questions for the roles of one catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionBank {
    /// Its key.
    pub id: String,
    /// Its version, three numbers.
    pub version: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub hash: String,
    /// A language tag.
    pub language: Text,
    /// The questions; at least one, each id once.
    pub questions: Vec<Question>,
}

impl QuestionBank {
    /// Returns the index of the question with this id.
    #[must_use]
    pub fn question_index(&self, id: &str) -> Option<usize> {
        let mut questions = self.questions.iter();
        questions.position(|question| question.id.as_str() == id)
    }
}
