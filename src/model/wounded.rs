//! Submodel 13, wounded: a share of the wounded dies within three days.

use super::decision::{Decision, Topic};
use super::event::{Event, events};
use super::ids::{SideId, VillageId};
use super::kind::Kind;
use super::purpose::Purpose;
use super::record::{Harm, LogRow, Watch};
use super::step::Step;
use crate::engine::Lineage;

events! {
    /// Events of the wounded.
    WoundedEvent {
        /// A wounded villager dies.
        VillagerDies { village: VillageId } = 1200,
        /// A wounded soldier dies.
        SoldierDies { side: SideId } = 1201,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn wounded_event(&mut self, event: WoundedEvent) {
        match event {
            WoundedEvent::VillagerDies { village } => self.villager_dies(village),
            WoundedEvent::SoldierDies { side } => self.soldier_dies(side),
        }
    }

    /// Villagers were wounded by the event logged last, of this lineage; some will die.
    pub(super) fn villagers_wounded(&mut self, village: VillageId, wounded: u32, lineage: Lineage) {
        let place = self.setup.place(self.setup.village(village).place).lineage;
        self.some_will_die(wounded, lineage.child(place.0), WoundedEvent::VillagerDies { village });
    }

    /// Soldiers were wounded by the event logged last, of this lineage; some will die.
    pub(super) fn soldiers_wounded(&mut self, side: SideId, wounded: u32, lineage: Lineage) {
        let whose = self.setup.sides[side.index()].lineage;
        self.some_will_die(wounded, lineage.child(whose.0), WoundedEvent::SoldierDies { side });
    }

    /// n ~ Binomial(wounded, share), each after a truncated exponential time. Draws of (lineage, dying): n, then n times.
    fn some_will_die(&mut self, wounded: u32, lineage: Lineage, death: WoundedEvent) {
        if wounded == 0 {
            return;
        }
        let parameters = &self.setup.parameters.wounded;
        let mut stream = self.draw(lineage, Purpose::Dying);
        for _ in 0..stream.binomial(u64::from(wounded), parameters.dying_share) {
            let hours = truncated_exponential(stream.unit(), parameters.dying_hours_mean, parameters.dying_hours_cut);
            self.decide(|step| {
                let wounded = &step.setup.parameters.wounded;
                let median = truncated_exponential(0.5, wounded.dying_hours_mean, wounded.dying_hours_cut);
                Decision::median(Topic::Death, step.now(), hours, median)
            });
            self.after_hours(hours, Event::Wounded(death));
        }
    }

    fn villager_dies(&mut self, village: VillageId) {
        if !self.villager_dies_of_wounds(village) {
            return;
        }
        let fixed = self.setup.village(village);
        let harm = Harm { killed_civilian: 1, ..Harm::default() };
        let sector = self.setup.place(fixed.place).sector;
        let row = LogRow::new(Kind::DiedOfWounds).at(fixed.place).sector(sector).against(fixed.side);
        self.log(row.count(1).harm(harm));
        self.register_harm(fixed.side, harm);
    }

    fn soldier_dies(&mut self, side: SideId) {
        let soldiers = &mut self.world.soldiers[side.index()];
        if soldiers.wounded == 0 {
            return;
        }
        soldiers.wounded -= 1;
        soldiers.dead += 1;
        let harm = Harm { killed_military: 1, ..Harm::default() };
        self.log(LogRow::new(Kind::DiedOfWounds).against(side).count(1).harm(harm));
        self.register_harm(side, harm);
    }
}

/// An exponential time of this mean, given that it is below `cut`; both in hours.
///
/// Formula: -mean log(1 - u (1 - exp(-cut / mean))), the inverse of the truncated distribution function.
fn truncated_exponential(u: f64, mean: f64, cut: f64) -> f64 {
    (-mean * libm::log1p(u * libm::expm1(-cut / mean))).clamp(0.0, cut)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::truncated_exponential;
    use crate::engine::Lineage;
    use crate::model::ceasefire::trial::{A, Trial, setup};
    use crate::model::kind::Kind;
    use crate::model::setup::Scope;

    #[test]
    fn a_share_of_wounded_soldiers_dies_once_each() {
        let mut trial = Trial::begin(&Arc::new(setup(1, Scope::Sector)), 0);
        trial.act(|step| {
            step.world.soldiers[A.index()].wounded = 2000;
            for event in 0..200 {
                step.soldiers_wounded(A, 10, Lineage(event));
            }
        });
        trial.run_to(72.1);
        let soldiers = trial.simulation.model.world.soldiers[A.index()];
        assert_eq!(soldiers.wounded + soldiers.dead, 2000);
        let expected = 2000.0 * 0.04;
        assert!((f64::from(soldiers.dead) - expected).abs() < 4.0 * (expected * 0.96_f64).sqrt(), "{}", soldiers.dead);
        assert_eq!(trial.count(Kind::DiedOfWounds), soldiers.dead as usize);
    }

    #[test]
    fn truncated_times_stay_below_the_cut_and_have_the_closed_form_mean() {
        let (mean, cut, steps) = (18.0, 72.0, 100_000);
        let mut sum = 0.0;
        for step in 0..steps {
            let hours = truncated_exponential((f64::from(step) + 0.5) / f64::from(steps), mean, cut);
            assert!((0.0..=cut).contains(&hours), "{hours}");
            sum += hours;
        }
        let expected = mean - cut / libm::expm1(cut / mean);
        assert!(
            (sum / f64::from(steps) - expected).abs() < 1e-3,
            "found {}, expected {expected}",
            sum / f64::from(steps)
        );
    }
}
