//! The summary of a run on the terminal.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use crate::experiment::dates;
use crate::model::ceasefire::Form;
use crate::model::ids::SideId;
use crate::model::timeline::{End, Truce};
use crate::report::{NOTE, Run, words};

use super::table::aligned;

/// Most attempts that are listed one by one.
const TRUCES_MOST: usize = 12;

/// The summary as text.
pub fn summary(run: &Run, took: Duration, target: &Path, emphasis: bool) -> String {
    let head = |text: &str| if emphasis { format!("\x1b[1m{text}\x1b[0m") } else { text.to_string() };
    let mut text = String::new();
    let title = words::one_line(&run.setup.title, 80);
    let identity = run.identity;
    let _ =
        writeln!(text, "{}", head(&format!("{title} · seed {} · replication {}", identity.seed, identity.replication)));
    let _ = writeln!(text, "{}\n", outcome(run));
    let _ = writeln!(text, "{}", head("Killed / wounded: in truth, and as each office says"));
    push_lines(&mut text, &aligned(&casualties(run)));
    let _ = writeln!(text, "\n{}", head("Ceasefires"));
    push_lines(&mut text, &ceasefires(run));
    let _ = writeln!(text, "\n{}", head("People away from home at the peak"));
    push_lines(&mut text, &aligned(&displaced(run)));
    let _ = writeln!(text, "\n{}\n{NOTE}", effort(run, took, target));
    text
}

fn push_lines(text: &mut String, lines: &[String]) {
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

fn outcome(run: &Run) -> String {
    let measure = |name: &str| run.replication.measure(name).unwrap_or(0.0);
    let how = match run.replication.outcome.name() {
        "horizon" => "ran to its horizon".to_string(),
        "exhausted" => "ran to its horizon with nothing left to happen".to_string(),
        name => format!("ended early: {name}"),
    };
    let rung = measure("peak_rung");
    let acts = words::number_of(measure("acts.total") as usize, "hostile act", "hostile acts");
    let fire = match run.replication.measure("first_fire_to_last_fire_hours") {
        Some(hours) => format!(", {} h from first to last fire", words::value(hours)),
        None => ", no shot".to_string(),
    };
    let days = words::value(run.replication.end_hours / 24.0);
    format!("{how} after {days} days: {acts} up to rung {rung}{fire}")
}

/// One row a side: truth, then what each office says of it.
fn casualties(run: &Run) -> Vec<Vec<String>> {
    let sides = &run.setup.sides;
    let offices: Vec<usize> = (0..sides.len()).filter(|&side| sides[side].has_office).collect();
    let mut head = vec![String::new(), "truth".to_string()];
    head.extend(offices.iter().map(|&office| format!("{} says", run.side_name(office))));
    let mut rows = vec![head];
    for side in 0..sides.len() {
        let harm = &run.replication.world.tally.harm[side];
        let mut row = vec![run.side_name(side), format!("{} / {}", harm.killed(), harm.wounded())];
        for &office in &offices {
            let (office, side) = (SideId::at(office), SideId::at(side));
            let mut claims = run.recorder.claims.iter().rev();
            let last = claims.find(|claim| claim.claimant == office && claim.about == side);
            row.push(last.map_or_else(|| "-".to_string(), |claim| format!("{} / {}", claim.killed, claim.wounded)));
        }
        rows.push(row);
    }
    rows
}

fn ceasefires(run: &Run) -> Vec<String> {
    let truces = run.recorder.timeline();
    if truces.is_empty() {
        return vec!["none proposed".to_string()];
    }
    let rows: Vec<Vec<String>> = truces.iter().take(TRUCES_MOST).map(|truce| ceasefire(run, truce)).collect();
    // The first column is the time; the others read better from the left too.
    let mut lines: Vec<String> = left(&rows);
    if truces.len() > TRUCES_MOST {
        let more = words::number_of(truces.len() - TRUCES_MOST, "more attempt", "more attempts");
        lines.push(format!("… and {more}: see events.csv"));
    }
    lines
}

fn ceasefire(run: &Run, truce: &Truce) -> Vec<String> {
    let calendar = &run.setup.calendar;
    let moment = |time: Option<crate::engine::Time>| {
        time.map_or_else(|| "-".to_string(), |time| dates::moment(calendar, time.hours()))
    };
    let attempt = run.replication.world.attempts.get(truce.attempt.index());
    let channel = attempt.and_then(|attempt| run.setup.channels.get(attempt.channel.index()));
    let channel = channel.map_or_else(|| "talks".to_string(), |channel| words::one_line(&channel.name, 30));
    let form = match attempt.filter(|_| truce.was_agreed()).map(|attempt| attempt.form) {
        Some(Form::Verbal) => "verbal",
        Some(Form::Written) => "written",
        Some(Form::Withdrawal) => "written, with withdrawal",
        None => "",
    };
    let agreed = match truce.agreed {
        Some(_) => format!("agreed {}", moment(truce.agreed)),
        None => "not agreed".to_string(),
    };
    let breaches = words::number_of(truce.breaches.len(), "breach", "breaches");
    let end = match truce.end {
        Some((time, End::Held)) => format!("held (counted {})", moment(Some(time))),
        Some((time, end)) => format!("{} {}", end.words(), moment(Some(time))),
        None => "open at the end".to_string(),
    };
    vec![moment(truce.proposed), channel, agreed, form.to_string(), breaches, end]
}

fn left(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
            let cells: Vec<String> = cells.map(|(cell, &width)| format!("{cell:<width$}")).collect();
            cells.join("  ").trim_end().to_string()
        })
        .collect()
}

fn displaced(run: &Run) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new(), "true".to_string(), "registered".to_string()]];
    for (index, side) in run.setup.sides.iter().enumerate() {
        let value = |name: String| words::count(run.replication.measure(&name).unwrap_or(0.0));
        rows.push(vec![
            run.side_name(index),
            value(format!("displaced_peak.{}", side.id)),
            value(format!("displaced_registered_peak.{}", side.id)),
        ]);
    }
    rows
}

fn effort(run: &Run, took: Duration, target: &Path) -> String {
    let events = run.replication.events as f64;
    let seconds = took.as_secs_f64().max(1e-6);
    let mut text = format!(
        "{} events in {:.2} s, {} a second\ndigest {}\noutput {}",
        words::count(events),
        took.as_secs_f64(),
        words::count(events / seconds),
        run.replication.digest_text(),
        target.display(),
    );
    if !run.identity.overrides.is_empty() {
        let _ = write!(text, "\noverrides {}", run.identity.overrides.join(" "));
    }
    text
}
