//! What changes for somebody who moves from one role to another, trait by trait. It picks claims and writes none.

use super::SHARED;
use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, MoveKind, Pole, Toward};
use crate::preparation::Gap;

/// How much of a person a trait asks in a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// It has to be built up: the person, or somebody typical of the role left, stands far from the role taken up.
    Build,
    /// It has to be flexed: they stand some way from it.
    Flex,
    /// The person stands near the role taken up already, or beyond it on the side to which it leans, and the role left does
    /// not.
    Brought,
    /// Both roles lie at the same place, and the person is not far from it.
    Kept,
}

/// What changes on one trait.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// The distance between the two profiles: from those who suit the role left to the role taken up.
    pub roles: Gap,
    /// The distance between the person and the role taken up, where there is a person who answered about the trait.
    pub person: Option<Gap>,
    /// How much it asks.
    pub effort: Effort,
    /// What the sources say of the role left on the side that is left, as indices in its evidence.
    pub unlearn: Vec<usize>,
    /// What they say of the role taken up on the side that is taken up, as indices in its evidence.
    pub show: Vec<usize>,
}

impl Shift {
    /// Returns the distance that a move has to cover: from the person where there is one, or from the role left.
    #[must_use]
    pub fn gap(&self) -> Gap {
        self.person.unwrap_or(self.roles)
    }

    /// Whether somebody may be where the role is, for all that the answers tell.
    #[must_use]
    pub fn may_be_none(&self) -> bool {
        self.person.is_some_and(|gap| gap.may_be_none)
    }
}

/// A move from one role to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Index of the role left.
    pub from: usize,
    /// Index of the role taken up.
    pub to: usize,
    /// Each trait of which the role taken up makes a claim: those to build up first, then those to flex, those that
    /// are brought along and those kept; in each, the greatest distance first.
    pub shifts: Vec<Shift>,
    /// What sources say of this move, as indices in the catalogue's moves: struggles, changes, help.
    pub said: Vec<usize>,
}

impl Move {
    /// Returns what a move asks of a person, or without one, of somebody typical of the role left.
    #[must_use]
    pub fn between(
        catalogue: &Catalogue,
        from: usize,
        to: usize,
        person: Option<&Assessment>,
    ) -> Self {
        let own = person.map(|person| Gap::of_person(catalogue, to, &person.traits));
        let mut shifts: Vec<Shift> = Gap::between_roles(catalogue, from, to)
            .into_iter()
            .enumerate()
            .filter(|(trait_index, _)| catalogue.roles[to].claims[*trait_index])
            .map(|(trait_index, roles)| {
                let person = own.as_ref().map(|own| own[trait_index]);
                shift(
                    catalogue,
                    from,
                    to,
                    roles,
                    person.filter(|gap| gap.answered),
                )
            })
            .collect();
        let asked = |shift: &Shift| shift.gap().distance;
        shifts.sort_by(|a, b| {
            let effort = a.effort.cmp(&b.effort);
            effort.then_with(|| asked(b).total_cmp(&asked(a)))
        });
        let of = |kind: MoveKind| {
            let moves = catalogue.moves.iter().enumerate();
            moves
                .filter(move |(_, one)| (one.from, one.to, one.kind) == (from, to, kind))
                .map(|(index, _)| index)
        };
        let said = of(MoveKind::Struggle)
            .chain(of(MoveKind::Change))
            .chain(of(MoveKind::Help));
        Self {
            from,
            to,
            shifts,
            said: said.collect(),
        }
    }
}

fn shift(catalogue: &Catalogue, from: usize, to: usize, roles: Gap, person: Option<Gap>) -> Shift {
    let toward = roles.toward();
    let is_shared = roles.distance < SHARED;
    let as_typical = Gap {
        answered: true,
        ..roles
    };
    let asked = person.unwrap_or(as_typical);
    // Far past a role that keeps to the middle nothing is brought.
    let is_past = |gap: Gap| gap.distance > 0.0 && gap.toward() != toward && !gap.is_wide();
    let beyond = person.is_some_and(is_past);
    let effort = match (is_shared, person) {
        (true, _) if !asked.is_wide() => Effort::Kept,
        (false, Some(gap)) if gap.is_near() || beyond => Effort::Brought,
        _ if asked.is_far() => Effort::Build,
        _ => Effort::Flex,
    };
    let (away, near) = match asked.toward() {
        Pole::Low => (Toward::High, Toward::Low),
        Pole::High => (Toward::Low, Toward::High),
    };
    let claims = |role: usize, toward: Toward| -> Vec<usize> {
        if is_shared {
            return Vec::new();
        }
        let evidence = catalogue.roles[role].evidence.iter().enumerate();
        evidence
            .filter(|(_, one)| one.trait_index == roles.trait_index && one.toward == toward)
            .map(|(index, _)| index)
            .collect()
    };
    Shift {
        unlearn: claims(from, away),
        show: claims(to, near),
        roles,
        person,
        effort,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Given, Stopped};
    use crate::catalogue::fixture::EIGHT_TRAITS;
    use crate::catalogue::read;

    fn product_roles() -> Catalogue {
        read(EIGHT_TRAITS).catalogue.unwrap()
    }

    /// Somebody who answers everything toward the pole on which a role lies.
    fn like(catalogue: &Catalogue, role: usize) -> Assessment {
        let given = (0..catalogue.items.len())
            .map(|item| {
                let mean = catalogue.roles[role].profile[catalogue.items[item].trait_index].mean();
                let categories = catalogue.bank.item(item);
                let likely = categories.all_categories().max_by(|&a, &b| {
                    categories
                        .probability(a, mean)
                        .total_cmp(&categories.probability(b, mean))
                });
                let response = catalogue.response_of(item, likely.unwrap());
                Given {
                    item,
                    response,
                    position: response.number(),
                }
            })
            .collect();
        Assessment::new(catalogue, given, Stopped::Given).unwrap()
    }

    #[test]
    fn without_a_person_nothing_is_said_to_be_there_already() {
        let catalogue = product_roles();
        let shifts = Move::between(&catalogue, 1, 2, None).shifts;
        assert_eq!(shifts.len(), catalogue.traits.len());
        assert!(shifts.iter().all(|shift| shift.effort != Effort::Brought));
        assert!(shifts.iter().all(|shift| shift.person.is_none()));
    }

    #[test]
    fn somebody_like_the_role_taken_up_has_little_to_build() {
        let catalogue = product_roles();
        let count = |role: usize| {
            let person = like(&catalogue, role);
            let shifts = Move::between(&catalogue, 1, 2, Some(&person)).shifts;
            shifts
                .iter()
                .filter(|shift| shift.effort == Effort::Build)
                .count()
        };
        assert!(count(2) < count(1));
        assert_eq!(count(2), 0);
    }

    #[test]
    fn what_sources_say_of_a_move_is_of_that_move_alone() {
        let catalogue = product_roles();
        for (from, to) in [(0, 2), (1, 2), (2, 0), (0, 1)] {
            let said = Move::between(&catalogue, from, to, None).said;
            for one in said {
                assert_eq!(
                    (catalogue.moves[one].from, catalogue.moves[one].to),
                    (from, to)
                );
            }
        }
        assert!(!Move::between(&catalogue, 0, 2, None).said.is_empty());
    }
}
