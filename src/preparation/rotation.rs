//! Turns among things of different weight, so that in any stretch of them each has come round about as often as its weight
//! says: stride scheduling (Waldspurger and Weihl, 1995), first among classes and then within one.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// What comes at most so many strides before its time comes in time.
const IN_TIME: f64 = 0.5;
/// Nothing comes earlier than this. What fits where others do not would else come all the time, and take the turns of
/// those of its class that do not.
const EARLY: f64 = 1.5;

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

    /// Returns whether it is at most so many strides too early.
    fn is_near(&self, now: f64, strides: f64) -> bool {
        self.next - now <= self.stride * strides
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

/// Tells whether a member of a class may have its turn.
type Passes<'p> = &'p dyn Fn(&Class, &Member) -> bool;

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
            let turn = Turn::new(weight / all, random);
            let mut members: Vec<Member> =
                members.into_iter().map(|one| member(one, random)).collect();
            // Where all of them waited, their class would miss the turns by which they come nearer to theirs.
            let nexts = members.iter().map(|one| one.turn.next);
            let first = nexts.fold(f64::INFINITY, f64::min);
            for one in &mut members {
                one.turn.next -= first;
            }
            Class {
                turn,
                members,
                taken: 0.0,
            }
        });
        Self {
            classes: classes.collect(),
            rest,
            taken: 0.0,
        }
    }

    /// Returns whether all of it passes.
    pub(super) fn all(&self, passes: impl Fn(usize) -> bool) -> bool {
        let members = |class: &Class| class.members.iter().all(|member| passes(member.index));
        self.classes.iter().all(members)
    }

    /// Gives the turn to the next of those that `may` have it in this round and `should`, if its time has nearly come and
    /// it has rested; where there is none and somebody `must` have it, to the next of those that may.
    pub(super) fn next(
        &mut self,
        (round, must): (u64, bool),
        may: &dyn Fn(usize) -> bool,
        should: &dyn Fn(usize) -> bool,
    ) -> Option<usize> {
        let (rest, now) = (self.rest, self.taken);
        let is_new =
            |member: &Member| member.turn.has_rested(round, rest.member) && may(member.index);
        let is_fit = |class: &Class, member: &Member| {
            class.turn.has_rested(round, rest.class) && is_new(member) && should(member.index)
        };
        let is_near = |class: &Class, member: &Member, strides: f64| {
            class.turn.is_near(now, strides) && member.turn.is_near(class.taken, strides)
        };
        let tiers: [Passes<'_>; 6] = [
            &|class, member| is_near(class, member, IN_TIME) && is_fit(class, member),
            &|class, member| is_near(class, member, EARLY) && is_fit(class, member),
            &|class, member| must && is_fit(class, member),
            &|class, member| is_near(class, member, EARLY) && is_new(member),
            &|_, member| must && is_new(member),
            &|_, member| must && may(member.index),
        ];
        let mut tiers = tiers.into_iter();
        let (class, member) = tiers.find_map(|passes| self.first(passes))?;
        self.taken += 1.0;
        let class = &mut self.classes[class];
        class.turn.take(self.taken, round);
        class.taken += 1.0;
        let member = &mut class.members[member];
        member.turn.take(class.taken, round);
        Some(member.index)
    }

    /// Returns whether any that has rested `may` have its turn in this round.
    pub(super) fn has(&self, round: u64, may: &dyn Fn(usize) -> bool) -> bool {
        let rest = self.rest;
        let passes = |class: &Class, member: &Member| {
            class.turn.has_rested(round, rest.class)
                && member.turn.has_rested(round, rest.member)
                && may(member.index)
        };
        self.first(&passes).is_some()
    }

    /// Finds the first in order of turns that passes, as (class, member).
    fn first(&self, passes: Passes<'_>) -> Option<(usize, usize)> {
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
            .map(|round| rotation.next((round, true), &|_| true, &|_| true).unwrap())
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
    fn what_fits_where_nothing_else_does_neither_comes_all_the_time_nor_takes_the_turns_of_others()
    {
        // One of a class fits everywhere, the other in every fifth round only.
        let classes = vec![(1.0, vec![(0, 1.0), (1, 1.0)]), (9.0, vec![(2, 1.0)])];
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let mut rotation = Rotation::new(classes, Rest::default(), &mut random);
        let mut counts = [0_u32; 3];
        for round in 0..500 {
            let may = |index: usize| index == 0 || round % 5 == 0;
            if let Some(index) = rotation.next((round, round % 5 == 0), &may, &|_| true) {
                counts[index] += 1;
            }
        }
        // A tenth of all turns is the two's, though the one of them could have had all that the others left.
        assert!(
            counts[0] < 12 && counts[1] >= 4 && counts[2] > 80,
            "{counts:?}"
        );
    }

    #[test]
    fn a_class_has_its_turn_in_time_whenever_its_members_begin() {
        for seed in 0..40 {
            let others = (2..22).map(|index| (1.0, vec![(index, 1.0)]));
            let own = [(10.0, vec![(0, 1.0), (1, 1.0)])];
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            let classes = others.chain(own).collect();
            let mut rotation = Rotation::new(classes, Rest::default(), &mut random);
            let mut taken = (0..9).map(|round| rotation.next((round, true), &|_| true, &|_| true));
            assert!(taken.any(|one| one.is_some_and(|one| one < 2)), "{seed}");
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
            .map(|round| rotation.next((round, true), &|_| true, &|_| true).unwrap())
            .collect();
        assert!(taken.windows(2).all(|pair| pair[0] != pair[1]));
        let only = rotation.next((50, true), &|index| index == taken[49], &|_| true);
        assert_eq!(only, Some(taken[49]));
    }
}
