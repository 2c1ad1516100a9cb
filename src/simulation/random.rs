//! Chance, reproducible on every machine: one stream of numbers a respondent.

use std::f64::consts::TAU;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The streams of one seed.
#[derive(Debug, Clone)]
pub(super) struct Streams(ChaCha8Rng);

/// The numbers of one respondent.
#[derive(Debug, Clone)]
pub(super) struct Stream(ChaCha8Rng);

impl Streams {
    /// The key of the cipher is the seed in its first eight bytes, the least significant first, then zeros.
    pub(super) fn new(seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Returns the stream with this number, from its beginning: whatever was drawn from others changes nothing.
    pub(super) fn stream(&self, number: u64) -> Stream {
        let mut stream = self.0.clone();
        stream.set_stream(number);
        Stream(stream)
    }
}

impl Stream {
    /// Returns a number that is equally likely anywhere among all of its 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Returns a number in `[0, 1)`, uniform over the multiples of 2^-53.
    pub(super) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Returns two independent standard normal numbers: `sqrt(-2 ln(1 - u)) (cos(2 pi v), sin(2 pi v))` of two uniform
    /// ones (Box & Muller, 1958).
    pub(super) fn normal_pair(&mut self) -> (f64, f64) {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        let (sine, cosine) = (TAU * self.unit()).sin_cos();
        (radius * cosine, radius * sine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_draws_of_a_stream_are_what_they_always_were() {
        let streams = Streams::new(1);
        let mut stream = streams.stream(7);
        let bits: Vec<u64> = (0..4).map(|_| stream.bits()).collect();
        assert_eq!(bits, GOLDEN);
        let mut again = streams.stream(7);
        let units: Vec<f64> = (0..4).map(|_| again.unit()).collect();
        let want: Vec<f64> = GOLDEN
            .iter()
            .map(|bits| (bits >> 11) as f64 / 9_007_199_254_740_992.0)
            .collect();
        assert_eq!(units, want);
    }

    /// The first block of `ChaCha8` with key 1, nonce 7 and counter 0, computed apart from this program; a change of any
    /// of them changes every simulation.
    const GOLDEN: [u64; 4] = [
        5_510_913_179_915_972_433,
        3_621_581_692_989_865_442,
        9_754_853_333_412_116_709,
        7_301_139_066_839_250_017,
    ];

    #[test]
    fn streams_and_seeds_differ() {
        let first = |seed, number| Streams::new(seed).stream(number).bits();
        assert_ne!(first(1, 0), first(1, 1));
        assert_ne!(first(1, 0), first(2, 0));
        assert_eq!(first(3, 9), first(3, 9));
    }

    #[test]
    fn normal_numbers_have_mean_0_variance_1_and_the_tails_of_a_normal() {
        let mut stream = Streams::new(5).stream(0);
        let mut numbers = Vec::new();
        for _ in 0..50_000 {
            let (one, other) = stream.normal_pair();
            numbers.extend([one, other]);
        }
        let count = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / count;
        let variance = numbers.iter().map(|z| z * z).sum::<f64>() / count;
        let beyond = numbers.iter().filter(|z| z.abs() > 1.96).count() as f64 / count;
        // Five standard errors: 1 / sqrt(n), sqrt(2 / n), sqrt(0.05 · 0.95 / n).
        assert!(mean.abs() < 5.0 / count.sqrt(), "{mean}");
        assert!((variance - 1.0).abs() < 5.0 * (2.0 / count).sqrt());
        assert!((beyond - 0.05).abs() < 5.0 * (0.0475 / count).sqrt());
    }
}
