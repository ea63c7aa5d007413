//! The hold model timed: Truceline's pending set beside four others, in rounds of one stretch each.

use super::{Binary, DISTRIBUTIONS, Dary, Distribution, Hold, Holds, Ours, Quick, QuickNewer, loop_nanoseconds};
use crate::pairs::{Comparison, Effort, Side, enough};

/// Name of the peer that gates judge.
pub const QUICKHEAP: &str = "quickheap 0.1";
/// The distribution that gates judge.
pub const JUDGED: &str = "hold exponential";

/// All comparisons of all spreads of increments at these sizes; what comes next is told before.
///
/// # Panics
/// When a set took out other times than Truceline's.
pub fn measure(sizes: &[u32], effort: Effort, tell: &dyn Fn(&str)) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for distribution in &DISTRIBUTIONS {
        let increments = distribution.increments();
        for &size in sizes {
            tell(&format!("hold, {size} events, {}", distribution.name));
            comparisons.extend(rounds(distribution, &increments, size, effort));
        }
    }
    comparisons
}

/// Nanoseconds a hold of the loop itself.
pub fn overhead() -> f64 {
    loop_nanoseconds(&DISTRIBUTIONS[0].increments())
}

fn rounds(distribution: &Distribution, increments: &[u64], size: u32, effort: Effort) -> Vec<Comparison> {
    let mut ours = Hold::<Ours>::new(size, increments);
    let mut peers: Vec<(&'static str, Box<dyn Holds + '_>)> = vec![
        (QUICKHEAP, Box::new(Hold::<Quick>::new(size, increments))),
        ("quickheap 0.2", Box::new(Hold::<QuickNewer>::new(size, increments))),
        ("dary_heap, 4-ary", Box::new(Hold::<Dary>::new(size, increments))),
        ("std BinaryHeap", Box::new(Hold::<Binary>::new(size, increments))),
    ];
    for (peer, hold) in &peers {
        assert_eq!(hold.checksum(), ours.checksum(), "{peer} differs with {size} events, {}", distribution.name);
    }
    let our_count = enough(effort, 1000, |count| ours.hold(count));
    let counts: Vec<u64> = peers.iter_mut().map(|peer| enough(effort, 1000, |count| peer.1.hold(count))).collect();
    let mut sides = vec![Vec::new(); peers.len()];
    for _ in 0..effort.pairs {
        for (((_, peer), &count), sides) in peers.iter_mut().zip(&counts).zip(&mut sides) {
            sides.push([
                Side { seconds: ours.hold(our_count), events: our_count },
                Side { seconds: peer.hold(count), events: count },
            ]);
        }
    }
    let work = format!("hold {}", distribution.name);
    peers.iter().zip(sides).map(|((peer, _), sides)| Comparison::new(&work, size, peer, &sides)).collect()
}
