//! Takes a model and a node, tries the one on the other: in a scratch keyspace every definition, every statement with
//! values, and whether the node keeps what was asked for. Gives what the node made of it; a refusal that no rule foretold
//! is a bug of ours. Never touches a keyspace but its own and what earlier proofs have left behind.

mod finding;
mod scratch;
mod statements;
mod verdicts;

use std::time::Duration;

pub use finding::{Kind, Proof, Refusal};
pub use scratch::{name, plan};
pub use verdicts::{Tried, try_statements};

use crate::catalog::{Catalog, Script};
use crate::model::Model;
use crate::store::cassandra::{Cassandra, Execution, Verdict};
use crate::store::schema::{Change, Comparison, compare};
use crate::store::{Store, StoreError};
use crate::types::CqlType;
use crate::value::compare as order;
use statements::{Trial, Values, trials};

/// How often the schema is read back before what is missing counts: other nodes learn of it a moment later.
const LOOKS: u32 = 20;
/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(250);

/// Drops what proofs before `now`, in microseconds since the epoch, have left on the node. Fails where the node cannot be
/// asked.
pub async fn sweep(node: &Cassandra, now: i64) -> Result<(), StoreError> {
    for name in scratch::leftovers(&node.keyspaces().await?, now) {
        // What someone else has left and we may not drop does not stop us; the next proof tries again.
        let _ = node.drop_keyspace(&name).await;
    }
    Ok(())
}

/// Tries `model` on `node`, in the scratch keyspace that `catalog` is planned for and `script` rendered; the caller drops
/// it, whatever comes of this. Every statement is tried, whatever becomes of the others, unless it needs what was refused.
/// Fails where the node cannot be asked, or the user may not do what a proof needs.
pub async fn prove(node: &Cassandra, model: &Model, catalog: &Catalog, script: &Script) -> Result<Proof, StoreError> {
    let mut run =
        Run { node, model, catalog, script, proof: Proof::new(node.version().await?, &catalog.keyspace.name) };
    if run.keyspace().await? {
        let there = run.definitions().await?;
        run.read_back(&there).await?;
        for trial in trials(model, catalog, script).into_iter().filter(|trial| there.tables[trial.table]) {
            run.statement(&trial).await?;
        }
    }
    Ok(run.proof)
}

/// Which definitions the node took, in the order of the catalog.
struct There {
    types: Vec<bool>,
    tables: Vec<bool>,
    indexes: Vec<Vec<bool>>,
}

/// A proof on its way.
struct Run<'a> {
    node: &'a Cassandra,
    model: &'a Model,
    catalog: &'a Catalog,
    script: &'a Script,
    proof: Proof,
}

impl Run<'_> {
    /// Makes the scratch keyspace; gives whether it is there. Fails where the user may not.
    async fn keyspace(&mut self) -> Result<bool, StoreError> {
        match self.node.define(&self.script.keyspace).await? {
            Verdict::Forbidden(words) => Err(StoreError::failed(format!(
                "cannot make the scratch keyspace of the proof: {words}; a proof needs the permission CREATE on ALL \
                 KEYSPACES (`GRANT CREATE ON ALL KEYSPACES TO …`): ask for it, or prove on a node of your own"
            ))),
            verdict => self.is_made(verdict, || "the keyspace".to_owned(), &self.script.keyspace),
        }
    }

    /// Makes every type and every table, but for those that need what was refused.
    async fn definitions(&mut self) -> Result<There, StoreError> {
        let (catalog, script) = (self.catalog, self.script);
        let mut there = There { types: Vec::new(), tables: Vec::new(), indexes: Vec::new() };
        for (udt, text) in catalog.types.iter().zip(&script.types) {
            let made = !needs_what_is_missing(catalog, &there.types, udt.fields.iter().map(|(_, ty)| ty))
                && self.define(|| format!("type `{}`", udt.name), text).await?;
            there.types.push(made);
        }
        for (at, (table, text)) in catalog.tables.iter().zip(&script.tables).enumerate() {
            let before = self.proof.refusals.len();
            let columns = table.shape.columns().map(|(column, _)| &column.ty);
            let made = !needs_what_is_missing(catalog, &there.types, columns)
                && self.define(|| format!("table `{}`", table.shape.name), text).await?;
            self.proof.tables += u64::from(made);
            self.belong(before, at);
            there.tables.push(made);
        }
        self.indexes(&mut there).await?;
        Ok(there)
    }

    /// Makes the indexes of the tables that are there, and waits until they can be queried.
    async fn indexes(&mut self, there: &mut There) -> Result<(), StoreError> {
        let (catalog, script) = (self.catalog, self.script);
        for (at, (table, texts)) in catalog.tables.iter().zip(&script.indexes).enumerate() {
            let mut made = Vec::new();
            let before = self.proof.refusals.len();
            for (index, text) in table.shape.indexes.iter().zip(texts) {
                made.push(there.tables[at] && self.define(|| format!("index `{}`", index.name), text).await?);
            }
            there.indexes.push(made);
            self.belong(before, at);
        }
        // An index that is not there is never ready.
        if there.indexes.iter().flatten().all(|made| *made) {
            self.node.await_indexes(catalog).await?;
        }
        Ok(())
    }

    /// What was refused after the first `before` belongs to the table at this index.
    fn belong(&mut self, before: usize, table: usize) {
        let owner = self.model.owner(table);
        self.proof.refusals.iter_mut().skip(before).for_each(|refusal| refusal.query = owner.cloned());
    }

    async fn define(&mut self, what: impl Fn() -> String, text: &str) -> Result<bool, StoreError> {
        let verdict = self.node.define(text).await?;
        self.is_made(verdict, what, text)
    }

    /// Whether what `text` defines is there; keeps a refusal.
    fn is_made(&mut self, verdict: Verdict, what: impl Fn() -> String, text: &str) -> Result<bool, StoreError> {
        match verdict {
            Verdict::Accepted(_) => Ok(true),
            Verdict::Refused(words) => {
                self.proof.refusals.push(Refusal::new(what(), text, words));
                Ok(false)
            }
            Verdict::Forbidden(words) | Verdict::TooFew(words) => Err(unable(&what(), &words)),
        }
    }

    /// Holds what is there against the plan, as far as the node took it.
    async fn read_back(&mut self, there: &There) -> Result<(), StoreError> {
        let mut last = Comparison::default();
        for _ in 0..LOOKS {
            last = compare(self.catalog, &self.node.inspect(self.catalog).await?, false);
            last.changes.retain(|change| match change {
                Change::Type(udt) => there.types[*udt],
                Change::Table(table) => there.tables[*table],
                Change::Index { table, index } => there.indexes[*table][*index],
                _ => true,
            });
            if last.is_same() {
                return Ok(());
            }
            if !last.differences.is_empty() {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        let facts = last.differences.into_iter().map(|difference| (difference.object, difference.facts.join("; ")));
        let missing = last.changes.iter().map(|change| missing(self.catalog, change));
        for (what, fact) in facts.chain(missing) {
            let refusal = Refusal { kind: Kind::Different, ..Refusal::new(what, "", fact) };
            self.proof.refusals.push(refusal);
        }
        Ok(())
    }

    /// Executes a statement with each of its values, up to the first refusal.
    async fn statement(&mut self, trial: &Trial<'_>) -> Result<(), StoreError> {
        for values in &trial.values {
            let rows = match self.attempt(trial, values).await? {
                Verdict::Accepted(rows) => rows,
                Verdict::Refused(words) => {
                    let refusal = Refusal::new(trial.what.clone(), &trial.cql, words).about(trial.query);
                    self.proof.refusals.push(refusal.bound(trial, values));
                    return Ok(());
                }
                Verdict::Forbidden(words) | Verdict::TooFew(words) => return Err(unable(&trial.what, &words)),
            };
            if let Some(fact) = self.difference(trial, &rows) {
                let refusal =
                    Refusal::new(trial.what.clone(), &trial.cql, fact).about(trial.query).bound(trial, values);
                self.proof.refusals.push(Refusal { kind: Kind::Different, ..refusal });
                return Ok(());
            }
        }
        self.proof.statements += 1;
        Ok(())
    }

    /// Executes a statement as the store would; where too few nodes are alive for its consistency level, at ONE.
    async fn attempt(&mut self, trial: &Trial<'_>, values: &Values) -> Result<Verdict, StoreError> {
        let verdict = self.node.attempt(&trial.cql, values, trial.execution).await?;
        let Verdict::TooFew(words) = verdict else { return Ok(verdict) };
        let execution = Execution { consistency: Some("ONE"), ..trial.execution };
        let refusal = Refusal::new(trial.what.clone(), &trial.cql, words).about(trial.query);
        if !self.proof.refusals.iter().any(|other| other.what == refusal.what) {
            self.proof.refusals.push(Refusal { kind: Kind::TooFew, ..refusal });
        }
        self.node.attempt(&trial.cql, values, execution).await
    }

    /// In what the rows that a statement gave are not the one that it must give, if in anything.
    fn difference(&self, trial: &Trial<'_>, rows: &[Values]) -> Option<String> {
        let wanted = trial.gives.as_ref()?;
        let [row] = rows else { return Some(format!("gives {} rows, and 1 was written", rows.len())) };
        let columns = self.catalog.tables[trial.table].shape.columns().map(|(column, _)| column);
        let differs = columns.zip(wanted).zip(row).find_map(|((column, wanted), got)| {
            let wanted = wanted.as_ref()?;
            let same = got.as_ref().is_some_and(|got| order(&column.ty, wanted, got).is_eq());
            let (written, got) = (finding::shown(&column.ty, Some(wanted)), finding::shown(&column.ty, got.as_ref()));
            (!same).then(|| format!("gives {got} for `{}`, and {written} was written", column.name))
        });
        differs.or_else(|| (row.len() != wanted.len()).then(|| format!("gives {} columns", row.len())))
    }
}

/// What a change that is left to make says of what is there: of what, and what.
fn missing(catalog: &Catalog, change: &Change) -> (String, String) {
    (change.object(catalog), "it is not there, although the node took its definition".to_owned())
}

/// Whether any of `types` holds a user-defined type that was not made; those not tried yet are not there either.
fn needs_what_is_missing<'t>(catalog: &Catalog, made: &[bool], types: impl Iterator<Item = &'t CqlType>) -> bool {
    let mut missing = false;
    for ty in types {
        ty.walk(&mut |ty| {
            if let CqlType::Udt { udt, .. } = ty {
                let at = catalog.types.iter().position(|declared| declared.name == udt.name);
                missing |= !at.and_then(|at| made.get(at)).copied().unwrap_or(false);
            }
        });
    }
    missing
}

/// What is said where a statement could not be tried at all.
fn unable(what: &str, words: &str) -> StoreError {
    StoreError::failed(format!("cannot try {what}: {words}; wait for the nodes, or prove on a node of your own"))
}
