//! The seal of what is kept: a checksum of everything before it, as the last key of a result. What was printed has none.

use super::journal::checksum;

/// What stands before the checksum.
const KEY: &str = ",\n  \"checksum\": \"";
/// What stands after it.
const END: &str = "\"\n}\n";
/// What the text ended with before it was sealed.
const OPEN: &str = "\n}\n";

/// The key of the checksum.
pub(crate) const CHECKSUM: &str = "checksum";

/// Returns a result with its checksum. A text that is not an object as this tool writes one stays as it is.
#[must_use]
pub fn sealed(json: &str) -> String {
    match json.strip_suffix(OPEN) {
        Some(open) => [open, KEY, &checksum(json), END].concat(),
        None => json.to_owned(),
    }
}

/// What the seal of a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// The text is what was sealed.
    Whole,
    /// It is not.
    Broken,
    /// There is none: the text was printed, or an earlier version kept it.
    Missing,
}

impl Seal {
    /// Looks at the seal of a text.
    pub(crate) fn of(text: &str) -> Self {
        // Whoever copies a file may lose or add a line break at its end.
        let split = text.trim_end().strip_suffix(END.trim_end());
        let Some((open, sum)) = split.and_then(|text| text.rsplit_once(KEY)) else {
            return Self::Missing;
        };
        if checksum(&[open, OPEN].concat()) == sum {
            Self::Whole
        } else {
            Self::Broken
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = "{\n  \"schema\": \"rolefit/assessment@1\",\n  \"answered\": 3\n}\n";

    #[test]
    fn what_was_sealed_is_whole_and_any_other_byte_breaks_it() {
        let text = sealed(JSON);
        assert!(serde_json::from_str::<serde_json::Value>(&text).unwrap()[CHECKSUM].is_string());
        assert_eq!(Seal::of(&text), Seal::Whole);
        assert_eq!(Seal::of(text.trim_end()), Seal::Whole);
        assert_eq!(Seal::of(JSON), Seal::Missing);
        for other in [
            text.replace("answered\": 3", "answered\": 2"),
            text.replacen("  \"answered", "   \"answered", 1),
            text.replace("rolefit/", "rolefit\u{200b}/"),
        ] {
            assert_eq!(Seal::of(&other), Seal::Broken, "{other}");
        }
    }
}
