//! Takes dice, gives CQL types that may stand in a key or beside it.

use std::sync::Arc;

use modeler::name::Name;
use modeler::types::{CqlType, UserType};

use super::dice::Dice;

/// The types that any cell may have; a duration may not stand in keys, sets and keys of maps.
const NATIVES: [CqlType; 18] = [
    CqlType::Ascii,
    CqlType::Bigint,
    CqlType::Blob,
    CqlType::Boolean,
    CqlType::Date,
    CqlType::Decimal,
    CqlType::Double,
    CqlType::Float,
    CqlType::Inet,
    CqlType::Int,
    CqlType::Smallint,
    CqlType::Text,
    CqlType::Time,
    CqlType::Timestamp,
    CqlType::Timeuuid,
    CqlType::Tinyint,
    CqlType::Uuid,
    CqlType::Varint,
];

/// How deep types nest at most.
const DEPTH: usize = 2;

/// A type that a key column may have.
pub(crate) fn of_key(dice: &mut Dice, types: &[Arc<UserType>]) -> CqlType {
    match dice.below(10) {
        0..7 => dice.pick(&NATIVES).clone(),
        // What is kept beside the key that rows are sorted by.
        7 => CqlType::Decimal,
        _ => compound(dice, types, DEPTH),
    }
}

/// A type that a column beside the key may have.
pub(crate) fn beside_key(dice: &mut Dice, types: &[Arc<UserType>]) -> CqlType {
    match dice.below(10) {
        0..4 => dice.pick(&NATIVES).clone(),
        4 => CqlType::Duration,
        5..8 => thawed(compound(dice, types, DEPTH)),
        _ => compound(dice, types, DEPTH),
    }
}

/// User-defined types, whose fields are frozen, each of which may use those before it. The names hold `number`, so that
/// types of several models can live in one keyspace.
pub(crate) fn user_types(dice: &mut Dice, number: u64) -> Vec<Arc<UserType>> {
    let mut types: Vec<Arc<UserType>> = Vec::new();
    for at in 0..dice.below(3) {
        let mut fields = Vec::new();
        for field in 0..dice.between(1, 3) {
            fields.push((Name::new(&format!("f{field}")), inner(dice, &types, 1)));
        }
        types.push(Arc::new(UserType { name: Name::new(&format!("kind{at}_of_{number}")), fields }));
    }
    types
}

/// The type with its outermost collection or user-defined type not frozen.
fn thawed(ty: CqlType) -> CqlType {
    match ty {
        CqlType::List { item, .. } => CqlType::List { item, frozen: false },
        CqlType::Set { item, .. } => CqlType::Set { item, frozen: false },
        CqlType::Map { key, value, .. } => CqlType::Map { key, value, frozen: false },
        CqlType::Udt { udt, .. } => CqlType::Udt { udt, frozen: false },
        other => other,
    }
}

/// A type inside another.
fn inner(dice: &mut Dice, types: &[Arc<UserType>], depth: usize) -> CqlType {
    if depth > 0 && dice.one_in(4) { compound(dice, types, depth) } else { dice.pick(&NATIVES).clone() }
}

/// A type of several parts, frozen.
fn compound(dice: &mut Dice, types: &[Arc<UserType>], depth: usize) -> CqlType {
    let part = |dice: &mut Dice| Box::new(inner(dice, types, depth - 1));
    match dice.below(6) {
        0 => CqlType::List { item: part(dice), frozen: true },
        1 => CqlType::Set { item: part(dice), frozen: true },
        2 => CqlType::Map { key: part(dice), value: part(dice), frozen: true },
        3 => CqlType::Vector { item: part(dice), len: dice.between(1, 3) as u32 },
        4 if !types.is_empty() => CqlType::Udt { udt: Arc::clone(dice.pick(types)), frozen: true },
        _ => CqlType::Tuple((0..dice.between(1, 3)).map(|_| *part(dice)).collect()),
    }
}
