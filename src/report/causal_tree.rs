//! The causal tree with most hostile acts: the root at the left, time to the right, each act joined to the act, or to the
//! root, that it goes back to.

use crate::experiment::dates;
use crate::experiment::story::Causes;
use crate::model::LogRow;
use crate::model::setup::{Calendar, RUNG_MAX};
use crate::model::tally::is_act;

use super::palette::{self, AXIS, GRID, RUNG_NAMES, RUNGS, TEXT, WHITE};
use super::panel::{Panel, SIZE, Swatch, legend};
use super::picture::{Anchor, Picture, Point, Text};
use super::run::Run;
use super::words;

const LEFT: f64 = 70.0;
const RIGHT: f64 = 1225.0;
const TOP: f64 = 160.0;
const BOTTOM: f64 = 888.0;
/// Radius of an act, and of one that killed.
const RADIUS: (f64, f64) = (5.0, 8.0);
/// Share of the time axis that stays free behind the last act, for its number.
const MARGIN: f64 = 1.06;

/// An act, or the root of the tree, which comes first.
struct Node {
    hours: f64,
    /// Position in the list of the node it goes back to; itself for the root.
    parent: usize,
    rung: u8,
    side: Option<usize>,
    killed: u32,
    /// Line of the picture, 0..=1 from the top.
    line: f64,
}

/// The figure.
pub fn causal_tree(run: &Run) -> Picture {
    let causes = Causes::of_log(&run.recorder.rows);
    let Some(root) = root_of_most(run, &causes) else { return nothing(run) };
    let mut nodes = nodes(run, &causes, root);
    give_lines(&mut nodes);
    let start = nodes[0].hours;
    let killed: u32 = nodes.iter().map(|node| node.killed).sum();
    let calendar = Calendar {
        start_unix_milliseconds: run.setup.calendar.start_unix_milliseconds + (start * 3_600_000.0).round() as i64,
        ..run.setup.calendar
    };
    let mut picture = run.picture("Causes", &subtitle(nodes.len() - 1, killed, killed_in_tree(run, &causes, root)));
    let last = nodes.iter().map(|node| node.hours).fold(start + 1.0, f64::max);
    let hours = (last - start) * MARGIN;
    let panel = Panel { left: LEFT, top: TOP, right: RIGHT, bottom: BOTTOM, hours, most: 1.0 };
    panel.local_time(&mut picture, &calendar, true);
    panel.elapsed_time(&mut picture);
    draw(&mut picture, &panel, &nodes, start);
    explain(&mut picture, run, root, start);
    picture
}

/// Killed in all events that go back to a root.
fn killed_in_tree(run: &Run, causes: &Causes, root: u32) -> u32 {
    let rows = run.recorder.rows.iter().filter(|row| causes.root(row.event) == root);
    rows.map(|row| row.harm.killed()).sum()
}

/// The numbers of the picture are those of the acts; who dies in an assault or later of wounds is killed all the same.
fn subtitle(acts: usize, in_acts: u32, killed: u32) -> String {
    let acts = words::number_of(acts, "act that goes", "acts that go");
    let count = |number: u32| words::count(f64::from(number));
    match (killed, killed - in_acts) {
        (0, _) => format!("{acts} back to one root; nobody was killed"),
        (_, 0) => format!("{acts} back to one root, with {} killed; numbers: killed in an act", count(killed)),
        (_, other) => format!(
            "{acts} back to one root, with {} killed: {} in the acts (numbers), {} in assaults or of wounds",
            count(killed),
            count(in_acts),
            count(other)
        ),
    }
}

fn nothing(run: &Run) -> Picture {
    let mut picture = run.picture("Causes", "No hostile act: there is no tree to draw");
    let middle = (f64::midpoint(LEFT, RIGHT), f64::midpoint(TOP, BOTTOM));
    picture.text(middle, "no hostile act in this run", SIZE, TEXT, Anchor::Middle);
    picture
}

/// First rows of the hostile acts.
fn acts<'a>(run: &'a Run) -> impl Iterator<Item = &'a LogRow> {
    let mut last = None;
    run.recorder.rows.iter().filter(move |row| is_act(row) && last.replace(row.event) != Some(row.event))
}

/// The root with most acts; the first of equals. None without an act.
fn root_of_most(run: &Run, causes: &Causes) -> Option<u32> {
    let mut counts = vec![0_u32; causes.len()];
    for row in acts(run) {
        counts[causes.root(row.event) as usize] += 1;
    }
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    counts.iter().position(|&count| count == most).map(|root| root as u32)
}

fn nodes(run: &Run, causes: &Causes, root: u32) -> Vec<Node> {
    let rows = &run.recorder.rows;
    let moment = |event: u32| rows[rows.partition_point(|row| row.event < event)].time.hours();
    let mut killed = vec![0_u32; causes.len()];
    for row in rows {
        killed[row.event as usize] += row.harm.killed();
    }
    // Position among the nodes of each event that is one.
    let mut positions = vec![usize::MAX; causes.len()];
    positions[root as usize] = 0;
    let mut nodes = vec![Node { hours: moment(root), parent: 0, rung: 0, side: None, killed: 0, line: 0.0 }];
    for row in acts(run).filter(|row| causes.root(row.event) == root && row.event != root) {
        let mut ancestor = causes.cause(row.event).unwrap_or(root);
        while positions[ancestor as usize] == usize::MAX {
            ancestor = causes.cause(ancestor).unwrap_or(root);
        }
        positions[row.event as usize] = nodes.len();
        nodes.push(Node {
            hours: row.time.hours(),
            parent: positions[ancestor as usize],
            rung: row.rung.min(RUNG_MAX),
            side: row.side.map(|side| side.index()),
            killed: killed[row.event as usize],
            line: 0.0,
        });
    }
    nodes
}

/// Every act that nothing goes back to has a line of its own, in the order of a walk through the tree; the others stand in
/// the middle of what they led to.
fn give_lines(nodes: &mut [Node]) {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (position, node) in nodes.iter().enumerate().skip(1) {
        children[node.parent].push(position);
    }
    let mut order = Vec::with_capacity(nodes.len());
    let mut waiting = vec![0];
    while let Some(position) = waiting.pop() {
        order.push(position);
        waiting.extend(children[position].iter().rev());
    }
    let leaves = children.iter().filter(|list| list.is_empty()).count();
    for (line, &position) in order.iter().filter(|&&position| children[position].is_empty()).enumerate() {
        nodes[position].line = if leaves > 1 { line as f64 / (leaves - 1) as f64 } else { 0.5 };
    }
    // Children come after their parents in the list.
    for position in (0..nodes.len()).rev() {
        if let (Some(&first), Some(&last)) = (children[position].first(), children[position].last()) {
            nodes[position].line = f64::midpoint(nodes[first].line, nodes[last].line);
        }
    }
}

fn draw(picture: &mut Picture, panel: &Panel, nodes: &[Node], start: f64) {
    let (top, bottom) = (panel.top + 26.0, panel.bottom - 22.0);
    let at = |node: &Node| (panel.x(node.hours - start), top + node.line * (bottom - top));
    for node in &nodes[1..] {
        let ((from_x, from_y), (x, y)) = (at(&nodes[node.parent]), at(node));
        picture.line(vec![(from_x, from_y), (from_x, y), (x, y)], AXIS.faded(0.55), 1.5);
    }
    for node in &nodes[1..] {
        let (radius, point) = (if node.killed > 0 { RADIUS.1 } else { RADIUS.0 }, at(node));
        picture.disc(point, radius + 2.0, node.side.map_or(AXIS, palette::side));
        picture.disc(point, radius, RUNGS[usize::from(node.rung)]);
    }
    let (x, y) = at(&nodes[0]);
    diamond(picture, (x, y), 13.0, TEXT);
    diamond(picture, (x, y), 8.0, WHITE);
    numbers(picture, nodes, &at);
}

fn diamond(picture: &mut Picture, (x, y): Point, half: f64, ink: palette::Ink) {
    picture.polygon(vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)], ink);
}

/// The killed beside their act, most first; where there is no room for a number it is left out.
fn numbers(picture: &mut Picture, nodes: &[Node], at: &impl Fn(&Node) -> Point) {
    let mut deadly: Vec<&Node> = nodes.iter().filter(|node| node.killed > 0).collect();
    deadly.sort_by_key(|node| std::cmp::Reverse(node.killed));
    let mut taken: Vec<(Point, Point)> = picture.texts().map(Text::bounds).collect();
    for node in deadly {
        let (x, y) = at(node);
        let text = Text {
            at: (x + 13.0, y + 8.0),
            text: words::count(f64::from(node.killed)),
            size: SIZE,
            bold: true,
            ink: TEXT,
            anchor: Anchor::Start,
            upwards: false,
        };
        let ((left, top), (right, bottom)) = text.bounds();
        let free = |&((other_left, other_top), (other_right, other_bottom)): &(Point, Point)| {
            right <= other_left || other_right <= left || bottom <= other_top || other_bottom <= top
        };
        if taken.iter().all(free) {
            taken.push(((left, top), (right, bottom)));
            // A pale ground keeps the number legible above lines.
            picture.rectangle((left - 1.0, top + 2.0), (right + 1.0, bottom - 1.0), WHITE.faded(0.75));
            picture.label(text);
        }
    }
    picture.line(vec![(LEFT, BOTTOM), (LEFT, TOP)], GRID, 1.0);
}

fn explain(picture: &mut Picture, run: &Run, root: u32, start: f64) {
    let mut entries = vec![(Swatch::Heading, "Acts by rung".to_string())];
    for rung in (1..RUNGS.len()).rev() {
        entries.push((Swatch::Dot(RUNGS[rung]), format!("{rung} {}", RUNG_NAMES[rung])));
    }
    entries.push((Swatch::Heading, "Rim: who acts".to_string()));
    for side in 0..run.setup.sides.len() {
        entries.push((Swatch::Line(palette::side(side)), run.side_name(side)));
    }
    let rows = &run.recorder.rows;
    let what = rows[rows.partition_point(|row| row.event < root)].kind.words();
    let local = dates::local(&run.setup.calendar, start);
    let moment = format!("{} {}", local.date_text(), local.clock_text());
    entries.push((Swatch::Heading, format!("Diamond: the root, {moment}: {what}")));
    legend(picture, (RIGHT + 35.0, TOP - 5.0), 325.0, &entries);
}

#[cfg(test)]
mod tests {
    use super::subtitle;

    #[test]
    fn the_killed_are_all_told_of_and_where() {
        assert_eq!(subtitle(1, 0, 0), "1 act that goes back to one root; nobody was killed");
        assert_eq!(
            subtitle(106, 7, 20),
            "106 acts that go back to one root, with 20 killed: 7 in the acts (numbers), 13 in assaults or of wounds"
        );
        assert_eq!(subtitle(9, 3, 3), "9 acts that go back to one root, with 3 killed; numbers: killed in an act");
    }
}
