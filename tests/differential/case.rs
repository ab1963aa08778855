//! A model, its rows and its questions as one value: it prints itself as YAML, and is planned as any other model is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use modeler::catalog::{self, Catalog, Script, Statement};
use modeler::diagnostic::Report;
use modeler::model::{self, Model};
use modeler::name::Name;
use modeler::render::{Overrides, render};
use modeler::rules::shape::{Op, Order};
use modeler::types::{CqlType, UserType};
use serde_json::{Value, json};

use super::values::{NULL, encode};

/// A model, what is loaded and what is asked.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// What it was made from.
    pub(crate) seed: u64,
    /// What the names of tables and queries begin with, so that several cases can live in one keyspace.
    pub(crate) tag: String,
    pub(crate) types: Vec<Arc<UserType>>,
    pub(crate) tables: Vec<Table>,
    /// One after the other.
    pub(crate) loads: Vec<Load>,
}

/// A table and the questions to it.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) partition: Vec<Column>,
    pub(crate) clustering: Vec<(Column, Order)>,
    pub(crate) statics: Vec<Column>,
    pub(crate) regulars: Vec<Column>,
    pub(crate) queries: Vec<Query>,
}

/// A column, and the values that its rows mostly have.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) ty: CqlType,
    pub(crate) pool: Vec<Value>,
}

/// Rows that are written together.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    /// Whether they come as CSV files; else as cells.
    pub(crate) csv: bool,
    /// By table.
    pub(crate) rows: Vec<Vec<Row>>,
}

/// A row: a cell for each column, in the order of [`Table::columns`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) static_only: bool,
}

/// What a row says of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Unset,
    Null,
    Set(Value),
}

/// A query, and the parameters that it is asked with.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) name: String,
    /// Nothing stands for everything.
    pub(crate) select: Vec<String>,
    pub(crate) distinct: bool,
    /// Whether every partition is read.
    pub(crate) scan: bool,
    pub(crate) relations: Vec<Relation>,
    pub(crate) order_by: Vec<(String, Order)>,
    pub(crate) limit: Option<Bound>,
    pub(crate) per_partition_limit: Option<Bound>,
    pub(crate) returns: Option<&'static str>,
    pub(crate) given: Vec<BTreeMap<String, Value>>,
}

/// A relation of `where`.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    pub(crate) columns: Vec<String>,
    pub(crate) tuple: bool,
    pub(crate) op: Op,
    /// One for each column, or one for a list.
    pub(crate) markers: Vec<String>,
}

/// A limit.
#[derive(Clone, Debug)]
pub(crate) enum Bound {
    Count(usize),
    Marker(&'static str),
}

/// A case with everything that follows from its model.
pub(crate) struct Planned {
    pub(crate) model: Model,
    pub(crate) catalog: Catalog,
    pub(crate) script: Script,
}

/// One question: a query and its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) table: usize,
    pub(crate) query: usize,
    pub(crate) given: usize,
}

impl Table {
    /// All columns in their order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &Column> {
        let clustering = self.clustering.iter().map(|(column, _)| column);
        self.partition.iter().chain(clustering).chain(&self.statics).chain(&self.regulars)
    }

    /// Number of key columns.
    pub(crate) fn keys(&self) -> usize {
        self.partition.len() + self.clustering.len()
    }

    pub(crate) fn column(&self, name: &str) -> &Column {
        self.columns().find(|column| column.name == name).expect("a column of the table")
    }

    /// Whether its columns are counters.
    pub(crate) fn counts(&self) -> bool {
        self.regulars.iter().any(|column| column.ty == CqlType::Counter)
    }
}

impl Case {
    /// The name of a table or query in the model.
    pub(crate) fn name(&self, name: &str) -> String {
        format!("{}{name}", self.tag)
    }

    /// All questions in order.
    pub(crate) fn questions(&self) -> impl Iterator<Item = Question> {
        self.tables.iter().enumerate().flat_map(|(table, t)| {
            t.queries
                .iter()
                .enumerate()
                .flat_map(move |(query, q)| (0..q.given.len()).map(move |given| Question { table, query, given }))
        })
    }

    /// Number of rows in all loads.
    pub(crate) fn rows(&self) -> usize {
        self.loads.iter().flat_map(|load| &load.rows).map(Vec::len).sum()
    }

    /// Reads and plans the model for `keyspace`, or says what is wrong with it.
    pub(crate) fn plan(&self, keyspace: &str) -> Result<Planned, Report> {
        let (model, _) = model::read("queries.yaml", self.yaml(keyspace, false).as_bytes())?;
        let catalog = catalog::plan(&model, &Name::new(keyspace));
        let script = render(&catalog, "queries.yaml", &Overrides::default())?.script;
        Ok(Planned { model, catalog, script })
    }

    /// The plan of one question, and the wire bytes of its parameters.
    pub(crate) fn ask<'p>(&self, planned: &'p Planned, question: Question) -> (Statement<'p>, Vec<Vec<u8>>) {
        let query = &self.tables[question.table].queries[question.query];
        let at = planned.catalog.query(&self.name(&query.name)).expect("a query of the model");
        let statement = planned.script.select(&planned.catalog, at);
        let given = &query.given[question.given];
        let bytes = statement.select.binds.iter().map(|bind| encode(&bind.ty, &given[bind.name.text()]));
        (statement, bytes.collect())
    }

    /// The model; with what is asked as `examples`, where it is to be kept.
    pub(crate) fn yaml(&self, keyspace: &str, examples: bool) -> String {
        let mut out = format!("modeler: 1\n\nkeyspace: {keyspace}\n");
        if !self.types.is_empty() {
            out += "\ntypes:\n";
            for ty in &self.types {
                let fields: Vec<String> =
                    ty.fields.iter().map(|(name, ty)| format!("{}: \"{}\"", name.text(), ty.cql())).collect();
                let _ = writeln!(out, "  {}: {{ {} }}", ty.name.text(), fields.join(", "));
            }
        }
        out += "\nsources:\n";
        for table in &self.tables {
            let name = &table.name;
            let _ = writeln!(out, "  {name}: {{ files: [\"data/{name}-*.csv\"], nulls: [\"{NULL}\"] }}");
        }
        out += "\ncolumns:\n";
        for column in self.tables.iter().flat_map(Table::columns) {
            if column.ty == CqlType::Counter {
                let _ = writeln!(out, "  {0}: {{ type: counter, csv: {0} }}", column.name);
            } else {
                let _ = writeln!(out, "  {}: {{ type: \"{}\" }}", column.name, column.ty.cql());
            }
        }
        out += "\nqueries:\n";
        for table in &self.tables {
            self.table_yaml(table, &mut out);
            for query in &table.queries {
                self.query_yaml(table, query, examples, &mut out);
            }
        }
        out
    }

    /// The query that declares the table, which is not asked.
    fn table_yaml(&self, table: &Table, out: &mut String) {
        let names = |columns: &[Column]| columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "  {}:\n    from: {}", self.name(&table.name), table.name);
        let _ = writeln!(out, "    partition_key: [{}]", names(&table.partition));
        if !table.clustering.is_empty() {
            let clustering: Vec<String> =
                table.clustering.iter().map(|(column, order)| directed(&column.name, *order)).collect();
            let _ = writeln!(out, "    clustering_key: [{}]", clustering.join(", "));
        }
        if !table.statics.is_empty() {
            let _ = writeln!(out, "    static: [{}]", names(&table.statics));
        }
        if !table.regulars.is_empty() {
            let _ = writeln!(out, "    select: [{}]", names(&table.regulars));
        }
    }

    fn query_yaml(&self, table: &Table, query: &Query, examples: bool, out: &mut String) {
        let _ = writeln!(out, "  {}:\n    table: {}", self.name(&query.name), self.name(&table.name));
        if query.scan {
            *out += "    scan: true\n";
        }
        if !query.relations.is_empty() {
            let relations: Vec<String> =
                query.relations.iter().map(|relation| format!("\"{}\"", relation.text())).collect();
            let _ = writeln!(out, "    where: [{}]", relations.join(", "));
        }
        if !query.order_by.is_empty() {
            let columns: Vec<String> = query.order_by.iter().map(|(name, order)| directed(name, *order)).collect();
            let _ = writeln!(out, "    order_by: [{}]", columns.join(", "));
        }
        if query.distinct {
            *out += "    distinct: true\n";
        }
        if !query.select.is_empty() {
            let _ = writeln!(out, "    select: [{}]", query.select.join(", "));
        }
        for (key, bound) in [("limit", &query.limit), ("per_partition_limit", &query.per_partition_limit)] {
            match bound {
                None => {}
                Some(Bound::Count(count)) => drop(writeln!(out, "    {key}: {count}")),
                Some(Bound::Marker(marker)) => drop(writeln!(out, "    {key}: \":{marker}\"")),
            }
        }
        if let Some(returns) = query.returns {
            let _ = writeln!(out, "    returns: {returns}");
        }
        if examples {
            *out += "    examples:\n";
            let binds = query.binds(table);
            for given in &query.given {
                let bound: BTreeMap<_, _> = given.iter().filter(|(name, _)| binds.contains(&name.as_str())).collect();
                let _ = writeln!(out, "      - {}", json!(bound));
            }
        }
    }
}

impl Query {
    /// The names that it binds; parameters may be given for others, which the query had once.
    fn binds<'a>(&'a self, table: &'a Table) -> Vec<&'a str> {
        let written = |column: &&Column| self.relations.iter().any(|relation| relation.columns.contains(&column.name));
        let implied = table.partition.iter().filter(|column| !self.scan && !written(column));
        let mut names: Vec<&str> = implied.map(|column| column.name.as_str()).collect();
        names.extend(self.relations.iter().flat_map(|relation| &relation.markers).map(String::as_str));
        let limits = [&self.limit, &self.per_partition_limit].into_iter().flatten();
        names.extend(limits.filter_map(|bound| if let Bound::Marker(marker) = bound { Some(*marker) } else { None }));
        names
    }
}

impl Relation {
    /// As the model writes it.
    fn text(&self) -> String {
        let joined = |names: &[String], mark: &str| {
            let names: Vec<String> = names.iter().map(|name| format!("{mark}{name}")).collect();
            if self.tuple { format!("({})", names.join(", ")) } else { names.join(", ") }
        };
        if self.op == Op::In {
            return format!("{} in :{}", joined(&self.columns, ""), self.markers[0]);
        }
        format!("{} {} {}", joined(&self.columns, ""), self.op, joined(&self.markers, ":"))
    }
}

fn directed(name: &str, order: Order) -> String {
    format!("{name} {}", if order == Order::Asc { "asc" } else { "desc" })
}
