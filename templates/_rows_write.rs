{% set vis = rust.visibility %}
/// The statement that {{ write.clause }} of {{ table.name | code }}.
///
{{ write.statement | rust_doc_block }}
{{ vis }} const {{ write.constant }}: &str = {{ write.statement | rust_str }};
{% if write.is_own %}

/// {{ write.noun }} of {{ table.name | code }}, to write. What is unset stays as it is in the table; nothing here writes a null.
{% if write.values %}
#[derive(Clone, Copy, Debug)]
{% else %}
#[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
#[scylla(flavor = "enforce_order")]
{% endif %}
{{ vis }} struct {{ write.rust }}{{ write.life }} {
{% for field in write.fields %}
    /// {{ field.doc }}
{% if field.rename and not write.values %}
    #[scylla(rename = {{ field.rename }})]
{% endif %}
    {{ vis }} {{ field.rust }}: {{ field.rust_type }},
{% endfor %}
}
{% endif %}
{% if write.values %}
{% set values = write.values %}

#[derive(::scylla::SerializeRow)]
#[scylla(flavor = "enforce_order")]
pub(super) struct {{ values.rust }}{{ values.life }} {
{% for field in values.fields %}
{% if field.rename %}
    #[scylla(rename = {{ field.rename }})]
{% endif %}
    {{ field.rust }}: {{ field.rust_type }},
{% endfor %}
}

impl{{ write.life }} {{ write.rust }}{{ write.life }} {
    /// What is bound: the columns in the order of the statement, those among them that are computed.
    pub(super) fn {{ values.method }}(&self{% if write.has_ttl %}, seconds: i32{% endif %}) -> Result<{{ values.rust }}{{ values.life }}, super::OutOfRange> {
        Ok({{ values.rust }} {
{% for field in values.fields %}
            {{ field.rust }}: {{ field.expression }},
{% endfor %}
        })
    }
}
{% endif %}
{% if write.from and write.from.is_partial %}

impl{{ write.life }} {{ write.rust }}{{ write.life }} {
    /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
    /// part of the key.
    {{ vis }} fn of(record: &{% if write.life %}'a {% endif %}super::{{ write.from.record }}) -> Option<Self> {
        Some(Self {
{% for field in write.from.fields %}
            {{ field.rust }}: {{ field.expression }},
{% endfor %}
        })
    }
}
{% elif write.from %}

{% if write.life %}
impl<'a> From<&'a super::{{ write.from.record }}> for {{ write.rust }}<'a> {
    fn from(record: &'a super::{{ write.from.record }}) -> Self {
{% else %}
impl From<&super::{{ write.from.record }}> for {{ write.rust }} {
    fn from(record: &super::{{ write.from.record }}) -> Self {
{% endif %}
        Self {
{% for field in write.from.fields %}
            {{ field.rust }}: {{ field.expression }},
{% endfor %}
        }
    }
}
{% endif %}
