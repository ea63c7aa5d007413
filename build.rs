//! Tells the program what it was built with; `truceline bench` prints it beside its figures.

use std::env;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler).arg("--version").output().ok();
    let version = version.and_then(|output| String::from_utf8(output.stdout).ok());
    tell("RUSTC", version.as_deref().map_or("unknown", str::trim));
    tell("PROFILE", &variable("PROFILE"));
    tell("OPTIMISATION", &variable("OPT_LEVEL"));
}

fn tell(name: &str, value: &str) {
    println!("cargo::rustc-env=TRUCELINE_{name}={value}");
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| "unknown".to_owned())
}
