//! Workloads of `truceline bench`: the work they do is pinned, its theory holds, and a repeat that does other work is
//! found.
//!
//! `TRUCELINE_UPDATE_GOLDEN=1` writes the digests anew, in a commit of its own that says why.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use truceline::bench::{BenchError, Check, Done, Group, Queue, Ready, Scale, Timed, Workload, catalogue, measure};

const GOLDEN: &str = include_str!("bench.txt");
const GOLDEN_SCENARIOS: &str = include_str!("golden.txt");

fn golden(text: &str) -> BTreeMap<&str, &str> {
    text.lines().filter_map(|line| line.split_once(' ')).collect()
}

/// Name and digest of every quick workload of a group, each run once.
fn digests(group: Group) -> BTreeMap<String, String> {
    catalogue(Scale::Quick)
        .iter()
        .filter(|workload| workload.group == group)
        .map(|workload| measure(workload, 1).unwrap_or_else(|error| panic!("{error}")))
        .map(|measured| (measured.name, measured.digest))
        .collect()
}

#[track_caller]
fn are_golden(group: Group) {
    let found = digests(group);
    assert!(!found.is_empty());
    if std::env::var_os("TRUCELINE_UPDATE_GOLDEN").is_some() {
        update(&found);
        return;
    }
    let golden = golden(GOLDEN);
    for (name, digest) in &found {
        assert_eq!(golden.get(name.as_str()), Some(&digest.as_str()), "{name}: other work than before");
    }
}

/// Tests run beside each other: each replaces its own lines.
fn update(found: &BTreeMap<String, String>) {
    static WRITING: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _alone = WRITING.lock().unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/bench.txt");
    let old = std::fs::read_to_string(path).unwrap();
    let mut all: BTreeMap<String, String> =
        golden(&old).into_iter().map(|(name, digest)| (name.to_owned(), digest.to_owned())).collect();
    all.extend(found.clone());
    let text: String = all.iter().map(|(name, digest)| format!("{name} {digest}\n")).collect();
    std::fs::write(path, text).unwrap();
}

#[test]
fn phold_is_the_same_work_as_ever() {
    are_golden(Group::Phold);
}

#[test]
fn the_curve_of_phold_is_the_same_work_as_ever() {
    are_golden(Group::Curve);
}

#[test]
fn holds_are_the_same_work_as_ever() {
    are_golden(Group::Hold);
}

#[test]
fn the_queue_is_the_same_work_as_ever() {
    are_golden(Group::Queue);
}

#[test]
fn the_synthetic_border_is_the_same_work_as_ever() {
    are_golden(Group::Synthetic);
}

/// They are the runs of the golden digests, and none is missing.
#[test]
fn shipped_scenarios_are_all_there_with_their_golden_digests() {
    let found = digests(Group::Scenarios);
    let found: BTreeMap<&str, &str> = found.iter().map(|(name, digest)| (name.as_str(), digest.as_str())).collect();
    assert_eq!(found, golden(GOLDEN_SCENARIOS));
    for (file, text) in truceline::scenario::shipped_texts().0 {
        let path = format!("{}/scenarios/{file}", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "{path}");
    }
}

#[test]
fn golden_names_are_those_of_the_catalogue_at_either_scale() {
    let names = |scale| -> BTreeSet<String> {
        let all = catalogue(scale);
        let names: BTreeSet<String> = all.iter().map(|workload| workload.name.clone()).collect();
        assert_eq!(names.len(), all.len(), "names are unique");
        assert!(names.iter().all(|name| Group::ALL.iter().all(|group| group.name() != name)));
        names
    };
    let quick = names(Scale::Quick);
    assert_eq!(quick, names(Scale::Full));
    let golden: BTreeSet<&str> = golden(GOLDEN).into_keys().chain(golden(GOLDEN_SCENARIOS).into_keys()).collect();
    assert_eq!(quick.iter().map(String::as_str).collect::<BTreeSet<_>>(), golden);
}

fn checks(queue: Queue, expected: Queue) -> Vec<Check> {
    queue.ready(expected.closed_form())()().unwrap().checks
}

/// Seeded: the queue agrees with its closed form, and its twin, whose server is 2 % slower than the form says, does not.
#[test]
fn a_queue_keeps_to_its_closed_form_and_a_slower_twin_does_not() {
    let queue = Queue { arrivals_per_hour: 0.8, services_per_hour: 1.0, hours: 50_000 };
    let form = queue.closed_form();
    assert!((form.in_system - 4.0).abs() < 1e-12 && (form.waiting - 3.2).abs() < 1e-12, "{form:?}");
    for check in checks(queue, queue) {
        assert!(check.z().abs() < 4.0 && check.holds(), "{check:?}");
        assert!(check.standard_error < 0.02 * check.expected, "too few to say anything: {check:?}");
    }
    for check in checks(Queue { services_per_hour: 0.98, ..queue }, queue) {
        assert!(check.z() > 4.0 && !check.holds(), "{check:?}");
    }
}

/// A workload whose repeats find these events and digests in turn.
fn planted(turns: &'static [Result<(u64, u128), &str>]) -> Workload {
    Workload::new(Group::Hold, "planted".to_owned(), String::new(), move || {
        let turn = Cell::new(0);
        let ready: Ready = Box::new(move || {
            let found = turns[turn.replace(turn.get() + 1)];
            let timed: Timed = Box::new(move || {
                let (events, digest) = found.map_err(str::to_owned)?;
                Ok(Done { events, digest, checks: Vec::new(), remains: Box::new(()) })
            });
            timed
        });
        Ok(ready)
    })
}

#[test]
fn a_repeat_that_does_other_work_is_found() {
    let same = measure(&planted(&[Ok((5, 9)), Ok((5, 9)), Ok((5, 9))]), 3).unwrap();
    assert_eq!((same.repeats, same.events, same.digest.as_str()), (3, 5, "00000000000000000000000000000009"));
    let time = same.nanoseconds_per_event;
    assert!(0.0 < time.least && time.least <= time.lower_quartile && time.lower_quartile <= time.median);
    assert!(time.median <= time.upper_quartile && time.upper_quartile < 1e9);
    for other in [Ok((5, 8)), Ok((6, 9))] {
        let turns = Box::leak(Box::new([Ok((5, 9)), Ok((5, 9)), other]));
        let error = measure(&planted(turns), 3).unwrap_err();
        assert!(matches!(error, BenchError::Diverged { repeat: 3, .. }), "{error}");
    }
    let error = measure(&planted(&[Ok((5, 9)), Err("the roof fell in")]), 2).unwrap_err();
    assert_eq!(error.to_string(), "planted: the roof fell in");
    assert_eq!(measure(&planted(&[Ok((0, 9))]), 1).unwrap_err().to_string(), "planted: it has no events");
}

#[test]
fn memory_that_a_workload_takes_is_told_where_the_system_tells() {
    // Told of the whole process, in which other tests take and give back memory meanwhile: so nothing is compared with a
    // moment before, and more is taken than they all could give back. Linux counts pages roughly, hence the half.
    let bytes = std::hint::black_box(vec![1_u8; 256 << 20]);
    let Some(memory) = truceline::bench::memory() else { return };
    let half = bytes.len() as u64 / 2;
    assert!(memory.resident_bytes >= half && memory.peak_bytes >= memory.resident_bytes, "{memory:?}");
    drop(std::hint::black_box(bytes));
    let after = truceline::bench::memory().unwrap();
    assert!(after.peak_bytes >= half, "{memory:?} {after:?}");
}
