//! Where responses place a person: the part of an assessment that is worth having of a whole cohort. It explains
//! nothing; what moved the result is the business of weight and influence.

use std::cmp::Ordering;

use super::{Given, LEAST_TYPICALITY, Order, PersonFit, RoleFit, TraitScore, Verdict, VerdictKind};
use crate::catalogue::Catalogue;
use crate::model::{
    Category, Evidence, NormalPrior, Scorer, TraitPosterior, typicality, typicality_up_to,
};

/// Half the width of the 90 % interval of a trait score, in posterior standard deviations.
const INTERVAL_90: f64 = 1.645;

/// Within so many standard deviations of people at large nobody is said to lean: a quarter is small (Cohen, 1988, sets
/// 0.2).
pub const NO_LEAN: f64 = 0.25;

/// Where responses place a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What it comes to; open where nothing was answered.
    pub verdict: Verdict,
    /// Roles, the most probable first; equals in the catalogue's order.
    pub roles: Vec<RoleFit>,
    /// Traits, in the catalogue's order.
    pub traits: Vec<TraitScore>,
    /// Whether the answers hang together.
    pub person_fit: PersonFit,
}

impl Standing {
    /// Places responses, each item at most once. `answers` are the categories of the responses `given`, in the same
    /// order, which is that of the answering where it is known; the scorer is one of the catalogue's bank. Without any response it is the prior.
    #[must_use]
    pub fn of(
        catalogue: &Catalogue,
        scorer: &mut Scorer<'_>,
        given: &[Given],
        answers: &[(usize, Category)],
        order: Order,
    ) -> Self {
        let evidence = scorer.score(answers);
        let roles = ranked_roles(catalogue, evidence);
        let verdict = if answers.is_empty() {
            Verdict {
                kind: VerdictKind::Open,
                roles: Vec::new(),
            }
        } else {
            Verdict::of(&roles)
        };
        Self {
            verdict,
            roles,
            traits: evidence.traits().iter().map(trait_score).collect(),
            person_fit: PersonFit::of(catalogue, scorer, given, answers, order),
        }
    }
}

/// Returns how well each role fits, the most probable first; equals in the catalogue's order.
pub(crate) fn ranked_roles(catalogue: &Catalogue, evidence: &Evidence) -> Vec<RoleFit> {
    let mut roles: Vec<RoleFit> = evidence
        .roles()
        .iter()
        .enumerate()
        .map(|(role, &probability)| {
            let traits = || {
                let traits = evidence.traits().iter().enumerate();
                traits.map(|(index, posterior)| (posterior, catalogue.typical(role, index)))
            };
            let typicality = typicality(traits());
            let is_beyond = typicality < LEAST_TYPICALITY && {
                let up_to =
                    traits().map(|(posterior, typical)| (posterior, typical, own_side(typical)));
                typicality_up_to(up_to) >= LEAST_TYPICALITY
            };
            RoleFit {
                role,
                probability,
                typicality,
                is_beyond,
            }
        })
        .collect();
    roles.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    roles
}

/// Returns on which side of people at large a role stands on a trait, if it leans to one.
fn own_side(role: NormalPrior) -> Option<Ordering> {
    (role.mean().abs() >= NO_LEAN).then(|| role.mean().total_cmp(&0.0))
}

fn trait_score(posterior: &TraitPosterior) -> TraitScore {
    let (score, sd) = (posterior.eap(), posterior.sd());
    TraitScore {
        score,
        sd,
        interval: (score - INTERVAL_90 * sd, score + INTERVAL_90 * sd),
        answered: posterior.answered(),
    }
}
