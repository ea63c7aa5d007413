//! The observer that reduces a run to a [`RunSample`] while it happens.

use crate::engine::{Observer, Time};
use crate::model::tally::is_act;
use crate::model::{Border, ClaimRow, Kind, LogRow, Setup, Watch};

use super::samples::{Displacement, Episode};

/// Quiet that ends an episode, as in [`crate::model::episodes`].
const QUIET: Time = Time::from_days(1);
/// Rung from which an act is fire, and from which it is heavy.
const FIRE: u8 = 2;
const HEAVY: u8 = 3;
/// Hours for which the displaced are followed after the first heavy act.
const FOLLOWED_HOURS: u64 = 240;
/// Calm after which the returned are counted: a minute before and a minute after the end of the tenth day, with which the
/// model brings home everybody whose home stands.
const CALM: [Time; 2] =
    [Time::from_milliseconds(10 * 86_400_000 - 60_000), Time::from_milliseconds(10 * 86_400_000 + 60_000)];

/// Watches one run.
pub struct Watcher<'s> {
    setup: &'s Setup,
    keeps_acts: bool,
    /// Acts, when they are kept.
    pub acts: Vec<(Time, u8)>,
    /// Episodes so far.
    pub episodes: Vec<Episode>,
    last_event: Option<u32>,
    last_side: Option<usize>,
    last_fire_side: Option<usize>,
    followed: Vec<(usize, Time)>,
    last_act: Option<Time>,
    /// Which of [`CALM`] is due next.
    calm_next: usize,
}

impl<'s> Watcher<'s> {
    /// Nothing seen yet.
    pub fn new(setup: &'s Setup, keeps_acts: bool) -> Watcher<'s> {
        Watcher {
            setup,
            keeps_acts,
            acts: Vec::new(),
            episodes: Vec::new(),
            last_event: None,
            last_side: None,
            last_fire_side: None,
            followed: Vec::new(),
            last_act: None,
            calm_next: 0,
        }
    }

    fn act(&mut self, row: &LogRow) {
        let side = row.side.map(|side| side.index());
        if self.keeps_acts {
            self.acts.push((row.time, row.rung));
        }
        (self.last_act, self.calm_next) = (Some(row.time), 0);
        if self.episodes.last().is_none_or(|episode| row.time >= episode.last + QUIET) {
            let opens_with_fire = row.rung >= FIRE;
            self.episodes.push(Episode { start: row.time, opens_with_fire, ..Episode::default() });
            (self.last_side, self.last_fire_side) = (None, None);
        }
        let position = self.episodes.len() - 1;
        let episode = &mut self.episodes[position];
        episode.last = row.time;
        episode.acts += 1;
        episode.rung = episode.rung.max(row.rung);
        episode.switches += u32::from(self.last_side.is_some_and(|last| Some(last) != side));
        self.last_side = side.or(self.last_side);
        if row.rung >= FIRE {
            let switched = self.last_fire_side.is_some_and(|last| Some(last) != side);
            *episode.fire_switches.get_or_insert(0) += u32::from(switched);
            self.last_fire_side = side.or(self.last_fire_side);
            episode.fire_hour.get_or_insert(self.setup.calendar.hour(row.time));
        }
        if row.rung >= HEAVY && episode.displacement.is_none() {
            episode.displacement = Some(Displacement::default());
            self.followed.push((position, row.time));
        }
    }

    fn harm(&mut self, row: &LogRow, first: bool) {
        let Some(episode) = self.episodes.last_mut() else { return };
        episode.harm.killed_military += row.harm.killed_military;
        episode.harm.killed_civilian += row.harm.killed_civilian;
        episode.harm.wounded_military += row.harm.wounded_military;
        episode.harm.wounded_civilian += row.harm.wounded_civilian;
        let killed = row.harm.killed();
        if is_act(row) && killed > 0 {
            // Further rows of one act name further harmed sides.
            match episode.act_deaths.last_mut().filter(|_| !first) {
                Some(last) => *last += killed,
                None => episode.act_deaths.push(killed),
            }
        }
    }

    /// The episodes, those of fewer than ten killed without what is only read of major ones.
    pub fn finish(mut self) -> (Vec<(Time, u8)>, Vec<Episode>) {
        for episode in self.episodes.iter_mut().filter(|episode| !episode.is_major()) {
            episode.displacement = None;
        }
        (self.acts, self.episodes)
    }

    fn follow(&mut self, model: &Border, until: Time) {
        let displaced = model.world.tally.displaced[self.setup.sides.len()].now;
        for (position, start) in &self.followed {
            let Some(displacement) = &mut self.episodes[*position].displacement else { continue };
            let passed = (until.milliseconds() - start.milliseconds()) / 3_600_000;
            let hours = passed.min(FOLLOWED_HOURS) as usize + 1;
            if displacement.hourly.len() < hours {
                displacement.hourly.resize(hours, displaced);
            }
        }
        let episodes = &self.episodes;
        self.followed.retain(|(position, _)| {
            let seen = episodes[*position].displacement.as_ref().map_or(0, |displacement| displacement.hourly.len());
            seen <= FOLLOWED_HOURS as usize
        });
        if self.calm_is_due(until) {
            let before = self.calm_next == 0;
            self.calm_next += 1;
            if let Some(episode) = self.episodes.last_mut()
                && let Some(displacement) = &episode.displacement
                && let (most @ 1.., _) = displacement.peak()
            {
                let share = Some(1.0 - f64::from(displaced.min(most)) / f64::from(most));
                let place = if before { &mut episode.returned_before } else { &mut episode.returned };
                *place = share;
            }
        }
    }

    fn calm_is_due(&self, until: Time) -> bool {
        let due = self.last_act.zip(CALM.get(self.calm_next)).map(|(act, calm)| act + *calm);
        due.is_some_and(|due| until >= due)
    }
}

impl Observer<Border> for Watcher<'_> {
    fn clock_passes(&mut self, model: &Border, until: Time) {
        if !self.followed.is_empty() || self.calm_is_due(until) {
            self.follow(model, until);
        }
    }
}

impl Watch for Watcher<'_> {
    fn logged(&mut self, row: &LogRow) {
        let first = is_act(row) && self.last_event != Some(row.event);
        if first {
            self.last_event = Some(row.event);
            self.act(row);
        }
        if !row.harm.is_none() {
            self.harm(row, first);
        }
        if row.kind == Kind::FirstDepartures
            && let Some(episode) = self.episodes.last_mut()
        {
            episode.departure_hour.get_or_insert(self.setup.calendar.hour(row.time));
        }
    }

    fn claimed(&mut self, _: &ClaimRow) {}

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}
