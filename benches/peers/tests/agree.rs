//! All engines do the same work.

use truceline_peers::hold::{Binary, DISTRIBUTIONS, Dary, Hold, Holds, Ours, Quick, QuickNewer};
use truceline_peers::phold::{Engine, Rule, ixa, nexosim, reference::Reference, simpy, simrs, truceline};
use truceline_peers::random::Logarithm;
use truceline_peers::skirmish;

const HOUR: u64 = 3_600_000;

fn engines(rule: Rule) -> Vec<(&'static str, Box<dyn Engine>)> {
    vec![
        ("Truceline", Box::new(truceline::Truceline::new(rule))),
        ("ixa", Box::new(ixa::Ixa::new(rule))),
        ("simrs", Box::new(simrs::Simrs::new(rule))),
        ("NeXosim", Box::new(nexosim::Models::new(rule))),
        ("NeXosim, one model", Box::new(nexosim::OneModel::new(rule))),
        ("SimPy", Box::new(simpy::Simpy::new(rule))),
    ]
}

/// At two horizons, the second of which continues the first.
#[test]
fn phold_is_the_same_everywhere() {
    for (agents, remote, logarithm) in [
        (1, 0.5, Logarithm::System),
        (100, 0.1, Logarithm::System),
        (100, 0.5, Logarithm::Libm),
        (1000, 1.0, Logarithm::System),
    ] {
        let rule = Rule { agents, remote, logarithm };
        let mut reference = Reference::new(rule);
        let mut engines = engines(rule);
        let mut before = reference.checksum();
        for until in [2 * HOUR, 20 * HOUR] {
            reference.advance(until);
            assert_ne!(reference.checksum(), before, "nothing happened");
            before = reference.checksum();
            for (name, engine) in &mut engines {
                engine.advance(until);
                assert_eq!(engine.checksum(), before, "{name} differs at {until} with {rule:?}");
            }
        }
    }
}

#[test]
fn the_checksum_sees_one_event_more() {
    let rule = Rule { agents: 100, remote: 0.5, logarithm: Logarithm::System };
    let mut reference = Reference::new(rule);
    let mut ours = truceline::Truceline::new(rule);
    reference.advance(5 * HOUR);
    let (mut until, executed) = (5 * HOUR, reference.executed);
    ours.advance(until);
    assert_eq!(ours.executed(), executed);
    while ours.executed() == executed {
        until += HOUR / 1000;
        ours.advance(until);
    }
    assert_ne!(ours.checksum(), reference.checksum());
}

#[test]
fn the_skirmish_is_the_same_everywhere() {
    let mut engines: Vec<(&str, Box<dyn skirmish::Engine>)> = vec![
        ("ixa", Box::new(skirmish::ixa::Ixa)),
        ("simrs", Box::new(skirmish::simrs::Simrs)),
        ("NeXosim", Box::new(skirmish::nexosim::Nexosim)),
        ("SimPy", Box::new(skirmish::simpy::Simpy::new())),
    ];
    for replication in 0..3 {
        let (ours, _) = skirmish::Engine::run(&mut skirmish::truceline::Truceline, replication, 2000 * HOUR);
        assert!(ours.killed > 0 && ours.truces > 10 && ours.shots >= ours.truces * 50, "{ours:?}");
        for (name, engine) in &mut engines {
            assert_eq!(engine.run(replication, 2000 * HOUR).0, ours, "{name} differs in replication {replication}");
        }
    }
}

#[test]
fn all_pending_sets_take_out_the_same_times() {
    for distribution in &DISTRIBUTIONS {
        let increments = distribution.increments();
        for size in [1, 100, 5000] {
            let mut ours = Hold::<Ours>::new(size, &increments);
            let others: [Box<dyn Holds>; 4] = [
                Box::new(Hold::<Quick>::new(size, &increments)),
                Box::new(Hold::<QuickNewer>::new(size, &increments)),
                Box::new(Hold::<Dary>::new(size, &increments)),
                Box::new(Hold::<Binary>::new(size, &increments)),
            ];
            let before = ours.checksum();
            ours.hold(10_000);
            assert_ne!(ours.checksum(), before);
            for (number, mut other) in others.into_iter().enumerate() {
                other.hold(10_000);
                assert_eq!(other.checksum(), ours.checksum(), "set {number}, {}, {size} events", distribution.name);
            }
        }
    }
}
