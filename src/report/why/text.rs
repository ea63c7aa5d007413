//! The chain of causes as text.

use crate::experiment::story::span;

use super::wrap::push;
use super::{SetOff, Why};
use crate::report::{NOTE, words};

impl Why<'_> {
    pub(super) fn chain_text(&self) -> String {
        let chain = self.story.causes().chain(self.event);
        let mut out = String::new();
        push(&mut out, "", &format!("How #{} came about", self.event));
        push(&mut out, "", &self.identity());
        let width = chain.len().to_string().len();
        let mut before: Option<u32> = None;
        for (position, &event) in chain.iter().enumerate() {
            out.push('\n');
            let elapsed = match before {
                Some(before) => later(self.hours(event) - self.hours(before)),
                None if self.hours(event) == 0.0 => "at the start".to_owned(),
                None => format!("{} after the start", span(self.hours(event))),
            };
            let head = format!("{:>width$}. ", position + 1);
            let (moment, kind) = (self.moment(event), self.kind(event).name());
            push(&mut out, &head, &format!("{moment} · {elapsed} · #{event} {kind}"));
            let indent = " ".repeat(width + 2);
            push(&mut out, &indent, &self.story.sentence(event));
            for reason in self.story.reasons(event) {
                push(&mut out, &format!("{indent}- "), &reason);
            }
            before = Some(event);
        }
        out.push('\n');
        self.push_aftermath(&mut out);
        push(&mut out, "", &self.set_off_words());
        push(&mut out, "", NOTE);
        out
    }

    /// What was decided in the wake of the event and led to nothing.
    fn push_aftermath(&self, out: &mut String) {
        let aftermath = self.story.aftermath(self.event);
        if aftermath.is_empty() {
            return;
        }
        push(out, "", &format!("Drawn in the wake of #{}:", self.event));
        for reason in aftermath {
            push(out, "- ", &reason.text);
        }
        out.push('\n');
    }

    /// One line on what the event set off.
    pub(super) fn set_off_words(&self) -> String {
        let SetOff { events, acts, killed, wounded, depth } = self.set_off(self.event);
        let event = self.event;
        if events == 0 {
            return format!("#{event} set off nothing further.");
        }
        format!(
            "#{event} set off {}, {} of them hostile, with {} killed and {} wounded, at most {} from it.",
            words::number_of(events as usize, "event", "events"),
            if acts == 0 { "none".to_owned() } else { words::count(f64::from(acts)) },
            words::count(f64::from(killed)),
            words::count(f64::from(wounded)),
            words::number_of(depth as usize, "step", "steps"),
        )
    }
}

fn later(hours: f64) -> String {
    if hours <= 0.0 { "at once".to_owned() } else { format!("{} later", span(hours)) }
}
