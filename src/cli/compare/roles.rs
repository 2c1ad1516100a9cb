//! Roles of one catalogue, side by side, and with a person's place if a result is named.

use std::env;
use std::path::PathBuf;

use rolefit::assessment::Assessment;
use rolefit::catalogue::Catalogue;
use rolefit::contrast::{Contrast, MOST_ROLES, Move};
use rolefit::render::contrast::{RolesReport, Sources};

use super::CompareArguments;
use crate::cli::error::{CliError, Exit};
use crate::cli::names::file_for_shell;
use crate::cli::options::Common;
use crate::cli::output::Output;
use crate::cli::store::Folder;
use crate::cli::{kept, names, saved, source};

pub(super) fn run(
    compare: &CompareArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let (catalogue, person) = person(compare, common, output)?;
    let result = named_result(&compare.with, &catalogue);
    let roles = roles(&compare.roles, compare.moving, &catalogue).map_err(|error| {
        let of_result = common.catalogue.is_none() && !compare.with.is_empty();
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

/// Returns the catalogue, and the result of the person whose place is shown.
fn person(
    compare: &CompareArguments,
    common: &Common,
    output: &Output,
) -> Result<(Catalogue, Option<Assessment>), CliError> {
    match &compare.with[..] {
        [] => Ok((source::catalogue_for(common, None, output)?, None)),
        [file] => {
            source::one_standard_input(&[Some(file)], common)?;
            let saved = saved::read(file, "nothing was compared", common, output)?;
            Ok((saved.catalogue, Some(saved.assessment)))
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
        let name = file.to_str().filter(|name| *name != "-")?;
        return Some(file_for_shell(name));
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
fn roles(named: &[String], moving: bool, catalogue: &Catalogue) -> Result<Vec<usize>, CliError> {
    let there_are = || format!("there are: {}", names::role_ids(catalogue).join(", "));
    if moving && named.len() != 2 {
        return Err(CliError::usage(
            "`--move` takes two roles: the one left, then the one taken up",
        )
        .hint(there_are()));
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
