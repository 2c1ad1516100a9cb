//! Names and commands as a shell writes and reads them: what is printed here can be copied.

use std::borrow::Cow;
use std::path::Path;

use super::escape;

/// What a shell takes to mean that the command goes on.
pub const CONTINUED: &str = " \\";

/// Returns a name as a shell takes it. One that could steer a terminal is written byte by byte, as bash, zsh and others
/// read it.
#[must_use]
pub fn quoted(name: &str) -> String {
    if matches!(escape::line(name), Cow::Owned(_)) {
        in_bytes(name.as_bytes())
    } else if name.chars().all(is_bare) && !name.is_empty() {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}

/// Returns the name of a file as a shell takes it: as any name, and byte by byte where it is no text.
#[must_use]
pub fn quoted_file(name: &Path) -> String {
    let bytes = || in_bytes(name.as_os_str().as_encoded_bytes());
    name.to_str().map_or_else(bytes, quoted)
}

fn in_bytes(name: &[u8]) -> String {
    let bytes = name.iter().map(|&byte| match char::from(byte) {
        one if is_bare(one) => one.to_string(),
        _ => format!("\\x{byte:02x}"),
    });
    format!("$'{}'", bytes.collect::<String>())
}

/// Whether a shell takes a character for itself.
fn is_bare(one: char) -> bool {
    one.is_ascii_alphanumeric() || "-_./,".contains(one)
}

/// Returns the words of a command as they are written: a shell parts them at spaces outside of quotes.
pub fn words(command: &str) -> impl Iterator<Item = &str> {
    let mut quoting = Quoting::default();
    let words = command.split(move |one| !quoting.holds(one) && one == ' ');
    words.filter(|word| !word.is_empty())
}

/// Returns the words of a command as a shell reads them, where every name in it is written by [`quoted`].
#[must_use]
pub fn read(command: &str) -> Vec<String> {
    words(command).map(unquoted).collect()
}

/// Returns where a command that stands in back quotes ends: at the first that does not stand in other quotes.
#[must_use]
pub fn end_in_back_quotes(command: &str) -> usize {
    let mut quoting = Quoting::default();
    let mut places = command.char_indices();
    let end = places.find(|&(_, one)| !quoting.holds(one) && one == '`');
    end.map_or(command.len(), |(at, _)| at)
}

fn unquoted(word: &str) -> String {
    let mut read = Vec::new();
    let mut bytes = word.bytes();
    // What stands before the quote within which it is: a dollar sign where bytes are spelled out.
    let (mut quote, mut before) = (None, b' ');
    while let Some(byte) = bytes.next() {
        match (byte, quote) {
            (b'\'', None) => quote = Some(before),
            (b'\'', Some(_)) => quote = None,
            (b'$', None) => {}
            (b'\\', None) => read.extend(bytes.next()),
            (b'\\', Some(b'$')) => {
                let digits: Vec<u8> = bytes.by_ref().skip(1).take(2).collect();
                let digits = std::str::from_utf8(&digits).unwrap_or_default();
                read.extend(u8::from_str_radix(digits, 16));
            }
            _ => read.push(byte),
        }
        before = byte;
    }
    String::from_utf8_lossy(&read).into_owned()
}

/// Which characters of a command a shell takes as they are.
#[derive(Debug, Default)]
struct Quoting {
    quote: Option<char>,
    is_escaped: bool,
}

impl Quoting {
    /// Takes in the next character, and returns whether it is quoted, or quotes: such a one parts nothing.
    fn holds(&mut self, character: char) -> bool {
        if std::mem::take(&mut self.is_escaped) {
            return true;
        }
        match (self.quote, character) {
            (None | Some('"'), '\\') => self.is_escaped = true,
            (None, '\'' | '"') => self.quote = Some(character),
            (Some(open), _) if open == character => self.quote = None,
            (Some(_), _) => {}
            (None, _) => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_reaches_a_shell_as_it_is_and_no_terminal() {
        assert_eq!(quoted("a-b/c.toml"), "a-b/c.toml");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted("a \u{1b}'\u{202e}"), r"$'a\x20\x1b\x27\xe2\x80\xae'");
        let no_text = OsStr::from_bytes(b"it's \xff.toml");
        let file = quoted_file(Path::new(no_text));
        assert_eq!(file, r"$'it\x27s\x20\xff.toml'");
        assert_eq!(quoted_file(Path::new("it's")), quoted("it's"));
    }

    proptest! {
        #[test]
        fn a_command_has_the_words_that_a_shell_reads(names in prop::collection::vec(".{0,12}|[ '\\\\$x\u{1b}]{0,6}", 1..4)) {
            let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            prop_assert_eq!(read(&quoted.join(" ")), names);
        }
    }
}
