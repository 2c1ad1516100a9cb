//! What the answers of a session come to.

use rolefit::assessment::{Assessment, AssessmentError, Given, Stopped};
use rolefit::model::StopReason;
use rolefit::session::{Session, shown_responses};

/// Assesses a finished session. Positions are those that the seed put the options at.
pub(crate) fn assess(
    session: &Session<'_>,
    reason: StopReason,
    seed: u64,
) -> Result<Assessment, AssessmentError> {
    let catalogue = session.catalogue();
    let given = session
        .responses()
        .into_iter()
        .map(|(item, response)| {
            let shown = shown_responses(&catalogue.items[item].content, seed, item);
            let place = shown.iter().position(|&number| number == response.number());
            let position = 1 + place.expect("every response is shown");
            Given {
                item,
                response,
                position,
            }
        })
        .collect();
    Assessment::new(
        catalogue,
        given,
        Stopped::Asked {
            length: session.settings().length,
            reason,
        },
    )
}
