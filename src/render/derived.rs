//! Takes the vocabulary, gives the functions of `rows.rs` that compute derived columns, and the words that call them.
//! What they compute is what `value::Derivation` computes; tests hold the two to the same vectors.

use std::sync::Arc;

use minijinja::Value;
use rustc_hash::FxHashMap;

use super::context::{Function, word};
use super::escape;
use super::rust_types::{RustTypes, Seen, Spelled};
use super::spell::{self, Scope};
use crate::catalog::Catalog;
use crate::model::{Column, Origin, RustType};
use crate::name::Name;
use crate::types::CqlType;
use crate::value::Derivation;

/// Where the values of a column come from in generated code.
#[derive(Clone, Debug)]
pub(super) enum Computed<'a> {
    /// From the caller.
    Given,
    /// The same wire bytes in every row.
    Constant(&'a [u8]),
    /// From another column, by a function of the file.
    Derived {
        /// That column.
        from: &'a Column,
        /// The function.
        function: Arc<str>,
        /// Whether it fails on some values.
        is_fallible: bool,
    },
}

/// The columns that generated code computes.
pub(super) struct Derived<'a> {
    columns: &'a [Column],
    by_name: FxHashMap<&'a Name, usize>,
    functions: FxHashMap<usize, (Arc<str>, bool)>,
    /// The functions, as templates see them.
    pub(super) parts: Vec<Value>,
}

impl<'a> Derived<'a> {
    /// The functions for the derived columns that tables of `catalog` store.
    pub(super) fn new(catalog: &'a Catalog, rust: &RustTypes) -> Self {
        let by_name = catalog.columns.iter().enumerate().map(|(at, column)| (&column.name, at)).collect();
        let mut derived =
            Self { columns: &catalog.columns, by_name, functions: FxHashMap::default(), parts: Vec::new() };
        let is_derived = |column: &Column| matches!(column.origin, Origin::Derived { .. });
        if !catalog.columns.iter().any(is_derived) {
            return derived;
        }
        let mut names = Scope::new(&[]);
        let stored = catalog.tables.iter().flat_map(|table| table.shape.columns());
        for (column, _) in stored {
            let Some(&at) = derived.by_name.get(&column.name) else { continue };
            if let Origin::Derived { from, function } = catalog.columns[at].origin
                && !derived.functions.contains_key(&at)
            {
                let wanted = format!("{}_of", spell::field(&column.name).trim_start_matches("r#"));
                let name = names.reserve(&wanted.into());
                let (part, is_fallible) = part(&name, &catalog.columns[at], &catalog.columns[from], function, rust);
                derived.functions.insert(at, (name, is_fallible));
                derived.parts.push(Value::from_object(part));
            }
        }
        derived
    }

    /// Whether a column that is no counter is the same in every row.
    pub(super) fn has_constants(&self) -> bool {
        let is_constant =
            |column: &Column| matches!(column.origin, Origin::Constant(_)) && column.ty != CqlType::Counter;
        self.columns.iter().any(is_constant)
    }

    /// The column of the vocabulary at this index.
    pub(super) fn at(&self, column: usize) -> &'a Column {
        &self.columns[column]
    }

    /// The column called `name`.
    pub(super) fn column(&self, name: &Name) -> Option<&'a Column> {
        self.by_name.get(name).map(|at| &self.columns[*at])
    }

    /// Whether generated code adds to the column instead of overwriting it.
    pub(super) fn is_added(&self, name: &Name) -> bool {
        self.column(name).is_some_and(|column| column.is_added)
    }

    /// Where the values of the column `name` come from.
    pub(super) fn of(&self, name: &Name) -> Computed<'a> {
        let Some(&at) = self.by_name.get(name) else { return Computed::Given };
        match &self.columns[at].origin {
            Origin::Csv { .. } | Origin::Fields { .. } => Computed::Given,
            Origin::Constant(bytes) => Computed::Constant(bytes),
            Origin::Derived { from, .. } => match self.functions.get(&at) {
                Some((function, is_fallible)) => Computed::Derived {
                    from: &self.columns[*from],
                    function: Arc::clone(function),
                    is_fallible: *is_fallible,
                },
                None => Computed::Given,
            },
        }
    }
}

/// An expression that gives the value in the driver's type, or one that gives it or nothing.
enum Body {
    Certain(String),
    Partial(String),
}

fn part(name: &str, column: &Column, from: &Column, function: Derivation, rust: &RustTypes) -> (Function, bool) {
    let (own, source) =
        (rust.column(&column.name, &column.ty, Seen::Top), rust.column(&from.name, &from.ty, Seen::Top));
    let argument = spell::field(&from.name);
    let body = body(function, column, from, &driver_value(&argument, from, &source));
    let body = match &column.rust {
        Some(RustType::Newtype(_)) => match body {
            Body::Certain(text) => Body::Certain(format!("{}({text})", own.owned)),
            Body::Partial(text) => Body::Partial(format!("{text}.map({})", own.owned)),
        },
        _ if own.is_chosen => match body {
            Body::Certain(text) => Body::Partial(format!("{text}.try_into().ok()")),
            Body::Partial(text) => Body::Partial(format!("{text}.and_then(|value| value.try_into().ok())")),
        },
        _ => body,
    };
    let (body, gives, is_fallible) = match body {
        Body::Certain(text) => (text, own.owned.clone(), false),
        Body::Partial(text) => (
            format!("{text}.ok_or(OutOfRange {{ function: {} }})", escape::rust_str(name)),
            format!("Result<{}, OutOfRange>", own.owned),
            true,
        ),
    };
    let part = Function {
        rust: word(name),
        doc: word(format!("{}, from {}.", sentence(function, column), escape::code(&from.name.cql()))),
        argument: word(argument),
        takes: word(source.borrowed.replace("&'a ", "&")),
        gives: word(gives),
        body: word(body),
    };
    (part, is_fallible)
}

/// The argument as the driver's own value.
pub(super) fn driver_value(argument: &str, from: &Column, source: &Spelled) -> String {
    let is_copy = source.is_copy;
    match &from.rust {
        Some(RustType::Newtype(_)) if is_copy => format!("{argument}.0"),
        Some(RustType::Newtype(_)) if matches!(from.ty, CqlType::Text | CqlType::Ascii) => {
            format!("{argument}.0.as_str()")
        }
        Some(RustType::Newtype(_)) => format!("&{argument}.0"),
        _ if source.is_chosen => {
            let argument = if is_copy { argument.to_owned() } else { format!("{argument}.clone()") };
            format!("::std::convert::Into::<{}>::into({argument})", from.ty.rust())
        }
        _ => argument.to_owned(),
    }
}

fn body(function: Derivation, column: &Column, from: &Column, value: &str) -> Body {
    let millis = match from.ty {
        CqlType::Timeuuid => format!("derive::millis({value})"),
        _ => format!("{value}.0"),
    };
    let days = match from.ty {
        CqlType::Date => format!("i64::from({value}.0) - derive::EPOCH_DAY"),
        _ => format!("{millis}.div_euclid(derive::DAY)"),
    };
    match function {
        Derivation::Date => Body::Partial(format!("derive::date({millis})")),
        Derivation::YearMonth if column.ty == CqlType::Int => Body::Partial(format!("derive::month_number({days})")),
        Derivation::YearMonth => Body::Certain(format!("derive::month({days})")),
        Derivation::Hour => match column.ty {
            CqlType::Timestamp => Body::Partial(format!("derive::hour_start({millis})")),
            CqlType::Tinyint => Body::Partial(format!("derive::hour({millis})")),
            _ => Body::Partial(format!("derive::hour({millis}).map(i32::from)")),
        },
        Derivation::Bucket(n) => {
            let n = number(n);
            match column.ty {
                CqlType::Timestamp => {
                    Body::Partial(format!("derive::bucket({value}.0, {n}).map(::scylla::value::CqlTimestamp)"))
                }
                CqlType::Bigint => Body::Partial(format!("derive::bucket({value}, {n})")),
                _ => Body::Partial(format!(
                    "derive::bucket(i64::from({value}), {n}).and_then(|floor| {}::try_from(floor).ok())",
                    column.ty.rust()
                )),
            }
        }
        Derivation::Hash(n) => {
            Body::Partial(format!("derive::hash(&{value}, &{}, {})", column_type(&from.ty), number(n)))
        }
        Derivation::Lower => Body::Certain(format!("{value}.to_lowercase()")),
    }
}

/// A whole number as Rust writes it for readers: `86_400`.
pub(super) fn number(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 4 {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

fn sentence(function: Derivation, column: &Column) -> String {
    let name = escape::code(&column.name.cql());
    match function {
        Derivation::Date => format!("{name}: the UTC day"),
        Derivation::YearMonth => format!("{name}: the UTC month"),
        Derivation::Hour if column.ty == CqlType::Timestamp => format!("{name}: the start of the UTC hour"),
        Derivation::Hour => format!("{name}: the UTC hour of the day"),
        Derivation::Bucket(n) => format!("{name}: the largest multiple of {n} that is not above"),
        Derivation::Hash(n) => format!("{name}: Murmur3 of the value's bytes, modulo {n}"),
        Derivation::Lower => format!("{name}: the text in lower case"),
    }
}

/// The driver's own name of a type, which it wants for a value that is no part of a statement.
pub(super) fn column_type(ty: &CqlType) -> String {
    const PATH: &str = "::scylla::cluster::metadata";
    let boxed = |ty: &CqlType| format!("::std::boxed::Box::new({})", column_type(ty));
    let collection = |kind: &str, frozen: bool| {
        format!("{PATH}::ColumnType::Collection {{ frozen: {frozen}, typ: {PATH}::CollectionType::{kind} }}")
    };
    match ty {
        CqlType::List { item, frozen } => collection(&format!("List({})", boxed(item)), *frozen),
        CqlType::Set { item, frozen } => collection(&format!("Set({})", boxed(item)), *frozen),
        CqlType::Map { key, value, frozen } => collection(&format!("Map({}, {})", boxed(key), boxed(value)), *frozen),
        CqlType::Vector { item, len } => {
            format!("{PATH}::ColumnType::Vector {{ typ: {}, dimensions: {len} }}", boxed(item))
        }
        CqlType::Tuple(items) => {
            let items: Vec<String> = items.iter().map(column_type).collect();
            format!("{PATH}::ColumnType::Tuple(::std::vec![{}])", items.join(", "))
        }
        CqlType::Udt { udt, frozen } => {
            let field = |(name, ty): &(Name, CqlType)| {
                format!("({}.into(), {})", escape::rust_str(name.text()), column_type(ty))
            };
            let fields: Vec<String> = udt.fields.iter().map(field).collect();
            format!(
                "{PATH}::ColumnType::UserDefinedType {{ frozen: {frozen}, definition: ::std::sync::Arc::new({PATH}::UserDefinedType {{ name: {}.into(), keyspace: KEYSPACE.into(), field_types: ::std::vec![{}] }}) }}",
                escape::rust_str(udt.name.text()),
                fields.join(", ")
            )
        }
        native => format!("{PATH}::ColumnType::Native({PATH}::NativeType::{})", native_type(native)),
    }
}

fn native_type(ty: &CqlType) -> &'static str {
    match ty {
        CqlType::Ascii => "Ascii",
        CqlType::Bigint => "BigInt",
        CqlType::Blob => "Blob",
        CqlType::Boolean => "Boolean",
        CqlType::Counter => "Counter",
        CqlType::Date => "Date",
        CqlType::Decimal => "Decimal",
        CqlType::Double => "Double",
        CqlType::Duration => "Duration",
        CqlType::Float => "Float",
        CqlType::Inet => "Inet",
        CqlType::Int => "Int",
        CqlType::Smallint => "SmallInt",
        CqlType::Time => "Time",
        CqlType::Timestamp => "Timestamp",
        CqlType::Timeuuid => "Timeuuid",
        CqlType::Tinyint => "TinyInt",
        CqlType::Uuid => "Uuid",
        CqlType::Varint => "Varint",
        _ => "Text",
    }
}
