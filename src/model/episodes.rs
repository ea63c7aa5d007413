//! Episodes: what statistics of incidents count. An episode is a cluster of hostile acts anywhere on the border that a
//! quiet of at least 24 hours ends. Deaths between its first act and the next episode belong to it (wounds take days).

use serde::{Deserialize, Serialize};

use crate::engine::Time;

use super::pool::reuse;

const QUIET: Time = Time::from_days(1);
const YEAR_MILLISECONDS: u64 = 31_557_600_000;
/// Killed from which an episode is large.
const LARGE: u32 = 10;
/// Durations up to 2^28 minutes fit.
const BINS: usize = 16 + 24 * 8;

/// Finished episodes, counted, and the one that runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Episodes {
    current: Option<Episode>,
    finished: Counts,
    by_year: Vec<u32>,
    durations_small: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Episode {
    start: Time,
    last: Time,
    rung: u8,
    killed: u32,
}

/// How many episodes there were, and of which sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All.
    pub all: u32,
    /// With an act at rung 2 or above: firearms.
    pub firearms: u32,
    /// With an act at rung 3 or above: machine guns, rocket-propelled grenades, light mortars or more.
    pub mortars: u32,
    /// With somebody killed.
    pub death: u32,
    /// With ten or more killed.
    pub large: u32,
}

impl Counts {
    fn add(&mut self, episode: Episode) {
        self.all += 1;
        self.firearms += u32::from(episode.rung >= 2);
        self.mortars += u32::from(episode.rung >= 3);
        self.death += u32::from(episode.killed > 0);
        self.large += u32::from(episode.killed >= LARGE);
    }
}

impl Episodes {
    /// None yet.
    pub fn new() -> Episodes {
        Episodes { durations_small: vec![0; BINS], ..Episodes::default() }
    }

    /// At the start of a run: the memory of one that is over.
    pub(super) fn reuse_memory(&mut self, old: &mut Episodes) {
        reuse(&mut self.by_year, &mut old.by_year);
    }

    /// A hostile act.
    pub(super) fn act(&mut self, time: Time, rung: u8) {
        if let Some(episode) = &mut self.current
            && time < episode.last + QUIET
        {
            episode.last = time;
            episode.rung = episode.rung.max(rung);
            return;
        }
        self.finish();
        self.current = Some(Episode { start: time, last: time, rung, killed: 0 });
        let year = (time.milliseconds() / YEAR_MILLISECONDS) as usize;
        if self.by_year.len() <= year {
            self.by_year.resize(year + 1, 0);
        }
        self.by_year[year] += 1;
    }

    /// People killed.
    pub(super) fn harm(&mut self, killed: u32) {
        if let Some(episode) = &mut self.current {
            episode.killed += killed;
        }
    }

    fn finish(&mut self) {
        if let Some(episode) = self.current.take() {
            self.finished.add(episode);
            if episode.killed < LARGE {
                self.durations_small[bin_of(minutes(episode))] += 1;
            }
        }
    }

    /// Episodes so far, the one that runs included.
    pub fn counts(&self) -> Counts {
        let mut counts = self.finished;
        if let Some(episode) = self.current {
            counts.add(episode);
        }
        counts
    }

    /// Mean and variance (with n - 1) of the number of episodes that begin in a year, over the whole years before
    /// `end`; the variance needs two years.
    pub fn per_year(&self, end: Time) -> (Option<f64>, Option<f64>) {
        let years = (end.milliseconds() / YEAR_MILLISECONDS) as usize;
        if years == 0 {
            return (None, None);
        }
        let number = |year: usize| f64::from(self.by_year.get(year).copied().unwrap_or(0));
        let mean = (0..years).map(number).sum::<f64>() / years as f64;
        let squares: f64 = (0..years).map(|year| (number(year) - mean) * (number(year) - mean)).sum();
        (Some(mean), (years > 1).then(|| squares / (years - 1) as f64))
    }

    /// Median length in hours of episodes with fewer than ten killed, from first to last act, to within a tenth.
    pub fn median_hours_small(&self) -> Option<f64> {
        let mut bins = self.durations_small.clone();
        if let Some(episode) = self.current.filter(|episode| episode.killed < LARGE) {
            bins[bin_of(minutes(episode))] += 1;
        }
        let total: u32 = bins.iter().sum();
        let mut left = total.div_ceil(2);
        for (bin, &number) in bins.iter().enumerate() {
            if left > 0 && number >= left {
                return Some(middle_of(bin) / 60.0);
            }
            left -= number;
        }
        None
    }
}

fn minutes(episode: Episode) -> u64 {
    (episode.last - episode.start).milliseconds() / 60_000
}

/// Bins of one minute below 16, then eight to each doubling.
fn bin_of(minutes: u64) -> usize {
    if minutes < 16 {
        return minutes as usize;
    }
    let exponent = 63 - u64::from(minutes.leading_zeros());
    let bin = 16 + (exponent - 4) * 8 + ((minutes >> (exponent - 3)) & 7);
    (bin as usize).min(BINS - 1)
}

fn middle_of(bin: usize) -> f64 {
    if bin < 16 {
        return bin as f64;
    }
    let (exponent, part) = ((bin - 16) / 8 + 4, (bin - 16) % 8);
    let width = 1_u64 << (exponent - 3);
    (width * (8 + part as u64)) as f64 + (width - 1) as f64 / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_quiet_ends_an_episode_and_late_deaths_belong_to_it() {
        let mut episodes = Episodes::new();
        episodes.act(Time::from_hours(1.0), 1);
        episodes.act(Time::from_hours(24.9), 3);
        episodes.harm(2);
        episodes.act(Time::from_hours(48.9), 1);
        assert_eq!(episodes.counts(), Counts { all: 2, firearms: 1, mortars: 1, death: 1, large: 0 });
        let median = episodes.median_hours_small().expect("two episodes have a median");
        assert_eq!(median, 0.0, "the lower of the two, which had a single act");
    }

    #[test]
    fn every_duration_lies_in_a_bin_whose_middle_is_within_a_tenth() {
        for minutes in (0..100_000).chain([1 << 20, 1 << 27]) {
            let middle = middle_of(bin_of(minutes));
            assert!((middle - minutes as f64).abs() <= 0.1 * minutes as f64 + 0.5, "{minutes} min: {middle}");
        }
    }

    #[test]
    fn only_whole_years_count() {
        let mut episodes = Episodes::new();
        for day in [0, 100, 400, 800] {
            episodes.act(Time::from_days(day), 1);
        }
        let (mean, variance) = episodes.per_year(Time::from_days(750));
        assert_eq!((mean, variance), (Some(1.5), Some(0.5)));
        assert_eq!(episodes.per_year(Time::from_days(300)), (None, None));
    }
}
