//! Roles of one catalogue, side by side, and with a person's place if a result is named. It measures nothing.

use rolefit::assessment::Assessment;
use rolefit::catalogue::{Catalogue, builtin, read};
use rolefit::contrast::{Contrast, MOST_ROLES, Move};
use rolefit::render::contrast::{self as render, Shown, Sources};

use super::CompareArguments;
use crate::cli::args::{Common, FORMS, Format};
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;
use crate::cli::{names, saved, source};

pub(super) fn run(
    compare: &CompareArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    for file in &compare.with {
        source::keep_input(file, common)?;
    }
    let (catalogue, person) = person(compare, common, output)?;
    let roles = roles(&compare.roles, compare.moving, &catalogue)?;
    let contrast = Contrast::of(&catalogue, &roles, person.as_ref());
    let moving = compare
        .moving
        .then(|| Move::between(&catalogue, roles[0], roles[1], person.as_ref()));
    let shown = Shown {
        catalogue: &catalogue,
        contrast: &contrast,
        person: person.as_ref(),
        moving: moving.as_ref(),
        sources: if compare.sources {
            Sources::Shown
        } else {
            Sources::LeftOut
        },
    };
    output.result(&match output.format() {
        Format::Text => render::text(&shown, &output.look()),
        Format::Markdown => render::markdown(&shown),
        Format::Json => render::json(&shown),
        Format::Html => return Err(CliError::no_form("a comparison", Format::Html, FORMS)),
    });
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
        let found = named.iter().map(|name| role(catalogue, name));
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

/// Finds a role, or says which built-in catalogue has it.
fn role(catalogue: &Catalogue, name: &str) -> Result<usize, CliError> {
    names::role(catalogue, name).map_err(|error| {
        let elsewhere = builtin::all().iter().find(|builtin| {
            let other = read(builtin.source).catalogue;
            other.is_some_and(|other| other.role_index(name).is_some())
        });
        match elsewhere {
            Some(builtin) => error.hint(format!("`--catalogue {}` has it", builtin.id)),
            None => error,
        }
    })
}
