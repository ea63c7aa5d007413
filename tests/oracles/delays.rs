//! Delays of what is told: reports to commands, orders to posts, notices of truces, registrations of harm; and what
//! share of the truth is told.

use truceline::engine::{Limits, Time};
use truceline::model::ids::{ChannelId, SectorId};
use truceline::model::kind::Kind;
use truceline::model::setup::InjectAction;
use truceline::model::{Border, LogRow};

use crate::heavy_fire::{ACTS, AT_ONCE_HOURS, heavy_fire};
use crate::oracle::{Oracle, Sample, all_hold};
use crate::setting::{Clock, Log, NORTH, Runs, SOUTH, border, north_fires, script, set};

/// Logarithms of delays, and how many are at most a limit.
struct Delays {
    logarithms: Sample,
    limit_hours: f64,
    within: u64,
}

impl Delays {
    fn new(median_hours: f64) -> Delays {
        Delays { logarithms: Sample::near(libm::log(median_hours)), limit_hours: median_hours, within: 0 }
    }

    fn add(&mut self, hours: f64) {
        self.logarithms.add(libm::log(hours));
        self.within += u64::from(hours <= self.limit_hours);
    }

    /// Median, sigma and share up to the median of a lognormal delay.
    fn lognormal(&self, sigma: f64) -> [Oracle; 3] {
        let count = self.logarithms.count;
        [
            Oracle::logarithm("mean logarithm of the delay in h", &self.logarithms, libm::log(self.limit_hours)),
            Oracle::variance("variance of the logarithm, sigma^2", &self.logarithms, sigma * sigma),
            Oracle::share("share up to the median", self.within, count, 0.5),
        ]
    }
}

/// Delays after time zero at which a count that only grows does so, over many runs up to `until_hours`.
fn rises(world: &mut Runs, runs: u64, until_hours: f64, median_hours: f64, count: impl Fn(&Border) -> u64) -> Delays {
    let mut delays = Delays::new(median_hours);
    let limits = Limits::until(Time::from_hours(until_hours));
    for replication in 0..runs {
        let mut before = 0;
        let mut watch = Clock::new(|model: &Border, since: Time, _| {
            let now = count(model);
            if now > before {
                delays.add(since.hours());
                before = now;
            }
        });
        world.run(replication, &limits, &mut watch);
    }
    delays
}

#[test]
fn reports_come_after_lognormal_delays_or_never() {
    let (share, runs) = (0.9, 300);
    let mut setup = border();
    // A threat that never fades and grows by 1 a report counts them.
    set(
        &mut setup,
        &[("perception.report_share", share), ("perception.weight_rung_2", 1.0), ("perception.memory_hours", 1e15)],
    );
    north_fires(&mut setup, 0.0, 2, ACTS);
    let perception = setup.parameters.perception.clone();
    let median_hours = perception.report_minutes_median / 60.0;
    let mut world = Runs::new(setup);
    let mut arrived = 0;
    let memory_hours = perception.memory_hours;
    let threat = |model: &Border, now: Time| {
        libm::round(model.world.front(SOUTH, NORTH, SectorId(0)).threat.read(now, memory_hours)) as u64
    };
    let mut delays = Delays::new(median_hours);
    for replication in 0..runs {
        let mut before = 0;
        let mut watch = Clock::new(|model: &Border, since: Time, _| {
            let now = threat(model, since);
            // Several may come in one millisecond.
            (before..now).for_each(|_| delays.add(since.hours()));
            before = now;
        });
        world.run(replication, &Limits::until(Time::from_hours(1_000.0 * median_hours)), &mut watch);
        arrived += before;
    }
    let mut oracles = vec![Oracle::share("share reported", arrived, runs * u64::from(ACTS), share)];
    oracles.extend(delays.lognormal(perception.report_sigma));
    all_hold("delays: reports to a command", &oracles);
}

#[test]
fn deaths_are_registered_after_lognormal_delays() {
    let setup = heavy_fire(100.0);
    let claims = setup.parameters.claims.clone();
    let mut world = Runs::new(setup);
    let delays = rises(&mut world, 300, 10_000.0, claims.death_hours_median, |model| {
        u64::from(model.world.offices[SOUTH.index()].registered_killed)
    });
    all_hold("delays: registration of the killed", &delays.lognormal(claims.death_sigma));
}

#[test]
fn wounded_are_registered_after_lognormal_delays() {
    let setup = heavy_fire(100.0);
    let claims = setup.parameters.claims.clone();
    let mut world = Runs::new(setup);
    let delays = rises(&mut world, 300, 10_000.0, claims.wounded_hours_median, |model| {
        u64::from(model.world.offices[SOUTH.index()].registered_wounded)
    });
    all_hold("delays: registration of the wounded", &delays.lognormal(claims.wounded_sigma));
}

/// Times in hours at which rows of a kind are logged, and how many come within the mean.
fn times_of(mut world: Runs, kind: Kind, runs: u64, mean_hours: f64) -> (Sample, u64) {
    let (mut sample, mut within) = (Sample::near(mean_hours), 0);
    let limits = Limits::until(Time::from_hours(1_000.0 * mean_hours));
    for replication in 0..runs {
        let mut watch = Log(|row: &LogRow| {
            if row.kind == kind {
                sample.add(row.time.hours());
                within += u64::from(row.time.hours() <= mean_hours);
            }
        });
        world.run(replication, &limits, &mut watch);
    }
    assert_eq!(sample.count, 2 * runs, "both posts hear once");
    (sample, within)
}

#[test]
fn orders_and_notices_come_after_exponential_delays() {
    let runs = 160_000;
    let mut orders = border();
    for (side, adversary) in [(NORTH, SOUTH), (SOUTH, NORTH)] {
        script(&mut orders, 0.0, InjectAction::Authorise { side, adversary, sector: SectorId(0), rung: 3 });
    }
    let order_hours = orders.parameters.escalation.order_minutes_mean / 60.0;
    let (of_orders, orders_within) = times_of(Runs::new(orders), Kind::OrderReceived, runs, order_hours);

    let mut truce = border();
    truce.channels.truncate(1);
    truce.channels[0].talks_hours = 0.0;
    let notice_hours = truce.channels[0].notice_hours_mean;
    // Without an act before it a truce has nothing that could end it.
    truce.parameters.ceasefire.talks_success_share = 1.0;
    script(&mut truce, 0.0, InjectAction::Talks { side: NORTH, adversary: SOUTH, channel: ChannelId(0) });
    let (of_notices, notices_within) = times_of(Runs::new(truce), Kind::TruceNotice, runs, notice_hours);
    let share = -libm::expm1(-1.0);
    let oracles = [
        Oracle::mean("mean delay of an order, h", &of_orders, order_hours),
        Oracle::share("share within the mean, 1 - 1 / e", orders_within, of_orders.count, share),
        Oracle::mean("mean delay of a notice, h", &of_notices, notice_hours),
        Oracle::share("share within the mean, 1 - 1 / e", notices_within, of_notices.count, share),
    ];
    all_hold("delays: orders and notices", &oracles);
}

#[test]
fn offices_publish_a_uniform_share_and_claim_a_log_uniform_multiple() {
    let setup = border();
    let claims = setup.parameters.claims.clone();
    let mut world = Runs::new(setup);
    let (mut shares, mut factors) = (Sample::near(0.85), Sample::near(0.5));
    for replication in 0..80_000 {
        for office in &world.until(replication, AT_ONCE_HOURS).offices {
            shares.add(office.own_share);
            factors.add(libm::log(office.enemy_factor));
        }
    }
    let middle = (claims.own_share_low + claims.own_share_high) / 2.0;
    let of_factors = libm::log(claims.enemy_factor_low * claims.enemy_factor_high) / 2.0;
    let oracles = [
        Oracle::mean("mean share of the own toll", &shares, middle),
        Oracle::logarithm("mean logarithm of the factor on others' tolls", &factors, of_factors),
    ];
    all_hold("claims: what offices draw", &oracles);
}
