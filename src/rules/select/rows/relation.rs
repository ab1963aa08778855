//! Takes a relation as written, gives what it restricts, or why a node does not take it.

use std::ops::Range;

use super::restriction::{Edge, Place, Rank, Restriction, What, worth};
use super::text::{text, tuple_name, tuple_type};
use crate::cql::expression::{Expr, ExprKind};
use crate::cql::select::{InValues, Op, Relation, RelationKind};
use crate::name::Name;
use crate::rules::select::complaint::{self, prepare};
use crate::rules::select::scope::{Out, Scope};
use crate::rules::select::values::Value;
use crate::rules::select::{terms, typing};
use crate::rules::shape::{Column, Order};
use crate::types::CqlType;

/// What a relation comes to.
pub(in crate::rules::select) enum Read {
    /// A restriction of columns.
    Columns(Restriction),
    /// A restriction of the partition key's token.
    Token(Restriction),
    /// A question to an index by its name, which a node looks at after all others.
    Custom,
}

/// What `relation` restricts; `None` where it is refused or cannot be judged, which `out` is told.
pub(in crate::rules::select) fn read(relation: &Relation, scope: &Scope<'_>, out: &mut Out) -> Option<Read> {
    let reader = Reader { scope, span: &relation.span };
    match &relation.kind {
        RelationKind::Column { op: op @ Op::Neq, .. }
        | RelationKind::Element { op: op @ Op::Neq, .. }
        | RelationKind::Tuple { op: op @ Op::Neq, .. }
        | RelationKind::Token { op: op @ Op::Neq, .. } => {
            reader.refuse(out, "Q07", format!("Unsupported \"{op}\" relation: {}", reader.text(&relation.kind)))
        }
        RelationKind::IsNotNull { .. } => {
            reader.refuse(out, "Q07", format!("Unsupported restriction: {}", reader.text(&relation.kind)))
        }
        RelationKind::Column { column, op, value } => reader.column(column, *op, value, &relation.kind, out),
        RelationKind::In { column, values } => reader.in_column(column, values, out),
        RelationKind::Element { column, index, op, value } => reader.element(column, index, *op, value, out),
        RelationKind::Tuple { columns, op, value } => reader.tuple(columns, *op, value, &relation.kind, out),
        RelationKind::TupleIn { columns, values } => reader.in_tuple(columns, values, &relation.kind, out),
        RelationKind::Token { columns, op, value } => reader.token(columns, *op, value, out),
        RelationKind::Custom { .. } => Some(Read::Custom),
    }
}

pub(super) struct Reader<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) span: &'a Range<usize>,
}

impl Reader<'_> {
    pub(super) fn refuse<T>(&self, out: &mut Out, code: &'static str, words: String) -> Option<T> {
        out.complaints.push(prepare(code, self.span, words));
        None
    }

    fn find(&self, name: &Name, out: &mut Out) -> Option<(Place, &Column)> {
        let found = Place::of(self.scope.table, name);
        if found.is_none() {
            out.complaints.push(complaint::unknown_column(self.scope, name, self.span));
        }
        found
    }

    fn of(&self, columns: Vec<Place>, tuple: bool, what: What) -> Read {
        Read::Columns(Restriction { columns, tuple, what, span: self.span.clone() })
    }

    pub(super) fn is_reversed(&self, name: &Name) -> bool {
        self.scope.table.clustering_key.iter().any(|(column, order)| column.name == *name && *order == Order::Desc)
    }

    fn term(&self, expr: &Expr, ty: &CqlType, name: &str, out: &mut Out) -> Value {
        if matches!(ty, CqlType::Map { .. }) && is_empty_set(expr) && self.is_reversed(&Name::new(name)) {
            out.complaints.push(prepare("F07", &expr.span, NO_SET.to_owned()));
            return Value::Computed;
        }
        let value = typing::term(expr, ty, name, self.scope, out);
        worth(expr, value)
    }

    /// `column op term`.
    fn column(&self, name: &Name, op: Op, value: &Expr, kind: &RelationKind, out: &mut Out) -> Option<Read> {
        let (place, column) = self.find(name, out)?;
        let before = out.complaints.len();
        self.slice_of_duration(&column.ty, op, out)?;
        self.receiver(column, op, false, out)?;
        let (ty, receiver) = part(column, op);
        let value = self.term(value, ty, &receiver, out);
        let what = match op {
            Op::Eq => What::Eq(vec![value]),
            Op::Lt | Op::Le | Op::Gt | Op::Ge => slice(op, vec![value]),
            Op::Contains => What::Contains { values: vec![value], keys: Vec::new(), entries: Vec::new() },
            Op::ContainsKey => What::Contains { values: Vec::new(), keys: vec![value], entries: Vec::new() },
            Op::Like | Op::Neq => {
                // The term is looked at first, the index then; none of 5.0's own serves LIKE.
                let text = self.text(kind);
                let words =
                    format!("LIKE restriction is only supported on properly indexed columns. {text} is not valid.");
                return if out.complaints.len() > before { None } else { self.refuse(out, "Q07", words) };
            }
        };
        (out.complaints.len() == before).then(|| self.of(vec![place], false, what))
    }

    /// `column IN …`; a list of one value is `=`.
    fn in_column(&self, name: &Name, values: &InValues, out: &mut Out) -> Option<Read> {
        let (place, column) = self.find(name, out)?;
        let before = out.complaints.len();
        self.not_open(column, out)?;
        let what = match values {
            InValues::Marker(marker) => {
                let item = Box::new(column.ty.clone());
                typing::marker(marker, &CqlType::List { item, frozen: false }, &format!("in({})", column.name), out);
                What::InMarker
            }
            InValues::List(values) => {
                let values: Vec<Vec<Value>> =
                    values.iter().map(|value| vec![self.term(value, &column.ty, name.text(), out)]).collect();
                any_of(values)
            }
        };
        (out.complaints.len() == before).then(|| self.of(vec![place], false, what))
    }

    /// `column[key] op term`.
    fn element(&self, name: &Name, index: &Expr, op: Op, value: &Expr, out: &mut Out) -> Option<Read> {
        let (place, column) = self.find(name, out)?;
        let before = out.complaints.len();
        self.slice_of_duration(&column.ty, op, out)?;
        self.receiver(column, op, true, out)?;
        let CqlType::Map { key, value: held, .. } = &column.ty else { return None };
        let index = self.term(index, key, &format!("key({name})"), out);
        let value = self.term(value, held, &format!("value({name})"), out);
        let what = What::Contains { values: Vec::new(), keys: Vec::new(), entries: vec![(index, value)] };
        (out.complaints.len() == before).then(|| self.of(vec![place], false, what))
    }

    /// The clustering columns of a tuple, with their types.
    fn receivers(&self, names: &[Name], kind: &RelationKind, out: &mut Out) -> Option<Vec<(Place, &Column)>> {
        let mut found: Vec<(Place, &Column)> = Vec::new();
        for name in names {
            let (place, column) = self.find(name, out)?;
            if place.rank != Rank::Clustering {
                let words = "Multi-column relations can only be applied to clustering columns but was applied to";
                return self.refuse(out, "Q04", format!("{words}: {name}"));
            }
            if found.iter().any(|(known, _)| *known == place) {
                let words = format!("Column \"{name}\" appeared twice in a relation: {}", self.text(kind));
                return self.refuse(out, "Q04", words);
            }
            if found.last().is_some_and(|(last, _)| place.position != last.position + 1) {
                let words = "Clustering columns must appear in the PRIMARY KEY order in multi-column relations";
                return self.refuse(out, "Q04", format!("{words}: {}", self.text(kind)));
            }
            found.push((place, column));
        }
        Some(found)
    }

    /// The values of a tuple for `columns`, or of a marker in its place.
    fn values(&self, value: &Expr, columns: &[(Place, &Column)], out: &mut Out) -> Option<Vec<Value>> {
        let ExprKind::Tuple(items) = &value.kind else {
            typing::marker(value, &tuple_type(columns), &tuple_name(columns), out);
            return Some(vec![Value::Bound]);
        };
        if items.len() != columns.len() {
            let (wanted, got, text) = (columns.len(), items.len(), terms::text(value, self.scope));
            let words = format!("Expected {wanted} elements in value tuple, but got {got}: {text}");
            out.complaints.push(prepare("Q04", &value.span, words));
            return None;
        }
        let each = items.iter().zip(columns);
        Some(each.map(|(item, (place, column))| self.term(item, &column.ty, place.name.text(), out)).collect())
    }

    /// `(columns) op (terms)`.
    fn tuple(&self, names: &[Name], op: Op, value: &Expr, kind: &RelationKind, out: &mut Out) -> Option<Read> {
        let columns = self.receivers(names, kind, out)?;
        let before = out.complaints.len();
        let values = self.values(value, &columns, out)?;
        let what = if op == Op::Eq { What::Eq(values) } else { slice(op, values) };
        (out.complaints.len() == before).then(|| self.of(places(columns), true, what))
    }

    /// `(columns) IN …`.
    fn in_tuple(&self, names: &[Name], values: &InValues, kind: &RelationKind, out: &mut Out) -> Option<Read> {
        let columns = self.receivers(names, kind, out)?;
        let before = out.complaints.len();
        let what = match values {
            InValues::Marker(marker) => {
                let item = Box::new(tuple_type(&columns));
                typing::marker(
                    marker,
                    &CqlType::List { item, frozen: false },
                    &format!("in{}", tuple_name(&columns)),
                    out,
                );
                What::InMarker
            }
            InValues::List(values) => {
                let values: Vec<_> = values.iter().filter_map(|value| self.values(value, &columns, out)).collect();
                any_of(values)
            }
        };
        (out.complaints.len() == before).then(|| self.of(places(columns), true, what))
    }

    /// `token(columns) op term`.
    fn token(&self, names: &[Name], op: Op, value: &Expr, out: &mut Out) -> Option<Read> {
        let found: Vec<(Place, &Column)> = names.iter().map(|name| self.find(name, out)).collect::<Option<_>>()?;
        let key = &self.scope.table.partition_key;
        let has = |name: &Name| names.contains(name);
        let in_key = |name: &Name| key.iter().any(|column| column.name == *name);
        if !names.iter().eq(key.iter().map(|column| &column.name)) {
            let repeated = names.iter().enumerate().any(|(at, name)| names.get(..at).is_some_and(|b| b.contains(name)));
            let words = if !key.iter().all(|column| has(&column.name)) {
                "The token() function must be applied to all partition key components or none of them".to_owned()
            } else if repeated {
                "The token() function contains duplicate partition key components".to_owned()
            } else if !names.iter().all(in_key) {
                "The token() function must contains only partition key components".to_owned()
            } else {
                let order: Vec<&str> = key.iter().map(|column| column.name.text()).collect();
                format!("The token function arguments must be in the partition key order: {}", order.join(", "))
            };
            return self.refuse(out, "Q02", words);
        }
        let before = out.complaints.len();
        let value = self.term(value, &CqlType::Bigint, "partition key token", out);
        let what = if op == Op::Eq { What::Eq(vec![value]) } else { slice(op, vec![value]) };
        let restriction = Restriction { columns: places(found), tuple: true, what, span: self.span.clone() };
        (out.complaints.len() == before).then_some(Read::Token(restriction))
    }

    fn text(&self, kind: &RelationKind) -> String {
        text(kind, self.scope)
    }
}

/// What a node breaks with where `{}` is wanted as a map that is stored largest first.
const NO_SET: &str = "java.lang.ClassCastException: class org.apache.cassandra.db.marshal.MapType cannot be cast to class \
    org.apache.cassandra.db.marshal.SetType (org.apache.cassandra.db.marshal.MapType and \
    org.apache.cassandra.db.marshal.SetType are in unnamed module of loader 'app')";

fn is_empty_set(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Set(items) => items.is_empty(),
        ExprKind::Tuple(items) => matches!(items.as_slice(), [one] if is_empty_set(one)),
        _ => false,
    }
}

/// The type that a comparison wants, and what a node calls who wants it.
fn part(column: &Column, op: Op) -> (&CqlType, String) {
    let name = column.name.text();
    match (op, &column.ty) {
        (Op::Contains, CqlType::List { item, .. } | CqlType::Set { item, .. }) => (item, format!("value({name})")),
        (Op::Contains, CqlType::Map { value, .. }) => (value, format!("value({name})")),
        (Op::ContainsKey, CqlType::Map { key, .. }) => (key, format!("key({name})")),
        (_, ty) => (ty, name.to_owned()),
    }
}

fn slice(op: Op, values: Vec<Value>) -> What {
    let edge = Some(Edge { values, widened: false });
    match op {
        Op::Gt | Op::Ge => What::Slice { lower: edge, upper: None },
        _ => What::Slice { lower: None, upper: edge },
    }
}

/// An IN of one is `=`.
fn any_of(mut values: Vec<Vec<Value>>) -> What {
    match (values.len(), values.pop()) {
        (1, Some(only)) => What::Eq(only),
        (_, last) => {
            values.extend(last);
            What::In(values)
        }
    }
}

fn places(columns: Vec<(Place, &Column)>) -> Vec<Place> {
    columns.into_iter().map(|(place, _)| place).collect()
}
