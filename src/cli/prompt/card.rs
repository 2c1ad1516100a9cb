//! A question as it is shown: texts and labels, in the order shown.

use rolefit::catalogue::PAIR_SCALE;

/// One question, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Card {
    /// Where the person is; first on the screen.
    pub(crate) progress: String,
    /// What is asked, where the texts do not ask it themselves.
    pub(crate) heading: Option<String>,
    /// The texts.
    pub(crate) body: Body,
    /// The position of the answer given before it was taken back.
    pub(crate) earlier: Option<usize>,
    /// What the trait is about: a line of its name, then what its ends mean.
    pub(crate) about: Vec<String>,
    /// Whether what is answered is kept when the person stops.
    pub(crate) keeping: Keeping,
}

/// What becomes of the answers when the person stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// They are saved.
    Saved,
    /// They are lost, as asked for.
    Nothing,
}

/// The texts of a question and its options.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    /// Two statements; the options lead from the first to the second.
    Pair { first: String, second: String },
    /// One text with options below it.
    Listed(Labelled),
}

/// A text and its options.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Labelled {
    pub(crate) text: String,
    pub(crate) options: Vec<String>,
}

impl Card {
    /// Returns how many options there are.
    pub(crate) fn count(&self) -> usize {
        match &self.body {
            Body::Pair { .. } => PAIR_SCALE.len(),
            Body::Listed(labelled) => labelled.options.len(),
        }
    }

    /// Returns the label of every option, each complete without the layout around it.
    pub(super) fn labels(&self) -> Vec<String> {
        match &self.body {
            Body::Pair { .. } => PAIR_SCALE
                .iter()
                .map(|(degree, side)| format!("{degree} {side}"))
                .collect(),
            Body::Listed(labelled) => labelled.options.clone(),
        }
    }
}
