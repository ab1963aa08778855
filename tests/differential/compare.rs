//! Takes two sides and a case, gives where their answers differ: in rows, their order, and what is null.

use modeler::catalog::Select;
use modeler::model::Returns;
use modeler::rules::shape::{Kind, Op};
use modeler::store::StoreError;
use modeler::types::CqlType;
use modeler::value::{to_json, write_comparable};
use serde_json::{Value, json};

use super::case::{Case, Planned, Question};
use super::side::{Rows, Side};

/// Where two sides differ.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The question; none where the tables could not be made or filled.
    pub(crate) question: Option<Question>,
    /// Both answers.
    pub(crate) told: String,
}

/// What came of a case.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// Questions asked.
    pub(crate) questions: usize,
    /// Rows that both gave.
    pub(crate) rows: usize,
    /// Questions that both refused.
    pub(crate) refused: usize,
    /// Questions that the node refused by a fault of its own.
    pub(crate) faults: usize,
    /// Answers that were the same but for the order of rows that ORDER BY leaves open.
    pub(crate) ties: usize,
    pub(crate) differences: Vec<Difference>,
}

/// Makes and fills the tables of `case` on both sides, and asks everything.
pub(crate) async fn compare(a: &mut impl Side, b: &mut impl Side, case: &Case, planned: &Planned) -> Compared {
    let mut compared = Compared::default();
    let filled = [made(a, case, planned).await, made(b, case, planned).await];
    if filled.iter().all(Result::is_ok) {
        ask(a, b, case, planned, &mut compared).await;
    } else {
        let told = |outcome: &Result<(), StoreError>| match outcome {
            Ok(()) => "took all rows".to_owned(),
            Err(error) => said(error),
        };
        let told = format!("  {}: {}\n  {}: {}\n", a.name(), told(&filled[0]), b.name(), told(&filled[1]));
        compared.differences.push(Difference { question: None, told });
    }
    a.close(planned).await;
    b.close(planned).await;
    compared
}

async fn made(side: &mut impl Side, case: &Case, planned: &Planned) -> Result<(), StoreError> {
    side.open(planned).await?;
    side.fill(case, planned).await
}

async fn ask(a: &impl Side, b: &impl Side, case: &Case, planned: &Planned, compared: &mut Compared) {
    for question in case.questions() {
        let (statement, parameters) = case.ask(planned, question);
        let select = statement.select;
        let answers = [a.ask(statement, &parameters).await, b.ask(statement, &parameters).await];
        compared.questions += 1;
        let told = match &answers {
            [Ok(x), Ok(y)] if same(select, x, y) => {
                compared.rows += x.len();
                continue;
            }
            [Ok(x), Ok(y)] if select.unpaged && same_but_for_ties(select, x, y) => {
                compared.ties += 1;
                continue;
            }
            [Err(_), Err(_)] => {
                compared.refused += 1;
                continue;
            }
            [Err(error), Ok(_)] | [Ok(_), Err(error)] if is_fault_of_the_node(statement.select, error) => {
                compared.faults += 1;
                continue;
            }
            [x, y] => format!("{}{}", shown(a.name(), select, x), shown(b.name(), select, y)),
        };
        compared.differences.push(Difference { question: Some(question), told });
    }
}

/// Cassandra 5.0.8 takes an empty value, or an empty list, for an unset one where a multi-column IN stands beside a
/// relation on another clustering column: `(c1, c2) IN ((0, '')) AND c3 = 1`, `(c1, c2) IN ((0, 'a')) AND c3 IN ()`. Nothing
/// here is ever unset, so that what it says of such a query is its own fault.
fn is_fault_of_the_node(select: &Select, error: &StoreError) -> bool {
    let relations = &select.shape.relations;
    relations.iter().any(|relation| relation.tuple && relation.op == Op::In)
        && error.to_string().contains("Invalid unset value for column")
}

/// The types of the columns of an answer, and whether each is a clustering column.
fn columns(select: &Select) -> Vec<(&CqlType, bool)> {
    if select.returns == Returns::Count {
        return vec![(&CqlType::Bigint, false)];
    }
    select.columns.iter().map(|(column, kind)| (&column.ty, matches!(kind, Kind::Clustering(_)))).collect()
}

/// A cell in a form that is the same for what is the same: of a clustering column its value, for a node keeps any of the
/// spellings of a decimal that were written, alone or inside a collection; of all others what they say, to the digit.
fn form(ty: &CqlType, clustering: bool, cell: Option<&[u8]>) -> String {
    let Some(bytes) = cell else { return "null".to_owned() };
    if clustering {
        let mut out = Vec::new();
        write_comparable(ty, bytes, &mut out);
        return format!("{out:02x?}");
    }
    to_json(ty, bytes).to_string()
}

fn forms(select: &Select, row: &[Option<Vec<u8>>]) -> Vec<String> {
    let columns = columns(select);
    // An answer with too many or too few columns is not the same as one with as many as there should be.
    let mut forms: Vec<String> =
        row.iter().zip(&columns).map(|(cell, (ty, clustering))| form(ty, *clustering, cell.as_deref())).collect();
    forms.push(row.len().to_string());
    forms
}

fn same(select: &Select, x: &Rows, y: &Rows) -> bool {
    x == y || (x.len() == y.len() && x.iter().zip(y).all(|(x, y)| x == y || forms(select, x) == forms(select, y)))
}

/// Whether rows of several partitions differ only in the order of those that ORDER BY holds equal: the columns that it
/// names are the same row by row, and all rows are the same in some order.
fn same_but_for_ties(select: &Select, x: &Rows, y: &Rows) -> bool {
    let names: Vec<_> = select.shape.order_by.iter().map(|(name, _)| name).collect();
    let ordered: Vec<usize> =
        (0..select.columns.len()).filter(|at| names.contains(&&select.columns[*at].0.name)).collect();
    let whole = |rows: &Rows| rows.iter().map(|row| forms(select, row)).collect::<Vec<_>>();
    let (mut x, mut y) = (whole(x), whole(y));
    let keys = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
        rows.iter().map(|row| ordered.iter().map(|at| row[*at].clone()).collect()).collect()
    };
    if ordered.len() != names.len() || keys(&x) != keys(&y) {
        return false;
    }
    x.sort();
    y.sort();
    x == y
}

fn said(error: &StoreError) -> String {
    let cause = error.source.as_ref().map(|source| format!(": {source}")).unwrap_or_default();
    format!("{error}{cause}")
}

fn shown(name: &str, select: &Select, answer: &Result<Rows, StoreError>) -> String {
    let rows = match answer {
        Err(error) => return format!("  {name} refuses: {}\n", said(error)),
        Ok(rows) => rows,
    };
    let lines: Vec<String> = rows.iter().map(|row| format!("    {}\n", shown_row(select, row))).collect();
    format!("  {name}: {} rows\n{}", rows.len(), lines.concat())
}

/// A row as JSON.
fn shown_row(select: &Select, row: &[Option<Vec<u8>>]) -> Value {
    let columns = columns(select);
    let cell = |(cell, (ty, _)): (&Option<Vec<u8>>, &(&CqlType, bool))| {
        cell.as_deref().map_or(Value::Null, |bytes| shorten(to_json(ty, bytes)))
    };
    json!(row.iter().zip(&columns).map(cell).collect::<Vec<_>>())
}

/// A long text by its beginning.
pub(crate) fn shorten(value: Value) -> Value {
    match value {
        Value::String(text) if text.len() > 200 => {
            json!(format!("{}… ({} bytes)", text.chars().take(20).collect::<String>(), text.len()))
        }
        other => other,
    }
}
