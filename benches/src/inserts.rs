//! A loader as one writes it with the `scylla` driver: takes the address of a node and a CSV file of events, writes each
//! event to the three tables of the founding model with single prepared inserts, so many of them on their way at once.
//! The session is the driver's own choice of settings: token aware, without compression.

#[path = "../../generated/rows.rs"]
mod rows;

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use futures::{StreamExt, TryStreamExt, stream};
use scylla::client::session::Session;
use scylla::client::session_builder::SessionBuilder;
use scylla::statement::prepared::PreparedStatement;
use serde_json::json;

use rows::{Event, EventCsv, songs_by_session, songs_by_user_session, users_by_song};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Inserts that are on their way at once.
const IN_FLIGHT: usize = 256;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, file] = arguments.as_slice() else {
        return Err("give HOST:PORT and a CSV file".into());
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(load(address, file))
}

async fn load(address: &str, file: &str) -> Outcome<()> {
    let tables = Arc::new(Tables::prepare(SessionBuilder::new().known_node(address).build().await?).await?);
    let started = Instant::now();
    let mut read = 0_u64;
    let events = csv::Reader::from_path(file)?.into_deserialize::<EventCsv>().filter_map(|row| {
        read += 1;
        event(row).transpose()
    });
    let writes = stream::iter(events).flat_map(|event| {
        let tables = [Table::Session, Table::UserSession, Table::Song];
        stream::iter(tables.map(|table| event.as_ref().map(|event| (Arc::clone(event), table)).map_err(Clone::clone)))
    });
    let written = writes.map_ok(|(event, table)| {
        let tables = Arc::clone(&tables);
        // A task of its own, so that every processor takes part in encoding.
        async move { tokio::spawn(async move { tables.insert(&event, table).await }).await.map_err(|e| e.to_string())? }
    });
    written.try_buffer_unordered(IN_FLIGHT).try_for_each(|()| async { Ok(()) }).await?;
    println!("{}", json!({ "read": read, "seconds": started.elapsed().as_secs_f64() }));
    Ok(())
}

/// The event of a row, or none where the model does not keep it.
fn event(row: csv::Result<EventCsv>) -> Result<Option<Arc<Event>>, String> {
    let record = row.map_err(|e| e.to_string())?.record().map_err(|e| e.to_string())?;
    Ok(record.map(Arc::new))
}

#[derive(Clone, Copy)]
enum Table {
    Session,
    UserSession,
    Song,
}

/// The statements, prepared.
struct Tables {
    session: Session,
    by_session: PreparedStatement,
    by_user_session: PreparedStatement,
    by_song: PreparedStatement,
}

impl Tables {
    async fn prepare(session: Session) -> Outcome<Self> {
        let by_session = session.prepare(songs_by_session::INSERT).await?;
        let by_user_session = session.prepare(songs_by_user_session::INSERT).await?;
        let by_song = session.prepare(users_by_song::INSERT).await?;
        Ok(Self { session, by_session, by_user_session, by_song })
    }

    async fn insert(&self, event: &Event, table: Table) -> Result<(), String> {
        let session = &self.session;
        let done = match table {
            Table::Session => session.execute_unpaged(&self.by_session, songs_by_session::Insert::from(event)).await,
            Table::UserSession => {
                session.execute_unpaged(&self.by_user_session, songs_by_user_session::Insert::from(event)).await
            }
            Table::Song => session.execute_unpaged(&self.by_song, users_by_song::Insert::from(event)).await,
        };
        done.map(|_| ()).map_err(|e| e.to_string())
    }
}
