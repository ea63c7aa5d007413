//! Rules that change on the way: what a branch of a run does to it.
//!
//! From the moment of the change on the new rules hold. What was drawn or decided before stands: a report, an order or a
//! reply under way arrives when it was going to. What decays is reckoned up to the moment with the old rule. A hazard whose
//! rate is another one spends what has passed with the old rate and goes on with the new: its unit exponential is drawn
//! once. A hazard whose rate is the same is not touched, so that a change shifts nothing that it does not reach.

mod checks;
mod decay;
mod places;
mod rates;

use std::sync::Arc;

use crate::engine::{NO_CAUSE, Simulation};

use super::border::Border;
use super::event::Event;
use super::ids::InjectId;
use super::record::Watch;
use super::setup::Setup;
use super::spark::SparkEvent;
use super::step::Step;

use rates::Rates;

/// Goes on with other rules from the moment at which the clock stands. What happens by that alone (a crossing that shuts,
/// a review that is called) happens at this moment and has no cause.
///
/// # Panics
/// When the setup after does not have the places, sides, sectors, roads, channels, third parties and spoilers of the one
/// before, or not its injects first.
pub fn change_rules<O: Watch>(simulation: &mut Simulation<Border>, after: &Arc<Setup>, observer: &mut O) {
    let before = Arc::clone(&simulation.model.setup);
    assert_same_shape(&before, after);
    let Simulation { model, engine } = simulation;
    engine.set_cause(NO_CAUSE);
    let old = {
        let mut step = Step { setup: &before, world: &mut model.world, engine, observer };
        step.reckon_decay(after);
        let rates = Rates::of(&step);
        step.change_pressure(after);
        step.change_places(after);
        rates
    };
    model.setup = Arc::clone(after);
    let new = Rates::of(&Step { setup: after, world: &mut model.world, engine, observer });
    if old != new {
        Step { setup: &before, world: &mut model.world, engine, observer }.settle_hazards(&old, &new);
    }
    let mut step = Step { setup: after, world: &mut model.world, engine, observer };
    step.renew_hazards(&old, &new);
    step.move_checks(&before);
    step.take_up_places(&before);
    engine.set_cause(NO_CAUSE);
}

/// Injects from this number on happen now, each a root in the truth log, before whatever else is due at this moment but
/// the calendar.
pub fn inject_now(simulation: &mut Simulation<Border>, first: usize) {
    let Simulation { model, engine } = simulation;
    engine.set_cause(NO_CAUSE);
    for inject in (first..model.setup.injects.len()).map(InjectId::at) {
        let event = Event::Spark(SparkEvent::Inject { inject });
        let now = engine.now();
        engine.schedule(now, event.phase(), event);
    }
}

fn assert_same_shape(before: &Setup, after: &Setup) {
    let shape = |setup: &Setup| {
        [
            setup.sides.len(),
            setup.sectors.len(),
            setup.places.len(),
            setup.posts.len(),
            setup.villages.len(),
            setup.districts.len(),
            setup.sites.len(),
            setup.towns.len(),
            setup.links.len(),
            setup.channels.len(),
            setup.third_parties.len(),
            setup.spoilers.len(),
        ]
    };
    assert!(shape(before) == shape(after), "rules change on the way, not what there is");
    let crowds = before.sites.iter().zip(&after.sites).all(|(one, other)| one.villages == other.villages);
    assert!(crowds, "the villages near a site stay as they are");
    let lineages = |setup: &Setup| setup.injects.iter().map(|inject| inject.lineage).collect::<Vec<_>>();
    assert!(lineages(after).starts_with(&lineages(before)), "scripted events stay as they are");
}
