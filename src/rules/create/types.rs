//! Takes the tree of a type as written and the types of a keyspace, gives the type that a node makes of it, or what the
//! node refuses in it. Never judges where the type stands.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::{Complaint, created};
use crate::cql::create::{TypeKind, TypeTree};
use crate::name::Name;
use crate::rules::select::Schema;
use crate::types::{CqlType, UserType};

/// A type as a node holds it before it looks for what is declared: with what is frozen, and with how it is spelled in
/// messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// A type that holds no other, and its word.
    Native(CqlType, String),
    /// A class by its name: what it is cannot be known here.
    Class(String),
    Collection {
        word: &'static str,
        key: Option<Box<Raw>>,
        value: Box<Raw>,
        frozen: bool,
    },
    Tuple(Vec<Raw>),
    Vector(Box<Raw>, i32),
    Udt {
        keyspace: Option<Name>,
        name: Name,
        frozen: bool,
    },
}

impl Raw {
    /// What a node reads out of a tree: `frozen` freezes what stands inside, and a tuple what it holds.
    pub(super) fn of(tree: &TypeTree) -> Self {
        let boxed = |tree: &TypeTree| Box::new(Self::of(tree));
        let collection = |word, key, value| Self::Collection { word, key, value, frozen: false };
        match &tree.kind {
            TypeKind::Native(native, word) => Self::Native(native.clone(), word.clone()),
            TypeKind::Class(class) => Self::Class(class.clone()),
            TypeKind::Nothing => Self::Class(String::new()),
            TypeKind::List(item) => collection("list", None, boxed(item)),
            TypeKind::Set(item) => collection("set", None, boxed(item)),
            TypeKind::Map(key, value) => collection("map", Some(boxed(key)), boxed(value)),
            TypeKind::Tuple(items) => Self::Tuple(items.iter().map(|item| Self::of(item).freeze()).collect()),
            TypeKind::Vector(item, len) => Self::Vector(boxed(item), *len),
            TypeKind::Named(keyspace, name) => {
                Self::Udt { keyspace: keyspace.clone(), name: name.clone(), frozen: false }
            }
            TypeKind::Frozen(inner) => Self::of(inner).freeze(),
        }
    }

    fn freeze(self) -> Self {
        let boxed = |raw: Box<Self>| Box::new(raw.freeze());
        match self {
            Self::Collection { word, key, value, .. } => {
                Self::Collection { word, key: key.map(boxed), value: boxed(value), frozen: true }
            }
            Self::Tuple(items) => Self::Tuple(items.into_iter().map(Self::freeze).collect()),
            // A vector passes for frozen, and what it holds stays as it is.
            Self::Udt { keyspace, name, .. } => Self::Udt { keyspace, name, frozen: true },
            other => other,
        }
    }

    pub(super) fn is_counter(&self) -> bool {
        matches!(self, Self::Native(CqlType::Counter, _))
    }

    fn is_duration(&self) -> bool {
        matches!(self, Self::Native(CqlType::Duration, _))
    }

    /// Whether it is a user-defined type that is not frozen.
    pub(super) fn is_open_udt(&self) -> bool {
        matches!(self, Self::Udt { frozen: false, .. })
    }

    /// The type, or what is refused in it; `Ok(None)` where a class stands in it, so that nobody here can say.
    pub(super) fn prepare(&self, schema: &Schema<'_>, span: &Range<usize>) -> Result<Option<CqlType>, Complaint> {
        match self {
            Self::Native(native, _) => Ok(Some(native.clone())),
            Self::Class(_) => Ok(None),
            Self::Collection { word, key, value, frozen } => {
                self.elements(span)?;
                let value = value.prepare(schema, span)?;
                let key = key.as_ref().map(|key| key.prepare(schema, span)).transpose()?.flatten();
                Ok(collection(word, key, value, *frozen))
            }
            Self::Tuple(items) => {
                let prepared = items.iter().map(|item| {
                    if item.is_counter() {
                        let words = "Counters are not allowed inside tuples".to_owned();
                        return Err(created("K07", span, words, "use `bigint`"));
                    }
                    item.prepare(schema, span)
                });
                let prepared: Vec<Option<CqlType>> = prepared.collect::<Result<_, _>>()?;
                Ok(prepared.into_iter().collect::<Option<Vec<CqlType>>>().map(CqlType::Tuple))
            }
            Self::Vector(item, len) => {
                let item = item.prepare(schema, span)?;
                match u32::try_from(*len) {
                    Ok(len) if len > 0 => Ok(item.map(|item| CqlType::Vector { item: Box::new(item), len })),
                    _ => {
                        let words = format!("vectors may only have positive dimensions; given {len}");
                        Err(created("K13", span, words, "give the vector a positive length"))
                    }
                }
            }
            Self::Udt { keyspace, name, frozen } => {
                let udt = declared(keyspace.as_ref(), name, schema, span)?;
                Ok(Some(CqlType::Udt { udt, frozen: *frozen }))
            }
        }
    }

    /// What a collection refuses of what it holds, before that is looked at by itself.
    fn elements(&self, span: &Range<usize>) -> Result<(), Complaint> {
        let Self::Collection { word, key, value, frozen } = self else { return Ok(()) };
        let refused = |words: &str, help: &str| Err(created("K07", span, format!("{words}: {self}"), help));
        let nested = |inner: &Self| match inner {
            Self::Collection { frozen: false, .. } if !frozen => Some("collections"),
            Self::Udt { frozen: false, .. } if !frozen => Some("UDTs"),
            _ => None,
        };
        if let Some(what) = nested(value) {
            return refused(
                &format!("Non-frozen {what} are not allowed inside collections"),
                "write `frozen<…>` inside",
            );
        }
        if value.is_counter() {
            return refused("Counters are not allowed inside collections", "use `bigint`");
        }
        if value.is_duration() && *word == "set" {
            return refused("Durations are not allowed inside sets", "use a `bigint` of nanoseconds");
        }
        let Some(key) = key else { return Ok(()) };
        if key.is_counter() {
            return refused("Counters are not allowed inside collections", "use `bigint`");
        }
        if key.is_duration() {
            return refused("Durations are not allowed as map keys", "use a `bigint` of nanoseconds");
        }
        match nested(key) {
            Some(what) => {
                refused(&format!("Non-frozen {what} are not allowed inside collections"), "write `frozen<…>` inside")
            }
            None => Ok(()),
        }
    }
}

fn collection(word: &str, key: Option<CqlType>, value: Option<CqlType>, frozen: bool) -> Option<CqlType> {
    let value = Box::new(value?);
    Some(match (word, key) {
        ("map", key) => CqlType::Map { key: Box::new(key?), value, frozen },
        ("set", _) => CqlType::Set { item: value, frozen },
        _ => CqlType::List { item: value, frozen },
    })
}

/// The declared type of this name.
fn declared(
    keyspace: Option<&Name>,
    name: &Name,
    schema: &Schema<'_>,
    span: &Range<usize>,
) -> Result<Arc<UserType>, Complaint> {
    if let Some(other) = keyspace.filter(|keyspace| *keyspace != schema.keyspace) {
        let words = format!(
            "Statement on keyspace {} cannot refer to a user type in keyspace {other}; user types can only be used in the keyspace they are defined in",
            schema.keyspace
        );
        return Err(created("D02", span, words, "declare the type in this keyspace and use its bare name"));
    }
    schema.types.iter().find(|ty| ty.name == *name).cloned().ok_or_else(|| {
        let words = format!("Unknown type {}.{name}", schema.keyspace);
        created("D02", span, words, "declare it first, or use a type of CQL")
    })
}

impl fmt::Display for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frozen = match self {
            Self::Collection { frozen, .. } | Self::Udt { frozen, .. } => *frozen,
            _ => false,
        };
        f.write_str(if frozen { "frozen<" } else { "" })?;
        match self {
            Self::Native(_, word) => f.write_str(word)?,
            Self::Class(class) => write!(f, "'{class}'")?,
            Self::Collection { word, key: Some(key), value, .. } => write!(f, "{word}<{key}, {value}>")?,
            Self::Collection { word, value, .. } => write!(f, "{word}<{value}>")?,
            Self::Tuple(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(f, "tuple<{}>", items.join(", "))?;
            }
            Self::Vector(item, len) => write!(f, "vector<{item}, {len}>")?,
            Self::Udt { keyspace: Some(keyspace), name, .. } => write!(f, "{keyspace}.{name}")?,
            Self::Udt { name, .. } => write!(f, "{name}")?,
        }
        f.write_str(if frozen { ">" } else { "" })
    }
}

/// A type as a node writes it in messages: what stands in a tuple is frozen, and it says so of the tuple too.
pub(super) fn spelled(ty: &CqlType) -> String {
    let (bare, frozen) = match ty {
        CqlType::List { item, frozen } => (format!("list<{}>", spelled(item)), *frozen),
        CqlType::Set { item, frozen } => (format!("set<{}>", spelled(item)), *frozen),
        CqlType::Map { key, value, frozen } => (format!("map<{}, {}>", spelled(key), spelled(value)), *frozen),
        CqlType::Tuple(items) => (format!("tuple<{}>", items.iter().map(spelled).collect::<Vec<_>>().join(", ")), true),
        CqlType::Vector { item, len } => (format!("vector<{}, {len}>", spelled(item)), false),
        other => return other.cql(),
    };
    if frozen { format!("frozen<{bare}>") } else { bare }
}

/// Whether a node finds a duration in a type. It looks into lists, the values of maps, tuples and user-defined types, and
/// into nothing else: sets, the keys of maps and vectors are holes.
pub(super) fn holds_duration(ty: &CqlType) -> bool {
    duration_within(ty, &mut Vec::new())
}

/// The same; a user-defined type that was seen is not looked into again.
fn duration_within(ty: &CqlType, seen: &mut Vec<*const UserType>) -> bool {
    match ty {
        CqlType::Duration => true,
        CqlType::List { item, .. } => duration_within(item, seen),
        CqlType::Map { value, .. } => duration_within(value, seen),
        CqlType::Tuple(items) => items.iter().any(|item| duration_within(item, seen)),
        CqlType::Udt { udt, .. } if !seen.contains(&Arc::as_ptr(udt)) => {
            seen.push(Arc::as_ptr(udt));
            udt.fields.iter().any(|(_, field)| duration_within(field, seen))
        }
        _ => false,
    }
}
