//! The calls as one writes them by hand with the driver: prepared once, bound as tuples, no value written that is not there.

use std::sync::Arc;

use scylla::client::session::Session;
use scylla::statement::prepared::PreparedStatement;
use scylla::value::MaybeUnset;

use crate::Error;
use crate::rows::{Event, songs_by_session, songs_by_user_session, users_by_song};

/// The statements, prepared.
pub(crate) struct ByHand {
    session: Arc<Session>,
    by_session: PreparedStatement,
    by_user_session: PreparedStatement,
    by_song: PreparedStatement,
    of_session: PreparedStatement,
}

/// Artist, song title, song length.
pub(crate) type Song = (Option<String>, Option<String>, Option<f32>);

impl ByHand {
    /// Prepares the same statements.
    pub(crate) async fn prepare(session: &Arc<Session>) -> Result<Self, Error> {
        let prepare = async |cql: &str| -> Result<PreparedStatement, Error> {
            let mut prepared = session.prepare(cql).await?;
            prepared.set_is_idempotent(true);
            Ok(prepared)
        };
        Ok(Self {
            session: Arc::clone(session),
            by_session: prepare(songs_by_session::INSERT).await?,
            by_user_session: prepare(songs_by_user_session::INSERT).await?,
            by_song: prepare(users_by_song::INSERT).await?,
            of_session: prepare(songs_by_session::SELECT).await?,
        })
    }

    /// Writes the event to the three tables at once.
    pub(crate) async fn insert_all(&self, event: &Event) -> Result<(), Error> {
        let artist = MaybeUnset::from_option(event.artist.as_deref());
        let first_name = MaybeUnset::from_option(event.first_name.as_deref());
        let last_name = MaybeUnset::from_option(event.last_name.as_deref());
        let title = event.song_title.as_str();
        let (session_id, user_id) = (event.session_id.0, event.user_id.0);
        tokio::try_join!(
            self.session.execute_unpaged(
                &self.by_session,
                (session_id, event.item_in_session, artist, title, MaybeUnset::from_option(event.song_length)),
            ),
            self.session.execute_unpaged(
                &self.by_user_session,
                (user_id, session_id, event.item_in_session, artist, title, first_name, last_name),
            ),
            self.session.execute_unpaged(&self.by_song, (title, user_id, first_name, last_name)),
        )?;
        Ok(())
    }

    /// The song of a session.
    pub(crate) async fn point_query(&self, session_id: i32, item_in_session: i32) -> Result<Option<Song>, Error> {
        let answer = self.session.execute_unpaged(&self.of_session, (session_id, item_in_session)).await?;
        Ok(answer.into_rows_result()?.maybe_first_row::<Song>()?)
    }
}
