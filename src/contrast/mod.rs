//! Roles side by side: how far apart they lie on each trait, what they share, where a person stands between them, and
//! what changes for somebody who moves from one to another.

mod beside;
mod shift;

pub use beside::{Beside, closest};
pub use shift::{Effort, Move, Shift};

use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::model::Separation;
use crate::preparation::Gap;

/// The most roles that are set side by side.
pub const MOST_ROLES: usize = 3;
/// Closer than this two roles are taken to share a place: a small difference after Cohen (1988), 0.5 spreads, on the
/// scale of [`TraitContrast::distance`].
const SHARED: f64 = 0.5 * std::f64::consts::FRAC_1_SQRT_2;

/// Two roles that differ on a trait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Apart {
    /// Index of the role nearer the low pole.
    pub low: usize,
    /// Index of the role nearer the high pole.
    pub high: usize,
}

/// How the roles lie on one trait.
#[derive(Debug, Clone, PartialEq)]
pub struct TraitContrast {
    /// Index of the trait.
    pub trait_index: usize,
    /// The distance of the two that lie farthest apart, `|mean_1 - mean_2| / sqrt(2 typical-spread²)`: that of two people,
    /// one drawn from each role, in standard deviations of their difference. 0 where fewer than two make a claim.
    pub distance: f64,
    /// The two that lie farthest apart, where two or more make a claim.
    pub apart: Option<Apart>,
    /// Where the person stands; nothing without a person.
    pub beside: Option<Beside>,
}

impl TraitContrast {
    /// Returns whether those roles that make a claim, two at least, lie so close that they share their place.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.apart.is_some() && self.distance < SHARED
    }
}

/// How well two roles can be told apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The roles, in the order in which they were named.
    pub roles: [usize; 2],
    /// How far apart they lie over all traits.
    pub separation: Separation,
}

/// Roles side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    /// The roles, in the order in which they were named.
    pub roles: Vec<usize>,
    /// Every trait, the one on which they lie farthest apart first; equals in the catalogue's order.
    pub traits: Vec<TraitContrast>,
    /// Every two of the roles.
    pub pairs: Vec<Pair>,
}

impl Contrast {
    /// Sets two or more roles side by side, each named once, with the person of an assessment if there is one.
    #[must_use]
    pub fn of(catalogue: &Catalogue, roles: &[usize], person: Option<&Assessment>) -> Self {
        let pairs = roles.iter().enumerate().flat_map(|(place, &first)| {
            roles[place + 1..]
                .iter()
                .map(move |&second| [first, second])
        });
        let pairs: Vec<Pair> = pairs
            .map(|roles| Pair {
                roles,
                separation: Separation::of(
                    &catalogue.roles[roles[0]].profile,
                    &catalogue.roles[roles[1]].profile,
                ),
            })
            .collect();
        let scores = person.map(|person| person.traits.as_slice());
        let mut traits: Vec<TraitContrast> = (0..catalogue.traits.len())
            .map(|trait_index| {
                let (distance, apart) = apart(catalogue, &pairs, trait_index);
                TraitContrast {
                    trait_index,
                    distance,
                    apart,
                    beside: scores.map(|scores| Beside::of(catalogue, roles, scores, trait_index)),
                }
            })
            .collect();
        traits.sort_by(|a, b| b.distance.total_cmp(&a.distance));
        Self {
            roles: roles.to_vec(),
            traits,
            pairs,
        }
    }
}

/// Returns the two roles that lie farthest apart on a trait, and their distance.
fn apart(catalogue: &Catalogue, pairs: &[Pair], trait_index: usize) -> (f64, Option<Apart>) {
    let mut widest = (0.0, None);
    for pair in pairs {
        let [a, b] = pair.roles;
        let claims = |role: usize| catalogue.roles[role].claims[trait_index];
        if !(claims(a) && claims(b)) {
            continue;
        }
        let distance = Gap::between_roles(catalogue, a, b)[trait_index].distance;
        if widest.1.is_none() || distance > widest.0 {
            let mean = |role: usize| catalogue.roles[role].profile[trait_index].mean();
            let (low, high) = if mean(b) < mean(a) { (b, a) } else { (a, b) };
            widest = (distance, Some(Apart { low, high }));
        }
    }
    widest
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    use super::*;
    use crate::catalogue::fixture::EIGHT_TRAITS;
    use crate::catalogue::read;

    fn product_roles() -> Catalogue {
        read(EIGHT_TRAITS).catalogue.unwrap()
    }

    #[test]
    fn traits_come_in_the_order_of_how_far_apart_the_roles_are() {
        let catalogue = product_roles();
        let contrast = Contrast::of(&catalogue, &[0, 1], None);
        assert!(
            contrast
                .traits
                .is_sorted_by(|a, b| a.distance >= b.distance)
        );
        for one in &contrast.traits {
            let (a, b) = (
                catalogue.roles[0].profile[one.trait_index],
                catalogue.roles[1].profile[one.trait_index],
            );
            let typical = catalogue.typical_spread;
            let by_hand = (a.mean() - b.mean()).abs() / typical.hypot(typical);
            assert!((one.distance - by_hand).abs() < 1e-12);
        }
    }

    #[test]
    fn the_order_of_the_roles_changes_no_distance() {
        let catalogue = product_roles();
        let distances = |roles: &[usize]| {
            let contrast = Contrast::of(&catalogue, roles, None);
            let traits = contrast.traits.iter();
            traits
                .map(|one| (one.trait_index, one.distance))
                .collect::<Vec<_>>()
        };
        assert_eq!(distances(&[0, 1, 2]), distances(&[2, 0, 1]));
    }

    #[test]
    fn how_often_two_roles_are_told_apart_is_near_to_what_their_likelihoods_give() {
        let catalogue = product_roles();
        let deviates = deviates(catalogue.traits.len());
        for pair in Contrast::of(&catalogue, &[0, 1, 2], None).pairs {
            // People are drawn from each of the two profiles, and the likelier role is named.
            let [a, b] = pair.roles.map(|role| &catalogue.roles[role].profile);
            let right: usize = [(a, b), (b, a)]
                .into_iter()
                .map(|(own, other)| {
                    let is_right = |z: &&Vec<f64>| {
                        let traits = own.iter().zip(other).zip(z.iter());
                        let weights = traits.map(|((p, q), z)| {
                            let theta = p.mean() + p.spread() * z;
                            p.log_density(theta) - q.log_density(theta)
                        });
                        weights.sum::<f64>() > 0.0
                    };
                    deviates.iter().filter(is_right).count()
                })
                .sum();
            let drawn = right as f64 / (2 * deviates.len()) as f64;
            let stated = pair.separation.told_apart();
            // 40,000 people put one standard error below 0.002.
            assert!((drawn - stated).abs() < 0.01, "{drawn} is not {stated}");
        }
    }

    /// Returns 20,000 rows of standard normal deviates that never change (Box & Muller, 1958).
    fn deviates(columns: usize) -> Vec<Vec<f64>> {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut uniform = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut deviate = || {
            let (u, v) = (1.0 - uniform(), uniform());
            (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
        };
        let mut row = || (0..columns).map(|_| deviate()).collect();
        (0..20_000).map(|_| row()).collect()
    }
}
