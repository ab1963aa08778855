//! The parts of the context: what templates see, under the names that `templates/README.md` documents. Takes and gives
//! values that were made elsewhere; never spells a word.
//!
//! What [`word`] makes may be printed as it is; what [`raw`] makes needs an escaping filter.

use std::sync::{Arc, OnceLock};

use minijinja::Value;
use minijinja::value::{Enumerator, Object};

/// The version of the context. It grows when a field goes or changes its meaning, not when one is added.
pub(super) const VERSION: u32 = 2;

/// A finished word: a string that templates may print without a filter.
pub(super) fn word(text: impl Into<String>) -> Value {
    Value::from_safe_string(text.into())
}

/// Raw text of the user: a string that needs a filter.
pub(super) fn raw(text: &str) -> Value {
    Value::from(text)
}

/// A part of the context: a struct whose fields templates read by name. Those behind `late` are not there before the
/// statements are rendered.
macro_rules! part {
    ($(#[$doc:meta])* $name:ident { $($field:ident $key:literal),* $(,)? } late { $($late:ident $late_key:literal),* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(super) struct $name {
            $(pub(super) $field: Value,)*
            $(pub(super) $late: OnceLock<Value>,)*
        }

        impl Object for $name {
            fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
                self.get_value_by_str(key.as_str()?)
            }

            fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
                match key {
                    $($key => Some(self.$field.clone()),)*
                    $($late_key => self.$late.get().cloned(),)*
                    _ => None,
                }
            }

            fn enumerate(self: &Arc<Self>) -> Enumerator {
                Enumerator::Str(&[$($key,)* $($late_key,)*])
            }
        }
    };
}

part! {
    /// The keyspace.
    Keyspace { name "name", cql "cql", replication "replication", durable_writes "durable_writes" }
    late { create "create" }
}

part! {
    /// A user-defined type.
    Type { name "name", cql "cql", rust "rust", fields "fields" }
    late { create "create" }
}

part! {
    /// A field of a user-defined type.
    Field { name "name", cql "cql", ty "type", rust "rust", rename "rename", rust_type "rust_type", doc "doc" }
    late {}
}

part! {
    /// A table.
    Table {
        name "name", cql "cql", rust "rust", method "method", columns "columns", partition_key "partition_key",
        clustering_key "clustering_key", with "with", indexes "indexes", binds "binds", column_list "column_list",
        marker_list "marker_list", partition_list "partition_list", insert_index "insert_index", writes "writes",
    }
    late { create "create", insert "insert", queries "queries" }
}

part! {
    /// An index of a table.
    Index { name "name", cql "cql", target "target", options "options" }
    late { create "create" }
}

part! {
    /// A statement that writes a table: its rows, or the static columns of its partitions.
    Write {
        is_static "is_static", constant "constant", rust "rust", method "method", title "title", clause "clause",
        noun "noun", columns "columns", binds "binds", column_list "column_list", marker_list "marker_list",
        set_list "set_list", key_list "key_list", using "using", index "index", is_own "is_own", has_ttl "has_ttl",
        fields "fields", life "life", elided "elided", bound "bound", values "values", from "from", is_idempotent "idempotent", appends "appends", counts "counts",
    }
    late { statement "statement" }
}

part! {
    /// A column of a table, or of a query's rows.
    Column {
        name "name", cql "cql", ty "type", kind "kind", is_static "is_static", order "order", rust "rust",
        rename "rename", rust_type "rust_type", read_type "read_type", write_type "write_type", doc "doc",
    }
    late {}
}

part! {
    /// A value that a statement binds.
    Bind { name "name", cql "cql", ty "type", rust "rust", rename "rename", rust_type "rust_type", doc "doc" }
    late {}
}

part! {
    /// A query.
    Query {
        name "name", question "question", title "title", rust "rust", method "method", table "table",
        columns "columns", binds "binds", distinct "distinct", selection "selection", conditions "conditions", order_by "order_by",
        per_partition_limit "per_partition_limit", limit "limit", returns "returns", has_rows "has_rows",
        unpaged "unpaged", reversed "reversed", consistency "consistency", idempotent "idempotent",
        select_index "select_index", via "via", gives "gives", page_method "page_method", page_size "page_size",
        life "life", params "params", bound "bound", values "values", across "across", text "text",
    }
    late { select "select" }
}

part! {
    /// The buckets that a query goes through, in words of Rust.
    Buckets {
        first "first", last "last", bucket "bucket", function "function", at "at", descending "descending",
        values "values", limit "limit", limit_at "limit_at", life "life",
    }
    late {}
}

part! {
    /// The table that a query reads.
    Source { name "name", cql "cql" }
    late {}
}

part! {
    /// A module of `rows.rs`: a query, a table, or both where they share a name.
    Module { rust "rust", about "about", query "query", table "table", path "path" }
    late { body "body", methods "methods" }
}

part! {
    /// One line of the list of statements in `rows.rs`.
    Statement {
        counts "counts", appends "appends", cql "cql", query "query", consistency "consistency", idempotent "idempotent", page_size "page_size",
        keyspace_at "keyspace_at",
    }
    late {}
}

part! {
    /// A field of a struct by which a caller says what is written, or of one that is bound in its place.
    InputField { doc "doc", rename "rename", rust "rust", rust_type "rust_type", expression "expression" }
    late {}
}

part! {
    /// A struct that is bound in the place of the caller's.
    InputValues { rust "rust", method "method", life "life", fields "fields" }
    late {}
}

part! {
    /// How a record becomes the struct by which a caller says what is written.
    RecordInput { record "record", fields "fields", is_partial "is_partial" }
    late {}
}

part! {
    /// A record: one row of a source.
    Record {
        rust "rust", about "about", fields "fields", writes "writes", left_out "left_out", is_batch "is_batch",
        is_boxed "is_boxed", csv "csv",
    }
    late {}
}

part! {
    /// A field of a record.
    RecordField { rust "rust", rust_type "rust_type", doc "doc" }
    late {}
}

part! {
    /// A statement that writes a part of a record.
    RecordWrite { name "name", module "module", rust "rust", index "index", computed "computed", guard "guard", is_partial "is_partial" }
    late {}
}

part! {
    /// How a record is read from the fields of a CSV; where it cannot be, why.
    Csv { rust "rust", fields "fields", first "first", keep "keep", rest "rest", columns "columns", why "why" }
    late {}
}

part! {
    /// A field of a CSV under its header.
    CsvField { rust "rust", header "header", doc "doc" }
    late {}
}

part! {
    /// A column that is read from the fields of a CSV, and the expression by which the record takes it.
    CsvColumn { rust "rust", read "read", taken "taken" }
    late {}
}

part! {
    /// A table that a record is not written to, and why.
    LeftOut { method "method", why "why" }
    late {}
}

part! {
    /// A newtype.
    Newtype { rust "rust", doc "doc", inside "inside", derives "derives" }
    late {}
}

part! {
    /// A function that computes a derived column.
    Function { rust "rust", doc "doc", argument "argument", takes "takes", gives "gives", body "body" }
    late {}
}

part! {
    /// Which of its functions `rows.rs` needs; unused ones would be warned of.
    Uses {
        stream "stream", page "page", rows "rows", first "first", one "one", count "count", distinct "distinct",
        wire "wire", computed "computed", keyed "keyed", concurrent "concurrent", batch "batch",
        csv "csv", uuid "uuid", across "across", across_rows "across_rows", across_first "across_first",
        across_count "across_count",
    }
    late {}
}

/// A part of the context as a value that others can hold.
pub(super) fn value<T: Object + 'static>(part: &Arc<T>) -> Value {
    Value::from_dyn_object(Arc::clone(part))
}
