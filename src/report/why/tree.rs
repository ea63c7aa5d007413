//! What an event set off, as an indented tree.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Why;
use super::wrap::push;
use crate::report::{NOTE, words};

/// Sums over an event and what it set off, in the order in which branches are told apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Branch {
    killed: u32,
    wounded: u32,
    events: u32,
}

/// Deeper events are not indented further; the number of their cause tells where they belong.
const INDENT_MOST: u32 = 12;

impl Why<'_> {
    pub(super) fn tree_text(&self, most: usize) -> String {
        let (shown, hidden) = self.cut(most);
        let mut out = String::new();
        push(&mut out, "", &format!("What #{} set off", self.event));
        push(&mut out, "", &self.identity());
        out.push('\n');
        self.push_branches(&mut out, &shown);
        out.push('\n');
        push(&mut out, "", &self.set_off_words());
        if hidden > 0 {
            let left = words::number_of(hidden, "event is", "events are");
            push(&mut out, "", &format!("{left} left out, those of branches with fewer killed; --all shows all."));
        }
        push(&mut out, "", NOTE);
        out
    }

    /// The events of the tree that are shown, at most so many beside the top, and how many are left out. Those whose branches
    /// have most killed come first, then most wounded, then most events; so with an event its causes are shown too.
    pub(super) fn cut(&self, most: usize) -> (BTreeSet<u32>, usize) {
        let branches = self.branches();
        let mut order: Vec<(&u32, &Branch)> = branches.iter().collect();
        order.sort_by_key(|&(event, branch)| (Reverse(*branch), *event));
        let shown: BTreeSet<u32> = order.into_iter().take(most.saturating_add(1)).map(|(event, _)| *event).collect();
        let hidden = branches.len() - shown.len();
        (shown, hidden)
    }

    /// Each event of the tree with the sums over it and what it set off.
    fn branches(&self) -> BTreeMap<u32, Branch> {
        let causes = self.story.causes();
        let own = |event: u32| {
            let rows = self.story.rows(event);
            let killed = rows.iter().map(|row| row.harm.killed()).sum();
            Branch { killed, wounded: rows.iter().map(|row| row.harm.wounded()).sum(), events: 1 }
        };
        let tree = causes.tree(self.event);
        let mut branches: BTreeMap<u32, Branch> = tree.iter().map(|&event| (event, own(event))).collect();
        for &event in tree.iter().rev().filter(|&&event| event != self.event) {
            let branch = branches[&event];
            let cause = causes.cause(event).and_then(|cause| branches.get_mut(&cause));
            let sum = cause.expect("an event below the top has its cause in the tree");
            sum.killed += branch.killed;
            sum.wounded += branch.wounded;
            sum.events += branch.events;
        }
        branches
    }

    /// Branch by branch, each event before what it caused, without recursion: trees can be deep.
    fn push_branches(&self, out: &mut String, shown: &BTreeSet<u32>) {
        let (causes, branches) = (self.story.causes(), self.branches());
        let top = causes.depth(self.event);
        let mut open = vec![self.event];
        while let Some(event) = open.pop() {
            let depth = causes.depth(event) - top;
            self.push_event(out, event, depth);
            let (kept, left): (Vec<u32>, Vec<u32>) =
                causes.offspring(event).iter().copied().partition(|event| shown.contains(event));
            open.extend(kept.iter().rev());
            if !left.is_empty() {
                let events: u32 = left.iter().map(|event| branches[event].events).sum();
                let killed: u32 = left.iter().map(|event| branches[event].killed).sum();
                let events = words::number_of(events as usize, "event", "events");
                let killed = if killed > 0 { format!(" with {killed} killed") } else { String::new() };
                push(out, &indent(depth + 1), &format!("… {events} below #{event} left out{killed}"));
            }
        }
    }

    fn push_event(&self, out: &mut String, event: u32, depth: u32) {
        let from = match self.story.causes().cause(event) {
            Some(cause) if depth > INDENT_MOST => format!("(from #{cause}) "),
            _ => String::new(),
        };
        let head = format!("{}{} #{event} ", indent(depth), self.moment(event));
        push(out, &head, &format!("{from}{}", self.story.sentence(event)));
    }
}

fn indent(depth: u32) -> String {
    "  ".repeat(depth.min(INDENT_MOST) as usize)
}
