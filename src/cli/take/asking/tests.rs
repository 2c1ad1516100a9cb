//! Whole questionnaires over a desk that follows a script.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::PathBuf;

use rolefit::model::Length;
use rolefit::session::{Next, Outcome, Settings, administer};

use super::super::fixture::catalogue;
use super::*;
use crate::cli::prompt::{Card, Look};

struct Script {
    replies: VecDeque<Said>,
    shown: Vec<Card>,
    confirms: Option<bool>,
    /// Whether the terminal is gone by the time that something is told.
    fails: bool,
    /// A journal that is looked at whenever a question is asked.
    journal: PathBuf,
    /// How many replies stood in it then.
    stood: Vec<usize>,
}

impl Script {
    fn new(replies: &[Said]) -> Self {
        Self {
            replies: replies.iter().copied().collect(),
            shown: Vec::new(),
            confirms: None,
            fails: false,
            journal: PathBuf::new(),
            stood: Vec::new(),
        }
    }
}

impl Desk for Script {
    fn ask(&mut self, card: &Card) -> io::Result<Said> {
        let text = std::fs::read_to_string(&self.journal).unwrap_or_default();
        // The header stands twice.
        self.stood.push(text.lines().count().saturating_sub(2));
        self.shown.push(card.clone());
        Ok(self.replies.pop_front().unwrap_or(Said::Pause))
    }

    fn confirm(&mut self, _question: &str) -> io::Result<Option<bool>> {
        Ok(self.confirms)
    }

    fn tell(&mut self, _lines: &[String]) -> io::Result<()> {
        if self.fails {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const SHOWING: Showing<'_> = Showing {
    about: None,
    seed: 1,
    look: Look {
        unicode: true,
        colour: false,
    },
};

#[test]
fn a_whole_questionnaire_is_answered_and_each_change_of_what_is_kept_is_told() {
    let catalogue = catalogue();
    let mut session = Session::new(&catalogue, Settings::of(Length::Full));
    let mut desk = Script::new(&[Said::Answer(0); 18]);
    let heard = RefCell::new(Vec::new());
    let mut asking = Asking::new(&mut desk, None, SHOWING, |kept| {
        heard.borrow_mut().push(kept);
    });
    let outcome = administer(&mut session, &mut asking).unwrap();
    assert!(matches!(outcome, Outcome::Finished(_)));
    assert_eq!(session.entries().len(), 18);
    assert_eq!(heard.borrow().len(), 18);
    assert_eq!(desk.shown[17].progress, "question 18 of 18");
}

#[test]
fn going_back_shows_the_old_answer_and_at_the_first_question_changes_nothing() {
    let catalogue = catalogue();
    let mut session = Session::new(&catalogue, Settings::of(Length::Standard));
    let back = Said::Back;
    let mut desk = Script::new(&[back, Said::Answer(2), Said::Answer(1), back, back, back]);
    let mut asking = Asking::new(&mut desk, None, SHOWING, |_| {});
    let outcome = administer(&mut session, &mut asking).unwrap();
    assert_eq!(outcome, Outcome::Paused);
    assert!(session.entries().is_empty());
    let earlier: Vec<_> = desk.shown.iter().map(|card| card.earlier).collect();
    assert_eq!(earlier, [None, None, None, None, Some(1), Some(2), Some(2)]);
}

#[test]
fn every_reply_stands_in_the_journal_before_the_next_question_is_asked() {
    let catalogue = catalogue();
    let outer = tempfile::tempdir().unwrap();
    let path = outer.path().join("draft.jsonl");
    let header = crate::cli::store::Header::new(&catalogue, &Settings::of(Length::Full), 1);
    let replies = [Said::Answer(0), Said::Skip, Said::Back, Said::Answer(1)];
    let mut desk = Script::new(&replies);
    desk.journal = path.clone();
    let mut session = Session::new(&catalogue, Settings::of(Length::Full));
    let journal = Journal::start(path, header);
    let mut asking = Asking::new(&mut desk, Some(journal), SHOWING, |_| {});
    assert_eq!(
        administer(&mut session, &mut asking).unwrap(),
        Outcome::Paused
    );
    drop(asking);
    assert_eq!(desk.stood, [0, 1, 2, 3, 4]);
}

#[test]
fn an_answer_that_cannot_be_saved_is_handed_over_or_kept_in_memory() {
    let catalogue = catalogue();
    let outer = tempfile::tempdir().unwrap();
    let nowhere = outer.path().join("missing/draft.jsonl");
    let header = crate::cli::store::Header::new(&catalogue, &Settings::of(Length::Standard), 1);
    for confirms in [Some(true), Some(false), None] {
        let journal = Journal::start(nowhere.clone(), header.clone());
        let mut session = Session::new(&catalogue, Settings::of(Length::Standard));
        let mut desk = Script::new(&[Said::Answer(0), Said::Answer(0)]);
        desk.confirms = confirms;
        let mut asking = Asking::new(&mut desk, Some(journal), SHOWING, |_| {});
        let Next::Ask(first) = session.next() else {
            panic!("there are questions");
        };
        let ended = administer(&mut session, &mut asking);
        if confirms == Some(true) {
            assert_eq!(ended.unwrap(), Outcome::Paused);
            assert_eq!(asking.end().1, Kept::Lost);
            assert_eq!(answers(&session, None).lines().count(), 5);
        } else {
            let Halt { why, latest } = ended.unwrap_err();
            assert!(matches!(why, Why::NotSaved(_)));
            assert_eq!(latest.unwrap().0, first);
        }
    }
}

#[test]
fn where_the_terminal_fails_after_the_disk_the_answer_is_handed_over_and_none_is_said_to_be_saved()
{
    let catalogue = catalogue();
    let outer = tempfile::tempdir().unwrap();
    let home = outer.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let header = crate::cli::store::Header::new(&catalogue, &Settings::of(Length::Standard), 1);
    let journal = Journal::start(home.join("missing/draft.jsonl"), header);
    let mut session = Session::new(&catalogue, Settings::of(Length::Standard));
    let Next::Ask(first) = session.next() else {
        panic!("there are questions");
    };
    let mut desk = Script::new(&[Said::Answer(0)]);
    desk.fails = true;
    let heard = RefCell::new(Vec::new());
    let mut asking = Asking::new(&mut desk, Some(journal), SHOWING, |kept| {
        heard.borrow_mut().push(kept);
    });
    let Halt { why, latest } = administer(&mut session, &mut asking).unwrap_err();
    assert!(matches!(why, Why::Failed(_)));
    assert_eq!(latest.unwrap().0, first);
    let (journal, kept) = asking.end();
    assert!(journal.is_none());
    assert_eq!(kept, Kept::Lost);
    assert_eq!(*heard.borrow(), [Kept::Lost]);
}

#[test]
fn a_skip_is_never_counted_as_an_answer() {
    for (answers, skips, words) in [
        (0, 0, "0 answers"),
        (1, 0, "1 answer"),
        (0, 1, "1 skip"),
        (0, 2, "2 skips"),
        (3, 1, "3 answers and 1 skip"),
    ] {
        assert_eq!(Tally { answers, skips }.to_string(), words);
    }
}
