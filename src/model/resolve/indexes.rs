//! The indexes of a table: what each is on, its name and its options.

use super::Faults;
use crate::diagnostic::Diagnostic;
use crate::model::tree::Step;
use crate::model::{clause, raw};
use crate::name::Name;
use crate::rules;
use crate::rules::shape::{Index, IndexKind, Table, Target, is_open_collection};

/// The indexes that the query `owner` declares on `table`, whose columns are known; `None` if one cannot be read.
pub(super) fn indexes(owner: &str, query: &raw::Query, table: &Table, faults: &mut Faults<'_>) -> Option<Vec<Index>> {
    let mut indexes = Vec::new();
    let mut whole = true;
    for (n, raw) in query.indexes.iter().flatten().enumerate() {
        let path = ["queries".into(), owner.into(), "indexes".into(), n.into()];
        match index(&path, raw, table, &indexes, faults) {
            Some(index) => indexes.push(index),
            None => whole = false,
        }
    }
    whole.then_some(indexes)
}

/// The index at `path`, which stands behind those of `before`.
fn index(
    path: &[Step<'_>],
    raw: &raw::TextOr<raw::Index>,
    table: &Table,
    before: &[Index],
    faults: &mut Faults<'_>,
) -> Option<Index> {
    let more = raw.more();
    let on = match raw {
        raw::TextOr::Text(text) => Some(text),
        raw::TextOr::More(more) => more.on.as_ref(),
    };
    let Some(on) = on else {
        faults.push("Y07", path, "an index does not say what it is on", "add `on: column`");
        return None;
    };
    let (column, target) = match clause::target(on) {
        Ok(target) => target,
        Err(reason) => {
            faults.push("D04", path, format!("`{on}` is nothing to index: {reason}"), clause::TARGET_HELP);
            return None;
        }
    };
    let Some((found, _)) = table.column(&column) else {
        let known: Vec<&str> = table.columns().map(|(column, _)| column.name.text()).collect();
        let place = faults.tree.word_at(path, column.text());
        faults.unknown("D01", place, "column of the table", column.text(), &known);
        return None;
    };
    // A node records the values of a collection as such, however the index was written.
    let of_values = target == Target::Plain && is_open_collection(&found.ty);
    let target = if of_values { Target::Values } else { target };
    let name = more.and_then(|more| more.name.as_deref()).map(Name::new);
    let options = more.map(|more| more.options.0.clone()).unwrap_or_default();
    not_built(path, &options, faults);
    let name = name.unwrap_or_else(|| default_name(table, &column, before));
    Some(Index { name, column, target, options, kind: IndexKind::Attached })
}

/// The name that a node gives: `table_column_idx`, with a number behind it where that is taken.
fn default_name(table: &Table, column: &Name, before: &[Index]) -> Name {
    let base = Name::new(&format!("{}_{column}_idx", table.name));
    let numbered = (1..).map(|n| Name::new(&format!("{base}_{n}")));
    let is_free = |name: &Name| before.iter().all(|index| index.name != *name);
    std::iter::once(base.clone()).chain(numbered).find(is_free).unwrap_or(base)
}

/// Options that change which texts are equal in ways that the embedded store does not know yet.
fn not_built(path: &[Step<'_>], options: &[(String, String)], faults: &mut Faults<'_>) {
    for (option, purpose) in
        [("normalize", "makes texts equal by their NFC form"), ("ascii", "strips letters of their accents")]
    {
        if options.iter().any(|(name, value)| name == option && value == "true") {
            let path: Vec<Step<'_>> = path.iter().copied().chain(["options".into(), option.into()]).collect();
            let fact = format!("`{option}` is known but not built yet: it {purpose}");
            faults.push_key("Y08", &path, fact, "remove it; nothing is accepted and then ignored");
        }
    }
}

/// Finds names that indexes of several tables share; `tables` come with the queries that declare them.
pub(super) fn taken<'a>(tables: impl Iterator<Item = (&'a str, &'a Table)>, faults: &mut Faults<'_>) {
    let all: Vec<(&str, usize, &Table)> =
        tables.flat_map(|(owner, table)| (0..table.indexes.len()).map(move |n| (owner, n, table))).collect();
    let names: Vec<(&Name, &Name)> = all.iter().map(|(_, n, table)| (&table.name, &table.indexes[*n].name)).collect();
    for (finding, at) in rules::index_names(&names) {
        let (owner, n, _) = all[at];
        let place = faults.tree.at(&["queries".into(), owner.into(), "indexes".into(), n.into()]);
        let mut diagnostic = Diagnostic::error(finding.code, finding.fact).at(place);
        diagnostic.help = finding.help;
        faults.report.push(diagnostic);
    }
}
