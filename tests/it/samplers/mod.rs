//! Keyed draws, streams, samplers and the digest.
//!
//! What these tests are meant to catch: a sampler with a wrong parameter (by 2 % and more), one that takes two draws or
//! none, one that is not monotone, and any change of a result by a single bit.

mod catalogue;
mod digest;
mod distributions;
mod edges;
mod keys;
mod order;
mod quantiles;
