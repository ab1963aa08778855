//! Takes a record, gives how it is read from the fields of a CSV. Never reads one.

use std::sync::Arc;

use minijinja::Value;
use rustc_hash::FxHashMap;

use super::conditions::{Form, Tested, condition};
use super::context::{Csv, CsvColumn, CsvField, word};
use super::derived::Derived;
use super::escape::{code, rust_str};
use super::records::{Fields, all_of};
use super::rust_types::{RustTypes, Seen, short};
use super::spell::{self, Scope};
use super::words::is_plain_collection;
use crate::catalog::{Catalog, Record};
use crate::model::rust::is_read;
use crate::model::{Column, Origin, RustType, Test};
use crate::name::Name;
use crate::types::CqlType;
use crate::value::{Reading, Unit};

/// How `record` is read: the struct `rust` with the fields of the CSV that it needs, and the conversion.
/// `fields` are those of the record's struct.
pub(super) fn part(
    rust: &str,
    (record, fields): (&Record, &Fields<'_>),
    catalog: &Catalog,
    (derived, types): (&Derived<'_>, &RustTypes),
) -> Value {
    let mut reader = Reader {
        record,
        types,
        headers: Vec::new(),
        by_header: FxHashMap::default(),
        scope: Scope::new(&[]),
        locals: Scope::new(&["self", "is_kept"]),
        names: FxHashMap::default(),
    };
    let (mut first, mut tests, mut why) = (Vec::new(), Vec::new(), None);
    for kept in &record.keep {
        let column = &catalog.columns[kept.column];
        match reader.kept(column, &kept.test, derived, &mut first) {
            Some(test) => tests.push(test),
            None => why = Some(format!("what the model keeps by {} has no test in Rust", code(&column.name.cql()))),
        }
    }
    let mut others = Vec::new();
    let taken = record.fields.iter().map(|field| {
        let column = &catalog.columns[field.column];
        let local = reader.local(column, &mut others);
        let spelled = types.column(&column.name, &column.ty, Seen::Top);
        let expression = if field.is_required {
            format!("cells::needed({}, {local})?", rust_str(column.name.text()))
        } else if is_plain_collection(&column.ty, &spelled.owned) {
            format!("{local}.unwrap_or_default()")
        } else {
            local.to_string()
        };
        let ident = fields.get(&column.name).map_or("", |(ident, _)| ident);
        Value::from_object(CsvColumn { rust: word(ident), read: ().into(), taken: word(expression) })
    });
    let taken: Vec<Value> = taken.collect();
    Value::from_object(Csv {
        rust: word(rust),
        fields: reader.headers.into(),
        first: first.into(),
        keep: all_of(tests).map(word).into(),
        rest: others.into(),
        columns: taken.into(),
        why: why.map(word).into(),
    })
}

/// What of the CSV was asked for so far.
struct Reader<'a> {
    record: &'a Record,
    types: &'a RustTypes,
    headers: Vec<Value>,
    by_header: FxHashMap<String, Arc<str>>,
    scope: Scope,
    /// The variables of the conversion, and those that hold columns.
    locals: Scope,
    names: FxHashMap<Name, Arc<str>>,
}

impl Reader<'_> {
    /// The test of a condition of the source, after `reads` has what it needs; nothing where there is none.
    fn kept(&mut self, column: &Column, test: &Test, derived: &Derived<'_>, reads: &mut Vec<Value>) -> Option<String> {
        let tested = match column.origin {
            Origin::Csv { .. } | Origin::Fields { .. } => column,
            Origin::Derived { from, .. } if matches!(test, Test::Null | Test::NotNull) => derived.at(from),
            Origin::Derived { .. } | Origin::Constant(_) => return None,
        };
        let spelled = self.types.column(&tested.name, &tested.ty, Seen::Top);
        let read = self.local(tested, reads).to_string();
        condition(test, &Tested { column: tested, spelled: &spelled, read, form: Form::Option })
    }

    /// The variable that holds the column; what reads it is put into `reads` unless it was read before.
    fn local(&mut self, column: &Column, reads: &mut Vec<Value>) -> Arc<str> {
        if let Some(local) = self.names.get(&column.name) {
            return Arc::clone(local);
        }
        let local = self.locals.reserve(&spell::field(&column.name).into());
        let read = self.read(column, &local);
        reads.push(Value::from_object(CsvColumn { rust: word(&*local), read: word(read), taken: ().into() }));
        self.names.insert(column.name.clone(), Arc::clone(&local));
        local
    }

    /// The field under `header`.
    fn field(&mut self, header: &str) -> Arc<str> {
        if let Some(ident) = self.by_header.get(header) {
            return Arc::clone(ident);
        }
        let ident = self.scope.reserve(&spell::field(&Name::new(header)).into());
        self.headers.push(Value::from_object(CsvField {
            rust: word(&*ident),
            header: word(rust_str(header)),
            doc: word(code(header)),
        }));
        self.by_header.insert(header.to_owned(), Arc::clone(&ident));
        ident
    }

    /// The expression that reads the column, as an option.
    fn read(&mut self, column: &Column, local: &str) -> String {
        let nulls = column.nulls.as_ref().unwrap_or(&self.record.nulls);
        let nulls: Vec<String> = nulls.iter().map(|text| rust_str(text)).collect();
        let nulls = nulls.join(", ");
        let name = rust_str(column.name.text());
        let call = |field: &str, parser: &str| format!("cells::read({name}, &self.{field}, &[{nulls}], {parser})?");
        match &column.origin {
            Origin::Csv { header, reading } => {
                let field = self.field(header);
                call(&field, &self.parser(column, reading))
            }
            Origin::Fields { headers, reading } => {
                let CqlType::Udt { udt, .. } = &column.ty else { return "None".to_owned() };
                let mut scope = Scope::new(super::words::FIELDS);
                let (mut fields, mut tests) = (Vec::new(), Vec::new());
                for ((name, ty), header) in udt.fields.iter().zip(headers) {
                    let ident = scope.reserve(&spell::udt_field(name).into());
                    let value = match header {
                        Some(header) => {
                            let field = self.field(header);
                            tests.push(format!("{local}.{ident}.is_some()"));
                            call(&field, &self.plain(ty, reading))
                        }
                        None => "None".to_owned(),
                    };
                    fields.push(format!("{ident}: {value}"));
                }
                let owned = self.types.column(&column.name, &column.ty, Seen::Top).owned.clone();
                let any = tests.join(" || ");
                format!("{{ let {local} = {owned} {{ {} }}; ({any}).then_some({local}) }}", fields.join(", "))
            }
            Origin::Constant(_) | Origin::Derived { .. } => "None".to_owned(),
        }
    }

    /// The function that makes a value of a text.
    fn parser(&self, column: &Column, reading: &Reading) -> String {
        let spelled = self.types.column(&column.name, &column.ty, Seen::Top);
        match (&column.rust, &column.ty) {
            (Some(RustType::Newtype(_)), ty) => {
                closure(&format!("{}.map({})", driver_call(ty, reading), spelled.owned))
            }
            (Some(RustType::Path(_)), ty) => closure(&format!("{}?.try_into().ok()", driver_call(ty, reading))),
            (None, CqlType::List { item, .. } | CqlType::Set { item, .. } | CqlType::Vector { item, .. }) => {
                let separator = rust_str(reading.split.as_deref().unwrap_or_default());
                closure(&format!("cells::split(text, {separator}, {})", self.plain(item, reading)))
            }
            (None, ty) => self.plain(ty, reading),
        }
    }

    /// The same for a native type.
    fn plain(&self, ty: &CqlType, reading: &Reading) -> String {
        let call = driver_call(ty, reading);
        if self.types.plain(ty, Seen::Top).is_chosen {
            return closure(&format!("{call}?.try_into().ok()"));
        }
        closure(&call)
    }
}

/// A function of `text` that gives `call`: the one that is called, where nothing else is said.
fn closure(call: &str) -> String {
    match call.strip_suffix("(text)") {
        Some(function) if !function.contains(['(', '|']) => function.to_owned(),
        _ => format!("|text| {call}"),
    }
}

/// The call that makes a value of the driver's type of `text`.
fn driver_call(ty: &CqlType, reading: &Reading) -> String {
    debug_assert!(!ty.is_native() || is_read(ty, reading), "{ty}");
    let function = match ty {
        CqlType::Text => "text",
        CqlType::Ascii => "ascii",
        CqlType::Blob => "blob",
        CqlType::Uuid => "uuid",
        CqlType::Timeuuid => "timeuuid",
        CqlType::Decimal => "decimal",
        CqlType::Varint => "varint",
        CqlType::Double => "double",
        CqlType::Float => "float",
        CqlType::Counter => "counter",
        CqlType::Date => "date",
        CqlType::Time => "time",
        CqlType::Boolean => {
            let (yes, no) = reading.booleans.clone().unwrap_or_default();
            let list = |words: &[String]| words.iter().map(|word| rust_str(word)).collect::<Vec<_>>().join(", ");
            return format!("cells::boolean(text, &[{}], &[{}])", list(&yes), list(&no));
        }
        CqlType::Timestamp => {
            let power = match reading.epoch {
                Some(Unit::Seconds) => 3,
                Some(Unit::Millis) => 0,
                Some(Unit::Micros) => -3,
                Some(Unit::Nanos) => -6,
                None => {
                    let zone = reading.zone.map_or("None".to_owned(), |minutes| format!("Some({minutes})"));
                    return format!("cells::timestamp(text, {zone})");
                }
            };
            return format!("cells::epoch(text, {power})");
        }
        other => return format!("cells::parsed::<{}>(text)", short(&other.rust())),
    };
    format!("cells::{function}(text)")
}
