//! How many words two texts share. It knows words by their number and judges nothing.

use std::collections::BTreeMap;

/// Numbers words, so that texts are compared as numbers.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(BTreeMap<String, u32>);

impl Vocabulary {
    /// Returns the numbers of the different words of a text, whatever their case, rising.
    pub(super) fn words(&mut self, text: &str) -> Vec<u32> {
        let lower = text.to_lowercase();
        let tokens = lower
            .split(|character: char| !(character.is_alphanumeric() || character == '\''))
            .filter(|token| !token.is_empty());
        let mut words: Vec<u32> = tokens.map(|token| self.number(token)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn number(&mut self, token: &str) -> u32 {
        if let Some(&number) = self.0.get(token) {
            return number;
        }
        let number = u32::try_from(self.0.len()).expect("files are far below 2^32 bytes");
        self.0.insert(token.to_owned(), number);
        number
    }

    /// Returns how many different words there are; their numbers start at 0.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Returns the share of words that two rising lists have in common: both over either (Jaccard, 0 to 1).
pub(super) fn likeness(one: &[u32], other: &[u32]) -> f64 {
    let (mut left, mut right, mut both) = (0, 0, 0_usize);
    while let (Some(first), Some(second)) = (one.get(left), other.get(right)) {
        left += usize::from(first <= second);
        right += usize::from(second <= first);
        both += usize::from(first == second);
    }
    let either = one.len() + other.len() - both;
    if either == 0 {
        0.0
    } else {
        both as f64 / either as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_what_two_texts_share_of_all_their_words() {
        // {a, b, c} and {b, c, d} share two of four words.
        let likeness_of = |one: &str, other: &str| {
            let mut vocabulary = Vocabulary::default();
            let (one, other) = (vocabulary.words(one), vocabulary.words(other));
            likeness(&one, &other)
        };
        assert!((likeness_of("a b c", "B, c; d!") - 0.5).abs() < 1e-12);
        assert!((likeness_of("a b", "b a a") - 1.0).abs() < 1e-12);
        assert!(likeness_of("", "").abs() < 1e-12);
    }
}
