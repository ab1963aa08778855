//! The id of a session does not pass for that of a user.

#[path = "../../generated/rows.rs"]
mod rows;

use rows::types::{SessionId, UserId};

fn main() {
    let (user_id, session_id) = (SessionId(18), UserId(7));
    let _ = rows::songs_by_user_session::Params { user_id, session_id };
}
