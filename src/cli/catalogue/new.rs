//! `rolefit catalogue new`: a first catalogue from what flags say. A trait is `low/high`, a role `Name: pole, pole`, each
//! with an id before it if that is wished.

use std::ffi::OsStr;
use std::path::Path;

use rolefit::catalogue::{Pole, Starter, StarterRole, StarterTrait, Subject, builtin, id_of};

use super::args::{NewArguments, SubjectName};
use crate::cli::names::file_for_shell;
use crate::cli::options::Format;
use crate::cli::{CliError, Exit, Output, Result, writing};

/// What a catalogue starts from of which nothing is said.
const EXAMPLE: (&[&str], &[&str]) = (
    &["slow/fast", "alone/together"],
    &["One role: slow, alone", "Another role: fast, together"],
);

pub(super) fn run(new: &NewArguments, output: &Output) -> Result<Exit> {
    output.only_form(Format::Text, "a catalogue is TOML, and has no other form")?;
    let file = output.file();
    if new.force && file.is_none() {
        let what = "`--force` replaces a file, and none is named";
        return Err(CliError::usage(what).hint("name it with `-o`, or leave `--force` out"));
    }
    let starter = starter(new, file)?;
    let written = starter.toml().map_err(CliError::usage)?;
    output.write_in_silence();
    // Nothing is advised to replace what nothing replaces.
    file.map_or(Ok(()), writing::check)?;
    if new.force {
        output.replace();
    } else {
        output
            .only_new("a catalogue")
            .map_err(|error| error.hint("--force replaces it"))?;
    }
    output.result(&written);
    output.finish()?;
    if let Some(file) = file {
        let name = file_for_shell(file);
        output.say(&format!("written: {}", file.display()));
        output.say(&format!(
            "try it with: rolefit take --no-save --catalogue {name}"
        ));
        output.say(&format!(
            "see what it lacks: rolefit catalogue check {name}"
        ));
    }
    Ok(Exit::Done)
}

/// Takes what the flags say, and says what is wrong with them.
fn starter(new: &NewArguments, file: Option<&Path>) -> Result<Starter> {
    let given = |flags: &[String], example: &[&str]| -> Vec<String> {
        if new.traits.is_empty() && new.roles.is_empty() {
            example.iter().map(|&one| one.to_owned()).collect()
        } else {
            flags.to_vec()
        }
    };
    let traits = given(&new.traits, EXAMPLE.0);
    let roles = given(&new.roles, EXAMPLE.1);
    if traits.is_empty() || roles.len() < 2 {
        return Err(CliError::usage("a catalogue has a trait and two roles")
            .hint("give `--trait low/high`, once for each trait")
            .hint("give `--role \"Name: pole, pole\"`, at least twice"));
    }
    let traits = traits.iter().map(|one| trait_of(one));
    let traits = traits.collect::<Result<Vec<_>, _>>()?;
    let roles = (1..).zip(&roles);
    let roles = roles.map(|(number, one)| role_of(number, one, &traits));
    let roles = roles.collect::<Result<Vec<_>, _>>()?;
    let names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    Ok(Starter {
        id: id(new.id.as_deref(), file, &names)?,
        title: new.title.clone().unwrap_or_else(|| question(&names)),
        subject: match new.subject {
            SubjectName::You => Subject::You,
            SubjectName::TheWork => Subject::TheWork,
        },
        language: new.language.clone(),
        traits,
        roles,
    })
}

/// Returns names as a question: "Baker, seller or driver?".
fn question(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) => format!("{} or {last}?", rest.join(", ")),
        None => String::new(),
    }
}

/// Returns the id: that of the flag, else the name of the file if it could be one, else one made of the roles' names.
fn id(given: Option<&str>, file: Option<&Path>, names: &[&str]) -> Result<String> {
    if let Some(id) = given {
        return match builtin::find(id) {
            Some(_) => Err(
                CliError::usage(format!("`{id}` is the id of a built-in catalogue"))
                    .hint("choose another"),
            ),
            None => Ok(id.to_owned()),
        };
    }
    let stem = file.and_then(Path::file_stem).and_then(OsStr::to_str);
    let id = match stem.filter(|stem| id_of(stem, "") == **stem) {
        Some(stem) => stem.to_owned(),
        None => id_of(&names.join("-"), "my-catalogue"),
    };
    Ok(match builtin::find(&id) {
        Some(_) => id_of(&format!("my-{id}"), "my-catalogue"),
        None => id,
    })
}

/// Reads `[ID=]LOW/HIGH`.
fn trait_of(given: &str) -> Result<StarterTrait> {
    let (id, poles) = with_id(given);
    match poles.split('/').collect::<Vec<_>>()[..] {
        [low, high] => Ok(StarterTrait {
            id: id.unwrap_or_else(|| id_of(&format!("{low}-{high}"), "trait")),
            poles: [low, high].map(|pole| pole.trim().to_owned()),
        }),
        _ => Err(CliError::usage(format!(
            "`{given}` is no trait: it has two poles with a `/` between"
        ))
        .hint("write it as in `slow/fast`")),
    }
}

/// Reads `[ID=]NAME[: POLE, …]`; a name that makes no id is numbered.
fn role_of(number: usize, given: &str, traits: &[StarterTrait]) -> Result<StarterRole> {
    let (named, poles) = given.split_once(':').unwrap_or((given, ""));
    let (id, name) = with_id(named);
    let mut leans = vec![None; traits.len()];
    let poles = poles.split(',').map(str::trim);
    for word in poles.filter(|word| !word.is_empty()) {
        let (index, pole) = lean(name, word, traits)?;
        if leans[index]
            .replace(pole)
            .is_some_and(|before| before != pole)
        {
            let [low, high] = &traits[index].poles;
            let what = format!("role `{name}` cannot lean to both `{low}` and `{high}`");
            return Err(CliError::usage(what).hint("name one of them, or neither"));
        }
    }
    Ok(StarterRole {
        id: id.unwrap_or_else(|| id_of(name, &format!("role-{number}"))),
        name: name.to_owned(),
        leans,
    })
}

/// Finds the trait and the pole that a word names: a pole's own word, or `ID=low` and `ID=high`.
fn lean(role: &str, word: &str, traits: &[StarterTrait]) -> Result<(usize, Pole)> {
    let wanted = word.to_lowercase();
    let mut found = Vec::new();
    for (index, one) in traits.iter().enumerate() {
        for (pole, own) in [Pole::Low, Pole::High].into_iter().zip(&one.poles) {
            let by_id = wanted == format!("{}={}", one.id, pole.name());
            if by_id || own.to_lowercase() == wanted {
                found.push((index, pole));
            }
        }
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let poles: Vec<&str> = traits
                .iter()
                .flat_map(|one| &one.poles)
                .map(String::as_str)
                .collect();
            let error = CliError::usage(format!(
                "role `{role}` leans to `{word}`, which is no pole of any trait"
            ));
            Err(error.hint(format!("the poles are: {}", poles.join(", "))))
        }
        _ => Err(CliError::usage(format!(
            "role `{role}` leans to `{word}`, which is a pole of {} traits",
            found.len()
        ))
        .hint("give the traits ids, as in `--trait pace=slow/fast`, and write `pace=low` or `pace=high`")),
    }
}

/// Returns the id before a `=`, if there is one, and the rest.
fn with_id(given: &str) -> (Option<String>, &str) {
    match given.split_once('=') {
        Some((id, rest)) => (Some(id.trim().to_owned()), rest.trim()),
        None => (None, given.trim()),
    }
}
