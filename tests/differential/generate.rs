//! Takes a seed, gives a case.

use std::sync::Arc;

use modeler::model;
use modeler::rules::shape::Order;
use modeler::types::{CqlType, UserType};
use serde_json::{Value, json};

use super::case::{Case, Column, Load, Query, Table};
use super::dice::Dice;
use super::kinds;
use super::parameters::parameters;
use super::queries::query;
use super::rows::loads;
use super::values::{LONGEST, encode, value};

/// What the models may hold that not every version of the reader takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Features {
    /// `scan: true`.
    pub(crate) scan: bool,
    /// Counters.
    pub(crate) counter: bool,
}

impl Features {
    /// What the reader of models takes.
    pub(crate) fn of_the_reader() -> Self {
        let takes = |columns: &str, key: &str, more: &str| {
            let yaml = format!(
                "modeler: 1\nkeyspace: k\nsource: {{ files: [a.csv] }}\ncolumns: {columns}\nqueries:\n  q: {{ \
                 partition_key: [p], select: [n]{key} }}\n{more}"
            );
            model::read("queries.yaml", yaml.as_bytes()).is_ok()
        };
        Self {
            scan: takes("{ p: int, n: int }", "", "  r: { table: q, scan: true }\n"),
            counter: takes("{ p: int, n: { type: counter, csv: n } }", "", ""),
        }
    }
}

/// A case, and how many of the queries drawn for it the model refused.
pub(crate) fn case(seed: u64, questions: usize, features: Features) -> (Case, usize) {
    let mut dice = Dice::new(seed);
    let types = kinds::user_types(&mut dice, seed);
    let tables: Vec<Table> = (0..dice.between(1, 3)).map(|at| table(&mut dice, at, &types, features)).collect();
    let types = used(types, &tables);
    let loads: Vec<Load> = loads(&mut dice, &tables);
    let mut case = Case { seed, tag: String::new(), types, tables, loads };
    let mut refused = 0;
    let given = 4;
    let each = questions.div_ceil(case.tables.len() * given).max(1);
    for at in 0..case.tables.len() {
        let mut queries: Vec<Query> = Vec::new();
        // More are refused by far than ever were; a fault of the generator ends here.
        for drawn in 0..each * 20 {
            if queries.len() == each {
                break;
            }
            let mut query = query(&mut dice, &case.tables[at], format!("t{at}q{drawn}"), features.scan);
            if is_legal(&case, at, &query) {
                query.given = (0..given).map(|_| parameters(&mut dice, &case, at, &query)).collect();
                queries.push(query);
            } else {
                refused += 1;
            }
        }
        case.tables[at].queries = queries;
    }
    (case, refused)
}

/// Whether the model takes `query` beside the tables.
fn is_legal(case: &Case, at: usize, query: &Query) -> bool {
    let mut alone = case.clone();
    alone.tables.iter_mut().for_each(|table| table.queries.clear());
    alone.tables[at].queries.push(query.clone());
    model::read("queries.yaml", alone.yaml("differential", false).as_bytes()).is_ok()
}

/// The types that columns have, and those that these use.
fn used(types: Vec<Arc<UserType>>, tables: &[Table]) -> Vec<Arc<UserType>> {
    let mut names = Vec::new();
    for column in tables.iter().flat_map(Table::columns) {
        column.ty.walk(&mut |ty| {
            if let CqlType::Udt { udt, .. } = ty {
                names.push(udt.name.clone());
            }
        });
    }
    types.into_iter().filter(|ty| names.contains(&ty.name)).collect()
}

fn table(dice: &mut Dice, at: usize, types: &[Arc<UserType>], features: Features) -> Table {
    let letter = char::from(b'a' + at as u8);
    let name = |role: &str, n: usize| format!("{letter}{role}{n}");
    let composite = *dice.pick(&[1, 1, 1, 2, 2, 3]);
    let partition = (0..composite)
        .map(|n| {
            let ty = kinds::of_key(dice, types);
            let mut column = column(dice, name("p", n), ty, 3);
            if composite == 1 {
                column.pool.retain(|value| !encode(&column.ty, value).is_empty());
                if column.pool.is_empty() {
                    column.pool.push(if column.ty == CqlType::Blob { json!("0x00") } else { json!("k") });
                }
            }
            lengthen(dice, &mut column, LONGEST / composite - 10 * (composite - 1));
            column
        })
        .collect();
    let several = *dice.pick(&[0, 1, 1, 2, 2, 3, 4]);
    let clustering: Vec<(Column, Order)> = (0..several)
        .map(|n| {
            let ty = kinds::of_key(dice, types);
            let mut column = column(dice, name("c", n), ty, 4);
            // All of them together have the length that one may have.
            if several == 1 {
                lengthen(dice, &mut column, LONGEST);
            }
            (column, if dice.one_in(2) { Order::Asc } else { Order::Desc })
        })
        .collect();
    let counter = features.counter && dice.one_in(8);
    let statics = if clustering.is_empty() || counter { 0 } else { *dice.pick(&[0, 0, 1, 2]) };
    let beside = |dice: &mut Dice, role: &str, n: usize| {
        let ty = if counter { CqlType::Counter } else { kinds::beside_key(dice, types) };
        column(dice, name(role, n), ty, 3)
    };
    let statics = (0..statics).map(|n| beside(dice, "s", n)).collect();
    let regulars = (0..dice.between(usize::from(counter), 4)).map(|n| beside(dice, "r", n)).collect();
    Table { name: format!("t{at}"), partition, clustering, statics, regulars, queries: Vec::new() }
}

fn column(dice: &mut Dice, name: String, ty: CqlType, values: usize) -> Column {
    let draw = |dice: &mut Dice| match ty {
        CqlType::Counter => json!(dice.between(0, 6) as i64 - 3),
        _ => value(dice, &ty),
    };
    let pool: Vec<Value> = (0..dice.between(2, values + 1)).map(|_| draw(dice)).collect();
    Column { name, ty, pool }
}

/// Now and then puts a value of the greatest length among those of a text column.
fn lengthen(dice: &mut Dice, column: &mut Column, length: usize) {
    if matches!(column.ty, CqlType::Text | CqlType::Ascii) && dice.one_in(30) {
        column.pool.push(json!("x".repeat(length)));
    }
}
