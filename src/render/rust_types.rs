//! Takes the type of a column, gives the Rust types of its values: owned as rows and records hold them, borrowed as
//! statements take them. Never knows a statement.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::Catalog;
use crate::model::rust::{RustPath, RustType};
use crate::name::Name;
use crate::types::CqlType;

/// The types of the prelude, by their long and short names.
const PRELUDE: [(&str, &str); 3] =
    [("::std::string::String", "String"), ("::std::vec::Vec", "Vec"), ("::std::option::Option", "Option")];

/// Types of other crates that the driver takes, with the feature that makes it do so. All are `Copy` but the last two.
const KNOWN: [(&str, &str); 8] = [
    ("::chrono::DateTime<::chrono::Utc>", "chrono-04"),
    ("::chrono::NaiveDate", "chrono-04"),
    ("::chrono::NaiveTime", "chrono-04"),
    ("::time::OffsetDateTime", "time-03"),
    ("::time::Date", "time-03"),
    ("::time::Time", "time-03"),
    ("::bigdecimal::BigDecimal", "bigdecimal-04"),
    ("::num_bigint::BigInt", "num-bigint-04"),
];

/// Where a type is spelled: seen from there, the module of user-defined types and newtypes has another path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// From the top of the file.
    Top,
    /// From a module beside that of the types.
    Beside,
}

/// A column that was spelled already, and from where.
type Known = (Seen, Rc<Spelled>);

/// The Rust types of one column.
#[derive(Clone, Debug)]
pub(super) struct Spelled {
    /// The CQL type.
    ty: CqlType,
    /// A value of one's own: `String`.
    pub(super) owned: String,
    /// A value as statements take it: `&'a str`. It is `Copy`.
    pub(super) borrowed: String,
    /// How a field of the owned type becomes one of the borrowed: nothing, `&` before it.
    pub(super) is_copy: bool,
    /// Whether the borrowed form is that of what is inside: `&'a str` of a `String`, `&'a [T]` of a `Vec<T>`.
    pub(super) is_deref: bool,
    /// Whether the model chose the type.
    pub(super) is_chosen: bool,
}

/// The Rust spelling of types as it stands in a module of its own: UDTs found in `module`, the types of the prelude by
/// their short names unless a UDT has one of these.
pub(super) struct RustTypes {
    types: FxHashSet<String>,
    shadowed: bool,
    /// What the model maps native types to.
    mapped: Vec<(CqlType, RustPath)>,
    /// What the model says of columns.
    columns: FxHashMap<Name, RustType>,
    /// The columns that were spelled already: a name has one type in every table.
    known: RefCell<FxHashMap<Name, Vec<Known>>>,
}

impl RustTypes {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let chosen = |column: &crate::model::Column| Some((column.name.clone(), column.rust.clone()?));
        let columns: FxHashMap<Name, RustType> = catalog.columns.iter().filter_map(chosen).collect();
        let newtypes = columns.values().filter_map(|rust| match rust {
            RustType::Newtype(name) => Some(name.clone()),
            RustType::Path(_) => None,
        });
        let types: FxHashSet<String> = catalog.types.iter().map(|udt| udt.name.rust_type()).chain(newtypes).collect();
        let shadowed = PRELUDE.iter().any(|(_, short)| types.contains(*short));
        Self { types, shadowed, mapped: catalog.rust.types.clone(), columns, known: RefCell::default() }
    }

    /// The types of the column `name`, seen from `seen`.
    pub(super) fn column(&self, name: &Name, ty: &CqlType, seen: Seen) -> Rc<Spelled> {
        let same = |(from, known): &&Known| *from == seen && known.ty == *ty;
        if let Some((_, known)) = self.known.borrow().get(name).and_then(|known| known.iter().find(same)) {
            return Rc::clone(known);
        }
        let spelled = Rc::new(match self.columns.get(name) {
            Some(RustType::Newtype(newtype)) => chosen(ty, format!("{}{newtype}", path(seen)), ty.is_copy()),
            Some(RustType::Path(path)) => chosen(ty, path.text().to_owned(), is_known_copy(path.text())),
            None => self.plain(ty, seen),
        });
        self.known.borrow_mut().entry(name.clone()).or_default().push((seen, Rc::clone(&spelled)));
        spelled
    }

    /// The types of a value of type `ty` that belongs to no column.
    pub(super) fn plain(&self, ty: &CqlType, seen: Seen) -> Spelled {
        if let Some(path) = self.mapped(ty) {
            let is_copy = is_known_copy(&path);
            return chosen(ty, path, is_copy);
        }
        let owned = short(&self.qualified(&ty.rust_with(&|ty| self.mapped(ty)), path(seen)));
        let item = owned.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>'));
        let inside = item.map(|item| format!("&'a [{item}]")).or_else(|| (owned == "String").then(|| "&'a str".into()));
        let is_copy = ty.is_copy();
        let borrowed = inside.clone().unwrap_or_else(|| if is_copy { owned.clone() } else { format!("&'a {owned}") });
        Spelled { ty: ty.clone(), borrowed, is_copy, is_deref: inside.is_some(), is_chosen: false, owned }
    }

    /// The type of a field of a user-defined type, inside the module of the types.
    pub(super) fn inside(&self, ty: &CqlType) -> String {
        let rust = option_of(&ty.rust_with(&|ty| self.mapped(ty)));
        if self.shadowed { rust } else { short(&rust) }
    }

    /// What is inside a newtype around a native type, inside the module of the types.
    pub(super) fn within(&self, ty: &CqlType) -> String {
        let rust = ty.rust();
        if self.shadowed { rust } else { short(&rust) }
    }

    /// What the model maps the native type `ty` to.
    fn mapped(&self, ty: &CqlType) -> Option<String> {
        self.mapped.iter().find(|(mapped, _)| mapped == ty).map(|(_, path)| path.text().to_owned())
    }

    /// Puts `path` before the names of UDTs: the only words that no `::` precedes and that we named.
    fn qualified(&self, spelling: &str, path: &str) -> String {
        if self.types.is_empty() {
            return spelling.to_owned();
        }
        let mut out = String::with_capacity(spelling.len() + 16);
        let mut rest = spelling;
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            if word == 0 {
                out.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            if !out.ends_with("::") && self.types.contains(&rest[..word]) {
                out.push_str(path);
            }
            out.push_str(&rest[..word]);
            rest = &rest[word..];
        }
        out
    }
}

fn path(seen: Seen) -> &'static str {
    match seen {
        Seen::Top => "types::",
        Seen::Beside => "super::types::",
    }
}

fn chosen(ty: &CqlType, owned: String, is_copy: bool) -> Spelled {
    let borrowed = if is_copy { owned.clone() } else { format!("&'a {owned}") };
    Spelled { ty: ty.clone(), owned, borrowed, is_copy, is_deref: false, is_chosen: true }
}

fn is_known_copy(path: &str) -> bool {
    KNOWN[..KNOWN.len() - 2].iter().any(|(known, _)| *known == path) || is_primitive(path)
}

fn is_primitive(path: &str) -> bool {
    matches!(path, "i8" | "i16" | "i32" | "i64" | "f32" | "f64" | "bool" | "::uuid::Uuid")
}

/// The feature of the driver that the type at `path` needs.
pub(super) fn feature(path: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(known, _)| *known == path).map(|(_, feature)| *feature)
}

/// A value that may be missing.
pub(super) fn option_of(rust: &str) -> String {
    format!("::std::option::Option<{rust}>")
}

/// The same type with the prelude's types by their short names.
pub(super) fn short(rust: &str) -> String {
    PRELUDE.iter().fold(rust.to_owned(), |rust, (long, short)| rust.replace(long, short))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::types::UserType;

    fn types(udts: &[&str]) -> RustTypes {
        let types: FxHashSet<String> = udts.iter().map(|name| (*name).to_owned()).collect();
        let shadowed = PRELUDE.iter().any(|(_, short)| types.contains(*short));
        RustTypes { types, shadowed, mapped: Vec::new(), columns: FxHashMap::default(), known: RefCell::default() }
    }

    #[test]
    fn user_defined_types_are_found_from_every_module() {
        let udt =
            |name: &str| Arc::new(UserType { name: Name::new(name), fields: vec![(Name::new("a"), CqlType::Int)] });
        let list = |udt| CqlType::List { item: Box::new(CqlType::Udt { udt, frozen: true }), frozen: true };
        let plain = types(&["Geo"]);
        assert_eq!(plain.plain(&list(udt("geo")), Seen::Beside).owned, "Vec<super::types::Geo>");
        assert_eq!(plain.plain(&list(udt("geo")), Seen::Top).borrowed, "&'a [types::Geo]");
        assert_eq!(plain.inside(&list(udt("geo"))), "Option<Vec<Geo>>");
        let shadowing = types(&["String"]);
        assert_eq!(shadowing.plain(&CqlType::Text, Seen::Beside).owned, "String");
        assert_eq!(shadowing.plain(&list(udt("string")), Seen::Beside).owned, "Vec<super::types::String>");
        assert_eq!(shadowing.inside(&CqlType::Text), "::std::option::Option<::std::string::String>");
    }

    #[test]
    fn what_the_model_chooses_stands_for_the_drivers_types() {
        let path = |text: &str| RustPath::parse(text).expect("a path");
        let mut types = types(&["UserId"]);
        types.mapped =
            vec![(CqlType::Timestamp, path("time::OffsetDateTime")), (CqlType::Decimal, path("crate::Money"))];
        types.columns.insert(Name::new("user"), RustType::Newtype("UserId".to_owned()));
        let column = |name: &str, ty: &CqlType| types.column(&Name::new(name), ty, Seen::Beside);
        assert_eq!(column("user", &CqlType::Int).borrowed, "super::types::UserId");
        assert_eq!(column("user", &CqlType::Text).borrowed, "&'a super::types::UserId");
        assert_eq!(column("at", &CqlType::Timestamp).borrowed, "::time::OffsetDateTime");
        assert_eq!(column("price", &CqlType::Decimal).borrowed, "&'a crate::Money");
        let set = CqlType::Set { item: Box::new(CqlType::Timestamp), frozen: false };
        assert_eq!(column("moments", &set).owned, "Vec<::time::OffsetDateTime>");
    }
}
