//! Names that are words of Rust, of CQL and of the generated code.

use libtest_mimic::{Failed, Trial};
use scylla::value::MaybeUnset;

use super::names::{self, Queries, RecordCsv, types};
use super::{applied, rows};
use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(shared: odd_names_are_names)
}

fn odd_names_are_names(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "odd_names")?;
    let queries = cluster.wait(Queries::prepare(&session, project.keyspace.name()))?;
    for row in csv::Reader::from_path(project.folder.path("data/rows.csv"))?.into_deserialize::<RecordCsv>() {
        let Some(record) = row?.record()? else { continue };
        cluster.wait(queries.insert_all(&record))?;
    }
    project.node(["verify", "--exact"]).ends(0);
    let params = names::prepare::Params { self_: types::Vec(1), r#type: "a" };
    let found = rows(cluster, cluster.wait(queries.prepare_(&params))?)?;
    let string = types::String { type_: Some("t".to_owned()), self_: Some(5), größe: None };
    assert_eq!((found[1].with_space.as_deref(), found[1].string.as_ref()), (Some("x y"), Some(&string)));
    assert_eq!((found[1].c_1st, found[1].remaining_count_, found[1].params), (Some(11), Some(1), Some(2)));
    let one = names::insert_prepare::Params { self_: types::Vec(1), r#type: "a", r#match: 13, super_: 2.5 };
    assert_eq!(rows(cluster, cluster.wait(queries.insert_prepare(&one))?)?[0].größe.to_bits(), 2.5_f64.to_bits());
    assert_eq!(cluster.wait(queries.queries(&names::queries::Params { value: 10 }))?, 1);
    let write = names::r#fn::Insert { self_: types::Vec(2), queries: MaybeUnset::Set("again"), select: 19 };
    cluster.wait(queries.insert_fn(&write))?;
    assert_eq!(cluster.wait(queries.queries(&names::queries::Params { value: 10 }))?, 2);
    assert_eq!(rows(cluster, cluster.wait(queries.insert_all_(&names::insert_all::Params { ok: "x" }))?)?.len(), 2);
    Ok(())
}
