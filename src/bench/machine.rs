//! The machine and the build, as far as they tell.

use std::fs;

use serde::{Deserialize, Serialize};

/// Where figures were measured. What the system does not tell is None; names of fields are stable: `--json` prints it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// Model of the processor.
    pub processor: Option<String>,
    /// Threads that may run at once.
    pub cores: Option<usize>,
    /// Caches of the first core.
    pub caches: Vec<Cache>,
    /// Memory of the machine.
    pub memory_bytes: Option<u64>,
    /// Operating system with its version.
    pub operating_system: String,
    /// Architecture the program was built for.
    pub architecture: String,
    /// Processes that were running or waiting to run, the mean over the last minute: other work makes figures worse.
    pub load_average: Option<f64>,
    /// Version of the compiler.
    pub rustc: String,
    /// Hash of the sources and of the compiler; absent in figures of earlier versions.
    #[serde(default)]
    pub build: String,
    /// Profile of the build, `release` or `debug` as a rule.
    pub build_profile: String,
    /// Level of optimisation, 0..=3, s or z.
    pub optimisation: String,
}

/// A cache.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cache {
    /// Distance from the core, 1 the nearest.
    pub level: u8,
    /// `data`, `instruction` or `unified`.
    pub kind: String,
    /// Size.
    pub bytes: u64,
}

impl Machine {
    /// This machine and this build.
    pub fn here() -> Machine {
        Machine {
            processor: read("/proc/cpuinfo").and_then(|text| processor(&text)),
            cores: std::thread::available_parallelism().ok().map(usize::from),
            caches: caches(),
            memory_bytes: read("/proc/meminfo").and_then(|text| memory_bytes(&text)),
            operating_system: operating_system(),
            architecture: std::env::consts::ARCH.to_owned(),
            load_average: read("/proc/loadavg").and_then(|text| text.split_whitespace().next()?.parse().ok()),
            rustc: env!("TRUCELINE_RUSTC").to_owned(),
            build: crate::BUILD.to_owned(),
            build_profile: env!("TRUCELINE_PROFILE").to_owned(),
            optimisation: env!("TRUCELINE_OPTIMISATION").to_owned(),
        }
    }

    /// Whether the figures of this build say anything.
    pub fn is_optimised(&self) -> bool {
        ["2", "3"].contains(&self.optimisation.as_str())
    }
}

fn read(path: &str) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// The value after `name` and a separator, of the first line that begins with it.
fn value<'t>(text: &'t str, name: &str, separator: char) -> Option<&'t str> {
    text.lines().find_map(|line| {
        let (found, value) = line.split_once(separator)?;
        (found.trim() == name).then(|| value.trim())
    })
}

/// Processors of different makers name themselves on different lines.
fn processor(text: &str) -> Option<String> {
    ["model name", "Model", "cpu", "Hardware"].into_iter().find_map(|name| value(text, name, ':')).map(str::to_owned)
}

fn memory_bytes(text: &str) -> Option<u64> {
    value(text, "MemTotal", ':').and_then(kibibytes)
}

/// `48K` or `16384 kB`, in bytes.
fn kibibytes(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(['K', 'k', 'B', ' ']);
    digits.parse::<u64>().ok().map(|kibibytes| kibibytes * 1_024)
}

fn caches() -> Vec<Cache> {
    let one = |index: usize| {
        let part = |name: &str| read(&format!("/sys/devices/system/cpu/cpu0/cache/index{index}/{name}"));
        Some(Cache {
            level: part("level")?.trim().parse().ok()?,
            kind: part("type")?.trim().to_lowercase(),
            bytes: kibibytes(part("size")?.trim())?,
        })
    };
    (0..8).map_while(one).collect()
}

fn operating_system() -> String {
    let name = read("/etc/os-release")
        .and_then(|text| value(&text, "PRETTY_NAME", '=').map(|name| name.trim_matches('"').to_owned()));
    let kernel = read("/proc/sys/kernel/osrelease").map(|release| format!("kernel {}", release.trim()));
    let parts: Vec<String> = [Some(std::env::consts::OS.to_owned()), name, kernel].into_iter().flatten().collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_linux_are_read() {
        let text = "processor\t: 0\nmodel name\t: Some Processor 9000\nflags\t: a b\nmodel name\t: other\n";
        assert_eq!(processor(text).as_deref(), Some("Some Processor 9000"));
        assert_eq!(processor("processor : 0\nCPU part : 0xd0c\n"), None);
        assert_eq!(memory_bytes("MemTotal:       16384 kB\nMemFree: 1 kB\n"), Some(16 << 20));
        assert_eq!((kibibytes("48K"), kibibytes("much")), (Some(49_152), None));
    }

    #[test]
    fn the_build_is_known() {
        let machine = Machine::here();
        assert!(machine.rustc.starts_with("rustc 1."), "{}", machine.rustc);
        assert!(!machine.operating_system.is_empty() && !machine.build_profile.is_empty());
    }
}
