//! Laws of beginning: resuming equals never having stopped, and nothing is lost in silence.

use std::fs;

use rolefit::assessment::{Assessment, Given, Stopped};
use rolefit::model::Length;
use rolefit::render::result::ResultReport;
use rolefit::session::{Next, Outcome, PersonName, administer};

use super::super::asking::Asking;
use super::super::cards::Showing;
use super::super::fixture::catalogue;
use super::super::options::check;
use super::*;
use crate::cli::error::Exit;
use crate::cli::output::data;
use crate::cli::prompt::{Card, Desk, Look, Said};
use crate::cli::store::save;
use std::io;

/// Answers as the numbers say, in turn; 0 goes back, 9 skips.
struct Numbers(Vec<usize>);

impl Desk for Numbers {
    fn ask(&mut self, card: &Card) -> io::Result<Said> {
        if self.0.is_empty() {
            return Ok(Said::Pause);
        }
        Ok(match self.0.remove(0) {
            0 => Said::Back,
            9 => Said::Skip,
            number => Said::Answer((number - 1) % card.count()),
        })
    }

    fn confirm(&mut self, _question: &str) -> io::Result<Option<bool>> {
        Ok(None)
    }

    fn tell(&mut self, _lines: &[String]) -> io::Result<()> {
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn flags(resume: bool, restart: bool) -> TakeArguments {
    TakeArguments {
        seed: (!resume).then_some(3),
        resume,
        restart,
        ..TakeArguments::default()
    }
}

/// Begins in a folder, and never chooses.
fn started<'c>(
    take: &TakeArguments,
    catalogue: &'c Catalogue,
    home: &std::path::Path,
) -> Result<Start<'c>, CliError> {
    let store = Store::open(Some(home.into()), catalogue, take.about.as_ref())?;
    let wanted = check(take, catalogue)?;
    let never = &mut |_: Tally| -> Result<Choice, CliError> { panic!("nothing was to be chosen") };
    let start = begin(take, &wanted, catalogue, Some(&store), never)?;
    Ok(start.expect("nobody leaves"))
}

fn answer(start: Start<'_>, numbers: &[usize]) -> (Outcome, Vec<rolefit::session::Entry>, Next) {
    let mut session = start.session;
    let mut desk = Numbers(numbers.to_vec());
    let showing = Showing {
        about: None,
        seed: start.seed,
        look: Look {
            unicode: true,
            colour: false,
        },
    };
    let mut asking = Asking::new(&mut desk, start.journal, showing, |_| {});
    let outcome = administer(&mut session, &mut asking).unwrap();
    (outcome, session.entries().to_vec(), session.next())
}

const REPLIES: [usize; 9] = [1, 4, 9, 0, 2, 0, 0, 3, 1];

#[test]
fn a_questionnaire_stopped_after_any_reply_goes_on_as_if_it_had_not_been() {
    let catalogue = catalogue();
    let whole = tempfile::tempdir().unwrap();
    let unbroken = answer(
        started(&flags(false, false), &catalogue, whole.path()).unwrap(),
        &REPLIES,
    );
    for stop in 1..REPLIES.len() {
        let home = tempfile::tempdir().unwrap();
        answer(
            started(&flags(false, false), &catalogue, home.path()).unwrap(),
            &REPLIES[..stop],
        );
        let resumed = started(&flags(true, false), &catalogue, home.path()).unwrap();
        assert_eq!(resumed.seed, 3);
        assert_eq!(
            answer(resumed, &REPLIES[stop..]),
            unbroken,
            "stopped after {stop}"
        );
    }
}

#[test]
fn cut_at_every_byte_the_next_question_is_that_of_the_replies_that_are_left() {
    let catalogue = catalogue();
    let replies = [1, 9, 0, 2];
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &replies,
    );
    let path = home.path().join("draft-sample.jsonl");
    let bytes = fs::read(&path).unwrap();
    // The header stands twice.
    let header = 2 * (bytes.iter().position(|&byte| byte == b'\n').unwrap() + 1);
    for cut in header..bytes.len() {
        fs::write(&path, &bytes[..cut]).unwrap();
        let whole = bytes[header..cut].split(|&byte| byte == b'\n').count() - 1;
        let torn = bytes[cut - 1] != b'\n';
        let resumed = started(&flags(true, false), &catalogue, home.path()).unwrap();
        assert_eq!(resumed.notes.len(), usize::from(torn));
        let fresh = tempfile::tempdir().unwrap();
        let start = started(&flags(false, false), &catalogue, fresh.path()).unwrap();
        let (_, entries, next) = answer(start, &replies[..whole]);
        assert_eq!(resumed.session.entries(), entries);
        assert_eq!(resumed.session.next(), next);
        let kept = fs::read(path.with_extension("jsonl.torn")).unwrap_or_default();
        assert_eq!(!kept.is_empty(), torn || cut > header);
    }
}

#[test]
fn another_catalogue_refuses_to_go_on_and_so_does_a_start_that_cannot_be_read() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &REPLIES,
    );
    let path = home.path().join("draft-sample.jsonl");
    let bytes = fs::read(&path).unwrap();

    let mut other = catalogue.clone();
    other.hash = "1".repeat(64);
    let refused = started(&flags(true, false), &other, home.path()).unwrap_err();
    assert_eq!(refused.exit, Exit::BadInput);
    assert!(refused.hints.iter().any(|hint| hint.contains("--restart")));

    let mut damaged = bytes.clone();
    let second = bytes.iter().position(|&byte| byte == b'\n').unwrap() + 5;
    damaged[4] ^= 1;
    damaged[second] ^= 1;
    fs::write(&path, &damaged).unwrap();
    let refused = started(&flags(true, false), &catalogue, home.path()).unwrap_err();
    assert!(
        refused.message.starts_with("line 1 of"),
        "{}",
        refused.message
    );
    assert_eq!(fs::read(&path).unwrap(), damaged);

    let again = started(&flags(false, true), &catalogue, home.path()).unwrap();
    assert!(again.session.entries().is_empty());
    assert_eq!(fs::read(path.with_extension("jsonl.bak")).unwrap(), damaged);
}

#[test]
fn a_damaged_line_costs_its_own_reply_and_is_named_wherever_it_stands() {
    let catalogue = catalogue();
    for replies in [&[1, 2, 3, 4, 1][..], &REPLIES, &[1, 0, 2, 9, 0, 0, 3, 3]] {
        let home = tempfile::tempdir().unwrap();
        let fresh = || started(&flags(false, false), &catalogue, home.path()).unwrap();
        let (_, whole, _) = answer(fresh(), replies);
        let path = home.path().join("draft-sample.jsonl");
        let bytes = fs::read(&path).unwrap();
        let ends: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'\n').collect();
        for (line, end) in (1..).zip(&ends[..ends.len() - 1]) {
            let mut damaged = bytes.clone();
            damaged[end - 3] ^= 4;
            fs::write(&path, &damaged).unwrap();
            let resumed = started(&flags(true, false), &catalogue, home.path()).unwrap();
            assert_eq!(resumed.notes.len(), 1, "{:?}", resumed.notes);
            assert!(resumed.notes[0].starts_with(&format!("Line {line} of")));
            let said = match line {
                1 | 2 => "as another line still does: nothing is lost",
                _ => "may be asked again; every other answer is here",
            };
            assert!(resumed.notes[0].contains(said), "{:?}", resumed.notes);
            let left = resumed.session.entries();
            let lost = whole.iter().filter(|entry| !left.contains(entry));
            assert!(lost.count() <= 1, "line {line} of {replies:?}");
            // And it goes on.
            let before = left.len();
            let (_, after, _) = answer(resumed, &[2]);
            assert_eq!(after.len(), before + 1);
            let again = started(&flags(true, false), &catalogue, home.path()).unwrap();
            assert_eq!(again.session.entries(), after);
        }
    }
}

#[test]
fn what_is_said_of_lines_that_stand_twice_or_are_gone_is_true_of_them() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let fresh = started(&flags(false, false), &catalogue, home.path()).unwrap();
    let (_, whole, _) = answer(fresh, &[1, 2, 3, 2]);
    let path = home.path().join("draft-sample.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (chosen, lost, said) in [
        (&[0, 0, 1, 2, 3, 4, 5][..], 0, None),
        (
            &[0, 1, 2, 3, 3, 4, 5],
            0,
            Some("Line 5 of FILE stands there twice or in the wrong place, and is passed over."),
        ),
        (
            &[0, 1, 2, 2, 3, 3, 4, 5],
            0,
            Some(
                "Lines 4 and 6 of FILE stand there twice or in the wrong place, and are passed over.",
            ),
        ),
        (
            &[0, 1, 2, 5],
            2,
            Some(
                "2 lines are missing before line 4 of FILE. What was replied or taken back there is lost, and may be \
                 asked again.",
            ),
        ),
        (
            &[0, 2, 4, 5],
            1,
            Some(
                "1 line is missing before line 3 of FILE. What was replied or taken back there is lost, and may be \
                 asked again.",
            ),
        ),
    ] {
        let bytes: String = chosen.iter().map(|&line| lines[line]).collect();
        fs::write(&path, bytes).unwrap();
        let resumed = started(&flags(true, false), &catalogue, home.path()).unwrap();
        let said: Vec<String> = said
            .iter()
            .map(|said| said.replace("FILE", &path.display().to_string()))
            .collect();
        assert_eq!(resumed.notes, said, "{chosen:?}");
        assert_eq!(resumed.session.entries().len(), whole.len() - lost);
    }
}

#[test]
fn a_questionnaire_whose_result_is_kept_already_is_kept_once() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let (outcome, entries, _) = answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[1; 100],
    );
    let Outcome::Finished(reason) = outcome else {
        panic!("{outcome:?} is no end");
    };
    // As after a kill between the two: the result is kept, and the journal is there still.
    let path = home.path().join("draft-sample.jsonl");
    let draft = fs::read(&path).unwrap();
    let given = entries.iter().filter_map(|entry| {
        let response = entry.response?;
        Some(Given {
            item: entry.item,
            response,
            position: response.number(),
        })
    });
    let stopped = Stopped::Asked {
        length: rolefit::model::Length::Standard,
        reason,
    };
    let assessment = Assessment::new(&catalogue, given.collect(), stopped).unwrap();
    let folder = Folder::open(Some(home.path().into())).unwrap();
    let kept = save(
        &folder,
        &data(&ResultReport::new(&catalogue, &assessment)).unwrap(),
    )
    .unwrap();
    let start = started(&flags(false, false), &catalogue, home.path()).unwrap();
    assert!(start.session.entries().is_empty());
    assert!(start.notes[0].contains(&kept.id), "{:?}", start.notes);
    assert!(!path.exists());
    drop(start);
    fs::write(&path, &draft).unwrap();
    let refused = started(&flags(true, false), &catalogue, home.path()).unwrap_err();
    assert!(refused.message.contains(&kept.id), "{}", refused.message);
    assert!(!path.exists());
}

#[test]
fn an_unfinished_questionnaire_is_asked_about_with_its_number_of_answers() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[1, 2, 3],
    );
    let take = flags(false, false);
    let store = Store::open(Some(home.path().into()), &catalogue, None).unwrap();
    let wanted = check(&take, &catalogue).unwrap();
    let mut asked = None;
    let begun = begin(&take, &wanted, &catalogue, Some(&store), &mut |answered| {
        asked = Some(answered);
        Ok(Choice::Cancel)
    });
    assert!(matches!(begun, Ok(None)));
    let replies = Tally {
        answers: 3,
        skips: 0,
    };
    assert_eq!(asked, Some(replies));
}

/// Begins in a folder, where the answer to the question is to resume.
fn chosen<'c>(take: &TakeArguments, catalogue: &'c Catalogue, home: &std::path::Path) -> Start<'c> {
    let store = Store::open(Some(home.into()), catalogue, take.about.as_ref()).unwrap();
    let wanted = check(take, catalogue).unwrap();
    let resume = &mut |_: Tally| Ok(Choice::Resume);
    let start = begin(take, &wanted, catalogue, Some(&store), resume).unwrap();
    start.expect("nobody leaves")
}

#[test]
fn resuming_by_choice_names_every_flag_that_it_does_not_use() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[1],
    );
    let take = TakeArguments {
        certainty: Some(0.9),
        ..flags(false, false)
    };
    let start = chosen(&take, &catalogue, home.path());
    assert_eq!(start.notes.len(), 1);
    assert!(start.notes[0].ends_with("not used: --certainty, --seed."));
    drop(start);
    let start = chosen(&TakeArguments::default(), &catalogue, home.path());
    assert!(start.notes.is_empty());
}

#[test]
fn a_questionnaire_that_was_skipped_whole_asks_its_last_question_again() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let (outcome, skipped, _) = answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[9; 100],
    );
    assert!(matches!(outcome, Outcome::Finished(_)));
    for _ in 0..2 {
        let resumed = started(&flags(true, false), &catalogue, home.path()).unwrap();
        assert_eq!(
            resumed.session.next(),
            Next::Ask(skipped.last().unwrap().item)
        );
        assert_eq!(resumed.notes.len(), 1);
        let (outcome, ..) = answer(resumed, &[9]);
        assert!(matches!(outcome, Outcome::Finished(_)));
    }
    let resumed = started(&flags(true, false), &catalogue, home.path()).unwrap();
    answer(resumed, &[1]);
    let resumed = started(&flags(true, false), &catalogue, home.path()).unwrap();
    assert!(resumed.notes.is_empty());
    assert_eq!(resumed.session.responses().len(), 1);
}

#[test]
fn a_first_write_cut_short_is_kept_aside_once() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("draft-sample.jsonl");
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[1],
    );
    let bytes = fs::read(&path).unwrap();
    let header = bytes.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    for cut in [10, header + 10] {
        fs::write(&path, &bytes[..cut]).unwrap();
        for noted in [1, 0] {
            let start = started(&flags(false, false), &catalogue, home.path()).unwrap();
            assert_eq!(start.notes.len(), noted);
            assert!(!path.exists());
        }
    }
}

#[test]
fn a_draft_of_which_nothing_can_be_read_is_said_to_be_so_whatever_is_asked_for() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[1, 2],
    );
    let path = home.path().join("draft-sample.jsonl");
    let start = fs::read(&path).unwrap()[..200].to_vec();
    for bytes in [vec![0; 900], start] {
        fs::write(&path, &bytes).unwrap();
        let folder = Folder::open(Some(home.path().into())).unwrap();
        let listed = crate::cli::store::under_way(&folder).unwrap();
        assert_eq!(listed[0].replies, Err(rolefit::history::Unread::Damaged));
        let refused = started(&flags(true, false), &catalogue, home.path()).unwrap_err();
        assert_eq!(refused.exit, Exit::Io);
        assert!(refused.message.starts_with("nothing in the paused"));
        assert_eq!(fs::read(&path).unwrap(), bytes);
        let start = started(&flags(false, false), &catalogue, home.path()).unwrap();
        let said = "Nothing in the file of the paused questionnaire can be read.";
        assert!(start.notes[0].starts_with(said), "{:?}", start.notes);
    }
}

#[test]
fn replies_that_were_all_taken_back_are_nothing_to_go_on_with() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[1, 2, 0, 0],
    );
    let start = started(&flags(false, false), &catalogue, home.path()).unwrap();
    assert!(start.session.entries().is_empty() && start.notes.is_empty());
}

#[test]
fn flags_that_would_change_a_questionnaire_under_way_are_refused() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[1],
    );
    let take = TakeArguments {
        certainty: Some(0.9),
        ..flags(true, false)
    };
    let refused = started(&take, &catalogue, home.path()).unwrap_err();
    assert_eq!(refused.exit, Exit::Usage);
    assert!(refused.message.starts_with("--certainty"));
}

/// Keeps a result of two answers.
fn finished(catalogue: &Catalogue, home: &std::path::Path, about: Option<&str>) {
    kept_with(&[(0, 2), (7, 3)], catalogue, home, about);
}

/// Keeps a result of these answers.
fn kept_with(
    answers: &[(usize, usize)],
    catalogue: &Catalogue,
    home: &std::path::Path,
    about: Option<&str>,
) {
    let given = answers.iter().map(|&(item, number)| Given {
        item,
        response: catalogue.response(item, number).unwrap(),
        position: number,
    });
    let assessment = Assessment::new(catalogue, given.collect(), Stopped::Given).unwrap();
    let assessment = assessment.about(about.map(|name| PersonName::new(name).unwrap()));
    let folder = Folder::open(Some(home.into())).unwrap();
    save(
        &folder,
        &data(&ResultReport::new(catalogue, &assessment)).unwrap(),
    )
    .unwrap();
}

#[test]
fn a_draft_that_a_kept_result_came_of_is_no_questionnaire_under_way() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::open(Some(home.path().into())).unwrap();
    let listed = || crate::cli::store::under_way(&folder).unwrap().len();
    let start = started(&flags(false, false), &catalogue, home.path()).unwrap();
    let (outcome, entries, _) = answer(start, &[1; 40]);
    assert!(matches!(outcome, Outcome::Finished(_)));
    let given: Vec<(usize, usize)> = entries
        .iter()
        .filter_map(|entry| Some((entry.item, entry.response?.number())))
        .collect();
    kept_with(&given[1..], &catalogue, home.path(), None);
    kept_with(&given, &catalogue, home.path(), Some("Ana"));
    assert_eq!(listed(), 1, "none of the two is its result");
    kept_with(&given, &catalogue, home.path(), None);
    assert_eq!(listed(), 0);
}

#[test]
fn a_finished_questionnaire_is_gone_on_with_on_the_traits_asked_for_and_no_others() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    finished(&catalogue, home.path(), None);
    let take = TakeArguments {
        focus: vec!["finish-evolve".into()],
        ..flags(true, false)
    };
    let start = started(&take, &catalogue, home.path()).unwrap();
    assert_eq!(start.session.responses().len(), 2);
    let (outcome, entries, _) = answer(start, &[1, 5, 1, 5, 1, 5, 1, 5]);
    assert!(matches!(outcome, Outcome::Finished(_)));
    assert!(entries.len() > 2 && entries.len() <= 8);
    assert!(
        entries[2..]
            .iter()
            .all(|entry| catalogue.items[entry.item].trait_index == 2)
    );
}

#[test]
fn questions_are_added_to_the_result_that_is_named_though_a_later_one_is_kept() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let results = home.path().join("results");
    finished(&catalogue, home.path(), None);
    let first = fs::read_dir(&results).unwrap().next().unwrap().unwrap();
    let id = "20200101-000000-aaaaaa";
    let place = results.join(format!("{id}.json"));
    fs::rename(first.path(), &place).unwrap();
    // As an earlier version kept it: its time is that of its name.
    let kept = fs::read_to_string(&place).unwrap();
    let mut kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    for key in ["time", "checksum"] {
        kept.as_object_mut().unwrap().remove(key).unwrap();
    }
    fs::write(&place, kept.to_string()).unwrap();
    kept_with(&[(0, 1)], &catalogue, home.path(), None);
    let take = |onto: Option<&str>| TakeArguments {
        focus: vec!["finish-evolve".into()],
        onto: onto.map(str::to_owned),
        ..flags(true, false)
    };
    for (onto, count) in [(None, 1), (Some(id), 2)] {
        let start = started(&take(onto), &catalogue, home.path()).unwrap();
        assert_eq!(start.session.responses().len(), count);
        fs::remove_file(home.path().join("draft-sample.jsonl")).unwrap();
    }
    fs::remove_file(place).unwrap();
    let refused = started(&take(Some(id)), &catalogue, home.path()).unwrap_err();
    assert!(refused.message.contains("is kept no more"));
}

#[test]
fn a_finished_questionnaire_that_leaves_nothing_to_ask_is_not_kept_again() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let of_trait =
        (0..catalogue.items.len()).filter(|&item| catalogue.items[item].trait_index == 2);
    let given = of_trait.map(|item| Given {
        item,
        response: catalogue.response(item, 1).unwrap(),
        position: 1,
    });
    let assessment = Assessment::new(&catalogue, given.collect(), Stopped::Given).unwrap();
    let folder = Folder::open(Some(home.path().into())).unwrap();
    save(
        &folder,
        &data(&ResultReport::new(&catalogue, &assessment)).unwrap(),
    )
    .unwrap();
    for length in [None, Some(Length::Full)] {
        let take = TakeArguments {
            focus: vec!["finish-evolve".into()],
            length,
            ..flags(true, false)
        };
        let refused = started(&take, &catalogue, home.path()).unwrap_err();
        assert_eq!(refused.exit, Exit::Usage);
        assert_eq!(
            refused.message,
            "every question on `finish-evolve` is answered already"
        );
        assert!(refused.hints[0].starts_with("nothing was asked and nothing new is kept"));
    }
    assert!(!Journal::place(&folder, &catalogue.id).exists());
}

#[test]
fn with_nothing_to_go_on_with_that_is_said() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let refused = started(&flags(true, false), &catalogue, home.path()).unwrap_err();
    assert_eq!(refused.exit, Exit::Usage);
    assert!(refused.message.contains("no paused questionnaire"));
}

/// Flags about somebody, or about oneself.
fn about(name: Option<&str>, resume: bool) -> TakeArguments {
    TakeArguments {
        about: name.map(|name| PersonName::new(name).unwrap()),
        ..flags(resume, false)
    }
}

#[test]
fn answers_about_one_person_are_never_mixed_with_those_about_another() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let people = [None, Some("Ana"), Some("Ben")];
    // Nobody is asked what to do with a questionnaire about another person.
    for (count, name) in (1..).zip(people) {
        let start = started(&about(name, false), &catalogue, home.path()).unwrap();
        assert!(start.session.entries().is_empty() && start.notes.is_empty());
        answer(start, &[1, 2, 3][..count]);
    }
    for (count, name) in (1..).zip(people) {
        let start = started(&about(name, true), &catalogue, home.path()).unwrap();
        assert_eq!(start.session.entries().len(), count);
        assert_eq!(start.about.as_ref().map(PersonName::as_str), name);
    }
    let refused = started(&about(Some("Cy"), true), &catalogue, home.path()).unwrap_err();
    assert_eq!(
        refused.message,
        "there is no paused questionnaire about Cy to go on with"
    );
    for named in [
        "about yourself is paused",
        "`rolefit take --resume --about Ben --catalogue FILE`",
    ] {
        let hints = refused.hints.join("\n");
        assert!(hints.contains(named), "{hints}");
    }
}

#[test]
fn a_questionnaire_about_somebody_that_an_earlier_version_kept_as_ones_own_gets_its_place() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&about(Some("Ana"), false), &catalogue, home.path()).unwrap(),
        &[1, 2],
    );
    let own = home.path().join("draft-sample.jsonl");
    let theirs = home.path().join(format!(
        "draft-{}.jsonl",
        draft_key("sample", PersonName::new("Ana").ok().as_ref())
    ));
    fs::rename(&theirs, &own).unwrap();
    let start = started(&about(None, false), &catalogue, home.path()).unwrap();
    assert!(start.session.entries().is_empty());
    assert!(theirs.exists() && !own.exists());
    drop(start);
    let start = started(&about(Some("Ana"), true), &catalogue, home.path()).unwrap();
    assert_eq!(start.session.entries().len(), 2);
    // One that somebody put into the place of another person's is not gone on with.
    drop(start);
    let ben = draft_key("sample", PersonName::new("Ben").ok().as_ref());
    fs::rename(&theirs, home.path().join(format!("draft-{ben}.jsonl"))).unwrap();
    let refused = started(&about(Some("Ben"), true), &catalogue, home.path()).unwrap_err();
    assert!(refused.message.ends_with("is about Ana, not about Ben"));
}

#[test]
fn one_about_somebody_is_moved_to_its_place_unless_another_is_there_and_then_that_is_said() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    let own = home.path().join("draft-sample.jsonl");
    let theirs = home.path().join(format!(
        "draft-{}.jsonl",
        draft_key("sample", PersonName::new("Ana").ok().as_ref())
    ));
    answer(
        started(&about(Some("Ana"), false), &catalogue, home.path()).unwrap(),
        &[1, 2],
    );
    // Killed in the middle of the move: both names are there.
    fs::hard_link(&theirs, &own).unwrap();
    drop(started(&about(None, false), &catalogue, home.path()).unwrap());
    assert!(theirs.exists() && !own.exists());
    fs::copy(&theirs, &own).unwrap();
    let refused = started(&about(None, false), &catalogue, home.path()).unwrap_err();
    assert!(refused.hints[0].starts_with("another one about Ana is under way already"));
    assert!(theirs.exists() && own.exists());
    let restart = TakeArguments {
        restart: true,
        ..about(None, false)
    };
    drop(started(&restart, &catalogue, home.path()).unwrap());
    drop(started(&about(None, false), &catalogue, home.path()).unwrap());
    assert!(theirs.exists() && !own.exists());
}

#[test]
fn what_was_set_aside_says_how_to_have_it_back() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    answer(
        started(&flags(false, false), &catalogue, home.path()).unwrap(),
        &[1, 2],
    );
    let start = started(&flags(false, true), &catalogue, home.path()).unwrap();
    assert_eq!(start.notes.len(), 2);
    let (_, command) = start.notes[1].split_once("run: ").unwrap();
    let done = std::process::Command::new("/bin/sh")
        .args(["-c", command])
        .status();
    assert!(done.unwrap().success());
    drop(start);
    let start = started(&flags(true, false), &catalogue, home.path()).unwrap();
    assert_eq!(start.session.entries().len(), 2);
}

#[test]
fn questions_are_added_only_to_a_result_about_the_same_person() {
    let catalogue = catalogue();
    let home = tempfile::tempdir().unwrap();
    finished(&catalogue, home.path(), Some("Ana"));
    let more = |about: Option<&str>| TakeArguments {
        focus: vec!["finish-evolve".into()],
        about: about.map(|name| PersonName::new(name).unwrap()),
        ..flags(true, false)
    };
    assert!(started(&more(None), &catalogue, home.path()).is_err());
    assert!(started(&more(Some("Ben")), &catalogue, home.path()).is_err());
    let start = started(&more(Some("Ana")), &catalogue, home.path()).unwrap();
    assert_eq!(start.session.responses().len(), 2);
    assert_eq!(start.about, PersonName::new("Ana").ok());
}
