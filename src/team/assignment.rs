//! Who takes which role: the most probable way to give each role to one person and each person one role. It knows
//! numbers alone.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// A probability below this counts as this: a millionth is more than answers to some questions can tell from less, and
/// nought has no logarithm.
const LEAST_PROBABILITY: f64 = 1e-6;
/// Logarithms are taken in units of 10^-12 nats, so that sums are exact and ties are ties on every machine.
const PER_NAT: f64 = 1e12;
/// Weighs more against a pair than all others together can weigh for it.
const FORBIDDEN: i64 = -1_000_000_000_000_000_000;

/// One person in one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pairing {
    /// Index of the role.
    pub role: usize,
    /// Index of the person.
    pub person: usize,
}

/// Who takes which role.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// As many as there are roles, or people if those are fewer; in the order of the roles.
    pub pairings: Vec<Pairing>,
    /// The sum of the natural logarithms of the probabilities, each taken as a millionth at least.
    pub log_probability: f64,
}

impl Assignment {
    /// Returns who takes a role, if somebody does.
    #[must_use]
    pub fn seated(&self, role: usize) -> Option<usize> {
        let pairing = self.pairings.iter().find(|one| one.role == role);
        pairing.map(|one| one.person)
    }
}

/// The most probable assignment, and the most probable of those that differ from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignments {
    /// The most probable.
    pub best: Assignment,
    /// The next.
    pub second: Assignment,
    /// How many times as probable the best is as the next; 1 is a tie.
    pub odds: f64,
}

impl Assignments {
    /// Finds both. `probabilities` holds a row a person with a value a role; two of each at least.
    ///
    /// People's roles are independent given their answers, so that the probability of an assignment is the product over
    /// its pairs; of people who are left over nothing is asked. The sum of the logarithms is greatest where that product
    /// is (Kuhn, 1955; Munkres, 1957). The next lacks one pair of the best at least, and is found by forbidding each in
    /// turn.
    #[must_use]
    pub fn of(probabilities: &[Vec<f64>]) -> Self {
        let weights: Vec<Vec<i64>> = probabilities
            .iter()
            .map(|row| row.iter().map(|&p| weight(p)).collect())
            .collect();
        let (best_weight, best) = solve(&weights, None);
        let (second_weight, second) = best
            .iter()
            .map(|&pairing| solve(&weights, Some(pairing)))
            .reduce(|first, next| if next.0 > first.0 { next } else { first })
            .expect("there are pairs");
        let assignment = |weight: i64, pairings| Assignment {
            pairings,
            log_probability: weight as f64 / PER_NAT,
        };
        Self {
            odds: ((best_weight - second_weight) as f64 / PER_NAT).exp(),
            best: assignment(best_weight, best),
            second: assignment(second_weight, second),
        }
    }
}

/// Returns what a probability weighs in an assignment, which cannot tell two of one weight apart.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a logarithm between -14 and 0 in these units is far within 64 bits"
)]
pub(super) fn weight(probability: f64) -> i64 {
    (probability.max(LEAST_PROBABILITY).ln() * PER_NAT).round() as i64
}

/// Returns the greatest sum of weights and the pairs that make it, without a forbidden one.
fn solve(weights: &[Vec<i64>], forbidden: Option<Pairing>) -> (i64, Vec<Pairing>) {
    let (people, roles) = (weights.len(), weights[0].len());
    let at = |person: usize, role: usize| {
        if forbidden == Some(Pairing { role, person }) {
            FORBIDDEN
        } else {
            weights[person][role]
        }
    };
    // Rows may not outnumber columns.
    let mut pairings: Vec<Pairing>;
    let weight;
    if people <= roles {
        let matrix = Matrix::from_fn(people, roles, |(person, role)| at(person, role));
        let (sum, columns) = kuhn_munkres(&matrix);
        let pairs = columns.into_iter().enumerate();
        pairings = pairs
            .map(|(person, role)| Pairing { role, person })
            .collect();
        weight = sum;
    } else {
        let matrix = Matrix::from_fn(roles, people, |(role, person)| at(person, role));
        let (sum, columns) = kuhn_munkres(&matrix);
        let pairs = columns.into_iter().enumerate();
        pairings = pairs
            .map(|(role, person)| Pairing { role, person })
            .collect();
        weight = sum;
    }
    pairings.sort();
    (weight, pairings)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns every assignment there is with its weight, by trying all of them.
    fn all(weights: &[Vec<i64>]) -> Vec<(i64, Vec<Pairing>)> {
        fn extend(
            weights: &[Vec<i64>],
            role: usize,
            size: usize,
            so_far: &mut Vec<Pairing>,
            found: &mut Vec<(i64, Vec<Pairing>)>,
        ) {
            if so_far.len() == size {
                let sum = so_far.iter().map(|one| weights[one.person][one.role]).sum();
                found.push((sum, so_far.clone()));
                return;
            }
            if role == weights[0].len() {
                return;
            }
            for person in 0..weights.len() {
                if so_far.iter().all(|one| one.person != person) {
                    so_far.push(Pairing { role, person });
                    extend(weights, role + 1, size, so_far, found);
                    so_far.pop();
                }
            }
            // Where roles outnumber people some stay empty.
            extend(weights, role + 1, size, so_far, found);
        }
        let size = weights.len().min(weights[0].len());
        let mut found = Vec::new();
        extend(weights, 0, size, &mut Vec::new(), &mut found);
        found
    }

    fn groups() -> impl Strategy<Value = Vec<Vec<f64>>> {
        // Some are nought, and many alike, so that there are ties.
        let probability = prop_oneof![Just(0.0), Just(0.5), Just(1e-9), 0.0..1.0];
        (2_usize..=6, 2_usize..=6).prop_flat_map(move |(people, roles)| {
            prop::collection::vec(prop::collection::vec(probability.clone(), roles), people)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn no_assignment_beats_the_best_and_none_but_the_best_beats_the_second(group in groups()) {
            let weights: Vec<Vec<i64>> =
                group.iter().map(|row| row.iter().map(|&p| weight(p)).collect()).collect();
            let found = Assignments::of(&group);
            let all = all(&weights);
            let greatest = all.iter().map(|one| one.0).max().unwrap();
            let sum = |assignment: &Assignment| -> i64 {
                assignment.pairings.iter().map(|one| weights[one.person][one.role]).sum()
            };
            prop_assert_eq!(sum(&found.best), greatest);
            let others = all.iter().filter(|one| one.1 != found.best.pairings);
            prop_assert_eq!(sum(&found.second), others.map(|one| one.0).max().unwrap());
            prop_assert!(found.second.pairings != found.best.pairings);
            prop_assert!(found.odds >= 1.0);
        }

        #[test]
        fn nobody_has_two_roles_and_no_role_two_people(group in groups()) {
            let found = Assignments::of(&group);
            for assignment in [found.best, found.second] {
                let size = group.len().min(group[0].len());
                prop_assert_eq!(assignment.pairings.len(), size);
                let mut people: Vec<usize> = assignment.pairings.iter().map(|one| one.person).collect();
                people.sort_unstable();
                people.dedup();
                prop_assert_eq!(people.len(), size);
                prop_assert!(assignment.pairings.windows(2).all(|two| two[0].role < two[1].role));
            }
        }
    }

    #[test]
    fn the_odds_are_the_ratio_of_the_products() {
        // Straight: 0.8 · 0.6; crossed: 0.4 · 0.2. That is 0.48 to 0.08.
        let found = Assignments::of(&[vec![0.8, 0.2], vec![0.4, 0.6]]);
        assert!((found.odds - 6.0).abs() < 1e-9);
        assert!((found.best.log_probability - 0.48_f64.ln()).abs() < 1e-9);
    }

    #[test]
    fn a_tie_is_a_tie() {
        assert_eq!(Assignments::of(&[vec![0.7, 0.3], vec![0.7, 0.3]]).odds, 1.0);
    }
}
