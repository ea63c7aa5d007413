//! A run filled by hand: a plausible week on the invented border, so that pictures and tables can be judged without the
//! rules of the model.

use std::sync::Arc;

use truceline::engine::{Handle, Limits, Lineage, Time};
use truceline::experiment::{Replication, replicate};
use truceline::model::ceasefire::{Attempt, Form, Phase};
use truceline::model::curves::METRICS;
use truceline::model::ids::{AttemptId, ChannelId, LinkId, PairId, PlaceId, SectorId, SideId};
use truceline::model::setup::{ObservedPoint, Setup};
use truceline::model::{ClaimRow, Harm, Kind, LogRow, Recorder, Statement};
use truceline::report::{Identity, Run};

use crate::demonstration;

/// A run with what it is made of.
pub struct Recording {
    pub setup: Arc<Setup>,
    pub recorder: Recorder,
    pub replication: Replication,
    pub identity: Identity,
}

impl Recording {
    pub fn run(&self) -> Run<'_> {
        Run { setup: &self.setup, recorder: &self.recorder, replication: &self.replication, identity: &self.identity }
    }
}

/// Nothing happens.
pub fn quiet() -> Recording {
    record(demonstration::setup(), |_, _| {})
}

/// A week of fighting.
pub fn week() -> Recording {
    let mut setup = demonstration::setup();
    setup.observed = observed();
    record(setup, |recorder, replication| {
        recorder.rows = rows();
        recorder.claims = claims();
        fill_curves(recorder);
        let world = &mut replication.world;
        for village in [0, 3, 4, 6] {
            world.villages[village].affected = true;
        }
        world.posts[2].holder = SideId(1);
        world.links[3].closures = 1;
        world.attempts = vec![attempt(Form::Verbal), attempt(Form::Written), attempt(Form::Withdrawal)];
        for (side, killed, wounded) in [(0, 36, 185), (1, 19, 87)] {
            world.tally.harm[side] = Harm {
                killed_military: 4,
                killed_civilian: killed - 4,
                wounded_military: 20,
                wounded_civilian: wounded - 20,
            };
        }
    })
}

/// Twenty years, three sides, nine sectors: more than there is room for.
pub fn decades() -> Recording {
    let mut setup = demonstration::setup();
    setup.horizon = Time::from_days(20 * 365);
    let mut third = setup.sides[1].clone();
    (third.id, third.name) = ("east".into(), "Eastern side".into());
    setup.sides.push(third);
    setup.hostility = vec![0.5; 9];
    for number in 4..9_u32 {
        let mut sector = setup.sectors[3].clone();
        (sector.id, sector.name) = (format!("far_{number}"), format!("Far sector {number}"));
        setup.sectors.push(sector);
    }
    setup.sector_weight = vec![1.0; 81];
    record(setup, |recorder, _| {
        let spread = |row: &LogRow| {
            let sector = row.sector.map(|sector| SectorId(sector.0 + 3 * (row.event % 3)));
            LogRow { time: Time::from_hours(row.time.hours() * 1_100.0), sector, attempt: None, ..*row }
        };
        recorder.rows = rows().iter().map(spread).collect();
    })
}

fn record(setup: Setup, fill: impl FnOnce(&mut Recorder, &mut Replication)) -> Recording {
    let setup = Arc::new(setup);
    let limits = Limits::until(setup.horizon);
    let mut recorder = Recorder::new(&setup, setup.horizon);
    let mut replication = replicate(&setup, 17, 0, &limits, &mut recorder);
    fill(&mut recorder, &mut replication);
    let identity = Identity {
        seed: 17,
        replication: 0,
        overrides: Vec::new(),
        texts: vec![("demonstration.ron".into(), "0".repeat(64))],
        twin: "{}".into(),
        limits,
        command: "truceline run demonstration.ron --seed 17".into(),
    };
    Recording { setup, recorder, replication, identity }
}

/// An attempt of which only what pictures and summary read is filled in.
fn attempt(form: Form) -> Attempt {
    Attempt {
        pair: PairId(1),
        channel: ChannelId(1),
        form,
        phase: Phase::Held,
        lineage: Lineage(1),
        worst_sector: SectorId(1),
        proposed: Time::ZERO,
        agreed: None,
        in_force: None,
        ended: None,
        failed_before: 0,
        scope: Vec::new(),
        unnotified: 0,
        leavings: 0,
        frailty: 1.0,
        scale_hours: 35.0,
        last_armed_act: Time::ZERO,
        last_armed_event: 0,
        agreement_event: 0,
        hold: Handle::NONE,
    }
}

fn observed() -> Vec<ObservedPoint> {
    let point = |measure: &str, hours, low, best, high| ObservedPoint {
        measure: measure.into(),
        hours,
        low,
        best,
        high,
        claimant: "an office".into(),
        source: "S1".into(),
    };
    vec![
        point("killed.south", 30.0, 1.0, 3.0, 5.0),
        point("killed.south", 44.0, 13.0, 20.0, 31.0),
        point("killed.south", 90.0, 36.0, 36.0, 36.0),
        point("killed.north", 60.0, 3.0, 8.0, 19.0),
        point("wounded.south", 44.0, 134.0, 134.0, 134.0),
        point("wounded.north", 80.0, 87.0, 87.0, 150.0),
        point("displaced_registered.south", 60.0, 18_000.0, 23_000.0, 28_000.0),
        point("displaced_registered.south", 90.0, 33_000.0, 40_649.0, 40_649.0),
        point("displaced_registered.north", 80.0, 15_000.0, 15_000.0, 15_000.0),
    ]
}

/// A small generator, so that the recording looks lively and is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn rows() -> Vec<LogRow> {
    let mut dice = Dice(7);
    let mut rows = Vec::new();
    let mut add = |hours: f64, row: LogRow| {
        rows.push(LogRow { time: Time::from_hours(hours), ..row });
    };
    add(2.0, LogRow::new(Kind::GrievanceOpened).at(PlaceId(5)).sector(SectorId(1)));
    for step in 0..260_u64 {
        let hours = 20.0 + step as f64 * 0.2 + dice.below(60) as f64 / 60.0;
        let sector = if step > 90 && dice.below(3) == 0 { 0 } else { 1 + (dice.below(6) / 5) as u32 };
        let targets: [&[u32]; 4] = [&[0, 1, 2, 3], &[5, 6, 7, 8, 9, 11, 12], &[15, 16, 17, 18], &[23]];
        let choice = targets[sector as usize];
        let target = PlaceId(choice[dice.below(choice.len() as u64) as usize]);
        let rung = (1 + dice.below(2 + step / 60)).min(6) as u8;
        let side = SideId(dice.below(2) as u8);
        let row = LogRow::new(Kind::Fire).at(PlaceId(6)).sector(SectorId(sector)).by(side).rung(rung).target(target);
        let harm = Harm { killed_civilian: u32::from(dice.below(9) == 0), ..Harm::default() };
        add(hours, row.against(SideId(1 - side.0)).harm(harm));
    }
    for (hours, side, sector, rung) in [(26.0, 0, 1, 3), (27.5, 1, 1, 4), (30.0, 0, 0, 3), (41.0, 1, 1, 5)] {
        let row = LogRow::new(Kind::ReviewCalled).by(SideId(side)).sector(SectorId(sector));
        add(hours - 1.0, row);
        add(hours, LogRow::new(Kind::RungAuthorised).by(SideId(side)).sector(SectorId(sector)).rung(rung));
    }
    for hours in [28.0, 31.0, 47.0] {
        add(hours, LogRow::new(Kind::EvacuationOrdered).at(PlaceId(8)).against(SideId(0)));
        add(hours + 4.0, LogRow::new(Kind::LinkClosed).link(LinkId(3)));
    }
    truce(&mut add);
    rows.sort_by_key(|row| row.time);
    // A truth log: numbered in order, each event caused by an earlier one, two by each.
    for (event, row) in rows.iter_mut().enumerate() {
        row.event = event as u32;
        row.cause = if event == 0 { u32::MAX } else { (event as u32 - 1) / 2 };
    }
    rows
}

fn truce(add: &mut impl FnMut(f64, LogRow)) {
    let row = |kind, attempt| LogRow::new(kind).attempt(AttemptId(attempt));
    add(31.0, row(Kind::TruceProposed, 0));
    add(34.0, row(Kind::TruceAgreed, 0));
    add(38.0, row(Kind::TruceInForce, 0));
    add(45.0, row(Kind::Breach, 0).sector(SectorId(1)).by(SideId(0)).rung(2));
    add(46.0, row(Kind::TruceCollapsed, 0));
    add(52.0, row(Kind::TruceProposed, 1));
    add(55.0, row(Kind::TruceAgreed, 1));
    add(58.0, row(Kind::TruceSuperseded, 1));
    add(53.0, row(Kind::TruceProposed, 2));
    add(58.0, row(Kind::TruceAgreed, 2));
    add(66.0, row(Kind::TruceInForce, 2));
    add(145.0, row(Kind::TruceHeld, 2));
}

fn claims() -> Vec<ClaimRow> {
    let row = |hours, claimant: u8, about: u8, killed, wounded| ClaimRow {
        time: Time::from_hours(hours),
        claimant: SideId(claimant),
        about: SideId(about),
        killed,
        wounded,
        displaced: (claimant == about).then_some(23_000),
        first_shooter: SideId(1 - claimant),
        statement: Statement::Toll,
    };
    vec![row(50.0, 0, 0, 13, 134), row(51.0, 1, 1, 3, 31), row(90.0, 0, 1, 41, 0), row(91.0, 1, 0, 12, 0)]
}

/// A rise from `from` over `over` hours to `to`.
fn rise(hours: f64, from: f64, over: f64, to: f64) -> f64 {
    let share = ((hours - from) / over).clamp(0.0, 1.0);
    (to * share * share * (3.0 - 2.0 * share)).floor()
}

fn fill_curves(recorder: &mut Recorder) {
    let columns = recorder.curves.columns.clone();
    let times = std::mem::take(&mut recorder.curves.times);
    recorder.curves = truceline::model::curves::Curves::new(2, 4);
    for time in times {
        let values: Vec<f64> = columns
            .iter()
            .map(|column| {
                let (side, sector) = (column.side.map_or(0, SideId::index), column.sector.map_or(0, SectorId::index));
                value(METRICS[column.metric].name, side, sector, time.hours())
            })
            .collect();
        recorder.curves.push(time, values);
    }
}

fn value(metric: &str, side: usize, sector: usize, hours: f64) -> f64 {
    let (killed, wounded, away) = [(36.0, 185.0, 46_000.0), (19.0, 87.0, 17_000.0)][side];
    let left = rise(hours, 25.0, 45.0, away) - rise(hours, 110.0, 70.0, away * 0.8);
    match metric {
        "authorised_rung" => rung(side, sector, hours),
        "killed_military" => rise(hours, 24.0, 40.0, 4.0),
        "killed_civilian" => rise(hours, 26.0, 44.0, killed - 4.0),
        "wounded_military" => rise(hours, 22.0, 40.0, 20.0),
        "wounded_civilian" => rise(hours, 22.0, 44.0, wounded - 20.0),
        "published_killed" => rise(hours, 40.0, 60.0, killed * 0.9),
        "published_wounded" => rise(hours, 34.0, 60.0, wounded),
        "claimed_killed.by" => rise(hours, 34.0, 70.0, killed * if side == 1 { 2.1 } else { 0.5 }),
        "home" => 120_000.0 - left - 900.0,
        "cover" => 500.0,
        "at_site" => 100.0,
        "preparing" => rise(hours, 24.0, 8.0, 3_000.0) - rise(hours, 60.0, 20.0, 3_000.0),
        "road" => rise(hours, 26.0, 10.0, 4_000.0) - rise(hours, 60.0, 30.0, 4_000.0),
        "hosted" => left * 0.75,
        "shelter" => left * 0.2,
        "stranded" => left * 0.01,
        "dead" => rise(hours, 26.0, 44.0, killed - 4.0),
        "displaced" => left,
        "displaced_registered" => rise(hours, 36.0, 60.0, away * 0.9) - rise(hours, 120.0, 60.0, away * 0.5),
        "queue" => rise(hours, 27.0, 9.0, 900.0) - rise(hours, 44.0, 12.0, 900.0),
        _ => 0.0,
    }
}

fn rung(side: usize, sector: usize, hours: f64) -> f64 {
    let steps: &[(f64, f64)] = match (side, sector) {
        (0, 1) => &[(26.0, 3.0), (33.0, 4.0), (52.0, 5.0), (70.0, 4.0), (73.0, 3.0), (80.0, 2.0)],
        (1, 1) => &[(27.5, 4.0), (41.0, 5.0), (43.0, 6.0), (66.0, 5.0), (72.0, 3.0), (78.0, 2.0)],
        (0, 0) => &[(30.0, 3.0), (75.0, 2.0)],
        (1, 0) => &[(34.0, 4.0), (68.0, 2.0)],
        _ => &[],
    };
    steps.iter().rev().find(|(from, _)| hours >= *from).map_or(2.0, |(_, rung)| *rung)
}
