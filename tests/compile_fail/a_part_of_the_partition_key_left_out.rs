//! A read must name the whole partition key.

#[path = "../../generated/rows.rs"]
mod rows;

use rows::types::{SessionId, UserId};

fn main() {
    let _ = SessionId(18);
    let _ = rows::songs_by_user_session::Params { user_id: UserId(7) };
}
