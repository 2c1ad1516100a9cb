//! A question as it is shown: texts and labels, in the order shown. It does not know which option means what.

use rolefit::catalogue::Subject;

/// One question, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Card {
    /// Where the person is; first on the screen.
    pub(crate) progress: String,
    /// What is asked, where the texts do not ask it themselves.
    pub(crate) heading: Option<&'static str>,
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

/// The degrees between two statements, as words that stand under the statement they belong to.
pub(super) const DEGREES: [&str; 4] = ["much more", "a little", "a little", "much more"];

impl Card {
    /// Returns how many options there are.
    pub(crate) fn count(&self) -> usize {
        match &self.body {
            Body::Pair { .. } => DEGREES.len(),
            Body::Listed(labelled) => labelled.options.len(),
        }
    }

    /// Returns the label of every option, each complete without the layout around it.
    pub(super) fn labels(&self) -> Vec<String> {
        match &self.body {
            Body::Pair { .. } => DEGREES
                .iter()
                .zip(["A", "A", "B", "B"])
                .map(|(degree, side)| format!("{degree} {side}"))
                .collect(),
            Body::Listed(labelled) => labelled.options.clone(),
        }
    }
}

/// Returns what is asked of a pair.
pub(crate) fn pair_heading(subject: Subject) -> &'static str {
    match subject {
        Subject::You => "Which is more like you?",
        Subject::TheWork => "Which is more like the work?",
    }
}

/// Returns what is asked of a statement.
pub(crate) fn statement_heading(subject: Subject) -> &'static str {
    match subject {
        Subject::You => "How much is this like you?",
        Subject::TheWork => "How much is this like the work?",
    }
}

/// Returns the five degrees of agreement with a statement.
pub(crate) fn statement_labels(subject: Subject) -> [&'static str; 5] {
    match subject {
        Subject::You => [
            "not like me",
            "a little like me",
            "partly like me",
            "mostly like me",
            "very like me",
        ],
        Subject::TheWork => [
            "not like it",
            "a little like it",
            "partly like it",
            "mostly like it",
            "very like it",
        ],
    }
}
