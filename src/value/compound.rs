//! Takes a JSON tree and a type, gives wire bytes in the form a node would store: sets and maps in the order of their
//! elements and keys. Never writes a null into a list, set, map or vector.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::types::{CqlType, UserType};

use super::display::display;
use super::node::Node;
use super::order::compare;
use super::text::{Reading, plain};
use super::wire::{put_part, put_vint, vector_element_len};
use super::{BadValue, quoted};

/// The most elements of a list, set or map; the node reads no more of a non-frozen one.
const MAX_ELEMENTS: usize = 65_535;

/// Least Jaro-Winkler likeness at which a field's name is offered in place of an unknown one.
const LIKENESS: f64 = 0.7;

/// Appends the wire bytes of a JSON tree; `out` is undefined after a failure.
pub(super) fn encode_node(ty: &CqlType, node: &Node<'_>, reading: &Reading, out: &mut Vec<u8>) -> Result<(), BadValue> {
    match (ty, node) {
        (CqlType::List { item, .. }, Node::List(nodes)) => Items::of(item, reading).list(nodes, out),
        (CqlType::Set { item, .. }, Node::List(nodes)) => Items::of(item, reading).set(nodes, out),
        (CqlType::Vector { item, len }, Node::List(nodes)) => Items::of(item, reading).vector(*len, nodes, out),
        (CqlType::Map { key, value, .. }, Node::Object(entries)) => {
            let keys: Vec<_> = entries.iter().map(|(key, _)| Node::Text(Cow::Borrowed(key.as_ref()))).collect();
            Items::of(key, reading).map(value, keys.iter().zip(entries.iter().map(|(_, value)| value)), out)
        }
        (CqlType::Map { key, value, .. }, Node::List(pairs)) => {
            let pairs = pairs.iter().map(pair).collect::<Result<Vec<_>, _>>()?;
            Items::of(key, reading).map(value, pairs.into_iter(), out)
        }
        (CqlType::Tuple(types), Node::List(nodes)) => tuple(types, nodes, reading, out),
        (CqlType::Udt { udt, .. }, Node::Object(entries)) => user_type(udt, entries, reading, out),
        (CqlType::Boolean, Node::Bool(value)) => {
            out.push(u8::from(*value));
            Ok(())
        }
        // The text of a collection, as a key of an object or between separators, is JSON again.
        (ty, Node::Text(text)) => plain(ty, text, reading, out),
        (scalar, Node::Number(text)) if takes_numbers(scalar) => plain(scalar, text, reading, out),
        (CqlType::Float | CqlType::Double, Node::Rounded(text)) => plain(ty, text, reading, out),
        (CqlType::Decimal | CqlType::Varint, Node::Rounded(text)) => {
            Err(BadValue(format!("{} may have lost digits already: write it in quotes", quoted(text))))
        }
        _ => Err(mismatch(ty, node)),
    }
}

fn takes_numbers(ty: &CqlType) -> bool {
    matches!(
        ty,
        CqlType::Bigint
            | CqlType::Counter
            | CqlType::Decimal
            | CqlType::Double
            | CqlType::Float
            | CqlType::Int
            | CqlType::Smallint
            | CqlType::Timestamp
            | CqlType::Tinyint
            | CqlType::Varint
    )
}

/// Elements of one type, and how their text is read.
pub(super) struct Items<'a> {
    ty: &'a CqlType,
    reading: &'a Reading,
}

impl<'a> Items<'a> {
    pub(super) fn of(ty: &'a CqlType, reading: &'a Reading) -> Self {
        Self { ty, reading }
    }

    pub(super) fn list(&self, nodes: &[Node<'_>], out: &mut Vec<u8>) -> Result<(), BadValue> {
        check_count(nodes.len())?;
        out.extend_from_slice(&(nodes.len() as i32).to_be_bytes());
        nodes.iter().enumerate().try_for_each(|(i, node)| put_part(out, |out| self.one(i, node, out)))
    }

    /// Elements in the node's order; of equal ones the first counts.
    pub(super) fn set(&self, nodes: &[Node<'_>], out: &mut Vec<u8>) -> Result<(), BadValue> {
        check_count(nodes.len())?;
        let mut items = Vec::with_capacity(nodes.len());
        for (i, node) in nodes.iter().enumerate() {
            let mut bytes = Vec::new();
            self.one(i, node, &mut bytes)?;
            items.push(bytes);
        }
        items.sort_by(|a, b| compare(self.ty, a, b));
        items.dedup_by(|a, b| compare(self.ty, a, b) == Ordering::Equal);
        out.extend_from_slice(&(items.len() as i32).to_be_bytes());
        items.iter().try_for_each(|item| put_bytes(item, out))
    }

    pub(super) fn vector(&self, len: u32, nodes: &[Node<'_>], out: &mut Vec<u8>) -> Result<(), BadValue> {
        if nodes.len() != len as usize {
            return Err(BadValue(format!("a vector of {len} elements is expected, not of {}", nodes.len())));
        }
        if vector_element_len(self.ty).is_some() {
            return nodes.iter().enumerate().try_for_each(|(i, node)| self.one(i, node, out));
        }
        let mut bytes = Vec::new();
        for (i, node) in nodes.iter().enumerate() {
            bytes.clear();
            self.one(i, node, &mut bytes)?;
            put_vint(bytes.len() as u64, out);
            out.extend_from_slice(&bytes);
        }
        Ok(())
    }

    /// Entries in the order of their keys, whose type is that of the items.
    pub(super) fn map<'n, 't: 'n>(
        &self,
        value_ty: &CqlType,
        entries: impl Iterator<Item = (&'n Node<'t>, &'n Node<'t>)>,
        out: &mut Vec<u8>,
    ) -> Result<(), BadValue> {
        let mut items = Vec::new();
        for (i, (key, value)) in entries.enumerate() {
            let (mut key_bytes, mut value_bytes) = (Vec::new(), Vec::new());
            not_null(key)
                .and_then(|()| encode_node(self.ty, key, self.reading, &mut key_bytes))
                .map_err(|error| error.within(&format!("key {}", i + 1)))?;
            not_null(value)
                .and_then(|()| encode_node(value_ty, value, self.reading, &mut value_bytes))
                .map_err(|error| error.within(&format!("value {}", i + 1)))?;
            items.push((key_bytes, value_bytes));
        }
        check_count(items.len())?;
        items.sort_by(|a, b| compare(self.ty, &a.0, &b.0));
        if let Some([a, _]) = items.array_windows().find(|[a, b]| compare(self.ty, &a.0, &b.0) == Ordering::Equal) {
            let mut key = String::new();
            display(self.ty, &a.0, &mut key);
            return Err(BadValue(format!("the key {} stands twice in the map", quoted(&key))));
        }
        out.extend_from_slice(&(items.len() as i32).to_be_bytes());
        items.iter().try_for_each(|(key, value)| put_bytes(key, out).and_then(|()| put_bytes(value, out)))
    }

    fn one(&self, index: usize, node: &Node<'_>, out: &mut Vec<u8>) -> Result<(), BadValue> {
        not_null(node)
            .and_then(|()| encode_node(self.ty, node, self.reading, out))
            .map_err(|error| error.within(&format!("element {}", index + 1)))
    }
}

fn put_bytes(bytes: &[u8], out: &mut Vec<u8>) -> Result<(), BadValue> {
    put_part(out, |out| {
        out.extend_from_slice(bytes);
        Ok(())
    })
}

/// A map's entry as an array of two.
fn pair<'n, 't>(node: &'n Node<'t>) -> Result<(&'n Node<'t>, &'n Node<'t>), BadValue> {
    match node {
        Node::List(two) if two.len() == 2 => Ok((&two[0], &two[1])),
        _ => Err(BadValue("an entry of a map in an array is itself an array `[key, value]`".into())),
    }
}

fn tuple(types: &[CqlType], nodes: &[Node<'_>], reading: &Reading, out: &mut Vec<u8>) -> Result<(), BadValue> {
    if types.len() != nodes.len() {
        let fact = format!("a tuple of {} fields is expected, not of {}", types.len(), nodes.len());
        return Err(BadValue(fact));
    }
    let mut fields = types.iter().zip(nodes).enumerate();
    fields.try_for_each(|(i, (ty, node))| {
        field(ty, node, reading, out).map_err(|error| error.within(&format!("field {}", i + 1)))
    })
}

fn user_type(
    udt: &UserType,
    entries: &[(Cow<'_, str>, Node<'_>)],
    reading: &Reading,
    out: &mut Vec<u8>,
) -> Result<(), BadValue> {
    for (i, (name, _)) in entries.iter().enumerate() {
        if !udt.fields.iter().any(|(field, _)| field.text() == name) {
            return Err(unknown_field(udt, name));
        }
        if entries[..i].iter().any(|(earlier, _)| earlier == name) {
            return Err(BadValue(format!("the field {} stands twice", quoted(name))));
        }
    }
    for (name, ty) in &udt.fields {
        let node = entries.iter().find(|(entry, _)| name.text() == entry).map_or(&Node::Null, |(_, node)| node);
        field(ty, node, reading, out).map_err(|error| error.within(&format!("field {}", quoted(name.text()))))?;
    }
    Ok(())
}

/// A field of a tuple or UDT, which may be null: a length of -1.
fn field(ty: &CqlType, node: &Node<'_>, reading: &Reading, out: &mut Vec<u8>) -> Result<(), BadValue> {
    if let Node::Null = node {
        out.extend_from_slice(&(-1_i32).to_be_bytes());
        return Ok(());
    }
    put_part(out, |out| encode_node(ty, node, reading, out))
}

fn unknown_field(udt: &UserType, name: &str) -> BadValue {
    let likeness = |field: &str| strsim::jaro_winkler(field, name);
    let fields = udt.fields.iter().map(|(field, _)| field.text());
    let nearest = fields.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|field| likeness(field) >= LIKENESS);
    let help = nearest.map_or(String::new(), |field| format!("; did you mean {}?", quoted(field)));
    BadValue(format!("the type {} has no field {}{help}", quoted(udt.name.text()), quoted(name)))
}

fn check_count(count: usize) -> Result<(), BadValue> {
    if count <= MAX_ELEMENTS {
        return Ok(());
    }
    Err(BadValue(format!("{count} elements are more than the {MAX_ELEMENTS} of a collection")))
}

fn not_null(node: &Node<'_>) -> Result<(), BadValue> {
    match node {
        Node::Null => Err(BadValue("null is not allowed inside a list, set, map or vector".into())),
        _ => Ok(()),
    }
}

fn mismatch(ty: &CqlType, node: &Node<'_>) -> BadValue {
    let found = match node {
        Node::Null => "null".to_owned(),
        Node::Bool(value) => format!("`{value}`"),
        Node::Number(text) if ty.is_native() => return needs_quotes(ty, text),
        Node::Rounded(text) if ty.is_native() => return needs_quotes(ty, text),
        Node::Number(text) => quoted(text),
        Node::Rounded(text) => quoted(text),
        Node::Text(text) => format!("the text {}", quoted(text)),
        Node::List(_) => "an array".to_owned(),
        Node::Object(_) => "an object".to_owned(),
    };
    let wanted = match ty {
        CqlType::List { .. } | CqlType::Set { .. } | CqlType::Vector { .. } => "a JSON array like `[1, 2]`",
        CqlType::Tuple(_) => "a JSON array with one value per field",
        CqlType::Map { .. } => "a JSON object like `{\"a\": 1}` or an array of pairs",
        CqlType::Udt { .. } => "a JSON object with its fields",
        CqlType::Boolean => "`true` or `false`",
        _ => "one value",
    };
    BadValue(format!("{found} is not a value of type {}: {wanted} is", quoted(&ty.cql()).trim_matches('`')))
}

fn needs_quotes(ty: &CqlType, text: &str) -> BadValue {
    let fact = format!("is a number, not a value of type {}: write its text in quotes", ty.word());
    BadValue(format!("{} {fact}", quoted(text)))
}
