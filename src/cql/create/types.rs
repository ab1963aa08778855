//! Takes the text of a type in a CREATE statement, or what follows CREATE TYPE, gives its tree. Never knows which types
//! are declared.

use std::ops::Range;

use super::super::tokens::Kind;
use super::cursor::{Cursor, is_word};
use super::{Create, CreateType, MAX_DEPTH, Place, Qualified, Read, if_not_exists};
use crate::name::Name;
use crate::types::CqlType;

/// A type as written, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeTree {
    /// What it is.
    pub kind: TypeKind,
    /// Where it stands.
    pub span: Range<usize>,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// A type that holds no other, and its word in lower case: `varchar` stays so.
    Native(CqlType, String),
    /// `list<…>`
    List(Box<TypeTree>),
    /// `set<…>`
    Set(Box<TypeTree>),
    /// `map<…, …>`
    Map(Box<TypeTree>, Box<TypeTree>),
    /// `tuple<…>`
    Tuple(Vec<TypeTree>),
    /// `vector<…, n>`
    Vector(Box<TypeTree>, i32),
    /// A user-defined type, with its keyspace where that is written.
    Named(Option<Name>, Name),
    /// `frozen<…>`
    Frozen(Box<TypeTree>),
    /// A class in single quotes.
    Class(String),
    /// What could not be read; the statement has a fault then.
    Nothing,
}

/// Words that a node keeps for types to come; in lower case alone.
const RESERVED: [&str; 6] = ["bitstring", "byte", "complex", "enum", "interval", "macaddr"];

/// Keywords that may be names, but not of types.
const NO_TYPE: [&str; 7] = ["cast", "count", "distinct", "json", "maxwritetime", "ttl", "writetime"];

/// The statement behind CREATE TYPE.
pub(super) fn user_type(cursor: &mut Cursor<'_>, statement: &mut Option<Create>) -> Read<()> {
    let if_not_exists = if_not_exists(cursor)?;
    let ty = type_name(cursor)?;
    let mut tree = CreateType { if_not_exists, ty, fields: Vec::new() };
    let read = fields(cursor, &mut tree.fields);
    *statement = Some(Create::Type(tree));
    read
}

fn fields(cursor: &mut Cursor<'_>, fields: &mut Vec<(Place, TypeTree)>) -> Read<()> {
    let mut field = |cursor: &mut Cursor<'_>| -> Read<()> {
        let name = cursor.name()?;
        fields.push((name, type_tree(cursor, 1)));
        Ok(())
    };
    cursor.expect_symbol("(")?;
    field(cursor)?;
    while cursor.take_symbol(",") {
        if !cursor.is_symbol(",") && !cursor.is_symbol(")") {
            field(cursor)?;
        }
    }
    cursor.expect_symbol(")")
}

/// One type. Where none can be read, a node makes nothing of it and reads on behind it, so that it may still find another
/// fault first; the fault of the grammar is kept.
pub(super) fn type_tree(cursor: &mut Cursor<'_>, depth: usize) -> TypeTree {
    let start = cursor.start();
    let read = if depth > MAX_DEPTH {
        Err(cursor.stop("a type that does not nest so deep is expected"))
    } else {
        kind(cursor, depth)
    };
    let span = start..cursor.behind().max(start);
    let Ok(kind) = read else { return TypeTree { kind: TypeKind::Nothing, span } };
    if let TypeKind::Frozen(inner) = &kind {
        refuse_native(cursor, inner, &span);
    }
    // Some of what holds nothing is the end of a node's reading.
    let ends = match &kind {
        TypeKind::Frozen(inner) => is_nothing(inner),
        TypeKind::Tuple(items) => items.iter().any(is_nothing),
        _ => false,
    };
    if ends {
        cursor.finish();
    }
    TypeTree { kind, span }
}

fn kind(cursor: &mut Cursor<'_>, depth: usize) -> Read<TypeKind> {
    let Some(token) = cursor.peek().cloned() else { return Err(cursor.stop("a type is expected")) };
    if token.kind == Kind::String {
        cursor.next();
        return Ok(TypeKind::Class(token.unquoted()));
    }
    let before =
        |symbol: &str| cursor.peek_second().is_some_and(|second| second.kind == Kind::Symbol && second.text == symbol);
    let (qualified, opened) = (before("."), before("<"));
    let holders = ["frozen", "list", "map", "set", "tuple", "vector"];
    if let Some(holder) = holders.into_iter().find(|word| (opened || *word == "set") && is_word(&token, word)) {
        cursor.next();
        return holding(cursor, holder, depth);
    }
    if let (Kind::Word, false, Some(native)) = (token.kind, qualified, native(token.text)) {
        cursor.next();
        return Ok(TypeKind::Native(native, token.text.to_ascii_lowercase()));
    }
    let named = type_name(cursor)?;
    Ok(TypeKind::Named(named.keyspace, named.name))
}

/// What stands between the angle brackets of `holder`.
fn holding(cursor: &mut Cursor<'_>, holder: &str, depth: usize) -> Read<TypeKind> {
    cursor.expect_symbol("<")?;
    let first = Box::new(type_tree(cursor, depth + 1));
    let kind = match holder {
        "frozen" => TypeKind::Frozen(first),
        "list" => TypeKind::List(first),
        "set" => TypeKind::Set(first),
        "map" => {
            cursor.expect_symbol(",")?;
            TypeKind::Map(first, Box::new(type_tree(cursor, depth + 1)))
        }
        "tuple" => {
            let mut items = vec![*first];
            while cursor.take_symbol(",") {
                items.push(type_tree(cursor, depth + 1));
            }
            TypeKind::Tuple(items)
        }
        _ => {
            cursor.expect_symbol(",")?;
            TypeKind::Vector(first, length(cursor)?)
        }
    };
    cursor.expect_symbol(">")?;
    Ok(kind)
}

/// The length of a vector: a whole number in 32 bits, of which the grammar lets any pass.
fn length(cursor: &mut Cursor<'_>) -> Read<i32> {
    let number = cursor.peek().filter(|token| token.kind == Kind::Integer).and_then(|token| token.text.parse().ok());
    let Some(number) = number else { return Err(cursor.stop("the length of a vector is expected")) };
    cursor.next();
    Ok(number)
}

/// `keyspace.name` or `name` of a user-defined type.
fn type_name(cursor: &mut Cursor<'_>) -> Read<Qualified> {
    let start = cursor.start();
    let qualified = cursor.peek_second().is_some_and(|token| token.kind == Kind::Symbol && token.text == ".");
    let keyspace = if qualified { Some(cursor.name()?.name) } else { None };
    if keyspace.is_some() {
        cursor.expect_symbol(".")?;
    }
    let word = cursor.peek().filter(|token| token.kind == Kind::Word).map(|token| (token.text, token.span.clone()));
    if let Some((text, span)) = word {
        let lower = text.to_ascii_lowercase();
        if NO_TYPE.contains(&lower.as_str()) || native(text).is_some() {
            let stop = cursor.stop("the name of a type is expected");
            cursor.next();
            return Err(stop);
        }
        if RESERVED.contains(&text) {
            let words = format!("Invalid (reserved) user type name {text}");
            cursor.note(span, Some(words), format!("`{text}` is kept for a type to come"));
        }
    }
    let name = cursor.name()?.name;
    Ok(Qualified { keyspace, name, span: start..cursor.behind() })
}

/// Whether a node makes nothing of a type: of a frozen one that cannot be, and of a collection of such.
fn is_nothing(tree: &TypeTree) -> bool {
    match &tree.kind {
        TypeKind::Nothing => true,
        TypeKind::Frozen(inner) => matches!(inner.kind, TypeKind::Native(..) | TypeKind::Class(_)),
        TypeKind::List(item) | TypeKind::Set(item) => is_nothing(item),
        TypeKind::Map(key, value) => is_nothing(key) || is_nothing(value),
        _ => false,
    }
}

/// `frozen<int>` is told while a node reads the type.
fn refuse_native(cursor: &mut Cursor<'_>, inner: &TypeTree, span: &Range<usize>) {
    let shown = match &inner.kind {
        TypeKind::Native(_, word) => word.clone(),
        // What the class is cannot be known; of those that hold no other the name is spelled in full.
        TypeKind::Class(class) if class.ends_with("Type") && class.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            format!("'org.apache.cassandra.db.marshal.{class}'")
        }
        _ => return,
    };
    let words = format!("frozen<> is only allowed on collections, tuples, and user-defined types (got {shown})");
    let fact = format!("`frozen` is only for collections, tuples and user-defined types, not for `{shown}`");
    cursor.note(span.clone(), Some(words), fact);
}

/// The type of a word that holds no other.
fn native(word: &str) -> Option<CqlType> {
    CqlType::native(&word.to_ascii_lowercase())
}
