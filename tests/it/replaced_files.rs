//! Files are replaced whole or not at all, and what a killed process left is removed.

use std::fs;

use truceline::store::{FileSystem, Native, StoreError, remove_leftovers, write_replacing};

use crate::guarded::failing_at;

#[test]
fn a_file_is_written_and_written_again() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("runs-0.parquet");
    for text in ["one", "another one", ""] {
        write_replacing(&Native, &path, text.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(Native.names(home.path()).unwrap(), ["runs-0.parquet"]);
    }
}

#[test]
fn a_failure_at_any_step_leaves_one_content_whole_and_nothing_else() {
    let mut found = Vec::new();
    for at in 1.. {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("runs-0.parquet");
        fs::write(&path, "the old content").unwrap();
        let failing = failing_at(at, |_| true);
        let Err(error) = write_replacing(&failing, &path, b"the new content") else { break };
        assert!(matches!(error, StoreError::System { action: "write", .. }), "{error}");
        assert_eq!(Native.names(home.path()).unwrap(), ["runs-0.parquet"], "step {at}");
        found.push(fs::read_to_string(&path).unwrap());
    }
    // The last step only waits for the disk.
    assert_eq!(found, ["the old content", "the old content", "the new content"]);
}

#[test]
fn a_temporary_file_of_another_is_neither_used_nor_removed() {
    let home = tempfile::tempdir().unwrap();
    let other = home.path().join(format!(".runs-0.parquet.partial-{}-0", std::process::id()));
    fs::write(&other, "of another host").unwrap();
    write_replacing(&Native, &home.path().join("runs-0.parquet"), b"mine").unwrap();
    assert_eq!(fs::read_to_string(&other).unwrap(), "of another host");
    assert_eq!(Native.names(home.path()).unwrap().len(), 2);
}

#[test]
fn leftovers_of_owned_files_are_removed_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let left = [".runs-0.parquet.partial-12-0", ".runs-0.parquet.partial-7-3"];
    let others = [
        ".runs-0.parquet.partial-",
        ".runs-0.parquet.partial-12-x",
        ".runs-1.parquet.partial-12-0",
        "runs-0.parquet",
        "runs-0.parquet.partial-12-0",
    ];
    for name in left.iter().chain(&others) {
        fs::write(home.path().join(name), name).unwrap();
    }
    assert_eq!(remove_leftovers(&Native, home.path(), |name| name == "runs-0.parquet").unwrap(), left);
    assert_eq!(Native.names(home.path()).unwrap(), others);
}
