//! The founding model: a loader of one's own in three lines, what `modeler` says of it, and pages of many rows.

use libtest_mimic::{Failed, Trial};
use scylla::response::PagingState;

use super::founding::types::{SessionId, UserId};
use super::founding::{self, Event, EventCsv, Queries};
use super::{applied, inputs, rows};
use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(shared: a_loader_of_ones_own_is_verified, more_than_ten_thousand_rows_come_in_pages)
}

fn a_loader_of_ones_own_is_verified(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "founding")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let mut count = 0;
    for path in inputs(&project, "data/events") {
        for row in csv::Reader::from_path(path)?.into_deserialize::<EventCsv>() {
            let Some(event) = row?.record()? else { continue };
            cluster.wait(queries.insert_all(&event))?;
            count += 1;
        }
    }
    assert_eq!(count, 6_820);
    project.node(["verify", "--exact"]).ends(0);
    let said =
        project.node(["query", "songs_by_session", "session_id=18", "item_in_session=3", "--format", "json"]).ends(0);
    let params = founding::songs_by_session::Params { session_id: SessionId(18), item_in_session: 3 };
    let row = cluster.wait(queries.songs_by_session(&params))?.ok_or("a row")?;
    // The rows are serde's, as the model asks.
    let shown: serde_json::Value = serde_json::from_str(&serde_json::to_string(&row)?)?;
    assert_eq!(said.json()[0], shown);
    let of_song = founding::users_by_song::Params { song_title: "桜, Faded Glacier" };
    assert!(rows(cluster, cluster.wait(queries.users_by_song(&of_song))?)?.len() > 1);
    Ok(())
}

fn more_than_ten_thousand_rows_come_in_pages(cluster: &Cluster) -> Result<(), Failed> {
    const ROWS: i32 = 10_500;
    let (project, session) = applied(cluster, "founding")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let event = |item_in_session| Event {
        artist: Some(format!("artist {item_in_session}")),
        song_title: "one".to_owned(),
        song_length: None,
        session_id: SessionId(1),
        item_in_session,
        user_id: UserId(item_in_session),
        first_name: None,
        last_name: None,
    };
    cluster.wait(async {
        use futures::StreamExt;
        let writes = futures::stream::iter(0..ROWS).map(|item| {
            let event = event(item);
            let queries = &queries;
            async move { queries.insert_users_by_song(&(&event).into()).await }
        });
        let mut writes = writes.buffer_unordered(64);
        while let Some(written) = writes.next().await {
            written?;
        }
        Ok::<(), founding::QueryError>(())
    })?;
    let params = founding::users_by_song::Params { song_title: "one" };
    let all = rows(cluster, cluster.wait(queries.users_by_song(&params))?)?;
    assert_eq!(all.len(), 10_500);
    let (mut state, mut pages, mut count) = (Some(PagingState::start()), 0, 0);
    while let Some(at) = state {
        let (page, next) = cluster.wait(queries.users_by_song_page(&params, at))?;
        (state, pages, count) = (next, pages + 1, count + page.len());
    }
    // The driver's pages hold 5,000 rows unless a model says otherwise.
    assert_eq!((pages, count), (3, 10_500));
    Ok(())
}
