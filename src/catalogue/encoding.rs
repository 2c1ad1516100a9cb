//! Encodings of a text that are not UTF-8, as far as its first bytes show them.

/// An encoding of more than one byte a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherEncoding {
    /// What it is called.
    pub name: &'static str,
    /// Where the byte of zero stands that shows it; nothing where a byte order mark does.
    pub zero: Option<usize>,
}

/// Returns the encoding that the first bytes of a text show, if that is not UTF-8. A text in UTF-8 holds no byte of zero.
#[must_use]
pub fn other_encoding(start: &[u8]) -> Option<OtherEncoding> {
    let (name, zero) = match start {
        // Before UTF-16, whose mark begins the same.
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => ("UTF-32", None),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => ("UTF-16", None),
        [0, 0, 0, 1..=255, ..] => ("UTF-32", Some(0)),
        [1..=255, 0, 0, 0, ..] => ("UTF-32", Some(1)),
        [0, 1..=255, ..] => ("UTF-16", Some(0)),
        [1..=255, 0, ..] => ("UTF-16", Some(1)),
        _ => return None,
    };
    Some(OtherEncoding { name, zero })
}

/// The character with which DOS marked the end of a text file, and some programs still do.
pub const DOS_END: char = '\u{1a}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_encodings_apart() {
        let name = |start: &[u8]| other_encoding(start).map(|found| found.name);
        let encoded = |text: &str, width: usize, big: bool| -> Vec<u8> {
            let bytes = text.chars().flat_map(|character| {
                let mut bytes = u32::from(character).to_le_bytes()[..width].to_vec();
                if big {
                    bytes.reverse();
                }
                bytes
            });
            bytes.collect()
        };
        for text in ["\u{feff}id", "id"] {
            for big in [false, true] {
                assert_eq!(name(&encoded(text, 2, big)), Some("UTF-16"));
                assert_eq!(name(&encoded(text, 4, big)), Some("UTF-32"));
            }
            assert_eq!(name(text.as_bytes()), None);
        }
        assert_eq!(name(b""), None);
    }
}
