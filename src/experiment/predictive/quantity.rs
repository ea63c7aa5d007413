//! Quantities of a prediction, read from a run.

use crate::scenario::prediction::NINE_IN_TEN_DISPLACED;

use super::curves::CurveKind;
use super::member::Ran;

/// Share of the peak that counts as nearly all.
const NEARLY_ALL: f64 = 0.9;

/// The value of a quantity in a run; None when it has none.
pub fn quantity(ran: &Ran, measure: &str) -> Option<f64> {
    if measure == NINE_IN_TEN_DISPLACED { nine_in_ten_displaced_hours(ran) } else { ran.measure(measure) }
}

/// Hours from the first shot until nine in ten of the most people registered as displaced at one time are, both sides
/// together, on the grid of the curves.
fn nine_in_ten_displaced_hours(ran: &Ran) -> Option<f64> {
    let (curves, shot) = (ran.curves.as_ref()?, ran.measure("first_gunshot_hours")?);
    let people = curves.sum(CurveKind::DisplacedRegistered);
    let peak = people.iter().copied().max().filter(|&peak| peak > 0)?;
    let row = people.iter().position(|&now| f64::from(now) >= NEARLY_ALL * f64::from(peak))?;
    Some((curves.hours()[row] - shot).max(0.0))
}
