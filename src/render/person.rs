//! Whom a result speaks of, and how its sentences name them: the person who answered, somebody else whom the answers
//! are about, or the work described.

use super::prose::{Emphasis, Prose, data, own};
use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, Subject};

/// Whom a result speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Person<'a> {
    /// The reader.
    You,
    /// Somebody whom another person answered about.
    Named(&'a str),
    /// No person at all.
    TheWork,
}

impl<'a> Person<'a> {
    /// Returns whom a result is about.
    pub(super) fn of(catalogue: &Catalogue, assessment: &'a Assessment) -> Self {
        match (catalogue.subject, &assessment.about) {
            (Subject::TheWork, _) => Self::TheWork,
            (Subject::You, None) => Self::You,
            (Subject::You, Some(name)) => Self::Named(name.as_str()),
        }
    }

    /// Returns whom a page is about that shows no result: its reader, or the work.
    pub(super) fn reader(catalogue: &Catalogue) -> Self {
        match catalogue.subject {
            Subject::TheWork => Self::TheWork,
            Subject::You => Self::You,
        }
    }

    /// Begins a sentence: `You fit`, `Ana fits`, `The work fits`.
    pub(super) fn does(self, you: &str, others: &str) -> Prose {
        match self {
            Self::You => own(format!("You {you}")),
            Self::Named(name) => data(name).own(format!(" {others}")),
            Self::TheWork => own(format!("The work {others}")),
        }
    }

    /// Names them inside a sentence: `you`, `Ana`, `the work`.
    pub(super) fn who(self) -> Prose {
        match self {
            Self::You => own("you"),
            Self::Named(name) => data(name),
            Self::TheWork => own("the work"),
        }
    }

    /// Names what they come from inside a sentence: `your answers`, `the answers about Ana`, `the answers`.
    pub(super) fn answers(self) -> Prose {
        match self {
            Self::You => own("your answers"),
            Self::Named(name) => own("the answers about ").data(name),
            Self::TheWork => own("the answers"),
        }
    }

    /// Returns the form of a verb that goes with them.
    pub(super) fn verb(self, you: &'static str, others: &'static str) -> &'static str {
        match self {
            Self::You => you,
            Self::Named(_) | Self::TheWork => others,
        }
    }

    /// Names the section on traits.
    pub(super) fn standing(self) -> Prose {
        let heading = |text: &str| Prose::new().with(Emphasis::Heading, text);
        match self {
            Self::You => heading("Where you stand"),
            Self::Named(name) => heading("Where ")
                .data(name)
                .with(Emphasis::Heading, " stands"),
            Self::TheWork => heading("Where the work stands"),
        }
    }

    /// Names the mark on a trait, and says what its range is.
    pub(super) fn mark(self) -> (Prose, &'static str) {
        match self {
            Self::You => (Prose::new().dim("you"), "where you may be"),
            Self::Named(name) => (data(name), "where they may be"),
            Self::TheWork => (Prose::new().dim("the work"), "where it may be"),
        }
    }

    /// Returns the option that names somebody; of names that a shell would take for something else, only where it
    /// belongs.
    pub(super) fn option(self) -> String {
        let Self::Named(name) = self else {
            return String::new();
        };
        let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        if name.chars().all(|c| plain(c) || c == ' ') && !name.starts_with('-') {
            if name.contains(' ') {
                format!(" --about '{name}'")
            } else {
                format!(" --about {name}")
            }
        } else {
            " --about NAME".to_owned()
        }
    }
}
