//! Takes terms of a select list, gives their text: as the node repeats it in messages, and as the name of the column that
//! it makes of it. Never judges.

use super::resolve::Argument;
use super::selectables::{Entry, Form, Selectable};
use super::spell::{constant, joined};
use crate::cql::expression::{Expr, ExprKind, Literal, Metadata, Operator};
use crate::name::Name;
use crate::types::CqlType;

/// Whether a cast into the type that a term already has is shown: it is in messages, and leaves no trace in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Casts {
    All,
    Needed,
}

/// The term as a message repeats it.
pub(super) fn text(of: &Selectable<'_>) -> String {
    written(of, Casts::All)
}

/// The name of the column that the term gives.
pub(super) fn label(of: &Selectable<'_>) -> String {
    written(of, Casts::Needed)
}

fn written(of: &Selectable<'_>, casts: Casts) -> String {
    let text = |of: &Selectable<'_>| written(of, casts);
    let each = |items: &[Selectable<'_>]| joined(items.iter().map(&text));
    match &of.form {
        Form::Column { name, .. } => name.text().to_owned(),
        Form::Constant(Literal::String(string)) => format!("'{string}'"),
        Form::Constant(literal) => constant(literal),
        Form::Marker(_) => "?".to_owned(),
        Form::Call { args, .. } => call(of, args, &text),
        Form::Cast { of, ty, .. } if casts == Casts::Needed && of.exact().as_ref() == Some(ty) && !of.is_reversed() => {
            text(of)
        }
        Form::Cast { of, word, .. } => format!("cast({} as {word})", text(of)),
        Form::Hint { of, text: ty, .. } => format!("({ty}){}", text(of)),
        Form::Field { of, field } => format!("{}.{field}", text(of)),
        Form::Element { of, index } => format!("{}[{}]", text(of), index_text(index)),
        Form::Slice { of, from, to } => {
            let end = |end: Option<&Expr>| end.map(index_text).unwrap_or_default();
            format!("{}[{}..{}]", text(of), end(*from), end(*to))
        }
        Form::Parens(items) => format!("({})", each(items)),
        Form::Array(items) => format!("[{}]", each(items)),
        Form::Set(items) => format!("{{{}}}", each(items)),
        Form::Entries(entries) => format!("{{{}}}", joined(entries.iter().map(|one| entry(one, &text)))),
        Form::Metadata { what, of } => format!("{}({})", metadata(*what), text(of)),
    }
}

fn index_text(index: &Expr) -> String {
    super::spell::term(index, &|ty| ty.trim().to_lowercase())
}

fn entry(entry: &Entry<'_>, text: &dyn Fn(&Selectable<'_>) -> String) -> String {
    let part = |part: &super::scope::Judged<Selectable<'_>>| part.as_ref().map(text).unwrap_or_default();
    let key = entry.field.map_or_else(|| part(&entry.key), |field: &Name| field.text().to_owned());
    format!("{key}: {}", part(&entry.value))
}

/// A call: operators stand between their sides, and counted rows are `count`.
fn call(of: &Selectable<'_>, args: &[Selectable<'_>], text: &dyn Fn(&Selectable<'_>) -> String) -> String {
    let Form::Call { signature, .. } = &of.form else {
        return String::new();
    };
    match (&of.expr.kind, args) {
        (ExprKind::Arithmetic { operator, .. }, [left, right]) => {
            format!("{} {} {}", text(left), super::calls::sign(*operator), text(right))
        }
        (ExprKind::Minus(_), [one]) => format!("-{}", text(one)),
        _ if signature.name.starts_with("count_rows") || signature.name == "countRows" => "count".to_owned(),
        (_, [one]) if signature.name.starts_with("cast_as_") || signature.name.starts_with("castAs") => {
            format!("cast({} as {})", text(one), CqlType::cql(&signature.returns))
        }
        (_, [left, right]) if operator(&signature.name).is_some() => {
            let sign = operator(&signature.name).map_or(' ', super::calls::sign);
            format!("{} {sign} {}", text(left), text(right))
        }
        _ => format!("system.{}({})", signature.name, joined(args.iter().map(text))),
    }
}

fn operator(name: &str) -> Option<Operator> {
    [Operator::Plus, Operator::Minus, Operator::Times, Operator::Divide, Operator::Modulo]
        .into_iter()
        .find(|operator| super::spell::operation(*operator) == name)
}

/// What a node calls writetime and its kin.
pub(super) fn metadata(what: Metadata) -> &'static str {
    match what {
        Metadata::WriteTime => "writetime",
        Metadata::MaxWriteTime => "maxwritetime",
        Metadata::Ttl => "ttl",
    }
}
