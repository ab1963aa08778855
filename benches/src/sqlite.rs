//! SQLite, tuned. Takes CSV files, fills the three tables of the founding model in one transaction, gives the counts.
//!
//! ```text
//! bench-sqlite rows   DATABASE CSV...   each row into each table, by a prepared INSERT OR REPLACE
//! bench-sqlite staged DATABASE CSV...   each row into a staging table, then three INSERT OR REPLACE ... SELECT
//! bench-sqlite count  DATABASE          how many rows each table has
//! ```
//! Journal and synchronous are off, the cache has 512 MB, the tables are WITHOUT ROWID: nothing survives a crash, which
//! is more than fair to SQLite.

use std::error::Error;
use std::fs::File;

use csv::{ByteRecord, ReaderBuilder, StringRecord};
use rusqlite::{Connection, Statement, params};
use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Of each file that much is read at once.
const BUFFER: usize = 1 << 20;

/// The columns of the header that the tables need, in the order of [`Event`].
const HEADER: [&str; 8] = ["artist", "song", "length", "sessionId", "itemInSession", "userId", "firstName", "lastName"];

const TUNING: &str = "
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -524288;";

const TABLES: &str = "
    CREATE TABLE songs_by_session (session_id INTEGER, item_in_session INTEGER, artist TEXT, song_title TEXT,
        song_length REAL, PRIMARY KEY (session_id, item_in_session)) WITHOUT ROWID;
    CREATE TABLE songs_by_user_session (user_id INTEGER, session_id INTEGER, item_in_session INTEGER, artist TEXT,
        song_title TEXT, first_name TEXT, last_name TEXT,
        PRIMARY KEY (user_id, session_id, item_in_session)) WITHOUT ROWID;
    CREATE TABLE users_by_song (song_title TEXT, user_id INTEGER, first_name TEXT, last_name TEXT,
        PRIMARY KEY (song_title, user_id)) WITHOUT ROWID;";

const INSERTS: [&str; 3] = [
    "INSERT OR REPLACE INTO songs_by_session VALUES (?1, ?2, ?3, ?4, ?5)",
    "INSERT OR REPLACE INTO songs_by_user_session VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    "INSERT OR REPLACE INTO users_by_song VALUES (?1, ?2, ?3, ?4)",
];

const STAGING: &str = "CREATE TABLE staging (artist TEXT, song_title TEXT, song_length REAL, session_id INTEGER,
    item_in_session INTEGER, user_id INTEGER, first_name TEXT, last_name TEXT)";

const STAGE: &str = "INSERT INTO staging VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

const SELECTS: &str = "
    INSERT OR REPLACE INTO songs_by_session
        SELECT session_id, item_in_session, artist, song_title, song_length FROM staging;
    INSERT OR REPLACE INTO songs_by_user_session
        SELECT user_id, session_id, item_in_session, artist, song_title, first_name, last_name FROM staging;
    INSERT OR REPLACE INTO users_by_song SELECT song_title, user_id, first_name, last_name FROM staging;";

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let told = match words.as_slice() {
        ["rows", database, files @ ..] => rows(&open(database)?, files)?,
        ["staged", database, files @ ..] => staged(&open(database)?, files)?,
        ["count", database] => count(&Connection::open(database)?)?,
        _ => return Err("usage: bench-sqlite rows|staged|count DATABASE [CSV...]".into()),
    };
    println!("{told}");
    Ok(())
}

fn open(database: &str) -> Outcome<Connection> {
    let connection = Connection::open(database)?;
    connection.execute_batch(TUNING)?;
    connection.execute_batch("BEGIN")?;
    connection.execute_batch(TABLES)?;
    Ok(connection)
}

fn rows(connection: &Connection, files: &[&str]) -> Outcome<Value> {
    let [mut by_session, mut by_user, mut by_song] = prepare(connection)?;
    let read = each(files, |e| {
        by_session.execute(params![e.session_id, e.item_in_session, e.artist, e.song_title, e.song_length])?;
        by_user.execute(params![
            e.user_id,
            e.session_id,
            e.item_in_session,
            e.artist,
            e.song_title,
            e.first_name,
            e.last_name
        ])?;
        by_song.execute(params![e.song_title, e.user_id, e.first_name, e.last_name])?;
        Ok(())
    })?;
    connection.execute_batch("COMMIT")?;
    Ok(json!({ "rows": read, "version": rusqlite::version() }))
}

fn prepare(connection: &Connection) -> rusqlite::Result<[Statement<'_>; 3]> {
    let [first, second, third] = INSERTS;
    Ok([connection.prepare(first)?, connection.prepare(second)?, connection.prepare(third)?])
}

fn staged(connection: &Connection, files: &[&str]) -> Outcome<Value> {
    connection.execute_batch(STAGING)?;
    let mut stage = connection.prepare(STAGE)?;
    let read = each(files, |e| {
        stage.execute(params![
            e.artist,
            e.song_title,
            e.song_length,
            e.session_id,
            e.item_in_session,
            e.user_id,
            e.first_name,
            e.last_name
        ])?;
        Ok(())
    })?;
    connection.execute_batch(SELECTS)?;
    connection.execute_batch("COMMIT")?;
    Ok(json!({ "rows": read, "version": rusqlite::version() }))
}

fn count(connection: &Connection) -> Outcome<Value> {
    let mut tables = serde_json::Map::new();
    for table in ["songs_by_session", "songs_by_user_session", "users_by_song"] {
        let rows: i64 = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        tables.insert(table.to_owned(), rows.into());
    }
    Ok(json!({ "tables": tables }))
}

/// A play, typed.
struct Event<'a> {
    artist: &'a str,
    song_title: &'a str,
    song_length: Option<f32>,
    session_id: i32,
    item_in_session: i32,
    user_id: i32,
    first_name: Option<&'a str>,
    last_name: Option<&'a str>,
}

/// Gives every event that has an artist to `take`; gives the number of records read.
fn each(files: &[&str], mut take: impl FnMut(&Event<'_>) -> Outcome<()>) -> Outcome<u64> {
    let mut rows = 0;
    for file in files {
        let mut reader = ReaderBuilder::new().buffer_capacity(BUFFER).from_reader(File::open(file)?);
        let places = places(reader.headers()?)?;
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record)? {
            rows += 1;
            if !record[places[0]].is_empty() {
                take(&event(&record, &places)?)?;
            }
        }
    }
    Ok(rows)
}

fn places(header: &StringRecord) -> Outcome<[usize; 8]> {
    let mut places = [0; 8];
    for (place, name) in places.iter_mut().zip(HEADER) {
        *place = header.iter().position(|h| h == name).ok_or_else(|| format!("the header has no column `{name}`"))?;
    }
    Ok(places)
}

fn event<'a>(record: &'a ByteRecord, places: &[usize; 8]) -> Outcome<Event<'a>> {
    let [artist, song_title, song_length, session_id, item_in_session, user_id, first_name, last_name] =
        places.map(|place| std::str::from_utf8(&record[place]));
    let song_length = song_length?;
    let present = |text: &'a str| (!text.is_empty()).then_some(text);
    Ok(Event {
        artist: artist?,
        song_title: song_title?,
        song_length: present(song_length).map(str::parse).transpose()?,
        session_id: session_id?.parse()?,
        item_in_session: item_in_session?.parse()?,
        user_id: user_id?.parse()?,
        first_name: present(first_name?),
        last_name: present(last_name?),
    })
}
