//! What is wrong with answers. A hostile file can hold a hundred thousand faults, so only as many are kept as anybody
//! would read, and help is worked out only for the first of them.

/// The most faults kept; the others are counted.
const KEPT: usize = 2_500;
/// Only so many faults get help that has to be looked for.
const HELPED: usize = 20;

/// Something wrong with answers: where it stands, what it is, what to do.
///
/// Message and help may quote the file; they are escaped where they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, where the format has places.
    pub place: Option<Place>,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    pub(super) fn new(place: Option<Place>, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The faults of one file, in order of place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    kept: Vec<Fault>,
    count: usize,
}

impl Faults {
    /// Returns the first faults, 2,500 at most.
    #[must_use]
    pub fn first(&self) -> &[Fault] {
        &self.kept
    }

    /// Returns how many there are, kept or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn push(&mut self, fault: Fault) {
        self.push_with(|_| fault);
    }

    /// Counts a fault, and makes it if it is kept; `fault` is told whether to look for help.
    pub(super) fn push_with(&mut self, fault: impl FnOnce(bool) -> Fault) {
        if self.kept.len() < KEPT {
            self.kept.push(fault(self.count < HELPED));
        }
        self.count += 1;
    }

    /// Returns what was read; nothing where that is a fault, which is taken in.
    pub(super) fn or_none<T>(&mut self, read: Result<Option<T>, Fault>) -> Option<T> {
        read.unwrap_or_else(|fault| {
            self.push(fault);
            None
        })
    }

    /// Returns the value if nothing is wrong.
    pub(super) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self::from(vec![fault])
    }
}

impl From<Vec<Fault>> for Faults {
    fn from(mut kept: Vec<Fault>) -> Self {
        let count = kept.len();
        kept.truncate(KEPT);
        Self { kept, count }
    }
}

/// Where something stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// So many bytes from the start. Lines are counted only for the faults that are shown: a hostile file can hold a
    /// hundred thousand of them.
    Offset(usize),
    /// Line and column, both from 1.
    LineColumn(usize, usize),
    /// Where this key of the outermost object of a JSON text stands. It is looked for only for the faults that are shown.
    Key(&'static str),
}

impl Place {
    /// Returns the line and column of so many bytes from the start of a text.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let (line, column) = Self::Offset(offset).line_column(text);
        Self::LineColumn(line, column)
    }

    /// Returns line and column in this text, both from 1 and in characters.
    #[must_use]
    pub fn line_column(self, text: &str) -> (usize, usize) {
        match self {
            Self::LineColumn(line, column) => (line, column),
            Self::Key(key) => {
                let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
                Self::Offset(key_at(bare, key).unwrap_or_default()).line_column(text)
            }
            Self::Offset(offset) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(text);
                let before = text.get(..offset).unwrap_or(text);
                let last_line = before.rsplit('\n').next().unwrap_or(before);
                (before.split('\n').count(), last_line.chars().count() + 1)
            }
        }
    }
}

/// Returns where a key of the outermost object of a JSON text begins. Texts in it, and objects in that object, may hold the
/// same word.
pub(crate) fn key_at(text: &str, key: &str) -> Option<usize> {
    let (mut depth, mut begun, mut is_escaped) = (0_usize, None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (begun, byte) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), b'\\') => is_escaped = true,
            (Some(start), b'"') => {
                begun = None;
                let is_key = depth == 1 && text[at + 1..].trim_start().starts_with(':');
                let read = || serde_json::from_str::<String>(&text[start..=at]);
                if is_key && read().is_ok_and(|found| found == key) {
                    return Some(start);
                }
            }
            (None, b'"') => begun = Some(at),
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => depth = depth.saturating_sub(1),
            (Some(_) | None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_where_it_stands_and_not_where_its_word_does() {
        let text =
            "{\"a\": \"id\", \"b\": {\"id\": 1},\n \"c\": [\"\\\"id\\\":\"], \"i\\u0064\" : 2}";
        assert_eq!(Place::Key("id").line_column(text), (2, 20));
        let marked = format!("\u{feff}{text}");
        assert_eq!(Place::Key("id").line_column(&marked), (2, 20));
        assert_eq!(key_at(text, "a"), Some(1));
        assert_eq!(key_at(text, "z"), None);
    }
}
