//! The words on which items are answered, in the two voices of a catalogue. Prompt, form and result take them from here,
//! so that what is asked, filled in and reported is the same.

use super::Subject;

/// The responses to a pair: a degree, and the letter of the statement it goes to. Response 1 comes first.
pub const PAIR_SCALE: [(&str, &str); 4] = [
    ("much more", "A"),
    ("a little more", "A"),
    ("a little more", "B"),
    ("much more", "B"),
];

impl Subject {
    /// Returns what is asked of a pair.
    #[must_use]
    pub fn pair_question(self) -> &'static str {
        match self {
            Self::You => "Which is more like you?",
            Self::TheWork => "Which is more true of the work?",
        }
    }

    /// Returns what is asked of a statement.
    #[must_use]
    pub fn statement_question(self) -> &'static str {
        match self {
            Self::You => "How much is this like you?",
            Self::TheWork => "How true is this of the work?",
        }
    }

    /// Returns the responses to a statement, response 1 first; each also reads well before the statement it answers.
    #[must_use]
    pub fn statement_scale(self) -> [&'static str; 5] {
        match self {
            Self::You => [
                "not like me",
                "a little like me",
                "partly like me",
                "mostly like me",
                "very like me",
            ],
            Self::TheWork => [
                "not true",
                "a little true",
                "partly true",
                "mostly true",
                "very true",
            ],
        }
    }

    /// Returns what to keep in mind while answering, where the items alone do not make it plain.
    #[must_use]
    pub fn answering_note(self) -> Option<&'static str> {
        match self {
            Self::You => None,
            Self::TheWork => {
                Some("Have one piece of work in mind and answer for that one throughout.")
            }
        }
    }
}
