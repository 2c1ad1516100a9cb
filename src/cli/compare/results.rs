//! Two results side by side: one person's now and then, or one's own and somebody else's view.

use std::path::Path;

use rolefit::assessment::{Change, Relation};
use rolefit::render::{change as render, escape};
use rolefit::session::Transcript;

use crate::cli::args::{Common, FORMS, Format};
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;
use crate::cli::saved::{self, Found};
use crate::cli::source;

const OUTCOME: &str = "nothing was compared";

pub(super) fn run(
    first: &Path,
    second: &Path,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    source::one_standard_input(&[Some(first), Some(second)], common)?;
    let first = saved::find(first, common, output)?;
    let second = saved::find(second, common, output)?;
    if is_same_file(&first, &second) {
        return Err(CliError::usage(format!(
            "{} and {} are one and the same result",
            first.name, second.name
        ))
        .hint("name two; `rolefit history` lists what is kept"));
    }
    for found in [&first, &second] {
        if common
            .output
            .as_ref()
            .is_some_and(|file| is_at(found, file))
        {
            return Err(
                CliError::usage(format!("the comparison would replace {}", found.name))
                    .hint("name another file with `-o`"),
            );
        }
    }
    let read = |found: &Found| {
        Transcript::read(&found.text)
            .map_err(|faults| saved::report(&found.name, &found.text, &faults, OUTCOME, output))
    };
    let (earlier, later) = (read(&first)?, read(&second)?);
    check_catalogues(&earlier, &later)?;
    let (id, name) = match (earlier.catalogue_id(), later.catalogue_id()) {
        (None, id) => (id, &second.name),
        (id, _) => (id, &first.name),
    };
    let catalogue = source::catalogue_of(common, id, name, output)?;
    let result = |transcript: &Transcript, found: &Found| {
        let answers = transcript
            .resolve(&catalogue)
            .map_err(|faults| saved::report(&found.name, &found.text, &faults, OUTCOME, output))?;
        saved::assess(&catalogue, transcript, answers)
    };
    let (before, after) = (result(&earlier, &first)?, result(&later, &second)?);
    let Some(relation) = Relation::of(&before, &after) else {
        return Err(CliError::bad_input(
            "the two results are about different people, and neither is about yourself",
        )
        .hint("two results of one person can be compared, or one's own and somebody else's view"));
    };
    let change = Change::between(&catalogue, &before, &after);
    let shown = render::Shown {
        catalogue: &catalogue,
        before: &before,
        after: &after,
        relation,
        change: &change,
        names: [&first.name, &second.name],
    };
    output.result(&match output.format() {
        Format::Text => render::text(&shown, &output.look()),
        Format::Markdown => render::markdown(&shown),
        Format::Json => render::json(&shown),
        Format::Html => return Err(CliError::no_form("a comparison", Format::Html, FORMS)),
    });
    Ok(Exit::Done)
}

fn is_same_file(first: &Found, second: &Found) -> bool {
    first.path.as_ref().is_some_and(|path| is_at(second, path))
}

/// Returns whether a text comes from this file.
fn is_at(found: &Found, file: &Path) -> bool {
    let place = found
        .path
        .as_ref()
        .and_then(|path| path.canonicalize().ok());
    place.is_some_and(|place| file.canonicalize().is_ok_and(|file| file == place))
}

/// Refuses results of different catalogues, versions or states: their questions may not mean the same.
fn check_catalogues(first: &Transcript, second: &Transcript) -> Result<(), CliError> {
    let differ = |what: &str, a: Option<&str>, b: Option<&str>| {
        match (a, b) {
        (Some(a), Some(b)) if a != b => Err(CliError::bad_input(format!(
            "the two results were answered for different {what}, `{}` and `{}`, whose questions may not mean the same",
            escape::clipped(a, source::MAX_QUOTED),
            escape::clipped(b, source::MAX_QUOTED)
        ))
        .hint("only results of one catalogue, in one version and state, can be compared")),
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
