//! Takes a prepared SELECT and its parameters, gives the partitions to read in order, the ranges of clustering keys and
//! the limits; or says why the parameters are none that a node would take.

use super::filter::Filter;
use super::ranges::{Bound, Ranges};
use super::{Bounded, Gives, Prepared, Restriction};
use crate::rules::shape::Op;
use crate::store::row::partition_key_len;
use crate::value::{KEY_CAP, distinct};

/// The parameters of one query, read.
#[derive(Debug)]
pub(super) struct Bindings<'a> {
    /// For each partition-key column its values, in their order.
    values: Vec<Vec<&'a [u8]>>,
    /// What is read of each partition.
    pub(super) ranges: Ranges,
    /// Whether a clustering or plain column is restricted.
    pub(super) restricted: bool,
    /// All parameters.
    pub(super) parameters: &'a [Vec<u8>],
    /// LIMIT.
    pub(super) limit: u64,
    /// PER PARTITION LIMIT.
    pub(super) per_partition_limit: u64,
}

/// Reads `parameters`, the wire bytes of the binds of `prepared` in order. An error is a lower-case phrase.
pub(super) fn bind<'a>(prepared: &Prepared, parameters: &'a [Vec<u8>]) -> Result<Bindings<'a>, String> {
    if parameters.len() != prepared.binds {
        return Err(format!("it takes {} parameters, not {}", prepared.binds, parameters.len()));
    }
    let values = prepared.partition.iter().zip(&prepared.layout.partition).map(|((at, list), ty)| {
        let parameter = parameters[*at].as_slice();
        if *list { Ok(distinct(ty, elements(parameter, *at)?)) } else { Ok(vec![parameter]) }
    });
    let values = values.collect::<Result<Vec<_>, String>>()?;
    check_keys(&values)?;
    let bounds = prepared.clustering.iter().map(|restriction| bound(restriction, parameters));
    let bounds = bounds.collect::<Result<Vec<_>, String>>()?;
    let limit = limit(prepared.limit, parameters)?;
    Ok(Bindings {
        values,
        ranges: Ranges::new(&prepared.layout, &bounds),
        restricted: !bounds.is_empty() || !prepared.filters.iter().all(Filter::is_of_partition),
        parameters,
        limit: if prepared.gives == Gives::First { limit.min(1) } else { limit },
        per_partition_limit: self::limit(prepared.per_partition_limit, parameters)?,
    })
}

impl<'a> Bindings<'a> {
    /// How many partitions are read.
    pub(super) fn partitions(&self) -> usize {
        self.values.iter().map(Vec::len).fold(1, usize::saturating_mul)
    }

    /// The values of the partition-key columns of partition number `n`: the product of all values, ordered by value,
    /// column by column. Made one by one, as two long lists have more products than memory holds.
    pub(super) fn partition(&self, n: usize, cells: &mut Vec<&'a [u8]>) {
        cells.clear();
        let mut rest = n;
        for values in self.values.iter().rev() {
            cells.push(values[rest % values.len()]);
            rest /= values.len();
        }
        cells.reverse();
    }
}

/// The longest key that the values make is one that a node takes; so is the shortest.
fn check_keys(values: &[Vec<&[u8]>]) -> Result<(), String> {
    let longest = values.iter().map(|values| values.iter().map(|value| value.len()).max());
    let Some(longest) = longest.collect::<Option<Vec<usize>>>() else { return Ok(()) };
    let length = partition_key_len(&longest);
    if length > KEY_CAP {
        return Err(format!("the partition key would be {length} bytes long; at most {KEY_CAP} are allowed"));
    }
    if let [values] = values
        && values.iter().any(|value| value.is_empty())
    {
        return Err("the partition key is empty, and a key may not be".to_owned());
    }
    Ok(())
}

fn bound(restriction: &Restriction, parameters: &[Vec<u8>]) -> Result<Bound, String> {
    let at = restriction.parameter;
    let tuples = match (restriction.op, restriction.tuple) {
        (Op::In, false) => elements(&parameters[at], at)?.into_iter().map(|value| vec![value.to_vec()]).collect(),
        (Op::In, true) => {
            let tuples = elements(&parameters[at], at)?;
            tuples.into_iter().map(|bytes| fields(bytes, restriction.columns, at)).collect::<Result<_, _>>()?
        }
        _ => vec![parameters[at..at + restriction.columns].to_vec()],
    };
    Ok(Bound { first: restriction.first, columns: restriction.columns, op: restriction.op, tuples })
}

/// The elements of a list in wire form, none of which is null.
fn elements(list: &[u8], at: usize) -> Result<Vec<&[u8]>, String> {
    let (count, mut rest) = list.split_first_chunk::<4>().ok_or_else(|| malformed(at))?;
    let mut elements = Vec::new();
    while !rest.is_empty() {
        elements.push(element(&mut rest, at)?);
    }
    if usize::try_from(i32::from_be_bytes(*count)) == Ok(elements.len()) { Ok(elements) } else { Err(malformed(at)) }
}

/// The fields of a tuple in wire form, none of which is null.
fn fields(mut tuple: &[u8], columns: usize, at: usize) -> Result<Vec<Vec<u8>>, String> {
    let mut fields = Vec::with_capacity(columns);
    while !tuple.is_empty() {
        fields.push(element(&mut tuple, at)?.to_vec());
    }
    // The node reads fields that are missing at the end as null.
    if fields.len() == columns { Ok(fields) } else { Err(null(at)) }
}

/// Takes one value with its length in front off `rest`, bytes of parameter `at`.
fn element<'a>(rest: &mut &'a [u8], at: usize) -> Result<&'a [u8], String> {
    let (length, after) = rest.split_first_chunk::<4>().ok_or_else(|| malformed(at))?;
    let length = usize::try_from(i32::from_be_bytes(*length)).map_err(|_| null(at))?;
    let (element, after) = after.split_at_checked(length).ok_or_else(|| malformed(at))?;
    *rest = after;
    Ok(element)
}

fn malformed(at: usize) -> String {
    format!("parameter {} is not a list of its values", at + 1)
}

fn null(at: usize) -> String {
    format!("parameter {} holds a null, and a key never is", at + 1)
}

/// The node says "LIMIT must be strictly positive" at execution.
fn limit(limit: Option<Bounded>, parameters: &[Vec<u8>]) -> Result<u64, String> {
    match limit {
        None => Ok(u64::MAX),
        Some(Bounded::Count(count)) => Ok(count),
        Some(Bounded::Parameter(at)) => {
            let number = parameters[at].as_slice().try_into().map(i32::from_be_bytes);
            let positive = number.ok().and_then(|n| u64::try_from(n).ok()).filter(|n| *n > 0);
            positive.ok_or_else(|| format!("parameter {} is a limit, and at least 1 row is asked for", at + 1))
        }
    }
}
