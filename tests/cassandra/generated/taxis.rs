//! The taxis: records of two sources from their CSVs, derived columns, constants, conditions, collections that are added
//! to, lifetimes, timestamps, counters, a logged batch.

use libtest_mimic::{Failed, Trial};
use scylla::value::{Counter, CqlDate, CqlTimestamp, MaybeUnset};
use uuid::Uuid;

use super::taxi::types::{DriverId, RiderName, Started};
use super::taxi::{self, Queries, Ride, RideCsv};
use super::{applied, rows};
use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(shared:
        what_generated_code_loads_is_what_a_load_loads,
        what_a_load_loads_generated_code_reads,
        records_go_to_the_tables_that_take_them,
        elements_are_added_and_lists_are_appended,
        rows_live_as_long_as_the_caller_says,
        the_later_timestamp_wins,
        counters_count)
}

/// The three lines of a loader of one's own.
async fn load<C, R: taxi::InsertAll>(
    queries: &Queries,
    path: &std::path::Path,
    record: impl Fn(C) -> Result<Option<R>, taxi::CsvError>,
) -> Result<(), Failed>
where
    C: serde::de::DeserializeOwned,
{
    for row in csv::Reader::from_path(path)?.into_deserialize::<C>() {
        let Some(record) = record(row?)? else { continue };
        queries.insert_all(&record).await?;
    }
    Ok(())
}

fn what_generated_code_loads_is_what_a_load_loads(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let at = |name: &str| project.folder.path(name);
    cluster.wait(load(&queries, &at("data/rides.csv"), |row: RideCsv| row.record()))?;
    cluster.wait(load(&queries, &at("data/ratings.csv"), |row: taxi::RatingCsv| row.record()))?;
    // The recorded answers, the numbers of rows and every row of the source.
    project.node(["verify", "--exact"]).ends(0);
    // Cell by cell, a load leaves the same.
    let loaded = super::Project::case(cluster, "taxi_rides");
    loaded.node(["apply"]).ends(0);
    loaded.node(["load"]).ends(0);
    let tables = ["rides_of_driver", "rides_of_rider", "long_rides", "riders_of_shard", "driven", "ratings_of_driver"];
    for table in tables.into_iter().chain(["ratings_by_rider"]) {
        let dump = project.dump(table)?;
        assert!(!dump.is_empty(), "{table}");
        assert_eq!(dump, loaded.dump(table)?, "{table}");
    }
    Ok(())
}

fn what_a_load_loads_generated_code_reads(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    project.node(["load"]).ends(0);
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let (asa, leap_day) = ("åsa", taxi::day_of(Started(CqlTimestamp(1_709_164_800_000)))?);
    let params = taxi::rides_of_driver::Params { driver: DriverId(7), day: leap_day };
    let of_driver = rows(cluster, cluster.wait(queries.rides_of_driver(&params))?)?;
    let metres: Vec<Option<i32>> = of_driver.iter().map(|row| row.metres).collect();
    assert_eq!(metres, [Some(5000), Some(12001), Some(4999), Some(800)]);
    assert_eq!(of_driver[2].tags, ["card", "night"]);
    assert_eq!((of_driver[0].via.len(), of_driver[0].note.as_deref()), (0, Some("with a dog")));

    let params = taxi::rides_of_rider::Params { rider_key: asa, month: "2024-02" };
    let first = cluster.wait(queries.rides_of_rider_page(&params, scylla::response::PagingState::start()))?;
    assert_eq!(first.0.len(), 2, "the model says that a page holds two rows");
    let second = cluster.wait(queries.rides_of_rider_page(&params, first.1.ok_or("another page")?))?;
    assert_eq!((second.0.len(), second.0[0].hour, second.0[0].month_number), (1, Some(23), Some(202_402)));
    assert!(second.1.is_none());

    let riders = ["åsa", "ben", "åsa"];
    let (since, until) = (Started(CqlTimestamp(1_706_745_600_000)), Started(CqlTimestamp(1_709_251_200_000)));
    let params = taxi::rides_of_riders::Params { month: "2024-02", riders: &riders, since, until };
    let of_riders = rows(cluster, cluster.wait(queries.rides_of_riders(&params))?)?;
    let names: Vec<&str> = of_riders.iter().filter_map(|row| Some(row.rider.as_ref()?.0.as_str())).collect();
    assert_eq!(names, ["ben", "Åsa", "Åsa", "Åsa"]);
    Ok(())
}

/// A ride with what it must have.
fn ride(number: u128) -> Ride {
    Ride {
        driver: DriverId(1),
        rider: RiderName("Dóra".to_owned()),
        ride: Uuid::from_u128(number),
        started: Started(CqlTimestamp(0)),
        metres: Some(7),
        fare: None,
        paid: None,
        via: Vec::new(),
        tags: Vec::new(),
        pickup: None,
        note: None,
        metres_driven: None,
    }
}

fn records_go_to_the_tables_that_take_them(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let long = |number, metres, paid, note: Option<&str>| Ride {
        metres: Some(metres),
        paid,
        note: note.map(str::to_owned),
        ..ride(number)
    };
    for record in [
        long(1, 4999, Some(true), Some("too short")),
        long(2, 5000, None, Some("perhaps paid")),
        long(3, 5000, Some(false), Some("not paid")),
        long(4, 5000, Some(true), None),
        long(5, 5000, Some(true), Some("taken")),
    ] {
        cluster.wait(queries.insert_all(&record))?;
    }
    let taken = rows(cluster, cluster.wait(queries.long_rides(&taxi::long_rides::Params { stretch: 5000 }))?)?;
    let notes: Vec<&str> = taken.iter().filter_map(|row| row.note.as_deref()).collect();
    assert_eq!(notes, ["taken"]);
    assert_eq!(project.rows::<(i64,)>("SELECT count(*) FROM KS.rides_of_driver")?, [(5,)]);
    assert_eq!(project.text("SELECT city FROM KS.rides_of_driver LIMIT 1")?, "Reykjavík");
    // A derived value that its type does not hold is an error, and nothing else is lost.
    let beyond = Ride { started: Started(CqlTimestamp(i64::MAX)), ..ride(6) };
    let error = cluster.wait(queries.insert_all(&beyond)).err().ok_or("the day is outside the range of date")?;
    let told = error.to_string();
    assert!(told.contains("cannot derive a value for `insert into rides_of_driver`"), "{told}");
    assert!(
        matches!(&error.failed[..], [taxi::QueryError::Derived { source, .. }, ..] if source.function == "day_of"),
        "{told}"
    );
    Ok(())
}

fn elements_are_added_and_lists_are_appended(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let with = |tags: &[&str], via: &[&str]| Ride {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        via: via.iter().map(|stop| (*stop).to_owned()).collect(),
        ..ride(1)
    };
    cluster.wait(queries.insert_all(&with(&["a"], &["x"])))?;
    cluster.wait(queries.insert_all(&with(&["b"], &["y"])))?;
    cluster.wait(queries.insert_all(&with(&[], &[])))?;
    let params = taxi::rides_of_driver::Params { driver: DriverId(1), day: taxi::day_of(Started(CqlTimestamp(0)))? };
    let found = rows(cluster, cluster.wait(queries.rides_of_driver(&params))?)?;
    // Tags are added to, as the model says; stops are overwritten; what is empty leaves both as they are.
    assert_eq!(
        (found[0].tags.clone(), found[0].via.clone()),
        (vec!["a".to_owned(), "b".to_owned()], vec!["y".to_owned()])
    );
    let more = ["c".to_owned()];
    let add = taxi::rides_of_driver::Add {
        driver: DriverId(1),
        started: Started(CqlTimestamp(0)),
        ride: Uuid::from_u128(1),
        tags: MaybeUnset::Set(&more),
    };
    cluster.wait(queries.add_to_rides_of_driver(&add))?;
    let found = rows(cluster, cluster.wait(queries.rides_of_driver(&params))?)?;
    assert_eq!(found[0].tags, ["a", "b", "c"]);
    Ok(())
}

fn insert(record: &Ride) -> taxi::rides_of_driver::Insert<'_> {
    taxi::rides_of_driver::Insert::from(record)
}

fn rows_live_as_long_as_the_caller_says(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let (short, long) = (ride(1), ride(2));
    cluster.wait(queries.insert_rides_of_driver_ttl(&insert(&short), 500))?;
    cluster.wait(queries.insert_rides_of_driver(&insert(&long)))?;
    let lives: Vec<(Uuid, Option<i32>)> = project.rows("SELECT ride, TTL(metres) FROM KS.rides_of_driver")?;
    assert!(matches!(lives[..], [(_, Some(490..=500)), (_, None)]), "{lives:?}");
    Ok(())
}

fn the_later_timestamp_wins(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let with = |metres| Ride { metres: Some(metres), ..ride(1) };
    cluster.wait(queries.at(2_000).insert_rides_of_driver(&insert(&with(2))))?;
    cluster.wait(queries.at(1_000).insert_rides_of_driver(&insert(&with(1))))?;
    cluster.wait(queries.at(500).insert_all(&with(0)))?;
    let found: Vec<(i32, i64)> = project.rows("SELECT metres, WRITETIME(metres) FROM KS.rides_of_driver")?;
    assert_eq!(found, [(2, 2_000)]);
    // A batch carries the timestamp, too.
    let rating = taxi::Rating {
        driver: DriverId(1),
        rider: RiderName("Dóra".to_owned()),
        rated: CqlDate(1 << 31),
        stars: Some(5),
        words: None,
        driver_name: Some("Nils".to_owned()),
    };
    cluster.wait(queries.at(3_000).insert_all(&rating))?;
    let found: Vec<(i8, i64)> = project.rows("SELECT stars, WRITETIME(stars) FROM KS.ratings_by_rider")?;
    assert_eq!(found, [(5, 3_000)]);
    // All of it or none: where a table is gone, the batch fails as one.
    project.cql("DROP TABLE KS.ratings_by_rider")?;
    let error = cluster.wait(queries.insert_all(&rating)).err().ok_or("a table is gone")?;
    assert!(matches!(error.failed[..], [taxi::QueryError::Batch { .. }]), "{error}");
    let names: Vec<(String, i64)> =
        project.rows("SELECT driver_name, WRITETIME(driver_name) FROM KS.ratings_of_driver")?;
    assert_eq!(names, [("Nils".to_owned(), 3_000)]);
    Ok(())
}

fn counters_count(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    for metres in [3, 4] {
        cluster.wait(queries.insert_all(&Ride { metres_driven: Some(Counter(metres)), ..ride(1) }))?;
    }
    let by_hand = taxi::driven::Increment {
        rides: MaybeUnset::Set(Counter(-1)),
        metres_driven: MaybeUnset::Unset,
        driver: DriverId(1),
        started: Started(CqlTimestamp(0)),
    };
    cluster.wait(queries.increment_driven(&by_hand))?;
    let driven = rows(cluster, cluster.wait(queries.driven(&taxi::driven::Params { driver: DriverId(1) }))?)?;
    let row = driven.first().ok_or("a row")?;
    assert_eq!((row.month.as_str(), row.rides, row.metres_driven), ("1970-01", Some(Counter(1)), Some(Counter(7))));
    Ok(())
}
