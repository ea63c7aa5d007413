//! A sheet: the blank page of every figure, with title, subtitle and caption.

use super::palette::{QUIET, TEXT};
use super::panel::{SIZE, fit};
use super::picture::{Anchor, Picture};

/// Width of a picture.
pub const WIDTH: u32 = 1600;
/// Height of a picture.
pub const HEIGHT: u32 = 1000;

/// What is written around a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Title, one line.
    pub title: String,
    /// What is seen, one line.
    pub subtitle: String,
    /// What follows "Illustrative model, not a forecast" at the foot: scenario, replications, version, digest.
    pub caption: String,
}

/// A blank sheet. What does not fit in its line is shortened.
pub fn sheet(heading: &Heading) -> Picture {
    let mut picture = Picture::new(WIDTH, HEIGHT);
    let room = f64::from(WIDTH) - 60.0;
    let title = fit(&heading.title, 34.0, room, true);
    picture.bold((30.0, 50.0), title, 34.0, TEXT, Anchor::Start);
    picture.text((30.0, 86.0), fit(&heading.subtitle, 24.0, room, false), 24.0, QUIET, Anchor::Start);
    let caption = format!("Illustrative model, not a forecast · {}", heading.caption);
    let caption = fit(&caption, SIZE, room, false);
    picture.text((30.0, f64::from(HEIGHT) - 14.0), caption, SIZE, QUIET, Anchor::Start);
    picture
}
