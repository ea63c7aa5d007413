//! PHOLD: agents that send each other events, the common benchmark of discrete-event simulators.
//!
//! Source: R. M. Fujimoto, *Performance of Time Warp under synthetic workloads* (1990).

use std::hint::select_unpredictable;
use std::marker::PhantomData;

use crate::engine::samplers::{exponential, unit};
use crate::engine::{Digest, Draws, Engine, Limits, Lineage, Model, Outcome, Rules, Simulation, Time, fetch};

use super::split_mix::SplitMix64;
use super::workload::{Done, Group, Ready, Timed, Workload};

/// Least delay, in hours.
const LOOKAHEAD_HOURS: f64 = 0.1;
/// Mean of the exponential delay on top of it, in hours.
const MEAN_HOURS: f64 = 0.9;
const SEED: u64 = 42;

/// Where agents take their draws from; either way an agent's state is 8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawsOf {
    /// The state is a [`SplitMix64`], as in all engines of a comparison.
    SplitMix,
    /// The state counts the agent's events, and each event opens a keyed ChaCha8 stream, as in the conflict model.
    Keyed,
}

/// Each agent always has one event pending somewhere. When an event comes to an agent, the next is due after 0.1 h plus
/// an exponential delay of mean 0.9 h, for any agent (with the share `remote_percent`) or for this one.
///
/// Every event takes three draws of the agent it comes to: delay; remote or not; which agent, used only when remote.
#[derive(Clone, Copy, Debug)]
pub struct Phold {
    /// Agents, and events pending.
    pub agents: u32,
    /// Share of events for any agent, 0..=100.
    pub remote_percent: u64,
    /// Where draws come from.
    pub draws: DrawsOf,
    /// Events within the time; as many as there are agents, at least 10,000, come before it.
    pub events: u64,
}

impl Phold {
    /// As a workload.
    pub fn workload(self, name: String) -> Workload {
        let draws = match self.draws {
            DrawsOf::SplitMix => "8-byte SplitMix64 each",
            DrawsOf::Keyed => "a keyed ChaCha8 stream for each event",
        };
        let meaning = format!("PHOLD: {} agents, {} % remote, {draws}", self.agents, self.remote_percent);
        let prepare = move || {
            Ok(match self.draws {
                DrawsOf::SplitMix => self.ready::<SplitMixed>(),
                DrawsOf::Keyed => self.ready::<Keyed>(),
            })
        };
        Workload::new(Group::Phold, name, meaning, prepare).of_size(self.agents as usize)
    }

    fn ready<S: Source>(self) -> Ready {
        Box::new(move || {
            let mut simulation = self.start::<S>();
            run(&mut simulation, u64::from(self.agents).max(10_000));
            let timed: Timed = Box::new(move || {
                let outcome = run(&mut simulation, self.events);
                if outcome != Outcome::EventLimit {
                    return Err(format!("PHOLD never ends, and ended: {}", outcome.name()));
                }
                let digest = simulation.engine.digest().value();
                Ok(Done { events: self.events, digest, checks: Vec::new(), remains: Box::new(simulation) })
            });
            timed
        })
    }

    /// At time zero: one event for each agent, after a delay of its own.
    fn start<S: Source>(self) -> Simulation<Agents<S>> {
        let mut engine = Engine::new(Draws::new(1, SEED, 0));
        let mut states = S::states(self.agents as usize);
        for (agent, state) in states.iter_mut().enumerate() {
            let [delay, ..] = S::draw(state, agent as u32, engine.draws());
            engine.schedule(Time::ZERO.plus_hours(delay_hours(delay)), 0, agent as u32);
        }
        let remote_below = (u128::from(self.remote_percent) << 64) / 100;
        Simulation { model: Agents { states, remote_below, source: PhantomData }, engine }
    }
}

fn run<S: Source>(simulation: &mut Simulation<Agents<S>>, events: u64) -> Outcome {
    let events = simulation.engine.executed() + events;
    simulation.run(&Limits { events, ..Limits::until(Time::MAX) }, &mut ())
}

#[inline]
fn delay_hours(word: u64) -> f64 {
    LOOKAHEAD_HOURS + exponential(unit(word), MEAN_HOURS)
}

/// The three draws of an event.
trait Source: 'static {
    fn states(agents: usize) -> Vec<u64>;
    fn draw(state: &mut u64, agent: u32, draws: &Draws) -> [u64; 3];
}

struct SplitMixed;

impl Source for SplitMixed {
    fn states(agents: usize) -> Vec<u64> {
        let mut generator = SplitMix64(SEED);
        (0..agents).map(|_| generator.next_word()).collect()
    }

    #[inline]
    fn draw(state: &mut u64, _: u32, _: &Draws) -> [u64; 3] {
        let mut generator = SplitMix64(*state);
        let words = [generator.next_word(), generator.next_word(), generator.next_word()];
        *state = generator.0;
        words
    }
}

struct Keyed;

impl Source for Keyed {
    fn states(agents: usize) -> Vec<u64> {
        vec![0; agents]
    }

    #[inline]
    fn draw(state: &mut u64, agent: u32, draws: &Draws) -> [u64; 3] {
        let mut stream = draws.open(Lineage(u64::from(agent)).child(*state), 0);
        *state += 1;
        [stream.raw(), stream.raw(), stream.raw()]
    }
}

struct Agents<S> {
    states: Vec<u64>,
    /// An event whose second draw is below is remote.
    remote_below: u128,
    source: PhantomData<S>,
}

impl<S: Source> Model for Agents<S> {
    /// The agent it comes to.
    type Event = u32;

    fn fold(agent: &u32, digest: &mut Digest) {
        digest.fold(u64::from(*agent));
    }

    #[inline]
    fn fetch(&self, agent: &u32) {
        fetch(&self.states[*agent as usize]);
    }
}

impl<S: Source, O> Rules<O> for Agents<S> {
    #[inline]
    fn handle(&mut self, engine: &mut Engine<u32>, agent: u32, _: &mut O) {
        let [delay, remote, target] = S::draw(&mut self.states[agent as usize], agent, engine.draws());
        // A branch here could not be foreseen.
        let next = select_unpredictable(u128::from(remote) < self.remote_below, self.any(target), agent);
        engine.schedule(engine.now().plus_hours(delay_hours(delay)), 0, next);
    }
}

impl<S> Agents<S> {
    /// Each agent as likely as any other, but for one part in 2^44: the high word of a product.
    #[inline]
    fn any(&self, word: u64) -> u32 {
        ((u128::from(word) * self.states.len() as u128) >> 64) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An event is due for each agent once an hour in the mean, wherever it comes from, and never is one lost.
    #[test]
    fn events_come_once_an_hour_to_each_agent() {
        for (remote_percent, draws) in [(0, DrawsOf::SplitMix), (50, DrawsOf::SplitMix), (100, DrawsOf::Keyed)] {
            let phold = Phold { agents: 100, remote_percent, draws, events: 100_000 };
            let (hours, pending) = match draws {
                DrawsOf::SplitMix => end::<SplitMixed>(phold),
                DrawsOf::Keyed => end::<Keyed>(phold),
            };
            assert_eq!(pending, 100);
            // Of 100,000 events, so many standard errors of a renewal process: 0.9 times their root, in hours of 100.
            let error = 0.9 * 100_000_f64.sqrt() / 100.0;
            assert!((hours - 1_000.0).abs() < 4.0 * error, "{remote_percent} %: {hours} hours");
        }
    }

    fn end<S: Source>(phold: Phold) -> (f64, usize) {
        let mut simulation = phold.start::<S>();
        assert_eq!(run(&mut simulation, phold.events), Outcome::EventLimit);
        (simulation.engine.now().hours(), simulation.engine.pending())
    }

    /// Agents and words are shared out evenly: of 100 agents, the share of events that change the agent is 99 % of the
    /// remote ones.
    #[test]
    fn the_remote_share_is_as_asked() {
        for remote_percent in [0, 10, 50, 100] {
            let phold = Phold { agents: 100, remote_percent, draws: DrawsOf::SplitMix, events: 0 };
            let agents = phold.start::<SplitMixed>().model;
            let (mut generator, mut remote) = (SplitMix64(7), 0);
            for _ in 0..100_000 {
                let [_, is_remote, target] = SplitMixed::draw(&mut generator.0, 0, &Draws::new(1, 1, 0));
                let target = agents.any(target);
                assert!(target < 100);
                remote += u64::from(u128::from(is_remote) < agents.remote_below && target != 0);
            }
            let expected = 990 * remote_percent;
            assert!(remote.abs_diff(expected) < 700, "found {remote}, expected {expected}");
        }
    }
}
