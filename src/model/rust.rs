//! What a model chooses for its generated Rust. Plain data: never spells a line of code.

use crate::name::Name;
use crate::types::CqlType;
use crate::value::Reading;

/// The choices for the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rust {
    /// The path of the module that is made, by its segments: `[db, rows]` is `db/rows.rs`.
    pub module: Vec<String>,
    /// Whether the module is a folder with a file for each query, rather than one file.
    pub is_folder: bool,
    /// Who sees what is generated.
    pub visibility: Visibility,
    /// Paths of further derives of rows, records, newtypes and user-defined types.
    pub derives: Vec<String>,
    /// Rust types that stand for CQL types, wherever these stand.
    pub types: Vec<(CqlType, RustPath)>,
    /// Whether records are read from the fields of a CSV.
    pub csv: bool,
}

/// Who sees what is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// `pub`
    Public,
    /// `pub(crate)`
    Crate,
}

/// What a column is in Rust, where it is not what its CQL type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// A type of its own around that of its CQL type.
    Newtype(String),
    /// A type of the user's, or of another crate's.
    Path(RustPath),
}

/// A Rust type by its path, every part of it absolute: `::time::OffsetDateTime`, `crate::ids::UserId`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RustPath(String);

/// The longest path that is read.
const LONGEST: usize = 200;

impl Default for Rust {
    fn default() -> Self {
        Self {
            module: vec!["rows".to_owned()],
            is_folder: false,
            visibility: Visibility::Public,
            derives: Vec::new(),
            types: Vec::new(),
            csv: false,
        }
    }
}

impl RustPath {
    /// Reads `text`: identifiers with `::` between them, of which the last may have parameters between `<` and `>`. A path
    /// that begins with a crate is made absolute, so that no module of the generated file stands before it. `None` for
    /// what is no path of a type.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            // It could nest as deep as it is long.
            return None;
        }
        let (path, rest) = path(text.trim())?;
        rest.is_empty().then_some(Self(path))
    }

    /// The type as it is written in Rust.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The crate that the path begins with, unless it is this one or the standard library.
    pub fn package(&self) -> Option<&str> {
        let first = self.0.strip_prefix("::")?.split("::").next()?;
        (!matches!(first, "std" | "core" | "alloc")).then_some(first)
    }
}

/// Whether generated code reads a value of type `ty` from the field of a CSV. What it reads, it reads as a load does;
/// patterns of time, durations and JSON it leaves to that.
pub fn is_read(ty: &CqlType, reading: &Reading) -> bool {
    match ty {
        CqlType::List { item, .. } | CqlType::Set { item, .. } | CqlType::Vector { item, .. } => {
            reading.split.is_some() && item.is_native() && is_read(item, reading)
        }
        CqlType::Duration => false,
        CqlType::Timestamp | CqlType::Date | CqlType::Time => reading.format.is_none(),
        native => native.is_native(),
    }
}

/// A path at the beginning of `text`, and what follows it.
fn path(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix("::").unwrap_or(text);
    let mut segments = Vec::new();
    loop {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (segment, after) = rest.split_at(end);
        if !is_ident(segment) {
            return None;
        }
        segments.push(segment);
        rest = after.strip_prefix("::").unwrap_or(after);
        if rest.len() == after.len() {
            break;
        }
    }
    // What `self` and `super` are depends on the module: the types stand in several.
    let is_word = |segment: &&str| Name::new(segment).rust() == format!("r#{segment}");
    if matches!(segments[0], "self" | "super" | "Self") || segments.iter().any(is_word) {
        return None;
    }
    let own = segments[0] == "crate";
    let sign = if own || segments.len() == 1 { "" } else { "::" };
    let mut path = format!("{sign}{}", segments.join("::"));
    if let Some(mut inside) = rest.strip_prefix('<') {
        let mut parameters = Vec::new();
        loop {
            let (parameter, after) = self::path(inside.trim_start())?;
            parameters.push(parameter);
            inside = after.trim_start();
            match inside.strip_prefix(',') {
                Some(after) => inside = after,
                None => break,
            }
        }
        rest = inside.strip_prefix('>')?;
        path = format!("{path}<{}>", parameters.join(", "));
    }
    Some((path, rest))
}

/// Whether `text` is an identifier of ASCII letters.
pub fn is_ident(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text != "_"
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_absolute_and_nothing_but_paths() {
        let cases = [
            ("time::OffsetDateTime", "::time::OffsetDateTime"),
            ("::time::Date", "::time::Date"),
            ("chrono::DateTime< chrono::Utc >", "::chrono::DateTime<::chrono::Utc>"),
            ("crate::ids::UserId", "crate::ids::UserId"),
            ("a::Pair<i32,String>", "::a::Pair<i32, String>"),
            ("i64", "i64"),
        ];
        for (text, path) in cases {
            assert_eq!(RustPath::parse(text).map(|path| path.0).as_deref(), Some(path), "{text}");
        }
        for text in [
            "",
            "a::",
            "a b",
            "a; fn x() {}",
            "Vec<",
            "Vec<u8",
            "super::A",
            "a::type::B",
            "&str",
            "[u8; 4]",
            "1a",
            "a::<b>",
            "dyn X",
        ] {
            assert_eq!(RustPath::parse(text), None, "{text}");
        }
        let package = |text: &str| RustPath::parse(text).and_then(|path| path.package().map(str::to_owned));
        assert_eq!(package("chrono::NaiveDate").as_deref(), Some("chrono"));
        assert_eq!((package("crate::Id"), package("std::sync::Arc<u8>")), (None, None));
    }
}
