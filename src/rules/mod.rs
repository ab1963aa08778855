//! Takes plain shapes (tables, queries, user-defined types, names), gives findings. Never knows YAML, files or places:
//! a finding names the part it is about, and whoever holds the file finds the line.
//!
//! A rule is one function and one line in the list of its family; `modeler explain` has a page for its code. The lists
//! are in the order in which findings are reported, and a rule stays silent where one that it builds on has fired, so
//! that one mistake gives one finding.

pub mod across;
pub mod address;
pub mod cluster;
mod clustering;
mod columns;
mod compaction;
mod compression;
pub mod create;
mod explain;
mod indexes;
mod keys;
mod limits;
mod markers;
mod names;
mod order_by;
mod relations;
mod retry;
#[cfg(test)]
mod sample;
mod searches;
pub mod select;
mod selection;
mod settings;
pub mod shape;
mod spelling;
pub mod statements;
mod ttl;
mod tuples;
mod user_types;
mod words;

use across::Across;
use shape::{Column, Finding, Query, Table};

pub use explain::{codes, explain, is_warning, page};
pub use indexes::index_names;
pub use names::keyspace;
pub use spelling::names;
pub use ttl::time_to_live;
pub use user_types::{creation_order, user_types};

/// One rule over shapes of type `T`.
pub struct Rule<T: 'static> {
    /// Its stable code, which every finding of it carries.
    pub code: &'static str,
    /// Rules further up in the list after which this one stays silent: their faults would only show again.
    pub after: &'static [&'static str],
    /// Judges one shape; gives a finding per fault.
    pub judge: fn(&T) -> Vec<Finding>,
}

/// The rules for one column, wherever it stands.
pub const COLUMN_RULES: &[Rule<Column>] = &[
    Rule { code: "N05", after: &[], judge: names::column },
    Rule { code: "K13", after: &[], judge: columns::empty_vector },
    Rule { code: "K07", after: &[], judge: columns::nesting },
];

/// The rules for a table as a whole.
pub const TABLE_RULES: &[Rule<Table>] = &[
    Rule { code: "N02", after: &[], judge: names::table },
    Rule { code: "K01", after: &[], judge: keys::no_partition_key },
    Rule { code: "K01", after: &[], judge: keys::two_places },
    Rule { code: "K02", after: &[], judge: keys::static_in_key },
    Rule { code: "K02", after: &[], judge: keys::unfit_type },
    Rule { code: "K04", after: &["K01"], judge: keys::static_without_clustering },
    Rule { code: "K05", after: &["K02"], judge: columns::counter_beside_plain },
    Rule { code: "K05", after: &[], judge: ttl::of_counters },
    Rule { code: "K14", after: &["K02", "K05"], judge: columns::counters_static_only },
    Rule { code: "O01", after: &[], judge: settings::unknown },
    Rule { code: "O01", after: &[], judge: settings::twice },
    Rule { code: "O02", after: &[], judge: settings::wrong_kind },
    Rule { code: "O03", after: &[], judge: settings::out_of_range },
    Rule { code: "O03", after: &["O03"], judge: settings::index_intervals },
    Rule { code: "O04", after: &[], judge: settings::caching },
    Rule { code: "O05", after: &[], judge: compaction::compaction },
    Rule { code: "O06", after: &[], judge: compression::compression },
    Rule { code: "O07", after: &[], judge: retry::retry },
    Rule { code: "X14", after: &[], judge: indexes::counters },
    Rule { code: "X05", after: &[], judge: indexes::whole_partition_key },
    Rule { code: "X03", after: &[], judge: indexes::unfit_target },
    Rule { code: "X01", after: &["X03"], judge: indexes::unfit_type },
    Rule { code: "X11", after: &["X01", "X03"], judge: indexes::options },
    Rule { code: "X12", after: &["X01", "X11"], judge: indexes::vectors },
    Rule { code: "X15", after: &[], judge: indexes::twice },
    Rule { code: "N03", after: &[], judge: indexes::column_name },
    Rule { code: "X09", after: &["N03"], judge: indexes::name },
    Rule { code: "O08", after: &[], judge: ttl::out_of_range },
];

/// The rules for a query against its table: first its name, then its conditions, its order, what it selects, its
/// limits and its markers.
pub const QUERY_RULES: &[Rule<Query>] = &[
    Rule { code: "N08", after: &[], judge: names::query },
    Rule { code: "Q04", after: &[], judge: tuples::form },
    Rule { code: "Q06", after: &[], judge: relations::list_markers },
    Rule { code: "Q15", after: &[], judge: searches::collections },
    Rule { code: "Q01", after: &[], judge: relations::open_partition_key },
    Rule { code: "Q02", after: &["Q15"], judge: relations::partition_range },
    Rule { code: "Q25", after: &["Q04"], judge: searches::scanned },
    Rule { code: "Q13", after: &["Q15"], judge: relations::not_in_key },
    Rule { code: "X02", after: &["Q15"], judge: searches::not_served },
    Rule { code: "Q05", after: &["Q04"], judge: clustering::restricted_twice },
    Rule { code: "Q04", after: &["Q04", "Q05"], judge: clustering::after_slice },
    Rule { code: "Q03", after: &["Q04"], judge: clustering::gap },
    Rule { code: "X13", after: &["Q03", "Q13", "Q15", "X02"], judge: searches::partition_list },
    Rule { code: "Q08", after: &[], judge: order_by::columns },
    Rule { code: "Q08", after: &["Q03", "Q08", "Q13", "Q15"], judge: order_by::unordered },
    Rule { code: "Q08", after: &["Q01", "Q02", "Q03", "Q04", "Q05", "Q08"], judge: order_by::sequence },
    Rule { code: "Q10", after: &[], judge: selection::only_statics },
    Rule { code: "Q11", after: &[], judge: selection::distinct_columns },
    Rule { code: "Q11", after: &["Q10"], judge: selection::distinct_conditions },
    Rule { code: "Q22", after: &[], judge: selection::twice },
    Rule { code: "Q18", after: &[], judge: limits::limit },
    Rule { code: "Q18", after: &[], judge: limits::too_many_markers },
    Rule { code: "Q23", after: &[], judge: markers::form },
    Rule { code: "Q23", after: &["Q05"], judge: markers::twice },
];

/// The rules for a query that is asked once for each bucket between two bounds, beside those for the query itself.
pub const ACROSS_RULES: &[Rule<Across>] = &[
    Rule { code: "Q30", after: &[], judge: across::bucket },
    Rule { code: "Q31", after: &["Q30"], judge: across::bounds },
    Rule { code: "Q32", after: &["Q30", "Q31"], judge: across::alone },
];

/// Everything that is wrong with one column: its name and its type.
pub fn column(column: &Column) -> Vec<Finding> {
    judge(COLUMN_RULES, column)
}

/// Everything that is wrong with a table: its name, its columns, its keys and its options. A column that stands in
/// several tables gives the same finding in each, word for word, so that a report keeps it once.
pub fn table(table: &Table) -> Vec<Finding> {
    let mut findings: Vec<Finding> = table.columns().flat_map(|(one, _)| column(one)).collect();
    findings.extend(judge(TABLE_RULES, table));
    findings
}

/// Everything that is wrong with a query against its table, which is taken to be sound: a fault of the table may show
/// in its queries as well. Columns that the table does not have are passed over; who resolves names reports them.
pub fn query(query: &Query) -> Vec<Finding> {
    judge(QUERY_RULES, query)
}

/// Everything that is wrong with going from bucket to bucket; the query itself is judged by [`query`].
pub fn across(across: &Across) -> Vec<Finding> {
    judge(ACROSS_RULES, across)
}

/// Runs `rules` over `shape` in order, each silent after the rules that it builds on.
fn judge<T>(rules: &[Rule<T>], shape: &T) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for rule in rules {
        if !findings.iter().any(|finding| rule.after.contains(&finding.code)) {
            findings.extend((rule.judge)(shape));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::shape::{Index, IndexKind, Limit, Op, Order, Relation, Target};
    use super::*;
    use crate::name::Name;
    use crate::types::CqlType;

    #[test]
    fn a_rule_waits_only_for_rules_above_it() {
        fn held<T>(rules: &[Rule<T>]) -> bool {
            rules
                .iter()
                .enumerate()
                .all(|(at, rule)| rule.after.iter().all(|code| rules[..at].iter().any(|earlier| earlier.code == *code)))
        }
        assert!(held(COLUMN_RULES) && held(TABLE_RULES) && held(QUERY_RULES) && held(ACROSS_RULES));
    }

    #[test]
    fn a_rule_finds_under_its_own_code() {
        fn held<T>(rules: &[Rule<T>], shape: &T) -> bool {
            rules.iter().all(|rule| (rule.judge)(shape).iter().all(|finding| finding.code == rule.code))
        }
        let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
        proptest!(config, |(query in any_query())| {
            prop_assert!(held(TABLE_RULES, &*query.table));
            prop_assert!(held(QUERY_RULES, &query));
            // Whatever the shape is, judging it as a whole ends without a panic.
            let _ = (table(&query.table), super::query(&query));
            let derived = query.select.first().map(|from| across::Derived { from: from.clone(), rises: true });
            let across = Across { bucket: query.name.clone(), derived, query };
            prop_assert!(held(ACROSS_RULES, &across));
        });
    }

    /// Queries over a handful of columns, which a table may hold several times or not at all.
    fn any_query() -> impl Strategy<Value = Query> {
        let name = || prop::sample::select(vec!["a", "b", "c", "d", "", "e e", "nosuch"]).prop_map(Name::new);
        let names = move || prop::collection::vec(name(), 0..4);
        let order = || prop::bool::ANY.prop_map(|desc| if desc { Order::Desc } else { Order::Asc });
        let column = move || name().prop_map(|name| Column { name, ty: CqlType::Int });
        let columns = move || prop::collection::vec(column(), 0..4);
        let ops = [Op::Eq, Op::Lt, Op::Le, Op::Gt, Op::Ge, Op::In, Op::Contains, Op::ContainsKey, Op::Entry];
        let op = || prop::sample::select(ops.to_vec());
        let relation = (names(), any::<bool>(), op(), names(), prop::option::of(0..9_usize))
            .prop_map(|(columns, tuple, op, markers, written)| Relation { columns, tuple, op, markers, written });
        let limit = move || {
            let limit = prop_oneof![any::<i64>().prop_map(Limit::Count), name().prop_map(Limit::Marker)];
            prop::option::of(limit)
        };
        let clustering = prop::collection::vec((column(), order()), 0..4);
        let table = (name(), columns(), clustering, columns(), columns()).prop_map(
            |(name, partition_key, clustering_key, statics, regulars)| {
                let index = |name: &Name| Index {
                    name: name.clone(),
                    column: name.clone(),
                    target: Target::Plain,
                    options: Vec::new(),
                    kind: IndexKind::Attached,
                };
                let indexes = ["a", "c", "e e", "nosuch"].map(|name| index(&Name::new(name))).to_vec();
                let (options, ttl) = (Vec::new(), None);
                Arc::new(Table { name, partition_key, clustering_key, statics, regulars, options, indexes, ttl })
            },
        );
        let relations = prop::collection::vec(relation, 0..5);
        let order_by = prop::collection::vec((name(), order()), 0..3);
        (name(), table, names(), any::<[bool; 2]>(), relations, order_by, limit(), limit()).prop_map(
            |(name, table, select, [distinct, scan], relations, order_by, limit, per_partition_limit)| Query {
                name,
                table,
                select,
                distinct,
                scan,
                relations,
                order_by,
                limit,
                per_partition_limit,
            },
        )
    }
}
