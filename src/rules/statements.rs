//! Takes the text of CQL statements, gives what a node that has nothing yet would say to one after the other: to CREATE
//! TYPE, CREATE TABLE, CREATE INDEX and SELECT. Passes over other statements by name, and never runs one.

use std::ops::Range;

use super::create::{self, Owned};
use super::select::{self, Bound, Complaint, Stage, Unknown};
use crate::cql::create::{Create, parse as read_create};
use crate::cql::parse::select as read_select;
use crate::cql::tokens::{Kind, Tokens, statements};
use crate::name::Name;

/// A statement and what is said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Where it stands in its text, in bytes, without the `;` behind it.
    pub span: Range<usize>,
    /// What it is.
    pub sort: Sort,
    /// What a node refuses, in the order in which it looks: it tells the first alone. Spans are those of the whole text.
    pub complaints: Vec<Complaint>,
    /// What cannot be judged. Where there is anything, an empty `complaints` proves nothing.
    pub unknown: Vec<Unknown>,
    /// What a node warns of in its answer.
    pub warnings: Vec<String>,
    /// The values that it binds, in order.
    pub markers: Vec<Bound>,
}

/// What a statement is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// CREATE TABLE, CREATE TYPE or CREATE INDEX.
    Create,
    /// SELECT.
    Select,
    /// Another, which is not judged: its first word, or its first two.
    Other(String),
}

/// What the statements of several texts make of an empty keyspace.
#[derive(Clone, Debug)]
pub struct Statements {
    made: Owned,
    /// Tables of which it is not known whether a node makes them, or how.
    unsure: Vec<Name>,
}

impl Statements {
    /// Statements of the keyspace that `texts` name first: behind USE or CREATE KEYSPACE, or before a table. Where none
    /// is named it is called `keyspace`, which nothing else can be called.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let named =
            texts.into_iter().find_map(|text| statements(text).into_iter().find_map(|span| keyspace(text.get(span)?)));
        Self { made: Owned::new(named.unwrap_or_else(|| Name::new("keyspace"))), unsure: Vec::new() }
    }

    /// The keyspace that they are judged in.
    pub fn keyspace(&self) -> &Name {
        &self.made.keyspace
    }

    /// Judges the statements of `text` one after the other; what a CREATE makes is there for those behind it.
    pub fn judge(&mut self, text: &str) -> Vec<Judged> {
        statements(text).into_iter().map(|span| self.one(text.get(span.clone()).unwrap_or_default(), span)).collect()
    }

    /// Judges `text` as one statement, whatever is in it: a second one behind a `;` is a fault of the syntax.
    pub fn whole(&mut self, text: &str) -> Judged {
        self.one(text, 0..text.len())
    }

    fn one(&mut self, statement: &str, span: Range<usize>) -> Judged {
        let mut judged = match sort(statement) {
            Sort::Create => self.create(statement, span),
            Sort::Select => self.select(statement, span),
            sort @ Sort::Other(_) => Judged::new(sort, span),
        };
        let start = judged.span.start;
        let shift = |span: &mut Range<usize>| *span = span.start + start..span.end + start;
        judged.complaints.iter_mut().for_each(|complaint| shift(&mut complaint.span));
        judged.unknown.iter_mut().for_each(|unknown| shift(&mut unknown.span));
        judged.markers.iter_mut().for_each(|marker| shift(&mut marker.span));
        judged
    }

    fn create(&mut self, statement: &str, span: Range<usize>) -> Judged {
        let verdict = create::judge(statement, &self.made.schema());
        let tree = || read_create(statement).statement;
        if verdict.complaints.is_empty() {
            match (verdict.made, tree()) {
                (Some(thing), _) => drop(self.made.add(thing)),
                (None, Some(Create::Table(tree))) if !verdict.unknown.is_empty() => self.unsure.push(tree.table.name),
                _ => {}
            }
        } else if let Some(Create::Index(tree)) = tree()
            && let Some(unsure) = self.unsure(&tree.table.name, &tree.table.span)
        {
            return Judged { unknown: vec![unsure], ..Judged::new(Sort::Create, span) };
        }
        Judged { complaints: verdict.complaints, unknown: verdict.unknown, ..Judged::new(Sort::Create, span) }
    }

    fn select(&self, statement: &str, span: Range<usize>) -> Judged {
        let judged = Judged::new(Sort::Select, span);
        match read_select(statement) {
            Ok(tree) => {
                if let Some(unsure) = self.unsure(&tree.table, &tree.table_span) {
                    return Judged { unknown: vec![unsure], ..judged };
                }
                let verdict = select::judge(&tree, &self.made.schema());
                let select::Verdict { complaints, unknown, warnings, markers, .. } = verdict;
                Judged { complaints, unknown, warnings, markers, ..judged }
            }
            Err(faults) => {
                let complaint = |fault: crate::cql::parse::SyntaxFault| Complaint {
                    code: "D16",
                    span: fault.span,
                    stage: Stage::Syntax,
                    words: String::new(),
                    fact: fault.fact,
                    help: fault.help,
                };
                Judged { complaints: faults.into_iter().map(complaint).collect(), ..judged }
            }
        }
    }
}

impl Statements {
    fn unsure(&self, table: &Name, span: &Range<usize>) -> Option<Unknown> {
        let what = || format!("table `{table}`, of which not every type is known,");
        self.unsure.contains(table).then(|| Unknown { what: what(), span: span.clone() })
    }
}

impl Judged {
    fn new(sort: Sort, span: Range<usize>) -> Self {
        let (complaints, unknown, warnings, markers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { span, sort, complaints, unknown, warnings, markers }
    }
}

fn words(statement: &str) -> Vec<String> {
    Tokens::new(statement).map(|token| token.text.to_ascii_uppercase()).take(6).collect()
}

fn sort(statement: &str) -> Sort {
    let words = words(statement);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    match (word(0), word(1)) {
        ("SELECT", _) => Sort::Select,
        ("CREATE", "TABLE" | "COLUMNFAMILY" | "TYPE" | "INDEX" | "CUSTOM") => Sort::Create,
        (first @ ("CREATE" | "ALTER" | "DROP" | "BEGIN"), second) => Sort::Other(format!("{first} {second}")),
        (first, _) => Sort::Other(first.chars().take(20).collect()),
    }
}

/// The keyspace that a statement names.
fn keyspace(statement: &str) -> Option<Name> {
    let name = |at: usize| {
        let token = Tokens::new(statement).nth(at)?;
        let text = token.unquoted();
        Some(Name::new(&if token.kind == Kind::Name { text } else { text.to_ascii_lowercase() }))
    };
    let words = words(statement);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    match (word(0), word(1), word(2)) {
        ("USE", ..) => name(1),
        ("CREATE", "KEYSPACE", "IF") => name(5),
        ("CREATE", "KEYSPACE", _) => name(2),
        ("SELECT", ..) => read_select(statement).ok()?.keyspace,
        ("CREATE", ..) => match read_create(statement).statement? {
            Create::Table(tree) => tree.table.keyspace,
            Create::Type(tree) => tree.ty.keyspace,
            Create::Index(tree) => tree.table.keyspace,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let one = |judged: Judged| match (judged.sort, judged.complaints.first()) {
            (Sort::Other(words), _) => words,
            (_, None) => "ok".to_owned(),
            (_, Some(first)) => format!("{} {:?}: {}", first.code, first.stage, &text[first.span.clone()]),
        };
        Statements::of([text]).judge(text).into_iter().map(one).collect()
    }

    #[test]
    fn statements_are_judged_one_after_the_other() {
        let text = "-- a schema; and what is asked of it\n\
                    CREATE KEYSPACE IF NOT EXISTS shop WITH replication = {'class': 'SimpleStrategy'};\n\
                    CREATE TYPE shop.place (lat double);\n\
                    CREATE TABLE shop.sales (id int, at int, place frozen<place>, what text, PRIMARY KEY (id, at));;\n\
                    CREATE INDEX ON shop.sales (what);\n\
                    SELECT what FROM shop.sales WHERE id = ? /* ; */ AND at > 1;\n\
                    SELECT what FROM shop.sales WHERE at = 1;\n\
                    SELECT what FROM other.sales;\n\
                    CREATE TABLE shop.sales (id int);\n\
                    SELECT what FRM shop.sales;\n\
                    INSERT INTO shop.sales (id, at, what) VALUES (1, 1, ';');\n\
                    ALTER TABLE shop.sales ADD more int";
        let told = told(text);
        assert_eq!(told[..6], ["CREATE KEYSPACE", "ok", "ok", "ok", "ok", "Q01 Prepare: at = 1"], "{told:#?}");
        assert!(told[6].starts_with("Q29 Prepare"), "{told:#?}");
        assert!(told[7].starts_with("K01 Create") && told[8].starts_with("D16 Syntax"), "{told:#?}");
        assert_eq!(told[9..], ["INSERT", "ALTER TABLE"]);
    }

    #[test]
    fn what_is_made_of_unknown_types_is_not_judged() {
        let text = "CREATE TABLE t (a 'org.example.Own' PRIMARY KEY, b int); SELECT c FROM t; CREATE INDEX ON t (b)";
        let judged = Statements::of([text]).judge(text);
        assert!(judged.iter().all(|one| one.complaints.is_empty() && one.unknown.len() == 1), "{judged:#?}");
    }

    #[test]
    fn the_keyspace_is_the_one_that_is_named_first() {
        for (text, keyspace) in [
            ("SELECT a FROM b", "keyspace"),
            ("SELECT a FROM c.b", "c"),
            ("USE \"My\"; SELECT a FROM c.b", "My"),
            ("CREATE KEYSPACE K WITH durable_writes = true", "k"),
            ("CREATE TABLE a (b int PRIMARY KEY); CREATE TYPE z.t (a int)", "z"),
        ] {
            assert_eq!(Statements::of([text]).keyspace().text(), keyspace, "{text}");
        }
    }
}
