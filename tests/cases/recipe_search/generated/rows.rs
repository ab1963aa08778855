// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `recipes`: every query that `queries.yaml` declares, prepared once.
//!
//! [`Queries::prepare`] is the way in. Each query has a module with its statement, its parameters and its rows, and a
//! method of its own name; each table has methods that write it.

#![forbid(unsafe_code)]
#![allow(dead_code, reason = "a program need not ask every query")]
#![allow(unreachable_pub, reason = "the model says who sees what is here")]
#![allow(unused_comparisons, reason = "a bound of the model may be that of its type")]
#![allow(clippy::type_complexity, reason = "types are as complex as those of the columns")]
#![allow(clippy::too_many_lines, reason = "a table may have many columns")]
#![allow(clippy::struct_field_names, reason = "the names are those of the columns")]
#![allow(clippy::trivially_copy_pass_by_ref, reason = "all structs are taken alike, whatever their size")]
#![allow(clippy::unnecessary_wraps, reason = "some columns cannot fail to be derived")]
#![allow(clippy::unreadable_literal, reason = "numbers of the model stand as they are compared")]

/// The keyspace that the model names; the statements below name it, and [`Queries::prepare`] takes any.
pub const KEYSPACE: &str = "recipes";

/// Every statement of this file, prepared. Clones share them.
#[rustfmt::skip]
#[derive(Clone, Debug)]
pub struct Queries {
    session: ::std::sync::Arc<::scylla::client::session::Session>,
    statements: ::std::sync::Arc<[::scylla::statement::prepared::PreparedStatement]>,
    /// The write timestamp, where it is not that of the moment.
    at: Option<i64>,
}

#[rustfmt::skip]
impl Queries {
    /// Prepares every statement for the tables of `keyspace`, which is [`KEYSPACE`] unless yours has another name; the
    /// name is taken as the server stores it. Several statements are prepared at a time; what the model says of consistency,
    /// idempotence and page size is set.
    ///
    /// # Errors
    /// The first statement that the server refuses, with its query and its text.
    pub async fn prepare(session: &::std::sync::Arc<::scylla::client::session::Session>, keyspace: &str) -> Result<Self, PrepareError> {
        Self::prepare_with(session, keyspace, |_, _| {}).await
    }

    /// [`Queries::prepare`], after which `set` gets each statement with its query's name, or what it does such as
    /// `insert into TABLE`: for a consistency level of writes, an execution profile, a timeout, a retry policy. A
    /// logged batch is sent as the session sends batches.
    ///
    /// # Errors
    /// Those of the plain preparation.
    pub async fn prepare_with(
        session: &::std::sync::Arc<::scylla::client::session::Session>,
        keyspace: &str,
        set: impl Fn(&'static str, &mut ::scylla::statement::prepared::PreparedStatement),
    ) -> Result<Self, PrepareError> {
        let statements = driver::prepare_all(session, keyspace, set).await?.into();
        Ok(Self { session: ::std::sync::Arc::clone(session), statements, at: None })
    }

    /// The same statements, with which everything is written at `timestamp`, in microseconds since 1970: where two writes
    /// meet, the later timestamp wins. Counters have none.
    #[must_use]
    pub fn at(&self, timestamp: i64) -> Self {
        Self { at: Some(timestamp), ..self.clone() }
    }

    /// The statements with the names of their queries, as they are sent.
    pub fn prepared(&self) -> impl Iterator<Item = (&'static str, &::scylla::statement::prepared::PreparedStatement)> {
        driver::names().zip(self.statements.iter())
    }

    /// Which recipes did a kitchen write in a year?
    ///
    /// Asks [`recipes_by_kitchen::SELECT`] by `kitchen = :kitchen, year = :year`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn recipes_by_kitchen(&self, params: &recipes_by_kitchen::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<recipes_by_kitchen::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::recipes_by_kitchen`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn recipes_by_kitchen_page(&self, params: &recipes_by_kitchen::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<recipes_by_kitchen::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `recipes_by_kitchen`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_recipes_by_kitchen(&self, row: &recipes_by_kitchen::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 19, row).await
    }

    /// Writes the static columns of a partition of `recipes_by_kitchen`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_static_recipes_by_kitchen(&self, row: &recipes_by_kitchen::InsertStatic<'_>) -> Result<(), QueryError> {
        driver::write(self, 20, row).await
    }

    /// Which recipes are called so, however it is written?
    ///
    /// Asks [`titled::SELECT`] by `title = :title`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn titled(&self, params: &titled::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<titled::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::titled`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn titled_page(&self, params: &titled::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<titled::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// Which recipe of the kitchen and year is called so?
    ///
    /// Asks [`titled_here::SELECT`] by `kitchen = :kitchen, year = :year, title = :title, minutes <= :longest`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn titled_here(&self, params: &titled_here::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<titled_here::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::titled_here`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn titled_here_page(&self, params: &titled_here::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<titled_here::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// Which recipes have both tags?
    ///
    /// Asks [`tagged::SELECT`] by `tags CONTAINS :tag, tags CONTAINS :other`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn tagged(&self, params: &tagged::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<tagged::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::tagged`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn tagged_page(&self, params: &tagged::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<tagged::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// Query with\_nutrient.
    ///
    /// Asks [`with_nutrient::SELECT`] by `nutrients CONTAINS KEY :nutrient`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn with_nutrient(&self, params: &with_nutrient::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<with_nutrient::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::with_nutrient`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn with_nutrient_page(&self, params: &with_nutrient::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<with_nutrient::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Query with\_amount.
    ///
    /// Asks [`with_amount::SELECT`] by `nutrients CONTAINS :amount`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn with_amount(&self, params: &with_amount::Params) -> Result<::scylla::client::pager::TypedRowStream<with_amount::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// One page of [`Queries::with_amount`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn with_amount_page(&self, params: &with_amount::Params, state: ::scylla::response::PagingState) -> Result<(Vec<with_amount::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 5, params, state).await
    }

    /// Query with\_nutrient\_of.
    ///
    /// Asks [`with_nutrient_of::SELECT`] by `nutrients[:nutrient] = :amount`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn with_nutrient_of(&self, params: &with_nutrient_of::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<with_nutrient_of::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::with_nutrient_of`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn with_nutrient_of_page(&self, params: &with_nutrient_of::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<with_nutrient_of::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// Query of\_steps.
    ///
    /// Asks [`of_steps::SELECT`] by `steps = :steps`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn of_steps(&self, params: &of_steps::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<of_steps::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// One page of [`Queries::of_steps`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn of_steps_page(&self, params: &of_steps::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<of_steps::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 7, params, state).await
    }

    /// Query for\_portion.
    ///
    /// Asks [`for_portion::SELECT`] by `portion = :portion`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn for_portion(&self, params: &for_portion::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<for_portion::Row>, QueryError> {
        driver::stream(self, 8, params).await
    }

    /// One page of [`Queries::for_portion`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn for_portion_page(&self, params: &for_portion::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<for_portion::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 8, params, state).await
    }

    /// Which recipes cost so much, by value?
    ///
    /// Asks [`priced::SELECT`] by `price >= :least, price <= :most`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn priced(&self, params: &priced::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<priced::Row>, QueryError> {
        driver::stream(self, 9, params).await
    }

    /// One page of [`Queries::priced`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn priced_page(&self, params: &priced::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<priced::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 9, params, state).await
    }

    /// Which vegan recipes of a chef came since then?
    ///
    /// Asks [`vegan_since::SELECT`] by `vegan = :vegan, chef = :chef, added > :since`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn vegan_since(&self, params: &vegan_since::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<vegan_since::Row>, QueryError> {
        driver::stream(self, 10, params).await
    }

    /// One page of [`Queries::vegan_since`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn vegan_since_page(&self, params: &vegan_since::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<vegan_since::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 10, params, state).await
    }

    /// Which recipes come from addresses in this range? An IPv4 address is in no range of IPv6 addresses alone.
    ///
    /// Asks [`of_sites::SELECT`] by `site >= :first, site < :last`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn of_sites(&self, params: &of_sites::Params) -> Result<::scylla::client::pager::TypedRowStream<of_sites::Row>, QueryError> {
        driver::stream(self, 11, params).await
    }

    /// One page of [`Queries::of_sites`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn of_sites_page(&self, params: &of_sites::Params, state: ::scylla::response::PagingState) -> Result<(Vec<of_sites::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 11, params, state).await
    }

    /// Which recipes were written since a year, in whatever kitchen?
    ///
    /// Asks [`since_year::SELECT`] by `year >= :since`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn since_year(&self, params: &since_year::Params) -> Result<::scylla::client::pager::TypedRowStream<since_year::Row>, QueryError> {
        driver::stream(self, 12, params).await
    }

    /// One page of [`Queries::since_year`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn since_year_page(&self, params: &since_year::Params, state: ::scylla::response::PagingState) -> Result<(Vec<since_year::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 12, params, state).await
    }

    /// Which recipe has this number, though how long it takes is not known?
    ///
    /// Asks [`numbered::SELECT`] by `kitchen = :kitchen, year = :year, recipe = :recipe`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn numbered(&self, params: &numbered::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<numbered::Row>, QueryError> {
        driver::stream(self, 13, params).await
    }

    /// One page of [`Queries::numbered`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn numbered_page(&self, params: &numbered::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<numbered::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 13, params, state).await
    }

    /// What is there, kitchen by kitchen?
    ///
    /// Asks [`all_recipes::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn all_recipes(&self) -> Result<::scylla::client::pager::TypedRowStream<all_recipes::Row>, QueryError> {
        driver::stream(self, 14, &()).await
    }

    /// One page of [`Queries::all_recipes`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn all_recipes_page(&self, state: ::scylla::response::PagingState) -> Result<(Vec<all_recipes::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 14, &(), state).await
    }

    /// Which kitchens wrote in which years?
    ///
    /// Asks [`kitchens::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn kitchens(&self) -> Result<::scylla::client::pager::TypedRowStream<kitchens::Row>, QueryError> {
        driver::stream(self, 15, &()).await
    }

    /// One page of [`Queries::kitchens`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn kitchens_page(&self, state: ::scylla::response::PagingState) -> Result<(Vec<kitchens::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 15, &(), state).await
    }

    /// Query kitchens\_of\_chef.
    ///
    /// Asks [`kitchens_of_chef::SELECT`] by `chef = :chef`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn kitchens_of_chef(&self, params: &kitchens_of_chef::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<kitchens_of_chef::Row>, QueryError> {
        driver::stream(self, 16, params).await
    }

    /// One page of [`Queries::kitchens_of_chef`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn kitchens_of_chef_page(&self, params: &kitchens_of_chef::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<kitchens_of_chef::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 16, params, state).await
    }

    /// Query how\_many.
    ///
    /// Asks [`how_many::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn how_many(&self) -> Result<i64, QueryError> {
        driver::count(self, 17, &()).await
    }

    /// Query how\_many\_priced.
    ///
    /// Asks [`how_many_priced::SELECT`] by `price < :most`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn how_many_priced(&self, params: &how_many_priced::Params<'_>) -> Result<i64, QueryError> {
        driver::count(self, 18, params).await
    }

    /// Writes the record to every table that its source fills and that takes it: to all at once, or as one logged batch where
    /// the model says so. What is none or empty in it stays as it is in the tables: no tombstone is written. To call it again
    /// after an error is safe but for counters, which count twice, and for lists that are added to or written at a timestamp,
    /// whose elements are there twice.
    ///
    /// # Errors
    /// Every write that failed; the others were made.
    pub async fn insert_all<R: InsertAll>(&self, record: &R) -> Result<(), InsertError> {
        record.insert(self).await
    }
}

/// Which recipes did a kitchen write in a year?
#[rustfmt::skip]
pub mod recipes_by_kitchen {
    /// The name of the query.
    pub const NAME: &str = "recipes_by_kitchen";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT title, price, vegan, added, site, tags, nutrients, steps, portion, taste FROM recipes.recipes_by_kitchen WHERE kitchen = :kitchen AND year = :year
    /// ```
    pub const SELECT: &str = "SELECT title, price, vegan, added, site, tags, nutrients, steps, portion, taste FROM recipes.recipes_by_kitchen WHERE kitchen = :kitchen AND year = :year";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `kitchen text`
        pub kitchen: &'a str,
        /// `year int`
        pub year: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `title text`
        pub title: Option<String>,
        /// `price decimal`
        pub price: Option<::scylla::value::CqlDecimal>,
        /// `vegan boolean`
        pub vegan: Option<bool>,
        /// `added timestamp`
        pub added: Option<::scylla::value::CqlTimestamp>,
        /// `site inet`
        pub site: Option<::std::net::IpAddr>,
        /// `tags set<text>`
        pub tags: Vec<String>,
        /// `nutrients map<text, int>`
        pub nutrients: ::std::collections::BTreeMap<String, i32>,
        /// `steps frozen<list<text>>`
        pub steps: Option<Vec<String>>,
        /// `portion frozen<portion>`
        pub portion: Option<super::types::Portion>,
        /// `taste vector<float, 2>`
        pub taste: Option<Vec<f32>>,
    }

    /// The statement that writes a row of `recipes_by_kitchen`.
    ///
    /// ```text
    /// INSERT INTO recipes.recipes_by_kitchen (kitchen, year, minutes, recipe, title, price, vegan, added, site, tags, nutrients, steps, portion, taste) VALUES (:kitchen, :year, :minutes, :recipe, :title, :price, :vegan, :added, :site, :tags, :nutrients, :steps, :portion, :taste)
    /// ```
    pub const INSERT: &str = "INSERT INTO recipes.recipes_by_kitchen (kitchen, year, minutes, recipe, title, price, vegan, added, site, tags, nutrients, steps, portion, taste) VALUES (:kitchen, :year, :minutes, :recipe, :title, :price, :vegan, :added, :site, :tags, :nutrients, :steps, :portion, :taste)";

    /// A row of `recipes_by_kitchen`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `kitchen text`, partition key
        pub kitchen: &'a str,
        /// `year int`, partition key
        pub year: i32,
        /// `minutes int`, clustering key
        pub minutes: i32,
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `title text`
        pub title: ::scylla::value::MaybeUnset<&'a str>,
        /// `price decimal`
        pub price: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlDecimal>,
        /// `vegan boolean`
        pub vegan: ::scylla::value::MaybeUnset<bool>,
        /// `added timestamp`
        pub added: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
        /// `site inet`
        pub site: ::scylla::value::MaybeUnset<::std::net::IpAddr>,
        /// `tags set<text>`
        pub tags: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `nutrients map<text, int>`
        pub nutrients: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<String, i32>>,
        /// `steps frozen<list<text>>`
        pub steps: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `portion frozen<portion>`
        pub portion: ::scylla::value::MaybeUnset<&'a super::types::Portion>,
        /// `taste vector<float, 2>`
        pub taste: ::scylla::value::MaybeUnset<&'a [f32]>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                kitchen: &record.kitchen,
                year: record.year,
                minutes: record.minutes,
                recipe: record.recipe,
                title: ::scylla::value::MaybeUnset::from_option(record.title.as_deref()),
                price: ::scylla::value::MaybeUnset::from_option(record.price.as_ref()),
                vegan: ::scylla::value::MaybeUnset::from_option(record.vegan),
                added: ::scylla::value::MaybeUnset::from_option(record.added),
                site: ::scylla::value::MaybeUnset::from_option(record.site),
                tags: if record.tags.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.tags) },
                nutrients: if record.nutrients.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.nutrients) },
                steps: ::scylla::value::MaybeUnset::from_option(record.steps.as_deref()),
                portion: ::scylla::value::MaybeUnset::from_option(record.portion.as_ref()),
                taste: ::scylla::value::MaybeUnset::from_option(record.taste.as_deref()),
            }
        }
    }

    /// The statement that writes the static columns of a partition of `recipes_by_kitchen`.
    ///
    /// ```text
    /// INSERT INTO recipes.recipes_by_kitchen (kitchen, year, chef) VALUES (:kitchen, :year, :chef)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO recipes.recipes_by_kitchen (kitchen, year, chef) VALUES (:kitchen, :year, :chef)";

    /// The static columns of a partition of `recipes_by_kitchen`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct InsertStatic<'a> {
        /// `kitchen text`, partition key
        pub kitchen: &'a str,
        /// `year int`, partition key
        pub year: i32,
        /// `chef text`, one for the whole partition
        pub chef: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Record> for InsertStatic<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                kitchen: &record.kitchen,
                year: record.year,
                chef: ::scylla::value::MaybeUnset::from_option(record.chef.as_deref()),
            }
        }
    }
}

/// Which recipes are called so, however it is written?
#[rustfmt::skip]
pub mod titled {
    /// The name of the query.
    pub const NAME: &str = "titled";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT kitchen, year, recipe, title FROM recipes.recipes_by_kitchen WHERE title = :title
    /// ```
    pub const SELECT: &str = "SELECT kitchen, year, recipe, title FROM recipes.recipes_by_kitchen WHERE title = :title";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `title text`
        pub title: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `year int`, partition key
        pub year: i32,
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `title text`
        pub title: Option<String>,
    }
}

/// Which recipe of the kitchen and year is called so?
#[rustfmt::skip]
pub mod titled_here {
    /// The name of the query.
    pub const NAME: &str = "titled_here";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT recipe, minutes FROM recipes.recipes_by_kitchen WHERE kitchen = :kitchen AND year = :year AND title = :title AND minutes <= :longest
    /// ```
    pub const SELECT: &str = "SELECT recipe, minutes FROM recipes.recipes_by_kitchen WHERE kitchen = :kitchen AND year = :year AND title = :title AND minutes <= :longest";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `kitchen text`
        pub kitchen: &'a str,
        /// `year int`
        pub year: i32,
        /// `title text`
        pub title: &'a str,
        /// `longest int`
        pub longest: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `minutes int`, clustering key
        pub minutes: i32,
    }
}

/// Which recipes have both tags?
#[rustfmt::skip]
pub mod tagged {
    /// The name of the query.
    pub const NAME: &str = "tagged";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT kitchen, recipe, tags FROM recipes.recipes_by_kitchen WHERE tags CONTAINS :tag AND tags CONTAINS :other
    /// ```
    pub const SELECT: &str = "SELECT kitchen, recipe, tags FROM recipes.recipes_by_kitchen WHERE tags CONTAINS :tag AND tags CONTAINS :other";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `tag text`
        pub tag: &'a str,
        /// `other text`
        pub other: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `tags set<text>`
        pub tags: Vec<String>,
    }
}

/// Query with\_nutrient.
#[rustfmt::skip]
pub mod with_nutrient {
    /// The name of the query.
    pub const NAME: &str = "with_nutrient";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT recipe, nutrients FROM recipes.recipes_by_kitchen WHERE nutrients CONTAINS KEY :nutrient
    /// ```
    pub const SELECT: &str = "SELECT recipe, nutrients FROM recipes.recipes_by_kitchen WHERE nutrients CONTAINS KEY :nutrient";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `nutrient text`
        pub nutrient: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `nutrients map<text, int>`
        pub nutrients: ::std::collections::BTreeMap<String, i32>,
    }
}

/// Query with\_amount.
#[rustfmt::skip]
pub mod with_amount {
    /// The name of the query.
    pub const NAME: &str = "with_amount";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT recipe, nutrients FROM recipes.recipes_by_kitchen WHERE nutrients CONTAINS :amount
    /// ```
    pub const SELECT: &str = "SELECT recipe, nutrients FROM recipes.recipes_by_kitchen WHERE nutrients CONTAINS :amount";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `amount int`
        pub amount: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `nutrients map<text, int>`
        pub nutrients: ::std::collections::BTreeMap<String, i32>,
    }
}

/// Query with\_nutrient\_of.
#[rustfmt::skip]
pub mod with_nutrient_of {
    /// The name of the query.
    pub const NAME: &str = "with_nutrient_of";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT recipe, nutrients FROM recipes.recipes_by_kitchen WHERE nutrients[:nutrient] = :amount
    /// ```
    pub const SELECT: &str = "SELECT recipe, nutrients FROM recipes.recipes_by_kitchen WHERE nutrients[:nutrient] = :amount";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `nutrient text`
        pub nutrient: &'a str,
        /// `amount int`
        pub amount: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `nutrients map<text, int>`
        pub nutrients: ::std::collections::BTreeMap<String, i32>,
    }
}

/// Query of\_steps.
#[rustfmt::skip]
pub mod of_steps {
    /// The name of the query.
    pub const NAME: &str = "of_steps";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT recipe FROM recipes.recipes_by_kitchen WHERE steps = :steps
    /// ```
    pub const SELECT: &str = "SELECT recipe FROM recipes.recipes_by_kitchen WHERE steps = :steps";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `steps frozen<list<text>>`
        pub steps: &'a [String],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `recipe int`, clustering key
        pub recipe: i32,
    }
}

/// Query for\_portion.
#[rustfmt::skip]
pub mod for_portion {
    /// The name of the query.
    pub const NAME: &str = "for_portion";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT recipe FROM recipes.recipes_by_kitchen WHERE portion = :portion
    /// ```
    pub const SELECT: &str = "SELECT recipe FROM recipes.recipes_by_kitchen WHERE portion = :portion";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `portion frozen<portion>`
        pub portion: &'a super::types::Portion,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `recipe int`, clustering key
        pub recipe: i32,
    }
}

/// Which recipes cost so much, by value?
#[rustfmt::skip]
pub mod priced {
    /// The name of the query.
    pub const NAME: &str = "priced";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT recipe, price FROM recipes.recipes_by_kitchen WHERE price >= :least AND price <= :most
    /// ```
    pub const SELECT: &str = "SELECT recipe, price FROM recipes.recipes_by_kitchen WHERE price >= :least AND price <= :most";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `least decimal`
        pub least: &'a ::scylla::value::CqlDecimal,
        /// `most decimal`
        pub most: &'a ::scylla::value::CqlDecimal,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `price decimal`
        pub price: Option<::scylla::value::CqlDecimal>,
    }
}

/// Which vegan recipes of a chef came since then?
#[rustfmt::skip]
pub mod vegan_since {
    /// The name of the query.
    pub const NAME: &str = "vegan_since";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT kitchen, recipe, chef FROM recipes.recipes_by_kitchen WHERE vegan = :vegan AND chef = :chef AND added > :since LIMIT 2
    /// ```
    pub const SELECT: &str = "SELECT kitchen, recipe, chef FROM recipes.recipes_by_kitchen WHERE vegan = :vegan AND chef = :chef AND added > :since LIMIT 2";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `vegan boolean`
        pub vegan: bool,
        /// `chef text`
        pub chef: &'a str,
        /// `since timestamp`
        pub since: ::scylla::value::CqlTimestamp,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `chef text`, one for the whole partition
        pub chef: Option<String>,
    }
}

/// Which recipes come from addresses in this range? An IPv4 address is in no range of IPv6 addresses alone.
#[rustfmt::skip]
pub mod of_sites {
    /// The name of the query.
    pub const NAME: &str = "of_sites";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT recipe, site FROM recipes.recipes_by_kitchen WHERE site >= :first AND site < :last
    /// ```
    pub const SELECT: &str = "SELECT recipe, site FROM recipes.recipes_by_kitchen WHERE site >= :first AND site < :last";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `first inet`
        pub first: ::std::net::IpAddr,
        /// `last inet`
        pub last: ::std::net::IpAddr,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `site inet`
        pub site: Option<::std::net::IpAddr>,
    }
}

/// Which recipes were written since a year, in whatever kitchen?
#[rustfmt::skip]
pub mod since_year {
    /// The name of the query.
    pub const NAME: &str = "since_year";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT kitchen, year, recipe FROM recipes.recipes_by_kitchen WHERE year >= :since PER PARTITION LIMIT 1
    /// ```
    pub const SELECT: &str = "SELECT kitchen, year, recipe FROM recipes.recipes_by_kitchen WHERE year >= :since PER PARTITION LIMIT 1";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `since int`
        pub since: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `year int`, partition key
        pub year: i32,
        /// `recipe int`, clustering key
        pub recipe: Option<i32>,
    }
}

/// Which recipe has this number, though how long it takes is not known?
#[rustfmt::skip]
pub mod numbered {
    /// The name of the query.
    pub const NAME: &str = "numbered";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT minutes, recipe, title FROM recipes.recipes_by_kitchen WHERE kitchen = :kitchen AND year = :year AND recipe = :recipe
    /// ```
    pub const SELECT: &str = "SELECT minutes, recipe, title FROM recipes.recipes_by_kitchen WHERE kitchen = :kitchen AND year = :year AND recipe = :recipe";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `kitchen text`
        pub kitchen: &'a str,
        /// `year int`
        pub year: i32,
        /// `recipe int`
        pub recipe: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `minutes int`, clustering key
        pub minutes: i32,
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `title text`
        pub title: Option<String>,
    }
}

/// What is there, kitchen by kitchen?
#[rustfmt::skip]
pub mod all_recipes {
    /// The name of the query.
    pub const NAME: &str = "all_recipes";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT kitchen, year, minutes, recipe, chef FROM recipes.recipes_by_kitchen
    /// ```
    pub const SELECT: &str = "SELECT kitchen, year, minutes, recipe, chef FROM recipes.recipes_by_kitchen";

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `year int`, partition key
        pub year: i32,
        /// `minutes int`, clustering key
        pub minutes: Option<i32>,
        /// `recipe int`, clustering key
        pub recipe: Option<i32>,
        /// `chef text`, one for the whole partition
        pub chef: Option<String>,
    }
}

/// Which kitchens wrote in which years?
#[rustfmt::skip]
pub mod kitchens {
    /// The name of the query.
    pub const NAME: &str = "kitchens";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT kitchen, year, chef FROM recipes.recipes_by_kitchen
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT kitchen, year, chef FROM recipes.recipes_by_kitchen";

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `year int`, partition key
        pub year: i32,
        /// `chef text`, one for the whole partition
        pub chef: Option<String>,
    }
}

/// Query kitchens\_of\_chef.
#[rustfmt::skip]
pub mod kitchens_of_chef {
    /// The name of the query.
    pub const NAME: &str = "kitchens_of_chef";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT kitchen, year FROM recipes.recipes_by_kitchen WHERE chef = :chef
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT kitchen, year FROM recipes.recipes_by_kitchen WHERE chef = :chef";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `chef text`
        pub chef: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `year int`, partition key
        pub year: i32,
    }
}

/// Query how\_many.
#[rustfmt::skip]
pub mod how_many {
    /// The name of the query.
    pub const NAME: &str = "how_many";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM recipes.recipes_by_kitchen
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM recipes.recipes_by_kitchen";
}

/// Query how\_many\_priced.
#[rustfmt::skip]
pub mod how_many_priced {
    /// The name of the query.
    pub const NAME: &str = "how_many_priced";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM recipes.recipes_by_kitchen WHERE price < :most
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM recipes.recipes_by_kitchen WHERE price < :most";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `most decimal`
        pub most: &'a ::scylla::value::CqlDecimal,
    }
}

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `portion`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Portion {
        /// `people int`
        pub people: Option<i32>,
        /// `grams int`
        pub grams: Option<i32>,
    }
}

/// A record that [`Queries::insert_all`] writes: one row of a source of the model.
#[rustfmt::skip]
pub trait InsertAll {
    /// Writes the record to every table of its source that takes it.
    ///
    /// # Errors
    /// Every write that failed.
    fn insert(&self, queries: &Queries) -> impl ::std::future::Future<Output = Result<(), InsertError>> + Send;
}

/// One row of the source, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `kitchen text`, always there
    pub kitchen: String,
    /// `year int`, always there
    pub year: i32,
    /// `recipe int`, always there
    pub recipe: i32,
    /// `title text`
    pub title: Option<String>,
    /// `chef text`
    pub chef: Option<String>,
    /// `minutes int`, always there
    pub minutes: i32,
    /// `price decimal`
    pub price: Option<::scylla::value::CqlDecimal>,
    /// `vegan boolean`
    pub vegan: Option<bool>,
    /// `added timestamp`
    pub added: Option<::scylla::value::CqlTimestamp>,
    /// `site inet`
    pub site: Option<::std::net::IpAddr>,
    /// `tags set<text>`
    pub tags: Vec<String>,
    /// `nutrients map<text, int>`
    pub nutrients: ::std::collections::BTreeMap<String, i32>,
    /// `steps frozen<list<text>>`
    pub steps: Option<Vec<String>>,
    /// `portion frozen<portion>`
    pub portion: Option<types::Portion>,
    /// `taste vector<float, 2>`
    pub taste: Option<Vec<f32>>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut recipes_by_kitchen = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 19, &recipes_by_kitchen::Insert::from(self)).await
        }));
        let mut recipes_by_kitchen_ = ::std::pin::pin!(driver::writing(async move {
            if self.chef.is_some() {
                driver::write(queries, 20, &recipes_by_kitchen::InsertStatic::from(self)).await?;
            }
            Ok(())
        }));
        driver::all([recipes_by_kitchen.as_mut(), recipes_by_kitchen_.as_mut()]).await
    }
}

/// The server refused to prepare a statement.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub struct PrepareError {
    /// The query's name.
    pub query: &'static str,
    /// The statement, as it was sent.
    pub cql: String,
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
    /// A row of a stream could not be had.
    Next {
        /// Why.
        source: Box<::scylla::errors::NextRowError>,
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
            Self::Next { .. } => write!(f, "cannot read the next row of a stream"),
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
            Self::Next { source } => Some(&**source),
        }
    }
}

#[rustfmt::skip]
impl From<::scylla::errors::NextRowError> for QueryError {
    fn from(source: ::scylla::errors::NextRowError) -> Self {
        Self::Next { source: Box::new(source) }
    }
}

/// A record could not be written to all of its tables.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub struct InsertError {
    /// Why, for every write that failed. The others were made; of a logged batch, all or none.
    pub failed: Vec<QueryError>,
}

#[rustfmt::skip]
impl ::std::fmt::Display for InsertError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        write!(f, "cannot write the record to all of its tables")?;
        self.failed.iter().try_for_each(|error| write!(f, "; {error}"))
    }
}

#[rustfmt::skip]
impl ::std::error::Error for InsertError {
    fn source(&self) -> Option<&(dyn ::std::error::Error + 'static)> {
        self.failed.first().and_then(::std::error::Error::source)
    }
}

#[rustfmt::skip]
impl From<QueryError> for InsertError {
    fn from(error: QueryError) -> Self {
        Self { failed: vec![error] }
    }
}

#[rustfmt::skip]
mod driver {
    use ::std::future::{poll_fn, Future};
    use ::std::pin::Pin;
    use ::std::task::Poll;

    use ::scylla::client::session::Session;
    use ::scylla::serialize::row::SerializeRow;
    use ::scylla::statement::prepared::PreparedStatement;
    use ::scylla::statement::Consistency;

    use super::{PrepareError, Queries, QueryError};

    struct Statement {
        query: &'static str,
        cql: &'static str,
        /// Where the keyspace stands in it.
        keyspace_at: usize,
        consistency: Option<Consistency>,
        idempotent: bool,
        /// Whether it adds to counters, which have no timestamps.
        counts: bool,
        /// Whether it writes lists, whose elements are there twice where it is sent twice with one timestamp.
        appends: bool,
        page_size: Option<i32>,
    }

    const STATEMENTS: &[Statement] = &[
        Statement { query: "recipes_by_kitchen", cql: super::recipes_by_kitchen::SELECT, keyspace_at: 85, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "titled", cql: super::titled::SELECT, keyspace_at: 41, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "titled_here", cql: super::titled_here::SELECT, keyspace_at: 28, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "tagged", cql: super::tagged::SELECT, keyspace_at: 34, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "with_nutrient", cql: super::with_nutrient::SELECT, keyspace_at: 30, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "with_amount", cql: super::with_amount::SELECT, keyspace_at: 30, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "with_nutrient_of", cql: super::with_nutrient_of::SELECT, keyspace_at: 30, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "of_steps", cql: super::of_steps::SELECT, keyspace_at: 19, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "for_portion", cql: super::for_portion::SELECT, keyspace_at: 19, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "priced", cql: super::priced::SELECT, keyspace_at: 26, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "vegan_since", cql: super::vegan_since::SELECT, keyspace_at: 34, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "of_sites", cql: super::of_sites::SELECT, keyspace_at: 25, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "since_year", cql: super::since_year::SELECT, keyspace_at: 34, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "numbered", cql: super::numbered::SELECT, keyspace_at: 35, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "all_recipes", cql: super::all_recipes::SELECT, keyspace_at: 49, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "kitchens", cql: super::kitchens::SELECT, keyspace_at: 41, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "kitchens_of_chef", cql: super::kitchens_of_chef::SELECT, keyspace_at: 35, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "how_many", cql: super::how_many::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "how_many_priced", cql: super::how_many_priced::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into recipes_by_kitchen", cql: super::recipes_by_kitchen::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert static columns into recipes_by_kitchen", cql: super::recipes_by_kitchen::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "recipes";

    const AT_ONCE: usize = 16;

    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        STATEMENTS.iter().map(|statement| statement.query)
    }

    pub(super) async fn prepare_all(session: &Session, keyspace: &str, set: impl Fn(&'static str, &mut PreparedStatement)) -> Result<Vec<PreparedStatement>, PrepareError> {
        let mut prepared = Vec::with_capacity(STATEMENTS.len());
        for group in STATEMENTS.chunks(AT_ONCE) {
            let waiting = group.iter().map(|statement| Box::pin(prepare(session, keyspace, statement)));
            prepared.extend(together(waiting.collect()).await?);
        }
        names().zip(&mut prepared).for_each(|(query, statement)| set(query, statement));
        Ok(prepared)
    }

    async fn prepare(session: &Session, keyspace: &str, statement: &Statement) -> Result<PreparedStatement, PrepareError> {
        let Statement { query, consistency, idempotent, page_size, .. } = *statement;
        let cql = statement.of(keyspace);
        let mut prepared = match session.prepare(cql.as_str()).await {
            Ok(prepared) => prepared,
            Err(source) => return Err(PrepareError { query, cql, source: Box::new(source) }),
        };
        prepared.set_is_idempotent(idempotent);
        if let Some(consistency) = consistency {
            prepared.set_consistency(consistency);
        }
        if let Some(page_size) = page_size {
            prepared.set_page_size(page_size);
        }
        Ok(prepared)
    }

    impl Statement {
        /// The text for the tables of `keyspace`, in quotes unless it is the model's own: a name in quotes is any name.
        fn of(&self, keyspace: &str) -> String {
            if keyspace == super::KEYSPACE {
                return self.cql.to_owned();
            }
            let (before, rest) = self.cql.split_at(self.keyspace_at);
            format!("{before}\"{}\"{}", keyspace.replace('"', "\"\""), &rest[KEYSPACE.len()..])
        }
    }

    async fn together<F: Future<Output = Result<T, E>>, T, E>(mut waiting: Vec<Pin<Box<F>>>) -> Result<Vec<T>, E> {
        let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
        poll_fn(|context| {
            for (slot, future) in done.iter_mut().zip(&mut waiting) {
                if slot.is_some() {
                    continue;
                }
                match future.as_mut().poll(context) {
                    Poll::Ready(Ok(value)) => *slot = Some(value),
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => {}
                }
            }
            if done.iter().any(Option::is_none) {
                return Poll::Pending;
            }
            Poll::Ready(Ok(done.drain(..).flatten().collect()))
        })
        .await
    }

    pub(super) async fn write(queries: &Queries, index: usize, row: &impl SerializeRow) -> Result<(), QueryError> {
        let prepared = &queries.statements[index];
        let at = queries.at.filter(|_| !STATEMENTS[index].counts);
        let written = if at.is_some() {
            let mut prepared = prepared.clone();
            prepared.set_timestamp(at);
            if STATEMENTS[index].appends {
                prepared.set_is_idempotent(false);
            }
            queries.session.execute_unpaged(&prepared, row).await
        } else {
            queries.session.execute_unpaged(prepared, row).await
        };
        written.map(drop).map_err(|source| QueryError::Execute { query: STATEMENTS[index].query, source: Box::new(source) })
    }

    /// Says of what a future is.
    pub(super) fn writing<F: Future<Output = Result<(), QueryError>> + Send>(write: F) -> F {
        write
    }

    /// Waits for all writes, and gives what failed.
    pub(super) async fn all<const N: usize>(mut writes: [Pin<&mut (dyn Future<Output = Result<(), QueryError>> + Send + '_)>; N]) -> Result<(), super::InsertError> {
        let mut done = [false; N];
        let mut failed = Vec::new();
        poll_fn(|context| {
            for (done, write) in done.iter_mut().zip(&mut writes) {
                if *done {
                    continue;
                }
                if let Poll::Ready(written) = write.as_mut().poll(context) {
                    *done = true;
                    failed.extend(written.err());
                }
            }
            if done.contains(&false) { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
        if failed.is_empty() { Ok(()) } else { Err(super::InsertError { failed }) }
    }

    pub(super) async fn stream<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<::scylla::client::pager::TypedRowStream<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[index].query;
        let pages = queries.session.execute_iter(queries.statements[index].clone(), params).await;
        let pages = pages.map_err(|source| QueryError::Pages { query, source: Box::new(source) })?;
        pages.rows_stream().map_err(|source| QueryError::Columns { query, source })
    }

    pub(super) async fn page<R>(queries: &Queries, index: usize, params: &impl SerializeRow, state: ::scylla::response::PagingState) -> Result<(Vec<R>, Option<::scylla::response::PagingState>), QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let answer = queries.session.execute_single_page(&queries.statements[index], params, state).await;
        let (answer, next) = answer.map_err(|source| QueryError::Execute { query: STATEMENTS[index].query, source: Box::new(source) })?;
        let rows = decode(index, answer, |rows| rows.collect())?;
        Ok((rows, next.into_paging_control_flow().continue_value()))
    }

    pub(super) async fn count(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<i64, QueryError> {
        let first = |mut rows: Rows<'_, '_, (i64,)>| rows.next().transpose();
        Ok(decode(index, unpaged(queries, index, params).await?, first)?.map_or(0, |(count,)| count))
    }

    type Rows<'frame, 'metadata, R> = ::scylla::deserialize::result::TypedRowIterator<'frame, 'metadata, R>;

    async fn unpaged(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<::scylla::response::query_result::QueryResult, QueryError> {
        let answer = queries.session.execute_unpaged(&queries.statements[index], params).await;
        answer.map_err(|source| QueryError::Execute { query: STATEMENTS[index].query, source: Box::new(source) })
    }

    fn decode<R, T>(
        index: usize,
        answer: ::scylla::response::query_result::QueryResult,
        take: impl FnOnce(Rows<'_, '_, R>) -> Result<T, ::scylla::deserialize::DeserializationError>,
    ) -> Result<T, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[index].query;
        let answer = answer.into_rows_result().map_err(|source| QueryError::NotRows { query, source: Box::new(source) })?;
        let rows = match answer.rows::<R>() {
            Ok(rows) => rows,
            Err(::scylla::response::query_result::RowsError::TypeCheckFailed(source)) => return Err(QueryError::Columns { query, source }),
        };
        take(rows).map_err(|source| QueryError::Value { query, source })
    }
}
