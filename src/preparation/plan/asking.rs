//! The part of a plan in which the candidate asks. It knows nothing of the questions to answer.

use super::{ASKING_BACK, Basis, Request};
use crate::catalogue::Catalogue;
use crate::preparation::bank::QuestionBank;
use crate::preparation::draw::draw;
use crate::preparation::filter::{Emptied, Narrowed, to_ask};

/// Draws the questions that a candidate asks, and tells what left most of them out where that was all there were; where
/// the plan holds nothing else (`only`) they have all its time.
///
/// # Errors
/// [`Emptied`] names the wish that leaves none.
pub(super) fn asking(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    request: &Request,
    only: bool,
) -> Result<(Vec<usize>, Option<Narrowed>), Emptied> {
    let sifted = to_ask(bank, request.role, &request.filter, request.purpose)?;
    let minutes = sifted
        .left
        .iter()
        .map(|&index| bank.questions[index].minutes);
    let share = if only {
        request.minutes
    } else {
        request.minutes / ASKING_BACK
    };
    let wants = super::wants(catalogue, &Basis::Role);
    let share = share.max(minutes.min().unwrap_or(0));
    let drawn = draw(bank, &sifted.left, &wants, share, request.seed);
    let narrowed = sifted.narrowed.filter(|_| drawn.len() == sifted.left.len());
    Ok((drawn, narrowed))
}
