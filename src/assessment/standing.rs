//! Where responses place a person: the part of an assessment that is worth having of a whole cohort. It explains
//! nothing; what moved the result is the business of weight and influence.

use super::{Given, Order, PersonFit, RoleFit, TraitScore, Verdict, VerdictKind};
use crate::catalogue::Catalogue;
use crate::model::{Category, Evidence, Scorer, TraitPosterior, typicality};

/// Half the width of the 90 % interval of a trait score, in posterior standard deviations.
const INTERVAL_90: f64 = 1.645;

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
            let traits = evidence.traits().iter().enumerate();
            let typicality = typicality(
                traits.map(|(index, posterior)| (posterior, catalogue.typical(role, index))),
            );
            RoleFit {
                role,
                probability,
                typicality,
            }
        })
        .collect();
    roles.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    roles
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
