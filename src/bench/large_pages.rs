//! Large pages of the system for a whole process, where it gives them to who asks. Benchmarks beside peers read this file
//! too, so that it stands on the standard library alone.

use std::fs;

/// Agents or pending events from which a workload is measured with large pages, where the system gives them to who asks.
/// With small ones the time of so many depends on which pages a process happens to get; of fewer, the memory fits a near
/// cache, and a page of 2 MiB would hide how little it is.
pub const LARGE_PAGES_FROM: usize = 50_000;

/// Makes the allocator of this process ask for large pages: starts the program anew, with the same arguments, until it
/// does. Returns in the process that does, and at once where the user has set how glibc works, where the system gives
/// large pages to all or to nobody, and where it is no Linux.
///
/// To be called before anything else. glibc, 2.35 or later, is told by a variable that must be there when a process
/// begins. Version 2.36 understands the setting of the system in some processes and not in others that read the very same
/// text, hence more than one start; without success in [`STARTS_MOST`] the process goes on with small pages.
pub fn ask_for_large_pages() {
    let starts = std::env::var(STARTS).ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let is_set_by_user = starts == 0 && std::env::var_os(SETTINGS.0).is_some();
    let are_for_who_asks = fs::read_to_string(MODE).is_ok_and(|mode| mode.contains("[madvise]"));
    if are_for_who_asks && !is_set_by_user && starts < STARTS_MOST && !asks_for_large_pages() {
        start_anew(starts + 1);
    }
}

/// The variable that glibc reads, and what it is to read there.
const SETTINGS: (&str, &str) = ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
/// Tells a process how often it was started.
const STARTS: &str = "TRUCELINE_LARGE_PAGES_STARTS";
/// Starts after which it is given up. Each has been seen to succeed in half of the cases at least.
const STARTS_MOST: u32 = 32;
/// Whether the system gives large pages to all, to who asks, or to nobody.
const MODE: &str = "/sys/kernel/mm/transparent_hugepage/enabled";

/// Whether something in this process has asked for large pages; an allocator does so when it first takes memory.
pub fn asks_for_large_pages() -> bool {
    fs::read_to_string("/proc/self/smaps").is_ok_and(|maps| has_asked(&maps))
}

fn has_asked(maps: &str) -> bool {
    let mut flags = maps.lines().filter_map(|line| line.strip_prefix("VmFlags:"));
    flags.any(|flags| flags.split_whitespace().any(|flag| flag == "hg"))
}

#[cfg(unix)]
fn start_anew(starts: u32) {
    use std::os::unix::process::CommandExt;

    let Ok(program) = std::env::current_exe() else { return };
    let arguments = std::env::args_os().skip(1);
    let settings = [(SETTINGS.0, SETTINGS.1), (STARTS, &starts.to_string())];
    // Comes back only when it fails; then this process goes on as it is.
    let _ = std::process::Command::new(program).args(arguments).envs(settings).exec();
}

#[cfg(not(unix))]
fn start_anew(_: u32) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_is_known_by_a_flag() {
        let maps = "55e000-55f000 rw-p 0 00:00 0 [heap]\nRss: 4 kB\nVmFlags: rd wr mr mw me ac sd \n";
        assert!(!has_asked(maps));
        assert!(has_asked(&format!("{maps}7f000-7f400 rw-p 0 00:00 0\nVmFlags: rd wr mr mw me ac hg \n")));
    }
}
