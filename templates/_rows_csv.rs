{% set vis = rust.visibility %}
{% if csv.why %}
// {{ csv.rust }} is not there: {{ csv.why }}.
{% else %}
/// The fields of a CSV row that [`{{ record.rust }}`] is read from, under their headers.
///
/// ```text
/// for row in csv::Reader::from_path(path)?.into_deserialize::<{{ csv.rust }}>() {
///     let Some(record) = row?.record()? else { continue };
{% if record.left_out %}
///     …
{% else %}
///     queries.insert_all(&record).await?;
{% endif %}
/// }
/// ```
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize)]
{{ vis }} struct {{ csv.rust }} {
{% for field in csv.fields %}
    /// The field under {{ field.doc }}.
    #[serde(rename = {{ field.header }})]
    {{ vis }} {{ field.rust }}: String,
{% endfor %}
}

#[rustfmt::skip]
impl {{ csv.rust }} {
    /// The record, or none of a row that the model does not keep.
    ///
    /// # Errors
    /// The first field that is no value of its column, or is none where the record needs one.
    {{ vis }} fn record(&self) -> Result<Option<{{ record.rust }}>, CsvError> {
{% for column in csv.first %}
        let {{ column.rust }} = {{ column.read }};
{% endfor %}
{% if csv.keep %}
        let is_kept = {{ csv.keep }};
        if !is_kept {
            return Ok(None);
        }
{% endif %}
{% for column in csv.rest %}
        let {{ column.rust }} = {{ column.read }};
{% endfor %}
        Ok(Some({{ record.rust }} {
{% for column in csv.columns %}
            {{ column.rust }}{% if column.rust != column.taken %}: {{ column.taken }}{% endif %},
{% endfor %}
        }))
    }
}
{% endif %}
