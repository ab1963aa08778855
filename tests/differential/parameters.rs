//! Takes dice, a query and the rows of its table, gives parameters that hit rows, and others that nearly do.

use std::collections::BTreeMap;

use modeler::rules::shape::Op;
use serde_json::{Value, json};

use super::case::{Bound, Case, Cell, Column, Query, Row, Table};
use super::dice::Dice;
use super::values::{encode, value};

/// Parameters for everything that `query` of table `at` may bind.
pub(crate) fn parameters(dice: &mut Dice, case: &Case, at: usize, query: &Query) -> BTreeMap<String, Value> {
    let table = &case.tables[at];
    let rows: Vec<&Row> = case.loads.iter().flat_map(|load| &load.rows[at]).collect();
    let mut source = Source { table, rows: &rows, anchor: None };
    source.move_on(dice);
    // What is implied of the partition key, whether or not it is.
    let mut given: BTreeMap<String, Value> =
        table.partition.iter().map(|column| (column.name.clone(), source.value(dice, column))).collect();
    for relation in &query.relations {
        let columns: Vec<&Column> = relation.columns.iter().map(|name| table.column(name)).collect();
        if relation.op == Op::In {
            let list = source.list(dice, &columns, relation.tuple);
            given.insert(relation.markers[0].clone(), list);
        } else {
            for (marker, column) in relation.markers.iter().zip(columns) {
                given.insert(marker.clone(), source.value(dice, column));
            }
        }
    }
    for bound in [&query.limit, &query.per_partition_limit] {
        if let Some(Bound::Marker(marker)) = bound {
            given.insert((*marker).to_owned(), json!(dice.between(1, 8)));
        }
    }
    given
}

/// Where values come from.
struct Source<'a> {
    table: &'a Table,
    rows: &'a [&'a Row],
    /// The row that is to be hit.
    anchor: Option<&'a Row>,
}

impl Source<'_> {
    fn move_on(&mut self, dice: &mut Dice) {
        self.anchor = (!self.rows.is_empty() && !dice.one_in(8)).then(|| *dice.pick(self.rows));
    }

    fn value(&self, dice: &mut Dice, column: &Column) -> Value {
        let at = self.table.columns().position(|other| other.name == column.name).expect("a column of the table");
        let drawn = match self.anchor.map(|row| &row.cells[at]) {
            Some(Cell::Set(value)) if !dice.one_in(5) => value.clone(),
            _ if dice.one_in(4) => value(dice, &column.ty),
            _ => dice.pick(&column.pool).clone(),
        };
        // A partition key may not be empty.
        let alone = self.table.partition.len() == 1 && at == 0;
        if alone && encode(&column.ty, &drawn).is_empty() { column.pool[0].clone() } else { drawn }
    }

    /// A list for `IN`, which may hold a value twice, or none.
    fn list(&mut self, dice: &mut Dice, columns: &[&Column], tuple: bool) -> Value {
        // Whatever partitions there are together, in any order.
        if self.table.partition.iter().any(|column| column.name == columns[0].name) && dice.one_in(2) {
            let mut all = columns[0].pool.clone();
            dice.shuffle(&mut all);
            return Value::Array(all);
        }
        let mut items: Vec<Value> = Vec::new();
        for _ in 0..*dice.pick(&[0, 1, 2, 2, 3, 3, 4, 5]) {
            if !items.is_empty() && dice.one_in(5) {
                items.push(dice.pick(&items).clone());
                continue;
            }
            self.move_on(dice);
            let mut values: Vec<Value> = columns.iter().map(|column| self.value(dice, column)).collect();
            items.push(if tuple { Value::Array(values) } else { values.remove(0) });
        }
        Value::Array(items)
    }
}
