//! An item in words, and the responses to it.

use super::{ItemId, Text};
use crate::names::names;

names! {
    /// An end of a trait.
    Pole {
        /// The low pole.
        Low = "low",
        /// The high pole.
        High = "high",
    }
}

impl Pole {
    /// Returns the other end.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }
}

names! {
    /// How an item asks.
    ItemKind {
        /// Two statements; 4 degrees from the first to the second.
        Pair = "pair",
        /// One statement; 5 degrees from "not like me" to "very like me".
        Statement = "statement",
        /// A situation with options.
        Situation = "situation",
        /// Something that people do in an ordinary week; 5 degrees of how much one would enjoy it.
        Activity = "activity",
    }
}

impl ItemKind {
    /// Returns the name with its article: `a pair`.
    pub(super) fn with_article(self) -> &'static str {
        match self {
            Self::Pair => "a pair",
            Self::Statement => "a statement",
            Self::Situation => "a situation",
            Self::Activity => "an activity",
        }
    }

    /// Returns how many responses an item of this kind has; nothing where its options tell.
    #[must_use]
    pub fn responses(self) -> Option<usize> {
        match self {
            Self::Pair => Some(4),
            Self::Statement | Self::Activity => Some(5),
            Self::Situation => None,
        }
    }

    /// Returns the discrimination of an item of this kind whose catalogue gives none, per standard deviation.
    #[must_use]
    pub fn default_discrimination(self) -> f64 {
        match self {
            Self::Pair => 1.3,
            Self::Statement | Self::Activity => 1.2,
            Self::Situation => 1.0,
        }
    }

    /// Returns whether the responses are shown in another order than the catalogue's, so that a habit of position says
    /// nothing of them.
    pub(crate) fn is_shuffled(self) -> bool {
        self == Self::Situation
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemContent {
    /// Two statements between which the respondent leans.
    Pair {
        /// Response 1 is "much more the first".
        first: Text,
        /// Response 4 is "much more the second".
        second: Text,
        /// The pole that the first statement shows.
        first_shows: Pole,
    },
    /// One statement.
    Statement {
        /// The statement.
        text: Text,
        /// The pole that agreeing shows.
        shows: Pole,
    },
    /// A situation.
    Situation {
        /// The situation and the question.
        text: Text,
        /// What one could do, from the low to the high pole; shown in another order.
        options: Vec<Text>,
    },
    /// An activity; enjoying it shows the high pole.
    Activity {
        /// What one does.
        text: Text,
    },
}

impl ItemContent {
    /// Returns the kind.
    #[must_use]
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Pair { .. } => ItemKind::Pair,
            Self::Statement { .. } => ItemKind::Statement,
            Self::Situation { .. } => ItemKind::Situation,
            Self::Activity { .. } => ItemKind::Activity,
        }
    }

    /// Returns how many responses the item has.
    #[must_use]
    pub fn response_count(&self) -> usize {
        self.kind().responses().unwrap_or(self.options().len())
    }

    /// Returns the text that the responses answer; a pair has none, for its responses lie between two.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        match self {
            Self::Pair { .. } => None,
            Self::Statement { text, .. }
            | Self::Situation { text, .. }
            | Self::Activity { text } => Some(text),
        }
    }

    /// Returns the item's own responses, from the low to the high pole; none where its kind has a scale.
    #[must_use]
    pub fn options(&self) -> &[Text] {
        match self {
            Self::Situation { options, .. } => options,
            Self::Pair { .. } | Self::Statement { .. } | Self::Activity { .. } => &[],
        }
    }

    /// Returns every text that people read.
    #[must_use]
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Pair { first, second, .. } => vec![first, second],
            Self::Statement { .. } | Self::Situation { .. } | Self::Activity { .. } => {
                self.text().into_iter().chain(self.options()).collect()
            }
        }
    }

    /// Returns the pole that the highest response shows.
    #[must_use]
    pub fn last_response_shows(&self) -> Pole {
        match self {
            Self::Pair { first_shows, .. } => first_shows.other(),
            Self::Statement { shows, .. } => *shows,
            Self::Situation { .. } | Self::Activity { .. } => Pole::High,
        }
    }

    /// Returns the number of the response by which somebody agrees who agrees with everything; nothing where no response
    /// does that.
    pub(crate) fn agreeing_response(&self) -> Option<usize> {
        match self {
            Self::Pair { .. } => Some(1),
            Self::Statement { .. } | Self::Activity { .. } => Some(self.response_count()),
            Self::Situation { .. } => None,
        }
    }
}

/// One question that measures one trait.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its key.
    pub id: ItemId,
    /// Index of the trait it measures.
    pub trait_index: usize,
    /// The side of the trait it looks at, in a few words.
    pub facet: Option<Text>,
    /// How probable it was by chance alone that the roles lay as far apart on it as in a trial, where that is known.
    pub chance: Option<f64>,
    /// What is asked.
    pub content: ItemContent,
}

impl Item {
    /// Whether a trial could not show that it tells the roles apart: chance alone would have done as well in 1 of 20 trials.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.chance.is_some_and(|chance| chance >= 0.05)
    }
}

/// What the respondent chose, counted from 1 in the order in which the catalogue lists the responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Response(u8);

impl Response {
    /// Makes a response to an item with `count` responses, or nothing unless `1 <= number <= count`.
    #[must_use]
    pub(super) fn new(number: usize, count: usize) -> Option<Self> {
        (1..=count)
            .contains(&number)
            .then_some(Self(u8::try_from(number).ok()?))
    }

    /// Returns the number, from 1.
    #[must_use]
    pub fn number(self) -> usize {
        usize::from(self.0)
    }
}
