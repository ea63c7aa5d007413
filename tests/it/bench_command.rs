//! `truceline bench` as a program: what it prints, for people and for programs, and what it refuses.

use std::process::{Command, Output};

use serde_json::Value;

fn bench(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    // Not the directory of the sources: the program brings its scenarios along.
    Command::new(env!("CARGO_BIN_EXE_truceline"))
        .current_dir(home.path())
        .arg("bench")
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = bench(&[&["--quick", "--json"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn fields(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Names of fields are a contract: programs read them.
#[test]
fn figures_for_programs_keep_their_shape() {
    let report = json(&["--only", "water-intake", "mm1", "phold-100-10", "--repeats", "2"]);
    assert_eq!(fields(&report), ["machine", "program", "quick", "repeats", "result_version", "version", "workloads"]);
    assert_eq!((&report["quick"], &report["repeats"]), (&Value::from(true), &Value::from(2)));
    assert_eq!(
        fields(&report["machine"]),
        [
            "architecture",
            "build",
            "build_profile",
            "caches",
            "cores",
            "load_average",
            "memory_bytes",
            "operating_system",
            "optimisation",
            "processor",
            "rustc",
        ]
    );
    let rows = report["workloads"].as_array().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["phold-100-10", "mm1", "water-intake"], "in the order of the catalogue");
    for row in rows {
        assert_eq!(
            fields(row),
            [
                "checks",
                "digest",
                "events",
                "events_per_second",
                "group",
                "large_page_bytes",
                "meaning",
                "name",
                "nanoseconds_per_event",
                "repeats",
                "resident_growth_bytes",
                "resident_peak_bytes",
                "seconds",
                "size",
            ]
        );
        assert_eq!(fields(&row["nanoseconds_per_event"]), ["least", "lower_quartile", "median", "upper_quartile"]);
        let (median, rate) = (&row["nanoseconds_per_event"]["median"], &row["events_per_second"]);
        assert!((median.as_f64().unwrap() * rate.as_f64().unwrap() / 1e9 - 1.0).abs() < 1e-9);
        assert_eq!(row["digest"].as_str().unwrap().len(), 32);
        assert!(row["resident_growth_bytes"].as_u64() <= row["resident_peak_bytes"].as_u64());
    }
    assert_eq!((&rows[0]["size"], &rows[1]["size"]), (&Value::from(100), &Value::Null));
    let check = &rows[1]["checks"][0];
    assert_eq!(fields(check), ["expected", "found", "high", "low", "name", "standard_error"]);
    assert_eq!(rows[0]["checks"], Value::Array(Vec::new()));
}

#[test]
fn two_quick_runs_do_the_same_work() {
    let work = |repeats| -> Vec<(String, Value)> {
        let report =
            json(&["--only", "phold-1k-50-keyed", "hold-lattice-1k", "queue", "one-bridge", "--repeats", repeats]);
        let rows = report["workloads"].as_array().unwrap();
        rows.iter().map(|row| (row["digest"].as_str().unwrap().to_owned(), row["events"].clone())).collect()
    };
    let one = work("1");
    assert_eq!(one.len(), 4);
    assert_eq!(one, work("3"));
}

#[test]
fn figures_for_people_fit_a_terminal_and_say_what_next() {
    let output = bench(&["--quick", "--only", "mm1", "quiet-season", "hold-constant-1k", "--repeats", "1"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let (told, talk) = (text(&output.stdout), text(&output.stderr));
    for word in ["quick: fewer events", "processor", "rustc 1.", "ns/event", "hold-constant-1k", "closed form 4.000"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    assert!(!told.contains('\x1b') && !talk.contains('\x1b'), "no escapes and no progress outside a terminal");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    assert!(talk.contains("next: truceline bench"), "{talk}");
}

#[test]
fn what_is_refused() {
    for (arguments, expected) in [
        (&["--only", "phold-1k-5"][..], "did you mean phold-1k-50?"),
        (&["--only", "mm1", "sinthetic"], "did you mean synthetic?"),
        (
            &["--only", "everything"],
            "expected a workload, or one of the groups phold, curve, hold, queue, scenarios, synthetic",
        ),
        (&["--only"], "a value is required"),
        (&["--repeats", "0"], "0 is not in 1..=1000"),
        (&["--repeats", "many"], "invalid value 'many'"),
        (&["--slow"], "unexpected argument '--slow'"),
        (&["--alone", "phold"], "no workload is called 'phold'"),
        (&["--alone", "mm1", "--only", "mm1"], "cannot be used with"),
    ] {
        let output = bench(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && text(&output.stderr).contains(expected), "{}", text(&output.stderr));
    }
}

/// Whether a process has large pages hangs on the machine, but who has set how glibc works is left alone.
#[test]
fn large_workloads_tell_of_large_pages() {
    let told = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
        command.args(["bench", "--quick", "--repeats", "1", "--only", name]).env("GLIBC_TUNABLES", "");
        text(&command.output().unwrap().stdout)
    };
    let mode = std::fs::read_to_string("/sys/kernel/mm/transparent_hugepage/enabled").unwrap_or_default();
    let large = told("phold-100k-50");
    if mode.contains("[madvise]") {
        assert!(large.contains("large pages unless GLIBC_TUNABLES is set: 0 of 1 have them"), "{large}");
        let asked = bench(&["--quick", "--repeats", "1", "--only", "phold-100k-50"]);
        assert!(text(&asked.stdout).contains(" of 1 have them"), "{asked:?}");
    }
    assert!(!told("phold-100-50").contains("large pages"));
}
