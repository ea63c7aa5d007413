//! The causal trees of a run, read from its truth log: every logged event has one cause or is a root.

use crate::engine::NO_CAUSE;
use crate::model::LogRow;

/// Who caused what. Events are the numbers of the truth log, 0..[`Causes::len`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes {
    /// Cause of each event, [`NO_CAUSE`] for a root.
    causes: Vec<u32>,
    /// Root of each event, itself for a root.
    roots: Vec<u32>,
    /// Steps from the root to each event, 0 for a root.
    depths: Vec<u32>,
    /// Where the offspring of each event begin in `offspring`, with one entry more at the end.
    starts: Vec<u32>,
    /// Offspring, ascending within each event.
    offspring: Vec<u32>,
}

impl Causes {
    /// Reads a truth log: rows ascending by event, further rows of one event right behind its first.
    ///
    /// # Panics
    /// When an event is missing, or not later in the log than its cause.
    pub fn of_log(rows: &[LogRow]) -> Causes {
        let mut causes: Vec<u32> = Vec::new();
        for row in rows {
            let next = causes.len() as u32;
            assert!(row.event <= next, "the truth log has every event");
            if row.event == next {
                assert!(row.cause == NO_CAUSE || row.cause < next, "a cause comes before its effect");
                causes.push(row.cause);
            }
        }
        let (mut roots, mut depths) = (Vec::with_capacity(causes.len()), Vec::with_capacity(causes.len()));
        let mut starts = vec![0_u32; causes.len() + 1];
        for (event, &cause) in causes.iter().enumerate() {
            let (root, depth) =
                if cause == NO_CAUSE { (event as u32, 0) } else { (roots[cause as usize], depths[cause as usize] + 1) };
            roots.push(root);
            depths.push(depth);
            if cause != NO_CAUSE {
                starts[cause as usize + 1] += 1;
            }
        }
        for event in 0..causes.len() {
            starts[event + 1] += starts[event];
        }
        let mut offspring = vec![0; causes.iter().filter(|&&cause| cause != NO_CAUSE).count()];
        let mut free = starts.clone();
        for (event, &cause) in causes.iter().enumerate().filter(|(_, cause)| **cause != NO_CAUSE) {
            offspring[free[cause as usize] as usize] = event as u32;
            free[cause as usize] += 1;
        }
        Causes { causes, roots, depths, starts, offspring }
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.causes.len()
    }

    /// Whether nothing was logged.
    pub fn is_empty(&self) -> bool {
        self.causes.is_empty()
    }

    /// The cause of an event; None for a root.
    pub fn cause(&self, event: u32) -> Option<u32> {
        Some(self.causes[event as usize]).filter(|&cause| cause != NO_CAUSE)
    }

    /// The root that an event goes back to; itself for a root.
    pub fn root(&self, event: u32) -> u32 {
        self.roots[event as usize]
    }

    /// Steps from the root to an event.
    pub fn depth(&self, event: u32) -> u32 {
        self.depths[event as usize]
    }

    /// What an event caused directly, ascending.
    pub fn offspring(&self, event: u32) -> &[u32] {
        let event = event as usize;
        &self.offspring[self.starts[event] as usize..self.starts[event + 1] as usize]
    }

    /// The roots, ascending.
    pub fn roots(&self) -> impl Iterator<Item = u32> {
        (0..self.len() as u32).filter(|&event| self.cause(event).is_none())
    }

    /// From the root to an event, both included.
    pub fn chain(&self, event: u32) -> Vec<u32> {
        let mut chain: Vec<u32> = std::iter::successors(Some(event), |&event| self.cause(event)).collect();
        chain.reverse();
        chain
    }

    /// An event and everything that it led to, ascending.
    pub fn tree(&self, event: u32) -> Vec<u32> {
        let mut tree = vec![event];
        let mut next = 0;
        while next < tree.len() {
            tree.extend_from_slice(self.offspring(tree[next]));
            next += 1;
        }
        tree.sort_unstable();
        tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn log(causes: &[u32]) -> Vec<LogRow> {
        let row = |(event, &cause): (usize, &u32)| LogRow { event: event as u32, cause, ..LogRow::new(Kind::Fire) };
        causes.iter().enumerate().map(row).collect()
    }

    #[test]
    fn chains_and_trees_are_those_of_the_causes() {
        let causes = Causes::of_log(&log(&[NO_CAUSE, 0, NO_CAUSE, 1, 0, 2, 3]));
        assert_eq!(causes.chain(6), [0, 1, 3, 6]);
        assert_eq!(causes.tree(0), [0, 1, 3, 4, 6]);
        assert_eq!(causes.tree(2), [2, 5]);
        assert_eq!(causes.offspring(0), [1, 4]);
        assert_eq!((causes.root(6), causes.depth(6)), (0, 3));
        assert_eq!(causes.roots().collect::<Vec<_>>(), [0, 2]);
        assert_eq!((causes.cause(2), causes.cause(5)), (None, Some(2)));
        assert!(Causes::of_log(&[]).is_empty());
    }

    #[test]
    fn further_rows_of_an_event_are_no_events() {
        let mut rows = log(&[NO_CAUSE, 0]);
        rows.push(rows[1]);
        assert_eq!(Causes::of_log(&rows).len(), 2);
    }
}
