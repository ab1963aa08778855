//! The museum, which has a column of every type: what is read is written again, and is the same to the cell.

use libtest_mimic::{Failed, Trial};
use scylla::value::CqlTimeuuid;

use super::museum::{self, Queries, Record};
use super::{applied, rows};
use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(shared: every_type_travels_both_ways, user_defined_types_and_calendars_travel_both_ways)
}

/// A record of what was read, in a room of its own.
macro_rules! record {
    ($room:expr, $id:expr, $row:ident: $($field:ident)+) => {
        Record { room: $room, object_id: $id, $($field: $row.$field),+ }
    };
}

fn every_type_travels_both_ways(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "museum_objects")?;
    project.node(["load"]).ends(0);
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let ids: Vec<(CqlTimeuuid,)> = project.rows("SELECT object_id FROM KS.objects_in_room WHERE room = 1")?;
    let params = museum::objects_in_room::Params { room: 1 };
    let found = rows(cluster, cluster.wait(queries.objects_in_room(&params))?)?;
    assert!(found.len() >= 3 && found.len() == ids.len());
    let filled = project.rows::<(i64,)>("SELECT count(*) FROM KS.objects_like")?;
    project.cql("TRUNCATE KS.objects_like")?;
    for (row, (id,)) in found.clone().into_iter().zip(ids) {
        let record = record!(2, id, row: a_ascii a_bigint a_blob a_boolean a_date a_decimal a_double a_duration a_float
            an_inet an_int a_smallint a_text a_time a_timestamp a_timeuuid a_tinyint a_uuid a_varint a_list a_set a_map
            a_frozen_list a_frozen_set a_frozen_map a_nested_list a_deep_map a_tuple a_person a_loan loans a_vector
            a_text_vector a_vector_of_vectors moments spans);
        cluster.wait(queries.insert_all(&record))?;
    }
    let of_room = |room: i16| -> Result<Vec<String>, Failed> {
        let statement = format!("SELECT JSON * FROM KS.objects_in_room WHERE room = {room}");
        let rows: Vec<(String,)> = project.rows(&statement)?;
        Ok(rows.into_iter().map(|(row,)| row.replace(&format!("\"room\": {room}"), "\"room\": R")).collect())
    };
    assert_eq!(of_room(2)?, of_room(1)?);
    // A key of a tuple, a vector, a map and a user-defined type: the same rows are there again, and are found by it.
    assert_eq!(project.rows::<(i64,)>("SELECT count(*) FROM KS.objects_like")?, filled);
    let whole = found.iter().find_map(|row| {
        Some((row.a_tuple.as_ref()?, row.a_vector.as_deref()?, row.a_frozen_map.as_ref()?, row.a_loan.as_ref()?))
    });
    let (a_tuple, a_vector, a_frozen_map, a_loan) = whole.ok_or("a row with all of the key")?;
    let params = museum::objects_like::Params { a_tuple, a_vector, a_frozen_map, a_loan };
    assert!(cluster.wait(queries.objects_like(&params))?.ok_or("a row")?.object_id.is_some());
    Ok(())
}

fn user_defined_types_and_calendars_travel_both_ways(cluster: &Cluster) -> Result<(), Failed> {
    use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

    use super::meters;

    let (project, session) = applied(cluster, "meter_readings")?;
    let queries = cluster.wait(meters::Queries::prepare(&session, project.keyspace.name()))?;
    let at: DateTime<Utc> = "2024-06-01T23:59:59.999Z".parse()?;
    let record = meters::Record {
        meter: 3,
        at,
        value: Some(1.5),
        daily_at: NaiveTime::from_hms_opt(6, 30, 0),
        dates: vec![NaiveDate::MIN.max("-0001-01-01".parse()?), "2024-02-29".parse()?],
        faults: Some(vec![meters::types::Fault { code: Some(3), seen: Some(at) }]),
        marks: [(at, 7)].into(),
    };
    cluster.wait(queries.insert_all(&record))?;
    let day = meters::day_of(at)?;
    assert_eq!(day, "2024-06-01".parse::<NaiveDate>()?);
    let params = meters::readings_of_day::Params { meter: 3, day };
    let found = rows(cluster, cluster.wait(queries.readings_of_day(&params))?)?;
    let row = found.into_iter().next().ok_or("a row")?;
    assert_eq!((row.at, row.value, row.daily_at), (at, record.value, record.daily_at));
    assert_eq!((row.dates, row.faults, row.marks), (record.dates, record.faults, record.marks));
    assert_eq!(row.hour, Some(meters::hour_of(at)?));
    // A query that is called like a word of Rust.
    let since = "2024-06-01T00:00:00Z".parse()?;
    let first = cluster.wait(queries.r#type(&meters::r#type::Params { meter: 3, day, since }))?;
    assert_eq!(first.ok_or("a row")?.value, Some(1.5));
    assert!(cluster.wait(queries.r#type(&meters::r#type::Params { meter: 3, day, since: at }))?.is_none());
    Ok(())
}
