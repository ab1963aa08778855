//! The listening history of a music service: an application as one writes it with generated code. It makes the tables, fills
//! them from the log's CSV files, looks things up, and reads a long answer page by page.
//!
//! ```text
//! cargo run --release --example listening_history -- [--node HOST:PORT] [COMMAND]
//! ```
//!
//! Nothing below is written by hand that the model says: tables, statements, parameters, rows and records come from
//! `generated/`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]

#[path = "../../generated/rows.rs"]
mod rows;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use futures::{StreamExt, TryStreamExt};
use scylla::client::session::Session;
use scylla::client::session_builder::SessionBuilder;
use scylla::response::PagingState;

use rows::types::{SessionId, UserId};
use rows::{EventCsv, Queries, songs_by_session, songs_by_user_session, users_by_song};

/// The tables, as `modeler generate` writes them.
const SCHEMA: &str = include_str!("../../generated/schema.cql");

/// How many events are written at once.
const AT_ONCE: usize = 32;

type Error = Box<dyn std::error::Error>;

/// Who heard what: the listening history of a music service
#[derive(Parser)]
struct Arguments {
    /// Where the node is
    #[arg(long, value_name = "HOST:PORT", env = "LISTENING_HISTORY_NODE", default_value = "127.0.0.1:9042")]
    node: String,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Make the tables and fill them from CSV files of events
    Load {
        /// The files; those of the project where none is named
        files: Vec<PathBuf>,
    },
    /// What was played as this item of this session?
    Item { session: i32, item: i32 },
    /// What did this user hear in this session, in order?
    Session { user: i32, session: i32 },
    /// Who has heard this song? A page at a time
    Listeners {
        song: String,
        /// How many pages at most
        #[arg(long, default_value_t = 3)]
        pages: usize,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Error> {
    // Of the server's schema only our keyspace is of interest.
    let builder = SessionBuilder::new().known_node(&arguments.node).keyspaces_to_fetch([rows::KEYSPACE]);
    let session = builder.build().await.map_err(|error| {
        format!("cannot connect to `{}`: {error}; start a node, or name another with `--node`", arguments.node)
    })?;
    let session = Arc::new(session);
    match arguments.command {
        Some(Command::Load { files }) => load(&session, files).await,
        Some(other) => ask(&Queries::prepare(&session, rows::KEYSPACE).await?, other).await,
        // Without a command all of it, one after another.
        None => {
            load(&session, Vec::new()).await?;
            let queries = Queries::prepare(&session, rows::KEYSPACE).await?;
            ask(&queries, Command::Item { session: 18, item: 3 }).await?;
            ask(&queries, Command::Session { user: 79, session: 18 }).await?;
            ask(&queries, Command::Listeners { song: "桜, Faded Glacier".to_owned(), pages: 3 }).await
        }
    }
}

/// Makes the tables where they are not there, and writes every event of the files to all of them.
async fn load(session: &Arc<Session>, files: Vec<PathBuf>) -> Result<(), Error> {
    for statement in SCHEMA.split(";\n").filter(|statement| statement.contains("CREATE ")) {
        session.query_unpaged(statement, ()).await?;
    }
    session.await_schema_agreement().await?;
    let queries = Queries::prepare(session, rows::KEYSPACE).await?;
    let files = if files.is_empty() { events_of_the_project()? } else { files };
    let (mut read, mut written) = (0, 0);
    for file in files {
        let rows: Vec<EventCsv> = csv::Reader::from_path(&file)
            .and_then(|reader| reader.into_deserialize().collect())
            .map_err(|error| format!("cannot read `{}`: {error}", file.display()))?;
        read += rows.len();
        // A row that the model does not keep is no event.
        let events = rows.iter().filter_map(|row| row.record().transpose());
        let writes = futures::stream::iter(events).map(async |event| {
            queries.insert_all(&event?).await?;
            Ok::<_, Error>(1)
        });
        written += writes.buffer_unordered(AT_ONCE).try_fold(0, async |sum, one| Ok(sum + one)).await?;
    }
    println!("read {read} rows, wrote {written} events to three tables");
    Ok(())
}

fn events_of_the_project() -> Result<Vec<PathBuf>, Error> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/events");
    let mut files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Error>>()?;
    files.sort();
    Ok(files)
}

async fn ask(queries: &Queries, command: Command) -> Result<(), Error> {
    match command {
        Command::Load { .. } => {}
        Command::Item { session, item } => {
            let params = songs_by_session::Params { session_id: SessionId(session), item_in_session: item };
            match queries.songs_by_session(&params).await? {
                Some(row) => println!("session {session}, item {item}: {}", serde_json::to_string(&row)?),
                None => println!("session {session} has no item {item}"),
            }
        }
        Command::Session { user, session } => {
            let params = songs_by_user_session::Params { user_id: UserId(user), session_id: SessionId(session) };
            let mut songs = queries.songs_by_user_session(&params).await?.enumerate();
            println!("user {user} in session {session}:");
            while let Some((number, song)) = songs.next().await {
                let song = song?;
                let [artist, title] = [song.artist, song.song_title].map(Option::unwrap_or_default);
                println!("  {}. {artist} – {title}", number + 1);
            }
        }
        Command::Listeners { song, pages } => listeners(queries, &song, pages).await?,
    }
    Ok(())
}

/// The listeners of a song, page by page, as a service would give them: the state is what a client sends back.
async fn listeners(queries: &Queries, song: &str, pages: usize) -> Result<(), Error> {
    let params = users_by_song::Params { song_title: song };
    let mut state = Some(PagingState::start());
    println!("listeners of {song}:");
    for page in 1..=pages {
        let Some(at) = state.take() else { break };
        let (rows, next) = queries.users_by_song_page(&params, at).await?;
        let names = rows.iter().map(|row| {
            let names = [&row.first_name, &row.last_name].map(|name| name.as_deref().unwrap_or("?"));
            names.join(" ")
        });
        println!("  page {page}: {}", names.collect::<Vec<_>>().join(", "));
        state = next;
    }
    Ok(())
}
