//! The words on which items are answered, in the voices of a catalogue. Prompt, form and result take them from here, so
//! that what is asked, filled in and reported is the same.

use super::{ItemKind, Subject};

/// What stands before the two statements of a pair. They are words, for a letter beside a statement looks like a key.
pub const PAIR_SIDES: [&str; 2] = ["First", "Second"];

/// The responses to a pair: a degree, and the statement it goes to. Response 1 comes first.
pub const PAIR_SCALE: [(&str, &str); 4] = [
    ("much more", "the first"),
    ("a little more", "the first"),
    ("a little more", "the second"),
    ("much more", "the second"),
];

impl Subject {
    /// Returns what is asked of an item of this kind; nothing where its own words ask. `about` is what the person is
    /// called whom somebody else answers about.
    #[must_use]
    pub fn question(self, kind: ItemKind, about: Option<&str>) -> Option<String> {
        let question = match (kind, self, about) {
            (ItemKind::Situation, _, _) => return None,
            (ItemKind::Pair, Self::You, _) => "Which is more like you?",
            (ItemKind::Pair, Self::TheWork, _) => "Which is more true of the work?",
            (ItemKind::Statement, Self::You, _) => "How much is this like you?",
            (ItemKind::Statement, Self::TheWork, _) => "How true is this of the work?",
            (ItemKind::Activity, Self::You, None) => {
                "How much would you enjoy this as part of a normal working week?"
            }
            (ItemKind::Activity, Self::You, Some(name)) => {
                return Some(format!(
                    "How much would {name} enjoy this as part of a normal working week?"
                ));
            }
            (ItemKind::Activity, Self::TheWork, _) => {
                "How much of a normal week of this work is this?"
            }
        };
        Some(question.to_owned())
    }

    /// Returns the responses to items of this kind, response 1 first; none where an item has its own.
    #[must_use]
    pub fn scale(self, kind: ItemKind) -> &'static [&'static str] {
        match (kind, self) {
            (ItemKind::Situation, _) => &[],
            (ItemKind::Pair, _) => &[
                "much more the first",
                "a little more the first",
                "a little more the second",
                "much more the second",
            ],
            (ItemKind::Statement, Self::You) => &[
                "not like me",
                "hardly like me",
                "partly like me",
                "mostly like me",
                "very like me",
            ],
            (ItemKind::Statement, Self::TheWork) => &[
                "not true",
                "hardly true",
                "partly true",
                "mostly true",
                "very true",
            ],
            (ItemKind::Activity, Self::You) => {
                &["not at all", "a little", "somewhat", "a lot", "very much"]
            }
            (ItemKind::Activity, Self::TheWork) => {
                &["hardly any", "a little", "some", "a lot", "most"]
            }
        }
    }

    /// Returns the responses as they read before the text that they answer, where that text is no question.
    pub(crate) fn scale_in_words(self, kind: ItemKind) -> &'static [&'static str] {
        match (kind, self) {
            (ItemKind::Activity, Self::You) => &[
                "would not enjoy at all",
                "would enjoy a little",
                "would enjoy somewhat",
                "would enjoy a lot",
                "would enjoy very much",
            ],
            (ItemKind::Activity, Self::TheWork) => &[
                "hardly any of the week",
                "a little of the week",
                "some of the week",
                "a lot of the week",
                "most of the week",
            ],
            (ItemKind::Pair | ItemKind::Statement | ItemKind::Situation, _) => self.scale(kind),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_as_many_words_as_its_kind_has_responses() {
        for kind in ItemKind::ALL {
            for subject in [Subject::You, Subject::TheWork] {
                let responses = kind.responses().unwrap_or(0);
                assert_eq!(subject.scale(kind).len(), responses);
                assert_eq!(subject.scale_in_words(kind).len(), responses);
            }
        }
        let labels = PAIR_SCALE.map(|(degree, side)| format!("{degree} {side}"));
        assert_eq!(Subject::You.scale(ItemKind::Pair), labels);
    }

    #[test]
    fn an_activity_is_asked_of_whom_it_is_about() {
        let asked = |subject: Subject, about| subject.question(ItemKind::Activity, about).unwrap();
        let week = "enjoy this as part of a normal working week?";
        assert_eq!(
            asked(Subject::You, None),
            format!("How much would you {week}")
        );
        assert_eq!(
            asked(Subject::You, Some("Ana")),
            format!("How much would Ana {week}")
        );
        assert!(asked(Subject::TheWork, Some("Ana")).starts_with("How much of a normal week"));
    }
}
