//! Heavy fire at one post, for all that follows from casualties.

use truceline::model::Setup;

use crate::setting::{border, north_fires, set};

/// Incidents of a run, all at its start.
pub const ACTS: u32 = 2_000;
/// Wounded for each killed.
pub const RATIO: f64 = 4.0;

/// Heavy fire at a post so large that no loss changes it, with these killed on average at harm factor 1.
pub fn heavy_fire(killed_mean: f64) -> Setup {
    const CREW: u32 = 1_000_000_000;
    let mut setup = border();
    for post in &mut setup.posts {
        post.crew = CREW;
    }
    set(
        &mut setup,
        &[
            ("incident.post_reference_crew", f64::from(CREW)),
            ("incident.killed_mean_rung_4", killed_mean),
            ("incident.wounded_per_killed_military_low", RATIO),
            ("incident.wounded_per_killed_military_high", RATIO),
        ],
    );
    north_fires(&mut setup, 0.0, 4, ACTS);
    setup
}

/// Everything at the start, and nothing after it.
pub const AT_ONCE_HOURS: f64 = 1e-6;
