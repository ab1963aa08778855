//! What every test of this floor needs: small models built by hand, and streams of text.

mod cells;
mod files;
mod headers;
mod packed;
mod places;
mod property;
mod shapes;
mod swallowed;

use std::io::Cursor;
use std::sync::Arc;

use csv::ByteRecord;

use super::{At, Decoder, Outcome, Reason, Records, Row, Step};
use crate::model::{Column, Condition, Keyspace, Model, Origin, Places, Rust, Source, Table, Test};
use crate::name::Name;
use crate::rules::shape::{self, Order};
use crate::types::CqlType;
use crate::value::{Reading, display};

/// A model of one source and keyed tables over columns named after their headers.
struct Small(Model);

impl Small {
    /// Columns as `name type`, each from the header of its name.
    fn new(columns: &[(&str, &str)]) -> Self {
        let columns = columns
            .iter()
            .map(|(name, ty)| Column {
                name: Name::new(name),
                ty: CqlType::parse(ty, &|_| None).unwrap(),
                origin: Origin::Csv { header: (*name).to_owned(), reading: Reading::default() },
                nulls: None,
                rust: None,
                is_added: false,
                is_mutable: false,
            })
            .collect();
        let nulls = vec![String::new()];
        let source = Source { name: None, files: Vec::new(), keep: Vec::new(), nulls, is_batch: false };
        let keyspace = Keyspace { name: Name::new("k"), replication: Vec::new(), durable_writes: true };
        Self(Model {
            keyspace,
            types: Vec::new(),
            sources: vec![source],
            columns,
            tables: Vec::new(),
            queries: Vec::new(),
            environments: Vec::new(),
            rust: Rust::default(),
            allow: Vec::new(),
            growth: None,
            places: Places::default(),
        })
    }

    fn index(&self, name: &str) -> usize {
        self.0.columns.iter().position(|c| c.name.text() == name).unwrap()
    }

    /// A table: its partition key, clustering key and plain columns.
    fn table(mut self, name: &str, partition: &[&str], clustering: &[&str], regulars: &[&str]) -> Self {
        let column = |name: &&str| {
            let column = &self.0.columns[self.index(name)];
            shape::Column { name: column.name.clone(), ty: column.ty.clone() }
        };
        let shape = shape::Table {
            name: Name::new(name),
            partition_key: partition.iter().map(column).collect(),
            clustering_key: clustering.iter().map(column).map(|c| (c, Order::Asc)).collect(),
            statics: Vec::new(),
            regulars: regulars.iter().map(column).collect(),
            options: Vec::new(),
            indexes: Vec::new(),
            ttl: None,
        };
        let columns = shape.columns().map(|(c, _)| self.index(c.name.text())).collect();
        self.0.tables.push(Table {
            shape: Arc::new(shape),
            owner: 0,
            source: Some(0),
            keep: Vec::new(),
            columns,
            has_ttl: false,
            growth: None,
        });
        self
    }

    fn keep(mut self, column: &str, test: Test) -> Self {
        let column = self.index(column);
        self.0.sources[0].keep.push(Condition { column, test });
        self
    }

    fn table_keeps(mut self, table: usize, column: &str, test: Test) -> Self {
        let column = self.index(column);
        self.0.tables[table].keep.push(Condition { column, test });
        self
    }

    fn nulls(mut self, nulls: &[&str]) -> Self {
        self.0.sources[0].nulls = nulls.iter().map(|n| (*n).to_owned()).collect();
        self
    }

    fn origin(mut self, column: &str, origin: Origin) -> Self {
        let column = self.index(column);
        self.0.columns[column].origin = origin;
        self
    }

    fn decoder(&self) -> Decoder {
        Decoder::new(&self.0, 0)
    }

    /// What becomes of the only record of `csv`: the cells as text (`·` without value), or the outcome.
    fn row(&self, csv: &[u8]) -> Result<Vec<String>, Outcome> {
        let mut decoder = self.decoder();
        let mut records = stream(csv);
        let mut record = ByteRecord::new();
        assert!(matches!(records.next(&mut record).unwrap(), Step::Header(0)));
        decoder.bind(&record, "in.csv").unwrap();
        assert!(matches!(records.next(&mut record).unwrap(), Step::Record(_)), "{}", csv.escape_ascii());
        let mut row = Row::new();
        match decoder.decode(&record, &mut row) {
            Outcome::Kept => Ok(self.0.columns.iter().enumerate().map(|(n, c)| shown(&c.ty, row.cell(n))).collect()),
            other => Err(other),
        }
    }

    fn rejection(&self, csv: &[u8]) -> String {
        match self.row(csv) {
            Err(Outcome::Rejected(reason)) => reason.to_string(),
            other => panic!("{}: {other:?}", csv.escape_ascii()),
        }
    }
}

fn shown(ty: &CqlType, cell: Option<&[u8]>) -> String {
    let mut out = String::new();
    match cell {
        Some(bytes) => display(ty, bytes, &mut out),
        None => out.push('·'),
    }
    out
}

fn stream(csv: &[u8]) -> Records {
    Records::of("in.csv", Box::new(Cursor::new(csv.to_vec())))
}

/// One step after the header, told shortly.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// Line, fields, raw bytes.
    Record(u64, Vec<Vec<u8>>, Vec<u8>),
    /// Line, reason, raw bytes.
    Bad(u64, String, Vec<u8>),
}

/// Every step of `csv` after its header.
fn told(csv: &[u8]) -> Vec<Told> {
    tell(stream(csv), csv)
}

fn tell(mut records: Records, csv: &[u8]) -> Vec<Told> {
    let mut record = ByteRecord::new();
    let mut out = Vec::new();
    loop {
        let step = records.next(&mut record).unwrap();
        let exact = |at: &At| {
            let raw = records.raw(at).to_vec();
            if at.end - at.start <= 64 * 1024 {
                assert_eq!(raw, &csv[at.start as usize..at.end as usize]);
            }
            raw
        };
        match step {
            Step::Header(_) => {}
            Step::Record(at) => {
                out.push(Told::Record(at.line, record.iter().map(<[u8]>::to_vec).collect(), exact(&at)));
            }
            Step::Bad(at, Reason { text, .. }) => out.push(Told::Bad(at.line, text, exact(&at))),
            Step::Refused(report) => panic!("{}", report.to_text(false)),
            Step::End => return out,
        }
    }
}
