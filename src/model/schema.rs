//! Takes the table of known keys, and a model where there is one; gives a JSON Schema of the model format, by which an
//! editor of YAML completes and underlines. Never knows a key of its own: what it adds is what the values of some say.

use serde_json::{Map, Value, json};

use crate::model::Model;
use crate::model::keys::{FILE, Kind};
use crate::name::Name;
use crate::rules;
use crate::rules::cluster::READ_LEVELS;
use crate::types::CqlType;

/// The keys that are `true` or `false`.
const BOOLEANS: [&str; 7] = ["durable_writes", "distinct", "scan", "idempotent", "protect", "mutable", "verify_host"];
/// The keys whose texts begin with a column, or are one.
const COLUMNS: [&str; 6] = ["partition_key", "clustering_key", "static", "select", "where", "order_by"];
/// Those of them in which a column may have an order.
const ORDERED: [&str; 2] = ["clustering_key", "order_by"];

/// The schema of the model format, in draft 7, which editors of YAML read best. Columns, tables and sources are those of
/// `model`; without one they are any.
pub fn schema(model: Option<&Model>) -> Value {
    let writer = Writer { words: model.map(Words::of).unwrap_or_default() };
    let mut schema = writer.kind(&FILE, "");
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("A model of modeler");
    schema["required"] = json!(["modeler", "keyspace", "queries"]);
    schema
}

/// The names of a model; where there is none, or some name could not stand in a clause as it is, there are none.
#[derive(Default)]
struct Words {
    columns: Vec<String>,
    tables: Vec<String>,
    sources: Vec<String>,
    types: Vec<String>,
}

impl Words {
    fn of(model: &Model) -> Self {
        let texts = |names: &mut dyn Iterator<Item = &Name>| names.map(|name| name.text().to_owned()).collect();
        let mut columns: Vec<String> = texts(&mut model.columns.iter().map(|column| &column.name));
        let is_plain = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !columns.iter().all(is_plain) {
            columns.clear();
        }
        Self {
            columns,
            tables: texts(&mut model.tables.iter().map(|table| &table.shape.name)),
            sources: texts(&mut model.sources.iter().filter_map(|source| source.name.as_ref())),
            types: texts(&mut model.types.iter().map(|udt| &udt.name)),
        }
    }
}

struct Writer {
    words: Words,
}

impl Writer {
    /// The schema of what stands under `key`.
    fn kind(&self, kind: &Kind, key: &str) -> Value {
        match kind {
            Kind::Text => self.text(key),
            Kind::Any => json!({}),
            Kind::Texts => {
                let mut list = json!({ "type": "array", "items": self.element(key) });
                if key == "select" {
                    list["minItems"] = json!(1);
                }
                list
            }
            Kind::ListOf(kind) => json!({ "type": "array", "items": self.kind(kind, "") }),
            Kind::Names(kind) if key == "columns" => {
                let short = self.declared();
                let kind = match kind {
                    Kind::TextOr(more) => json!({ "anyOf": [short, self.kind(more, "")] }),
                    other => self.kind(other, ""),
                };
                json!({ "type": "object", "additionalProperties": kind })
            }
            Kind::Names(kind) => json!({ "type": "object", "additionalProperties": self.kind(kind, "") }),
            Kind::TextOr(kind) => json!({ "anyOf": [self.text(key), self.kind(kind, key)] }),
            Kind::Keys(known) => {
                let usable = known.iter().filter(|(_, kind)| !matches!(kind, Kind::Secret));
                let properties: Map<String, Value> =
                    usable.map(|(key, kind)| ((*key).to_owned(), self.kind(kind, key))).collect();
                json!({ "type": "object", "properties": properties, "additionalProperties": false })
            }
            // What no model may have has no schema.
            Kind::Secret => json!(false),
        }
    }

    /// A scalar under `key`; YAML gives `1` and `true` kinds of their own.
    fn text(&self, key: &str) -> Value {
        let any = json!({ "type": ["string", "number", "boolean"] });
        match key {
            "modeler" => json!({ "enum": [1, "1"] }),
            "type" => self.declared(),
            "code" => {
                let codes = rules::codes().iter().map(|(code, _)| *code).filter(|code| rules::is_warning(code));
                json!({ "enum": codes.collect::<Vec<_>>() })
            }
            "until" => json!({ "type": "string", "pattern": "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$" }),
            "returns" => json!({ "enum": ["all", "first", "one", "count"] }),
            "limit" | "per_partition_limit" => {
                json!({ "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "string", "pattern": "^(:.*|[0-9]+)$" }] })
            }
            "consistency" => {
                let lower = READ_LEVELS.iter().map(|level| level.to_ascii_lowercase());
                json!({ "enum": READ_LEVELS.iter().map(ToString::to_string).chain(lower).collect::<Vec<_>>() })
            }
            "page_size" | "rows_per_day" => {
                json!({ "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "string", "pattern": "^[0-9]+$" }] })
            }
            "table" if !self.words.tables.is_empty() => json!({ "enum": self.words.tables }),
            "from" if !self.words.sources.is_empty() => json!({ "enum": self.words.sources }),
            key if BOOLEANS.contains(&key) => json!({ "enum": [true, false, "true", "false"] }),
            _ => any,
        }
    }

    /// A CQL type: those that hold no other by name, and any other as text.
    fn declared(&self) -> Value {
        let frozen = self.words.types.iter().map(|name| format!("frozen<{name}>"));
        let words: Vec<String> = CqlType::natives().map(str::to_owned).chain(frozen).collect();
        json!({ "anyOf": [{ "enum": words }, { "type": "string" }] })
    }

    /// An element of the list of texts under `key`.
    fn element(&self, key: &str) -> Value {
        let columns = &self.words.columns;
        if columns.is_empty() || !COLUMNS.contains(&key) {
            return self.text("");
        }
        let any = columns.join("|");
        if ORDERED.contains(&key) {
            let ordered = columns.iter().flat_map(|name| ["", " asc", " desc"].map(|order| format!("{name}{order}")));
            let pattern = format!("^\\s*({any})\\s+([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc])\\s*$");
            return json!({ "anyOf": [{ "enum": ordered.collect::<Vec<_>>() }, { "type": "string", "pattern": pattern }] });
        }
        if key == "where" {
            let pattern = format!("^\\s*\\(?\\s*({any})([^A-Za-z0-9_]|$)");
            return json!({ "anyOf": [{ "enum": columns }, { "type": "string", "pattern": pattern }] });
        }
        json!({ "enum": columns })
    }
}
