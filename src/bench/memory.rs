//! Memory of this process, where the system tells.

/// Resident memory in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Now.
    pub resident_bytes: u64,
    /// At most, since the process began.
    pub peak_bytes: u64,
}

/// Resident memory of this process; None where the system does not tell (anywhere but on Linux).
pub fn memory() -> Option<Memory> {
    parse(&std::fs::read_to_string("/proc/self/status").ok()?)
}

fn parse(status: &str) -> Option<Memory> {
    let bytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1_024)
    };
    Some(Memory { resident_bytes: bytes("VmRSS:")?, peak_bytes: bytes("VmHWM:")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_linux_are_read() {
        let status = "Name:\tx\nVmHWM:\t    3000 kB\nVmRSS:\t    2048 kB\nThreads:\t1\n";
        assert_eq!(parse(status), Some(Memory { resident_bytes: 2 << 20, peak_bytes: 3_072_000 }));
        assert_eq!(parse("Name:\tx\nVmRSS:\t2048 kB\n"), None);
    }
}
