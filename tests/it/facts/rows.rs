//! Rows of the table from made-up runs of known answer.

use truceline::engine::Time;
use truceline::experiment::facts::{
    Displacement, Episode, Fact, RunSample, Samples, TARGETS, Truce, Verdict, clustering, cycles, displacement, flat,
    frequency, lengths, ratio, replies, severity, shape, symmetry, truces, wounded,
};
use truceline::model::Harm;
use truceline::model::ceasefire::Form;

use super::{sample, stream};

fn hours(hours: f64) -> Time {
    Time::from_hours(hours)
}

fn run(episodes: Vec<Episode>) -> Samples {
    let mut samples = Samples::default();
    samples.push(RunSample { episodes, ..RunSample::default() });
    samples
}

fn episode(killed: u32, length_hours: f64) -> Episode {
    let harm = Harm { killed_civilian: killed, ..Harm::default() };
    Episode { last: hours(length_hours), acts: 2, rung: 1, harm, ..Episode::default() }
}

#[track_caller]
fn row<'f>(facts: &'f [Fact], name: &str) -> &'f Fact {
    facts.iter().find(|fact| fact.name.starts_with(name)).expect("a row of this name")
}

/// Whole numbers of about this exponent of the density.
fn heavy(seed: u64, count: usize, exponent: f64) -> Vec<u32> {
    let values = sample(seed, count, |stream| (stream.pareto(1.0, exponent - 1.0) + 0.5).floor().min(1e6));
    values.into_iter().map(|value| value as u32).collect()
}

#[test]
fn severity_finds_both_exponents_and_a_law_too_steep() {
    let of = |episodes: f64, acts: f64| {
        let deaths = heavy(2, 1_000, acts);
        let episodes = heavy(1, 500, episodes).into_iter().enumerate().map(|(number, killed)| Episode {
            act_deaths: deaths[2 * number..2 * number + 2].to_vec(),
            ..episode(killed, 1.0)
        });
        severity("made up", &run(episodes.collect()), 1)
    };
    let facts = of(1.7, 2.6);
    let (episodes, acts) =
        (row(&facts, "exponent of killed in fatal episodes"), row(&facts, "exponent of killed in fatal acts"));
    assert!(episodes.low.unwrap() < 1.75 && episodes.high.unwrap() > 1.65, "{episodes:?}");
    assert!(acts.low.unwrap() < 2.75 && acts.high.unwrap() > 2.45, "{acts:?}");
    assert!(facts.iter().all(|fact| fact.verdict == Verdict::Holds), "{facts:#?}");
    let steep = of(4.0, 2.6);
    assert!(steep.iter().filter(|fact| fact.verdict == Verdict::Fails).count() >= 2, "{steep:#?}");
    let few = severity("made up", &run(vec![episode(3, 1.0); 20]), 1);
    assert!(few.iter().all(|fact| fact.verdict == Verdict::NotEnough && fact.value.is_none()));
}

#[test]
fn gaps_of_a_poisson_process_are_not_bursty_but_collapse() {
    let mut now = 0.0;
    let mut stream = stream(4);
    let acts = (0..40_000).map(|_| {
        now += stream.exponential(5.0);
        (hours(now), 1 + stream.index(4) as u8)
    });
    let mut samples = Samples::default();
    samples.push(RunSample { acts: acts.collect(), ..RunSample::default() });
    let facts = clustering("made up", &samples, 1);
    let burst = row(&facts, "burstiness");
    assert!(burst.value.unwrap().abs() < 0.08 && burst.verdict == Verdict::Fails && burst.sample == 2_000, "{burst:?}");
    let collapse = row(&facts, "rescaled");
    assert!(collapse.value.unwrap() < 0.1 && collapse.verdict == Verdict::Holds, "{collapse:?}");
}

#[test]
fn replies_and_rungs_are_counted() {
    let mut episodes = Vec::new();
    for number in 0..1_000_u32 {
        let one_sided = number % 10 < 6;
        let switches = if one_sided { 0 } else { 1 + number / 10 % 5 };
        let killed = if number < 10 { 10 } else { u32::from(number < 100) };
        // Half of those at a rung go on to the next.
        let rung = 1 + (number.trailing_ones().min(5)) as u8;
        episodes.push(Episode { switches, rung, ..episode(killed, 3.0) });
    }
    let samples = run(episodes);
    let facts = [replies("made up", &samples), frequency("made up", &samples)].concat();
    assert_eq!(row(&facts, "one-sided").value, Some(0.6));
    assert_eq!(row(&facts, "counter-replies").value, Some(3.0));
    assert_eq!(row(&facts, "episode length").value, Some(3.0));
    assert_eq!(row(&facts, "episodes with ten").value, Some(0.01));
    assert_eq!(row(&facts, "episodes with somebody").value, Some(0.1));
    assert_eq!(row(&facts, "rung 2").value, Some(0.5));
    assert!(facts.iter().all(|fact| fact.verdict == Verdict::Holds), "{facts:#?}");
}

fn truce(lasts_hours: f64, collapsed: bool) -> Truce {
    Truce {
        agreed: hours(1.0),
        hours: lasts_hours,
        collapsed,
        form: Form::Verbal,
        failed_before: 0,
        face_to_face: false,
        remote: false,
        sector: Some((lasts_hours, collapsed)),
    }
}

#[test]
fn major_episodes_give_length_truces_and_wounded() {
    let majors: Vec<Episode> = (0..200)
        .map(|number| Episode {
            harm: Harm { killed_military: 5, killed_civilian: 10, wounded_military: 30, wounded_civilian: 20 },
            // Half of the first truces collapse within a day.
            truces: vec![truce(if number % 2 == 0 { 5.0 } else { 72.0 }, number % 2 == 0); 2],
            ..episode(0, 24.0 * (2.0 + f64::from(number) / 100.0))
        })
        .collect();
    let majors: Vec<&Episode> = majors.iter().collect();
    let facts = [lengths("m", &majors), truces("m", &majors), wounded("m", &majors, 1)].concat();
    assert!((row(&facts, "length of").value.unwrap() - 2.995).abs() < 1e-6);
    assert_eq!(row(&facts, "major episodes shorter").value, Some(1.0));
    assert_eq!(row(&facts, "truces agreed").value, Some(2.0));
    assert!((row(&facts, "truces failed").value.unwrap() - 1.0).abs() < 1e-12);
    assert!((row(&facts, "first truce fails").value.unwrap() - 0.5).abs() < 1e-12);
    assert_eq!(row(&facts, "wounded to killed, all").value, Some(50.0 / 15.0));
    assert_eq!(row(&facts, "wounded to killed, civilians").value, Some(2.0));
    assert_eq!(row(&facts, "wounded to killed, soldiers").value, Some(6.0));
    assert!(facts.iter().all(|fact| fact.verdict == Verdict::Holds), "{facts:#?}");
}

#[test]
fn displaced_follow_a_logistic_curve_and_come_home() {
    let curve = |scale: f64| {
        let people = |hour: u32| scale / (1.0 + libm::exp(-0.1 * (f64::from(hour) - 25.0)));
        let falls =
            |hour: u32| if hour <= 72 { people(hour) } else { people(72) * (1.0 - f64::from(hour - 72) / 400.0) };
        Displacement { hourly: (0..=240).map(|hour| falls(hour) as u32).collect() }
    };
    let majors: Vec<Episode> = (0..200)
        .map(|number| Episode {
            displacement: Some(curve(15_000.0 + 50.0 * f64::from(number))),
            returned: Some(0.9),
            ..episode(20, 48.0)
        })
        .collect();
    let majors: Vec<&Episode> = majors.iter().collect();
    let facts = displacement("made up", &majors, 1);
    assert!(row(&facts, "logistic").value.unwrap() > 0.9999);
    assert_eq!(row(&facts, "peak").value, Some(3.0));
    assert!((row(&facts, "displaced to deaths").value.unwrap() - 3.0).abs() < 0.01);
    assert_eq!(row(&facts, "home again").value, Some(0.9));
    assert!(facts.iter().all(|fact| fact.verdict == Verdict::Holds), "{facts:#?}");
}

#[test]
fn lives_of_truces_give_shape_and_ratio_and_a_harmful_change_fails() {
    let lives = |seed: u64, ratio: f64| {
        let lasts = sample(seed, 600, |stream| stream.weibull(0.6, 35.0 * libm::pow(ratio, -1.0 / 0.6)));
        run(vec![Episode {
            truces: lasts.iter().map(|hours| truce(hours.min(300.0), *hours < 300.0)).collect(),
            ..Episode::default()
        }])
    };
    let plain = lives(1, 1.0);
    let fact = shape("made up", &plain);
    assert!(fact.verdict == Verdict::Holds && fact.low.unwrap() < 0.6 && fact.high.unwrap() > 0.6, "{fact:?}");
    let target = TARGETS.iter().find(|target| target.name == "hazard ratio of monitors").unwrap();
    let helps = ratio(target, "made up", &plain, &lives(2, 0.5));
    assert!(helps.verdict == Verdict::Holds && helps.high.unwrap() < 0.65, "{helps:?}");
    let hurts = ratio(target, "made up", &plain, &lives(3, 1.6));
    assert_eq!(hurts.verdict, Verdict::Fails, "{hurts:?}");
    assert_eq!(ratio(target, "made up", &plain, &lives(4, 1.0)).verdict, Verdict::Fails, "no sign shows");
}

#[test]
fn hours_of_fire_show_a_day_cycle_or_none() {
    let fires = |seed: u64, from: f64, to: f64| {
        let hours = sample(seed, 2_000, |stream| stream.uniform(from, to));
        let episode = |hour: f64| Episode {
            fire_hour: Some(hour),
            departure_hour: Some(hour),
            opens_with_fire: true,
            ..Episode::default()
        };
        run(hours.into_iter().map(episode).collect())
    };
    let by_day = fires(1, 6.0, 21.0);
    let found = cycles("made up", &by_day, 0.5);
    assert!(found.iter().all(|fact| fact.verdict == Verdict::Holds && fact.value.unwrap() > 0.3), "{found:#?}");
    assert_eq!(flat("made up", &by_day).verdict, Verdict::Fails);
    let any_time = fires(2, 0.0, 24.0);
    assert_eq!(flat("made up", &any_time).verdict, Verdict::Holds, "{:?}", flat("made up", &any_time));
    let found = cycles("made up", &any_time, 0.5);
    assert!(found.iter().all(|fact| fact.verdict == Verdict::Fails), "{found:#?}");
}

#[test]
fn a_twin_with_swapped_labels_is_the_same_and_one_wrong_by_a_fifth_is_found() {
    let runs = |seed: u64, swapped: bool, factor: f64| {
        let mut stream = stream(seed);
        let mut samples = Samples::default();
        for _ in 0..3_000 {
            let mut side = |factor: f64| [0; 4].map(|_: u32| stream.exponential(10.0 * factor));
            // The sides of the map differ; that is no matter of labels.
            let (north, south) = (side(factor), side(3.0));
            let sides = if swapped { vec![south, north] } else { vec![north, south] };
            samples.push(RunSample { sides, truces: stream.poisson(2.0) as f64, ..RunSample::default() });
        }
        samples
    };
    let places = [("north".to_owned(), 1), ("south".to_owned(), 0)];
    let fact = symmetry("made up", &places, &runs(1, false, 1.0), &runs(2, true, 1.0), 10_000);
    assert!(fact.verdict == Verdict::Holds && fact.sample == 3_000, "{fact:?}");
    let wrong = symmetry("made up", &places, &runs(1, false, 1.0), &runs(2, true, 1.2), 10_000);
    assert!(wrong.verdict == Verdict::Fails && wrong.note.contains("north"), "{wrong:?}");
    // Without following the labels the sides themselves would be compared.
    let straight = [("north".to_owned(), 0), ("south".to_owned(), 1)];
    let mixed = symmetry("made up", &straight, &runs(1, false, 1.0), &runs(2, true, 1.0), 10_000);
    assert_eq!(mixed.verdict, Verdict::Fails);
}
