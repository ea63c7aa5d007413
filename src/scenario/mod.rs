//! Scenario files: text → documents → validated [`Setup`]. RON and JSON live here; nothing here touches a file by
//! itself, texts come from a [`Source`].

mod at;
mod branch;
mod build;
pub mod calibration;
mod channels;
mod difference;
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
mod schema;
mod shipped;
mod source;
pub mod study;
mod synthetic;
mod template;
mod text;
mod twin;
mod units;

pub use branch::{Branched, Standing, ValueChange};
pub use channels::{
    EVIDENCE as CHANNELS_EVIDENCE, NEVER as NEVER_BY_PRESSURE, SOURCE as CHANNELS_SOURCE, usual as usual_channels,
};
pub use difference::{Change, Difference, difference};
pub use document::*;
pub use error::{Problem, ScenarioError, nearest};
pub use load::{Loaded, Prepared, Varied, load};
pub use render::plain;
#[cfg(feature = "files")]
pub use render::{Report, graphical};
pub use schema::{Field, SchemaOf, fields, schema};
pub use shipped::{shipped_ids, shipped_texts};
#[cfg(feature = "files")]
pub use source::Files;
pub use source::{ReadError, Source, Texts};
pub use synthetic::{Synthetic, synthetic};
pub use template::template;
pub use twin::json_twin;
pub use units::unit_of_field;

/// A setup from the text of a scenario without other files.
///
/// # Errors
/// As [`load`].
pub fn from_text(text: &str) -> Result<std::sync::Arc<crate::model::Setup>, ScenarioError> {
    load(&Texts::one("scenario.ron", text), "scenario.ron", &[]).map(|loaded| loaded.setup)
}
