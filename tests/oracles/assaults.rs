//! Assaults: a stochastic Lanchester fight of integer soldiers, against the exact probability of each end and the exact
//! means, by recursion over the states (attackers, defenders).

use truceline::engine::{Limits, Time};
use truceline::model::ids::SectorId;
use truceline::model::kind::Kind;
use truceline::model::setup::InjectAction;
use truceline::model::{LogRow, Setup};

use crate::oracle::{Oracle, Sample, all_hold};
use crate::setting::{Log, NORTH, Runs, SOUTH, border_with_posts, north_fires, script, set};

/// Casualties per fighter-hour: a hundred times the model's, so that a fight is over in minutes.
const FIGHTING: f64 = 10.0;
const SUPPORT: f64 = 1.0;
/// Crew of the post that attacks; half of it goes, and the rest supports from where it is.
const SOUTH_CREW: u32 = 40;
/// Crews of the post under attack, and of one beside it.
const NORTH_CREWS: [u32; 2] = [13, 6];
const RUNS: u64 = 240_000;

/// What the attacker's side may expect.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    won: f64,
    hours: f64,
    attackers_lost: f64,
}

/// Loss rates a D (A / A0)^e + s S' of the attacker and a A (D / D0)^e + s S of the defender, until the defender has
/// lost 30 %, or the attacker 20 %. Exact: the next loss is the attacker's in proportion to the rates.
fn ends(setup: &Setup, attackers_start: u32, defenders_start: u32) -> Ends {
    let post = &setup.parameters.post;
    let [a0, d0] = [attackers_start, defenders_start].map(f64::from);
    let supporters = f64::from(SOUTH_CREW - attackers_start);
    let mut table = vec![vec![Ends::default(); defenders_start as usize + 1]; attackers_start as usize + 1];
    for a in 0..=attackers_start {
        for d in 0..=defenders_start {
            let [now_a, now_d] = [a, d].map(f64::from);
            let cell = if now_d <= d0 * (1.0 - post.defender_loss_share) {
                Ends { won: 1.0, ..Ends::default() }
            } else if now_a <= a0 * (1.0 - post.attacker_loss_share) {
                Ends::default()
            } else {
                let share = |now: f64, start: f64| libm::pow(now / start, post.lanchester_exponent);
                let of_a = FIGHTING * now_d * share(now_a, a0) + SUPPORT * f64::from(NORTH_CREWS[1]);
                let of_d = FIGHTING * now_a * share(now_d, d0) + SUPPORT * supporters;
                let after_a = table[a as usize - 1][d as usize];
                let after_d = table[a as usize][d as usize - 1];
                let (p, q) = (of_a / (of_a + of_d), of_d / (of_a + of_d));
                Ends {
                    won: p * after_a.won + q * after_d.won,
                    hours: 1.0 / (of_a + of_d) + p * after_a.hours + q * after_d.hours,
                    attackers_lost: p * (1.0 + after_a.attackers_lost) + q * after_d.attackers_lost,
                }
            };
            table[a as usize][d as usize] = cell;
        }
    }
    table[attackers_start as usize][defenders_start as usize]
}

/// The south is ordered to take ground, is fired at, and seizes back, once in a run.
fn fight(exponent: f64) -> Setup {
    let posts = format!(
        "(id: \"north_post\", name: \"North post\", sector: \"a\", side: \"north\", crew: {}, east_km: 0, north_km: 0.5),
        (id: \"north_support\", name: \"Other post\", sector: \"a\", side: \"north\", crew: {}, east_km: 1, north_km: 0.5),
        (id: \"south_post\", name: \"South post\", sector: \"a\", side: \"south\", crew: {SOUTH_CREW}, east_km: 0, north_km: -0.5),",
        NORTH_CREWS[0], NORTH_CREWS[1]
    );
    let mut setup = border_with_posts(&posts);
    set(
        &mut setup,
        &[
            ("post.lanchester_exponent", exponent),
            ("post.assault_per_fighter_hour", FIGHTING),
            ("post.support_per_fighter_hour", SUPPORT),
            ("post.counter_seizure_per_hour", 0.01),
            ("escalation.order_minutes_mean", 1e-3),
        ],
    );
    let sector = SectorId(0);
    script(&mut setup, 0.0, InjectAction::Authorise { side: SOUTH, adversary: NORTH, sector, rung: 6 });
    north_fires(&mut setup, 1.0, 2, 1);
    setup
}

/// The first fight of a run as its log tells it.
#[derive(Default)]
struct Told {
    begun: Option<Time>,
    ended: Option<(Time, bool)>,
    attackers_lost: u32,
}

impl Told {
    fn row(&mut self, row: &LogRow) {
        match row.kind {
            _ if self.ended.is_some() => {}
            Kind::AssaultBegins => self.begun = Some(row.time),
            Kind::AssaultLoss if row.target_side == Some(SOUTH) => self.attackers_lost += 1,
            Kind::PostSeized => self.ended = Some((row.time, true)),
            Kind::AssaultBrokenOff => self.ended = Some((row.time, false)),
            _ => {}
        }
    }
}

/// Replications from a first one on, so that no two laws share their draws.
fn assaults_of_law(exponent: f64, first: u64, part: &str) {
    let setup = fight(exponent);
    let attackers = (f64::from(SOUTH_CREW) * setup.parameters.post.assault_crew_share) as u32;
    let expected = ends(&setup, attackers, NORTH_CREWS[0]);
    let mut world = Runs::new(setup);
    // One seizure is tried in 100 h on average, so that the first fight is over in all but e^-30 of the runs.
    let limits = Limits::until(Time::from_hours(3_000.0));
    let (mut won, mut hours, mut lost) = (0, Sample::near(expected.hours), Sample::near(expected.attackers_lost));
    for replication in first..first + RUNS {
        let mut told = Told::default();
        world.run(replication, &limits, &mut Log(|row: &LogRow| told.row(row)));
        let (end, victory) = told.ended.expect("the fight comes to an end");
        won += u64::from(victory);
        hours.add(end.hours_since(told.begun.expect("what ends has begun")));
        lost.add(f64::from(told.attackers_lost));
    }
    let oracles = [
        Oracle::share("probability that the attacker takes the post", won, RUNS, expected.won),
        Oracle::mean("mean length, h", &hours, expected.hours),
        Oracle::mean("mean losses of the attacker", &lost, expected.attackers_lost),
    ];
    all_hold(part, &oracles);
}

#[test]
fn of_the_square_law() {
    assaults_of_law(0.0, 0, "assaults: square law with support");
}

#[test]
fn between_the_laws() {
    assaults_of_law(0.5, RUNS, "assaults: exponent 1/2 with support");
}

#[test]
fn of_the_linear_law() {
    assaults_of_law(1.0, 2 * RUNS, "assaults: linear law with support");
}
