//! The laws of what is said of the people who suit the roles, and of how the catalogue did on people whose role is known.

use super::words::Words;
use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::document::{Placed, RawCatalogue};
use crate::catalogue::faults::Faults;
use crate::catalogue::{Observed, TYPICAL_SPREAD};
use crate::model::NormalPrior;

/// The most people that a catalogue can have been tried on: more than there are.
const MOST_PEOPLE: u64 = 10_000_000_000;

/// Returns how much people who suit a role differ on a trait, or nothing where that was reported.
pub(super) fn typical_spread(given: Option<&Placed<f64>>, faults: &mut Faults) -> Option<f64> {
    let Some(given) = given else {
        return Some(TYPICAL_SPREAD);
    };
    match NormalPrior::new(NormalPrior::REFERENCE.mean(), given.value) {
        Ok(prior) => Some(prior.spread()),
        Err(error) => {
            let what = format!("`typical-spread`: {error}");
            let wrong = Diagnostic::new(Code::SpreadOutOfRange, given.span.clone(), what);
            faults.push(
                wrong
                    .label("out of bounds")
                    .help("write a number within the bounds"),
            );
            None
        }
    }
}

/// Returns how the catalogue did, if it says so. The outer nothing says that a fault was reported.
#[expect(
    clippy::option_option,
    reason = "absent and faulty lead to different ends"
)]
pub(super) fn observed(raw: &RawCatalogue<'_>, words: &mut Words<'_>) -> Option<Option<Observed>> {
    let Some(raw) = &raw.observed else {
        return Some(None);
    };
    let how = words.text(raw.owner, "how", raw.how.as_ref());
    let right = raw.right.as_ref().and_then(|right| {
        let is_share = (0.0..=1.0).contains(&right.value);
        if !is_share {
            let what = format!(
                "`right` is a share from 0 to 1, and {} is none",
                right.value
            );
            let wrong = Diagnostic::new(Code::ObservedOutOfRange, right.span.clone(), what);
            words
                .faults
                .push(wrong.help("write the share that was placed right, such as `0.75`"));
        }
        is_share.then_some(right.value)
    });
    let people = raw.people.as_ref().and_then(|people| {
        let count = u64::try_from(people.value).ok();
        let count = count.filter(|count| (1..=MOST_PEOPLE).contains(count));
        if count.is_none() {
            let what = "`people` must be a whole number of people, one at least";
            let wrong = Diagnostic::new(Code::ObservedOutOfRange, people.span.clone(), what);
            words
                .faults
                .push(wrong.help("write how many people's role was known"));
        }
        count
    });
    Some(Some(Observed {
        right: right?,
        people: people?,
        how: how?,
    }))
}
