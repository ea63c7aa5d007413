//! Nobody who watches. The rules are compiled for one kind of watcher only, whoever it passes on to: the page carries every
//! byte of them.

use truceline::engine::{Observer, Time};
use truceline::model::{Border, ClaimRow, LogRow, Watch};

/// A watcher that hears nothing.
pub struct Nobody;

impl Observer<Border> for Nobody {
    fn clock_passes(&mut self, _: &Border, _: Time) {}
}

impl Watch for Nobody {
    fn logged(&mut self, _: &LogRow) {}
    fn claimed(&mut self, _: &ClaimRow) {}
    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}
