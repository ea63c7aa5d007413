//! One shard at a time: made as bytes, which any process may do, and written once their seal is checked.

use std::sync::Mutex;

use truceline::experiment::study::{Setups, Study, run_shard};
use truceline::store::study::{curves_table, runs_table};
use truceline::store::table;

use crate::errors::Trouble;
use crate::patience::Patience;

/// Setups of design points that calls leave for the next ones.
#[derive(Default)]
pub struct SetupsKept(Mutex<Vec<Setups>>);

impl SetupsKept {
    fn take(&self) -> Setups {
        self.0.lock().ok().and_then(|mut kept| kept.pop()).unwrap_or_default()
    }

    fn put(&self, setups: Setups) {
        if let Ok(mut kept) = self.0.lock() {
            kept.push(setups);
        }
    }
}

/// The bytes of the tables of a shard: runs, and curves when the study keeps some. To be called without the lock.
///
/// # Errors
/// A number that is none, or an interrupt.
pub fn make(study: &Study, kept: &SetupsKept, shard: u64) -> Result<(Vec<u8>, Option<Vec<u8>>), Trouble> {
    if shard >= study.shards() {
        return Err(Trouble::Value(format!("shard: found {shard}, expected 0..={}", study.shards() - 1)));
    }
    let (mut setups, mut patience, mut ended) = (kept.take(), Patience::new(), Ok(()));
    let content = run_shard(study, &mut setups, shard, &mut |_| {
        ended = patience.ask(|_| Ok(()));
        ended.is_ok()
    });
    kept.put(setups);
    ended?;
    let content = content.expect("only an interrupt gives a shard up");
    let curves = curves_table(study, shard, &content).map(|curves| table::encode(&curves));
    Ok((table::encode(&runs_table(study, shard, &content)), curves))
}
