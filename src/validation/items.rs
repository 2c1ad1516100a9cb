//! How each item goes with the rest of its trait, and how far it sets the roles apart.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use crate::assessment::Given;
use crate::catalogue::{Catalogue, Item};

/// With a smaller chance than this of being as great by chance alone, what sets roles apart is taken to do so.
pub const SIGNIFICANT: f64 = 0.05;

/// An item that goes with the rest of its trait less than this measures something else.
pub const LEAST_CORRELATION: f64 = 0.3;

/// One item. People are those who answered it and another of its trait, each at their first sitting; categories are
/// shares of the way from the low end to the high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ItemFigures<'c> {
    /// Its id.
    pub id: &'c str,
    /// The id of its trait.
    #[serde(rename = "trait")]
    pub of_trait: &'c str,
    /// Its kind, by name.
    pub kind: &'static str,
    /// How many people.
    pub people: u64,
    /// Correlation with the mean of the other items of its trait; nothing where either does not vary.
    pub r: Option<f64>,
    /// Share of its variance that lies between the roles.
    pub eta_squared: Option<f64>,
    /// Chance of as large an eta squared or a larger one if the roles did not differ (F test); nothing where too few
    /// people answered to tell.
    pub p: Option<f64>,
    /// Share of people who chose the response nearest the low pole.
    pub low_end: Option<f64>,
    /// Share of people who chose the response nearest the high pole.
    pub high_end: Option<f64>,
}

impl ItemFigures<'_> {
    /// Returns whether the item sets the roles apart more than chance would, where that can be told.
    pub(crate) fn tells_roles_apart(&self) -> Option<bool> {
        self.p.map(|p| p < SIGNIFICANT)
    }

    /// Returns whether the item goes with the rest of its trait, where that can be told.
    pub(crate) fn goes_with_trait(&self) -> Option<bool> {
        self.r.map(|r| r >= LEAST_CORRELATION)
    }
}

/// Sums over the people who answered an item and another of its trait.
#[derive(Debug, Clone, Default)]
struct ItemTally {
    /// People and sum of categories, by role.
    roles: Vec<(u64, u64)>,
    people: u64,
    sum: u64,
    squares: u64,
    /// Sums of the mean of the other items, of its square and of its product with the category.
    rest: f64,
    rest_squares: f64,
    products: f64,
    /// People who chose the lowest and the highest category.
    ends: [u64; 2],
}

/// The items of a catalogue, in its order.
#[derive(Debug)]
pub(super) struct ItemTallies(Vec<ItemTally>);

impl ItemTallies {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let empty = ItemTally {
            roles: vec![(0, 0); catalogue.roles.len()],
            ..ItemTally::default()
        };
        Self(vec![empty; catalogue.items.len()])
    }

    /// Takes in the answers of somebody of this role.
    pub(super) fn take(&mut self, catalogue: &Catalogue, role: usize, given: &[Given]) {
        // Categories as shares of the way from the low end to the high, so that items of any kind can be averaged.
        let answer = |one: &Given| {
            let category = one.category(catalogue).1.index();
            let last = catalogue.bank.item(one.item).categories() - 1;
            (one.item, category as u64, last as u64)
        };
        let answers: Vec<(usize, u64, u64)> = given.iter().map(answer).collect();
        let share = |category: u64, last: u64| category as f64 / last as f64;
        let mut traits = vec![(0.0, 0u64); catalogue.traits.len()];
        for &(item, category, last) in &answers {
            let (sum, count) = &mut traits[catalogue.items[item].trait_index];
            *sum += share(category, last);
            *count += 1;
        }
        for &(item, category, last) in &answers {
            let (sum, count) = traits[catalogue.items[item].trait_index];
            if count > 1 {
                let rest = (sum - share(category, last)) / (count - 1) as f64;
                self.0[item].take(role, category, last, rest);
            }
        }
    }

    pub(super) fn report<'c>(&self, catalogue: &'c Catalogue) -> Vec<ItemFigures<'c>> {
        let figures = |(item, tally): (&'c Item, &ItemTally)| {
            let people = tally.people;
            let [low_end, high_end] = tally
                .ends
                .map(|count| (people > 0).then(|| count as f64 / people as f64));
            ItemFigures {
                id: item.id.as_str(),
                of_trait: catalogue.traits[item.trait_index].id.as_str(),
                kind: item.content.kind().name(),
                people,
                r: tally.correlation(),
                eta_squared: tally.eta_squared(),
                p: tally.chance(),
                low_end,
                high_end,
            }
        };
        catalogue.items.iter().zip(&self.0).map(figures).collect()
    }
}

impl ItemTally {
    fn take(&mut self, role: usize, category: u64, last: u64, rest: f64) {
        self.roles[role].0 += 1;
        self.roles[role].1 += category;
        self.people += 1;
        self.sum += category;
        self.squares += category * category;
        self.rest += rest;
        self.rest_squares += rest * rest;
        self.products += category as f64 * rest;
        self.ends[0] += u64::from(category == 0);
        self.ends[1] += u64::from(category == last);
    }

    /// Returns `n sum x² - (sum x)²`, exactly: 0 if everybody chose the same.
    fn variation(&self) -> u64 {
        self.people * self.squares - self.sum * self.sum
    }

    /// Returns the correlation (Pearson, 1895) of the item with the mean of the others of its trait; nothing where either
    /// does not vary.
    fn correlation(&self) -> Option<f64> {
        let n = self.people as f64;
        let own = self.variation() as f64;
        let rest = n * self.rest_squares - self.rest * self.rest;
        // A variation that is nothing but rounding is none.
        if own == 0.0 || rest <= 1e-12 * n * n {
            return None;
        }
        let joint = n * self.products - self.sum as f64 * self.rest;
        Some((joint / (own.sqrt() * rest.sqrt())).clamp(-1.0, 1.0))
    }

    /// Returns the chance of as large an eta squared or a larger one if the roles did not differ: the upper tail of
    /// `F = (eta² / (k - 1)) / ((1 - eta²) / (n - k))` with k - 1 and n - k degrees of freedom, of n people of k roles
    /// (Fisher, 1925). Nothing where either is 0.
    fn chance(&self) -> Option<f64> {
        let roles = self.roles.iter().filter(|(people, _)| *people > 0).count();
        let between = roles.checked_sub(1)? as f64;
        let within = self.people as f64 - roles as f64;
        let distribution = FisherSnedecor::new(between, within).ok()?;
        let eta = self.eta_squared()?;
        Some(if eta < 1.0 {
            distribution.sf(eta / between / ((1.0 - eta) / within))
        } else {
            0.0
        })
    }

    /// Returns the share of the variance that lies between the roles, 0 to 1 (eta squared: Fisher, 1925); nothing where
    /// nobody answered, and 0 where everybody chose the same.
    fn eta_squared(&self) -> Option<f64> {
        if self.people == 0 {
            return None;
        }
        let total = self.variation() as f64;
        if total == 0.0 {
            return Some(0.0);
        }
        let filled = self.roles.iter().filter(|(people, _)| *people > 0);
        let between: f64 = filled
            .map(|&(people, sum)| sum as f64 * sum as f64 / people as f64)
            .sum();
        let between = self.people as f64 * between - self.sum as f64 * self.sum as f64;
        Some((between / total).clamp(0.0, 1.0))
    }
}
