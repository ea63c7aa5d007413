//! A large invented border, for how time and memory grow with posts, villages and people.

use crate::engine::Time;
use crate::scenario::{Synthetic, from_text, synthetic};

use super::scenarios::one_replication;
use super::workload::{Group, Workload};

/// One simulated week of a synthetic border.
#[derive(Clone, Copy, Debug)]
pub struct SyntheticBorder {
    /// Sizes, as `truceline new --synthetic` takes them.
    pub sizes: &'static str,
}

impl SyntheticBorder {
    /// As a workload.
    pub fn workload(self, name: String) -> Workload {
        let meaning = format!("one week of the synthetic border {}", self.sizes);
        let prepare = move || {
            let text = synthetic(&Synthetic::parse(self.sizes)?);
            let setup = from_text(&text).map_err(|error| error.to_string())?;
            let seed = setup.default_seed;
            Ok(one_replication(setup, seed, Time::from_days(7)))
        };
        Workload::new(Group::Synthetic, name, meaning, prepare).repeated_at_most(3)
    }
}
