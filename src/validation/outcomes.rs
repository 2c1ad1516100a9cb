//! Counts and sums over people and sittings, and what they come to. Nothing is rounded.

use super::placing::{Administered, Place};
use super::{
    Asked, Guessing, ItemFigures, NOTICE, PairFigures, RoleFigures, RoleMean, SCHEMA, Stopped,
    TraitFigures, Validation, VerdictFigures, Whole,
};
use crate::assessment::{Standing, VerdictKind};
use crate::catalogue::Catalogue;
use crate::model::{Length, StopReason};
use crate::simulation::{Bins, Lengths, Share};

/// A smaller probability counts as this in the log loss: one person whose role was held to be impossible would else make
/// it infinite.
const LEAST_PROBABILITY: f64 = 1e-12;

/// Everything counted.
#[derive(Debug)]
pub(super) struct Outcomes {
    people: u64,
    sittings: u64,
    answered: u64,
    /// People by known role (rows) and leading role (columns).
    confusion: Vec<Vec<u64>>,
    stated: f64,
    log_loss: f64,
    bins: Bins,
    /// People of two roles of whom their own was the more probable, by the two.
    pairs: Vec<Vec<u64>>,
    /// Sittings of each verdict, and those whose leading role was right.
    verdicts: [(u64, u64); VerdictKind::ALL.len()],
    /// Sums of scores, by trait and role.
    scores: Vec<Vec<f64>>,
    /// How many sittings were asked `n` items, by `n`.
    lengths: Vec<u64>,
    reasons: [u64; StopReason::ALL.len()],
    unanswered: u64,
    /// People whom all answers place in their role, and whom they place as those that were asked for do.
    whole: (u64, u64),
}

impl Outcomes {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let roles = catalogue.roles.len();
        Self {
            people: 0,
            sittings: 0,
            answered: 0,
            confusion: vec![vec![0; roles]; roles],
            stated: 0.0,
            log_loss: 0.0,
            bins: Bins::default(),
            pairs: vec![vec![0; roles]; roles],
            verdicts: Default::default(),
            scores: vec![vec![0.0; roles]; catalogue.traits.len()],
            lengths: vec![0; catalogue.items.len() + 1],
            reasons: Default::default(),
            unanswered: 0,
            whole: (0, 0),
        }
    }

    pub(super) fn take_asked(&mut self, administered: &Administered) {
        self.lengths[administered.asked] += 1;
        self.reasons[administered.reason as usize] += 1;
        self.unanswered += administered.unanswered as u64;
    }

    /// Takes in what a sitting of somebody of this role comes to, in which so many items were answered in all.
    pub(super) fn take_sitting(&mut self, role: usize, standing: &Standing, answered: usize) {
        self.sittings += 1;
        self.answered += answered as u64;
        let (count, right) = &mut self.verdicts[standing.verdict.kind as usize];
        *count += 1;
        *right += u64::from(standing.roles[0].role == role);
    }

    /// Takes in where somebody of this role is placed; `whole_leader` is where all answers place them.
    pub(super) fn take_person(&mut self, role: usize, placed: &Place, whole_leader: usize) {
        let leader = placed.leader();
        self.people += 1;
        self.confusion[role][leader] += 1;
        self.stated += placed.roles[leader];
        self.log_loss -= placed.roles[role].max(LEAST_PROBABILITY).ln();
        self.bins.take(placed.roles[leader], leader == role);
        for other in (0..placed.roles.len()).filter(|&other| other != role) {
            let (first, second) = (role.min(other), role.max(other));
            let is_first = placed.roles[first] > placed.roles[second];
            self.pairs[first][second] += u64::from(is_first == (role == first));
        }
        for (sums, score) in self.scores.iter_mut().zip(&placed.scores) {
            sums[role] += score;
        }
        self.whole.0 += u64::from(whole_leader == role);
        self.whole.1 += u64::from(whole_leader == leader);
    }

    pub(super) fn report<'c>(
        self,
        catalogue: &'c Catalogue,
        length: Option<Length>,
        items: Vec<ItemFigures<'c>>,
    ) -> Validation<'c> {
        let count = self.people as f64;
        let right = (0..self.confusion.len()).map(|role| self.confusion[role][role]);
        Validation {
            schema: SCHEMA,
            notice: NOTICE,
            rolefit: env!("CARGO_PKG_VERSION"),
            catalogue: catalogue.key(),
            people: self.people,
            sittings: self.sittings,
            answered: self.answered as f64 / self.sittings as f64,
            length,
            asked: length.map(|_| self.asked()),
            right: Share::of(right.sum(), self.people),
            whole: length.map(|_| Whole {
                right: Share::of(self.whole.0, self.people),
                agreement: Share::of(self.whole.1, self.people),
            }),
            guessing: self.guessing(),
            stated: self.stated / count,
            log_loss: self.log_loss / count,
            calibration_error: self.bins.error(),
            calibration: self.bins.table(),
            roles: self.roles(catalogue),
            pairs: self.pairs(catalogue),
            verdicts: self.verdicts(),
            traits: self.traits(catalogue),
            items,
            confusion: self.confusion,
        }
    }

    /// Returns how many people have this role.
    fn of_role(&self, role: usize) -> u64 {
        self.confusion[role].iter().sum()
    }

    fn asked(&self) -> Asked {
        let reasons: Vec<_> = StopReason::ALL.into_iter().zip(self.reasons).collect();
        let lengths = Lengths::of(&self.lengths, &reasons);
        let stopped = lengths.reasons.into_iter();
        Asked {
            mean: lengths.mean,
            median: lengths.median,
            p95: lengths.p95,
            unanswered: self.unanswered,
            stopped: stopped
                .map(|(reason, share)| Stopped { reason, share })
                .collect(),
        }
    }

    fn guessing(&self) -> Guessing {
        let roles = self.confusion.len();
        let commonest = (0..roles).map(|role| self.of_role(role)).max();
        Guessing {
            right: 1.0 / roles as f64,
            log_loss: (roles as f64).ln(),
            commonest: commonest.unwrap_or(0) as f64 / self.people as f64,
        }
    }

    fn roles<'c>(&self, catalogue: &'c Catalogue) -> Vec<RoleFigures<'c>> {
        let roles = catalogue.roles.iter().enumerate();
        roles
            .map(|(index, role)| {
                let people = self.of_role(index);
                RoleFigures {
                    id: role.id.as_str(),
                    people,
                    right: share(self.confusion[index][index], people),
                }
            })
            .collect()
    }

    fn pairs<'c>(&self, catalogue: &'c Catalogue) -> Vec<PairFigures<'c>> {
        let id = |role: usize| catalogue.roles[role].id.as_str();
        let pairs = (0..self.pairs.len())
            .flat_map(|first| (first + 1..self.pairs.len()).map(move |second| (first, second)));
        pairs
            .map(|(first, second)| {
                let people = self.of_role(first) + self.of_role(second);
                PairFigures {
                    roles: [id(first), id(second)],
                    people,
                    right: share(self.pairs[first][second], people),
                }
            })
            .collect()
    }

    fn verdicts(&self) -> Vec<VerdictFigures> {
        let verdicts = VerdictKind::ALL.into_iter().zip(self.verdicts);
        verdicts
            .map(|(kind, (sittings, right))| VerdictFigures {
                kind: kind.name(),
                sittings,
                share: sittings as f64 / self.sittings as f64,
                right: share(right, sittings),
            })
            .collect()
    }

    fn traits<'c>(&self, catalogue: &'c Catalogue) -> Vec<TraitFigures<'c>> {
        let traits = catalogue.traits.iter().zip(&self.scores).enumerate();
        traits
            .map(|(index, (one, sums))| {
                let roles = catalogue.roles.iter().zip(sums).enumerate();
                TraitFigures {
                    id: one.id.as_str(),
                    roles: roles
                        .map(|(place, (role, sum))| RoleMean {
                            id: role.id.as_str(),
                            mean: Some(self.of_role(place))
                                .filter(|people| *people > 0)
                                .map(|people| sum / people as f64),
                            profile: role.profile[index].mean(),
                        })
                        .collect(),
                }
            })
            .collect()
    }
}

/// Returns the share of some people, where there are any.
fn share(hits: u64, count: u64) -> Option<Share> {
    (count > 0).then(|| Share::of(hits, count))
}
