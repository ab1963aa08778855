//! Takes models and a dice, gives bytes that are almost a model.

use std::fmt::Write;

use crate::dice::Dice;

/// Words of models, and pieces of them.
const WORDS: &str = "modeler 1 keyspace name replication class SimpleStrategy replication_factor types source sources \
    files keep nulls columns type csv constant derive format zone split booleans true false queries question table from \
    partition_key clustering_key static select where order_by limit per_partition_limit distinct returns options \
    consistency idempotent examples expect given rows allow cql ttl int text timestamp date frozen< list<int> set< > \
    vector<float,0> duration counter date( bucket( hash(x,0) ) in = := >:a <=:b (a,b)>(:a,:b) asc desc null one first \
    count indexes scan on keys(tags) entries(m) full(f) contains key m[:k]=:v 99999999999999999999 -1 0 1e3 .nan epoch_ms %Y %Q UTC +02:00 comment compaction caching";

/// What parsers trip over.
const ODD: &[&str] = &[
    "",
    " ",
    "'",
    "\"",
    "''",
    "\\",
    "\\u0000",
    "\\ud800",
    "&a",
    "*a",
    "<<",
    "!!str",
    "!x",
    "---",
    "...",
    "%YAML 1.2",
    "#",
    "|",
    ">-",
    "? ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "~",
    "\n",
    "\t",
    "\r",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "é",
    "桜",
    "\u{10ffff}",
    "map<text, int>",
    "\u{85}",
    "\u{2028}",
];

fn word(dice: &mut Dice) -> &'static str {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    if dice.below(3) == 0 { dice.pick(ODD) } else { dice.pick(&words) }
}

/// One of `models` with one to eight changes.
pub(crate) fn mutant(models: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = models[dice.below(models.len())].clone();
    for _ in 0..=dice.below(8) {
        match dice.below(8) {
            0 => flip(&mut bytes, dice),
            1 => cut(&mut bytes, dice),
            2 | 3 => insert(&mut bytes, dice),
            4 | 5 => replace_word(&mut bytes, dice),
            _ => move_line(&mut bytes, dice),
        }
    }
    bytes
}

fn flip(bytes: &mut [u8], dice: &mut Dice) {
    if !bytes.is_empty() {
        bytes[dice.below(bytes.len())] ^= 1 << dice.below(8);
    }
}

fn cut(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let from = dice.below(bytes.len() + 1);
    let to = (from + dice.below(40)).min(bytes.len());
    bytes.drain(from..to);
}

fn insert(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    bytes.splice(at..at, word(dice).bytes());
}

/// Puts a word of the vocabulary, or of the model itself, in place of another.
fn replace_word(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let part_of_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let begins = |at: &usize| part_of_word(bytes[*at]) && (*at == 0 || !part_of_word(bytes[at - 1]));
    let starts: Vec<usize> = (0..bytes.len()).filter(begins).collect();
    if starts.is_empty() {
        return;
    }
    let mut one = || {
        let from = dice.pick(&starts);
        from..bytes[from..].iter().position(|byte| !part_of_word(*byte)).map_or(bytes.len(), |len| from + len)
    };
    let (old, own) = (one(), one());
    let new = if dice.below(2) == 0 { bytes[own].to_vec() } else { word(dice).as_bytes().to_vec() };
    bytes.splice(old, new);
}

/// Copies, moves or removes a line, or indents it further.
fn move_line(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (from, to) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(4) {
        0 => lines.insert(to, lines[from].clone()),
        1 => lines.swap(from, to),
        2 => drop(lines.remove(from)),
        _ => lines[from].splice(0..0, [b' '; 2]).for_each(drop),
    }
    *bytes = lines.join(&b'\n');
}

/// A small document of the vocabulary, in a form that a model might have.
pub(crate) fn document(dice: &mut Dice) -> Vec<u8> {
    let mut text = String::new();
    (0..=dice.below(6)).for_each(|_| entry(dice, 0, &mut text));
    text.into_bytes()
}

fn entry(dice: &mut Dice, depth: usize, text: &mut String) {
    let _ = write!(text, "{}{}:", "  ".repeat(depth), word(dice));
    let _ = match dice.below(if depth < 4 { 5 } else { 3 }) {
        0 => writeln!(text, " {}", word(dice)),
        1 => writeln!(text, " [{}, {}]", word(dice), word(dice)),
        2 => writeln!(text, " {{ {}: {} }}", word(dice), word(dice)),
        _ => {
            text.push('\n');
            (0..=dice.below(3)).for_each(|_| entry(dice, depth + 1, text));
            Ok(())
        }
    };
}
