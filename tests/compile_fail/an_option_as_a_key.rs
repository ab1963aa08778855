//! A key is never null.

#[path = "../../generated/rows.rs"]
mod rows;

use rows::types::{SessionId, UserId};

fn main() {
    let _ = UserId(7);
    let _ = rows::songs_by_session::Params { session_id: Some(SessionId(18)), item_in_session: 3 };
}
