//! From a run to its sample: the episodes with the truces that were agreed in them.

use std::sync::Arc;

use crate::engine::{Limits, Outcome, Time};
use crate::experiment::replication::{Replication, replicate};
use crate::model::ceasefire::{Attempt, Phase, ScopeSector, Standing};
use crate::model::ids::SideId;
use crate::model::{Setup, World};

use super::samples::{RunSample, Truce};
use super::watch::Watcher;

/// Runs one replication and keeps what the facts need. With `keeps_acts` also the moment of every act.
///
/// # Panics
/// When the seed is above [`crate::experiment::SEED_MAX`].
pub fn run_sample(setup: &Arc<Setup>, seed: u64, replication: u64, limits: &Limits, keeps_acts: bool) -> RunSample {
    let mut watcher = Watcher::new(setup, keeps_acts);
    let run = replicate(setup, seed, replication, limits, &mut watcher);
    let (acts, mut episodes) = watcher.finish();
    let end = Time::from_hours(run.end_hours);
    let mut truces = agreed(setup, &run.world, end).into_iter().peekable();
    let starts: Vec<Time> = episodes.iter().map(|episode| episode.start).collect();
    for (position, episode) in episodes.iter_mut().enumerate() {
        let next = starts.get(position + 1);
        while let Some(truce) = truces.next_if(|truce| next.is_none_or(|next| truce.agreed < *next)) {
            episode.truces.push(truce);
        }
    }
    RunSample {
        replication,
        events: run.events,
        failure: failure(&run),
        acts,
        episodes,
        sides: sides(setup, &run.world),
        truces: f64::from(run.world.truce_counts(None).agreed),
    }
}

fn failure(run: &Replication) -> Option<String> {
    match &run.outcome {
        outcome if outcome.is_complete() => None,
        Outcome::InvariantBroken(what) => Some(format!("an invariant broke: {what}")),
        outcome => Some(format!("a limit was reached after {} events: {}", run.events, outcome.name())),
    }
}

fn sides(setup: &Setup, world: &World) -> Vec<[f64; 4]> {
    let of_side = |side: usize| {
        let harm = &world.tally.harm[side];
        let acts = world.acts.iter().filter(|act| act.side == SideId::at(side)).count();
        let peak = world.tally.displaced[side].peak;
        [f64::from(harm.killed()), f64::from(harm.wounded()), f64::from(peak), acts as f64]
    };
    (0..setup.sides.len()).map(of_side).collect()
}

/// The truces of a run in the order of their agreement.
fn agreed(setup: &Setup, world: &World, end: Time) -> Vec<Truce> {
    let mut truces: Vec<Truce> =
        world.attempts.iter().filter_map(|attempt| truce(setup, world, attempt, end)).collect();
    truces.sort_by_key(|truce| truce.agreed);
    truces
}

fn truce(setup: &Setup, world: &World, attempt: &Attempt, end: Time) -> Option<Truce> {
    let agreed = attempt.agreed?;
    let seen_until = attempt.ended.unwrap_or(end);
    let channel = &setup.channels[attempt.channel.index()];
    let at_risk = attempt.scope.iter().find(|entry| entry.at_risk);
    Some(Truce {
        agreed,
        hours: seen_until.hours_since(agreed),
        collapsed: attempt.phase == Phase::Collapsed,
        form: attempt.form,
        failed_before: attempt.failed_before,
        face_to_face: channel.face_to_face,
        remote: channel.remote,
        sector: at_risk.map(|entry| {
            let until = sector_until(world, attempt, entry, agreed).unwrap_or(seen_until);
            (until.min(seen_until.max(agreed)).hours_since(agreed), entry.breached.is_some())
        }),
    })
}

/// When a sector of an agreement was breached, or a newer agreement took its place there; None for neither.
fn sector_until(world: &World, attempt: &Attempt, entry: &ScopeSector, agreed: Time) -> Option<Time> {
    if entry.breached.is_some() || entry.standing != Standing::Superseded {
        return entry.breached;
    }
    let newer = world.attempts.iter().filter(|other| other.pair == attempt.pair);
    let newer = newer.filter(|other| other.position(entry.sector).is_some());
    newer.filter_map(|other| other.agreed).filter(|&time| time > agreed).min()
}
