//! Takes what follows CREATE INDEX, gives what it is on and its options. Never judges them.

use super::super::tokens::Kind;
use super::cursor::Cursor;
use super::properties::property;
use super::{Create, CreateIndex, IndexTarget, Read, if_not_exists};

const FUNCTIONS: [&str; 4] = ["keys", "values", "entries", "full"];

/// The statement behind CREATE INDEX.
pub(super) fn index(cursor: &mut Cursor<'_>, custom: bool, statement: &mut Option<Create>) -> Read<()> {
    let if_not_exists = if_not_exists(cursor)?;
    let name = if cursor.is_word("on") { None } else { Some(cursor.name_or_marker("index")?) };
    cursor.expect_word("on")?;
    let table = cursor.table_name()?;
    let (targets, options) = (Vec::new(), Vec::new());
    let mut tree = CreateIndex { if_not_exists, custom, name, table, targets, using: None, options };
    let read = definition(cursor, &mut tree);
    *statement = Some(Create::Index(tree));
    read
}

fn definition(cursor: &mut Cursor<'_>, tree: &mut CreateIndex) -> Read<()> {
    cursor.expect_symbol("(")?;
    if !cursor.is_symbol(")") {
        tree.targets.push(target(cursor)?);
        while cursor.take_symbol(",") {
            tree.targets.push(target(cursor)?);
        }
    }
    cursor.expect_symbol(")")?;
    if cursor.take_word("using") {
        match cursor.next() {
            Some(token) if token.kind == Kind::String => tree.using = Some((token.unquoted(), token.span)),
            _ => return Err(cursor.stop("the class of the index in quotes is expected")),
        }
    }
    if cursor.take_word("with") {
        property(cursor, &mut tree.options)?;
        while cursor.take_word("and") {
            property(cursor, &mut tree.options)?;
        }
    }
    Ok(())
}

/// `column` or `keys(column)` and its like.
fn target(cursor: &mut Cursor<'_>) -> Read<IndexTarget> {
    let called = cursor.peek_second().is_some_and(|token| token.kind == Kind::Symbol && token.text == "(");
    let function = FUNCTIONS.into_iter().find(|function| called && cursor.is_word(function));
    if function.is_none() {
        return Ok(IndexTarget { function, column: cursor.name()? });
    }
    cursor.next();
    cursor.expect_symbol("(")?;
    let column = cursor.name()?;
    cursor.expect_symbol(")")?;
    Ok(IndexTarget { function, column })
}
