//! The summary that a person reads.

use std::path::Path;
use std::time::Duration;

use truceline::cli::terminal_summary;

use crate::recording::{quiet, week};

#[test]
fn the_summary_sets_truth_beside_claims_and_tells_the_ceasefires() {
    let text = terminal_summary(&week().run(), Duration::from_millis(80), Path::new("output/x"), false);
    for expected in [
        "Southern side  36 / 185            13 / 134              12 / 0",
        "29 Apr 19:00  presidents by telephone  agreed 29 Apr 22:00  verbal",
        "1 breach    collapsed 30 Apr 10:00",
        "0 breaches  superseded 30 Apr 22:00",
        "held (counted 4 May 13:00)",
        "digest ",
        "output output/x",
        "illustrative model, not a forecast",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 130), "lines fit a terminal\n{text}");
}

#[test]
fn a_quiet_run_says_so_and_emphasis_is_only_on_request() {
    let text = terminal_summary(&quiet().run(), Duration::ZERO, Path::new("output/x"), false);
    assert!(text.contains("no shot") && text.contains("none proposed") && !text.contains('\x1b'), "{text}");
    assert!(terminal_summary(&quiet().run(), Duration::ZERO, Path::new("x"), true).contains("\x1b[1m"));
}
