//! One trait of a catalogue with the answers to its items: what a fit starts from, and numbers within the laws that a
//! catalogue holds to.

use super::curve::{Answered, Curve, Group, Numbers, Sample};
use super::fit::Draw;
use crate::catalogue::Catalogue;
use crate::model::{
    GradedItem, MAX_DISCRIMINATION, MAX_MEAN, MAX_SPREAD, MAX_THRESHOLD, MIN_DISCRIMINATION,
    MIN_SPREAD, NormalPrior,
};
use crate::validation::Person;

/// The least by which thresholds rise that were fitted.
const GAP: f64 = 0.001;

/// One trait with its items, and the answers of everybody who answered any of them.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Whether activities alone measure it.
    pub(super) is_activity: bool,
    /// Its items, as places in the catalogue.
    pub(super) items: Vec<usize>,
    /// What the catalogue says of it.
    pub(super) start: Numbers,
    /// Person, and item (its place among these) with category.
    pub(super) people: Vec<Answered>,
    roles: Vec<usize>,
}

/// What a fit starts from: a category that nobody chose is none to the likelihood alone.
pub(super) struct Start {
    pub(super) numbers: Numbers,
    used: Vec<Used>,
}

/// The categories of an item that are fitted, two at least, and whether answers tell anything of it.
struct Used {
    categories: Vec<usize>,
    tells: bool,
    /// How many thresholds the item has.
    thresholds: usize,
}

impl Part {
    pub(super) fn new(catalogue: &Catalogue, trait_index: usize, people: &[Person]) -> Self {
        let all = catalogue.items.iter().enumerate();
        let own = all.filter(|(_, item)| item.trait_index == trait_index);
        let items: Vec<usize> = own.map(|(place, _)| place).collect();
        let curves = items.iter();
        let curves = curves.map(|&item| Curve::of(catalogue.bank.item(item)));
        let groups = catalogue.roles.iter().map(|role| Group {
            mean: role.profile[trait_index].mean(),
            spread: role.profile[trait_index].spread(),
        });
        let start = Numbers {
            curves: curves.collect(),
            groups: groups.collect(),
        };
        let answered = people.iter().enumerate().map(|(number, person)| {
            let given = person.sittings[0].iter().filter_map(|one| {
                let place = items.binary_search(&one.item).ok()?;
                Some((place, catalogue.category(one.item, one.response).index()))
            });
            (number, given.collect())
        });
        Self {
            is_activity: catalogue.is_activity_trait(trait_index),
            people: answered
                .filter(|(_, answers): &Answered| !answers.is_empty())
                .collect(),
            roles: people.iter().map(|person| person.role).collect(),
            items,
            start,
        }
    }

    /// Returns the part with some of the people alone.
    pub(super) fn subset(&self, is_in: impl Fn(usize) -> bool) -> Self {
        let people = self.people.iter().filter(|(person, _)| is_in(*person));
        Self {
            people: people.cloned().collect(),
            ..self.clone()
        }
    }

    /// Returns how many people of a role answered any item.
    pub(super) fn of_role(&self, role: usize) -> usize {
        let is_own = |(person, _): &&Answered| self.roles[*person] == role;
        self.people.iter().filter(is_own).count()
    }

    /// Returns how often each category of an item was chosen.
    pub(super) fn counts(&self, item: usize) -> Vec<usize> {
        let mut counts = vec![0; self.start.curves[item].categories()];
        for (_, answers) in &self.people {
            for &(_, x) in answers.iter().filter(|(own, _)| *own == item) {
                counts[x] += 1;
            }
        }
        counts
    }

    /// Returns what a fit starts from with so many people drawing it, and the answers in its terms.
    pub(super) fn recoded(&self, draw: Draw) -> (Start, Sample) {
        let is_drawn = draw.people > 0.0;
        let used = self.start.curves.iter().enumerate().map(|(item, curve)| {
            let counts = self.counts(item).into_iter().enumerate();
            let chosen = counts.filter(|(_, count)| is_drawn || *count > 0);
            let chosen: Vec<usize> = chosen.map(|(x, _)| x).collect();
            let tells = chosen.len() > 1;
            Used {
                // An item that tells nothing is left as it is.
                categories: if tells {
                    chosen
                } else {
                    (0..curve.categories()).collect()
                },
                tells,
                thresholds: curve.intercepts.len(),
            }
        });
        let mut start = Start {
            numbers: self.start.clone(),
            used: used.collect(),
        };
        start.numbers = start.restricted(&self.start);
        let people = self.people.iter().map(|(person, answers)| {
            let told = answers.iter().filter(|(item, _)| start.used[*item].tells);
            let told = told.filter_map(|&(item, x)| {
                let place = start.used[item].categories.iter().position(|&own| own == x);
                Some((item, place?))
            });
            (self.roles[*person], told.collect())
        });
        let sample = Sample {
            people: people.collect(),
        };
        (start, sample)
    }
}

impl Start {
    /// Returns numbers with the thresholds alone that part categories which are fitted.
    pub(super) fn restricted(&self, numbers: &Numbers) -> Numbers {
        let curves = numbers.curves.iter().zip(&self.used).map(|(curve, used)| {
            let kept = used.categories[1..].iter();
            let kept = kept.map(|&x| curve.intercepts[x - 1]);
            Curve {
                slope: curve.slope,
                intercepts: kept.collect(),
            }
        });
        Numbers {
            curves: curves.collect(),
            groups: numbers.groups.clone(),
        }
    }

    /// Returns, for each threshold of an item, which of those that are fitted it is; nothing where a category beside it was
    /// never chosen.
    pub(super) fn thresholds(&self, item: usize) -> Vec<Option<usize>> {
        let used = &self.used[item].categories;
        let boundaries = 1..=self.used[item].thresholds;
        let place = |boundary| {
            used.windows(2)
                .position(|two| *two == [boundary - 1, boundary])
        };
        boundaries.map(place).collect()
    }

    /// Returns numbers with every threshold: a category that nobody chose lies between its neighbours, as narrow as may
    /// be, or beyond where anybody is.
    pub(super) fn restored(&self, numbers: &Numbers) -> Numbers {
        let curves = numbers.curves.iter().zip(&self.used).map(|(curve, used)| {
            let fitted = curve.thresholds();
            let thresholds = (1..=used.thresholds).map(|boundary| {
                // The first category that is fitted and lies above the boundary.
                let above = used.categories.iter().position(|&x| x >= boundary);
                match above {
                    Some(0) => -MAX_THRESHOLD + boundary as f64 * GAP,
                    None => MAX_THRESHOLD - (used.thresholds - boundary) as f64 * GAP,
                    Some(above) => {
                        let below = used.categories[above - 1] + 1;
                        fitted[above - 1] + (boundary - below) as f64 * GAP
                    }
                }
            });
            Curve {
                slope: curve.slope,
                intercepts: thresholds.map(|b| b * curve.slope).collect(),
            }
        });
        Numbers {
            curves: curves.collect(),
            groups: numbers.groups.clone(),
        }
    }
}

impl Group {
    /// Returns the prior with a factor on its spread, within the bounds.
    pub(super) fn prior(&self, factor: f64) -> NormalPrior {
        let mean = self.mean.clamp(-MAX_MEAN, MAX_MEAN);
        NormalPrior::new(mean, (factor * self.spread).clamp(MIN_SPREAD, MAX_SPREAD))
            .expect("both are within the bounds")
    }
}

impl Numbers {
    /// Returns the items of lawful numbers.
    pub(super) fn items(&self) -> Vec<GradedItem> {
        let items = self.curves.iter();
        let items = items.map(|curve| GradedItem::new(curve.slope, curve.thresholds()));
        items
            .map(|item| item.expect("the numbers are lawful"))
            .collect()
    }
}

/// Draws a trait together where its spreads, times a factor, or its means would pass their bounds, which changes no probability, and holds at its
/// bound whatever still passes it. Returns by how much it was drawn together, too.
pub(super) fn lawful(numbers: &Numbers, factor: f64) -> (Numbers, f64) {
    let groups = numbers.groups.iter();
    let needed =
        groups.map(|group| (factor * group.spread / MAX_SPREAD).max(group.mean.abs() / MAX_MEAN));
    let slopes = numbers.curves.iter().map(|curve| curve.slope);
    let (needed, steepest) = (needed.fold(1.0, f64::max), slopes.fold(0.0, f64::max));
    let stretch = needed.recip().max(steepest / MAX_DISCRIMINATION).min(1.0);
    let mut drawn = numbers.moved(stretch, 0.0);
    for curve in &mut drawn.curves {
        let slope = curve.slope.clamp(MIN_DISCRIMINATION, MAX_DISCRIMINATION);
        let mut thresholds = curve.thresholds();
        let last = thresholds.len();
        let mut floor = f64::NEG_INFINITY;
        for (place, b) in thresholds.iter_mut().enumerate() {
            let room = [place, last - 1 - place].map(|more| MAX_THRESHOLD - more as f64 * GAP);
            *b = b.max(floor).clamp(-room[0], room[1]);
            floor = *b + GAP;
        }
        (curve.intercepts, curve.slope) = (thresholds.iter().map(|b| b * slope).collect(), slope);
    }
    (drawn, stretch)
}
