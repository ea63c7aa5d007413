//! PHOLD timed: pairs of stretches of simulated time, ours and a peer's. Each engine is built and warmed up once and
//! then continued. Afterwards the plain loop tells how many events every stretch had, and whether all did the same.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reference::Reference;
use super::truceline::{KeyedTruceline, Truceline};
use super::{Engine, MEAN_INCREMENT, Rule, ixa, nexosim, simpy, simrs};
use crate::clock;
use crate::pairs::{Comparison, Effort, Side};

/// Fewest events before anything is timed, and fewest for each agent.
const WARM_UP_EVENTS: f64 = 300_000.0;
const WARM_UP_EACH: f64 = 3.0;

/// Events whose draws alone are made after a side, where that is of interest.
const DRAWS_IN_A_PAIR: u64 = 20_000;

/// ixa, as gates and tables know it.
pub const IXA: &str = "ixa";
/// simrs.
pub const SIMRS: &str = "simrs";
/// NeXosim, each agent a model.
pub const NEXOSIM: &str = "NeXosim";
/// NeXosim, all agents in one model.
pub const NEXOSIM_ONE: &str = "NeXosim, one model";
/// SimPy, all of its time.
pub const SIMPY: &str = "SimPy";
/// SimPy without the time that Python takes for 64-bit arithmetic.
pub const SIMPY_NET: &str = "SimPy less draws";
/// Truceline itself, with the draws its models have.
pub const KEYED: &str = "ChaCha8 streams";
/// No simulator: the draws of agents in turn, which all engines in Rust have to make.
pub const DRAWS: &str = "the draws alone";

/// What was measured at one number of agents.
#[derive(Debug, Serialize)]
pub struct Measured {
    /// All comparisons.
    pub comparisons: Vec<Comparison>,
    /// Events that were proved to be the same in every engine.
    pub proved_events: u64,
}

/// An engine on its way.
struct Running<'a> {
    name: &'static str,
    engine: &'a mut dyn Engine,
    now: u64,
}

/// A part of a run: from, to, and seconds of processor time.
#[derive(Clone, Copy)]
struct Stretch {
    from: u64,
    to: u64,
    seconds: f64,
}

/// A pair, ours and theirs, and the seconds that the draws of one event took alone, where that is of interest.
type Timed = ([Stretch; 2], Option<f64>);

/// All that is to be held against the reference.
#[derive(Default)]
struct Claims {
    /// Name of the engine, horizon, and its checksum there.
    checksums: Vec<(&'static str, u64, u64)>,
    /// Name of the peer, and its pairs.
    pairs: Vec<(&'static str, Vec<Timed>)>,
}

impl Running<'_> {
    fn advance(&mut self, milliseconds: u64) -> f64 {
        self.now += milliseconds;
        self.engine.advance(self.now)
    }

    /// Warms up and finds out how far to go at a time.
    fn prepare(&mut self, rule: Rule, effort: Effort, claims: &mut Claims) -> u64 {
        self.advance(warm_up(rule));
        self.claim(claims);
        effort.part(least(rule), |milliseconds| self.advance(milliseconds))
    }

    /// One side of a pair.
    fn stretch(&mut self, part: u64, effort: Effort) -> Stretch {
        let from = self.now;
        let seconds = effort.side(|| self.advance(part));
        Stretch { from, to: self.now, seconds }
    }

    fn claim(&mut self, claims: &mut Claims) {
        claims.checksums.push((self.name, self.now, self.engine.checksum()));
    }
}

/// Measures all peers at one number of agents; the name of each is told before.
pub fn measure(rule: Rule, effort: Effort, tell: &dyn Fn(&str)) -> Measured {
    let mut claims = Claims::default();
    let tell = |peer: &str| tell(&format!("PHOLD, {} agents, {peer}", rule.agents));
    tell(IXA);
    pairs(rule, effort, IXA, &mut ixa::Ixa::new(rule), &mut claims);
    tell(SIMRS);
    pairs(rule, effort, SIMRS, &mut simrs::Simrs::new(rule), &mut claims);
    tell(NEXOSIM_ONE);
    pairs(rule, effort, NEXOSIM_ONE, &mut nexosim::OneModel::new(rule), &mut claims);
    tell(NEXOSIM);
    pairs(rule, effort, NEXOSIM, &mut nexosim::Models::new(rule), &mut claims);
    tell(SIMPY);
    pairs(rule, effort, SIMPY, &mut simpy::Simpy::new(rule), &mut claims);
    tell(KEYED);
    let own = keyed_and_draws(rule, effort);
    tell("the reference");
    let mut measured = claims.check(rule);
    measured.comparisons.extend(own);
    measured
}

fn pairs(rule: Rule, effort: Effort, name: &'static str, peer: &mut dyn Engine, claims: &mut Claims) {
    let mut ours = Truceline::new(rule);
    let mut ours = Running { name: "Truceline", engine: &mut ours, now: 0 };
    let mut theirs = Running { name, engine: peer, now: 0 };
    let (our_part, their_part) = (ours.prepare(rule, effort, claims), theirs.prepare(rule, effort, claims));
    let mut timed = Vec::new();
    for _ in 0..effort.pairs {
        let pair = [ours.stretch(our_part, effort), theirs.stretch(their_part, effort)];
        // Right after the side that they are taken off, while the machine is in the same mood.
        let draws = theirs.engine.draws(DRAWS_IN_A_PAIR).map(|seconds| seconds / DRAWS_IN_A_PAIR as f64);
        timed.push((pair, draws));
    }
    ours.claim(claims);
    theirs.claim(claims);
    claims.pairs.push((name, timed));
}

/// Pairs of what is not to do the same as the others.
fn keyed_and_draws(rule: Rule, effort: Effort) -> [Comparison; 2] {
    let (mut ours, mut keyed, mut draws) = (Truceline::new(rule), KeyedTruceline::new(rule), Draws::new(rule));
    ours.advance(warm_up(rule));
    keyed.advance(warm_up(rule));
    let mut now = (warm_up(rule), warm_up(rule));
    let mut our_part = |milliseconds: u64| {
        now.0 += milliseconds;
        let before = ours.executed();
        (ours.advance(now.0), ours.executed() - before)
    };
    let mut keyed_part = |milliseconds: u64| {
        now.1 += milliseconds;
        let before = keyed.executed();
        (keyed.advance(now.1), keyed.executed() - before)
    };
    let mut draws_part = |count: u64| (draws.make(count), count);
    let our_amount = effort.part(least(rule), |milliseconds| our_part(milliseconds).0);
    let keyed_amount = effort.part(least(rule), |milliseconds| keyed_part(milliseconds).0);
    let draws_amount = effort.part(1000, |count| draws_part(count).0);
    let mut sides = [Vec::new(), Vec::new()];
    for _ in 0..effort.pairs {
        let ours = side(effort, || our_part(our_amount));
        sides[0].push([ours, side(effort, || keyed_part(keyed_amount))]);
        sides[1].push([ours, side(effort, || draws_part(draws_amount))]);
    }
    [(KEYED, &sides[0]), (DRAWS, &sides[1])].map(|(name, sides)| Comparison::new("phold", rule.agents, name, sides))
}

/// One side of a pair from parts that tell their seconds and their events.
fn side(effort: Effort, mut part: impl FnMut() -> (f64, u64)) -> Side {
    let mut events = 0;
    let seconds = effort.side(|| {
        let (seconds, more) = part();
        events += more;
        seconds
    });
    Side { seconds, events }
}

/// Milliseconds before anything is timed.
fn warm_up(rule: Rule) -> u64 {
    ((WARM_UP_EVENTS / f64::from(rule.agents)).max(WARM_UP_EACH) * MEAN_INCREMENT) as u64
}

/// Milliseconds in which about a thousand events happen.
fn least(rule: Rule) -> u64 {
    (1000.0 * MEAN_INCREMENT / f64::from(rule.agents)) as u64
}

/// The draws of agents in turn.
struct Draws {
    rule: Rule,
    states: Vec<u64>,
    sum: u64,
}

impl Draws {
    fn new(rule: Rule) -> Draws {
        Draws { rule, states: rule.first_states(), sum: 0 }
    }

    /// Makes the draws of so many events, and returns the seconds they took.
    fn make(&mut self, events: u64) -> f64 {
        let Draws { rule, states, sum } = self;
        let seconds = clock::time(|| {
            for (agent, _) in (0..rule.agents).cycle().zip(0..events) {
                let (increment, next) = rule.next(agent, &mut states[agent as usize]);
                *sum = sum.wrapping_add(increment) ^ u64::from(next);
            }
        });
        std::hint::black_box(self.sum);
        seconds
    }
}

impl Claims {
    /// Runs the plain loop through all horizons, checks all checksums, and turns stretches into times of an event.
    ///
    /// # Panics
    /// When an engine did anything else than the plain loop.
    fn check(self, rule: Rule) -> Measured {
        let mut executed: BTreeMap<u64, u64> = BTreeMap::new();
        executed.extend(self.checksums.iter().map(|&(_, horizon, _)| (horizon, 0)));
        for stretch in self.pairs.iter().flat_map(|(_, pairs)| pairs).flat_map(|(pair, _)| pair) {
            executed.extend([(stretch.from, 0), (stretch.to, 0)]);
        }
        let mut reference = Reference::new(rule);
        for (&horizon, events) in &mut executed {
            reference.advance(horizon);
            *events = reference.executed;
            let claimed: Vec<_> = self.checksums.iter().filter(|claim| claim.1 == horizon).collect();
            let expected = if claimed.is_empty() { 0 } else { reference.checksum() };
            for (name, _, found) in claimed {
                assert_eq!(*found, expected, "{name} differs from the reference at {horizon} ms with {rule:?}");
            }
        }
        let side = |stretch: Stretch| Side {
            seconds: stretch.seconds,
            events: executed[&stretch.to] - executed[&stretch.from],
        };
        let mut comparisons = Vec::new();
        for (peer, timed) in &self.pairs {
            let sides: Vec<_> = timed.iter().map(|(pair, _)| pair.map(side)).collect();
            comparisons.push(Comparison::new("phold", rule.agents, peer, &sides));
            let less_draws = timed.iter().zip(&sides).map(|((_, draws), [ours, theirs])| {
                draws.map(|draws| [*ours, Side { seconds: theirs.seconds - draws * theirs.events as f64, ..*theirs }])
            });
            if let Some(less_draws) = less_draws.collect::<Option<Vec<_>>>() {
                comparisons.push(Comparison::new("phold", rule.agents, SIMPY_NET, &less_draws));
            }
        }
        let proved_events = self.checksums.iter().map(|claim| executed[&claim.1]).max().unwrap_or(0);
        Measured { comparisons, proved_events }
    }
}
