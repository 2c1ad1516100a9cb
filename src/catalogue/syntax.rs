//! Faults in the TOML itself: the parser's errors, less those that only follow from another.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::diagnostic::{Code, Diagnostic, Faults, quoted, twice};
use super::slips::{in_words, slip};
use super::text::{is_id, repaired_id};

/// Keys of this many parts are too deep for the parser.
const MAX_PARTS: usize = 80;

/// No number that an author writes is longer, with the `=` before it.
const NUMBER: usize = 24;

/// What to write where a value was left out.
const EMPTY: &str = "write it after the `=`, or take the line out";

/// Where the parser stumbled, and what it says.
type Stumble<'m> = (Range<usize>, &'m str);

/// Reports the errors of the parser, and holds back what may only follow from them.
pub(crate) fn report(errors: &[toml::de::Error], source: &str, faults: &mut Faults) {
    if errors.is_empty() {
        return;
    }
    let lines = LineStarts::new(source);
    let mut dotted_key = None;
    let mut twice = Vec::new();
    let mut broken: Vec<Stumble<'_>> = Vec::new();
    for error in errors {
        let (message, end) = (error.message(), source.len());
        let at = error.span().map(|at| at.start.min(end)..at.end.min(end));
        if message.starts_with("duplicate key") {
            twice.push(at.unwrap_or_default());
        } else {
            let place = || place_of_dotted_key(source);
            let at = at.unwrap_or_else(|| dotted_key.get_or_insert_with(place).clone());
            broken.push((at, message));
        }
    }
    broken.sort_by_key(|(at, _)| (at.start, at.end));
    for run in broken.chunk_by(|(before, _), (after, _)| lines.adjacent(source, before, after)) {
        // A list that is never closed makes an error of every line after it, and tells so at the end.
        let is_unclosed = |(_, message): &&Stumble<'_>| message.starts_with("unclosed");
        if let Some((_, message)) = run.iter().find(is_unclosed) {
            faults.push(of(run[0].0.clone(), message, source));
            continue;
        }
        for line in run.chunk_by(|(one, _), (next, _)| lines.of(one.start) == lines.of(next.start))
        {
            let (at, message) = &line[0];
            faults.push(of(at.clone(), message, source));
        }
    }
    let mut touched: Vec<Range<usize>> = broken.iter().map(|(at, _)| lines.whole(at)).collect();
    touched.dedup();
    faults.hold_back(touched);
    for at in twice {
        duplicate_key(at, source, faults);
    }
}

/// Where the lines of a source start.
struct LineStarts {
    starts: Vec<usize>,
    end: usize,
}

impl LineStarts {
    fn new(source: &str) -> Self {
        let starts = source.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(starts).collect(),
            end: source.len(),
        }
    }

    /// Returns the index of the line that holds a place.
    fn of(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    /// Returns the index of the line that a place ends in.
    fn last_of(&self, at: &Range<usize>) -> usize {
        self.of(at.start.max(at.end.saturating_sub(1)))
    }

    fn start_after(&self, line: usize) -> usize {
        self.starts.get(line + 1).copied().unwrap_or(self.end)
    }

    /// Returns the whole lines that a place touches.
    fn whole(&self, at: &Range<usize>) -> Range<usize> {
        self.starts[self.of(at.start)]..self.start_after(self.last_of(at))
    }

    /// Returns whether nothing but blank lines and comments lie between the lines of two places.
    fn adjacent(&self, source: &str, before: &Range<usize>, after: &Range<usize>) -> bool {
        let (before, after) = (self.last_of(before), self.of(after.start));
        let between = source.get(self.start_after(before)..self.starts[after]);
        let mut between = between.unwrap_or_default().lines().map(str::trim_start);
        after <= before || between.all(|line| line.is_empty() || line.starts_with('#'))
    }
}

fn of(at: Range<usize>, message: &str, source: &str) -> Diagnostic {
    if message.contains("recursion limit") {
        let what = format!("a dotted key has {MAX_PARTS} parts or more");
        Diagnostic::new(Code::TooDeep, at, what).help("a catalogue needs no such key")
    } else if message.contains("recurse") {
        let what = format!("values lie within one another more than {MAX_PARTS} deep");
        Diagnostic::new(Code::TooDeep, at, what).help("a catalogue needs no such value")
    } else if let Some(slip) = slip(source, at.start, EMPTY) {
        Diagnostic::new(Code::Syntax, slip.at, slip.message).help(slip.help)
    } else if message.starts_with("invalid unquoted key")
        && let Some((key, written)) = marked_key(at.start, source)
    {
        let key = quoted(key);
        let what = format!("{key} is no key: only `a` to `z`, `0` to `9` and `-` make one");
        let help = format!("write `{written}`, here and in the id that it names");
        Diagnostic::new(Code::Syntax, at, what).help(help)
    } else {
        let (said, help) = in_words(message).unzip();
        let syntax = Diagnostic::new(Code::Syntax, at.clone(), said.unwrap_or(message));
        if has_decimal_comma(at.start, source) {
            syntax.help("write decimals with a point, as in `0.5`")
        } else if let Some(help) = help {
            syntax.help(help)
        } else if message.starts_with("unclosed") {
            syntax.help("close it before this place")
        } else {
            syntax
        }
    }
}

/// Returns the key around a letter that no key has, and how to write it, where it can be written.
fn marked_key(at: usize, source: &str) -> Option<(&str, String)> {
    let is_part = |one: char| one.is_alphanumeric() || one == '-' || one == '_';
    let (before, after) = (source.get(..at)?, source.get(at..)?);
    let start = before.trim_end_matches(is_part).len();
    let length = after.find(|one| !is_part(one)).unwrap_or(after.len());
    let key = &source[start..at + length];
    let written = repaired_id(key);
    (!key.is_ascii() && is_id(&written)).then_some((key, written))
}

/// Returns whether a value such as `-1,1` stands there or shortly before: in a table the parser stumbles only after the
/// second half. However long the line is, no more than that is looked at.
fn has_decimal_comma(at: usize, source: &str) -> bool {
    let bytes = source.as_bytes();
    let start = at.saturating_sub(NUMBER);
    let mut near = bytes[start..bytes.len().min(at + 2)].rsplit(|&byte| byte == b'\n');
    let line = near.next().unwrap_or_default();
    (1..line.len().saturating_sub(1)).any(|comma| {
        let (before, after) = (&line[..comma], line[comma + 1]);
        let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count();
        let lead = before[..comma - digits].iter().rev();
        let mut lead = lead.skip_while(|byte| b"+- ".contains(byte));
        line[comma] == b',' && digits > 0 && lead.next() == Some(&b'=') && after.is_ascii_digit()
    })
}

fn duplicate_key(at: Range<usize>, source: &str, faults: &mut Faults) {
    let key = source.get(at.clone()).unwrap_or_default();
    let before = source.get(..at.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let whole = source[at.start - line.len()..].lines().next();
    let header = whole.map(|whole| whole.trim_start_matches([' ', '\t', '[']));
    let header = header.and_then(|header| header.split(']').next());
    let header = header.unwrap_or_default().trim();
    let twice = Diagnostic::new(Code::DuplicateKey, at, twice(key)).label("again here");
    faults.push(if line.trim_start().starts_with('[') {
        let header = quoted(header);
        let header = header.trim_matches('`');
        twice.help(format!(
            "write `[[{header}]]` above each of them if there are to be several, or remove one"
        ))
    } else {
        twice.help("remove one of them")
    });
}

/// Returns the place of the first line with a key of very many parts: the parser does not tell where it is.
fn place_of_dotted_key(source: &str) -> Range<usize> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let key = line.split('=').next().unwrap_or_default();
        if key.matches('.').count() + 1 >= MAX_PARTS {
            return start..start + key.trim_end().len();
        }
        start += line.len();
    }
    0..0
}

/// The most dots, `[` and `{` outside of texts and comments: each may open a table or a list.
pub const MAX_OPENED: usize = 100_000;

/// Returns where a file opens more tables and lists than a reader builds, if it does.
pub(crate) fn crowded(source: &str) -> Option<usize> {
    use TokenKind::{Dot, LeftCurlyBracket, LeftSquareBracket};
    let opens = |kind| matches!(kind, Dot | LeftSquareBracket | LeftCurlyBracket);
    let source = Source::new(source);
    let mut opening = source.lex().filter(|token| opens(token.kind()));
    opening.nth(MAX_OPENED).map(|token| token.span().start())
}

/// Says that it does.
pub(crate) fn too_crowded() -> String {
    format!("more than {MAX_OPENED} dots and opening brackets stand before this place")
}

/// What to do about it.
pub(crate) const LESS: &str =
    "each may open a table or a list, and no more are read; leave some out";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_tables_or_lists_counts_and_texts_and_comments_do_not() {
        let most = "a.b = 1\n".repeat(MAX_OPENED);
        assert_eq!(crowded(&most), None);
        assert_eq!(crowded(&(most.clone() + "\"[\" = '{'  # [{.\n")), None);
        for one in ["[", "{", "."] {
            assert_eq!(crowded(&(most.clone() + one)), Some(most.len()));
        }
    }
}
