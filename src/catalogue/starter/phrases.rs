//! The sentences of a first catalogue that its author must replace. They stand here once: the page is written from them,
//! and `check` knows by them what nobody has rewritten yet.

use crate::catalogue::{Pole, Subject};

/// The word that marks what must be written still, in a text or in a comment behind it.
pub(in crate::catalogue) const MARK: &str = "TODO";

pub(super) const SOURCE_TITLE: &str = "TODO: what you read or whom you asked";
pub(super) const SOURCE_PUBLISHER: &str = "TODO: who published it";
pub(super) const SOURCE_ABOUT: &str = "TODO: what it is, and where it leans.";
pub(super) const CATALOGUE_ABOUT: &str = "TODO: whom it is for, and when.";
pub(super) const BASIS: &str = "Set by hand by its author; not yet validated on answers.";
pub(super) const SHORT: &str = "TODO: one word for tight places";
pub(super) const CLAIM: &str = "TODO: why people who suit it lean to “{low}”, in your own words.";
pub(super) const TRAIT_ABOUT: &str = "Whether it is rather “{low}” or rather “{high}”.";
pub(super) const POLE_ABOUT: &str = "TODO: what somebody does who leans to “{low}”.";
pub(super) const ROLE_ABOUT: &str = "What people do all day whose role is “{low}”.";

/// An item to rewrite, with the side from which it looks.
pub(super) struct Sketch {
    pub(super) facet: &'static str,
    pub(super) words: Words,
}

/// The words of an item, by kind; options run from the low pole to the high one.
pub(super) enum Words {
    Pair(&'static str, &'static str, Pole),
    Statement(&'static str, Pole),
    Situation(&'static str, [&'static str; 4]),
}

/// Six for each trait: every kind twice and, where a habit could speak, both ways round.
pub(super) const fn sketches(subject: Subject) -> &'static [Sketch; 6] {
    match subject {
        Subject::You => &YOU,
        Subject::TheWork => &THE_WORK,
    }
}

const YOU: [Sketch; 6] = [
    Sketch {
        facet: "what one chooses",
        words: Words::Pair(
            "If I have to choose, I choose “{low}”.",
            "If I have to choose, I choose “{high}”.",
            Pole::Low,
        ),
    },
    Sketch {
        facet: "the best days",
        words: Words::Pair(
            "On my best days it is “{high}”.",
            "On my best days it is “{low}”.",
            Pole::High,
        ),
    },
    Sketch {
        facet: "what friends say",
        words: Words::Statement(
            "Friends would say that “{high}” fits me better than “{low}”.",
            Pole::High,
        ),
    },
    Sketch {
        facet: "what one remembers",
        words: Words::Statement(
            "Of a good week I remember “{low}” rather than “{high}”.",
            Pole::Low,
        ),
    },
    Sketch {
        facet: "a free day",
        words: Words::Situation(
            "You have a free day, and may fill it with “{low}” or with “{high}”. What would you most likely do?",
            [
                "Fill the day with “{low}”.",
                "Mostly “{low}”, with some “{high}”.",
                "Mostly “{high}”, with some “{low}”.",
                "Fill the day with “{high}”.",
            ],
        ),
    },
    Sketch {
        facet: "the first step",
        words: Words::Situation(
            "A friend asks for help, and “{low}” would serve as well as “{high}”. What would you most likely do first?",
            [
                "Begin with “{low}”, and stay with it.",
                "Begin with “{low}”, then go on to “{high}”.",
                "Begin with “{high}”, then go on to “{low}”.",
                "Begin with “{high}”, and stay with it.",
            ],
        ),
    },
];

const THE_WORK: [Sketch; 6] = [
    Sketch {
        facet: "what it asks for",
        words: Words::Pair(
            "The work asks for “{low}”.",
            "The work asks for “{high}”.",
            Pole::Low,
        ),
    },
    Sketch {
        facet: "an ordinary day",
        words: Words::Pair(
            "On an ordinary day it is “{high}”.",
            "On an ordinary day it is “{low}”.",
            Pole::High,
        ),
    },
    Sketch {
        facet: "what others say",
        words: Words::Statement(
            "Who knows the work would say “{high}” rather than “{low}”.",
            Pole::High,
        ),
    },
    Sketch {
        facet: "what is left of a week",
        words: Words::Statement(
            "At the end of a good week “{low}” has come further than “{high}”.",
            Pole::Low,
        ),
    },
    Sketch {
        facet: "where a week goes",
        words: Words::Situation(
            "The work is between “{low}” and “{high}”. What does most of a week go to?",
            [
                "All to “{low}”.",
                "Mostly to “{low}”, some to “{high}”.",
                "Mostly to “{high}”, some to “{low}”.",
                "All to “{high}”.",
            ],
        ),
    },
    Sketch {
        facet: "what would be missed",
        words: Words::Situation(
            "Nobody does the work for a month, neither “{low}” nor “{high}”. What would be missed?",
            [
                "It would be “{low}” alone.",
                "First “{low}”, and later “{high}”.",
                "First “{high}”, and later “{low}”.",
                "It would be “{high}” alone.",
            ],
        ),
    },
];

/// Fills a phrase with the poles of a trait; a phrase about one thing names it as the first.
pub(super) fn filled(phrase: &str, low: &str, high: &str) -> String {
    let mut out = String::new();
    for (place, part) in phrase.split('{').enumerate() {
        // What is put in is never looked at again: a pole may be called `{high}`.
        match part.split_once('}').filter(|_| place > 0) {
            Some((name, rest)) => {
                out.push_str(if name == "low" { low } else { high });
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    out
}

/// Returns whether nobody has written this text yet: it is marked, or a phrase of this page, whatever the poles are.
pub(in crate::catalogue) fn is_unwritten(text: &str) -> bool {
    let of_items = YOU
        .iter()
        .chain(&THE_WORK)
        .flat_map(|sketch| match &sketch.words {
            Words::Pair(first, second, _) => vec![*first, *second],
            Words::Statement(text, _) => vec![*text],
            Words::Situation(text, options) => [&[*text][..], options].concat(),
        });
    let others = [
        SOURCE_TITLE,
        SOURCE_PUBLISHER,
        SOURCE_ABOUT,
        CATALOGUE_ABOUT,
        SHORT,
        CLAIM,
        TRAIT_ABOUT,
        POLE_ABOUT,
        ROLE_ABOUT,
    ];
    let text = text.trim();
    marks(text).next().is_some()
        || of_items
            .chain(others)
            .any(|phrase| is_made_of(phrase, text))
}

/// Returns where the mark stands in a text as a word of its own.
pub(in crate::catalogue) fn marks(text: &str) -> impl Iterator<Item = usize> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let found = text.match_indices(MARK).map(|(at, _)| at);
    found.filter(move |&at| {
        let (before, after) = (&text[..at], &text[at + MARK.len()..]);
        !before.ends_with(is_word) && !after.starts_with(is_word)
    })
}

fn is_made_of(phrase: &str, text: &str) -> bool {
    let phrase = phrase.strip_prefix("TODO: ").unwrap_or(phrase);
    let parts = phrase.split('{').enumerate().map(|(place, part)| {
        let behind = part.split_once('}').filter(|_| place > 0);
        behind.map_or(part, |(_, rest)| rest)
    });
    let parts: Vec<&str> = parts.collect();
    let (first, others) = parts.split_first().expect("a split text has a first part");
    let Some((last, middle)) = others.split_last() else {
        return text == phrase;
    };
    let inner = text
        .strip_prefix(first)
        .and_then(|rest| rest.strip_suffix(last));
    let Some(mut rest) = inner else {
        return false;
    };
    for part in middle {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    true
}
