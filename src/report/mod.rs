//! From a run to files: summary, tables, pictures, manifest. Everything is made in memory; the store writes it.

pub mod axes;
mod bands;
mod branch;
pub mod calibration;
mod casualties;
mod causal_tree;
mod chart;
mod claims;
mod command;
mod comparison;
mod difference;
mod effects;
mod escalation;
mod evacuation;
pub mod facts;
mod fan;
mod font;
mod histogram;
mod hull;
mod lab;
mod manifest;
mod map;
pub mod outputs;
pub mod page;
pub mod palette;
mod panel;
pub mod picture;
mod pixels;
pub mod prediction;
mod projection;
mod run;
mod scale;
pub mod score;
mod sheet;
pub mod study;
mod summary;
mod svg;
mod tables;
pub mod why;

pub use crate::experiment::words;
use crate::store::File;

pub use bands::{Band, bands};
pub use branch::{ARMS, BranchReport, branch_files, branch_json, runs_of_branch};
pub use casualties::casualties;
pub use causal_tree::causal_tree;
pub use command::{compare_command, run_command, text_hashes};
pub use comparison::{
    Comparison, ComparisonIdentity, comparison_figures, comparison_files, comparison_json, comparison_manifest,
    differences_csv, pairs_csv,
};
pub use difference::{DifferenceFigure, DifferenceRow, difference};
pub use effects::{Effect, EffectLevel, EffectPanel, EffectsFigure, effects};
pub use escalation::escalation;
pub use evacuation::evacuation;
pub use fan::{FanFigure, FanSeries, fan};
pub use histogram::{HistogramFigure, HistogramSeries, histogram};
pub use lab::{LabScenario, is_lab_page, lab_page};
pub use manifest::{RunManifest, files_of_earlier_run, manifest};
pub use map::map;
pub use pixels::png;
pub use run::{Identity, Run};
pub use sheet::Heading;
pub use summary::summary;
pub use svg::svg;
pub use tables::{claims_csv, curves_csv, events_csv, trees_csv};

use picture::Picture;

/// The line that stands on every output.
pub const NOTE: &str = "illustrative model, not a forecast";

/// All figures with the names of their files.
pub fn figures(run: &Run) -> Vec<(&'static str, Picture)> {
    vec![
        ("casualties", casualties(run)),
        ("escalation", escalation(run)),
        ("evacuation", evacuation(run)),
        ("map", map(run)),
        ("causes", causal_tree(run)),
    ]
}

/// Every file of a run's output directory, the manifest last.
pub fn files(run: &Run, plots: bool) -> Vec<File> {
    let mut files = vec![
        File::new("summary.json", summary(run)),
        File::new("events.csv", events_csv(run)),
        File::new("claims.csv", claims_csv(run)),
        File::new("trees.csv", trees_csv(run)),
        File::new("curves.csv", curves_csv(run)),
        File::new("scenario.json", run.identity.twin.as_str()),
    ];
    if plots {
        for (name, picture) in figures(run) {
            files.push(File::new(format!("{name}.svg"), svg(&picture)));
            let bytes = png(&picture).expect("a picture in memory is encoded without fail");
            files.push(File::new(format!("{name}.png"), bytes));
        }
    }
    let manifest = manifest(run, &files);
    files.push(File::new("manifest.json", manifest));
    files
}
