//! Ceasefire attempts. An agreement has parties and its end no culprit; a breach names the post from which fire came.

use crate::experiment::words;
use crate::model::{Kind, LogRow};

use super::Telling;
use crate::experiment::story::{names, truces};

impl Telling<'_> {
    pub(super) fn truce(&self, row: &LogRow) -> String {
        let (attempt, ceasefire) = (truces::number(row.attempt), truces::ceasefire(row.attempt));
        let between = self.truces.between(self.setup, row.attempt);
        let sector = self.names.in_sector(row.sector);
        match row.kind {
            Kind::TruceProposed => {
                let channel = self.channel(row, " through the channel ");
                format!("talks{between} begin{channel}: {attempt}, about the fire{sector}")
            }
            Kind::TalksFailed => format!("the talks of {attempt}{between} end without agreement"),
            Kind::TruceAgreed => {
                let form = self.truces.form(row.attempt).map_or_else(String::new, |form| format!(" {form}"));
                let sectors = words::number_of(row.count as usize, "sector", "sectors");
                let scope = match self.truces.scope(self.setup, row.attempt) {
                    Some(scope) if row.count > 1 => format!("{scope} ({sectors})"),
                    _ => sectors,
                };
                let channel = self.channel(row, " through the channel ");
                format!("{attempt}: a ceasefire{between} is agreed{form}{channel}, for {scope}")
            }
            Kind::TruceNotice => format!("word of {ceasefire} reaches {}", self.names.place_of(row.place, row.side)),
            Kind::TruceInForce => format!("{ceasefire}{between} is known at every post in its scope and is in force"),
            Kind::Breach => {
                let post = self.names.place_of(row.place, row.side);
                format!("{ceasefire}{between} is breached{sector} from {post}, at {}", names::rung(row.rung))
            }
            Kind::TruceSectorCollapsed => format!("{ceasefire} ends{sector}"),
            Kind::TruceCollapsed => {
                let breached = words::number_of(row.count as usize, "sector", "sectors");
                format!("{ceasefire}{between} collapses, breached in {breached}")
            }
            Kind::TruceHeld => format!("{ceasefire}{between} has held"),
            Kind::TruceSuperseded => format!("a newer ceasefire takes the place of {}{between}", &ceasefire),
            _ => row.kind.words().to_owned(),
        }
    }

    fn channel(&self, row: &LogRow, before: &str) -> String {
        match self.truces.channel(self.setup, row.attempt) {
            Some(channel) => format!("{before}“{channel}”"),
            None => String::new(),
        }
    }
}
