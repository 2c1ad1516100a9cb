//! A person's own questions beside a bank: a text and a role are enough. What such a question does not say is filled with
//! what holds for any question of its kind.

use toml::de::DeTable;

use super::bank::{Anchors, Level, Origin, Question, QuestionBank, QuestionKind, Star, Topic};
use super::reading::{Read, anchors, asked_once, read, signals, type_index};
use crate::catalogue::toolkit::{Reader, Table, quoted, repaired_id};
use crate::catalogue::{Catalogue, Code, Diagnostic, FileKind, QuestionId, Text};

/// The most questions of one's own.
const MAX_OWN: usize = 200;
/// The fewest and the most minutes.
const MINUTES: (u32, u32) = (2, 40);
/// The longest worked answer, in characters.
const MAX_WORKED: usize = 16_000;
/// The longest id that is made of a text: enough of it to know the question by.
const LONGEST_ID: usize = 48;

/// The kinds that a question of one's own may be of: what else a case or a move between roles has takes more than lines.
const KINDS: [(&str, QuestionKind); 6] = [
    ("opener", QuestionKind::Opener),
    ("behavioural", QuestionKind::Behavioural),
    ("situational", QuestionKind::Situational),
    ("knowledge", QuestionKind::Knowledge),
    ("motivation", QuestionKind::Motivation),
    ("for-the-employer", QuestionKind::ForTheEmployer),
];

/// How questions from the past begin.
const TELLING: [&str; 6] = [
    "tell me about a",
    "tell me about the",
    "tell us about a",
    "describe a",
    "give me an example",
    "give an example",
];

/// Reads a file of own questions and puts them beside those of a bank. All faults are found in one run.
#[must_use]
pub fn read_own(source: &str, catalogue: &Catalogue, bank: &QuestionBank) -> Read<QuestionBank> {
    read(source, |tree, reader| {
        let is_other = FileKind::Own.report_other(tree, reader.faults);
        (!is_other).then(|| own(tree, reader, catalogue, bank))
    })
}

fn own<'a>(
    tree: &'a DeTable<'a>,
    reader: &mut Reader<'a>,
    catalogue: &Catalogue,
    bank: &QuestionBank,
) -> QuestionBank {
    let mut table = Table::new(reader, "file of own questions", (tree, 0..0));
    let tables = table.tables("question", "[[question]]", MAX_OWN);
    table.finish();
    if tables.is_empty() {
        let none = Diagnostic::new(Code::TooFew, 0..0, "the file has no `[[question]]`");
        let help = "add a `[[question]]` with `text` and `role`";
        reader.faults.push(none.help(help));
    }
    let mut merged = bank.clone();
    for entry in tables {
        let table = Table::new(reader, "question", entry);
        merged.questions.extend(question(table, catalogue, &merged));
    }
    asked_once(reader);
    merged
}

/// Reads a question that goes beside those of a bank, or nothing where its id or its text cannot be used.
fn question(
    mut table: Table<'_, '_>,
    catalogue: &Catalogue,
    bank: &QuestionBank,
) -> Option<Question> {
    let raw = table.required("text");
    let text = raw.and_then(|raw| table.say("text", &raw));
    let id = id(&mut table, bank, text.as_ref());
    let roles = roles(&mut table, catalogue);
    let type_index = type_index(&mut table, &bank.types);
    let kind = table.choice("kind", &KINDS);
    let kind = kind.map_or_else(
        || usual_kind(bank, type_index, text.as_ref()),
        |kind| kind.value,
    );
    let level = table.choice("level", Level::NAMED);
    let topics = topics(&mut table);
    let minutes = table.minutes(MINUTES);
    let usual = Usual::of(kind);
    let looks_for = table.optional("looks-for");
    let (strong, red_flags, follow_ups) = signals(&mut table);
    let know = table.texts("know", (1, 10));
    let worked = table.paragraphs("worked", MAX_WORKED);
    let anchors = anchors(&mut table);
    let ask_back = table.optional("ask-back");
    table.finish();
    Some(Question {
        id: id?,
        is_own: true,
        type_index,
        roles,
        tested: None,
        level: level.map_or(Level::Mid, |level| level.value),
        kind,
        topics,
        minutes: minutes.map_or(usual.minutes, |minutes| minutes.value),
        text: text?,
        looks_for: looks_for.unwrap_or_else(|| said(usual.looks_for)),
        strong: or_usual(strong, &usual.strong),
        red_flags: or_usual(red_flags, &usual.red_flags),
        follow_ups: or_usual(follow_ups, &usual.follow_ups),
        know,
        worked,
        opener: None,
        case: None,
        origin: Origin::Asked,
        origin_note: None,
        ask_back,
        star: (kind == QuestionKind::Behavioural).then(star),
        contrast: Vec::new(),
        anchors: anchors.unwrap_or_else(|| Anchors {
            one: said(usual.anchors[0]),
            three: said(usual.anchors[1]),
            five: said(usual.anchors[2]),
        }),
        role_anchors: Vec::new(),
        moves: None,
    })
}

/// Takes the id that is given, or makes one of the text; none that the bank has.
fn id(table: &mut Table<'_, '_>, bank: &QuestionBank, text: Option<&Text>) -> Option<QuestionId> {
    if !table.has("id") {
        table.accept(&["id"]);
        return made_id(bank, text?);
    }
    let id = table.id_if_right(QuestionId::new)?;
    if bank.question_index(id.as_str()).is_some() {
        let what = format!("there is another question {}", quoted(id.as_str()));
        let twice = Diagnostic::new(Code::DuplicateId, table.span.clone(), what);
        table.report(twice.help("give this one another id"));
    }
    Some(id)
}

fn made_id(bank: &QuestionBank, text: &Text) -> Option<QuestionId> {
    let mut words = format!("own-{}", repaired_id(text.as_str()));
    words.truncate(LONGEST_ID);
    let words = words.trim_end_matches('-').to_owned();
    let numbered = (2..).map(|number| format!("{words}-{number}"));
    let mut ids = std::iter::once(words.clone()).chain(numbered);
    let id = ids.find(|id| bank.question_index(id).is_none())?;
    QuestionId::new(&id).ok()
}

/// Reads one role or several.
fn roles(table: &mut Table<'_, '_>, catalogue: &Catalogue) -> Vec<usize> {
    if table.has("roles") {
        table.accept(&["role"]);
        return table.roles(catalogue, "roles");
    }
    table.accept(&["roles"]);
    let named = table.required("role");
    let role = named.and_then(|named| table.role(catalogue, &named));
    role.into_iter().collect()
}

/// Reads one topic or several; none is none.
fn topics(table: &mut Table<'_, '_>) -> Vec<Topic> {
    let mut topics = table.choices(("topics", "topic"), Topic::NAMED, (1, 3));
    let one = table.choice("topic", Topic::NAMED);
    topics.extend(one.map(|one| one.value));
    topics
}

/// Returns the kind that most questions of its type are of, or the one that its words call for.
fn usual_kind(bank: &QuestionBank, type_index: Option<usize>, text: Option<&Text>) -> QuestionKind {
    let text = text.map_or_else(String::new, |text| text.as_str().to_lowercase());
    if TELLING.iter().any(|telling| text.starts_with(telling)) || text.contains(" a time ") {
        return QuestionKind::Behavioural;
    }
    let of_type = |question: &&Question| type_index.is_some() && question.type_index == type_index;
    let kinds = KINDS.iter().map(|&(_, kind)| {
        let count = bank
            .questions
            .iter()
            .filter(of_type)
            .filter(|question| question.kind == kind && kind != QuestionKind::Behavioural)
            .count();
        (count, kind)
    });
    // Of equals the first: a question is seldom less than what somebody would do.
    let most = kinds.fold((0, QuestionKind::Situational), |most, one| {
        if one.0 > most.0 { one } else { most }
    });
    most.1
}

/// What a question of one's own has where it says nothing else.
struct Usual {
    minutes: u32,
    looks_for: &'static str,
    strong: [&'static str; 3],
    red_flags: [&'static str; 2],
    follow_ups: [&'static str; 3],
    /// A weak, an acceptable and an excellent answer.
    anchors: [&'static str; 3],
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
    fn of(kind: QuestionKind) -> &'static Self {
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
fn said(words: &str) -> Text {
    Text::new(words).expect("the words are plain")
}

/// Returns texts that are given, or else the usual ones.
fn or_usual(given: Vec<Text>, usual: &[&str]) -> Vec<Text> {
    if given.is_empty() {
        usual.iter().map(|words| said(words)).collect()
    } else {
        given
    }
}

/// Returns what is asked under the headings of any story.
fn star() -> Star {
    Star::new([
        said("When and where was it, and who was there?"),
        said("What had to be done, and why by you?"),
        said("What did you do yourself, step by step?"),
        said("What came of it, in figures if there are any?"),
        said("What do you do differently since?"),
    ])
}
