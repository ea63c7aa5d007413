//! A run that is stopped, copied or stored goes on as if it had not been.

use truceline::engine::{Engine, Limits, Outcome, Simulation, Time};

use super::hours;
use super::town::{Town, begin};

const END: u32 = 500;

fn go(simulation: &mut Simulation<Town>, until: Time) {
    assert_eq!(simulation.run(&Limits::until(until), &mut ()), Outcome::Horizon);
}

fn assert_same(one: &Simulation<Town>, other: &Simulation<Town>) {
    assert_eq!(one.engine.digest(), other.engine.digest());
    assert_eq!(one.engine.executed(), other.engine.executed());
    assert_eq!(one.engine.logged(), other.engine.logged());
    assert_eq!(one.engine.now(), other.engine.now());
    assert_eq!(one.model, other.model, "handles and causes too");
    assert_eq!(postcard::to_stdvec(&one.engine).unwrap(), postcard::to_stdvec(&other.engine).unwrap());
}

fn uninterrupted(seed: u64) -> Simulation<Town> {
    let mut simulation = begin(seed);
    go(&mut simulation, hours(END));
    assert!(simulation.engine.executed() > 10_000);
    simulation
}

#[test]
fn stops_change_nothing() {
    let expected = uninterrupted(1);
    for minutes in [1.0, 15.0, 37.0, 60.0, 6000.0] {
        let mut simulation = begin(1);
        let mut until = Time::ZERO;
        while until < hours(END) {
            until = until.plus_hours(minutes / 60.0).min(hours(END));
            go(&mut simulation, until);
            assert_eq!(simulation.engine.now(), until);
        }
        assert_same(&simulation, &expected);
    }
    assert_ne!(uninterrupted(2).engine.digest(), expected.engine.digest());
}

#[test]
fn limits_change_nothing() {
    let expected = uninterrupted(1);
    let mut simulation = begin(1);
    let mut limits = Limits { events: 0, ..Limits::until(hours(END)) };
    while simulation.run(&limits, &mut ()) == Outcome::EventLimit {
        limits.events += 777;
    }
    assert_same(&simulation, &expected);
}

#[test]
fn a_copy_goes_on_alike() {
    let expected = uninterrupted(3);
    let mut original = begin(3);
    go(&mut original, hours(99));
    let mut copy = original.clone();
    go(&mut copy, hours(END));
    assert_same(&copy, &expected);
    go(&mut original, hours(END));
    assert_same(&original, &expected);
}

#[test]
fn a_stored_run_goes_on_alike() {
    let expected = uninterrupted(4);
    let mut simulation = begin(4);
    for part in 1..=10 {
        go(&mut simulation, hours(part * END / 10));
        let bytes = postcard::to_stdvec(&(&simulation.model, &simulation.engine)).unwrap();
        let (model, engine): (Town, Engine<u16>) = postcard::from_bytes(&bytes).unwrap();
        simulation = Simulation { model, engine };
    }
    assert_same(&simulation, &expected);
}

#[test]
fn a_stored_engine_with_events_in_the_past_is_refused() {
    let text = serde_json::to_string(&begin(1).engine).unwrap();
    assert!(serde_json::from_str::<Engine<u16>>(&text).is_ok());
    let late = text.replacen(r#""now":0"#, r#""now":3600000"#, 1);
    assert_ne!(late, text);
    let error = serde_json::from_str::<Engine<u16>>(&late).unwrap_err().to_string();
    assert!(error.starts_with("engine: an event is pending in the past"), "{error}");
}

#[test]
fn damaged_engines_are_refused_or_run() {
    let mut simulation = begin(5);
    go(&mut simulation, hours(20));
    let bytes = postcard::to_stdvec(&simulation.engine).unwrap();
    let mut refused = 0;
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1 << bit;
            match postcard::from_bytes::<Engine<u16>>(&damaged) {
                Ok(engine) => assert!(engine.pending() <= damaged.len()),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > bytes.len());
}
