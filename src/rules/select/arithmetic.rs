//! What the operators of arithmetic take and give, as data. Never judges a term. Each pair of types was tried on a
//! 5.0.8 node.

use super::functions::{NUMBERS, Signature};
use super::spell::operation;
use crate::cql::expression::Operator;
use crate::types::CqlType;

/// The name of the function that a minus before a term is to a node.
pub(super) const NEGATION: &str = "_negate";

/// The signatures of an operator: two numbers; a day or a time and a duration; two texts.
pub(super) fn signatures(operator: Operator) -> Vec<Signature> {
    use CqlType::{Ascii, Date, Duration, Text, Timestamp};
    let name = operation(operator);
    let two = |left: &CqlType, right: &CqlType, gives: &CqlType| {
        Signature::scalar(name, &[left.clone(), right.clone()], gives.clone())
    };
    let mut all = Vec::new();
    for left in &NUMBERS {
        all.extend(NUMBERS.iter().map(|right| two(left, right, &result(left, right))));
    }
    if matches!(operator, Operator::Plus | Operator::Minus) {
        all.extend([Timestamp, Date].map(|ty| two(&ty, &Duration, &ty)));
    }
    if operator == Operator::Plus {
        let texts = [(Text, Text), (Ascii, Ascii), (Ascii, Text), (Text, Ascii)];
        all.extend(texts.map(|(a, b)| two(&a, &b, if (&a, &b) == (&Ascii, &Ascii) { &Ascii } else { &Text })));
    }
    all
}

/// The signatures of a minus before a term.
pub(super) fn negations() -> Vec<Signature> {
    NUMBERS.iter().map(|ty| Signature::scalar(NEGATION, std::slice::from_ref(ty), ty.clone())).collect()
}

/// The type of a result: as wide as the wider of the two, and with a point where one of them has one.
fn result(left: &CqlType, right: &CqlType) -> CqlType {
    let point = |ty: &CqlType| matches!(ty, CqlType::Float | CqlType::Double | CqlType::Decimal);
    match (point(left) || point(right), width(left).max(width(right))) {
        (true, 4) => CqlType::Float,
        (true, 8) => CqlType::Double,
        (true, _) => CqlType::Decimal,
        (false, 1) => CqlType::Tinyint,
        (false, 2) => CqlType::Smallint,
        (false, 4) => CqlType::Int,
        (false, 8) => CqlType::Bigint,
        (false, _) => CqlType::Varint,
    }
}

/// The bytes of a number; decimals and varints have no bound.
fn width(ty: &CqlType) -> u32 {
    match ty {
        CqlType::Tinyint => 1,
        CqlType::Smallint => 2,
        CqlType::Int | CqlType::Float => 4,
        CqlType::Bigint | CqlType::Double | CqlType::Counter => 8,
        _ => u32::MAX,
    }
}
