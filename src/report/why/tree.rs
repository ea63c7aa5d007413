//! What an event set off, as an indented tree.

use std::collections::BTreeSet;

use super::Why;
use super::wrap::{COLUMNS, push};
use crate::report::{NOTE, words};

/// Deeper events are not indented further; the number of their cause tells where they belong.
const INDENT_MOST: u32 = 12;

impl Why<'_> {
    pub(super) fn tree_text(&self, most: usize) -> String {
        let (shown, hidden) = self.nearest(most);
        let mut out = String::new();
        push(&mut out, "", &format!("What #{} set off", self.event));
        push(&mut out, "", &self.identity());
        out.push('\n');
        self.push_branches(&mut out, &shown);
        out.push('\n');
        push(&mut out, "", &self.set_off_words());
        if hidden > 0 {
            let left = words::number_of(hidden, "event is", "events are");
            push(&mut out, "", &format!("{left} left out, those farthest from it; --all shows all."));
        }
        push(&mut out, "", NOTE);
        out
    }

    /// The events of the tree that are nearest to its top, at most so many beside the top, and how many are left.
    pub(super) fn nearest(&self, most: usize) -> (BTreeSet<u32>, usize) {
        let causes = self.story.causes();
        let mut tree = causes.tree(self.event);
        let all = tree.len();
        tree.sort_by_key(|&event| (causes.depth(event), event));
        tree.truncate(most.saturating_add(1));
        let shown: BTreeSet<u32> = tree.into_iter().collect();
        let hidden = all - shown.len();
        (shown, hidden)
    }

    /// Branch by branch, each event before what it caused, without recursion: trees can be deep.
    fn push_branches(&self, out: &mut String, shown: &BTreeSet<u32>) {
        let causes = self.story.causes();
        let top = causes.depth(self.event);
        let mut open = vec![self.event];
        while let Some(event) = open.pop() {
            let depth = causes.depth(event) - top;
            self.push_event(out, event, depth);
            let offspring = causes.offspring(event);
            open.extend(offspring.iter().rev().filter(|event| shown.contains(event)));
            let left = offspring.iter().filter(|event| !shown.contains(event)).count();
            if left > 0 {
                let left = words::number_of(left, "direct consequence", "direct consequences");
                push(out, &indent(depth + 1), &format!("… {left} of #{event} left out"));
            }
        }
    }

    fn push_event(&self, out: &mut String, event: u32, depth: u32) {
        let head = format!("{}{} #{event} ", indent(depth), self.moment(event));
        let from = match self.story.causes().cause(event) {
            Some(cause) if depth > INDENT_MOST => format!("(from #{cause}) "),
            _ => String::new(),
        };
        let room = COLUMNS.saturating_sub(head.chars().count()).max(40);
        let sentence = words::one_line(&format!("{from}{}", self.story.sentence(event)), room);
        out.push_str(&format!("{head}{sentence}\n"));
    }
}

fn indent(depth: u32) -> String {
    "  ".repeat(depth.min(INDENT_MOST) as usize)
}
