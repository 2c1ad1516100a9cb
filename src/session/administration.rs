//! The one loop that asks.

use super::{Next, Session};
use crate::catalogue::Response;
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
