//! Questions asked over a scripted terminal whose bytes a terminal emulator understands.

use std::collections::VecDeque;

use vt100::Parser;

use super::super::Keeping;
use super::*;
use crate::cli::prompt::layout::help;

enum Event {
    Key(Key),
    /// A key that was pressed before anybody asked.
    Early(Key),
    /// A key that comes with those before it.
    Typed(Key),
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
        match self.events.pop_front() {
            Some(Event::Key(key) | Event::Early(key) | Event::Typed(key)) => Ok(key),
            Some(Event::Resize(columns, rows)) => {
                let (rows, columns) = (rows.try_into().unwrap(), columns.try_into().unwrap());
                self.screen.screen_mut().set_size(rows, columns);
                Ok(Key::Resized)
            }
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    fn has_key(&self) -> bool {
        matches!(self.events.front(), Some(Event::Typed(_)))
    }

    fn paint(&mut self, bytes: &str, _below: usize) -> io::Result<()> {
        self.screen.process(bytes.as_bytes());
        Ok(())
    }

    fn discard(&mut self) {
        self.events
            .retain(|event| !matches!(event, Event::Early(_)));
    }
}

fn card(progress: &str) -> Card {
    Card {
        progress: progress.into(),
        heading: Some("How much is this like you?".into()),
        body: Body::Listed {
            text: "I keep pushing until a thing is done and out of the house.".into(),
            options: vec![
                "not like me".into(),
                "partly like me".into(),
                "very like me".into(),
            ],
        },
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
    let keys = [Key::Char('2'), Key::Down, Key::Down, Key::Enter];
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
        Event::Key(Key::Down),
        Event::Resize(30, 40),
        Event::Key(Key::Down),
        Event::Resize(90, 40),
        Event::Key(Key::Down),
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
    let keys = [Key::Down, Key::Tab, Key::Enter];
    let mut desk = desk(50, 5, keys.map(Event::Key).into());
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(0));
    assert!(desk.tty.seen[2].contains("chosen 1"));
    assert_eq!(desk.tty.seen[2].matches("very like me").count(), 1);
}

#[test]
fn a_key_that_means_nothing_is_told_and_the_next_one_takes_that_off() {
    let keys = [
        Key::Char('é'),
        Key::Char('9'),
        Key::Paste("1\n2".into()),
        Key::Down,
    ];
    let mut desk = desk(60, 24, keys.map(Event::Key).into());
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Pause);
    assert!(desk.tty.seen[1].contains("é means nothing here: 1 to 3 answer, ? tells more."));
    assert!(desk.tty.seen[2].contains("9 means nothing here"));
    assert!(desk.tty.seen[3].contains("What is pasted answers nothing"));
    assert!(!desk.tty.seen[4].contains("nothing"));
}

#[test]
fn what_is_gone_when_the_process_goes_on_is_drawn_again() {
    let events = [
        Key::Resumed,
        Key::Char('?'),
        Key::Resumed,
        Key::Tab,
        Key::Char('2'),
    ];
    let mut desk = desk(60, 24, events.map(Event::Key).into());
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(1));
    assert!(desk.tty.seen.len() == 5);
}

/// Asks something at a desk.
type Asks<'a> = &'a dyn Fn(&mut KeyDesk<Scripted>);

#[test]
fn whatever_is_asked_is_drawn_for_the_window_as_it_is_when_its_size_changes() {
    let options = ["left".to_owned(), "right".to_owned()];
    let prompts: [(&str, Key, Asks<'_>); 6] = [
        ("very like me", Key::Char('2'), &|desk| {
            assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(1));
        }),
        ("right", Key::Enter, &|desk| {
            assert_eq!(desk.pick("Which", &options, 0).unwrap(), Some(0));
        }),
        ("Delete?", Key::Enter, &|desk| {
            assert_eq!(desk.confirm("Delete?").unwrap(), Some(false));
        }),
        ("Note:", Key::Enter, &|desk| {
            assert_eq!(
                desk.write("Note:", "so far").unwrap().unwrap().text,
                "so far"
            );
        }),
        ("Enter starts it", Key::Enter, &|desk| {
            let card = ["A title", "Enter starts it, q leaves."].map(str::to_owned);
            assert_eq!(desk.wait(&card).unwrap(), Key::Enter);
        }),
        ("Enter leaves", Key::Enter, &|desk| {
            let hints = ["r the whole report", "1 a page to keep", "Enter leaves"];
            let hints = hints.map(str::to_owned);
            assert_eq!(desk.offer(&hints).unwrap(), Key::Enter);
        }),
    ];
    for (last, key, asks) in prompts {
        let mut desk = desk(
            80,
            24,
            vec![Event::Resize(30, 5), Event::Resize(80, 24), Event::Key(key)],
        );
        asks(&mut desk);
        let [before, _, after] = &desk.tty.seen[..] else {
            panic!("{last}: {:?}", desk.tty.seen);
        };
        assert!(before.contains(last), "{before}");
        // Texts that had no room were written above, and stay.
        assert!(after.ends_with(before), "{after}");
    }
}

#[test]
fn what_is_pasted_leaves_the_help_on_the_screen() {
    let keys = [
        Key::Char('?'),
        Key::Paste("1q".into()),
        Key::Tab,
        Key::Char('2'),
    ];
    let mut desk = desk(60, 24, keys.map(Event::Key).into());
    assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(1));
    assert_eq!(desk.tty.seen[2], desk.tty.seen[1]);
}

#[test]
fn help_that_is_longer_than_the_window_is_shown_in_parts_and_leaves_nothing_behind() {
    let lines = help(&card("question 1"), 60).lines;
    let texts: Vec<String> = lines
        .iter()
        .map(Line::text)
        .filter(|text| !text.is_empty())
        .collect();
    for rows in 4..u16::try_from(lines.len()).unwrap() {
        let keys = [
            &[Key::Char('?')][..],
            &[const { Key::Tab }; 12],
            &[Key::Char('2')],
        ]
        .concat();
        let mut desk = desk(60, rows, keys.into_iter().map(Event::Key).collect());
        assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(1));
        let seen = &desk.tty.seen;
        assert!(seen[1].contains("any key shows the rest"), "{}", seen[1]);
        for text in &texts {
            assert!(
                seen.iter().any(|screen| screen.contains(text)),
                "{rows}: {text}"
            );
        }
        let last = &seen[seen.len() - 1];
        assert!(!texts.iter().any(|text| last.contains(text)), "{last}");
    }
}

#[test]
fn what_introduces_a_question_gives_way_to_it_and_is_gone_with_the_first_reply() {
    let introduction =
        ["First said", "Second said", "Think of how you like to work"].map(str::to_owned);
    for (rows, shown) in [(24, 3), (18, 3), (17, 2), (16, 1)] {
        let keys = [Key::Tab, Key::Char('1'), Key::Char('1')];
        let mut desk = desk(60, rows, keys.map(Event::Key).into());
        desk.introduce(&introduction).unwrap();
        for _ in 0..2 {
            assert_eq!(desk.ask(&card("question 1")).unwrap(), Said::Answer(0));
        }
        let stand = |screen: &str| {
            introduction
                .iter()
                .filter(|text| screen.contains(*text))
                .count()
        };
        let stand: Vec<usize> = desk.tty.seen.iter().map(|screen| stand(screen)).collect();
        assert_eq!(stand, [shown, shown, 0], "{rows}");
        assert!(desk.tty.seen[0].contains(&introduction[2]));
    }
}

#[test]
fn a_short_question_takes_no_answer_without_enter_and_none_from_before_it_was_asked() {
    let typed = |word: &str| {
        let letters = word.chars().map(Key::Char);
        letters.chain([Key::Enter]).collect::<Vec<Key>>()
    };
    for (keys, answer) in [
        (vec![Key::Char('y'), Key::Enter], Some(true)),
        (vec![Key::Char('ｙ'), Key::Enter], Some(true)),
        (vec![Key::Char('ｑ')], None),
        (
            vec![Key::Char('y'), Key::Char('q'), Key::Enter],
            Some(false),
        ),
        (typed("yes"), Some(true)),
        // What ends with y or begins with yes is another word.
        (typed("history"), Some(false)),
        (typed("yesterday it was otherwise"), Some(false)),
        (typed("/y"), Some(false)),
        (typed("yу"), Some(false)),
        (vec![Key::Enter], Some(false)),
        (
            vec![Key::Char('y'), Key::Char('n'), Key::Enter],
            Some(false),
        ),
        (
            vec![Key::Char('y'), Key::Backspace, Key::Enter],
            Some(false),
        ),
        (
            vec![Key::Char('x'), Key::Paste("y\n".into()), Key::Enter],
            Some(false),
        ),
        (vec![Key::Char('y'), Key::Escape], None),
        (vec![Key::Char('y')], None),
    ] {
        let early = [Key::Char('y'), Key::Enter].map(Event::Early);
        let events = early
            .into_iter()
            .chain(keys.clone().into_iter().map(Event::Key));
        let mut desk = desk(60, 24, events.collect());
        assert_eq!(desk.confirm("Delete?").unwrap(), answer, "{keys:?}");
        assert!(
            desk.tty.seen[0].starts_with("Delete? [y/N]"),
            "{}",
            desk.tty.seen[0]
        );
    }
}

#[test]
fn a_list_longer_than_the_window_shows_what_is_marked() {
    let options: Vec<String> = (1..=30).map(|number| format!("option {number}")).collect();
    let keys = [Key::Up, Key::Up, Key::Down, Key::Enter];
    let mut desk = desk(40, 10, keys.map(Event::Key).into());
    desk.tell(&["Before.".into()]).unwrap();
    assert_eq!(desk.pick("Which one", &options, 1).unwrap(), Some(0));
    assert!(desk.tty.seen[0].contains("> option 2\n"));
    assert!(
        desk.tty.seen[2].contains("> option 30"),
        "{}",
        desk.tty.seen[2]
    );
    assert_eq!(desk.tty.screen.screen().contents().trim(), "Before.");
}

#[test]
fn where_letters_answer_a_paste_is_told_and_none_of_it_stands_there() {
    let keys = [Key::Paste("5".into()), Key::Char('3'), Key::Enter];
    let mut desk = desk(40, 10, keys.map(Event::Key).into());
    assert_eq!(desk.reply("Your rating:").unwrap().as_deref(), Some("3"));
    let seen = desk.tty.seen.iter();
    assert!(
        seen.clone()
            .any(|screen| screen.contains("What is pasted answers nothing."))
    );
    assert!(seen.clone().all(|screen| !screen.contains('5')));
}

#[test]
fn a_text_is_written_over_several_lines_and_stays_when_it_is_done() {
    let keys = [
        Key::Char('b'),
        Key::Home,
        Key::Char('a'),
        Key::LineBreak,
        Key::Paste("one\ntwo".into()),
        Key::End,
        Key::Enter,
    ];
    let mut desk = desk(20, 10, keys.map(Event::Key).into());
    let written = desk.write(">", "").unwrap().unwrap();
    assert_eq!((&*written.text, written.is_pasted), ("a\none\ntwob", true));
    assert_eq!(desk.write(">", "old").unwrap(), None);
    assert!(
        desk.tty
            .screen
            .screen()
            .contents()
            .starts_with("> a\none\ntwob\n> old")
    );
    let long = Key::Paste("n".repeat(5000));
    desk.tty.events = [long, Key::Char('x'), Key::Enter].map(Event::Key).into();
    assert_eq!(desk.write(">", "").unwrap().unwrap().text, "x");
    let seen = &desk.tty.seen[desk.tty.seen.len() - 2];
    assert!(seen.contains("longer"), "{seen}");
}

#[test]
fn a_text_longer_than_the_window_comes_a_window_at_a_time_and_no_line_is_lost() {
    let lines = 1..=50;
    // The emulator goes to the next line as told; a terminal adds the return itself.
    let text: Vec<String> = lines
        .clone()
        .map(|number| format!("line {number}\r\n"))
        .collect();
    let text = text.concat();
    let shown = |keys: Vec<Key>| {
        let mut desk = desk(60, 24, keys.into_iter().map(Event::Key).collect());
        desk.show(&text).unwrap();
        let mut seen = desk.tty.seen;
        seen.push(desk.tty.screen.screen().contents());
        seen
    };
    let has = |screen: &String, number: usize| {
        screen.lines().any(|line| line == format!("line {number}"))
    };
    let all = shown(vec![Key::Char('x'), Key::Char(' '), Key::Enter]);
    for number in lines {
        assert!(all.iter().any(|screen| has(screen, number)), "{number}");
    }
    // Each part begins where the one before it ended, and nothing is left of what was offered between.
    assert!(has(&all[0], 1) && all[0].contains("goes on") && !has(&all[0], 40));
    assert!(has(all.last().unwrap(), 50) && !all.last().unwrap().contains("goes on"));
    let left = shown(vec![Key::Char('q')]);
    assert!(!left.iter().any(|screen| has(screen, 50)) && !left[1].contains("goes on"));
}

#[test]
fn what_a_text_has_no_room_for_is_told_also_where_enter_comes_with_it() {
    let left_out = "is left out.";
    let typed = |rest: &[Key]| {
        let keys = "n".repeat(editor::LONGEST + 9);
        let keys = keys.chars().map(Key::Char).chain(rest.iter().cloned());
        keys.map(Event::Typed).collect()
    };
    // All of it comes at once, as a paste does where the terminal does not mark its ends.
    let mut desk = desk(60, 100, typed(&[Key::Enter]));
    let written = desk.write(">", "").unwrap().unwrap();
    assert_eq!(written.text.len(), editor::LONGEST);
    let shown = desk.tty.screen.screen().contents();
    assert!(shown.trim_end().ends_with(left_out), "{shown}");
    // Whoever shortens the text has read it.
    let mut desk = self::desk(60, 100, typed(&[Key::Backspace, Key::Enter]));
    desk.write(">", "").unwrap().unwrap();
    let shown = desk.tty.screen.screen().contents();
    assert!(!shown.contains(left_out), "{shown}");
}
