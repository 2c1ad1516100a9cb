//! Laws of talking: what is kept when, what is shown when, and what happens when it cannot be kept.

use rolefit::catalogue::{builtin, read};
use rolefit::preparation::builtin::bank_for;
use rolefit::preparation::calendar::Calendar;
use rolefit::preparation::practice::Rating;
use rolefit::preparation::read_bank;
use rolefit::render::look::Charset;

use super::*;
use crate::cli::prompt::PlainDesk;

/// A world whose clock moves a minute each time it is looked at, and whose disk is full for a while.
#[derive(Default)]
struct Sample {
    kept: Vec<Stamped>,
    clock: std::cell::Cell<i64>,
    /// Which events, from 0, meet a full disk, and how often.
    full: Option<(usize, usize)>,
}

impl World for Sample {
    fn now(&self) -> i64 {
        self.clock.set(self.clock.get() + 60);
        self.clock.get()
    }

    fn keep(&mut self, event: &Stamped) -> io::Result<()> {
        match &mut self.full {
            Some((at, times)) if *at == self.kept.len() && *times > 0 => {
                *times -= 1;
                Err(io::Error::from(io::ErrorKind::StorageFull))
            }
            _ => {
                self.kept.push(event.clone());
                Ok(())
            }
        }
    }
}

const STORY: &str = "first-draft-own-hands";

fn talk(world: &mut Sample, history: &mut History, input: &str) -> (Ended, String) {
    let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
    let bank = read_bank(bank_for(&catalogue.id).unwrap(), &catalogue)
        .value
        .unwrap();
    if history.open.is_none() {
        let story = bank
            .questions
            .iter()
            .find(|one| one.star.is_some())
            .unwrap();
        let questions = vec![story.id.as_str().to_owned()];
        let role = catalogue.roles[0].id.as_str().to_owned();
        let event = Event::Begun {
            role,
            questions,
            options: String::new(),
        };
        history.apply(Stamped { at: 0, event });
    }
    practise(&catalogue, &bank, world, history, input)
}

fn practise(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    world: &mut Sample,
    history: &mut History,
    input: &str,
) -> (Ended, String) {
    let mut output = Vec::new();
    let ended = Talk {
        catalogue,
        bank,
        look: Look {
            width: 80,
            charset: Charset::Unicode,
            colour: false,
            typed: Some("rolefit"),
        },
        desk: &mut PlainDesk::new(input.as_bytes(), &mut output),
        world,
        began: Moment {
            at: 0,
            calendar: Calendar::utc(),
            interview: None,
        },
        stories: &[],
    }
    .run(history)
    .unwrap();
    (ended, String::from_utf8(output).unwrap())
}

/// Says the answer, writes five notes, hears the follow-ups, ticks nothing: all but the rating.
fn up_to_rating() -> String {
    let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
    let bank = read_bank(bank_for(&catalogue.id).unwrap(), &catalogue)
        .value
        .unwrap();
    let story = bank
        .questions
        .iter()
        .find(|one| one.star.is_some())
        .unwrap();
    format!(
        "\none\ntwo\nthree\n\nfive\n{}\n\n",
        "\n".repeat(story.follow_ups.len())
    )
}

#[test]
fn a_whole_answer_is_kept_step_by_step_and_timed() {
    let (mut world, mut history) = (Sample::default(), History::default());
    let (ended, shown) = talk(&mut world, &mut history, &format!("{}5\n", up_to_rating()));
    assert_eq!(ended, Ended::Done);
    let attempt = &history.attempts[0];
    assert_eq!(attempt.rating, Rating::Five);
    assert_eq!(attempt.draft.seconds, Some(60));
    let notes: Vec<&str> = attempt
        .draft
        .notes
        .iter()
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(notes, ["one", "two", "three", "", "five"]);
    assert!(shown.contains("It returns in 3 days."), "{shown}");
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn whatever_is_typed_is_kept_even_where_only_enter_is_asked_for() {
    let (mut world, mut history) = (Sample::default(), History::default());
    let lines = up_to_rating().replacen('\n', "I said this\n", 1);
    let lines = lines.replacen("\nfive\n\n", "\nfive\nbecause it was late\n", 1);
    let (ended, _) = talk(&mut world, &mut history, &format!("{lines}5\n"));
    assert_eq!(ended, Ended::Done);
    let draft = &history.attempts[0].draft;
    assert_eq!(draft.said, "I said this");
    assert_eq!(draft.replies, [(0, "because it was late".to_owned())]);
}

#[test]
fn what_is_pasted_is_text_where_text_is_asked_and_answers_nothing_where_a_letter_is() {
    let paste = |text: &str| format!("\u{1b}[200~{text}\u{1b}[201~\n");
    let (mut world, mut history) = (Sample::default(), History::default());
    // A note that says what would skip the question if it were typed.
    let lines = up_to_rating().replacen("one\n", &paste("s"), 1);
    let lines = lines.replacen("two\n", &paste("q"), 1);
    // Before what ticks the red flags, and before the rating.
    let ticked = lines.strip_suffix('\n').unwrap();
    let input = format!("{ticked}{}\n{}{}3\n", paste("1"), paste("5"), paste("q"));
    let (ended, shown) = talk(&mut world, &mut history, &input);
    assert_eq!(ended, Ended::Done, "{shown}");
    let attempt = &history.attempts[0];
    assert_eq!(attempt.rating, Rating::Three);
    assert_eq!(attempt.draft.flags, Some(Vec::new()));
    let notes = attempt.draft.notes.iter().map(|(_, text)| text.as_str());
    assert_eq!(notes.collect::<Vec<_>>(), ["s", "q", "three", "", "five"]);
    let told = shown.matches("What is pasted answers nothing.").count();
    assert_eq!(told, 3, "{shown}");
}

#[test]
fn signals_and_anchors_stay_hidden_until_the_last_follow_up_is_answered() {
    let (mut world, mut history) = (Sample::default(), History::default());
    let (ended, shown) = talk(
        &mut world,
        &mut history,
        "\none\ntwo\nthree\nfour\nfive\n\n",
    );
    assert_eq!(ended, Ended::Paused);
    assert!(shown.contains("If pressed"));
    assert!(!shown.contains("Strong signals") && !shown.contains("How good was it?"));
}

#[test]
fn the_end_of_input_pauses_at_every_line_and_the_rest_can_follow_later() {
    let whole = format!("{}3\n", up_to_rating());
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    for cut in 0..lines.len() {
        let (mut world, mut history) = (Sample::default(), History::default());
        let (first, _) = talk(&mut world, &mut history, &lines[..cut].concat());
        assert_eq!(first, Ended::Paused);
        assert_eq!(world.kept.len(), cut);
        let (second, shown) = talk(&mut world, &mut history, &lines[cut..].concat());
        assert_eq!(second, Ended::Done);
        assert!(shown.contains("How good was it?"), "cut at {cut}");
        assert_eq!(history.attempts[0].draft.notes.len(), 5);
    }
}

#[test]
fn what_was_written_before_is_shown_when_it_is_gone_on_with_and_when_the_question_returns() {
    let (mut world, mut history) = (Sample::default(), History::default());
    talk(&mut world, &mut history, "\nthe tide table\n");
    let (_, shown) = talk(&mut world, &mut history, "");
    assert!(shown.contains("What you wrote so far"), "{shown}");
    assert!(shown.contains("Situation: the tide table"), "{shown}");
    assert!(!shown.contains("Last time"));
    let rest = up_to_rating();
    let rest = rest.strip_prefix("\none\n").unwrap();
    let (_, shown) = talk(&mut world, &mut history, &format!("{rest}1\n"));
    assert!(history.open.is_none(), "{shown}");
    let (_, shown) = talk(&mut world, &mut history, "");
    assert!(
        shown.contains("Last time, today, you rated it 1."),
        "{shown}"
    );
    assert!(shown.contains("What you learned: five"), "{shown}");
    assert!(shown.contains("said again: about 3 minutes"), "{shown}");
    assert!(!shown.contains("New to you?"), "{shown}");
    assert!(
        !shown.contains("Result:"),
        "an empty note says nothing: {shown}"
    );
}

#[test]
fn a_question_can_be_skipped_at_any_line() {
    for before in ["", "\n", "\none\n"] {
        let (mut world, mut history) = (Sample::default(), History::default());
        let (ended, _) = talk(&mut world, &mut history, &format!("{before}s\n"));
        assert_eq!((ended, history.attempts.len()), (Ended::Done, 0));
    }
}

#[test]
fn a_full_disk_is_told_and_the_same_event_is_tried_again() {
    let mut world = Sample {
        full: Some((2, 2)),
        ..Sample::default()
    };
    let mut history = History::default();
    let whole = format!("{}1\n", up_to_rating());
    // The second note meets the full disk twice: two more lines are read before it is kept.
    let input = whole.replacen("two\n", "two\n\n\n", 1);
    let (ended, shown) = talk(&mut world, &mut history, &input);
    assert_eq!(ended, Ended::Done, "{shown}");
    assert_eq!(shown.matches("could not be saved").count(), 2);
    assert_eq!(history.attempts[0].draft.notes[1].1, "two");
}

#[test]
fn giving_up_on_a_full_disk_hands_back_what_was_not_kept() {
    let mut world = Sample {
        full: Some((1, usize::MAX)),
        ..Sample::default()
    };
    let (ended, _) = talk(&mut world, &mut History::default(), "\nwhat I wrote\nq\n");
    let Ended::NotKept(Event::Noted { text, .. }) = ended else {
        panic!("{ended:?}");
    };
    assert_eq!(text, "what I wrote");
    assert_eq!(world.kept.len(), 1);
}

#[test]
fn a_question_that_left_the_bank_is_passed_over() {
    let mut history = History::default();
    let event = Event::Begun {
        role: "product-owner".to_owned(),
        questions: vec![STORY.to_owned() + "-gone"],
        options: String::new(),
    };
    history.apply(Stamped { at: 0, event });
    let (ended, _) = talk(&mut Sample::default(), &mut history, "");
    assert_eq!(ended, Ended::Done);
}

#[test]
fn b_goes_back_a_step_and_what_stood_there_is_kept_by_enter_alone() {
    let (mut world, mut history) = (Sample::default(), History::default());
    // The task is written, taken back and kept; then the situation is written anew.
    let (_, shown) = talk(
        &mut world,
        &mut history,
        "b\n\nfirst\ntask\nb\n\nb\nb\nsecond\n",
    );
    assert!(shown.contains("This is the first step of this question."));
    assert!(
        shown.contains("You wrote: task. Enter keeps it."),
        "{shown}"
    );
    let draft = history.draft(history.open.as_ref().unwrap().current().unwrap());
    let notes: Vec<&str> = draft.notes.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(notes, ["second"]);
}

#[test]
fn red_flags_are_asked_about_before_the_anchors_whose_numbers_look_like_theirs() {
    let (mut world, mut history) = (Sample::default(), History::default());
    let before = up_to_rating();
    let before = before.strip_suffix('\n').unwrap();
    let (_, shown) = talk(&mut world, &mut history, before);
    assert!(shown.contains("Red flags in your answer") && !shown.contains("How good was it?"));
    let (_, shown) = talk(&mut world, &mut history, "2 1 2\n");
    assert!(shown.contains("How good was it?"), "{shown}");
    let (_, shown) = talk(&mut world, &mut history, "");
    assert!(shown.contains("- Red flags: 1, 2\n"), "{shown}");
}

#[test]
fn a_line_that_the_terminal_cut_is_told() {
    let (mut world, mut history) = (Sample::default(), History::default());
    let long = "n".repeat(4094);
    let (_, shown) = talk(&mut world, &mut history, &format!("\n{long}\n"));
    assert!(shown.contains("the rest of it is lost"), "{shown}");
    let (mut world, mut history) = (Sample::default(), History::default());
    let (_, shown) = talk(&mut world, &mut history, &format!("\n{}\n", &long[..4000]));
    assert!(!shown.contains("the rest of it is lost"), "{shown}");
}

#[test]
fn strong_signals_are_ticked_before_the_red_flags() {
    let (mut world, mut history) = (Sample::default(), History::default());
    let whole = up_to_rating();
    let before = whole.strip_suffix("\n\n").unwrap();
    let (_, shown) = talk(&mut world, &mut history, before);
    assert!(shown.contains("Strong signals in your answer"), "{shown}");
    assert!(!shown.contains("Red flags in your answer"), "{shown}");
    let (ended, _) = talk(&mut world, &mut history, "3 1\n2\n5\n");
    assert_eq!(ended, Ended::Done);
    let draft = &history.attempts[0].draft;
    assert_eq!(draft.strong, Some(vec![1, 3]));
    assert_eq!(draft.flags, Some(vec![2]));
}

/// Practises the case of a small bank.
fn case(world: &mut Sample, history: &mut History, input: &str) -> (Ended, String) {
    let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
    let source = include_str!("../../../../tests/fixtures/typed-questions.toml");
    let bank = read_bank(source, &catalogue).value.unwrap();
    if history.open.is_none() {
        let event = Event::Begun {
            role: "product-owner".to_owned(),
            questions: vec!["order-ten-items".to_owned()],
            options: String::new(),
        };
        history.apply(Stamped { at: 0, event });
    }
    practise(&catalogue, &bank, world, history, input)
}

#[test]
fn a_case_goes_stage_by_stage_against_the_clock_and_its_worked_answer_comes_after_the_rating() {
    let (mut world, mut history) = (Sample::default(), History::default());
    let (_, shown) = case(&mut world, &mut history, "");
    assert!(shown.contains("Stage 1 of 3, 4 min: Clarify"), "{shown}");
    assert!(shown.contains("0:00 used, 20:00 left"), "{shown}");
    // What is heard from others comes once the stage is over, and not before.
    assert!(!shown.contains("Asks for the goal."), "{shown}");
    let (_, shown) = case(&mut world, &mut history, "asked for the goal\n\n");
    assert!(shown.contains("1:00 used, 3:00 left."), "{shown}");
    assert!(shown.contains("- Asks for the goal."), "{shown}");
    assert!(shown.contains("Stage 3 of 3"), "{shown}");
    assert!(shown.contains("2:00 used, 18:00 left"), "{shown}");
    let (_, shown) = case(&mut world, &mut history, "\nin a line\n\n\n\n");
    assert!(
        shown.contains("A good answer has said by the end"),
        "{shown}"
    );
    let (_, shown) = case(&mut world, &mut history, "1 5\n2\n\n");
    assert!(shown.contains("How good was it?"), "{shown}");
    assert!(
        !shown.contains("First I ask what the quarter is for."),
        "{shown}"
    );
    let (ended, shown) = case(&mut world, &mut history, "3\n");
    assert_eq!(ended, Ended::Done);
    assert!(
        shown.contains("First I ask what the quarter is for."),
        "{shown}"
    );
    let draft = &history.attempts[0].draft;
    assert_eq!(draft.took(), Some(180));
    assert_eq!(draft.stages[0].1, "asked for the goal");
    assert_eq!(draft.checklist, Some(vec![1, 5]));
    assert_eq!(draft.strong, Some(vec![2]));
}

#[test]
fn what_is_new_to_somebody_is_shown_whole_counts_as_a_weak_answer_and_returns_tomorrow() {
    for word in ["n", "NEW"] {
        let (mut world, mut history) = (Sample::default(), History::default());
        let input = format!("?\n{word}\n\n\n\n");
        let (ended, shown) = talk(&mut world, &mut history, &input);
        assert_eq!(ended, Ended::Done, "{shown}");
        let headings = [
            "New to you? n, then Enter",
            "n says that it is new to you",
            "The interviewer listens for",
            "What there is to know",
            "Strong signals",
            "Red flags",
            "If pressed",
            "A worked answer",
            "Kept. It returns tomorrow.",
            "Say it once in your own words",
        ];
        let places: Vec<_> = headings.iter().map(|words| shown.find(words)).collect();
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted(),
            "{places:?} {shown}"
        );
        assert!(!shown.contains("Your rating"), "{shown}");
        assert_eq!(history.attempts[0].rating, Rating::One);
        assert_eq!(world.kept.len(), 1);
        // Whoever has learnt it answers in full the next time.
        let (_, shown) = talk(&mut world, &mut history, "");
        assert!(
            shown.contains("Last time, today, it was new to you."),
            "{shown}"
        );
        assert!(!shown.contains("said again"), "{shown}");
    }
    // It is said where it is taken, and not of what was answered before.
    for (first, is_new) in [
        ("q\n", true),
        ("\nq\n", false),
        ("\n\n\n\n\n\n\n\nq\n", false),
    ] {
        let (mut world, mut history) = (Sample::default(), History::default());
        talk(&mut world, &mut history, first);
        let (_, shown) = talk(&mut world, &mut history, "q\n");
        assert_eq!(shown.contains("New to you?"), is_new, "{first:?} {shown}");
    }
    // It is kept before anything is shown, and a text is no such word once an answer is begun.
    let (mut world, mut history) = (Sample::default(), History::default());
    assert_eq!(talk(&mut world, &mut history, "n\nq\n").0, Ended::Paused);
    assert!(history.open.is_none());
    let (mut world, mut history) = (Sample::default(), History::default());
    talk(&mut world, &mut history, "\nn\n");
    assert!(history.attempts.is_empty());
    let (mut world, mut history) = (Sample::default(), History::default());
    let (ended, shown) = case(&mut world, &mut history, "n\n\n\n\n");
    assert_eq!(ended, Ended::Done);
    for words in [
        "Asks for the goal.",
        "Said by the end",
        "Wrong turns",
        "First I ask what",
    ] {
        assert!(shown.contains(words), "no `{words}` in {shown}");
    }
}

#[test]
fn b_goes_back_a_stage() {
    let (mut world, mut history) = (Sample::default(), History::default());
    let (_, shown) = case(&mut world, &mut history, "b\nfirst\nb\n");
    assert!(shown.contains("This is the first step of this question."));
    assert!(shown.contains("You wrote: first."), "{shown}");
    assert!(history.draft("order-ten-items").stages.is_empty());
}
