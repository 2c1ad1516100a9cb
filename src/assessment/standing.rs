//! Where responses place a person: the part of an assessment that is worth having of a whole cohort. It explains
//! nothing; what moved the result is the business of influence. And whether the answers hang together: a warning never
//! refuses a result.

use std::cmp::Ordering;

use super::Given;
use super::verdict::{RoleFit, Verdict};
use crate::catalogue::{Catalogue, ItemKind};
use crate::model::{
    Category, Evidence, NormalPrior, Scorer, TraitPosterior, VerdictKind, longest_run, surest_run,
    typicality, typicality_up_to,
};
use crate::names::names;

/// Whether it is known in which order responses were given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// They stand in the order in which a questionnaire asked.
    Known,
    /// They stand as they do in a file, which says nothing.
    #[default]
    Unknown,
}

/// Where the person stands on a trait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TraitScore {
    /// EAP of theta, in standard deviations of the reference population; above 0 is towards the high pole.
    pub score: f64,
    /// Posterior standard deviation.
    pub sd: f64,
    /// Ends of the 90 % interval, lower first.
    pub interval: (f64, f64),
    /// Answers that went in.
    pub answered: usize,
}

/// Half the width of the 90 % interval of a trait score, in posterior standard deviations.
pub(crate) const INTERVAL_90: f64 = 1.645;

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
    let beside = |role: usize| {
        let traits = evidence.traits().iter().enumerate();
        traits.map(move |(index, posterior)| (posterior, catalogue.typical(role, index)))
    };
    let mut roles: Vec<RoleFit> = evidence
        .roles()
        .iter()
        .enumerate()
        .map(|(role, &probability)| {
            let typicality = typicality(beside(role));
            RoleFit {
                role,
                probability,
                typicality,
                typicality_up_to: typicality,
            }
        })
        .collect();
    roles.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let leader = &mut roles[0];
    let up_to =
        beside(leader.role).map(|(posterior, typical)| (posterior, typical, own_side(typical)));
    leader.typicality_up_to = typicality_up_to(up_to);
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

names! {
    /// Something in the way of answering that makes the result less sure.
    Warning {
        /// The answers contradict one another more than people's answers do.
        Contradictory = "contradictory",
        /// The same position was chosen many times in a row.
        LongRun = "long-run",
        /// Nearly everything was agreed to.
        Agreement = "agreement",
        /// Few items were answered.
        FewAnswers = "few-answers",
    }
}

/// `l_z` below this happens to about one in forty people who answer as the model says.
const LEAST_LZ: f64 = -2.0;
/// Somebody who picks one of four positions with probability 0.4 makes a run this long in fewer than one of a hundred
/// questionnaires of 64 items: 64 · 0.6 · 0.4^10.
const LONG_RUN: usize = 10;

/// So large a share of statements agreed to and activities enjoyed leaves little that tells roles apart. In the 114 sittings
/// of the trial it was 0.51 at most.
const MOSTLY_YES: f64 = 0.75;
/// Of fewer such items nobody can tell.
const FEWEST_YES: usize = 10;

/// Whether nearly every statement and activity was met with one of the two highest degrees.
fn agrees_to_most(catalogue: &Catalogue, given: &[Given]) -> bool {
    let degrees = given.iter().filter_map(|one| {
        let kind = catalogue.items[one.item].content.kind();
        let has_degrees = matches!(kind, ItemKind::Statement | ItemKind::Activity);
        has_degrees.then(|| {
            kind.responses()
                .is_some_and(|last| one.response.number() + 1 >= last)
        })
    });
    let degrees: Vec<bool> = degrees.collect();
    let agreed = degrees.iter().filter(|agrees| **agrees).count();
    degrees.len() >= FEWEST_YES && agreed as f64 >= MOSTLY_YES * degrees.len() as f64
}

/// Whether the answers hang together.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonFit {
    /// The standardised log-likelihood `l_z`; nothing where the answers leave no variance to hold it against.
    pub lz: Option<f64>,
    /// The longest run of the same position; nothing where it is not known in which order the answers were given.
    pub longest_run: Option<usize>,
    /// What to be careful about.
    pub warnings: Vec<Warning>,
}

impl PersonFit {
    pub(super) fn of(
        catalogue: &Catalogue,
        scorer: &mut Scorer<'_>,
        given: &[Given],
        answers: &[(usize, Category)],
        order: Order,
    ) -> Self {
        let lz = scorer.person_fit(answers);
        let positions = || given.iter().map(|one| one.position);
        let longest_run = match order {
            Order::Known => Some(longest_run(positions())),
            Order::Unknown => None,
        };
        // Somebody who chose one position nearly everywhere chose it in a row in whatever order it was.
        let surely_in_a_row = longest_run.unwrap_or_else(|| surest_run(positions()));
        let mut warnings = Vec::new();
        if lz.is_some_and(|lz| lz < LEAST_LZ) {
            warnings.push(Warning::Contradictory);
        }
        if surely_in_a_row >= LONG_RUN {
            warnings.push(Warning::LongRun);
        }
        if agrees_to_most(catalogue, given) {
            warnings.push(Warning::Agreement);
        }
        // Fewer answers than traits: some trait was not asked about at all.
        if given.len() < catalogue.traits.len() {
            warnings.push(Warning::FewAnswers);
        }
        Self {
            lz,
            longest_run,
            warnings,
        }
    }
}
