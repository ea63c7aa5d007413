//! Snapshots of shipped scenarios as bytes: they run on as if nothing had been, elsewhere too, and damaged ones are
//! refused.

use truceline::engine::{Limits, Time};
use truceline::experiment::snapshot::{Origin, SnapshotError, load, save};
use truceline::experiment::{conclude, run_on};
use truceline::model::{Listener, Recorder, begin};

use super::super::worlds::Dice;
use super::{assert_same_files, prepared, standing, tables, unbroken};

const SCENARIO: [u8; 32] = [9; 32];

fn origin(seed: u64, limits: Limits) -> Origin {
    Origin { seed, replication: 0, overrides: vec!["a=1".into()], branches: Vec::new(), limits }
}

/// A snapshot of a shipped scenario with what it told so far.
fn snapshot(name: &str, seed: u64, at: Time, limits: Limits) -> Vec<u8> {
    let setup = standing(&prepared(name)).setup;
    let mut recorder = Recorder::new(&setup, limits.horizon);
    let mut simulation = begin(&setup, seed, 0, &mut Listener(&mut recorder));
    run_on(&mut simulation, &Limits { horizon: at, ..limits }, &mut recorder, 1, &mut |_| {});
    save(&simulation, Some(&recorder), &origin(seed, limits), &SCENARIO)
}

#[test]
fn a_run_goes_on_in_another_thread_with_all_that_it_told() {
    for (name, hours) in
        [("batken-2021", 31.0), ("one-bridge", 5.5), ("three-sides", 60.0), ("border-decades", 20_000.0)]
    {
        let setup = standing(&prepared(name)).setup;
        let limits = Limits::until(setup.horizon.min(Time::from_days(900)));
        let (replication, files) = unbroken(&setup, limits, 7);
        let bytes = snapshot(name, 7, Time::from_hours(hours), limits);
        println!("{name} after {hours} h: {} bytes", bytes.len());
        let found = std::thread::spawn(move || {
            let setup = standing(&prepared(name)).setup;
            let stored = load(&bytes, &SCENARIO).unwrap();
            assert_eq!((stored.moment(), &stored.origin), (Time::from_hours(hours), &origin(7, limits)));
            let (mut simulation, recorder) = stored.resume(&setup).unwrap();
            let mut recorder = recorder.unwrap();
            let outcome = run_on(&mut simulation, &limits, &mut recorder, 3, &mut |_| {});
            let replication = conclude(simulation, outcome, &limits);
            (tables(&setup, limits, 7, &recorder, &replication), replication.digest)
        })
        .join()
        .unwrap();
        assert_eq!(found.1, replication.digest, "{name}");
        assert_same_files(&found.0, &files, name);
    }
}

#[test]
fn flipped_bits_and_cut_ends_are_refused_in_words() {
    let limits = Limits::until(Time::from_days(3));
    let bytes = snapshot("one-bridge", 3, Time::from_hours(12.0), limits);
    let dice = &mut Dice::new("snapshot damage", 1);
    for number in 0..1_000 {
        let mut damaged = bytes.clone();
        // Every bit of the head, then any.
        let bit = if number < 704 { number } else { dice.whole(0, 8 * bytes.len() - 1) };
        damaged[bit / 8] ^= 1 << (bit % 8);
        let error = load(&damaged, &SCENARIO).expect_err("a flipped bit").to_string();
        assert!(error.starts_with("snapshot") && error.len() > 20, "bit {bit}: {error}");
    }
    for number in 0..1_000 {
        let length = if number < 100 { number } else { dice.whole(0, bytes.len() - 1) };
        let error = load(&bytes[..length], &SCENARIO).expect_err("a cut end");
        assert!(matches!(error, SnapshotError::Damaged(_)), "the first {length} bytes: {error}");
    }
    assert!(load(&bytes, &SCENARIO).is_ok());
}

/// The checksum of a payload that was made by hand is right; what is in it is not.
#[test]
fn payloads_that_are_none_are_refused() {
    let whole = snapshot("one-bridge", 3, Time::from_hours(12.0), Limits::until(Time::from_days(3)));
    let dice = &mut Dice::new("forged payload", 2);
    for _ in 0..300 {
        let mut payload = whole[88..].to_vec();
        match dice.whole(0, 2) {
            0 => payload.truncate(dice.whole(0, payload.len() - 1)),
            1 => payload.iter_mut().take(40).for_each(|byte| *byte = 0xff),
            _ => {
                let from = dice.whole(0, payload.len() - 1);
                payload[from..].iter_mut().take(9).for_each(|byte| *byte = 0xff);
            }
        }
        let mut forged = whole[..48].to_vec();
        forged.extend_from_slice(&(payload.len() as u64).to_le_bytes());
        forged.extend_from_slice(blake3::hash(&payload).as_bytes());
        forged.extend_from_slice(&payload);
        // Not every change of a number can be told; none may panic or take memory beyond the bytes.
        if let Err(error) = load(&forged, &SCENARIO) {
            assert!(error.to_string().contains("cannot be decoded"), "{error}");
        }
    }
}

#[test]
fn versions_come_before_everything_else() {
    let bytes = snapshot("one-bridge", 3, Time::from_hours(12.0), Limits::until(Time::from_days(3)));
    for (at, what) in [(8, "format version"), (12, "result version")] {
        // Nothing behind the version is looked at: it is cut off.
        let mut other = bytes[..20].to_vec();
        other[at] += 1;
        let error = load(&other, &SCENARIO).unwrap_err();
        assert!(matches!(error, SnapshotError::OtherVersion { .. }), "{error}");
        assert!(error.to_string().contains(what), "{error}");
    }
    assert_eq!(load(&bytes, &[8; 32]).unwrap_err(), SnapshotError::OtherScenario);
    let other = standing(&prepared("three-sides")).setup;
    assert_eq!(load(&bytes, &SCENARIO).unwrap().resume(&other).unwrap_err(), SnapshotError::OtherScenario);
}
