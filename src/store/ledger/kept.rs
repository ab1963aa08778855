//! Takes the lines of a ledger, gives how far the load has come; holds the plan of another load against its own.

use std::collections::BTreeMap;

use super::{Marked, Note, Place, Plan, Told, VERSION};

/// What a load that was broken off has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it was to do.
    pub plan: Plan,
    /// How far each part has come; those that are not here were not begun.
    pub parts: BTreeMap<Place, Reached>,
    /// Rows that the server would not take.
    pub refused: Vec<Told>,
    /// Rows of which it is not known whether they were written.
    pub unknown: Vec<Told>,
}

/// How far a part of a table has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Rows from the first one on that are settled, static rows among them.
    pub rows: u64,
    /// Rows among them that were written, static rows left out.
    pub written: u64,
    /// CRC-32 of the key of the last of them.
    pub key: u32,
    /// Rows from the first one on that may have been sent.
    pub reserved: u64,
    /// What is settled beyond `rows`, where the load could still say so; then nothing else was sent.
    pub beyond: Option<Vec<(u64, u64, u64)>>,
}

impl Kept {
    pub(super) fn new(plan: Plan) -> Self {
        Self { plan, parts: BTreeMap::new(), refused: Vec::new(), unknown: Vec::new() }
    }

    /// What stands in `bytes`, and how many of them are whole lines; none where not even the first line is.
    pub(super) fn read(bytes: &[u8]) -> (Option<Self>, u64) {
        let (mut kept, mut whole): (Option<Self>, u64) = (None, 0);
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let Some(note) = note(line) else { break };
            match (&mut kept, note) {
                (None, Note::Begun(plan)) => kept = Some(Self::new(plan)),
                (None, _) => break,
                (Some(kept), note) => kept.take(note),
            }
            whole += line.len() as u64;
        }
        (kept, whole)
    }

    fn take(&mut self, note: Note) {
        match note {
            Note::Begun(plan) => *self = Self::new(plan),
            Note::Reached { at, rows, written, key } => {
                let part = self.parts.entry(at).or_default();
                // What is reached is no longer beyond: a load that goes on has settled it by itself.
                (part.rows, part.written, part.key) = (rows, written, key);
            }
            Note::Reserved { at, rows } => {
                let part = self.parts.entry(at).or_default();
                part.reserved = part.reserved.max(rows);
                part.beyond = None;
            }
            Note::Beyond { at, settled } => self.parts.entry(at).or_default().beyond = Some(settled),
            Note::Refused(told) => tell(&mut self.refused, told),
            Note::Unknown(told) => tell(&mut self.unknown, told),
            Note::Again(nodes) => {
                self.plan.nodes = nodes;
                // Those that may not be sent again are reserved before.
                self.parts.retain(|_, part| part.reserved > 0);
            }
        }
    }
}

/// A row is told of once, however often it was sent.
fn tell(all: &mut Vec<Told>, told: Told) {
    if all.iter().all(|known| known.table != told.table || known.key != told.key) {
        all.push(told);
    }
}

/// The note of a line that is whole.
fn note(line: &[u8]) -> Option<Note> {
    let text = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    let (crc, json) = text.split_at_checked(8)?;
    let json = json.strip_prefix(' ')?;
    let crc = u32::from_str_radix(crc, 16).ok()?;
    if crc32fast::hash(json.as_bytes()) != crc {
        return None;
    }
    serde_json::from_str(json).ok()
}

/// In what `now` differs from the plan that was `begun`, one phrase for each difference; none where the load can go on.
/// The timestamp and the nodes are not looked at: they are the first load's, and may be others by now.
pub fn difference(begun: &Plan, now: &Plan) -> Vec<String> {
    if begun.version != VERSION {
        return vec!["it was written by another version of modeler".to_owned()];
    }
    let mut found = Vec::new();
    if begun.store != now.store {
        found.push(format!("it was into `{}`", begun.store));
    }
    compare("source", "is not read as it was", &begun.sources, &now.sources, &mut found);
    compare("file", "does not hold what it held", &begun.inputs, &now.inputs, &mut found);
    compare("table", "is not what it was in the model", &begun.tables, &now.tables, &mut found);
    for (table, (then, now)) in begun.tables.iter().zip(begun.made.iter().zip(&now.made)) {
        if then != now {
            found.push(format!("table `{}` was made anew since, or altered", table.name));
        }
    }
    found
}

fn compare(what: &str, differs: &str, begun: &[Marked], now: &[Marked], found: &mut Vec<String>) {
    let before = found.len();
    for then in begun {
        match now.iter().find(|now| now.name == then.name) {
            None => found.push(format!("{what} `{}` is not there any more", then.name)),
            Some(now) if now.mark != then.mark => found.push(format!("{what} `{}` {differs}", then.name)),
            Some(_) => {}
        }
    }
    for now in now.iter().filter(|now| begun.iter().all(|then| then.name != now.name)) {
        found.push(format!("{what} `{}` is new", now.name));
    }
    if found.len() == before && begun != now {
        found.push(format!("the {what}s come in another order"));
    }
}
