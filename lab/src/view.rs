//! The world as one side's command has reason to believe it is: nothing here is read from the other sides' truth.

use serde::Serialize;
use truceline::engine::Time;
use truceline::model::ids::{PostId, SideId, VillageId};
use truceline::model::{Border, ClaimRow, News, ReportRow};

use crate::describe::Point;
use crate::error::LabError;
use crate::log::{ClaimReply, claim};
use crate::play::Play;
use crate::state::{FrontReply, Look, PostReply, TruceReply, VillageReply};
use crate::underway::{MessageReply, under_way};

/// Most reports that are shown.
const REPORTS: usize = 200;

/// See `SideView` of the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ViewReply {
    side: usize,
    at_milliseconds: u64,
    fronts: Vec<FrontReply>,
    posts: Vec<ViewPostReply>,
    villages: Vec<ViewVillageReply>,
    reports: Vec<ReportReply>,
    messages: Vec<MessageReply>,
    claims: Vec<ClaimReply>,
    registered_killed: u32,
    registered_wounded: u32,
    registered_displaced: u32,
    truces: Vec<TruceReply>,
}

#[derive(Serialize)]
struct ViewPostReply {
    post: usize,
    state: PostReply,
}

#[derive(Serialize)]
struct ViewVillageReply {
    village: usize,
    state: VillageReply,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportReply {
    arrived_milliseconds: u64,
    happened_milliseconds: u64,
    event: u32,
    actor: usize,
    sector: usize,
    position: Option<Point>,
    rung: u8,
    own_deaths: u32,
}

/// What a side's command knows at a moment.
pub fn view(play: &mut Play, side: usize, at: Time) -> Result<ViewReply, LabError> {
    let sides = play.plan().setup.sides.len();
    if side >= sides {
        return Err(LabError::request(format!("side: found {side}, expected 0..{sides}")));
    }
    play.compute(at, u64::MAX)?;
    play.logged();
    play.at(at)?;
    let simulation = play.seen(at);
    let (mut found, look, id) = (under_way(play, simulation), Look::new(simulation, at), SideId::at(side));
    let Border { setup, world } = &simulation.model;
    let mut fronts = look.fronts(&found);
    fronts.retain(|front| front.side == side);
    found.messages.retain(|message| message.side == side && message.is_own());
    let held = PostId::all(setup.posts.len()).filter(|post| world.posts[post.index()].holder == id);
    let own = VillageId::all(setup.villages.len()).filter(|village| setup.village(*village).side == id);
    let office = &world.offices[side];
    let party = |(index, _): &(usize, TruceReply)| {
        let (low, high) = world.pair_sides(world.attempts[*index].pair);
        low == id || high == id
    };
    Ok(ViewReply {
        side,
        at_milliseconds: at.milliseconds(),
        fronts,
        posts: held.map(|post| ViewPostReply { post: post.index(), state: look.post(post) }).collect(),
        villages: own
            .map(|village| ViewVillageReply { village: village.index(), state: look.village(village) })
            .collect(),
        reports: reports(play, look.world, id, at),
        messages: found.messages,
        claims: latest(&play.recorder().claims, sides, at).map(|row| claim(setup, row)).collect(),
        registered_killed: office.registered_killed,
        registered_wounded: office.registered_wounded,
        registered_displaced: office.registered_displaced,
        truces: look.truces().into_iter().enumerate().filter(party).map(|(_, truce)| truce).collect(),
    })
}

/// The last reports that have arrived, oldest first: one for each act, though threat is felt in several sectors.
fn reports(play: &Play, world: &truceline::model::World, side: SideId, at: Time) -> Vec<ReportReply> {
    let rows = &play.recorder().reports;
    let until = rows.partition_point(|row| row.time <= at);
    let mut replies: Vec<ReportReply> = Vec::new();
    for row in rows[..until].iter().rev().filter(|row| row.side == side) {
        let Some(reply) = report(world, row) else { continue };
        let told = replies.last().map(|last| (last.event, last.arrived_milliseconds));
        if told != Some((reply.event, reply.arrived_milliseconds)) {
            replies.push(reply);
        }
        if replies.len() == REPORTS {
            break;
        }
    }
    replies.reverse();
    replies
}

fn report(world: &truceline::model::World, row: &ReportRow) -> Option<ReportReply> {
    let News::Act { event, happened, read, deaths, .. } = row.news else { return None };
    let act = world.acts.binary_search_by_key(&event, |act| act.event).ok().map(|position| &world.acts[position]);
    Some(ReportReply {
        arrived_milliseconds: row.time.milliseconds(),
        happened_milliseconds: happened.milliseconds(),
        event,
        actor: row.adversary.index(),
        sector: row.origin.index(),
        position: act.map(|act| act.position.into()),
        rung: read,
        own_deaths: deaths,
    })
}

/// The latest statement of each office about each side.
fn latest(rows: &[ClaimRow], sides: usize, at: Time) -> impl Iterator<Item = &ClaimRow> {
    let mut found: Vec<Option<&ClaimRow>> = vec![None; sides * sides];
    for row in rows.iter().take_while(|row| row.time <= at) {
        found[row.claimant.index() * sides + row.about.index()] = Some(row);
    }
    found.into_iter().flatten()
}
