//! Laws of practice.

use super::*;
use crate::catalogue::{builtin, read};
use crate::preparation::builtin::bank_for;
use crate::preparation::calendar::{Calendar, Moment};
use crate::preparation::{QuestionBank, QuestionKind, read_bank};

const DAY: i64 = 86_400;

fn now(at: i64) -> Moment {
    Moment {
        at,
        calendar: Calendar::utc(),
        interview: None,
    }
}

fn bank() -> QuestionBank {
    let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
    read_bank(bank_for(&catalogue.id).unwrap(), &catalogue)
        .value
        .unwrap()
}

fn rated(at: i64, question: &str, rating: Rating) -> Stamped {
    Stamped {
        at,
        event: Event::Rated {
            question: question.to_owned(),
            rating,
        },
    }
}

fn id(bank: &QuestionBank, index: usize) -> &str {
    bank.questions[index].id.as_str()
}

#[test]
fn a_five_lengthens_the_interval_a_three_keeps_it_and_a_one_starts_again() {
    let mut history = History::default();
    let mut after = |rating| {
        history.apply(rated(0, "a", rating));
        due(history.attempts_at("a"), &now(0)).unwrap() / DAY
    };
    let ratings = [
        Rating::Three,
        Rating::Five,
        Rating::Five,
        Rating::Three,
        Rating::Five,
    ];
    assert_eq!(ratings.map(&mut after), [1, 3, 7, 7, 14]);
    assert_eq!(
        [Rating::Five, Rating::Five, Rating::One].map(&mut after),
        [30, 30, 1]
    );
}

#[test]
fn low_ratings_return_before_high_ones_and_leave_room_for_new_questions() {
    let bank = bank();
    let ranked: Vec<usize> = (0..10).collect();
    let history = History::of([
        rated(0, id(&bank, 9), Rating::Five),
        rated(0, id(&bank, 8), Rating::One),
        rated(5 * DAY, id(&bank, 7), Rating::One),
    ]);
    let chosen = |at, count| choose(&ranked, &bank, &history, &now(at), Amount::Questions(count));
    assert_eq!(chosen(4 * DAY, 4), [8, 9, 0, 1]);
    assert_eq!(chosen(7 * DAY, 4), [8, 7, 0, 1]);
    // Nothing is due: new questions first, then what is due soonest.
    assert_eq!(chosen(0, 10), [0, 1, 2, 3, 4, 5, 6, 8, 9, 7]);
}

#[test]
fn a_question_returns_on_a_day_and_not_after_so_many_hours() {
    // Rated at half past eleven in the evening, it is due from midnight on.
    let evening = DAY - 1800;
    let history = History::of([rated(evening, "a", Rating::One)]);
    assert_eq!(due(history.attempts_at("a"), &now(0)), Some(DAY));
}

#[test]
fn a_stretch_of_time_is_filled_with_what_returns_and_with_new_questions_half_and_half() {
    let bank = bank();
    let ranked: Vec<usize> = (0..20).collect();
    let rate = |index| rated(0, id(&bank, index), Rating::One);
    let history = History::of((10..20).map(rate));
    let now = now(5 * DAY);
    let minutes = |chosen: &[usize]| -> u32 {
        let takes = |&index: &usize| schedule::takes(&bank.questions[index], index >= 10);
        chosen.iter().map(takes).sum()
    };
    let chosen = choose(&ranked, &bank, &history, &now, Amount::Minutes(40));
    assert!((36..=40).contains(&minutes(&chosen)), "{chosen:?}");
    let (returning, new): (Vec<_>, Vec<_>) = chosen.iter().partition(|&index| *index >= 10);
    assert!((15..=24).contains(&minutes(&returning)), "{chosen:?}");
    assert!(!new.is_empty());
    let one = choose(&ranked, &bank, &history, &now, Amount::Minutes(1));
    assert_eq!(one, [0]);
}

#[test]
fn whoever_prepares_a_move_is_asked_about_it_first() {
    let mut bank = bank();
    bank.questions[7].kind = QuestionKind::RoleMove;
    let ranked: Vec<usize> = (0..20).collect();
    let chosen = |amount| choose(&ranked, &bank, &History::default(), &now(0), amount);
    assert_eq!(chosen(Amount::Questions(3)), [7, 0, 1]);
    let minutes = schedule::takes(&bank.questions[7], false);
    assert_eq!(chosen(Amount::Minutes(minutes)), [7]);
}

#[test]
fn an_answer_left_in_the_middle_is_gone_on_with_at_its_next_step() {
    let bank = bank();
    let question = bank
        .questions
        .iter()
        .find(|one| one.star.is_some())
        .unwrap();
    let of = || question.id.as_str().to_owned();
    let mut history = History::default();
    let mut events = vec![(
        Event::Said {
            question: of(),
            seconds: 90,
            text: String::new(),
        },
        Step::Note(Some(StarPart::Situation)),
    )];
    for (index, &(_, part)) in StarPart::NAMED.iter().enumerate() {
        let next = match StarPart::NAMED.get(index + 1) {
            Some(&(_, next)) => Step::Note(Some(next)),
            None => Step::FollowUp(0),
        };
        let noted = Event::Noted {
            question: of(),
            part: Some(part),
            text: String::new(),
        };
        events.push((noted, next));
    }
    let seen = question.follow_ups.len();
    events.push((
        Event::FollowedUp {
            question: of(),
            seen: 1,
            text: String::new(),
        },
        Step::FollowUp(1),
    ));
    events.push((
        Event::FollowedUp {
            question: of(),
            seen,
            text: String::new(),
        },
        Step::Tick(Ticked::Strong),
    ));
    events.push((
        Event::Ticked {
            question: of(),
            of: Ticked::Strong,
            numbers: vec![2],
        },
        Step::Flag,
    ));
    events.push((
        Event::Flagged {
            question: of(),
            flags: vec![],
        },
        Step::Rate,
    ));
    assert_eq!(history.draft(&of()).next(question, false), Step::Say);
    for (event, next) in events {
        history.apply(Stamped { at: 0, event });
        assert_eq!(history.draft(&of()).next(question, false), next);
    }
}

#[test]
fn what_was_rated_before_is_said_and_pressed_once_and_not_written_anew() {
    let bank = bank();
    let question = bank.questions.iter().find(|one| one.case.is_some());
    let question = question.unwrap();
    let of = || question.id.as_str().to_owned();
    let mut history = History::default();
    let mut next = |event| {
        history.apply(Stamped { at: 0, event });
        history.draft(&of()).next(question, true)
    };
    let said = Event::Said {
        question: of(),
        seconds: 90,
        text: String::new(),
    };
    let last = question.follow_ups.len() - 1;
    assert_eq!(next(said), Step::FollowUp(last));
    let pressed = Event::FollowedUp {
        question: of(),
        seen: last + 1,
        text: String::new(),
    };
    assert_eq!(next(pressed), Step::Tick(Ticked::Strong));
}

#[test]
fn a_practice_is_over_when_its_last_question_is_rated_or_skipped() {
    let begun = Event::Begun {
        role: "r".to_owned(),
        questions: vec!["a".to_owned(), "b".to_owned()],
        options: String::new(),
    };
    let skipped = Event::Skipped {
        question: "a".to_owned(),
    };
    let mut history = History::of([begun, skipped].map(|event| Stamped { at: 0, event }));
    assert_eq!(
        history.open.as_ref().and_then(OpenPractice::current),
        Some("b")
    );
    // Rating another question meanwhile does not move it on.
    history.apply(rated(1, "c", Rating::Five));
    assert_eq!(history.open.as_ref().unwrap().done, 1);
    history.apply(rated(2, "b", Rating::One));
    assert_eq!(history.open, None);
}

#[test]
fn every_fault_of_every_line_is_told_and_nothing_is_taken_in() {
    let bank = bank();
    let own = id(&bank, 0);
    let text = format!(
        "{{\"question\":\"{own}x\",\"rating\":3}}\n\n{{\"question\":\"{own}\",\"rating\":2,\"nots\":1}}\nnot json\n"
    );
    let faults = read_answers(&text, &bank, 100 * DAY).unwrap_err();
    assert_eq!(faults.count, 4);
    let told: Vec<(usize, &str)> = faults
        .first
        .iter()
        .map(|one| (one.line, one.help.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, format!("did you mean `{own}`?").as_str()),
            (3, "did you mean `notes`?"),
            (3, "rate the answer by the question's anchors"),
            (4, "write one object a line, with question and rating"),
        ]
    );
}

#[test]
fn a_given_answer_counts_like_one_at_the_terminal() {
    let bank = bank();
    let own = id(&bank, 0);
    let text = format!("{{\"question\":\"{own}\",\"rating\":5,\"at\":\"1970-01-02T00:00:00Z\"}}");
    let answers = read_answers(&text, &bank, 100 * DAY).unwrap();
    let history = History::of(answers.into_iter().map(|(_, given)| Stamped {
        at: 7,
        event: Event::Given(given),
    }));
    assert_eq!(history.attempts[0].at, DAY);
    assert_eq!(due(history.attempts_at(own), &now(0)), Some(DAY + 3 * DAY));
}

#[test]
fn a_given_one_with_nothing_else_is_no_answer_and_any_other_is() {
    let bank = bank();
    let own = id(&bank, 0);
    for (rest, is_answer) in [
        ("1", false),
        ("1,\"notes\":\"\",\"red_flags\":[]", false),
        ("3", true),
        ("1,\"seconds\":0", true),
        ("1,\"notes\":\"a line\"", true),
        ("1,\"red_flags\":[1]", true),
    ] {
        let text = format!("{{\"question\":\"{own}\",\"rating\":{rest}}}");
        let answers = read_answers(&text, &bank, DAY).unwrap();
        let history = History::of(answers.into_iter().map(|(_, given)| Stamped {
            at: 7,
            event: Event::Given(given),
        }));
        assert_eq!(history.attempts[0].is_answer(), is_answer, "{rest}");
    }
}

fn given(question: &str, rating: Rating, at: i64) -> Stamped {
    let given = GivenAnswer {
        question: question.to_owned(),
        rating,
        notes: Vec::new(),
        seconds: None,
        follow_ups: 0,
        flags: Vec::new(),
        strong: Vec::new(),
        checklist: Vec::new(),
        at: Some(at),
    };
    Stamped {
        at: 100 * DAY,
        event: Event::Given(given),
    }
}

#[test]
fn answers_count_by_their_time_and_not_by_when_they_came_in() {
    let newer = given("a", Rating::Five, 50 * DAY);
    let older = given("a", Rating::One, DAY);
    let history = History::of([newer.clone(), older.clone()]);
    assert_eq!(history, History::of([older, newer]));
    // At first a 1, now a 5: one step up from there.
    assert_eq!(due(history.attempts_at("a"), &now(0)), Some(53 * DAY));
}

#[test]
fn no_half_answer_outlives_its_practice_or_a_whole_answer_to_its_question() {
    let begun = Event::Begun {
        role: "r".to_owned(),
        questions: vec!["a".to_owned(), "b".to_owned()],
        options: String::new(),
    };
    let said = Event::Said {
        question: "a".to_owned(),
        seconds: 9,
        text: String::new(),
    };
    let noted = Event::Noted {
        question: "a".to_owned(),
        part: Some(StarPart::Situation),
        text: "s".to_owned(),
    };
    let half = [begun, said, noted].map(|event| Stamped { at: 0, event });
    let mut restarted = History::of(half.clone());
    assert_ne!(restarted.draft("a"), Draft::default());
    restarted.apply(Stamped {
        at: 1,
        event: Event::Ended {},
    });
    assert_eq!(restarted.draft("a"), Draft::default());
    let mut taken_in = History::of(half);
    taken_in.apply(given("a", Rating::Three, 1));
    assert_eq!(taken_in.draft("a"), Draft::default());
    assert_eq!(taken_in.attempts[0].draft.notes, []);
}

#[test]
fn what_is_no_plan_and_no_answers_is_told_what_it_is() {
    let refused = |text| {
        let fault = PlanFile::read(text).unwrap_err();
        (fault.message, fault.help)
    };
    assert_eq!(refused("\n").0, "this is empty");
    let (message, help) = refused("[[story]]\nid = \"a\"\n");
    assert!(
        message.starts_with("this is a file of stories"),
        "{message}"
    );
    assert!(help.contains("--stories"), "{help}");
    let bank = bank();
    let id = bank.questions[0].id.as_str();
    let told = |text: &str| match read_answers(text, &bank, DAY) {
        Ok(answers) => format!("{} answer", answers.len()),
        Err(faults) => faults.first[0].message.clone() + "; " + &faults.first[0].help,
    };
    let rated = |rating| told(&format!("{{\"question\":\"{id}\",\"rating\":{rating}}}\n"));
    assert_eq!(rated("3.0"), "1 answer");
    assert!(rated("3.5").starts_with("`rating` must be 1, 3 or 5"));
    assert!(rated("1e400").starts_with("a number in it is too large"));
    let pretty = format!("{{\n \"question\": \"{id}\",\n \"rating\": 3\n}}\n");
    assert!(told(&pretty).contains("`jq -c . FILE`"));
}

#[test]
fn what_is_said_twice_or_cannot_be_is_a_fault_and_never_settled_in_silence() {
    let bank = bank();
    let story = bank.questions.iter().find(|one| one.star.is_some());
    let other = bank.questions.iter().find(|one| one.star.is_none());
    let (story, other) = (story.unwrap().id.as_str(), other.unwrap().id.as_str());
    let told = |text: &str| {
        let faults = read_answers(text, &bank, DAY).unwrap_err();
        let told = faults.first.into_iter().map(|one| (one.line, one.message));
        told.collect::<Vec<_>>()
    };
    let at = |rating, time: &str| {
        format!("{{\"question\":\"{story}\",\"rating\":{rating},\"at\":\"1970-01-{time}Z\"}}\n")
    };
    assert_eq!(
        told(&format!(
            "{{\"question\":\"{story}\",\"rating\":1,\"rating\":5}}"
        )),
        [(1, "the key `rating` stands twice".to_owned())]
    );
    assert_eq!(
        told(&[at(1, "01T00:00:00"), at(5, "01T00:00:00")].concat()),
        [(
            2,
            "line 1 answers the same question at the same time".to_owned()
        )]
    );
    assert_eq!(
        told(&at(1, "02T00:00:01")),
        [(1, "`at` is later than now".to_owned())]
    );
    assert_eq!(
        told(&at(1, "01T00:00:60")),
        [(
            1,
            "`at` is a leap second, of which nothing is kept: write :59 in place of :60".to_owned()
        )]
    );
    assert_eq!(
        told(&at(1, "01T24:00:00")),
        [(
            1,
            "`at` must be a time such as 2026-01-31T18:00:00Z".to_owned()
        )]
    );
    assert_eq!(
        told(&format!(
            "{{\"question\":\"{other}\",\"rating\":1,\"notes\":{{\"task\":\"t\"}}}}"
        )),
        [(
            1,
            "`notes` has headings, and this question calls for no story".to_owned()
        )]
    );
}

#[test]
fn answers_of_one_second_are_told_apart_by_what_follows_it_and_one_line_twice_counts_once() {
    let bank = bank();
    let id = bank.questions[0].id.as_str();
    let at = |rating, time: &str| {
        format!("{{\"question\":\"{id}\",\"rating\":{rating},\"at\":\"1970-01-01T{time}Z\"}}\n")
    };
    let read = |lines: &[String]| read_answers(&lines.concat(), &bank, DAY);
    let taken = |lines: &[String]| {
        let (fresh, known) = fresh(read(lines).unwrap(), &History::default()).unwrap();
        (fresh.len(), known)
    };
    assert_eq!(taken(&[at(1, "08:00:00.2"), at(5, "08:00:00.80")]), (2, 0));
    assert_eq!(taken(&[at(1, "08:00:00"), at(1, "08:00:00.0")]), (1, 1));
    assert!(read(&[at(1, "08:00:00.5"), at(5, "08:00:00.50")]).is_err());
}

#[test]
fn a_fault_says_the_column_where_it_begins_and_whole_numbers_may_have_a_point() {
    let bank = bank();
    let asked = bank
        .questions
        .iter()
        .find(|one| one.star.is_some())
        .unwrap();
    let id = asked.id.as_str();
    let told = |rest: &str| {
        let line = format!("{{\"question\":\"{id}\",{rest}}}");
        let faults = read_answers(&line, &bank, DAY).unwrap_err();
        let fault = faults.first.into_iter().next().unwrap();
        let from = fault.column.map(|column| {
            let rest: String = line.chars().skip(column - 1).collect();
            rest
        });
        (from.unwrap_or_default(), fault.message, fault.help)
    };
    // What the fault is about stands from its column on.
    for (rest, from) in [
        (r#""rating":2"#, r#""rating":2}"#),
        (
            r#""notes":"é","rating":3,"seconds":1.5"#,
            r#""seconds":1.5}"#,
        ),
        (r#""rating":3,"strong":[1,1.0]"#, r#""strong":[1,1.0]}"#),
        (r#""notes":"é","rating":3,"colour":1"#, r#""colour":1}"#),
        (r#""notes":"é","rating":3,"rating":5"#, r#""rating":5}"#),
        (r#""notes":"é","rating":x"#, "x}"),
        (r#""seconds":9"#, ""),
    ] {
        assert_eq!(told(rest).0, from, "{rest}");
    }
    assert!(told("\u{201c}rating\u{201d}:3").2.contains("curly quotes"));
    assert!(told("\"rating\":3}\r{\"rating\":3").2.contains("line feed"));
    let line = format!(r#"{{"question":"{id}","rating":3.0,"seconds":140.0,"red_flags":[1.0]}}"#);
    let (_, given) = &read_answers(&line, &bank, DAY).unwrap()[0];
    assert_eq!((given.seconds, &*given.flags), (Some(140), &[1][..]));
}
