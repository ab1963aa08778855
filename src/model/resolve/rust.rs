//! The choices for generated Rust: its module, the types of columns, how records are written.

use std::collections::HashMap;

use super::tables::Draft;
use super::types::Types;
use super::{Faults, Vocabulary, a};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::raw;
use crate::model::rust::{Rust, RustPath, RustType, Visibility, is_ident, is_read};
use crate::model::tree::Step;
use crate::model::{Origin, Source};
use crate::name::Name;
use crate::rules::shape;
use crate::types::CqlType;

/// Derives of the standard library.
const STANDARD: [&str; 5] = ["Default", "Eq", "Hash", "Ord", "PartialOrd"];

/// The choices for the whole file.
pub(super) fn rust(raw: &raw::File, types: &Types, vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Rust {
    newtypes(types, vocabulary, faults);
    let Some(raw) = &raw.rust else { return Rust::default() };
    let mut said = Said { raw, faults };
    Rust {
        module: said.module(),
        is_folder: said.one_of("layout", raw.layout.as_deref(), &["file", "folder"]) == 1,
        visibility: match said.one_of("visibility", raw.visibility.as_deref(), &["pub", "pub(crate)"]) {
            1 => Visibility::Crate,
            _ => Visibility::Public,
        },
        derives: said.derives(),
        types: said.types(),
        csv: said.faults.boolean(&["rust".into(), "csv".into()], raw.csv.as_deref()).unwrap_or_default(),
    }
}

/// The `rust` block.
struct Said<'a, 'f> {
    raw: &'a raw::Rust,
    faults: &'a mut Faults<'f>,
}

impl Said<'_, '_> {
    fn module(&mut self) -> Vec<String> {
        let Some(text) = &self.raw.module else { return Rust::default().module };
        let module: Vec<String> = text.split("::").map(str::to_owned).collect();
        let is_plain = |segment: &String| is_ident(segment) && Name::new(segment).rust() == *segment;
        if !module.iter().all(is_plain) {
            let fact = format!("`{text}` is not the path of a module");
            let help = "write snake-case words with `::` between them, such as `db::rows`: that is `db/rows.rs`";
            self.faults.push("R01", &["rust".into(), "module".into()], fact, help);
        }
        module
    }

    /// The index of what is chosen; the first is the default.
    fn one_of(&mut self, key: &'static str, text: Option<&str>, known: &[&str]) -> usize {
        let Some(text) = text else { return 0 };
        known.iter().position(|known| *known == text).unwrap_or_else(|| {
            let place = self.faults.tree.at(&["rust".into(), key.into()]);
            self.faults.unknown("R01", place, key, text, known);
            0
        })
    }

    fn derives(&mut self) -> Vec<String> {
        let mut derives = Vec::new();
        for (n, text) in self.raw.derive.iter().enumerate() {
            // The library's own are known by their names alone.
            let is_known = |path: &RustPath| {
                path.package().is_some() || path.text().contains("::") || STANDARD.contains(&path.text())
            };
            if let Some(path) = RustPath::parse(text).filter(|path| !path.text().contains('<') && is_known(path)) {
                derives.push(path.text().to_owned());
            } else {
                let fact = format!("`{text}` is not the path of a derive");
                let path = ["rust".into(), "derive".into(), n.into()];
                self.faults.push("R01", &path, fact, "write it with its crate, such as `serde::Serialize`");
            }
        }
        derives
    }

    fn types(&mut self) -> Vec<(CqlType, RustPath)> {
        let mut mapped = Vec::new();
        for (cql, rust) in &self.raw.types.0 {
            let path = ["rust".into(), "types".into(), cql.as_str().into()];
            let Ok(ty) = CqlType::parse(cql, &|_| None) else {
                let known = "timestamp, date, time, uuid, decimal, varint, inet, text".split(", ");
                let help = nearest(cql, known).map_or_else(
                    || "name a type without parts, such as `timestamp`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.faults.push_key("R01", &path, format!("`{cql}` is no native type of CQL"), help);
                continue;
            };
            if !ty.is_native() || ty == CqlType::Counter {
                let fact = format!("the Rust type of {} follows from what it holds", a(&ty));
                self.faults.push_key("R03", &path, fact, "map a native type other than counter");
            }
            mapped.extend(rust_path(rust, &path, self.faults).map(|rust| (ty, rust)));
        }
        mapped
    }
}

fn rust_path(text: &str, path: &[Step<'_>], faults: &mut Faults<'_>) -> Option<RustPath> {
    let parsed = RustPath::parse(text);
    if parsed.is_none() {
        let fact = format!("`{text}` is not the path of a Rust type");
        faults.push("R01", path, fact, "write it with its crate, such as `time::OffsetDateTime`");
    }
    parsed
}

/// What the column `name` of type `ty` is in Rust, where `raw` says so.
pub(super) fn column(name: &str, ty: &CqlType, raw: &raw::Column, faults: &mut Faults<'_>) -> Option<RustType> {
    let said = raw.rust.as_ref()?;
    let path: [Step<'_>; 3] = ["columns".into(), name.into(), "rust".into()];
    match (&said.newtype, &said.ty) {
        (Some(_), Some(_)) => {
            let fact = format!("column `{name}` has both a newtype and a type");
            faults.push_key("R03", &path, fact, "keep one: a newtype is made, a type is yours");
            None
        }
        (Some(newtype), None) => {
            if !is_ident(newtype) || Name::new(newtype).rust_type() != *newtype {
                let fact = format!("`{newtype}` is not the name of a Rust type");
                let help = format!("write it in camel case: `{}`", Name::new(newtype).rust_type());
                faults.push("R01", &[path[0], path[1], path[2], "newtype".into()], fact, help);
                return None;
            }
            if !ty.is_native() || *ty == CqlType::Counter {
                let fact = format!("column `{name}` is {}, which takes no newtype", a(ty));
                faults.push_key("R03", &path, fact, "newtypes are for the native types of keys and values");
                return None;
            }
            Some(RustType::Newtype(newtype.clone()))
        }
        (None, Some(text)) => {
            if *ty == CqlType::Counter {
                let fact = format!("column `{name}` is a counter, whose Rust type is the driver's");
                faults.push_key("R03", &path, fact, "remove it");
                return None;
            }
            rust_path(text, &[path[0], path[1], path[2], "type".into()], faults).map(RustType::Path)
        }
        (None, None) => None,
    }
}

/// Whether generated code adds to the column: `write: add`.
pub(super) fn is_added(name: &str, ty: &CqlType, raw: &raw::Column, faults: &mut Faults<'_>) -> bool {
    let path: [Step<'_>; 3] = ["columns".into(), name.into(), "write".into()];
    let Some(text) = raw.write.as_deref() else { return false };
    if !matches!(text, "add" | "overwrite") {
        let place = faults.tree.at(&path);
        faults.unknown("R01", place, "way to write a column", text, &["add", "overwrite"]);
        return false;
    }
    let is_collection = matches!(ty, CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. });
    if text == "add" && !(is_collection && ty.is_multi_cell()) {
        let fact = format!("column `{name}` is {}, to which nothing can be added", a(ty));
        faults.push_key("R03", &path, fact, "`write: add` is for a list, set or map that is not frozen");
    }
    text == "add"
}

/// Whether generated code writes a record of the source at `path` as one logged batch.
pub(super) fn is_batch(source: &raw::Source, path: &[Step<'_>], faults: &mut Faults<'_>) -> bool {
    let Some(text) = source.write.as_deref() else { return false };
    if !matches!(text, "concurrent" | "logged_batch") {
        let path: Vec<Step<'_>> = path.iter().copied().chain(["write".into()]).collect();
        let place = faults.tree.at(&path);
        faults.unknown("R01", place, "way to write a record", text, &["concurrent", "logged_batch"]);
    }
    text == "logged_batch"
}

/// Whether generated code can give the rows of the table a lifetime each: `rust: { ttl: true }` of the query `owner`.
pub(super) fn has_ttl(owner: &str, query: &raw::Query, shape: &shape::Table, faults: &mut Faults<'_>) -> bool {
    let path = ["queries".into(), owner.into(), "rust".into(), "ttl".into()];
    let text = query.rust.as_ref().and_then(|rust| rust.ttl.as_deref());
    let asked = faults.boolean(&path, text).unwrap_or_default();
    if asked && shape.is_counter() {
        let fact = format!("table `{}` holds counters, which live for ever", shape.name);
        faults.push_key("R03", &path, fact, "remove `ttl`");
    }
    asked
}

/// R03: every column that a record of the CSV holds is one that generated code reads.
pub(super) fn records(
    rust: &Rust,
    vocabulary: &Vocabulary,
    (sources, tables): (&[Source], &[Draft]),
    faults: &mut Faults<'_>,
) {
    if !rust.csv {
        return;
    }
    let mut needed = vec![false; vocabulary.columns.len()];
    let filled = tables.iter().filter(|draft| draft.table.source.is_some());
    let stored = filled.clone().flat_map(|draft| draft.table.columns.iter().copied());
    let kept = sources.iter().map(|source| &source.keep).chain(filled.map(|draft| &draft.table.keep));
    for column in stored.chain(kept.flatten().map(|condition| condition.column)) {
        match vocabulary.columns[column].origin {
            Origin::Derived { from, .. } => needed[from] = true,
            _ => needed[column] = true,
        }
    }
    for (column, _) in vocabulary.columns.iter().zip(needed).filter(|(_, needed)| *needed) {
        let is_read = match &column.origin {
            // How a collection of the user's own is made of its elements is not known.
            Origin::Csv { .. } if !column.ty.is_native() && column.rust.is_some() => false,
            Origin::Csv { reading, .. } => is_read(&column.ty, reading),
            Origin::Fields { headers, reading } => match &column.ty {
                CqlType::Udt { udt, .. } => {
                    let fields = udt.fields.iter().zip(headers).filter(|(_, header)| header.is_some());
                    fields.into_iter().all(|((_, ty), _)| ty.is_native() && is_read(ty, reading))
                }
                _ => false,
            },
            Origin::Constant(_) | Origin::Derived { .. } => true,
        };
        if !is_read {
            let place = faults.tree.key_at(&["columns".into(), column.name.text().into()]);
            let fact = format!("generated code does not read column `{}` from a CSV", column.name);
            let help = "it reads native types but durations, times without a pattern, and lists, sets and vectors of them with `split`: leave `rust: { csv: true }` out, and fill the record yourself";
            faults.report.push(Diagnostic::error("R03", fact).at(place).help(help));
        }
    }
}

/// R03: a logged batch takes no counters.
pub(super) fn batches(raw: &raw::File, sources: &[Source], tables: &[Draft], faults: &mut Faults<'_>) {
    for (at, source) in sources.iter().enumerate().filter(|(_, source)| source.is_batch) {
        let mut filled = tables.iter().filter(|draft| draft.table.source == Some(at));
        if let Some(counted) = filled.find(|draft| draft.table.shape.is_counter()) {
            let path: Vec<Step<'_>> = match &source.name {
                Some(name) => vec!["sources".into(), name.text().into(), "write".into()],
                None => vec!["source".into(), "write".into()],
            };
            let fact = format!("a logged batch takes no counters, which table `{}` holds", counted.table.shape.name);
            faults.push_key("R03", &path, fact, "write `write: concurrent`, or fill the table from another source");
        }
    }
    let names: Vec<Name> = raw.sources.0.iter().map(|(name, _)| Name::new(name)).collect();
    for (finding, at) in crate::rules::names("source", &names) {
        let place = faults.tree.key_at(&["sources".into(), names[at].text().into()]);
        faults.judged_at(place, finding);
    }
}

/// R02: a newtype has one type inside, and a name that no user-defined type has.
fn newtypes(types: &Types, vocabulary: &Vocabulary, faults: &mut Faults<'_>) {
    let mut known: HashMap<&str, (&Name, &CqlType)> = HashMap::new();
    for column in &vocabulary.columns {
        let Some(RustType::Newtype(newtype)) = &column.rust else { continue };
        let path = ["columns".into(), column.name.text().into(), "rust".into(), "newtype".into()];
        if let Some(udt) = types.all.iter().find(|udt| udt.name.rust_type() == *newtype) {
            let fact = format!("the newtype `{newtype}` and the type `{}` are both `{newtype}` in Rust", udt.name);
            faults.push("R02", &path, fact, "give the newtype another name");
        }
        let (first, ty) = *known.entry(newtype).or_insert((&column.name, &column.ty));
        if *ty != column.ty {
            let fact = format!(
                "the newtype `{newtype}` would hold {} for column `{first}` and {} for column `{}`",
                a(ty),
                a(&column.ty),
                column.name
            );
            faults.push("R02", &path, fact, "give one of them another name");
        }
    }
}
