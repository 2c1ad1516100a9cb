//! What is wrong with files: diagnostics of a catalogue in the manner of rustc and as JSON, and faults of answers in lines. All text from outside is escaped here.

use std::fmt::Write;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::document::to_json;
use super::escape;
use super::figures::counted;
use super::lines::{Excerpt, Lines};
use super::look::Look;
use crate::catalogue::{Diagnostic, Severity};
use crate::session::Faults;

/// The most faults that are shown as text.
const MAX_SHOWN: usize = 50;
/// The widest excerpt of a line, in columns.
const WIDEST_EXCERPT: usize = 100;
/// The narrowest.
const NARROWEST_EXCERPT: usize = 30;
/// What stands beside an excerpt: the line number and the bar.
const GUTTER: usize = 8;
/// The longest message or label, in columns.
const MAX_MESSAGE: usize = 400;
/// The longest file name shown, in columns.
const MAX_NAME: usize = 200;

/// Returns the diagnostics with place, excerpt and help, the first 50 of them or as many as fit in 7 KiB, and a last line
/// that counts them all.
///
/// `file` and `source` need not be safe.
#[must_use]
pub fn text(file: &str, source: &str, diagnostics: &[Diagnostic], look: &Look) -> String {
    let renderer = if look.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    // Excerpts are cut to the width here, where the place is known; the renderer must not cut them again.
    let renderer = renderer.term_width(10 * WIDEST_EXCERPT);
    let columns = look
        .width
        .saturating_sub(GUTTER)
        .clamp(NARROWEST_EXCERPT, WIDEST_EXCERPT);
    let lines = Lines::new(source);
    let file = escape::clipped(file, MAX_NAME);
    let (mut out, mut room, mut shown) = (String::new(), Room::default(), 0);
    for diagnostic in diagnostics.iter().take(MAX_SHOWN) {
        let before = out.len();
        let (groups, arrow) = report(&file, &lines, diagnostic, columns);
        let rendered = renderer.render(&groups);
        // The arrow is written here: the renderer would count its column in the excerpt, not in the file.
        let (title, rest) = rendered.split_once('\n').unwrap_or((&rendered, ""));
        let style = if look.colour {
            DEFAULT_LINE_NUM_STYLE
        } else {
            Style::new()
        };
        let (on, off) = (style, style);
        let (indent, origin) = arrow;
        writeln!(out, "{title}\n{:indent$}{on}--> {off:#}{origin}", "")
            .expect("writing to a string cannot fail");
        // Other places lie in the same file, so the mark of another file before them is dropped.
        for line in rest
            .lines()
            .filter(|line| console::strip_ansi_codes(line).trim() != ":::")
        {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
        if !room.take(out.len() - before) {
            out.truncate(before);
            break;
        }
        shown += 1;
    }
    let more = diagnostics.len() - shown;
    if more > 0 {
        let more = counted(more, "more fault");
        writeln!(out, "{more} not shown").expect("writing to a string cannot fail");
    }
    out.push_str(&summary(&file, diagnostics));
    out.push('\n');
    out
}

fn report<'r>(
    file: &str,
    lines: &Lines<'_>,
    diagnostic: &'r Diagnostic,
    columns: usize,
) -> (Vec<Group<'r>>, (usize, String)) {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = escape::clipped(&diagnostic.message, MAX_MESSAGE);
    let excerpt = lines.excerpt(&diagnostic.span, columns);
    let origin = format!("{file}:{}:{}", excerpt.line, excerpt.column);
    let mut last_line = excerpt.line;
    let mut fault = level
        .primary_title(message)
        .id(diagnostic.code.name())
        .element(snippet(excerpt, AnnotationKind::Primary, &diagnostic.label));
    for (span, label) in &diagnostic.context {
        let excerpt = lines.excerpt(span, columns);
        last_line = last_line.max(excerpt.line);
        fault = fault.element(snippet(excerpt, AnnotationKind::Context, label));
    }
    let mut groups = vec![fault];
    if let Some(help) = &diagnostic.help {
        let help = escape::clipped(help, MAX_MESSAGE);
        groups.push(Group::with_title(Level::HELP.secondary_title(help)));
    }
    (groups, (last_line.to_string().len(), origin))
}

fn snippet<'r>(
    excerpt: Excerpt,
    kind: AnnotationKind,
    label: &str,
) -> Snippet<'r, annotate_snippets::Annotation<'r>> {
    let label = Some(escape::clipped(label, MAX_MESSAGE)).filter(|label| !label.is_empty());
    Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .annotation(kind.span(excerpt.at).label(label))
}

/// Returns the line that counts: "2 errors, 1 warning in my-roles.toml".
fn summary(file: &str, diagnostics: &[Diagnostic]) -> String {
    let counted = [Severity::Error, Severity::Warning].map(|severity| {
        let count = count(diagnostics, severity);
        (count, counted(count, severity.name()))
    });
    let parts: Vec<String> = counted
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, part)| part)
        .collect();
    let parts = if parts.is_empty() {
        "no faults".to_owned()
    } else {
        parts.join(", ")
    };
    format!("{parts} in {file}")
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

/// Returns every diagnostic as JSON, `rolefit/check@1`. Lines and columns count from 1, columns in characters; strings
/// are exact.
#[must_use]
pub fn json(file: &str, source: &str, diagnostics: &[Diagnostic]) -> String {
    let lines = Lines::new(source);
    let faults = diagnostics.iter().map(|diagnostic| {
        let (line, column) = lines.place(diagnostic.span.start);
        let (end_line, end_column) = lines.place(diagnostic.span.end);
        json!({
            "severity": diagnostic.severity.name(),
            "code": diagnostic.code.name(),
            "message": diagnostic.message,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "help": diagnostic.help,
        })
    });
    to_json(&json!({
        "schema": "rolefit/check@1",
        "file": file,
        "errors": count(diagnostics, Severity::Error),
        "warnings": count(diagnostics, Severity::Warning),
        "diagnostics": faults.collect::<Value>(),
    }))
}

/// The most bytes that are said about what is wrong with one file; 1 KiB of the 8 KiB of a run is left for the rest.
const MOST_SAID: usize = 7 * 1024;
/// The longest line, in columns.
const WIDEST: usize = 500;
/// The most faults that are told in words.
const MOST_FAULTS: usize = 20;

/// The room for what one run says about faults: once something does not fit, nothing more does.
#[derive(Debug)]
pub struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(MOST_SAID)
    }
}

impl Room {
    /// Takes in so many bytes if they fit.
    #[must_use]
    pub fn take(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }

    /// Takes in lines if they fit; a very long one is cut short first.
    #[must_use]
    pub fn take_lines(&mut self, lines: &mut [String]) -> bool {
        for line in &mut *lines {
            *line = escape::clipped(line, WIDEST);
        }
        self.take(lines.iter().map(|line| line.len() + 1).sum())
    }
}

/// Returns the first faults of answers, each in one line or, with help, in two, and how many faults those are.
///
/// `name`, `text` and the faults need not be safe; the lines are.
#[must_use]
pub fn lines(name: &str, text: &str, faults: &Faults) -> (Vec<String>, usize) {
    let name = escape::clipped(name, MAX_NAME);
    let (mut room, mut told, mut count) = (Room::default(), Vec::new(), 0);
    for fault in faults.first().iter().take(MOST_FAULTS) {
        let place = fault.place.map_or_else(String::new, |place| {
            let (line, column) = place.line_column(text);
            format!(":{line}:{column}")
        });
        let mut lines = vec![format!("error: {name}{place}: {}", fault.message)];
        lines.extend(fault.help.as_ref().map(|help| format!("help: {help}")));
        if !room.take_lines(&mut lines) {
            break;
        }
        told.append(&mut lines);
        count += 1;
    }
    (told, count)
}
