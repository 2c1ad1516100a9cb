//! Names that people type: found in the catalogue, or refused with what was probably meant.

use std::path::Path;

use rolefit::assessment::CurrentRole;
use rolefit::catalogue::{Catalogue, Role, Subject, builtin, read, similar};
use rolefit::preparation::QuestionBank;
use rolefit::render::shell::{quoted, quoted_file};
use rolefit::session::PersonName;

use super::error::{CliError, Result};

/// Returns the index of the role with this id, or with this name in any case.
pub(crate) fn role(catalogue: &Catalogue, name: &str) -> Result<usize> {
    let known = catalogue.role_ids();
    let named = || {
        let lower = name.trim().to_lowercase();
        let is_named = |role: &Role| role.name.as_str().to_lowercase() == lower;
        catalogue.roles.iter().position(is_named)
    };
    let found = catalogue.role_index(name).or_else(named);
    found.ok_or_else(|| {
        let error = unknown("role", name, known);
        if Path::new(name).is_file() {
            error.hint("a file with a result or answers is named with `--with FILE`")
        } else {
            error
        }
    })
}

/// Returns the index of the role that is named, if one is.
pub(crate) fn role_of(catalogue: &Catalogue, name: Option<&String>) -> Result<Option<usize>> {
    name.map(|name| role(catalogue, name)).transpose()
}

/// What stands for a title that somebody does not say.
pub(crate) const UNSAID: &str = "none";

/// Returns whether this leaves a title unsaid. A role of that id goes before it.
pub(crate) fn leaves_unsaid(catalogue: &Catalogue, name: &str) -> bool {
    name == UNSAID && catalogue.role_index(UNSAID).is_none()
}

/// Returns the title that somebody has now: a role by its id or name, `other`, or nothing for `none`.
pub(crate) fn current_role(catalogue: &Catalogue, name: &str) -> Result<Option<CurrentRole>> {
    if catalogue.subject == Subject::TheWork {
        let id = &catalogue.id;
        let what = format!("the catalogue `{id}` describes work, which has no title");
        let remedy = "leave --current-role out, or choose another catalogue";
        return Err(CliError::usage(what).hint(remedy));
    }
    if leaves_unsaid(catalogue, name) {
        return Ok(None);
    }
    if let Some(known) = CurrentRole::named(catalogue, name) {
        return Ok(Some(known));
    }
    let found = role(catalogue, name).map(CurrentRole::Role);
    found.map(Some).map_err(|_| {
        let known = catalogue.role_ids();
        unknown("role", name, known.chain([CurrentRole::OTHER, UNSAID]))
    })
}

/// Finds a role as [`role`] does, or says which built-in catalogue has it.
pub(crate) fn role_or_where(catalogue: &Catalogue, name: &str) -> Result<usize> {
    role(catalogue, name).map_err(|error| match elsewhere(name) {
        Some(id) => error.hint(format!("`--catalogue {id}` has it")),
        None => error,
    })
}

/// Returns the built-in catalogue that has this role.
pub(crate) fn elsewhere(name: &str) -> Option<&'static str> {
    let has = |builtin: &&builtin::Builtin| {
        let catalogue = read(builtin.source).catalogue;
        catalogue.is_some_and(|catalogue| catalogue.role_index(name).is_some())
    };
    builtin::all().iter().find(has).map(|builtin| builtin.id)
}

/// Returns the index of the trait with this id.
pub(crate) fn trait_index(catalogue: &Catalogue, name: &str) -> Result<usize> {
    let known = catalogue.trait_ids();
    let found = catalogue.trait_index(name);
    found.ok_or_else(|| unknown("trait", name, known))
}

/// Returns the indices of the questions with these ids, none of which stands twice; `list` is the command that prints them.
pub(crate) fn question_indices(
    bank: &QuestionBank,
    ids: &[String],
    list: impl Fn() -> String,
) -> Result<Vec<usize>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let index = bank.question_index(id).ok_or_else(|| {
            let known = bank.questions.iter().map(|one| one.id.as_str());
            let what = format!("there is no question `{id}`");
            let prints = format!("`{}` prints questions with their ids", list());
            CliError::usage(what).hint(meant(id, known, prints))
        })?;
        if found.contains(&index) {
            return Err(CliError::usage(format!("`--question` names `{id}` twice"))
                .hint("name each once: what is named is asked once"));
        }
        found.push(index);
    }
    Ok(found)
}

/// Returns the ids of the roles, in the catalogue's order.
pub(crate) fn role_ids(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.role_ids().collect()
}

/// Returns the name of a file as a shell takes it. One that begins like an option is named from its folder.
pub(crate) fn file_for_shell(name: &Path) -> String {
    let bytes = name.as_os_str().as_encoded_bytes();
    if bytes.starts_with(b"-") && bytes != b"-" {
        quoted_file(&Path::new(".").join(name))
    } else {
        quoted_file(name)
    }
}

/// Returns an option and its value as a shell takes them, after a space. A value that begins like an option is tied to it.
pub(crate) fn option(name: &str, value: &str) -> String {
    let tie = if value.starts_with('-') && value != "-" {
        '='
    } else {
        ' '
    };
    format!(" {name}{tie}{}", quoted(value))
}

/// Returns the option that says whom answers are about, after a space; nothing where they are about oneself.
pub(crate) fn about_option(about: Option<&PersonName>) -> String {
    about.map_or_else(String::new, |name| option("--about", name.as_str()))
}

/// Says that there is no `name` of this kind, and what was probably meant or what there is.
pub(crate) fn unknown<'k>(
    kind: &str,
    name: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> CliError {
    let all = known.clone().collect::<Vec<_>>().join(", ");
    let hint = meant(name, known, format!("there are: {all}"));
    CliError::usage(format!("there is no {kind} `{name}`")).hint(hint)
}

/// Says what of the known names was probably meant, or else what is said otherwise.
pub(crate) fn meant<'k>(
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
    otherwise: impl Into<String>,
) -> String {
    match similar(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_an_option_is_never_taken_for_one() {
        assert_eq!(option("--name", "--> x"), " --name='--> x'");
        assert_eq!(option("--id", "-1"), " --id=-1");
        assert_eq!(option("--catalogue", "-"), " --catalogue -");
        assert_eq!(file_for_shell(Path::new("-o")), "./-o");
        assert_eq!(file_for_shell(Path::new("-")), "-");
    }

    #[test]
    fn a_role_goes_by_its_id_or_by_its_name_in_any_case() {
        let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
        let by_id = role(&catalogue, "project-manager").unwrap();
        for name in ["Project manager", "PROJECT MANAGER", " project manager "] {
            assert_eq!(role(&catalogue, name).unwrap(), by_id);
        }
        let refused = role(&catalogue, "project-manger").unwrap_err();
        assert_eq!(refused.hints, ["did you mean `project-manager`?"]);
    }
}
