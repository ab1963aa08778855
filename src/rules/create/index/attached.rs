//! Takes a storage-attached index that is to be made, gives what its class refuses: the types of terms, analysis, vectors
//! and options. Never looks at what every index must be.

use super::super::java::{hash_order, text_hash};
use super::super::types::spelled;
use super::super::{Complaint, created};
use super::{CLASS, Making};
use crate::rules::shape::{Index, IndexKind, Kind};
use crate::types::CqlType;

/// What text may be made into before it is compared.
const ANALYSIS: [&str; 3] = ["case_sensitive", "normalize", "ascii"];
/// What is set for vectors.
const VECTOR: [&str; 4] =
    ["maximum_node_connections", "construction_beam_width", "similarity_function", "optimize_for"];

impl Making<'_> {
    pub(super) fn attached(&self, index: Option<&Index>) -> Option<Complaint> {
        let span = &self.tree.table.span;
        let Some(index) = index else {
            let targets: Vec<&str> = self.tree.targets.iter().map(|target| target.column.name.text()).collect();
            let words = match targets.as_slice() {
                [] => "Failed to retrieve target column for: ".to_owned(),
                several => {
                    let of = "A storage-attached index cannot be created over multiple columns";
                    format!("{of}: {}", several.join(", "))
                }
            };
            return Some(created("X03", span, words, "make one index per column"));
        };
        let (column, kind) = self.table.column(&index.column)?;
        let (words, code) = unknown(index)
            .or_else(|| self.second(index))
            .or_else(|| in_key(index, kind))
            .or_else(|| Terms { index, ty: &column.ty }.fault())?;
        Some(created(code, span, words, help(code)))
    }

    /// Two storage-attached indexes on the same of a column.
    fn second(&self, index: &Index) -> Option<Fault> {
        let of = |known: &&Index| known.kind == IndexKind::Attached && self.is_on_same(known, index);
        self.table.indexes.iter().find(of)?;
        let of = "Cannot create more than one storage-attached index on the same column";
        let words = format!("{of}: {}", index.column);
        Some((words, "X15"))
    }
}

/// A node's words and the rule's code.
type Fault = (String, &'static str);

fn help(code: &str) -> &'static str {
    match code {
        "X01" => "index another column, or answer the question by a table of its own",
        "X12" => "index a vector of floats, and say a similarity that suits it",
        "X15" => "keep one of them",
        _ => "leave the option out",
    }
}

/// Options that the class does not have, in the order of a node's hash table.
fn unknown(index: &Index) -> Option<Fault> {
    let keys = index.options.iter().map(|(key, _)| key.as_str());
    let known = |key: &str| ANALYSIS.contains(&key) || VECTOR.contains(&key) || key == CLASS;
    let unknown: Vec<&str> = keys.filter(|key| !known(key)).collect();
    if unknown.is_empty() {
        return None;
    }
    let unknown = hash_order(unknown, |key| text_hash(key), true).join(", ");
    Some((format!("Properties specified [{unknown}] are not understood by StorageAttachedIndex"), "X11"))
}

/// Analysis of a column of the key.
fn in_key(index: &Index, kind: Kind) -> Option<Fault> {
    if !matches!(kind, Kind::Partition | Kind::Clustering(_)) {
        return None;
    }
    let given: Vec<&(String, String)> =
        index.options.iter().filter(|(key, _)| ANALYSIS.contains(&key.as_str())).collect();
    if given.is_empty() {
        return None;
    }
    let mut ordered = given;
    ordered.sort();
    let shown: Vec<String> = ordered.into_iter().map(|(key, value)| format!("'{key}': '{value}'")).collect();
    let of = "Analysis options are not supported on primary key columns, but found";
    Some((format!("{of} {{{}}}", shown.join(", ")), "X11"))
}

/// What an index holds of a column.
struct Terms<'a> {
    index: &'a Index,
    ty: &'a CqlType,
}

impl Terms<'_> {
    fn option(&self, name: &str) -> Option<&str> {
        self.index.options.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn fault(&self) -> Option<Fault> {
        self.analysis().or_else(|| self.vector_options()).or_else(|| self.unsupported())
    }

    /// How the type of the terms is written in messages; the pairs of a map are a class of their own.
    fn shown(&self) -> String {
        match (self.index.term(self.ty), self.ty) {
            (None, CqlType::Map { key, value, .. }) => {
                let class = |ty: &CqlType| format!("org.apache.cassandra.db.marshal.{}", class(ty));
                format!("'org.apache.cassandra.db.marshal.CompositeType({},{})'", class(key), class(value))
            }
            (term, ty) => spelled(term.unwrap_or(ty)),
        }
    }

    fn analysis(&self) -> Option<Fault> {
        let given: Vec<&(String, String)> =
            self.index.options.iter().filter(|(key, _)| ANALYSIS.contains(&key.as_str())).collect();
        given.first()?;
        if !matches!(self.index.term(self.ty), Some(CqlType::Text | CqlType::Ascii)) {
            return Some((format!("CQL type {} cannot be analyzed.", self.shown()), "X11"));
        }
        let is_boolean = |text: &str| ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
        let (name, value) = given.into_iter().find(|(_, value)| !is_boolean(value))?;
        Some(if value.is_empty() {
            (format!("Empty value for boolean option '{name}'"), "X11")
        } else {
            (format!("Illegal value for boolean option '{name}': {value}"), "X11")
        })
    }

    fn vector_options(&self) -> Option<Fault> {
        VECTOR.iter().find(|name| self.option(name).is_some())?;
        if !matches!(self.index.term(self.ty), Some(CqlType::Vector { .. })) {
            return Some((format!("CQL type {} cannot have vector options", self.shown()), "X11"));
        }
        let switched_off = "cannot be set without enabling SAI_VECTOR_ALLOW_CUSTOM_PARAMETERS";
        if self.option("maximum_node_connections").is_some() {
            return Some((format!("Maximum node connections {switched_off}"), "X11"));
        }
        if self.option("construction_beam_width").is_some() {
            return Some((format!("Construction beam width {switched_off}"), "X11"));
        }
        let upper = |name| self.option(name).map(str::to_uppercase);
        let known = ["EUCLIDEAN", "DOT_PRODUCT", "COSINE"];
        if let Some(other) = upper("similarity_function").filter(|text| !known.contains(&text.as_str())) {
            let of = "was not recognized for index null. Valid values are: EUCLIDEAN, DOT_PRODUCT, COSINE";
            return Some((format!("Similarity function {other} {of}"), "X11"));
        }
        let other = upper("optimize_for").filter(|text| !["LATENCY", "RECALL"].contains(&text.as_str()))?;
        let of = "was not recognized for index null. Valid values are: LATENCY, RECALL";
        Some((format!("optimize_for '{other}' {of}"), "X11"))
    }

    fn unsupported(&self) -> Option<Fault> {
        let blob = |ty: &CqlType| *ty == CqlType::Blob;
        match (self.index.term(self.ty), self.ty) {
            (None, CqlType::Map { key, value, .. }) if blob(key) || blob(value) => {
                Some(("Unsupported type: blob".to_owned(), "X01"))
            }
            (Some(CqlType::Blob), _) => Some(("Unsupported type: blob".to_owned(), "X01")),
            (Some(CqlType::Vector { item, .. }), _) if **item != CqlType::Float => {
                Some(("SAI ANN indexes are only allowed on vector columns with float elements".to_owned(), "X12"))
            }
            (Some(CqlType::Vector { len: 1, .. }), _) if self.similarity() == "cosine" => {
                Some(("Cosine similarity is not supported for single-dimension vectors".to_owned(), "X12"))
            }
            _ => None,
        }
    }

    fn similarity(&self) -> String {
        self.index.option("similarity_function").unwrap_or_else(|| "cosine".to_owned())
    }
}

/// The class of a native type in a node's schema.
fn class(ty: &CqlType) -> &'static str {
    match ty {
        CqlType::Ascii => "AsciiType",
        CqlType::Bigint => "LongType",
        CqlType::Blob => "BytesType",
        CqlType::Boolean => "BooleanType",
        CqlType::Date => "SimpleDateType",
        CqlType::Decimal => "DecimalType",
        CqlType::Double => "DoubleType",
        CqlType::Duration => "DurationType",
        CqlType::Float => "FloatType",
        CqlType::Inet => "InetAddressType",
        CqlType::Int => "Int32Type",
        CqlType::Smallint => "ShortType",
        CqlType::Time => "TimeType",
        CqlType::Timestamp => "TimestampType",
        CqlType::Timeuuid => "TimeUUIDType",
        CqlType::Tinyint => "ByteType",
        CqlType::Uuid => "UUIDType",
        CqlType::Varint => "IntegerType",
        _ => "UTF8Type",
    }
}
