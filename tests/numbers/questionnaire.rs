//! What is asked next, and when asking ends: every step of a session against the independent model and the rule.
//!
//! The rule, as it is documented: ask until the leader has its probability and no trait lacks an answer that is still to
//! be had, up to a number of items, skipped ones included. While the probability is short, ask what tells most about the
//! role; once it is reached, or nothing would tell enough (half of the power 1.75 of what the best item told at first, and
//! a tenth of that from 0.90 on), or only so many more may be asked as the traits still lack, ask only about traits that
//! lack answers, again what tells most. Of these the first three are activities, and after a skip the next is on another
//! trait, as far as there are any: after a skip another trait comes first. Ties go to the trait with fewer answers, then to the earlier item. Of several reasons to end the
//! first counts: settled; out of items; with nothing lacking, nothing that would tell; the most items.

use proptest::prelude::*;
use rolefit::model::{Bounds, Length, PerTrait, StopReason, StoppingRule};
use rolefit::session::{Next, Session, Settings};

use super::independent::{Item, Model};
use super::made::{Kind, Made, MadeItem, MadeRole, Size, made};

/// The numbers of a rule, with the answers that a trait of activities and another must have; `None` asks everything.
type Rule = Option<(f64, (usize, usize), usize)>;

const QUICK: Rule = Some((0.90, (1, 0), 12));
const STANDARD: Rule = Some((0.95, (2, 1), 36));

/// What two computations of the same number may differ by, and what the tie rule takes for a tie.
const NOISE: f64 = 2e-13;
const TIE: f64 = 1e-12;

/// Where a session stands, as the independent model sees it.
struct Stand<'a> {
    made: &'a Made,
    model: &'a Model,
    /// The trait of the item that was asked last, if it was skipped.
    skipped: Option<usize>,
    answers: Vec<(usize, usize)>,
    open: Vec<bool>,
    asked: usize,
}

/// What may come next. Where a number lies at a bound, either side of it is right, and nothing is said.
enum Expected {
    Ask(Vec<usize>),
    Stop(StopReason),
    Unsure,
}

impl Stand<'_> {
    fn answers_on(&self, on: usize) -> usize {
        let own = self.answers.iter();
        own.filter(|&&(item, _)| self.model.items[item].on == on)
            .count()
    }

    /// How many answers a trait must have. Without activities every trait is one of theirs.
    fn needed(&self, on: usize, (activities, others): (usize, usize)) -> usize {
        let kinds = |on: usize| {
            let items = self.made.items.iter();
            items
                .filter(move |item| item.numbers.on == on)
                .all(|item| item.kind == Kind::Activity)
        };
        let traits = self.model.profiles[0].len();
        if kinds(on) || !(0..traits).any(kinds) {
            activities
        } else {
            others
        }
    }

    /// How many answers the traits lack that an open item could still give.
    fn missing(&self, per_trait: (usize, usize)) -> usize {
        let lacked = |on: usize| {
            let per_trait = self.needed(on, per_trait);
            let items = self.model.items.iter().zip(&self.open);
            let open = items.filter(|(item, open)| item.on == on && **open).count();
            per_trait.saturating_sub(self.answers_on(on)).min(open)
        };
        (0..self.model.profiles[0].len()).map(lacked).sum()
    }

    /// What an item must tell to be asked for that alone: half of the power 1.75 of what the best told before any answer,
    /// and 0.001 at least.
    fn least_information(&self) -> f64 {
        let start = self
            .model
            .outlook(&vec![1.0; self.model.profiles.len()], &[]);
        let informations = (0..self.open.len()).map(|item| start.information(self.model, item));
        (0.5 * informations.fold(0.0, f64::max).powf(1.75)).max(0.001)
    }

    fn expected(&self, rule: Rule) -> Expected {
        let outlook = self
            .model
            .outlook(&vec![1.0; self.model.profiles.len()], &self.answers);
        let open: Vec<usize> = (0..self.open.len())
            .filter(|&item| self.open[item])
            .collect();
        let informations: Vec<f64> = (0..self.open.len())
            .map(|item| {
                if self.open[item] {
                    outlook.information(self.model, item)
                } else {
                    0.0
                }
            })
            .collect();
        let ask = |from: &[usize]| Expected::Ask(self.first_of(&self.wished(from), &informations));
        let Some((certainty, per_trait, most)) = rule else {
            return if open.is_empty() {
                Expected::Stop(StopReason::Complete)
            } else {
                ask(&open)
            };
        };
        let leading = outlook.roles.iter().copied().fold(0.0, f64::max);
        let best = open
            .iter()
            .map(|&item| informations[item])
            .fold(0.0, f64::max);
        let least = self.least_information() * if leading >= 0.9 { 0.1 } else { 1.0 };
        if [leading - certainty, leading - 0.9, best - least]
            .iter()
            .any(|apart| apart.abs() < 1e-9)
        {
            return Expected::Unsure;
        }
        let settled = leading > certainty;
        let lacking = |item: usize| {
            let on = self.model.items[item].on;
            self.answers_on(on) < self.needed(on, per_trait)
        };
        let missing = self.missing(per_trait);
        let telling = best > least;
        if settled && missing == 0 {
            Expected::Stop(StopReason::Settled)
        } else if open.is_empty() {
            Expected::Stop(StopReason::Complete)
        } else if !telling && missing == 0 {
            Expected::Stop(StopReason::Uninformative)
        } else if self.asked >= most {
            Expected::Stop(StopReason::MostItems)
        } else if settled || !telling || missing >= most - self.asked {
            let left: Vec<usize> = open.into_iter().filter(|&item| lacking(item)).collect();
            ask(&left)
        } else {
            ask(&open)
        }
    }

    /// The items among some that are as the next one should be, if there are any.
    fn wished(&self, from: &[usize]) -> Vec<usize> {
        let keep = |from: &[usize], is: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let kept: Vec<usize> = from.iter().copied().filter(|&item| is(item)).collect();
            if kept.is_empty() { from.to_vec() } else { kept }
        };
        let others = keep(from, &|item| {
            self.skipped != Some(self.model.items[item].on)
        });
        if self.asked < 3 {
            keep(&others, &|item| {
                self.made.items[item].kind == Kind::Activity
            })
        } else {
            others
        }
    }

    /// The items that may be asked among some: those that no other beats, where only noise is between them several.
    fn first_of(&self, from: &[usize], informations: &[f64]) -> Vec<usize> {
        let beats = |one: usize, other: usize| {
            let lead = informations[one] - informations[other];
            let place = |item: usize| (self.answers_on(self.model.items[item].on), item);
            lead > TIE + NOISE
                || (lead > NOISE - TIE && lead.abs() < TIE - NOISE && place(one) < place(other))
        };
        let not_beaten_by = |others: &[usize]| -> Vec<usize> {
            let items = from.iter().copied();
            items
                .filter(|&item| !others.iter().any(|&other| beats(other, item)))
                .collect()
        };
        // A tie with a tie need be none. Where a role is all but certain, everything tells about as much as the tie
        // allows: then what is beaten itself beats nothing.
        not_beaten_by(&not_beaten_by(from))
    }
}

/// Goes through a whole session; the reply to the n-th question is the n-th pick, and nothing is a skip.
fn replay(
    made: &Made,
    settings: Settings,
    rule: Rule,
    picks: &[Option<usize>],
) -> Result<StopReason, TestCaseError> {
    let (catalogue, model) = (made.catalogue(), made.model());
    let mut session = Session::new(&catalogue, settings);
    let mut stand = Stand {
        made,
        model: &model,
        skipped: None,
        answers: Vec::new(),
        open: vec![true; made.items.len()],
        asked: 0,
    };
    loop {
        let next = session.next();
        match (stand.expected(rule), next) {
            (Expected::Unsure, _) => {}
            (Expected::Stop(want), Next::Stop(got)) => prop_assert_eq!(want, got),
            (Expected::Ask(any), Next::Ask(item)) => {
                prop_assert!(any.contains(&item), "{item} was asked, not one of {any:?}");
            }
            (Expected::Stop(want), got) => prop_assert!(false, "{got:?} and not the end, {want:?}"),
            (Expected::Ask(any), got) => prop_assert!(false, "{got:?} and not one of {any:?}"),
        }
        let item = match next {
            Next::Ask(item) => item,
            Next::Stop(reason) => return Ok(reason),
        };
        let pick = picks[stand.asked % picks.len()];
        let response = pick.map(|pick| 1 + pick % made.items[item].numbers.categories());
        session.enter(
            item,
            response.map(|number| catalogue.response(item, number).unwrap()),
        );
        stand.open[item] = false;
        stand.asked += 1;
        stand.skipped = response.is_none().then_some(made.items[item].numbers.on);
        if let Some(number) = response {
            stand
                .answers
                .push((item, made.items[item].category(number)));
        }
    }
}

fn picks() -> impl Strategy<Value = Vec<Option<usize>>> {
    prop::collection::vec(prop::option::weighted(0.85, any::<usize>()), 40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_quick_questionnaire_asks_and_ends_as_the_rule_says(
        made in made(Size { traits: 4, roles: 3, items: 20 }), picks in picks()
    ) {
        replay(&made, Settings::of(Length::Quick), QUICK, &picks)?;
    }

    #[test]
    fn a_standard_questionnaire_asks_and_ends_as_the_rule_says(
        made in made(Size { traits: 3, roles: 3, items: 14 }), picks in picks()
    ) {
        replay(&made, Settings::of(Length::Standard), STANDARD, &picks)?;
    }

    #[test]
    fn a_full_questionnaire_asks_everything_in_order_of_information(
        made in made(Size { traits: 3, roles: 3, items: 10 }), picks in picks()
    ) {
        let reason = replay(&made, Settings::of(Length::Full), None, &picks)?;
        prop_assert_eq!(reason, StopReason::Complete);
    }

    #[test]
    fn bounds_of_ones_own_are_kept(
        made in made(Size { traits: 3, roles: 4, items: 12 }),
        picks in picks(),
        certainty in 0.5..1.0f64,
        per_trait in 0..4usize,
        most_items in 1..12usize,
    ) {
        let per_trait_rule = PerTrait::Every(per_trait);
        let bounds = Bounds { certainty, per_trait: per_trait_rule, most_items };
        let settings = Settings { rule: StoppingRule::Adaptive(bounds), ..Settings::of(Length::Quick) };
        replay(&made, settings, Some((certainty, (per_trait, per_trait), most_items)), &picks)?;
    }
}

/// Traits that are alike in everything, with as many items each, and two roles at the ends of all of them.
fn alike(traits: usize, items: usize, mean: f64, a: f64) -> Made {
    let role = |id, mean| MadeRole {
        id,
        claims: vec![Some((mean, 0.8)); traits],
    };
    let item = |id| MadeItem {
        id,
        kind: Kind::Situation,
        numbers: Item {
            on: id % traits,
            a,
            b: vec![-1.0, 0.0, 1.0],
        },
    };
    Made {
        typical_spread: None,
        traits: (0..traits).collect(),
        roles: vec![role(0, -mean), role(1, mean)],
        items: (0..traits * items).map(item).collect(),
    }
}

#[test]
fn ties_go_to_the_trait_with_fewer_answers_and_then_to_the_earlier_item() {
    let made = alike(3, 3, 0.0, 1.3);
    let catalogue = made.catalogue();
    let mut session = Session::new(&catalogue, Settings::of(Length::Full));
    let mut asked = Vec::new();
    while let Next::Ask(item) = session.next() {
        // Roles that are alike leave every item without information: ties throughout. The second is skipped, which is
        // no answer, so its trait stays behind.
        let response = (asked.len() != 1).then(|| catalogue.response(item, 2).unwrap());
        session.enter(item, response);
        asked.push(item);
    }
    assert_eq!(asked, [0, 1, 2, 4, 3, 5, 7, 6, 8]);
}

#[test]
fn each_way_of_ending_comes_about() {
    let end = |made: &Made, length, rule, picks: &[Option<usize>]| {
        replay(made, Settings::of(length), rule, picks).unwrap()
    };
    let apart = alike(2, 12, 2.0, 2.0);
    assert_eq!(
        end(&apart, Length::Quick, QUICK, &[Some(3)]),
        StopReason::Settled
    );
    assert_eq!(
        end(&apart, Length::Standard, STANDARD, &[Some(0)]),
        StopReason::Settled
    );
    // Everything is skipped.
    assert_eq!(
        end(&apart, Length::Quick, QUICK, &[None]),
        StopReason::MostItems
    );
    // Fewer items than would settle it, and roles of which no item tells anything.
    let few = alike(1, 2, 0.5, 0.8);
    assert_eq!(
        end(&few, Length::Standard, STANDARD, &[Some(1)]),
        StopReason::Complete
    );
    let same = alike(2, 4, 0.0, 1.0);
    assert_eq!(
        end(&same, Length::Standard, STANDARD, &[Some(1)]),
        StopReason::Uninformative
    );
}

/// Three items on each of two traits, of which the first tell roles apart and the others tell nothing.
fn half_telling() -> Made {
    let mut made = alike(2, 3, 2.0, 2.0);
    for role in &mut made.roles {
        role.claims[1] = Some((0.0, 0.8));
    }
    made
}

/// What ends it without a bound is the reason at that bound too.
#[test]
fn the_reason_at_the_most_items_is_the_one_that_there_would_be_below_it() {
    let made = half_telling();
    let end = |picks: &[Option<usize>], (certainty, per_trait): (f64, usize), most_items| {
        let rule = StoppingRule::Adaptive(Bounds {
            certainty,
            per_trait: PerTrait::Every(per_trait),
            most_items,
        });
        let settings = Settings {
            rule,
            ..Settings::of(Length::Quick)
        };
        replay(
            &made,
            settings,
            Some((certainty, (per_trait, per_trait), most_items)),
            picks,
        )
        .unwrap()
    };
    // The first answer settles the role. The other trait gets its answer, or is skipped until it has no item left.
    for (picks, bounds, asked) in [
        (&[Some(3)][..], (0.6, 1), 2),
        (&[Some(3), None, None, None][..], (0.6, 1), 4),
    ] {
        assert_eq!(end(picks, bounds, 6), StopReason::Settled);
        assert_eq!(end(picks, bounds, asked), StopReason::Settled);
        assert_eq!(end(picks, bounds, asked - 1), StopReason::MostItems);
    }
    // The three items that tell are answered against each other, and the others tell nothing.
    let picks = [Some(1), Some(2), Some(1)];
    assert_eq!(end(&picks, (0.999, 0), 6), StopReason::Uninformative);
    assert_eq!(end(&picks, (0.999, 0), 3), StopReason::Uninformative);
    assert_eq!(end(&picks, (0.999, 0), 2), StopReason::MostItems);
}

#[test]
fn the_last_questions_are_kept_for_the_traits_that_lack_answers() {
    let made = half_telling();
    let catalogue = made.catalogue();
    let asked = |most_items| {
        let rule = StoppingRule::Adaptive(Bounds {
            certainty: 1.0,
            per_trait: PerTrait::Every(1),
            most_items,
        });
        let settings = Settings {
            rule,
            ..Settings::of(Length::Quick)
        };
        let mut session = Session::new(&catalogue, settings);
        let mut asked = Vec::new();
        while let Next::Ask(item) = session.next() {
            session.enter(item, catalogue.response(item, 2));
            asked.push(made.items[item].numbers.on);
        }
        asked
    };
    assert_eq!(asked(1), [0]);
    assert_eq!(asked(2), [0, 1]);
    assert_eq!(asked(3), [0, 0, 1]);
}

#[test]
fn the_lengths_have_the_bounds_that_are_documented() {
    for (length, rule) in [
        (Length::Quick, QUICK),
        (Length::Standard, STANDARD),
        (Length::Full, None),
    ] {
        let want = rule.map_or(
            StoppingRule::Exhaustive,
            |(certainty, (activities, others), most_items)| {
                StoppingRule::Adaptive(Bounds {
                    certainty,
                    per_trait: PerTrait::Mixed { activities, others },
                    most_items,
                })
            },
        );
        assert_eq!(StoppingRule::of(length), want);
    }
}
