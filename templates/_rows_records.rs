{% set vis = rust.visibility %}
/// A record that [`Queries::insert_all`] writes: one row of a source of the model.
#[rustfmt::skip]
{{ vis }} trait InsertAll {
    /// Writes the record to every table of its source, with the write timestamp `at` (microseconds since 1970) if there is
    /// one.
    ///
    /// # Errors
    /// Every write that failed.
    fn insert(&self, queries: &Queries, at: Option<i64>) -> impl Future<Output = Result<(), InsertError>> + Send;
}
{% for record in records %}

{{ record.about | rust_doc }}
{% for left in record.left_out %}
///
/// [`Queries::insert_all`] leaves out a table: {{ left.why }}. Write it with [`Queries::{{ left.method }}`].
{% endfor %}
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq{{ rust.derives }})]
{{ vis }} struct {{ record.rust }} {
{% for field in record.fields %}
    /// {{ field.doc }}
    {{ vis }} {{ field.rust }}: {{ field.rust_type }},
{% endfor %}
}

#[rustfmt::skip]
impl InsertAll for {{ record.rust }} {
{% if record.is_batch %}
    async fn insert(&self, queries: &Queries, at: Option<i64>) -> Result<(), InsertError> {
        let mut batch = driver::Logged::new(queries, at);
{% for write in record.writes %}
{% if write.guard %}
        if {{ write.guard }} {
{% if write.computed %}
            let row = {{ write.module }}::{{ write.rust }}::from(self);
            batch.push({{ write.index }}, driver::computed({{ write.index }}, row.values())?);
{% else %}
            batch.push({{ write.index }}, {{ write.module }}::{{ write.rust }}::from(self));
{% endif %}
        }
{% elif write.computed %}
        let row = {{ write.module }}::{{ write.rust }}::from(self);
        batch.push({{ write.index }}, driver::computed({{ write.index }}, row.values())?);
{% else %}
        batch.push({{ write.index }}, {{ write.module }}::{{ write.rust }}::from(self));
{% endif %}
{% endfor %}
        batch.send().await
    }
{% else %}
    async fn insert(&self, queries: &Queries, at: Option<i64>) -> Result<(), InsertError> {
{% for write in record.writes %}
{% set row %}{{ write.module }}::{{ write.rust }}::from(self){% endset %}
{% set call %}driver::write(queries, {{ write.index }}, at, {% if write.computed %}&driver::computed({{ write.index }}, {{ row }}.values())?{% else %}&{{ row }}{% endif %}).await{% endset %}
        let mut {{ write.name }} = {% if record.is_boxed %}Box::pin{% else %}::std::pin::pin!{% endif %}(driver::writing(async move {
{% if write.guard %}
            if {{ write.guard }} {
                {{ call }}?;
            }
            Ok(())
{% else %}
            {{ call }}
{% endif %}
        }));
{% endfor %}
        driver::all([{% for write in record.writes %}{{ write.name }}.as_mut(){% if not loop.last %}, {% endif %}{% endfor %}]).await
    }
{% endif %}
}
{% if record.csv %}
{% set csv = record.csv %}

{% include "_rows_csv.rs" %}
{% endif %}
{% endfor %}
{% if uses.csv %}

{% include "_rows_cells.rs" %}
{% endif %}
