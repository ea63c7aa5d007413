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
    inner.split([' ', '{']).next().unwrap_or_default().to_string()
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

/// A constant hazard has what is left of it stretched by the ratio of the rates.
#[test]
fn hazards_are_spent_at_the_old_rate_and_go_on_at_the_new() {
    let cases = [
        ("border-decades", 30_000.0, "parameters.spark.rate_per_year", "Due", 5),
        ("batken-2021", 10.0, "parameters.crowd.fading_per_hour", "Fades", 1011),
        ("failed-truces", 40.0, "parameters.ceasefire.onset_per_hour", "Onset", 3),
    ];
    for (name, hours, path, event, seed) in cases {
        let (prepared, at) = (prepared(name), Time::from_hours(hours));
        let standing = standing(&prepared);
        let old = standing.setup.parameters.get(path.strip_prefix("parameters.").unwrap()).unwrap();
        let (branch, _) = step(at, &[&format!("{path}={:?}", 2.0 * old)], &[]).of(&prepared, &standing).unwrap();
        let [(_, unchanged), (_, changed)] = agendas(&branch, seed);
        let mut seen = 0;
        for (time, _, pending) in unchanged.iter().filter(|(_, _, pending)| self::name(pending) == event) {
            let (moved, ..) = changed.iter().find(|(_, _, same)| same == pending).expect("it is still pending");
            let (before, after) = (time.hours_since(at), moved.hours_since(at));
            if event == "Onset" {
                assert!(after < before, "{name}: {before} h became {after} h");
            } else {
                assert!((after - before / 2.0).abs() < 1e-5, "{name}: {before} h became {after} h");
            }
            seen += 1;
        }
        assert!(seen > 0, "{name}: no {event} is pending at {at}");
    }
}

/// The digest parts where the log does, when the change is about something that is logged, and never before.
#[test]
fn nothing_differs_before_the_first_event_that_the_change_touches() {
    let cases = [
        ("failed-truces", 20, "parameters.ceasefire.talks_success_share=0.0", Kind::TalksFailed),
        ("failed-truces", 20, "parameters.ceasefire.onset_per_hour=0.5", Kind::TruceProposed),
        ("batken-2021", 20, "parameters.escalation.approval_constant=-20.0", Kind::RungRefused),
        ("batken-2021", 28, "parameters.village.alarm_threat=1000.0", Kind::Alarm),
    ];
    for (name, hours, set, kind) in cases {
        let at = Time::from_hours(f64::from(hours));
        let branch = branch(name, &step(at, &[set], &[])).unwrap();
        let limits = Limits::until(branch.before.horizon);
        for seed in 1..=3 {
            let arms = branch.arms(seed, 0, &limits).unwrap_or_else(|_| panic!("{name}"));
            let Some(fork) = arms.fork else { continue };
            let parted = fork.parting.time;
            assert!(parted >= at, "{name}: parted at {parted}");
            let (a, b) = (&arms.unchanged.recorder.rows, &arms.changed.recorder.rows);
            assert!(a[..fork.rows] == b[..fork.rows], "{name}");
            assert!([fork.a, fork.b].iter().flatten().any(|row| row.kind == kind), "{name}, {set}: {:?}", fork.parting);
            let stem = branch.stem(seed, 0, &limits, &mut ()).unwrap_or_else(|_| panic!("{name}"));
            let digests = branch.both(stem, &mut ()).map(|mut simulation| {
                let before = Limits { horizon: parted, ..limits };
                simulation.run(&before, &mut ());
                let before = simulation.engine.digest().value();
                simulation.run(&limits, &mut ());
                (before, simulation.engine.digest().value())
            });
            assert_eq!(digests[0].0, digests[1].0, "{name}, seed {seed}: digests at {parted}");
            assert_ne!(digests[0].1, digests[1].1, "{name}, seed {seed}: digests at the end");
        }
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
    for hours in [6.0, 20.0, 26.5, 30.0, 48.0, 90.0] {
        let (branch, _) = step(Time::from_hours(hours), &set, &[]).of(&prepared, &standing).unwrap();
        let limits = Limits { check_invariants: true, ..Limits::until(branch.before.horizon) };
        let arms = branch.arms(1011, 0, &limits).unwrap_or_else(|ended| panic!("{:?}", ended.0));
        assert!(arms.changed.replication.outcome.is_complete(), "{hours} h: {:?}", arms.changed.replication.outcome);
        let fork = arms.fork.expect("such a change reaches something");
        assert!(fork.parting.time >= Time::from_hours(hours));
    }
}
