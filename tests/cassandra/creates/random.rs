//! Makes CREATE TABLE statements at random: mostly such as a node takes, some broken in one way or two.

use crate::generator::dice::Dice;

const NATIVE: &[&str] = &[
    "int",
    "text",
    "bigint",
    "uuid",
    "timestamp",
    "boolean",
    "blob",
    "double",
    "duration",
    "counter",
    "INT",
    "varchar",
];

const NAMES: &[&str] =
    &["a", "b", "c", "d", "v", "w", "q", "id", "name", "user_id", "\"A\"", "\"a b\"", "key", "artist"];

/// Options, some of which a node refuses.
const OPTIONS: &[&str] = &[
    "comment = 'x'",
    "comment = 5",
    "gc_grace_seconds = 10",
    "gc_grace_seconds = -1",
    "gc_grace_seconds = 'x'",
    "default_time_to_live = 60",
    "bloom_filter_fp_chance = 0.1",
    "bloom_filter_fp_chance = 3.25",
    "caching = {'keys': 'ALL', 'rows_per_partition': 10}",
    "caching = {'keys': 'SOME', 'x': 1}",
    "caching = 'ALL'",
    "compaction = {'class': 'LeveledCompactionStrategy', 'sstable_size_in_mb': 160}",
    "compaction = {'class': 'SizeTieredCompactionStrategy', 'nosuch': 1, 'min_threshold': 1}",
    "compaction = {'class': 'UnifiedCompactionStrategy', 'scaling_parameters': 'T4, L1', 'b': 1, 'aa': 2}",
    "compaction = {'class': 'TimeWindowCompactionStrategy', 'compaction_window_size': '0'}",
    "compaction = {'class': 'TimeWindowCompactionStrategy', 'tombstones': 1, 'other': 2, 'another_one': 3, 'third': 4}",
    "compression = {'class': 'ZstdCompressor', 'compression_level': 3}",
    "compression = {'class': 'LZ4Compressor', 'chunk_length_in_kb': 3}",
    "compression = {'enabled': false}",
    "nosuch = 1",
    "other_one = {'a': 1}",
    "speculative_retry = '99p'",
    "speculative_retry = '9x'",
    "read_repair = 'NONE'",
    "cdc = maybe",
    "COMPACT STORAGE",
    "min_index_interval = 5000",
];

/// One statement.
pub(super) fn statement(dice: &mut Dice) -> String {
    let mut names: Vec<&str> = NAMES.to_vec();
    dice.shuffle(&mut names);
    names.truncate(dice.between(1, 7));
    if dice.one_in(20) {
        names.push(names[0]);
    }
    let (partition, clustering) = (dice.between(1, names.len().min(2)), dice.below(3));
    let key: Vec<&str> = names.iter().copied().take(partition + clustering).collect();
    let counters = dice.one_in(10);
    let mut parts: Vec<String> = names.iter().map(|name| column(dice, name, key.contains(name), counters)).collect();
    let mut key: Vec<&str> = key;
    if dice.one_in(15) {
        key.push(dice.pick::<&str>(&["zz", "a", "v"]));
    }
    parts.push(primary_key(dice, &key, partition));
    if dice.one_in(12) {
        dice.shuffle(&mut parts);
    }
    let mut text = format!("CREATE TABLE t ({})", parts.join(", "));
    let mut options: Vec<String> = (0..dice.below(4)).map(|_| (*dice.pick(OPTIONS)).to_owned()).collect();
    if key.len() > partition && dice.one_in(2) {
        options.push(order(dice, &key[partition..]));
    }
    if !options.is_empty() {
        text = format!("{text} WITH {}", options.join(" AND "));
    }
    if dice.one_in(12) { broken(dice, &text) } else { text }
}

fn column(dice: &mut Dice, name: &str, in_key: bool, counters: bool) -> String {
    let ty = match (in_key, counters) {
        (true, _) if !dice.one_in(6) => (*dice.pick(&NATIVE[..8])).to_owned(),
        (false, true) if !dice.one_in(6) => "counter".to_owned(),
        _ => any_type(dice, 3),
    };
    let fixed = if dice.one_in(if in_key { 40 } else { 6 }) { " static" } else { "" };
    format!("{name} {ty}{fixed}")
}

fn any_type(dice: &mut Dice, depth: usize) -> String {
    let mut inner = || any_type(dice, depth - 1);
    if depth == 0 {
        return (*dice.pick(NATIVE)).to_owned();
    }
    let (one, two) = (inner(), inner());
    match dice.below(16) {
        0 => format!("list<{one}>"),
        1 => format!("set<{one}>"),
        2 => format!("map<{one}, {two}>"),
        3 | 4 => format!("frozen<list<{one}>>"),
        5 => format!("frozen<map<{one}, {two}>>"),
        6 => format!("tuple<{one}, {two}>"),
        7 => format!("vector<{one}, {}>", dice.below(4)),
        8 => (*dice.pick(&["ut", "lt", "nosuch", "frozen<ut>", "frozen<lt>", "frozen<nosuch>", "system.x"])).to_owned(),
        9 => format!("frozen<{one}>"),
        _ => (*dice.pick(NATIVE)).to_owned(),
    }
}

fn primary_key(dice: &mut Dice, key: &[&str], partition: usize) -> String {
    let (first, rest) = key.split_at(partition.min(key.len()));
    let mut text = if first.len() > 1 || dice.one_in(3) { format!("({})", first.join(", ")) } else { first.join(", ") };
    for name in rest {
        text = format!("{text}, {name}");
    }
    format!("PRIMARY KEY ({text})")
}

fn order(dice: &mut Dice, clustering: &[&str]) -> String {
    let mut names = clustering.to_vec();
    if dice.one_in(6) {
        dice.shuffle(&mut names);
    }
    if dice.one_in(6) {
        names.remove(0);
    }
    if dice.one_in(12) || names.is_empty() {
        names.push(dice.pick::<&str>(NAMES));
    }
    let each: Vec<String> = names.iter().map(|name| format!("{name} {}", dice.pick(&["ASC", "DESC"]))).collect();
    format!("CLUSTERING ORDER BY ({})", each.join(", "))
}

/// The text with one word left out, put in or put twice.
fn broken(dice: &mut Dice, text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let at = dice.between(2, words.len() - 1);
    match dice.below(3) {
        0 => drop(words.remove(at)),
        1 => words.insert(at, words[at]),
        _ => words.insert(
            at,
            dice.pick::<&str>(&["NOT NULL", ",", "(", ")", "int", "static", "PRIMARY KEY", "'x'", "_", "?", "DESC"]),
        ),
    }
    words.join(" ")
}
