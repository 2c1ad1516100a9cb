//! The one loop that asks; the order in which an item's responses are shown, and how long it takes to answer.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{Next, Session};
use crate::catalogue::{ItemContent, Response};
use crate::model::StopReason;

/// What is put to a respondent.
#[derive(Debug, Clone, Copy)]
pub struct Question<'s, 'c> {
    /// The session so far.
    pub session: &'s Session<'c>,
    /// Index of the item asked.
    pub item: usize,
    /// The response given before it was taken back, if any.
    pub earlier: Option<Response>,
}

/// What a respondent says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// This response.
    Answer(Response),
    /// No response to this item.
    Skip,
    /// Take the latest reply back.
    Back,
    /// Ask no more for now.
    Pause,
}

/// Somebody, or something, that answers.
pub trait Respondent {
    /// What can go wrong in answering.
    type Error;

    /// Answers one question.
    ///
    /// # Errors
    /// Ends the questionnaire; the replies before it stand.
    fn reply(&mut self, question: &Question<'_, '_>) -> Result<Reply, Self::Error>;
}

/// How the asking ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing more to ask.
    Finished(StopReason),
    /// The respondent paused.
    Paused,
}

/// Asks until nothing is left to ask or the respondent pauses.
///
/// # Errors
/// Passes on the respondent's error.
pub fn administer<R: Respondent>(
    session: &mut Session<'_>,
    respondent: &mut R,
) -> Result<Outcome, R::Error> {
    loop {
        let item = match session.next() {
            Next::Ask(item) => item,
            Next::Stop(reason) => return Ok(Outcome::Finished(reason)),
        };
        let question = Question {
            session,
            item,
            earlier: session.earlier_response(item),
        };
        match respondent.reply(&question)? {
            Reply::Answer(response) => {
                session.enter(item, Some(response));
            }
            Reply::Skip => {
                session.enter(item, None);
            }
            Reply::Back => {
                session.back();
            }
            Reply::Pause => return Ok(Outcome::Paused),
        }
    }
}

/// Returns the options in the order shown: element `p` is the index, in the catalogue's order, of the option at
/// position `p`. The same seed and item always give the same order (Fisher-Yates on the `ChaCha8` stream `item`).
pub(crate) fn option_order(seed: u64, item: usize, count: usize) -> Vec<usize> {
    let mut stream = ChaCha8Rng::seed_from_u64(seed);
    stream.set_stream(item as u64);
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        // A count of options is tiny beside 2^64, so the remainder's bias is below 1e-18.
        let pick = stream.next_u64() % (last as u64 + 1);
        order.swap(
            last,
            usize::try_from(pick).expect("a pick is below the number of options"),
        );
    }
    order
}

/// Returns the numbers of an item's responses in the order shown: shuffled by the seed where its kind is, and else in the
/// catalogue's order.
#[must_use]
pub fn shown_responses(content: &ItemContent, seed: u64, item: usize) -> Vec<usize> {
    let count = content.response_count();
    if content.kind().is_shuffled() {
        let order = option_order(seed, item, count).into_iter();
        order.map(|option| option + 1).collect()
    } else {
        (1..=count).collect()
    }
}

/// Returns about how many minutes so many questions take, at 15 seconds each: a sentence or two are read, and an answer is
/// chosen.
#[must_use]
pub fn minutes(questions: usize) -> usize {
    (questions * 15).div_ceil(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_is_shown_once_and_the_seed_fixes_the_order() {
        for item in 0..200 {
            let mut order = option_order(7, item, 4);
            assert_eq!(order, option_order(7, item, 4));
            order.sort_unstable();
            assert_eq!(order, [0, 1, 2, 3]);
        }
    }

    #[test]
    fn each_option_stands_first_about_as_often() {
        let first = |option| {
            (0..4000)
                .filter(|&item| option_order(1, item, 4)[0] == option)
                .count()
        };
        assert!((0..4).all(|option| (850..1150).contains(&first(option))));
    }
}
