//! Two results side by side: one person's now and then, or one's own and somebody else's view.

use std::path::PathBuf;

use rolefit::assessment::{Assessment, Change, Relation};
use rolefit::render::{change as render, escape};
use rolefit::session::Transcript;

use crate::cli::saved::{self, Found};
use crate::cli::store::Kept;
use crate::cli::{CliError, Exit, Output, Result, source};

const OUTCOME: &str = "nothing was compared";

pub(super) fn run(
    [first, second]: [&PathBuf; 2],
    same_person: bool,
    output: &Output,
) -> Result<Exit> {
    source::one_standard_input([first, second], output)?;
    let mut first = saved::find(first, OUTCOME, output)?;
    let mut second = saved::find(second, OUTCOME, output)?;
    if is_same_file(&first, &second) || is_copy(&first, &second) {
        return Err(CliError::usage(format!(
            "{} and {} are one and the same result, or two sittings with the same answers",
            first.name, second.name
        ))
        .hint("name two; `rolefit history` lists what is kept"));
    }
    let read = |found: &Found| {
        Transcript::read(&found.text)
            .map_err(|faults| saved::report(&found.name, &found.text, &faults, OUTCOME, output))
    };
    let (mut earlier, mut later) = (read(&first)?, read(&second)?);
    check_catalogues(&earlier, &later)?;
    if !same_person {
        check_ids(&earlier, &later)?;
    }
    // Two views of one person have no order, but those of the same hand have one that is known.
    if earlier.about() == later.about() && is_after(&first, &second) {
        std::mem::swap(&mut first, &mut second);
        std::mem::swap(&mut earlier, &mut later);
        output.say(&format!(
            "{} is the earlier of the two and stands first",
            first.name
        ));
    }
    let (id, name) = match (earlier.catalogue_id(), later.catalogue_id()) {
        (None, id) => (id, &second.name),
        (id, _) => (id, &first.name),
    };
    let catalogue = source::catalogue_of(id, name, output)?;
    let result = |transcript: &Transcript, found: &Found| {
        Assessment::of_transcript(&catalogue, transcript)
            .map_err(|faults| saved::report(&found.name, &found.text, &faults, OUTCOME, output))
    };
    let (before, after) = (result(&earlier, &first)?, result(&later, &second)?);
    let Some(relation) = Relation::of(&before, &after) else {
        return Err(CliError::bad_input(
            "the two results are about different people, and neither is about yourself",
        )
        .hint("two results of one person can be compared, or one's own and somebody else's view"));
    };
    let change = Change::between(&catalogue, &before, &after);
    let shown = render::ChangeReport {
        catalogue: &catalogue,
        before: &before,
        after: &after,
        relation,
        change: &change,
        names: [&first.name, &second.name],
        one_machine: first.kept.is_some() && second.kept.is_some(),
    };
    output.show(&shown)?;
    Ok(Exit::Done)
}

/// Returns whether both are kept, and the first later than the second.
fn is_after(first: &Found, second: &Found) -> bool {
    let both = first.kept.as_ref().zip(second.kept.as_ref());
    both.is_some_and(|(first, second)| first.id > second.id)
}

/// Refuses two people's own answers. An id that a result is kept under tells sittings apart, not people.
fn check_ids(first: &Transcript, second: &Transcript) -> Result<()> {
    let own = |one: &Transcript| match (one.about(), one.id()) {
        (None, Some(id)) if !Kept::is_id(id) => Some(id.to_owned()),
        _ => None,
    };
    match (own(first), own(second)) {
        (Some(a), Some(b)) if a != b => Err(CliError::bad_input(format!(
            "the answers are of two people, `{a}` and `{b}`, and results of one person are compared"
        ))
        .hint(
            "`rolefit team` looks at several people; `--same-person` compares them if they are one",
        )),
        _ => Ok(()),
    }
}

/// Returns whether one is a copy of the other, which is kept: the same text, or one that says under which id it is kept.
fn is_copy(first: &Found, second: &Found) -> bool {
    let is_kept = |one: &Found| one.kept.is_some();
    let copies = |kept: &Found, other: &Found| {
        let said = Transcript::read(&other.text).ok();
        let said = said.as_ref().and_then(Transcript::id);
        kept.kept
            .as_ref()
            .is_some_and(|kept| said == Some(&kept.id))
    };
    // What is printed of a result says neither when it was kept nor that it is whole.
    let said = |one: &Found| {
        let mut said: serde_json::Value = serde_json::from_str(&one.text).ok()?;
        for key in ["time", "checksum"] {
            said.as_object_mut()?.remove(key);
        }
        Some(said)
    };
    let are_one = match (is_kept(first), is_kept(second)) {
        // Whoever answers alike another day has two results.
        (true, true) => first.text == second.text,
        (false, false) => false,
        // White space makes no other result of one, and answers in another form are no copy.
        _ => said(first).is_some_and(|first| Some(first) == said(second)),
    };
    are_one || copies(first, second) || copies(second, first)
}

/// Returns whether two names lead to one file.
fn is_same_file(first: &Found, second: &Found) -> bool {
    let place = |found: &Found| found.path.as_ref()?.canonicalize().ok();
    place(first).is_some_and(|one| place(second) == Some(one))
}

/// Refuses results of different catalogues, versions or states: their questions may not mean the same.
fn check_catalogues(first: &Transcript, second: &Transcript) -> Result<()> {
    let differ = |what: &str, a: Option<&str>, b: Option<&str>| {
        match (a, b) {
        (Some(a), Some(b)) if a != b => Err(CliError::bad_input(format!(
            "the two results were answered for different {what}, `{}` and `{}`, whose questions may not mean the same",
            escape::clipped(a, source::MAX_QUOTED),
            escape::clipped(b, source::MAX_QUOTED)
        ))
        .hint("only results of one catalogue, in one version and state, can be compared; `latest` is the latest of any, or of the one that `--catalogue` names")),
        _ => Ok(()),
    }
    };
    differ("catalogues", first.catalogue_id(), second.catalogue_id())?;
    differ(
        "versions of the catalogue",
        first.version(),
        second.version(),
    )?;
    differ("states of the catalogue", first.hash(), second.hash())
}
