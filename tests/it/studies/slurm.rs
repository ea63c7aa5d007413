//! The script that `study slurm` writes: what it asks for, what it refuses, and what it does when jobs begin, end early
//! and are merged. Programs with the names of Slurm's stand in for a cluster; `tests/slurm` does it on a real one.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use truceline::store::RangeLock;

use super::{Home, assert_same, files, said};

const FIELDS: &str = "    replications: 480,
    until_hours: 24,
    shard_runs: 4,
    curves: quantiles,
    measures: [\"killed.total\", \"wounded.total\"],";
/// A directory with everything that a shell or Slurm could take for something else.
const AWKWARD: &str = "it's 50%j of \"$HOME\"; `x` @TITLE@";

/// Stands in for a program of Slurm: notes its arguments, a line each, and says a number or what it is asked for.
const STAND_IN: &str = "#!/bin/bash
{ echo \"call ${0##*/}\"; printf '%s\\n' \"$@\"; } >>\"$STAND_IN_CALLS\"
case ${0##*/}:$* in
    sbatch:*--dependency*) echo 78 ;;
    sbatch:*) echo '77;cluster' ;;
    'scontrol:show config') echo 'MaxArraySize            = 1001' ;;
esac
";

impl Home {
    fn slurm(&self, arguments: &[&str], code: i32) -> String {
        said(&self.program(&[&["study", "slurm"], arguments].concat()), code)
    }

    /// A shell on a script, with the stand-ins.
    fn shell(&self, script: &str, mode: &[&str], task: Option<u64>) -> Command {
        let bin = self.path("bin");
        fs::create_dir_all(&bin).unwrap();
        for name in ["sbatch", "scontrol", "scancel"] {
            fs::write(bin.join(name), STAND_IN).unwrap();
            fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut shell = Command::new("bash");
        shell.current_dir(self.0.path()).arg(script).args(mode).stdout(Stdio::piped()).stderr(Stdio::piped());
        shell.env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()));
        shell.env("STAND_IN_CALLS", self.path("calls")).env("SLURM_ARRAY_JOB_ID", "77");
        if let Some(task) = task {
            shell.env("SLURM_ARRAY_TASK_ID", task.to_string());
        }
        shell
    }

    fn calls(&self) -> String {
        fs::read_to_string(self.path("calls")).unwrap_or_default()
    }

    fn shards(&self, directory: &str) -> usize {
        fs::read_dir(self.path(directory).join("runs")).map_or(0, |entries| {
            entries.flatten().filter(|entry| entry.file_name().to_str().unwrap().starts_with('0')).count()
        })
    }
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Waits for something for at most twenty seconds.
#[track_caller]
fn wait_until(what: &str, mut reached: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !reached() {
        assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain for {what}");
        sleep(Duration::from_millis(2));
    }
}

fn signal(name: &str, process: u32) {
    assert!(Command::new("kill").args([name, &process.to_string()]).status().unwrap().success());
}

/// The shell can read a script, and a checker of scripts has nothing to warn of, where there is one.
#[track_caller]
fn assert_sound(script: &std::path::Path) {
    assert!(Command::new("bash").arg("-n").arg(script).status().unwrap().success());
    if let Ok(checked) = Command::new("shellcheck").arg("--severity=warning").arg(script).output() {
        assert!(checked.status.success(), "{}", printed(&checked));
    }
}

#[test]
fn a_script_asks_for_what_was_said_and_what_a_pilot_found() {
    let home = Home::with("asked", FIELDS);
    let words = ["asked.ron", "--tasks", "7", "--jobs", "2", "--time", "1-2:03", "--partition", "day,night"];
    let more = ["--sbatch=--account=a_1", "--sbatch", "--qos=long", "--no-plots", "--script", "run it.sh"];
    let told = home.slurm(&[&words[..], &more].concat(), 0);
    assert!(told.contains("illustrative model, not a forecast"), "{told}");
    assert!(told.ends_with("next: read the lines #SBATCH of run it.sh, then: bash run it.sh\n"), "{told}");
    let text = fs::read_to_string(home.path("run it.sh")).unwrap();
    for line in [
        "#!/bin/bash",
        "# Study asked",
        "# Planned: 480 runs in 120 shards, 120 left to make;",
        "#SBATCH --job-name=truceline-asked",
        "#SBATCH --cpus-per-task=2",
        "#SBATCH --mem=256M",
        "#SBATCH --time=1-02:03:00",
        "#SBATCH --requeue",
        "#SBATCH --signal=B:USR1@60",
        "#SBATCH --partition=day,night",
        "#SBATCH --account=a_1",
        "#SBATCH --qos=long",
        "tasks=7",
        "shards=120",
        "merge_time=1-02:03:00",
        "        exec \"$truceline\" study merge \"$study\" --no-plots",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    assert!(!text.contains('@') || text.matches('@').count() == 1, "a mark was left");
    assert_sound(&home.path("run it.sh"));
    let begun: Vec<String> = files(&home.path("output/study-asked")).into_keys().collect();
    assert_eq!(begun, ["inputs.json", "points.csv", "study.json"]);
    // Without a time the pilot says it, in steps of five minutes.
    home.slurm(&["asked.ron", "--tasks", "1"], 0);
    let text = fs::read_to_string(home.path("output/study-asked.slurm.sh")).unwrap();
    let limit = text.lines().find_map(|line| line.strip_prefix("#SBATCH --time=")).unwrap();
    let minutes: u32 = limit.strip_prefix("00:").and_then(|rest| rest.strip_suffix(":00")).unwrap().parse().unwrap();
    assert!(minutes >= 5 && minutes.is_multiple_of(5), "{limit}");
}

#[test]
fn nonsense_is_refused_and_nothing_is_written() {
    let home = Home::with("asked", FIELDS);
    let long = "x".repeat(300);
    home.write("thesis.txt", "years of work");
    for (arguments, expected) in [
        (&["--tasks", "121"][..], "--tasks: found 121, expected at most 120, the shards of the study"),
        (&["--tasks", "0"], "0 is not in 1..=1000000"),
        (&[], "--tasks <N>"),
        (&["--tasks", "2", "--time", "soon"], "expected minutes, hours:minutes:seconds"),
        (&["--tasks", "2", "--time", "2"], "expected at least 3 minutes"),
        (&["--tasks", "2", "--partition", "a b"], "expected names of partitions"),
        (&["--tasks", "2", "--partition", "a\n#SBATCH --uid=0"], "expected names of partitions"),
        (&["--tasks", "2", "--sbatch=--array=0-9"], "found '--array', which the script sets itself"),
        (&["--tasks", "2", "--sbatch=account=a"], "expected one word, --NAME=VALUE"),
        (&["--tasks", "2", "--jobs", "0"], "0 is not in 1..=1024"),
        (&["--tasks", "2", "--truceline", "./none"], "--truceline ./none: found nothing, expected the program"),
        (&["--tasks", "2", "--truceline", "./"], "found a directory, expected the program"),
        (&["--tasks", "2", "--truceline", ""], "a value is required for '--truceline <PATH>'"),
        (&["--tasks", "2", "--out", "a\\b"], "found a backslash, expected none"),
        (&["--tasks", "2", "--out", "a\nb"], "found bytes that a script cannot hold"),
        (&["--tasks", "2", "--out", "/"], "found no name to call the script by"),
        (&["--tasks", "2", "--script", "thesis.txt"], "thesis.txt: found something else, expected nothing or a script"),
        (&["--tasks", "2", "--script", "bad"], "bad: found a directory"),
        (&["--tasks", "2", "--script", &long], "found something that cannot be read"),
    ] {
        fs::create_dir_all(home.path("bad")).unwrap();
        let told = home.slurm(&[&["asked.ron"], arguments].concat(), 2);
        assert!(told.contains(expected), "{arguments:?}: {told}");
    }
    home.slurm(&["none.ron", "--tasks", "2"], 2);
    assert_eq!(fs::read_to_string(home.path("thesis.txt")).unwrap(), "years of work");
    let told = home.slurm(&["asked.ron", "--tasks", "2", "--out", "thesis.txt"], 3);
    assert!(told.contains("found a file"), "{told}");
    assert!(!home.path("thesis.txt.slurm.sh").exists());
}

#[test]
fn only_its_own_script_is_replaced_and_no_change_made_by_hand() {
    let home = Home::with("asked", FIELDS);
    let script = "output/study-asked.slurm.sh";
    home.slurm(&["asked.ron", "--tasks", "2"], 0);
    home.slurm(&["asked.ron", "--tasks", "3"], 0);
    let text = fs::read_to_string(home.path(script)).unwrap();
    assert!(text.contains("\ntasks=3\n"));
    home.write(script, &text.replace("# What every job needs first", "module load rust #"));
    let told = home.slurm(&["asked.ron", "--tasks", "4"], 2);
    assert!(told.contains("found a script with changes made by hand") && told.contains("--force"), "{told}");
    assert!(fs::read_to_string(home.path(script)).unwrap().contains("module load rust"));
    home.slurm(&["asked.ron", "--tasks", "4", "--force"], 0);
    assert!(fs::read_to_string(home.path(script)).unwrap().contains("\ntasks=4\n"));
}

#[test]
fn a_study_without_anything_left_is_not_submitted() {
    let home = Home::with("done", "    replications: 8,\n    until_hours: 1,\n    shard_runs: 2,");
    home.run(&["done.ron", "--shard", "0/2", "--out", "out"], 0);
    let output = home.program(&["study", "slurm", "out", "--tasks", "4", "--time", "3"]);
    said(&output, 0);
    assert!(printed(&output).contains("4 tasks for 4 shards, 2 left to make"), "{}", printed(&output));
    home.run(&["out"], 0);
    fs::remove_file(home.path("out.slurm.sh")).unwrap();
    let output = home.program(&["study", "slurm", "out", "--tasks", "4"]);
    assert!(said(&output, 0).ends_with("next: truceline study merge out\n"));
    assert!(printed(&output).contains("out: all of 4 shards stand; there is nothing to submit"));
    assert!(!home.path("out.slurm.sh").exists());
}

#[test]
fn warnings_tell_what_will_not_go_well() {
    let home = Home::with("asked", "    replications: 4000,\n    shard_runs: 2,");
    home.study("slow", "    replications: 100000,\n    shard_runs: 100000,");
    let told = home.slurm(&["asked.ron", "--tasks", "1500", "--jobs", "9"], 0);
    assert!(told.contains("warning: --tasks: found 1500; Slurm takes arrays of at most 1,001 tasks"), "{told}");
    assert!(told.contains("warning: --jobs: found 9, but a task has at most 2 shards"), "{told}");
    let told = home.slurm(&["slow.ron", "--tasks", "1", "--time", "3"], 0);
    assert!(told.contains("in 00:03:00 a task may not finish one"), "{told}");
}

#[test]
fn submitting_passes_paths_whole_and_lets_the_merge_wait() {
    let home = Home::with("asked", FIELDS);
    home.slurm(&["asked.ron", "--tasks", "5", "--out", AWKWARD], 0);
    let script = format!("{AWKWARD}.slurm.sh");
    assert_sound(&home.path(&script));
    let output = home.shell(&script, &[], None).output().unwrap();
    said(&output, 0);
    assert!(printed(&output).starts_with("array 77: 5 tasks\nmerge 78: when all tasks have succeeded\n"));
    let directory = home.path(AWKWARD).display().to_string();
    let logs = directory.replace('%', "%%");
    let calls = home.calls();
    let array = format!(
        "call sbatch\n--parsable\n--chdir={directory}\n--output={logs}/log/slurm-%A_%a.out\n--array=0-4\n{script}\ntask\n"
    );
    assert!(calls.contains(&array), "{calls}");
    let merge = format!("call sbatch\n--parsable\n--chdir={directory}\n--output={logs}/log/slurm-%j-merge.out\n");
    let merge =
        format!("{merge}--job-name=truceline-asked-merge\n--dependency=afterok:77\n--kill-on-invalid-dep=yes\n");
    assert!(calls.contains(&merge), "{calls}");
    // Refusals come before anything is submitted.
    fs::remove_file(home.path("calls")).unwrap();
    let text = fs::read_to_string(home.path(&script)).unwrap();
    home.write("many.sh", &text.replace("\ntasks=5\n", "\ntasks=1002\n"));
    let told = said(&home.shell("many.sh", &[], None).output().unwrap(), 2);
    assert!(told.contains("tasks: found 1002, expected at most 1001, the MaxArraySize of this cluster"), "{told}");
    let told = said(&home.shell(&script, &["tsak"], None).output().unwrap(), 2);
    assert!(told.contains("found 'tsak', expected nothing"), "{told}");
    fs::remove_file(home.path(AWKWARD).join("study.json")).unwrap();
    let told = said(&home.shell(&script, &[], None).output().unwrap(), 2);
    assert!(told.contains("found no study; write this file again"), "{told}");
    assert!(!home.calls().contains("call sbatch"), "{}", home.calls());
}

#[test]
fn tasks_and_merge_give_the_bytes_of_a_plain_run_and_go_on_after_a_limit() {
    let home = Home::with("asked", FIELDS);
    said(&home.program(&["study", "run", "asked.ron", "--out", "whole"]), 0);
    home.slurm(&["asked.ron", "--tasks", "2", "--out", AWKWARD], 0);
    // The study file is not needed any more.
    fs::remove_file(home.path("asked.ron")).unwrap();
    let script = format!("{AWKWARD}.slurm.sh");
    // Cancelled: nothing is queued again. Told of the limit: the task is, by its number in the array.
    for (name, requeued) in [("-TERM", false), ("-USR1", true)] {
        let before = home.shards(AWKWARD);
        let task = home.shell(&script, &["task"], Some(1)).spawn().unwrap();
        wait_until("a shard", || home.shards(AWKWARD) > before + 1);
        signal(name, task.id());
        if requeued {
            wait_until("the request to queue again", || home.calls().contains("call scontrol\nrequeue\n77_1\n"));
            signal("-TERM", task.id());
        }
        let told = said(&task.wait_with_output().unwrap(), if requeued { 1 } else { 130 });
        assert!(told.contains("interrupted: what is written stays"), "{told}");
        assert_eq!(home.calls().contains("requeue"), requeued, "{told}");
        assert!(home.shards(AWKWARD) < 60, "it was at work");
    }
    said(&home.shell(&script, &["merge"], None).output().unwrap(), 1);
    for task in [1, 0] {
        said(&home.shell(&script, &["task"], Some(task)).output().unwrap(), 0);
    }
    said(&home.shell(&script, &["merge"], None).output().unwrap(), 0);
    assert_same(&files(&home.path(AWKWARD)), &files(&home.path("whole")));
}

#[test]
fn a_task_that_makes_no_shard_within_the_limit_is_not_queued_for_ever() {
    let home = Home::with("slow", "    replications: 100000,\n    shard_runs: 100000,\n    until_hours: 24,");
    home.slurm(&["slow.ron", "--tasks", "1", "--out", "out"], 0);
    let task = home.shell("out.slurm.sh", &["task"], Some(0)).spawn().unwrap();
    wait_until("the lock", || home.path("out/log/locks/0-1.lock").exists());
    sleep(Duration::from_millis(100));
    signal("-USR1", task.id());
    let told = said(&task.wait_with_output().unwrap(), 1);
    assert!(told.contains("no shard was finished within the time limit"), "{told}");
    assert!(!home.calls().contains("requeue"));
}

#[test]
fn a_task_waits_for_a_lock_that_is_freed_late() {
    let home = Home::with("asked", FIELDS);
    home.slurm(&["asked.ron", "--tasks", "40", "--out", "out"], 0);
    let text = fs::read_to_string(home.path("out.slurm.sh")).unwrap();
    home.write("out.slurm.sh", &text.replace("sleep 30", "sleep 0.2"));
    let held = RangeLock::acquire(&home.path("out/log"), 0, 2, "another").unwrap();
    let told = said(&home.shell("out.slurm.sh", &["task"], Some(0)).output().unwrap(), 3);
    assert_eq!(told.matches("tries again in half a minute").count(), 2, "{told}");
    let task = home.shell("out.slurm.sh", &["task"], Some(0)).spawn().unwrap();
    sleep(Duration::from_millis(50));
    drop(held);
    let told = said(&task.wait_with_output().unwrap(), 0);
    assert!(told.contains("12 runs made"), "{told}");
}
