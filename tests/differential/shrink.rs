//! Takes a case that shows a difference, gives a smaller one that still does. Each step makes tables anew, which takes a
//! node a while, so that the steps are counted and the largest cuts come first.

use serde_json::Value;

use super::case::{Case, Cell, Question, Table};
use modeler::rules::shape::Op;

/// What is left of a case, and the steps that may still be taken.
struct Shrinking<'f, F> {
    case: Case,
    steps: usize,
    differs: &'f mut F,
}

/// Drops whatever may be dropped from `case` while `differs` says that it still shows a difference, in no more than
/// `steps` tries. `question` is where the difference was seen.
pub(crate) async fn shrink<F: AsyncFnMut(&Case) -> bool>(
    case: Case,
    question: Option<Question>,
    steps: usize,
    differs: &mut F,
) -> Case {
    let mut shrinking = Shrinking { case, steps, differs };
    if let Some(question) = question {
        shrinking.attempt(|case| alone(case, question)).await;
    } else {
        shrinking.attempt(|case| case.tables.iter_mut().for_each(|table| table.queries.clear())).await;
    }
    shrinking.loads().await;
    shrinking.rows().await;
    shrinking.clauses().await;
    shrinking.columns().await;
    shrinking.lists().await;
    shrinking.rows().await;
    shrinking.cells().await;
    shrinking.case
}

/// Leaves one question and its table.
fn alone(case: &mut Case, question: Question) {
    let mut table = case.tables.swap_remove(question.table);
    let mut query = table.queries.swap_remove(question.query);
    query.given = vec![query.given.swap_remove(question.given)];
    table.queries = vec![query];
    case.tables = vec![table];
    for load in &mut case.loads {
        load.rows = vec![load.rows.swap_remove(question.table)];
    }
}

impl<F: AsyncFnMut(&Case) -> bool> Shrinking<'_, F> {
    /// Changes the case, and keeps the change if the difference stays.
    async fn attempt(&mut self, change: impl FnOnce(&mut Case)) -> bool {
        if self.steps == 0 {
            return false;
        }
        let mut smaller = self.case.clone();
        change(&mut smaller);
        // A model that is none costs nothing.
        if smaller.plan("differential").is_err() {
            return false;
        }
        self.steps -= 1;
        let differs = (self.differs)(&smaller).await;
        if differs {
            self.case = smaller;
        }
        differs
    }

    /// Fewer loads: without one of them, or all as one.
    async fn loads(&mut self) {
        for at in (0..self.case.loads.len()).rev() {
            if self.case.loads.len() > 1 {
                self.attempt(|case| drop(case.loads.remove(at))).await;
            }
        }
        self.attempt(|case| {
            let mut loads = std::mem::take(&mut case.loads).into_iter();
            let Some(mut one) = loads.next() else { return };
            for load in loads {
                one.csv &= load.csv;
                one.rows.iter_mut().zip(load.rows).for_each(|(all, mut more)| all.append(&mut more));
            }
            case.loads = vec![one];
        })
        .await;
    }

    /// Fewer rows: halves, quarters and so on, down to single ones.
    async fn rows(&mut self) {
        let mut size = self.case.rows().div_ceil(2);
        while size > 0 {
            let mut from = 0;
            while from < self.case.rows() {
                if !self.attempt(|case| without_rows(case, from, from + size)).await {
                    from += size;
                }
            }
            size = if size == 1 { 0 } else { size.div_ceil(2) };
        }
    }

    /// A simpler query.
    async fn clauses(&mut self) {
        let queries = |case: &Case| case.tables.iter().map(|table| table.queries.len()).sum::<usize>();
        if queries(&self.case) != 1 {
            return;
        }
        self.attempt(|case| case.tables[0].queries[0].per_partition_limit = None).await;
        self.attempt(|case| case.tables[0].queries[0].limit = None).await;
        self.attempt(|case| case.tables[0].queries[0].order_by.clear()).await;
        self.attempt(|case| case.tables[0].queries[0].returns = Some("all")).await;
        self.attempt(|case| case.tables[0].queries[0].distinct = false).await;
        for at in (0..self.case.tables[0].queries[0].relations.len()).rev() {
            self.attempt(|case| drop(case.tables[0].queries[0].relations.remove(at))).await;
        }
    }

    /// Fewer columns, the last first.
    async fn columns(&mut self) {
        for table in 0..self.case.tables.len() {
            let names: Vec<String> = self.case.tables[table].columns().map(|column| column.name.clone()).collect();
            for name in names.iter().rev() {
                self.attempt(|case| without_column(case, table, name)).await;
            }
        }
    }

    /// Shorter lists of `IN`.
    async fn lists(&mut self) {
        let Some(query) = self.case.tables.first().and_then(|table| table.queries.first()) else { return };
        let markers = query.relations.iter().filter(|relation| relation.op == Op::In);
        let markers: Vec<String> = markers.map(|relation| relation.markers[0].clone()).collect();
        for marker in markers {
            let length = |case: &Case| match &case.tables[0].queries[0].given[0][&marker] {
                Value::Array(items) => items.len(),
                _ => 0,
            };
            for at in (0..length(&self.case)).rev() {
                self.attempt(|case| {
                    if let Some(Value::Array(items)) = case.tables[0].queries[0].given[0].get_mut(&marker) {
                        items.remove(at);
                    }
                })
                .await;
            }
        }
    }

    /// Rows that say less.
    async fn cells(&mut self) {
        for load in 0..self.case.loads.len() {
            for table in 0..self.case.tables.len() {
                for row in 0..self.case.loads[load].rows[table].len() {
                    for cell in self.case.tables[table].keys()..self.case.loads[load].rows[table][row].cells.len() {
                        if self.case.loads[load].rows[table][row].cells[cell] != Cell::Unset {
                            self.attempt(|case| case.loads[load].rows[table][row].cells[cell] = Cell::Unset).await;
                        }
                    }
                }
            }
        }
    }
}

/// Drops the rows from one number to another, counted over all loads and tables.
fn without_rows(case: &mut Case, from: usize, to: usize) {
    let mut number = 0;
    for rows in case.loads.iter_mut().flat_map(|load| &mut load.rows) {
        rows.retain(|_| {
            number += 1;
            !(from..to).contains(&(number - 1))
        });
    }
}

/// Drops a column wherever it stands; the model refuses what is left if it must not.
fn without_column(case: &mut Case, table: usize, name: &str) {
    let at = case.tables[table].columns().position(|column| column.name == name).expect("a column of the table");
    let Table { partition, clustering, statics, regulars, queries, .. } = &mut case.tables[table];
    for columns in [partition, statics, regulars] {
        columns.retain(|column| column.name != name);
    }
    clustering.retain(|(column, _)| column.name != name);
    for query in queries {
        query.select.retain(|selected| selected != name);
        query.order_by.retain(|(ordered, _)| ordered != name);
        query.relations.retain(|relation| relation.columns != [name]);
    }
    let says = |table: &Table, row: &super::case::Row| {
        !row.static_only || row.cells[table.keys()..].iter().any(|cell| *cell != Cell::Unset)
    };
    let table_left = case.tables[table].clone();
    for load in &mut case.loads {
        for row in &mut load.rows[table] {
            row.cells.remove(at);
        }
        load.rows[table].retain(|row| says(&table_left, row));
    }
}
