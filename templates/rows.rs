// {{ header }}
// Crates: {{ crates | join(", ") }}. Document it where it is included: `/// …` above `pub mod rows;`.
{% for module in modules %}

{% include "_rows_module.rs" %}
{% endfor %}
{% if types %}

{% include "_rows_types.rs" %}
{% endif %}

{% include "_rows_queries.rs" %}

{% include "_rows_driver.rs" %}
