//! Turns among things of different weight, so that in any stretch of them each has come round about as often as its weight
//! says: stride scheduling (Waldspurger and Weihl, 1995), first among classes and then within one.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// When something has its turn.
#[derive(Debug, Clone)]
struct Turn {
    /// The time of the next one, in turns of all together.
    next: f64,
    /// The time from one to the next.
    stride: f64,
    /// The round in which it had its last.
    round: Option<u64>,
}

impl Turn {
    fn new(share: f64, random: &mut ChaCha8Rng) -> Self {
        let stride = 1.0 / share;
        // 53 bits make a number from 0 to 1.
        let start = (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        Self {
            next: start * stride,
            stride,
            round: None,
        }
    }

    /// Has its turn. What could not have it for long does not make up for more than one.
    fn take(&mut self, now: f64, round: u64) {
        self.next = self.next.max(now - self.stride) + self.stride;
        self.round = Some(round);
    }

    fn has_rested(&self, round: u64, rest: u64) -> bool {
        self.round.is_none_or(|last| round - last > rest)
    }
}

#[derive(Debug, Clone)]
struct Member {
    index: usize,
    turn: Turn,
}

#[derive(Debug, Clone)]
struct Class {
    turn: Turn,
    members: Vec<Member>,
    /// How many turns its members had.
    taken: f64,
}

/// A class of things that take turns: what it weighs, and its members as (number of the caller's, weight within it).
pub(super) type Weighed = (f64, Vec<(usize, f64)>);

/// For how many rounds after its turn something rests, as long as there is anything else.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rest {
    pub(super) class: u64,
    pub(super) member: u64,
}

/// Things that take turns.
#[derive(Debug, Clone)]
pub(super) struct Rotation {
    classes: Vec<Class>,
    rest: Rest,
    taken: f64,
}

impl Rotation {
    /// Begins with turns at random times, each within its stride. Classes without members are left out.
    pub(super) fn new(classes: Vec<Weighed>, rest: Rest, random: &mut ChaCha8Rng) -> Self {
        let all: f64 = classes.iter().map(|(weight, _)| weight).sum();
        let classes = classes
            .into_iter()
            .filter(|(_, members)| !members.is_empty());
        let classes = classes.map(|(weight, members)| {
            let within: f64 = members.iter().map(|(_, weight)| weight).sum();
            let member = |(index, weight): (usize, f64), random: &mut ChaCha8Rng| Member {
                index,
                turn: Turn::new(weight / within, random),
            };
            Class {
                turn: Turn::new(weight / all, random),
                members: members.into_iter().map(|one| member(one, random)).collect(),
                taken: 0.0,
            }
        });
        Self {
            classes: classes.collect(),
            rest,
            taken: 0.0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Gives the turn to the next of those that `may` have it in this round; to one that has rested and that `should`
    /// have it, if there is one.
    pub(super) fn next(
        &mut self,
        round: u64,
        may: &dyn Fn(usize) -> bool,
        should: &dyn Fn(usize) -> bool,
    ) -> Option<usize> {
        let rest = self.rest;
        let (class, member) = self
            .first(&|class, member| {
                class.turn.has_rested(round, rest.class)
                    && member.turn.has_rested(round, rest.member)
                    && may(member.index)
                    && should(member.index)
            })
            .or_else(|| {
                self.first(&|_, member| {
                    member.turn.has_rested(round, rest.member) && may(member.index)
                })
            })
            .or_else(|| self.first(&|_, member| may(member.index)))?;
        self.taken += 1.0;
        let class = &mut self.classes[class];
        class.turn.take(self.taken, round);
        class.taken += 1.0;
        let member = &mut class.members[member];
        member.turn.take(class.taken, round);
        Some(member.index)
    }

    /// Finds the first in order of turns that passes, as (class, member).
    fn first(&self, passes: &dyn Fn(&Class, &Member) -> bool) -> Option<(usize, usize)> {
        let classes = in_order(self.classes.iter().map(|class| &class.turn));
        classes.into_iter().find_map(|place| {
            let class = &self.classes[place];
            let members = in_order(class.members.iter().map(|member| &member.turn));
            let mut members = members.into_iter();
            members
                .find(|&member| passes(class, &class.members[member]))
                .map(|member| (place, member))
        })
    }
}

/// Returns the places of turns in the order of their times.
fn in_order<'t>(turns: impl Iterator<Item = &'t Turn>) -> Vec<usize> {
    let mut places: Vec<(f64, usize)> = turns.map(|turn| turn.next).zip(0..).collect();
    places.sort_by(|one, other| one.0.total_cmp(&other.0));
    places.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn each_comes_round_as_often_as_its_weight_says_in_every_stretch() {
        let weights = [40.0, 30.0, 20.0, 10.0];
        let classes = (0..)
            .zip(weights)
            .map(|(index, weight)| (weight, vec![(index, 1.0)]));
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let mut rotation = Rotation::new(classes.collect(), Rest::default(), &mut random);
        let taken: Vec<usize> = (0..400)
            .map(|round| rotation.next(round, &|_| true, &|_| true).unwrap())
            .collect();
        for stretch in taken.windows(100).step_by(37) {
            for (index, weight) in (0..).zip(weights) {
                let count = stretch.iter().filter(|&&one| one == index).count() as f64;
                assert!(
                    (count - weight).abs() <= 2.0,
                    "{index}: {count} of {weight}"
                );
            }
        }
    }

    #[test]
    fn what_rests_comes_only_where_nothing_else_can() {
        let classes = vec![(1.0, vec![(0, 9.0), (1, 1.0), (2, 1.0)])];
        let rest = Rest {
            class: 0,
            member: 1,
        };
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut rotation = Rotation::new(classes, rest, &mut random);
        let taken: Vec<usize> = (0..50)
            .map(|round| rotation.next(round, &|_| true, &|_| true).unwrap())
            .collect();
        assert!(taken.windows(2).all(|pair| pair[0] != pair[1]));
        let only = rotation.next(50, &|index| index == taken[49], &|_| true);
        assert_eq!(only, Some(taken[49]));
    }
}
