//! How a load remembers how far it has come, and goes on: with one that was broken off, and once more where nodes were started
//! again. Sends nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::load::CqlLoad;
use super::nodes;
use crate::store::StoreError;
use crate::store::ledger::{Ledger, Marked, Plan, VERSION, difference};

/// How often nodes that are away are asked whether they are back.
const ASK_AGAIN: Duration = Duration::from_millis(250);

impl CqlLoad {
    /// Keeps other loads into the keyspace out by `ledger`, and notes nothing: what is loaded can be read only once.
    pub fn lock(&mut self, ledger: Ledger) {
        self.locked = Some(ledger);
    }

    /// Remembers in `ledger` how far the load of `inputs`, read by `sources`, has come, from the moment on in which its first
    /// row goes. With `resume` it goes on with the load that the ledger holds: refuses if it holds none, or if anything is
    /// not as it was then, and says what.
    pub async fn remember(
        &mut self,
        ledger: Ledger,
        (sources, inputs): (Vec<Marked>, Vec<Marked>),
        resume: bool,
    ) -> Result<(), StoreError> {
        let (store, tables) = (self.way.gate.shown().to_owned(), self.planned.marks());
        let (timestamp, version) = (self.way.timestamp, VERSION);
        let mut plan =
            Plan { version, store, timestamp, sources, inputs, tables, made: Vec::new(), nodes: BTreeMap::new() };
        if !resume {
            self.ledger = Some((ledger, plan));
            return Ok(());
        }
        let Some(kept) = ledger.kept().cloned() else { return Err(nothing_to_resume()) };
        plan.made = self.way.gate.named(self.planned.made(&self.way.session).await)?;
        let mut found = difference(&kept.plan, &plan);
        if found.is_empty() {
            found = self.way.gate.named(self.planned.emptied(&self.way.session, &kept).await)?;
        }
        if !found.is_empty() {
            return Err(StoreError::refused(format!(
                "the load that was broken off cannot be gone on with\n  {}\n  `modeler load` without `--resume` begins anew",
                found.join("\n  ")
            )));
        }
        self.way.timestamp = kept.plan.timestamp;
        self.way.account.keep(ledger, None)?;
        self.nodes = nodes::started(&self.way.session).await;
        let restarted = nodes::restarted(&kept.plan.nodes, &self.nodes);
        (self.resumes, self.parts) = (true, kept.parts);
        if restarted {
            let others: BTreeMap<_, _> = std::mem::take(&mut self.parts);
            self.forget()?;
            self.parts = others.into_iter().filter(|(at, _)| !self.is_sent_again(at.table)).collect();
        }
        Ok(())
    }

    /// Begins once more with all that may be sent again: nodes that had confirmed rows were started again since.
    fn forget(&mut self) -> Result<(), StoreError> {
        self.restarted = true;
        self.parts = self.way.account.again(&self.nodes, |table| self.is_sent_again(table))?;
        Ok(())
    }

    fn is_sent_again(&self, table: usize) -> bool {
        self.tables.get(table).is_some_and(|table| table.again)
    }

    /// Begins the ledger, if that is still to be done.
    pub(super) fn begin_ledger(&mut self) {
        if self.way.gate.is_closed() || self.ledger.is_none() && !self.nodes.is_empty() {
            return;
        }
        let (session, planned) = (Arc::clone(&self.way.session), Arc::clone(&self.planned));
        let known = self.wait(async move { Ok((planned.made(&session).await?, nodes::started(&session).await)) });
        let Some((made, nodes)) = known else { return };
        self.nodes = nodes.clone();
        let Some((ledger, plan)) = self.ledger.take() else { return };
        let begun = self.way.account.keep(ledger, Some(Plan { made, nodes, ..plan }));
        if let Err(failure) = begun {
            self.way.gate.close(failure);
        }
    }

    /// Where a node was started again while rows were sent, all of them are sent once more that may be: what it had confirmed
    /// may be lost.
    pub(super) fn begins_again(&mut self) -> Result<bool, StoreError> {
        self.way.gate.drain();
        let (session, gate, unknown) =
            (Arc::clone(&self.way.session), Arc::clone(&self.way.gate), self.nodes.is_empty());
        let now = self.wait(async move {
            let since = Instant::now();
            loop {
                let now = nodes::started(&session).await;
                // Where others answer, they hold what the one that is away has confirmed.
                if unknown || !now.is_empty() {
                    return Ok(now);
                }
                if !gate.is_patient(since) {
                    return Err(nodes::gone());
                }
                tokio::time::sleep(ASK_AGAIN).await;
            }
        });
        let Some(now) = now.filter(|now| nodes::restarted(&self.nodes, now)) else { return Ok(false) };
        self.nodes = now;
        self.forget()?;
        Ok(true)
    }
}

fn nothing_to_resume() -> StoreError {
    StoreError::refused(
        "there is nothing to go on with: no load from here into this keyspace was broken off after its first row; `modeler \
         load` without `--resume` loads",
    )
}
