//! Whole lists to look at, and the laws of every list.

use jiff::civil::date;

use super::super::fixture::{json, look, markdown, text, under_names};
use super::super::look::{Charset, Look};
use super::HistoryReport;
use crate::assessment::VerdictKind;
use crate::catalogue::{Text, is_dangerous};
use crate::history::{
    Contents, Damage, Entry, Others, Paused, Remedy, RoleShare, Summary, Unread, comparable, latest,
};
use crate::session::PersonName;

/// A result about oneself.
pub(super) fn plain() -> Summary {
    summary(None, VerdictKind::Clear, [0.962, 0.034, 0.004])
}

fn summary(about: Option<&str>, verdict: VerdictKind, shares: [f64; 3]) -> Summary {
    let text = |text: &str| Text::new(text).unwrap();
    let roles = [
        ("product-owner", "Product owner"),
        ("project-manager", "Project manager"),
        ("product-manager", "Product manager"),
    ];
    Summary {
        catalogue: text("product-roles"),
        version: text("1.0.0"),
        hash: Some("0".into()),
        about: about.map(|name| PersonName::new(name).unwrap()),
        answered: 19,
        verdict,
        roles: roles
            .into_iter()
            .zip(shares)
            .map(|((id, name), probability)| RoleShare {
                id: text(id),
                name: text(name),
                probability,
            })
            .collect(),
    }
}

fn entries() -> Vec<Entry> {
    let contents = [
        Contents::Result(plain()),
        Contents::Result(summary(
            Some("Ana | B."),
            VerdictKind::Between,
            [0.48, 0.46, 0.06],
        )),
        Contents::Damaged(Damage {
            why: "it ends too early\u{1b}".to_owned(),
            place: Some((3, 7)),
            remedy: Remedy::Delete,
        }),
        Contents::Newer,
    ];
    (1..)
        .zip(contents)
        .map(|(day, contents)| Entry {
            id: format!("2026020{day}-080500-00aa1{day}"),
            time: date(2026, 2, day).at(8, 5, 0, 0),
            contents,
            outdated: None,
            same_as: None,
            goes_on_from: None,
        })
        .collect()
}

fn others() -> Others {
    Others {
        paused: vec![
            paused("product-roles", None, Ok((3, 1))),
            paused("product-roles", Some("Ana | B."), Ok((1, 0))),
            paused("small\u{1b}", None, Err(Unread::Damaged)),
            paused("later", None, Err(Unread::Newer)),
        ],
        practised: ["product-roles-interview", "later-interview"]
            .map(str::to_owned)
            .to_vec(),
        unread_practice: vec![("later-interview".to_owned(), Unread::Newer)],
        foreign: ["notes.txt", "20260201-080500-00aa11 (1)\u{1b}.json"]
            .map(|name| format!("/home/ana/.local/state/rolefit/results/{name}"))
            .to_vec(),
        aside: ["jsonl.bak", "jsonl.\u{202e}bak-2"]
            .map(|ending| format!("/home/ana/.local/state/rolefit/draft-product-roles.{ending}"))
            .to_vec(),
    }
}

fn paused(catalogue: &str, about: Option<&str>, replies: Result<(usize, usize), Unread>) -> Paused {
    Paused {
        catalogue: catalogue.to_owned(),
        about: about.map(|name| PersonName::new(name).unwrap()),
        replies,
        about_unknown: false,
        // None goes on with what a newer version wrote.
        go_on: (replies != Err(Unread::Newer))
            .then(|| format!("rolefit take --resume --catalogue {catalogue}")),
        file: "/home/ana/draft.jsonl".to_owned(),
    }
}

#[test]
fn a_history_reads_well_at_every_width() {
    let (entries, others) = (entries(), others());
    let shown = HistoryReport {
        folder: "/home/ana/.local/state/rolefit",
        own: &[],
        entries: &entries,
        others: &others,
    };
    let screen = |width| text(&shown, &look(width, Charset::Unicode));
    insta::assert_snapshot!(under_names(&[
        ("80 columns", screen(80)),
        ("50 columns", screen(50)),
        ("30 columns", screen(30)),
        ("Markdown", markdown(&shown)),
        ("JSON", json(&shown)),
    ]));
}

#[test]
fn no_line_is_as_wide_as_the_terminal_and_no_dangerous_character_comes_out() {
    let (entries, others) = (entries(), others());
    let shown = HistoryReport {
        folder: "/home/\u{202e}\u{1b}/rolefit",
        own: &[],
        entries: &entries,
        others: &others,
    };
    let safe = |text: &str| !text.chars().any(|c| c != '\n' && is_dangerous(c));
    for width in 24..120 {
        for charset in [Charset::Unicode, Charset::Ascii] {
            let screen = text(&shown, &look(width, charset));
            assert!(safe(&screen));
            let widest = screen.lines().map(console::measure_text_width).max();
            assert!(widest.unwrap() < width);
        }
    }
    assert!(safe(&markdown(&shown)) && safe(&json(&shown)));
}

#[test]
fn a_command_is_folded_on_a_terminal_alone_and_never_within_quotes() {
    let (entries, mut others) = (entries(), others());
    let command = "rolefit take --resume --about='--> Ana `Berta` it'\\''s' --catalogue 'a b.toml'";
    others.paused[0].go_on = Some(command.to_owned());
    let shown = HistoryReport {
        folder: "/home/ana",
        own: &[],
        entries: &entries,
        others: &others,
    };
    for width in 24..120 {
        let on_terminal = look(width, Charset::Ascii);
        let lines = text(&shown, &on_terminal);
        let lines: Vec<&str> = lines.lines().map(str::trim_start).collect();
        let pasted = lines.join("\n").replace(" \\\n", " ");
        let elsewhere = Look {
            typed: None,
            ..on_terminal
        };
        let whole = text(&shown, &elsewhere);
        assert!(!whole.contains(" \\\n"), "{whole}");
        let deleting = format!("rolefit history delete {}", entries[2].id);
        for command in [command, &deleting] {
            assert!(pasted.contains(command), "{pasted}");
            assert!(whole.lines().any(|line| line.contains(command)), "{whole}");
        }
    }
    assert!(markdown(&shown).contains(&format!("`` {command} ``")));
}

#[test]
fn the_latest_is_ones_own_and_two_are_compared_that_are_about_one_person() {
    let mut entries = entries();
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    assert_eq!(latest(&entries), Some(ids[0].as_str()));
    assert_eq!(comparable(&entries), None);
    for (day, contents) in [(5, entries[1].contents.clone()), (6, Contents::Newer)] {
        entries.push(Entry {
            id: format!("2026020{day}-080500-00aa1{day}"),
            time: date(2026, 2, day).at(8, 5, 0, 0),
            contents,
            outdated: None,
            same_as: None,
            goes_on_from: None,
        });
    }
    assert_eq!(latest(&entries), Some(ids[0].as_str()));
    assert_eq!(
        comparable(&entries),
        Some([ids[1].as_str(), "20260205-080500-00aa15"])
    );
    assert_eq!(latest(&entries[1..]), None);
}

#[test]
fn an_empty_history_says_how_one_begins() {
    let shown = HistoryReport {
        folder: "/nowhere",
        own: &[],
        entries: &[],
        others: &Others::default(),
    };
    insta::assert_snapshot!(text(&shown, &look(80, Charset::Unicode)), @r"

      No result is kept yet; `rolefit` asks and keeps one.
    ");
}
