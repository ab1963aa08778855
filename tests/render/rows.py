# {{ header }}
"""The rows of {{ keyspace.name | line }} as dataclasses, and the statements that write and read them."""

from dataclasses import dataclass
from typing import Any, Optional

{% set python = {"int": "int", "text": "str", "decimal": "Any"} %}
{% macro type_of(column) %}{% if column.type in python %}{{ python[column.type] | line }}{% else %}Any{% endif %}{% endmacro %}
{% for table in tables %}

@dataclass
class {{ table.name | replace("_", " ") | title | replace(" ", "") | line }}:
    """{{ table.insert | line }}"""

{% for column in table.partition_key + table.clustering_key %}
    {{ column.rust }}: {{ type_of(column) }}
{% endfor %}
{% for column in table.columns if column.kind in ["static", "regular"] %}
    {{ column.rust }}: Optional[{{ type_of(column) }}] = None
{% endfor %}
{% endfor %}


QUERIES = {
{% for query in queries %}
    {{ query.name | json }}: {{ query.select | json }},
{% endfor %}
}
