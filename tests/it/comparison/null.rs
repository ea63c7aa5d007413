//! An edit that changes nothing gives exactly nothing: same digests, no parting, every difference and interval 0.

use super::compared;

#[test]
fn a_null_edit_gives_exactly_zero() {
    for (name, edit) in [
        ("failed-truces", ("parameters.ceasefire.life_hours", "35")),
        ("one-bridge", ("roads.north_3--bridge.capacity_per_hour", "200")),
        // Read, but never used: nobody monitors there.
        ("failed-truces", ("parameters.ceasefire.hazard_monitoring", "0.25")),
        ("three-sides", ("title", "\"Another title\"")),
        ("batken-2021-fire", ("sides.kg.own_car_share", "0.6")),
    ] {
        let (_, pairs, summary) = compared(name, &[edit], 6);
        assert!(summary.is_null() && summary.never_part == 6 && summary.parting_kinds.is_empty(), "{name} {edit:?}");
        for pair in &pairs {
            assert!(pair.a == pair.b && pair.parting.is_none(), "{name} {edit:?}: {}", pair.replication);
        }
        for row in &summary.differences {
            let Some(paired) = row.paired else { continue };
            let found = (paired.difference, paired.low, paired.high, paired.deviation, paired.lower, paired.higher);
            assert_eq!(found, (0.0, 0.0, 0.0, 0.0, 0, 0), "{name} {edit:?}: {}", row.name);
            assert_eq!(paired.mean_a, paired.mean_b);
        }
        for curve in &summary.curves {
            let zeros = |values: &[f64]| values.iter().all(|&value| value == 0.0);
            assert!(zeros(&curve.difference) && zeros(&curve.low) && zeros(&curve.high), "{name} {edit:?}");
            assert_eq!(curve.a, curve.b);
        }
    }
}

#[test]
fn an_edit_that_changes_something_is_no_null_edit() {
    let (_, _, summary) = compared("failed-truces", &[("parameters.ceasefire.life_hours", "80")], 6);
    assert!(!summary.is_null() && summary.same_digest < 6);
    let changed = summary.differences.iter().filter_map(|row| row.paired).any(|paired| paired.deviation > 0.0);
    assert!(changed, "some measure differs in some pair");
}
