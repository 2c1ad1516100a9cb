//! What a text looks like to somebody who reads it, so that two that cannot be told apart are found.

use super::text::{is_dangerous, is_stray};

/// Letters that are drawn as Latin ones: first as they are, then the Latin ones in the same order.
const DRAWN_AS: [(&str, &str); 6] = [
    (
        "АВЕЅІЈКМНОРСТХҮԚԜаеѕіјорсухһԁԛԝӏ",
        "ABESIJKMHOPCTXYQWaesijopcyxhdqwl",
    ),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳνρ", "ABEZHIKMNOPTYXocjvp"),
    ("ⅠⅤⅩⅬⅭⅮⅯⅰⅴⅹⅼⅽⅾⅿ", "IVXLCDMivxlcdm"),
    ("օℓℎαɑӀ", "olhaal"),
    ("ǀ∣│￨", "||||"),
    ("‐‑‒–—―−‘’‚‛′“”„‟″", "-------'''''\"\"\"\"\""),
];

/// Marks above and below letters: the mark, small letters, and what each is as one character with the mark.
const WITH_MARK: [(char, &str, &str); 11] = [
    ('\u{300}', "aeioun", "àèìòùǹ"),
    ('\u{301}', "aeiouyclnrszg", "áéíóúýćĺńŕśźǵ"),
    ('\u{302}', "aeioucghjswy", "âêîôûĉĝĥĵŝŵŷ"),
    ('\u{303}', "anoiu", "ãñõĩũ"),
    ('\u{304}', "aeiou", "āēīōū"),
    ('\u{306}', "aegiouи", "ăĕğĭŏŭй"),
    ('\u{307}', "cegz", "ċėġż"),
    ('\u{308}', "aeiouyе", "äëïöüÿё"),
    ('\u{30a}', "au", "åů"),
    ('\u{30c}', "cdenrstzag", "čďěňřšťžǎǧ"),
    ('\u{327}', "cgklnrst", "çģķļņŗşţ"),
];

/// Returns a text as it looks: without what is not seen, spaces as single ones, letters small, and those drawn alike as
/// the Latin ones. Wide letters, letters of formulas, ligatures and letters with a mark of their own are as usual.
#[must_use]
pub fn appearance(text: &str) -> String {
    let small = shown(text).flat_map(|character| usual(character).to_lowercase());
    as_words(small.map(|character| drawn(character).to_ascii_lowercase()))
}

/// A way in which a text is taken for another. Texts that have one in common look alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// Whatever the case of its letters.
    AnyCase(String),
    /// In the case of its letters, in which a capital I is drawn as a small l.
    OwnCase(String),
}

/// Returns both looks of a text, that in any case first.
#[must_use]
pub fn looks(text: &str) -> [Look; 2] {
    let own_case = as_words(shown(text).map(drawn));
    [Look::AnyCase(appearance(text)), Look::OwnCase(own_case)]
}

/// Returns the characters of a text that are seen.
fn shown(text: &str) -> impl Iterator<Item = char> {
    let mut before = None;
    text.chars().filter(move |&character| {
        let hides = is_dangerous(character) && !character.is_whitespace()
            || is_stray(before, character)
            || matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
        before = Some(character);
        !hides
    })
}

/// Returns characters as a text, with single spaces.
fn as_words(characters: impl Iterator<Item = char>) -> String {
    let mut seen = String::new();
    characters.for_each(|character| push(&mut seen, character));
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ")
}

/// Adds a character, with the one before it where it is a mark of that.
fn push(seen: &mut String, character: char) {
    match character {
        'ﬀ' => seen.push_str("ff"),
        'ﬁ' => seen.push_str("fi"),
        'ﬂ' => seen.push_str("fl"),
        'ﬃ' => seen.push_str("ffi"),
        'ﬄ' => seen.push_str("ffl"),
        'ﬅ' | 'ﬆ' => seen.push_str("st"),
        '…' => seen.push_str("..."),
        _ => {
            let marked = seen
                .chars()
                .next_back()
                .and_then(|letter| marked(letter, character));
            if marked.is_some() {
                seen.pop();
            }
            seen.push(marked.unwrap_or(character));
        }
    }
}

/// Returns a letter and its mark as one character, where there is one.
fn marked(letter: char, mark: char) -> Option<char> {
    let (_, letters, together) = WITH_MARK.iter().find(|(one, _, _)| *one == mark)?;
    let at = letters.chars().position(|one| one == letter)?;
    together.chars().nth(at)
}

/// Returns the usual character that looks as this one does, or the same.
fn usual(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    let number = u32::from(character);
    let latin = |at: u32| char::from_u32(if at < 26 { 65 + at } else { 71 + at });
    let found = match number {
        0xff01..=0xff5e => char::from_u32(number - 0xfee0),
        0x1d400..=0x1d6a3 => latin((number - 0x1d400) % 52),
        0x1d7ce..=0x1d7ff => char::from_u32(48 + (number - 0x1d7ce) % 10),
        _ => DRAWN_AS.iter().find_map(|(letters, as_latin)| {
            let at = letters.chars().position(|one| one == character)?;
            as_latin.chars().nth(at)
        }),
    };
    found.unwrap_or(character)
}

/// Returns a letter that is drawn as this character is: strokes and digits look as some do.
pub(crate) fn drawn(character: char) -> char {
    match usual(character) {
        'I' | '1' | '|' => 'l',
        '0' => 'O',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_alike_have_one_appearance() {
        for (one, other) in [
            ("Wait", " wait\u{a0}"),
            ("Turn left", "Turn\n\u{3000} left"),
            ("Turn left", "Tu\u{fe0f}rn\u{34f} le\u{200b}ft\u{200d}"),
            ("Wait", "W\u{430}it"),
            ("OPEN", "\u{41e}\u{420}\u{395}N"),
            ("Wait 1", "Ｗａｉｔ １"),
            ("Wait 1", "𝐖𝐚𝐢𝐭 𝟏"),
            ("it's - so...", "it’s – so…"),
            ("file", "ﬁle"),
            ("Manager a", "Manager \u{3b1}"),
            ("Manager a", "Manager \u{251}"),
            ("Most", "Moﬆ"),
            ("Level Diver", "Ⅼeⅴeℓ Ⅾⅰνer"),
            ("Plan 10", "Plan lO"),
            ("a | b", "a l b"),
            ("café Zoë", "cafe\u{301} Zoe\u{308}"),
            ("CAFÉ", "cafe\u{301}"),
            ("☎", "☎\u{fe0f}"),
        ] {
            assert_eq!(appearance(one), appearance(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_capital_i_is_drawn_as_an_l_in_its_own_case_alone() {
        let alike = |one: &str, other: &str| {
            let other = looks(other);
            looks(one).iter().any(|look| other.contains(look))
        };
        for (one, other) in [
            ("I wait", "l wait"),
            ("I wait", "1 wait"),
            ("I wait", "\u{406} wait"),
            ("I wait", "\u{4c0} wait"),
            ("I wait", "i WAIT"),
            ("Level I0", "Level lO"),
            ("BILL", "BlLL"),
        ] {
            assert!(alike(one, other), "{one:?} {other:?}");
        }
        for (one, other) in [
            ("the mail", "the mall"),
            ("AIM", "ALM"),
            ("1", "2"),
            ("I wait", "L wait"),
            ("It", "LT"),
        ] {
            assert!(!alike(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn texts_that_differ_to_the_eye_keep_apart() {
        for (one, other) in [
            ("Turn left", "Turnleft"),
            ("resume", "résumé"),
            ("schon", "schön"),
            ("wait", "wait."),
            ("役割", "役"),
            ("I", "T"),
            ("क्ष", "कष"),
        ] {
            assert_ne!(appearance(one), appearance(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn every_letter_of_the_tables_has_its_match() {
        for (letters, latin) in DRAWN_AS {
            assert_eq!(letters.chars().count(), latin.chars().count());
        }
        for (_, letters, together) in WITH_MARK {
            assert_eq!(letters.chars().count(), together.chars().count());
        }
    }
}
