{% set vis = rust.visibility %}
{% if module.query %}
{% set query = module.query %}
{{ module.about | rust_doc }}
///
/// Asks [`{{ query.rust }}::SELECT`]{% if query.conditions %} by {{ query.conditions | join(", ") | code }}{% endif %}{% if query.across %}, once for each bucket between the bounds{% endif %}.
///
/// # Errors
/// What the server or the connection says; an answer that is not what the model says{% if query.across %}; bounds between which there are more
/// than 10,000 buckets{% endif %}.
{{ vis }} async fn {{ query.method }}(&self{{ query.params }}) -> Result<{{ query.gives }}, QueryError> {
    driver::{{ query.via }}(self, {{ query.select_index }}, {{ query.bound }}).await
}
{% if query.page_method %}

/// One page of [`Queries::{{ query.method }}`], and the state of the next if there is one; `PagingState::start()` asks for the first.
///
/// # Errors
/// Those of the query itself.
{{ vis }} async fn {{ query.page_method }}(&self{{ query.params }}, state: ::scylla::response::PagingState) -> Result<(Vec<{{ query.rust }}::Row>, Option<::scylla::response::PagingState>), QueryError> {
    driver::page(self, {{ query.select_index }}, {{ query.bound }}, state).await
}
{% endif %}
{% endif %}
{% if module.table %}
{% set table = module.table %}
{% for write in table.writes %}

/// {{ write.title }} of {{ table.name | code }}.{% if write.has_ttl %} It is gone after `seconds`.{% endif %}

///
/// # Errors
/// What the server or the connection says{% if write.values %}; a derived value that its type does not hold{% endif %}.
{{ vis }} async fn {{ write.method }}(&self, row: &{{ table.rust }}::{{ write.rust }}{{ write.elided }}{% if write.has_ttl %}, seconds: i32{% endif %}) -> Result<(), QueryError> {
    driver::write(self, {{ write.index }}, {{ write.bound }}).await
}
{% endfor %}
{% endif %}
