//! What a history says, sentence by sentence. It knows no width and no order.

use jiff::civil::DateTime;

use super::Shown;
use crate::history::{Contents, Damage, Others, Summary};
use crate::render::escape;
use crate::render::figures::count;
use crate::render::prose::Prose;
use crate::render::verdict::in_short;

/// Says how many there are and how times are meant.
pub(super) fn opening(shown: &Shown<'_>) -> Prose {
    match shown.entries.len() {
        0 => Prose::new().own("No result is kept yet; `rolefit` asks and keeps one."),
        1 => Prose::new().own("One result is kept on this machine. Times are UTC."),
        many => Prose::new().own(format!(
            "{many} results are kept on this machine, the latest last. Times are UTC."
        )),
    }
}

/// Writes date and time to the minute.
pub(super) fn time(time: DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Says what a file among the results holds.
pub(super) fn contents(shown: &Shown<'_>, id: &str, contents: &Contents) -> Prose {
    match contents {
        Contents::Result(summary) => answers(summary).own(": ").then(verdict(summary)).own("."),
        Contents::Newer => {
            Prose::new().own("Written by a newer rolefit, which can read it. It is left as it is.")
        }
        Contents::Damaged(damage) => damaged(shown, id, damage),
    }
}

fn damaged(shown: &Shown<'_>, id: &str, damage: &Damage) -> Prose {
    let place = match damage.place {
        Some((line, column)) => format!(", line {line}, column {column}"),
        None => String::new(),
    };
    Prose::new()
        .own("Damaged: ")
        .data(escape::line(&damage.why))
        .own(" (")
        .data(escape::line(&format!("{}/results/{id}.json", shown.folder)))
        .own(place)
        .own("). Nothing else is affected.")
}

/// Says whose answers they are, and to what.
fn answers(summary: &Summary) -> Prose {
    let whose = match &summary.about {
        None => Prose::new().own("Your answers to "),
        Some(name) => Prose::new()
            .own("Answers about ")
            .data(name.as_str())
            .own(" to "),
    };
    whose
        .data(summary.catalogue.as_str())
        .own(" ")
        .data(summary.version.as_str())
        .own(match summary.answered {
            1 => " (1 answer)".to_owned(),
            many => format!(" ({many} answers)"),
        })
}

/// Says what they come to.
fn verdict(summary: &Summary) -> Prose {
    in_short(summary.verdict, |rank| summary.roles[rank].name.as_str())
}

/// Says what is kept besides results, if anything is.
pub(super) fn others(others: &Others) -> Option<Prose> {
    let ids = |start: &str, ids: &[String]| {
        let ids = ids.iter().map(|id| Prose::new().data(escape::line(id)));
        Prose::new().own(start).listed(ids.collect())
    };
    let mut parts = Vec::new();
    if !others.paused.is_empty() {
        parts.push(ids("a paused questionnaire of ", &others.paused));
    }
    if !others.practised.is_empty() {
        parts.push(ids("records of practice with ", &others.practised));
    }
    if others.aside > 0 {
        let plural = if others.aside == 1 { "copy" } else { "copies" };
        parts.push(Prose::new().own(format!("{} {plural} set aside", count(others.aside))));
    }
    if parts.is_empty() {
        return None;
    }
    let mut sentence = Prose::new().own("Also kept: ");
    for (place, part) in parts.into_iter().enumerate() {
        sentence = sentence.own(if place == 0 { "" } else { "; " }).then(part);
    }
    Some(sentence.own("."))
}

/// A command that makes sense next, and what it does.
pub(super) const NEXT: [(&str, &str); 3] = [
    ("rolefit history show latest", "one of them again, whole"),
    (
        "rolefit compare --with ID --with latest",
        "what changed between two",
    ),
    (
        "rolefit history delete ID",
        "the beginning of an id will do",
    ),
];
