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
mod people;
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
            html.with("div", &[("class", &"map-main")], |html| {
                maps.draw(html, run, 0, end);
                let moment = moment::full(run, run.replication.end_hours);
                html.element("p", &[("class", &"quiet"), ("id", &"map-moment")], &format!("The map at {moment}."));
                legends::map(html, run);
            });
            html.with("div", &[("class", &"map-side")], |html| {
                controls::moment(html);
                if let Some(sector) = maps.sector {
                    let name = words::one_line(&sector_name(run, sector), 60);
                    let text = format!("The larger map shows the busiest sector, {name}. Here is all of the border; the frame is that map.");
                    html.element("p", &[("class", &"quiet")], &text);
                    maps.draw(html, run, 1, end);
                }
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
        html.with("div", &[("class", &"charts")], |html| people::evacuation(html, run));
        curves::table(html, run);
        html.with("div", &[("id", &"ceasefires")], |html| {
            html.element("h3", &[], "Ceasefires");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Limits;
    use crate::experiment::replicate;
    use crate::model::{Recorder, Setup};
    use crate::report::Identity;
    use crate::scenario;

    fn page_of(name: &str, text: &str, change: impl FnOnce(&mut Setup)) -> String {
        let path = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
        let mut setup = scenario::load(&scenario::Files, &path, &[]).unwrap().setup;
        change(std::sync::Arc::make_mut(&mut setup));
        let limits = Limits::until(setup.horizon);
        let mut recorder = Recorder::new(&setup, limits.horizon);
        let replication = replicate(&setup, setup.default_seed, 0, &limits, &mut recorder);
        let identity = Identity {
            seed: setup.default_seed,
            replication: 0,
            overrides: vec![text.to_string()],
            texts: vec![(text.to_string(), "0".repeat(64))],
            twin: String::new(),
            branches: Vec::new(),
            limits,
            command: format!("truceline run {text}"),
        };
        page(&Run { setup: &setup, recorder: &recorder, replication: &replication, identity: &identity })
    }

    const NASTY: &str = "</script><img src=x onerror=alert(1)><!--\"'&";

    #[test]
    fn texts_of_a_scenario_are_never_markup() {
        let page = page_of("water-intake", NASTY, |setup| {
            let nasty = || NASTY.to_string();
            (setup.title, setup.id) = (nasty(), nasty());
            let info = &mut setup.info;
            for text in [&mut info.shows, &mut info.notice, &mut info.try_next, &mut info.neutrality] {
                *text = nasty();
            }
            info.sources.push(nasty());
            setup.sides.iter_mut().for_each(|side| side.name = nasty());
            setup.sectors.iter_mut().for_each(|sector| sector.name = nasty());
            setup.places.iter_mut().for_each(|place| place.name = nasty());
            setup.channels.iter_mut().for_each(|channel| channel.name = nasty());
            setup.third_parties.iter_mut().for_each(|party| party.name = nasty());
            setup.injects.iter_mut().for_each(|inject| inject.note = nasty());
        });
        assert!(!page.contains("<img") && !page.contains("<!--"), "a text became markup");
        assert!(page.matches("&lt;img src=x").count() > 20, "the texts are told");
        assert_eq!((page.matches("<script").count(), page.matches("</script>").count()), (2, 2));
    }

    #[test]
    fn the_page_is_small_asks_for_nothing_and_names_its_policy() {
        let page = page_of("batken-2021", "scenario.ron", |_| {});
        assert!(page.len() < 1_500_000, "found {} bytes, expected fewer than 1,500,000", page.len());
        for word in [" src=", " style=\"", "url(http", "@import", "innerHTML", "eval(", "fetch("] {
            assert!(!page.contains(word), "{word}");
        }
        let policy = page.find("Content-Security-Policy").unwrap();
        assert!(policy < page.find("<style").unwrap(), "the policy stands before what it binds");
        assert!(page.contains("default-src &#39;none&#39;") && page.find(GENERATOR).unwrap() < 2_000);
        assert_eq!(page.matches("<h1").count(), 1);
    }
}
