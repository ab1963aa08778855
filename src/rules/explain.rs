//! Takes a code, gives the page that `modeler explain` shows: what the rule is, what a node says, what is refused and
//! what is accepted. Never judges anything; the pages are the files beside this one.

use crate::diagnostic::{Page, Severity};

/// The page about `code`, such as `K04`, in Markdown; `None` for a code that no finding carries. Case and blanks around
/// the code do not matter.
pub fn explain(code: &str) -> Option<&'static str> {
    let code = code.trim().to_ascii_uppercase();
    PAGES.iter().find(|(known, _)| *known == code).map(|(_, page)| *page)
}

/// Every code with its rule in one line, family by family.
pub fn codes() -> &'static [(&'static str, &'static str)] {
    CODES
}

/// What a log tells of `code` beside its findings.
pub fn page(code: &str) -> Option<Page> {
    let (known, line) = CODES.iter().find(|(known, _)| *known == code)?;
    let severity = if is_warning(known) { Severity::Warning } else { Severity::Error };
    Some(Page { line, text: explain(known)?, severity })
}

/// Whether findings of `code` are warnings: whether its page tells what one is warned of.
pub fn is_warning(code: &str) -> bool {
    explain(code).is_some_and(|page| page.contains("\nWarned of"))
}

/// Lists the codes once, and takes each page from the file of its name.
macro_rules! pages {
    ($($code:literal: $line:literal,)*) => {
        const CODES: &[(&str, &str)] = &[$(($code, $line)),*];
        const PAGES: &[(&str, &str)] = &[$(($code, include_str!(concat!("explain/", $code, ".md")))),*];
    };
}

pages! {
    "N01": "a keyspace is named with 1 to 48 letters, digits and `_`",
    "N02": "a table is named with 1 to 222 letters, digits and `_`",
    "N03": "an indexed column is named with 1 to 48 letters, digits and `_`",
    "N04": "names differ by more than case, and stay apart in Rust",
    "N05": "a column's name can be seen",
    "N06": "a user-defined type does not take a name that CQL reserves",
    "N07": "the keyspaces `system` and `system_…` belong to the server",
    "N08": "a query is named with 1 to 222 letters, digits and `_`",
    "K01": "a table has a partition key, and each column one place",
    "K02": "a key column holds one value that can be compared",
    "K04": "static columns need a clustering column",
    "K05": "a table holds counters alone beside its key, or none",
    "K07": "types stand inside each other only as Cassandra allows",
    "K13": "a vector has at least one element",
    "K14": "a table of counters has one that is not static",
    "O01": "a table option has a name that Cassandra 5.0 knows, once",
    "O02": "a table option has the kind of value that its name demands",
    "O03": "the value of a table option is in its range",
    "O04": "`caching` has `keys` and `rows_per_partition` alone",
    "O05": "`compaction` names a strategy and sub-options that it has",
    "O06": "`compression` names a compressor and sub-options that it has",
    "O07": "a speculation policy is a percentile, a time or a word",
    "O08": "rows live 1 second to 20 years",
    "Q01": "a query fixes the whole partition key",
    "Q02": "a partition-key column takes `=` and `in`, no range",
    "Q03": "a clustering column is restricted only if all before it are",
    "Q04": "a range ends the conditions, and a tuple follows the key",
    "Q05": "a column is fixed once, or bounded once on each side",
    "Q06": "`in` binds one marker, which holds the whole list",
    "Q07": "a comparison is one that Cassandra 5.0 answers",
    "Q08": "rows come in the stored order, or wholly reversed",
    "Q09": "rows of several partitions come in no common order",
    "Q10": "static columns alone are read by partition",
    "Q11": "`distinct` gives one row per partition",
    "Q12": "a count is one number, of all rows",
    "Q13": "only key columns and indexed ones are restricted",
    "Q15": "a collection is asked for its parts",
    "Q16": "a condition has a value that is not null",
    "Q18": "limits are positive, and markers at most 65,535",
    "Q19": "the nearest rows are asked of one indexed vector",
    "Q22": "a column is selected once",
    "Q23": "each marker is a word of its own",
    "Q24": "`returns: one` needs every key column fixed",
    "Q25": "a scan restricts only what an index finds",
    "Q28": "groups follow the key",
    "Q29": "a statement asks a table of the keyspace",
    "Q30": "buckets are gone through where they rise with a column",
    "Q31": "buckets are gone through between two bounds",
    "Q32": "buckets are gone through for one value of all else",
    "F01": "the age of a cell is asked of a column outside the key",
    "F02": "parts are selected of sets, maps and user-defined types",
    "F03": "a value is converted or named only into types that take it",
    "F04": "operators take numbers, days with durations, and texts",
    "F05": "a function exists, and takes what it is given",
    "F06": "a select list names columns, and terms whose type can be told",
    "F07": "a value is one of its type",
    "X01": "an index is on a type that Cassandra indexes",
    "X02": "an indexed column is compared as its index serves",
    "X03": "the target of an index suits its column",
    "X05": "an index is not on the whole partition key",
    "X09": "an index is named with 1 to 180 letters, digits and `_`",
    "X10": "an index has a name of its own in the keyspace",
    "X11": "an index has the options of its kind",
    "X12": "a vector index is over floats, two at least for cosine",
    "X13": "an index is not asked in a list of partitions",
    "X14": "a table of counters has no index",
    "X15": "a column has one index of a kind",
    "Y01": "a model is UTF-8, at most 16 MiB and 32 levels deep",
    "Y02": "a model is well-formed YAML",
    "Y03": "a key is known where it stands",
    "Y04": "a key is given once",
    "Y05": "a value is of the kind that its key takes",
    "Y06": "a model has no tags, aliases, merge keys or second documents",
    "Y07": "a key that is needed is there",
    "Y08": "a key or type that is known, but not built yet",
    "D01": "a column that is named is declared",
    "D02": "a type is one of CQL, or declared under `types:`",
    "D03": "a table, query or source that is named exists",
    "D04": "a condition can be read",
    "D05": "a derived column has a function that gives its type",
    "D06": "one query declares a table",
    "D07": "a column's mapping to the CSV suits its type",
    "D08": "a column or type that nothing uses",
    "D09": "examples and expected answers fit their query",
    "D10": "replication has a class and numbers of copies",
    "D11": "a table says which of several sources fills it",
    "D12": "a suppression names a warning, and says why it may stay",
    "D13": "a suppression holds no longer than its day",
    "D14": "a suppression silences something",
    "D15": "a query by hand says all of it in its text",
    "D16": "the text of a query by hand is one SELECT that can be read",
    "D17": "a text asks for what is not known without a node",
    "R01": "a choice for the generated Rust can be read",
    "R02": "a newtype holds one type, under a name of its own",
    "R03": "a choice for the generated Rust suits what it is for",
    "E01": "the store of an environment is an address or `embedded`",
    "E02": "a model holds no password",
    "E03": "what an environment says suits its store, once",
    "C01": "the header of a CSV has every column that is needed",
    "C02": "the columns of a header have names, each once",
    "C03": "an input that is named exists",
    "C04": "an input is readable text",
    "C05": "the fields of a CSV are separated by commas",
    "T01": "a template is well-formed and names what exists",
    "T02": "a template escapes what it prints",
    "T03": "a CQL template of your own gives the built-in's statements",
    "T04": "a template has a name that can be written",
    "T05": "a template is a plain file that can be read",
    "T06": "a template comes to an end",
    "P01": "a node takes what the rules take",
    "P02": "a node keeps what it was given",
    "P03": "a cluster is not set up to refuse the model",
    "P04": "a cluster has the nodes that a query asks for",
    "P05": "a statement that makes something is one that a node takes",
    "A01": "a query reads some partitions, not all",
    "A02": "a query reads the rows that it gives",
    "A03": "an index is asked within a partition",
    "A04": "a query names its partitions one by one",
    "A05": "a partition key has many values",
    "A06": "what is written now goes to many partitions",
    "A07": "a partition ends",
    "A08": "a key does not change",
    "A09": "a key can be named again",
    "A10": "a clustering key has at most five columns",
    "A11": "the key is the one that the query asks for",
    "A12": "rows are stored as they are read",
    "A13": "an index has many terms, and each finds several rows",
    "A14": "a collection is written without a tombstone",
    "A15": "an element is added once",
    "A16": "a collection stays small",
    "A17": "a cell holds a value, not a table",
    "A18": "the dead are not read before the living",
    "A19": "tombstones do not outnumber rows",
    "A20": "rows that expire are compacted by time",
    "A21": "windows of time suit what is written",
    "A22": "levels are for rows that are written again",
    "A23": "counters can be counted again",
    "A24": "tombstones are kept until a repair has been",
    "A25": "a memtable is written when it is full",
    "A26": "a bloom filter errs once in 10 to 1,000 reads",
    "A27": "a table is there for a query",
    "A28": "tables that could be one are one",
    "A29": "a table has at most 100 columns",
    "A30": "a keyspace has at most 100 tables",
    "A31": "an environment for earnest work keeps three copies",
    "S01": "a partition holds at most 100,000 rows",
    "S02": "a partition takes at most 100 MB",
    "S04": "a row takes at most 100 kB",
    "S05": "a value takes at most 1 MB",
    "S06": "a collection has at most 500 elements",
    "S07": "partitions stop growing before they are too large",
    "S08": "no partition holds much of its table",
    "S09": "a bucket holds what one read wants",
    "L01": "rows of one key say the same",
    "L02": "a static column has one value in its partition",
    "L03": "texts are texts",
    "L04": "a column has values",
    "V01": "a parameter is a value of its column's type",
    "V02": "a query is given all of its parameters, and no others",
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn each_page_is_short_and_shows_both_sides() {
        for (code, line) in codes() {
            let page = explain(code).expect("the macro gives every code a page");
            assert!(page.starts_with(&format!("# {code}: {line}\n\n")), "the first line of {code} is not `{line}`");
            assert!(page.lines().count() <= 25, "{code} is long");
            assert!(page.contains("\nRefused") || page.contains("\nWarned of"), "{code} shows nothing bad");
            assert!(page.contains("\nAccepted"), "{code} shows nothing good");
            assert_eq!(page.matches("```").count() % 2, 0, "a block of {code} is open");
        }
        assert_eq!(explain(" k04\n"), explain("K04"));
        assert_eq!(explain("K99"), None);
    }

    #[test]
    fn every_code_in_the_sources_has_a_page() {
        let mut used = BTreeSet::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
        assert!(used.len() > 20, "the search for codes finds too few: {used:?}");
        let unknown: Vec<&String> = used.iter().filter(|code| explain(code).is_none()).collect();
        assert!(unknown.is_empty(), "no page for {unknown:?}");
    }

    /// Every `"X00"` of a known family in the Rust files under `folder`, tests left out.
    fn collect(folder: &Path, used: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("the sources are readable") {
            let path = entry.expect("the sources are readable").path();
            if path.is_dir() {
                collect(&path, used);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the sources are UTF-8");
                let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
                used.extend(code.split('"').filter(|word| is_code(word)).map(str::to_owned));
            }
        }
    }

    fn is_code(word: &str) -> bool {
        matches!(word.as_bytes(), [family, tens, ones]
             if b"NKOQFXYDRECTPVASL".contains(family) && tens.is_ascii_digit() && ones.is_ascii_digit())
    }
}
