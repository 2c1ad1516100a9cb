//! The measurement model a second time, written from its formulas alone and slow. It shares no code with the library:
//! whoever wants to know what a number means can read it here.

use std::f64::consts::{LN_2, PI};

/// An item: `P(X >= c | theta) = 1 / (1 + exp(-a (theta - b_c)))`, thresholds `b` rising.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) on: usize,
    pub(crate) a: f64,
    pub(crate) b: Vec<f64>,
}

/// Mean and spread of a normal distribution of theta.
pub(crate) type Normal = (f64, f64);

/// The people at large.
pub(crate) const REFERENCE: Normal = (0.0, 1.0);

/// Items and roles, `profiles[role][trait]`, and how much people who suit a role differ, in the same order.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) items: Vec<Item>,
    pub(crate) profiles: Vec<Vec<Normal>>,
    pub(crate) typical_spreads: Vec<Vec<f64>>,
}

/// Answers as (item, category); category 0 is nearest the low pole.
pub(crate) type Answers<'a> = &'a [(usize, usize)];

impl Item {
    /// `ln P(X = k | theta)`. A category in the middle is the difference of two logistics `s(x) - s(y)`, which is
    /// `sinh((x - y) / 2) / (2 cosh(x / 2) cosh(y / 2))`.
    pub(crate) fn log_probability(&self, k: usize, theta: f64) -> f64 {
        let at = |c: usize| self.a * (theta - self.b[c - 1]);
        if k == 0 {
            return log_logistic(-at(1));
        }
        if k == self.b.len() {
            return log_logistic(at(k));
        }
        // x - y, from the thresholds themselves: the difference of two large numbers would lose digits.
        let apart = self.a * (self.b[k] - self.b[k - 1]);
        log_sinh(apart / 2.0) - LN_2 - log_cosh(at(k) / 2.0) - log_cosh(at(k + 1) / 2.0)
    }

    pub(crate) fn categories(&self) -> usize {
        self.b.len() + 1
    }
}

fn log_logistic(x: f64) -> f64 {
    // s(x) = exp(x / 2) / (2 cosh(x / 2))
    x / 2.0 - LN_2 - log_cosh(x / 2.0)
}

fn log_cosh(z: f64) -> f64 {
    z.abs() + (-2.0 * z.abs()).exp().ln_1p() - LN_2
}

fn log_sinh(z: f64) -> f64 {
    z + (-(-2.0 * z).exp_m1()).ln() - LN_2
}

/// What answers leave of a normal prior of theta: the logarithm of the integral, and the distribution at nodes.
pub(crate) struct Posterior {
    pub(crate) log_integral: f64,
    pub(crate) mean: f64,
    pub(crate) sd: f64,
    /// (theta, share of the posterior), so many and so close that it makes no difference.
    nodes: Vec<(f64, f64)>,
}

/// Nodes of an integral. The density is taken where it is above `exp(-60)` of its peak, 11 standard deviations of a
/// normal density to each side: nodes are some 0.05 of these apart.
const NODES: u32 = 401;
const CUT: f64 = 60.0;

impl Model {
    pub(crate) fn traits(&self) -> usize {
        self.profiles[0].len()
    }

    /// `∫ prior(theta) Π P(x_i | theta) dtheta` over the answers to one trait.
    pub(crate) fn posterior(&self, on: usize, prior: Normal, answers: Answers<'_>) -> Posterior {
        let own: Vec<(&Item, usize)> = answers
            .iter()
            .map(|&(item, k)| (&self.items[item], k))
            .filter(|(item, _)| item.on == on)
            .collect();
        let (mean, spread) = prior;
        let log_density = |theta: f64| {
            let z = (theta - mean) / spread;
            let likelihood = own.iter().map(|(item, k)| item.log_probability(*k, theta));
            -z * z / 2.0 - spread.ln() - (2.0 * PI).ln() / 2.0 + likelihood.sum::<f64>()
        };
        let (low, peak, high) = where_it_matters(&log_density);
        let step = (high - low) / f64::from(NODES - 1);
        let thetas = (0..NODES).map(|node| low + f64::from(node) * step);
        let mut nodes: Vec<(f64, f64)> = thetas
            .map(|theta| (theta, (log_density(theta) - peak).exp()))
            .collect();
        let sum: f64 = nodes.iter().map(|(_, weight)| weight).sum();
        for (_, weight) in &mut nodes {
            *weight /= sum;
        }
        let mean: f64 = nodes.iter().map(|(theta, share)| theta * share).sum();
        let squares = nodes
            .iter()
            .map(|(theta, share)| (theta - mean).powi(2) * share);
        Posterior {
            log_integral: peak + (sum * step).ln(),
            mean,
            sd: squares.sum::<f64>().sqrt(),
            nodes,
        }
    }

    /// `P(r | x) ∝ Π_k ∫ …`, with `weights` as the roles' probabilities before any answer.
    pub(crate) fn roles(&self, weights: &[f64], answers: Answers<'_>) -> Vec<f64> {
        let logs = self.profiles.iter().zip(weights).map(|(profile, weight)| {
            let integrals = profile.iter().enumerate();
            let integrals = integrals.map(|(on, prior)| self.posterior(on, *prior, answers));
            weight.ln() + integrals.map(|one| one.log_integral).sum::<f64>()
        });
        let logs: Vec<f64> = logs.collect();
        shares_of(&logs)
    }

    /// `10 log10(Z_wk / Z_qk)` for every trait k.
    pub(crate) fn decibans(
        &self,
        winner: usize,
        runner_up: usize,
        answers: Answers<'_>,
    ) -> Vec<f64> {
        let log_z = |role: usize, on: usize| {
            let prior = self.profiles[role][on];
            self.posterior(on, prior, answers).log_integral
        };
        (0..self.traits())
            .map(|on| 10.0 * (log_z(winner, on) - log_z(runner_up, on)) / 10f64.ln())
            .collect()
    }

    /// The chi-square tail of `D² = Σ_k (t_k - mean_rk)² / (s_rk² + 1/I_k)` over traits with answers, with s the
    /// typical spread, `I_k = 1/v_k - 1` and `t_k = EAP_k (1 + 1/I_k)`.
    pub(crate) fn typicality(&self, role: usize, answers: Answers<'_>) -> f64 {
        self.typicality_of(role, answers, |_, _| true)
    }

    /// As typicality, without the traits on which the person goes further on the side to which the role leans.
    pub(crate) fn typicality_up_to(&self, role: usize, answers: Answers<'_>) -> f64 {
        let further = |t: f64, mean: f64| mean.abs() >= 0.25 && (t - mean) * mean > 0.0;
        self.typicality_of(role, answers, |t, mean| !further(t, mean))
    }

    fn typicality_of(
        &self,
        role: usize,
        answers: Answers<'_>,
        counts: impl Fn(f64, f64) -> bool,
    ) -> f64 {
        let (mut distance, mut degrees) = (0.0, 0);
        for (on, &(mean, _)) in self.profiles[role].iter().enumerate() {
            let spread = self.typical_spreads[role][on];
            if !answers.iter().any(|&(item, _)| self.items[item].on == on) {
                continue;
            }
            let posterior = self.posterior(on, REFERENCE, answers);
            let information = 1.0 / posterior.sd.powi(2) - 1.0;
            let t = posterior.mean * (1.0 + 1.0 / information);
            if information > 1e-13 && !counts(t, mean) {
                continue;
            }
            degrees += 1;
            // Answers that anybody would give move nobody away: with I the distance falls to 0.
            if information > 1e-13 {
                distance += (t - mean).powi(2) / (spread.powi(2) + 1.0 / information);
            }
        }
        chi_square_tail(distance, degrees)
    }

    /// What the answers so far leave, ready to be asked about many items.
    pub(crate) fn outlook(&self, weights: &[f64], answers: Answers<'_>) -> Outlook {
        let posteriors = |profile: &Vec<Normal>| {
            let each = profile.iter().enumerate();
            each.map(|(on, prior)| self.posterior(on, *prior, answers))
                .collect()
        };
        let posteriors: Vec<Vec<Posterior>> = self.profiles.iter().map(posteriors).collect();
        let logs = posteriors.iter().zip(weights).map(|(of_role, weight)| {
            weight.ln() + of_role.iter().map(|one| one.log_integral).sum::<f64>()
        });
        let logs: Vec<f64> = logs.collect();
        Outlook {
            roles: shares_of(&logs),
            posteriors,
        }
    }

    /// `(l - E(l)) / sqrt(Var(l))` with `l = Σ_i ln P(x_i | EAP)`; and the variance.
    pub(crate) fn lz(&self, answers: Answers<'_>) -> (f64, f64) {
        let places: Vec<f64> = (0..self.traits())
            .map(|on| self.posterior(on, REFERENCE, answers).mean)
            .collect();
        let (mut observed, mut expected, mut variance) = (0.0, 0.0, 0.0);
        for &(item, k) in answers {
            let item = &self.items[item];
            let log = |k: usize| item.log_probability(k, places[item.on]);
            let mean: f64 = (0..item.categories()).map(|k| log(k).exp() * log(k)).sum();
            observed += log(k);
            expected += mean;
            variance += (0..item.categories())
                .map(|k| log(k).exp() * (log(k) - mean).powi(2))
                .sum::<f64>();
        }
        ((observed - expected) / variance.sqrt(), variance)
    }
}

/// Role probabilities, and the posterior of every role on every trait.
pub(crate) struct Outlook {
    pub(crate) roles: Vec<f64>,
    posteriors: Vec<Vec<Posterior>>,
}

impl Outlook {
    /// The mutual information of the role and the answer to an item, in nats:
    /// `Σ_r Σ_x P(r) P(x | r) ln(P(x | r) / P(x))`, everything given the answers so far.
    pub(crate) fn information(&self, model: &Model, item: usize) -> f64 {
        let item = &model.items[item];
        let given_role: Vec<Vec<f64>> = self
            .posteriors
            .iter()
            .map(|of_role| {
                let nodes = &of_role[item.on].nodes;
                let probability = |k: usize| {
                    let at = |theta: f64| item.log_probability(k, theta).exp();
                    nodes.iter().map(|(theta, share)| share * at(*theta)).sum()
                };
                (0..item.categories()).map(probability).collect()
            })
            .collect();
        let mut information = 0.0;
        for k in 0..item.categories() {
            let pairs = self.roles.iter().zip(&given_role);
            let whole: f64 = pairs.clone().map(|(p, given)| p * given[k]).sum();
            information += pairs
                .filter(|(p, given)| **p > 0.0 && given[k] > 0.0)
                .map(|(p, given)| p * given[k] * (given[k] / whole).ln())
                .sum::<f64>();
        }
        information
    }
}

/// The verdict in the order of the design: its name and how many roles it names.
pub(crate) fn verdict(
    ranked: &[f64],
    typicality_of_leader: f64,
    up_to: f64,
) -> (&'static str, usize) {
    if typicality_of_leader < 0.01 && up_to < 0.01 {
        ("unlike", 1)
    } else if ranked[0] >= 0.9 {
        ("clear", 1)
    } else if ranked[0] >= 0.6 {
        ("leaning", 1)
    } else if ranked[0] + ranked[1] >= 0.85 {
        ("between", 2)
    } else {
        ("open", 0)
    }
}

/// Logarithms of weights as shares of their sum.
fn shares_of(logs: &[f64]) -> Vec<f64> {
    let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = logs.iter().map(|log| (log - highest).exp()).sum();
    logs.iter().map(|log| (log - highest).exp() / sum).collect()
}

/// Where a density with one peak is above `exp(-CUT)` of it: low end, logarithm at the peak, high end.
fn where_it_matters(log_density: &impl Fn(f64) -> f64) -> (f64, f64, f64) {
    // The peak, by thirds: the density rises to it and falls from it.
    let (mut low, mut high) = (-100.0, 100.0);
    while high - low > 1e-3 {
        let (left, right) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if log_density(left) < log_density(right) {
            low = left;
        } else {
            high = right;
        }
    }
    let peak_at = f64::midpoint(low, high);
    let peak = log_density(peak_at);
    let edge = |side: f64| {
        let (mut inside, mut outside) = (0.0, 200.0);
        for _ in 0..16 {
            let middle = f64::midpoint(inside, outside);
            if log_density(peak_at + side * middle) > peak - CUT {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        peak_at + side * outside
    };
    (edge(-1.0), peak, edge(1.0))
}

/// `P(X > x)` of the chi-square distribution: 1 less the series of the lower incomplete gamma function,
/// `Σ_n (x/2)^(s+n) exp(-x/2) / Γ(s+n+1)` with `s = degrees / 2`.
pub(crate) fn chi_square_tail(x: f64, degrees: u32) -> f64 {
    if degrees == 0 || x <= 0.0 {
        return 1.0;
    }
    // Beyond this the tail is below 1e-40 for the few degrees that there are, and the series would be long.
    if x > 400.0 {
        assert!(degrees <= 20);
        return 0.0;
    }
    let s = f64::from(degrees) / 2.0;
    // ln Γ(s + 1), from Γ(1) = 1 or Γ(1/2) = sqrt(pi) upward.
    let (mut at, mut log_gamma) = if degrees.is_multiple_of(2) {
        (1.0, 0.0)
    } else {
        (0.5, PI.ln() / 2.0)
    };
    while at < s + 0.75 {
        log_gamma += f64::ln(at);
        at += 1.0;
    }
    let mut term = (s * (x / 2.0).ln() - x / 2.0 - log_gamma).exp();
    let (mut sum, mut n) = (0.0, 0.0);
    while n < 1000.0 {
        sum += term;
        n += 1.0;
        term *= x / 2.0 / (s + n);
    }
    1.0 - sum
}
