//! Takes a SELECT that a node prepares, gives why it refuses to execute it, in the order in which it looks.

use std::ops::Range;

use super::complaint::{Complaint, execute};
use super::grouping;
use super::rows::access::Access;
use super::rows::keys::{keys, null_in_condition, partitions, tokens, values};
use super::rows::restriction::{Restriction, What};
use super::rows::served::is_served;
use super::scope::Scope;
use super::values::Value;
use crate::cql::expression::Expr;
use crate::cql::select::{Ordering, Select};
use crate::rules::shape::Table;
use crate::types::CqlType;

/// What is known of the statement from PREPARE.
pub(super) struct Prepared<'a> {
    pub(super) select: &'a Select,
    pub(super) scope: &'a Scope<'a>,
    pub(super) access: &'a Access,
    /// Whether many rows become one, by an aggregate or by groups.
    pub(super) is_aggregate: bool,
    /// Whether static columns are read.
    pub(super) reads_statics: bool,
}

/// Why a node refuses to execute the statement; empty where it does not.
pub(super) fn judge(of: &Prepared<'_>) -> Vec<Complaint> {
    let steps: [&dyn Fn() -> Result<(), Complaint>; 4] =
        [&|| limits(of.select), &|| groups(of), &|| rows(of).map(drop), &|| paging(of)];
    steps.iter().filter_map(|step| step().err()).collect()
}

fn limits(select: &Select) -> Result<(), Complaint> {
    for limit in [&select.limit, &select.per_partition_limit].into_iter().flatten() {
        if number(limit).is_some_and(|number| number <= 0) {
            return Err(execute("Q18", &limit.span, "LIMIT must be strictly positive".to_owned()));
        }
    }
    Ok(())
}

fn number(limit: &Expr) -> Option<i64> {
    Select::number(limit).and_then(|text| text.parse().ok())
}

fn groups(of: &Prepared<'_>) -> Result<(), Complaint> {
    grouping::run(of.select, of.scope).map_or(Ok(()), Err)
}

/// Whether anything is read at all; where IN lists are empty, a node looks no further. What leaves rows out is looked at
/// before what says where they lie.
fn rows(of: &Prepared<'_>) -> Result<bool, Complaint> {
    let ann = of.select.order_by.first().filter(|ordering| ordering.ann.is_some());
    ann.map_or(Ok(()), |ordering| nearest(of, &ordering.span))?;
    filters(of)?;
    let access = of.access;
    let reads = if access.is_key_range {
        let reads = clustering(of)?.is_some() || of.reads_statics;
        if reads {
            bounds(of)?;
        }
        reads
    } else {
        let (any, left) = (partitions(access)?, tokens(access, of.scope.table)?);
        let reads = any && left && clustering(of)?.is_some();
        if reads {
            keys(access, of.scope.table)?;
        }
        reads
    };
    if reads {
        ann.map_or_else(|| without_order(of), |ordering| few(of, ordering))?;
    }
    Ok(reads)
}

/// The clustering columns that say where rows lie; `None` where no row can be there.
fn clustering(of: &Prepared<'_>) -> Result<Option<()>, Complaint> {
    let (access, table) = (of.access, of.scope.table);
    if of.select.distinct {
        return Ok(Some(()));
    }
    let only_values = !access.clustering.any(|one| !one.is_eq() && !one.is_in());
    let is_range = access.clustering.len() < table.clustering_key.len() || !only_values;
    let mut position = 0;
    for one in access.clustering.iter() {
        if is_range && (one.is_contains() || one.first() != position) {
            break;
        }
        if one.is_slice() {
            slice(one)?;
            break;
        }
        if !values(one)? {
            // Static columns are read all the same where rows are named one by one.
            return Ok((!is_range && of.reads_statics).then_some(()));
        }
        position = one.next();
    }
    Ok(Some(()))
}

/// A null bound of one column is taken; within a tuple it is not.
fn slice(one: &Restriction) -> Result<(), Complaint> {
    let What::Slice { lower, upper } = &one.what else { return Ok(()) };
    if !one.tuple {
        return Ok(());
    }
    for edge in [lower, upper].into_iter().flatten() {
        let null = edge.values.iter().zip(&one.columns).find(|(value, _)| **value == Value::Null);
        match null {
            Some(_) if edge.widened => {
                let words = "java.lang.NullPointerException: Cannot invoke \"org.apache.cassandra.cql3.Term$Terminal.get(\
                    org.apache.cassandra.transport.ProtocolVersion)\" because \"terminal\" is null";
                return Err(execute("Q16", &one.span, words.to_owned()));
            }
            Some((_, place)) => return Err(null_in_condition(place, &one.span)),
            None => {}
        }
    }
    Ok(())
}

/// What rows are left out by.
fn filters(of: &Prepared<'_>) -> Result<(), Complaint> {
    let (access, table) = (of.access, of.scope.table);
    if access.filters_partition {
        access.partition.iter().try_for_each(filter)?;
    }
    if access.filters_clustering {
        let mut position = 0;
        for one in access.clustering.iter() {
            // What is left out by does not move the place: all behind it is left out by too.
            if one.is_contains() || one.first() != position || is_served(table, one) {
                filter(one)?;
            } else if !one.is_slice() {
                position = one.next();
            }
        }
    }
    access.plain.iter().try_for_each(filter)
}

fn filter(one: &Restriction) -> Result<(), Complaint> {
    let refuse = |code, words: String| Err(execute(code, &one.span, words));
    let null = |name: &str| refuse("Q16", format!("Unsupported null value for column {name}"));
    match &one.what {
        What::Eq(values) => match values.iter().zip(&one.columns).find(|(value, _)| **value == Value::Null) {
            Some((_, place)) => null(place.name.text()),
            None => Ok(()),
        },
        What::In(_) if one.columns.len() > 1 => refuse("Q04", "Multicolumn IN filters are not supported".to_owned()),
        What::Slice { .. } if one.tuple => {
            refuse("Q04", "Multi-column slice restrictions cannot be used for filtering.".to_owned())
        }
        What::In(_) | What::InMarker => Ok(()),
        What::Slice { lower, upper } => {
            let edges = [lower, upper].into_iter().flatten();
            if edges.flat_map(|edge| &edge.values).any(|value| *value == Value::Null) {
                null(one.name())
            } else {
                Ok(())
            }
        }
        What::Contains { values, keys, entries } => {
            if values.iter().chain(keys).any(|value| *value == Value::Null) {
                return null(one.name());
            }
            let part = |what: &str| refuse("Q16", format!("Unsupported null map {what} for column {}", one.name()));
            for (key, value) in entries {
                if *key == Value::Null {
                    return part("key");
                }
                if *value == Value::Null {
                    return part("value");
                }
            }
            Ok(())
        }
        What::Ann(value) => {
            if *value == Value::Null {
                null(one.name())
            } else {
                Ok(())
            }
        }
    }
}

/// The bounds of the partitions: tokens, or one whole key.
fn bounds(of: &Prepared<'_>) -> Result<(), Complaint> {
    let (access, table) = (of.access, of.scope.table);
    let Some(token) = access.token.as_ref().filter(|_| access.is_on_token(table)) else {
        return if access.partition_needs_filtering(table) { Ok(()) } else { partitions(access).map(drop) };
    };
    let is_null = match &token.what {
        What::Eq(values) => values.contains(&Value::Null),
        What::Slice { lower, upper } => {
            [lower, upper].into_iter().flatten().flat_map(|edge| &edge.values).any(|value| *value == Value::Null)
        }
        _ => false,
    };
    if is_null { Err(execute("Q16", &token.span, "Invalid null token value".to_owned())) } else { Ok(()) }
}

/// What holds of the nearest rows whatever they are: a limit, no groups.
fn nearest(of: &Prepared<'_>, span: &Range<usize>) -> Result<(), Complaint> {
    let words = if of.is_aggregate {
        "Top-K queries can not be run with aggregation"
    } else if of.select.per_partition_limit.is_some() {
        "Top-K queries do not support per-partition limits"
    } else if of.select.limit.is_none() {
        "Top-K queries must have a limit specified and the limit must be less than the query page size"
    } else {
        return Ok(());
    };
    Err(execute("Q19", span, words.to_owned()))
}

/// What an index says of the nearest rows: at most 1,000, and near to a vector that has a direction.
fn few(of: &Prepared<'_>, ordering: &Ordering) -> Result<(), Complaint> {
    let limit = of.select.limit.as_ref().and_then(|limit| Some((number(limit)?, &limit.span)));
    if let Some((limit, span)) = limit.filter(|(limit, _)| *limit > 1_000) {
        let words = "Use of ANN OF in an ORDER BY clause requires a LIMIT that is not greater than 1000. LIMIT was";
        return Err(execute("Q19", span, format!("{words} {limit}")));
    }
    let vector = of.access.plain.iter().find_map(|one| match &one.what {
        What::Ann(Value::Known(bytes)) => Some(bytes),
        _ => None,
    });
    if vector.is_some_and(|bytes| has_no_direction(bytes, of.scope.table, &ordering.column)) {
        let words = "Operation failed - received 0 responses and 1 failures: UNKNOWN";
        return Err(execute("Q19", &ordering.span, words.to_owned()));
    }
    Ok(())
}

/// An equality of a vector in the key is left to its index where there is one, and that wants a limit all the same.
fn without_order(of: &Prepared<'_>) -> Result<(), Complaint> {
    let access = of.access;
    let table = of.scope.table;
    let is_vector = |one: &Restriction| {
        let columns = one.columns.iter().filter_map(|place| table.column(&place.name));
        let mut vectors = columns.filter(|(column, _)| matches!(column.ty, CqlType::Vector { .. }));
        one.is_eq() && vectors.any(|(column, _)| table.is_indexed(&column.name))
    };
    let partition = access.partition.iter().filter(|_| access.filters_partition);
    let clustering = access.clustering.iter().filter(|_| access.filters_clustering);
    let vector = partition.chain(clustering).find(|one| is_vector(one)).filter(|_| access.uses_index);
    let limit = of.select.limit.as_ref().map_or(Some(i64::from(i32::MAX)), number);
    match (vector, limit) {
        (Some(one), Some(limit)) if limit > 1_000 => {
            let words = "Use of ANN OF in an ORDER BY clause requires a LIMIT that is not greater than 1000. LIMIT was";
            Err(execute("Q19", &one.span, format!("{words} {limit}")))
        }
        _ => Ok(()),
    }
}

/// A vector that a node's index fails over: one with a number that is not finite, or by cosine one of zeros.
fn has_no_direction(bytes: &[u8], table: &Table, column: &crate::name::Name) -> bool {
    let floats: Vec<f32> =
        bytes.chunks_exact(4).map(|four| f32::from_be_bytes(four.try_into().unwrap_or_default())).collect();
    let index = table.indexes.iter().find(|index| index.column == *column);
    let is_cosine = index
        .and_then(|index| index.option("similarity_function"))
        .is_none_or(|function| function.eq_ignore_ascii_case("cosine"));
    floats.iter().any(|float| !float.is_finite()) || (is_cosine && floats.iter().all(|float| *float == 0.0))
}

/// Rows of several partitions cannot be put in order page by page.
fn paging(of: &Prepared<'_>) -> Result<(), Complaint> {
    let in_order = of.select.order_by.first().filter(|ordering| ordering.ann.is_none());
    let Some(ordering) = in_order.filter(|_| of.access.is_key_in()) else { return Ok(()) };
    // An answer that is known to be empty is given without pages.
    if !of.is_aggregate && !rows(of).unwrap_or(true) {
        return Ok(());
    }
    let words = "Cannot page queries with both ORDER BY and a IN restriction on the partition key; you must either remove \
        the ORDER BY or the IN and sort client side, or disable paging for this query";
    Err(execute("Q09", &ordering.span, words.to_owned()))
}
