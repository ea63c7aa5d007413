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

/// Memory of this process that lies in large pages of the system, in bytes; None where the system does not tell.
pub fn large_page_bytes() -> Option<u64> {
    bytes(&std::fs::read_to_string("/proc/self/smaps_rollup").ok()?, "AnonHugePages:")
}

fn parse(status: &str) -> Option<Memory> {
    Some(Memory { resident_bytes: bytes(status, "VmRSS:")?, peak_bytes: bytes(status, "VmHWM:")? })
}

/// The value, told in units of 1,024 bytes, of the line that begins with `name`.
fn bytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_linux_are_read() {
        let status = "Name:\tx\nVmHWM:\t    3000 kB\nVmRSS:\t    2048 kB\nThreads:\t1\n";
        assert_eq!(parse(status), Some(Memory { resident_bytes: 2 << 20, peak_bytes: 3_072_000 }));
        assert_eq!(parse("Name:\tx\nVmRSS:\t2048 kB\n"), None);
        assert_eq!(bytes("Anonymous:  9 kB\nAnonHugePages:    6144 kB\n", "AnonHugePages:"), Some(6 << 20));
    }
}
