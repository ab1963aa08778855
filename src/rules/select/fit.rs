//! Takes two types, says whether a value of one may stand where the other is wanted. Never knows terms.

use crate::types::CqlType;

/// How well a term fits a type. Of several signatures one that fits exactly is taken; where several fit weakly, the call
/// is ambiguous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is of the very type.
    Exact,
    /// It may stand there.
    Weak,
    /// It may not.
    No,
}

impl Fit {
    /// Whether it may stand there.
    pub(super) fn is_some(self) -> bool {
        self != Self::No
    }

    /// What holds of two parts that must both fit.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Exact, Self::Exact) => Self::Exact,
            _ => Self::Weak,
        }
    }
}

/// How a value of type `of` fits where `wanted` is wanted. Whether it is frozen matters to a node only where the value is
/// not, so `list<int>` does not fit `frozen<list<int>>` (tried: `(list<int>)l` is refused for such a column).
pub(super) fn type_fit(of: &CqlType, wanted: &CqlType) -> Fit {
    let wanted = if of.is_multi_cell() { wanted.clone() } else { freeze(wanted) };
    if *of == wanted {
        Fit::Exact
    } else if holds_value(&wanted, of) {
        Fit::Weak
    } else {
        Fit::No
    }
}

/// How the result of a function fits: functions are blind to whether what they give is frozen.
pub(super) fn result_fit(result: &CqlType, wanted: &CqlType) -> Fit {
    let result = if wanted.is_multi_cell() { result.clone() } else { freeze(result) };
    if result == *wanted {
        Fit::Exact
    } else if holds_value(wanted, &result) {
        Fit::Weak
    } else {
        Fit::No
    }
}

/// Whether each value of type `of` is, byte for byte, one of type `wanted`.
#[allow(clippy::many_single_char_names, reason = "two types side by side")]
pub(super) fn holds_value(wanted: &CqlType, of: &CqlType) -> bool {
    use CqlType::{
        Ascii, Bigint, Blob, Date, Int, List, Map, Set, Text, Time, Timestamp, Timeuuid, Tuple, Udt, Uuid, Varint,
    };
    match (wanted, of) {
        (Blob, _)
        | (Bigint, Timestamp)
        | (Timestamp | Time, Bigint)
        | (Date, Int)
        | (Varint, Int | Bigint | Timestamp)
        | (Uuid, Timeuuid)
        | (Text, Ascii) => true,
        (List { item: a, frozen: f }, List { item: b, frozen: g }) => f == g && holds_value(a, b),
        (Set { item: a, frozen: f }, Set { item: b, frozen: g }) => f == g && sorts_alike(a, b),
        (Map { key: a, value: v, frozen: f }, Map { key: b, value: w, frozen: g }) => {
            f == g && sorts_alike(a, b) && holds_value(v, w)
        }
        (Udt { udt: a, frozen: f }, Udt { udt: b, frozen: g }) => {
            let fields = a.fields.iter().zip(&b.fields);
            f == g && a.fields.len() >= b.fields.len() && fields.into_iter().all(|((_, a), (_, b))| sorts_alike(a, b))
        }
        (Tuple(a), Tuple(b)) => holds_fields(a, b.iter()),
        (Tuple(a), Udt { udt, .. }) => holds_fields(a, udt.fields.iter().map(|(_, ty)| ty)),
        _ => wanted == of,
    }
}

fn holds_fields<'a>(wanted: &[CqlType], of: impl ExactSizeIterator<Item = &'a CqlType>) -> bool {
    wanted.len() >= of.len() && wanted.iter().zip(of).all(|(wanted, of)| holds_value(wanted, of))
}

/// Whether values of the two types are the same bytes in the same order.
#[allow(clippy::many_single_char_names, reason = "two types side by side")]
fn sorts_alike(wanted: &CqlType, of: &CqlType) -> bool {
    match (wanted, of) {
        (CqlType::Blob, CqlType::Ascii | CqlType::Text) | (CqlType::Text, CqlType::Ascii) => true,
        (CqlType::List { item: a, frozen: f }, CqlType::List { item: b, frozen: g })
        | (CqlType::Set { item: a, frozen: f }, CqlType::Set { item: b, frozen: g }) => f == g && sorts_alike(a, b),
        (CqlType::Map { key: a, value: v, frozen: f }, CqlType::Map { key: b, value: w, frozen: g }) => {
            f == g && sorts_alike(a, b) && sorts_alike(v, w)
        }
        (CqlType::Tuple(a), CqlType::Tuple(b)) => a.len() >= b.len() && a.iter().zip(b).all(|(a, b)| sorts_alike(a, b)),
        _ => wanted == of,
    }
}

/// The type as one cell holds it.
pub(super) fn freeze(ty: &CqlType) -> CqlType {
    let mut ty = ty.clone();
    match &mut ty {
        CqlType::List { frozen, .. }
        | CqlType::Set { frozen, .. }
        | CqlType::Map { frozen, .. }
        | CqlType::Udt { frozen, .. } => *frozen = true,
        _ => {}
    }
    ty
}

/// Whether a node takes it for a tuple: user-defined types are tuples with names.
pub(super) fn is_tuple(ty: &CqlType) -> bool {
    matches!(ty, CqlType::Tuple(_) | CqlType::Udt { .. })
}

/// The type that all of `types` fit, the first where there are several; a node names none for types that differ too much.
pub(super) fn common(types: &[CqlType]) -> Option<CqlType> {
    types.iter().find(|wanted| types.iter().all(|ty| type_fit(ty, wanted).is_some())).cloned()
}
