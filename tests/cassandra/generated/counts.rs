//! The plays: queries by hand, whose rows hold what is counted, summed up and computed.

use libtest_mimic::{Failed, Trial};
use scylla::value::MaybeUnset;

use super::plays::{self, Queries};
use super::{applied, rows};
use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(shared: what_is_written_by_hand_is_typed)
}

fn what_is_written_by_hand_is_typed(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "play_counts")?;
    project.node(["load"]).ends(0);
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;

    let totals = |session_id| cluster.wait(queries.totals_of_session(&plays::totals_of_session::Params { session_id }));
    let seven = totals(7)?.ok_or("a row")?;
    assert_eq!((seven.plays, seven.timed, seven.total, seven.mean), (4, 3, Some(485), Some(161)));
    assert_eq!(seven.system_max_seconds, Some(210));
    let none = totals(404)?.ok_or("a row, though nothing is there")?;
    assert_eq!((none.plays, none.system_max_seconds), (0, None));

    let params = plays::plays_of_sessions::Params { sessions: &[7, 8, 404] };
    let found = rows(cluster, cluster.wait(queries.plays_of_sessions(&params))?)?;
    assert_eq!(found.iter().map(|row| (row.session_id, row.plays)).collect::<Vec<_>>(), [(7, 4), (8, 2)]);

    let found = rows(cluster, cluster.wait(queries.minutes(&plays::minutes::Params { session: 7 }))?)?;
    let first: Vec<_> = found.iter().map(|row| (row.item, row.minutes, row.shown.as_deref())).collect();
    assert_eq!(first[..3], [(Some(0), Some(3), Some("210")), (Some(1), Some(3), Some("180")), (Some(2), None, None)]);
    assert_eq!(found[3].word.as_deref(), Some("played"));

    let found =
        rows(cluster, cluster.wait(queries.rest_of_session(&plays::rest_of_session::Params { session_id: 7 }))?)?;
    assert_eq!(
        found.iter().map(|row| (row.item, row.city.as_deref())).collect::<Vec<_>>(),
        [(2, Some("Oslo")), (3, Some("Oslo"))]
    );
    let params = plays::long_plays::Params { session: 7, least: 180 };
    let found = rows(cluster, cluster.wait(queries.long_plays(&params))?)?;
    assert_eq!(found.iter().filter_map(|row| row.song.as_deref()).collect::<Vec<_>>(), ["Reed", "Lake"]);

    // What is written at once is counted at once.
    let row = plays::plays_by_session::Insert {
        session_id: 10,
        item: 0,
        artist: MaybeUnset::Set("Wrens"),
        song: MaybeUnset::Unset,
        seconds: MaybeUnset::Set(60),
    };
    cluster.wait(queries.insert_plays_by_session(&row))?;
    assert_eq!(totals(10)?.map(|row| row.plays), Some(1));
    project.node(["check", "--prove"]).ends(0);
    Ok(())
}
