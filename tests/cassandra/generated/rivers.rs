//! The rivers: questions that read one bucket after another. Their streams give what `modeler query` gives, which gives
//! the same on both stores.

use futures::TryStreamExt;
use libtest_mimic::{Failed, Trial};
use scylla::value::{CqlDate, CqlTimestamp};
use serde_json::Value;

use super::levels::{self, Queries, QueryError};
use super::{applied, rows};
use crate::cluster::Cluster;
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    trials!(shared: buckets_come_in_order_and_only_those_needed, a_month_of_days_is_as_many_reads)
}

const DAY: i64 = 86_400_000;

/// 2024-02-28, at this hour.
fn hour(after: i64) -> CqlTimestamp {
    CqlTimestamp(1_709_078_400_000 + after * 3_600_000)
}

/// What both stores answer to `words`, which is the same.
fn asked(project: &Project<'_>, words: &[&str]) -> Vec<Value> {
    let words = || ["query", "--format", "json"].into_iter().chain(words.iter().copied());
    let (node, embedded) = (project.node(words()).ends(0), project.embedded(words()).ends(0));
    assert_eq!(node.stdout, embedded.stdout);
    node.json().as_array().unwrap().clone()
}

fn buckets_come_in_order_and_only_those_needed(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "river_levels")?;
    project.embedded(["run"]).ends(0);
    project.node(["load"]).ends(0);
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;

    let params = levels::levels_between::Params { station: "Elbe", from: hour(12), to: hour(72) };
    let found: Vec<levels::levels_between::Row> =
        cluster.wait(async { queries.levels_between(&params).await?.try_collect().await })?;
    let shown = found.iter().map(|row| row.level.unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(shown, [184, 189, 193, 197, 201, 205, 208, 210, 207]);
    let words = ["levels_between", "station=Elbe", "from=2024-02-28T12:00:00Z", "to=2024-03-02T00:00:00Z"];
    let levels = |found: &[Value]| found.iter().map(|row| row["level"].as_i64().unwrap()).collect::<Vec<_>>();
    assert_eq!(levels(&asked(&project, &words)), shown.iter().copied().map(i64::from).collect::<Vec<_>>());
    // The same rows as a list of the days gives.
    let days: Vec<CqlDate> = (0..3).map(|after| CqlDate((1 << 31) + 19_781 + after)).collect();
    let of_days = levels::levels_of_days::Params { station: "Elbe", days: &days };
    let of_days = rows(cluster, cluster.wait(queries.levels_of_days(&of_days))?)?;
    let of_days: Vec<_> = of_days.into_iter().filter(|row| row.ts >= hour(12)).map(|row| (row.day, row.ts)).collect();
    assert_eq!(found.iter().map(|row| (row.day, row.ts)).collect::<Vec<_>>(), of_days);

    let params = levels::latest_between::Params { station: "Elbe", from: hour(0), to: hour(54), n: 4 };
    let latest: Vec<_> =
        cluster.wait(async { queries.latest_between(&params).await?.try_collect::<Vec<_>>().await })?;
    assert_eq!(latest.iter().filter_map(|row| row.level).collect::<Vec<_>>(), [210, 208, 205, 201]);
    let params = levels::highest_of_days::Params { station: "Elbe", from: hour(-24), to: hour(144) };
    let two = cluster.wait(async { queries.highest_of_days(&params).await?.try_collect::<Vec<_>>().await })?;
    assert_eq!(two.iter().filter_map(|row| row.level).collect::<Vec<_>>(), [179, 181, 184, 193, 197]);
    let params = levels::first_level_since::Params { station: "Elbe", from: hour(-240), to: hour(240) };
    let first = cluster.wait(queries.first_level_since(&params))?.ok_or("a row")?;
    assert_eq!((first.ts, first.level), (CqlTimestamp(hour(0).0 - 1), Some(179)));
    let none = levels::first_level_since::Params { station: "nowhere", ..params };
    assert!(cluster.wait(queries.first_level_since(&none))?.is_none());
    let params = levels::how_many::Params { station: "Elbe", from: hour(12), to: hour(72) };
    assert_eq!(cluster.wait(queries.how_many(&params))?, 9);
    assert_eq!(
        cluster.wait(queries.how_many(&levels::how_many::Params { from: hour(72), to: hour(12), ..params }))?,
        0
    );

    let params = levels::alarms_between::Params { station: "Elbe", sensor: 1, after: hour(-2400), before: hour(48) };
    let alarms = cluster.wait(async { queries.alarms_between(&params).await?.try_collect::<Vec<_>>().await })?;
    let alarms: Vec<_> = alarms.iter().map(|row| (row.month.as_str(), row.alarm.as_deref())).collect();
    assert_eq!(alarms, [("2024-02", Some("high")), ("2024-02", Some("rising")), ("2023-12", Some("ice"))]);
    let params = levels::levels_everywhere::Params { since: hour(24), first: "A", until: hour(48), last: "Elbe" };
    let watches = cluster.wait(async { queries.levels_everywhere(&params).await?.try_collect::<Vec<_>>().await })?;
    assert_eq!(watches.iter().filter_map(|row| row.level).collect::<Vec<_>>(), [205, 201, 197, 193]);

    let far = levels::levels_between::Params { station: "Elbe", from: CqlTimestamp(0), to: CqlTimestamp(20_000 * DAY) };
    let refused = cluster.wait(queries.levels_between(&far)).map(drop);
    assert!(matches!(refused, Err(QueryError::Buckets { buckets: 20_000, .. })), "{refused:?}");
    let words = ["query", "levels_between", "station=Elbe", "from=1970-01-01T00:00:00Z", "to=2024-10-04T00:00:00Z"];
    for run in [project.node(words), project.embedded(words)] {
        run.ends(5).warns("would read 20000 partitions").warns("derive a coarser `day`");
    }
    let out = levels::levels_between::Params { to: CqlTimestamp(i64::MAX), ..far };
    assert!(cluster.wait(queries.levels_between(&out)).is_err(), "no day is so late");
    Ok(())
}

/// A month in which every hour has a row, and one day none.
fn a_month_of_days_is_as_many_reads(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "river_levels")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let hours = (0..30 * 24).filter(|hour| hour / 24 != 13);
    cluster.wait(async {
        for after in hours.clone() {
            let at = hour(after);
            let row = levels::levels_of_day::Insert {
                station: "Main",
                ts: at,
                level: scylla::value::MaybeUnset::Set(i32::try_from(after).unwrap()),
                sensor: scylla::value::MaybeUnset::Unset,
            };
            queries.insert_levels_of_day(&row).await?;
        }
        Ok::<_, QueryError>(())
    })?;
    let params = levels::levels_between::Params { station: "Main", from: hour(0), to: hour(30 * 24) };
    let found = cluster.wait(async { queries.levels_between(&params).await?.try_collect::<Vec<_>>().await })?;
    let expected: Vec<i32> = hours.map(|hour| i32::try_from(hour).unwrap()).collect();
    assert_eq!(found.iter().filter_map(|row| row.level).collect::<Vec<_>>(), expected);
    let words = ["query", "levels_between", "station=Main", "from=2024-02-28T00:00:00Z", "to=2024-03-29T00:00:00Z"];
    project.node(words.into_iter().chain(["--format", "csv", "--explain"])).ends(0).warns("(30 partitions)");
    Ok(())
}
