//! What a history says, sentence by sentence.

use jiff::civil::DateTime;

use crate::catalogue::{Text, builtin};
use crate::history::{
    Contents, Damage, Entry, NEWER, Others, Outdated, Paused, Remedy, Summary, comparable, latest,
};
use crate::render::escape;
use crate::render::figures::{capitalised, count, counted};
use crate::render::prose::{Emphasis, Prose, data, listed, own, say};
use crate::render::result::words::in_short;

/// What is shown of what is kept.
#[derive(Debug)]
pub struct HistoryReport<'a> {
    /// The folder; it is escaped where it is shown.
    pub folder: &'a str,
    /// The results, the oldest first.
    pub entries: &'a [Entry],
    /// What is kept besides.
    pub others: &'a Others,
    /// The ids of the person's own catalogues, which commands find by them as they find those that are built in.
    pub own: &'a [String],
}

/// Says how many there are and how times are meant.
pub(super) fn opening(shown: &HistoryReport<'_>) -> Prose {
    let copies = shown.entries.iter().filter(|one| one.same_as.is_some());
    match shown.entries.len() - copies.count() {
        0 => own("No result is kept yet; `rolefit` asks and keeps one."),
        1 => own("One result is kept on this machine. Times are UTC."),
        many => own(format!(
            "{many} results are kept on this machine, the latest last. Times are UTC."
        )),
    }
}

/// Writes date and time to the minute.
pub(super) fn time(time: DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Says what a file among the results holds.
pub(super) fn contents(shown: &HistoryReport<'_>, entry: &Entry) -> Prose {
    match (&entry.contents, &entry.same_as) {
        (Contents::Result(_), Some(first)) => say(
            "A copy of {}, byte for byte, or a sitting with the same answers: they count as one. ",
            [data(first)],
        )
        .with(
            Emphasis::Command,
            format!("rolefit history delete {}", entry.id),
        )
        .own(" removes it."),
        (Contents::Result(summary), None) => {
            let said = say("{}: {}.", [answers(summary), verdict(summary)]);
            let said = match &entry.goes_on_from {
                None => said,
                Some(first) => say("{} It goes on from {}.", [said, data(first)]),
            };
            match &entry.outdated {
                None => said,
                Some(why) => say("{} As it was then: {}.", [said, own(why_outdated(why))]),
            }
        }
        (Contents::Newer, _) => own(format!("{}. It is left as it is.", capitalised(NEWER))),
        (Contents::Damaged(damage), _) => damaged(shown, &entry.id, damage),
    }
}

fn damaged(shown: &HistoryReport<'_>, id: &str, damage: &Damage) -> Prose {
    let place = match damage.place {
        Some((line, column)) => format!(", line {line}, column {column}"),
        None => String::new(),
    };
    let told = say(
        "Damaged: {} ({}{}). Nothing else is affected; ",
        [
            data(escape::line(&damage.why)),
            data(escape::line(&format!("{}/results/{id}.json", shown.folder))),
            own(place),
        ],
    );
    match &damage.remedy {
        Remedy::Delete => told
            .with(Emphasis::Command, format!("rolefit history delete {id}"))
            .own(" removes it."),
        Remedy::TakeAway => told.own("take it away by hand once you know what it is."),
        Remedy::Rename(start) => told.own(format!(
            "it is whole once its file is called {start}-{} again.",
            id.rsplit('-').next().unwrap_or_default()
        )),
    }
}

/// Says of one result when it was kept and what it is, on one line.
#[must_use]
pub fn in_one_line(entry: &Entry) -> String {
    let what = match &entry.contents {
        Contents::Result(summary) => {
            let answers = answers(summary).plain();
            format!(": {answers}, {}", verdict(summary).plain())
        }
        Contents::Newer => ", written by a newer rolefit".to_owned(),
        Contents::Damaged(_) => ", damaged".to_owned(),
    };
    let time = entry.time.strftime("%Y-%m-%d at %H:%M");
    format!("{}   kept on {time} UTC{what}", entry.id)
}

/// Says whose answers they are, and to what.
pub(super) fn answers(summary: &Summary) -> Prose {
    let whose = match &summary.about {
        None => own("Your answers to"),
        Some(name) => say("Answers about {} to", [data(name)]),
    };
    say(
        "{} {} {} ({})",
        [
            whose,
            data(&summary.catalogue),
            data(&summary.version),
            own(match summary.answered {
                1 => "1 answer".to_owned(),
                many => format!("{many} answers"),
            }),
        ],
    )
}

/// Says what they come to.
pub(super) fn verdict(summary: &Summary) -> Prose {
    in_short(summary.verdict, |rank| summary.roles[rank].name.as_str())
}

/// Says what is kept besides results, a sentence for each thing: what it is, and the command about it.
pub(super) fn others(others: &Others) -> Vec<Prose> {
    let mut said: Vec<Prose> = others.paused.iter().map(paused).collect();
    if !others.practised.is_empty() {
        let unread = |id| others.unread_practice.iter().find(|(bank, _)| bank == id);
        let ids = others.practised.iter().map(|id| {
            let why = unread(id).map(|(_, why)| format!(" ({})", why.in_words()));
            let id = data(escape::line(id));
            id.own(why.unwrap_or_default())
        });
        said.push(
            say("Records of practice with {}: ", [listed(ids)])
                .with(Emphasis::Command, "rolefit prep progress"),
        );
    }
    if !others.foreign.is_empty() {
        let is = match others.foreign.len() {
            1 => "file among what is kept is not called so; nothing looks into it or deletes it",
            _ => {
                "files among what is kept are not called so; nothing looks into them or deletes them"
            }
        };
        let files = others.foreign.iter();
        let files = files.map(|file| data(escape::line(file)));
        said.push(
            own(format!(
                "{} {is}: ",
                capitalised(&count(others.foreign.len()))
            ))
            .listed(files),
        );
    }
    if !others.aside.is_empty() {
        let plural = if others.aside.len() == 1 {
            "copy"
        } else {
            "copies"
        };
        let files = others.aside.iter();
        let files = files.map(|file| data(escape::line(file)));
        said.push(
            own(format!(
                    "{} {plural} set aside, which can be deleted like any file (to have one back, rename it to end in \
                     `.jsonl`): ",
                    capitalised(&count(others.aside.len()))
                )).listed(files),
        );
    }
    said
}

/// Says what is paused and how to go on with it.
fn paused(paused: &Paused) -> Prose {
    let about = match &paused.about {
        None if paused.about_unknown => own(" about somebody"),
        None => Prose::new(),
        Some(name) => own(" about ").data(name),
    };
    let go_on = match &paused.go_on {
        None => data(escape::line(&paused.file)),
        Some(command) => Prose::new().with(Emphasis::Command, escape::line(command)),
    };
    let replies = match paused.replies {
        Err(why) => why.in_words().to_owned(),
        Ok((answers, skips)) => match skips {
            0 => counted(answers, "answer"),
            _ => format!("{}, {}", counted(answers, "answer"), counted(skips, "skip")),
        },
    };
    say(
        "A paused questionnaire of {}{} ({}): {}",
        [
            data(escape::line(&paused.catalogue)),
            about,
            own(replies),
            go_on,
        ],
    )
}

/// Returns the option that a command needs besides a result of this catalogue, which it finds by its id or in a file.
fn catalogue_option(shown: &HistoryReport<'_>, id: &Text) -> &'static str {
    let is_own = || shown.own.iter().any(|own| own == id.as_str());
    if builtin::find(id.as_str()).is_some() || is_own() {
        ""
    } else {
        " --catalogue FILE"
    }
}

/// Returns commands that make sense next, and what each does.
pub(super) fn next_steps(shown: &HistoryReport<'_>) -> Vec<(String, &'static str)> {
    let mut steps = Vec::new();
    let usable = |entry: &&Entry| matches!(entry.contents, Contents::Result(_));
    let option = |id: &str| {
        let entry = shown.entries.iter().find(|entry| entry.id == id);
        match entry.map(|entry| &entry.contents) {
            Some(Contents::Result(summary)) => catalogue_option(shown, &summary.catalogue),
            Some(Contents::Newer | Contents::Damaged(_)) | None => "",
        }
    };
    let latest = latest(shown.entries).map(|id| (id, "latest", "your latest again"));
    let last = shown.entries.iter().rev().find(usable);
    let last = last.map(|entry| (&*entry.id, &*entry.id, "the latest again"));
    let mut with = "";
    if let Some((id, name, purpose)) = latest.or(last) {
        let option = option(id);
        with = option;
        steps.push((format!("rolefit history show {name}{option}"), purpose));
        let page = format!("rolefit report {name} -o result.html{option}");
        steps.push((page, "a page to keep or send"));
    }
    if let Some([early, late]) = comparable(shown.entries) {
        let option = option(late);
        let compare = format!("rolefit compare --with {early} --with {late}{option}");
        steps.push((compare, "what changed between two"));
    }
    let always = [
        (
            &*format!("take --about NAME{with}"),
            "your view of somebody you know; ask for theirs of you",
        ),
        (
            &*format!("team *.json{with}"),
            "a group, from a file that each of them makes",
        ),
        (
            "history export -o history.ndjson",
            "all of them, for a script",
        ),
        ("history delete ID", "the beginning of an id will do"),
        ("history clear", "deletes all of them, and what is paused"),
    ];
    steps.extend(always.map(|(command, purpose)| (format!("rolefit {command}"), purpose)));
    steps
}

/// Says why a result is not scored again: a part of a sentence.
#[must_use]
pub fn why_outdated(why: &Outdated) -> String {
    match why {
        Outdated::Version { now } => format!(
            "the catalogue is at version {} now, and its questions may be others",
            escape::line(now)
        ),
        Outdated::Unusable { why } => {
            format!("its catalogue cannot be used now ({})", escape::line(why))
        }
        Outdated::Changed => "the catalogue has changed since, in the same version".to_owned(),
        Outdated::Gone => "its catalogue is neither built in nor one of your own".to_owned(),
    }
}
