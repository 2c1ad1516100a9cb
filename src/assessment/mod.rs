//! The finished result of a set of responses. Everything that a renderer shows is computed here, and nothing in words.

mod change;
mod influence;
mod standing;
mod verdict;

pub use change::{AnswerChange, Change, Relation, TraitChange};
pub use influence::{AnswerInfluence, Influence, Pivot, TraitWeight, WeightOfEvidence};
pub(crate) use standing::{INTERVAL_90, ranked_roles};
pub use standing::{NO_LEAN, Order, PersonFit, Standing, TraitScore, Warning};
pub use verdict::{RoleFit, Verdict};

pub use crate::model::{LEAST_TYPICALITY, VerdictKind};
pub use crate::session::{CurrentRole, Given};

use crate::catalogue::{Catalogue, Response};
use crate::model::{Category, Evidence, Length, Outlook, Scorer, StopReason, least_information};
use crate::session::{Faults, PersonName, Session, Transcript, shown_responses};

/// How the responses came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// A questionnaire asked until this happened.
    Asked {
        /// The length asked for.
        length: Length,
        /// Why it ended.
        reason: StopReason,
    },
    /// They were given all at once, in a file or an answer string.
    Given,
}

impl Stopped {
    /// Returns whether the order of the responses is known.
    #[must_use]
    pub fn order(self) -> Order {
        match self {
            Self::Asked { .. } => Order::Known,
            Self::Given => Order::Unknown,
        }
    }
}

/// A trait that would help to tell the leading roles apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SettlingTrait {
    /// Index of the trait.
    pub trait_index: usize,
    /// What its best unasked item would tell about the role, in nats.
    pub information: f64,
    /// By how much the answer to that item is expected to move the leading role's probability, up or down.
    pub expected_move: f64,
    /// Its items that were not answered.
    pub unanswered: usize,
}

/// The finished result of a set of responses.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// How the responses came about.
    pub stopped: Stopped,
    /// Whom they are about, where somebody else than that person gave them.
    pub about: Option<PersonName>,
    /// The title that the person has now, where it is known. Nothing here is computed from it.
    pub current_role: Option<CurrentRole>,
    /// The responses, in the order in which they were given.
    pub given: Vec<Given>,
    /// What it comes to.
    pub verdict: Verdict,
    /// Roles, the most probable first; equals in the catalogue's order.
    pub roles: Vec<RoleFit>,
    /// Traits, in the catalogue's order.
    pub traits: Vec<TraitScore>,
    /// What speaks for the first role against the second.
    pub weight: WeightOfEvidence,
    /// Which answers moved it.
    pub influence: Influence,
    /// Whether the answers hang together.
    pub person_fit: PersonFit,
    /// Traits with unanswered items that would tell most about the role, the most telling first.
    pub settling: Vec<SettlingTrait>,
    /// What an item must tell about the role to be worth asking, in nats.
    pub least_information: f64,
}

/// Responses of which nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssessmentError {
    /// No item was answered.
    #[error("nothing was answered")]
    NothingAnswered,
}

impl Assessment {
    /// Assesses a finished session. Positions are those that the seed put the options at.
    ///
    /// # Errors
    /// [`AssessmentError::NothingAnswered`] where every question was skipped, or none asked.
    pub fn of_session(
        session: &Session<'_>,
        reason: StopReason,
        seed: u64,
    ) -> Result<Self, AssessmentError> {
        let catalogue = session.catalogue();
        let given = |(item, response): (usize, Response)| {
            let shown = shown_responses(&catalogue.items[item].content, seed, item);
            let place = shown.iter().position(|&number| number == response.number());
            Given {
                item,
                response,
                position: 1 + place.expect("every response is shown"),
            }
        };
        let given = session.responses().into_iter().map(given).collect();
        let length = session.settings().length;
        Self::new(catalogue, given, Stopped::Asked { length, reason })
    }

    /// Assesses the answers of a file, or of a saved result once more.
    ///
    /// # Errors
    /// The answers are not to this catalogue, or there is none.
    pub fn of_transcript(catalogue: &Catalogue, transcript: &Transcript) -> Result<Self, Faults> {
        let given = transcript.resolve(catalogue)?;
        let asked = transcript.asked();
        let stopped = asked.map_or(Stopped::Given, |(length, reason)| Stopped::Asked {
            length,
            reason,
        });
        let assessment = Self::new(catalogue, given, stopped).expect("something is answered");
        let role = transcript.current_role(catalogue);
        Ok(assessment.about(transcript.about().cloned()).holding(role))
    }

    /// Assesses responses, each item at most once, in the order in which they were given.
    ///
    /// # Errors
    /// [`AssessmentError::NothingAnswered`] without any response.
    pub fn new(
        catalogue: &Catalogue,
        given: Vec<Given>,
        stopped: Stopped,
    ) -> Result<Self, AssessmentError> {
        if given.is_empty() {
            return Err(AssessmentError::NothingAnswered);
        }
        let answers: Vec<(usize, Category)> =
            given.iter().map(|one| one.category(catalogue)).collect();
        let mut scorer = Scorer::new(&catalogue.bank);
        let Standing {
            verdict,
            roles,
            traits,
            person_fit,
        } = Standing::of(catalogue, &mut scorer, &given, &answers, stopped.order());
        let evidence = scorer.into_evidence();
        Ok(Self {
            stopped,
            about: None,
            current_role: None,
            verdict,
            traits,
            weight: WeightOfEvidence::between(&evidence, roles[0].role, roles[1].role),
            influence: Influence::of(catalogue, &evidence, &answers),
            person_fit,
            settling: settling_traits(catalogue, &evidence, &answers),
            least_information: least_information(&catalogue.bank),
            given,
            roles,
        })
    }

    /// Says whom the responses are about, where somebody else than that person gave them.
    #[must_use]
    pub fn about(self, about: Option<PersonName>) -> Self {
        Self { about, ..self }
    }

    /// Says which title the person has now, where it is known. It changes nothing else.
    #[must_use]
    pub fn holding(self, current_role: Option<CurrentRole>) -> Self {
        Self {
            current_role,
            ..self
        }
    }

    /// Returns the most probable role.
    #[must_use]
    pub fn leader(&self) -> &RoleFit {
        &self.roles[0]
    }

    /// Returns the traits on which further answers would tell something about the role, the most telling first; none
    /// if no more questions would settle it.
    #[must_use]
    pub fn worth_asking(&self) -> &[SettlingTrait] {
        let count = self
            .settling
            .partition_point(|one| one.information >= self.least_information);
        &self.settling[..count]
    }
}

fn settling_traits(
    catalogue: &Catalogue,
    evidence: &Evidence,
    answers: &[(usize, Category)],
) -> Vec<SettlingTrait> {
    let mut answered = vec![false; catalogue.items.len()];
    for &(item, _) in answers {
        answered[item] = true;
    }
    let outlook = Outlook::new(&catalogue.bank, evidence);
    let mut settling: Vec<SettlingTrait> = Vec::new();
    for trait_index in 0..catalogue.traits.len() {
        let open = catalogue
            .items
            .iter()
            .enumerate()
            .filter(|(item, words)| words.trait_index == trait_index && !answered[*item]);
        let informations: Vec<(f64, usize)> = open
            .map(|(item, _)| {
                let information = outlook.information(&catalogue.bank, evidence, item);
                (information, item)
            })
            .collect();
        let best = informations
            .iter()
            .copied()
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((information, item)) = best {
            let leader = evidence.leader();
            settling.push(SettlingTrait {
                trait_index,
                information,
                expected_move: outlook.expected_move(&catalogue.bank, evidence, item, leader),
                unanswered: informations.len(),
            });
        }
    }
    settling.sort_by(|a, b| b.information.total_cmp(&a.information));
    settling
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_traits_whose_best_item_tells_something_are_worth_asking() {
        let settling = [0.3, 0.005, 0.0049, 0.0]
            .into_iter()
            .enumerate()
            .map(|(trait_index, information)| SettlingTrait {
                trait_index,
                information,
                expected_move: 0.0,
                unanswered: 4,
            })
            .collect();
        let assessment = Assessment {
            stopped: Stopped::Given,
            about: None,
            current_role: None,
            given: Vec::new(),
            verdict: Verdict {
                kind: VerdictKind::Open,
                roles: Vec::new(),
            },
            roles: Vec::new(),
            traits: Vec::new(),
            weight: WeightOfEvidence {
                winner: 0,
                runner_up: 1,
                total: 0.0,
                traits: Vec::new(),
            },
            influence: Influence {
                answers: Vec::new(),
                pivot: None,
            },
            person_fit: PersonFit {
                lz: None,
                longest_run: None,
                warnings: Vec::new(),
            },
            settling,
            least_information: 0.005,
        };
        let worth = assessment.worth_asking().iter().map(|one| one.trait_index);
        assert_eq!(worth.collect::<Vec<_>>(), [0, 1]);
    }
}
