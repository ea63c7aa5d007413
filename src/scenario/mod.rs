//! Scenario files: text → documents → validated [`Setup`]. RON and JSON live here; nothing here touches a file by
//! itself, texts come from a [`Source`].

mod at;
mod branch;
mod build;
pub mod calibration;
mod channels;
mod document;
mod error;
mod layout;
mod limits;
mod load;
mod moment;
mod on_the_way;
mod opening;
mod overrides;
pub mod prediction;
mod render;
mod source;
pub mod study;
mod synthetic;
mod text;
mod twin;

pub use branch::{Branched, Standing, ValueChange};
pub use document::*;
pub use error::{Problem, ScenarioError};
pub use load::{Loaded, Prepared, Varied, load};
pub use render::plain;
#[cfg(feature = "cli")]
pub use render::{Report, graphical};
#[cfg(feature = "cli")]
pub use source::Files;
pub use source::{ReadError, Source, Texts};
pub use synthetic::{Synthetic, synthetic};
pub use twin::json_twin;

/// A setup from the text of a scenario without other files.
///
/// # Errors
/// As [`load`].
pub fn from_text(text: &str) -> Result<std::sync::Arc<crate::model::Setup>, ScenarioError> {
    load(&Texts::one("scenario.ron", text), "scenario.ron", &[]).map(|loaded| loaded.setup)
}
