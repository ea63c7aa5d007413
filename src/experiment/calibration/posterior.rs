//! The posterior as a table: one row a particle, with its weight and the parameters it stands for.

use crate::model::parameters::TABLE;
use crate::scenario::calibration::CalibrationText;

use super::{State, parameters, sample, values};

/// Marks columns of parameters.
const PREFIX: &str = "parameters.";

/// Particles with weights, and the parameters that each stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Names of the free quantities.
    pub free: Vec<String>,
    /// Names of the parameters, as in their table.
    pub parameters: Vec<String>,
    /// Particles.
    pub draws: Vec<Draw>,
}

/// A particle of a posterior.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Weight, above 0; all sum to 1.
    pub weight: f64,
    /// Distance of its runs from what is documented.
    pub distance: f64,
    /// Values of the free quantities.
    pub free: Vec<f64>,
    /// Values of the parameters.
    pub parameters: Vec<f64>,
}

/// Why a text is no posterior.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosteriorError {
    /// Line, from 1; 0 when it is about the whole.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for PosteriorError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line > 0 {
            write!(formatter, "line {}: ", self.line)?;
        }
        formatter.write_str(&self.message)
    }
}

impl Posterior {
    /// From the particles that a calibration has kept.
    pub fn of(text: &CalibrationText, state: &State) -> Posterior {
        let particles = &state.population.particles;
        let total: f64 = particles.iter().map(|particle| particle.weight).sum();
        let names = text.free.iter().flat_map(|free| free.sets.iter().map(|set| set.parameter.clone())).collect();
        let draw = |particle: &super::Particle| {
            let free = values(text, &particle.place);
            let parameters = parameters(text, &free).into_iter().map(|(_, value)| value).collect();
            Draw { weight: particle.weight / total, distance: particle.distance, free, parameters }
        };
        Posterior {
            free: text.free.iter().map(|free| free.name.clone()).collect(),
            parameters: names,
            draws: particles.iter().map(draw).collect(),
        }
    }

    /// The table as CSV: `particle,weight,distance`, the free quantities, then `parameters.…`.
    pub fn to_csv(&self) -> String {
        let names = self.free.iter().cloned().chain(self.parameters.iter().map(|name| format!("{PREFIX}{name}")));
        let head: Vec<String> =
            ["particle", "weight", "distance"].map(str::to_owned).into_iter().chain(names).collect();
        let mut text = head.join(",") + "\n";
        for (number, draw) in self.draws.iter().enumerate() {
            let numbers = [draw.weight, draw.distance].into_iter();
            let numbers = numbers.chain(draw.free.iter().copied()).chain(draw.parameters.iter().copied());
            let cells: Vec<String> = numbers.map(|number| format!("{number:?}")).collect();
            text.push_str(&format!("{number},{}\n", cells.join(",")));
        }
        text
    }

    /// Reads the table.
    ///
    /// # Errors
    /// What is wrong, with its line.
    pub fn from_csv(text: &str) -> Result<Posterior, PosteriorError> {
        let wrong = |line: u64, message: String| PosteriorError { line, message };
        let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(text.as_bytes());
        let head = reader.headers().map_err(|error| wrong(1, error.to_string()))?.clone();
        let names: Vec<&str> = head.iter().collect();
        if names.get(..3) != Some(&["particle", "weight", "distance"]) {
            let message = "found another table, expected columns particle, weight, distance, …".to_owned();
            return Err(wrong(1, message));
        }
        let of_parameters = |name: &&str| name.starts_with(PREFIX);
        let free: Vec<String> =
            names[3..].iter().take_while(|name| !of_parameters(name)).map(ToString::to_string).collect();
        let rest = &names[3 + free.len()..];
        let parameters: Vec<String> =
            rest.iter().filter_map(|name| name.strip_prefix(PREFIX)).map(str::to_owned).collect();
        if parameters.is_empty() || parameters.len() != rest.len() {
            return Err(wrong(1, "expected columns of parameters, and nothing else, at the end".to_owned()));
        }
        let mut bounds = Vec::new();
        for (index, name) in parameters.iter().enumerate() {
            let row = TABLE.iter().find(|row| row.name == name);
            let row = row.ok_or_else(|| wrong(1, format!("no parameter is named `{name}`")))?;
            if parameters[..index].contains(name) {
                return Err(wrong(1, format!("`{name}` stands twice")));
            }
            bounds.push(row.bounds.range());
        }
        let mut draws = Vec::new();
        for (row, record) in reader.records().enumerate() {
            let record = record.map_err(|error| wrong(row as u64 + 2, error.to_string()))?;
            let line = record.position().map_or(row as u64 + 2, csv::Position::line);
            let number = |cell: &str| {
                let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
                number.ok_or_else(|| wrong(line, format!("found `{cell}`, expected a number")))
            };
            let numbers = record.iter().skip(1).map(number).collect::<Result<Vec<f64>, PosteriorError>>()?;
            if numbers[0] <= 0.0 {
                return Err(wrong(line, format!("found a weight of {}, expected one above 0", numbers[0])));
            }
            let (own, set) = numbers[2..].split_at(free.len());
            for ((name, &value), &(least, most)) in parameters.iter().zip(set).zip(&bounds) {
                if !(least <= value && value <= most) {
                    return Err(wrong(line, format!("{name}: found {value:?}, expected {least:?}..={most:?}")));
                }
            }
            let (free, parameters) = (own.to_vec(), set.to_vec());
            draws.push(Draw { weight: numbers[0], distance: numbers[1], free, parameters });
        }
        if draws.is_empty() {
            return Err(wrong(0, "found no particle, expected at least one".to_owned()));
        }
        if !draws.iter().map(|draw| draw.weight).sum::<f64>().is_finite() {
            return Err(wrong(0, "found weights without a finite sum".to_owned()));
        }
        Ok(Posterior { free, parameters, draws })
    }

    /// Position of the draw that belongs to a seed and a number: by weight, the same at every call.
    pub fn position(&self, seed: u64, number: u64) -> usize {
        let weights: Vec<f64> = self.draws.iter().map(|draw| draw.weight).collect();
        sample(&weights, seed, number)
    }

    /// The posterior with one more parameter, the same in all draws.
    pub fn with(&self, name: &str, value: f64) -> Posterior {
        let mut posterior = self.clone();
        posterior.parameters.push(name.to_owned());
        posterior.draws.iter_mut().for_each(|draw| draw.parameters.push(value));
        posterior
    }

    /// The posterior without parameters that some overrides fix.
    pub fn without(&self, set: &[(String, String)]) -> Posterior {
        let fixed = |name: &String| set.iter().any(|(path, _)| path.strip_prefix(PREFIX) == Some(name.as_str()));
        let kept: Vec<usize> = (0..self.parameters.len()).filter(|&index| !fixed(&self.parameters[index])).collect();
        let draw = |draw: &Draw| Draw {
            parameters: kept.iter().map(|&index| draw.parameters[index]).collect(),
            ..draw.clone()
        };
        Posterior {
            free: self.free.clone(),
            parameters: kept.iter().map(|&index| self.parameters[index].clone()).collect(),
            draws: self.draws.iter().map(draw).collect(),
        }
    }

    /// The parameters of a draw: name and value.
    pub fn settings(&self, draw: &Draw) -> Vec<(String, f64)> {
        self.parameters.iter().cloned().zip(draw.parameters.iter().copied()).collect()
    }
}
