//! What a text looks like to somebody who reads it, so that two that cannot be told apart are found.

use unicode_security::confusable_detection::skeleton;

use super::text::{is_dangerous, is_stray};

/// Returns a text as it looks: without what is not seen, spaces as single ones, letters small, and each character as the
/// one that it is drawn like (Unicode Technical Standard 39, section 4).
#[must_use]
pub fn appearance(text: &str) -> String {
    // In capitals, letters of other scripts are drawn like Latin ones whose small letters they are not.
    let latin = |character: char| match character {
        '\0'..='\x7f' => character.to_string(),
        other => skeleton(other.encode_utf8(&mut [0; 4])).collect(),
    };
    let usual: String = shown(text).map(latin).collect();
    // A nought is drawn like a capital O.
    as_words(&usual.to_lowercase()).to_lowercase()
}

/// A way in which a text is taken for another. Texts that have one in common look alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// Whatever the case of its letters.
    AnyCase(String),
    /// In the case of its letters, in which a capital I is drawn as a small l.
    OwnCase(String),
}

/// Returns both looks of a text, that in any case first, without full stops at its end, which nobody reads.
#[must_use]
pub fn looks(text: &str) -> [Look; 2] {
    let text = text.trim_end_matches(|last: char| last.is_whitespace() || ".。…".contains(last));
    let own_case = as_words(&shown(text).collect::<String>());
    [Look::AnyCase(appearance(text)), Look::OwnCase(own_case)]
}

/// Returns the characters of a text that are seen.
fn shown(text: &str) -> impl Iterator<Item = char> {
    let mut before = None;
    text.chars().filter(move |&character| {
        let hides =
            is_dangerous(character) && !character.is_whitespace() || is_stray(before, character);
        before = Some(character);
        !hides
    })
}

/// Returns a text as it is drawn, with single spaces.
fn as_words(text: &str) -> String {
    let drawn: String = skeleton(text).collect();
    let words: Vec<&str> = drawn.split_whitespace().collect();
    words.join(" ")
}

/// Returns what a character is drawn like: strokes and digits look as some letters do.
pub(crate) fn drawn(character: char) -> String {
    skeleton(character.encode_utf8(&mut [0; 4])).collect()
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
            ("Plan \u{b5}", "Plan \u{3bc}"),
            ("\u{a4ee}sk", "Ask"),
            ("\u{13aa}dd", "Add"),
            ("modern", "modem"),
            ("and/or", "and\u{2215}or"),
            ("Go!", "Go\u{1c3}"),
            ("so, then", "so\u{201a} then"),
            ("ロ", "口"),
            ("\u{f3}", "\u{1f79}"),
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
            ("I wait", "i wait. "),
            ("I wait...", "i wait…"),
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
    fn letters_that_are_drawn_alike_are_so_also_where_two_are_drawn_like_one() {
        for (one, other) in [('m', '\u{217f}'), ('I', 'l'), ('0', 'O'), ('А', 'A')] {
            assert_eq!(drawn(one), drawn(other), "{one} {other}");
        }
        assert_ne!(drawn('m'), drawn('n'));
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
}
