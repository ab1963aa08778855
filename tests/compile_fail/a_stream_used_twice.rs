//! A stream is read once.

#[path = "../../generated/rows.rs"]
mod rows;

use rows::types::{SessionId, UserId};

use futures::TryStreamExt;

async fn twice(queries: &rows::Queries) -> Option<usize> {
    let _ = (SessionId(18), UserId(7));
    let stream = queries.users_by_song(&rows::users_by_song::Params { song_title: "one" }).await.ok()?;
    let first: Vec<_> = stream.try_collect().await.ok()?;
    let again: Vec<_> = stream.try_collect().await.ok()?;
    Some(first.len() + again.len())
}

fn main() {
    drop(twice);
}
