//! One trait: items and groups of people by marginal maximum likelihood (Bock & Aitkin, 1981), by EM with Newton steps on
//! equally spaced nodes, drawn on by squared extrapolation (Varadhan & Roland, 2008).
//!
//! Each group is normal on the trait. Moving and stretching the trait with all its items and groups changes no
//! probability, so answers cannot say where 0 is and how long 1 is: of all such scales that one is taken on which the
//! numbers that the fit starts from are nearest, in the sense that people who stand and answer as those say are most
//! likely. A single group needs no such choice: it stays where it starts, and gives the scale.

use std::num::NonZeroUsize;

use super::curve::{Curve, Group, Numbers, Sample};
use super::grid::{Expected, Grid, expected};
use super::linear::{Root, add_times, dot};
use crate::model::MIN_SPREAD;

/// The largest change of any number at which a fit has settled.
const SETTLED: f64 = 1e-6;
/// The most rounds of three expectations each, on all nodes together. Where there is a maximum some tens of them find it; few
/// answers without anything that draws may have none.
const MOST_ROUNDS: usize = 400;
/// The most times that nodes are laid.
const MOST_GRIDS: usize = 8;
/// The widest spread while fitting, in which all bounds of a catalogue have room.
const WIDEST: f64 = 20.0;

/// What draws a fit to the numbers it starts from: so many people of each group who stand and answer as those say. With 0
/// of them the likelihood alone counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw {
    pub(super) people: f64,
    /// By so many people of each group the spreads are drawn to the ratios that they start from, whatever their size: what
    /// groups differ in is their means, and unequal spreads found by chance would place people too surely.
    pub(super) alike: f64,
}

impl Draw {
    /// The likelihood alone.
    pub(super) const NONE: Self = Self {
        people: 0.0,
        alike: 0.0,
    };
}

/// A finished fit.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub(super) numbers: Numbers,
    /// The logarithm of the marginal likelihood of the answers.
    pub(super) log_likelihood: f64,
    pub(super) settled: bool,
}

impl Numbers {
    fn vector(&self) -> Vec<f64> {
        let mut vector = Vec::new();
        for curve in &self.curves {
            vector.push(curve.slope.ln());
            vector.extend(&curve.intercepts);
        }
        for group in &self.groups {
            vector.extend([group.mean, group.spread.ln()]);
        }
        vector
    }

    /// Returns numbers of the same shape, if they are lawful.
    fn with(&self, vector: &[f64]) -> Option<Self> {
        let mut rest = vector.iter().copied();
        let mut next = || rest.next().expect("the vector is of this shape");
        let curves = self.curves.iter().map(|curve| Curve {
            slope: next().exp(),
            intercepts: curve.intercepts.iter().map(|_| next()).collect(),
        });
        let curves: Vec<Curve> = curves.collect();
        let groups = self.groups.iter().map(|_| Group {
            mean: next(),
            spread: next().exp(),
        });
        let groups: Vec<Group> = groups.collect();
        let spreads = MIN_SPREAD..=WIDEST;
        let within = |group: &Group| spreads.contains(&group.spread) && group.mean.abs() < WIDEST;
        let lawful = curves.iter().all(Curve::is_lawful) && groups.iter().all(within);
        lawful.then_some(Self { curves, groups })
    }

    /// Returns what the same people would answer if `theta` were called `stretch * theta + shift`.
    pub(super) fn moved(&self, stretch: f64, shift: f64) -> Self {
        let groups = self.groups.iter().map(|group| Group {
            mean: stretch * group.mean + shift,
            spread: stretch * group.spread,
        });
        let curves = self.curves.iter();
        Self {
            curves: curves.map(|curve| curve.moved(stretch, shift)).collect(),
            groups: groups.collect(),
        }
    }
}

/// Fits numbers to answers, from these numbers on.
pub(super) fn fit(
    start: &Numbers,
    sample: &Sample,
    draw: Draw,
    threads: NonZeroUsize,
) -> (Fitted, Grid) {
    fit_from(start, (start.clone(), SETTLED), sample, draw, threads)
}

/// Does what [`fit`] does, from a first guess until no number changes by so much any more.
pub(super) fn fit_from(
    start: &Numbers,
    (guess, settled_at): (Numbers, f64),
    sample: &Sample,
    draw: Draw,
    threads: NonZeroUsize,
) -> (Fitted, Grid) {
    let mut numbers = guess;
    let (mut grids, mut rounds) = (0, MOST_ROUNDS);
    loop {
        // Nodes are laid for the numbers at hand, and again where the fit has left them behind.
        let fitting = Fitting {
            start,
            sample,
            draw,
            settled_at,
            grid: Grid::new(start, &numbers, sample),
            threads,
        };
        let fitted = fitting.run(numbers, &mut rounds);
        grids += 1;
        if grids == MOST_GRIDS || rounds == 0 || fitting.grid.holds(&fitted.numbers, sample) {
            return (fitted, fitting.grid);
        }
        numbers = fitted.numbers;
    }
}

struct Fitting<'f> {
    start: &'f Numbers,
    sample: &'f Sample,
    draw: Draw,
    /// The largest change of any number at which this has settled.
    settled_at: f64,
    grid: Grid,
    threads: NonZeroUsize,
}

impl Fitting<'_> {
    /// Climbs until nothing changes any more, in so many rounds at most, of which those that were taken are taken off.
    fn run(&self, mut numbers: Numbers, rounds: &mut usize) -> Fitted {
        let mut expected = self.expect(&numbers);
        while *rounds > 0 {
            *rounds -= 1;
            let one = self.maximise(&numbers, &expected);
            let at_one = self.expect(&one);
            let two = self.maximise(&one, &at_one);
            let (v0, v1, v2) = (numbers.vector(), one.vector(), two.vector());
            let changes = v1.iter().zip(&v2).map(|(a, b)| (a - b).abs());
            if changes.fold(0.0, f64::max) < self.settled_at {
                return Fitted {
                    log_likelihood: self.expect(&two).log_likelihood,
                    numbers: two,
                    settled: true,
                };
            }
            let floor = self.objective(&one, at_one.log_likelihood);
            let further = two.with(&extrapolated(&v0, &v1, &v2));
            let further = further.map(|further| (self.expect(&further), further));
            (expected, numbers) = match further {
                Some((at, further)) if self.objective(&further, at.log_likelihood) >= floor => {
                    (at, further)
                }
                _ => (self.expect(&two), two),
            };
        }
        Fitted {
            log_likelihood: expected.log_likelihood,
            numbers,
            settled: false,
        }
    }

    /// The log likelihood, and with it that of the people who draw the numbers.
    fn objective(&self, numbers: &Numbers, log_likelihood: f64) -> f64 {
        log_likelihood
            + self.draw.people * self.drawn(numbers)
            + self.draw.alike * self.alike(numbers)
    }

    /// Returns the square of the common factor by which spreads lie nearest to those that the fit starts from.
    fn size(&self, numbers: &Numbers) -> f64 {
        let groups = numbers.groups.iter().zip(&self.start.groups);
        let ratios = groups.map(|(group, start)| start.spread / group.spread);
        numbers.groups.len() as f64 / ratios.map(|ratio| ratio.powi(2)).sum::<f64>()
    }

    /// The log likelihood of one person of each group whose spread has the ratio to the others that the fit starts from.
    fn alike(&self, numbers: &Numbers) -> f64 {
        let size = self.size(numbers);
        let groups = numbers.groups.iter().zip(&self.start.groups);
        groups
            .map(|(group, start)| {
                let ratio = size * (start.spread / group.spread).powi(2);
                0.5 * (ratio.ln() - ratio)
            })
            .sum()
    }

    /// The log likelihood of one person of each group who stands and answers as the numbers say that the fit starts from.
    fn drawn(&self, numbers: &Numbers) -> f64 {
        let curves = numbers.curves.iter().zip(&self.grid.drawn);
        let answers = curves.map(|(curve, counts)| curve.log_likelihood(counts, &self.grid.nodes));
        let groups = numbers.groups.iter().zip(&self.start.groups);
        let places = groups.map(|(group, start)| group.log_density(group.offset(start).1));
        answers.sum::<f64>() + places.sum::<f64>()
    }

    fn expect(&self, numbers: &Numbers) -> Expected {
        expected(numbers, self.sample, &self.grid, self.threads)
    }

    fn maximise(&self, numbers: &Numbers, expected: &Expected) -> Numbers {
        let (nodes, draw) = (&self.grid.nodes, self.draw.people);
        let mut next = numbers.clone();
        let items = expected.items.iter().zip(&self.grid.drawn);
        for (curve, (counts, drawn)) in next.curves.iter_mut().zip(items) {
            let mut counts = counts.clone();
            add_times(&mut counts, drawn, draw);
            // What nobody answers stays as it is.
            if counts.iter().any(|count| *count > 0.0) {
                curve.climb(&counts, nodes);
            }
        }
        if next.groups.len() == 1 {
            return next;
        }
        let size = self.size(numbers);
        let groups = expected.groups.iter().zip(&self.start.groups);
        for (group, (weights, start)) in next.groups.iter_mut().zip(groups) {
            let people = draw + weights.iter().sum::<f64>();
            if !(people > 0.0) {
                continue;
            }
            group.mean = (draw * start.mean + dot(weights, nodes)) / people;
            let squares = nodes.iter().map(|theta| (theta - group.mean).powi(2));
            let square = dot(weights, &squares.collect::<Vec<f64>>());
            let alike = self.draw.alike * size * start.spread.powi(2);
            let square =
                (draw * group.offset(start).1 + square + alike) / (people + self.draw.alike);
            group.spread = square.sqrt().clamp(MIN_SPREAD, WIDEST);
        }
        self.on_the_scale(&next)
    }

    /// Moves and stretches the trait by one Newton step towards where the people who stand and answer as the numbers say
    /// that the fit starts from are most likely.
    fn on_the_scale(&self, numbers: &Numbers) -> Numbers {
        let (gradient, curvature) = self.drift(numbers);
        let Ok(root) = Root::new(curvature.to_vec(), 2) else {
            return numbers.clone();
        };
        let mut step = gradient;
        root.solve(&mut step);
        let here = self.drawn(numbers);
        for _ in 0..20 {
            let moved = numbers.moved(step[0].exp(), step[1]);
            if moved.curves.iter().all(Curve::is_lawful) && self.drawn(&moved) >= here {
                return moved;
            }
            step = step.map(|step| step / 2.0);
        }
        numbers.clone()
    }

    /// Returns the slope and the bend of that likelihood along stretching, by `exp(t)`, and moving.
    fn drift(&self, numbers: &Numbers) -> ([f64; 2], [f64; 4]) {
        let (mut gradient, mut curvature) = ([0.0; 2], [0.0; 4]);
        let mut take = |first: &[f64], second: &dyn Fn(usize, usize) -> f64, ways: [&[f64]; 2]| {
            for (row, way) in ways.iter().enumerate() {
                gradient[row] += dot(first, way);
                for (column, other) in ways.iter().enumerate() {
                    for (i, a) in way.iter().enumerate().filter(|(_, a)| **a != 0.0) {
                        for (j, b) in other.iter().enumerate() {
                            curvature[2 * row + column] += a * b * second(i.max(j), i.min(j));
                        }
                    }
                }
            }
        };
        for (curve, drawn) in numbers.curves.iter().zip(&self.grid.drawn) {
            let derivatives = curve.derivatives(drawn, &self.grid.nodes);
            let size = curve.categories();
            let (mut stretch, mut shift) = (vec![0.0; size], vec![curve.slope; size]);
            (stretch[0], shift[0]) = (-curve.slope, 0.0);
            let second = |i: usize, j: usize| derivatives.curvature[i * size + j];
            take(&derivatives.gradient, &second, [&stretch, &shift]);
        }
        for (group, start) in numbers.groups.iter().zip(&self.start.groups) {
            let (offset, square) = group.offset(start);
            // Near the start the mean square is the variance, which keeps the bend above 0.
            let (first, _) = group.derivatives(offset, square);
            let variance = group.spread.powi(2);
            let bend = [1.0 / variance, 2.0 / variance];
            let second = |i: usize, j: usize| if i == j { bend[i] } else { 0.0 };
            take(&first, &second, [&[group.mean, group.spread], &[1.0, 0.0]]);
        }
        (gradient, curvature)
    }
}

/// Varadhan and Roland's third step length: `-|r| / |v|` with `r` the first step and `v` what the second differs by.
fn extrapolated(v0: &[f64], v1: &[f64], v2: &[f64]) -> Vec<f64> {
    let first: Vec<f64> = v1.iter().zip(v0).map(|(one, zero)| one - zero).collect();
    let second = v2.iter().zip(v1).map(|(two, one)| two - one);
    let bend = second.zip(&first).map(|(second, first)| second - first);
    let bend: Vec<f64> = bend.collect();
    let length = |vector: &[f64]| dot(vector, vector).sqrt();
    let by = -(length(&first) / length(&bend).max(f64::MIN_POSITIVE)).max(1.0);
    let moved = v0.iter().zip(first.iter().zip(&bend));
    let moved = moved.map(|(zero, (first, bend))| zero - 2.0 * by * first + by * by * bend);
    moved.collect()
}
