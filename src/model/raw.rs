//! Takes a tree whose keys and kinds were found right, gives it as typed Rust structs in which every scalar is still
//! its raw text. Never resolves a name.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_yaml::Value as Yaml;

use crate::model::tree::{Node, Value};

/// A mapping in written order.
#[derive(Debug)]
pub struct Entries<T>(pub Vec<(String, T)>);

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
pub enum TextOr<T> {
    /// The scalar.
    Text(String),
    /// The mapping.
    More(T),
}

/// The whole file.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub modeler: Option<String>,
    pub keyspace: TextOr<Keyspace>,
    #[serde(default)]
    pub types: Entries<Entries<String>>,
    pub source: Option<Source>,
    #[serde(default)]
    pub sources: Entries<Source>,
    #[serde(default)]
    pub columns: Entries<TextOr<Column>>,
    pub queries: Entries<Query>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keyspace {
    pub name: Option<String>,
    pub replication: Option<Entries<String>>,
    pub durable_writes: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    #[serde(default)]
    pub files: Vec<String>,
    #[serde(default)]
    pub keep: Vec<String>,
    pub nulls: Option<Vec<String>>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    #[serde(rename = "type")]
    pub ty: Option<String>,
    pub csv: Option<TextOr<Entries<String>>>,
    pub constant: Option<String>,
    pub derive: Option<String>,
    pub format: Option<String>,
    pub zone: Option<String>,
    pub split: Option<String>,
    pub nulls: Option<Vec<String>>,
    pub booleans: Option<Booleans>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booleans {
    #[serde(rename = "true", default)]
    pub yes: Vec<String>,
    #[serde(rename = "false", default)]
    pub no: Vec<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    pub question: Option<String>,
    pub table: Option<String>,
    pub from: Option<String>,
    pub keep: Option<Vec<String>>,
    pub partition_key: Option<Vec<String>>,
    pub clustering_key: Option<Vec<String>>,
    #[serde(rename = "static")]
    pub statics: Option<Vec<String>>,
    pub select: Option<Vec<String>>,
    #[serde(rename = "where", default)]
    pub relations: Vec<String>,
    #[serde(default)]
    pub order_by: Vec<String>,
    pub limit: Option<String>,
    pub per_partition_limit: Option<String>,
    pub distinct: Option<String>,
    pub returns: Option<String>,
    pub options: Option<Entries<TextOr<Entries<String>>>>,
    pub consistency: Option<String>,
    pub idempotent: Option<String>,
    #[serde(default)]
    pub examples: Vec<Entries<Yaml>>,
    #[serde(default)]
    pub expect: Vec<Expectation>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    #[serde(default)]
    pub given: Entries<Yaml>,
    #[serde(default)]
    pub rows: Vec<Entries<Yaml>>,
}

/// The typed form of a tree; fails only where the list of known keys and these structs disagree.
pub fn file(root: &Node) -> Result<File, serde_yaml::Error> {
    serde_yaml::from_value(yaml(root))
}

/// The node as a YAML value in which every scalar is a text, so that `1.50`, `007` and `no` stay what they are.
fn yaml(node: &Node) -> Yaml {
    match &node.value {
        Value::Text { .. } => node.text().map_or(Yaml::Null, |text| Yaml::String(text.to_owned())),
        Value::List(items) => Yaml::Sequence(items.iter().map(yaml).collect()),
        Value::Map(entries) => Yaml::Mapping(entries.iter().map(|(key, value)| (yaml(key), yaml(value))).collect()),
    }
}
