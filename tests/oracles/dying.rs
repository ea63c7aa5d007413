//! Deaths of wounds: how many of the wounded die, and when.

use truceline::engine::{Limits, Time};
use truceline::model::LogRow;
use truceline::model::kind::Kind;

use crate::heavy_fire::heavy_fire;
use crate::oracle::{Oracle, Sample, all_hold};
use crate::setting::{Log, Runs, set};

#[test]
fn a_share_dies_after_a_cut_exponential_time() {
    let mut setup = heavy_fire(20.0);
    let share = 0.04;
    set(&mut setup, &[("wounded.dying_share", share)]);
    let (mean, cut) = (setup.parameters.wounded.dying_hours_mean, setup.parameters.wounded.dying_hours_cut);
    let mut world = Runs::new(setup);
    let limits = Limits::until(Time::from_hours(1.01 * cut));
    let (mut hours, mut early, mut wounded) = (Sample::near(mean), 0, 0);
    let early_hours = 12.0;
    for replication in 0..50 {
        let mut watch = Log(|row: &LogRow| {
            if row.kind == Kind::DiedOfWounds {
                hours.add(row.time.hours());
                early += u64::from(row.time.hours() <= early_hours);
            }
        });
        let acts = &world.run(replication, &limits, &mut watch).1.acts;
        wounded += acts.iter().map(|act| u64::from(act.harm.wounded_military)).sum::<u64>();
    }
    let distribution = |time: f64| libm::expm1(-time / mean) / libm::expm1(-cut / mean);
    let oracles = [
        Oracle::share("share of the wounded who die", hours.count, wounded, share),
        Oracle::mean("mean time, m - c / (e^(c / m) - 1), h", &hours, mean - cut / libm::expm1(cut / mean)),
        Oracle::share("share of them within 12 h", early, hours.count, distribution(early_hours)),
    ];
    all_hold("wounded: deaths of wounds", &oracles);
}
