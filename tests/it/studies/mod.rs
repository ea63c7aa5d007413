//! Studies as a user runs them: what is written, what survives, what is refused.

mod bad_designs;
mod bad_files;
mod damage;
mod designs;
mod directories;
mod failures;
mod full_disk;
mod identical;
mod kills;
mod memory;
mod precision;
mod replays;
mod sensitivity;
mod slurm;
mod statistics;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;
use truceline::store::table::{Values, decode};

/// A place with some scenarios in it, where the program is started.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = tempfile::tempdir().unwrap();
        for name in ["quiet-season.ron", "water-intake.ron"] {
            let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
            fs::copy(shipped, home.path().join(name)).unwrap();
        }
        Home(home)
    }

    /// A place with a study of this id: fields after those that every study has.
    fn with(id: &str, fields: &str) -> Home {
        let home = Home::new();
        home.study(id, fields);
        home
    }

    fn study(&self, id: &str, fields: &str) {
        self.write(&format!("{id}.ron"), &study(id, fields));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
        command.current_dir(self.0.path()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn program(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).spawn().unwrap()
    }

    /// Runs a study without pictures and expects this exit code; gives what was said on standard error.
    #[track_caller]
    fn run(&self, arguments: &[&str], code: i32) -> String {
        let words = [&["study", "run"], arguments, &["--no-plots", "--progress", "none"]].concat();
        said(&self.program(&words), code)
    }
}

/// The text of a study of `water-intake.ron`.
fn study(id: &str, fields: &str) -> String {
    let head = format!("(\n    format: 1,\n    id: \"{id}\",\n    title: \"Study {id}\",\n");
    let scenarios = if fields.contains("scenarios:") { "" } else { "    scenarios: [\"water-intake.ron\"],\n" };
    format!("{head}{scenarios}{fields}\n)\n")
}

/// What a program said on standard error; it must have ended with this code and without a panic.
#[track_caller]
fn said(output: &Output, code: i32) -> String {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert!(!told.contains("panicked") && !told.contains("internal error"), "{told}");
    told
}

/// All files of a study directory but its log: name and content.
fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![directory.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(directory).unwrap().to_str().unwrap().to_owned();
            match path.is_dir() {
                true if name == "log" => {}
                true => folders.push(path),
                false => drop(found.insert(name, fs::read(&path).unwrap())),
            }
        }
    }
    found
}

fn without_plots(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    files.retain(|name, _| !name.starts_with("plots/"));
    files
}

#[track_caller]
fn assert_same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<String>>();
    assert_eq!(names(found), names(expected));
    for (name, bytes) in found {
        assert!(*bytes == expected[name], "{name} differs");
    }
}

/// The columns of the runs of a study, shard after shard.
struct Runs {
    columns: BTreeMap<String, Vec<Option<String>>>,
}

impl Runs {
    fn read(directory: &Path) -> Runs {
        Runs::of(directory, "runs")
    }

    fn of(directory: &Path, folder: &str) -> Runs {
        let mut columns: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
        for (name, bytes) in files(directory) {
            if !name.starts_with(folder) {
                continue;
            }
            for column in decode(&bytes).unwrap().columns {
                columns.entry(column.name).or_default().extend(cells(column.values));
            }
        }
        Runs { columns }
    }

    fn len(&self) -> usize {
        self.columns["run"].len()
    }

    fn texts(&self, name: &str) -> Vec<Option<&str>> {
        self.columns[name].iter().map(Option::as_deref).collect()
    }

    fn numbers(&self, name: &str) -> Vec<Option<f64>> {
        self.columns[name].iter().map(|cell| cell.as_ref().map(|cell| cell.parse().unwrap())).collect()
    }

    /// The values that a measure has at a design point.
    fn at_point(&self, name: &str, point: usize) -> Vec<f64> {
        let values = self.numbers(name).into_iter().zip(self.numbers("point"));
        values.filter(|(_, of)| *of == Some(point as f64)).filter_map(|(value, _)| value).collect()
    }
}

fn cells(values: Values) -> Vec<Option<String>> {
    match values {
        Values::Whole(values) => values.into_iter().map(|value| value.map(|value| value.to_string())).collect(),
        Values::Number(values) => values.into_iter().map(|value| value.map(|value| format!("{value:?}"))).collect(),
        Values::Text(values) => values,
        Values::Bytes(values) => values.into_iter().map(|value| value.map(|bytes| bytes.len().to_string())).collect(),
    }
}

/// The rows of a CSV file by the names of their columns.
fn csv_rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// Numbers that look random, the same in every test run (SplitMix64).
struct Scrambled(u64);

impl Scrambled {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}
