//! Remembers in the keyspace which inputs were added to which table of counters, so that whoever loads next, on whatever
//! machine, does not count them twice. An input is claimed before its first increment is sent: a load that died half-way
//! has counted it too, in part.

use std::collections::HashSet;

use scylla::client::session::Session;
use scylla::statement::Statement;
use uuid::Uuid;

use super::{define, error, inspect};
use crate::name::Name;
use crate::store::StoreError;
use crate::store::sink::{Additions, Again, recognise};

/// The table that remembers. It is made with the first load of counters.
pub(super) const LEDGER: &str = "modeler_counted";

/// The inputs that a load will claim for one table.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    table: String,
    /// Identities and the names of the files.
    inputs: Vec<(String, String)>,
    again: Again,
}

/// Refuses `additions` that were counted before, where `again` does not allow it and the tables are not made `anew`; gives
/// what to claim for each table, by its index in the catalog. Fails as the ledger cannot be made or read.
pub(super) async fn check(
    session: &Session,
    keyspace: &Name,
    additions: &[Additions],
    again: Again,
    anew: bool,
) -> Result<Vec<(usize, Claim)>, StoreError> {
    if additions.is_empty() {
        return Ok(Vec::new());
    }
    if again == Again::Refuse && !anew {
        make(session, keyspace).await?;
        let statement = format!("SELECT table_name, input FROM {}.{LEDGER}", keyspace.cql());
        let counted: Vec<(String, String)> = inspect::read(session, &statement, ()).await?;
        let counted: HashSet<(String, String)> = counted.into_iter().collect();
        let name = |table: usize| additions.iter().find(|a| a.table == table).map_or("", |a| a.name.text());
        recognise(
            additions,
            |table, identity| counted.contains(&(name(table).to_owned(), identity.to_owned())),
            |_| false,
        )?;
    }
    let claim = |addition: &Additions| {
        // Files with the same bytes are one input, counted as often as it is named.
        let mut inputs: Vec<(String, String)> = Vec::new();
        for (identity, shown) in
            addition.inputs.iter().filter_map(|input| Some((input.identity.clone()?, &input.shown)))
        {
            if inputs.iter().all(|(known, _)| *known != identity) {
                inputs.push((identity, shown.clone()));
            }
        }
        (addition.table, Claim { table: addition.name.text().to_owned(), inputs, again })
    };
    Ok(additions.iter().map(claim).collect())
}

/// Claims the inputs. Refuses where another load has claimed one meanwhile.
pub(super) async fn claim(session: &Session, keyspace: &Name, claim: &Claim) -> Result<(), StoreError> {
    make(session, keyspace).await?;
    let condition = if claim.again == Again::Refuse { " IF NOT EXISTS" } else { "" };
    let text = format!(
        "INSERT INTO {}.{LEDGER} (table_name, input, file, began) VALUES (?, ?, ?, currentTimestamp()){condition}",
        keyspace.cql()
    );
    let prepared = super::prepare(session, &text).await?;
    for (identity, file) in &claim.inputs {
        let doing = || format!("note that `{file}` is counted into table `{}`", claim.table);
        let values = (claim.table.as_str(), identity.as_str(), file.as_str());
        let answer = session.execute_unpaged(&prepared, values).await.map_err(|e| error::execution(doing(), &e))?;
        if claim.again == Again::Count {
            continue;
        }
        let applied = answer.into_rows_result().ok().and_then(|rows| {
            let row = rows.rows::<super::wire::RawRow<'_>>().ok()?.next()?.ok()?;
            row.0.first().copied().flatten().map(|bytes| bytes == [1])
        });
        if applied != Some(true) {
            return Err(StoreError::refused(format!(
                "another load is counting `{file}` into table `{}`; see whether it ends well, or use `--again`",
                claim.table
            )));
        }
    }
    Ok(())
}

/// Forgets what was counted into `table`, which is dropped.
pub(super) async fn forget(session: &Session, keyspace: &Name, table: &Name) -> Result<(), StoreError> {
    if !inspect::ids(session, keyspace).await?.contains_key(LEDGER) {
        return Ok(());
    }
    let statement = Statement::new(format!("DELETE FROM {}.{LEDGER} WHERE table_name = ?", keyspace.cql()));
    let doing = || format!("forget what was counted into table `{table}`");
    session.query_unpaged(statement, (table.text(),)).await.map_err(|e| error::execution(doing(), &e))?;
    Ok(())
}

async fn make(session: &Session, keyspace: &Name) -> Result<(), StoreError> {
    let id = Uuid::new_v5(&Uuid::nil(), format!("{keyspace}.{LEDGER}").as_bytes());
    let statement = format!(
        "CREATE TABLE IF NOT EXISTS {}.{LEDGER} (table_name text, input text, file text, began timestamp, \
         PRIMARY KEY ((table_name), input)) WITH comment = 'inputs that modeler has added to counters' AND id = {id}",
        keyspace.cql()
    );
    if inspect::ids(session, keyspace).await?.contains_key(LEDGER) {
        return Ok(());
    }
    let doing = || format!("make table `{LEDGER}`, which remembers what was counted");
    define(session, &statement).await.map_err(|e| error::execution(doing(), &e))?;
    Ok(())
}
