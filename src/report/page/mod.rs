//! A run as one page that stands alone: no request leaves it, nothing in it runs but its own script, and what matters can be
//! read without that script.

mod about;
mod ceasefires;
mod controls;
mod course;
mod curves;
mod data;
mod figures;
mod html;
mod legends;
mod main_events;
mod map;
mod moment;
mod packed;
mod phrases;
mod plot;
mod policy;
mod steps;

use crate::experiment::story::Story;
use crate::model::ids::SectorId;

use self::html::{Html, json_in_script};
use self::map::Maps;
use super::run::Run;
use super::{NOTE, words};

/// What marks a file as a page of this program.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"truceline\"/>";

/// The script, in the order in which its parts build on each other.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("script/read.js"),
    include_str!("script/words.js"),
    include_str!("script/moment.js"),
    include_str!("script/tree.js"),
    include_str!("script/why.js"),
    include_str!("script/log.js"),
    include_str!("script/begin.js"),
);

/// The page of a run.
pub fn page(run: &Run) -> String {
    let story = Story::new(run.setup, run.recorder);
    let maps = Maps::of(run);
    let (changes, end) = course::changes(run.setup, &run.recorder.rows);
    let main = main_events::choose(run, &story);
    let data = data::data(run, &story, (&maps, &changes, &main));
    let json = serde_json::to_string(&data).expect("plain data becomes JSON without fail");
    let style = policy::style();
    let mut html = Html::new();
    html.trusted("<!DOCTYPE html>\n");
    html.with("html", &[("lang", &"en")], |html| {
        html.with("head", &[], |html| head(html, run, &style));
        html.with("body", &[], |html| {
            html.element("a", &[("class", &"skip"), ("href", &"#main")], "Skip to the content");
            legends::patterns(html);
            header(html, run);
            html.with("main", &[("id", &"main"), ("tabindex", &"-1")], |html| {
                figures::write(html, run);
                in_time(html, run, &maps, &end);
                main_section(html, run, &story, &main);
                controls::log(html);
                about::scenario(html, run);
                about::manifest(html, run);
            });
            html.with("footer", &[], |html| {
                html.element("p", &[], "Illustrative model, not a forecast. It gives no verdict on blame; what each side says is kept apart from the truth of the run.");
            });
            html.with("script", &[("type", &"application/json"), ("id", &"data")], |html| html.trusted(&json_in_script(&json)));
            html.with("script", &[], |html| html.trusted(SCRIPT));
        });
    });
    html.trusted("\n");
    html.finish()
}

fn head(html: &mut Html, run: &Run, style: &str) {
    html.empty("meta", &[("charset", &"utf-8")]);
    let policy = policy::policy(style, SCRIPT);
    html.empty("meta", &[("http-equiv", &"Content-Security-Policy"), ("content", &policy)]);
    html.trusted(GENERATOR);
    html.empty("meta", &[("name", &"viewport"), ("content", &"width=device-width, initial-scale=1")]);
    html.empty("meta", &[("name", &"referrer"), ("content", &"no-referrer")]);
    // Without it a browser asks the place of the page for an icon.
    html.empty("link", &[("rel", &"icon"), ("href", &"data:,")]);
    let title = words::one_line(&run.setup.title, 120);
    html.element("title", &[], &format!("{title} · seed {} · Truceline", run.identity.seed));
    html.with("style", &[], |html| html.trusted(style));
}

fn header(html: &mut Html, run: &Run) {
    html.with("header", &[], |html| {
        html.element("p", &[("class", &"kicker")], "Truceline · one run of a simulator");
        html.element("h1", &[("dir", &"auto")], &words::one_line(&run.setup.title, 200));
        let identity = format!(
            "Seed {} · replication {} · version {} · digest {}",
            run.identity.seed,
            run.identity.replication,
            env!("CARGO_PKG_VERSION"),
            &run.replication.digest_text()[..12],
        );
        html.element("p", &[("class", &"quiet")], &identity);
        html.with("p", &[("class", &"note")], |html| {
            let mut note = NOTE.to_string();
            note[..1].make_ascii_uppercase();
            html.element("strong", &[], &format!("{note}."));
            html.text(" One run is one of many: read the spread over seeds, never one run alone.");
        });
        html.with("nav", &[("aria-label", &"Sections")], |html| {
            html.with("ul", &[], |html| {
                let sections = [
                    ("#summary", "Summary"),
                    ("#time", "Map and curves"),
                    ("#ceasefires", "Ceasefires"),
                    ("#main-events", "Main events"),
                    ("#log", "Log and causes"),
                    ("#scenario", "Scenario"),
                    ("#manifest", "Run it again"),
                ];
                for (place, name) in sections {
                    html.with("li", &[], |html| html.element("a", &[("href", &place)], name));
                }
            });
        });
    });
}

/// Map, curves and ceasefires, with the slider that they share.
fn in_time(html: &mut Html, run: &Run, maps: &Maps, end: &course::MapState) {
    html.with("section", &[("id", &"time"), ("aria-labelledby", &"time-heading")], |html| {
        html.element("h2", &[("id", &"time-heading")], "The run in time");
        html.element("p", &[("class", &"quiet")], &format!("Times are local. {}", controls::HINT));
        controls::slider(html, run);
        html.element("h3", &[], "Map");
        html.with("div", &[("class", &"map-row")], |html| {
            html.with("div", &[("class", &"map-main")], |html| maps.draw(html, run, 0, end));
            html.with("div", &[("class", &"map-side")], |html| {
                controls::moment(html);
                if let Some(sector) = maps.sector {
                    let name = words::one_line(&sector_name(run, sector), 60);
                    html.element("p", &[("class", &"quiet")], &format!("Above or left: the busiest sector, {name}. Here all of the border; the frame is that sector."));
                    maps.draw(html, run, 1, end);
                }
                legends::map(html, run);
            });
        });
        html.element("h3", &[], "Casualties");
        html.element("p", &[("class", &"quiet")], "Cumulative, in persons. Truth of the run and what each office has published stand apart.");
        legends::casualties(html, run);
        html.with("div", &[("class", &"charts")], |html| curves::casualties(html, run));
        html.element("h3", &[], "Escalation");
        html.element("p", &[("class", &"quiet")], "Highest rung that each side's command authorises, by sector; below, hostile acts.");
        legends::rungs(html, run);
        html.with("div", &[("class", &"charts")], |html| curves::escalation(html, run));
        html.element("h3", &[], "Where people are");
        legends::people(html, run);
        html.with("div", &[("class", &"charts")], |html| curves::evacuation(html, run));
        curves::table(html, run);
        html.with("div", &[("id", &"ceasefires")], |html| {
            html.element("h3", &[], "Ceasefires");
            legends::ceasefires(html);
            ceasefires::write(html, run);
        });
    });
}

fn sector_name(run: &Run, sector: SectorId) -> String {
    run.setup.sectors[sector.index()].name.clone()
}

fn main_section(html: &mut Html, run: &Run, story: &Story, main: &[u32]) {
    html.with("section", &[("id", &"main-events"), ("aria-labelledby", &"main-events-heading")], |html| {
        html.element("h2", &[("id", &"main-events-heading")], "Main events");
        let chosen = words::number_of(main.len(), "event", "events");
        let all = words::count(story.causes().len() as f64);
        let rule = "changes of control, ceasefires, first times and deaths, by one rule for all sides";
        html.element("p", &[("class", &"quiet")], &format!("{chosen} of {all} in the log, chosen for {rule}."));
        main_events::write(html, run, story, main);
    });
}
