//! Takes the terms of a select list, gives them with their columns found and their calls resolved: the first of the two
//! looks that a node takes at a select list. Never gives types to what nothing says the type of.

use super::calls::{arguments, native_word, resolved};
use super::fit::freeze;
use super::functions::Signature;
use super::resolve::Argument;
use super::scope::{Judged, Scope, refused};
use super::terms::{constant_fit, hint_text};
use super::values::{NO_FUNCTION, called_name};
use crate::cql::expression::{Expr, ExprKind, Literal, Metadata};
use crate::name::Name;
use crate::rules::shape::Kind;
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
    let args: Vec<Selectable<'e>> = arguments(expr).into_iter().map(|arg| look(arg, scope)).collect::<Judged<_>>()?;
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
