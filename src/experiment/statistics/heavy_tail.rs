//! What the tail of a sample means for its mean, in words.

use serde::Serialize;

use super::Tail;

/// Standard errors within which an exponent is not told from a limit.
const STANDARD_ERRORS: f64 = 2.0;

/// Largest modified Kolmogorov-Smirnov statistic of a plausible power law. Source: M. A. Stephens, *EDF Statistics for
/// Goodness of Fit and Some Comparisons*, JASA 69 (1974), exponential distribution of unknown mean, level 5 %: the
/// logarithm of a continuous power law is exponential. As the beginning of the tail is the one with the least distance,
/// and whole numbers come closer still, fewer than 5 % of power laws are taken for something else.
const STATISTIC_LIMIT: f64 = 1.094;

/// A distance below this is a power law for the purpose of a warning, however many values tell it from an exact one.
const CLOSE: f64 = 0.03;

/// A tail is heavier than exponential above this, at a level of 5 %.
const AGAINST_EXPONENTIAL: f64 = 1.645;

/// How far a mean, and the interval of it, can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeavyTail {
    /// No tail was fitted: too few values above 0, or all alike.
    TooFewValues,
    /// The upper tail is not heavier than an exponential one, as far as the sample shows.
    NotHeavy,
    /// The upper tail is heavier than that but follows no power law, so that its exponent says nothing.
    NoPowerLaw,
    /// A power law of finite variance: its complementary exponent is above 2, by more than two standard errors.
    VarianceFinite,
    /// The variance may be infinite: the complementary exponent is within two standard errors of 2.
    VarianceDoubtful,
    /// The variance is infinite: the complementary exponent is below 2, by more than two standard errors.
    VarianceInfinite,
    /// The mean may not exist: the complementary exponent is within two standard errors of 1.
    MeanDoubtful,
    /// There is no mean: the complementary exponent is below 1, by more than two standard errors.
    MeanInfinite,
}

/// Judges a fitted tail; None is [`HeavyTail::TooFewValues`].
///
/// Formula: a power law with complementary exponent c has finite moments of orders below c. Source: Clauset, Shalizi
/// and Newman (2009), 2. Every measure of a simulation is bounded, by the people there are if by nothing else:
/// "infinite" means that within the sizes seen nothing bounds it, so that the largest runs decide the mean. Nor is a
/// power law proved: samples of less than some ten thousand hardly tell it from a wide lognormal, whose mean settles as
/// slowly.
#[must_use]
pub fn heavy_tail(tail: Option<&Tail>) -> HeavyTail {
    let Some(tail) = tail else { return HeavyTail::TooFewValues };
    if tail.against_exponential <= AGAINST_EXPONENTIAL {
        return HeavyTail::NotHeavy;
    }
    if !is_power_law(tail) {
        return HeavyTail::NoPowerLaw;
    }
    let margin = STANDARD_ERRORS * tail.standard_error;
    let (low, high) = (tail.complementary_exponent - margin, tail.complementary_exponent + margin);
    match () {
        () if high < 1.0 => HeavyTail::MeanInfinite,
        () if low < 1.0 => HeavyTail::MeanDoubtful,
        () if high < 2.0 => HeavyTail::VarianceInfinite,
        () if low < 2.0 => HeavyTail::VarianceDoubtful,
        () => HeavyTail::VarianceFinite,
    }
}

/// Whether the tail is told from a power law neither by a test nor by eye.
fn is_power_law(tail: &Tail) -> bool {
    let count = tail.count as f64;
    let root = count.sqrt();
    let statistic = (tail.distance - 0.2 / count) * (root + 0.26 + 0.5 / root);
    statistic <= STATISTIC_LIMIT || tail.distance <= CLOSE
}

impl HeavyTail {
    /// Whether the interval of the mean misleads, or may.
    #[must_use]
    pub fn is_warning(self) -> bool {
        match self {
            HeavyTail::TooFewValues | HeavyTail::NotHeavy | HeavyTail::NoPowerLaw | HeavyTail::VarianceFinite => false,
            HeavyTail::VarianceDoubtful
            | HeavyTail::VarianceInfinite
            | HeavyTail::MeanDoubtful
            | HeavyTail::MeanInfinite => true,
        }
    }

    /// A sentence to stand next to the mean, without capital and full stop.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            HeavyTail::TooFewValues => "too few values above 0 to judge the upper tail",
            HeavyTail::NotHeavy => "no heavy upper tail shows",
            HeavyTail::NoPowerLaw => "the upper tail is heavier than exponential but follows no power law",
            HeavyTail::VarianceFinite => "heavy upper tail, but of finite variance",
            HeavyTail::VarianceDoubtful => {
                "heavy upper tail, perhaps as of infinite variance: read the interval of the mean with care"
            }
            HeavyTail::VarianceInfinite => {
                "heavy upper tail, as of infinite variance: the interval of the mean misleads, \
                 read median and quantiles"
            }
            HeavyTail::MeanDoubtful => {
                "very heavy upper tail, perhaps as of an infinite mean: the mean and its interval mislead, \
                 read median and quantiles"
            }
            HeavyTail::MeanInfinite => {
                "very heavy upper tail, as of an infinite mean: the mean grows with the number of runs, \
                 read median and quantiles"
            }
        }
    }
}
