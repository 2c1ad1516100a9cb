//! Numbers as people read them. It rounds; it neither sums nor compares probabilities.

use std::fmt::Display;

/// Stands between a number and its unit: a space at which no line breaks. Pages turn it into a plain space.
pub(super) const TIED: char = '\u{a0}';

/// Writes a probability in whole per cent: `96 %`, `<1 %`, `>99 %`; `0 %` and `100 %` only if it is exactly that.
///
/// The same probability is written the same everywhere, and what is written never falls as the probability rises, so
/// percentages cannot contradict an order. They need not add up to 100.
pub(super) fn percent(probability: f64) -> String {
    let figure = if probability <= 0.0 {
        "0".to_owned()
    } else if probability < 0.01 {
        "<1".to_owned()
    } else if probability >= 1.0 {
        "100".to_owned()
    } else if probability > 0.99 {
        ">99".to_owned()
    } else {
        format!("{:.0}", (probability * 100.0).round())
    };
    format!("{figure}{TIED}%")
}

/// Writes a share in per cent with one decimal: `76.5 %`, `<0.1 %`, `>99.9 %`; `0.0 %` and `100.0 %` only if it is exactly
/// that.
pub(super) fn percent_in_tenths(share: f64) -> String {
    let figure = decimal(share * 100.0, 1);
    let figure = match figure.as_str() {
        "0.0" if share > 0.0 => "<0.1",
        "100.0" if share < 1.0 => ">99.9",
        figure => figure,
    };
    format!("{figure}{TIED}%")
}

/// Writes a count with its noun: `1 respondent`, `1,234 respondents`.
#[must_use]
pub fn counted(count: impl Display, noun: &str) -> String {
    let count = grouped(count);
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Writes a number with this many decimals, halves away from 0, and never as `-0`.
pub(super) fn decimal(number: f64, decimals: u8) -> String {
    let scale = 10_f64.powi(i32::from(decimals));
    let rounded = (number * scale).round() / scale;
    // Adding 0 turns -0 into 0.
    format!("{:.*}", usize::from(decimals), rounded + 0.0)
}

/// Writes a number with one decimal and its sign: `+0.9`, `-0.3`, `0.0`.
pub(super) fn signed(number: f64) -> String {
    let figure = decimal(number, 1);
    if figure.starts_with('-') || figure == "0.0" {
        figure
    } else {
        format!("+{figure}")
    }
}

/// What stands for a figure that there is none of.
pub(super) const NONE: &str = "-";

/// Writes a number with its sign, that of 0 too: such figures stand in columns.
pub(super) fn in_column(number: f64, decimals: u8) -> String {
    let figure = decimal(number, decimals);
    if figure.starts_with('-') {
        figure
    } else {
        format!("+{figure}")
    }
}

/// Writes a small count in words, a greater one in digits.
pub(super) fn count(number: usize) -> String {
    const WORDS: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    WORDS
        .get(number)
        .map_or_else(|| number.to_string(), |&word| word.to_owned())
}

/// Writes a count with its thousands set apart.
pub(super) fn grouped(count: impl Display) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns the text with its first letter large.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Returns the text with its first letter small, to stand inside a sentence; one that begins with an abbreviation as it is.
#[must_use]
pub fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    if text.chars().nth(1).is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_stays_large_inside_a_sentence() {
        for (text, inside) in [
            ("Product owner", "product owner"),
            ("QA lead", "QA lead"),
            ("Head of QA", "head of QA"),
            ("A", "a"),
            ("", ""),
        ] {
            assert_eq!(lowered(text), inside);
        }
    }

    fn plain(probability: f64) -> String {
        percent(probability).replace(TIED, " ")
    }

    #[test]
    fn certainty_is_never_claimed_by_rounding() {
        assert_eq!(plain(1.0 - 1e-15), ">99 %");
        assert_eq!(plain(0.9901), ">99 %");
        assert_eq!(plain(0.99), "99 %");
        assert_eq!(plain(1e-300), "<1 %");
        assert_eq!((plain(0.0), plain(1.0)), ("0 %".into(), "100 %".into()));
    }

    #[test]
    fn written_percentages_never_fall_as_the_probability_rises() {
        let value = |text: String| match text.as_str() {
            "<1 %" => 0.5,
            ">99 %" => 99.5,
            other => other.trim_end_matches(" %").parse::<f64>().unwrap(),
        };
        let written: Vec<f64> = (0..=10_000)
            .map(|step| value(plain(f64::from(step) / 10_000.0)))
            .collect();
        assert!(written.is_sorted());
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, "row"), "1 row");
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(decimal(-0.04, 1), "0.0");
        assert_eq!(decimal(-0.0, 0), "0");
        assert_eq!(signed(-0.04), "0.0");
        assert_eq!(
            (signed(0.26), signed(-0.25)),
            ("+0.3".into(), "-0.3".into())
        );
    }
}
