//! The run loop: executes pending events in order until a named outcome.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::digest::Digest;
use super::draws::Draws;
use super::pending::{Due, Handle, Pending};
use super::time::Time;

/// The cause of an event that no logged event led to: calendar, injects, sparks.
pub const NO_CAUSE: u32 = u32::MAX;

/// State and rules of a model. The observer is a parameter of [`Rules`], so that a run without one costs nothing.
pub trait Model {
    /// One enum of everything that can happen, at most 16 bytes.
    type Event: Copy;

    /// Folds the event's kind and fields into the digest.
    fn fold(event: &Self::Event, digest: &mut Digest);

    /// Asks with [`fetch`](super::fetch) for what this pending event will need first. Called some time before the event
    /// comes, when very many are pending, so that it is in a cache by then. Changes no result, and may be called for an
    /// event that is cancelled later, or not at all.
    #[inline]
    fn fetch(&self, _event: &Self::Event) {}

    /// Checks what must always hold; the text names what does not.
    ///
    /// # Errors
    /// The first invariant found broken.
    fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

/// How a model changes when an event happens, watched by `O`.
pub trait Rules<O>: Model {
    /// Executes one event at `engine.now()`.
    fn handle(&mut self, engine: &mut Engine<Self::Event>, event: Self::Event, observer: &mut O);
}

/// Watches a run without changing it. Nothing is scheduled for it: it is told whenever the clock moves on.
pub trait Observer<M> {
    /// The clock is about to move to `until`, a later moment than before; until then the model stays as it is. Told
    /// exactly once for each move, the one to the horizon included.
    fn clock_passes(&mut self, model: &M, until: Time);
}

impl<M> Observer<M> for () {
    #[inline]
    fn clock_passes(&mut self, _: &M, _: Time) {}
}

/// Counts that end a run, and its horizon. Wall time is not among them: it would make results differ between machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Events at or after this moment are not executed.
    pub horizon: Time,
    /// Most events executed.
    pub events: u64,
    /// Most events executed at one instant: beyond it the model is taken to run away.
    pub events_at_one_instant: u64,
    /// Most events pending. Counted between events: what one event schedules is bounded by the model.
    pub pending: usize,
    /// Whether to check the model's invariants after every event.
    pub check_invariants: bool,
}

impl Limits {
    /// The default limits, up to `horizon`.
    pub const fn until(horizon: Time) -> Limits {
        Limits {
            horizon,
            events: 2_000_000_000,
            events_at_one_instant: 10_000_000,
            pending: 100_000_000,
            check_invariants: false,
        }
    }
}

/// Why a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The horizon was reached.
    Horizon,
    /// Nothing was pending any more.
    Exhausted,
    /// [`Limits::events`] were executed, and more are due.
    EventLimit,
    /// [`Limits::events_at_one_instant`] were executed, and more are due at the same instant.
    InstantLimit,
    /// More than [`Limits::pending`] are pending.
    PendingLimit,
    /// An invariant was found broken; the text says which.
    InvariantBroken(String),
}

impl Outcome {
    /// Whether the run came to its natural end.
    pub fn is_complete(&self) -> bool {
        matches!(self, Outcome::Horizon | Outcome::Exhausted)
    }

    /// Stable name for files.
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Horizon => "horizon",
            Outcome::Exhausted => "exhausted",
            Outcome::EventLimit => "event_limit",
            Outcome::InstantLimit => "instant_limit",
            Outcome::PendingLimit => "pending_limit",
            Outcome::InvariantBroken(_) => "invariant_broken",
        }
    }
}

/// What a model may use while it executes an event: the clock, the pending events, draws, causes and the digest.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(remote = "Self")]
#[serde(bound(serialize = "E: Copy + Serialize", deserialize = "E: Copy + DeserializeOwned"))]
pub struct Engine<E> {
    now: Time,
    cause: u32,
    logged: u32,
    executed: u64,
    at_this_instant: u64,
    pending: Pending<E>,
    draws: Draws,
    digest: Digest,
}

impl<E: Copy> Engine<E> {
    /// An engine at time zero.
    pub fn new(draws: Draws) -> Engine<E> {
        Engine {
            now: Time::ZERO,
            cause: NO_CAUSE,
            logged: 0,
            executed: 0,
            at_this_instant: 0,
            pending: Pending::default(),
            draws,
            digest: Digest::new(),
        }
    }

    /// At time zero again, with other draws and the memory of the run before.
    #[must_use]
    pub fn restart(self, draws: Draws) -> Engine<E> {
        let mut pending = self.pending;
        pending.clear();
        Engine { pending, ..Engine::new(draws) }
    }

    /// The current moment: of the event being executed; after a run that came to its natural end, its horizon.
    #[inline]
    pub fn now(&self) -> Time {
        self.now
    }

    /// The keyed draws of this replication.
    #[inline]
    pub fn draws(&self) -> &Draws {
        &self.draws
    }

    /// The running digest; the engine folds every event, the model folds harm and final measures.
    #[inline]
    pub fn digest_mut(&mut self) -> &mut Digest {
        &mut self.digest
    }

    /// The digest so far.
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Events executed so far.
    pub fn executed(&self) -> u64 {
        self.executed
    }

    /// Events logged so far.
    pub fn logged(&self) -> u32 {
        self.logged
    }

    /// Events pending.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// When the next event is due.
    pub fn next_time(&mut self) -> Option<Time> {
        self.pending.next_time()
    }

    /// The nearest logged ancestor of what is happening now; [`NO_CAUSE`] between events.
    #[inline]
    pub fn cause(&self) -> u32 {
        self.cause
    }

    /// Gives what is happening now a number in the truth log; it becomes the cause of all that is scheduled after.
    #[inline]
    pub fn log(&mut self) -> u32 {
        let number = self.logged;
        self.logged = number.checked_add(1).expect("fewer than 2^32 logged events");
        self.cause = number;
        number
    }

    /// Sets the cause of what is logged or scheduled next: for a hazard, the event that last changed it.
    #[inline]
    pub fn set_cause(&mut self, cause: u32) {
        self.cause = cause;
    }

    /// Schedules an event caused by what is happening now.
    ///
    /// # Panics
    /// When `at` is in the past or `phase` above 15.
    #[inline]
    pub fn schedule(&mut self, at: Time, phase: u8, event: E) -> Handle {
        assert!(at >= self.now, "an event cannot be scheduled in the past");
        self.pending.push(at, phase, self.cause, event)
    }

    /// Cancels a pending event; false when it has fired or was cancelled.
    #[inline]
    pub fn cancel(&mut self, handle: Handle) -> bool {
        self.pending.cancel(handle)
    }

    /// Moves a pending event, keeping its cause; None when it has fired or was cancelled.
    ///
    /// # Panics
    /// When `at` is in the past or `phase` above 15.
    #[inline]
    pub fn reschedule(&mut self, handle: Handle, at: Time, phase: u8) -> Option<Handle> {
        assert!(at >= self.now, "an event cannot be scheduled in the past");
        self.pending.reschedule(handle, at, phase)
    }

    /// The cause of a pending event; None when it has fired or was cancelled.
    pub fn cause_of(&self, handle: Handle) -> Option<u32> {
        self.pending.cause(handle)
    }

    /// Everything that is pending, in the order in which it will happen: when, handle and event. It takes time in
    /// proportion to all of it, so it is for what happens once in a run.
    pub fn agenda(&self) -> Vec<(Time, Handle, E)> {
        self.pending.in_order()
    }

    /// Which limit is reached, if any is.
    #[cold]
    fn limit_reached(&self, limits: &Limits, at_this_instant: u64) -> Option<Outcome> {
        if self.executed >= limits.events {
            Some(Outcome::EventLimit)
        } else if at_this_instant >= limits.events_at_one_instant {
            Some(Outcome::InstantLimit)
        } else if self.pending.len() > limits.pending {
            Some(Outcome::PendingLimit)
        } else {
            None
        }
    }

    /// Whether the event of a handle is still to come.
    #[inline]
    pub fn is_pending(&self, handle: Handle) -> bool {
        self.pending.contains(handle)
    }
}

impl<E: Copy + Serialize> Serialize for Engine<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Engine::serialize(self, serializer)
    }
}

/// As derived, and refuses events in the past.
impl<'de, E: Copy + DeserializeOwned> Deserialize<'de> for Engine<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut engine: Engine<E> = Engine::deserialize(deserializer)?;
        if engine.pending.next_time().is_some_and(|time| time < engine.now) {
            return Err(D::Error::custom("engine: an event is pending in the past"));
        }
        Ok(engine)
    }
}

/// A model with its engine: everything a run needs, cloned or stored as a whole.
#[derive(Clone, Debug)]
pub struct Simulation<M: Model> {
    /// State and rules.
    pub model: M,
    /// Clock, pending events, draws and digest.
    pub engine: Engine<M::Event>,
}

impl<M: Model> Simulation<M> {
    /// Executes events until the horizon, or until a limit or a broken invariant ends the run. Calling it again with a
    /// later horizon, or with a higher limit, continues as if it had never stopped.
    ///
    /// At its natural end the clock stands at the horizon, so that whoever changes the model there (a branch, a call
    /// made by hand) does so at that moment. After any other end it stands at the last event.
    pub fn run<O: Observer<M>>(&mut self, limits: &Limits, observer: &mut O) -> Outcome
    where
        M: Rules<O>,
    {
        // What was done by hand before this call is not the cause of what is done after it.
        self.engine.cause = NO_CAUSE;
        loop {
            let Some(next) = self.engine.pending.find_next(|event| self.model.fetch(event)) else {
                self.pass_to(limits.horizon, observer);
                return Outcome::Exhausted;
            };
            let time = next.time();
            if time >= limits.horizon {
                self.pass_to(limits.horizon, observer);
                return Outcome::Horizon;
            }
            let engine = &mut self.engine;
            let at_this_instant = if time > engine.now { 0 } else { engine.at_this_instant };
            let at_a_limit = engine.executed >= limits.events
                || at_this_instant >= limits.events_at_one_instant
                || engine.pending.may_exceed(limits.pending);
            if at_a_limit && let Some(outcome) = engine.limit_reached(limits, at_this_instant) {
                return outcome;
            }
            if time > engine.now {
                observer.clock_passes(&self.model, time);
                engine.now = time;
            }
            engine.at_this_instant = at_this_instant + 1;
            let due = engine.pending.take(next);
            self.execute(due, observer);
            if limits.check_invariants
                && let Err(broken) = self.model.check()
            {
                return Outcome::InvariantBroken(broken);
            }
        }
    }

    /// Moves the clock on; does nothing when it is there already, or beyond.
    #[inline]
    fn pass_to<O: Observer<M>>(&mut self, until: Time, observer: &mut O) {
        if until > self.engine.now {
            observer.clock_passes(&self.model, until);
            self.engine.now = until;
            self.engine.at_this_instant = 0;
        }
    }

    /// Executes the next event, whatever the horizon and the limits; false when nothing is pending. [`Simulation::run`]
    /// tells the observer of the clock, this does not.
    #[inline]
    pub fn step<O>(&mut self, observer: &mut O) -> bool
    where
        M: Rules<O>,
    {
        let Some(due) = self.engine.pending.pop() else { return false };
        let engine = &mut self.engine;
        engine.at_this_instant = if due.time == engine.now { engine.at_this_instant + 1 } else { 1 };
        engine.now = due.time;
        self.execute(due, observer);
        true
    }

    /// Executes an event at which the clock has arrived.
    #[inline]
    fn execute<O>(&mut self, due: Due<M::Event>, observer: &mut O)
    where
        M: Rules<O>,
    {
        let engine = &mut self.engine;
        engine.cause = due.cause;
        engine.executed += 1;
        engine.digest.fold(due.time.milliseconds());
        M::fold(&due.event, &mut engine.digest);
        self.model.handle(engine, due.event, observer);
        engine.cause = NO_CAUSE;
    }
}
