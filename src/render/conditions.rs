//! Takes a condition of `keep`, gives the Rust expression that tests it, where there is one that tells the same as the
//! load's. Never decides what a condition means: `source` does.

use super::escape;
use super::rust_types::Spelled;
use crate::model::{Column, RustType, Test};
use crate::rules::shape::Op;
use crate::types::CqlType;

/// A value that a condition tests.
pub(super) struct Tested<'a> {
    /// Its column.
    pub(super) column: &'a Column,
    /// Its Rust types.
    pub(super) spelled: &'a Spelled,
    /// The expression that reads it: `self.country`.
    pub(super) read: String,
    /// What that gives.
    pub(super) form: Form,
}

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A value.
    Value,
    /// A value or none.
    Option,
    /// A collection that is empty where there is no value.
    Collection,
}

/// The expression that is true where `tested` passes `test`; `None` where Rust has no comparison that is the node's.
pub(super) fn condition(test: &Test, tested: &Tested<'_>) -> Option<String> {
    let read = &tested.read;
    let is_there = match tested.form {
        Form::Value => "true".to_owned(),
        Form::Collection => format!("!{read}.is_empty()"),
        Form::Option => format!("{read}.is_some()"),
    };
    let inner = match test {
        Test::NotNull => return Some(is_there),
        Test::Null => {
            return Some(match is_there.as_str() {
                "true" => "false".to_owned(),
                there => there.strip_prefix('!').map_or_else(|| format!("{read}.is_none()"), str::to_owned),
            });
        }
        // What a type of the user's compares as is not known.
        _ if tested.spelled.is_chosen && !matches!(tested.column.rust, Some(RustType::Newtype(_))) => None,
        _ if tested.form == Form::Collection => None,
        Test::OneOf(values) => one_of(&tested.column.ty, values),
        Test::Not(value) => literal(&tested.column.ty, value).map(|other| compared(&tested.column.ty, "!=", &other)),
        Test::Slice(op, bound) => slice(&tested.column.ty, *op, bound),
    }?;
    let inside = if tested.column.rust.is_some() { ".0" } else { "" };
    let is_text = matches!(tested.column.ty, CqlType::Text | CqlType::Ascii);
    let read_inside = if is_text { format!("{inside}.as_str()") } else { inside.to_owned() };
    if tested.form == Form::Value {
        return Some(inner.replace('\u{0}', &format!("{read}{read_inside}")));
    }
    let option = if tested.spelled.is_copy { read.clone() } else { format!("{read}.as_ref()") };
    Some(format!("{option}.is_some_and(|value| {})", inner.replace('\u{0}', &format!("value{read_inside}"))))
}

/// The test for equality with one of `values`; a NUL stands for what is tested.
fn one_of(ty: &CqlType, values: &[Vec<u8>]) -> Option<String> {
    let literals = values.iter().map(|bytes| literal(ty, bytes)).collect::<Option<Vec<String>>>()?;
    let tests = literals.iter().map(|literal| compared(ty, "==", literal));
    Some(tests.collect::<Vec<_>>().join(" || "))
}

fn slice(ty: &CqlType, op: Op, bound: &[u8]) -> Option<String> {
    let sign = match op {
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
        _ => return None,
    };
    Some(compared(ty, sign, &literal(ty, bound)?))
}

fn compared(ty: &CqlType, sign: &str, literal: &str) -> String {
    match ty {
        CqlType::Timestamp | CqlType::Date | CqlType::Time => format!("\u{0}.0 {sign} {literal}"),
        // Cassandra's order of floats is the total one: a NaN is equal to itself and larger than all numbers.
        CqlType::Float | CqlType::Double => {
            let ordering = match sign {
                "==" => "is_eq",
                "!=" => "is_ne",
                "<" => "is_lt",
                "<=" => "is_le",
                ">" => "is_gt",
                _ => "is_ge",
            };
            format!("\u{0}.total_cmp(&{literal}).{ordering}()")
        }
        CqlType::Boolean if matches!(sign, "==" | "!=") => {
            let is_asked = (literal == "true") == (sign == "==");
            format!("{}\u{0}", if is_asked { "" } else { "!" })
        }
        _ => format!("\u{0} {sign} {literal}"),
    }
}

/// The Rust literal of a value, for the types whose order in Rust is that of the node.
fn literal(ty: &CqlType, bytes: &[u8]) -> Option<String> {
    Some(match ty {
        CqlType::Text | CqlType::Ascii => escape::rust_str(std::str::from_utf8(bytes).ok()?),
        CqlType::Tinyint => i8::from_be_bytes(bytes.try_into().ok()?).to_string(),
        CqlType::Smallint => i16::from_be_bytes(bytes.try_into().ok()?).to_string(),
        CqlType::Int => i32::from_be_bytes(bytes.try_into().ok()?).to_string(),
        CqlType::Bigint | CqlType::Timestamp | CqlType::Time => i64::from_be_bytes(bytes.try_into().ok()?).to_string(),
        CqlType::Date => u32::from_be_bytes(bytes.try_into().ok()?).to_string(),
        CqlType::Boolean => (*bytes.first()? != 0).to_string(),
        CqlType::Double => float(f64::from_be_bytes(bytes.try_into().ok()?), "f64"),
        CqlType::Float => float(f64::from(f32::from_be_bytes(bytes.try_into().ok()?)), "f32"),
        _ => return None,
    })
}

fn float(value: f64, ty: &str) -> String {
    if value.is_nan() {
        format!("{ty}::NAN")
    } else if value.is_infinite() {
        format!("{ty}::{}INFINITY", if value < 0.0 { "NEG_" } else { "" })
    } else if ty == "f32" {
        format!("{:?}_f32", value as f32)
    } else {
        format!("{value:?}_f64")
    }
}
