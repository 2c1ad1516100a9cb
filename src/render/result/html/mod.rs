//! The result as one page to keep or to send, part by part in the order in which people ask. It knows no sentence; those
//! are in `words`.

mod closing;
mod numbers;
mod opening;
mod reasons;
mod roles;
mod standing;

use maud::{Markup, html};

use super::Label;
use super::words::{self, headline};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::html::{Words, page};
use crate::render::leaning::axis;
use crate::render::person::Person;
use crate::render::prose::Prose;

/// Writes a result as one self-contained HTML page: no script, nothing loaded, light and dark, for a screen, for paper
/// and for a screen reader. Whatever comes from the catalogue is escaped.
#[must_use]
pub fn html(catalogue: &Catalogue, assessment: &Assessment, label: &Label) -> String {
    let report = Report {
        catalogue,
        assessment,
        label,
        words: Words::of(catalogue.language.as_str()),
    };
    let body = html! {
        (opening::verdict(&report))
        (opening::cautions(&report))
        (roles::roles(&report))
        (standing::standing(&report))
        (numbers::numbers(&report))
        (roles::meant(&report))
        div.pair {
            (reasons::decided(&report))
            (reasons::answers(&report))
        }
        div.pair { (closing::focus(&report)) }
        div.pair {
            (closing::foundation(&report))
            (closing::method(&report))
        }
        (closing::next(&report))
    };
    let headline = headline(catalogue, assessment).plain();
    let title = match words::label(label) {
        None => headline,
        Some(label) => format!("{}: {headline}", label.plain()),
    };
    page(&title, &body)
}

/// What every part of the page is made from.
struct Report<'a> {
    catalogue: &'a Catalogue,
    assessment: &'a Assessment,
    label: &'a Label,
    words: Words,
}

impl<'a> Report<'a> {
    /// Returns whom the page speaks of.
    fn person(&self) -> Person<'a> {
        Person::of(self.catalogue, self.assessment)
    }

    /// Names the mark on a trait in plain text.
    fn who(&self) -> String {
        self.person().mark().0.plain()
    }

    fn prose(&self, prose: &Prose) -> Markup {
        self.words.prose(prose)
    }

    /// Writes the name of a role.
    fn role(&self, role: usize) -> Markup {
        self.words.data(self.catalogue.roles[role].name.as_str())
    }

    /// Writes the poles of a trait: `strategy to execution`.
    fn poles(&self, trait_index: usize) -> Markup {
        self.prose(&axis(self.catalogue, trait_index))
    }
}

#[cfg(test)]
mod tests;
