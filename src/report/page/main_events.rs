//! The events that a reader needs first, chosen by one rule for all sides: what changes who holds what, ceasefires, first
//! times, and deaths.

use crate::experiment::story::Story;
use crate::model::Kind;
use crate::model::tally::is_act;

use super::super::run::Run;
use super::html::Html;
use super::moment::moment;

/// Most main events.
const MOST: usize = 40;

/// Numbers of the main events, in order of time.
pub fn choose(run: &Run, story: &Story) -> Vec<u32> {
    let mut first_rung = [true; 7];
    let mut first_sector = vec![true; run.setup.sectors.len()];
    let mut first_kind = vec![true; Kind::ALL.len()];
    let mut weighed: Vec<(u32, u32)> = (0..story.causes().len() as u32)
        .map(|event| {
            let rows = story.rows(event);
            let row = &rows[0];
            let mut weight = weight(row.kind) + 8 * rows.iter().map(|row| row.harm.killed()).sum::<u32>();
            if std::mem::take(&mut first_kind[row.kind as usize]) {
                weight += 12;
            }
            if is_act(row) {
                weight += 2 * u32::from(row.rung);
                if std::mem::take(&mut first_rung[usize::from(row.rung.min(6))]) {
                    weight += 40;
                }
                if row.sector.is_some_and(|sector| std::mem::take(&mut first_sector[sector.index()])) {
                    weight += 30;
                }
            }
            (weight, event)
        })
        .collect();
    // The heaviest; of equals the earliest.
    weighed.sort_by_key(|&(weight, event)| (std::cmp::Reverse(weight), event));
    weighed.truncate(MOST);
    let mut events: Vec<u32> = weighed.into_iter().map(|(_, event)| event).collect();
    events.sort_unstable();
    events
}

fn weight(kind: Kind) -> u32 {
    match kind {
        Kind::PostSeized | Kind::PostRetaken | Kind::TruceAgreed => 60,
        Kind::TruceCollapsed | Kind::TruceHeld => 55,
        Kind::VillageEntered | Kind::OperationBegins | Kind::BridgeBroken => 50,
        Kind::Inject => 40,
        Kind::PostHandedBack | Kind::FrontAlert | Kind::SummitHeld => 30,
        Kind::GrievanceOpened | Kind::CivilianSpark | Kind::ArmedSpark | Kind::MonitorsArrive | Kind::Settlement => 20,
        Kind::EvacuationOrdered | Kind::TalksFailed | Kind::OperationPlanned | Kind::PostBurning => 10,
        _ => 0,
    }
}

/// The list, which needs no script and is printed.
pub fn write(html: &mut Html, run: &Run, story: &Story, events: &[u32]) {
    html.with("ol", &[("class", &"events"), ("id", &"main-list")], |html| {
        for &event in events {
            html.with("li", &[("data-event", &event)], |html| {
                html.element("span", &[("class", &"time")], &moment(run, story.rows(event)[0].time.hours()));
                html.text(" ");
                html.element("span", &[("class", &"what")], &story.sentence(event));
            });
        }
    });
}
