//! An output directory that appears whole or not at all: files go into a sibling with a temporary name, reach the disk,
//! and the sibling is renamed into place. Killed at any moment, the place holds the old run, or the new one, or (between
//! two renames) nothing; never a mixture.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file_system::{Entry, FileSystem};

/// Name of the file that marks a directory as the output of a run.
const MANIFEST: &str = "manifest.json";
/// Most earlier contents that are kept beside a directory replaced by force.
const KEPT_MOST: u32 = 1_000;

/// A file to be written.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name in the directory; `name/file` is a file of a directory in it, which then has a manifest of its own.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> File {
        File { name: name.into(), bytes: bytes.into() }
    }
}

/// What stood in the place before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// Nothing.
    Nothing,
    /// An earlier run of the same, now gone.
    EarlierRun,
    /// Something else, replaced by force and kept at this path.
    KeptAt(PathBuf),
}

/// A place for the output of a run.
pub struct OutputDirectory<'a, F> {
    files: &'a F,
    target: PathBuf,
    force: bool,
    /// Whether the content of a manifest belongs to an earlier run of the same scenario, and which files it names.
    earlier: &'a dyn Fn(&[u8]) -> Option<Vec<String>>,
}

impl<'a, F: FileSystem> OutputDirectory<'a, F> {
    /// A place at `target`. `earlier` reads a manifest: the file names it lists when it is of the same scenario.
    ///
    /// # Errors
    /// When the path has no name of its own (`.`, `..`, `/`).
    pub fn new(
        files: &'a F,
        target: &Path,
        force: bool,
        earlier: &'a dyn Fn(&[u8]) -> Option<Vec<String>>,
    ) -> Result<OutputDirectory<'a, F>, StoreError> {
        // A link is followed once, so that the directory it points to is replaced and not the link.
        let target = files.real_path(target).unwrap_or_else(|_| target.to_path_buf());
        if target.file_name().is_none() {
            return Err(StoreError::Unusable { path: target, why: "found no name, expected a directory of its own" });
        }
        if files.real_path(Path::new(".")).is_ok_and(|here| here.starts_with(&target)) {
            return Err(StoreError::Unusable { path: target, why: "found the working directory or one above it" });
        }
        Ok(OutputDirectory { files, target, force, earlier })
    }

    /// Where the files will stand.
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Whether the place is free, holds an earlier run of the same, or may be taken by force. Asked before a long run,
    /// so that nobody waits for a refusal.
    ///
    /// # Errors
    /// [`StoreError::Occupied`] when it is taken by something else.
    pub fn check(&self) -> Result<(), StoreError> {
        let Some(found) = self.foreign()? else { return Ok(()) };
        if self.force { Ok(()) } else { Err(StoreError::Occupied { path: self.target.clone(), found }) }
    }

    /// What stands in the place that is not an earlier run of the same; None when it may be replaced without a word.
    fn foreign(&self) -> Result<Option<String>, StoreError> {
        let files = self.files;
        match files.entry(&self.target).map_err(|cause| StoreError::system("look at", &self.target, cause))? {
            Entry::Nothing => return Ok(None),
            Entry::Other => return Ok(Some("a file".to_string())),
            Entry::Directory => {}
        }
        let names = files.names(&self.target).map_err(|cause| StoreError::system("list", &self.target, cause))?;
        if names.is_empty() {
            return Ok(None);
        }
        self.foreign_among(&self.target, "", &names)
    }

    /// What among the names of a directory no run wrote; `within` comes before each in words.
    fn foreign_among(&self, directory: &Path, within: &str, names: &[String]) -> Result<Option<String>, StoreError> {
        let files = self.files;
        let Ok(manifest) = files.read(&directory.join(MANIFEST)) else {
            return Ok(Some(format!("{within}{} without a {MANIFEST}", files_in_words(names))));
        };
        let Some(known) = (self.earlier)(&manifest) else {
            return Ok(Some("the output of another scenario".to_string()));
        };
        for name in names.iter().filter(|name| *name != MANIFEST && !known.contains(name)) {
            // A directory of runs holds each in a directory of its own, held to the same rule.
            let inner = directory.join(name);
            let of_run =
                known.iter().any(|file| file.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('/')));
            if !of_run || !within.is_empty() || !matches!(files.entry(&inner), Ok(Entry::Directory)) {
                return Ok(Some(format!("{within}{name}, which no run wrote")));
            }
            let inside = files.names(&inner).map_err(|cause| StoreError::system("list", &inner, cause))?;
            if let Some(found) = self.foreign_among(&inner, &format!("{name}/"), &inside)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Writes the files and moves them into place.
    ///
    /// # Errors
    /// When the place is taken or the system refuses; then nothing has changed and nothing is left behind.
    pub fn write(&self, contents: &[File]) -> Result<Replaced, StoreError> {
        let foreign = self.foreign()?;
        self.check()?;
        let parent = match self.target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        let refuse = |action: &'static str, path: &Path| {
            let path = path.to_path_buf();
            move |cause| StoreError::System { action, path, cause }
        };
        self.files.make_directories(&parent).map_err(refuse("make directory", &parent))?;
        let fresh = self.sibling("partial");
        self.files.make_directory(&fresh).map_err(refuse("make directory", &fresh))?;
        let result = self.fill(&fresh, contents).and_then(|()| self.take_place(&fresh, foreign.is_some()));
        if result.is_err() {
            // The first error is the one to tell; a failure to clean up after it adds nothing.
            let _ = self.files.remove_directory(&fresh);
        } else {
            let _ = self.files.sync_directory(&parent);
        }
        result
    }

    fn fill(&self, directory: &Path, contents: &[File]) -> Result<(), StoreError> {
        let mut inner: Vec<&str> = Vec::new();
        for file in contents {
            let path = directory.join(&file.name);
            let told = self.target.join(&file.name);
            if let Some((name, _)) = file.name.split_once('/')
                && !inner.contains(&name)
            {
                let refuse = |cause| StoreError::system("make directory", &self.target.join(name), cause);
                self.files.make_directory(&directory.join(name)).map_err(refuse)?;
                inner.push(name);
            }
            self.files.write_synced(&path, &file.bytes).map_err(|cause| StoreError::system("write", &told, cause))?;
        }
        for name in inner {
            let refuse = |cause| StoreError::system("sync", &self.target.join(name), cause);
            self.files.sync_directory(&directory.join(name)).map_err(refuse)?;
        }
        self.files.sync_directory(directory).map_err(|cause| StoreError::system("sync", &self.target, cause))
    }

    fn take_place(&self, fresh: &Path, keep: bool) -> Result<Replaced, StoreError> {
        let (files, target) = (self.files, &self.target);
        let refuse = |cause| StoreError::system("replace", target, cause);
        if files.entry(target).map_err(refuse)? == Entry::Nothing {
            files.rename(fresh, target).map_err(refuse)?;
            return Ok(Replaced::Nothing);
        }
        let aside = if keep { self.free_name()? } else { self.sibling("old") };
        files.rename(target, &aside).map_err(refuse)?;
        if let Err(cause) = files.rename(fresh, target) {
            // Put the old run back: it is worth more than none.
            let _ = files.rename(&aside, target);
            return Err(refuse(cause));
        }
        if keep {
            return Ok(Replaced::KeptAt(aside));
        }
        let _ = files.remove_directory(&aside);
        Ok(Replaced::EarlierRun)
    }

    /// A hidden name beside the target that no other process uses.
    fn sibling(&self, role: &str) -> PathBuf {
        let name = self.target.file_name().unwrap_or_default().to_string_lossy();
        self.target.with_file_name(format!(".{name}.{role}-{}", std::process::id()))
    }

    fn free_name(&self) -> Result<PathBuf, StoreError> {
        let name = self.target.file_name().unwrap_or_default().to_string_lossy();
        (1..=KEPT_MOST)
            .map(|number| self.target.with_file_name(format!("{name}.before-{number}")))
            .find(|path| matches!(self.files.entry(path), Ok(Entry::Nothing)))
            .ok_or_else(|| StoreError::Unusable {
                path: self.target.clone(),
                why: "found a thousand earlier contents kept beside it",
            })
    }
}

fn files_in_words(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        [] => "nothing".to_string(),
    }
}
