//! What the truth log tells of each ceasefire attempt: its parties, its channel and its form.

use crate::experiment::words;
use crate::model::ceasefire::Form;
use crate::model::ids::{AttemptId, ChannelId, PairId, SideId};
use crate::model::setup::{Scope, Setup};
use crate::model::{Detail, LogRow};

use super::names::Names;

/// What is known of an attempt; by hand-made logs less is known.
#[derive(Clone, Copy, Debug, Default)]
struct Attempt {
    talks: Option<(PairId, ChannelId)>,
    form: Option<Form>,
}

/// All attempts of a log.
#[derive(Clone, Debug, Default)]
pub(super) struct Truces {
    attempts: Vec<Attempt>,
}

impl Truces {
    pub(super) fn of_log(rows: &[LogRow]) -> Truces {
        let mut attempts: Vec<Attempt> = Vec::new();
        for row in rows {
            let Some(attempt) = row.attempt else { continue };
            if attempts.len() <= attempt.index() {
                attempts.resize(attempt.index() + 1, Attempt::default());
            }
            match row.detail {
                Detail::Talks { pair, channel } => attempts[attempt.index()].talks = Some((pair, channel)),
                Detail::Form(form) => attempts[attempt.index()].form = Some(form),
                _ => {}
            }
        }
        Truces { attempts }
    }

    fn attempt(&self, attempt: Option<AttemptId>) -> Attempt {
        attempt.and_then(|attempt| self.attempts.get(attempt.index())).copied().unwrap_or_default()
    }

    /// The parties of an attempt.
    pub(super) fn sides(&self, setup: &Setup, attempt: Option<AttemptId>) -> Option<[SideId; 2]> {
        let (pair, _) = self.attempt(attempt).talks?;
        let sides = setup.sides.len();
        Some([SideId::at(pair.index() / sides), SideId::at(pair.index() % sides)])
    }

    /// ` between Kyrgyzstan and Tajikistan`.
    pub(super) fn between(&self, setup: &Setup, attempt: Option<AttemptId>) -> String {
        let names = Names::new(setup);
        match self.sides(setup, attempt) {
            Some([one, other]) => format!(" between {} and {}", names.side(Some(one)), names.side(Some(other))),
            None => String::new(),
        }
    }

    /// Name of the channel: `Border services`.
    pub(super) fn channel(&self, setup: &Setup, attempt: Option<AttemptId>) -> Option<String> {
        let (_, channel) = self.attempt(attempt).talks?;
        setup.channels.get(channel.index()).map(|channel| words::one_line(channel.name.trim(), 60))
    }

    /// Which sectors an agreement through the channel covers, in words.
    pub(super) fn scope(&self, setup: &Setup, attempt: Option<AttemptId>) -> Option<&'static str> {
        let (_, channel) = self.attempt(attempt).talks?;
        Some(match setup.channels.get(channel.index())?.scope {
            Scope::Sector => "one sector",
            Scope::Neighbours => "a sector and its neighbours",
            Scope::Province => "a province",
            Scope::All => "the whole border",
        })
    }

    /// `by word of mouth`, `in writing`, `in writing and with withdrawal`.
    pub(super) fn form(&self, attempt: Option<AttemptId>) -> Option<&'static str> {
        Some(match self.attempt(attempt).form? {
            Form::Verbal => "by word of mouth",
            Form::Written => "in writing",
            Form::Withdrawal => "in writing and with withdrawal",
        })
    }
}

/// `ceasefire attempt 2`: attempts are counted over all pairs of sides, in the order of their talks.
pub(super) fn number(attempt: Option<AttemptId>) -> String {
    attempt.map_or_else(
        || "a ceasefire attempt".to_owned(),
        |attempt| format!("ceasefire attempt {}", attempt.index() + 1),
    )
}

/// `the ceasefire of attempt 2`.
pub(super) fn ceasefire(attempt: Option<AttemptId>) -> String {
    attempt
        .map_or_else(|| "a ceasefire".to_owned(), |attempt| format!("the ceasefire of attempt {}", attempt.index() + 1))
}
