//! Takes the terms of a select list, gives them with their columns found and their calls resolved: the first of the two
//! looks that a node takes at a select list. Never gives types to what nothing says the type of.

use super::fit::{Fit, common, freeze, holds_value, is_tuple, type_fit};
use super::functions::Signature;
use super::resolve::Argument;
use super::scope::{Judged, Scope, refused};
use super::spell::node_type;
use super::terms::{self, constant_fit, hint_text, native_word, resolved, tuple_types};
use super::values::{NO_FUNCTION, called_name};
use super::{labels, literals};
use crate::cql::expression::{Expr, ExprKind, Literal, Metadata};
use crate::name::Name;
use crate::rules::shape::{Kind, Order};
use crate::types::CqlType;

/// A term of a select list.
#[derive(Clone, Debug)]
pub(super) struct Selectable<'e> {
    /// The term as written.
    pub(super) expr: &'e Expr,
    /// What it is.
    pub(super) form: Form<'e>,
}

/// What a term of a select list is.
#[derive(Clone, Debug)]
pub(super) enum Form<'e> {
    /// A column.
    Column { name: &'e Name, ty: CqlType, kind: Kind },
    /// A constant.
    Constant(&'e Literal),
    /// A marker.
    Marker(Option<&'e Name>),
    /// A function or an operator.
    Call { signature: Signature, args: Vec<Selectable<'e>> },
    /// CAST.
    Cast { of: Box<Selectable<'e>>, ty: CqlType, word: String },
    /// A type before a term.
    Hint { of: Box<Selectable<'e>>, ty: CqlType, text: String },
    /// A field.
    Field { of: Box<Selectable<'e>>, field: &'e Name },
    /// An element of a collection.
    Element { of: Box<Selectable<'e>>, index: &'e Expr },
    /// A slice of a collection.
    Slice { of: Box<Selectable<'e>>, from: Option<&'e Expr>, to: Option<&'e Expr> },
    /// `(a)` or `(a, b)`.
    Parens(Vec<Selectable<'e>>),
    /// `[a, b]`.
    Array(Vec<Selectable<'e>>),
    /// `{a, b}`.
    Set(Vec<Selectable<'e>>),
    /// `{a: b}`: a map or a user-defined type, which is told by what is wanted.
    Entries(Vec<Entry<'e>>),
    /// `writetime` and its kin.
    Metadata { what: Metadata, of: Box<Selectable<'e>> },
}

/// An entry of `{a: b}`.
#[derive(Clone, Debug)]
pub(super) struct Entry<'e> {
    /// The key as a field's name, where it can be one.
    pub(super) field: Option<&'e Name>,
    /// The key as a term; a name that is no column is refused only where a map is wanted.
    pub(super) key: Judged<Selectable<'e>>,
    /// The value.
    pub(super) value: Judged<Selectable<'e>>,
}

/// A term of a select list, as a node first looks at it.
pub(super) fn look<'e>(expr: &'e Expr, scope: &Scope<'_>) -> Judged<Selectable<'e>> {
    let form = match &expr.kind {
        ExprKind::Column(name) => column(expr, name, scope)?,
        ExprKind::Literal(literal) => {
            constant_fit(expr, literal, &CqlType::Blob)?;
            Form::Constant(literal)
        }
        ExprKind::Marker(name) => Form::Marker(name.as_ref()),
        ExprKind::Tuple(terms) => Form::Parens(each(terms, scope)?),
        ExprKind::List(terms) => Form::Array(each(terms, scope)?),
        ExprKind::Set(terms) => Form::Set(each(terms, scope)?),
        ExprKind::Map(entries) => Form::Entries(entries.iter().map(|(key, value)| entry(key, value, scope)).collect()),
        ExprKind::Udt(fields) => {
            Form::Entries(fields.iter().map(|(name, value)| field(expr, name, value, scope)).collect())
        }
        ExprKind::Cast { of, ty } => {
            let of = Box::new(look(of, scope)?);
            Form::Cast { of, ty: scope.type_named(ty, &expr.span)?, word: native_word(ty) }
        }
        ExprKind::Hint { ty, of } => {
            let of = Box::new(look(of, scope)?);
            Form::Hint { of, ty: freeze(&scope.type_named(ty, &expr.span)?), text: hint_text(ty, scope) }
        }
        ExprKind::Field { of, field } => Form::Field { of: Box::new(look(of, scope)?), field },
        ExprKind::Element { of, index } => Form::Element { of: Box::new(look(of, scope)?), index },
        ExprKind::Slice { of, from, to } => {
            Form::Slice { of: Box::new(look(of, scope)?), from: from.as_deref(), to: to.as_deref() }
        }
        ExprKind::Metadata { what, of } => Form::Metadata { what: *what, of: Box::new(look(of, scope)?) },
        ExprKind::Call { .. } | ExprKind::CountRows | ExprKind::Minus(_) | ExprKind::Arithmetic { .. } => {
            call(expr, scope)?
        }
    };
    Ok(Selectable { expr, form })
}

fn each<'e>(terms: &'e [Expr], scope: &Scope<'_>) -> Judged<Vec<Selectable<'e>>> {
    terms.iter().map(|term| look(term, scope)).collect()
}

fn column<'e>(expr: &Expr, name: &'e Name, scope: &Scope<'_>) -> Judged<Form<'e>> {
    let column = scope.column(name, &expr.span)?;
    let kind = scope.table.column(name).map_or(Kind::Regular, |(_, kind)| kind);
    Ok(Form::Column { name, ty: column.ty.clone(), kind })
}

fn entry<'e>(key: &'e Expr, value: &'e Expr, scope: &Scope<'_>) -> Entry<'e> {
    let field = match &key.kind {
        ExprKind::Column(name) => Some(name),
        _ => None,
    };
    Entry { field, key: look(key, scope), value: look(value, scope) }
}

/// An entry whose key is a name: a field, or a column of the table.
fn field<'e>(expr: &'e Expr, name: &'e Name, value: &'e Expr, scope: &Scope<'_>) -> Entry<'e> {
    let key = column(expr, name, scope).map(|form| Selectable { expr, form });
    Entry { field: Some(name), key, value: look(value, scope) }
}

fn call<'e>(expr: &'e Expr, scope: &Scope<'_>) -> Judged<Form<'e>> {
    let args: Vec<Selectable<'e>> =
        terms::arguments(expr).into_iter().map(|arg| look(arg, scope)).collect::<Judged<_>>()?;
    // `count(1)` and any other constant count rows, as `count(*)` does.
    if let (ExprKind::Call { keyspace, name, .. }, [Selectable { form: Form::Constant(constant), .. }]) =
        (&expr.kind, args.as_slice())
        && name.text() == "count"
        && keyspace.as_ref().is_none_or(|keyspace| keyspace.text() == "system")
        && **constant != Literal::Null
    {
        let signature = Signature::aggregate("count_rows", &[], CqlType::Bigint);
        return Ok(Form::Call { signature, args: Vec::new() });
    }
    let given: Vec<&dyn Argument> = args.iter().map(|arg| arg as &dyn Argument).collect();
    let Some(signature) = resolved(expr, None, &given, scope)? else {
        let name = called_name(expr);
        let words = format!("Unknown function '{name}'");
        return refused("F05", &expr.span, words, format!("there is no function `{name}`"), NO_FUNCTION);
    };
    Ok(Form::Call { signature, args })
}

impl Argument for Selectable<'_> {
    fn fit(&self, ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
        match &self.form {
            Form::Constant(literal) => constant_fit(self.expr, literal, ty),
            Form::Marker(_) => Ok(Fit::Weak),
            Form::Parens(items) => match items.as_slice() {
                [one] if !matches!(ty, CqlType::Tuple(_)) => one.fit(ty, scope),
                items => tuple_fit(items, ty, scope),
            },
            Form::Array(items) => array_fit(self, items, ty, scope),
            Form::Set(items) => match ty {
                CqlType::Map { .. } if items.is_empty() => Ok(Fit::Weak),
                CqlType::Set { item, .. } => all_fit(items, item, scope),
                _ => Ok(Fit::No),
            },
            Form::Entries(entries) => entries_fit(entries, ty, scope),
            Form::Hint { ty: named, .. } if named == ty => Ok(Fit::Exact),
            Form::Hint { ty: named, .. } if holds_value(ty, named) => Ok(Fit::Weak),
            Form::Hint { .. } => Ok(Fit::No),
            _ => Ok(self.exact().map_or(Fit::No, |own| type_fit(&own, ty))),
        }
    }

    #[allow(clippy::only_used_in_recursion, reason = "other arguments need it")]
    fn compatible(&self, scope: &Scope<'_>) -> Option<CqlType> {
        let types = |items: &[Selectable<'_>]| -> Vec<CqlType> {
            items.iter().filter_map(|item| item.compatible(scope)).collect()
        };
        match &self.form {
            Form::Constant(literal) => literals::preferred(literal),
            Form::Array(items) => Some(CqlType::List { item: Box::new(common(&types(items))?), frozen: true }),
            Form::Set(items) => Some(CqlType::Set { item: Box::new(common(&types(items))?), frozen: true }),
            Form::Parens(items) if items.len() > 1 => {
                let types = types(items);
                (types.len() == items.len()).then(|| CqlType::Tuple(types.iter().map(freeze).collect()))
            }
            _ => self.exact(),
        }
    }

    fn text(&self, _: &Scope<'_>) -> String {
        labels::text(self)
    }

    fn is_reversed(&self) -> bool {
        match &self.form {
            Form::Column { kind, .. } => *kind == Kind::Clustering(Order::Desc),
            Form::Parens(items) => matches!(items.as_slice(), [one] if one.is_reversed()),
            _ => false,
        }
    }

    fn is_marker(&self) -> bool {
        matches!(self.form, Form::Marker(_))
    }

    fn elements(&self) -> Option<usize> {
        match &self.form {
            Form::Array(items) => Some(items.len()),
            _ => None,
        }
    }
}

impl Selectable<'_> {
    /// Its type, where the term itself tells it.
    pub(super) fn exact(&self) -> Option<CqlType> {
        let first = |items: &[Selectable<'_>]| items.iter().find_map(Selectable::exact).map(Box::new);
        match &self.form {
            Form::Column { ty, .. } | Form::Cast { ty, .. } | Form::Hint { ty, .. } => Some(ty.clone()),
            Form::Call { signature, .. } => Some(signature.returns.clone()),
            Form::Constant(_) | Form::Marker(_) | Form::Entries(_) => None,
            Form::Array(items) => Some(CqlType::List { item: first(items)?, frozen: true }),
            Form::Set(items) => Some(CqlType::Set { item: first(items)?, frozen: true }),
            Form::Parens(items) if items.len() == 1 => None,
            Form::Parens(items) => {
                let types: Option<Vec<CqlType>> = items.iter().map(Selectable::exact).collect();
                Some(CqlType::Tuple(types?.iter().map(freeze).collect()))
            }
            Form::Field { of, field } => field_type(&of.exact()?, field),
            Form::Element { of, .. } => match of.exact()? {
                CqlType::Map { value, .. } => Some(*value),
                CqlType::Set { item, .. } | CqlType::List { item, .. } => Some(*item),
                _ => None,
            },
            Form::Slice { of, .. } => {
                let ty = of.exact()?;
                matches!(ty, CqlType::Map { .. } | CqlType::Set { .. } | CqlType::List { .. }).then_some(ty)
            }
            Form::Metadata { what, of } => {
                Some(metadata_type(*what, of.column_type().is_some_and(CqlType::is_multi_cell)))
            }
        }
    }

    /// The type of the column that an element, slice or field is of.
    pub(super) fn column_type(&self) -> Option<&CqlType> {
        match &self.form {
            Form::Column { ty, .. } => Some(ty),
            Form::Field { of, .. } | Form::Element { of, .. } | Form::Slice { of, .. } => of.column_type(),
            _ => None,
        }
    }
}

/// What writetime and its kin give, of one cell or of several.
pub(super) fn metadata_type(what: Metadata, several: bool) -> CqlType {
    let one = if what == Metadata::Ttl { CqlType::Int } else { CqlType::Bigint };
    match what {
        Metadata::WriteTime | Metadata::Ttl if several => CqlType::List { item: Box::new(one), frozen: true },
        _ => one,
    }
}

/// The type of a field of a user-defined type.
pub(super) fn field_type(ty: &CqlType, field: &Name) -> Option<CqlType> {
    match ty {
        CqlType::Udt { udt, .. } => udt.fields.iter().find(|(name, _)| name == field).map(|(_, ty)| ty.clone()),
        _ => None,
    }
}

fn all_fit(items: &[Selectable<'_>], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    let mut so_far = if items.is_empty() { Fit::Weak } else { Fit::Exact };
    for item in items {
        if so_far == Fit::No {
            break;
        }
        so_far = so_far.and(item.fit(ty, scope)?);
    }
    Ok(so_far)
}

/// What is refused inside is one more reason why a tuple does not fit; what a node breaks over it breaks over here too.
fn tuple_fit(items: &[Selectable<'_>], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    let types = tuple_types(ty);
    if !is_tuple(ty) || items.len() > types.len() {
        return Ok(Fit::No);
    }
    for (item, ty) in items.iter().zip(&types) {
        match item.fit(ty, scope) {
            Ok(fit) if fit.is_some() => {}
            Err(refusal) if refusal.is_breakage() => return Err(refusal),
            _ => return Ok(Fit::No),
        }
    }
    Ok(Fit::Weak)
}

fn array_fit(of: &Selectable<'_>, items: &[Selectable<'_>], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    match ty {
        CqlType::List { item, .. } | CqlType::Vector { item, .. } => all_fit(items, item, scope),
        other => unsupported_array(of, other),
    }
}

/// A node breaks over `[…]` where neither a list nor a vector is wanted.
pub(super) fn unsupported_array<T>(of: &Selectable<'_>, ty: &CqlType) -> Judged<T> {
    let ty = node_type(ty);
    let words = format!("java.lang.IllegalArgumentException: Unsupported target type: {ty}");
    let fact = format!("a node breaks over `{}` where a value of type {ty} is wanted", labels::text(of));
    refused("F07", &of.expr.span, words, fact, "write a list or a vector only where one is wanted")
}

fn entries_fit(entries: &[Entry<'_>], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    match ty {
        CqlType::Udt { .. } => {
            let mut fits = true;
            for (field, value) in super::selectors::udt_fields(entries, ty)? {
                let ty = field_type(ty, field);
                fits = fits && ty.is_some_and(|ty| value.fit(&ty, scope).is_ok_and(Fit::is_some));
            }
            Ok(if fits { Fit::Weak } else { Fit::No })
        }
        CqlType::Map { key, value, .. } => {
            let mut so_far = Fit::Exact;
            for entry in entries {
                let (left, right) = (entry.key.as_ref(), entry.value.as_ref());
                let left = left.map_err(Clone::clone)?.fit(key, scope)?;
                let right = right.map_err(Clone::clone)?.fit(value, scope)?;
                so_far = so_far.and(left).and(right);
            }
            Ok(so_far)
        }
        other => {
            for entry in entries {
                entry.key.as_ref().map_err(Clone::clone)?;
                entry.value.as_ref().map_err(Clone::clone)?;
            }
            let words = "java.lang.ClassCastException: … cannot be cast to MapType".to_owned();
            let ty = node_type(other);
            let fact = format!("a node breaks over `{{…}}` where a value of type {ty} is wanted");
            let span = entries.first().and_then(|entry| entry.value.as_ref().ok()).map(|value| value.expr.span.clone());
            let help = "write a map or a user-defined type only where one is wanted";
            refused("F07", &span.unwrap_or_default(), words, fact, help)
        }
    }
}
