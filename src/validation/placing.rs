//! Where the answers of a sitting place a person: all of them, or those that a questionnaire would have asked for.

use std::convert::Infallible;

use crate::assessment::{Given, Order, Standing};
use crate::catalogue::{Catalogue, Response};
use crate::model::{Category, Length, Scorer, StopReason, highest};
use crate::session::{Outcome, Question, Reply, Respondent, Session, Settings, administer};

/// Places sittings one after the other.
pub(super) struct Placing<'c> {
    catalogue: &'c Catalogue,
    scorer: Scorer<'c>,
    session: Session<'c>,
    sheet: Sheet,
}

/// What a questionnaire asked of a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Administered {
    /// How many items.
    pub(super) asked: usize,
    /// How many of them the sitting holds no answer to.
    pub(super) unanswered: usize,
    pub(super) reason: StopReason,
}

/// The means of what sittings of one person say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// Probability of each role, in the catalogue's order.
    pub(super) roles: Vec<f64>,
    /// Score on each trait.
    pub(super) scores: Vec<f64>,
}

impl Place {
    /// Returns the most probable role; the first of equals in the catalogue's order.
    pub(super) fn leader(&self) -> usize {
        highest(&self.roles)
    }
}

/// Returns the means of one or more sittings.
pub(super) fn mean_place(catalogue: &Catalogue, sittings: &[Standing]) -> Place {
    let mut roles = vec![0.0; catalogue.roles.len()];
    let mut scores = vec![0.0; catalogue.traits.len()];
    for standing in sittings {
        for fit in &standing.roles {
            roles[fit.role] += fit.probability;
        }
        for (sum, score) in scores.iter_mut().zip(&standing.traits) {
            *sum += score.score;
        }
    }
    for sum in roles.iter_mut().chain(&mut scores) {
        *sum /= sittings.len() as f64;
    }
    Place { roles, scores }
}

impl<'c> Placing<'c> {
    pub(super) fn new(catalogue: &'c Catalogue) -> Self {
        let settings = Settings::of(Length::default());
        Self {
            catalogue,
            scorer: Scorer::new(&catalogue.bank),
            session: Session::new(catalogue, settings).remembering(),
            sheet: Sheet(vec![None; catalogue.items.len()]),
        }
    }

    /// Places all answers of a sitting.
    pub(super) fn whole(&mut self, given: &[Given]) -> Standing {
        let (catalogue, scorer) = (self.catalogue, &mut self.scorer);
        let answers = given.iter().map(|one| one.category(catalogue));
        let answers: Vec<(usize, Category)> = answers.collect();
        Standing::of(catalogue, scorer, given, &answers, Order::Unknown)
    }

    /// Places the answers that a questionnaire of this length asks for; what a sitting holds no answer to is skipped.
    pub(super) fn replayed(&mut self, given: &[Given], length: Length) -> (Standing, Administered) {
        self.sheet.0.fill(None);
        for one in given {
            self.sheet.0[one.item] = Some(one.response);
        }
        self.session.restart(Settings::of(length));
        let reason = match administer(&mut self.session, &mut &self.sheet) {
            Ok(Outcome::Finished(reason)) => reason,
            Ok(Outcome::Paused) => unreachable!("a sheet never pauses"),
            Err(never) => match never {},
        };
        let asked = self.session.entries().len();
        let responses = self.session.responses();
        let administered = Administered {
            asked,
            unanswered: asked - responses.len(),
            reason,
        };
        let given = responses.into_iter();
        let given = given.map(|(item, response)| Given::new(item, response));
        let given: Vec<Given> = given.collect();
        (self.whole(&given), administered)
    }
}

/// The response to each item, where there is one.
struct Sheet(Vec<Option<Response>>);

impl Respondent for &Sheet {
    type Error = Infallible;

    fn reply(&mut self, question: &Question<'_, '_>) -> Result<Reply, Infallible> {
        Ok(self.0[question.item].map_or(Reply::Skip, Reply::Answer))
    }
}
