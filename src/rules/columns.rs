//! Takes columns with their types, gives what may not stand inside what. Never judges keys: `keys` does.

use super::shape::{Column, Finding, Kind, Part, Table};
use super::words::{list, tick};
use crate::name::Name;
use crate::types::CqlType;

/// K13: a vector has at least one element. A node takes any positive number at CREATE TABLE (16,001 was tried).
pub(super) fn empty_vector(column: &Column) -> Vec<Finding> {
    let mut empty = false;
    column.ty.walk(&mut |inner| empty |= matches!(inner, CqlType::Vector { len: 0, .. }));
    if !empty {
        return Vec::new();
    }
    let fact = format!("column {} holds vectors of no elements: {}", tick(&column.name), tick(&column.ty.cql()));
    vec![Finding::new("K13", Part::Column(column.name.clone()), fact).help("give the vector a positive length")]
}

/// K07: what may stand inside a collection, a tuple or a UDT.
pub(super) fn nesting(column: &Column) -> Vec<Finding> {
    faults(&column.ty)
        .into_iter()
        .map(|(fault, help)| {
            let fact = format!("column {} has type {}: {fault}", tick(&column.name), tick(&column.ty.cql()));
            Finding::new("K07", Part::Column(column.name.clone()), fact).help(help)
        })
        .collect()
}

/// K05: a table has counters alone beside its key, or none.
pub(super) fn counter_beside_plain(table: &Table) -> Vec<Finding> {
    let beside_key = || table.columns().filter(|(_, kind)| matches!(kind, Kind::Static | Kind::Regular));
    let (counters, plain): (Vec<&Column>, Vec<&Column>) =
        beside_key().map(|(column, _)| column).partition(|column| column.ty == CqlType::Counter);
    let (Some(_), Some(first)) = (counters.first(), plain.first()) else { return Vec::new() };
    let names = |columns: &[&Column]| list(columns.iter().map(|column| &column.name).collect::<Vec<&Name>>());
    let fact = format!(
        "table {} mixes counters ({}) with other columns ({})",
        tick(&table.name),
        names(&counters),
        names(&plain)
    );
    vec![
        Finding::new("K05", Part::Column(first.name.clone()), fact)
            .help("keep counters in a table of their own, or put the other columns into its key"),
    ]
}

/// K14: a table of counters has one that is not static. A node accepts it without, but no statement could make a row:
/// counters take no INSERT.
pub(super) fn counters_static_only(table: &Table) -> Vec<Finding> {
    if !table.is_counter() || !table.regulars.is_empty() {
        return Vec::new();
    }
    let fact = format!("table {} has static counters alone, so that nothing can write its rows", tick(&table.name));
    vec![Finding::new("K14", Part::Static(0), fact).help("select a counter that is not static in a query, too")]
}

/// A fault inside a type, and the way out.
type Fault = (String, String);

/// Every fault of nesting in `ty`, from the outside in. The fields of a UDT are judged where it is declared; here only
/// whether it may be used non-frozen.
pub(super) fn faults(ty: &CqlType) -> Vec<Fault> {
    let mut found = Vec::new();
    collect(ty, &mut found);
    found
}

fn collect(ty: &CqlType, found: &mut Vec<Fault>) {
    match ty {
        CqlType::List { item, frozen } => element(ty, item, *frozen, found),
        CqlType::Set { item, frozen } => {
            sorted(item, "set", found);
            element(ty, item, *frozen, found);
        }
        CqlType::Map { key, value, frozen } => {
            sorted(key, "map", found);
            element(ty, key, *frozen, found);
            element(ty, value, *frozen, found);
        }
        CqlType::Tuple(items) => items.iter().for_each(|item| member(item, "tuples", found)),
        CqlType::Vector { item, .. } => member(item, "vectors", found),
        CqlType::Udt { udt, frozen: false } => {
            let inner = udt.fields.iter().find(|(_, field)| is_open_collection(field));
            found.extend(inner.map(|(field, _)| {
                let fault =
                    format!("a non-frozen UDT may not hold a non-frozen collection, as its field {} is", tick(field));
                (fault, format!("write `frozen<{}>`", ty.cql()))
            }));
        }
        _ => {}
    }
}

/// One element of a collection. A frozen collection freezes what it holds, so only counters remain to be judged there.
fn element(outer: &CqlType, item: &CqlType, frozen: bool, found: &mut Vec<Fault>) {
    if !frozen && item.is_multi_cell() {
        let what = if is_open_collection(item) { "collections" } else { "UDTs" };
        let fault = format!("non-frozen {what} are not allowed inside collections such as {}", tick(&outer.cql()));
        found.push((fault, format!("write `frozen<{}>` inside", item.cql())));
    } else {
        member(item, "collections", found);
    }
}

/// What holds for a member of anything. The node lets `vector<counter, n>` through, but nothing could count in it.
fn member(item: &CqlType, holder: &str, found: &mut Vec<Fault>) {
    if *item == CqlType::Counter {
        found.push((format!("counters are not allowed inside {holder}"), "use `bigint`".to_owned()));
    } else {
        collect(item, found);
    }
}

/// A set and the keys of a map are kept sorted, and durations have no order. The node looks at the element itself only;
/// we also refuse a duration further in (`set<frozen<list<duration>>>`), for the same reason.
fn sorted(item: &CqlType, holder: &str, found: &mut Vec<Fault>) {
    let mut duration = false;
    item.walk(&mut |inner| duration |= *inner == CqlType::Duration);
    if duration {
        let place = if holder == "set" { "inside sets" } else { "as map keys" };
        let fault = format!("durations are not allowed {place}, which are sorted");
        found.push((fault, "use a `bigint` of nanoseconds".to_owned()));
    }
}

fn is_open_collection(ty: &CqlType) -> bool {
    ty.is_multi_cell() && !matches!(ty, CqlType::Udt { .. })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, frozen_list, frozen_udt, list_of, map_of, set_of, table_of, udt, vector};
    use super::*;

    /// Types with the words that their faults hold, in order.
    fn cases() -> Vec<(CqlType, &'static [&'static str])> {
        use CqlType::{Counter, Duration, Float, Int, Text, Tuple};
        let ut = || udt("ut", &[("a", Int), ("b", Text)]);
        let open = |frozen| {
            if frozen { frozen_udt("ty1", &[("l", list_of(Int))]) } else { udt("ty1", &[("l", list_of(Int))]) }
        };
        vec![
            (Counter, &[]),
            (Duration, &[]),
            (list_of(Duration), &[]),
            (map_of(Text, Duration), &[]),
            (list_of(frozen_list(Int)), &[]),
            (frozen_list(list_of(Int)), &[]),
            (list_of(Tuple(vec![Int, Int])), &[]),
            (Tuple(vec![Int, ut()]), &[]),
            (list_of(vector(Float, 2)), &[]),
            (vector(Text, 2), &[]),
            (vector(list_of(Int), 2), &[]),
            (list_of(frozen_udt("ut", &[("a", Int)])), &[]),
            (ut(), &[]),
            (open(true), &[]),
            (list_of(Counter), &["counters are not allowed inside collections"]),
            (map_of(Text, Counter), &["counters are not allowed inside collections"]),
            (frozen_list(Counter), &["counters are not allowed inside collections"]),
            (Tuple(vec![Int, Counter]), &["counters are not allowed inside tuples"]),
            (vector(Counter, 2), &["counters are not allowed inside vectors"]),
            (set_of(Duration), &["durations are not allowed inside sets"]),
            (map_of(Duration, Int), &["durations are not allowed as map keys"]),
            (set_of(frozen_list(Duration)), &["durations are not allowed inside sets"]),
            (list_of(list_of(Int)), &["non-frozen collections are not allowed inside collections"]),
            (map_of(Int, set_of(Int)), &["non-frozen collections are not allowed inside collections"]),
            (list_of(ut()), &["non-frozen UDTs are not allowed inside collections"]),
            (open(false), &["a non-frozen UDT may not hold a non-frozen collection, as its field `l` is"]),
            (map_of(Duration, Counter), &["as map keys", "inside collections"]),
        ]
    }

    #[test]
    fn types_nest_as_on_a_node() {
        for (ty, expected) in cases() {
            let found = faults(&ty);
            assert_eq!(found.len(), expected.len(), "{ty:?}: {found:?}");
            for ((fault, _), word) in found.iter().zip(expected) {
                assert!(fault.contains(word), "{fault}");
            }
            let column = Column { name: Name::new("v"), ty };
            assert_eq!(super::super::column(&column).len(), expected.len());
        }
    }

    #[test]
    fn vectors_have_elements() {
        for (ty, good) in [
            (vector(CqlType::Float, 1), true),
            (vector(CqlType::Float, 16_001), true),
            (vector(CqlType::Float, 0), false),
            (list_of(vector(CqlType::Int, 0)), false),
        ] {
            let found = super::super::column(&Column { name: Name::new("v"), ty });
            assert_eq!(codes(&found), if good { vec![] } else { vec!["K13"] });
        }
    }

    #[test]
    fn counters_keep_to_themselves() {
        let cases: &[(&str, &str, &str, &[&str])] = &[
            ("counter", "counter", "", &[]),
            ("counter", "counter", "0", &[]),
            ("int", "int", "10", &[]),
            ("counter", "int", "", &["K05"]),
            ("int", "counter", "", &["K05"]),
            ("counter", "counter", "10", &["K05"]),
        ];
        let ty = |word: &str| if word == "counter" { CqlType::Counter } else { CqlType::Int };
        for (fixed, plain, ttl, expected) in cases {
            let mut table = table_of(&["p"], &["c"], &["s"], &["v"]);
            table.statics[0].ty = ty(fixed);
            table.regulars[0].ty = ty(plain);
            if !ttl.is_empty() {
                table
                    .options
                    .push(("default_time_to_live".to_owned(), super::super::shape::Setting::Scalar((*ttl).to_owned())));
            }
            assert_eq!(codes(&super::super::table(&table)), *expected, "{fixed} {plain} {ttl}");
        }
    }
    #[test]
    fn rows_of_counters_can_be_written() {
        for (statics, regulars, expected) in
            [(&["s"][..], &["v"][..], 0), (&["s"], &[], 1), (&[], &["v"], 0), (&[], &[], 0)]
        {
            let mut table = table_of(&["p"], &["c"], statics, regulars);
            table.statics.iter_mut().chain(&mut table.regulars).for_each(|column| column.ty = CqlType::Counter);
            assert_eq!(counters_static_only(&table).len(), expected, "{statics:?} {regulars:?}");
        }
    }
}
