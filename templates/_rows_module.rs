{% set vis = rust.visibility %}
{% if module.query %}
{% set query = module.query %}
/// The name of the query.
{{ vis }} const NAME: &str = {{ query.name | rust_str }};

/// The statement that answers it.
///
{{ query.select | rust_doc_block }}
{{ vis }} const SELECT: &str = {{ query.select | rust_str }};
{% if query.binds %}

/// What the query is asked with.
{% if query.values or query.across %}
#[derive(Clone, Copy, Debug, PartialEq)]
{% else %}
#[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
#[scylla(flavor = "enforce_order")]
{% endif %}
{{ vis }} struct Params{{ query.life }} {
{% for bind in query.binds %}
    /// {{ bind.doc }}
{% if bind.rename and not query.values and not query.across %}
    #[scylla(rename = {{ bind.rename }})]
{% endif %}
    {{ vis }} {{ bind.rust }}: {{ bind.rust_type }},
{% endfor %}
}
{% if query.across %}
{% set across = query.across %}

impl{{ query.life }} Params{{ query.life }} {
    /// The buckets that are read, and what is bound in each.
    pub(super) fn buckets(&self) -> super::driver::Buckets<{{ across.life }}> {
        super::driver::Buckets {
            first: {{ across.first }},
            last: {{ across.last }},
            descending: {{ across.descending }},
            bucket: {{ across.bucket }},
            function: {{ across.function }},
            at: {{ across.at }},
            values: ::std::vec![{% for value in across.values %}::std::boxed::Box::new({{ value }}){% if not loop.last %}, {% endif %}{% endfor %}],
            limit: {{ across.limit }},
            limit_at: {{ across.limit_at }},
        }
    }
}
{% endif %}
{% if query.values and not query.across %}

#[derive(::scylla::SerializeRow)]
#[scylla(flavor = "enforce_order")]
pub(super) struct Values<'a> {
{% for field in query.values.fields %}
{% if field.rename %}
    #[scylla(rename = {{ field.rename }})]
{% endif %}
    {{ field.rust }}: {{ field.rust_type }},
{% endfor %}
}

impl<'a> Params<'a> {
    /// What is bound: each value of a list once, as Cassandra 5.0.8 loses rows where one is there twice.
    pub(super) fn values(&self) -> Values<'a> {
        Values { {% for field in query.values.fields %}{{ field.rust }}: {{ field.expression }}{% if not loop.last %}, {% endif %}{% endfor %} }
    }
}
{% endif %}
{% endif %}
{% if query.has_rows %}

/// A row of the answer.
#[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow{{ rust.derives }})]
#[scylla(flavor = "enforce_order")]
{{ vis }} struct Row {
{% for column in query.columns %}
    /// {{ column.doc }}
{% if column.rename %}
    #[scylla(rename = {{ column.rename }})]
{% endif %}
    {{ vis }} {{ column.rust }}: {{ column.read_type }},
{% endfor %}
}
{% endif %}
{% endif %}
{% if module.table %}
{% set table = module.table %}
{% for write in table.writes %}
{% if module.query or not loop.first %}

{% endif %}
{% include "_rows_write.rs" %}
{% endfor %}
{% endif %}
