//! Texts and keys that are safe to show: their laws live here, once.

use std::fmt;

use thiserror::Error;

/// The longest text, in characters.
pub(crate) const MAX_TEXT: usize = 4096;
/// The longest key, in characters.
pub(crate) const MAX_ID: usize = 64;
/// The most combining marks that may follow one another.
const MAX_MARKS: usize = 4;

/// The law that a text breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("is empty")]
    Empty,
    /// More characters than a text of its kind may have: 4,096 of nearly all.
    #[error("is {characters} characters long, and {most} are allowed")]
    TooLong {
        /// How many there are.
        characters: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A control character, or one that hides or turns text.
    #[error("holds the character U+{:04X}, which could steer a terminal or hide text", u32::from(*character))]
    Dangerous {
        /// The character.
        character: char,
        /// Where it stands, in bytes from the start.
        at: usize,
    },
    /// More than 4 combining marks in a row.
    #[error("holds more than {MAX_MARKS} combining marks in a row")]
    Marks {
        /// Where the first mark too many stands, in bytes from the start.
        at: usize,
    },
}

/// Returns whether a character could steer a terminal, hide text or turn its direction: control characters (the
/// newline too), soft hyphens, zero-width and bidirectional formatting, variation selectors, fillers, blanks that look
/// like nothing and tags. The joiners U+200C and U+200D and the selectors U+FE0E and U+FE0F are none by themselves, for
/// several scripts and signs need them: see [`is_stray`].
#[must_use]
pub fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{16FE4}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Returns whether a character has nothing to do where it stands: a joiner, U+200C or U+200D, at the start or after
/// white space, ASCII or another joiner; or a selector of the look of a sign, U+FE0E or U+FE0F, that follows no sign. No
/// script needs it there, and it would only hide in the text.
#[must_use]
pub fn is_stray(before: Option<char>, character: char) -> bool {
    let is_joiner = |one: char| matches!(one, '\u{200C}' | '\u{200D}');
    match character {
        '\u{200C}' | '\u{200D}' => {
            before.is_none_or(|one| one.is_ascii() || one.is_whitespace() || is_joiner(one))
        }
        '\u{FE0E}' | '\u{FE0F}' => !before.is_some_and(is_sign),
        _ => false,
    }
}

/// Returns whether a character is of the blocks whose signs are drawn in two ways, or beyond them all.
fn is_sign(one: char) -> bool {
    matches!(one,
        '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{27BF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}'
        | '\u{3297}' | '\u{3299}' | '\u{10000}'..='\u{DFFFF}')
}

/// Writes a count with its noun: `1 item`, `3 items`.
pub(crate) fn several(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Returns whether nothing of a text is seen: it is white space, and characters that hide.
pub(crate) fn shows_nothing(text: &str) -> bool {
    text.chars().all(|one| {
        one.is_whitespace()
            || is_dangerous(one)
            || matches!(one, '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}')
    })
}

/// A text from a catalogue: not blank, at most 4,096 characters, without dangerous characters. White space is single spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Makes a text; runs of white space and line breaks become one space.
    ///
    /// # Errors
    /// [`TextError`] names the law broken.
    pub fn new(text: &str) -> Result<Self, TextError> {
        Self::within(text, MAX_TEXT)
    }

    /// Makes a text of at most `most` characters.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub(crate) fn within(text: &str, most: usize) -> Result<Self, TextError> {
        if text.len() > most {
            let characters = text.chars().count();
            if characters > most {
                return Err(TextError::TooLong { characters, most });
            }
        }
        if is_plain(text) {
            return Ok(Self(text.to_owned()));
        }
        let (mut marks, mut before) = (0, None);
        for (at, character) in text.char_indices() {
            let is_space = matches!(character, '\n' | '\t' | '\r');
            if is_dangerous(character) && !is_space || is_stray(before, character) {
                return Err(TextError::Dangerous { character, at });
            }
            before = Some(character);
            marks = if console_width_zero(character) {
                marks + 1
            } else {
                0
            };
            if marks > MAX_MARKS {
                return Err(TextError::Marks { at });
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            Err(TextError::Empty)
        } else {
            Ok(Self(text))
        }
    }

    /// Stands for a text that was reported; nothing of a file with an error is used.
    pub(crate) fn reported() -> Self {
        Self("…".to_owned())
    }

    /// Returns the text. It is safe for a terminal; HTML and Markdown have characters of their own to escape.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Whether a text is visible ASCII with single spaces inside: it keeps every law as it stands. Nearly all texts are,
/// and looking at each character of them would take a third of the time in which a catalogue is read.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    !bytes.is_empty()
        && bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// Whether a character takes no column of its own: the combining marks.
fn console_width_zero(character: char) -> bool {
    !character.is_ascii() && console::measure_text_width(character.encode_utf8(&mut [0; 4])) == 0
}

/// The law that a key breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdError {
    /// No character at all.
    #[error("is empty")]
    Empty,
    /// More than 64 characters.
    #[error("is longer than {MAX_ID} characters")]
    TooLong,
    /// A character other than `a-z`, `0-9` and `-`, or a hyphen at the start.
    #[error("may hold only `a` to `z`, `0` to `9` and `-`, and not start with `-`")]
    Character,
}

/// Checks the law of keys: `[a-z0-9][a-z0-9-]*`, 64 characters at most.
///
/// # Errors
/// [`IdError`] names the law broken.
pub(crate) fn check_id(id: &str) -> Result<(), IdError> {
    if id.is_empty() {
        return Err(IdError::Empty);
    }
    if id.len() > MAX_ID {
        return Err(IdError::TooLong);
    }
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if id.starts_with('-') || !id.bytes().all(allowed) {
        return Err(IdError::Character);
    }
    Ok(())
}

/// Returns whether this is a language tag in form: the two or three letters of a language, then parts of letters and digits
/// with hyphens between.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Returns what an id would be if its author had kept the law, as far as one can tell; it may still break it.
pub(crate) fn repaired_id(id: &str) -> String {
    let mut repaired = String::new();
    for character in id.trim().chars().flat_map(char::to_lowercase).take(65) {
        if let Some(letters) = plain_letters(character) {
            repaired.push_str(letters);
        } else if character.is_ascii_lowercase() || character.is_ascii_digit() {
            repaired.push(character);
        } else if !repaired.is_empty() && !repaired.ends_with('-') {
            repaired.push('-');
        }
    }
    repaired.truncate(repaired.trim_end_matches('-').len());
    repaired
}

/// Returns the letters by which one with a mark is written where there are none with marks.
fn plain_letters(character: char) -> Option<&'static str> {
    Some(match character {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à'..='å' => "a",
        'ç' => "c",
        'è'..='ë' => "e",
        'ì'..='ï' => "i",
        'ñ' => "n",
        'ò'..='õ' => "o",
        'ù'..='û' => "u",
        _ => return None,
    })
}

/// Returns whether a text keeps the law of ids: `[a-z0-9][a-z0-9-]*`, 64 characters at most.
#[must_use]
pub fn is_id(text: &str) -> bool {
    check_id(text).is_ok()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Makes a key.
            ///
            /// # Errors
            /// [`IdError`] names the law broken.
            pub fn new(id: &str) -> Result<Self, IdError> {
                check_id(id).map(|()| Self(id.to_owned()))
            }

            /// Returns the key.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )*};
}

ids! {
    /// The key of a source.
    SourceId,
    /// The key of a trait.
    TraitId,
    /// The key of a role.
    RoleId,
    /// The key of an item.
    ItemId,
    /// The key of an interview question.
    QuestionId,
    /// The key of a type of interview questions.
    TypeId,
    /// The key of a story.
    StoryId,
}
