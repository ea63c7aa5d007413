//! One run on stage: it is computed as far as it is asked about, told by a recorder, and keeps checkpoints, so that any
//! moment is reached soon, backwards too. A moment means: after everything that happens at it or before.

use truceline::engine::{Limits, NO_CAUSE, Outcome, Simulation, Time};
use truceline::experiment::story::Story;
use truceline::experiment::{Replication, conclude};
use truceline::model::evacuation::Vehicle;
use truceline::model::world::Act;
use truceline::model::{Border, Listener, LogRow, Recorder, begin};

use crate::error::LabError;
use crate::nobody::Nobody;
use crate::plan::Plan;

/// Events between checkpoints at first; doubled whenever they become too many.
const FIRST_SPACING: u64 = 256;
/// Most checkpoints.
const CHECKPOINTS: usize = 128;
/// Most memory of all checkpoints, roughly, in bytes.
const CHECKPOINT_BYTES: usize = 64 << 20;

struct Checkpoint {
    simulation: Simulation<Border>,
    /// Interventions before it.
    stage: usize,
    /// Whether it stands right behind an intervention, or at the start.
    keep: bool,
}

/// A run on stage.
pub struct Play {
    plan: Plan,
    head: Simulation<Border>,
    stage: usize,
    recorder: Recorder,
    outcome: Outcome,
    checkpoints: Vec<Checkpoint>,
    bytes: usize,
    spacing: u64,
    /// Where the page last looked, with the interventions before it.
    cursor: Option<(Simulation<Border>, usize)>,
    /// Where the rows of each event begin.
    first_rows: Vec<u32>,
    sentences: Vec<String>,
}

impl Play {
    /// A run at time zero.
    pub fn begin(plan: Plan, replication: u64) -> Play {
        let mut recorder = Recorder::new(&plan.setup, plan.end);
        let head = begin(&plan.setup, plan.seed, replication, &mut Listener(&mut recorder));
        let mut play = Play {
            plan,
            head,
            stage: 0,
            recorder,
            outcome: Outcome::Horizon,
            checkpoints: Vec::new(),
            bytes: 0,
            spacing: FIRST_SPACING,
            cursor: None,
            first_rows: Vec::new(),
            sentences: Vec::new(),
        };
        play.keep_checkpoint(true);
        play
    }

    /// What determines it.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What it told so far.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// The last moment that was computed.
    pub fn computed(&self) -> Time {
        let now = self.head.engine.now().milliseconds();
        if self.is_over() { self.plan.end } else { Time::from_milliseconds(now.saturating_sub(1)) }
    }

    /// Whether it was computed to its end.
    pub fn is_over(&self) -> bool {
        self.head.engine.now() >= self.plan.end
    }

    /// Computes on to a moment, with at most so many events.
    pub fn compute(&mut self, until: Time, events: u64) -> Result<(), LabError> {
        let target = after(until).min(self.plan.end);
        let budget = self.head.engine.executed().saturating_add(events);
        loop {
            let next = self.plan.branches.get(self.stage).map(|branch| branch.at);
            let stop = next.map_or(target, |at| at.min(target));
            if self.head.engine.now() >= stop {
                if next.is_none_or(|at| target <= at) {
                    return Ok(());
                }
                self.plan.branches[self.stage].take(&mut self.head, &mut self.recorder);
                self.stage += 1;
                self.keep_checkpoint(true);
                continue;
            }
            let checkpoint = self.head.engine.executed() / self.spacing * self.spacing + self.spacing;
            let limits = Limits { events: checkpoint.min(budget), ..Limits::until(stop) };
            let outcome = self.head.run(&limits, &mut Listener(&mut self.recorder));
            match outcome {
                Outcome::Horizon | Outcome::Exhausted => self.outcome = outcome,
                Outcome::EventLimit if self.head.engine.executed() < limits.events => {
                    unreachable!("the limit is above")
                }
                Outcome::EventLimit => {
                    if self.head.engine.executed() >= checkpoint {
                        self.keep_checkpoint(false);
                    }
                    if self.head.engine.executed() >= budget {
                        return Ok(());
                    }
                }
                other => {
                    return Err(LabError::run(format!("the run ended early: {}", other.name())));
                }
            }
        }
    }

    fn keep_checkpoint(&mut self, keep: bool) {
        self.bytes += weight(&self.head);
        self.checkpoints.push(Checkpoint { simulation: self.head.clone(), stage: self.stage, keep });
        while (self.checkpoints.len() > CHECKPOINTS || self.bytes > CHECKPOINT_BYTES)
            && self.checkpoints.iter().any(|checkpoint| !checkpoint.keep)
        {
            self.spacing *= 2;
            let mut odd = false;
            self.checkpoints.retain(|checkpoint| {
                odd = !odd;
                checkpoint.keep || odd
            });
            self.bytes = self.checkpoints.iter().map(|checkpoint| weight(&checkpoint.simulation)).sum();
        }
    }

    /// Reaches a moment; [`Play::seen`] gives the simulation.
    pub fn at(&mut self, moment: Time) -> Result<(), LabError> {
        self.within(moment)?;
        self.compute(moment, u64::MAX)?;
        let target = after(moment).min(self.plan.end);
        if self.head_stands_at(target) {
            return Ok(());
        }
        let stage = self.stage_at(target);
        let nearest = self
            .checkpoints
            .iter()
            .rev()
            .find(|checkpoint| checkpoint.stage == stage && checkpoint.simulation.engine.now() < target);
        let reached = nearest.map_or(0, |checkpoint| checkpoint.simulation.engine.executed());
        let cursor_serves = self.cursor.as_ref().is_some_and(|(simulation, at_stage)| {
            *at_stage == stage && simulation.engine.now() <= target && simulation.engine.executed() >= reached
        });
        if !cursor_serves {
            let nearest = nearest.expect("a checkpoint stands at the start and behind every intervention");
            self.cursor = Some((nearest.simulation.clone(), stage));
        }
        let (simulation, _) = self.cursor.as_mut().expect("the cursor was set");
        simulation.run(&Limits::until(target), &mut Listener(&mut Nobody));
        Ok(())
    }

    /// The simulation at the moment for which [`Play::at`] was asked last.
    pub fn seen(&self, moment: Time) -> &Simulation<Border> {
        let target = after(moment).min(self.plan.end);
        match &self.cursor {
            Some((simulation, _)) if !self.head_stands_at(target) => simulation,
            _ => &self.head,
        }
    }

    /// Whether the head is the run at `target`, with all interventions before it.
    fn head_stands_at(&self, target: Time) -> bool {
        self.head.engine.now() == target && self.stage == self.stage_at(target)
    }

    fn stage_at(&self, target: Time) -> usize {
        self.plan.branches.iter().take_while(|branch| branch.at < target).count()
    }

    /// A moment of this run, or an error.
    pub fn within(&self, moment: Time) -> Result<(), LabError> {
        if moment > self.plan.end {
            let (found, end) = (moment.milliseconds(), self.plan.end.milliseconds());
            return Err(LabError::request(format!("moment: found {found}, expected 0..={end}")));
        }
        Ok(())
    }

    /// What the run comes to at its end.
    pub fn finish(&mut self) -> Result<Replication, LabError> {
        self.compute(self.plan.end, u64::MAX)?;
        Ok(conclude(self.head.clone(), self.outcome.clone(), &Limits::until(self.plan.end)))
    }

    /// Number of events logged so far.
    pub fn logged(&mut self) -> usize {
        self.index_rows();
        self.first_rows.len()
    }

    fn index_rows(&mut self) {
        let from = self.first_rows.last().map_or(0, |&row| row as usize);
        for (position, row) in self.recorder.rows.iter().enumerate().skip(from) {
            if row.event as usize == self.first_rows.len() {
                self.first_rows.push(position as u32);
            }
        }
    }

    /// When an event was logged; None for none.
    pub fn time_of(&self, event: u32) -> Option<Time> {
        let row = *self.first_rows.get(event as usize).filter(|_| event != NO_CAUSE)?;
        Some(self.recorder.rows[row as usize].time)
    }

    /// The first and the one after the last event with from <= time <= until; computes as far as needed.
    pub fn between(&mut self, from: Time, until: Time) -> Result<std::ops::Range<u32>, LabError> {
        self.within(until)?;
        self.compute(until, u64::MAX)?;
        self.index_rows();
        let time = |row: &u32| self.recorder.rows[*row as usize].time;
        let first = self.first_rows.partition_point(|row| time(row) < from) as u32;
        let last = self.first_rows.partition_point(|row| time(row) <= until) as u32;
        Ok(first..last.max(first))
    }

    /// The rows of an event: the first, and one for each further side that it harmed.
    pub fn rows(&self, event: u32) -> &[LogRow] {
        let start = self.first_rows[event as usize] as usize;
        let end = self.first_rows.get(event as usize + 1).map_or(self.recorder.rows.len(), |&end| end as usize);
        &self.recorder.rows[start..end]
    }

    /// Makes the sentences of all events logged so far.
    pub fn tell(&mut self) {
        self.index_rows();
        if self.sentences.len() == self.first_rows.len() {
            return;
        }
        let story = Story::new(self.plan.last_setup(), &self.recorder);
        for event in self.sentences.len()..self.first_rows.len() {
            self.sentences.push(story.sentence(event as u32));
        }
    }

    /// The sentence of an event that was told.
    pub fn sentence(&self, event: u32) -> &str {
        self.sentences.get(event as usize).map_or("", String::as_str)
    }

    /// Everything logged so far, to be asked about.
    pub fn story(&self) -> Story<'_> {
        Story::new(self.plan.last_setup(), &self.recorder)
    }
}

/// The first moment after one.
pub fn after(moment: Time) -> Time {
    Time::from_milliseconds((moment.milliseconds() + 1).min(Time::MAX.milliseconds()))
}

/// Memory of a simulation, roughly.
fn weight(simulation: &Simulation<Border>) -> usize {
    let (world, setup) = (&simulation.model.world, &simulation.model.setup);
    let fixed = 512 * (setup.places.len() + setup.links.len() + world.fronts.len()) + 16_384;
    let grown = world.acts.len() * size_of::<Act>() + world.vehicles.len() * (size_of::<Vehicle>() + 64);
    fixed + grown + world.attempts.len() * 512 + world.offspring.len() * 64 + simulation.engine.pending() * 96
}
