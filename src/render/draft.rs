//! Takes a `Catalog`, gives the context of the templates, part by part: everything in it is a finished word or raw text
//! of the user. Never lays out a statement.

use std::sync::{Arc, OnceLock};

use minijinja::Value;
use rustc_hash::FxHashMap;

use super::asked::query;
use super::context::{
    Field, Index, Keyspace, Module, Query, Statement, Table, Type, Uses, VERSION, Write, raw, value, word,
};
use super::derived::Derived;
use super::inputs::KnownFields;
use super::modules::{choices, module, newtypes};
use super::records::Records;
use super::rust_types::RustTypes;
use super::spell::Scope;
use super::words::{FIELDS, Words, doc, indexes, list, rename};
use super::writes::{Shared, keyspace_at};
use super::{crates, escape, spell};
use crate::catalog::{self, Catalog};
use crate::model::Returns;
use crate::types::UserType;

/// The modules that `rows.rs` has beside those of queries and tables.
const MODULES: &[&str] = &["types", "driver", "derive", "cells"];

/// The methods of `Queries` that no query has.
const METHODS: &[&str] = &["prepare", "prepare_with", "prepared", "at", "insert_all"];

/// The context, part by part; [`Draft::page`] puts it together.
pub(super) struct Draft {
    pub(super) keyspace: Arc<Keyspace>,
    pub(super) types: Vec<Arc<Type>>,
    pub(super) tables: Vec<Arc<Table>>,
    /// For each table, its indexes.
    pub(super) indexes: Vec<Vec<Arc<Index>>>,
    /// The statements that write each table: of its rows, then of its static columns.
    pub(super) writes: Vec<Vec<Arc<Write>>>,
    pub(super) queries: Vec<Arc<Query>>,
    /// For each query, the index of its table.
    sources: Vec<usize>,
    header: Value,
    model: Value,
    crates: Value,
    newtypes: Value,
    functions: Value,
    records: Value,
    rust: Value,
    /// Whether a column is the same in every row.
    has_constants: bool,
    /// Whether any value is a uuid.
    needs_uuid: bool,
}

impl Draft {
    /// Spells everything in `catalog`; `model_file` is named in the header.
    pub(super) fn new(catalog: &Catalog, model_file: &str) -> Self {
        let mut words = Words::new(catalog);
        let derived = Derived::new(catalog, &words.rust);
        let records = Records::new(catalog);
        let fields = KnownFields::default();
        // A query and a table of one name share a module; `types` and `driver` are modules of the file's own.
        let (mut select_names, mut insert_names) = (Scope::new(MODULES), Scope::new(MODULES));
        let mut methods = Scope::new(METHODS);
        let mut queries = Vec::with_capacity(catalog.selects.len());
        for select in &catalog.selects {
            let module = select_names.take(&select.shape.name);
            let method = methods.reserve(&module);
            let source = &catalog.tables[select.table].shape.name;
            let is_paged = select.returns == Returns::All && !select.unpaged && select.across.is_none();
            let page = is_paged.then(|| {
                methods.reserve(&format!("{}_page", module.trim_start_matches("r#").trim_end_matches('_')).into())
            });
            queries.push(Arc::new(query(
                select,
                (&catalog.keyspace.name, source),
                &mut words,
                &derived,
                (&module, method, page, queries.len()),
            )));
        }
        let indexes: Vec<Vec<Arc<Index>>> = catalog.tables.iter().map(|table| indexes(&table.shape)).collect();
        let (mut tables, mut writes) = (Vec::with_capacity(catalog.tables.len()), Vec::new());
        let mut index = queries.len();
        for (at, (planned, indexes)) in catalog.tables.iter().zip(&indexes).enumerate() {
            let module = insert_names.take(&planned.shape.name);
            let mut shared = Shared {
                words: &mut words,
                derived: &derived,
                records: &records,
                fields: &fields,
                methods: &mut methods,
            };
            let of_table = super::writes::writes(planned, at, (&module, index), &mut shared);
            index += of_table.len();
            tables.push(Arc::new(table(planned, indexes, &mut words, &module, &of_table)));
            writes.push(of_table);
        }
        let file = escape::line(model_file);
        let header = format!("Made by modeler from {file}; do not edit: change the model and run `modeler generate`.");
        Self {
            keyspace: Arc::new(keyspace(catalog)),
            types: catalog.types.iter().map(|udt| Arc::new(user_type(udt, &words.rust))).collect(),
            records: records.parts(catalog, &derived, &words.rust, (&tables, &writes)).into(),
            functions: derived.parts.clone().into(),
            newtypes: newtypes(catalog, &words.rust).into(),
            rust: choices(catalog),
            has_constants: derived.has_constants(),
            needs_uuid: crates::needs_uuid(catalog),
            tables,
            indexes,
            writes,
            queries,
            sources: catalog.selects.iter().map(|select| select.table).collect(),
            header: word(header),
            model: raw(model_file),
            crates: crates::crates(catalog).into(),
        }
    }

    /// What every artifact's template sees, once every statement is there.
    pub(super) fn page(&self, modules: &[Arc<Module>]) -> Value {
        let queries: Vec<Value> = self.queries.iter().map(value).collect();
        let mut of_table: Vec<Vec<Value>> = vec![Vec::new(); self.tables.len()];
        for (query, &table) in queries.iter().zip(&self.sources) {
            of_table[table].push(query.clone());
        }
        for (table, queries) in self.tables.iter().zip(of_table) {
            table.queries.get_or_init(|| queries.into());
        }
        Value::from_pairs([
            ("version", Value::from(VERSION)),
            ("header", self.header.clone()),
            ("model", self.model.clone()),
            ("keyspace", value(&self.keyspace)),
            ("types", self.types.iter().map(value).collect::<Vec<_>>().into()),
            ("tables", self.tables.iter().map(value).collect::<Vec<_>>().into()),
            ("queries", queries.into()),
            ("modules", modules.iter().map(value).collect::<Vec<_>>().into()),
            ("statements", self.statements().into()),
            ("uses", self.uses()),
            ("newtypes", self.newtypes.clone()),
            ("functions", self.functions.clone()),
            ("records", self.records.clone()),
            ("rust", self.rust.clone()),
            ("crates", self.crates.clone()),
        ])
    }

    /// The modules, whose bodies are not there yet.
    pub(super) fn modules(&self) -> Vec<Arc<Module>> {
        let mut at: FxHashMap<&str, &Arc<Table>> = FxHashMap::default();
        at.extend(self.tables.iter().filter_map(|table| Some((table.rust.as_str()?, table))));
        let mut modules = Vec::with_capacity(self.queries.len());
        for query in &self.queries {
            let shared = query.rust.as_str().and_then(|rust| at.remove(rust));
            let about =
                if query.question.is_none() { raw(&format!("Query {}.", query.name)) } else { query.question.clone() };
            modules.push(module(&query.rust, about, Some(query), shared));
        }
        for table in self.tables.iter().filter(|table| table.rust.as_str().is_some_and(|rust| at.contains_key(rust))) {
            modules.push(module(&table.rust, raw(&format!("Table {}.", table.name)), None, Some(table)));
        }
        modules
    }

    /// The SELECTs, then what writes each table: their places are `select_index` and `index` of a write.
    fn statements(&self) -> Vec<Value> {
        let none = word("None");
        let selects = self.queries.iter().map(|query| Statement {
            cql: word(format!("{}::SELECT", query.rust)),
            query: word(escape::rust_str(query.name.as_str().unwrap_or_default())),
            consistency: query.consistency.as_str().map_or_else(
                || none.clone(),
                |level| word(format!("Some(Consistency::{})", spell::consistency(level))),
            ),
            idempotent: query.idempotent.clone(),
            page_size: if matches!(query.via.as_str(), Some("first" | "across_first")) {
                word("Some(1)")
            } else {
                query.page_size.clone()
            },
            keyspace_at: Value::from(keyspace_at(&query.select)),
            appends: false.into(),
            counts: false.into(),
        });
        let of_tables = self.tables.iter().zip(&self.writes);
        let writes = of_tables.flat_map(|(table, writes)| super::writes::statements(table, writes));
        selects.chain(writes).map(Value::from_object).collect()
    }

    /// Which of the functions of `rows.rs` are called: one that nobody calls would only be read.
    fn uses(&self) -> Value {
        let any = |via: &[&str]| {
            Value::from(self.queries.iter().any(|q| q.via.as_str().is_some_and(|used| via.contains(&used))))
        };
        let records = || self.records.try_iter().into_iter().flatten();
        let batches = |record: &Value| record.get_attr("is_batch").is_ok_and(|batch| batch.is_true());
        let written = || self.writes.iter().flatten();
        Value::from_object(Uses {
            stream: any(&["stream", "across"]),
            page: any(&["stream", "first", "across_first"]),
            first: any(&["first", "across_first"]),
            one: any(&["one"]),
            count: any(&["count", "across_count"]),
            rows: any(&["rows"]),
            distinct: self.queries.iter().any(|query| !query.values.is_none()).into(),
            wire: self.has_constants.into(),
            keyed: written().any(|write| write.from.get_attr("is_partial").is_ok_and(|part| part.is_true())).into(),
            computed: written().any(|write| !write.values.is_none()).into(),
            concurrent: records().any(|record| !batches(&record)).into(),
            batch: records().any(|record| batches(&record)).into(),
            csv: records().any(|record| record.get_attr("csv").is_ok_and(|csv| !csv.is_none())).into(),
            uuid: self.needs_uuid.into(),
            across: any(&["across", "across_first", "across_count"]),
            across_rows: any(&["across"]),
            across_first: any(&["across_first"]),
            across_count: any(&["across_count"]),
        })
    }
}

fn keyspace(catalog: &Catalog) -> Keyspace {
    let keyspace = &catalog.keyspace;
    Keyspace {
        name: raw(keyspace.name.text()),
        cql: word(keyspace.name.cql()),
        replication: word(spell::map(&keyspace.replication)),
        durable_writes: keyspace.durable_writes.into(),
        create: OnceLock::new(),
    }
}

fn user_type(udt: &UserType, rust: &RustTypes) -> Type {
    let mut scope = Scope::new(FIELDS);
    let fields = udt.fields.iter().map(|(name, ty)| {
        let ident = scope.reserve(&spell::udt_field(name).into());
        Value::from_object(Field {
            name: raw(name.text()),
            cql: word(name.cql()),
            ty: word(ty.cql()),
            rename: rename(name, &ident),
            rust: word(&*ident),
            rust_type: word(rust.inside(ty)),
            doc: doc(&name.cql(), &ty.cql(), ""),
        })
    });
    Type {
        name: raw(udt.name.text()),
        cql: word(udt.name.cql()),
        rust: word(udt.name.rust_type()),
        fields: fields.collect::<Vec<_>>().into(),
        create: OnceLock::new(),
    }
}

fn table(
    planned: &catalog::Table,
    indexes: &[Arc<Index>],
    words: &mut Words,
    module: &str,
    writes: &[Arc<Write>],
) -> Table {
    let shape = &planned.shape;
    let mut scope = Scope::new(FIELDS);
    let columns: Vec<Value> = shape.columns().map(|(c, kind)| words.column(c, kind, false, &mut scope)).collect();
    let orders = shape.clustering_key.iter().map(|(column, order)| spell::ordered(&column.name, *order));
    let clustering = (!shape.clustering_key.is_empty())
        .then(|| format!("CLUSTERING ORDER BY ({})", orders.collect::<Vec<_>>().join(", ")));
    let options = shape.options.iter().map(|(name, setting)| spell::option(name, setting));
    let (partition, keys) = (shape.partition_key.len(), shape.key_len());
    let row = &writes[0];
    Table {
        name: raw(shape.name.text()),
        cql: word(shape.name.cql()),
        rust: word(module),
        method: row.method.clone(),
        column_list: row.column_list.clone(),
        marker_list: row.marker_list.clone(),
        partition_list: list(&columns[..partition]),
        partition_key: columns[..partition].to_vec().into(),
        clustering_key: columns[partition..keys].to_vec().into(),
        columns: columns.into(),
        with: clustering.into_iter().chain(options).map(word).collect::<Vec<_>>().into(),
        indexes: indexes.iter().map(value).collect::<Vec<_>>().into(),
        binds: row.binds.clone(),
        insert_index: row.index.clone(),
        writes: writes.iter().map(value).collect::<Vec<_>>().into(),
        create: OnceLock::new(),
        insert: OnceLock::new(),
        queries: OnceLock::new(),
    }
}
