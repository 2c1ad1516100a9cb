//! Slips of the hand and of word processors where a file is no TOML: quotes that curl, spaces that do not break, values
//! that were left out, line ends of another time. The parser stumbles over each, and says something else.

use std::ops::Range;

use super::text::{is_dangerous, is_id};
use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// A slip: where it stands, what it is, what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slip {
    /// Where it stands, in bytes.
    pub(crate) at: Range<usize>,
    /// What it is: a lower-case fragment.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: String,
}

/// Returns what a character stands in for, where it looks like one that files are written with and is another.
#[must_use]
pub(crate) fn stand_in(character: char) -> Option<(&'static str, char)> {
    Some(match character {
        '\u{201C}'..='\u{201F}'
        | '\u{AB}'
        | '\u{BB}'
        | '\u{2033}'
        | '\u{301D}'..='\u{301F}'
        | '\u{FF02}' => ("a straight double quote", '"'),
        '\u{2018}'..='\u{201B}' | '\u{2039}' | '\u{203A}' | '\u{2032}' | '\u{B4}' | '\u{FF07}' => {
            ("a straight quote", '\'')
        }
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            ("a plain space", ' ')
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' => ("a hyphen", '-'),
        '\u{FF1D}' => ("an equals sign", '='),
        '\u{FF1A}' => ("a colon", ':'),
        '\u{FF0C}' | '\u{3001}' => ("a comma", ','),
        '\u{FF3B}' => ("a bracket", '['),
        '\u{FF3D}' => ("a bracket", ']'),
        '\u{FF10}'..='\u{FF19}' => (
            "a digit",
            char::from_digit(u32::from(character) - 0xFF10, 10).expect("it is below ten"),
        ),
        _ => return None,
    })
}

/// Says that a character stands in for another: a message, and what to write.
pub(crate) fn misplaced(character: char, (name, plain): (&str, char)) -> (String, String) {
    let shown = match character {
        // A space cannot be seen.
        _ if character.is_whitespace() => String::new(),
        _ => format!("`{character}` "),
    };
    let number = u32::from(character);
    let message = format!("{shown}(U+{number:04X}) is no character that a file is written with");
    let write = match plain {
        ' ' => format!("write {name}"),
        _ => format!("write {name}: `{plain}`"),
    };
    (message.trim_start().to_owned(), write)
}

/// Returns the slip on the line of a place, if there is one; `empty` says what to write where a value was left out.
pub(crate) fn slip(source: &str, place: usize, empty: &str) -> Option<Slip> {
    use TokenKind::{Comment, Eof, Newline, Whitespace};
    let before = source.as_bytes().get(..place.min(source.len()))?;
    let start = before.iter().rposition(|&byte| byte == b'\n');
    let start = start.map_or(0, |at| at + 1);
    let line = source.get(start..)?.split('\n').next()?;
    let line = line.strip_suffix('\r').unwrap_or(line);
    if let Some(at) = line.find('\r') {
        return Some(Slip {
            at: start + at..start + at + 1,
            message: "a line ends with a lone carriage return here".to_owned(),
            help: "save the file with newlines at the ends of lines".to_owned(),
        });
    }
    let tokens: Vec<Token> = Source::new(line).lex().collect();
    let slip = tokens.iter().find_map(|token| {
        // What is quoted may hold any of them.
        let text = (token.kind() == TokenKind::Atom).then(|| of_token(line, token))?;
        text.char_indices().find_map(|(at, one)| {
            let at = start + token.span().start() + at;
            let (message, help) = match stand_in(one) {
                Some(plain) => misplaced(one, plain),
                None if is_dangerous(one) => (
                    format!("(U+{:04X}) is a character that nobody sees", u32::from(one)),
                    "take it out".to_owned(),
                ),
                None => return None,
            };
            let at = at..at + one.len_utf8();
            Some(Slip { at, message, help })
        })
    });
    if slip.is_some() {
        return slip;
    }
    let is_blank = |kind| matches!(kind, Whitespace | Comment | Newline | Eof);
    let written = tokens.iter().filter(|token| !is_blank(token.kind()));
    let written: Vec<&Token> = written.collect();
    let [key @ .., last] = &written[..] else {
        return None;
    };
    let first = key.first()?;
    let equals = key.iter().filter(|token| token.kind() == TokenKind::Equals);
    if let Some((name, _)) = line.split_once(':').filter(|(name, _)| is_id(name.trim())) {
        let at = start + name.len();
        return Some(Slip {
            at: at..at + 1,
            message: format!("a colon stands behind `{}`", name.trim()),
            help: "write an equals sign: `=`".to_owned(),
        });
    }
    (last.kind() == TokenKind::Equals && equals.count() == 0).then(|| {
        let key = &line[first.span().start()..last.span().start()];
        let key: String = key.trim_end().chars().take(64).collect();
        Slip {
            at: place..place,
            message: format!("`{key}` has no value"),
            help: empty.to_owned(),
        }
    })
}

/// Says in words of this tool what the parser stumbles over most often, and what to write.
pub(crate) fn in_words(message: &str) -> Option<(&'static str, &'static str)> {
    const UNQUOTED: [&str; 2] = [
        "this is neither a number nor a text in quotes",
        "write a text in double quotes",
    ];
    const HALF_QUOTED: [&str; 2] = [
        "a quote is missing at the beginning or the end of a text",
        "write the whole text in double quotes",
    ];
    let [said, help] = match message.split([',', '\n']).next()? {
        "invalid unquoted key" => [
            "only `a` to `z`, `0` to `9` and `-` make a key",
            "write `key = value` with a key of these",
        ],
        "key with no value" => [
            "there is no `=` between a key and a value on this line",
            "write `key = value`; only the head of a table has none, and stands in brackets",
        ],
        "unclosed table" => [
            "the bracket behind the name of a table is missing",
            "write `]` behind the name",
        ],
        "unclosed array table" => [
            "the brackets behind the name of a table are missing",
            "write `]]` behind the name",
        ],
        "unexpected key or value" => [
            "there is more on this line than one key and its value",
            "write each key on a line of its own, or take out what is too much",
        ],
        "duplicate key" => ["this key stands twice", "keep one of them"],
        "string values must be quoted" | "invalid boolean" | "invalid float" => UNQUOTED,
        "missing opening quote" | "invalid basic string" | "invalid literal string" => HALF_QUOTED,
        _ => return None,
    };
    Some((said, help))
}

fn of_token<'s>(line: &'s str, token: &Token) -> &'s str {
    line.get(token.span().start()..token.span().end())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slip_is_named_with_its_place_and_what_to_write() {
        for (source, at, message, help) in [
            (
                "a = “3”\n",
                4..7,
                "`“` (U+201C) is",
                "a straight double quote: `\"`",
            ),
            ("a = ‘3’", 4..7, "`‘` (U+2018) is", "a straight quote: `'`"),
            (
                "[b]\na\u{a0}= 3\n",
                5..7,
                "(U+00A0) is",
                "write a plain space",
            ),
            ("a = −3", 4..7, "`−` (U+2212) is", "a hyphen: `-`"),
            ("a = ３", 4..7, "`３` (U+FF13) is", "a digit: `3`"),
            (
                "a = 1\nb = \nc = 2",
                10..10,
                "`b` has no value",
                "leave it empty",
            ),
            (
                "b =# nothing\r\n",
                3..3,
                "`b` has no value",
                "leave it empty",
            ),
            ("[b]\ra = 3\r", 3..4, "a lone carriage return", "newlines"),
            ("a = \u{200b}1", 4..7, "(U+200B) is", "take it out"),
            ("a: 1", 1..2, "a colon stands behind `a`", "`=`"),
        ] {
            let found = slip(source, at.start, "leave it empty").unwrap();
            assert_eq!(found.at, at, "{source}");
            assert!(found.message.contains(message), "{}", found.message);
            assert!(found.help.contains(help), "{}", found.help);
        }
    }

    #[test]
    fn what_is_quoted_or_a_remark_is_no_slip() {
        for source in [
            "a = \"“3”\" 3\n",
            "a = 3 3  # “so”\n",
            "a = [\n",
            "= 3\n",
            "",
            "a = b =\n",
        ] {
            assert_eq!(slip(source, 0, ""), None, "{source}");
        }
    }
}
