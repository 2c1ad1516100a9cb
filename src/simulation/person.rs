//! Simulated respondents: where they stand on each trait, and what they answer. They never see what the session thinks.

use std::convert::Infallible;
use std::fmt;

use super::random::{Stream, Streams};
use crate::catalogue::{Catalogue, Response};
use crate::model::{Category, NormalPrior};
use crate::session::{Question, Reply, Respondent};

/// Whom to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    /// People of every role, the roles in turn: `theta_k ~ Normal(mean, spread²)` of the role, traits independent.
    Roles,
    /// People between two roles, by index: means halfway, spreads the root mean square of the two.
    Between(usize, usize),
    /// The population that trait scores refer to, `theta_k ~ Normal(0, 1)`: nobody in it has a role, and 90 % intervals
    /// hold 9 of 10 true places.
    Reference,
}

/// Somebody who is drawn from the roles. Reused from respondent to respondent for its memory.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// The role drawn from, or nothing for somebody of no single one.
    pub(super) role: Option<usize>,
    /// The place on each trait.
    pub(super) theta: Vec<f64>,
    /// A number for choosing items at random, one a sitting.
    pub(super) shuffles: [u64; 2],
    draws: [Vec<Draw>; 2],
}

/// The answers of one person to every item, drawn before any is asked: which items are asked, and in which order,
/// changes no answer, and different questionnaires can be compared on the same answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    responses: Vec<Response>,
    categories: Vec<(usize, Category)>,
}

impl Person {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        Self {
            role: None,
            theta: vec![0.0; catalogue.traits.len()],
            shuffles: [0; 2],
            draws: [(); 2].map(|()| Vec::with_capacity(catalogue.items.len())),
        }
    }

    /// Becomes the respondent with this number. The roles take turns, so that each has as many respondents.
    pub(super) fn draw(
        &mut self,
        catalogue: &Catalogue,
        population: Population,
        streams: &Streams,
        number: u64,
    ) {
        let mut stream = streams.stream(number);
        let role_count = catalogue.roles.len() as u64;
        self.role = match population {
            Population::Roles => usize::try_from(number % role_count).ok(),
            Population::Between(..) | Population::Reference => None,
        };
        let mut second = None;
        for (trait_index, theta) in self.theta.iter_mut().enumerate() {
            let z = second.take().unwrap_or_else(|| {
                let (one, other) = stream.normal_pair();
                second = Some(other);
                one
            });
            let profile = |role: usize| catalogue.roles[role].profile[trait_index];
            let (mean, spread) = match (self.role, population) {
                (_, Population::Between(a, b)) => {
                    let (a, b) = (profile(a), profile(b));
                    let square = f64::midpoint(a.spread().powi(2), b.spread().powi(2));
                    (f64::midpoint(a.mean(), b.mean()), square.sqrt())
                }
                (role, Population::Roles | Population::Reference) => {
                    let prior = role.map_or(NormalPrior::REFERENCE, profile);
                    (prior.mean(), prior.spread())
                }
            };
            *theta = mean + spread * z;
        }
        self.shuffles = [stream.bits(), stream.bits()];
        for draws in &mut self.draws {
            draws.clear();
            draws.extend((0..catalogue.items.len()).map(|_| draw(&mut stream)));
        }
    }

    /// Fills in every answer of a sitting, 0 or 1.
    pub(super) fn fill(
        &self,
        catalogue: &Catalogue,
        answering: Answering,
        sitting: usize,
        sheet: &mut Sheet,
    ) {
        sheet.responses.clear();
        let draws = self.draws[sitting].iter().enumerate();
        sheet.responses.extend(draws.map(|(item, &draw)| {
            let theta = self.theta[catalogue.items[item].trait_index];
            answering.response(catalogue, item, theta, draw)
        }));
    }
}

fn draw(stream: &mut Stream) -> Draw {
    let (spoilt, answer) = (stream.unit(), stream.unit());
    Draw {
        spoilt,
        answer,
        logit: (answer / (1.0 - answer)).ln(),
    }
}

impl Sheet {
    /// Returns the responses to every item, in the bank's order.
    pub(super) fn responses(&self) -> &[Response] {
        &self.responses
    }

    /// Returns the answers to every item as categories, in the bank's order.
    pub(super) fn all(&mut self, catalogue: &Catalogue) -> &[(usize, Category)] {
        self.categories.clear();
        let responses = self.responses.iter().enumerate();
        self.categories
            .extend(responses.map(|(item, &response)| (item, catalogue.category(item, response))));
        &self.categories
    }
}

impl Respondent for &Sheet {
    type Error = Infallible;

    fn reply(&mut self, question: &Question<'_, '_>) -> Result<Reply, Infallible> {
        Ok(Reply::Answer(self.responses[question.item]))
    }
}

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
    pub(crate) fn imitates(self) -> Option<usize> {
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
            let passed = passed.take_while(|&b| a * (theta - b) > draw.logit).count();
            let category = item_of_bank.category(passed);
            let category = category.expect("there is one threshold fewer than categories");
            catalogue.response_of(item, category)
        };
        let any = || {
            let mut responses = catalogue.responses(item);
            let count = catalogue.bank.item(item).categories() as f64;
            // The last response is left for the end of the range, so that rounding cannot lead beyond it.
            let last = responses.clone().last().expect("an item has responses");
            let is_drawn = |one: &Response| draw.answer * count < one.number() as f64;
            responses.find(is_drawn).unwrap_or(last)
        };
        match self {
            Self::Careless(share) if draw.spoilt < share => any(),
            Self::YeaSaying(share) if draw.spoilt < share => {
                let agreeing = catalogue.items[item].content.agreeing_response();
                let agreeing = agreeing.and_then(|number| catalogue.response(item, number));
                agreeing.unwrap_or_else(any)
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
