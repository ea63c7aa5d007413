//! Files that are refused, each with its exact message.

use super::{changed, complaints};

/// What is replaced in the base, by what, and the message without the name of the file.
const REJECTED: &[(&str, &str, &str)] = &[
    // Structure: the first problem only.
    (
        "crew: 40, east_km: 1,",
        "crw: 40, east_km: 1,",
        "scenario.ron:31:68: posts.north_post: unknown field `crw` (did you mean `crew`?)",
    ),
    ("    seed: 7,\n", "", "scenario.ron:1:1: missing field `seed`"),
    ("crew: 40, east_km: 1,", "east_km: 1,", "scenario.ron:31:9: posts.north_post: missing field `crew`"),
    ("seed: 7", "seed: \"7\"", "scenario.ron:9:11: seed: found \"7\", expected a whole number"),
    ("seed: 7", "seed: 7.5", "scenario.ron:9:11: seed: found 7.5, expected a whole number"),
    (
        "seed: 7",
        "seed: 9223372036854775808",
        "scenario.ron:9:11: seed: found 9223372036854775808, expected a whole number of at most 64 bits",
    ),
    ("seed: 7", "seed: 7, seed: 8", "scenario.ron:9:14: field `seed` stands twice"),
    (
        "order_reach: 0.7, own_car_share: 0.5",
        "order_reach: yes, own_car_share: 0.5",
        "scenario.ron:11:83: sides.north.order_reach: found yes, expected a number",
    ),
    (
        "kind: intake",
        "kind: intak",
        "scenario.ron:35:59: sites.intake.kind: unknown value `intak` (did you mean `intake`?)",
    ),
    ("kind: intake", "kind: \"intake\"", "scenario.ron:35:59: sites.intake.kind: found \"intake\", expected a name"),
    (
        "class: local",
        "class: path",
        "scenario.ron:44:46: roads[2].class: unknown value `path`: expected one of highway, local, track",
    ),
    ("title: \"Base\",", "title: Base,", "scenario.ron:4:12: title: found Base, expected a text in double quotes"),
    ("title: \"Base\",", "title: \"Base,", "scenario.ron:5:20: expected a comma"),
    (
        "horizon_days: 3",
        "horizon_hours: 72",
        "scenario.ron:8:5: unknown field `horizon_hours` (did you mean `horizon_days`?)",
    ),
    (
        "action: open_grievance(site: \"intake\")",
        "action: open_grievence(site: \"intake\")",
        "scenario.ron:47:44: injects.works.action: unknown value `open_grievence` (did you mean `open_grievance`?)",
    ),
    (
        "action: open_grievance(site: \"intake\")",
        "action: open_grievance(place: \"intake\")",
        "scenario.ron:47:59: injects.works.action: unknown field `place`: expected `site`",
    ),
    ("    injects: [", "    injects: (", "scenario.ron:46:14: expected a list: an opening `[`"),
    ("    sides: [\n", "    sides: [,\n", "scenario.ron:10:13: expected an opening `(`"),
    ("id: \"base\"", "id \"base\"", "scenario.ron:3:8: expected a colon after the name of a field"),
    (
        "seed: 7,",
        "seed: 7, parameters: (retaliation: (n_slef: 0.2)),",
        "scenario.ron:9:41: parameters.retaliation: unknown field `n_slef` (did you mean `n_self`?)",
    ),
    (
        "seed: 7,",
        "seed: 7, parameters: (retaliaton: (n_self: 0.2)),",
        "scenario.ron:9:27: parameters: unknown field `retaliaton` (did you mean `retaliation`?)",
    ),
    (
        "        (measure",
        "    extra\n        (measure",
        "scenario.ron:51:5: observed[0]: found `extra`, expected an opening `(`",
    ),
    // One value out of bounds.
    ("format: 1", "format: 2", "scenario.ron:2:13: format: found 2, expected 1"),
    (
        "id: \"base\"",
        "id: \"Base\"",
        "scenario.ron:3:9: id: found \"Base\", expected at most 64 lowercase letters, digits and underscores, a letter first",
    ),
    ("title: \"Base\"", "title: \" \"", "scenario.ron:4:12: title: found an empty text, expected some words"),
    (
        "start: \"2030-05-01 12:00\"",
        "start: \"1 May 2030\"",
        "scenario.ron:6:12: start: found \"1 May 2030\", expected a local date-time like \"2021-04-28 15:00\"",
    ),
    (
        "start: \"2030-05-01 12:00\"",
        "start: \"2030-02-30 12:00\"",
        "scenario.ron:6:12: start: found \"2030-02-30 12:00\", expected a local date-time like \"2021-04-28 15:00\"",
    ),
    (
        "utc_offset_hours: 5.5",
        "utc_offset_hours: 25",
        "scenario.ron:7:23: utc_offset_hours: found 25, expected -12..=14",
    ),
    (
        "utc_offset_hours: 5.5",
        "utc_offset_hours: 5.001",
        "scenario.ron:7:23: utc_offset_hours: found 5.001, expected whole minutes",
    ),
    ("horizon_days: 3", "horizon_days: 0", "scenario.ron:8:19: horizon_days: found 0, expected 0.05..=36525"),
    ("horizon_days: 3", "horizon_days: NaN", "scenario.ron:8:19: horizon_days: found NaN, expected 0.05..=36525"),
    ("horizon_days: 3", "horizon_days: 1e999", "scenario.ron:8:19: horizon_days: found inf, expected 0.05..=36525"),
    ("horizon_days: 3", "horizon_days: 1e308", "scenario.ron:8:19: horizon_days: found 1e308, expected 0.05..=36525"),
    ("seed: 7", "seed: -1", "scenario.ron:9:11: seed: found -1, expected 0..=9007199254740991"),
    (
        "seed: 7",
        "seed: 9007199254740992",
        "scenario.ron:9:11: seed: found 9007199254740992, expected 0..=9007199254740991",
    ),
    (
        "seed: 7,",
        "seed: 7, parameters: (retaliation: (n_self: -0.1)),",
        "scenario.ron:9:49: parameters.retaliation.n_self: found -0.1, expected 0..=1000000",
    ),
    (
        "seed: 7,",
        "seed: 7, parameters: (incident: (own_rung_share: inf)),",
        "scenario.ron:9:54: parameters.incident.own_rung_share: found inf, expected 0..=1",
    ),
    (
        "seed: 7,",
        "seed: 7, parameters: (village: (cover_base: 0.9)),",
        "scenario.ron:9:49: parameters.village.cover_base: found 0.9, expected at most village.cover_high, which is 0.8",
    ),
    ("weapons_rung: 4", "weapons_rung: 7", "scenario.ron:12:52: sides.south.weapons_rung: found 7, expected 2..=6"),
    ("people: 500", "people: -500", "scenario.ron:27:90: villages.upper.people: found -500, expected 0..=2000000"),
    (
        "people: 500",
        "people: 9223372036854775807",
        "scenario.ron:27:90: villages.upper.people: found 9223372036854775807, expected 0..=2000000",
    ),
    (
        "people: 500",
        "people: 500, households: 501",
        "scenario.ron:27:107: villages.upper.households: found 501, expected 1..=500 for 500 people",
    ),
    (
        "people: 500",
        "people: 500, households: 0",
        "scenario.ron:27:107: villages.upper.households: found 0, expected 1..=500 for 500 people",
    ),
    (
        "people: 500",
        "people: 0, households: 3",
        "scenario.ron:27:105: villages.upper.households: found 3, expected 0..=0 for 0 people",
    ),
    (
        "crew: 40, east_km: 1,",
        "crew: 99999, east_km: 1,",
        "scenario.ron:31:74: posts.north_post.crew: found 99999, expected 0..=10000",
    ),
    (
        "crew: 40, east_km: 1, north_km: 1",
        "crew: 40, east_km: 1",
        "scenario.ron:31:9: posts.north_post: no position: expected `lat` and `lon`, or `east_km` and `north_km`",
    ),
    (
        "crew: 40, east_km: 1, north_km: 1",
        "crew: 40, lat: 1, lon: 1",
        "scenario.ron:26:15: villages: 1 places in degrees and 6 in km: expected one of the two for all",
    ),
    (
        "crew: 40, east_km: 1, north_km: 1",
        "crew: 40, east_km: 1, north_km: 1e9",
        "scenario.ron:31:100: posts.north_post.north_km: found 1000000000, expected -5000..=5000",
    ),
    (
        "buses: 3),\n        (id: \"sd\"",
        "buses: -3),\n        (id: \"sd\"",
        "scenario.ron:23:54: districts.nd.buses: found -3, expected 0..=10000",
    ),
    (
        "against: \"south\", value: 0.9",
        "against: \"south\", value: 1.5",
        "scenario.ron:15:50: hostility.north--south.value: found 1.5, expected 0..=1",
    ),
    ("spark_share: 3", "spark_share: -3", "scenario.ron:19:58: sectors.a.spark_share: found -3, expected 0..=1000000"),
    (
        "spark_share: 3),\n        (id: \"b\", name: \"B\", province: \"q\", spark_share: 1",
        "spark_share: 0),\n        (id: \"b\", name: \"B\", province: \"q\", spark_share: 0",
        "scenario.ron:18:14: sectors: the spark shares of all sectors together are 0",
    ),
    // Names.
    (
        "id: \"south_post\"",
        "id: \"north_post\"",
        "scenario.ron:32:14: posts.north_post.id: the id `north_post` stands twice",
    ),
    (
        "id: \"intake\"",
        "id: \"upper\"",
        "scenario.ron:35:14: sites.upper.id: the id `upper` stands twice\nscenario.ron:44:29: roads.upper--intake.to: no place has the id `intake`\nscenario.ron:47:65: injects.works.action.open_grievance.site: no site has the id `intake`",
    ),
    (
        "id: \"intake\"",
        "id: \"in take\"",
        "scenario.ron:35:14: sites[0].id: found \"in take\", expected at most 64 lowercase letters, digits and underscores, a letter first\nscenario.ron:44:29: roads.upper--intake.to: no place has the id `intake` (did you mean `in take`?)\nscenario.ron:47:65: injects.works.action.open_grievance.site: no site has the id `intake` (did you mean `in take`?)",
    ),
    (
        "sector: \"a\", kind",
        "sector: \"aa\", kind",
        "scenario.ron:35:48: sites.intake.sector: no sector has the id `aa` (did you mean `a`?)",
    ),
    (
        "sector: \"b\", side: \"south\", crew",
        "sector: \"b\", side: \"sout\", crew",
        "scenario.ron:32:59: posts.south_post.side: no side has the id `sout` (did you mean `south`?)",
    ),
    (
        "district: \"nd\"",
        "district: \"sd\"",
        "scenario.ron:27:76: villages.upper.district: `sd` is a district of `south`, the village is of `north`",
    ),
    (
        "against: \"south\"",
        "against: \"north\"",
        "scenario.ron:15:34: hostility.north--north.against: a side has no hostility against itself",
    ),
    (
        "(side: \"south\", against: \"north\", value: 0.9)",
        "(side: \"north\", against: \"south\", value: 0.9)",
        "scenario.ron:16:9: hostility.north--south: this pair stands twice",
    ),
    (
        "site: \"intake\"",
        "site: \"intaek\"",
        "scenario.ron:47:65: injects.works.action.open_grievance.site: no site has the id `intaek` (did you mean `intake`?)",
    ),
    (
        "site: \"intake\"",
        "site: \"upper\"",
        "scenario.ron:47:65: injects.works.action.open_grievance.site: no site has the id `upper`",
    ),
    (
        "near: \"north_post\"",
        "near: \"nort_post\"",
        "scenario.ron:48:101: injects.shots.action.fire.near: no place has the id `nort_post` (did you mean `north_post`?)",
    ),
    // Roads and shelters.
    (
        "to: \"intake\"",
        "to: \"intakes\"",
        "scenario.ron:44:29: roads.upper--intakes.to: no place has the id `intakes` (did you mean `intake`?)",
    ),
    (
        "to: \"intake\"",
        "to: \"upper\"",
        "scenario.ron:44:29: roads.upper--upper.to: a road leads from a place to another one",
    ),
    (
        "from: \"upper\", to: \"intake\"",
        "from: \"north_town\", to: \"upper\"",
        "scenario.ron:44:9: roads.north_town--upper: a road between north_town and upper stands twice",
    ),
    (
        "control: \"mixed\"",
        "control: \"both\"",
        "scenario.ron:44:62: roads.upper--intake.control: found `both`, expected the id of a side or `mixed`",
    ),
    (
        "class: highway, control: \"north\"",
        "class: highway, control: \"north\", length_km: 5",
        "scenario.ron:42:88: roads.upper--north_town.length_km: found 5 km, expected at least the straight 18.0 km",
    ),
    (
        "class: local, control: \"mixed\"",
        "class: local, control: \"mixed\", capacity_per_hour: 0",
        "scenario.ron:44:90: roads.upper--intake.capacity_per_hour: found 0, expected 1..=100000",
    ),
    (
        "        (from: \"upper\", to: \"north_town\", class: highway, control: \"north\"),\n",
        "",
        "scenario.ron:27:9: villages.upper: no road leads from here to a town of `north` with room for people",
    ),
    (
        "side: \"north\", public_capacity: 50, host_capacity: 900",
        "side: \"north\", public_capacity: 0, host_capacity: 0",
        "scenario.ron:27:9: villages.upper: no road leads from here to a town of `north` with room for people",
    ),
    (
        "kind: intake,",
        "kind: intake, closes: [\"upper--intak\"],",
        "scenario.ron:35:76: sites.intake.closes[0]: no road has the id `upper--intak` (did you mean `upper--intake`?)",
    ),
    // Script.
    ("at_hours: 1, action", "action", "scenario.ron:47:9: injects.works: no time: expected `at` or `at_hours`"),
    (
        "at_hours: 1, action",
        "at_hours: 1, at: \"2030-05-01 13:00\", action",
        "scenario.ron:47:33: injects.works.at_hours: two times: expected `at` or `at_hours`, not both",
    ),
    (
        "at_hours: 1, action",
        "at_hours: -1, action",
        "scenario.ron:47:33: injects.works.at_hours: found -1, expected 0..=72",
    ),
    (
        "at_hours: 1, action",
        "at_hours: 73, action",
        "scenario.ron:47:33: injects.works.at_hours: 73 lies beyond the horizon of 3 days",
    ),
    (
        "at: \"2030-05-01 14:00\"",
        "at: \"2030-05-01 11:00\"",
        "scenario.ron:48:27: injects.shots.at: \"2030-05-01 11:00\" lies before the start",
    ),
    (
        "at: \"2030-05-01 14:00\"",
        "at: \"2030-05-09 11:00\"",
        "scenario.ron:48:27: injects.shots.at: \"2030-05-09 11:00\" lies beyond the horizon of 3 days",
    ),
    (
        "rung: 3, count: 2",
        "rung: 6, count: 2",
        "scenario.ron:48:121: injects.shots.action.fire.rung: found 6, expected 2..=5",
    ),
    (
        "rung: 3, count: 2",
        "rung: 3, count: 0",
        "scenario.ron:48:131: injects.shots.action.fire.count: found 0, expected 1..=1000",
    ),
    (
        "side: \"north\", adversary: \"south\"",
        "side: \"north\", adversary: \"north\"",
        "scenario.ron:48:86: injects.shots.action.fire.adversary: a side is not its own adversary",
    ),
    (
        "at_hours: 10",
        "at_hours: 100",
        "scenario.ron:51:45: observed[0].at_hours: 100 lies beyond the horizon of 3 days",
    ),
    (
        "low: 1, best: 2",
        "low: 1, best: 4",
        "scenario.ron:51:63: observed[0].best: found 4, expected 1..=3, from low to high",
    ),
    (
        "seed: 7,",
        "seed: 7, channels: [(id: \"governors\", forms: (verbal: 0.5, written: 0.2, with_withdrawal: 0.1))],",
        "scenario.ron:9:50: channels.governors.forms: found a sum of 0.8, expected 1",
    ),
    (
        "seed: 7,",
        "seed: 7, channels: [(id: \"governor\")],",
        "scenario.ron:9:25: channels.governor: not one of the usual channels, and lacks weight, from_rung, scope, talks_hours, notice_hours_mean, forms (did you mean `governors`?)",
    ),
    (
        "seed: 7,",
        "seed: 7, channels: [(id: \"presidents\", venue: \"northtown\")],",
        "scenario.ron:9:51: channels.presidents.venue: no place has the id `northtown` (did you mean `north_town`?)",
    ),
    (
        "seed: 7,",
        "seed: 7, third_parties: [(id: \"x\", name: \"X\", kind: summit, presence: between_hours(from_hours: 5, until_hours: 4))],",
        "scenario.ron:9:117: third_parties.x.presence.between_hours.until_hours: not after presence.between_hours.from_hours",
    ),
    (
        "seed: 7,",
        "seed: 7, spoilers: [(id: \"x\", side: \"north\", adversary: \"north\", sector: \"a\", per_hour: 1)],",
        "scenario.ron:9:61: spoilers.x.adversary: a side is not its own adversary",
    ),
    ("seed: 7,", "seed: 7, geography: \"elsewhere.ron\",", "elsewhere.ron: no such file"),
];

#[test]
fn each_with_its_message() {
    let mut wrong = String::new();
    for (from, to, expected) in REJECTED {
        let found = complaints(&changed(from, to));
        if found != *expected {
            wrong.push_str(&format!("{from:?} → {to:?}\n  expected {expected}\n  found    {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
