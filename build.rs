//! Tells the program what it was built with; `truceline bench` prints it beside its figures.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler).arg("--version").output().ok();
    let version = version.and_then(|output| String::from_utf8(output.stdout).ok());
    tell("RUSTC", version.as_deref().map_or("unknown", str::trim));
    tell("BUILD", &build(Path::new(&variable("CARGO_MANIFEST_DIR")), version.as_deref().unwrap_or("unknown").trim()));
    tell("PROFILE", &variable("PROFILE"));
    tell("OPTIMISATION", &variable("OPT_LEVEL"));
}

fn tell(name: &str, value: &str) {
    println!("cargo::rustc-env=TRUCELINE_{name}={value}");
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| "unknown".to_owned())
}

/// Files and directories that decide what the library does.
const SOURCES: [&str; 3] = ["src", "Cargo.toml", "Cargo.lock"];

/// Hash of the sources and of the compiler: equal in two programs that were made of the same library by the same compiler.
fn build(root: &Path, compiler: &str) -> String {
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        // A package may come without its lock file; it is then a build of its own.
        let _ = gather(&root.join(source), &mut files);
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&path).unwrap_or_default();
        hasher.update(format!("{name} {}\n", bytes.len()).as_bytes()).update(&bytes);
    }
    hasher.update(compiler.as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_path_buf());
    }
    Ok(())
}
