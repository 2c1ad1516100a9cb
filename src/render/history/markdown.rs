//! A history as a Markdown document. It ranks nothing.

use std::fmt::Write as _;

use super::Shown;
use super::words::{contents, opening, others, time};
use crate::history::{Contents, latest};
use crate::render::figures::percent;
use crate::render::markup::{markdown as readable, table};
use crate::render::prose::Prose;

/// Writes a history as a Markdown document. Whatever comes from a file is escaped.
#[must_use]
pub fn markdown(shown: &Shown<'_>) -> String {
    let mut out = format!("# Kept results\n\n{}\n", readable(&opening(shown)));
    let latest = latest(shown.entries);
    for entry in shown.entries {
        write!(
            out,
            "\n## {}\n\n`{}`{}\n\n{}\n",
            time(entry.time),
            entry.id,
            if latest == Some(entry.id.as_str()) {
                " (latest)"
            } else {
                ""
            },
            readable(&contents(shown, entry))
        )
        .expect("a string takes every text");
        if let Contents::Result(summary) = &entry.contents {
            let rows: Vec<Vec<Prose>> = summary
                .roles
                .iter()
                .map(|role| {
                    vec![
                        Prose::new().data(role.name.as_str()),
                        Prose::new().own(percent(role.probability)),
                    ]
                })
                .collect();
            out.push('\n');
            out.push_str(table(&["Role", "How likely"], &rows).trim_end());
            out.push('\n');
        }
    }
    for (place, other) in others(shown.others).iter().enumerate() {
        let before = if place == 0 { "\n## Also kept\n\n" } else { "" };
        writeln!(out, "{before}- {}", readable(other)).expect("a string takes every text");
    }
    out
}
