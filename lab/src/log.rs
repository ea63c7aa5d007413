//! Rows of the logs as the page reads them.

use serde::Serialize;
use truceline::engine::{NO_CAUSE, Time};
use truceline::model::ids::SideId;
use truceline::model::{ClaimRow, LogRow, Setup, Statement};

use crate::error::LabError;
use crate::play::Play;

/// See `LogEvent` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventReply {
    event: u32,
    at_milliseconds: u64,
    kind: &'static str,
    sentence: String,
    place: Option<usize>,
    sector: Option<usize>,
    side: Option<usize>,
    target: Option<usize>,
    road: Option<usize>,
    target_side: Option<usize>,
    truce: Option<usize>,
    rung: u8,
    count: u32,
    harm: Vec<HarmReply>,
    cause: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarmReply {
    side: usize,
    killed_military: u32,
    killed_civilian: u32,
    wounded_military: u32,
    wounded_civilian: u32,
}

/// See `Claim` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimReply {
    at_milliseconds: u64,
    claimant: usize,
    about: usize,
    killed: u32,
    wounded: u32,
    displaced: Option<u32>,
    first_shooter: usize,
    statement: &'static str,
    sentence: String,
}

/// An event that was told, with its sentence.
pub fn event(play: &Play, event: u32) -> EventReply {
    let rows = play.rows(event);
    let row = &rows[0];
    EventReply {
        event,
        at_milliseconds: row.time.milliseconds(),
        kind: row.kind.name(),
        sentence: play.sentence(event).to_owned(),
        place: row.place.map(|id| id.index()),
        sector: row.sector.map(|id| id.index()),
        side: row.side.map(|id| id.index()),
        target: row.target.map(|id| id.index()),
        road: row.link.map(|id| id.index()),
        target_side: row.target_side.map(|id| id.index()),
        truce: row.attempt.map(|id| id.index()),
        rung: row.rung,
        count: row.count,
        harm: rows.iter().filter_map(harm).collect(),
        cause: Some(row.cause).filter(|&cause| cause != NO_CAUSE),
    }
}

fn harm(row: &LogRow) -> Option<HarmReply> {
    let side = row.target_side.filter(|_| !row.harm.is_none())?;
    Some(HarmReply {
        side: side.index(),
        killed_military: row.harm.killed_military,
        killed_civilian: row.harm.killed_civilian,
        wounded_military: row.harm.wounded_military,
        wounded_civilian: row.harm.wounded_civilian,
    })
}

/// Events of a span of time.
pub fn events(play: &mut Play, from: Time, until: Time) -> Result<Vec<EventReply>, LabError> {
    let range = play.between(from, until)?;
    play.tell();
    Ok(range.map(|number| event(play, number)).collect())
}

/// Statements of a span of time.
pub fn claims(play: &mut Play, from: Time, until: Time) -> Result<Vec<ClaimReply>, LabError> {
    play.within(until)?;
    play.compute(until, u64::MAX)?;
    let rows = &play.recorder().claims;
    let first = rows.partition_point(|row| row.time < from);
    let last = rows.partition_point(|row| row.time <= until).max(first);
    Ok(rows[first..last].iter().map(|row| claim(&play.plan().setup, row)).collect())
}

/// A statement with its sentence.
pub fn claim(setup: &Setup, row: &ClaimRow) -> ClaimReply {
    ClaimReply {
        at_milliseconds: row.time.milliseconds(),
        claimant: row.claimant.index(),
        about: row.about.index(),
        killed: row.killed,
        wounded: row.wounded,
        displaced: row.displaced,
        first_shooter: row.first_shooter.index(),
        statement: row.statement.name(),
        sentence: claim_sentence(setup, row),
    }
}

/// What an office says, as reported speech, in the same words for every side.
fn claim_sentence(setup: &Setup, row: &ClaimRow) -> String {
    let name = |side: SideId| setup.sides[side.index()].name.as_str();
    let whose =
        if row.about == row.claimant { "its own side".to_owned() } else { format!("the side of {}", name(row.about)) };
    let (killed, wounded) = (row.killed, row.wounded);
    let mut text =
        format!("The office of {} says: {killed} killed and {wounded} wounded on {whose} so far", name(row.claimant));
    if let Some(displaced) = row.displaced.filter(|&displaced| displaced > 0) {
        text.push_str(&format!(", {displaced} people registered as displaced now"));
    }
    match row.statement {
        Statement::Toll => {}
        Statement::DeniesBreach => text.push_str("; it denies a breach of the ceasefire"),
        Statement::AccusesOfBreach => {
            text.push_str(&format!("; it accuses {} of a breach of the ceasefire", name(row.about)));
        }
    }
    text.push('.');
    text
}
