//! Takes the tree of a model, gives the places of what the model was made of, to whoever finds something about it later.
//! Never fails: what is not written has the place of the nearest thing that is.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Place;
use crate::model::tree::{Step, Tree};
use crate::rules::shape::Part;

/// The places of a model's parts. A model that was not read from a file has none.
#[derive(Clone, Default)]
pub struct Places {
    tree: Option<Arc<Tree>>,
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Places")
    }
}

impl Places {
    pub(super) fn new(tree: Arc<Tree>) -> Self {
        Self { tree: Some(tree) }
    }

    /// The place of a part of `query`, or of the table that it declares; of what is not written, that of the query.
    pub fn of(&self, query: &str, part: &Part) -> Option<Place> {
        of(self.tree.as_deref()?, query, part)
    }

    /// The place of the value that `path` leads to, or of the nearest above it that exists.
    pub fn at(&self, path: &[Step<'_>]) -> Option<Place> {
        self.tree.as_deref()?.at(path)
    }

    /// The place of the key that `path` ends in, or of the nearest key above it that exists: `&["growth".into()]` is a
    /// key of the model, `&["queries".into(), query.into(), "growth".into()]` one of a query.
    pub fn key(&self, path: &[Step<'_>]) -> Option<Place> {
        self.tree.as_deref()?.key_at(path)
    }

    /// Whether `path` leads to something that is written.
    pub fn has(&self, path: &[Step<'_>]) -> bool {
        self.tree.as_deref().is_some_and(|tree| tree.has(path))
    }
}

/// As [`Places::of`], in a tree that is still being judged.
pub(super) fn of(tree: &Tree, query: &str, part: &Part) -> Option<Place> {
    let (key, rest): (&str, [Option<Step<'_>>; 2]) = match part {
        Part::Name => return tree.key_at(&["queries".into(), query.into()]),
        Part::Column(name) => return tree.key_at(&["columns".into(), name.text().into()]),
        Part::Type(name, None) => return tree.key_at(&["types".into(), name.text().into()]),
        Part::Type(name, Some(field)) => {
            return tree.key_at(&["types".into(), name.text().into(), field.text().into()]);
        }
        Part::PartitionKey(n) => ("partition_key", [Some((*n).into()), None]),
        Part::ClusteringKey(n) => ("clustering_key", [Some((*n).into()), None]),
        Part::Static(n) => ("static", [Some((*n).into()), None]),
        Part::Select(n) => ("select", [Some((*n).into()), None]),
        Part::Where(n) => ("where", [Some((*n).into()), None]),
        Part::OrderBy(n) => ("order_by", [Some((*n).into()), None]),
        Part::Limit => ("limit", [None, None]),
        Part::PerPartitionLimit => ("per_partition_limit", [None, None]),
        Part::Distinct => ("distinct", [None, None]),
        Part::Scan => ("scan", [None, None]),
        Part::Across => ("across", [None, None]),
        Part::Index(n) => ("indexes", [Some((*n).into()), None]),
        Part::Ttl => ("ttl", [None, None]),
        Part::Setting(option) => ("options", [Some(option.as_str().into()), None]),
        Part::SubSetting(option, key) => ("options", [Some(option.as_str().into()), Some(key.as_str().into())]),
    };
    let path: Vec<Step<'_>> =
        ["queries".into(), query.into(), key.into()].into_iter().chain(rest.into_iter().flatten()).collect();
    let of_key = matches!(part, Part::Setting(_) | Part::SubSetting(..)) || !tree.has(&path);
    if of_key { tree.key_at(&path) } else { tree.at(&path) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read;
    use crate::name::Name;

    #[test]
    fn a_table_stands_where_it_is_declared() {
        let text = "modeler: 1\nkeyspace: music\ncolumns: { p: int, c: int, v: text }\nqueries:\n  all: { table: plays }\n  \
                    one: { table: plays, partition_key: [p], clustering_key: [c desc], select: [v] }\n  other: { \
                    partition_key: [v] }\n";
        let model = read("m.yaml", text.as_bytes()).unwrap().0;
        let owners = |table: usize| model.owner(table).map(|name| name.text().to_owned());
        assert_eq!([owners(0), owners(1), owners(2)], [Some("one".to_owned()), Some("other".to_owned()), None]);
        let place = model.place_in_table(0, &Part::ClusteringKey(0)).unwrap();
        assert_eq!(&text[place.span], "c desc");
    }

    #[test]
    fn a_valid_model_knows_where_its_parts_stand() {
        let text = "modeler: 1\nkeyspace: music\ncolumns:\n  p: int\n  v: text\nqueries:\n  t:\n    partition_key: [p]\n    \
                    select: [v]\n    options: { gc_grace_seconds: 10 }\n";
        let places = read("m.yaml", text.as_bytes()).unwrap().0.places;
        let at =
            |part: Part| places.of("t", &part).map(|place| (text[place.span].to_owned(), place.line, place.column));
        let found = |word: &str, line, column| Some((word.to_owned(), line, column));
        assert_eq!(at(Part::Name), found("t", 7, 3));
        assert_eq!(at(Part::PartitionKey(0)), found("p", 8, 21));
        assert_eq!(at(Part::Select(0)), found("v", 9, 14));
        assert_eq!(at(Part::Column(Name::new("v"))), found("v", 5, 3));
        assert_eq!(at(Part::Setting("gc_grace_seconds".to_owned())), found("gc_grace_seconds", 10, 16));
        // What is not written stands where the query does.
        assert_eq!(at(Part::Limit), found("t", 7, 3));
        let key = |path: &[Step<'_>]| places.key(path).map(|place| text[place.span].to_owned());
        assert_eq!(key(&["queries".into(), "t".into(), "select".into()]).as_deref(), Some("select"));
        assert_eq!(key(&["columns".into()]).as_deref(), Some("columns"));
        assert!(places.has(&["columns".into()]) && !places.has(&["growth".into()]));
        assert_eq!(Places::default().of("t", &Part::Name), None);
    }
}
