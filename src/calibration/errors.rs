//! Standard errors from the observed information: minus the second derivatives of the log of the marginal likelihood,
//! summed over people,
//!
//! `I = sum_p ( E_p[-H] - E_p[s sᵀ] + E_p[s] E_p[s]ᵀ )` (Louis, 1982),
//!
//! with `s` and `H` the first and second derivatives if theta were known and `E_p` over what a person's answers leave of
//! it. To it comes the information of the people who draw the fit.

use std::num::NonZeroUsize;

use super::curve::{Answered, Numbers, Places, Sample};
use super::fit::{Draw, Fitted};
use super::grid::{Expected, Grid, expected};
use super::linear::{Root, add_row, add_times, dot};
use crate::parallel::in_parallel;

/// How much surer the scale is held to be than anything else: it is chosen, and not estimated.
const CHOSEN: f64 = 1e6;

/// Standard errors of the numbers of a trait, in the scale of the numbers themselves.
#[derive(Debug, Clone)]
pub(super) struct Errors {
    /// Of each item: of its discrimination, then of its thresholds.
    pub(super) items: Vec<Vec<f64>>,
    /// Of each group: of its mean and of its spread; none where there is one group, which is given.
    pub(super) groups: Vec<[f64; 2]>,
}

/// What a part of the numbers has to do with an answer: an item with its categories, or the groups with the group that
/// somebody is of.
struct Unit {
    /// The place of its first number among all.
    first: usize,
    size: usize,
    /// Per category the places of derivatives that are not 0, and of each of them a row of nodes.
    categories: Vec<(Places, [Vec<f64>; 3])>,
}

/// A person's answers by unit.
type Sheet = Vec<Option<usize>>;

/// Returns the errors of a fit, or the place of an item or, beyond those, of a group of which the answers say too little.
pub(super) fn errors(
    fitted: &Fitted,
    grid: &Grid,
    start: &Numbers,
    sample: &Sample,
    draw: Draw,
    threads: NonZeroUsize,
) -> Result<Errors, usize> {
    let numbers = &fitted.numbers;
    let units = units(numbers, grid);
    let size = units.last().map_or(0, |unit| unit.first + unit.size);
    let mut information = vec![0.0; size * size];
    let counts = expected(numbers, sample, grid, threads);
    known(&mut information, numbers, &counts, grid);
    for people in Grid::portions(sample) {
        let unknown = Portion::new(&units, people, numbers, grid);
        let all = in_parallel(threads, units.len(), |u| unknown.blocks(u));
        for (u, blocks) in all.iter().enumerate() {
            for (unit, block) in units[..=u].iter().zip(blocks) {
                for (i, row) in block.chunks_exact(unit.size).enumerate() {
                    let at = (units[u].first + i) * size + unit.first;
                    add_row(&mut information[at..], row);
                }
            }
        }
    }
    drawn(&mut information, numbers, start, grid, draw);
    let root = Root::new(information, size).map_err(|number| place_of(&units, number, numbers))?;
    Ok(of_numbers(numbers, &units, &root, size))
}

fn place_of(units: &[Unit], number: usize, numbers: &Numbers) -> usize {
    let mut ends = units.iter().map(|unit| unit.first + unit.size);
    let unit = ends.position(|end| number < end).unwrap_or_default();
    if unit < numbers.curves.len() {
        unit
    } else {
        unit + (number - units[unit].first) / 2
    }
}

fn units(numbers: &Numbers, grid: &Grid) -> Vec<Unit> {
    let row = |score: &dyn Fn(f64) -> f64| grid.nodes.iter().map(|&theta| score(theta)).collect();
    let mut first = 0;
    let mut units: Vec<Unit> = Vec::with_capacity(numbers.curves.len() + 1);
    for curve in &numbers.curves {
        let categories = (0..curve.categories()).map(|x| {
            let rows = [0, 1, 2].map(|place| row(&|theta| curve.score(x, theta)[place]));
            (curve.places(x), rows)
        });
        units.push(Unit {
            first,
            size: curve.categories(),
            categories: categories.collect(),
        });
        first += curve.categories();
    }
    if numbers.groups.len() > 1 {
        let groups = numbers.groups.iter().enumerate().map(|(place, group)| {
            let score = |theta: f64| {
                let offset = theta - group.mean;
                group.derivatives(offset, offset.powi(2)).0
            };
            let rows = [
                row(&|theta| score(theta)[0]),
                row(&|theta| score(theta)[1]),
                Vec::new(),
            ];
            ([Some(2 * place), Some(2 * place + 1), None], rows)
        });
        units.push(Unit {
            first,
            size: 2 * numbers.groups.len(),
            categories: groups.collect(),
        });
    }
    units
}

/// Adds the information that answers would carry if theta were known.
fn known(information: &mut [f64], numbers: &Numbers, expected: &Expected, grid: &Grid) {
    let mut first = 0;
    for (curve, counts) in numbers.curves.iter().zip(&expected.items) {
        let curvature = curve.derivatives(counts, &grid.nodes).curvature;
        add(information, first, &curvature, 1.0);
        first += curve.categories();
    }
    if numbers.groups.len() > 1 {
        for (group, weights) in numbers.groups.iter().zip(&expected.groups) {
            let people: f64 = weights.iter().sum();
            let offsets = grid.nodes.iter().map(|theta| theta - group.mean);
            let squares = offsets.clone().map(|offset| offset.powi(2));
            let offset = dot(weights, &offsets.collect::<Vec<f64>>());
            let square = dot(weights, &squares.collect::<Vec<f64>>());
            if people > 0.0 {
                let [mean, both, spread] = group.derivatives(offset / people, square / people).1;
                add(information, first, &[mean, both, both, spread], people);
            }
            first += 2;
        }
    }
}

/// Adds a square block on the diagonal, so many times.
fn add(information: &mut [f64], first: usize, block: &[f64], times: f64) {
    let (size, rows) = (information.len().isqrt(), block.len().isqrt());
    for (i, row) in block.chunks_exact(rows).enumerate() {
        let at = (first + i) * size + first;
        add_times(&mut information[at..], row, times);
    }
}

/// Adds what is known from the people who draw the numbers; or, of the likelihood alone, the choice of a scale.
fn drawn(information: &mut [f64], numbers: &Numbers, start: &Numbers, grid: &Grid, draw: Draw) {
    let size = information.len().isqrt();
    let mut own = vec![0.0; size * size];
    let mut first = 0;
    let mut ways = [vec![0.0; size], vec![0.0; size]];
    for (curve, counts) in numbers.curves.iter().zip(&grid.drawn) {
        let curvature = curve.derivatives(counts, &grid.nodes).curvature;
        add(&mut own, first, &curvature, 1.0);
        ways[0][first] = -curve.slope;
        ways[1][first + 1..first + curve.categories()].fill(curve.slope);
        first += curve.categories();
    }
    if numbers.groups.len() > 1 {
        for (group, start) in numbers.groups.iter().zip(&start.groups) {
            let (offset, square) = group.offset(start);
            let [mean, both, spread] = group.derivatives(offset, square).1;
            add(&mut own, first, &[mean, both, both, spread], 1.0);
            (ways[0][first], ways[0][first + 1], ways[1][first]) = (group.mean, group.spread, 1.0);
            first += 2;
        }
    }
    if draw.people > 0.0 || numbers.groups.len() == 1 {
        add_times(information, &own, draw.people);
        let groups = &numbers.groups;
        let spread = |group: usize| size - 2 * groups.len() + 2 * group + 1;
        for (i, one) in groups.iter().enumerate().filter(|_| draw.alike > 0.0) {
            for (j, other) in groups[..=i].iter().enumerate() {
                // Of the spreads' logarithms, about their mean.
                let own = f64::from(u8::from(i == j)) - 1.0 / groups.len() as f64;
                information[spread(i) * size + spread(j)] +=
                    2.0 * draw.alike * own / (one.spread * other.spread);
            }
        }
        return;
    }
    chosen(information, &own, &ways);
}

/// Adds that a scale was chosen: where the slope of the drawing people along both ways is 0, which holds in every sample.
fn chosen(information: &mut [f64], own: &[f64], ways: &[Vec<f64>; 2]) {
    let size = information.len().isqrt();
    for way in ways {
        let at = |i: usize, j: usize| own[i.max(j) * size + i.min(j)];
        let equation = (0..size).map(|i| (0..size).map(|j| at(i, j) * way[j]).sum());
        let equation: Vec<f64> = equation.collect();
        let length = dot(&equation, way).abs();
        for i in 0..size {
            for j in 0..=i {
                information[i * size + j] += CHOSEN * equation[i] * equation[j] / length.max(1e-9);
            }
        }
    }
}

/// One portion of people: where each of them may be, and the means of their scores.
struct Portion<'p> {
    units: &'p [Unit],
    nodes: usize,
    sheets: Vec<Sheet>,
    weights: Vec<f64>,
    /// Per person and unit.
    scores: Vec<[f64; 3]>,
}

impl<'p> Portion<'p> {
    fn new(units: &'p [Unit], people: &[Answered], numbers: &Numbers, grid: &Grid) -> Self {
        let mut portion = Self {
            units,
            nodes: grid.nodes.len(),
            sheets: Vec::with_capacity(people.len()),
            weights: Vec::with_capacity(people.len() * grid.nodes.len()),
            scores: vec![[0.0; 3]; people.len() * units.len()],
        };
        grid.posteriors(&grid.tables(numbers), people, |place, weights| {
            let (group, answers) = &people[place];
            let mut sheet = vec![None; units.len()];
            for &(item, x) in answers {
                sheet[item] = Some(x);
            }
            if units.len() > numbers.curves.len() {
                sheet[numbers.curves.len()] = Some(*group);
            }
            let scores = &mut portion.scores[place * units.len()..];
            for ((unit, x), means) in units.iter().zip(&sheet).zip(scores) {
                let Some(x) = *x else { continue };
                let (_, rows) = &unit.categories[x];
                for (mean, row) in means.iter_mut().zip(rows) {
                    *mean = dot(weights, row);
                }
            }
            portion.sheets.push(sheet);
            portion.weights.extend_from_slice(weights);
        });
        portion
    }

    /// Returns what is lost because theta is not known, in the rows of this unit and the columns of each unit up to it.
    fn blocks(&self, own: usize) -> Vec<Vec<f64>> {
        let unit = &self.units[own];
        let others = self.units[..=own].iter().enumerate();
        others
            .map(|(other, with)| {
                let mut block = vec![0.0; unit.size * with.size];
                let pairs = unit.categories.len() * with.categories.len();
                let mut joint = vec![0.0; pairs * self.nodes];
                for (person, sheet) in self.sheets.iter().enumerate() {
                    let (Some(x), Some(y)) = (sheet[own], sheet[other]) else {
                        continue;
                    };
                    let weights = &self.weights[person * self.nodes..][..self.nodes];
                    let cells =
                        &mut joint[(x * with.categories.len() + y) * self.nodes..][..self.nodes];
                    add_row(cells, weights);
                    let mine = self.scores[person * self.units.len() + own];
                    let theirs = self.scores[person * self.units.len() + other];
                    for (a, i) in mine.iter().zip(unit.categories[x].0) {
                        let Some(i) = i else { continue };
                        for (b, j) in theirs.iter().zip(with.categories[y].0) {
                            let Some(j) = j else { continue };
                            block[i * with.size + j] += a * b;
                        }
                    }
                }
                for (pair, cells) in joint.chunks_exact(self.nodes).enumerate() {
                    let (x, y) = (pair / with.categories.len(), pair % with.categories.len());
                    if own == other && x != y || cells.iter().all(|cell| *cell == 0.0) {
                        continue;
                    }
                    let (mine, theirs) = (&unit.categories[x], &with.categories[y]);
                    for (row, i) in mine.1.iter().zip(mine.0) {
                        let Some(i) = i else { continue };
                        for (column, j) in theirs.1.iter().zip(theirs.0) {
                            let Some(j) = j else { continue };
                            let products = cells.iter().zip(row).zip(column);
                            let sum: f64 = products.map(|((cell, a), b)| cell * a * b).sum();
                            block[i * with.size + j] -= sum;
                        }
                    }
                }
                block
            })
            .collect()
    }
}

/// Returns the errors of discriminations, thresholds, means and spreads.
fn of_numbers(numbers: &Numbers, units: &[Unit], root: &Root, size: usize) -> Errors {
    // Variance of a sum of numbers, each times a factor.
    let error = |terms: &[(usize, f64)]| {
        let mut solved = vec![0.0; size];
        for &(place, factor) in terms {
            solved[place] += factor;
        }
        root.solve(&mut solved);
        let terms = terms.iter();
        let variance: f64 = terms.map(|&(place, factor)| factor * solved[place]).sum();
        variance.max(0.0).sqrt()
    };
    let items = numbers.curves.iter().zip(units).map(|(curve, unit)| {
        let slope = error(&[(unit.first, 1.0)]);
        let thresholds = curve.thresholds().into_iter().zip(unit.first + 1..);
        let thresholds = thresholds.map(|(b, place)| {
            // b = d / a.
            let by = 1.0 / curve.slope;
            error(&[(unit.first, -b * by), (place, by)])
        });
        std::iter::once(slope).chain(thresholds).collect()
    });
    let groups = units.get(numbers.curves.len()).into_iter();
    let groups = groups.flat_map(|unit| {
        let places = (unit.first..unit.first + unit.size).step_by(2);
        places.map(|place| [error(&[(place, 1.0)]), error(&[(place + 1, 1.0)])])
    });
    Errors {
        items: items.collect(),
        groups: groups.collect(),
    }
}
