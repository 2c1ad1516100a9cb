//! What is still to be written: marks, and sentences of a first catalogue that nobody has replaced.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::document::{RawCatalogue, RawItem, RawText};
use crate::catalogue::faults::Faults;
use crate::catalogue::starter::phrases::{MARK, is_unwritten, marks};

/// So many lines are named; a new catalogue has more, and all of it is to be written.
const MOST_NAMED: usize = 8;

/// One finding for the whole file, so that a catalogue just started still shows what else it lacks.
pub(super) fn inspect(raw: &RawCatalogue<'_>, source: &str, faults: &mut Faults) {
    let mut lines: BTreeMap<usize, Range<usize>> = BTreeMap::new();
    let mut start = 0;
    for (number, line) in (1..).zip(source.split_inclusive('\n')) {
        // What stands in a comment alone is not in force.
        if !line.trim_start().starts_with('#')
            && let Some(at) = marks(line).next()
        {
            lines.insert(number, start + at..start + at + MARK.len());
        }
        start += line.len();
    }
    for text in unwritten(raw) {
        let number = source[..text.span.start].matches('\n').count() + 1;
        lines.entry(number).or_insert_with(|| text.span.clone());
    }
    let Some((_, first)) = lines.first_key_value() else {
        return;
    };
    let count = lines.len();
    let what = if count == 1 {
        "one line is".to_owned()
    } else {
        format!("{count} lines are")
    };
    let placeholder = Diagnostic::new(
        Code::Placeholder,
        first.clone(),
        format!("{what} marked {MARK} or as `catalogue new` wrote them"),
    );
    let numbers: Vec<String> = lines
        .keys()
        .take(MOST_NAMED)
        .map(ToString::to_string)
        .collect();
    let more = match count.saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let line = if count == 1 { "line" } else { "lines" };
    faults.push(placeholder.label("still to be written").help(format!(
        "write it in your own words, and take the mark off: {line} {}{more}",
        numbers.join(", ")
    )));
}

/// The texts that a new catalogue holds, as far as nobody has rewritten them.
fn unwritten<'r, 'a>(raw: &'r RawCatalogue<'a>) -> impl Iterator<Item = &'r RawText<'a>> {
    let top = raw.about.iter();
    let sources = raw
        .sources
        .iter()
        .flat_map(|source| [&source.title, &source.publisher, &source.about]);
    let traits = raw
        .traits
        .iter()
        .flat_map(|one| [&one.about, &one.low_about, &one.high_about]);
    let roles = raw.roles.iter().flat_map(|role| [&role.short, &role.about]);
    let claims = raw
        .roles
        .iter()
        .flat_map(|role| &role.evidence)
        .map(|evidence| &evidence.claim);
    let items = raw.items.iter().flat_map(RawItem::texts);
    let optional = sources.chain(traits).chain(roles).chain(claims).flatten();
    top.chain(optional)
        .chain(items)
        .filter(|text| is_unwritten(text.value))
}
