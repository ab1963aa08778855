//! Takes the CSV of events, gives a CSV for each table: its columns alone, of the rows that the model keeps. It is for
//! programs that fill one table from one file.

use std::path::{Path, PathBuf};

use crate::Outcome;

/// The column of the CSV that a row is kept for: see `keep` in the model.
const KEPT_FOR: &str = "artist";

/// A table of the founding model; its columns, each with its header in the CSV.
pub(super) struct Table {
    pub(super) name: &'static str,
    columns: &'static [(&'static str, &'static str)],
}

pub(super) const TABLES: [Table; 3] = [
    Table {
        name: "songs_by_session",
        columns: &[
            ("session_id", "sessionId"),
            ("item_in_session", "itemInSession"),
            ("artist", "artist"),
            ("song_title", "song"),
            ("song_length", "length"),
        ],
    },
    Table {
        name: "songs_by_user_session",
        columns: &[
            ("user_id", "userId"),
            ("session_id", "sessionId"),
            ("item_in_session", "itemInSession"),
            ("artist", "artist"),
            ("song_title", "song"),
            ("first_name", "firstName"),
            ("last_name", "lastName"),
        ],
    },
    Table {
        name: "users_by_song",
        columns: &[
            ("song_title", "song"),
            ("user_id", "userId"),
            ("first_name", "firstName"),
            ("last_name", "lastName"),
        ],
    },
];

impl Table {
    /// The names of its columns, in the order of its file.
    pub(super) fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// Its file in `folder`.
    pub(super) fn file(&self, folder: &Path) -> PathBuf {
        folder.join(self.name).with_extension("csv")
    }
}

/// Writes the files of all tables into `folder`.
pub(super) fn project(events: &Path, folder: &Path) -> Outcome<()> {
    for table in &TABLES {
        let mut reader = csv::Reader::from_path(events)?;
        let headers = reader.headers()?.clone();
        let at = |header: &str| {
            headers.iter().position(|known| known == header).ok_or_else(|| format!("the CSV has no column `{header}`"))
        };
        let kept_for = at(KEPT_FOR)?;
        let columns = table.columns.iter().map(|(_, header)| at(header)).collect::<Result<Vec<_>, _>>()?;
        let mut writer = csv::Writer::from_path(table.file(folder))?;
        writer.write_record(table.columns.iter().map(|(name, _)| name))?;
        for record in reader.byte_records() {
            let record = record?;
            if !record[kept_for].is_empty() {
                writer.write_record(columns.iter().map(|&column| &record[column]))?;
            }
        }
        writer.flush()?;
    }
    Ok(())
}
