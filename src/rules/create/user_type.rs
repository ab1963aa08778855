//! Takes the tree of a CREATE TYPE, gives what a node refuses in it and the type that it makes. Never judges the name,
//! which the grammar has looked at: a node takes any that is quoted.

use super::types::Raw;
use super::{Complaint, Home, Thing, Unknown, Verdict, created};
use crate::cql::create::CreateType;
use crate::name::Name;
use crate::rules::select::Schema;
use crate::types::UserType;

/// What a node says.
pub(super) fn judge(tree: &CreateType, schema: &Schema<'_>) -> Verdict {
    let home = Home { name: &tree.ty, schema };
    let denied =
        home.servers(|keyspace| format!("Cannot CREATE <all tables in {keyspace}>")).or_else(|| home.missing());
    if let Some(complaint) = denied {
        return Verdict { complaints: vec![complaint], ..Verdict::default() };
    }
    let name = &tree.ty.name;
    if schema.types.iter().any(|ty| ty.name == *name) {
        if tree.if_not_exists {
            return Verdict::default();
        }
        let words = format!("A user type with name '{name}' already exists");
        let told = created("P05", &tree.ty.span, words, "give it another name, or say IF NOT EXISTS");
        return Verdict { complaints: vec![told], ..Verdict::default() };
    }
    fields(tree, schema)
}

fn fields(tree: &CreateType, schema: &Schema<'_>) -> Verdict {
    let name = &tree.ty.name;
    let mut complaints = twice(tree);
    let raws: Vec<Raw> = tree.fields.iter().map(|(_, ty)| Raw::of(ty)).collect();
    let fields = || tree.fields.iter().zip(&raws);
    complaints.extend(fields().filter_map(|((field, _), raw)| {
        let words = if raw.is_counter() {
            "A user type cannot contain counters"
        } else if raw.is_open_udt() {
            "A user type cannot contain non-frozen UDTs"
        } else {
            return None;
        };
        Some(created("K07", &field.span, words, "use `bigint`, or write `frozen<…>` round the type"))
    }));
    let (mut made, mut unknown) = (Vec::new(), Vec::new());
    for ((field, ty), raw) in fields() {
        match raw.prepare(schema, &ty.span) {
            Ok(Some(ty)) => made.push((field.name.clone(), ty)),
            Ok(None) => {
                unknown.push(Unknown {
                    what: format!("the class of the type of `{}`", field.name),
                    span: ty.span.clone(),
                });
            }
            Err(complaint) => complaints.push(complaint),
        }
    }
    let whole = complaints.is_empty() && unknown.is_empty();
    let made = whole.then(|| Thing::Type(UserType { name: name.clone(), fields: made }.into()));
    Verdict { complaints, unknown, made }
}

fn twice(tree: &CreateType) -> Vec<Complaint> {
    let mut seen: Vec<&Name> = Vec::new();
    let mut found = Vec::new();
    for (field, _) in &tree.fields {
        if seen.contains(&&field.name) {
            let words = format!("Duplicate field name '{}' in type '{}'", field.name, tree.ty.name);
            found.push(created("K07", &field.span, words, "keep one of them"));
        }
        seen.push(&field.name);
    }
    found
}
