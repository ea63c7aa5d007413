//! A change reaches what hangs on it and nothing else, and is reckoned from its moment on.

use truceline::engine::{Handle, Limits, Simulation, Time};
use truceline::experiment::branch::Branch;
use truceline::model::parameters::TABLE;
use truceline::model::{Border, Event, Kind};

use super::{branch, prepared, standing, step};

type Agenda = Vec<(Time, Handle, Event)>;

/// The run at the moment: what is pending in it unchanged and changed.
fn agendas(branch: &Branch, seed: u64) -> [(Simulation<Border>, Agenda); 2] {
    let limits = Limits::until(branch.before.horizon);
    let simulation = branch.stem(seed, 0, &limits, &mut ()).unwrap_or_else(|_| panic!("the run comes to the moment"));
    branch.both(simulation, &mut ()).map(|simulation| {
        let agenda = simulation.engine.agenda();
        (simulation, agenda)
    })
}

/// Names of the events of which the two agendas do not have the same at the same times.
fn moved(unchanged: &Agenda, changed: &Agenda) -> Vec<String> {
    let only = |one: &Agenda, other: &Agenda| -> Vec<String> {
        let gone = one.iter().filter(|(time, _, event)| !other.iter().any(|(at, _, same)| at == time && same == event));
        gone.map(|(_, _, event)| name(event)).collect()
    };
    let mut names = [only(unchanged, changed), only(changed, unchanged)].concat();
    names.sort();
    names.dedup();
    names
}

/// `Onset` of `Ceasefire(Onset { pair: PairId(1) })`.
fn name(event: &Event) -> String {
    let text = format!("{event:?}");
    let inner = text.split_once('(').map_or("", |(_, inner)| inner);
    inner.split([' ', '{', ')']).next().unwrap_or_default().to_string()
}

/// What each parameter moves when it changes; all others move nothing that is pending.
const MOVES: [(&str, &[&str]); 35] = [
    ("spark.rate_per_year", &["Due"]),
    ("spark.season_amplitude", &["Due"]),
    ("spark.day_amplitude", &["Due"]),
    ("spark.reference_hostility", &["Act"]),
    ("spark.reset_days", &["CalmCheck"]),
    ("crowd.fading_per_hour", &["Fades"]),
    ("crowd.acts_per_hour", &["Act"]),
    ("crowd.settlement_per_hour", &["Settle"]),
    ("crowd.presence_people", &["Act", "Settle"]),
    ("perception.memory_hours", &["Onset", "StepsDown"]),
    ("escalation.threshold_rung_3", &["ReviewEnds", "StepsDown"]),
    ("escalation.threshold_rung_4", &["ReviewEnds", "StepsDown"]),
    ("escalation.threshold_rung_5", &["ReviewEnds", "StepsDown"]),
    ("escalation.threshold_rung_6", &["ReviewEnds", "StepsDown"]),
    ("escalation.step_down_hours_mean", &["StepsDown"]),
    ("escalation.step_down_share", &["StepsDown"]),
    ("escalation.alert_calm_hours", &["AlertLapses"]),
    ("escalation.operation_per_hour", &["PlanOperation"]),
    ("escalation.operation_in_truce", &["PlanOperation"]),
    ("post.counter_seizure_per_hour", &["CounterSeizure"]),
    ("village.cover_leave_hours", &["CoverEnds"]),
    ("evacuation.return_calm_hours", &["ReturnStep"]),
    ("evacuation.return_step_hours", &["ReturnStep"]),
    ("evacuation.highway_km_h", &["StrandedRetry"]),
    ("evacuation.local_km_h", &["StrandedRetry"]),
    ("evacuation.track_km_h", &["StrandedRetry"]),
    ("post.foot_speed_km_h", &["StrandedRetry"]),
    ("ceasefire.onset_per_hour", &["Onset"]),
    ("ceasefire.onset_mediation", &["Onset"]),
    ("ceasefire.onset_pressure", &["Onset"]),
    ("ceasefire.onset_failed", &["Onset"]),
    ("ceasefire.life_shape", &["LifeEnds"]),
    ("ceasefire.life_hours", &["LifeEnds"]),
    ("ceasefire.life_failed", &["LifeEnds"]),
    ("ceasefire.held_hours", &["HoldCheck"]),
];

/// Hazard ratios of truces, by the beginning of their names.
const RATIOS: [&str; 2] = ["ceasefire.hazard_", "third_party.leaving_hazard"];

#[test]
fn a_parameter_moves_what_hangs_on_it_and_nothing_else() {
    let cases = [("batken-2021", 33, 1011), ("failed-truces", 40, 3), ("border-decades", 30_000, 5)];
    let mut moving: Vec<String> = Vec::new();
    for (name, hours, seed) in cases {
        let prepared = prepared(name);
        let standing = standing(&prepared);
        for row in TABLE {
            let value = standing.setup.parameters.get(row.name).unwrap();
            let (low, high) = row.bounds.range();
            let other = [value * 0.8, value * 1.25, value + 0.1]
                .into_iter()
                .find(|other| *other != value && (low..=high).contains(other));
            let text = format!("parameters.{}={:?}", row.name, other.unwrap());
            let step = step(Time::from_hours(f64::from(hours)), &[&text], &[]);
            let Ok((branch, _)) = step.of(&prepared, &standing) else { continue };
            if hours > 1_000 && !row.name.starts_with("spark") {
                continue;
            }
            let [(_, unchanged), (_, changed)] = agendas(&branch, seed);
            let found = moved(&unchanged, &changed);
            let ratio = RATIOS.iter().any(|start| row.name.starts_with(start));
            let allowed = MOVES.iter().find(|(known, _)| *known == row.name).map_or(&[][..], |(_, events)| events);
            let allowed = if ratio { &["LifeEnds"][..] } else { allowed };
            for event in &found {
                assert!(allowed.contains(&event.as_str()), "{name}: {text} moves {event}");
            }
            if !found.is_empty() {
                moving.push(row.name.to_string());
            }
        }
    }
    for expected in
        ["ceasefire.onset_per_hour", "ceasefire.life_hours", "escalation.step_down_hours_mean", "spark.rate_per_year"]
    {
        assert!(moving.iter().any(|name| name == expected), "{expected} moves nothing: {moving:?}");
    }
}

/// A constant hazard has what is left of it halved by twice the rate; one that decays comes sooner.
#[test]
fn hazards_are_spent_at_the_old_rate_and_go_on_at_the_new() {
    let cases = [
        ("border-decades", 30_000.0, "spark.rate_per_year", "Due"),
        ("batken-2021", 10.0, "crowd.fading_per_hour", "Fades"),
        ("failed-truces", 30.0, "ceasefire.onset_per_hour", "Onset"),
        ("failed-truces", 30.0, "ceasefire.life_hours", "LifeEnds"),
    ];
    for (name, hours, parameter, event) in cases {
        let (prepared, at) = (prepared(name), Time::from_hours(hours));
        let standing = standing(&prepared);
        let old = standing.setup.parameters.get(parameter).unwrap();
        let set = format!("parameters.{parameter}={:?}", 2.0 * old);
        let (branch, _) = step(at, &[&set], &[]).of(&prepared, &standing).unwrap();
        let mut seen = 0;
        for seed in 1..=if hours > 1_000.0 { 1 } else { 30 } {
            let [(_, unchanged), (_, changed)] = agendas(&branch, seed);
            for (time, _, pending) in unchanged.iter().filter(|(_, _, pending)| self::name(pending) == event) {
                let (moved, ..) = changed.iter().find(|(_, _, same)| same == pending).expect("it is still pending");
                let (before, after) = (time.hours_since(at), moved.hours_since(at));
                let told = format!("{name}, seed {seed}: {before} h became {after} h");
                match event {
                    "Onset" => assert!(after < before / 2.0 + 1e-5, "{told}"),
                    "LifeEnds" => assert!(after > before, "{told}"),
                    _ => assert!((after - before / 2.0).abs() < 1e-5, "{told}"),
                }
                seen += 1;
            }
        }
        assert!(seen > 0, "{name}: no {event} is pending at {at}");
    }
}

/// Both continuations side by side, event by event: when they first differ, and the events that are executed there. They
/// differ when their digests do, or what is pending, unless the change itself has moved that.
fn first_difference(branch: &Branch, seed: u64, until: Time) -> Option<(Time, [String; 2])> {
    let [(mut a, mut pending_a), (mut b, mut pending_b)] = agendas(branch, seed);
    let same = |one: &Agenda, other: &Agenda| {
        let told = |agenda: &Agenda| agenda.iter().map(|(time, _, event)| (*time, *event)).collect::<Vec<_>>();
        told(one) == told(other)
    };
    let by_pending = same(&pending_a, &pending_b);
    loop {
        let [&(time_a, _, event_a), &(time_b, _, event_b)] = [pending_a.first()?, pending_b.first()?];
        if time_a.max(time_b) >= until {
            return None;
        }
        a.step(&mut ());
        b.step(&mut ());
        (pending_a, pending_b) = (a.engine.agenda(), b.engine.agenda());
        let digests = a.engine.digest().value() != b.engine.digest().value();
        if digests || by_pending && !same(&pending_a, &pending_b) {
            return Some((time_a.min(time_b), [name(&event_a), name(&event_b)]));
        }
    }
}

/// The runs part at an event that the change touches and never before; the logs there or later.
#[test]
fn nothing_differs_before_the_first_event_that_the_change_touches() {
    let cases = [
        ("failed-truces", 20, "parameters.ceasefire.talks_success_share=0.0", "TalksEnd", Some(Kind::TalksFailed)),
        ("failed-truces", 20, "parameters.ceasefire.breach_rung_3_share=1.0", "LifeEnds", Some(Kind::Breach)),
        ("failed-truces", 20, "parameters.ceasefire.onset_per_hour=0.5", "Onset", None),
        ("batken-2021", 27, "parameters.escalation.approval_constant=-20.0", "ReviewEnds", Some(Kind::RungRefused)),
    ];
    for (scenario, hours, set, event, kind) in cases {
        let at = Time::from_hours(f64::from(hours));
        let branch = branch(scenario, &step(at, &[set], &[])).unwrap();
        let limits = Limits::until(Time::from_hours(f64::from(hours) + 48.0));
        let mut parted = 0;
        for seed in [1, 2, 3, 4, 1011] {
            let arms = branch.arms(seed, 0, &limits).unwrap_or_else(|_| panic!("{scenario}"));
            let Some(fork) = arms.fork else { continue };
            let (a, b) = (&arms.unchanged.recorder.rows, &arms.changed.recorder.rows);
            assert!(a[..fork.rows] == b[..fork.rows], "{scenario}");
            let (time, events) = first_difference(&branch, seed, limits.horizon).expect("what happens differs as well");
            let told = format!("{scenario}, {set}, seed {seed}: {events:?} at {time}, logs at {}", fork.parting.time);
            assert!(at <= time && time <= fork.parting.time, "{told}");
            assert!(events.iter().any(|name| name == event), "{told}");
            if let Some(kind) = kind {
                assert_eq!(time, fork.parting.time, "{told}");
                assert!([fork.a, fork.b].iter().flatten().any(|row| row.kind == kind), "{told}: {:?}", fork.parting);
            }
            parted += 1;
        }
        assert!(parted > 0, "{scenario}, {set}: no seed parts");
    }
}

#[test]
fn rules_change_in_the_middle_of_everything_and_every_invariant_holds() {
    let set = [
        "hostility.kg--tj.value=0.3",
        "roads.ak_sai--tash_tumshuk.capacity_per_hour=50",
        "parameters.perception.memory_hours=3",
        "parameters.post.heavy_stock=5",
        "parameters.post.fatigue_rise_hours=2",
        "parameters.evacuation.crossing_closed_rung=6",
        "parameters.evacuation.public_share=0.9",
        "parameters.ceasefire.held_hours=5",
        "parameters.spark.reset_days=1",
        "sides.kg.order_reach=0.1",
        "sides.tj.own_car_share=0.9",
        "sides.kg.weapons_rung=3",
        "background_sparks=true",
        "retaliation=deterrence",
    ];
    let prepared = prepared("batken-2021");
    let standing = standing(&prepared);
    let known = |text: &&str| step(Time::from_hours(1.0), &[text], &[]).of(&prepared, &standing).is_ok();
    let set: Vec<&str> = set.into_iter().filter(known).collect();
    assert!(set.len() >= 12, "{set:?}");
    for hours in [6.0, 26.5, 48.0] {
        let (branch, _) = step(Time::from_hours(hours), &set, &[]).of(&prepared, &standing).unwrap();
        let limits = Limits { check_invariants: true, ..Limits::until(Time::from_hours(hours + 24.0)) };
        let arms = branch.arms(1011, 0, &limits).unwrap_or_else(|ended| panic!("{:?}", ended.0));
        assert!(arms.changed.replication.outcome.is_complete(), "{hours} h: {:?}", arms.changed.replication.outcome);
        let fork = arms.fork.expect("such a change reaches something");
        assert!(fork.parting.time >= Time::from_hours(hours));
    }
}

/// Whatever changes for people on the move reaches something, and nobody is lost or counted twice.
#[test]
fn roads_buses_towns_and_households_follow_and_nobody_is_lost() {
    for (hours, set) in [
        (0.5, "districts.north_district.buses=60"),
        (2.0, "districts.north_district.buses=0"),
        (2.0, "roads.north_3--bridge.capacity_per_hour=40"),
        (1.0, "roads.north_3--bridge.class=track"),
        (2.0, "towns.north_town.host_capacity=300"),
        (1.0, "sides.north.own_car_share=0.05"),
        (1.0, "sides.north.order_reach=0.1"),
        (2.0, "parameters.evacuation.public_share=0.9"),
        (20.0, "parameters.evacuation.return_calm_hours=4"),
        (30.0, "parameters.evacuation.return_step_hours=12"),
        (30.0, "parameters.evacuation.return_per_day=0.9"),
    ] {
        let branch =
            branch("one-bridge", &step(Time::from_hours(hours), &[set], &[])).unwrap_or_else(|error| panic!("{error}"));
        let limits = Limits { check_invariants: true, ..Limits::until(branch.before.horizon) };
        let mut reached = 0;
        for seed in 1..=3 {
            let arms = branch.arms(seed, 0, &limits).unwrap_or_else(|ended| panic!("{:?}", ended.0));
            let (a, b) = (&arms.unchanged.replication, &arms.changed.replication);
            assert!(b.outcome.is_complete(), "{set} at {hours} h, seed {seed}: {:?}", b.outcome);
            reached += usize::from(a.digest != b.digest);
        }
        assert!(reached > 0, "{set} at {hours} h reaches nothing");
    }
}

/// At rate 0 a hazard waits, and goes on with what it had left.
#[test]
fn a_spoiler_rests_and_goes_on() {
    let prepared = prepared("failed-truces");
    let standing = standing(&prepared);
    let (rest, resume) = (Time::from_hours(30.0), Time::from_hours(40.0));
    let set = |value: &str| format!("spoilers.hill_group.per_hour={value}");
    let (resting, branched) = step(rest, &[&set("0.0")], &[]).of(&prepared, &standing).unwrap();
    let (again, _) = step(resume, &[&set("0.1")], &[]).of(&prepared, &branched.standing).unwrap();
    let limits = Limits::until(standing.setup.horizon);
    let due = |simulation: &Simulation<Border>| {
        let agenda = simulation.engine.agenda();
        agenda.iter().find(|(_, _, event)| name(event) == "SpoilerDue").map(|(time, ..)| *time)
    };
    let mut simulation = resting.stem(1, 0, &limits, &mut ()).unwrap_or_else(|_| panic!("the run comes to the moment"));
    let left = due(&simulation).expect("a candidate is always pending").hours_since(rest);
    resting.take(&mut simulation, &mut ());
    assert_eq!(due(&simulation), None);
    simulation.run(&Limits { horizon: resume, ..limits }, &mut ());
    again.take(&mut simulation, &mut ());
    let after = due(&simulation).expect("the candidate is pending again").hours_since(resume);
    assert!((after - left / 2.0).abs() < 1e-5, "{left} h at 0.05 an hour became {after} h at 0.1");
}
