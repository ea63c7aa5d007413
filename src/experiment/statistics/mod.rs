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
//!
//! A sample holds finite numbers: NaN and infinities are errors of the program, and panic. Values that a run does not
//! have are `None`, and only [`summarize`] and [`complete_pairs`] take them. Confidences and probabilities of quantiles
//! lie in the open interval (0, 1).

mod alternative;
mod exceedance;
mod heavy_tail;
mod hurwitz;
mod interval;
mod mean;
mod moments;
mod paired;
mod quantile;
mod scoring;
mod summary;
mod tail;
mod weighted;

pub use exceedance::{Share, exceedance, share};
pub use heavy_tail::{HeavyTail, heavy_tail};
pub use interval::{CONFIDENCE, Interval};
pub use mean::{Mean, mean, t_quantile};
pub use moments::Moments;
pub use paired::{CompletePairs, Paired, complete_pairs, paired};
pub use quantile::{Quantile, quantile, quantile_estimate, sorted};
pub use scoring::continuous_ranked_probability;
pub use summary::{PROBABILITIES, Summary, summarize};
pub use tail::{Support, TAIL_LEAST, Tail, support_of, tail};
pub use weighted::weighted_quantile;
