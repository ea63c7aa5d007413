//! What the scenario says of itself, and how the run can be done again.

use crate::experiment::dates;
use crate::model::RESULT_VERSION;

use super::super::run::Run;
use super::super::words;
use super::html::Html;
use super::moment::length;

/// What the scenario says of itself.
pub fn scenario(html: &mut Html, run: &Run) {
    let info = &run.setup.info;
    html.with("section", &[("id", &"scenario"), ("aria-labelledby", &"scenario-heading")], |html| {
        html.element("h2", &[("id", &"scenario-heading")], "The scenario");
        let parts = [
            ("What it shows", &info.shows),
            ("What to notice", &info.notice),
            ("What to try", &info.try_next),
            ("Neutrality", &info.neutrality),
        ];
        for (head, text) in parts.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
            html.element("h3", &[], head);
            html.element("p", &[("dir", &"auto")], text);
        }
        if !info.sources.is_empty() {
            html.element("h3", &[], "Sources");
            html.with("ul", &[], |html| {
                for source in &info.sources {
                    html.element("li", &[("dir", &"auto")], source);
                }
            });
        }
        if !run.setup.injects.is_empty() {
            html.element("h3", &[], "Scripted events");
            html.element("p", &[], "Everything else follows from the rules of the model and its draws.");
            html.with("ul", &[], |html| {
                for inject in &run.setup.injects {
                    let when = super::moment::moment(run, inject.at.hours());
                    html.element("li", &[("dir", &"auto")], &format!("{when}: {}", inject.note));
                }
            });
        }
    });
}

/// How the run can be done again.
pub fn manifest(html: &mut Html, run: &Run) {
    let identity = run.identity;
    html.with("section", &[("id", &"manifest"), ("aria-labelledby", &"manifest-heading")], |html| {
        html.element("h2", &[("id", &"manifest-heading")], "How to get this run again");
        html.element("p", &[], "The same command with the same version gives the same digest, on any machine.");
        html.with("div", &[("class", &"command")], |html| {
            html.with("pre", &[("tabindex", &"0"), ("aria-label", &"Command")], |html| {
                html.element("code", &[("id", &"command")], &identity.command);
            });
        });
        html.with("dl", &[("class", &"identity")], |html| {
            let mut entry = |name: &str, value: &str| {
                html.element("dt", &[], name);
                html.element("dd", &[], value);
            };
            entry("Scenario", &run.setup.id);
            entry("Seed", &identity.seed.to_string());
            entry("Replication", &identity.replication.to_string());
            entry(
                "Overrides",
                &if identity.overrides.is_empty() { "none".to_string() } else { identity.overrides.join(" ") },
            );
            entry("Length asked for", &length(identity.limits.horizon.hours()));
            entry("Outcome", run.replication.outcome.name());
            entry("Events executed", &words::count(run.replication.events as f64));
            entry("Digest", &run.replication.digest_text());
            entry("Truceline", &format!("version {}, result version {RESULT_VERSION}", env!("CARGO_PKG_VERSION")));
            entry("Local time", &dates::zone(&run.setup.calendar));
        });
        html.element("h3", &[], "Scenario texts");
        html.with(
            "div",
            &[("class", &"scroll"), ("tabindex", &"0"), ("role", &"region"), ("aria-label", &"Scenario texts")],
            |html| {
                html.with("table", &[], |html| {
                    html.with("thead", &[], |html| {
                        html.with("tr", &[], |html| {
                            html.element("th", &[("scope", &"col")], "File");
                            html.element("th", &[("scope", &"col")], "blake3");
                        })
                    });
                    html.with("tbody", &[], |html| {
                        for (path, hash) in &identity.texts {
                            html.with("tr", &[], |html| {
                                html.element("th", &[("scope", &"row")], path);
                                html.element("td", &[("class", &"hash")], hash);
                            });
                        }
                    });
                });
            },
        );
    });
}
