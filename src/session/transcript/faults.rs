//! What is wrong with answers. A hostile file can hold a hundred thousand faults, so only as many are kept as anybody
//! would read, and help is worked out only for the first of them.

use super::Place;

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
