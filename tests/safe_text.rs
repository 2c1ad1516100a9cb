//! Text that steers a terminal or hides comes through no reader and out of no renderer, whichever character it is and
//! wherever it stands.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use proptest::prelude::*;
use rolefit::assessment::{Assessment, Change, Given, Relation, Stopped};
use rolefit::catalogue::{Catalogue, Diagnostic, Severity, builtin, read};
use rolefit::cohort::{Form, Layout, gather};
use rolefit::contrast::{Contrast, Move};
use rolefit::model::Scorer;
use rolefit::preparation::{builtin as banks, read_bank, read_stories};
use rolefit::render::catalogue::{CatalogueList, CatalogueReport, OwnCatalogue};
use rolefit::render::document::Report;
use rolefit::render::look::{Charset, Look};
use rolefit::render::result::{Keeping, Label, ResultReport};
use rolefit::render::{change, contrast, diagnostics, escape, form, team};
use rolefit::session::{self, PersonName, Transcript};
use rolefit::team::{Person, Team};

const SMALL: &str = include_str!("fixtures/small.toml");
const BANK: &str = include_str!("fixtures/questions.toml");
const STORIES: &str = include_str!("../data/examples/stories.toml");

/// Characters that steer, hide or turn text. Written down here again, so that a mistake in the tool's own list is found.
const DANGEROUS: [RangeInclusive<u32>; 23] = [
    0..=0x1f,
    0x7f..=0x9f,
    0xad..=0xad,
    0x34f..=0x34f,
    0x61c..=0x61c,
    0x115f..=0x1160,
    0x17b4..=0x17b5,
    0x180b..=0x180f,
    0x200b..=0x200b,
    0x200e..=0x200f,
    0x2028..=0x202e,
    0x2060..=0x206f,
    0x2800..=0x2800,
    0x3164..=0x3164,
    0xfe00..=0xfe0d,
    0xfeff..=0xfeff,
    0xffa0..=0xffa0,
    0xfff0..=0xfffb,
    0x16fe4..=0x16fe4,
    0x1bca0..=0x1bca3,
    0x1d159..=0x1d159,
    0x1d173..=0x1d17a,
    0xe0000..=0xe0fff,
];

fn dangerous() -> impl Iterator<Item = char> {
    DANGEROUS.into_iter().flatten().filter_map(char::from_u32)
}

fn steers(character: char) -> bool {
    let number = u32::from(character);
    DANGEROUS.iter().any(|range| range.contains(&number))
}

/// Whether a character hides where it stands: a joiner that joins nothing, or a selector of the look of a sign behind what
/// is no sign.
fn hides(before: char, character: char) -> bool {
    let is_bare = before.is_ascii() || before.is_whitespace();
    match character {
        '\u{200c}' | '\u{200d}' => is_bare || matches!(before, '\u{200c}' | '\u{200d}'),
        '\u{fe0e}' | '\u{fe0f}' => {
            // Beyond U+FFFF signs and letters are not told apart.
            is_bare || before <= '\u{ffff}' && before.is_alphanumeric()
        }
        _ => false,
    }
}

/// Returns the first character of a text that may not come out: one that steers, newlines apart, or one that hides.
fn untamed(text: &str) -> Option<(char, &str)> {
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        if character != '\n' && steers(character) || hides(before, character) {
            return Some((character, &text[at..]));
        }
        before = character;
    }
    None
}

#[track_caller]
fn assert_tame(written: &[String]) {
    for text in written {
        assert_eq!(untamed(text), None);
    }
}

fn look() -> Look {
    Look {
        width: 70,
        charset: Charset::Unicode,
        colour: false,
        typed: Some("rolefit"),
    }
}

/// Writes a text as TOML takes it, every character but letters by its number.
fn toml(text: &str) -> String {
    let mut written = String::new();
    for character in text.chars() {
        write!(written, "\\U{:08X}", u32::from(character)).unwrap();
    }
    written
}

/// Returns what is said of a source that was refused.
fn told(source: &str, found: &[Diagnostic]) -> Vec<String> {
    assert!(found.iter().any(|one| one.severity == Severity::Error));
    vec![
        diagnostics::text("a\u{1b}[2J\u{202e}.toml", source, found, &look()),
        diagnostics::json("a\u{9b}.toml", source, found),
    ]
}

#[test]
fn every_dangerous_character_is_refused_in_every_kind_of_file_and_told_by_its_number() {
    // Spaces and line breaks become single spaces; these three are no fault.
    let all: Vec<char> = dangerous()
        .filter(|one| !matches!(one, '\n' | '\r' | '\t'))
        .collect();
    assert!(all.len() > 4_000);
    let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
    let bank = banks::bank_for(&catalogue.id).unwrap();
    let bank = read_bank(bank, &catalogue).value.unwrap();
    for some in all.chunks(5) {
        let [first, rest @ ..] = some else {
            unreachable!()
        };
        let at = |index: usize| toml(&format!("a{}b", rest.get(index).unwrap_or(first)));
        let source = SMALL
            .replace("How fast.", &toml(&format!("a{first}b")))
            .replace("How wide.", &at(0))
            .replace("They run.", &at(1))
            .replace("Made up", &at(2))
            .replace("In lanes.", &at(3));
        let read = read(&source);
        assert!(read.catalogue.is_none(), "{some:?}");
        assert_tame(&told(&source, &read.diagnostics));
        let text = diagnostics::text("a.toml", &source, &read.diagnostics, &look());
        for character in some {
            let number = format!("U+{:04X}", u32::from(*character));
            assert!(text.contains(&number), "{number} is not told: {text}");
        }
        let source = BANK
            .replace("Thinks that", &at(0))
            .replace("What came", &toml(&format!("a{first}b")));
        let read = read_bank(&source, &catalogue);
        assert!(read.value.is_none(), "{some:?}");
        assert_tame(&told(&source, &read.diagnostics));
        let source = STORIES
            .replace("I ask what", &at(0))
            .replace("The booking", &toml(&format!("a{first}b")));
        let read = read_stories(&source, &catalogue, &bank);
        assert!(read.value.is_none(), "{some:?}");
        assert_tame(&told(&source, &read.diagnostics));
        for character in some {
            assert!(
                PersonName::new(&format!("a{character}b")).is_err(),
                "{character:?}"
            );
        }
    }
}

/// Any text, rich in what is dangerous, what joins, what is wide or stacks, and what markup is made of.
fn any_text() -> impl Strategy<Value = String> {
    let all: Vec<char> = dangerous().collect();
    let piece = prop_oneof![
        3 => any::<char>(),
        3 => prop::sample::select(all),
        2 => prop::sample::select("\u{200c}\u{200d}\u{301}役שक👩\u{fe0f}\u{a0} é".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("<>|`*_[]()&#-=+@'{}~ a1\\\n".chars().collect::<Vec<_>>()),
    ];
    prop::collection::vec(piece, 1..24).prop_map(String::from_iter)
}

/// Returns the text without what is refused in a file, and with something to see.
fn odd(text: &str) -> String {
    let mut odd = String::from("o");
    for character in text.chars().filter(|one| !steers(*one)) {
        let before = odd.chars().next_back().unwrap();
        if !hides(before, character) {
            odd.push(character);
        }
    }
    odd
}

/// A catalogue that has a text wherever a text may be.
fn made_of(text: &str) -> String {
    let text = toml(text);
    let mut source = String::new();
    for line in SMALL.lines() {
        let texts = [
            "title",
            "publisher",
            "name",
            "low",
            "high",
            "about",
            "claim",
            "text",
            "first",
            "second",
        ];
        match line.split_once(" = \"") {
            // What two items ask must differ, and so must the poles.
            Some((key, value)) if texts.contains(&key) => {
                writeln!(source, "{key} = \"{text}{value}").unwrap();
            }
            _ => writeln!(source, "{line}").unwrap(),
        }
    }
    source
}

fn answered(catalogue: &Catalogue, number: usize) -> Assessment {
    let given = (0..catalogue.items.len()).map(|item| Given {
        item,
        response: catalogue.response(item, number).unwrap(),
        position: number,
    });
    Assessment::new(catalogue, given.collect(), Stopped::Given).unwrap()
}

/// A report in every form.
fn forms(report: &dyn Report) -> Vec<String> {
    let document = report.document();
    vec![
        document.text(&look()),
        document.markdown(),
        document.html(),
        report.json().unwrap(),
    ]
}

/// Everything that is written of a catalogue and of people with these names.
fn written(catalogue: &Catalogue, name: &str) -> Vec<String> {
    let (one, two) = (answered(catalogue, 1), answered(catalogue, 3));
    let kept = Keeping::Kept {
        id: "20260131-180000-abcdef",
        is_latest: true,
        goes_on: true,
        earlier: None,
    };
    let label = Label {
        id: Some(name.to_owned()),
        name: PersonName::new(name).ok(),
        ..Label::default()
    };
    let mut all = forms(&ResultReport {
        catalogue,
        assessment: &one,
        keeping: kept,
        label: &label,
    });
    all.extend(forms(&CatalogueReport {
        catalogue,
        items: true,
    }));
    let blank = session::Form::new(catalogue, 1);
    all.extend([
        blank.toml("rolefit score FILE"),
        form::sheet(&blank),
        form::page(&blank),
    ]);
    let own = [
        OwnCatalogue {
            file: name.to_owned(),
            read: Err(name.to_owned()),
        },
        OwnCatalogue {
            file: name.to_owned(),
            read: Ok(catalogue.clone()),
        },
    ];
    all.extend(forms(&CatalogueList {
        builtin: &[],
        own: &own,
    }));
    let compared = Contrast::of(catalogue, &[0, 1], Some(&one));
    let moving = Move::between(catalogue, 0, 1, Some(&one));
    let shown = contrast::RolesReport {
        catalogue,
        contrast: &compared,
        person: Some(&one),
        label: &label,
        moving: Some(&moving),
        result: Some(name),
        sources: contrast::Sources::Shown,
    };
    all.extend(forms(&shown));
    let changed = Change::between(catalogue, &one, &two);
    let shown = change::ChangeReport {
        catalogue,
        before: &one,
        after: &two,
        relation: Relation::Retake,
        change: &changed,
        names: [name, name],
        one_machine: true,
    };
    all.extend(forms(&shown));
    let mut scorer = Scorer::new(&catalogue.bank);
    let people = [(name, &one), ("b", &two)];
    let people = people.map(|(name, one)| {
        let order = one.stopped.order();
        Person::new(catalogue, &mut scorer, name.to_owned(), &one.given, order)
    });
    let group = Team::of(catalogue, people.into()).unwrap();
    all.extend(forms(&team::TeamReport {
        catalogue,
        team: &group,
    }));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_texts_and_names_hold_no_renderer_writes_what_steers(text in any_text(), name in any_text()) {
        let raw = made_of(&text);
        let found = read(&raw);
        match &found.catalogue {
            Some(catalogue) => assert_tame(&written(catalogue, &name)),
            None => assert_tame(&told(&raw, &found.diagnostics)),
        }
        let source = made_of(&odd(&text));
        let found = read(&source);
        match &found.catalogue {
            Some(catalogue) => assert_tame(&written(catalogue, &name)),
            // Marks may still be stacked too high.
            None => assert_tame(&told(&source, &found.diagnostics)),
        }
    }

    #[test]
    fn whatever_answers_hold_no_fault_repeats_what_steers(text in any_text(), name in any_text()) {
        let catalogue = read(SMALL).catalogue.unwrap();
        for answers in [
            text.clone(),
            format!("[answers]\n\"{0}\" = 1\nlane = \"{0}\"\n", toml(&text)),
            serde_json::json!({ "answers": { text.as_str(): 1, "lane": text } }).to_string(),
            format!("small@{text}:{text}"),
        ] {
            let found = match Transcript::read(&answers) {
                Ok(transcript) => transcript.resolve(&catalogue).err(),
                Err(found) => Some(found),
            };
            if let Some(found) = found {
                assert_tame(&diagnostics::lines(&name, &answers, &found).0);
            }
        }
        let row = serde_json::json!({ "id": text, "answers": { text.as_str(): 9 } }).to_string();
        for (form, rows) in [(Form::Ndjson, row), (Form::Csv, format!("id,{text}\n{text},{text}\n"))] {
            for fault in gather(&catalogue, &name, form, &rows, &Layout::default()).err().into_iter().flatten() {
                // What a row is told to be wrong is escaped where it is printed.
                assert_tame(&[escape::line(&fault.to_string()).into_owned()]);
            }
        }
    }
}

#[test]
fn odd_texts_do_reach_the_renderers() {
    // Were every odd catalogue refused, the property above would hold of nothing.
    let text = odd("क\u{200d}ष 役割 |`<b>` ש 👩\u{200d}💻 e\u{301}");
    let catalogue = read(&made_of(&text)).catalogue.unwrap();
    let written = written(&catalogue, "\u{1b}[2J");
    assert_tame(&written);
    assert!(written[0].contains("क\u{200d}ष 役割"), "{}", written[0]);
}
