//! How far somebody stands from a role, trait by trait.

use crate::assessment::{INTERVAL_90, NO_LEAN, TraitScore};
use crate::catalogue::{Catalogue, Pole};
use crate::model::NormalPrior;

/// From this distance somebody has to expect to be pressed on a trait.
const WIDE: f64 = 0.75;
/// Up to this distance somebody is near the role.
const NEAR: f64 = 0.4;

/// The most traits that are named as those on which somebody is pressed.
const MOST_NAMED: usize = 3;

/// The distance between a person and a role on one trait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Index of the trait.
    pub trait_index: usize,
    /// Where the person stands: theta, in standard deviations of the reference population.
    pub place: f64,
    /// Where the people stand who suit the role, on the same scale.
    pub centre: f64,
    /// `|place - centre| / sqrt(typical-spread² + sd²)`: the distance in standard deviations of the difference between a
    /// person known as well as this one and somebody drawn from those who suit the role. 0 where the role makes no claim.
    pub distance: f64,
    /// Whether the person answered anything about the trait.
    pub answered: bool,
    /// Whether the role's centre lies in the 90 % interval of the person's place: another sitting may leave no distance.
    pub may_be_none: bool,
}

impl Gap {
    /// Measures the gaps between a person and a role, one a trait in the catalogue's order.
    #[must_use]
    pub fn of_person(catalogue: &Catalogue, role: usize, traits: &[TraitScore]) -> Vec<Self> {
        let scores = traits
            .iter()
            .map(|one| (one.score, one.sd, one.answered > 0));
        Self::all(catalogue, role, scores)
    }

    /// Measures the gaps between those who suit one role and another role.
    #[must_use]
    pub fn between_roles(catalogue: &Catalogue, from: usize, to: usize) -> Vec<Self> {
        let people = (0..catalogue.traits.len()).map(|index| catalogue.typical(from, index));
        Self::all(
            catalogue,
            to,
            people.map(|one| (one.mean(), one.spread(), true)),
        )
    }

    fn all(
        catalogue: &Catalogue,
        role: usize,
        places: impl Iterator<Item = (f64, f64, bool)>,
    ) -> Vec<Self> {
        let claims = &catalogue.roles[role].claims;
        let of = |(trait_index, (place, sd, answered)): (usize, (f64, f64, bool))| {
            let prior: NormalPrior = catalogue.typical(role, trait_index);
            let scale = (prior.spread() * prior.spread() + sd * sd).sqrt();
            let far = (place - prior.mean()).abs();
            let apart = far / scale;
            Self {
                trait_index,
                place,
                centre: prior.mean(),
                distance: if claims[trait_index] { apart } else { 0.0 },
                answered,
                may_be_none: answered && far <= INTERVAL_90 * sd,
            }
        };
        places.enumerate().map(of).collect()
    }

    /// Returns the gaps that are wide by this, the widest first and three at most: so many are named.
    #[must_use]
    pub fn widest(gaps: &[Self], is_wide: impl Fn(&Self) -> bool) -> Vec<&Self> {
        let mut wide: Vec<&Self> = gaps.iter().filter(|gap| is_wide(gap)).collect();
        wide.sort_by(|one, other| other.distance.total_cmp(&one.distance));
        wide.truncate(MOST_NAMED);
        wide
    }

    /// Returns the side on which the role lies from where the person stands.
    #[must_use]
    pub fn toward(&self) -> Pole {
        if self.centre > self.place {
            Pole::High
        } else {
            Pole::Low
        }
    }

    /// Returns whether the person has to expect to be pressed on this trait: nobody is for going further than those who
    /// suit the role, on the side to which it leans.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.is_far() && !self.is_beyond()
    }

    /// Returns whether the person stands far from the role on this trait.
    #[must_use]
    pub fn is_far(&self) -> bool {
        self.answered && self.distance >= WIDE
    }

    /// Returns whether the person goes further than those who suit the role, on the side to which it leans.
    #[must_use]
    pub fn is_beyond(&self) -> bool {
        let further = self.place.abs() > self.centre.abs();
        self.centre.abs() >= NO_LEAN && self.place.signum() == self.centre.signum() && further
    }

    /// Returns whether the person is near the role on this trait.
    #[must_use]
    pub fn is_near(&self) -> bool {
        self.answered && self.distance <= NEAR
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::fixture::EIGHT_TRAITS;
    use crate::catalogue::read;

    #[test]
    fn a_gap_is_measured_in_deviations_of_the_difference() {
        let catalogue = read(EIGHT_TRAITS).catalogue.unwrap();
        let scores: Vec<TraitScore> = catalogue
            .traits
            .iter()
            .map(|_| TraitScore {
                score: 0.5,
                sd: 0.5,
                interval: (0.5 - 1.645 * 0.5, 0.5 + 1.645 * 0.5),
                answered: 1,
            })
            .collect();
        for gap in Gap::of_person(&catalogue, 0, &scores) {
            let prior = catalogue.roles[0].profile[gap.trait_index];
            let by_hand =
                (0.5 - prior.mean()).abs() / (catalogue.typical_spread.powi(2) + 0.25).sqrt();
            assert!((gap.distance - by_hand).abs() < 1e-12);
            assert_eq!(gap.toward() == Pole::High, prior.mean() > 0.5);
            // It may be none where the role lies in the interval that is shown.
            let (low, high) = scores[gap.trait_index].interval;
            let is_within = (low..=high).contains(&prior.mean());
            assert_eq!(gap.may_be_none, is_within, "{gap:?}");
        }
    }

    #[test]
    fn nobody_is_pressed_for_going_further_on_the_side_of_a_role() {
        let gap = |place, centre| Gap {
            trait_index: 0,
            place,
            centre,
            distance: f64::abs(place - centre),
            answered: true,
            may_be_none: false,
        };
        assert!(gap(2.0, 0.9).is_far() && !gap(2.0, 0.9).is_wide());
        assert!(!gap(-2.0, -0.9).is_wide());
        for (place, centre) in [(0.1, 0.9), (-0.9, 0.9), (2.0, 0.1), (-2.0, 0.1)] {
            assert!(gap(place, centre).is_wide(), "{place} {centre}");
        }
    }

    #[test]
    fn a_role_has_no_gap_to_itself() {
        let catalogue = read(EIGHT_TRAITS).catalogue.unwrap();
        let own = Gap::between_roles(&catalogue, 1, 1);
        assert!(own.iter().all(|gap| gap.distance == 0.0));
    }
}
