//! Takes a tree whose keys and kinds were found right, gives it as typed Rust structs in which every scalar is still
//! its raw text. Never resolves a name.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_yaml::Value as Yaml;

use crate::model::tree::{Node, Value};

/// A mapping in written order.
#[derive(Debug)]
pub(super) struct Entries<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

/// A scalar, or a mapping with more to say.
#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
pub(super) enum TextOr<T> {
    /// The scalar.
    Text(String),
    /// The mapping.
    More(T),
}

impl<T> TextOr<T> {
    /// The mapping, if it is one.
    pub(super) fn more(&self) -> Option<&T> {
        match self {
            Self::Text(_) => None,
            Self::More(more) => Some(more),
        }
    }
}

/// The whole file.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) modeler: Option<String>,
    pub(super) keyspace: TextOr<Keyspace>,
    #[serde(default)]
    pub(super) types: Entries<Entries<String>>,
    pub(super) source: Option<Source>,
    #[serde(default)]
    pub(super) sources: Entries<Source>,
    #[serde(default)]
    pub(super) columns: Entries<TextOr<Column>>,
    pub(super) queries: Entries<Query>,
    #[serde(default)]
    pub(super) environments: Entries<Environment>,
    pub(super) rust: Option<Rust>,
    #[serde(default)]
    pub(super) allow: Vec<Allow>,
    pub(super) growth: Option<Growth>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Allow {
    pub(super) code: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) until: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Growth {
    pub(super) rows_per_day: Option<String>,
}

/// Options of a table.
pub(super) type Options = Entries<TextOr<Entries<String>>>;

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keyspace {
    pub(super) name: Option<String>,
    pub(super) replication: Option<Entries<String>>,
    pub(super) durable_writes: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    #[serde(default)]
    pub(super) files: Vec<String>,
    #[serde(default)]
    pub(super) keep: Vec<String>,
    pub(super) nulls: Option<Vec<String>>,
    pub(super) write: Option<String>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rust {
    pub(super) module: Option<String>,
    pub(super) layout: Option<String>,
    pub(super) visibility: Option<String>,
    #[serde(default)]
    pub(super) derive: Vec<String>,
    #[serde(default)]
    pub(super) types: Entries<String>,
    pub(super) csv: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RustColumn {
    pub(super) newtype: Option<String>,
    #[serde(rename = "type")]
    pub(super) ty: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RustQuery {
    pub(super) ttl: Option<String>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    #[serde(rename = "type")]
    pub(super) ty: Option<String>,
    pub(super) csv: Option<TextOr<Entries<String>>>,
    pub(super) constant: Option<String>,
    pub(super) derive: Option<String>,
    pub(super) format: Option<String>,
    pub(super) zone: Option<String>,
    pub(super) split: Option<String>,
    pub(super) nulls: Option<Vec<String>>,
    pub(super) booleans: Option<Booleans>,
    pub(super) rust: Option<RustColumn>,
    pub(super) write: Option<String>,
    pub(super) mutable: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Booleans {
    #[serde(rename = "true", default)]
    pub(super) yes: Vec<String>,
    #[serde(rename = "false", default)]
    pub(super) no: Vec<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    pub(super) question: Option<String>,
    pub(super) table: Option<String>,
    pub(super) from: Option<String>,
    pub(super) keep: Option<Vec<String>>,
    pub(super) partition_key: Option<Vec<String>>,
    pub(super) clustering_key: Option<Vec<String>>,
    #[serde(rename = "static")]
    pub(super) statics: Option<Vec<String>>,
    pub(super) select: Option<Vec<String>>,
    #[serde(rename = "where", default)]
    pub(super) relations: Vec<String>,
    #[serde(default)]
    pub(super) order_by: Vec<String>,
    pub(super) limit: Option<String>,
    pub(super) per_partition_limit: Option<String>,
    pub(super) distinct: Option<String>,
    pub(super) returns: Option<String>,
    pub(super) options: Option<Options>,
    pub(super) indexes: Option<Vec<TextOr<Index>>>,
    pub(super) scan: Option<String>,
    pub(super) across: Option<String>,
    pub(super) cql: Option<String>,
    pub(super) ttl: Option<String>,
    pub(super) consistency: Option<String>,
    pub(super) idempotent: Option<String>,
    pub(super) page_size: Option<String>,
    pub(super) rust: Option<RustQuery>,
    pub(super) growth: Option<Growth>,
    #[serde(default)]
    pub(super) examples: Vec<Entries<Yaml>>,
    #[serde(default)]
    pub(super) expect: Vec<Expectation>,
    #[serde(default)]
    pub(super) allow: Vec<Allow>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Index {
    pub(super) on: Option<String>,
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) options: Entries<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expectation {
    #[serde(default)]
    pub(super) given: Entries<Yaml>,
    #[serde(default)]
    pub(super) rows: Vec<Entries<Yaml>>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Environment {
    pub(super) store: Option<String>,
    pub(super) datacenter: Option<String>,
    pub(super) consistency: Option<String>,
    pub(super) user: Option<String>,
    pub(super) tls: Option<TextOr<Tls>>,
    pub(super) connect_timeout: Option<String>,
    pub(super) request_timeout: Option<String>,
    pub(super) page_size: Option<String>,
    pub(super) keyspace: Option<String>,
    pub(super) replication: Option<Entries<String>>,
    pub(super) durable_writes: Option<String>,
    #[serde(default)]
    pub(super) options: Entries<Options>,
    pub(super) protect: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tls {
    pub(super) ca: Option<String>,
    pub(super) certificate: Option<String>,
    pub(super) key: Option<String>,
    pub(super) verify_host: Option<String>,
    pub(super) server_name: Option<String>,
}

/// The typed form of a tree; fails only where the list of known keys and these structs disagree.
pub(super) fn file(root: &Node) -> Result<File, serde_yaml::Error> {
    serde_yaml::from_value(yaml(root))
}

/// The node as a YAML value in which every scalar is a text, so that `1.50`, `007` and `no` stay what they are.
fn yaml(node: &Node) -> Yaml {
    match &node.value {
        Value::Text { .. } => node.text().map_or(Yaml::Null, |text| Yaml::String(text.to_owned())),
        Value::List(items) => Yaml::Sequence(items.iter().map(yaml).collect()),
        Value::Map(map) => Yaml::Mapping(map.entries().iter().map(|(key, value)| (yaml(key), yaml(value))).collect()),
    }
}
