//! A history for a terminal. It ranks nothing.

use super::Shown;
use super::words::{contents, next_steps, opening, others, time};
use crate::history::{Contents, Summary, latest};
use crate::render::bars::Bars;
use crate::render::look::Look;
use crate::render::next::next;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Roles beyond these are left out: a list is no place for all of them.
const MOST_ROLES: usize = 5;

/// Columns of a date and a time, and of the room after them.
const TIME: usize = 19;

/// Lays a history out for a terminal.
#[must_use]
pub fn text(shown: &Shown<'_>, look: &Look) -> String {
    let mut page = Page::new(look);
    page.blank();
    page.prose(&opening(shown));
    let latest = latest(shown.entries);
    for entry in shown.entries {
        page.blank();
        let time = Prose::new().with(Emphasis::Heading, time(entry.time));
        let mut id = Prose::new().own(entry.id.as_str());
        if latest == Some(entry.id.as_str()) {
            id = id.own(" (latest)");
        }
        if page.columns() > TIME + id.width() {
            page.hanging(&time.pad_to(TIME), &id);
        } else {
            page.prose(&time);
            page.prose(&id);
        }
        page.prose(&contents(shown, entry));
        if let Contents::Result(summary) = &entry.contents {
            page.indented(|page| roles(page, summary));
        }
    }
    let others = others(shown.others);
    if !others.is_empty() {
        page.blank();
        page.prose(&Prose::new().with(Emphasis::Heading, "Also kept"));
        for one in others {
            page.prose(&one);
        }
    }
    if !shown.entries.is_empty() {
        let steps = next_steps(shown);
        let steps: Vec<_> = steps
            .iter()
            .map(|(command, purpose)| (command.as_str(), *purpose))
            .collect();
        next(&mut page, &steps);
    }
    page.finish()
}

fn roles(page: &mut Page<'_>, summary: &Summary) {
    let listed = &summary.roles[..summary.roles.len().min(MOST_ROLES)];
    let name = |place: usize| Prose::new().data(listed[place].name.as_str());
    let names = (0..listed.len()).map(|place| name(place).width()).max();
    let bars = Bars::of(page, names.unwrap_or(0), 0);
    for (place, role) in listed.iter().enumerate() {
        let emphasis = if place == 0 {
            Emphasis::Accent
        } else {
            Emphasis::Own
        };
        bars.write(page, name(place), role.probability, emphasis, &Prose::new());
    }
    let more = summary.roles.len() - listed.len();
    if more > 0 {
        page.prose(&Prose::new().dim(format!("and {more} more")));
    }
}
