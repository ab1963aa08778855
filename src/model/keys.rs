//! Takes the tree of a model, finds every key that a model does not know, every one that is not built yet and every
//! value of the wrong kind. Never looks at what a value says.

use crate::diagnostic::{Diagnostic, Report, nearest};
use crate::model::tree::{Node, Tree, Value};

/// What may stand somewhere in a model.
enum Kind {
    /// A scalar.
    Text,
    /// A scalar, or nothing at all.
    Any,
    /// A list of scalars; one scalar alone is a fault.
    Texts,
    /// A list of these.
    ListOf(&'static Kind),
    /// A mapping with these keys.
    Keys(&'static [(&'static str, Kind)]),
    /// A mapping from names to these.
    Names(&'static Kind),
    /// A scalar or a mapping of this kind.
    TextOr(&'static Kind),
    /// A key that will exist; the word says what it is for.
    NotYet(&'static str),
}

use Kind::{Any, Keys, ListOf, Names, NotYet, Text, TextOr, Texts};

const FILE: Kind = Keys(&[
    ("modeler", Text),
    ("keyspace", KEYSPACE),
    ("types", Names(&Names(&Text))),
    ("source", SOURCE),
    ("sources", Names(&SOURCE)),
    ("columns", Names(&TextOr(&COLUMN))),
    ("queries", Names(&QUERY)),
    ("allow", NotYet("suppresses a finding with its reason")),
    ("growth", NotYet("feeds the sizing of partitions")),
    ("environments", NotYet("changes hosts, replication and consistency by environment")),
    ("rust", NotYet("sets the choices for generated Rust")),
]);

const KEYSPACE: Kind = TextOr(&Keys(&[("name", Text), ("replication", Names(&Text)), ("durable_writes", Text)]));

const SOURCE: Kind = Keys(&[("files", Texts), ("keep", Texts), ("nulls", Texts)]);

const COLUMN: Kind = Keys(&[
    ("type", Text),
    ("csv", TextOr(&Names(&Text))),
    ("constant", Text),
    ("derive", Text),
    ("format", Text),
    ("zone", Text),
    ("split", Text),
    ("nulls", Texts),
    ("booleans", Keys(&[("true", Texts), ("false", Texts)])),
    ("rust", NotYet("sets the Rust type of a column")),
    ("write", NotYet("adds to a collection instead of overwriting it")),
]);

const QUERY: Kind = Keys(&[
    ("question", Text),
    ("table", Text),
    ("from", Text),
    ("keep", Texts),
    ("partition_key", Texts),
    ("clustering_key", Texts),
    ("static", Texts),
    ("select", Texts),
    ("where", Texts),
    ("order_by", Texts),
    ("limit", Text),
    ("per_partition_limit", Text),
    ("distinct", Text),
    ("returns", Text),
    ("options", Names(&TextOr(&Names(&Text)))),
    ("consistency", Text),
    ("idempotent", Text),
    ("examples", ListOf(&Names(&Any))),
    ("expect", ListOf(&Keys(&[("given", Names(&Any)), ("rows", ListOf(&Names(&Any)))]))),
    ("allow", NotYet("suppresses a finding with its reason")),
    ("cql", NotYet("gives the SELECT by hand")),
    ("indexes", NotYet("declares SAI indexes")),
    ("across", NotYet("reads one bucket after another between two bounds")),
    ("ttl", NotYet("gives rows a time to live")),
    ("growth", NotYet("feeds the sizing of partitions")),
    ("rust", NotYet("sets the choices for generated Rust")),
]);

/// Judges every key of `tree`: `Y03` unknown, `Y08` not built yet, `Y05` wrong kind, `Y07` missing.
pub fn check(tree: &Tree, report: &mut Report) {
    let mut check = Check { tree, report };
    check.node(&tree.root, &FILE, "the model");
    for key in ["keyspace", "queries"] {
        if matches!(tree.root.value, Value::Map(_)) && tree.root.get(key).is_none() {
            check.report.push(
                Diagnostic::error("Y07", format!("the model has no `{key}`"))
                    .at(Some(check.tree.place(&tree.root)))
                    .help(format!("add `{key}:` at the left margin")),
            );
        }
    }
}

struct Check<'a> {
    tree: &'a Tree,
    report: &'a mut Report,
}

impl Check<'_> {
    fn node(&mut self, node: &Node, kind: &Kind, what: &str) {
        match (kind, &node.value) {
            (Any, _) => {}
            (Text | TextOr(_), Value::Text { .. }) if node.text().is_some() || node.kind() == "a text" => {}
            (TextOr(other), Value::Map(_)) => self.node(node, other, what),
            (Texts, Value::List(items)) => {
                items.iter().for_each(|item| self.node(item, &Text, &format!("an element of {what}")))
            }
            (ListOf(kind), Value::List(items)) => {
                items.iter().for_each(|item| self.node(item, kind, &format!("an element of {what}")));
            }
            (Names(kind), Value::Map(entries)) => {
                entries.iter().for_each(|(key, value)| self.node(value, kind, &quoted(key)));
            }
            (Keys(known), Value::Map(entries)) => {
                entries.iter().for_each(|(key, value)| self.key(key, value, known, what));
            }
            (NotYet(_), _) => {}
            _ => self.wrong(node, kind, what),
        }
    }

    fn key(&mut self, key: &Node, value: &Node, known: &'static [(&'static str, Kind)], what: &str) {
        let Some(text) = key.text() else { return };
        match known.iter().find(|(name, _)| *name == text) {
            Some((_, NotYet(purpose))) => self.report.push(
                Diagnostic::error("Y08", format!("`{text}` is known but not built yet: it {purpose}"))
                    .at(Some(self.tree.place(key)))
                    .help("remove it; nothing is accepted and then ignored"),
            ),
            Some((_, kind)) => self.node(value, kind, &quoted(key)),
            None => {
                let names = known.iter().map(|(name, _)| *name);
                let help = match nearest(text, names.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here: {}", names.map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")),
                };
                let mut fact = format!("unknown key `{text}` in {what}");
                let mut hint = help;
                if value.kind() == "nothing" && text.ends_with(['>', ')']) {
                    // A comma inside `{ type: map<text, int> }` ends the value, and the rest becomes a key.
                    fact = format!("`{text}` is left over from a value that a comma has cut in two");
                    "quote the value: { type: \"map<text, int>\" }".clone_into(&mut hint);
                }
                self.report.push(Diagnostic::error("Y03", fact).at(Some(self.tree.place(key))).help(hint));
            }
        }
    }

    fn wrong(&mut self, node: &Node, kind: &Kind, what: &str) {
        let wanted = match kind {
            Text | Any | NotYet(_) => "a text",
            Texts => "a list of texts",
            ListOf(_) => "a list",
            Keys(_) | Names(_) => "a mapping",
            TextOr(_) => "a text or a mapping",
        };
        let help = match kind {
            Texts if node.text().is_some() => format!("write it in brackets: [{}]", node.text().unwrap_or_default()),
            _ => format!("give {wanted}, or remove the key"),
        };
        let fact = format!("{what} must be {wanted}, not {}", node.kind());
        self.report.push(Diagnostic::error("Y05", fact).at(Some(self.tree.place(node))).help(help));
    }
}

fn quoted(key: &Node) -> String {
    format!("`{}`", key.text().unwrap_or_default())
}
