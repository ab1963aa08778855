//! The user-defined types, and the types of columns.

use std::collections::HashMap;
use std::sync::Arc;

use super::Faults;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::raw;
use crate::model::tree::Step;
use crate::name::Name;
use crate::rules;
use crate::types::{CqlType, TypeError, UserType};

/// Words of other languages and databases, each with the CQL type that is meant.
const ELSEWHERE: &[(&str, &str)] = &[
    ("string", "text"),
    ("str", "text"),
    ("char", "text"),
    ("json", "text"),
    ("long", "bigint"),
    ("int64", "bigint"),
    ("i64", "bigint"),
    ("int32", "int"),
    ("i32", "int"),
    ("integer", "int"),
    ("bool", "boolean"),
    ("real", "float"),
    ("number", "decimal"),
    ("numeric", "decimal"),
    ("datetime", "timestamp"),
    ("bytes", "blob"),
    ("bytea", "blob"),
    ("array", "list"),
];

/// The user-defined types that a model declares.
pub(super) struct Types {
    /// In an order in which each stands after those it uses.
    pub(super) all: Vec<Arc<UserType>>,
    by_name: HashMap<String, Arc<UserType>>,
    declared: Vec<String>,
}

/// The user-defined types. One whose declaration is at fault is known all the same, so that its uses give no second
/// finding.
pub(super) fn types(raw: &raw::File, faults: &mut Faults<'_>) -> Types {
    let declared: Vec<String> = raw.types.0.iter().map(|(name, _)| name.clone()).collect();
    let stub = |name: &String| (name.clone(), Arc::new(UserType { name: Name::new(name), fields: Vec::new() }));
    let mut types = Types { all: Vec::new(), by_name: declared.iter().map(stub).collect(), declared };
    let held: Vec<(Name, Vec<Name>)> =
        raw.types.0.iter().map(|(name, fields)| (Name::new(name), types.held(fields))).collect();
    let order = rules::creation_order(&held).unwrap_or_else(|circles| {
        faults.judged("", circles);
        (0..held.len()).collect()
    });
    let mut sound = Vec::new();
    for (name, fields) in order.into_iter().map(|at| &raw.types.0[at]) {
        let before = faults.count();
        let udt = Arc::new(types.user_type(name, fields, faults));
        if faults.count() == before {
            sound.push(Arc::clone(&udt));
        }
        types.by_name.insert(name.clone(), Arc::clone(&udt));
        types.all.push(udt);
    }
    faults.judged("", rules::user_types(&sound));
    types
}

impl Types {
    /// The declared types that stand in the types of `fields`.
    fn held(&self, fields: &raw::Entries<String>) -> Vec<Name> {
        let mut held = Vec::new();
        for (_, ty) in &fields.0 {
            let mut note = |inner: &CqlType| match inner {
                CqlType::Udt { udt, .. } if !held.contains(&udt.name) => held.push(udt.name.clone()),
                _ => {}
            };
            if let Ok(ty) = CqlType::parse(ty, &|word| self.find(word)) {
                ty.walk(&mut note);
            }
        }
        held
    }

    fn user_type(&self, name: &str, fields: &raw::Entries<String>, faults: &mut Faults<'_>) -> UserType {
        let mut parsed = Vec::new();
        for (field, text) in &fields.0 {
            let path = ["types".into(), name.into(), field.as_str().into()];
            parsed.extend(self.parse(text, &path, faults).map(|ty| (Name::new(field), ty)));
        }
        UserType { name: Name::new(name), fields: parsed }
    }

    /// The type that `text` spells, which stands at `path`.
    pub(super) fn parse(&self, text: &str, path: &[Step<'_>], faults: &mut Faults<'_>) -> Option<CqlType> {
        match CqlType::parse(text, &|word| self.find(word)) {
            Ok(ty) => Some(ty),
            Err(error) => {
                let rest = text.get(error.at..).unwrap_or_default();
                let word = rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
                let shown = if word.is_empty() { rest.chars().next().map_or(0, char::len_utf8) } else { word.len() };
                let place = faults.tree.part_at(path, text, error.at..error.at + shown);
                let help = self.help(word, &error);
                faults.report.push(Diagnostic::error("D02", error.fact).at(place).help(help));
                None
            }
        }
    }

    fn find(&self, word: &str) -> Option<Arc<UserType>> {
        self.by_name.get(word).cloned()
    }

    fn help(&self, word: &str, error: &TypeError) -> String {
        let lower = word.to_lowercase();
        let elsewhere = ELSEWHERE.iter().find(|(known, _)| *known == lower).map(|(_, ty)| *ty);
        let meant = elsewhere.or_else(|| nearest(word, self.declared.iter().map(String::as_str)));
        match (meant.filter(|_| error.fact.starts_with("unknown type")), &error.help) {
            (Some(meant), _) => format!("did you mean `{meant}`?"),
            (None, Some(help)) => help.clone(),
            (None, None) => "types are written as in CQL: `text`, `list<int>`, `map<text, int>`".to_owned(),
        }
    }
}
