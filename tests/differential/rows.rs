//! Takes dice and tables, gives rows: few keys, so that rows meet, and everything else that they can say.

use serde_json::Value;

use super::case::{Cell, Column, Load, Row, Table};
use super::dice::Dice;
use super::values::value;

/// The loads of a case: one to three, of which some are cells.
pub(crate) fn loads(dice: &mut Dice, tables: &[Table]) -> Vec<Load> {
    let count = dice.between(1, 3);
    let mut loads: Vec<Load> =
        (0..count).map(|_| Load { csv: dice.one_in(2), rows: tables.iter().map(|_| Vec::new()).collect() }).collect();
    // Of counters a CSV says all that can be said.
    if tables.iter().any(Table::counts) {
        loads.truncate(1);
        loads[0].csv = true;
    }
    for (at, table) in tables.iter().enumerate() {
        let mut keys: Vec<Vec<Value>> = Vec::new();
        let partitions: Vec<Vec<Value>> = (0..dice.between(1, 4)).map(|_| key(dice, table.partition.iter())).collect();
        let most = *dice.pick(&[0, 6, 12, 24]);
        for load in &mut loads {
            for _ in 0..dice.between(most / 2, most) {
                let row = row(dice, table, &partitions, &mut keys, load.csv);
                load.rows[at].push(row);
            }
            if !load.csv && !table.statics.is_empty() {
                lonely(dice, table, &mut load.rows[at]);
            }
            again(dice, &mut load.rows[at]);
        }
    }
    loads
}

/// Static values of partitions that mostly have no rows.
fn lonely(dice: &mut Dice, table: &Table, rows: &mut Vec<Row>) {
    for _ in 0..dice.below(3) {
        let mut cells: Vec<Cell> = table.columns().map(|_| Cell::Unset).collect();
        let key = key(dice, table.partition.iter());
        cells.iter_mut().zip(key).for_each(|(cell, value)| *cell = Cell::Set(value));
        only_statics(dice, table, &mut cells);
        rows.push(Row { cells, static_only: true });
    }
}

/// Rows that come again: as they were, or in the other order.
fn again(dice: &mut Dice, rows: &mut Vec<Row>) {
    if rows.len() > 2 && dice.one_in(3) {
        let mut copies = rows[..dice.between(1, rows.len())].to_vec();
        if dice.one_in(2) {
            copies.reverse();
        }
        rows.append(&mut copies);
    }
}

fn key<'a>(dice: &mut Dice, columns: impl Iterator<Item = &'a Column>) -> Vec<Value> {
    columns.map(|column| dice.pick(&column.pool).clone()).collect()
}

fn row(dice: &mut Dice, table: &Table, partitions: &[Vec<Value>], keys: &mut Vec<Vec<Value>>, csv: bool) -> Row {
    let key = if !keys.is_empty() && dice.one_in(5) {
        dice.pick(keys).clone()
    } else {
        let mut whole = dice.pick(partitions).clone();
        whole.extend(key(dice, table.clustering.iter().map(|(column, _)| column)));
        keys.push(whole.clone());
        whole
    };
    let static_only = !csv && !table.statics.is_empty() && dice.one_in(6);
    let mut cells: Vec<Cell> = key.into_iter().map(Cell::Set).collect();
    for column in &table.statics {
        // Rows of a partition mostly have nothing to say of its static columns, or the same.
        let cell = if static_only || dice.one_in(3) { cell(dice, column, csv) } else { Cell::Unset };
        cells.push(cell);
    }
    cells.extend(table.regulars.iter().map(|column| cell(dice, column, csv)));
    if static_only {
        only_statics(dice, table, &mut cells);
    }
    Row { cells, static_only }
}

/// Leaves the partition key and the static columns, of which one at least says something.
fn only_statics(dice: &mut Dice, table: &Table, cells: &mut [Cell]) {
    let (statics, regulars) = (table.keys(), table.keys() + table.statics.len());
    cells[table.partition.len()..statics].fill(Cell::Unset);
    cells[regulars..].fill(Cell::Unset);
    if cells[statics..regulars].iter().all(|cell| *cell == Cell::Unset) {
        cells[statics] = Cell::Set(dice.pick(&table.statics[0].pool).clone());
    }
}

fn cell(dice: &mut Dice, column: &Column, csv: bool) -> Cell {
    match dice.below(8) {
        0 => Cell::Unset,
        1 if csv => Cell::Unset,
        1 => Cell::Null,
        2..6 => Cell::Set(dice.pick(&column.pool).clone()),
        _ => Cell::Set(value(dice, &column.ty)),
    }
}
