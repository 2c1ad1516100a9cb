//! Ways of answering: honest, and the ways in which people spoil a questionnaire.

use std::fmt;

use crate::catalogue::{Catalogue, Response};

/// How a simulated respondent answers. Shares are probabilities by which a single answer is spoilt, each answer apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answering {
    /// As the graded response model says of the respondent's theta.
    Honest,
    /// With this probability any of the responses, each as likely.
    Careless(f64),
    /// With this probability the agreeing end: "very like me" of a statement, "much more the first" of a pair, "very much"
    /// of an activity; of a situation, whose options are shown shuffled, any option, each as likely.
    YeaSaying(f64),
    /// With probability `share` as somebody at the very centre of `role` would answer: somebody who wants that result.
    Flattering {
        /// The probability.
        share: f64,
        /// Index of the role.
        role: usize,
    },
}

/// The draws behind one answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw {
    /// In `[0, 1)`; below the share the answer is spoilt.
    pub(super) spoilt: f64,
    /// In `[0, 1)`; decides the answer.
    pub(super) answer: f64,
    /// `ln(answer / (1 - answer))`.
    pub(super) logit: f64,
}

impl Answering {
    /// Returns the probability by which an answer is spoilt; 0 for an honest one.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::Honest => 0.0,
            Self::Careless(share) | Self::YeaSaying(share) | Self::Flattering { share, .. } => {
                share
            }
        }
    }

    /// Returns the role whose people are imitated, if any.
    #[must_use]
    pub fn imitates(self) -> Option<usize> {
        match self {
            Self::Flattering { role, .. } => Some(role),
            _ => None,
        }
    }

    /// Returns the response of somebody at `theta` to an item.
    pub(super) fn response(
        self,
        catalogue: &Catalogue,
        item: usize,
        theta: f64,
        draw: Draw,
    ) -> Response {
        let graded = |theta| {
            let item_of_bank = catalogue.bank.item(item);
            // P(X >= c | theta) > u exactly if a (theta - b_c) > logit(u): one comparison a threshold.
            let a = item_of_bank.discrimination();
            let passed = item_of_bank.thresholds().iter();
            let category = passed.take_while(|&b| a * (theta - b) > draw.logit).count();
            let category = item_of_bank
                .category(category)
                .expect("there is one threshold fewer than categories");
            catalogue.response_of(item, category)
        };
        let any = || {
            let mut responses = catalogue.responses(item);
            let count = catalogue.bank.item(item).categories() as f64;
            // The last response is left for the end of the range, so that rounding cannot lead beyond it.
            let last = responses.clone().last().expect("an item has responses");
            responses
                .find(|response| draw.answer * count < response.number() as f64)
                .unwrap_or(last)
        };
        match self {
            Self::Careless(share) if draw.spoilt < share => any(),
            Self::YeaSaying(share) if draw.spoilt < share => {
                let Some(number) = catalogue.items[item].content.agreeing_response() else {
                    return any();
                };
                catalogue
                    .response(item, number)
                    .expect("the ends are within the item's range")
            }
            Self::Flattering { share, role } if draw.spoilt < share => {
                let trait_index = catalogue.items[item].trait_index;
                graded(catalogue.roles[role].profile[trait_index].mean())
            }
            _ => graded(theta),
        }
    }
}

/// Writes the name used in files and on the command line, with the share: `careless=0.1`.
impl fmt::Display for Answering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Honest => f.write_str("honest"),
            Self::Careless(share) => write!(f, "careless={share}"),
            Self::YeaSaying(share) => write!(f, "yea-saying={share}"),
            Self::Flattering { share, .. } => write!(f, "flattering={share}"),
        }
    }
}
