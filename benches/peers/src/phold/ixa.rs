//! PHOLD in ixa: agents in a data plugin, each event a plan.

use ixa::prelude::*;

use super::{Engine, Rule, checksum};
use crate::clock;

#[derive(Default)]
struct AgentsData {
    rule: Option<Rule>,
    states: Vec<u64>,
}

define_data_plugin!(Agents, AgentsData, AgentsData::default());

fn event(context: &mut Context, agent: u32) {
    let now = context.get_current_time();
    let agents = context.get_data_mut(Agents);
    let rule = agents.rule.expect("set at the start");
    let (increment, next) = rule.next(agent, &mut agents.states[agent as usize]);
    context.add_plan(now + increment as f64, move |context| event(context, next));
}

/// PHOLD in ixa.
pub struct Ixa(Context);

impl Ixa {
    /// Filled, at time 0.
    pub fn new(rule: Rule) -> Ixa {
        let mut context = Context::new();
        let mut states = rule.first_states();
        for (time, agent) in rule.first_events(&mut states).into_iter().zip(0..) {
            context.add_plan(time as f64, move |context| event(context, agent));
        }
        *context.get_data_mut(Agents) = AgentsData { rule: Some(rule), states };
        Ixa(context)
    }
}

impl Engine for Ixa {
    fn advance(&mut self, until: u64) -> f64 {
        // Events at the moment of the shutdown would still be executed.
        self.0.schedule_shutdown(until as f64 - 0.5);
        clock::time(|| self.0.execute())
    }

    fn checksum(&mut self) -> u64 {
        checksum(self.0.get_data(Agents).states.iter().copied())
    }
}
