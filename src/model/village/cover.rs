//! Cover: when fire begins, people go into cellars and ditches, in steps; when it has been quiet, they come out.

use super::{VillageEvent, VillageId};
use crate::model::event::Event;
use crate::model::people::Whereabouts;
use crate::model::record::Watch;
use crate::model::step::Step;

/// Steps from the first share in cover to the last.
const COVER_STEPS: u8 = 4;

impl<O: Watch> Step<'_, O> {
    /// The first noticed act sends the share `cover_base` into cover at once; in [`COVER_STEPS`] equal steps over
    /// `cover_hours` it rises to `cover_high`.
    pub(super) fn take_cover(&mut self, village: VillageId) {
        if self.world.villages[village.index()].cover_steps > 0 {
            return;
        }
        self.world.villages[village.index()].cover_steps = 1;
        self.seek_cover(village);
        let parameters = &self.setup.parameters.village;
        let (step_hours, quiet_hours) = (parameters.cover_hours / f64::from(COVER_STEPS), parameters.cover_leave_hours);
        self.after_hours(step_hours, Event::Village(VillageEvent::CoverStep { village }));
        self.after_hours(quiet_hours, Event::Village(VillageEvent::CoverEnds { village }));
    }

    /// The next step into cover.
    pub(super) fn more_take_cover(&mut self, village: VillageId) {
        let state = &mut self.world.villages[village.index()];
        if state.cover_steps == 0 || state.cover_steps > COVER_STEPS {
            return;
        }
        state.cover_steps += 1;
        let more = state.cover_steps <= COVER_STEPS;
        self.seek_cover(village);
        if more {
            let step_hours = self.setup.parameters.village.cover_hours / f64::from(COVER_STEPS);
            self.after_hours(step_hours, Event::Village(VillageEvent::CoverStep { village }));
        }
    }

    /// Moves people from home to cover until cover holds its share of the two: base + (high - base) k/4, rounded.
    fn seek_cover(&mut self, village: VillageId) {
        let parameters = &self.setup.parameters.village;
        let state = &self.world.villages[village.index()];
        let progress = f64::from(state.cover_steps - 1) / f64::from(COVER_STEPS);
        let rise = (parameters.cover_high - parameters.cover_base).max(0.0);
        let share = parameters.cover_base + rise * progress;
        let people = state.people.home + state.people.cover;
        let target = ((share * f64::from(people) + 0.5) as u32).min(people);
        let more = target.saturating_sub(state.people.cover);
        self.shift_people(village, Whereabouts::Home, Whereabouts::Cover, more);
    }

    /// People leave cover after `cover_leave_hours` without an act that raised threat noticeably.
    pub(super) fn cover_may_end(&mut self, village: VillageId) {
        let quiet_hours = self.setup.parameters.village.cover_leave_hours;
        let state = &mut self.world.villages[village.index()];
        if state.cover_steps == 0 {
            return;
        }
        let quiet_from = state.last_noticed.map_or(self.engine.now(), |time| time.plus_hours(quiet_hours));
        if quiet_from > self.engine.now() {
            self.at(quiet_from, Event::Village(VillageEvent::CoverEnds { village }));
            return;
        }
        state.cover_steps = 0;
        let people = state.people.cover;
        self.shift_people(village, Whereabouts::Cover, Whereabouts::Home, people);
    }

    /// Share of the people present who are in cover, at least `cover_base`: some are always behind a wall.
    pub fn cover_share(&self, village: VillageId) -> f64 {
        let base = self.setup.parameters.village.cover_base;
        let people = &self.world.villages[village.index()].people;
        if people.cover == 0 { base } else { base.max(f64::from(people.cover) / f64::from(people.present())) }
    }
}
