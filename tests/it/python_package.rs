//! The Python package is built from the same versions of other packages: the bytes of tables and digests hang on them.

use std::collections::{BTreeMap, BTreeSet};

/// Text of a file of the repository.
fn text(name: &str) -> String {
    let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Versions by package name; a lock file may hold several of one.
fn versions(lock: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let quoted = |line: &str, name: &str| {
        let value = line.strip_prefix(name)?.strip_prefix(" = \"")?.strip_suffix('"')?;
        Some(value.to_owned())
    };
    for package in lock.split("[[package]]").skip(1) {
        let field = |name: &str| package.lines().find_map(|line| quoted(line, name));
        let (Some(name), Some(version)) = (field("name"), field("version")) else { panic!("a package: {package}") };
        found.entry(name).or_default().insert(version);
    }
    found
}

/// What differs between the packages that both lock files have.
fn differences(own: &str, python: &str) -> Vec<String> {
    let own = versions(own);
    let differs = |(name, python): (String, BTreeSet<String>)| {
        let known = own.get(&name)?;
        (!python.is_subset(known)).then(|| format!("{name}: found {python:?}, expected {known:?}"))
    };
    versions(python).into_iter().filter_map(differs).collect()
}

#[test]
fn both_lock_files_have_the_same_versions_of_what_both_use() {
    let (own, python) = (text("Cargo.lock"), text("python/Cargo.lock"));
    for name in ["parquet", "zstd-sys", "libm", "rand_chacha", "blake3", "png", "csv"] {
        let (own, python) = (versions(&own), versions(&python));
        assert!(own.contains_key(name) && own.get(name) == python.get(name), "{name}");
    }
    let found = differences(&own, &python);
    assert!(found.is_empty(), "run `cargo update --precise` in python/:\n{}", found.join("\n"));
}

#[test]
fn another_version_is_found() {
    let lock = |version: &str| format!("version = 4\n\n[[package]]\nname = \"parquet\"\nversion = \"{version}\"\n");
    assert_eq!(differences(&lock("60.1.0"), &lock("60.1.0")), [""; 0]);
    assert_eq!(differences(&lock("60.1.0"), &lock("60.2.0")).len(), 1);
}

/// The release profile decides how long the package takes to build; whatever the program has for a package, it has too.
#[test]
fn both_profiles_agree() {
    let section = |text: &str| -> BTreeMap<String, String> {
        let parts = text.split("\n[").filter_map(|part| part.split_once("]\n"));
        let named = parts.filter_map(|(head, body)| Some((head.strip_prefix("profile.release.package.")?, body)));
        named
            .map(|(name, body)| (name.to_owned(), body.lines().take_while(|line| !line.is_empty()).collect()))
            .collect()
    };
    let (own, python) = (section(&text("Cargo.toml")), section(&text("python/Cargo.toml")));
    assert!(own.len() > 10);
    for (name, settings) in own.iter().filter(|(name, _)| *name != "clap_builder") {
        assert_eq!(python.get(name), Some(settings), "{name}");
    }
}
