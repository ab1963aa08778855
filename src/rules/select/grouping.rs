//! Takes the GROUP BY clause with how the rows are found, gives what a node says of it.

use super::complaint::{Complaint, execute, prepare};
use super::rows::access::Access;
use super::scope::{Judged, Refusal, Scope};
use super::selectables::{Form, Selectable, look};
use super::selectors::{Read, make};
use super::spell::{joined, node_type};
use crate::cql::expression::Expr;
use crate::cql::select::Select;
use crate::rules::shape::{Column, Kind};

/// Says that the grouped columns do not follow the key.
const OUT_OF_ORDER: &str =
    "Group by currently only support groups of columns following their declared order in the PRIMARY KEY";

/// What a node says of the groups at PREPARE.
pub(super) fn judge(select: &Select, scope: &Scope<'_>, access: &Access) -> Judged<Vec<super::Bound>> {
    let mut markers = Vec::new();
    let table = scope.table;
    let mut key = table.columns().take(table.key_len());
    let (mut clustering, mut called) = (0, false);
    for group in &select.group_by {
        let looked = look(group, scope)?;
        let grouped = grouped(&looked, group, scope, called, &mut markers)?;
        called |= matches!(looked.form, Form::Call { .. });
        loop {
            let Some((column, kind)) = key.next() else { return refuse(group, OUT_OF_ORDER.to_owned()) };
            clustering += usize::from(matches!(kind, Kind::Clustering(_)));
            if column.name == grouped.name {
                break;
            }
            if !access.is_fixed(&column.name) {
                return refuse(group, OUT_OF_ORDER.to_owned());
            }
        }
    }
    let Some(last) = select.group_by.last() else { return Ok(markers) };
    if matches!(key.next(), Some((_, Kind::Partition))) {
        return refuse(last, "Group by is not supported on only a part of the partition key".to_owned());
    }
    if clustering > 0 && select.distinct {
        let words = "Grouping on clustering columns is not allowed for SELECT DISTINCT queries";
        return refuse(last, words.to_owned());
    }
    Ok(markers)
}

fn refuse<T>(group: &Expr, words: String) -> Judged<T> {
    Err(Box::new(Refusal::Complaint(prepare("Q28", &group.span, words))))
}

/// The column that a group is of.
fn grouped<'s>(
    looked: &Selectable<'_>,
    group: &Expr,
    scope: &Scope<'s>,
    called: bool,
    markers: &mut Vec<super::Bound>,
) -> Judged<&'s Column> {
    let name = match &looked.form {
        Form::Column { name, kind, .. } => {
            if !matches!(kind, Kind::Partition | Kind::Clustering(_)) {
                let words = "Group by is currently only supported on the columns of the PRIMARY KEY, got";
                return refuse(group, format!("{words} {name}"));
            }
            if called {
                let words = "Functions are only supported on the last element of the GROUP BY clause";
                return refuse(group, words.to_owned());
            }
            *name
        }
        Form::Call { signature, .. } => {
            if signature.aggregate {
                let words = "Aggregate functions are not supported within the GROUP BY clause, got";
                return refuse(group, format!("{words}: {}", named(&signature.name)));
            }
            let mut read = Read::default();
            make(looked, None, scope, &mut read)?;
            markers.append(&mut read.markers);
            match read.columns.as_slice() {
                [] => {
                    let words = "GROUP BY functions must have one clustering column name as parameter";
                    return refuse(group, words.to_owned());
                }
                [(name, Kind::Clustering(_))] => *name,
                [(name, _)] => {
                    let words = "Group by functions are only supported on clustering columns, got";
                    return refuse(group, format!("{words} {name}"));
                }
                several => {
                    let names = several.iter().map(|(name, _)| name.cql()).collect::<Vec<_>>().join(",");
                    let words = "GROUP BY functions accept only one clustering column as parameter, got";
                    return refuse(group, format!("{words}: {names}"));
                }
            }
        }
        other => return refuse(group, no_column(other)),
    };
    scope.column(name, &group.span)
}

/// A node breaks over whatever is neither a column nor a function.
fn no_column(form: &Form<'_>) -> String {
    let class = match form {
        Form::Cast { .. } => "WithCast",
        Form::Hint { .. } => "WithTypeHint",
        Form::Field { .. } => "WithFieldSelection",
        Form::Element { .. } => "WithElementSelection",
        Form::Slice { .. } => "WithSliceSelection",
        Form::Parens(_) => "BetweenParenthesesOrWithTuple",
        Form::Array(_) => "WithArrayLiteral",
        Form::Set(_) => "WithSet",
        Form::Entries(_) => "WithMapOrUdt",
        Form::Metadata { .. } => "WritetimeOrTTL",
        _ => "WithTerm",
    };
    let (class, column) = (
        format!("org.apache.cassandra.cql3.selection.Selectable${class}"),
        "org.apache.cassandra.schema.ColumnMetadata",
    );
    format!(
        "java.lang.ClassCastException: class {class} cannot be cast to class {column} ({class} and {column} are in \
         unnamed module of loader 'app')"
    )
}

/// Functions whose results grow with what they are given: rows that are next to each other stay so.
const MONOTONIC: [&str; 5] = ["floor", "to_date", "to_timestamp", "to_unix_timestamp", "todate"];

/// What a node says of the groups at EXECUTE: a function must keep the order of what it is given.
pub(super) fn run(select: &Select, scope: &Scope<'_>) -> Option<Complaint> {
    let last = select.group_by.last()?;
    let looked = look(last, scope).ok()?;
    let breaks = breaking(&looked)?;
    let words = format!("Only monotonic functions are supported in the GROUP BY clause. Got: {breaks} ");
    Some(execute("Q28", &last.span, words))
}

/// The outermost function that does not keep the order, as a node writes it.
fn breaking(of: &Selectable<'_>) -> Option<String> {
    let Form::Call { signature, args } = &of.form else { return None };
    if MONOTONIC.contains(&signature.name.as_str())
        || ["totimestamp", "tounixtimestamp"].contains(&signature.name.as_str())
    {
        return args.iter().find_map(breaking);
    }
    let constant = |arg: &Selectable<'_>| matches!(arg.form, Form::Constant(_) | Form::Marker(_) | Form::Hint { .. });
    let arguments = signature
        .arguments
        .iter()
        .zip(args)
        .map(|(ty, arg)| node_type(ty) + if constant(arg) { "(constant)" } else { "" });
    Some(format!("{} : ({}) -> {}", named(&signature.name), joined(arguments), node_type(&signature.returns)))
}

/// A native function's name as a node writes it.
fn named(name: &str) -> String {
    let bare = name.starts_with(|c: char| c.is_ascii_lowercase());
    if bare { format!("system.{name}") } else { format!("system.\"{name}\"") }
}
