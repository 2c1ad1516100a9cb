//! Questions asked over a scripted terminal whose bytes a terminal emulator understands.

use std::collections::VecDeque;

use vt100::Parser;

use super::super::card::{Keeping, Labelled};
use super::*;

enum Event {
    Key(Key),
    Resize(u16, u16),
}

struct Scripted {
    screen: Parser,
    events: VecDeque<Event>,
    seen: Vec<String>,
}

impl Scripted {
    fn new(columns: u16, rows: u16, events: Vec<Event>) -> Self {
        Self {
            screen: Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0),
            events: events.into(),
            seen: Vec::new(),
        }
    }
}

impl Tty for Scripted {
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.screen.screen().size();
        (columns.get().into(), rows.get().into())
    }

    fn key(&mut self) -> io::Result<Key> {
        self.seen.push(self.screen.screen().contents());
        loop {
            match self.events.pop_front() {
                Some(Event::Key(key)) => return Ok(key),
                Some(Event::Resize(columns, rows)) => self
                    .screen
                    .screen_mut()
                    .set_size(rows.try_into().unwrap(), columns.try_into().unwrap()),
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
    }

    fn paint(&mut self, bytes: &str, _below: usize) -> io::Result<()> {
        self.screen.process(bytes.as_bytes());
        Ok(())
    }

    fn confirm(&mut self, _question: &str) -> io::Result<Option<bool>> {
        Ok(None)
    }
}

fn card(progress: &str) -> Card {
    Card {
        progress: progress.into(),
        heading: Some("How much is this like you?".into()),
        body: Body::Listed(Labelled {
            text: "I keep pushing until a thing is done and out of the house.".into(),
            options: vec![
                "not like me".into(),
                "partly like me".into(),
                "very like me".into(),
            ],
        }),
        earlier: None,
        about: vec!["Finish or evolve".into(), "The time shape of work.".into()],
        keeping: Keeping::Saved,
    }
}

fn desk(columns: u16, rows: u16, events: Vec<Event>) -> KeyDesk<Scripted> {
    let look = Look {
        unicode: true,
        colour: true,
    };
    KeyDesk::new(Scripted::new(columns, rows, events), look)
}

#[test]
fn one_question_at_a_time_is_on_the_screen_and_none_is_left_at_the_end() {
    let keys = [Key::Char('2'), Key::ArrowDown, Key::ArrowDown, Key::Enter];
    let mut desk = desk(60, 24, keys.map(Event::Key).into());
    desk.tell(&["Before.".into()]).unwrap();
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(1));
    assert_eq!(desk.ask(&card("question 2")).unwrap(), Said::Answer(1));
    desk.clear().unwrap();
    assert!(desk.tty.seen[1].contains("question 2"));
    assert!(!desk.tty.seen[1].contains("question 1"));
    assert!(desk.tty.seen[3].contains("› 2  partly like me"));
    assert_eq!(desk.tty.screen.screen().contents().trim(), "Before.");
    assert!(!desk.tty.screen.screen().hide_cursor());
}

#[test]
fn the_end_of_input_pauses() {
    let mut desk = desk(60, 24, Vec::new());
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Pause);
}

#[test]
fn help_takes_the_place_of_the_question_and_any_key_brings_it_back() {
    let keys = [Key::Char('?'), Key::Char('1'), Key::Char('3')];
    let mut desk = desk(60, 30, keys.map(Event::Key).into());
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(2));
    assert!(desk.tty.seen[1].contains("The time shape of work."));
    assert!(!desk.tty.seen[1].contains("question 1"));
    assert!(desk.tty.seen[2].contains("question 1"));
    assert!(!desk.tty.seen[2].contains("time shape"));
}

#[test]
fn a_window_made_narrower_and_wider_keeps_no_old_lines() {
    let events = vec![
        Event::Key(Key::ArrowDown),
        Event::Resize(30, 40),
        Event::Key(Key::ArrowDown),
        Event::Resize(90, 40),
        Event::Key(Key::ArrowDown),
        Event::Key(Key::Enter),
    ];
    let mut desk = desk(70, 40, events);
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(2));
    for screen in &desk.tty.seen {
        assert_eq!(screen.matches("question 1").count(), 1, "{screen}");
        assert_eq!(screen.matches("partly like me").count(), 1, "{screen}");
    }
}

#[test]
fn in_a_low_window_the_question_is_written_once_and_answered_below() {
    let keys = [Key::ArrowDown, Key::Tab, Key::Enter];
    let mut desk = desk(50, 5, keys.map(Event::Key).into());
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(0));
    assert!(desk.tty.seen[2].contains("chosen 1"));
    assert_eq!(desk.tty.seen[2].matches("very like me").count(), 1);
}
