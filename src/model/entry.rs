//! Submodel 7, border post: ground entry into a village, burning of empty houses, leaving.

use super::decision::{Decision, Draw, Topic};
use super::event::Event;
use super::ids::{PostId, SideId, VillageId};
use super::kind::Kind;
use super::post::PostEvent;
use super::purpose::Purpose;
use super::record::{Harm, LogRow, Watch};
use super::step::Step;
use super::target::Target;
use crate::engine::Lineage;

/// Time between checks for burning houses.
const BURNING_STEP_HOURS: f64 = 1.0;

impl<O: Watch> Step<'_, O> {
    /// Soldiers enter a village: an act at rung 6 with its harm; who is still there flees or is stranded. Draws: harm
    /// (as of an incident), holding time.
    pub(super) fn enter_village(&mut self, side: SideId, village: VillageId, lineage: Lineage) -> bool {
        let setup = self.setup.village(village);
        let (place, owner) = (setup.place, setup.side);
        if self.world.villages[village.index()].entered_by.is_some() || owner == side {
            return false;
        }
        let lineage = lineage.child(5);
        let exposure = self.exposure(Target::Village(village), owner);
        let (killed, wounded) = self.draw_civilian_casualties(self.engine.logged(), 6, exposure, lineage);
        let (killed, wounded) = self.harm_village(village, killed, wounded);
        let harm = Harm { killed_civilian: killed, wounded_civilian: wounded, ..Harm::default() };
        let people = self.world.villages[village.index()].people.present();
        let state = &mut self.world.villages[village.index()];
        state.entered_by = Some(side);
        state.entries += 1;
        state.affected = true;
        let entry = state.entries;
        let act = self.ground_act(Kind::VillageEntered, place, side, owner, people, harm, lineage);
        self.engine.set_cause(self.world.acts[act.index()].event);
        self.villagers_wounded(village, wounded, lineage);
        self.people_flee_entry(village);
        let post = &self.setup.parameters.post;
        let hold = self.draw(lineage, Purpose::HoldingTime).lognormal(post.hold_hours_median, post.hold_sigma);
        self.engine.set_cause(self.world.acts[act.index()].event);
        self.decide(|step| {
            let median = step.setup.parameters.post.hold_hours_median;
            Decision::median(Topic::Holding, step.now(), hold, median).by(side).at(place)
        });
        self.after_hours(hold, Event::Post(PostEvent::EntryEnds { village, entry }));
        self.after_hours(BURNING_STEP_HOURS, Event::Post(PostEvent::Burning { village, entry }));
        true
    }

    /// Empty houses burn, each at the burning rate. One draw a step.
    pub(super) fn houses_burn(&mut self, village: VillageId, entry: u32) {
        let state = &self.world.villages[village.index()];
        let (Some(side), true) = (state.entered_by, state.entries == entry) else { return };
        let setup = self.setup.village(village);
        let initial = u64::from(setup.people.max(1));
        let present = u64::from(state.people.present());
        let empty = u64::from(state.houses) * (initial - present.min(initial)) / initial;
        let share = -libm::expm1(-self.setup.parameters.post.burning_per_hour * BURNING_STEP_HOURS);
        let step = self.now().milliseconds() / 3_600_000;
        let lineage = self.setup.place(setup.place).lineage.child(u64::from(entry) << 32 | step);
        let burning = self.draw(lineage, Purpose::Burning).binomial(empty, share) as u32;
        let burnt = self.ruin_houses(village, burning);
        let cause = self.engine.cause();
        if burnt > 0 {
            let sector = self.setup.place(setup.place).sector;
            let draw = Draw::Part { of: empty as u32, probability: share, count: burning };
            self.decide_next(|_| Decision::new(Topic::HousesBurnt, draw));
            let row = LogRow::new(Kind::HousesBurnt).at(setup.place).sector(sector).by(side);
            self.log(row.against(setup.side).count(burnt));
            self.engine.set_cause(cause);
        }
        self.after_hours(BURNING_STEP_HOURS, Event::Post(PostEvent::Burning { village, entry }));
    }

    pub(super) fn entry_time_over(&mut self, village: VillageId, entry: u32) {
        let state = &self.world.villages[village.index()];
        if state.entered_by.is_some() && state.entries == entry {
            self.leave_village(village);
        }
    }

    fn leave_village(&mut self, village: VillageId) {
        let Some(side) = self.world.villages[village.index()].entered_by.take() else { return };
        let setup = self.setup.village(village);
        let sector = self.setup.place(setup.place).sector;
        self.log(LogRow::new(Kind::VillageLeft).at(setup.place).sector(sector).by(side).against(setup.side));
        self.entry_ended(village);
    }

    /// Villages that one of two sides has entered on the other are left: all, or those beside a post.
    pub(super) fn leave_villages(&mut self, one: SideId, other: SideId, beside: Option<PostId>) {
        let cause = self.engine.cause();
        let radius = self.setup.parameters.post.entry_radius_km;
        for village in VillageId::all(self.setup.villages.len()) {
            let Some(by) = self.world.villages[village.index()].entered_by else { continue };
            let of = self.setup.village(village).side;
            if ![one, other].contains(&by) || ![one, other].contains(&of) {
                continue;
            }
            let position = self.setup.place(self.setup.village(village).place).position;
            let near = beside.is_none_or(|post| {
                let at = self.setup.place(self.setup.post(post).place).position;
                self.world.posts[post.index()].holder == by && at.distance_km(position) <= radius
            });
            if near {
                self.leave_village(village);
                self.engine.set_cause(cause);
            }
        }
    }
}
