// {{ header }}
// Crates: {{ crates | join(", ") }}.

{% include "_rows_top.rs" %}
{% for module in modules %}

{{ module.about | rust_doc }}
#[rustfmt::skip]
{% if rust.is_folder %}
{% if module.path %}
#[path = {{ module.path }}]
{% endif %}
{{ rust.visibility }} mod {{ module.rust }};
{% else %}
{{ rust.visibility }} mod {{ module.rust }} {
{{ module.body }}
}
{% endif %}
{% endfor %}
{% if types or newtypes %}

{% include "_rows_types.rs" %}
{% endif %}
{% if records %}

{% include "_rows_records.rs" %}
{% endif %}

{% include "_rows_errors.rs" %}
{% if functions %}

{% include "_rows_derive.rs" %}
{% endif %}

{% include "_rows_driver.rs" %}
