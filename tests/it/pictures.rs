//! Pictures: made for every sort of run, without clipped or overlapping text, and never with markup from a scenario.

use crate::recording::{decades, quiet, week};
use truceline::report::{figures, png, svg};

#[test]
fn no_text_is_clipped_or_overlaps_another() {
    for (which, recording) in [("week", week()), ("quiet", quiet()), ("decades", decades())] {
        for (name, picture) in figures(&recording.run()) {
            assert_eq!(picture.faults(), Vec::<String>::new(), "{which} {name}");
        }
    }
}

#[test]
fn both_offices_are_drawn_in_every_panel_of_casualties() {
    let mut recording = week();
    let axis = |recording: &crate::recording::Recording| {
        let (_, picture) = figures(&recording.run()).swap_remove(0);
        picture.texts().any(|text| text.text == "800")
    };
    assert!(!axis(&recording), "the axis of the wounded ends below");
    let of_the_other = recording.recorder.claims.iter_mut().find(|claim| claim.claimant != claim.about).unwrap();
    of_the_other.wounded = 790;
    assert!(axis(&recording), "what an office says of the wounded of another side is drawn");
}

#[test]
fn text_is_large_enough_to_read_at_half_size() {
    for (name, picture) in figures(&week().run()) {
        assert!(picture.texts().all(|text| text.size >= 22.0), "{name}");
    }
}

#[test]
fn png_and_svg_hold_a_picture() {
    for (name, picture) in figures(&week().run()) {
        let bytes = png(&picture).unwrap();
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 20_000, "{name}: {} bytes", bytes.len());
        let text = svg(&picture);
        assert!(text.starts_with("<svg width=\"1600\" height=\"1000\"") && text.ends_with("</svg>\n"), "{name}");
        assert!(text.matches("<text").count() > 10, "{name}");
        assert!(text.contains("not a forecast"), "{name}");
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    for ((_, one), (_, other)) in figures(&week().run()).iter().zip(figures(&week().run())) {
        assert_eq!(png(one).unwrap(), png(&other).unwrap());
        assert_eq!(svg(one), svg(&other));
    }
}

#[test]
fn texts_of_a_scenario_never_become_markup() {
    let mut recording = week();
    let setup = std::sync::Arc::make_mut(&mut recording.setup);
    setup.title = "</text><script>alert(1)</script>\u{1}".into();
    setup.sides[0].name = "<b>&\"'".into();
    setup.places[5].name = "a\nb<i>".into();
    for (name, picture) in figures(&recording.run()) {
        let text = svg(&picture);
        assert!(!text.contains("<script") && !text.contains("<b>") && !text.contains("<i>"), "{name}");
        assert!(!text.contains('\u{1}'), "{name}: control characters are not XML");
    }
}

#[test]
fn awkward_worlds_get_pictures_too() {
    let mut recording = week();
    let setup = std::sync::Arc::make_mut(&mut recording.setup);
    setup.title = "A very long title that goes on and on and on ".repeat(6);
    setup.sides[1].name = "A side whose name is much longer than any legend has room for".into();
    for sector in &mut setup.sectors {
        sector.name = "A sector with a name as long as a sentence in a treaty, and then some more of it".repeat(2);
    }
    for place in &mut setup.places {
        place.position = truceline::model::geometry::Position { east_km: 1.0, north_km: 1.0 };
    }
    for (name, picture) in figures(&recording.run()) {
        assert_eq!(picture.faults(), Vec::<String>::new(), "{name}");
        assert!(!png(&picture).unwrap().is_empty());
    }
}
