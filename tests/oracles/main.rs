//! The model's own code, one part switched on at a time, against known answers. `cargo test --release --test oracles --
//! --nocapture` prints each statistic with its sample, its distance from theory in standard errors, and that of its
//! twin.

mod assaults;
mod casualties;
mod clusters;
mod delays;
mod departures;
mod dying;
mod heavy_fire;
#[cfg(feature = "cli")]
mod markov_queue;
mod oracle;
mod queues;
mod setting;
mod sparks;
mod truces;
