//! The store that a command was told to use, whichever it is. Hands every call on; decides nothing.

use std::ops::ControlFlow;
use std::path::Path;

use crate::catalog::{Catalog, Script, Select, Statement};
use crate::store::cassandra::{Cassandra, CqlLoad, CqlPart};
use crate::store::embedded::{Embedded, Ingest, Segments, Written};
use crate::store::schema::{Change, Schema};
use crate::store::sink::{Additions, Again, Existing, Part, Sink};
use crate::store::{Begin, Load, Reading, Row, Store, StoreError};

/// One of the stores.
pub enum Any {
    /// Tables in a folder.
    Embedded(Embedded),
    /// Tables on a cluster.
    Cassandra(Box<Cassandra>),
}

/// A load into one of the stores.
pub enum AnyLoad {
    /// Into a folder.
    Embedded(Box<Ingest>),
    /// Into a cluster.
    Cassandra(Box<CqlLoad>),
}

/// A part of a load into one of the stores.
pub enum AnyPart {
    /// Into a folder.
    Embedded(Segments),
    /// Into a cluster.
    Cassandra(CqlPart),
}

/// What a finished part leaves behind.
pub enum AnyDone {
    /// Files.
    Embedded(Written),
    /// Nothing: the rows are on their way.
    Cassandra,
}

impl Store for Any {
    type Load = AnyLoad;

    async fn inspect(&self, catalog: &Catalog) -> Result<Schema, StoreError> {
        match self {
            Self::Embedded(store) => store.inspect(catalog).await,
            Self::Cassandra(store) => store.inspect(catalog).await,
        }
    }

    async fn apply(&self, catalog: &Catalog, changes: &[(Change, String)]) -> Result<(), StoreError> {
        match self {
            Self::Embedded(store) => store.apply(catalog, changes).await,
            Self::Cassandra(store) => store.apply(catalog, changes).await,
        }
    }

    async fn begin(&self, catalog: &Catalog, script: &Script, begin: Begin<'_>) -> Result<AnyLoad, StoreError> {
        Ok(match self {
            Self::Embedded(store) => AnyLoad::Embedded(Box::new(store.begin(catalog, script, begin).await?)),
            Self::Cassandra(store) => AnyLoad::Cassandra(Box::new(store.begin(catalog, script, begin).await?)),
        })
    }

    async fn fits(&self, catalog: &Catalog) -> Result<(), StoreError> {
        match self {
            Self::Embedded(store) => store.fits(catalog).await,
            Self::Cassandra(store) => store.fits(catalog).await,
        }
    }

    fn unable(&self, select: &Select) -> Option<&'static str> {
        match self {
            Self::Embedded(store) => store.unable(select),
            Self::Cassandra(store) => store.unable(select),
        }
    }

    async fn query(
        &self,
        statement: Statement<'_>,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> Result<Reading, StoreError> {
        match self {
            Self::Embedded(store) => store.query(statement, parameters, each).await,
            Self::Cassandra(store) => store.query(statement, parameters, each).await,
        }
    }

    async fn count(&self, catalog: &Catalog, script: &Script, table: usize) -> Result<u64, StoreError> {
        match self {
            Self::Embedded(store) => store.count(catalog, script, table).await,
            Self::Cassandra(store) => store.count(catalog, script, table).await,
        }
    }
}

impl Load for AnyLoad {
    fn spill(&self) -> Option<&Path> {
        match self {
            Self::Embedded(load) => load.spill(),
            Self::Cassandra(load) => load.spill(),
        }
    }

    async fn count(&mut self, additions: &[Additions], again: Again) -> Result<(), StoreError> {
        match self {
            Self::Embedded(load) => Load::count(&mut **load, additions, again).await,
            Self::Cassandra(load) => Load::count(&mut **load, additions, again).await,
        }
    }

    async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Embedded(load) => Load::commit(*load).await,
            Self::Cassandra(load) => Load::commit(*load).await,
        }
    }
}

impl Sink for AnyLoad {
    type Part = AnyPart;
    type Done = AnyDone;

    fn expect(&mut self, table: usize, rows: u64) {
        match self {
            Self::Embedded(load) => load.expect(table, rows),
            Self::Cassandra(load) => load.expect(table, rows),
        }
    }

    fn existing(&self, table: usize, part: usize, of: usize) -> Result<Vec<Existing>, StoreError> {
        match self {
            Self::Embedded(load) => load.existing(table, part, of),
            Self::Cassandra(load) => load.existing(table, part, of),
        }
    }

    fn begin(&self, table: usize, part: usize, of: usize) -> Result<AnyPart, StoreError> {
        Ok(match self {
            Self::Embedded(load) => AnyPart::Embedded(load.begin(table, part, of)?),
            Self::Cassandra(load) => AnyPart::Cassandra(load.begin(table, part, of)?),
        })
    }

    fn end(&self, table: usize, done: AnyDone) {
        match (self, done) {
            (Self::Embedded(load), AnyDone::Embedded(done)) => load.end(table, done),
            (Self::Cassandra(load), _) => load.end(table, ()),
            (Self::Embedded(_), AnyDone::Cassandra) => {}
        }
    }

    fn next(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Embedded(load) => load.next(),
            Self::Cassandra(load) => Sink::next(&mut **load),
        }
    }

    fn again(&mut self) -> Result<bool, StoreError> {
        match self {
            Self::Embedded(load) => load.again(),
            Self::Cassandra(load) => Sink::again(&mut **load),
        }
    }

    fn timestamp(&self) -> i64 {
        match self {
            Self::Embedded(load) => load.timestamp(),
            Self::Cassandra(load) => load.timestamp(),
        }
    }
}

impl Part for AnyPart {
    type Done = AnyDone;

    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        match self {
            Self::Embedded(part) => part.row(key, value),
            Self::Cassandra(part) => part.row(key, value),
        }
    }

    fn finish(self) -> Result<AnyDone, StoreError> {
        Ok(match self {
            Self::Embedded(part) => AnyDone::Embedded(part.finish()?),
            Self::Cassandra(part) => {
                part.finish()?;
                AnyDone::Cassandra
            }
        })
    }
}
