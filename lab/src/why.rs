//! Causes: the chain behind an event, and what descends from it.

use serde::Serialize;

use crate::error::LabError;
use crate::log::{EventReply, event as told};
use crate::play::Play;

/// See `Why` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhyReply {
    chain: Vec<EventReply>,
    reasons: Vec<Vec<String>>,
    effects: Vec<u32>,
    descendants: usize,
    killed_in_descendants: u32,
}

/// See `CausalTree` of the page.
#[derive(Serialize)]
pub struct TreeReply {
    events: Vec<EventReply>,
    parents: Vec<i64>,
    truncated: bool,
}

fn known(play: &mut Play, event: u32) -> Result<(), LabError> {
    let logged = play.logged();
    if (event as usize) < logged {
        Ok(())
    } else {
        Err(LabError::request(format!("event: found {event}, expected 0..{logged}")))
    }
}

/// Why an event came about.
pub fn why(play: &mut Play, event: u32) -> Result<WhyReply, LabError> {
    known(play, event)?;
    play.tell();
    let play = &*play;
    let story = play.story();
    let chain = story.causes().chain(event);
    let descendants = story.causes().tree(event);
    let killed = |&number: &u32| story.rows(number).iter().map(|row| row.harm.killed()).sum::<u32>();
    Ok(WhyReply {
        reasons: chain.iter().map(|&number| story.reasons(number)).collect(),
        chain: chain.iter().map(|&number| told(play, number)).collect(),
        effects: story.causes().offspring(event).to_vec(),
        killed_in_descendants: descendants.iter().skip(1).map(killed).sum(),
        descendants: descendants.len() - 1,
    })
}

/// What descends from an event.
pub fn tree(play: &mut Play, event: u32, limit: usize) -> Result<TreeReply, LabError> {
    known(play, event)?;
    play.tell();
    let play = &*play;
    let story = play.story();
    let all = story.causes().tree(event);
    let kept = &all[..all.len().min(limit.max(1))];
    let parent = |&number: &u32| {
        let cause = story.causes().cause(number).filter(|_| number != event);
        cause.map_or(-1, |cause| kept.binary_search(&cause).map_or(-1, |position| position as i64))
    };
    Ok(TreeReply {
        events: kept.iter().map(|&number| told(play, number)).collect(),
        parents: kept.iter().map(parent).collect(),
        truncated: kept.len() < all.len(),
    })
}

/// Events without a cause.
pub fn roots(play: &mut Play) -> Vec<u32> {
    play.logged();
    play.story().causes().roots().collect()
}
