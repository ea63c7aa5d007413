//! What is told of decisions whose draws were taken earlier: their streams are opened again, and the numbers read.

use crate::engine::Lineage;

use super::decision::{Decision, Draw, Topic, Typical};
use super::ids::{PostId, SideId, SiteId, VehicleId};
use super::purpose::Purpose;
use super::record::Watch;
use super::step::Step;
use super::world::Hazard;

impl<O: Watch> Step<'_, O> {
    /// The rate at which crowds act or officials settle, and the unit exponential that was spent: the `ordinal`-th.
    pub(super) fn hazard_told(&self, topic: Topic, site: SiteId, ordinal: u32, rate_per_hour: f64) -> Decision {
        let place = self.setup.site(site).place;
        let purpose = if topic == Topic::CrowdAct { Purpose::CrowdTime } else { Purpose::Settlement };
        let lineage = self.setup.place(place).lineage.child(u64::from(ordinal));
        let drawn = self.draw(lineage, purpose).exponential(1.0);
        Decision::new(topic, Draw::Hazard { rate_per_hour, drawn }).at(place)
    }

    /// The rate at which a post goes for the one that fired on it, and the unit exponential that was spent.
    pub(super) fn counter_seizure_told(&self, post: PostId, rate_per_hour: f64) -> Decision {
        let place = self.setup.post(post).place;
        let lineage = self.setup.place(place).lineage;
        let spent = match self.world.posts[post.index()].counter_seizures {
            1 => lineage.child(0),
            ordinal => lineage.child(1 << 40 | u64::from(ordinal - 1)),
        };
        let drawn = self.draw(spent, Purpose::CounterSeizure).exponential(1.0);
        Decision::new(Topic::CounterSeizure, Draw::Hazard { rate_per_hour, drawn }).at(place)
    }

    /// The rate at which operations are planned, and the unit exponential that was spent on this one.
    pub(super) fn plan_told(&self, side: SideId, adversary: SideId, rate_per_hour: f64) -> Decision {
        let alert = self.alert(side, adversary);
        let lineage = match alert.planned {
            1 => alert.lineage,
            planned => alert.lineage.child(u64::from(planned - 1)),
        };
        let drawn = self.draw(lineage, Purpose::Operation).exponential(1.0);
        let draw = Draw::Hazard { rate_per_hour, drawn };
        Decision::new(Topic::OperationPlanned, draw).by(side).against(adversary)
    }

    /// The rate at which talks begin, as it had decayed, and the unit exponential that was spent.
    pub(super) fn onset_told(&self, spent: Hazard, lineage: Lineage) -> Decision {
        let hours = self.now().hours_since(spent.since);
        let rate_per_hour = spent.rate * libm::exp(-hours / spent.decay_hours);
        let drawn = self.draw(lineage, Purpose::Onset).exponential(1.0);
        Decision::new(Topic::TalksOnset, Draw::Hazard { rate_per_hour, drawn })
    }

    /// How long a group has packed, beside the median of such times.
    pub(super) fn packing_told(&self, vehicle: VehicleId) -> Decision {
        let scale = self.setup.parameters.village.preparation_hours;
        let lineage = self.world.vehicles[vehicle.index()].lineage;
        let hours = self.draw(lineage, Purpose::Preparation).rayleigh(scale);
        // Half of Rayleigh times are below scale × sqrt(2 log 2).
        let typical_hours = scale * (2.0 * std::f64::consts::LN_2).sqrt();
        Decision::new(Topic::Packing, Draw::Delay { hours, typical_hours, typical: Typical::Median })
    }
}
