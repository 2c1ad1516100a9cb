//! The journal of practice with one question bank: appended to for as long as somebody practises, never rewritten. It
//! knows lines and events; what follows from them is the library's part.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rolefit::preparation::StarPart;
use rolefit::preparation::practice::{Event, GivenAnswer, Rating, Stamped};
use serde::{Deserialize, Serialize};

use super::folder::{Folder, private};
use super::journal::keep_torn;
use super::record::{self, LineError, VERSION};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    v: u64,
    n: u64,
    at: i64,
    event: Wire,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Wire {
    Begun {
        role: String,
        questions: Vec<String>,
    },
    Said {
        question: String,
        seconds: u64,
    },
    Noted {
        question: String,
        part: Option<String>,
        text: String,
    },
    FollowedUp {
        question: String,
        seen: usize,
    },
    Flagged {
        question: String,
        flags: Vec<usize>,
    },
    Rated {
        question: String,
        rating: u8,
    },
    Skipped {
        question: String,
    },
    Given(WireGiven),
    Ended {},
}

#[derive(Debug, Serialize, Deserialize)]
struct WireGiven {
    question: String,
    rating: u8,
    notes: Vec<(Option<String>, String)>,
    seconds: Option<u64>,
    follow_ups: usize,
    flags: Vec<usize>,
    time: Option<i64>,
}

/// Returns a part's name on the wire.
fn part_name(part: Option<StarPart>) -> Option<String> {
    part.map(|part| part.name().to_owned())
}

/// Returns the part of a name. A name that nobody knows makes the line a damaged one.
fn part_of(name: Option<String>) -> Option<Option<StarPart>> {
    match name {
        None => Some(None),
        Some(name) => StarPart::named(&name).map(Some),
    }
}

impl Wire {
    fn of(event: &Event) -> Self {
        match event.clone() {
            Event::Begun { role, questions } => Self::Begun { role, questions },
            Event::Said { question, seconds } => Self::Said { question, seconds },
            Event::Noted {
                question,
                part,
                text,
            } => Self::Noted {
                question,
                part: part_name(part),
                text,
            },
            Event::FollowedUp { question, seen } => Self::FollowedUp { question, seen },
            Event::Flagged { question, flags } => Self::Flagged { question, flags },
            Event::Rated { question, rating } => Self::Rated {
                question,
                rating: rating.number(),
            },
            Event::Skipped { question } => Self::Skipped { question },
            Event::Given(given) => Self::Given(WireGiven {
                question: given.question,
                rating: given.rating.number(),
                notes: given
                    .notes
                    .into_iter()
                    .map(|(part, text)| (part_name(part), text))
                    .collect(),
                seconds: given.seconds,
                follow_ups: given.follow_ups,
                flags: given.flags,
                time: given.at,
            }),
            Event::Ended => Self::Ended {},
        }
    }

    fn into_event(self) -> Option<Event> {
        let rating = |number: u8| Rating::new(u64::from(number));
        Some(match self {
            Self::Begun { role, questions } => Event::Begun { role, questions },
            Self::Said { question, seconds } => Event::Said { question, seconds },
            Self::Noted {
                question,
                part,
                text,
            } => Event::Noted {
                question,
                part: part_of(part)?,
                text,
            },
            Self::FollowedUp { question, seen } => Event::FollowedUp { question, seen },
            Self::Flagged { question, flags } => Event::Flagged { question, flags },
            Self::Rated {
                question,
                rating: number,
            } => Event::Rated {
                question,
                rating: rating(number)?,
            },
            Self::Skipped { question } => Event::Skipped { question },
            Self::Given(given) => {
                let notes = given
                    .notes
                    .into_iter()
                    .map(|(part, text)| Some((part_of(part)?, text)));
                Event::Given(GivenAnswer {
                    question: given.question,
                    rating: rating(given.rating)?,
                    notes: notes.collect::<Option<_>>()?,
                    seconds: given.seconds,
                    follow_ups: given.follow_ups,
                    flags: given.flags,
                    at: given.time,
                })
            }
            Self::Ended {} => Event::Ended,
        })
    }
}

/// What a journal of practice holds.
#[derive(Debug, Default)]
pub(crate) struct Practised {
    /// What happened, in order.
    pub(crate) events: Vec<Stamped>,
    /// Lines, from 1, that are not what was written. They are left where they are, and out.
    pub(crate) damaged: Vec<usize>,
    /// The end of a write that was cut short.
    pub(crate) torn: Vec<u8>,
    length: u64,
    n: u64,
}

/// Why a journal of practice cannot be used.
#[derive(Debug)]
pub(crate) enum PracticeError {
    /// It cannot be read.
    Io(io::Error),
    /// This line, from 1, is from a newer version of the tool. Nothing is touched.
    Newer(usize),
}

/// The journal as it is written.
#[derive(Debug)]
pub(crate) struct PracticeJournal {
    path: PathBuf,
    file: Option<File>,
    length: u64,
    n: u64,
}

impl PracticeJournal {
    /// Returns where the journal of a bank lies.
    pub(crate) fn place(folder: &Folder, bank: &str) -> PathBuf {
        folder.file(&format!("practice-{bank}.jsonl"))
    }

    /// Reads what is there; nothing where nobody has practised yet.
    pub(crate) fn read(path: &Path) -> Result<Practised, PracticeError> {
        match fs::read(path) {
            Ok(bytes) => read(&bytes).map_err(PracticeError::Newer),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Practised::default()),
            Err(error) => Err(PracticeError::Io(error)),
        }
    }

    /// Goes on with a journal that was read. A torn end is copied aside; the first write takes its place.
    pub(crate) fn resume(path: PathBuf, practised: &Practised) -> io::Result<Self> {
        if !practised.torn.is_empty() {
            keep_torn(&path, &practised.torn)?;
        }
        Ok(Self {
            path,
            file: None,
            length: practised.length,
            n: practised.n,
        })
    }

    /// Writes events and returns once they are on disk. Where that fails, what was written of them is cut off again.
    pub(crate) fn append(&mut self, events: &[Stamped]) -> io::Result<()> {
        let text: String = (self.n + 1..)
            .zip(events)
            .map(|(n, Stamped { at, event })| {
                record::line(&Line {
                    v: VERSION,
                    n,
                    at: *at,
                    event: Wire::of(event),
                })
            })
            .collect();
        let fresh = self.file.is_none();
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(
                private()
                    .append(true)
                    .create(true)
                    .open(&self.path)
                    .and_then(|file| file.set_len(self.length).map(|()| file))?,
            ),
        };
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_data());
        if let Err(error) = written {
            // Where this fails too, the next reader finds a torn last line and cuts it off.
            let _ = file.set_len(self.length);
            return Err(error);
        }
        if fresh {
            Folder::sync(self.path.parent().unwrap_or(Path::new(".")))?;
        }
        self.length += text.len() as u64;
        self.n += events.len() as u64;
        Ok(())
    }
}

/// Reads the lines of a journal. The error is a line of a newer version.
fn read(bytes: &[u8]) -> Result<Practised, usize> {
    let mut practised = Practised::default();
    for (number, line) in (1..).zip(bytes.split_inclusive(|&byte| byte == b'\n')) {
        let Some(body) = line.strip_suffix(b"\n") else {
            practised.torn = line.to_vec();
            break;
        };
        practised.length += line.len() as u64;
        practised.n += 1;
        let event = match record::parse::<Line>(body) {
            Ok(line) => line
                .event
                .into_event()
                .map(|event| Stamped { at: line.at, event }),
            Err(LineError::Newer(_)) => return Err(number),
            Err(LineError::Damaged) => None,
        };
        match event {
            Some(event) => practised.events.push(event),
            None => practised.damaged.push(number),
        }
    }
    Ok(practised)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events() -> Vec<Stamped> {
        let question = || "a-question".to_owned();
        let given = GivenAnswer {
            question: question(),
            rating: Rating::Three,
            notes: vec![
                (None, "one".into()),
                (Some(StarPart::Lesson), "two\n\u{1b}".into()),
            ],
            seconds: Some(3),
            follow_ups: 2,
            flags: vec![1],
            at: Some(-5),
        };
        [
            Event::Begun {
                role: "r".into(),
                questions: vec![question()],
            },
            Event::Said {
                question: question(),
                seconds: 61,
            },
            Event::Noted {
                question: question(),
                part: Some(StarPart::Task),
                text: "é".into(),
            },
            Event::FollowedUp {
                question: question(),
                seen: 1,
            },
            Event::Flagged {
                question: question(),
                flags: vec![2, 3],
            },
            Event::Rated {
                question: question(),
                rating: Rating::Five,
            },
            Event::Skipped {
                question: question(),
            },
            Event::Given(given),
            Event::Ended,
        ]
        .into_iter()
        .map(|event| Stamped { at: 9, event })
        .collect()
    }

    fn written(folder: &Path, events: &[Stamped]) -> PathBuf {
        let path = folder.join("practice-bank.jsonl");
        let practised = PracticeJournal::read(&path).unwrap();
        let mut journal = PracticeJournal::resume(path.clone(), &practised).unwrap();
        journal.append(events).unwrap();
        path
    }

    #[test]
    fn what_was_written_is_read_again_whatever_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &events());
        assert_eq!(PracticeJournal::read(&path).unwrap().events, events());
    }

    #[test]
    fn a_journal_cut_at_any_byte_keeps_every_whole_line_and_takes_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &events());
        let bytes = fs::read(&path).unwrap();
        for end in (0..bytes.len()).step_by(7) {
            fs::write(&path, &bytes[..end]).unwrap();
            let whole = bytes[..end].iter().filter(|&&byte| byte == b'\n').count();
            assert_eq!(
                PracticeJournal::read(&path).unwrap().events,
                events()[..whole]
            );
            written(folder.path(), &events()[..1]);
            let read = PracticeJournal::read(&path).unwrap();
            assert_eq!(
                (read.events.len(), read.damaged, read.torn),
                (whole + 1, vec![], vec![])
            );
        }
    }

    #[test]
    fn a_damaged_line_costs_itself_and_a_newer_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &events());
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen("61", "62", 1)).unwrap();
        let read = PracticeJournal::read(&path).unwrap();
        assert_eq!(
            (read.damaged, read.events.len()),
            (vec![2], events().len() - 1)
        );
        fs::write(&path, format!("{text}{{\"v\":2}}\n")).unwrap();
        let newer = PracticeJournal::read(&path).unwrap_err();
        assert!(matches!(newer, PracticeError::Newer(10)));
    }
}
