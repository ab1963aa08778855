{{ module.about | rust_doc }}
#[rustfmt::skip]
pub mod {{ module.rust }} {
{% if module.query %}
{% set query = module.query %}
    /// The name of the query.
    pub const NAME: &str = {{ query.name | rust_str }};

    /// The statement that answers it.
    ///
    {{ query.select | rust_doc_block(4) }}
    pub const SELECT: &str = {{ query.select | rust_str }};

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
{% for bind in query.binds %}
        /// {{ bind.doc }}
{% if bind.rename %}
        #[scylla(rename = {{ bind.rename }})]
{% endif %}
        pub {{ bind.rust }}: {{ bind.rust_type }},
{% endfor %}
    }
{% if query.has_rows %}

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
{% for column in query.columns %}
        /// {{ column.doc }}
{% if column.rename %}
        #[scylla(rename = {{ column.rename }})]
{% endif %}
        pub {{ column.rust }}: {{ column.read_type }},
{% endfor %}
    }
{% endif %}
{% endif %}
{% if module.table %}
{% set table = module.table %}
{% for write in table.writes %}
{% if module.query or not loop.first %}

{% endif %}
    /// The statement that {{ write.clause }} of {{ table.name | code }}.
    ///
    {{ write.statement | rust_doc_block(4) }}
    pub const {{ write.constant }}: &str = {{ write.statement | rust_str }};

    /// {{ write.noun }} of {{ table.name | code }} to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct {{ write.rust }} {
{% for column in write.columns %}
        /// {{ column.doc }}
{% if column.rename %}
        #[scylla(rename = {{ column.rename }})]
{% endif %}
        pub {{ column.rust }}: {{ column.write_type }},
{% endfor %}
    }
{% endfor %}
{% endif %}
}
