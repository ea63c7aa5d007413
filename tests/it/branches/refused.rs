//! What cannot change while a run is under way is refused in words; every field of a scenario is one or the other.

use truceline::engine::Time;
use truceline::scenario::{ScenarioDocument, ValueChange};

use super::{prepared, standing, step};

fn outcome(name: &str, set: &str) -> Result<Vec<ValueChange>, String> {
    let prepared = prepared(name);
    let standing = standing(&prepared);
    let step = step(Time::from_hours(3.0), &[set], &[]);
    step.of(&prepared, &standing).map(|(_, branched)| branched.values).map_err(|error| error.to_string())
}

#[test]
fn what_only_matters_at_the_start_is_refused() {
    let prepared = prepared("batken-2021");
    let document: ScenarioDocument = standing(&prepared).document;
    let (post, village, side) = (&document.posts[0].id, &document.villages[0].id, &document.sides[0].id);
    let (site, town, sector) = (&document.sites[0].id, &document.towns[0].id, &document.sectors[0].id);
    let party = document.third_parties.first().map_or("x", |party| &party.id);
    for (set, expected) in [
        (format!("posts.{post}.crew=77"), "soldiers are counted at the start"),
        (format!("sides.{side}.reserves=77"), "soldiers are counted at the start"),
        (format!("villages.{village}.people=1234"), "people are counted at the start"),
        (format!("villages.{village}.households=200"), "people are counted at the start"),
        (format!("sides.{side}.pressure=0.5"), "--inject 'pressure("),
        (format!("sites.{site}.grievance_open=true"), "open_grievance"),
        (format!("sectors.{sector}.name=\"x\""), "changes nothing that happens"),
        (format!("towns.{town}.name=\"x\""), "changes nothing that happens"),
        ("title=\"x\"".into(), "changes nothing that happens"),
        ("seed=5".into(), "--seed"),
        ("horizon_days=9".into(), "--until"),
        ("start=\"2021-04-27 15:00\"".into(), "calendar"),
        ("parameters.crowd.radius_km=3".into(), "which villages feed"),
        ("parameters.claims.own_share_low=0.75".into(), "drawn once"),
        ("parameters.incident.wounded_per_killed_military_low=4".into(), "drawn once"),
        ("injects=[]".into(), "--inject"),
        ("observed=[]".into(), "changes nothing that happens"),
        (
            "spoilers=[(id: \"s\", side: \"kg\", adversary: \"tj\", sector: \"SECTOR\", per_hour: 0.1)]"
                .replace("SECTOR", sector),
            "fixed at the start",
        ),
        (format!("posts.{post}.id=\"another\""), "fixed at the start"),
        (format!("third_parties.{party}.kind=monitoring"), "fixed at the start"),
    ] {
        match outcome("batken-2021", &set) {
            Err(error) => {
                assert!(error.contains(expected), "{set}: {error}");
                assert!(error.contains(set.split('=').next().unwrap()), "{set}: {error}");
            }
            Ok(values) => assert!(values.is_empty(), "{set} is taken: {values:?}"),
        }
    }
}

#[test]
fn rules_are_taken_and_told_as_they_change() {
    for (set, path) in [
        ("parameters.ceasefire.onset_per_hour=0.02", "parameters.ceasefire.onset_per_hour"),
        ("sides.kg.order_reach=0.5", "sides.kg.order_reach"),
        ("channels.governors.forms=(verbal: 0.0, written: 0.0, with_withdrawal: 1.0)", "channels.governors.forms"),
        ("hostility.kg--tj.value=0.5", "hostility.kg--tj.value"),
        ("hostility=[(side: \"kg\", against: \"tj\", value: 0.25)]", "hostility.tj--kg.value"),
    ] {
        let values = outcome("batken-2021", set).unwrap_or_else(|error| panic!("{set}: {error}"));
        assert!(values.iter().any(|value| value.path.starts_with(path)), "{set}: {values:?}");
    }
    // What is so already changes nothing.
    assert_eq!(outcome("batken-2021", "background_sparks=false").map(|values| values.len()), Ok(0));
    // A wrong name, a wrong value: as everywhere.
    assert!(outcome("batken-2021", "parameters.ceasefire.onset_pr_hour=1").unwrap_err().contains("onset_per_hour"));
    assert!(outcome("batken-2021", "sides.kg.order_reach=7").unwrap_err().contains("0..=1"));
}
