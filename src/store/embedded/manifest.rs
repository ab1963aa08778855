//! Takes which files hold each table, gives this as the one file whose replacement makes a load current. Never opens a
//! segment, never reads a clock.
//!
//! ```text
//! {"checksum":"CRC-32 of MANIFEST in hex","manifest":
//! MANIFEST}
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::{EmbeddedError, Result};

/// The file's name in the folder of a keyspace.
pub const MANIFEST: &str = "manifest.json";

/// How the names of segments end; [`Manifest::sweep`] removes what ends so and stands in no layer.
pub const SEGMENT_SUFFIX: &str = ".seg";

/// How the names of temporary files end, a load's spilled runs among them; [`Manifest::sweep`] removes them all.
pub const TEMPORARY_SUFFIX: &str = ".tmp";

/// The format of manifest, keys and values that this build reads and writes.
pub const FORMAT: u32 = 1;

const OPENING: &str = "{\"checksum\":\"";
const MIDDLE: &str = "\",\"manifest\":\n";
const CLOSING: &str = "}\n";

/// What a keyspace's folder holds at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always [`FORMAT`] in a manifest that was loaded.
    pub format: u32,
    /// Counts the commits: the caller adds one before it names new segments, so that no name is ever used twice.
    pub generation: u64,
    /// The greatest write timestamp given so far, in microseconds since the epoch; the next must be greater.
    pub last_timestamp: i64,
    /// Tables by name.
    pub tables: BTreeMap<String, TableEntry>,
}

/// One table: how it was made and where its rows are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableEntry {
    /// What `apply` recorded of the table; of no meaning here.
    pub definition: serde_json::Value,
    /// Layers from oldest to newest; a key may have a version in each.
    pub layers: Vec<Layer>,
    /// Of a table of counters, the inputs that were added to it, by what they are recognised by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
}

impl TableEntry {
    /// A table without rows.
    pub fn new(definition: serde_json::Value) -> Self {
        Self { definition, layers: Vec::new(), inputs: Vec::new() }
    }
}

/// The segments that one load wrote for one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// File names in the manifest's folder; each covers a range of keys of its own, and the ranges ascend.
    pub files: Vec<String>,
    /// How many keys the files hold.
    pub entries: u64,
    /// How long the files are together, in bytes.
    pub bytes: u64,
    /// The write timestamp of the load, in microseconds since the epoch.
    pub timestamp: i64,
}

impl Default for Manifest {
    /// A folder without tables, of this build's format, generation 0.
    fn default() -> Self {
        Self { format: FORMAT, generation: 0, last_timestamp: 0, tables: BTreeMap::new() }
    }
}

/// Tells one committed manifest of a folder from another without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp(Option<(Option<SystemTime>, u64, u64)>);

impl Manifest {
    /// The stamp of the manifest that is current in the folder `dir`. Every commit puts a new file in its place. Fails
    /// where the file cannot be looked at.
    pub(super) fn stamp(dir: &Path) -> Result<Stamp> {
        let path = dir.join(MANIFEST);
        match fs::metadata(&path) {
            Ok(file) => Ok(Stamp(Some((file.modified().ok(), file.len(), number(&file))))),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Stamp(None)),
            Err(e) => Err(EmbeddedError::io("read", &path, e)),
        }
    }

    /// The manifest that is current in the folder `dir`; `None` where there is none, or no folder. Fails where it cannot
    /// be read, is not what was committed, or has another format.
    pub fn load(dir: &Path) -> Result<Option<Self>> {
        let path = dir.join(MANIFEST);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(EmbeddedError::io("read", &path, e)),
        };
        parse(&text).map(Some).map_err(|what| EmbeddedError::damaged("read", &path, what))
    }

    /// Makes this manifest current in the folder `dir`: all tables flip together at one rename, and when this returns
    /// the flip is durable. The segments it names must have been finished in `dir` before. Needs the exclusive lock.
    /// Fails where a file cannot be written or a layer's file is no plain name; what was current stays so.
    pub fn commit(&self, dir: &Path) -> Result<()> {
        let (path, temporary) = (dir.join(MANIFEST), dir.join(format!("{MANIFEST}{TEMPORARY_SUFFIX}")));
        let failed = |e: io::Error| EmbeddedError::io("write", &path, e);
        self.check().map_err(|what| EmbeddedError::refused("write", &path, what))?;
        let text = self.text().map_err(|e| failed(e.into()))?;
        let mut file = File::create(&temporary).map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        drop(file);
        // The names of the new segments must be durable before anything durable speaks of them.
        sync_folder(dir).map_err(failed)?;
        fs::rename(&temporary, &path).map_err(failed)?;
        sync_folder(dir).map_err(failed)
    }

    /// Removes from the folder `dir` the segments and temporary files that this manifest, which must be the current one,
    /// does not name: what a killed load left, and what a newer layer replaced. Needs the exclusive lock. Gives the names
    /// of the files removed, ascending; a folder that is not there has none. Fails where a file cannot be removed, after
    /// having tried them all.
    pub fn sweep(&self, dir: &Path) -> Result<Vec<String>> {
        let named: BTreeSet<&str> = self.files().collect();
        let mut removed = Vec::new();
        let mut failure = None;
        for name in names(dir).map_err(|e| EmbeddedError::io("list", dir, e))? {
            let ours = name.ends_with(SEGMENT_SUFFIX) || name.ends_with(TEMPORARY_SUFFIX);
            if !ours || named.contains(name.as_str()) {
                continue;
            }
            let path = dir.join(&name);
            match fs::remove_file(&path) {
                Ok(()) => removed.push(name),
                Err(e) => failure = failure.or(Some(EmbeddedError::io("remove", &path, e))),
            }
        }
        failure.map_or(Ok(removed), Err)
    }

    /// Every segment that a layer names, table by table.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.tables.values().flat_map(|table| &table.layers).flat_map(|layer| &layer.files).map(String::as_str)
    }

    fn check(&self) -> std::result::Result<(), String> {
        if self.format != FORMAT {
            return Err(format!("its format is {}, this build knows {FORMAT}", self.format));
        }
        match self.files().find(|name| !is_plain(name)) {
            Some(name) => Err(format!("it names `{name}`, which is no file of its folder")),
            None => Ok(()),
        }
    }

    fn text(&self) -> serde_json::Result<String> {
        let body = serde_json::to_string_pretty(self)?;
        let crc = crc32fast::hash(body.as_bytes());
        Ok(format!("{OPENING}{crc:08x}{MIDDLE}{body}{CLOSING}"))
    }
}

/// The number of a file in its file system, where there are such.
#[cfg(unix)]
fn number(file: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

/// The number of a file in its file system, where there are such.
#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

/// The name of the segment that holds part number `part` of what `generation` writes for `table`: a hash of the table's
/// name, as names may differ in case only, and file systems may not tell them apart.
pub fn segment_name(table: &str, generation: u64, part: u32) -> String {
    // FNV-1a, 64 bits, by its authors' constants (isthe.com/chongo/tech/comp/fnv).
    let hash =
        table.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}-{generation:06}-{part:04}{SEGMENT_SUFFIX}")
}

/// What is read of a manifest first: of another format nothing else can be expected to be as it is here.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

/// Reads what [`Manifest::text`] wrote. An error is a lower-case phrase.
fn parse(text: &[u8]) -> std::result::Result<Manifest, String> {
    let (crc, body) = split(text).ok_or("it is not a whole manifest of this build")?;
    if crc != format!("{:08x}", crc32fast::hash(body)).as_bytes() {
        return Err("it does not match its checksum".into());
    }
    let versioned: Versioned = serde_json::from_slice(body).map_err(|e| e.to_string())?;
    if versioned.format != FORMAT {
        return Err(format!("its format is {}, this build reads {FORMAT}", versioned.format));
    }
    let manifest: Manifest = serde_json::from_slice(body).map_err(|e| e.to_string())?;
    manifest.check()?;
    Ok(manifest)
}

/// The checksum's digits and the bytes they sum up.
fn split(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (crc, rest) = text.strip_prefix(OPENING.as_bytes())?.split_at_checked(8)?;
    let body = rest.strip_prefix(MIDDLE.as_bytes())?.strip_suffix(CLOSING.as_bytes())?;
    Some((crc, body))
}

/// Whether `name` is one step down from a folder: not a path, not `..`.
fn is_plain(name: &str) -> bool {
    Path::new(name).components().eq([Component::Normal(OsStr::new(name))])
}

/// The names in `dir` that are text, ascending: ours all are.
fn names(dir: &Path) -> io::Result<BTreeSet<String>> {
    match fs::read_dir(dir) {
        Ok(entries) => {
            entries.filter_map(|entry| entry.map(|e| e.file_name().into_string().ok()).transpose()).collect()
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(e) => Err(e),
    }
}

/// Makes the names in `dir` durable. Only Unix can open a folder and sync it; elsewhere the file system decides.
fn sync_folder(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests;
