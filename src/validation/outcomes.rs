//! Counts and sums over people and sittings, and what they come to. Nothing is rounded.

use serde::Serialize;

use super::items::ItemFigures;
use super::placing::{Administered, Place};
use crate::assessment::{Standing, VerdictKind};
use crate::catalogue::{Catalogue, CatalogueKey};
use crate::model::{Length, StopReason};
use crate::simulation::{Bins, CalibrationBin, Lengths, Share};

const SCHEMA: &str = "rolefit/validation@1";

/// What a validation is for.
pub const NOTICE: &str = "For checking a questionnaire, not for judging or hiring anybody. Whoever gathers people's answers \
    is responsible for them.";

/// How well a catalogue places people whose role is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Validation<'c> {
    /// The shape of this value as JSON.
    pub schema: &'static str,
    /// What it is for.
    pub notice: &'static str,
    /// The version of the program.
    pub rolefit: &'static str,
    /// The catalogue.
    pub catalogue: CatalogueKey<'c>,
    /// How many people.
    pub people: u64,
    /// How many sittings they had: where that is more than people, the sittings of a person are averaged.
    pub sittings: u64,
    /// How many items a sitting answers on average.
    pub answered: f64,
    /// The length of the questionnaire that the answers went through; nothing where all of them count.
    pub length: Option<Length>,
    /// What that questionnaire asked.
    pub asked: Option<Asked>,
    /// Share of people whose leading role is their own; of equals the first in the catalogue's order leads.
    pub right: Share,
    /// What all answers come to, beside those that the questionnaire asked for.
    pub whole: Option<Whole>,
    /// What guesses come to.
    pub guessing: Guessing,
    /// Mean probability of the leading role.
    pub stated: f64,
    /// Mean of `-ln P(own role)`, where less than 1e-12 counts as that; 0 is perfect.
    pub log_loss: f64,
    /// Mean gap between stated and observed over the tenths of `calibration`, weighted by their counts.
    pub calibration_error: f64,
    /// Probability stated for the leading role, in tenths that hold anybody, the lowest first.
    pub calibration: Vec<CalibrationBin>,
    /// Each role, in the catalogue's order.
    pub roles: Vec<RoleFigures<'c>>,
    /// People by known role (rows) and leading role (columns), both in the catalogue's order.
    pub confusion: Vec<Vec<u64>>,
    /// Each two roles, in the catalogue's order.
    pub pairs: Vec<PairFigures<'c>>,
    /// Each verdict, in the order in which they are tried.
    pub verdicts: Vec<VerdictFigures>,
    /// Each trait, in the catalogue's order.
    pub traits: Vec<TraitFigures<'c>>,
    /// Each item, in the catalogue's order.
    pub items: Vec<ItemFigures<'c>>,
}

/// What a questionnaire asked, over sittings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// Mean number of items.
    pub mean: f64,
    /// The smallest number that suffices for half of the sittings.
    pub median: usize,
    /// The smallest number that suffices for 95 of 100.
    pub p95: usize,
    /// How often an item was asked to which a sitting holds no answer; such an item counts as skipped.
    pub unanswered: u64,
    /// Share of each reason to stop.
    pub stopped: Vec<Stopped>,
}

/// How many sittings ended for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stopped {
    /// The reason.
    #[serde(rename = "id")]
    pub reason: StopReason,
    /// The share.
    pub share: f64,
}

/// What all answers come to, where a questionnaire asked for a part of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Whole {
    /// Share of people whom all their answers place in their role.
    pub right: Share,
    /// Share of people who have the same leading role either way.
    pub agreement: Share,
}

/// What guesses come to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Guessing {
    /// Share that equal guesses place right.
    pub right: f64,
    /// Log loss of equal guesses.
    pub log_loss: f64,
    /// Share that is placed right by whoever always says the role of most people here.
    pub commonest: f64,
}

/// The people of one role.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RoleFigures<'c> {
    /// Its id.
    pub id: &'c str,
    /// How many people have it.
    pub people: u64,
    /// Share of them for whom it leads; nothing where nobody has it.
    pub right: Option<Share>,
}

/// The people of two roles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairFigures<'c> {
    /// The two, in the catalogue's order.
    pub roles: [&'c str; 2],
    /// How many people have one of them.
    pub people: u64,
    /// Share of them for whom their own is the more probable of the two, whatever leads; equals count for the second.
    pub right: Option<Share>,
}

/// One verdict.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct VerdictFigures {
    /// Its name.
    pub kind: &'static str,
    /// How many sittings came to it.
    pub sittings: u64,
    /// Share of all sittings.
    pub share: f64,
    /// Share of them whose leading role was right.
    pub right: Option<Share>,
    /// Share of them of which a role was right that the verdict names; nothing where it names none.
    pub named: Option<Share>,
}

/// One trait.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraitFigures<'c> {
    /// Its id.
    pub id: &'c str,
    /// Each role, in the catalogue's order.
    pub roles: Vec<RoleMean<'c>>,
}

/// Where the people of a role are on a trait, and where the catalogue puts them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RoleMean<'c> {
    /// The role's id.
    pub id: &'c str,
    /// Mean of the scores of its people, which lie nearer 0 than the people do; nothing where nobody has it.
    pub mean: Option<f64>,
    /// Mean of the profile, 0 where it makes no claim.
    pub profile: f64,
}

/// A smaller probability counts as this in the log loss: one person whose role was held to be impossible would else make
/// it infinite.
const LEAST_PROBABILITY: f64 = 1e-12;

/// Everything counted.
#[derive(Debug, Default)]
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
    /// Sittings of each verdict, those whose leading role was right, and those of which a role was that it names.
    verdicts: [[u64; 3]; VerdictKind::ALL.len()],
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
            confusion: vec![vec![0; roles]; roles],
            pairs: vec![vec![0; roles]; roles],
            scores: vec![vec![0.0; roles]; catalogue.traits.len()],
            lengths: vec![0; catalogue.items.len() + 1],
            ..Self::default()
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
        let [count, right, named] = &mut self.verdicts[standing.verdict.kind as usize];
        *count += 1;
        *right += u64::from(standing.roles[0].role == role);
        *named += u64::from(standing.verdict.roles.contains(&role));
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
        let stopped = stopped.map(|(reason, share)| Stopped { reason, share });
        Asked {
            mean: lengths.mean,
            median: lengths.median,
            p95: lengths.p95,
            unanswered: self.unanswered,
            stopped: stopped.collect(),
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
        let roles = catalogue.role_ids().enumerate().map(|(role, id)| {
            let people = self.of_role(role);
            let right = share(self.confusion[role][role], people);
            RoleFigures { id, people, right }
        });
        roles.collect()
    }

    fn pairs<'c>(&self, catalogue: &'c Catalogue) -> Vec<PairFigures<'c>> {
        let mut pairs = Vec::new();
        for (first, id) in catalogue.role_ids().enumerate() {
            for (second, other) in catalogue.role_ids().enumerate().skip(first + 1) {
                let people = self.of_role(first) + self.of_role(second);
                pairs.push(PairFigures {
                    roles: [id, other],
                    people,
                    right: share(self.pairs[first][second], people),
                });
            }
        }
        pairs
    }

    fn verdicts(&self) -> Vec<VerdictFigures> {
        let verdicts = VerdictKind::ALL.into_iter().zip(self.verdicts);
        verdicts
            .map(|(kind, [sittings, right, named])| VerdictFigures {
                kind: kind.name(),
                sittings,
                share: sittings as f64 / self.sittings as f64,
                right: share(right, sittings),
                named: share(named, sittings).filter(|_| kind.named() > 0),
            })
            .collect()
    }

    fn traits<'c>(&self, catalogue: &'c Catalogue) -> Vec<TraitFigures<'c>> {
        let traits = catalogue.trait_ids().zip(&self.scores).enumerate();
        let traits = traits.map(|(index, (id, sums))| {
            let roles = catalogue.roles.iter().zip(sums).enumerate();
            let roles = roles.map(|(place, (role, sum))| {
                let people = self.of_role(place);
                RoleMean {
                    id: role.id.as_str(),
                    mean: (people > 0).then(|| sum / people as f64),
                    profile: role.profile[index].mean(),
                }
            });
            TraitFigures {
                id,
                roles: roles.collect(),
            }
        });
        traits.collect()
    }
}

/// Returns the share of some people, where there are any.
fn share(hits: u64, count: u64) -> Option<Share> {
    (count > 0).then(|| Share::of(hits, count))
}
