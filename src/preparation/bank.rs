//! The question bank as values: a bank that exists is valid.

use crate::catalogue::{Catalogue, Pole, QuestionId, Text, TypeId};
use crate::names::names;

names! {
    /// How much experience a question expects.
    Level {
        /// A first job in the role.
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
        /// Asked in nearly every interview, and answered in two minutes: tell me about yourself.
        Opener = "opener",
        /// A story from the past.
        Behavioural = "behavioural",
        /// What somebody would do in a situation.
        Situational = "situational",
        /// What somebody knows.
        Knowledge = "knowledge",
        /// A problem that is worked through in stages, 20 minutes or more.
        Case = "case",
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
        /// What is counted, and what a figure tells.
        Metrics = "metrics",
        /// Markets, rivals, direction.
        Strategy = "strategy",
        /// What may go wrong.
        Risk = "risk",
        /// How things are built and run.
        Technology = "technology",
        /// Who does what when, and in which order.
        Planning = "planning",
        /// Deciding and taking others along.
        Leadership = "leadership",
        /// What went wrong.
        Failure = "failure",
        /// Why this role, why this employer.
        Motivation = "motivation",
        /// Building sites and installation: a trade of its own, asked about where it is wished for.
        Site = "site",
    }
}

names! {
    /// Where a question comes from.
    Origin {
        /// Reported by candidates.
        Asked = "asked",
        /// In a well-known collection.
        Collected = "collected",
        /// Changed from one that is asked.
        Adapted = "adapted",
        /// Written for its bank.
        Written = "written",
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

impl Anchors {
    /// Stands for anchors that were reported; nothing of a file with an error is used.
    pub(super) fn reported() -> Self {
        let [one, three, five] = [(); 3].map(|()| Text::reported());
        Self { one, three, five }
    }
}

/// From which role to which a question of kind [`QuestionKind::RoleMove`] moves; never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Index of the role left.
    pub from: usize,
    /// Index of the role taken up.
    pub to: usize,
}

/// One part of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// What it is called.
    pub name: Text,
    /// How long it takes; the minutes of all stages add up to those of the question.
    pub minutes: u32,
    /// What is heard from a strong candidate; 2 to 4.
    pub heard: Vec<Text>,
}

/// What only a case has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its parts in order; 3 to 7.
    pub stages: Vec<Stage>,
    /// What a good answer has said by the end; 5 to 10.
    pub checklist: Vec<Text>,
    /// Where candidates go wrong; 3 to 6.
    pub wrong_turns: Vec<Text>,
}

/// What only an opener has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opener {
    /// The shape of a two-minute answer; 3 to 5.
    pub skeleton: Vec<Text>,
    /// What not to say; 2 to 4.
    pub leave_out: Vec<Text>,
}

/// The trait that a question tests, and the side of it that a good answer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tested {
    /// Index of the trait.
    pub trait_index: usize,
    /// The side.
    pub pole: Pole,
}

/// A type of question: what interviews ask about, and how often.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionType {
    /// Its key.
    pub id: TypeId,
    /// What it is called, in small letters.
    pub name: Text,
    /// How often it is asked for a role, in per cent of all questions, as (role, share); a role that is left out is not
    /// asked it.
    pub shares: Vec<(usize, f64)>,
}

impl QuestionType {
    /// Returns how often it is asked for a role, in per cent; nothing where the bank does not say.
    #[must_use]
    pub fn share(&self, role: usize) -> Option<f64> {
        let mut shares = self.shares.iter();
        shares.find(|(of, _)| *of == role).map(|&(_, share)| share)
    }
}

/// One interview question. Roles and traits are indices in the catalogue that the bank was read for.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its key.
    pub id: QuestionId,
    /// Whether it is the person's own, put beside those of the bank.
    pub is_own: bool,
    /// Index of its type in the bank, where it names one.
    pub type_index: Option<usize>,
    /// The roles it is asked for; at least one, in the catalogue's order.
    pub roles: Vec<usize>,
    /// What it tests of a trait, where it tests one.
    pub tested: Option<Tested>,
    /// How much experience it expects.
    pub level: Level,
    /// What kind of answer it calls for.
    pub kind: QuestionKind,
    /// What it is about; 1 to 3, of a person's own perhaps none.
    pub topics: Vec<Topic>,
    /// Minutes for question, answer and follow-ups: 2 to 12, of a case 20 to 40.
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
    /// Facts, terms and methods that a good answer uses; 10 at most.
    pub know: Vec<Text>,
    /// A worked answer in full, one entry a paragraph; empty where there is none.
    pub worked: Vec<Text>,
    /// What only an opener has.
    pub opener: Option<Opener>,
    /// What only a case has.
    pub case: Option<Case>,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it comes from, in words.
    pub origin_note: Option<Text>,
    /// A matching question to ask the employer.
    pub ask_back: Option<Text>,
    /// A question for each heading of the story; behavioural questions have it, others do not.
    pub star: Option<Star>,
    /// How a good answer differs by role, as (role, words) in the catalogue's order; two roles or more, or none.
    pub contrast: Vec<(usize, Text)>,
    /// What answers of three qualities look like.
    pub anchors: Anchors,
    /// What they look like for single roles where that differs, as (role, anchors) in the catalogue's order.
    pub role_anchors: Vec<(usize, Anchors)>,
    /// The move that it is about, for questions of that kind alone.
    pub moves: Option<Move>,
}

/// Returns whether a paragraph begins with a role's own voice, as in `As a product owner:`.
fn is_voice_of(paragraph: &str, role: &str) -> bool {
    let start = paragraph
        .split_once(':')
        .map(|(start, _)| start.to_lowercase());
    let role = role.to_lowercase();
    start.is_some_and(|start| start == format!("as a {role}") || start == format!("as an {role}"))
}

impl Question {
    /// Returns the paragraphs of the worked answer that are for a role: from the one that begins `As a …:` with
    /// its name to the next that begins so with another; all of them where none does.
    #[must_use]
    pub fn worked_for(&self, catalogue: &Catalogue, role: usize) -> &[Text] {
        let voice = |paragraph: &Text| {
            let mut roles = catalogue.roles.iter();
            roles.position(|role| is_voice_of(paragraph.as_str(), role.name.as_str()))
        };
        let of_role = |paragraph: &Text| voice(paragraph) == Some(role);
        let Some(from) = self.worked.iter().position(of_role) else {
            // What stands before the first voice is for every role that has none.
            let to = self.worked.iter().position(|text| voice(text).is_some());
            return match to {
                Some(to) if to > 0 => &self.worked[..to],
                _ => &self.worked,
            };
        };
        let rest = &self.worked[from + 1..];
        let to = rest.iter().position(|text| voice(text).is_some());
        &self.worked[from..to.map_or(self.worked.len(), |to| from + 1 + to)]
    }

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

    /// Returns what answers of three qualities look like for a role.
    #[must_use]
    pub fn anchors_for(&self, role: usize) -> &Anchors {
        let own = self.role_anchors.iter().find(|(of, _)| *of == role);
        own.map_or(&self.anchors, |(_, anchors)| anchors)
    }

    /// Returns whether it is of a trade, so that nobody is asked it who does not wish for it; one's own is wished for.
    #[must_use]
    pub fn is_of_trade(&self) -> bool {
        !self.is_own && self.topics.contains(&Topic::Site)
    }

    /// Returns whether it tests this trait.
    #[must_use]
    pub fn tests(&self, trait_index: usize) -> bool {
        self.tested
            .is_some_and(|tested| tested.trait_index == trait_index)
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
    /// The types of its questions; none in a bank that tells no types apart.
    pub types: Vec<QuestionType>,
    /// The questions; at least one, each id once.
    pub questions: Vec<Question>,
}

impl QuestionBank {
    /// Returns the ids of the questions, in order.
    pub fn question_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.questions.iter().map(|question| question.id.as_str())
    }

    /// Returns the index of the question with this id.
    #[must_use]
    pub fn question_index(&self, id: &str) -> Option<usize> {
        self.question_ids().position(|question| question == id)
    }
}
