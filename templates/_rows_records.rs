{% set vis = rust.visibility %}
/// A record that [`Queries::insert_all`] writes: one row of a source of the model.
#[rustfmt::skip]
{{ vis }} trait InsertAll {
    /// Writes the record to every table of its source that takes it.
    ///
    /// # Errors
    /// Every write that failed.
    fn insert(&self, queries: &Queries) -> impl ::std::future::Future<Output = Result<(), InsertError>> + Send;
}
{% for record in records %}

{{ record.about | rust_doc }}
{% for left in record.left_out %}
///
/// [`Queries::insert_all`] does not take it: {{ left.why }}. Write its tables one by one; that one with
/// [`Queries::{{ left.method }}`].
{% endfor %}
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq{{ rust.derives }})]
{{ vis }} struct {{ record.rust }} {
{% for field in record.fields %}
    /// {{ field.doc }}
    {{ vis }} {{ field.rust }}: {{ field.rust_type }},
{% endfor %}
}
{% if not record.left_out %}

#[rustfmt::skip]
impl InsertAll for {{ record.rust }} {
{% if record.is_batch %}
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut batch = driver::Logged::new(queries);
{% for write in record.writes %}
{% set row %}{% if write.is_partial %}row{% else %}{{ write.module }}::{{ write.rust }}::from(self){% endif %}{% endset %}
{% set push %}batch.push({{ write.index }}, {% if write.computed %}driver::computed({{ write.index }}, {{ row }}.values())?{% else %}{{ row }}{% endif %});{% endset %}
{% if write.is_partial and not write.guard %}
        let row = driver::keyed({{ write.index }}, {{ write.module }}::{{ write.rust }}::of(self))?;
        {{ push }}
{% elif write.is_partial %}
        if {{ write.guard }} {
            let row = driver::keyed({{ write.index }}, {{ write.module }}::{{ write.rust }}::of(self))?;
            {{ push }}
        }
{% elif write.guard %}
        if {{ write.guard }} {
            {{ push }}
        }
{% else %}
        {{ push }}
{% endif %}
{% endfor %}
        batch.send().await
    }
{% else %}
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
{% for write in record.writes %}
{% set row %}{% if write.is_partial %}row{% else %}{{ write.module }}::{{ write.rust }}::from(self){% endif %}{% endset %}
{% set call %}driver::write(queries, {{ write.index }}, {% if write.computed %}&driver::computed({{ write.index }}, {{ row }}.values())?{% else %}&{{ row }}{% endif %}).await{% endset %}
        let mut {{ write.name }} = {% if record.is_boxed %}Box::pin{% else %}::std::pin::pin!{% endif %}(driver::writing(async move {
{% if write.is_partial and not write.guard %}
            let row = driver::keyed({{ write.index }}, {{ write.module }}::{{ write.rust }}::of(self))?;
            {{ call }}
{% elif write.is_partial %}
            if {{ write.guard }} {
                let row = driver::keyed({{ write.index }}, {{ write.module }}::{{ write.rust }}::of(self))?;
                {{ call }}?;
            }
            Ok(())
{% elif write.guard %}
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
{% endif %}
{% if record.csv %}
{% set csv = record.csv %}

{% include "_rows_csv.rs" %}
{% endif %}
{% endfor %}
{% if uses.csv %}

{% include "_rows_cells.rs" %}
{% endif %}
