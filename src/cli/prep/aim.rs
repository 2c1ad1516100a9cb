//! Finds what a preparation is for: catalogue, bank, result, role. It makes no plan.

use std::env;
use std::path::Path;

use rolefit::assessment::Assessment;
use rolefit::catalogue::{Catalogue, MAX_CATALOGUE_BYTES, Severity};
use rolefit::preparation::{Filter, Gap, Purpose, QuestionBank, Read, Request, builtin, read_bank};
use rolefit::render::diagnostics;
use rolefit::session::{Faults, MAX_TRANSCRIPT, Transcript};

use super::args::Aim;
use crate::cli::args::Common;
use crate::cli::error::CliError;
use crate::cli::output::Output;
use crate::cli::store::{self, Folder};
use crate::cli::{score, source};

/// What a preparation is for.
pub(super) struct Aimed {
    pub(super) catalogue: Catalogue,
    pub(super) bank: QuestionBank,
    /// The request, for a candidate and of half an hour; callers change both.
    pub(super) request: Request,
}

/// Whether a result that is kept on this machine may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// It may, unless it is forbidden by hand.
    Used,
    /// It may not: everybody gets the same.
    Unused,
}

/// Finds everything, or says what is missing.
pub(super) fn aim(
    aim: &Aim,
    kept: Kept,
    common: &Common,
    output: &Output,
) -> Result<Aimed, CliError> {
    one_standard_input(&[aim.result.as_deref(), aim.questions.as_deref()], common)?;
    let (catalogue, result) = result(aim, kept, common, output)?;
    let bank = bank(aim.questions.as_deref(), &catalogue, output)?;
    let role = match (&aim.role, &result) {
        (Some(name), _) => self::role(&catalogue, name)?,
        (None, Some(result)) => result.leader().role,
        (None, None) => {
            return Err(CliError::usage("which role to prepare for is not said")
                .hint(format!(
                    "name it: `rolefit prep --role {}`",
                    ids(&catalogue).join("` or `--role ")
                ))
                .hint("not sure which? `rolefit` asks some questions and tells which fits you"));
        }
    };
    if aim.role.is_none() {
        let role = &catalogue.roles[role];
        output.say(&format!(
            "preparing for `{}`, where your result leads; --role names another",
            role.id
        ));
    }
    let from = aim
        .move_from
        .as_ref()
        .map(|name| self::role(&catalogue, name))
        .transpose()?;
    if from == Some(role) {
        return Err(CliError::usage(format!(
            "`--move-from {0}` and the role to prepare for are the same",
            catalogue.roles[role].id
        ))
        .hint("name the role that you come from and, with --role, the one you go to"));
    }
    let traits = aim.traits.iter().map(|name| trait_named(&catalogue, name));
    let traits = traits.collect::<Result<Vec<_>, _>>()?;
    let request = Request {
        role,
        purpose: Purpose::Candidate,
        minutes: 30,
        filter: Filter {
            levels: aim.level.clone(),
            kinds: aim.kind.clone(),
            topics: aim.topic.clone(),
            traits,
        },
        from,
        gaps: result.map(|result| Gap::of_person(&catalogue, role, &result.traits)),
        seed: aim.seed,
    };
    Ok(Aimed {
        catalogue,
        bank,
        request,
    })
}

/// Refuses to read standard input twice.
pub(super) fn one_standard_input(files: &[Option<&Path>], common: &Common) -> Result<(), CliError> {
    let from_files = files
        .iter()
        .flatten()
        .filter(|file| file.as_os_str() == "-")
        .count();
    let from_catalogue = usize::from(common.catalogue.as_deref() == Some("-"));
    if from_files + from_catalogue > 1 {
        return Err(CliError::usage("standard input can be read only once")
            .hint("name a file in place of one of the `-`"));
    }
    Ok(())
}

fn ids(catalogue: &Catalogue) -> Vec<&str> {
    catalogue
        .roles
        .iter()
        .map(|role| role.id.as_str())
        .collect()
}

/// Finds a role by its id.
pub(super) fn role(catalogue: &Catalogue, name: &str) -> Result<usize, CliError> {
    let found = catalogue.role_index(name);
    found.ok_or_else(|| unknown("role", name, &ids(catalogue)))
}

fn trait_named(catalogue: &Catalogue, name: &str) -> Result<usize, CliError> {
    let found = catalogue.trait_index(name);
    found.ok_or_else(|| {
        let ids: Vec<&str> = catalogue.traits.iter().map(|one| one.id.as_str()).collect();
        unknown("trait", name, &ids)
    })
}

/// Says that there is no such thing, and what was probably meant.
pub(super) fn unknown(kind: &str, name: &str, known: &[&str]) -> CliError {
    let error = CliError::usage(format!("there is no {kind} `{name}`"));
    let likeness = |id: &str| strsim::jaro_winkler(name, id);
    let near = known
        .iter()
        .max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    match near {
        Some(near) if likeness(near) > 0.8 => error.hint(format!("did you mean `{near}`?")),
        _ => error.hint(format!("the {kind}s are {}", known.join(", "))),
    }
}

/// Returns the result to start from and the catalogue that it was answered for.
fn result(
    aim: &Aim,
    kept: Kept,
    common: &Common,
    output: &Output,
) -> Result<(Catalogue, Option<Assessment>), CliError> {
    if let Some(file) = &aim.result {
        let (name, text) = (
            source::name(file),
            source::read_bounded(file, MAX_TRANSCRIPT)?,
        );
        let refused =
            |faults: Faults| score::report(&name, &text, &faults, "no plan was made", output);
        let transcript = Transcript::read(&text).map_err(refused)?;
        let catalogue = source::catalogue_for(common, transcript.catalogue_id(), output)?;
        let responses = transcript.resolve(&catalogue).map_err(refused)?;
        let assessment = score::assess(&catalogue, responses)?;
        return Ok((catalogue, Some(assessment)));
    }
    let catalogue = source::catalogue_for(common, None, output)?;
    if aim.no_result || kept == Kept::Unused {
        return Ok((catalogue, None));
    }
    let latest = latest(&catalogue, output);
    Ok((catalogue, latest))
}

/// Returns the latest result that is kept. One that cannot be used is told and left out: the plan works without.
fn latest(catalogue: &Catalogue, output: &Output) -> Option<Assessment> {
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME"))?;
    let finished = match store::latest(&folder, &catalogue.id) {
        Ok(finished) => finished?,
        Err(error) => {
            output.say(&format!(
                "warning: your saved results could not be read: {error}"
            ));
            return None;
        }
    };
    let name = finished
        .path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let resolved = Transcript::read(&finished.json).and_then(|one| one.resolve(catalogue));
    let assessment = resolved
        .ok()
        .and_then(|responses| score::assess(catalogue, responses).ok());
    output.say(&match &assessment {
        Some(_) => format!("from your latest result, {name}; --no-result leaves it out"),
        None => format!(
            "warning: your latest result, {name}, was answered for another version of the catalogue and is left out; \
             `rolefit` asks again"
        ),
    });
    assessment
}

/// Returns the bank in a file, or the one that is built in.
pub(super) fn bank(
    file: Option<&Path>,
    catalogue: &Catalogue,
    output: &Output,
) -> Result<QuestionBank, CliError> {
    let (name, text) = bank_source(file, catalogue)?;
    let read = read_bank(&text, catalogue);
    usable(
        &format!("the question bank `{name}`"),
        &name,
        &text,
        read,
        output,
    )
}

/// Returns name and text of the bank in a file, or of the one that is built in.
pub(super) fn bank_source(
    file: Option<&Path>,
    catalogue: &Catalogue,
) -> Result<(String, String), CliError> {
    if let Some(file) = file {
        let text = source::read_bounded(file, MAX_CATALOGUE_BYTES)?;
        return Ok((source::name(file), text));
    }
    let built_in = builtin::bank_for(&catalogue.id).ok_or_else(|| {
        CliError::bad_input(format!(
            "no question bank is built in for catalogue `{}`",
            catalogue.id
        ))
        .hint("name one with `--questions FILE`; `data/README.md` says how to write it")
    })?;
    Ok((catalogue.id.clone(), built_in.to_owned()))
}

/// Returns what a file holds, or prints everything that is wrong with it.
pub(super) fn usable<T>(
    what: &str,
    name: &str,
    text: &str,
    read: Read<T>,
    output: &Output,
) -> Result<T, CliError> {
    let errors = read.count(Severity::Error);
    read.value.ok_or_else(|| {
        output.say_rendered(&diagnostics::text(
            name,
            text,
            &read.diagnostics,
            &output.talk_look(),
        ));
        let plural = if errors == 1 { "" } else { "s" };
        CliError::bad_input(format!("{what} cannot be used: {errors} error{plural}"))
    })
}
