//! Tables of studies in Parquet files: what is written is read, and nothing that was changed is believed.

mod content;
mod damage;
mod round_trip;

use truceline::store::table::{Column, Table, Values};

/// Numbers that look random, the same in every test run (SplitMix64).
struct Scrambled(u64);

impl Scrambled {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// A table with every kind, every way of writing it, and rows without values.
fn mixed(rows: usize) -> Table {
    let mut scrambled = Scrambled(17);
    let mut column = |name: &str, unit: &str, value: &mut dyn FnMut(u64) -> Option<f64>| {
        let numbers = (0..rows).map(|_| value(scrambled.next())).collect();
        Column::new(name, unit, format!("what {name} means"), Values::Number(numbers))
    };
    let killed = column("killed.total", "people", &mut |draw| (draw % 11 != 0).then_some((draw % 7) as f64));
    let hours = column("first_fire_to_last_fire_hours", "hours", &mut |draw| Some((draw >> 20) as f64 / 3_600_000.0));
    let mut whole = |value: &dyn Fn(u64, u64) -> Option<i64>| {
        Values::Whole((0..rows as u64).map(|row| value(row, scrambled.next())).collect())
    };
    let replication = whole(&|row, _| Some(row as i64));
    let design = whole(&|row, _| Some(row as i64 / 100));
    let seed = whole(&|_, draw| (draw % 5 != 0).then_some(draw as i64));
    let mut text =
        |value: &dyn Fn(u64) -> Option<String>| Values::Text((0..rows).map(|_| value(scrambled.next())).collect());
    let outcome = text(&|draw| (draw % 3 != 0).then(|| ["quiet", "horizon", "сулх"][draw as usize % 2].to_string()));
    let digest = text(&|draw| Some(format!("{draw:016x}")));
    Table {
        columns: vec![
            Column::new("replication", "", "number of the replication", replication),
            Column::new("design", "", "number of the design point", design),
            Column::new("seed", "", "seed of the run", seed),
            Column::new("outcome", "", "how the run ended: \"quiet\" or by its horizon", outcome),
            Column::new("digest", "", "fingerprint of the run", digest),
            killed,
            hours,
        ],
        about: vec![("study".to_string(), "batken".to_string()), ("shard".to_string(), "3".to_string())],
    }
}
