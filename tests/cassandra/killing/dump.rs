//! Everything that a node can say of the tables of a load: every cell, when it was written and how long it lives, and how
//! many tombstones a reader meets.

use std::collections::BTreeMap;

use futures::TryStreamExt;
use libtest_mimic::Failed;
use scylla::deserialize::row::DeserializeRow;
use scylla::statement::unprepared::Statement;
use serde_json::Value;

use super::data::TABLES;
use crate::cluster::Cluster;

/// What stands in each table.
pub(super) struct Dump {
    tables: BTreeMap<&'static str, Table>,
}

struct Table {
    /// As JSON, in the order of tokens and keys.
    rows: Vec<String>,
    tombstones: u64,
}

impl Dump {
    /// What stands in the tables of `keyspace`.
    pub(super) fn of(cluster: &Cluster, keyspace: &str) -> Result<Self, Failed> {
        let mut tables = BTreeMap::new();
        for table in TABLES {
            let rows = rows(cluster, keyspace, table)?;
            let tombstones = tombstones(cluster, &format!("SELECT * FROM {keyspace}.{table}"))?;
            tables.insert(table, Table { rows, tombstones });
        }
        Ok(Self { tables })
    }

    /// The write time of its first cell.
    pub(super) fn time(&self) -> i64 {
        let row = self.tables.values().find_map(|table| table.rows.first()).expect("a row");
        let times = row.split("\"writetime(").skip(1).map(|rest| rest.split_once("\": ").expect("a time").1);
        let digits = |text: &str| text.trim_start_matches('[').chars().take_while(char::is_ascii_digit).collect();
        let times: Vec<String> = times.map(digits).filter(|digits: &String| !digits.is_empty()).collect();
        times.first().unwrap_or_else(|| panic!("no cell in {row}")).parse().expect("a time")
    }

    /// The number of rows in `table`.
    pub(super) fn count(&self, table: &str) -> u64 {
        self.tables[table].rows.len() as u64
    }

    /// Panics unless the tables hold what those of `reference` hold, with `time` for its write time.
    pub(super) fn equals(&self, reference: &Self, time: i64, story: &str) {
        let (ours, theirs) = (time.to_string(), reference.time().to_string());
        for (name, expected) in &reference.tables {
            let found = &self.tables[name];
            let differs = found
                .rows
                .iter()
                .zip(&expected.rows)
                .find(|(found, expected)| found.replace(&ours, "TIME") != expected.replace(&theirs, "TIME"));
            assert!(differs.is_none(), "`{name}`, written at {ours}, and at {theirs}: {differs:#?}\n{story}");
            assert_eq!(found.rows.len(), expected.rows.len(), "rows of `{name}`\n{story}");
            assert_eq!(found.tombstones, expected.tombstones, "tombstones of `{name}`\n{story}");
        }
    }

    /// Panics unless each cell has the one time, none ends, and nobody meets a tombstone.
    pub(super) fn is_plain(&self) {
        let time = self.time();
        for (name, table) in &self.tables {
            assert!(!table.rows.is_empty(), "`{name}` is empty");
            assert_eq!(table.tombstones, 0, "tombstones of `{name}`");
            for row in &table.rows {
                let cells: BTreeMap<String, Value> = serde_json::from_str(row).expect("JSON");
                for (cell, value) in cells {
                    let fits = |value: &Value| match value {
                        Value::Null => true,
                        value => cell.starts_with("writetime(") && value.as_i64() == Some(time),
                    };
                    let is_right = !(cell.starts_with("writetime(") || cell.starts_with("ttl("))
                        || value.as_array().map_or_else(|| fits(&value), |all| all.iter().all(fits));
                    assert!(is_right, "`{name}`: {cell} in {row}");
                }
            }
        }
    }
}

/// Asks for all cells of a table with the times of those that have any, and for the times of those that consist of several:
/// a node fails at the times of one that is null where it is to write JSON.
fn statements(cluster: &Cluster, keyspace: &str, table: &str) -> Result<(String, Option<String>), Failed> {
    let schema = format!(
        "SELECT column_name, kind, type FROM system_schema.columns WHERE keyspace_name = '{keyspace}' AND table_name = \
         '{table}'"
    );
    let answer = cluster.cql(&schema)?.into_rows_result()?;
    let (mut asked, mut several) = (Vec::new(), None);
    for row in answer.rows::<(String, String, String)>()? {
        let (column, kind, ty) = row?;
        if ty.starts_with("set<") {
            several = Some(format!("SELECT writetime({column}) FROM {keyspace}.{table}"));
        } else if ["static", "regular"].contains(&kind.as_str()) {
            asked.extend([format!("writetime({column})"), format!("ttl({column})")]);
        }
        asked.push(column);
    }
    assert!(!asked.is_empty(), "no table `{table}`");
    Ok((format!("SELECT JSON {} FROM {keyspace}.{table}", asked.join(", ")), several))
}

fn rows(cluster: &Cluster, keyspace: &str, table: &str) -> Result<Vec<String>, Failed> {
    let (cells, several) = statements(cluster, keyspace, table)?;
    let mut rows: Vec<String> = answer::<(String,)>(cluster, &cells)?.into_iter().map(|(row,)| row).collect();
    if let Some(several) = several {
        let times = answer::<(Option<Vec<i64>>,)>(cluster, &several)?;
        assert_eq!(times.len(), rows.len(), "rows of `{table}`");
        for (row, (times,)) in rows.iter_mut().zip(times) {
            row.truncate(row.len() - 1);
            *row += &format!(", \"writetime(several)\": {}}}", serde_json::to_string(&times)?);
        }
    }
    Ok(rows)
}

fn answer<R>(cluster: &Cluster, statement: &str) -> Result<Vec<R>, Failed>
where
    R: for<'frame, 'metadata> DeserializeRow<'frame, 'metadata> + 'static,
{
    let rows = cluster.wait(async {
        let pages = cluster.session().query_iter(statement, ()).await.map_err(|e| format!("{statement}: {e}"))?;
        let rows = pages.rows_stream::<R>().map_err(|e| format!("{statement}: {e}"))?;
        rows.try_collect::<Vec<_>>().await.map_err(|e| format!("{statement}: {e}"))
    });
    Ok(rows?)
}

/// How many tombstones the node meets when it answers, as its trace says.
fn tombstones(cluster: &Cluster, text: &str) -> Result<u64, Failed> {
    let mut statement = Statement::new(text);
    statement.set_tracing(true);
    let answer = cluster.wait(cluster.session().query_unpaged(statement, ()))?;
    let trace = answer.tracing_id().ok_or("a trace")?;
    let events = cluster.wait(cluster.session().get_tracing_info(&trace))?.events;
    let told: Vec<&str> = events.iter().filter_map(|event| event.activity.as_deref()).collect();
    let counts = told.iter().filter_map(|told| told.split_once(" tombstone cells")?.0.rsplit(' ').next());
    let counts: Vec<u64> = counts.map(|count| count.parse().expect("a number")).collect();
    assert!(!counts.is_empty(), "a trace that counts tombstones, not {told:?}");
    Ok(counts.iter().sum())
}
