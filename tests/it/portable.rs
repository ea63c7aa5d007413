//! Rules that the sources keep: nothing that differs between platforms or runs in the layers that make results, and no
//! layer that uses a later one.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, in the only direction of use.
const LAYERS: [&str; 8] = ["engine", "model", "scenario", "experiment", "store", "report", "bench", "cli"];

/// Layers whose code decides results.
const RESULT_LAYERS: [&str; 4] = ["engine", "model", "scenario", "experiment"];

/// Functions of `f64` whose last bits differ between platforms.
const FUNCTIONS: [&str; 24] = [
    "ln", "ln_1p", "log2", "log10", "exp", "exp2", "exp_m1", "powf", "powi", "sin", "cos", "tan", "sin_cos", "asin",
    "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "hypot", "cbrt",
];

/// Names that bring random order, unstable generators or unstable distributions.
const NAMES: [&str; 7] = ["HashMap", "HashSet", "StdRng", "SmallRng", "ThreadRng", "rand_distr", "RandomState"];

/// The code of a line, without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The words of a line of code: identifiers and numbers.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|character: char| !(character.is_alphanumeric() || character == '_'))
}

/// What a line of code must not hold in a layer that decides results.
fn forbidden(line: &str) -> Option<String> {
    let line = code(line);
    if let Some(name) = words(line).find(|word| NAMES.contains(word)) {
        return Some(name.to_string());
    }
    FUNCTIONS.iter().flat_map(|name| [format!(".{name}("), format!("f64::{name}")]).find(|call| {
        line.match_indices(call.as_str()).any(|(start, _)| {
            let rest = &line[start + call.len()..];
            call.ends_with('(') || !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')
        })
    })
}

/// The layers that a text names after `crate::`, in groups of braces too.
fn layers_used(text: &str) -> Vec<&'static str> {
    let text: String = text.lines().map(|line| code(line).to_string() + "\n").collect();
    let mut found = Vec::new();
    for (start, marker) in text.match_indices("crate::") {
        let rest = &text[start + marker.len()..];
        let mut depth = 0;
        let mut item = String::new();
        let mut items = Vec::new();
        for character in rest.chars() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => items.push(std::mem::take(&mut item)),
                _ => item.push(character),
            }
            let in_name = character.is_alphanumeric() || "_{},: \n".contains(character);
            if !in_name || (depth == 0 && !(character.is_alphanumeric() || "_:".contains(character))) {
                break;
            }
        }
        items.push(item);
        for item in items {
            let first = words(item.trim()).next().unwrap_or_default();
            found.extend(LAYERS.iter().find(|layer| **layer == first));
        }
    }
    found
}

/// Every Rust file of a layer, in order of names.
fn sources(layer: &str) -> Vec<PathBuf> {
    fn visit(path: &Path, found: &mut Vec<PathBuf>) {
        if path.is_dir() {
            let mut entries: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
            entries.sort();
            entries.iter().for_each(|entry| visit(entry, found));
        } else if path.extension().is_some_and(|extension| extension == "rs") && path.is_file() {
            found.push(path.to_path_buf());
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    visit(&root.join(layer), &mut found);
    visit(&root.join(format!("{layer}.rs")), &mut found);
    found
}

#[test]
fn result_layers_are_portable() {
    assert!(sources("engine").len() > 5);
    let mut breaches = Vec::new();
    for path in RESULT_LAYERS.iter().flat_map(|layer| sources(layer)) {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if let Some(what) = forbidden(line) {
                breaches.push(format!("{}:{}: {what}", path.display(), number + 1));
            }
        }
    }
    assert!(breaches.is_empty(), "use libm, BTreeMap and engine::Draws instead:\n{}", breaches.join("\n"));
}

#[test]
fn layers_use_only_earlier_ones() {
    let mut breaches = Vec::new();
    for (rank, layer) in LAYERS.iter().enumerate() {
        for path in sources(layer) {
            for used in layers_used(&fs::read_to_string(&path).unwrap()) {
                if !LAYERS[..=rank].contains(&used) {
                    breaches.push(format!("{}: {layer} uses {used}", path.display()));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "order: {}\n{}", LAYERS.join(" ← "), breaches.join("\n"));
}

#[test]
fn planted_breaches_are_found() {
    for line in ["let x = y.ln();", "a.powi(2)", "xs.map(f64::exp)", "use std::collections::HashMap;", "StdRng::new()"]
    {
        assert!(forbidden(line).is_some(), "{line}");
    }
    for line in ["libm::exp(x)", "// x.ln()", "let HashMaps = 1;", "f64::EPSILON", "world.explain()", "x.sqrt()"] {
        assert_eq!(forbidden(line), None, "{line}");
    }
    assert_eq!(layers_used("use crate::engine::Draws;\nlet x = crate::cli::main();"), ["engine", "cli"]);
    assert_eq!(layers_used("use crate::{\n    engine::{Draws, model},\n    store,\n};"), ["engine", "store"]);
    assert_eq!(layers_used("pub(crate) fn f() {}\n/// crate::cli\nuse crate::modeller;"), [""; 0]);
}
