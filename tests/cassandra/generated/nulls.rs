//! What is null, unset or empty, and what a write leaves of it.

use libtest_mimic::{Failed, Trial};
use scylla::response::query_result::QueryRowsResult;
use scylla::value::{CqlTimeuuid, MaybeUnset};

use super::museum::{self, Queries, Record};
use super::{applied, rows};
use crate::cluster::Cluster;
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    trials!(shared: null_unset_and_empty_are_three_things, a_sparse_record_leaves_no_tombstones)
}

fn id(number: u8) -> CqlTimeuuid {
    format!("13814000-1dd2-11b2-8000-0000000000{number:02x}").parse().expect("a timeuuid")
}

/// An object with nothing but its key.
fn nothing(number: u8) -> Record {
    Record {
        room: 1,
        object_id: id(number),
        a_ascii: None,
        a_bigint: None,
        a_blob: None,
        a_boolean: None,
        a_date: None,
        a_decimal: None,
        a_double: None,
        a_duration: None,
        a_float: None,
        an_inet: None,
        an_int: None,
        a_smallint: None,
        a_text: None,
        a_time: None,
        a_timestamp: None,
        a_timeuuid: None,
        a_tinyint: None,
        a_uuid: None,
        a_varint: None,
        a_list: Vec::new(),
        a_set: Vec::new(),
        a_map: std::collections::BTreeMap::new(),
        a_frozen_list: None,
        a_frozen_set: None,
        a_frozen_map: None,
        a_nested_list: Vec::new(),
        a_deep_map: std::collections::BTreeMap::new(),
        a_tuple: None,
        a_person: None,
        a_loan: None,
        loans: Vec::new(),
        a_vector: None,
        a_text_vector: None,
        a_vector_of_vectors: None,
        moments: Vec::new(),
        spans: Vec::new(),
    }
}

fn null_unset_and_empty_are_three_things(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "museum_objects")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    let read = || -> Result<museum::objects_in_room::Row, Failed> {
        let params = museum::objects_in_room::Params { room: 1 };
        let found = rows(cluster, cluster.wait(queries.objects_in_room(&params))?)?;
        found.into_iter().next().ok_or_else(|| "a row".into())
    };
    let full = Record {
        a_text: Some(String::new()),
        a_blob: Some(Vec::new()),
        a_list: vec!["x".to_owned()],
        a_frozen_list: Some(Vec::new()),
        a_tuple: Some((None, Some(String::new()), Some(Vec::new()))),
        a_person: Some(museum::types::Person { name: Some(String::new()), born: None, aliases: Some(Vec::new()) }),
        ..nothing(1)
    };
    cluster.wait(queries.insert_all(&full))?;
    let row = read()?;
    // An empty text, blob or frozen collection is a value; null is none.
    assert_eq!((row.a_text.as_deref(), row.a_blob.as_deref(), row.a_ascii.as_deref()), (Some(""), Some(&[][..]), None));
    assert_eq!((row.a_frozen_list, row.a_frozen_set), (Some(Vec::new()), None));
    assert_eq!((row.a_tuple, row.a_person), (full.a_tuple.clone(), full.a_person.clone()));
    // What is none or empty in a record leaves what was there.
    cluster.wait(queries.insert_all(&Record { an_int: Some(5), ..nothing(1) }))?;
    let row = read()?;
    assert_eq!((row.an_int, row.a_text.as_deref(), row.a_list), (Some(5), Some(""), vec!["x".to_owned()]));
    // A write of one table can clear a collection: it is set, to none.
    let none: [String; 0] = [];
    let clear = nothing(1);
    let clear = museum::objects_in_room::Insert { a_list: MaybeUnset::Set(&none), ..(&clear).into() };
    cluster.wait(queries.insert_objects_in_room(&clear))?;
    let row = read()?;
    assert_eq!((row.a_list, row.a_text.as_deref()), (Vec::<String>::new(), Some("")));
    // A row of a key alone is a row.
    cluster.wait(queries.insert_all(&nothing(2)))?;
    assert_eq!(project.rows::<(i64,)>("SELECT count(*) FROM KS.objects_in_room")?, [(2,)]);
    Ok(())
}

/// How many tombstones a node meets when it reads the room, as its trace says.
fn tombstones(cluster: &Cluster, project: &Project<'_>) -> Result<u64, Failed> {
    let text = format!("SELECT * FROM {}.objects_in_room WHERE room = 1", project.keyspace.name());
    let mut statement = scylla::statement::unprepared::Statement::new(text);
    statement.set_tracing(true);
    let answer = cluster.wait(cluster.session().query_unpaged(statement, ()))?;
    let trace = answer.tracing_id().ok_or("a trace")?;
    let _: QueryRowsResult = answer.into_rows_result()?;
    let events = cluster.wait(cluster.session().get_tracing_info(&trace))?.events;
    let told =
        events.iter().filter_map(|event| event.activity.as_deref()).find(|told| told.contains("tombstone cells"));
    let told = told.ok_or_else(|| format!("a trace that counts tombstones, not {events:?}"))?;
    let count = told.split(" and ").nth(1).and_then(|rest| rest.split(' ').next()).ok_or(told)?;
    Ok(count.parse()?)
}

fn a_sparse_record_leaves_no_tombstones(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "museum_objects")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    // 3 of 36 columns, of which 28 are no collections of several cells.
    let sparse = Record { a_text: Some("x".to_owned()), an_int: Some(1), a_double: Some(0.5), ..nothing(1) };
    cluster.wait(queries.insert_all(&sparse))?;
    assert_eq!(tombstones(cluster, &project)?, 0);
    // Nothing deletes what is not there: the row is all that a reader of the table's files finds.
    let written = "SELECT a_text, an_int, a_double, WRITETIME(a_ascii) FROM KS.objects_in_room";
    assert_eq!(project.rows::<(String, i32, f64, Option<i64>)>(written)?, [("x".to_owned(), 1, 0.5, None)]);
    // The same count does find them where nulls are written.
    project.cql("INSERT INTO KS.objects_in_room (room, object_id, a_text, a_date, a_uuid) VALUES (1, 13814000-1dd2-11b2-8000-000000000001, null, null, null)")?;
    assert_eq!(tombstones(cluster, &project)?, 3);
    Ok(())
}
