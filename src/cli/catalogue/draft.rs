//! What is known of a new catalogue so far: what the flags say, and what they leave open. It asks nobody.

use std::ffi::OsStr;
use std::path::Path;

use rolefit::catalogue::{Starter, StarterRole, StarterTrait, Subject, builtin, id_of};

use super::args::{NewArguments, SubjectName};
use super::spec::{role_of, trait_of};
use crate::cli::error::CliError;

/// The fewest roles.
pub(super) const ROLES: usize = 2;

/// What is known of the new catalogue so far.
pub(super) struct Draft {
    pub(super) traits: Vec<StarterTrait>,
    /// Each with whether it is known which poles suit it.
    pub(super) roles: Vec<(StarterRole, bool)>,
    pub(super) title: Option<String>,
}

impl Draft {
    /// Takes what the flags say, and says what is wrong with them.
    pub(super) fn of(new: &NewArguments) -> Result<Self, CliError> {
        let traits = new.traits.iter().map(|given| trait_of(given));
        let traits = traits.collect::<Result<Vec<_>, _>>()?;
        let specs: Vec<_> = new.roles.iter().map(|given| role_of(given)).collect();
        if let Some(spec) = specs
            .iter()
            .find(|spec| spec.has_poles() && traits.is_empty())
        {
            return Err(CliError::usage(format!(
                "role `{}` leans to poles, and no `--trait` has any",
                spec.name
            ))
            .hint("add `--trait low/high`, once for each trait"));
        }
        let roles = specs
            .iter()
            .map(|spec| Ok((spec.role(&traits)?, spec.has_poles())))
            .collect::<Result<Vec<_>, CliError>>()?;
        if let Some(id) = new.id.as_deref().filter(|id| builtin::find(id).is_some()) {
            return Err(
                CliError::usage(format!("`{id}` is the id of a built-in catalogue"))
                    .hint("choose another"),
            );
        }
        let draft = Self {
            traits,
            roles,
            title: new.title.clone(),
        };
        // Flags that break a law are refused before anything is asked: whoever has answered loses nothing.
        let example = Self {
            traits: vec![trait_of("low/high")?],
            roles: vec![
                (role_of("One").role(&[])?, true),
                (role_of("Other").role(&[])?, true),
            ],
            title: new.title.clone(),
        };
        let whole = |this: &Self| this.starter(new, None).map(drop);
        match (draft.traits.is_empty(), draft.roles.len() < ROLES) {
            (false, false) => whole(&draft)?,
            (true, false) => whole(&Self {
                roles: draft.roles.clone(),
                ..example
            })?,
            (false, true) => whole(&Self {
                traits: draft.traits.clone(),
                ..example
            })?,
            (true, true) => whole(&example)?,
        }
        Ok(draft)
    }

    /// Says what has to be known and is not, as the flags that would say it.
    pub(super) fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        if self.traits.is_empty() {
            missing.push("`--trait low/high`, once for each trait".to_owned());
        }
        if self.roles.len() < ROLES {
            missing.push("`--role \"Name: pole, pole\"`, at least twice".to_owned());
        }
        for (role, known) in &self.roles {
            if !known {
                let name = role.name();
                missing.push(format!(
                    "the poles that suit `{name}`, as in `--role \"{name}: pole, pole\"`"
                ));
            }
        }
        missing
    }

    /// Returns the roles' names as a question: "Baker, seller or driver?".
    pub(super) fn usual_title(&self) -> String {
        let names: Vec<&str> = self
            .roles
            .iter()
            .map(|(role, _)| role.name().as_str())
            .collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}?", rest.join(", ")),
            _ => format!("{}?", names.concat()),
        }
    }

    /// Makes what it describes; it must be complete.
    pub(super) fn starter(
        &self,
        new: &NewArguments,
        file: Option<&Path>,
    ) -> Result<Starter, CliError> {
        let subject = match new.subject {
            SubjectName::You => Subject::You,
            SubjectName::TheWork => Subject::TheWork,
        };
        Starter::new(
            &self.id(new.id.as_deref(), file),
            &self.title.clone().unwrap_or_else(|| self.usual_title()),
            subject,
            &new.language,
            self.traits.clone(),
            self.roles.iter().map(|(role, _)| role.clone()).collect(),
        )
        .map_err(|error| CliError::usage(error.to_string()))
    }

    /// Returns the id: that of the flag, else the name of the file if it could be one, else one made of the roles' names.
    pub(super) fn id(&self, given: Option<&str>, file: Option<&Path>) -> String {
        if let Some(id) = given {
            return id.to_owned();
        }
        let stem = file.and_then(Path::file_stem).and_then(OsStr::to_str);
        let names: Vec<&str> = self
            .roles
            .iter()
            .map(|(role, _)| role.name().as_str())
            .collect();
        let id = match stem.filter(|stem| id_of(stem, "") == **stem) {
            Some(stem) => stem.to_owned(),
            None => id_of(&names.join("-"), "my-catalogue"),
        };
        if builtin::find(&id).is_some() {
            return id_of(&format!("my-{id}"), "my-catalogue");
        }
        id
    }
}
