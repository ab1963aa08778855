//! Takes the tree of a CREATE INDEX, gives what a node refuses in it and the index that it makes. What a storage-attached
//! index refuses by itself is said by `attached`.

mod attached;

use super::java::{hash_order, text_hash};
use super::options::wrong_kind;
use super::table::unknown_property;
use super::types::holds_duration;
use super::{Complaint, Home, Thing, Verdict, created};
use crate::cql::create::{CreateIndex, IndexTarget, Property, PropertyValue};
use crate::name::Name;
use crate::rules::select::Schema;
use crate::rules::shape::{Column, Index, IndexKind, Kind, Table, Target, is_open_collection};
use crate::types::CqlType;

/// The option under which a node keeps the class of an index.
const CLASS: &str = "class_name";

/// Longest name of a column of a custom index.
const COLUMN_LENGTH: usize = 48;

/// What an index is by its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class<'a> {
    /// The kind of old, which is no class: what CREATE INDEX makes where it names none.
    Legacy,
    Attached,
    /// SSTable-attached, switched off unless the yaml of a node says otherwise.
    Sasi,
    /// A class that Cassandra does not bring.
    Other(&'a str),
}

impl<'a> Class<'a> {
    fn of(tree: &'a CreateIndex) -> Self {
        const LEGACY: &str = "legacy_local_table";
        let Some((class, _)) = &tree.using else {
            return if tree.custom { Self::Other(LEGACY) } else { Self::Legacy };
        };
        match class.to_lowercase().as_str() {
            "sai" | "storageattachedindex" => Self::Attached,
            _ if class == "org.apache.cassandra.index.sai.StorageAttachedIndex" => Self::Attached,
            _ if class == "org.apache.cassandra.index.sasi.SASIIndex" => Self::Sasi,
            LEGACY if !tree.custom => Self::Legacy,
            _ => Self::Other(class),
        }
    }
}

/// What a node says.
pub(super) fn judge(tree: &CreateIndex, schema: &Schema<'_>) -> Verdict {
    let class = Class::of(tree);
    let home = Home { name: &tree.table, schema };
    let name = &tree.table.name;
    let mut complaints: Vec<Complaint> =
        home.servers(|keyspace| format!("Cannot ALTER <table {keyspace}.{name}>")).into_iter().collect();
    complaints.extend(properties(tree, class));
    if class == Class::Sasi {
        let words = "SASI indexes are disabled. Enable in cassandra.yaml to use.";
        complaints.push(created("X09", &tree.table.span, words, "write USING 'sai'"));
    }
    complaints.extend(home.missing());
    let table = schema.tables.iter().find(|table| table.name == *name);
    let Some(table) = table.filter(|_| complaints.is_empty()) else {
        if complaints.is_empty() {
            let words = format!("Table '{name}' doesn't exist");
            complaints.push(created("P05", &tree.table.span, words, "make the table first"));
        }
        return Verdict { complaints, ..Verdict::default() };
    };
    if let Some(taken) = tree.name.as_ref().filter(|name| is_taken(&name.name, schema)) {
        if tree.if_not_exists {
            return Verdict::default();
        }
        let words = format!("Index '{}' already exists", taken.name);
        complaints.push(created("X10", &taken.span, words, "give it another name, or say IF NOT EXISTS"));
        return Verdict { complaints, ..Verdict::default() };
    }
    Making { tree, class, table, schema }.judge()
}

fn is_taken(name: &Name, schema: &Schema<'_>) -> bool {
    schema.tables.iter().any(|table| table.indexes.iter().any(|index| index.name == *name))
}

/// What a node refuses in what stands behind WITH, which is OPTIONS alone, and for classes alone.
fn properties(tree: &CreateIndex, class: Class<'_>) -> Option<Complaint> {
    let ordered = hash_order(tree.options.iter().collect(), |o: &&Property| text_hash(o.name.name.text()), false);
    if let Some(unknown) = ordered.into_iter().find(|option| option.name.name.text() != "options") {
        return Some(unknown_property(&unknown.name));
    }
    let option = tree.options.first()?;
    let told = |words: &str, help: &str| Some(created("X11", &option.name.span, words, help));
    if class == Class::Legacy {
        return told("Cannot specify options for a non-CUSTOM index", "leave OPTIONS out, or write USING 'sai'");
    }
    let PropertyValue::Map(entries) = &option.value else { return Some(wrong_kind(option, "a map.")) };
    let reserved = ["class_name", "target"].into_iter().find(|name| entries.iter().any(|(key, _)| key == name))?;
    told(&format!("Cannot specify {reserved} as a CUSTOM option"), "leave it out")
}

/// An index on a table that there is.
struct Making<'a> {
    tree: &'a CreateIndex,
    class: Class<'a>,
    table: &'a Table,
    schema: &'a Schema<'a>,
}

impl Making<'_> {
    fn judge(&self) -> Verdict {
        if let Some(complaint) = self.of_table().or_else(|| self.of_targets()) {
            return Verdict { complaints: vec![complaint], ..Verdict::default() };
        }
        let made = self.index();
        let equal = |index: &&Index| self.table.indexes.iter().find(|known| self.is_same(known, index));
        if let Some((index, equal)) = made.as_ref().and_then(|index| Some((index, equal(&index)?))) {
            if self.tree.if_not_exists {
                return Verdict::default();
            }
            let words = format!("Index {} is a duplicate of existing index {}", index.name, equal.name);
            let told = created("X15", &self.tree.table.span, words, "keep one of them");
            return Verdict { complaints: vec![told], ..Verdict::default() };
        }
        let complaints: Vec<Complaint> =
            self.of_name(made.as_ref()).or_else(|| self.of_class(made.as_ref())).into_iter().collect();
        let made = made.filter(|_| complaints.is_empty());
        let made = made.map(|index| Thing::Index { table: self.table.name.clone(), index });
        Verdict { complaints, made, ..Verdict::default() }
    }

    fn of_table(&self) -> Option<Complaint> {
        let words = "Secondary indexes on counter tables aren't supported";
        let help = "answer the question by a table of its own";
        self.table.is_counter().then(|| created("X14", &self.tree.table.span, words, help))
    }

    /// What a node refuses in the columns that the index is on.
    fn of_targets(&self) -> Option<Complaint> {
        let span = &self.tree.table.span;
        let targets = &self.tree.targets;
        if let Some(column) = targets.iter().map(|t| &t.column).find(|c| self.table.column(&c.name).is_none()) {
            let words =
                format!("Undefined column name {} in table {}.{}", column.name, self.schema.keyspace, self.table.name);
            return Some(created("X03", &column.span, words, "name a column of the table"));
        }
        if targets.is_empty() && self.class == Class::Legacy {
            let words = "Only CUSTOM indexes can be created without specifying a target column";
            return Some(created("X03", span, words, "name a column"));
        }
        if targets.len() > 1 && self.class == Class::Legacy {
            let words = "Only CUSTOM indexes support multiple columns";
            return Some(created("X03", span, words, "make one index per column"));
        }
        let mut seen: Vec<&Name> = Vec::new();
        for IndexTarget { column, .. } in targets {
            if seen.contains(&&column.name) {
                let words = format!("Duplicate column '{}' in index target list", column.name);
                return Some(created("X03", &column.span, words, "make one index per column"));
            }
            seen.push(&column.name);
        }
        targets.iter().find_map(|target| self.of_target(target))
    }

    fn of_target(&self, target: &IndexTarget) -> Option<Complaint> {
        let (column, kind) = self.table.column(&target.column.name)?;
        let told = |code, words: String, help| Some(created(code, &target.column.span, words, help));
        if let Some(words) = self.unfit_name(&column.name) {
            return told("N03", words, "name the column with 1 to 48 letters, digits and `_`");
        }
        if holds_duration(&column.ty) {
            let what = match &column.ty {
                CqlType::List { .. } | CqlType::Map { .. } => "collections containing durations",
                CqlType::Tuple(_) => "tuples containing durations",
                CqlType::Udt { .. } => "UDTs containing durations",
                _ => "duration columns",
            };
            let words = format!("Secondary indexes are not supported on {what}");
            return told("X01", words, "index another column: durations have no order");
        }
        if let Some(words) = self.of_compact(kind) {
            return told("X05", words.to_owned(), "leave COMPACT STORAGE out of the table");
        }
        if kind == Kind::Partition && self.table.partition_key.len() == 1 {
            let words = format!("Cannot create secondary index on the only partition key column {}", column.name);
            return told("X05", words, "drop it: the partition key finds its rows");
        }
        unfit_target(target, column).and_then(|(words, help)| told("X03", words, help))
    }

    /// What a class wants of the name of a column; an index of the kind of old takes any.
    fn unfit_name(&self, name: &Name) -> Option<String> {
        let text = name.text();
        if self.class == Class::Legacy {
            None
        } else if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            Some(format!("Column '{text}' contains non-alphanumeric-underscore characters"))
        } else {
            let long =
                format!("Column '{text}' is longer than the permissible name length of {COLUMN_LENGTH} characters");
            (text.len() > COLUMN_LENGTH).then_some(long)
        }
    }

    /// What a table with COMPACT STORAGE keeps from indexes: its key, and the only column beside clustering columns.
    fn of_compact(&self, kind: Kind) -> Option<&'static str> {
        if !self.table.is_compact() {
            return None;
        }
        match kind {
            Kind::Partition | Kind::Clustering(_) => {
                Some("Secondary indexes are not supported on PRIMARY KEY columns in COMPACT STORAGE tables")
            }
            _ if !self.table.clustering_key.is_empty() => {
                Some("Secondary indexes are not supported on compact value column of COMPACT STORAGE tables")
            }
            _ => None,
        }
    }

    /// The index, where it is on one column.
    fn index(&self) -> Option<Index> {
        let [target] = self.tree.targets.as_slice() else { return None };
        let kind = match self.class {
            Class::Legacy => IndexKind::Legacy,
            _ => IndexKind::Attached,
        };
        let mut options = match self.tree.options.first().map(|option| &option.value) {
            Some(PropertyValue::Map(entries)) => entries.clone(),
            _ => Vec::new(),
        };
        // To a node two spellings of one class make two kinds of index.
        let spelled = self.tree.using.iter().filter(|(class, _)| kind == IndexKind::Attached && class != "sai");
        options.extend(spelled.map(|(class, _)| (CLASS.to_owned(), class.clone())));
        let name = self.tree.name.as_ref().map_or_else(|| self.free_name(target), |name| name.name.clone());
        Some(Index { name, column: target.column.name.clone(), target: of(target.function), options, kind })
    }

    /// `table_column_idx` without what is no letter, digit or `_`, with a number behind it where it is taken.
    fn free_name(&self, target: &IndexTarget) -> Name {
        let mut base = format!("{}_{}_idx", self.table.name, target.column.name);
        base.retain(|c| c.is_ascii_alphanumeric() || c == '_');
        let numbered = (1..).map(|number| Name::new(&format!("{base}_{number}")));
        let mut names = std::iter::once(Name::new(&base)).chain(numbered);
        names.find(|name| !is_taken(name, self.schema)).expect("numbers do not end before the names of a schema")
    }

    /// Whether two indexes are one in all but their names.
    fn is_same(&self, known: &Index, index: &Index) -> bool {
        let sorted = |index: &Index| {
            let mut options = index.options.clone();
            options.sort();
            options
        };
        let is_other = matches!(self.class, Class::Other(_));
        !is_other && known.kind == index.kind && self.is_on_same(known, index) && sorted(known) == sorted(index)
    }

    fn is_on_same(&self, known: &Index, index: &Index) -> bool {
        let target = |index: &Index| match self.table.column(&index.column) {
            Some((column, _)) if index.target == Target::Plain && is_open_collection(&column.ty) => Target::Values,
            _ => index.target,
        };
        known.column == index.column && target(known) == target(index)
    }

    fn of_name(&self, index: Option<&Index>) -> Option<Complaint> {
        let name = index.map(|index| &index.name).or_else(|| self.tree.name.as_ref().map(|name| &name.name))?;
        let is_word = name.text().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let span = self.tree.name.as_ref().map_or(&self.tree.table.span, |name| &name.span);
        let help = "name it with letters, digits and `_`";
        (!is_word).then(|| created("X09", span, format!("Illegal index name {name}"), help))
    }

    fn of_class(&self, index: Option<&Index>) -> Option<Complaint> {
        match self.class {
            Class::Other(class) => {
                let words = format!("Unable to find custom indexer class '{class}'");
                Some(created("X09", &self.tree.table.span, words, "write USING 'sai'"))
            }
            Class::Attached => self.attached(index),
            Class::Legacy | Class::Sasi => None,
        }
    }
}

fn of(function: Option<&str>) -> Target {
    match function {
        Some("keys") => Target::Keys,
        Some("values") => Target::Values,
        Some("entries") => Target::Entries,
        Some("full") => Target::Full,
        _ => Target::Plain,
    }
}

/// Why a column has no such part, in the node's words, with the way out.
fn unfit_target(target: &IndexTarget, column: &Column) -> Option<(String, &'static str)> {
    let name = &column.name;
    let ty = &column.ty;
    let is_collection = matches!(ty, CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. });
    let is_frozen = is_collection && !ty.is_multi_cell();
    // Of a collection, its values are what the plain column means.
    let function = target.function.or(is_collection.then_some("values"));
    Some(match function {
        Some(other) if is_frozen && other != "full" => {
            let of = format!("Cannot create {other}() index on frozen column {name}. Frozen collections are immutable");
            (format!("{of} and must be fully indexed by using the 'full({name})' modifier"), "write `full(…)`")
        }
        Some("full") if !is_frozen => {
            ("full() indexes can only be created on frozen collections".to_owned(), "write the column alone")
        }
        Some(other) if !is_collection => {
            let of = "Non-collection columns only support simple indexes";
            (format!("Cannot create {other}() index on {name}. {of}"), "write the column alone")
        }
        Some(other @ ("keys" | "entries")) if !matches!(ty, CqlType::Map { .. }) => {
            (format!("Cannot create index on {other} of column {name} with non-map type"), "write the column alone")
        }
        _ if matches!(ty, CqlType::Udt { frozen: false, .. }) => {
            (format!("Cannot create index on non-frozen UDT column {name}"), "write `frozen<…>` round the type")
        }
        _ => return None,
    })
}
