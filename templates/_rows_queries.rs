/// Every statement of this file, prepared. Clones share them.
#[rustfmt::skip]
#[derive(Clone, Debug)]
pub struct Queries {
    session: ::std::sync::Arc<::scylla::client::session::Session>,
    statements: ::std::sync::Arc<[::scylla::statement::prepared::PreparedStatement]>,
}

#[rustfmt::skip]
impl Queries {
    /// Prepares every statement, several at a time. Fails with the first one that the server refuses.
    pub async fn prepare(session: &::std::sync::Arc<::scylla::client::session::Session>) -> Result<Self, PrepareError> {
        let statements = driver::prepare_all(session).await?.into();
        Ok(Self { session: ::std::sync::Arc::clone(session), statements })
    }
{% for module in modules %}
{% if module.query %}
{% set query = module.query %}

    {{ module.about | rust_doc(4) }}
    pub async fn {{ query.method }}(&self, params: &{{ query.rust }}::Params) -> Result<{{ query.gives }}, QueryError> {
        driver::{{ query.via }}(self, {{ query.select_index }}, params).await
    }
{% endif %}
{% endfor %}
{% for table in tables %}
{% for write in table.writes %}

    /// {{ write.title }} of {{ table.name | code }}.
    pub async fn {{ write.method }}(&self, row: &{{ table.rust }}::{{ write.rust }}) -> Result<(), QueryError> {
        driver::write(self, {{ write.index }}, row).await
    }
{% endfor %}
{% endfor %}
}

/// The server refused to prepare a statement.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub struct PrepareError {
    /// The query's name.
    pub query: &'static str,
    /// The statement.
    pub cql: &'static str,
    /// Why it was refused.
    pub source: Box<::scylla::errors::PrepareError>,
}

#[rustfmt::skip]
impl ::std::fmt::Display for PrepareError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        write!(f, "cannot prepare `{}`: {}", self.query, self.cql)
    }
}

#[rustfmt::skip]
impl ::std::error::Error for PrepareError {
    fn source(&self) -> Option<&(dyn ::std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// A statement could not be run, or its answer is not what the model says.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub enum QueryError {
    /// The statement failed.
    Execute {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: Box<::scylla::errors::ExecutionError>,
    },
    /// The first page of rows could not be had.
    Pages {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: Box<::scylla::errors::PagerExecutionError>,
    },
    /// The answer holds no rows, not even none of them.
    NotRows {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: Box<::scylla::response::query_result::IntoRowsResultError>,
    },
    /// The columns of the answer are not those of the row.
    Columns {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: ::scylla::deserialize::TypeCheckError,
    },
    /// A value of the answer could not be read.
    Value {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: ::scylla::deserialize::DeserializationError,
    },
}

#[rustfmt::skip]
impl ::std::fmt::Display for QueryError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Execute { query, .. } => write!(f, "cannot run `{query}`"),
            Self::Pages { query, .. } => write!(f, "cannot read the first page of `{query}`"),
            Self::NotRows { query, .. } => write!(f, "the answer of `{query}` holds no rows"),
            Self::Columns { query, .. } => write!(f, "the columns of `{query}` are not those of its row"),
            Self::Value { query, .. } => write!(f, "cannot read a value of `{query}`"),
        }
    }
}

#[rustfmt::skip]
impl ::std::error::Error for QueryError {
    fn source(&self) -> Option<&(dyn ::std::error::Error + 'static)> {
        match self {
            Self::Execute { source, .. } => Some(&**source),
            Self::Pages { source, .. } => Some(&**source),
            Self::NotRows { source, .. } => Some(&**source),
            Self::Columns { source, .. } => Some(source),
            Self::Value { source, .. } => Some(source),
        }
    }
}
