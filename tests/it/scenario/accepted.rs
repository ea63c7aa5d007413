//! What a sound file becomes.

use truceline::model::setup::{InjectAction, Near};
use truceline::scenario::{Texts, from_text, load};

use super::{BASE, changed};

#[test]
fn the_base_is_sound() {
    let setup = from_text(BASE).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(setup.calendar.utc_offset_minutes, 330);
    assert_eq!(setup.default_seed, 7);
    assert_eq!(setup.villages[0].households, 100);
    assert_eq!(setup.villages[1].own_car_share, 0.6);
    assert_eq!(setup.posts[0].weapons_rung, 5);
    assert_eq!(setup.posts[1].weapons_rung, 4);
    assert_eq!(setup.sectors[0].spark_share, 0.75);
    assert_eq!((setup.sectors[0].province, setup.sectors[1].province), (0, 1));
    assert_eq!(setup.channels.len(), 6);
    // A highway is 1.25 times the straight 18 km.
    assert_eq!(setup.links[0].length_km, 22.5);
    assert_eq!(setup.links[0].id, "upper--north_town");
    assert_eq!(setup.sites[0].links.len(), 1);
    assert_eq!(setup.sites[0].villages.len(), 1);
    assert!(matches!(setup.injects[1].action, InjectAction::Fire { rung: 3, count: 2, .. }));
    assert_eq!(setup.injects[1].at.hours(), 2.0);
}

#[test]
fn what_is_near_a_post_comes_nearest_first() {
    let setup = from_text(BASE).unwrap_or_else(|error| panic!("{error}"));
    let near = &setup.posts[0].near;
    assert!(near.windows(2).all(|pair| pair[0].distance_km <= pair[1].distance_km));
    assert!(near.iter().all(|neighbour| neighbour.what != Near::Post(truceline::model::ids::PostId(0))));
    // The site and the road beside it are both 1 km away or less; both towns' roads pass within 15 km.
    assert_eq!(near.len(), 1 + 2 + 1 + 3);
}

#[test]
fn the_grid_finds_what_a_full_search_finds() {
    let what = truceline::scenario::Synthetic::parse("posts=60,villages=300,sectors=3").expect("sound");
    let setup = from_text(&truceline::scenario::synthetic(&what)).unwrap_or_else(|error| panic!("{error}"));
    for post in &setup.posts {
        let here = setup.place(post.place).position;
        let within = |place| here.distance_km(setup.place(place).position) <= 15.0;
        let mut count = setup.villages.iter().filter(|village| within(village.place)).count();
        count += setup.posts.iter().filter(|other| within(other.place)).count() - 1;
        count += setup.sites.iter().filter(|site| within(site.place)).count();
        let ends =
            |link: &truceline::model::setup::Link| (setup.place(link.from).position, setup.place(link.to).position);
        count +=
            setup.links.iter().filter(|&link| here.distance_to_line_km(ends(link).0, ends(link).1) <= 15.0).count();
        assert_eq!(post.near.len(), count);
    }
}

#[test]
fn degrees_become_kilometres() {
    let mut text = BASE.to_owned();
    for (east, north) in [(0, 2), (9, -2), (1, 1), (8, -1), (1, 0), (0, 20), (9, -20)] {
        let lat = 40.0 + f64::from(north) / 111.195;
        let lon = 70.0 + f64::from(east) / 111.195 / (40.0_f64.to_radians().cos());
        text = text.replace(&format!("east_km: {east}, north_km: {north})"), &format!("lat: {lat}, lon: {lon})"));
    }
    let (plane, degrees) =
        (from_text(BASE).expect("sound"), from_text(&text).unwrap_or_else(|error| panic!("{error}")));
    for (one, other) in plane.posts.iter().zip(&degrees.posts) {
        for (one, other) in one.near.iter().zip(&other.near) {
            assert!((one.distance_km - other.distance_km).abs() < 0.01, "{one:?} {other:?}");
        }
    }
}

#[test]
fn a_shared_geography_and_shared_parameters() {
    let geography = format!(
        "(format: 1, {}",
        &BASE[BASE.find("    sectors: [").expect("sectors")..BASE.find("    injects: [").expect("injects")]
    ) + ")";
    let scenario = format!(
        "{}geography: \"shared/places.ron\", parameter_file: \"shared/numbers.ron\", parameters: (spark: (rate_per_year: 20)),{}",
        &BASE[..BASE.find("    sectors: [").expect("sectors")],
        &BASE[BASE.find("    injects: [").expect("injects")..]
    );
    let texts = Texts::one("here/base.ron", &scenario)
        .and("here/shared/places.ron", &geography)
        .and("here/shared/numbers.ron", "(spark: (rate_per_year: 9, civilian_share: 0.5))");
    let loaded = load(&texts, "here/base.ron", &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(loaded.setup.parameters.spark.rate_per_year, 20.0);
    assert_eq!(loaded.setup.parameters.spark.civilian_share, 0.5);
    assert_eq!(loaded.text_hash_inputs.len(), 3);
    let alone = from_text(BASE).expect("sound");
    assert_eq!(format!("{:?}", loaded.setup.posts), format!("{:?}", alone.posts));

    // Problems stand in the file that holds them.
    let broken = Texts::one("here/base.ron", &scenario.replace("adversary: \"south\"", "adversary: \"sooth\""))
        .and("here/shared/places.ron", &geography.replace("crew: 40, east_km: 8", "crew: -4, east_km: 8"))
        .and("here/shared/numbers.ron", "(spark: (\n    rate_per_year: 9, civilian_share: 1.5))");
    let error = load(&broken, "here/base.ron", &[]).expect_err("broken").to_string();
    assert_eq!(
        error,
        "here/shared/numbers.ron:2:39: parameters.spark.civilian_share: found 1.5, expected 0..=1\nhere/shared/places.ron:15:74: posts.south_post.crew: found -4, expected 0..=10000\nhere/base.ron:20:86: injects.shots.action.fire.adversary: no side has the id `sooth` (did you mean `south`?)"
    );
}

#[test]
fn a_channel_changes_by_id_and_others_stay() {
    let text = changed("seed: 7,", "seed: 7, channels: [(id: \"governors\", weight: 5, venue: \"intake\")],");
    let setup = from_text(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(setup.channels.len(), 6);
    assert_eq!((setup.channels[2].weight, setup.channels[2].talks_hours), (5.0, 4.0));
    assert!(setup.channels[2].venue.is_some());
    let text = changed(
        "seed: 7,",
        "seed: 7, usual_channels: false, channels: [(id: \"elders\", weight: 1, from_rung: 1, scope: sector, talks_hours: 1, notice_hours_mean: 1, forms: (verbal: 1, written: 0, with_withdrawal: 0))],",
    );
    let setup = from_text(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(setup.channels.len(), 1);
    assert_eq!(setup.channels[0].hazard_ratio, 1.0);
}

#[test]
fn optional_fields_may_be_written_with_some() {
    let text = changed("people: 500", "people: 500, households: Some(90)");
    assert_eq!(from_text(&text).expect("sound").villages[0].households, 90);
}
