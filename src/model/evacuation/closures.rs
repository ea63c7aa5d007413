//! Closures and fire: what shuts a road to civilians, and what slows it.

use super::Closure;
use crate::model::geometry::Position;
use crate::model::ids::{LinkId, SectorId};
use crate::model::kind::Kind;
use crate::model::record::{Detail, LogRow, Watch};
use crate::model::setup::Control;
use crate::model::step::Step;
use crate::model::target;

impl<O: Watch> Step<'_, O> {
    /// Closes a link for a reason; logs when it was open. Those on it drive on to its end; those who queue choose anew.
    pub(in crate::model) fn close_link(&mut self, link: LinkId, reason: Closure) {
        let state = &mut self.world.links[link.index()];
        let before = state.closures;
        state.closures |= reason as u8;
        if state.closures == before {
            return;
        }
        self.log_closure(link, Kind::LinkClosed, before, reason);
        self.world.roads.routes.change();
        self.turn_queues_away(link);
    }

    /// Takes a reason for closure away; logs when it opens.
    pub(in crate::model) fn open_link(&mut self, link: LinkId, reason: Closure) {
        let state = &mut self.world.links[link.index()];
        let before = state.closures;
        state.closures &= !(reason as u8);
        if state.closures == before {
            return;
        }
        self.log_closure(link, Kind::LinkOpened, self.world.links[link.index()].closures, reason);
        self.world.roads.routes.change();
        self.way_may_have_opened();
    }

    /// Logs a change from or to no closure at all. A link that one side controls shuts at high rungs to the others only:
    /// that is no closure of the road, and not logged.
    fn log_closure(&mut self, link: LinkId, kind: Kind, others: u8, reason: Closure) {
        let setup = self.setup.link(link);
        let own = matches!(setup.control, Control::Side(_));
        let ignored = if own { Closure::Crossing as u8 } else { 0 };
        if others & !ignored == 0 && reason as u8 & ignored == 0 {
            let cause = self.engine.cause();
            let row = LogRow::new(kind).link(link).at(setup.from).target(setup.to).sector(setup.sector);
            self.log(row.detail(Detail::Closure(reason)));
            self.engine.set_cause(cause);
        }
    }

    /// Shuts or opens crossings after an authorised rung has changed: while any side's authorised rung in a link's
    /// sector is at least `crossing_closed_rung`, a mixed link is shut to civilians, and a link under one side's control
    /// to those of the others.
    pub(in crate::model) fn crossings_follow_rungs(&mut self) {
        let sides = self.setup.sides.len();
        let threshold = self.setup.parameters.evacuation.crossing_closed_rung;
        let map = self.setup.map();
        for sector in SectorId::all(self.setup.sectors.len()) {
            let highest = self
                .sides()
                .flat_map(|side| crate::model::ids::SideId::all(sides).map(move |adversary| (side, adversary)))
                .filter(|(side, adversary)| side != adversary)
                .map(|(side, adversary)| self.world.front(side, adversary, sector).rung)
                .max()
                .unwrap_or(0);
            let shut = f64::from(highest) >= threshold;
            if std::mem::replace(&mut self.world.roads.crossings_shut[sector.index()], shut) == shut {
                continue;
            }
            for &link in &map.sector_links[sector.index()] {
                if shut {
                    self.close_link(link, Closure::Crossing);
                } else {
                    self.open_link(link, Closure::Crossing);
                }
            }
        }
    }

    /// An incident at rung 2 or more puts the links within its weapon range of their nearest point under fire, for
    /// `under_fire_hours` after the last such incident. Logged when a link comes under fire, not at each incident.
    pub(in crate::model) fn fire_on_roads(&mut self, position: Position, rung: u8) {
        let range_km = target::range_km(rung);
        let hours = self.setup.parameters.evacuation.under_fire_hours;
        let (now, cause, setup) = (self.now(), self.engine.cause(), self.setup);
        let mut points = self.world.spare.points.take();
        for link in setup.map().links_near(position, range_km, &mut points) {
            let state = &mut self.world.links[link.index()];
            let onset = !state.under_fire(now);
            state.fire_until = now.plus_hours(hours);
            if onset {
                state.fire_since = now;
                let row = LogRow::new(Kind::LinkUnderFire).link(link).rung(rung);
                let ends = setup.link(link);
                self.log(row.at(ends.from).target(ends.to).sector(ends.sector));
                self.engine.set_cause(cause);
            }
        }
        self.world.spare.points.give(points);
    }
}
