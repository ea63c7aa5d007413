//! The accepted ranges with their sources, as in the list of stylized facts (F-numbers; numbers in brackets are its
//! sources, R is recalled general knowledge, D arithmetic on sourced figures, P a choice). They are not tuned to the
//! model.

use serde::Serialize;

use super::table::Kind::{self, Emergent, Prescribed};

/// How the 95 % interval of an estimate is compared with an accepted range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// They overlap.
    Overlaps,
    /// The whole interval lies within the range: for signs, where an overlap says nothing.
    Inside,
}

/// What is expected of a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Number in the list of stylized facts.
    pub id: &'static str,
    /// What is measured.
    pub name: &'static str,
    /// Whether an input fixes it.
    pub kind: Kind,
    /// Unit.
    pub unit: &'static str,
    /// Lower end of the accepted range.
    pub low: f64,
    /// Upper end of the accepted range, infinite for none.
    pub high: f64,
    /// How the range is compared.
    pub rule: Rule,
    /// Where it comes from.
    pub source: &'static str,
}

impl Target {
    /// Whether a 95 % interval (low, high) meets the range.
    pub fn accepts(&self, interval: (f64, f64)) -> bool {
        match self.rule {
            Rule::Overlaps => interval.0 <= self.high && interval.1 >= self.low,
            Rule::Inside => interval.0 >= self.low && interval.1 <= self.high,
        }
    }
}

macro_rules! targets {
    ($( $constant:ident = $id:literal, $kind:ident, $rule:ident, $low:expr, $high:expr, $unit:literal, $name:literal, $source:literal; )*) => {
        $( #[doc = $name] pub static $constant: Target = Target {
            id: $id, name: $name, kind: $kind, unit: $unit, low: $low, high: $high, rule: Rule::$rule, source: $source,
        }; )*
        /// All of them, in order.
        pub static TARGETS: &[&Target] = &[ $( &$constant ),* ];
    };
}

targets! {
    EPISODE_EXPONENT = "F1", Emergent, Overlaps, 1.4, 2.1, "1", "exponent of killed in fatal episodes", "[42, 43]";
    ACT_EXPONENT = "F2", Prescribed, Overlaps, 2.0, 3.2, "1", "exponent of killed in fatal acts", "[42, 44]";
    FLATTENING = "F2", Prescribed, Inside, 0.0, f64::INFINITY, "1", "exponent of acts less that of episodes", "[42, 44]";
    BURSTINESS = "F3", Emergent, Overlaps, 0.2, 0.7, "1", "burstiness of acts, finite-size corrected", "[45, 46, 47], band R";
    COLLAPSE = "F3", Emergent, Overlaps, 0.0, 0.1, "distance", "rescaled gaps over thresholds of rung, largest distance", "[45, 46, 47], band R";
    ONE_SIDED = "F4", Prescribed, Overlaps, 0.51, 0.71, "share", "one-sided episodes", "[14]";
    COUNTER_REPLIES = "F4", Prescribed, Overlaps, 3.0, 3.0, "switches", "counter-replies when answered, median", "[14]";
    EPISODE_LENGTH = "F4", Prescribed, Overlaps, 0.0, 24.0, "h", "episode length, median", "[14]";
    MAJOR_SHARE = "F5", Emergent, Overlaps, 0.0001, 0.025, "share", "episodes with ten or more killed", "D";
    DEATH_SHARE = "F5", Emergent, Overlaps, 0.04, 0.26, "share", "episodes with somebody killed", "D";
    RUNG_2 = "F6", Emergent, Overlaps, 0.2, 0.6, "share", "rung 2 reached after rung 1", "[48] in part, numbers R";
    RUNG_3 = "F6", Emergent, Overlaps, 0.2, 0.6, "share", "rung 3 reached after rung 2", "[48] in part, numbers R";
    RUNG_4 = "F6", Emergent, Overlaps, 0.2, 0.6, "share", "rung 4 reached after rung 3", "[48] in part, numbers R";
    RUNG_5 = "F6", Emergent, Overlaps, 0.2, 0.6, "share", "rung 5 reached after rung 4", "[48] in part, numbers R";
    RUNG_6 = "F6", Emergent, Overlaps, 0.2, 0.6, "share", "rung 6 reached after rung 5", "[48] in part, numbers R";
    MAJOR_LENGTH = "F9", Emergent, Overlaps, 2.0, 5.0, "d", "length of major episodes, median", "D, case of 2021";
    MAJOR_BELOW_TEN = "F9", Emergent, Overlaps, 0.9, 1.0, "share", "major episodes shorter than 10 d", "D, case of 2021";
    TRUCES_AGREED = "F10", Emergent, Overlaps, 1.0, 4.0, "truces", "truces agreed in a major episode, mean", "D, case of 2021; [33, 35]";
    TRUCES_FAILED = "F10", Emergent, Overlaps, 0.0, 3.0, "truces", "truces failed in a major episode, mean", "D, case of 2021; [33, 35]";
    FIRST_FAILS = "F10", Emergent, Overlaps, 0.3, 0.7, "share", "first truce fails within 24 h", "D, case of 2021; [33, 35]";
    TRUCE_SHAPE = "F11", Prescribed, Overlaps, 0.5, 0.8, "1", "Weibull shape of a truce's life in a sector", "[36, 37], shape R";
    MONITORING = "F11", Prescribed, Inside, 0.0, 1.0, "ratio", "hazard ratio of monitors", "[36, 37]";
    WITHDRAWAL = "F11", Prescribed, Inside, 0.0, 1.0, "ratio", "hazard ratio of withdrawal", "[36, 37]";
    WOUNDED_ALL = "F13", Prescribed, Overlaps, 2.0, 5.0, "ratio", "wounded to killed, all", "[23-25], D";
    WOUNDED_CIVILIANS = "F13", Prescribed, Overlaps, 1.4, 3.0, "ratio", "wounded to killed, civilians", "[23-25], D";
    WOUNDED_SOLDIERS = "F13", Prescribed, Overlaps, 3.0, 13.0, "ratio", "wounded to killed, soldiers", "[23-25], D";
    DISPLACED_SHAPE = "F15", Emergent, Overlaps, 0.95, 1.0, "R^2", "logistic curve through the median of the displaced", "D, case of 2021";
    DISPLACED_PEAK = "F15", Emergent, Overlaps, 1.0, 5.0, "d", "peak of the displaced after the first heavy fire, median", "D, case of 2021";
    DISPLACED_RATIO = "F15", Emergent, Overlaps, 2.5, 3.5, "log10", "displaced to deaths, median of logarithms", "D, case of 2021";
    RETURNED = "F16", Prescribed, Overlaps, 0.85, 1.0, "share", "home again after 10 d of calm, median", "D, case of 2021";
    DAY_FIRE = "F17", Prescribed, Overlaps, 0.1, 1.0, "length", "day cycle of the first fire of episodes", "R; amplitude above 0.2";
    DAY_TRAVEL = "F17", Prescribed, Overlaps, 0.1, 1.0, "length", "day cycle of the first departures of episodes", "R; amplitude above 0.2";
    DAY_FLAT = "F17", Prescribed, Overlaps, 0.05, 0.05, "share", "p below 0.05 in groups of 20 fires that open episodes, amplitude 0", "R; p uniform";
    SYMMETRY = "F20", Prescribed, Overlaps, 0.0, 0.0, "distance", "largest distance to the twin with labels swapped", "P";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlap_suffices_but_not_for_a_sign() {
        assert!(EPISODE_EXPONENT.accepts((2.05, 2.4)) && !EPISODE_EXPONENT.accepts((2.15, 2.4)));
        assert!(MONITORING.accepts((0.4, 0.9)) && !MONITORING.accepts((0.4, 1.1)));
        assert!(TARGETS.iter().all(|target| target.low <= target.high));
    }
}
