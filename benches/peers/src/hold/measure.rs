//! The hold model timed: Truceline's pending set beside four others, in rounds of one stretch each.

use super::{Binary, DISTRIBUTIONS, Dary, Distribution, Hold, Holds, Ours, Quick, QuickNewer, loop_nanoseconds};
use crate::pairs::{Comparison, Effort, Side};

/// Name of the peer that gates judge.
pub const QUICKHEAP: &str = "quickheap 0.1";
/// The distribution that gates judge.
pub const JUDGED: &str = "hold exponential";

/// All comparisons of all spreads of increments at these sizes; what comes next is told before. Spreads that no gate
/// judges get a third of the pairs.
///
/// # Panics
/// When a set took out other times than Truceline's.
pub fn measure(sizes: &[u32], effort: Effort, tell: &dyn Fn(&str)) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for distribution in &DISTRIBUTIONS {
        let increments = distribution.increments();
        let judged = distribution.name == DISTRIBUTIONS[0].name;
        let pairs = if judged { effort.pairs } else { effort.pairs.div_ceil(3) };
        let effort = Effort { pairs, ..effort };
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
    let our_part = effort.part(1000, |count| ours.hold(count));
    let parts: Vec<u64> = peers.iter_mut().map(|peer| effort.part(1000, |count| peer.1.hold(count))).collect();
    let mut sides = vec![Vec::new(); peers.len()];
    for _ in 0..effort.pairs {
        // The judged peer comes right after ours; the others are told only.
        let ours = side(&mut ours, our_part, effort);
        for (((_, peer), &part), sides) in peers.iter_mut().zip(&parts).zip(&mut sides) {
            sides.push([ours, side(peer.as_mut(), part, effort)]);
        }
    }
    let work = format!("hold {}", distribution.name);
    peers.iter().zip(sides).map(|((peer, _), sides)| Comparison::new(&work, size, peer, &sides)).collect()
}

fn side(holds: &mut dyn Holds, part: u64, effort: Effort) -> Side {
    let mut events = 0;
    let seconds = effort.side(|| {
        events += part;
        holds.hold(part)
    });
    Side { seconds, events }
}
