//! Where a person stands on a trait, beside the roles that are shown: the one rule of every screen.

use crate::assessment::TraitScore;
use crate::catalogue::Catalogue;
use crate::preparation::Gap;

/// Somebody whose distances to two roles differ by less than this is as near to the one as to the other.
const AS_NEAR: f64 = 0.2;

/// Where a person stands on a trait, beside some roles. Distances are those of [`Gap`], by how much people differ who
/// suit a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// Nothing was answered about the trait.
    Unanswered,
    /// None of the roles makes a claim about it.
    Unclaimed,
    /// Near this role, or near several of them alike, in the order in which the roles were named.
    Near(Vec<usize>),
    /// Near none, with this role on the low side and that one on the high side.
    Between(usize, usize),
    /// Near none, and on one side of all; of these it is least far. It holds one role or several.
    Toward(Vec<usize>),
    /// Far from each of the roles that make a claim, on one side of all, and not beyond the nearest.
    Far(Vec<usize>),
    /// As far, and further than these roles on the side to which they lean; the nearest is among them.
    Beyond(Vec<usize>),
}

impl Beside {
    /// Places a person among roles, of which there is at least one.
    #[must_use]
    pub fn of(
        catalogue: &Catalogue,
        roles: &[usize],
        scores: &[TraitScore],
        trait_index: usize,
    ) -> Self {
        if scores[trait_index].answered == 0 {
            return Self::Unanswered;
        }
        let gaps: Vec<(usize, Gap)> = claimed(catalogue, roles, scores, trait_index);
        let closest = alike(&gaps);
        if gaps.is_empty() {
            return Self::Unclaimed;
        }
        let near = gaps.iter().filter(|(_, gap)| gap.is_near());
        let near: Vec<usize> = near.map(|(role, _)| *role).collect();
        if !near.is_empty() {
            return Self::Near(near);
        }
        let side = |above: bool| {
            let on_it = gaps
                .iter()
                .filter(|(_, gap)| (gap.centre > gap.place) == above);
            on_it.min_by(|(_, a), (_, b)| a.distance.total_cmp(&b.distance))
        };
        match (side(false), side(true)) {
            (Some((low, _)), Some((high, _))) => Self::Between(*low, *high),
            _ if gaps.iter().all(|(_, gap)| gap.is_far()) => {
                let leaning = gaps.iter().filter(|(_, gap)| gap.is_beyond());
                let leaning: Vec<usize> = leaning.map(|(role, _)| *role).collect();
                if closest.iter().any(|role| leaning.contains(role)) {
                    return Self::Beyond(leaning);
                }
                Self::Far(gaps.iter().map(|(role, _)| *role).collect())
            }
            _ => Self::Toward(closest),
        }
    }
}

/// Returns the roles that a person is least far from on a trait: one, or several alike, in the order in which they were
/// named. Without answers or claims there is none.
#[must_use]
pub fn closest(
    catalogue: &Catalogue,
    roles: &[usize],
    scores: &[TraitScore],
    trait_index: usize,
) -> Vec<usize> {
    if scores[trait_index].answered == 0 {
        return Vec::new();
    }
    alike(&claimed(catalogue, roles, scores, trait_index))
}

fn claimed(
    catalogue: &Catalogue,
    roles: &[usize],
    scores: &[TraitScore],
    trait_index: usize,
) -> Vec<(usize, Gap)> {
    let claiming = roles
        .iter()
        .filter(|&&role| catalogue.roles[role].claims[trait_index]);
    claiming
        .map(|&role| (role, Gap::of_person(catalogue, role, scores)[trait_index]))
        .collect()
}

fn alike(gaps: &[(usize, Gap)]) -> Vec<usize> {
    let distances = gaps.iter().map(|(_, gap)| gap.distance);
    let least = distances.fold(f64::INFINITY, f64::min);
    gaps.iter()
        .filter(|(_, gap)| gap.distance - least < AS_NEAR)
        .map(|(role, _)| *role)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::fixture::EIGHT_TRAITS;
    use crate::catalogue::read;

    fn product_roles() -> Catalogue {
        read(EIGHT_TRAITS).catalogue.unwrap()
    }

    /// Somebody who stands at this place on every trait, known as well as after some answers.
    fn at(catalogue: &Catalogue, place: f64) -> Vec<TraitScore> {
        let score = TraitScore {
            score: place,
            sd: 0.5,
            interval: (place - 0.8, place + 0.8),
            answered: 3,
        };
        vec![score; catalogue.traits.len()]
    }

    #[test]
    fn whoever_stands_where_a_role_stands_is_near_it() {
        let catalogue = product_roles();
        for (role, words) in catalogue.roles.iter().enumerate() {
            for (index, prior) in words.profile.iter().enumerate() {
                let beside =
                    Beside::of(&catalogue, &[0, 1, 2], &at(&catalogue, prior.mean()), index);
                assert!(
                    matches!(&beside, Beside::Near(near) if near.contains(&role)),
                    "{beside:?}"
                );
            }
        }
    }

    #[test]
    fn nobody_far_from_every_role_is_said_to_be_near_any() {
        // On this trait both roles stand a little on the low side.
        let catalogue = product_roles();
        let trait_index = catalogue.trait_index("wide-near").unwrap();
        let two = [1, 2];
        let beside = |place| Beside::of(&catalogue, &two, &at(&catalogue, place), trait_index);
        assert_eq!(beside(-0.4), Beside::Near(vec![1, 2]));
        assert_eq!(beside(1.2), Beside::Far(vec![1, 2]));
        assert!(matches!(beside(0.2), Beside::Toward(_)));
        assert_eq!(
            closest(&catalogue, &two, &at(&catalogue, 1.2), trait_index),
            [1, 2]
        );
    }

    #[test]
    fn whoever_goes_further_than_the_nearest_on_its_side_is_beyond_those_that_lean_there() {
        let catalogue = product_roles();
        let trait_index = catalogue.trait_index("finish-evolve").unwrap();
        let all = [0, 1, 2];
        let beside = |place| Beside::of(&catalogue, &all, &at(&catalogue, place), trait_index);
        // Owner and manager lean to evolve, the project manager to finish.
        assert_eq!(beside(3.0), Beside::Beyond(vec![0, 2]));
        assert_eq!(beside(-3.0), Beside::Beyond(vec![1]));
    }

    #[test]
    fn between_names_the_role_on_the_low_side_first() {
        let catalogue = product_roles();
        let trait_index = catalogue.trait_index("finish-evolve").unwrap();
        for roles in [[1, 0], [0, 1]] {
            let beside = Beside::of(&catalogue, &roles, &at(&catalogue, 0.0), trait_index);
            assert_eq!(beside, Beside::Between(1, 0));
        }
    }

    #[test]
    fn without_an_answer_nobody_stands_anywhere() {
        let catalogue = product_roles();
        let mut scores = at(&catalogue, 0.0);
        scores[0].answered = 0;
        assert_eq!(
            Beside::of(&catalogue, &[0, 1], &scores, 0),
            Beside::Unanswered
        );
        assert!(closest(&catalogue, &[0, 1], &scores, 0).is_empty());
    }
}
