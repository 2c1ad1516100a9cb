//! A person's own questions beside a bank: a text and a role are enough. What such a question does not say is filled with
//! what holds for any question of its kind.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
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
    let kind = table.choice("kind", &KINDS).map(|kind| kind.value);
    let kind = kind.unwrap_or_else(|| usual_kind(bank, type_index, text.as_ref()));
    let level = table.choice("level", Level::NAMED);
    let topics = topics(&mut table);
    let minutes = table.minutes(MINUTES);
    let usual = UsualOfKind::of(kind);
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
        looks_for: looks_for.unwrap_or_else(|| said(&usual.looks_for)),
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
        star: (kind == QuestionKind::Behavioural)
            .then(|| Star::new(USUAL.star.each_ref().map(said))),
        contrast: Vec::new(),
        anchors: anchors.unwrap_or_else(|| {
            let [one, three, five] = usual.anchors.each_ref().map(said);
            Anchors { one, three, five }
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
    table.one_of(["role", "roles"]);
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
    table.one_of(["topic", "topics"]);
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
        let is_it = |question: &&Question| question.kind == kind && of_type(question);
        (bank.questions.iter().filter(is_it).count(), kind)
    });
    let kinds = kinds.filter(|(_, kind)| *kind != QuestionKind::Behavioural);
    // Of equals the first: a question is seldom less than what somebody would do.
    let most = kinds.fold((0, QuestionKind::Situational), |most, one| {
        if one.0 > most.0 { one } else { most }
    });
    most.1
}

/// What holds for any question, as `data/questions/usual.toml` says it.
#[derive(Deserialize)]
struct Usual {
    star: [String; 5],
    #[serde(flatten)]
    kinds: BTreeMap<QuestionKind, UsualOfKind>,
}

/// What a question of one's own has where it says nothing else.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct UsualOfKind {
    minutes: u32,
    looks_for: String,
    strong: Vec<String>,
    red_flags: Vec<String>,
    follow_ups: Vec<String>,
    anchors: [String; 3],
}

static USUAL: LazyLock<Usual> = LazyLock::new(|| {
    let source = include_str!("../../data/questions/usual.toml");
    toml::from_str(source).expect("what is usual can be read")
});

impl UsualOfKind {
    fn of(kind: QuestionKind) -> &'static Self {
        let situational = &USUAL.kinds[&QuestionKind::Situational];
        USUAL.kinds.get(&kind).unwrap_or(situational)
    }
}

/// Makes a text of what is usual.
fn said(words: impl AsRef<str>) -> Text {
    Text::new(words.as_ref()).expect("the words are plain")
}

/// Returns texts that are given, or else the usual ones.
fn or_usual(given: Vec<Text>, usual: &[String]) -> Vec<Text> {
    if given.is_empty() {
        usual.iter().map(said).collect()
    } else {
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_is_plain_for_every_kind() {
        for (_, kind) in KINDS {
            let usual = UsualOfKind::of(kind);
            let lists = [&usual.strong, &usual.red_flags, &usual.follow_ups];
            let texts = lists.into_iter().flatten().chain(&usual.anchors);
            let texts = texts.chain([&usual.looks_for]).chain(&USUAL.star);
            assert!(texts.map(said).count() > 8, "{}", kind.name());
        }
    }
}
