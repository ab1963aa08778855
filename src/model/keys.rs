//! Takes the tree of a model, finds every key that a model does not know and every value of the wrong
//! kind. Never looks at what a value says.

mod cut;

use std::fmt;

use crate::diagnostic::{Diagnostic, Report, nearest};
use crate::model::tree::{Node, Tree, Value, secrets};
use crate::rules::address::PASSWORDS;
use cut::in_one;

/// What may stand somewhere in a model.
pub(super) enum Kind {
    /// A scalar.
    Text,
    /// A scalar, or nothing at all.
    Any,
    /// A list of scalars; a scalar alone is a fault.
    Texts,
    /// A list of these.
    ListOf(&'static Kind),
    /// A mapping with these keys.
    Keys(&'static [(&'static str, Kind)]),
    /// A mapping from names to these.
    Names(&'static Kind),
    /// A scalar or a mapping of this kind.
    TextOr(&'static Kind),
    /// A key that no model may have, for its value is a secret.
    Secret,
}

use Kind::{Any, Keys, ListOf, Names, Secret, Text, TextOr, Texts};

/// The whole model.
pub(super) const FILE: Kind = Keys(&[
    ("modeler", Text),
    ("keyspace", KEYSPACE),
    ("types", Names(&Names(&Text))),
    ("source", SOURCE),
    ("sources", Names(&SOURCE)),
    ("columns", Names(&TextOr(&COLUMN))),
    ("queries", Names(&QUERY)),
    ("allow", ALLOW),
    ("growth", GROWTH),
    ("environments", Names(&ENVIRONMENT)),
    ("rust", RUST),
]);

const KEYSPACE: Kind = TextOr(&Keys(&[("name", Text), ("replication", Names(&Text)), ("durable_writes", Text)]));

const SOURCE: Kind = Keys(&[("files", Texts), ("keep", Texts), ("nulls", Texts), ("write", Text)]);

const RUST: Kind = Keys(&[
    ("module", Text),
    ("layout", Text),
    ("visibility", Text),
    ("derive", Texts),
    ("types", Names(&Text)),
    ("csv", Text),
]);

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
    ("rust", Keys(&[("newtype", Text), ("type", Text)])),
    ("write", Text),
    ("mutable", Text),
]);

const INDEX: Kind = Keys(&[("on", Text), ("name", Text), ("options", Names(&Text))]);

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
    ("indexes", ListOf(&TextOr(&INDEX))),
    ("scan", Text),
    ("across", Text),
    ("ttl", Text),
    ("consistency", Text),
    ("idempotent", Text),
    ("page_size", Text),
    ("examples", ListOf(&Names(&Any))),
    ("expect", ListOf(&Keys(&[("given", Names(&Any)), ("rows", ListOf(&Names(&Any)))]))),
    ("allow", ALLOW),
    ("cql", Text),
    ("growth", GROWTH),
    ("rust", Keys(&[("ttl", Text)])),
]);

const ALLOW: Kind = ListOf(&Keys(&[("code", Text), ("reason", Text), ("until", Text)]));

const GROWTH: Kind = Keys(&[("rows_per_day", Text)]);

const ENVIRONMENT: Kind = Keys(&[
    ("store", Text),
    ("datacenter", Text),
    ("consistency", Text),
    ("user", Text),
    ("password", Secret),
    ("tls", TextOr(&TLS)),
    ("connect_timeout", Text),
    ("request_timeout", Text),
    ("page_size", Text),
    ("keyspace", Text),
    ("replication", Names(&Text)),
    ("durable_writes", Text),
    ("options", Names(&Names(&TextOr(&Names(&Text))))),
    ("protect", Text),
]);

const TLS: Kind = Keys(&[
    ("ca", Text),
    ("certificate", Text),
    ("key", Text),
    ("password", Secret),
    ("verify_host", Text),
    ("server_name", Text),
]);

/// Judges every key of `tree`: `Y03` unknown, `Y05` wrong kind, `Y07` missing, `E02` a secret.
pub(super) fn check(tree: &Tree, report: &mut Report) {
    let mut check = Check { tree, report };
    check.node(&tree.root, &FILE, What::Model);
    let needed = [("keyspace", "keyspace: NAME"), ("queries", "queries:")];
    for (key, line) in needed {
        if matches!(tree.root.value, Value::Map(_)) && tree.root.get(key).is_none() {
            let diagnostic = Diagnostic::error("Y07", format!("the model has no `{key}`"));
            check.report.push(diagnostic.at(tree.at(&[])).help(format!("add `{line}` at the left margin")));
        }
    }
}

/// What a finding is about, in words.
#[derive(Clone, Copy)]
enum What<'a> {
    Model,
    Under(&'a str),
    ElementOf(&'a str),
}

impl What<'_> {
    fn element(self) -> Self {
        match self {
            Self::Under(key) => Self::ElementOf(key),
            other => other,
        }
    }
}

impl fmt::Display for What<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model => f.write_str("the model"),
            Self::Under(key) => write!(f, "`{key}`"),
            Self::ElementOf(key) => write!(f, "an element of `{key}`"),
        }
    }
}

struct Check<'a> {
    tree: &'a Tree,
    report: &'a mut Report,
}

impl Check<'_> {
    fn node(&mut self, node: &Node, kind: &Kind, what: What<'_>) {
        match (kind, &node.value) {
            _ if self.report.is_full() => {}
            (Any | Secret, _) => {}
            (Text | TextOr(_), Value::Text { .. }) if node.text().is_some() => {}
            (TextOr(other), Value::Map(_)) => self.node(node, other, what),
            (Texts, Value::List(items)) => self.texts(items, what),
            (ListOf(kind), Value::List(items)) => items.iter().for_each(|item| self.node(item, kind, what.element())),
            (Names(_) | Keys(_), Value::Map(map)) => self.entries(map.entries(), kind, what),
            _ => self.wrong(node, kind, what),
        }
    }

    fn texts(&mut self, items: &[Node], what: What<'_>) {
        let mut rest = items;
        while let Some((item, after)) = rest.split_first() {
            // Parentheses stand in clauses only; elsewhere a text may hold one of a pair.
            let clause = matches!(what, What::Under("where" | "keep"));
            let (whole, left) = if clause { in_one(item, after.iter(), &[['(', ')']]) } else { (String::new(), 0) };
            rest = &after[left..];
            if left > 0 {
                let fact = format!("`{}` is cut in two by a comma", item.text().unwrap_or_default());
                let diagnostic = Diagnostic::error("D04", fact).at(Some(self.tree.place(item)));
                self.report.push(diagnostic.help(format!("quote the clause: \"{whole}\"")));
            } else {
                self.node(item, &Text, what.element());
            }
        }
    }

    fn entries(&mut self, entries: &[(Node, Node)], kind: &Kind, what: What<'_>) {
        let mut rest = entries;
        while let Some(((key, value), after)) = rest.split_first() {
            if let Keys(known) = kind
                && let Some(left) = self.delicate(key, value, after, known)
            {
                rest = &after[left..];
                continue;
            }
            let nothings = after.iter().map_while(|(key, value)| (value.kind() == "nothing").then_some(key));
            let (whole, left) = in_one(value, nothings, &[['<', '>'], ['(', ')']]);
            rest = &after[left..];
            if left > 0 {
                let (fact, help) = (
                    format!("`{}` is cut in two by a comma", value.text().unwrap_or_default()),
                    format!("quote the value: `{}: \"{whole}\"`", key.text().unwrap_or_default()),
                );
                let diagnostic = Diagnostic::error("Y03", fact).at(Some(self.tree.place(&after[0].0)));
                self.report.push(diagnostic.help(help));
                continue;
            }
            match kind {
                Keys(known) => self.key(key, value, known, what),
                Names(kind) => self.node(value, kind, under(key)),
                _ => {}
            }
        }
    }

    /// Refuses a secret, and an address that a comma cuts in two. Either may hold a password, so that neither it nor what
    /// a comma made of its rest is shown. Gives how many of the entries behind it are its rest.
    fn delicate(
        &mut self,
        key: &Node,
        value: &Node,
        after: &[(Node, Node)],
        known: &'static [(&'static str, Kind)],
    ) -> Option<usize> {
        let text = key.text()?;
        let of_rest = |(key, value): &&(Node, Node)| {
            let known = known.iter().any(|(name, _)| key.text() == Some(*name));
            !known && value.kind() == "nothing"
        };
        let left = after.iter().take_while(of_rest).count();
        let address = value.text().is_some_and(|value| value.contains("://"));
        let diagnostic = if known.iter().any(|(_, kind)| matches!(kind, Secret)) && secrets::is_secret(text) {
            let fact = format!("`{text}` would put a secret into the model, where all who read it see it");
            Diagnostic::error("E02", fact).help(format!("remove it: {PASSWORDS}"))
        } else if address && left > 0 {
            Diagnostic::error("Y03", format!("the address in `{text}` is cut in two by a comma")).help("quote it")
        } else {
            return None;
        };
        self.report.push(diagnostic.at(Some(self.tree.place(key))));
        Some(left)
    }

    fn key(&mut self, key: &Node, value: &Node, known: &'static [(&'static str, Kind)], what: What<'_>) {
        let Some(text) = key.text() else { return };
        let diagnostic = match known.iter().find(|(name, _)| *name == text) {
            Some((_, kind)) => return self.node(value, kind, under(key)),
            None => unknown(text, known, what),
        };
        self.report.push(diagnostic.at(Some(self.tree.place(key))));
    }

    fn wrong(&mut self, node: &Node, kind: &Kind, what: What<'_>) {
        let (wanted, help) = match kind {
            Text | Any | Secret => ("a text", "write one text, in quotes if it holds a colon or a bracket".to_owned()),
            Texts => ("a list of texts", format!("write it in brackets: [{}]", node.text().unwrap_or("…"))),
            ListOf(_) => ("a list", "write each element on a line of its own, behind `- `".to_owned()),
            Keys(_) => ("a mapping", "write it as `key: value` lines".to_owned()),
            Names(_) => ("a mapping", "begin each entry with its name and a colon".to_owned()),
            TextOr(_) => ("a text or a mapping", "write its value behind the colon".to_owned()),
        };
        let fact = format!("{what} must be {wanted}, not {}", node.kind());
        self.report.push(Diagnostic::error("Y05", fact).at(Some(self.tree.place(node))).help(help));
    }
}

/// The finding for a key that is not among `known`.
fn unknown(text: &str, known: &'static [(&'static str, Kind)], what: What<'_>) -> Diagnostic {
    let names = known.iter().filter(|(_, kind)| !matches!(kind, Secret)).map(|(name, _)| *name);
    let help = match nearest(text, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    Diagnostic::error("Y03", format!("unknown key `{text}` in {what}")).help(help)
}

fn under(key: &Node) -> What<'_> {
    What::Under(key.text().unwrap_or_default())
}
