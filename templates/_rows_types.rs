/// The user-defined types of the keyspace. A field that the server does not know yet is read as none.
#[rustfmt::skip]
pub mod types {
{% for type in types %}
    /// The type {{ type.name | code }}.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct {{ type.rust }} {
{% for field in type.fields %}
        /// {{ field.doc }}
        #[scylla(allow_missing{% if field.rename %}, rename = {{ field.rename }}{% endif %})]
        pub {{ field.rust }}: {{ field.rust_type }},
{% endfor %}
    }
{% if not loop.last %}

{% endif %}
{% endfor %}
}
