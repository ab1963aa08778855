//! Takes a `Catalog`, gives the context of the templates: everything in it is a finished word or raw text of the user.
//! Never lays out a statement. `templates/README.md` documents it field by field.
//!
//! A [`Word`] may be printed as it is. A `String` is raw text and needs an escaping filter.

use std::collections::HashMap;

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::{escape, spell};
use crate::catalog::{self, Catalog};
use crate::model::{Marker, Returns};
use crate::name::Name;
use crate::rules::shape::{Column as ColumnShape, Kind, Order};
use crate::types::{CqlType, UserType};

/// The version of the context. It grows when a field goes or changes its meaning, not when one is added.
pub(super) const VERSION: u32 = 1;

/// A finished word: a string that templates may print without a filter.
pub(super) type Word = Value;

/// Makes a finished word.
pub(super) fn word(text: impl Into<String>) -> Word {
    Value::from_safe_string(text.into())
}

/// Makes a part of the context that others can hold.
pub(super) fn value(part: impl Serialize) -> Value {
    Value::from(Serde(part))
}

/// What every artifact's template sees.
#[derive(Serialize)]
pub(super) struct Page {
    /// [`VERSION`].
    pub(super) version: u32,
    /// The sentence that says what made the file.
    pub(super) header: Word,
    /// The model's file, as the user named it.
    pub(super) model: String,
    /// The keyspace.
    pub(super) keyspace: Keyspace,
    /// User-defined types, each after those it uses.
    pub(super) types: Vec<Type>,
    /// The tables, each with its queries.
    pub(super) tables: Vec<Value>,
    /// The queries in written order.
    pub(super) queries: Vec<Value>,
    /// The modules of `rows.rs`.
    pub(super) modules: Vec<Module>,
    /// The prepared statements of `rows.rs`, in the order of their indexes.
    pub(super) statements: Vec<Value>,
    /// Which functions the queries go through.
    pub(super) uses: Uses,
    /// The crates that `rows.rs` needs.
    pub(super) crates: Vec<Word>,
}

/// The keyspace.
#[derive(Serialize)]
pub(super) struct Keyspace {
    pub(super) name: String,
    pub(super) cql: Word,
    pub(super) replication: Word,
    pub(super) durable_writes: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) create: Option<Word>,
}

/// A user-defined type.
#[derive(Serialize)]
pub(super) struct Type {
    pub(super) name: String,
    pub(super) cql: Word,
    pub(super) rust: Word,
    pub(super) fields: Vec<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) create: Option<Word>,
}

/// A field of a user-defined type.
#[derive(Serialize)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) cql: Word,
    #[serde(rename = "type")]
    pub(super) ty: Word,
    pub(super) rust: Word,
    pub(super) rename: Option<Word>,
    pub(super) rust_type: Word,
    pub(super) doc: Word,
}

/// A table.
#[derive(Serialize)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) cql: Word,
    pub(super) rust: Word,
    pub(super) method: Word,
    pub(super) columns: Vec<Value>,
    pub(super) partition_key: Vec<Value>,
    pub(super) clustering_key: Vec<Value>,
    /// What stands behind WITH, one word per clause.
    pub(super) with: Vec<Word>,
    /// The binds of its INSERT.
    pub(super) binds: Vec<Value>,
    pub(super) insert_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) create: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) insert: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) queries: Option<Vec<Value>>,
}

/// A column of a table, or of a query's rows.
#[derive(Serialize)]
struct Column {
    name: String,
    cql: Word,
    #[serde(rename = "type")]
    ty: Word,
    kind: Word,
    is_static: bool,
    order: Option<Word>,
    rust: Word,
    rename: Option<Word>,
    rust_type: Word,
    read_type: Word,
    write_type: Word,
    doc: Word,
}

/// A value that a statement binds.
#[derive(Serialize)]
struct Bind {
    name: String,
    cql: Word,
    #[serde(rename = "type")]
    ty: Word,
    rust: Word,
    rename: Option<Word>,
    rust_type: Word,
    doc: Word,
}

/// A query.
#[derive(Serialize)]
pub(super) struct Query {
    pub(super) name: String,
    pub(super) question: Option<String>,
    /// `name: question`, or the name alone.
    pub(super) title: String,
    pub(super) rust: Word,
    pub(super) method: Word,
    pub(super) table: Source,
    pub(super) columns: Vec<Value>,
    pub(super) binds: Vec<Value>,
    pub(super) selection: Word,
    pub(super) conditions: Vec<Word>,
    pub(super) order_by: Vec<Word>,
    pub(super) per_partition_limit: Option<Word>,
    pub(super) limit: Option<Word>,
    pub(super) returns: Word,
    pub(super) has_rows: bool,
    pub(super) unpaged: bool,
    pub(super) reversed: bool,
    pub(super) consistency: Option<Word>,
    pub(super) idempotent: bool,
    pub(super) select_index: usize,
    /// The function of `rows.rs` that answers it, and what that gives.
    pub(super) via: Word,
    pub(super) gives: Word,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) select: Option<Word>,
}

/// The table that a query reads.
#[derive(Serialize)]
pub(super) struct Source {
    pub(super) name: String,
    pub(super) cql: Word,
}

/// A module of `rows.rs`: a query, a table, or both where they share a name.
#[derive(Serialize)]
pub(super) struct Module {
    pub(super) rust: Word,
    pub(super) about: String,
    pub(super) query: Option<Value>,
    pub(super) table: Option<Value>,
}

/// One line of the list of statements in `rows.rs`.
#[derive(Serialize)]
struct Statement {
    cql: Word,
    query: Word,
    consistency: Word,
    idempotent: bool,
    page_size: Word,
}

/// Which of its functions `rows.rs` needs; unused ones would be warned of.
#[derive(Default, Serialize)]
pub(super) struct Uses {
    pub(super) stream: bool,
    pub(super) rows: bool,
    pub(super) first: bool,
    pub(super) one: bool,
    pub(super) count: bool,
    pub(super) decode: bool,
}

/// The parts of a page before the statements are rendered.
pub(super) struct Draft {
    pub(super) keyspace: Keyspace,
    pub(super) types: Vec<Type>,
    pub(super) tables: Vec<Table>,
    pub(super) queries: Vec<Query>,
    /// For each query, the index of its table.
    sources: Vec<usize>,
    header: Word,
    model: String,
    crates: Vec<Word>,
}

impl Draft {
    /// Spells everything in `catalog`; `model_file` is named in the header.
    pub(super) fn new(catalog: &Catalog, model_file: &str) -> Self {
        let types: Vec<Type> = types(catalog);
        let mut columns = Columns::new(catalog);
        // A query and a table of one name share a module; `types` and `driver` are modules of the file's own.
        let (mut select_names, mut insert_names) = (Scope::modules(), Scope::modules());
        let mut methods = Scope::new(&["prepare"]);
        let queries: Vec<Query> = catalog
            .selects
            .iter()
            .enumerate()
            .map(|(n, select)| {
                let rust = select_names.take(&select.shape.name);
                let method = methods.reserve(rust.clone());
                query(select, catalog, &mut columns, rust, method, n)
            })
            .collect();
        let tables = catalog.tables.iter().enumerate().map(|(n, planned)| {
            let rust = insert_names.take(&planned.shape.name);
            let method = methods.reserve(format!("insert_{}", rust.trim_start_matches("r#")));
            table(planned, &mut columns, rust, method, queries.len() + n)
        });
        let tables: Vec<Table> = tables.collect();
        let file = escape::line(model_file);
        let header = format!("Made by modeler from {file}; do not edit: change the model and run `modeler generate`.");
        Self {
            keyspace: keyspace(catalog),
            types,
            tables,
            queries,
            sources: catalog.selects.iter().map(|select| select.table).collect(),
            header: word(header),
            model: model_file.to_owned(),
            crates: crates(catalog),
        }
    }

    /// The page, once every statement is there.
    pub(super) fn finish(self) -> Page {
        let queries: Vec<Value> = self.queries.iter().map(value).collect();
        let mut of_table: Vec<Vec<Value>> = vec![Vec::new(); self.tables.len()];
        for (query, &table) in queries.iter().zip(&self.sources) {
            of_table[table].push(query.clone());
        }
        let mut tables = self.tables;
        for (table, queries) in tables.iter_mut().zip(of_table) {
            table.queries = Some(queries);
        }
        let table_values: Vec<Value> = tables.iter().map(value).collect();
        Page {
            version: VERSION,
            header: self.header,
            model: self.model,
            keyspace: self.keyspace,
            types: self.types,
            modules: modules(&self.queries, &queries, &tables, &table_values),
            statements: statements(&self.queries, &tables),
            uses: uses(&self.queries),
            tables: table_values,
            queries,
            crates: self.crates,
        }
    }
}

use spell::Scope;

impl Scope {
    fn modules() -> Self {
        Self::new(&["types", "driver"])
    }

    /// For the fields of a struct that derives `SerializeRow`, whose code holds them beside fields of its own.
    fn fields() -> Self {
        Self::new(&["remaining_count"])
    }
}

fn keyspace(catalog: &Catalog) -> Keyspace {
    let keyspace = &catalog.keyspace;
    Keyspace {
        name: keyspace.name.text().to_owned(),
        cql: word(keyspace.name.cql()),
        replication: word(spell::map(&keyspace.replication)),
        durable_writes: keyspace.durable_writes,
        create: None,
    }
}

fn types(catalog: &Catalog) -> Vec<Type> {
    let rust = spell::RustTypes::new(catalog.types.iter().map(|udt| udt.name.rust_type()));
    let spelled = |udt: &UserType| {
        let mut scope = Scope::fields();
        let fields = udt.fields.iter().map(|(name, ty)| {
            let ident = scope.take_udt_field(name);
            Field {
                name: name.text().to_owned(),
                cql: word(name.cql()),
                ty: word(ty.cql()),
                rename: rename(name, &ident),
                rust: word(ident),
                rust_type: word(rust.inside(ty)),
                doc: word(doc(name, ty, "")),
            }
        });
        Type {
            name: udt.name.text().to_owned(),
            cql: word(udt.name.cql()),
            rust: word(udt.name.rust_type()),
            fields: fields.collect(),
            create: None,
        }
    };
    catalog.types.iter().map(|udt| spelled(udt)).collect()
}

fn table(planned: &catalog::Table, columns: &mut Columns, rust: String, method: String, index: usize) -> Table {
    let shape = &planned.shape;
    let mut scope = Scope::fields();
    let all: Vec<(Value, Kind)> =
        shape.columns().map(|(column, kind)| (columns.column(column, kind, false, &mut scope), kind)).collect();
    let of_kind = |wanted: fn(Kind) -> bool| all.iter().filter(|(_, kind)| wanted(*kind)).map(|(c, _)| c.clone()).collect();
    let orders = shape.clustering_key.iter().map(|(column, order)| spell::ordered(&column.name, *order));
    let clustering = (!shape.clustering_key.is_empty())
        .then(|| format!("CLUSTERING ORDER BY ({})", orders.collect::<Vec<_>>().join(", ")));
    let options = shape.options.iter().map(|(name, setting)| spell::option(name, setting));
    let mut scope = Scope::fields();
    Table {
        name: shape.name.text().to_owned(),
        cql: word(shape.name.cql()),
        rust: word(rust),
        method: word(method),
        partition_key: of_kind(|kind| kind == Kind::Partition),
        clustering_key: of_kind(|kind| matches!(kind, Kind::Clustering(_))),
        columns: all.into_iter().map(|(column, _)| column).collect(),
        with: clustering.into_iter().chain(options).map(word).collect(),
        binds: planned.insert.iter().map(|marker| columns.bind(marker, &mut scope)).collect(),
        insert_index: index,
        create: None,
        insert: None,
        queries: None,
    }
}

fn query(
    select: &catalog::Select,
    catalog: &Catalog,
    columns: &mut Columns,
    rust: String,
    method: String,
    index: usize,
) -> Query {
    let shape = &select.shape;
    let name = shape.name.text();
    let is_count = select.returns == Returns::Count;
    // A partition that holds only static values gives a row without clustering values, unless one of them is asked for.
    let keyless_rows = !shape.table.statics.is_empty() && !restricts_clustering(shape);
    let (mut row, mut params) = (Scope::fields(), Scope::fields());
    let columns_read = select.columns.iter().map(|(column, kind)| columns.column(column, *kind, keyless_rows, &mut row));
    let columns_read = if is_count { Vec::new() } else { columns_read.collect() };
    let (via, gives) = answer(select, &rust);
    let source = &catalog.tables[select.table].shape.name;
    let question = select.question.clone().filter(|question| !question.trim().is_empty());
    Query {
        name: name.to_owned(),
        title: question.as_ref().map_or_else(|| name.to_owned(), |question| format!("{name}: {question}")),
        question,
        rust: word(rust),
        method: word(method),
        table: Source { name: source.text().to_owned(), cql: word(source.cql()) },
        columns: columns_read,
        binds: select.binds.iter().map(|marker| columns.bind(marker, &mut params)).collect(),
        selection: word(spell::selection(shape, is_count)),
        conditions: shape.relations.iter().map(|relation| word(spell::relation(relation))).collect(),
        order_by: shape.order_by.iter().map(|(name, order)| word(spell::ordered(name, *order))).collect(),
        per_partition_limit: shape.per_partition_limit.as_ref().map(|limit| word(spell::limit(limit))),
        limit: shape.limit.as_ref().map(|limit| word(spell::limit(limit))),
        returns: word(returns(select.returns)),
        has_rows: !is_count,
        unpaged: select.unpaged,
        reversed: select.reversed,
        consistency: select.consistency.as_ref().map(|level| word(escape::line(level))),
        idempotent: select.idempotent,
        select_index: index,
        via: word(via),
        gives: word(gives),
        select: None,
    }
}

fn restricts_clustering(query: &crate::rules::shape::Query) -> bool {
    let mut named = query.relations.iter().flat_map(|relation| &relation.columns);
    named.any(|name| matches!(query.table.column(name), Some((_, Kind::Clustering(_)))))
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

fn modules(queries: &[Query], query_values: &[Value], tables: &[Table], table_values: &[Value]) -> Vec<Module> {
    let mut modules = Vec::with_capacity(queries.len());
    let mut at: HashMap<&str, usize> = HashMap::new();
    for (query, value) in queries.iter().zip(query_values) {
        at.insert(query.rust.as_str().unwrap_or_default(), modules.len());
        let about = query.question.clone().unwrap_or_else(|| format!("Query {}.", query.name));
        modules.push(Module { rust: query.rust.clone(), about, query: Some(value.clone()), table: None });
    }
    for (table, value) in tables.iter().zip(table_values) {
        if let Some(shared) = at.get(table.rust.as_str().unwrap_or_default()) {
            modules[*shared].table = Some(value.clone());
        } else {
            let about = format!("Table {}.", table.name);
            modules.push(Module { rust: table.rust.clone(), about, query: None, table: Some(value.clone()) });
        }
    }
    modules
}

fn statements(queries: &[Query], tables: &[Table]) -> Vec<Value> {
    let none = word("None");
    let selects = queries.iter().map(|query| Statement {
        cql: word(format!("{}::SELECT", query.rust)),
        query: word(escape::rust_str(&query.name)),
        consistency: query.consistency.as_ref().and_then(Value::as_str).map_or_else(
            || none.clone(),
            |level| word(format!("Some(Consistency::{})", spell::consistency(level))),
        ),
        idempotent: query.idempotent,
        page_size: if query.via.as_str() == Some("first") { word("Some(1)") } else { none.clone() },
    });
    let inserts = tables.iter().map(|table| Statement {
        cql: word(format!("{}::INSERT", table.rust)),
        query: word(escape::rust_str(&format!("insert into {}", table.name))),
        consistency: none.clone(),
        idempotent: true,
        page_size: none.clone(),
    });
    selects.chain(inserts).map(value).collect()
}

fn uses(queries: &[Query]) -> Uses {
    let any = |via: &str| queries.iter().any(|query| query.via.as_str() == Some(via));
    let mut uses =
        Uses { stream: any("stream"), first: any("first"), one: any("one"), count: any("count"), ..Uses::default() };
    uses.rows = any("rows") || uses.one || uses.count;
    uses.decode = uses.rows || uses.first;
    uses
}

/// The crates beside the driver that types of the catalog need: it does not export `uuid` itself.
fn crates(catalog: &Catalog) -> Vec<Word> {
    let mut has_uuid = false;
    let mut look = |ty: &CqlType| has_uuid |= *ty == CqlType::Uuid;
    catalog.types.iter().flat_map(|udt| &udt.fields).for_each(|(_, ty)| ty.walk(&mut look));
    catalog.tables.iter().flat_map(|table| table.shape.columns()).for_each(|(column, _)| column.ty.walk(&mut look));
    std::iter::once("scylla 1.9").chain(has_uuid.then_some("uuid 1")).map(word).collect()
}

/// The `#[scylla(rename = …)]` of a field, where the Rust name is not the CQL name letter for letter: the derived code
/// does not look through `r#`.
fn rename(name: &Name, ident: &str) -> Option<Word> {
    (ident != name.text()).then(|| word(escape::rust_str(name.text())))
}

fn doc(name: &Name, ty: &CqlType, role: &str) -> String {
    format!("{}{role}", escape::code(&format!("{} {}", name.cql(), ty.cql())))
}

/// The columns and binds that were spelled already. A name has one type and one meaning in every table, so that most of
/// them are shared.
struct Columns {
    rust: spell::RustTypes,
    columns: HashMap<(Name, &'static str, bool), Vec<(CqlType, String, Value)>>,
    binds: HashMap<Name, Vec<(CqlType, String, Value)>>,
}

impl Columns {
    fn new(catalog: &Catalog) -> Self {
        let rust = spell::RustTypes::new(catalog.types.iter().map(|udt| udt.name.rust_type()));
        Self { rust, columns: HashMap::new(), binds: HashMap::new() }
    }

    fn column(&mut self, column: &ColumnShape, kind: Kind, keyless_rows: bool, scope: &mut Scope) -> Value {
        let ident = scope.take_field(&column.name);
        let key = (column.name.clone(), role(kind), keyless_rows);
        let known = self.columns.entry(key).or_default();
        if let Some((_, _, value)) = known.iter().find(|(ty, rust, _)| *ty == column.ty && *rust == ident) {
            return value.clone();
        }
        let value = value(spelled(&self.rust, column, kind, keyless_rows, &ident));
        known.push((column.ty.clone(), ident, value.clone()));
        value
    }

    fn bind(&mut self, marker: &Marker, scope: &mut Scope) -> Value {
        let ident = scope.take_field(&marker.name);
        let known = self.binds.entry(marker.name.clone()).or_default();
        if let Some((_, _, value)) = known.iter().find(|(ty, rust, _)| *ty == marker.ty && *rust == ident) {
            return value.clone();
        }
        let value = value(Bind {
            name: marker.name.text().to_owned(),
            cql: word(spell::marker(&marker.name)),
            ty: word(marker.ty.cql()),
            rename: rename(&marker.name, &ident),
            rust: word(ident.clone()),
            rust_type: word(self.rust.outside(&marker.ty)),
            doc: word(doc(&marker.name, &marker.ty, "")),
        });
        known.push((marker.ty.clone(), ident, value.clone()));
        value
    }
}

fn role(kind: Kind) -> &'static str {
    match kind {
        Kind::Partition => ", partition key",
        Kind::Clustering(Order::Asc) => ", clustering key",
        Kind::Clustering(Order::Desc) => ", clustering key, largest first",
        Kind::Static => ", one for the whole partition",
        Kind::Regular => "",
    }
}

fn spelled(rust: &spell::RustTypes, column: &ColumnShape, kind: Kind, keyless_rows: bool, ident: &str) -> Column {
    let (name, ty) = (&column.name, &column.ty);
    let rust_type = rust.outside(ty);
    let is_key = matches!(kind, Kind::Partition | Kind::Clustering(_));
    let is_always_there = match kind {
        Kind::Partition => true,
        Kind::Clustering(_) => !keyless_rows,
        // An empty collection of several cells reads as null, and the driver makes an empty one of it again.
        Kind::Static | Kind::Regular => {
            ty.is_multi_cell() && !matches!(ty, CqlType::Udt { .. }) && !rust_type.ends_with("::CqlValue")
        }
    };
    Column {
        name: name.text().to_owned(),
        cql: word(name.cql()),
        ty: word(ty.cql()),
        kind: word(match kind {
            Kind::Partition => "partition",
            Kind::Clustering(_) => "clustering",
            Kind::Static => "static",
            Kind::Regular => "regular",
        }),
        is_static: kind == Kind::Static,
        order: if let Kind::Clustering(order) = kind { Some(word(spell::direction(order))) } else { None },
        rename: rename(name, ident),
        rust: word(ident),
        read_type: word(if is_always_there { rust_type.clone() } else { spell::short(&spell::option_of(&rust_type)) }),
        write_type: word(if is_key { rust_type.clone() } else { format!("::scylla::value::MaybeUnset<{rust_type}>") }),
        rust_type: word(rust_type),
        doc: word(doc(name, ty, role(kind))),
    }
}
