//! Takes a SELECT that goes from bucket to bucket, gives the Rust words by which generated code knows the buckets: the
//! numbers of the first and the last of them, and the bytes of each. They are those of `value::Steps`. Never lays out code.

use minijinja::Value;

use super::context::{Buckets, word};
use super::derived::{Computed, Derived, driver_value, number};
use super::escape;
use super::rust_types::{RustTypes, Seen};
use crate::catalog::{Across, Edge, Most};
use crate::types::CqlType;
use crate::value::Derivation;

/// The words for `across`; `binds` are the parts of the context for what the caller gives.
pub(super) fn buckets(across: &Across, binds: &[Value], derived: &Derived<'_>, types: &RustTypes) -> Value {
    let values: Vec<Value> =
        binds.iter().map(|bind| word(format!("self.{}", bind.get_attr("rust").unwrap_or_default()))).collect();
    let ident = |edge: Edge| {
        let at = edge.at - usize::from(across.at < edge.at);
        values.get(at).map(ToString::to_string).unwrap_or_default()
    };
    let step = |edge: Edge, inwards: &str| {
        let number = number_of(across, &ident(edge), derived, types);
        // Many ids have one millisecond: the one outside does not take it out.
        let is_exact = across.from.ty != CqlType::Timeuuid;
        let number = if edge.is_open && is_exact { format!("({number}).{inwards}(1)") } else { number };
        step(across, &number)
    };
    let borrows = binds.iter().any(|bind| bind.get_attr("rust_type").is_ok_and(|ty| ty.to_string().contains("&'a ")));
    let function = match derived.of(&across.bucket.name) {
        Computed::Derived { function, .. } => function.to_string(),
        Computed::Given | Computed::Constant(_) => across.bucket.name.text().to_owned(),
    };
    let (limit, limit_at) = match across.limit {
        None => ("None".to_owned(), "None".to_owned()),
        Some(Most::Rows(rows)) => (format!("Some({rows})"), "None".to_owned()),
        Some(Most::Bind(at)) => {
            let limit = ident(Edge { at, is_open: false });
            (format!("Some({limit})"), format!("Some({at})"))
        }
    };
    Value::from_object(Buckets {
        first: word(step(across.lower, "saturating_add")),
        last: word(step(across.upper, "saturating_sub")),
        bucket: word(bytes(across)),
        function: word(escape::rust_str(&function)),
        at: across.at.into(),
        descending: across.descending.into(),
        values: values.into(),
        limit: word(limit),
        limit_at: word(limit_at),
        life: word(if borrows { "'a" } else { "'static" }),
    })
}

/// The bound as a number: milliseconds of a moment, days of a date, a whole number itself.
fn number_of(across: &Across, ident: &str, derived: &Derived<'_>, types: &RustTypes) -> String {
    let spelled = types.column(&across.from.name, &across.from.ty, Seen::Beside);
    let value = match derived.column(&across.from.name) {
        Some(column) => driver_value(ident, column, &spelled),
        None => ident.to_owned(),
    };
    match across.from.ty {
        CqlType::Timeuuid => format!("super::derive::millis({value})"),
        CqlType::Timestamp => format!("{value}.0"),
        CqlType::Date => format!("i64::from({value}.0) - super::derive::EPOCH_DAY"),
        CqlType::Bigint => value,
        _ => format!("i64::from({value})"),
    }
}

/// Which step of the function the number is on.
fn step(across: &Across, number: &str) -> String {
    match across.function {
        Derivation::YearMonth if across.from.ty == CqlType::Date => format!("super::derive::months({number})"),
        Derivation::YearMonth => format!("super::derive::months(({number}).div_euclid(super::derive::DAY))"),
        Derivation::Hour => format!("({number}).div_euclid(super::derive::HOUR)"),
        Derivation::Bucket(n) => format!("({number}).div_euclid({})", self::number(n)),
        Derivation::Date | Derivation::Hash(_) | Derivation::Lower => {
            format!("({number}).div_euclid(super::derive::DAY)")
        }
    }
}

/// The function that gives the bytes of the bucket with this number.
fn bytes(across: &Across) -> String {
    let bytes = ".map(|bucket| bucket.to_be_bytes().to_vec())";
    match across.function {
        Derivation::YearMonth if across.bucket.ty == CqlType::Int => {
            format!("|step| super::derive::month_number_at(step){bytes}")
        }
        Derivation::YearMonth => "|step| Some(super::derive::month_at(step).into_bytes())".to_owned(),
        Derivation::Hour => format!("|step| step.checked_mul(super::derive::HOUR){bytes}"),
        Derivation::Bucket(n) => {
            let rust = match across.bucket.ty {
                CqlType::Tinyint => ".and_then(|start| i8::try_from(start).ok())",
                CqlType::Smallint => ".and_then(|start| i16::try_from(start).ok())",
                CqlType::Int => ".and_then(|start| i32::try_from(start).ok())",
                _ => "",
            };
            format!("|step| step.checked_mul({}){rust}{bytes}", number(n))
        }
        Derivation::Date | Derivation::Hash(_) | Derivation::Lower => {
            format!("|step| u32::try_from(step + super::derive::EPOCH_DAY).ok(){bytes}")
        }
    }
}
