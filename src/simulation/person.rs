//! Simulated respondents: where they stand on each trait, and what they answer. They never see what the session thinks.

use std::convert::Infallible;

use super::Population;
use super::answering::{Answering, Draw};
use super::random::{Stream, Streams};
use crate::catalogue::{Catalogue, Response};
use crate::model::{Category, NormalPrior};
use crate::session::{Question, Reply, Respondent};

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
            draws: [
                Vec::with_capacity(catalogue.items.len()),
                Vec::with_capacity(catalogue.items.len()),
            ],
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
            Population::Roles => {
                Some(usize::try_from(number % role_count).expect("a role's index"))
            }
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
