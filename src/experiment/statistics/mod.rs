//! Statistics over runs: pure functions of samples, in the order of their index, so that the same sample gives the same
//! numbers whatever the number of workers.
//!
//! | function | answers |
//! |---|---|
//! | [`mean`] | how large on average, and how sure is that |
//! | [`quantile_estimate`] | how large in a middling or extreme run |
//! | [`exceedance`] | how often above a threshold |
//! | [`tail`], [`heavy_tail`] | how heavy the upper tail is, and whether a mean says anything |
//! | [`weighted_quantile`] | the same of weighted values |
//! | [`continuous_ranked_probability`] | how far samples are from what was observed |
//! | [`paired`] | what differs between two policies that share their random numbers |
//! | [`summarize`] | all of it for one measure |
//! | [`burstiness`], [`day_cycle`] | how events cluster in time, and in the day |
//! | [`kaplan_meier`], [`weibull_fit`] | how long truces last, and what changes that |
//! | [`logistic`] | whether a curve has the shape of an S |
//! | [`two_samples`] | whether two samples come from one distribution |
//!
//! A sample holds finite numbers: NaN and infinities are errors of the program, and panic. Values that a run does not
//! have are `None`, and only [`summarize`] and [`complete_pairs`] take them. Confidences and probabilities of quantiles
//! lie in the open interval (0, 1).

mod alternative;
mod burstiness;
mod circular;
mod exceedance;
mod heavy_tail;
mod hurwitz;
mod interval;
mod kaplan_meier;
mod logistic;
mod mean;
mod moments;
mod paired;
mod plausible;
mod quantile;
mod scoring;
mod summary;
mod tail;
mod two_samples;
mod weibull;
mod weighted;

pub use burstiness::burstiness;
pub use circular::{DayCycle, day_cycle};
pub use exceedance::{Share, exceedance, share};
pub use heavy_tail::{HeavyTail, heavy_tail};
pub use interval::{CONFIDENCE, Interval};
pub use kaplan_meier::{Life, Survival, kaplan_meier};
pub use logistic::{Logistic, logistic};
pub use mean::{Mean, mean, t_quantile};
pub use moments::Moments;
pub use paired::{CompletePairs, Paired, complete_pairs, paired};
pub use plausible::tail_p;
pub use quantile::{Quantile, quantile, quantile_estimate, sorted};
pub use scoring::continuous_ranked_probability;
pub use summary::{PROBABILITIES, Summary, summarize};
pub use tail::{Support, TAIL_LEAST, Tail, support_of, tail};
pub use two_samples::{TwoSamples, two_samples};
pub use weibull::{Estimate, WeibullFit, weibull_fit};
pub use weighted::weighted_quantile;
