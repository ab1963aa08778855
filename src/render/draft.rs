//! Takes a `Catalog`, gives the context of the templates, part by part: everything in it is a finished word or raw text
//! of the user. Never lays out a statement.

use std::sync::{Arc, OnceLock};

use minijinja::Value;
use rustc_hash::FxHashMap;

use super::asked::{self, bind_types};
use super::context::{
    Field, Index, Keyspace, Module, Newtype, Query, Source, Statement, Table, Type, Uses, VERSION, Write, raw, value,
    word,
};
use super::derived::Derived;
use super::inputs::KnownFields;
use super::records::Records;
use super::rust_types::RustTypes;
use super::spell::Scope;
use super::words::{FIELDS, Words, doc, indexes, list, rename};
use super::writes::{Shared, keyspace_at};
use super::{crates, escape, spell};
use crate::catalog::{self, Catalog};
use crate::model::rust::Visibility;
use crate::model::{Returns, RustType};
use crate::name::Name;
use crate::rules::shape::{self, Kind};
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
            let page = (select.returns == Returns::All && !select.unpaged).then(|| {
                methods.reserve(&format!("{}_page", module.trim_start_matches("r#").trim_end_matches('_')).into())
            });
            queries.push(Arc::new(query(select, source, &mut words, (&module, method, page, queries.len()))));
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
            page_size: if query.via.as_str() == Some("first") { word("Some(1)") } else { query.page_size.clone() },
            keyspace_at: Value::from(keyspace_at(&query.select)),
            appends: false.into(),
            counts: false.into(),
        });
        let of_tables = self.tables.iter().zip(&self.writes);
        let writes = of_tables.flat_map(|(table, writes)| super::writes::statements(table, writes));
        selects.chain(writes).map(Value::from_object).collect()
    }
}

impl Draft {
    /// Which of the functions of `rows.rs` are called: one that nobody calls would only be read.
    fn uses(&self) -> Value {
        let any = |via: &[&str]| {
            Value::from(self.queries.iter().any(|q| q.via.as_str().is_some_and(|used| via.contains(&used))))
        };
        let records = || self.records.try_iter().into_iter().flatten();
        let batches = |record: &Value| record.get_attr("is_batch").is_ok_and(|batch| batch.is_true());
        let written = || self.writes.iter().flatten();
        Value::from_object(Uses {
            stream: any(&["stream"]),
            page: any(&["stream", "first"]),
            first: any(&["first"]),
            one: any(&["one"]),
            count: any(&["count"]),
            rows: any(&["rows"]),
            distinct: self.queries.iter().any(|query| !query.values.is_none()).into(),
            wire: self.has_constants.into(),
            keyed: written().any(|write| write.from.get_attr("is_partial").is_ok_and(|part| part.is_true())).into(),
            computed: written().any(|write| !write.values.is_none()).into(),
            concurrent: records().any(|record| !batches(&record)).into(),
            batch: records().any(|record| batches(&record)).into(),
            csv: records().any(|record| record.get_attr("csv").is_ok_and(|csv| !csv.is_none())).into(),
            uuid: self.needs_uuid.into(),
        })
    }
}

fn module(rust: &Value, about: Value, query: Option<&Arc<Query>>, table: Option<&Arc<Table>>) -> Arc<Module> {
    Arc::new(Module {
        rust: rust.clone(),
        about,
        path: (file_name(rust) != format!("{}.rs", bare(rust)))
            .then(|| word(escape::rust_str(&file_name(rust))))
            .into(),
        query: query.map(value).into(),
        table: table.map(value).into(),
        body: OnceLock::new(),
        methods: OnceLock::new(),
    })
}

/// The name of a module without `r#`.
fn bare(rust: &Value) -> String {
    rust.to_string().trim_start_matches("r#").to_owned()
}

/// The file of a module where each has one; `mod.rs` is that of the folder itself.
pub(super) fn file_name(rust: &Value) -> String {
    match bare(rust).as_str() {
        // No query has a dot in its name.
        "mod" => "mod.query.rs".to_owned(),
        name => format!("{name}.rs"),
    }
}

/// `page` for the template of one module.
pub(super) fn module_page(page: &Value, module: &Arc<Module>) -> Value {
    let part = |name: &'static str| (name, page.get_attr(name).unwrap_or_default());
    let parts = ["header", "keyspace", "rust"];
    Value::from_pairs(parts.into_iter().map(part).chain([("module", value(module))]))
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

fn query(
    select: &catalog::Select,
    source: &Name,
    words: &mut Words,
    (module, method, page, index): (&str, Arc<str>, Option<Arc<str>>, usize),
) -> Query {
    let shape = &select.shape;
    let name = shape.name.text();
    let question = select.question.as_deref().filter(|question| !question.trim().is_empty());
    let is_count = select.returns == Returns::Count;
    // A partition that holds only static values gives a row without clustering values, unless a row's value is asked for.
    let keyless_rows = !shape.table.statics.is_empty() && !restricts_rows(shape);
    let (mut row, mut params) = (Scope::new(FIELDS), Scope::new(FIELDS));
    let columns = select.columns.iter().filter(|_| !is_count);
    let columns: Vec<Value> =
        columns.map(|(column, kind)| words.column(column, *kind, keyless_rows, &mut row)).collect();
    let (via, gives) = answer(select, module);
    let types = bind_types(select, &words.rust);
    let values = asked::values(select, &types);
    let (borrows, binds_nothing) = (types.iter().any(|ty| ty.contains("&'a ")), types.is_empty());
    let binds = select.binds.iter().zip(&types);
    let binds: Vec<Value> = binds.map(|(marker, ty)| words.bind(marker, ty, &mut params)).collect();
    let order_by = shape.order_by.iter().map(|(name, order)| word(spell::ordered(name, *order)));
    Query {
        name: raw(name),
        title: raw(&question.map_or_else(|| name.to_owned(), |question| format!("{name}: {question}"))),
        question: question.map(raw).into(),
        rust: word(module),
        method: word(&*method),
        table: Value::from_object(Source { name: raw(source.text()), cql: word(source.cql()) }),
        binds: binds.into(),
        life: super::inputs::life(borrows),
        params: word(match (binds_nothing, borrows) {
            (true, _) => String::new(),
            (_, true) => format!(", params: &{module}::Params<'_>"),
            (_, false) => format!(", params: &{module}::Params"),
        }),
        bound: word(match (binds_nothing, values.is_none()) {
            (true, _) => "&()",
            (_, true) => "params",
            (_, false) => "&params.values()",
        }),
        values,
        page_method: page.map(|page| word(&*page)).into(),
        page_size: word(select.page_size.map_or("None".to_owned(), |size| format!("Some({size})"))),
        selection: if is_count { word("count(*)") } else { list(&columns) },
        distinct: shape.distinct.into(),
        conditions: shape.relations.iter().map(|r| word(spell::relation(r))).collect::<Vec<_>>().into(),
        order_by: order_by.collect::<Vec<_>>().into(),
        per_partition_limit: shape.per_partition_limit.as_ref().map(|limit| word(spell::limit(limit))).into(),
        limit: shape.limit.as_ref().map(|limit| word(spell::limit(limit))).into(),
        returns: word(returns(select.returns)),
        has_rows: (!is_count).into(),
        unpaged: select.unpaged.into(),
        reversed: select.reversed.into(),
        consistency: select.consistency.as_ref().map(|level| word(escape::line(level))).into(),
        idempotent: select.idempotent.into(),
        select_index: index.into(),
        via: word(via),
        gives: word(gives),
        columns: columns.into(),
        select: OnceLock::new(),
    }
}

fn restricts_rows(query: &shape::Query) -> bool {
    let mut named = query.relations.iter().flat_map(|relation| &relation.columns);
    named.any(|name| matches!(query.table.column(name), Some((_, Kind::Clustering(_) | Kind::Regular))))
}

fn returns(returns: Returns) -> &'static str {
    match returns {
        Returns::All => "all",
        Returns::First => "first",
        Returns::One => "one",
        Returns::Count => "count",
    }
}

/// The function of `rows.rs` that answers the query, and the Rust type that it gives.
fn answer(select: &catalog::Select, module: &str) -> (&'static str, String) {
    match (select.returns, select.unpaged) {
        (Returns::All, false) => ("stream", format!("::scylla::client::pager::TypedRowStream<{module}::Row>")),
        (Returns::All, true) => ("rows", format!("Vec<{module}::Row>")),
        (Returns::First, false) => ("first", format!("Option<{module}::Row>")),
        (Returns::First, true) | (Returns::One, _) => ("one", format!("Option<{module}::Row>")),
        (Returns::Count, _) => ("count", "i64".to_owned()),
    }
}

/// What stands in the `rust` block, as templates see it.
fn choices(catalog: &Catalog) -> Value {
    let rust = &catalog.rust;
    let more = more_derives(catalog, &["Clone", "Debug", "PartialEq"]);
    let derives = more.fold(String::new(), |derives, path| derives + ", " + path);
    let visibility = match rust.visibility {
        Visibility::Public => "pub",
        Visibility::Crate => "pub(crate)",
    };
    Value::from_pairs([
        ("visibility", word(visibility)),
        ("derives", word(derives)),
        ("is_folder", rust.is_folder.into()),
        ("keyspace", word(escape::rust_str(catalog.keyspace.name.text()))),
        ("keyspace_cql", word(escape::rust_str(&catalog.keyspace.name.cql()))),
    ])
}

/// The derives that the model asks for beyond `known`.
fn more_derives<'a>(catalog: &'a Catalog, known: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let is_more = |path: &&str| !known.contains(&path.rsplit("::").next().unwrap_or_default());
    catalog.rust.derives.iter().map(String::as_str).filter(is_more)
}

/// The newtypes of the columns, each once, in the order of the vocabulary.
fn newtypes(catalog: &Catalog, types: &RustTypes) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut parts = Vec::new();
    for column in &catalog.columns {
        let Some(RustType::Newtype(name)) = &column.rust else { continue };
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let derives: Vec<&str> = ["Clone", "Debug", "PartialEq"].into_iter().chain(column.ty.rust_traits()).collect();
        let own = more_derives(catalog, &derives);
        parts.push(Value::from_object(Newtype {
            rust: word(name.as_str()),
            doc: word(format!("A {}.", escape::code(&format!("{} {}", column.name.cql(), column.ty.cql())))),
            inside: word(types.within(&column.ty)),
            derives: word(derives.iter().copied().chain(own).collect::<Vec<_>>().join(", ")),
            is_copy: column.ty.is_copy().into(),
        }));
    }
    parts
}
