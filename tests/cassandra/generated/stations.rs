//! The weather stations and the charts: statics, IN lists, ranges, orders, limits, counts, counters.

use libtest_mimic::{Failed, Trial};
use scylla::value::{Counter, CqlDate, MaybeUnset};

use super::weather::{self, Queries, Record};
use super::{applied, charts, rows};
use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(shared: lists_ranges_orders_and_limits, counters_and_static_counters)
}

/// 2024-01-01 and days after it.
fn day(after: u32) -> CqlDate {
    CqlDate((1 << 31) + 19_723 + after)
}

fn record(country: &str, year: i32, after: u32, station: &str) -> Record {
    Record {
        country: country.to_owned(),
        year,
        day: day(after),
        station: station.to_owned(),
        name: None,
        height: None,
        rain: None,
        wind: Some(f64::from(after)),
    }
}

fn lists_ranges_orders_and_limits(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "weather_stations")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    for after in 0..6 {
        cluster.wait(queries.insert_all(&record("IS", 2024, after, "b")))?;
        cluster.wait(queries.insert_all(&record("NO", 2025, after, "a")))?;
    }
    // A static value is written by a statement of its own, with the record or alone.
    let named = Record { name: Some("Iceland".to_owned()), ..record("IS", 2024, 0, "b") };
    cluster.wait(queries.insert_all(&named))?;
    let alone = weather::measurements::InsertStatic {
        country: "SE",
        year: 2024,
        name: MaybeUnset::Set("Sweden"),
        height: MaybeUnset::Set(15),
    };
    cluster.wait(queries.insert_static_measurements(&alone))?;

    let days = |found: &[weather::measurements::Row]| {
        found.iter().filter_map(|row| row.day).map(|day| day.0).collect::<Vec<_>>()
    };
    let params = weather::measurements::Params { country: "IS", year: 2024 };
    let found = rows(cluster, cluster.wait(queries.measurements(&params))?)?;
    assert_eq!(days(&found), [5, 4, 3, 2, 1, 0].map(|after| day(after).0), "the latest first");
    // A partition of static values alone is a row without clustering values.
    let params = weather::measurements::Params { country: "SE", year: 2024 };
    let found = rows(cluster, cluster.wait(queries.measurements(&params))?)?;
    assert_eq!((found.len(), found[0].day), (1, None));

    let (countries, years) = (["NO", "IS", "IS"], [2025, 2024]);
    let params = weather::measurements_of_years::Params { countries: &countries, years: &years };
    let found = rows(cluster, cluster.wait(queries.measurements_of_years(&params))?)?;
    let of: Vec<(&str, i32)> = found.iter().map(|row| (row.country.as_str(), row.year)).collect();
    assert_eq!(of, [("IS", 2024), ("NO", 2025)], "one row of each partition");
    // Partitions in one order must be read without pages, and are given as a list.
    let params = weather::latest_of_years::Params { countries: &countries, years: &years, n: 3 };
    let latest: Vec<weather::latest_of_years::Row> = cluster.wait(queries.latest_of_years(&params))?;
    let of: Vec<(Option<CqlDate>, &str)> = latest.iter().map(|row| (row.day, row.country.as_str())).collect();
    assert_eq!(of, [(Some(day(5)), "NO"), (Some(day(5)), "IS"), (Some(day(4)), "NO")]);
    let params = weather::earliest_of_years::Params { countries: &countries, years: &years };
    let earliest = cluster.wait(queries.earliest_of_years(&params))?;
    assert_eq!(earliest.iter().filter_map(|row| row.day).collect::<Vec<_>>(), [day(0), day(0), day(1), day(1)]);

    let params = weather::days_between::Params { country: "IS", years: &years, first: day(2), last: day(3) };
    let found = rows(cluster, cluster.wait(queries.days_between(&params))?)?;
    let of: Vec<(CqlDate, Option<&str>)> = found.iter().map(|row| (row.day, row.name.as_deref())).collect();
    assert_eq!(of, [(day(3), Some("Iceland")), (day(2), Some("Iceland"))]);
    let (some, stations) = ([day(5), day(0), day(0)], ["a", "b"]);
    let params = weather::measured_on::Params { country: "IS", year: 2024, days: &some, stations: &stations };
    let found = rows(cluster, cluster.wait(queries.measured_on(&params))?)?;
    assert_eq!(found.iter().map(|row| row.day).collect::<Vec<_>>(), [day(5), day(0)]);
    let none: [CqlDate; 0] = [];
    let params = weather::measured_on::Params { days: &none, ..params };
    assert_eq!(rows(cluster, cluster.wait(queries.measured_on(&params))?)?, []);
    assert_eq!(cluster.wait(queries.how_many(&weather::how_many::Params { country: "IS", years: &years }))?, 6);
    let params = weather::names::Params { country: "SE", years: &years };
    let found = rows(cluster, cluster.wait(queries.names(&params))?)?;
    assert_eq!((found[0].name.as_deref(), found[0].height), (Some("Sweden"), Some(15)));
    Ok(())
}

fn counters_and_static_counters(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "song_charts")?;
    let queries = cluster.wait(charts::Queries::prepare(&session, project.keyspace.name()))?;
    let length: scylla::value::CqlDecimal = scylla::value::CqlDecimal::from_signed_be_bytes_and_exponent(vec![35], 1);
    let record = charts::Record {
        artist: "Cranes".to_owned(),
        song: "Reed".to_owned(),
        length,
        day: day(0),
        seconds: Some(Counter(200)),
        artist_seconds: Some(Counter(200)),
    };
    cluster.wait(queries.insert_all(&record))?;
    cluster.wait(queries.insert_all(&charts::Record { seconds: None, ..record.clone() }))?;
    let found =
        rows(cluster, cluster.wait(queries.plays_by_artist(&charts::plays_by_artist::Params { artist: "Cranes" }))?)?;
    let row = found.first().ok_or("a row")?;
    assert_eq!((row.plays, row.seconds, row.points), (Some(Counter(2)), Some(Counter(200)), Some(Counter(10))));
    let of_artist = charts::seconds_of_artist::Params { artist: "Cranes" };
    let found = rows(cluster, cluster.wait(queries.seconds_of_artist(&of_artist))?)?;
    assert_eq!(found[0].artist_seconds, Some(Counter(400)));
    Ok(())
}
