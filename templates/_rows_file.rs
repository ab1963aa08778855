// {{ header }}

{% include "_rows_module.rs" %}
