//! The generated Rust of the cases, called as an application calls it: what it writes is there, what it reads is what was
//! written, by it or by a load.

mod all_types;
mod counts;
mod nulls;
mod odd;
mod policies;
mod rivers;
mod songs;
mod stations;
mod taxis;

#[path = "../../cases/song_charts/generated/rows.rs"]
mod charts;
#[path = "../../../generated/rows.rs"]
mod founding;
#[path = "../../cases/river_levels/generated/rows.rs"]
mod levels;
#[path = "../../cases/login_sessions/generated/rows.rs"]
mod logins;
#[path = "../../cases/meter_readings/generated/db/meters/mod.rs"]
mod meters;
#[path = "../../cases/museum_objects/generated/rows.rs"]
mod museum;
#[path = "../../cases/odd_names/generated/rows.rs"]
mod names;
#[path = "../../cases/play_counts/generated/rows.rs"]
mod plays;
#[path = "../../cases/user_profiles/generated/rows.rs"]
mod profiles;
#[path = "../../cases/taxi_rides/generated/rows.rs"]
mod taxi;
#[path = "../../cases/weather_stations/generated/rows.rs"]
mod weather;

use std::sync::Arc;

use futures::TryStreamExt;
use libtest_mimic::{Failed, Trial};
use scylla::client::pager::TypedRowStream;
use scylla::client::session::Session;
use scylla::client::session_builder::SessionBuilder;
use scylla::deserialize::row::DeserializeRow;

use crate::cluster::Cluster;
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    let modules = [
        all_types::trials(),
        songs::trials(),
        counts::trials(),
        nulls::trials(),
        odd::trials(),
        policies::trials(),
        rivers::trials(),
        taxis::trials(),
        stations::trials(),
    ];
    modules.into_iter().flatten().collect()
}

/// A session as an application makes one.
fn session(cluster: &Cluster) -> Result<Arc<Session>, Failed> {
    // Other trials on the node make user-defined types whose names need quotes, which the driver cannot read.
    let builder = SessionBuilder::new().known_node(cluster.address()).fetch_full_schema_metadata(false);
    Ok(Arc::new(cluster.wait(builder.build())?))
}

/// The tables of the case `name`, empty, and a session.
fn applied<'a>(cluster: &'a Cluster, name: &str) -> Result<(Project<'a>, Arc<Session>), Failed> {
    let project = if name == "founding" { Project::founding(cluster) } else { Project::case(cluster, name) };
    project.node(["apply"]).ends(0);
    Ok((project, session(cluster)?))
}

/// Every row of a stream.
fn rows<R>(cluster: &Cluster, stream: TypedRowStream<R>) -> Result<Vec<R>, Failed>
where
    R: for<'frame, 'metadata> DeserializeRow<'frame, 'metadata> + 'static,
{
    Ok(cluster.wait(stream.try_collect::<Vec<R>>())?)
}

/// The files of a case's data, in the order of their names.
fn inputs(project: &Project<'_>, folder: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(project.folder.path(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.collect();
    paths.sort();
    paths
}
