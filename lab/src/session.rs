//! Everything that the page has asked to keep, and the one place where a question finds its answer.

use serde::Serialize;
use serde::de::DeserializeOwned;
use truceline::engine::Time;
use truceline::experiment::comparison::fork;
use truceline::experiment::statistics::paired;
use truceline::model::curves::METRICS;
use truceline::model::measures;

use crate::answer::{bad, good, with_numbers};
use crate::arguments::{AtMoment, Begin, EnsembleBegin, Named, OfEvent, OfScenario, Pairs, Share, Span, Two};
use crate::describe::describe;
use crate::ensemble::Ensemble;
use crate::error::LabError;
use crate::kept::Kept;
use crate::plan::{FilesArgument, Sound, moment};
use crate::play::Play;
use crate::version::version;
use crate::{log, state, view, why};

/// A reply: JSON, and numbers beside it.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// `{"ok":true,"value":…}` or `{"ok":false,"error":…}`.
    pub json: Vec<u8>,
    /// Large numeric data.
    pub numbers: Vec<f64>,
}

/// Scenarios, runs and ensembles, by number.
#[derive(Default)]
pub struct Session {
    scenarios: Kept<Sound>,
    runs: Kept<Play>,
    ensembles: Kept<Ensemble>,
}

type Answer = Result<Reply, LabError>;

impl Session {
    /// Answers a call: the name of a question, a line feed, and its arguments as JSON.
    pub fn answer(&mut self, call: &[u8]) -> Reply {
        self.ask(call).unwrap_or_else(bad)
    }

    fn ask(&mut self, call: &[u8]) -> Answer {
        let line = call.iter().position(|&byte| byte == b'\n').unwrap_or(call.len());
        let arguments = call.get(line + 1..).unwrap_or_default();
        let question = std::str::from_utf8(&call[..line]).unwrap_or_default();
        match question {
            "version" => good(version()),
            "load" => self.load(read(arguments)?),
            "describe" => self.describe(read(arguments)?),
            "begin" => self.begin(read(arguments)?),
            "compute" => self.compute(read(arguments)?),
            "state" => self.state(read(arguments)?),
            "view" => self.view(read(arguments)?),
            "next" => self.next(read(arguments)?),
            "previous" => self.previous(read(arguments)?),
            "next_step" => self.next_step(read(arguments)?),
            "events" => self.events(read(arguments)?),
            "claims" => self.claims(read(arguments)?),
            "curves" => self.curves(read(arguments)?),
            "truces" => self.truces(read(arguments)?),
            "why" => self.why(read(arguments)?),
            "tree" => self.tree(read(arguments)?),
            "roots" => self.roots(read(arguments)?),
            "measures" => self.measures(read(arguments)?),
            "finish" => self.finish(read(arguments)?),
            "fork" => self.fork(read(arguments)?),
            "ensemble" => self.ensemble(read(arguments)?),
            "ensemble_run" => self.ensemble_run(read(arguments)?),
            "compare" => compare(&read(arguments)?),
            "drop_scenario" => {
                self.scenarios.forget(read::<Named>(arguments)?.number);
                good(true)
            }
            "drop_run" => {
                self.runs.forget(read::<Named>(arguments)?.number);
                good(true)
            }
            "drop_ensemble" => {
                self.ensembles.forget(read::<Named>(arguments)?.number);
                good(true)
            }
            other => Err(LabError::request(format!("question: found `{other}`, which is none"))),
        }
    }

    fn load(&mut self, files: FilesArgument) -> Answer {
        let sound = Sound::read(&files)?;
        let description = describe(&*sound.setup(&[])?);
        let scenario = self.scenarios.keep(sound);
        #[derive(Serialize)]
        struct Value<T> {
            scenario: usize,
            description: T,
        }
        good(Value { scenario, description })
    }

    fn describe(&mut self, of: OfScenario) -> Answer {
        good(describe(&*self.scenarios.get(of.scenario)?.setup(&of.overrides)?))
    }

    fn begin(&mut self, begin: Begin) -> Answer {
        let plan = self.scenarios.get(begin.scenario)?.plan(&begin.plan)?;
        let (description, end_milliseconds) = (describe(&plan.setup), plan.end.milliseconds());
        let run = self.runs.keep(Play::begin(plan, begin.replication));
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Value<T> {
            run: usize,
            description: T,
            end_milliseconds: u64,
        }
        good(Value { run, description, end_milliseconds })
    }

    fn compute(&mut self, at: AtMoment) -> Answer {
        let play = self.runs.get(at.number)?;
        let until = moment(at.at_milliseconds)?;
        play.within(until)?;
        play.compute(until, at.events.unwrap_or(u64::MAX))?;
        good(play.computed().milliseconds())
    }

    fn state(&mut self, at: AtMoment) -> Answer {
        let (reply, numbers) = state::state(self.runs.get(at.number)?, moment(at.at_milliseconds)?)?;
        with_numbers(reply, numbers)
    }

    fn view(&mut self, at: AtMoment) -> Answer {
        good(view::view(self.runs.get(at.number)?, at.side, moment(at.at_milliseconds)?)?)
    }

    fn next(&mut self, at: AtMoment) -> Answer {
        let (play, from) = (self.runs.get(at.number)?, moment(at.at_milliseconds)?);
        // In growing strides: most of a long run need not be computed for its next event.
        let end = play.plan().end;
        let mut stride = 3_600_000;
        loop {
            let until = Time::from_milliseconds((from.milliseconds() + stride).min(end.milliseconds()));
            let range = play.between(crate::play::after(from).min(until), until)?;
            if let Some(time) = range.clone().map(|event| play.time_of(event)).find(|time| *time > Some(from)) {
                return good(time.map(Time::milliseconds));
            }
            if until == end {
                return good(None::<u64>);
            }
            stride *= 4;
        }
    }

    fn previous(&mut self, at: AtMoment) -> Answer {
        let (play, before) = (self.runs.get(at.number)?, moment(at.at_milliseconds)?);
        let Some(until) = before.milliseconds().checked_sub(1) else { return good(None::<u64>) };
        let range = play.between(Time::ZERO, Time::from_milliseconds(until).min(play.plan().end))?;
        let last = range.last().and_then(|event| play.time_of(event));
        good(last.map(Time::milliseconds))
    }

    fn next_step(&mut self, at: AtMoment) -> Answer {
        let (play, at) = (self.runs.get(at.number)?, moment(at.at_milliseconds)?);
        play.at(at)?;
        let next = play.seen(at).engine.agenda().first().map(|(time, ..)| *time);
        let intervention = play.plan().branches.iter().map(|branch| branch.at).find(|branch| *branch > at);
        let next = next.into_iter().chain(intervention).min().filter(|time| *time < play.plan().end);
        good(next.map(Time::milliseconds))
    }

    fn events(&mut self, span: Span) -> Answer {
        let (from, until) = (moment(span.from_milliseconds)?, moment(span.until_milliseconds)?);
        good(log::events(self.runs.get(span.number)?, from, until)?)
    }

    fn claims(&mut self, span: Span) -> Answer {
        let (from, until) = (moment(span.from_milliseconds)?, moment(span.until_milliseconds)?);
        good(log::claims(self.runs.get(span.number)?, from, until)?)
    }

    fn curves(&mut self, at: AtMoment) -> Answer {
        let (play, until) = (self.runs.get(at.number)?, moment(at.at_milliseconds)?);
        play.within(until)?;
        play.compute(until, u64::MAX)?;
        let curves = &play.recorder().curves;
        let rows = curves.times.partition_point(|time| *time <= until);
        let mut numbers: Vec<f64> = curves.times[..rows].iter().map(|time| time.hours()).collect();
        #[derive(Serialize)]
        struct Column {
            name: &'static str,
            side: Option<usize>,
            sector: Option<usize>,
            claimant: Option<usize>,
        }
        let mut columns = Vec::with_capacity(curves.columns.len());
        for (position, column) in curves.columns.iter().enumerate() {
            numbers.extend((0..rows).map(|row| curves.value(row, position)));
            columns.push(Column {
                name: METRICS[column.metric].name,
                side: column.side.map(|side| side.index()),
                sector: column.sector.map(|sector| sector.index()),
                claimant: column.claimant.map(|side| side.index()),
            });
        }
        #[derive(Serialize)]
        struct Value {
            rows: usize,
            columns: Vec<Column>,
        }
        with_numbers(Value { rows, columns }, numbers)
    }

    fn truces(&mut self, at: AtMoment) -> Answer {
        let (play, at) = (self.runs.get(at.number)?, moment(at.at_milliseconds)?);
        play.at(at)?;
        good(state::Look::new(play.seen(at), at).truces())
    }

    fn why(&mut self, of: OfEvent) -> Answer {
        good(why::why(self.runs.get(of.number)?, of.event)?)
    }

    fn tree(&mut self, of: OfEvent) -> Answer {
        good(why::tree(self.runs.get(of.number)?, of.event, of.limit.unwrap_or(500))?)
    }

    fn roots(&mut self, of: Named) -> Answer {
        good(why::roots(self.runs.get(of.number)?))
    }

    fn measures(&mut self, at: AtMoment) -> Answer {
        let (play, at) = (self.runs.get(at.number)?, moment(at.at_milliseconds)?);
        play.at(at)?;
        let model = &play.seen(at).model;
        good(measures(&model.setup, &model.world, at).into_iter().map(|(_, value)| value).collect::<Vec<_>>())
    }

    fn finish(&mut self, of: Named) -> Answer {
        let play = self.runs.get(of.number)?;
        let replication = play.finish()?;
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Value {
            digest: String,
            outcome: &'static str,
            end_hours: f64,
            executed_events: u64,
            logged_events: usize,
            measures: Vec<Option<f64>>,
        }
        good(Value {
            digest: replication.digest_text(),
            outcome: replication.outcome.name(),
            end_hours: replication.end_hours,
            executed_events: replication.events,
            logged_events: play.logged(),
            measures: replication.measures.iter().map(|(_, value)| *value).collect(),
        })
    }

    fn fork(&mut self, two: Two) -> Answer {
        for number in [two.number, two.other] {
            let play = self.runs.get(number)?;
            play.compute(play.plan().end, u64::MAX)?;
        }
        let (here, there) = (self.runs.seen(two.number)?, self.runs.seen(two.other)?);
        let parted = fork(
            (here.plan().last_setup(), &here.recorder().rows),
            (there.plan().last_setup(), &there.recorder().rows),
        );
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Value {
            at_milliseconds: u64,
            here: Option<u32>,
            there: Option<u32>,
        }
        good(parted.map(|fork| Value {
            at_milliseconds: fork.parting.time.milliseconds(),
            here: fork.a.map(|row| row.event),
            there: fork.b.map(|row| row.event),
        }))
    }

    fn ensemble(&mut self, begin: EnsembleBegin) -> Answer {
        let plan = self.scenarios.get(begin.scenario)?.plan(&begin.plan)?;
        let ensemble = Ensemble::new(plan, &begin.ensemble)?;
        let hours = ensemble.hours();
        with_numbers(self.ensembles.keep(ensemble), hours)
    }

    fn ensemble_run(&mut self, share: Share) -> Answer {
        let numbers = self.ensembles.get(share.number)?.run(share.first, share.count)?;
        with_numbers(share.count, numbers)
    }
}

/// The difference of a measure between paired runs.
fn compare(pairs: &Pairs) -> Answer {
    if pairs.unchanged.len() != pairs.changed.len() {
        return Err(LabError::request("the ensembles differ in their numbers of runs"));
    }
    let both = pairs.unchanged.iter().zip(&pairs.changed).filter_map(|(one, other)| Some(((*one)?, (*other)?)));
    let (first, second): (Vec<f64>, Vec<f64>) = both.unzip();
    let found = paired(&first, &second, 0.95).ok_or_else(|| LabError::request("no pair of runs has a value"))?;
    let differences: Vec<f64> = first.iter().zip(&second).map(|(one, other)| other - one).collect();
    let share = |keep: fn(&&f64) -> bool| differences.iter().filter(keep).count() as f64 / differences.len() as f64;
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Value {
        mean: f64,
        half_width: Option<f64>,
        pairs: usize,
        less: f64,
        same: f64,
        more: f64,
    }
    let value = Value {
        mean: found.difference.mean,
        half_width: found.difference.half_width(),
        pairs: differences.len(),
        less: share(|difference| **difference < 0.0),
        same: share(|difference| **difference == 0.0),
        more: share(|difference| **difference > 0.0),
    };
    with_numbers(value, differences)
}

fn read<T: DeserializeOwned>(arguments: &[u8]) -> Result<T, LabError> {
    serde_json::from_slice(arguments).map_err(|error| LabError::request(format!("arguments: {error}")))
}
