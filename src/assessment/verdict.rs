//! What a set of roles comes to: a kind of verdict, and the roles it names.

use crate::model::{LEAST_TYPICALITY, VerdictKind};

/// How well a role fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleFit {
    /// Index of the role.
    pub role: usize,
    /// Probability of the role given the answers; over all roles they sum to 1.
    pub probability: f64,
    /// Share of the people who suit the role that are at least as far from its centre, between 0 and 1.
    pub typicality: f64,
    /// The same by those traits alone on which the person does not go further on the side to which the role leans. That is
    /// asked of the most probable role; of any other it is the typicality.
    pub typicality_up_to: f64,
}

impl RoleFit {
    /// Returns whether the person is unlike the people who suit the role, and not only more so.
    #[must_use]
    pub fn is_unlike(&self) -> bool {
        self.typicality < LEAST_TYPICALITY && !self.is_beyond()
    }

    /// Returns whether the person is unlike the people who suit the role only for going further on the sides to which it
    /// leans.
    #[must_use]
    pub fn is_beyond(&self) -> bool {
        self.typicality < LEAST_TYPICALITY && self.typicality_up_to >= LEAST_TYPICALITY
    }
}

/// A kind and the roles it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The kind.
    pub kind: VerdictKind,
    /// Indices of the roles named, the most probable first: one for unlike, clear and leaning, two for between,
    /// none for open.
    pub roles: Vec<usize>,
}

impl Verdict {
    /// Returns the verdict on at least two roles, the most probable first.
    #[must_use]
    pub fn of(ranked: &[RoleFit]) -> Self {
        let (first, second) = (&ranked[0], &ranked[1]);
        let kind = if first.is_unlike() {
            VerdictKind::Unlike
        } else {
            VerdictKind::by_probability(first.probability, second.probability)
        };
        let named = ranked.iter().take(kind.named());
        let roles = named.map(|fit| fit.role).collect();
        Self { kind, roles }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(probabilities: [f64; 3], typicality: f64) -> Verdict {
        let roles: Vec<_> = probabilities
            .into_iter()
            .enumerate()
            .map(|(role, probability)| RoleFit {
                role,
                probability,
                typicality,
                typicality_up_to: typicality,
            })
            .collect();
        Verdict::of(&roles)
    }

    #[test]
    fn each_kind_begins_at_its_bound() {
        assert_eq!(verdict([0.90, 0.06, 0.04], 0.5).kind, VerdictKind::Clear);
        assert_eq!(
            verdict([0.899, 0.061, 0.04], 0.5).kind,
            VerdictKind::Leaning
        );
        assert_eq!(verdict([0.60, 0.30, 0.10], 0.5).kind, VerdictKind::Leaning);
        assert_eq!(
            verdict([0.599, 0.30, 0.101], 0.5).kind,
            VerdictKind::Between
        );
        assert_eq!(verdict([0.44, 0.40, 0.16], 0.5).kind, VerdictKind::Open);
    }

    #[test]
    fn someone_unlike_every_role_is_told_so_however_certain_the_leader_is() {
        let verdict = verdict([0.99, 0.005, 0.005], 0.009);
        assert_eq!(
            (verdict.kind, verdict.roles),
            (VerdictKind::Unlike, vec![0])
        );
    }
}
