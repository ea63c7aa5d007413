//! Pairs of measurements that lie beside each other in time: ours, theirs, ours, theirs …

use serde::Serialize;

/// Truceline beside one peer at one piece of work.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The work: `phold`, `hold exponential`, `skirmish` …
    pub work: String,
    /// Events pending.
    pub size: u32,
    /// Who Truceline is compared to.
    pub peer: &'static str,
    /// Nanoseconds an event of Truceline and of the peer, pair by pair.
    pub pairs: Vec<[f64; 2]>,
    /// Processor time of the shortest side of a pair, in seconds.
    pub shortest_seconds: f64,
    /// Median of Truceline's nanoseconds.
    pub ours_nanoseconds: f64,
    /// Median of the peer's nanoseconds.
    pub peer_nanoseconds: f64,
    /// Median of theirs by ours, pair by pair: above 1, Truceline is faster.
    pub ratio: f64,
    /// Lower and upper quartile of theirs by ours.
    pub quartiles: [f64; 2],
}

/// One side of a pair.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// Processor time.
    pub seconds: f64,
    /// Events executed in it.
    pub events: u64,
}

impl Side {
    fn nanoseconds(self) -> f64 {
        self.seconds * 1e9 / self.events as f64
    }
}

impl Comparison {
    /// From pairs of (ours, theirs), of which there must be one.
    pub fn new(work: &str, size: u32, peer: &'static str, sides: &[[Side; 2]]) -> Comparison {
        let pairs: Vec<[f64; 2]> = sides.iter().map(|pair| pair.map(Side::nanoseconds)).collect();
        let ratios: Vec<f64> = pairs.iter().map(|[ours, theirs]| theirs / ours).collect();
        let median_of = |side: usize| quantile(&pairs.iter().map(|pair| pair[side]).collect::<Vec<_>>(), 0.5);
        Comparison {
            work: work.to_owned(),
            size,
            peer,
            shortest_seconds: sides.as_flattened().iter().map(|side| side.seconds).fold(f64::INFINITY, f64::min),
            ours_nanoseconds: median_of(0),
            peer_nanoseconds: median_of(1),
            ratio: quantile(&ratios, 0.5),
            quartiles: [0.25, 0.75].map(|share| quantile(&ratios, share)),
            pairs,
        }
    }
}

/// The quantile of these numbers, linear between two of them.
///
/// # Panics
/// Without numbers.
pub fn quantile(numbers: &[f64], share: f64) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = share * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

/// How long and how often to measure.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Effort {
    /// Pairs of each comparison.
    pub pairs: usize,
    /// Seconds of processor time that each side of a pair takes at least.
    pub seconds: f64,
}

impl Effort {
    /// Parts of a side: it takes a few, so that it ends soon after it has lasted long enough.
    const PARTS: f64 = 3.0;

    /// How much work makes a part of a side: doubles it until that takes a third of a part, then extrapolates. `work`
    /// does so much and returns its seconds.
    pub fn part(&self, least: u64, mut work: impl FnMut(u64) -> f64) -> u64 {
        let wanted = self.seconds / Effort::PARTS;
        let mut amount = least;
        loop {
            let seconds = work(amount);
            if 3.0 * seconds >= wanted {
                return ((amount as f64 * wanted / seconds) as u64).max(least);
            }
            amount *= 2;
        }
    }

    /// Does parts of a side until they have lasted long enough. `part` does one and returns its seconds.
    pub fn side(&self, mut part: impl FnMut() -> f64) -> f64 {
        let mut seconds = 0.0;
        while seconds < self.seconds {
            seconds += part();
        }
        seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_quartiles() {
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(quantile(&[4.0, 1.0, 2.0, 3.0], 0.25), 1.75);
        let side = |seconds| Side { seconds, events: 10 };
        let comparison = Comparison::new("work", 1, "peer", &[[side(1.0), side(3.0)], [side(2.0), side(2.0)]]);
        assert_eq!((comparison.ratio, comparison.shortest_seconds), (2.0, 1.0));
        assert_eq!((comparison.ours_nanoseconds, comparison.peer_nanoseconds), (1.5e8, 2.5e8));
    }

    #[test]
    fn sides_last_long_enough_and_not_much_longer() {
        let effort = Effort { pairs: 1, seconds: 0.3 };
        let part = effort.part(10, |amount| amount as f64 * 1e-6);
        assert_eq!(part, 100_000);
        let mut parts = 0;
        let seconds = effort.side(|| {
            parts += 1;
            0.09
        });
        assert_eq!(parts, 4);
        assert!((0.3..0.37).contains(&seconds));
    }
}
