//! Python processes that answer one line to each line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

/// A running script.
pub struct Python {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Python {
    /// Starts a script of this package.
    ///
    /// # Panics
    /// When Python or its packages cannot be had.
    pub fn start(script: &str, arguments: &[String]) -> Python {
        let mut child = Command::new(interpreter())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("python").join(script))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let requests = child.stdin.take().expect("piped");
        let answers = BufReader::new(child.stdout.take().expect("piped"));
        Python { child, requests, answers }
    }

    /// Sends a request and returns the line that answers it.
    ///
    /// # Panics
    /// When the script has ended.
    pub fn ask(&mut self, request: &str) -> String {
        writeln!(self.requests, "{request}").expect("the script listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the script answers");
        assert!(!answer.is_empty(), "the script ended at `{request}`; its own message stands above");
        answer.trim().to_owned()
    }

    /// As [`Python::ask`], for a number.
    ///
    /// # Panics
    /// When the script has ended or answers with anything else.
    pub fn number(&mut self, request: &str) -> f64 {
        self.ask(request).parse().expect("a number")
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // It holds nothing that would be lost. What cannot be killed has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The interpreter that has SimPy; made with `prepare` when it is missing.
fn interpreter() -> &'static PathBuf {
    static INTERPRETER: OnceLock<PathBuf> = OnceLock::new();
    INTERPRETER.get_or_init(|| {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let prepared = Command::new(package.join("prepare")).status().expect("the script `prepare` starts");
        assert!(prepared.success(), "the script `prepare` failed; its own message stands above");
        package.join("target/python/bin/python")
    })
}
