//! Effective offspring per act by rung, for one and for eight sectors, with thinning and truces off.
//!
//! `cargo run --release --example offspring_table`
//!
//! "Effective" counts acts whose cause is an act: retaliation and answers in kind. With the day cycle, truces,
//! suppression, fatigue and settlement off nothing thins the offspring, so that retaliation alone has
//! n_self g_r + n_cross H g_r; answers in kind come on top.

use truceline::engine::{Limits, Observer, Time};
use truceline::experiment::replicate;
use truceline::model::tally::is_act;
use truceline::model::{Border, ClaimRow, Kind, LogRow, Watch};
use truceline::scenario::{self, Synthetic, Texts};

const RUNS: u64 = 300;
/// Only acts whose offspring have had time count as parents.
const HORIZON_DAYS: u64 = 12;
const PARENTS_UNTIL_DAYS: u64 = 7;
const OFF: [(&str, &str); 9] = [
    ("parameters.spark.day_amplitude", "0"),
    ("parameters.ceasefire.onset_per_hour", "0"),
    ("parameters.retaliation.fatigue_effect", "0"),
    ("parameters.post.suppression_per_hit", "0"),
    ("parameters.crowd.settlement_per_hour", "0"),
    ("parameters.escalation.operation_per_hour", "0"),
    ("parameters.post.counter_seizure_per_hour", "0"),
    ("parameters.incident.ground_share", "0"),
    ("parameters.spark.rate_per_year", "400"),
];

/// Rung of every act by the number of its event, and its children.
#[derive(Default)]
struct Families {
    rung_of_event: Vec<u8>,
    parents: [u64; 7],
    retaliation: [u64; 7],
    answers: [u64; 7],
}

impl Observer<Border> for Families {
    fn clock_passes(&mut self, _: &Border, _: Time) {}
}

impl Watch for Families {
    fn logged(&mut self, row: &LogRow) {
        let event = row.event as usize;
        if self.rung_of_event.len() > event || !is_act(row) || row.kind == Kind::Accident || row.rung < 2 {
            return;
        }
        let parent = self.rung_of_event.get(row.cause as usize).copied().unwrap_or(0);
        match row.kind {
            Kind::AnswerInKind => self.answers[usize::from(parent)] += 1,
            _ => self.retaliation[usize::from(parent)] += 1,
        }
        if row.time < Time::from_days(PARENTS_UNTIL_DAYS) {
            self.rung_of_event.resize(event + 1, 0);
            self.rung_of_event[event] = row.rung;
            self.parents[usize::from(row.rung)] += 1;
        }
    }

    fn claimed(&mut self, _: &ClaimRow) {}

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}

fn main() {
    println!("effective offspring per act, {RUNS} runs of {HORIZON_DAYS} days; hostility 0.9; thinning off");
    println!("{:>7} {:>5} {:>9} {:>12} {:>9} {:>7}", "sectors", "rung", "parents", "retaliation", "answers", "all");
    for sectors in [1, 8] {
        let what =
            format!("posts={},villages={},people={},sectors={sectors}", 8 * sectors, 16 * sectors, 8000 * sectors);
        let text = scenario::synthetic(&Synthetic::parse(&what).expect("valid sizes"));
        let off: Vec<(String, String)> = OFF.iter().map(|(path, value)| ((*path).into(), (*value).into())).collect();
        let setup = scenario::load(&Texts::one("synthetic.ron", &text), "synthetic.ron", &off).expect("valid").setup;
        // One run may explode: with nothing to thin it the upper rungs are above 1. The limit ends it, counted as is.
        let limits = Limits { events: 400_000, ..Limits::until(Time::from_days(HORIZON_DAYS)) };
        let mut all = Families::default();
        for seed in 1..=RUNS {
            all.rung_of_event.clear();
            replicate(&setup, seed, 0, &limits, &mut all);
        }
        for rung in 2..=6 {
            let share = |count: [u64; 7]| count[rung] as f64 / all.parents[rung].max(1) as f64;
            let (retaliation, answers) = (share(all.retaliation), share(all.answers));
            let parents = all.parents[rung];
            println!(
                "{sectors:>7} {rung:>5} {parents:>9} {retaliation:>12.3} {answers:>9.3} {:>7.3}",
                retaliation + answers
            );
        }
    }
}
