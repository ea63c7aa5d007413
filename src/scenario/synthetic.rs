//! placeholder
/// Placeholder.
pub struct Synthetic;
/// Placeholder.
pub fn synthetic() {}
