//! What many pairs come to.

use crate::model::Kind;

use super::curves::{self, CurveComparison};
use super::pair::Pair;
use super::statistics::{Paired, paired};
use super::variants::Variants;
use crate::experiment::statistics::quantile;

/// The difference of one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureDifference {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// Runs of the first variant that give a value.
    pub values_a: usize,
    /// Runs of the second.
    pub values_b: usize,
    /// The comparison over the pairs in which both do; None with fewer than two.
    pub paired: Option<Paired>,
}

/// What many pairs come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Pairs of which both runs came to their natural end: all that follows is of these.
    pub complete: usize,
    /// Pairs that a limit or an invariant ended early.
    pub incomplete: usize,
    /// Pairs whose truth logs are the same to the end.
    pub never_part: usize,
    /// Pairs whose digests are the same: not one event differs, the unlogged included.
    pub same_digest: usize,
    /// Median time of parting in hours, over the pairs that part.
    pub parting_hours_median: Option<f64>,
    /// Kinds of the events at which pairs part, the most frequent first.
    pub parting_kinds: Vec<(Kind, usize)>,
    /// Share of all killed, in the first and in the second variant, that the deadliest tenth of the runs has; None
    /// without killed.
    pub killed_in_deadliest_tenth: [Option<f64>; 2],
    /// The common measures.
    pub differences: Vec<MeasureDifference>,
    /// The curves of the common sides.
    pub curves: Vec<CurveComparison>,
}

impl Summary {
    /// The difference of a measure; None when the variants do not have it, or too few pairs give a value.
    pub fn difference(&self, measure: &str) -> Option<&Paired> {
        self.differences.iter().find(|row| row.name == measure).and_then(|row| row.paired.as_ref())
    }

    /// Whether the edit changes nothing at all: no event, no measure.
    pub fn is_null(&self) -> bool {
        self.same_digest == self.complete && self.never_part == self.complete
    }
}

/// Summarises pairs; None when fewer than two are complete.
pub fn summarise(variants: &Variants, pairs: &[Pair]) -> Option<Summary> {
    let complete: Vec<&Pair> = pairs.iter().filter(|pair| pair.is_complete()).collect();
    if complete.len() < 2 {
        return None;
    }
    let mut parting_hours: Vec<f64> =
        complete.iter().filter_map(|pair| pair.parting.map(|parting| parting.time.hours())).collect();
    parting_hours.sort_by(f64::total_cmp);
    let median = quantile(&parting_hours, 0.5);
    Some(Summary {
        complete: complete.len(),
        incomplete: pairs.len() - complete.len(),
        never_part: complete.len() - parting_hours.len(),
        same_digest: complete.iter().filter(|pair| pair.a.digest == pair.b.digest).count(),
        parting_hours_median: median,
        parting_kinds: kinds(&complete),
        killed_in_deadliest_tenth: deadliest(variants, &complete),
        differences: (0..variants.measures.len()).map(|measure| difference(variants, &complete, measure)).collect(),
        curves: curves::compare(variants, &complete),
    })
}

fn kinds(pairs: &[&Pair]) -> Vec<(Kind, usize)> {
    let count = |kind: &Kind| pairs.iter().filter(|pair| pair.parting.is_some_and(|at| at.kind == *kind)).count();
    let mut kinds: Vec<(Kind, usize)> = Kind::ALL.iter().map(|kind| (*kind, count(kind))).collect();
    kinds.retain(|(_, count)| *count > 0);
    // A stable sort: kinds as frequent as each other stay in the order of their table.
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    kinds
}

fn difference(variants: &Variants, pairs: &[&Pair], measure: usize) -> MeasureDifference {
    let (mut a, mut b) = (Vec::with_capacity(pairs.len()), Vec::with_capacity(pairs.len()));
    let (mut values_a, mut values_b) = (0, 0);
    for pair in pairs {
        let (of_a, of_b) = (pair.a.measures[measure], pair.b.measures[measure]);
        values_a += usize::from(of_a.is_some());
        values_b += usize::from(of_b.is_some());
        if let (Some(of_a), Some(of_b)) = (of_a, of_b) {
            a.push(of_a);
            b.push(of_b);
        }
    }
    let common = &variants.measures[measure];
    MeasureDifference { name: common.name.clone(), unit: common.unit, values_a, values_b, paired: paired(&a, &b) }
}

fn deadliest(variants: &Variants, pairs: &[&Pair]) -> [Option<f64>; 2] {
    let measure = variants.measures.iter().position(|measure| measure.name == "killed.total");
    let share = |value: &dyn Fn(&Pair, usize) -> Option<f64>| {
        let mut killed: Vec<f64> = pairs.iter().filter_map(|pair| value(pair, measure?)).collect();
        killed.sort_by(|one, other| other.total_cmp(one));
        let (all, top) = (killed.iter().sum::<f64>(), killed.iter().take(killed.len().div_ceil(10)).sum::<f64>());
        (all > 0.0).then(|| top / all)
    };
    [share(&|pair, measure| pair.a.measures[measure]), share(&|pair, measure| pair.b.measures[measure])]
}
