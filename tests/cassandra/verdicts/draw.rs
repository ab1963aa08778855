//! Draws statements that nobody wrote out of those of a corpus: the clauses of some with the clauses of others, and now
//! and then a token that is missing, doubled or in the wrong place.

use std::collections::BTreeMap;

use modeler::cql::expression::Expr;
use modeler::cql::parse;
use modeler::cql::select::{Item, Ordering, Relation, Select};
use modeler::cql::tokens::Tokens;

use crate::corpus::Corpus;

/// A row of numbers that a seed decides.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { from.get(self.below(from.len())).cloned() }
    }
}

/// What the statements about one table are made of.
#[derive(Default)]
struct Pool {
    whole: Vec<Select>,
    items: Vec<Item>,
    relations: Vec<Relation>,
    groups: Vec<Vec<Expr>>,
    orders: Vec<Vec<Ordering>>,
    limits: Vec<Expr>,
}

/// What the statements of a file are made of, by table.
pub struct Parts(Vec<Pool>);

impl Parts {
    pub fn of(corpus: &Corpus) -> Self {
        let mut pools: BTreeMap<String, Pool> = BTreeMap::new();
        for case in corpus.cases() {
            let Ok(tree) = parse::select(&case.statement) else { continue };
            let pool = pools.entry(tree.table.text().to_owned()).or_default();
            pool.items.extend(tree.items.iter().flatten().cloned());
            pool.relations.extend(tree.relations.iter().cloned());
            pool.groups.push(tree.group_by.clone());
            pool.orders.push(tree.order_by.clone());
            pool.limits.extend(tree.limit.iter().chain(&tree.per_partition_limit).cloned());
            pool.whole.push(tree);
        }
        Self(pools.into_values().collect())
    }

    /// A statement: one of the corpus with some of its clauses changed for those of others.
    pub fn statement(&self, random: &mut Random) -> String {
        let pool = self.0.get(random.below(self.0.len())).expect("a file has cases");
        let mut tree = random.pick(&pool.whole).expect("a table has cases");
        if random.one_in(3) {
            let items: Vec<Item> = (0..=random.below(3)).filter_map(|_| random.pick(&pool.items)).collect();
            tree.items = Some(items).filter(|items| !items.is_empty());
        }
        if random.one_in(2) {
            for _ in 0..=random.below(2) {
                tree.relations.extend(random.pick(&pool.relations));
            }
        }
        if random.one_in(6) {
            tree.relations = (0..random.below(5)).filter_map(|_| random.pick(&pool.relations)).collect();
        }
        if random.one_in(8) {
            tree.group_by = random.pick(&pool.groups).unwrap_or_default();
        }
        if random.one_in(6) {
            tree.order_by = random.pick(&pool.orders).unwrap_or_default();
        }
        if random.one_in(6) {
            tree.limit = random.pick(&pool.limits);
        }
        if random.one_in(12) {
            tree.per_partition_limit = random.pick(&pool.limits);
        }
        tree.allow_filtering ^= random.one_in(3);
        tree.distinct ^= random.one_in(15);
        tree.json ^= random.one_in(30);
        let keyspace = tree.keyspace.clone().unwrap_or_else(|| modeler::name::Name::new("ks"));
        let text = tree.cql(&keyspace).replacen(&format!("{}.", keyspace.cql()), "", 1);
        if random.one_in(10) { broken(&text, random) } else { text }
    }
}

/// The text with a token left out, doubled or moved.
fn broken(text: &str, random: &mut Random) -> String {
    let mut tokens: Vec<&str> = Tokens::new(text).map(|token| token.text).collect();
    let at = random.below(tokens.len());
    let token = tokens.remove(at);
    match random.below(3) {
        0 => {}
        1 => tokens.splice(at..at, [token, token]).for_each(drop),
        _ => tokens.insert(random.below(tokens.len() + 1), token),
    }
    tokens.join(" ")
}
