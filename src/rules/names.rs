//! Takes names of keyspaces, tables, columns and queries, gives what is wrong with each by itself. Never compares two
//! names: `spelling` does.

use super::shape::{Column, Finding, Part, Query, Table};
use super::words::tick;
use crate::name::Name;

/// Longest keyspace name: 48 characters were accepted by a node, 49 refused.
const KEYSPACE_LENGTH: usize = 48;
/// Longest table name since Cassandra 5.0.6: 222 characters were accepted by a node, 223 refused. It names a directory.
const TABLE_LENGTH: usize = 222;

/// N01 and N07: a keyspace is named with 1 to 48 of `[A-Za-z0-9_]`, and `system` and `system_…` are the server's own.
/// The findings are about `Part::Name`.
pub fn keyspace(name: &Name) -> Vec<Finding> {
    if let Some(fault) = word_fault(name, KEYSPACE_LENGTH) {
        return vec![
            Finding::new("N01", Part::Name, format!("keyspace name {} {fault}", tick(name)))
                .help("keyspaces are named with 1 to 48 of the characters `A-Z`, `a-z`, `0-9` and `_`"),
        ];
    }
    let lower = name.text().to_ascii_lowercase();
    if lower == "system" || lower.starts_with("system_") {
        return vec![
            Finding::new("N07", Part::Name, format!("keyspace {} belongs to the server", tick(name)))
                .help("choose a name that does not begin with `system`"),
        ];
    }
    Vec::new()
}

/// N02: a table is named with 1 to 222 of `[A-Za-z0-9_]`.
pub(super) fn table(table: &Table) -> Vec<Finding> {
    let fault = word_fault(&table.name, TABLE_LENGTH);
    fault
        .map(|fault| {
            Finding::new("N02", Part::Name, format!("table name {} {fault}", tick(&table.name)))
                .help("tables are named with 1 to 222 of the characters `A-Z`, `a-z`, `0-9` and `_`")
        })
        .into_iter()
        .collect()
}

/// N08: a query is named like a table, because it becomes a file, a Rust module and a word of the command line. Silent
/// where the table has the same name, which N02 judges.
pub(super) fn query(query: &Query) -> Vec<Finding> {
    let fault = if query.name == query.table.name { None } else { word_fault(&query.name, TABLE_LENGTH) };
    fault
        .map(|fault| {
            Finding::new("N08", Part::Name, format!("query name {} {fault}", tick(&query.name)))
                .help("queries are named with 1 to 222 of the characters `A-Z`, `a-z`, `0-9` and `_`")
        })
        .into_iter()
        .collect()
}

/// N05: a column has a name that can be seen.
pub(super) fn column(column: &Column) -> Vec<Finding> {
    visible("column", &column.name, &Part::Column(column.name.clone()))
}

/// N05 for any identifier that CQL lets be quoted: not blank, and without characters that cannot be seen.
pub(super) fn visible(what: &str, name: &Name, at: &Part) -> Vec<Finding> {
    if name.text().trim().is_empty() {
        return vec![Finding::new("N05", at.clone(), format!("a {what} has an empty name")).help("give it a name")];
    }
    let hidden = name.text().chars().find(|c| is_hidden(*c));
    hidden
        .map(|c| {
            let code_point = u32::from(c);
            let fact = format!("{what} name {} holds the invisible character U+{code_point:04X}", tick(name));
            Finding::new("N05", at.clone(), fact).help("type the name again without it")
        })
        .into_iter()
        .collect()
}

/// What keeps `name` from being a word of at most `longest` characters, if anything.
fn word_fault(name: &Name, longest: usize) -> Option<String> {
    let text = name.text();
    if text.is_empty() {
        return Some("is empty".to_owned());
    }
    if let Some(bad) = text.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '_')) {
        let code_point = if bad.is_ascii() { String::new() } else { format!(" (U+{:04X})", u32::from(bad)) };
        return Some(format!("holds {}{code_point}", tick(&bad)));
    }
    (text.len() > longest).then(|| format!("has {} characters, {} too many", text.len(), text.len() - longest))
}

/// Control characters and those of Unicode that draw nothing or reorder what is drawn: two names that look alike would
/// be two columns.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, select};
    use super::*;
    use crate::types::CqlType;

    #[test]
    fn keyspaces_are_words_of_at_most_48_and_not_the_servers() {
        let (fits, long) = ("k".repeat(48), "k".repeat(49));
        let cases: &[(&str, &[&str])] = &[
            ("music_streaming", &[]),
            ("Music", &[]),
            ("1x", &[]),
            (&fits, &[]),
            ("systems", &[]),
            ("my_system", &[]),
            (&long, &["N01"]),
            ("", &["N01"]),
            ("a b", &["N01"]),
            ("a-b", &["N01"]),
            ("größe", &["N01"]),
            ("system", &["N07"]),
            ("SYSTEM", &["N07"]),
            ("system_auth", &["N07"]),
        ];
        for (name, expected) in cases {
            assert_eq!(codes(&keyspace(&Name::new(name))), *expected, "{name}");
        }
    }

    #[test]
    fn tables_and_queries_are_words_of_at_most_222() {
        let (fits, long) = ("t".repeat(222), "t".repeat(223));
        for (name, good) in
            [("t", true), ("_x", true), ("1x", true), (&fits, true), (&long, false), ("", false), ("a b", false)]
        {
            let mut query = select("SELECT v FROM t WHERE p = ?");
            query.name = Name::new(name);
            let mut table = (*query.table).clone();
            table.name = Name::new(name);
            let expect = |code| if good { vec![] } else { vec![code] };
            assert_eq!(codes(&super::super::table(&table)), expect("N02"), "{name}");
            assert_eq!(codes(&super::super::query(&query)), expect("N08"), "{name}");
            query.table = table.into();
            assert_eq!(codes(&super::super::query(&query)), Vec::<&str>::new(), "N02 has said it: {name}");
        }
        let mut up = select("SELECT v FROM t WHERE p = ?");
        up.name = Name::new("../../etc");
        assert_eq!(codes(&super::super::query(&up)), ["N08"]);
    }

    #[test]
    fn columns_may_hold_anything_that_can_be_seen() {
        let cases = [
            ("a", true),
            ("select", true),
            ("a \"quoted\" one", true),
            ("日本", true),
            ("", false),
            ("  ", false),
            ("a\u{0}b", false),
            ("a\nb", false),
            ("a\u{202e}b", false),
            ("a\u{200b}", false),
            ("\u{3164}", false),
        ];
        for (name, good) in cases {
            let column = Column { name: Name::new(name), ty: CqlType::Int };
            let found = super::super::column(&column);
            assert_eq!(codes(&found), if good { vec![] } else { vec!["N05"] }, "{name:?}");
            assert!(found.iter().all(|finding| finding.at == Part::Column(Name::new(name))));
        }
    }
}
