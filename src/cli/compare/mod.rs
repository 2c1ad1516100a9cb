//! `rolefit compare`: roles side by side, or two results.

mod results;

use std::env;
use std::path::PathBuf;

use clap::Args;
use rolefit::assessment::Assessment;
use rolefit::catalogue::Catalogue;
use rolefit::contrast::{Contrast, MOST_ROLES, Move};
use rolefit::render::contrast::{RolesReport, Sources};
use rolefit::render::result::Label;

use super::options::{EVERY_FORM, Format};
use super::{CliError, Exit, Output, Result};
use crate::cli::names::{self, file_for_shell};
use crate::cli::store::Folder;
use crate::cli::{kept, saved, source};

/// What to set side by side.
#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// Two or three roles of the catalogue; left out, all of them if there are three at most
    #[arg(value_name = "ROLE")]
    roles: Vec<String>,
    /// Show the place of this person too: an answers file or a saved result, -, the beginning of a kept result's id, or
    /// `latest`. Twice and without roles: compare the two results of one person, the earlier one first; of kept ones the
    /// order is known
    #[arg(long, value_name = "RESULT|ID")]
    with: Vec<PathBuf>,
    /// Compare two results as one person's though the ids in them differ
    #[arg(long)]
    same_person: bool,
    /// Tell what in the second role is farthest from the first, or from the person's own place
    #[arg(long = "move")]
    moving: bool,
    /// Show every claim that the roles' places rest on and who makes it, as JSON always does
    #[arg(long)]
    sources: bool,
}

pub(crate) fn run(compare: &CompareArguments, output: &Output) -> Result<Exit> {
    if compare.sources && output.form(EVERY_FORM)? == Format::Json {
        return Err(CliError::usage("JSON always has the sources").hint("leave `--sources` out"));
    }
    let exit = match (&compare.roles[..], &compare.with[..]) {
        ([], [_, _]) if !compare.moving && compare.sources => {
            let what = "`--sources` shows what roles rest on, and two results are compared";
            return Err(CliError::usage(what).hint("leave it out, or name roles"));
        }
        ([], [first, second]) if !compare.moving => {
            results::run([first, second], compare.same_person, output)?
        }
        ([], [_, _, _, ..]) => {
            let count = compare.with.len();
            let what = format!("{count} results are named, and two are compared");
            return Err(CliError::usage(what).hint("`rolefit team` looks at a group"));
        }
        _ if compare.same_person => {
            return Err(CliError::usage(
                "`--same-person` is for two results, and roles are compared",
            )
            .hint("leave it out, or name two results with `--with`"));
        }
        _ => side_by_side(compare, output)?,
    };
    output.tell_how_to_keep();
    Ok(exit)
}

fn side_by_side(compare: &CompareArguments, output: &Output) -> Result<Exit> {
    let (catalogue, person, label) = person(compare, output)?;
    let result = named_result(&compare.with, &catalogue);
    let roles = roles(&compare.roles, compare.moving, &catalogue).map_err(|error| {
        let of_result = output.common.catalogue.is_none() && !compare.with.is_empty();
        if of_result && !compare.roles.is_empty() {
            error.hint(format!(
                "the roles are those of `{}`, for which the result was answered",
                catalogue.id
            ))
        } else {
            error
        }
    })?;
    let contrast = Contrast::of(&catalogue, &roles, person.as_ref());
    let moving = compare
        .moving
        .then(|| Move::between(&catalogue, roles[0], roles[1], person.as_ref()));
    let shown = RolesReport {
        catalogue: &catalogue,
        contrast: &contrast,
        person: person.as_ref(),
        label: &label,
        moving: moving.as_ref(),
        result: result.as_deref(),
        sources: if compare.sources {
            Sources::Shown
        } else {
            Sources::LeftOut
        },
    };
    output.show(&shown)?;
    Ok(Exit::Done)
}

/// Returns the catalogue, and the result of the person whose place is shown, with whose it is.
fn person(
    compare: &CompareArguments,
    output: &Output,
) -> Result<(Catalogue, Option<Assessment>, Label)> {
    match &compare.with[..] {
        [] => {
            let catalogue = source::catalogue_for(None, output)?;
            Ok((catalogue, None, Label::NONE))
        }
        [file] => {
            source::one_standard_input([file], output)?;
            let saved = saved::read(file, "nothing was compared", output)?;
            Ok((saved.catalogue, Some(saved.assessment), saved.label))
        }
        [_, _, ..] => Err(CliError::usage(
            "beside roles there is room for one person, and `--with` names several",
        )
        .hint("name one result")),
    }
}

/// Returns how further commands name the person's result: as it was named, or else the latest that is kept, by its id
/// where `latest` alone would mean another. What stood on standard input is gone.
fn named_result(with: &[PathBuf], catalogue: &Catalogue) -> Option<String> {
    if let [file, ..] = with {
        return (file.as_os_str() != "-").then(|| file_for_shell(file));
    }
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME"))?;
    let latest = |of| kept::latest(&folder, of, None, &mut |_| {}).ok().flatten();
    let (of_this, _) = latest(Some(catalogue.id.as_str()))?;
    let (of_any, _) = latest(None)?;
    Some(if of_any == of_this {
        kept::LATEST.to_owned()
    } else {
        of_this.id
    })
}

/// Finds the roles that are named, or all of a small catalogue.
fn roles(named: &[String], moving: bool, catalogue: &Catalogue) -> Result<Vec<usize>> {
    let there_are = || format!("there are: {}", names::role_ids(catalogue).join(", "));
    if moving && named.len() != 2 {
        let what = "`--move` takes two roles: the one left, then the one taken up";
        return Err(CliError::usage(what).hint(there_are()));
    }
    let all = catalogue.roles.len();
    let roles: Vec<usize> = if named.is_empty() {
        (0..all).collect()
    } else {
        let found = named
            .iter()
            .map(|name| names::role_or_where(catalogue, name));
        found.collect::<Result<_, _>>()?
    };
    if let Some(place) = (1..roles.len()).find(|&place| roles[..place].contains(&roles[place])) {
        let id = catalogue.roles[roles[place]].id.as_str();
        return Err(CliError::usage(format!("role `{id}` is named twice")).hint(there_are()));
    }
    match (roles.len(), named.is_empty()) {
        (2..=MOST_ROLES, _) => Ok(roles),
        (1, _) => Err(CliError::usage("one role alone cannot be compared").hint(there_are())),
        (_, true) => Err(CliError::usage(format!(
            "catalogue `{}` has {all} roles, and there is room for {MOST_ROLES} side by side",
            catalogue.id
        ))
        .hint(format!("name two or three; {}", there_are()))),
        (more, false) => Err(CliError::usage(format!(
            "{more} roles are named, and there is room for {MOST_ROLES} side by side"
        ))
        .hint("leave some out")),
    }
}
