//! Which practice is gone on with: the one under way, one that was set aside, or a new one.

use rolefit::catalogue::Catalogue;
use rolefit::preparation::practice::{History, OpenPractice};

use crate::cli::error::CliError;
use crate::cli::names;
use crate::cli::prep::args::PracticeArguments;

/// What is practised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    /// The practice that is under way.
    UnderWay(OpenPractice),
    /// One that was set aside and is taken up again.
    Aside(OpenPractice),
    /// A new one; one that is under way is set aside.
    New,
}

impl Which {
    /// Finds what is meant. A plan and questions by name are always new; without a role the practice under way is gone on
    /// with, or else the one set aside last.
    ///
    /// # Errors
    /// The role is none of the catalogue's.
    pub(super) fn of(
        arguments: &PracticeArguments,
        history: &History,
        catalogue: &Catalogue,
    ) -> Result<Self, CliError> {
        let aim = &arguments.aim;
        let role = aim.role.as_ref();
        let role = role.map(|name| names::role(catalogue, name)).transpose()?;
        let role = role.map(|role| catalogue.roles[role].id.as_str());
        let is_named = arguments.plan.is_some() || !aim.question.is_empty();
        if arguments.restart || is_named {
            return Ok(Self::New);
        }
        let is_meant = |one: &&OpenPractice| role.is_none_or(|role| one.role == role);
        if let Some(open) = history.open.iter().find(is_meant) {
            return Ok(Self::UnderWay(open.clone()));
        }
        let aside = history.aside.iter().rev().find(is_meant);
        // Without a role one that is under way would have been found.
        Ok(aside.map_or(Self::New, |one| Self::Aside(one.clone())))
    }
}
