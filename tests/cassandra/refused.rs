//! The other way round: the bad models under `tests/errors` whose fault can still be written as CQL are refused by a node
//! too. No model can be made of them, so that the statements are put together here, from the bare YAML.

use std::fs;
use std::path::Path;

use libtest_mimic::{Failed, Trial};
use serde_yaml::{Mapping, Value};

use crate::cluster::{Cluster, Keyspace};

pub fn trials() -> Vec<Trial> {
    trials!(shared: what_the_rules_refuse_a_node_refuses, what_the_rules_take_a_node_takes)
}

/// The families of rules that speak of what a node takes.
const FAMILIES: [&str; 3] = ["K", "O", "Q"];

/// Cases with names that need quotes.
const QUOTED: [&str; 3] = ["odd_names", "library_catalogue", "login_sessions"];

/// Bad models that a node takes, each with the reason why we do not.
const STRICTER: &[(&str, &str)] = &[
    ("K05-counter-with-a-time-to-live", "the write says so, and only what is read is tried here"),
    ("K14-static-counters-alone", "no statement could make a row"),
    ("K01-static-twice", "a column stands once in a list"),
    ("O08-lives-too-long", "the write says so"),
    ("O08-two-weeks", "the write says so"),
    ("Q06-list-of-markers", "one marker holds the list"),
    ("Q12-count-of-partitions", "DISTINCT says nothing of a count"),
    ("Q18-limit-of-nothing", "the node says so at execution only"),
    ("Q22-selected-twice", "a row of generated Rust has each field once"),
    ("Q23-marker-of-an-implied-equality", "two markers of one name are bound by one value"),
    ("Q23-marker-twice", "two markers of one name are bound by one value"),
    ("Q24-one-of-many", "it is about our own `returns`"),
];

fn what_the_rules_refuse_a_node_refuses(cluster: &Cluster) -> Result<(), Failed> {
    let (mut tried, mut taken, mut idle) = (0, Vec::new(), Vec::new());
    for (name, model) in models("tests/errors")? {
        if !FAMILIES.iter().any(|family| name.starts_with(family)) {
            continue;
        }
        let keyspace = cluster.keyspace();
        let statements = statements(&keyspace, &model);
        // A query without keys cannot be written; nor are environments put together here.
        if statements.is_empty() || !model["environments"].is_null() || is_beyond(&model) {
            continue;
        }
        keyspace.create()?;
        tried += 1;
        let is_taken = statements.iter().all(|statement| takes(cluster, statement).is_ok());
        match (is_taken, STRICTER.iter().any(|(stricter, _)| *stricter == name)) {
            (true, false) => taken.push(format!("{name}\n    {}", statements.join("\n    "))),
            (false, true) => idle.push(name),
            _ => {}
        }
    }
    assert!(tried > 50, "only {tried} models were tried");
    assert!(taken.is_empty(), "{} of {tried} bad models are taken by the node:\n{}", taken.len(), taken.join("\n"));
    assert!(idle.is_empty(), "the node refuses these too: {idle:?}");
    Ok(())
}

/// The statements put together here are good ones: those of good models are taken, so that a refusal above means something.
fn what_the_rules_take_a_node_takes(cluster: &Cluster) -> Result<(), Failed> {
    let mut tried = 0;
    for (name, model) in models("tests/cases")?.into_iter().chain(models("models")?) {
        // Names that need quotes would have to be quoted here.
        if QUOTED.contains(&name.as_str()) || is_beyond(&model) {
            continue;
        }
        let keyspace = cluster.keyspace();
        keyspace.create()?;
        tried += 1;
        for statement in statements(&keyspace, &model) {
            takes(cluster, &statement).map_err(|error| format!("{name}: {statement}: {error}"))?;
        }
    }
    assert!(tried > 10, "only {tried} models were tried");
    Ok(())
}

/// Models under `folder`, and in its folders, by the names of their files or folders.
fn models(folder: &str) -> Result<Vec<(String, Value)>, Failed> {
    let mut found = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))? {
        let path = entry?.path();
        let file = if path.join("queries.yaml").exists() { path.join("queries.yaml") } else { path.clone() };
        if file.extension().is_some_and(|extension| extension == "yaml") {
            let name = path.file_stem().map(|stem| stem.display().to_string()).unwrap_or_default();
            found.extend(serde_yaml::from_str(&fs::read_to_string(&file)?).ok().map(|model| (name, model)));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found)
}

/// Whether a query of the model says what is not put together here: indexes, a text by hand, buckets.
fn is_beyond(model: &Value) -> bool {
    let keys = ["indexes", "cql", "across"];
    entries(&model["queries"]).any(|(_, query)| keys.iter().any(|key| !query[*key].is_null()))
}

/// Whether the node takes a statement: definitions are run, the others prepared.
fn takes(cluster: &Cluster, statement: &str) -> Result<(), String> {
    if statement.starts_with("CREATE") {
        return cluster.cql(statement).map(drop).map_err(|failed| failed.message().unwrap_or_default().to_owned());
    }
    cluster.wait(cluster.session().prepare(statement)).map(drop).map_err(|error| error.to_string())
}

/// The statements of a model, whatever is wrong with it.
fn statements(keyspace: &Keyspace<'_>, model: &Value) -> Vec<String> {
    let mut statements = Vec::new();
    for (name, fields) in entries(&model["types"]) {
        let fields: Vec<_> = entries(fields).map(|(field, ty)| format!("{field} {}", text(ty))).collect();
        statements.push(format!("CREATE TYPE {keyspace}.{name} ({})", fields.join(", ")));
    }
    for (name, query) in entries(&model["queries"]).filter(|(_, query)| !query["partition_key"].is_null()) {
        statements.push(table(keyspace, &name, query, model));
    }
    for (name, query) in entries(&model["queries"]) {
        let table = query["table"].as_str().unwrap_or(&name);
        let declaring = entries(&model["queries"]).find(|(other, query)| {
            !query["partition_key"].is_null() && query["table"].as_str().unwrap_or(other) == table
        });
        statements.extend(declaring.map(|(_, declaring)| select(keyspace, table, query, declaring)));
    }
    statements
}

fn table(keyspace: &Keyspace<'_>, name: &str, query: &Value, model: &Value) -> String {
    let (partition, clustering) = (list(&query["partition_key"]), list(&query["clustering_key"]));
    let bare = |text: &String| text.split(' ').next().unwrap_or_default().to_owned();
    let keys: Vec<String> = clustering.iter().map(bare).collect();
    let statics = list(&query["static"]);
    let readers = entries(&model["queries"]).filter(|(other, query)| query["table"].as_str().unwrap_or(other) == name);
    let mut columns: Vec<String> = partition.iter().chain(&keys).chain(&statics).cloned().collect();
    columns.extend(readers.flat_map(|(_, reader)| list(&reader["select"])));
    let mut seen: Vec<String> = Vec::new();
    columns.retain(|column| {
        !seen.contains(column) && {
            seen.push(column.clone());
            true
        }
    });
    let declared = |column: &String| {
        let ty = &model["columns"][column.as_str()];
        let ty = if ty.is_mapping() { text(&ty["type"]) } else { text(ty) };
        format!("{column} {ty}{}", if statics.contains(column) { " static" } else { "" })
    };
    let declarations: Vec<String> = columns.iter().map(declared).collect();
    let key = std::iter::once(format!("({})", partition.join(", "))).chain(keys.iter().cloned());
    let order: Vec<String> =
        clustering.iter().map(|c| if c.contains(' ') { c.clone() } else { format!("{c} asc") }).collect();
    let mut with: Vec<String> = Vec::new();
    if !order.is_empty() {
        with.push(format!("CLUSTERING ORDER BY ({})", order.join(", ")));
    }
    with.extend(entries(&query["options"]).map(|(option, value)| format!("{option} = {}", literal(value))));
    let with = if with.is_empty() { String::new() } else { format!(" WITH {}", with.join(" AND ")) };
    format!(
        "CREATE TABLE {keyspace}.{name} ({}, PRIMARY KEY ({})){with}",
        declarations.join(", "),
        key.collect::<Vec<_>>().join(", ")
    )
}

fn select(keyspace: &Keyspace<'_>, table: &str, query: &Value, declaring: &Value) -> String {
    let written = list(&query["where"]);
    let named =
        |column: &String| written.iter().any(|relation| relation.split([' ', '(', ',', ')']).any(|w| w == column));
    let is_scan = query["scan"] == Value::Bool(true);
    let implied = list(&declaring["partition_key"]).into_iter().filter(|column| !is_scan && !named(column));
    let relation = |text: &String| if text.contains(' ') { text.clone() } else { format!("{text} = :{text}") };
    let relations: Vec<String> =
        implied.map(|column| format!("{column} = :{column}")).chain(written.iter().map(relation)).collect();
    let selected = list(&query["select"]);
    let selected = match query["returns"].as_str() {
        Some("count") => "count(*)".to_owned(),
        _ if selected.is_empty() => "*".to_owned(),
        _ => selected.join(", "),
    };
    let distinct = if query["distinct"] == Value::Bool(true) { "DISTINCT " } else { "" };
    let conditions = if relations.is_empty() { String::new() } else { format!(" WHERE {}", relations.join(" AND ")) };
    let mut cql = format!("SELECT {distinct}{selected} FROM {keyspace}.{table}{conditions}");
    let order_by = list(&query["order_by"]);
    if !order_by.is_empty() {
        cql += &format!(" ORDER BY {}", order_by.join(", "));
    }
    for (key, word) in [("per_partition_limit", "PER PARTITION LIMIT"), ("limit", "LIMIT")] {
        if !query[key].is_null() {
            cql += &format!(" {word} {}", text(&query[key]));
        }
    }
    cql
}

fn entries(value: &Value) -> impl Iterator<Item = (String, &Value)> {
    static NONE: std::sync::LazyLock<Mapping> = std::sync::LazyLock::new(Mapping::new);
    value.as_mapping().unwrap_or(&NONE).iter().map(|(key, value)| (text(key), value))
}

fn list(value: &Value) -> Vec<String> {
    value.as_sequence().map(|items| items.iter().map(text).collect()).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| serde_yaml::to_string(value).unwrap_or_default().trim().to_owned(), str::to_owned)
}

/// The value of an option as CQL writes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Mapping(map) => {
            let entry = |(key, value): (&Value, &Value)| format!("'{}': '{}'", text(key), text(value));
            format!("{{{}}}", map.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => format!("'{}'", text.replace('\'', "''")),
        scalar => text(scalar),
    }
}
