//! The differential test: random models, rows and questions, answered by the node and by the embedded store. What the
//! generator draws and how a difference is made small stands in `tests/differential/`.

use std::time::{SystemTime, UNIX_EPOCH};

use libtest_mimic::{Failed, Trial};
use modeler::apply;
use modeler::catalog::Statement;
use modeler::load::{load, write_rows};
use modeler::name::Name;
use modeler::store::cassandra::Cassandra;
use modeler::store::connection::Connection;
use modeler::store::{Begin, Load as _, Store, StoreError};
use tempfile::TempDir;

use crate::cluster::Cluster;
use crate::generator::case::{Case, Planned};
use crate::generator::side::{Encoded, InProcess, Rows, Side, answer, options};
use crate::generator::{Settings, Total, run};

pub fn trials() -> Vec<Trial> {
    trials!(shared: the_node_and_the_embedded_store_answer_alike)
}

/// About 2,600 queries, asked about 10,500 questions: enough in CI. CONTRIBUTING says how to ask any number.
const MODELS: u64 = 40;
/// Questions to each model.
const QUESTIONS: usize = 260;

fn the_node_and_the_embedded_store_answer_alike(cluster: &Cluster) -> Result<(), Failed> {
    let settings = Settings::from_environment(MODELS, QUESTIONS);
    println!("MODELER_DIFFERENTIAL_SEED={}", settings.seed);
    let keyspace = cluster.keyspace();
    let name = Name::new(&keyspace.to_string());
    let total = cluster.wait(async {
        let connection = Connection::parse(&format!("cassandra://{}", cluster.address())).expect("an address");
        let store = Cassandra::connect(&connection, &name).await?;
        let mut node = OnNode { store, folder: TempDir::new()? };
        Ok::<_, Failed>(run(&settings, name.text(), &mut node, &mut InProcess::default()).await)
    })?;
    let Total { models, questions, rows, illegal, legal, refused, faults, ties, .. } = &total;
    println!(
        "{models} models, {legal} queries ({illegal} more were not legal), {questions} questions, {rows} rows, {refused} \
         refused by both, {faults} by a fault of the node's, {ties} alike but for ties"
    );
    assert!(total.differences.is_empty(), "{}", total.differences.join("\n\n"));
    assert!(total.rows > total.questions / 2, "most questions are answered with rows: {total:?}");
    assert!(total.faults * 50 < total.questions, "a known fault is a rare one: {total:?}");
    assert!(total.refused * 50 < total.questions, "nearly all questions are answered: {total:?}");
    Ok(())
}

/// The store on the node.
struct OnNode {
    store: Cassandra,
    folder: TempDir,
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_micros() as i64
}

impl Side for OnNode {
    fn name(&self) -> &'static str {
        "node"
    }

    async fn open(&mut self, planned: &Planned) -> Result<(), StoreError> {
        let plan = apply::plan(&self.store, &planned.catalog, &planned.script, false).await?;
        apply::apply(&self.store, &planned.catalog, &plan).await
    }

    async fn fill(&mut self, case: &Case, planned: &Planned) -> Result<(), StoreError> {
        for one in &case.loads {
            let begin = Begin { now: now(), anew: &[] };
            let mut sink = self.store.begin(&planned.catalog, &planned.script, begin).await?;
            if one.csv {
                let loaded = load(&planned.model, &options(case, one, self.folder.path()), &mut sink, &|_| {});
                loaded.map_err(|error| StoreError::failed(format!("{error:?}")))?;
            } else {
                write_rows(&planned.catalog, &Encoded::of(case, one).rows(), &mut sink)?;
            }
            sink.commit().await?;
        }
        Ok(())
    }

    async fn ask(&self, statement: Statement<'_>, parameters: &[Vec<u8>]) -> Result<Rows, StoreError> {
        answer(&self.store, statement, parameters).await
    }

    async fn close(&mut self, planned: &Planned) {
        let keyspace = planned.catalog.keyspace.name.cql();
        let tables =
            planned.catalog.tables.iter().map(|t| format!("DROP TABLE IF EXISTS {keyspace}.{}", t.shape.name.cql()));
        let types = planned.catalog.types.iter().rev();
        let types = types.map(|udt| format!("DROP TYPE IF EXISTS {keyspace}.{}", udt.name.cql()));
        for statement in tables.chain(types) {
            // What cannot be dropped goes with the keyspace.
            let _ = self.store.execute(&statement).await;
        }
    }
}
