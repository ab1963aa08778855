//! Takes what follows CREATE TABLE, gives its columns, keys and options. Never judges them.

use super::cursor::Cursor;
use super::properties::property;
use super::types::type_tree;
use super::{Column, Create, CreateTable, Key, Part, Place, Read, if_not_exists};

/// The statement behind CREATE TABLE; what was read is in `statement`, whether or not all could be.
pub(super) fn table(cursor: &mut Cursor<'_>, statement: &mut Option<Create>) -> Read<()> {
    let if_not_exists = if_not_exists(cursor)?;
    let table = cursor.table_name()?;
    let (parts, orders, options) = (Vec::new(), Vec::new(), Vec::new());
    let mut tree = CreateTable { if_not_exists, table, parts, orders, compact: false, options };
    let read = definition(cursor, &mut tree);
    *statement = Some(Create::Table(tree));
    read
}

fn definition(cursor: &mut Cursor<'_>, tree: &mut CreateTable) -> Read<()> {
    cursor.expect_symbol("(")?;
    part(cursor, &mut tree.parts)?;
    // A node takes several commas as one, and one before the end.
    while cursor.take_symbol(",") {
        if !cursor.is_symbol(",") && !cursor.is_symbol(")") {
            part(cursor, &mut tree.parts)?;
        }
    }
    cursor.expect_symbol(")")?;
    if !cursor.take_word("with") {
        return Ok(());
    }
    option(cursor, tree)?;
    while cursor.take_word("and") {
        option(cursor, tree)?;
    }
    Ok(())
}

/// A column, with PRIMARY KEY behind it or not, or a primary key by itself.
fn part(cursor: &mut Cursor<'_>, parts: &mut Vec<Part>) -> Read<()> {
    let start = cursor.start();
    if cursor.take_word("primary") {
        cursor.expect_word("key")?;
        cursor.expect_symbol("(")?;
        let partition = partition_key(cursor)?;
        // A node counts the key from here on, even if what follows is at fault.
        let at = parts.len();
        parts.push(Part::Key(Key { partition, clustering: Vec::new(), span: start..cursor.behind() }));
        let clustering = clustering_key(cursor)?;
        if let Some(Part::Key(key)) = parts.get_mut(at) {
            (key.clustering, key.span) = (clustering, start..cursor.behind());
        }
        return Ok(());
    }
    let name = cursor.name()?;
    let ty = type_tree(cursor, 1);
    let is_static = cursor.take_word("static");
    let start = cursor.start();
    let masked = if cursor.take_word("masked") { Some(mask(cursor)?) } else { None };
    let masked = masked.map(|()| start..cursor.behind());
    let key = Key { partition: vec![name.clone()], clustering: Vec::new(), span: name.span.clone() };
    parts.push(Part::Column(Column { name, ty, is_static, masked }));
    if cursor.take_word("primary") {
        cursor.expect_word("key")?;
        parts.push(Part::Key(key));
    }
    Ok(())
}

/// `a`, `(a)` or `(a, b)`.
fn partition_key(cursor: &mut Cursor<'_>) -> Read<Vec<Place>> {
    if !cursor.take_symbol("(") {
        return Ok(vec![cursor.name()?]);
    }
    let mut names = vec![cursor.name()?];
    while cursor.take_symbol(",") {
        names.push(cursor.name()?);
    }
    cursor.expect_symbol(")")?;
    Ok(names)
}

/// `, c, d)`
fn clustering_key(cursor: &mut Cursor<'_>) -> Read<Vec<Place>> {
    let mut names = Vec::new();
    while cursor.take_symbol(",") {
        names.push(cursor.name()?);
    }
    cursor.expect_symbol(")")?;
    Ok(names)
}

/// `WITH DEFAULT` or `WITH function(values)`, behind MASKED.
fn mask(cursor: &mut Cursor<'_>) -> Read<()> {
    cursor.expect_word("with")?;
    if cursor.take_word("default") && !cursor.is_symbol("(") {
        return Ok(());
    }
    if !cursor.is_symbol("(") {
        cursor.name()?;
        if cursor.take_symbol(".") {
            cursor.name()?;
        }
    }
    cursor.expect_symbol("(")?;
    if cursor.take_symbol(")") {
        return Ok(());
    }
    loop {
        argument(cursor)?;
        if !cursor.take_symbol(",") {
            return cursor.expect_symbol(")");
        }
    }
}

/// One value of a mask, of which only the brackets are looked at: no node has masks switched on by itself.
fn argument(cursor: &mut Cursor<'_>) -> Read<()> {
    let (start, mut open) = (cursor.start(), 0_usize);
    loop {
        let ends = cursor.is_symbol(",") || cursor.is_symbol(")");
        if cursor.peek().is_none() || (ends && open == 0) {
            break;
        }
        open += usize::from(["(", "[", "{"].iter().any(|symbol| cursor.is_symbol(symbol)));
        open -= usize::from(open > 0 && [")", "]", "}"].iter().any(|symbol| cursor.is_symbol(symbol)));
        cursor.next();
    }
    if cursor.start() == start { Err(cursor.stop("a value is expected")) } else { Ok(()) }
}

/// COMPACT STORAGE, CLUSTERING ORDER BY, or a property.
fn option(cursor: &mut Cursor<'_>, tree: &mut CreateTable) -> Read<()> {
    let second = |word| cursor.peek_second().is_some_and(|token| super::cursor::is_word(token, word));
    if cursor.is_word("compact") && second("storage") {
        cursor.next();
        cursor.next();
        tree.compact = true;
        return Ok(());
    }
    if cursor.is_word("clustering") && second("order") {
        cursor.next();
        cursor.next();
        return clustering_order(cursor, &mut tree.orders);
    }
    property(cursor, &mut tree.options)
}

fn clustering_order(cursor: &mut Cursor<'_>, orders: &mut Vec<(Place, bool)>) -> Read<()> {
    cursor.expect_word("by")?;
    cursor.expect_symbol("(")?;
    loop {
        let column = cursor.name()?;
        let desc = cursor.take_word("desc");
        if !desc && !cursor.take_word("asc") {
            return Err(cursor.stop("ASC or DESC is expected"));
        }
        orders.push((column, desc));
        if !cursor.take_symbol(",") {
            return cursor.expect_symbol(")");
        }
    }
}
