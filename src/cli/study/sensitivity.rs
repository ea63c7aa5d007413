//! `truceline study sensitivity`: runs what is left of a Morris or Saltelli design and tells which factors matter.

use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::table::aligned;
use crate::experiment::statistics::Interval;
use crate::report::study::{
    Bounded, Sensitivity, complete_data, sensitivity as read_sensitivity, shown_measures, write_files,
};
use crate::report::words;
use crate::store::Native;
use crate::store::study::StudyDirectory;

use super::arguments::{RunArguments, SensitivityArguments};
use super::place::{self, Place};
use super::run;

/// Runs the design and analyses it.
pub fn sensitivity(arguments: &SensitivityArguments) -> Result<(), CliError> {
    let RunArguments { study: path, out, .. } = &arguments.run;
    let Place { study, directory } = place::read(path, out.as_deref())?;
    if !study.text.design.tells_sensitivity() {
        return Err(CliError::Invalid(format!(
            "{}: found the design {}, expected morris(trajectories: 20) to see which factors matter at all, or \
             sobol_indices(base: 256) for shares of the variance",
            path.display(),
            study.text.design.name()
        )));
    }
    for measure in &arguments.measures {
        place::known_measure(&study, measure)?;
    }
    let study = run::make(&arguments.run, study, &directory)?;
    if arguments.run.shard.is_some() {
        run::part_done(&directory);
        return Ok(());
    }
    let place = StudyDirectory::new(&Native, &directory);
    write_files(&study, &place, !arguments.run.no_plots)?;
    let data = complete_data(&study, &place);
    let measures = if arguments.measures.is_empty() { shown_measures(&study) } else { arguments.measures.clone() };
    let mut text = String::new();
    for measure in measures {
        for one in read_sensitivity(&data, &measure)? {
            text += &table(&one);
        }
    }
    output::data(&format!("{text}{}\n", crate::report::NOTE))?;
    output::next(&format!("read {}/tables/sensitivity.csv", directory.display()));
    Ok(())
}

fn table(one: &Sensitivity) -> String {
    let mut text = format!("{} [{}], {}\n", one.measure, one.unit, one.scenario);
    match &one.factors {
        Err(error) => text += &format!("  {error}\n"),
        Ok(factors) => {
            let mut head = vec!["factor".to_owned()];
            let first = factors.first().map(|factor| factor.values.as_slice()).unwrap_or_default();
            for (name, bounded) in first {
                head.push((*name).to_owned());
                head.extend(bounded.interval.map(|_| "95 % interval".to_owned()));
            }
            let mut sorted: Vec<_> = factors.iter().collect();
            sorted.sort_by(|a, b| sorted_key(&b.values).total_cmp(&sorted_key(&a.values)));
            let mut rows = vec![head];
            for factor in sorted {
                let mut row = vec![factor.factor.clone()];
                for (_, bounded) in &factor.values {
                    row.push(words::value(bounded.value));
                    let interval = |interval: Interval| {
                        format!("{} to {}", words::value(interval.low), words::value(interval.high))
                    };
                    row.extend(bounded.interval.map(interval));
                }
                rows.push(row);
            }
            for line in aligned(&rows) {
                text += &format!("  {line}\n");
            }
        }
    }
    if let Some(share) = one.noise_share {
        text += &format!("  chance between replications: {:.0} % of the variance of single runs\n", share * 100.0);
    }
    if let Some(effect) = one.noise_effect {
        text +=
            &format!("  a factor without influence would show a mu_star up to {} by chance\n", words::value(effect));
    }
    text + "\n"
}

/// Factors are listed by their first quantity, or by the total index.
fn sorted_key(values: &[(&'static str, Bounded)]) -> f64 {
    let total = values.iter().find(|(name, _)| *name == "total");
    total.or(values.first()).map_or(0.0, |(_, bounded)| bounded.value)
}
