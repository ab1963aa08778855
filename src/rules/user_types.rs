//! Takes user-defined types, gives what is wrong with them and the order in which they can be created. Never resolves a
//! field's type from text.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use super::columns;
use super::names::visible;
use super::shape::{Finding, Part};
use super::spelling::names;
use super::words::tick;
use crate::name::Name;
use crate::types::{CqlType, UserType};

/// Words that a node keeps from being UDT names (`CREATE TYPE byte` is a syntax error), and the names of its own types.
const RESERVED: &[&str] = &[
    "ascii",
    "bigint",
    "bitstring",
    "blob",
    "boolean",
    "byte",
    "complex",
    "counter",
    "date",
    "decimal",
    "double",
    "duration",
    "empty",
    "enum",
    "float",
    "frozen",
    "inet",
    "int",
    "interval",
    "list",
    "macaddr",
    "map",
    "set",
    "smallint",
    "text",
    "time",
    "timestamp",
    "timeuuid",
    "tinyint",
    "tuple",
    "uuid",
    "varchar",
    "varint",
    "vector",
];

/// Everything that is wrong with these types (N04, N05, N06, K07), each judged by itself and their names together. The
/// findings are about `Part::Type`.
pub fn user_types(types: &[Arc<UserType>]) -> Vec<Finding> {
    let mut found: Vec<Finding> = types.iter().flat_map(|ty| user_type(ty)).collect();
    let all: Vec<Name> = types.iter().map(|ty| ty.name.clone()).collect();
    found.extend(names("type", &all).into_iter().map(|(finding, _)| finding));
    found
}

/// The order in which types can be created: indices into `types`, each after all that its fields name, otherwise as
/// declared. Each entry is a type's name with the names of the types that its fields hold; names that no entry declares
/// are passed over. Fails with a finding (K07) for every circle of types that hold each other.
pub fn creation_order(types: &[(Name, Vec<Name>)]) -> Result<Vec<usize>, Vec<Finding>> {
    let index: HashMap<&Name, usize> = types.iter().enumerate().rev().map(|(at, (name, _))| (name, at)).collect();
    let needs: Vec<Vec<usize>> =
        types.iter().map(|(_, held)| held.iter().filter_map(|name| index.get(name).copied()).collect()).collect();
    let mut missing: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut users = vec![Vec::new(); types.len()];
    for (user, held) in needs.iter().enumerate() {
        for at in held {
            users[*at].push(user);
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = (0..types.len()).filter(|at| missing[*at] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(types.len());
    while let Some(Reverse(at)) = ready.pop() {
        order.push(at);
        for user in &users[at] {
            missing[*user] -= 1;
            if missing[*user] == 0 {
                ready.push(Reverse(*user));
            }
        }
    }
    if order.len() == types.len() { Ok(order) } else { Err(circles(types, &needs, &missing)) }
}

/// One finding per circle among the types that wait for each other (`missing` above 0).
fn circles(types: &[(Name, Vec<Name>)], needs: &[Vec<usize>], missing: &[usize]) -> Vec<Finding> {
    let mut walk_of = vec![usize::MAX; types.len()];
    let mut found = Vec::new();
    for start in (0..types.len()).filter(|at| missing[*at] > 0) {
        let mut path = Vec::new();
        let mut at = start;
        while walk_of[at] == usize::MAX {
            walk_of[at] = start;
            path.push(at);
            // Whatever still waits does so for another that waits.
            let Some(next) = needs[at].iter().find(|next| missing[**next] > 0) else { break };
            at = *next;
        }
        // A walk that ends in an earlier one has met no new circle.
        let from = path.iter().position(|seen| *seen == at);
        found.extend(from.map(|from| circle(types, &path[from..])));
    }
    found
}

fn circle(types: &[(Name, Vec<Name>)], path: &[usize]) -> Finding {
    let first = &types[path[0]].0;
    let held = path[1..].iter().chain([&path[0]]).map(|at| tick(&types[*at].0));
    let shown = held.take(8).collect::<Vec<_>>().join(", which holds ");
    let rest = if path.len() > 8 { ", and so on" } else { "" };
    Finding::new(
        "K07",
        Part::Type(first.clone(), None),
        format!("type {} holds itself: it holds {shown}{rest}", tick(first)),
    )
    .help("take one of these fields out; a UDT is stored inside its holder, so it cannot refer back")
}

fn user_type(ty: &UserType) -> Vec<Finding> {
    let part = Part::Type(ty.name.clone(), None);
    let mut found = visible("type", &ty.name, &part);
    if RESERVED.contains(&ty.name.text().to_ascii_lowercase().as_str()) {
        found.push(
            Finding::new("N06", part.clone(), format!("type name {} is reserved by CQL", tick(&ty.name)))
                .help(format!("rename it, for example `{}_type`", ty.name)),
        );
    }
    if ty.fields.is_empty() {
        found.push(
            Finding::new("K07", part, format!("type {} has no fields", tick(&ty.name)))
                .help("give it at least one field, or take it out"),
        );
    }
    found.extend(fields(ty));
    found
}

fn fields(ty: &UserType) -> Vec<Finding> {
    let part = |field: &Name| Part::Type(ty.name.clone(), Some(field.clone()));
    let mut seen: HashMap<&Name, usize> = HashMap::new();
    let mut found = Vec::new();
    for (at, (field, field_type)) in ty.fields.iter().enumerate() {
        found.extend(visible("field", field, &part(field)));
        if let Some(first) = seen.insert(field, at) {
            let fact = format!(
                "type {} has field {} twice, as number {} and {}",
                tick(&ty.name),
                tick(field),
                first + 1,
                at + 1
            );
            found.push(Finding::new("K07", part(field), fact).help("keep one of them"));
        }
        for (fault, help) in field_faults(field_type) {
            let fact = format!("field {} of type {}: {fault}", tick(field), tick(&ty.name));
            found.push(Finding::new("K07", part(field), fact).help(help));
        }
    }
    let all: Vec<Name> = ty.fields.iter().map(|(field, _)| field.clone()).collect();
    found.extend(names("field", &all).into_iter().map(|(finding, at)| Finding { at: part(&all[at]), ..finding }));
    found
}

fn field_faults(ty: &CqlType) -> Vec<(String, String)> {
    match ty {
        CqlType::Counter => {
            vec![("a user-defined type cannot hold counters".to_owned(), "use `bigint`".to_owned())]
        }
        CqlType::Udt { frozen: false, .. } => vec![(
            "a user-defined type cannot hold a non-frozen one".to_owned(),
            format!("write `frozen<{}>`", ty.cql()),
        )],
        _ => columns::faults(ty),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, frozen_udt, list_of, set_of, udt, user_type};
    use super::*;

    #[test]
    fn types_are_judged_field_by_field() {
        use CqlType::{Counter, Duration, Int, Text};
        let cases: Vec<(Arc<UserType>, &[&str])> = vec![
            (user_type("ut", &[("a", Int), ("b", Text)]), &[]),
            (user_type("ty1", &[("l", list_of(Int))]), &[]),
            (user_type("outer", &[("u", frozen_udt("ut", &[("a", Int)]))]), &[]),
            (user_type("select", &[("order", Int)]), &[]),
            (user_type("byte", &[("a", Int)]), &["N06"]),
            (user_type("Int", &[("a", Int)]), &["N06"]),
            (user_type("frozen", &[("a", Int)]), &["N06"]),
            (user_type("empty_one", &[]), &["K07"]),
            (user_type("ty7", &[("a", Int), ("a", Text)]), &["K07"]),
            (user_type("ty8", &[("a", Counter)]), &["K07"]),
            (user_type("ty9", &[("a", udt("ut", &[("a", Int)]))]), &["K07"]),
            (user_type("ty10", &[("a", set_of(Duration))]), &["K07"]),
            (user_type("ty11", &[("aB", Int), ("ab", Int), ("a_b", Int)]), &["N04", "N04"]),
            (user_type("a\u{200b}", &[("", Int)]), &["N05", "N05"]),
        ];
        for (ty, expected) in cases {
            assert_eq!(codes(&user_types(std::slice::from_ref(&ty))), *expected, "{}", ty.name);
        }
        let pair = [user_type("geo", &[("a", Int)]), user_type("Geo", &[("a", Int)])];
        assert_eq!(codes(&user_types(&pair)), ["N04"]);
    }

    fn order(types: &[(&str, &[&str])]) -> Result<Vec<usize>, Vec<String>> {
        let named = |text: &&str| Name::new(text);
        let types: Vec<(Name, Vec<Name>)> =
            types.iter().map(|(name, held)| (Name::new(name), held.iter().map(named).collect())).collect();
        creation_order(&types).map_err(|found| found.into_iter().map(|finding| finding.fact).collect())
    }

    #[test]
    fn types_are_created_after_what_they_hold() {
        assert_eq!(order(&[]), Ok(vec![]));
        assert_eq!(order(&[("a", &[]), ("b", &["a"]), ("c", &["b", "a", "a"])]), Ok(vec![0, 1, 2]));
        assert_eq!(order(&[("c", &["b"]), ("x", &["nosuch"]), ("b", &["a"]), ("a", &[])]), Ok(vec![1, 3, 2, 0]));
    }

    #[test]
    fn circles_are_told_once_each() {
        let a = "type `a` holds itself: it holds `a`";
        assert_eq!(order(&[("a", &["a"])]), Err(vec![a.to_owned()]));
        let ab = "type `a` holds itself: it holds `b`, which holds `a`";
        assert_eq!(order(&[("a", &["b"]), ("b", &["a"]), ("user", &["a"])]), Err(vec![ab.to_owned()]));
        let ba = "type `b` holds itself: it holds `a`, which holds `b`";
        let c = "type `c` holds itself: it holds `c`";
        let two = order(&[("u", &["b"]), ("a", &["b"]), ("b", &["a"]), ("c", &["c"]), ("d", &["c"])]);
        assert_eq!(two, Err(vec![ba.to_owned(), c.to_owned()]));
    }
}
