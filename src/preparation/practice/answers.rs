//! Answers that were given elsewhere: one JSON object a line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{AnswerFaults, Attempt, Draft, Rating, Ticked};
use crate::catalogue::FileKind;
use crate::catalogue::toolkit::{meant, quoted};
use crate::preparation::bank::{Question, QuestionBank, StarPart};
use crate::preparation::calendar::{NoTime, read_time};
use crate::session::{Unique, key_at, key_twice, whole};

/// The longest note, in bytes.
const MAX_NOTE: usize = 4096;
const KEYS: [&str; 9] = [
    "question",
    "rating",
    "notes",
    "seconds",
    "follow_ups",
    "red_flags",
    "strong",
    "checklist",
    "at",
];

/// One whole answer, as it is kept too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// Id of the question.
    pub question: String,
    /// How it was rated.
    pub rating: Rating,
    /// What was noted, in order of the headings; the last has none.
    pub notes: Vec<(Option<StarPart>, String)>,
    /// How long it took.
    pub seconds: Option<u64>,
    /// How many follow-ups were answered.
    pub follow_ups: usize,
    /// Red flags ticked, from 1.
    pub flags: Vec<usize>,
    /// When it was given, in seconds since 1970 UTC; nothing where that is left to the reader.
    #[serde(rename = "time")]
    pub at: Option<i64>,
    /// Strong signals ticked, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strong: Vec<usize>,
    /// Things ticked on the checklist of a case, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<usize>,
}

impl GivenAnswer {
    /// Returns how it differs from what is kept: a key with both values.
    pub(super) fn differs(&self, kept: &Attempt) -> Option<String> {
        let draft = &kept.draft;
        let ticked = |ticked: &Option<Vec<usize>>| json!(ticked.as_deref().unwrap_or_default());
        let follow_ups = json!(draft.follow_ups);
        let values = [
            ("rating", json!(kept.rating), json!(self.rating)),
            ("seconds", json!(draft.seconds), json!(self.seconds)),
            ("follow_ups", follow_ups, json!(self.follow_ups)),
            ("red_flags", ticked(&draft.flags), json!(self.flags)),
            ("strong", ticked(&draft.strong), json!(self.strong)),
            ("checklist", ticked(&draft.checklist), json!(self.checklist)),
        ];
        let other = values.into_iter().find(|(_, there, here)| there != here);
        let other =
            other.map(|(key, there, here)| format!("`{key}` is {there} there and {here} here"));
        let notes = || (draft.notes != self.notes).then(|| "its `notes` are others".to_owned());
        other.or_else(notes)
    }

    pub(super) fn into_attempt(self, at: i64) -> Attempt {
        Attempt {
            question: self.question,
            at: self.at.unwrap_or(at),
            rating: self.rating,
            draft: Draft {
                seconds: self.seconds,
                said: String::new(),
                notes: self.notes,
                follow_ups: self.follow_ups,
                replies: Vec::new(),
                flags: Some(self.flags),
                stages: Vec::new(),
                checklist: Some(self.checklist),
                strong: Some(self.strong),
            },
        }
    }
}

/// Reads answers with the numbers of their lines, one JSON object a line; blank lines are passed over. `now` is in seconds since 1970 UTC: nothing was
/// answered later.
///
/// # Errors
/// The faults of every line. Nothing is taken in then.
pub fn read_answers(
    text: &str,
    bank: &QuestionBank,
    now: i64,
) -> Result<Vec<(usize, GivenAnswer)>, AnswerFaults> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut faults = AnswerFaults::default();
    if let Some(told) = other(text) {
        faults.push((1, || None), || told);
        return Err(faults);
    }
    let mut answers = Vec::new();
    let mut times = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let mut reader = Reader {
            line: number,
            text: line,
            bank,
            now,
            faults: &mut faults,
            fraction: String::new(),
        };
        let Some(answer) = reader.answer() else {
            continue;
        };
        if let Some(at) = answer.at {
            let fraction = std::mem::take(&mut reader.fraction);
            let key = (answer.question.clone(), at, fraction);
            let first = times.entry(key);
            let (first, earlier) = first.or_insert_with(|| (number, answer.clone()));
            if *first != number && *earlier != answer {
                let what = format!("line {first} answers the same question at the same time");
                reader.fault("at", what, "remove one of the two, or correct `at`");
            }
        }
        answers.push((number, answer));
    }
    if answers.is_empty() && faults.count == 0 {
        faults.push((1, || None), || {
            let help = "write one object a line, such as {\"question\":\"…\",\"rating\":3}";
            ("there is no answer".to_owned(), help.to_owned())
        });
    }
    if faults.count == 0 {
        Ok(answers)
    } else {
        Err(faults)
    }
}

/// Says what a text is that is no object a line, and what to do with it.
fn other(text: &str) -> Option<(String, String)> {
    let kind = FileKind::of(text)?;
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if first.trim_start().starts_with('{') && first.trim_end().ends_with('}') {
        return None;
    }
    let (what, help) = kind.instead_of("answers, one object a line");
    let help = match kind {
        FileKind::Json => "`jq -c . FILE` writes each object on one line",
        _ => help,
    };
    Some((what, help.to_owned()))
}

/// Returns a whole number that may be written with a point, as other programs write all numbers.
fn count(value: &Value) -> Option<u64> {
    let written = || u64::try_from(whole(value.as_f64()?)?).ok();
    value.as_u64().or_else(written)
}

struct Reader<'r> {
    line: usize,
    text: &'r str,
    bank: &'r QuestionBank,
    now: i64,
    faults: &'r mut AnswerFaults,
    /// The digits of the answer's time below a second, of which nothing is kept.
    fraction: String,
}

impl<'r> Reader<'r> {
    /// Notes what is wrong with the value of a key.
    fn fault(&mut self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.fault_with(key, || (message.into(), help.into()));
    }

    /// As [`Self::fault`], where message and help take time.
    fn fault_with(&mut self, key: &str, told: impl FnOnce() -> (String, String)) {
        let column = || Some(self.text[..key_at(self.text, key)?].chars().count() + 1);
        self.faults.push((self.line, column), told);
    }

    /// Says why a line is no object, and where.
    fn no_object(&mut self, error: Option<&serde_json::Error>) {
        let line = self.text;
        let twice = error.filter(|error| error.is_data());
        if let Some((key, place)) = twice.map(|error| key_twice(line, error)) {
            let what = || format!("the key {} stands twice", quoted(&key));
            let told = || (what(), "leave one of the two".to_owned());
            let column = || Some(place.line_column(line).1);
            return self.faults.push((self.line, column), told);
        }
        // The parser counts bytes.
        let before = |error: &serde_json::Error| line.get(..error.column().saturating_sub(1));
        let before = error.map(|error| before(error).unwrap_or(line));
        let column = || Some(before?.chars().count() + 1);
        let at = before.and_then(|before| line[before.len()..].chars().next());
        let is_large =
            error.is_some_and(|error| error.to_string().starts_with("number out of range"));
        let what = if is_large {
            "a number in it is too large"
        } else {
            "this is no JSON object"
        };
        let help = match at {
            _ if is_large => "write a smaller one",
            Some('\u{201c}' | '\u{201d}' | '\u{201e}') => {
                "take the curly quotes out: JSON has straight ones"
            }
            _ if line.contains('\r') => {
                "end each line with a line feed (U+000A): a carriage return alone ends none"
            }
            _ => "write one object a line, with question and rating",
        };
        let told = || (what.to_owned(), help.to_owned());
        self.faults.push((self.line, column), told);
    }

    fn answer(&mut self) -> Option<GivenAnswer> {
        let before = self.faults.count;
        let read = serde_json::from_str(self.text);
        let Ok(Unique(Value::Object(object))) = read else {
            self.no_object(read.err().as_ref());
            return None;
        };
        for key in object.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            self.fault_with(key, || {
                let help = meant(key, KEYS, || format!("the keys are {}", KEYS.join(", ")));
                (format!("unknown key {}", quoted(key)), help)
            });
        }
        let asked = self.question(&object);
        let rating = object.get("rating").and_then(count).and_then(Rating::new);
        if rating.is_none() {
            let help = "rate the answer by the question's anchors";
            self.fault("rating", "`rating` must be 1, 3 or 5", help);
        }
        let most = |of: fn(&Question) -> usize| asked.map_or(usize::MAX, of);
        let is_story = asked.is_none_or(|question| question.star.is_some());
        let seconds = self.whole(&object, "seconds", 86_400);
        let follow_ups = most(|question| question.follow_ups.len());
        let seen = self.whole(&object, "follow_ups", follow_ups as u64);
        let flags = most(|question| question.red_flags.len());
        let flags = self.ticked(&object, ("red_flags", "red flags"), flags);
        let strong = most(|question| question.strong.len());
        let strong = self.ticked(&object, ("strong", "strong signals"), strong);
        let checklist = most(|question| Ticked::Checklist.entries(question).len());
        let named = ("checklist", "entries of the checklist");
        let checklist = self.ticked(&object, named, checklist);
        let notes = self.notes(&object, is_story);
        let at = self.at(&object);
        if self.faults.count > before {
            return None;
        }
        let seen = seen.and_then(|seen| usize::try_from(seen).ok());
        Some(GivenAnswer {
            question: asked?.id.as_str().to_owned(),
            rating: rating?,
            notes,
            seconds,
            follow_ups: seen.unwrap_or(0),
            flags,
            strong,
            checklist,
            at,
        })
    }

    fn question(&mut self, object: &Map<String, Value>) -> Option<&'r Question> {
        let bank = self.bank;
        let Some(id) = object.get("question").and_then(Value::as_str) else {
            let what = "`question` must be the id of a question";
            let help = "`rolefit prep --role ROLE --ndjson` prints ids";
            self.fault("question", what, help);
            return None;
        };
        let index = bank.question_index(id);
        if index.is_none() {
            self.fault_with("question", || {
                let prints = || {
                    "`rolefit prep --role ROLE --ndjson` prints questions with their ids".to_owned()
                };
                let help = meant(id, bank.question_ids(), prints);
                (format!("the bank has no question {}", quoted(id)), help)
            });
        }
        index.map(|index| &bank.questions[index])
    }

    fn whole(&mut self, object: &Map<String, Value>, key: &str, most: u64) -> Option<u64> {
        let value = object.get(key).filter(|value| !value.is_null())?;
        let number = count(value).filter(|number| *number <= most);
        if number.is_none() {
            let what = format!("`{key}` must be a whole number from 0 to {most}");
            self.fault(key, what, "change it, or leave it out");
        }
        number
    }

    /// Reads the numbers of things that an answer had.
    fn ticked(
        &mut self,
        object: &Map<String, Value>,
        (key, what): (&str, &str),
        most: usize,
    ) -> Vec<usize> {
        let Some(value) = object.get(key).filter(|value| !value.is_null()) else {
            return Vec::new();
        };
        let number = |value: &Value| {
            let number = usize::try_from(count(value)?).ok()?;
            (1..=most).contains(&number).then_some(number)
        };
        let numbers = value.as_array();
        let numbers = numbers.and_then(|list| list.iter().map(number).collect::<Option<Vec<_>>>());
        let Some(mut numbers) = numbers else {
            let what = format!("`{key}` must be a list of numbers of {what}, from 1");
            self.fault(key, what, "leave it out where none applies");
            return Vec::new();
        };
        numbers.sort_unstable();
        if numbers.is_sorted_by(|one, next| one < next) {
            return numbers;
        }
        self.fault(key, format!("`{key}` names one twice"), "name each once");
        Vec::new()
    }

    fn notes(
        &mut self,
        object: &Map<String, Value>,
        is_story: bool,
    ) -> Vec<(Option<StarPart>, String)> {
        let mut notes = Vec::new();
        let mut refuse = |what: &str, help: &str| self.fault("notes", what, help);
        match object.get("notes") {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => notes.push((None, text.clone())),
            Some(Value::Object(_)) if !is_story => {
                let what = "`notes` has headings, and this question calls for no story";
                refuse(what, "write the notes as one text");
            }
            Some(Value::Object(parts)) => {
                for (name, text) in parts {
                    if let (Some(part), Some(text)) = (StarPart::from_name(name), text.as_str()) {
                        notes.push((Some(part), text.to_owned()));
                    } else {
                        let what = format!("`notes` has no text under {}", quoted(name));
                        let help = "the headings are situation, task, action, result, lesson";
                        refuse(&what, help);
                    }
                }
            }
            Some(_) => {
                let what = "`notes` must be a text, or texts by heading";
                refuse(what, "change it, or leave it out");
            }
        }
        if notes.iter().any(|(_, text)| text.len() > MAX_NOTE) {
            let what = format!("a note is longer than {MAX_NOTE} bytes");
            refuse(&what, "shorten it");
        }
        notes
    }

    fn at(&mut self, object: &Map<String, Value>) -> Option<i64> {
        let value = object.get("at").filter(|value| !value.is_null())?;
        let time = value.as_str().map_or(Err(NoTime::Form), read_time);
        if let Err(why) = time {
            self.fault("at", format!("`at` {why}"), "change it, or leave it out");
        }
        let (at, _) = time.ok()?;
        let below = value.as_str()?.split_once('.').unwrap_or_default().1;
        let digits = below.chars().take_while(char::is_ascii_digit);
        self.fraction = digits.collect();
        self.fraction
            .truncate(self.fraction.trim_end_matches('0').len());
        if at > self.now {
            let help = "correct it, or leave it out; `--at TIME` says what now is";
            self.fault("at", "`at` is later than now", help);
        }
        Some(at)
    }
}
