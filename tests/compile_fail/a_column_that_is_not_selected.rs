//! A row holds what its query selects.

#[path = "../../generated/rows.rs"]
mod rows;

use rows::types::{SessionId, UserId};

async fn length(queries: &rows::Queries) -> Option<f32> {
    let _ = (SessionId(18), UserId(7));
    let params = rows::users_by_song::Params { song_title: "one" };
    let (found, _) = queries.users_by_song_page(&params, scylla::response::PagingState::start()).await.ok()?;
    found[0].song_length
}

fn main() {
    drop(length);
}
