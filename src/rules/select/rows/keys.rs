//! Takes how the rows are found, gives what a node says of the values of keys when it executes a statement.

use std::ops::Range;

use super::access::Access;
use super::restriction::{Edge, Place, Restriction, What};
use crate::rules::select::complaint::{Complaint, execute};
use crate::rules::select::values::Value;
use crate::rules::shape::Table;
use crate::value::{KEY_CAP, partition_key, token};

/// A null where a value of the key must be.
pub(in crate::rules::select) fn null_in_condition(place: &Place, span: &Range<usize>) -> Complaint {
    execute("Q16", span, format!("Invalid null value in condition for column {}", place.name))
}

/// The values of the partition key; gives whether there is any.
pub(in crate::rules::select) fn partitions(access: &Access) -> Result<bool, Complaint> {
    let mut any = true;
    for one in access.partition.iter() {
        any &= values(one)?;
        if !any {
            return Ok(false);
        }
    }
    Ok(any)
}

/// How many partition keys are reckoned with.
const MOST_KEYS: usize = 1_000;

/// A token beside whole partition keys leaves keys out; gives whether any is left, as far as that is known.
pub(in crate::rules::select) fn tokens(access: &Access, table: &Table) -> Result<bool, Complaint> {
    let Some(token) = access.token.as_ref().filter(|_| !access.is_on_token) else { return Ok(true) };
    let (lower, upper) = match &token.what {
        What::Eq(values) => (values.first(), values.first()),
        What::Slice { lower, upper } => (lower.as_ref().and_then(first), upper.as_ref().and_then(first)),
        _ => return Ok(true),
    };
    if [lower, upper].contains(&Some(&Value::Null)) {
        let words = "java.lang.NullPointerException: Cannot invoke \"java.nio.ByteBuffer.position()\" because \"bytes\" is null";
        return Err(execute("Q16", &token.span, words.to_owned()));
    }
    let bound = |value: Option<&Value>, open: i64| match value {
        None => Some(open),
        Some(Value::Known(bytes)) => bytes.as_slice().try_into().ok().map(i64::from_be_bytes),
        Some(_) => None,
    };
    let range = bound(lower, i64::MIN).zip(bound(upper, i64::MAX));
    let (Some((least, most)), Some(keys)) = (range, known_keys(access, table)) else { return Ok(true) };
    Ok(keys.iter().any(|key| (least..=most).contains(&token_of(key))))
}

fn first(edge: &Edge) -> Option<&Value> {
    edge.values.first()
}

fn token_of(parts: &[Vec<u8>]) -> i64 {
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let mut key = Vec::new();
    partition_key(&parts, &mut key);
    token(&key)
}

/// The partition keys that are asked for, where every value is known and they are not many.
fn known_keys(access: &Access, table: &Table) -> Option<Vec<Vec<Vec<u8>>>> {
    let mut keys: Vec<Vec<Vec<u8>>> = vec![Vec::new()];
    for column in &table.partition_key {
        let values: Vec<&Value> = match &access.partition.of(&column.name)?.what {
            What::Eq(values) => values.iter().collect(),
            What::In(rows) => rows.iter().flatten().collect(),
            _ => return None,
        };
        let known = |value: &&Value| if let Value::Known(bytes) = value { Some(bytes.clone()) } else { None };
        let values: Vec<Vec<u8>> = values.iter().map(known).collect::<Option<_>>()?;
        if keys.len().saturating_mul(values.len()) > MOST_KEYS {
            return None;
        }
        let with = |key: &Vec<Vec<u8>>| {
            values.iter().map(|value| [key.as_slice(), std::slice::from_ref(value)].concat()).collect::<Vec<_>>()
        };
        keys = keys.iter().flat_map(with).collect();
    }
    Some(keys)
}

/// The values of an equality or an IN of columns that say where rows lie; gives whether there is any.
pub(in crate::rules::select) fn values(one: &Restriction) -> Result<bool, Complaint> {
    match &one.what {
        What::Eq(values) if one.tuple => {
            match values.iter().zip(&one.columns).find(|(value, _)| **value == Value::Null) {
                Some((_, place)) => {
                    Err(execute("Q16", &one.span, format!("Invalid null value for column {}", place.name)))
                }
                None => Ok(true),
            }
        }
        What::Eq(values) => match (values.contains(&Value::Null), one.columns.first()) {
            (true, Some(place)) => Err(null_in_condition(place, &one.span)),
            _ => Ok(true),
        },
        What::In(rows) => {
            let has_null = rows.iter().flatten().any(|value| *value == Value::Null);
            match one.columns.as_slice() {
                columns if has_null && one.tuple => {
                    let names: Vec<&str> = columns.iter().map(|place| place.name.text()).collect();
                    let words = format!("Invalid null value in condition for columns: [{}]", names.join(", "));
                    Err(execute("Q16", &one.span, words))
                }
                [place] if has_null => Err(null_in_condition(place, &one.span)),
                _ => Ok(!rows.is_empty()),
            }
        }
        _ => Ok(true),
    }
}

/// The bytes of the partition keys: none is empty, none too long.
pub(in crate::rules::select) fn keys(access: &Access, table: &Table) -> Result<(), Complaint> {
    let many = table.partition_key.len() > 1;
    let (mut longest, mut empty, mut at) = (0, false, None);
    for one in access.partition.iter() {
        let single: Vec<&Value> = match &one.what {
            What::Eq(values) => values.iter().collect(),
            What::In(rows) => rows.iter().flatten().collect(),
            _ => Vec::new(),
        };
        let len = |value: &&Value| if let Value::Known(bytes) = value { Some(bytes.len()) } else { None };
        longest += single.iter().filter_map(len).max().unwrap_or_default() + if many { 3 } else { 0 };
        empty |= single.iter().filter_map(len).any(|len| len == 0);
        at = Some(&one.span);
    }
    match at {
        Some(span) if empty && !many => Err(execute("Q16", span, "Key may not be empty".to_owned())),
        Some(span) if longest > KEY_CAP => {
            let words = format!("Key length of {longest} is longer than maximum of {KEY_CAP}");
            Err(execute("Q16", span, words))
        }
        _ => Ok(()),
    }
}
