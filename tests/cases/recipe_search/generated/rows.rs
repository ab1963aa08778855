// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `kitchen text`
        pub kitchen: String,
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

    /// A row of `recipes_by_kitchen` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `year int`, partition key
        pub year: i32,
        /// `minutes int`, clustering key
        pub minutes: i32,
        /// `recipe int`, clustering key
        pub recipe: i32,
        /// `title text`
        pub title: ::scylla::value::MaybeUnset<String>,
        /// `price decimal`
        pub price: ::scylla::value::MaybeUnset<::scylla::value::CqlDecimal>,
        /// `vegan boolean`
        pub vegan: ::scylla::value::MaybeUnset<bool>,
        /// `added timestamp`
        pub added: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
        /// `site inet`
        pub site: ::scylla::value::MaybeUnset<::std::net::IpAddr>,
        /// `tags set<text>`
        pub tags: ::scylla::value::MaybeUnset<Vec<String>>,
        /// `nutrients map<text, int>`
        pub nutrients: ::scylla::value::MaybeUnset<::std::collections::BTreeMap<String, i32>>,
        /// `steps frozen<list<text>>`
        pub steps: ::scylla::value::MaybeUnset<Vec<String>>,
        /// `portion frozen<portion>`
        pub portion: ::scylla::value::MaybeUnset<super::types::Portion>,
        /// `taste vector<float, 2>`
        pub taste: ::scylla::value::MaybeUnset<Vec<f32>>,
    }

    /// The statement that writes the static columns of a partition of `recipes_by_kitchen`.
    ///
    /// ```text
    /// INSERT INTO recipes.recipes_by_kitchen (kitchen, year, chef) VALUES (:kitchen, :year, :chef)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO recipes.recipes_by_kitchen (kitchen, year, chef) VALUES (:kitchen, :year, :chef)";

    /// The static columns of a partition of `recipes_by_kitchen` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct InsertStatic {
        /// `kitchen text`, partition key
        pub kitchen: String,
        /// `year int`, partition key
        pub year: i32,
        /// `chef text`, one for the whole partition
        pub chef: ::scylla::value::MaybeUnset<String>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `title text`
        pub title: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `kitchen text`
        pub kitchen: String,
        /// `year int`
        pub year: i32,
        /// `title text`
        pub title: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `tag text`
        pub tag: String,
        /// `other text`
        pub other: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `nutrient text`
        pub nutrient: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `nutrient text`
        pub nutrient: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `steps frozen<list<text>>`
        pub steps: Vec<String>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `portion frozen<portion>`
        pub portion: super::types::Portion,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `least decimal`
        pub least: ::scylla::value::CqlDecimal,
        /// `most decimal`
        pub most: ::scylla::value::CqlDecimal,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `vegan boolean`
        pub vegan: bool,
        /// `chef text`
        pub chef: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `kitchen text`
        pub kitchen: String,
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

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
    }

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

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
    }

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `chef text`
        pub chef: String,
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

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
    }
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `most decimal`
        pub most: ::scylla::value::CqlDecimal,
    }
}

/// The user-defined types of the keyspace. A field that the server does not know yet is read as none.
#[rustfmt::skip]
pub mod types {
    /// The type `portion`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Portion {
        /// `people int`
        #[scylla(allow_missing)]
        pub people: Option<i32>,
        /// `grams int`
        #[scylla(allow_missing)]
        pub grams: Option<i32>,
    }
}

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

    /// Which recipes did a kitchen write in a year?
    pub async fn recipes_by_kitchen(&self, params: &recipes_by_kitchen::Params) -> Result<::scylla::client::pager::TypedRowStream<recipes_by_kitchen::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// Which recipes are called so, however it is written?
    pub async fn titled(&self, params: &titled::Params) -> Result<::scylla::client::pager::TypedRowStream<titled::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// Which recipe of the kitchen and year is called so?
    pub async fn titled_here(&self, params: &titled_here::Params) -> Result<::scylla::client::pager::TypedRowStream<titled_here::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// Which recipes have both tags?
    pub async fn tagged(&self, params: &tagged::Params) -> Result<::scylla::client::pager::TypedRowStream<tagged::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// Query with\_nutrient.
    pub async fn with_nutrient(&self, params: &with_nutrient::Params) -> Result<::scylla::client::pager::TypedRowStream<with_nutrient::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// Query with\_amount.
    pub async fn with_amount(&self, params: &with_amount::Params) -> Result<::scylla::client::pager::TypedRowStream<with_amount::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// Query with\_nutrient\_of.
    pub async fn with_nutrient_of(&self, params: &with_nutrient_of::Params) -> Result<::scylla::client::pager::TypedRowStream<with_nutrient_of::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// Query of\_steps.
    pub async fn of_steps(&self, params: &of_steps::Params) -> Result<::scylla::client::pager::TypedRowStream<of_steps::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// Query for\_portion.
    pub async fn for_portion(&self, params: &for_portion::Params) -> Result<::scylla::client::pager::TypedRowStream<for_portion::Row>, QueryError> {
        driver::stream(self, 8, params).await
    }

    /// Which recipes cost so much, by value?
    pub async fn priced(&self, params: &priced::Params) -> Result<::scylla::client::pager::TypedRowStream<priced::Row>, QueryError> {
        driver::stream(self, 9, params).await
    }

    /// Which vegan recipes of a chef came since then?
    pub async fn vegan_since(&self, params: &vegan_since::Params) -> Result<::scylla::client::pager::TypedRowStream<vegan_since::Row>, QueryError> {
        driver::stream(self, 10, params).await
    }

    /// Which recipes come from addresses in this range? An IPv4 address is in no range of IPv6 addresses alone.
    pub async fn of_sites(&self, params: &of_sites::Params) -> Result<::scylla::client::pager::TypedRowStream<of_sites::Row>, QueryError> {
        driver::stream(self, 11, params).await
    }

    /// Which recipes were written since a year, in whatever kitchen?
    pub async fn since_year(&self, params: &since_year::Params) -> Result<::scylla::client::pager::TypedRowStream<since_year::Row>, QueryError> {
        driver::stream(self, 12, params).await
    }

    /// Which recipe has this number, though how long it takes is not known?
    pub async fn numbered(&self, params: &numbered::Params) -> Result<::scylla::client::pager::TypedRowStream<numbered::Row>, QueryError> {
        driver::stream(self, 13, params).await
    }

    /// What is there, kitchen by kitchen?
    pub async fn all_recipes(&self, params: &all_recipes::Params) -> Result<::scylla::client::pager::TypedRowStream<all_recipes::Row>, QueryError> {
        driver::stream(self, 14, params).await
    }

    /// Which kitchens wrote in which years?
    pub async fn kitchens(&self, params: &kitchens::Params) -> Result<::scylla::client::pager::TypedRowStream<kitchens::Row>, QueryError> {
        driver::stream(self, 15, params).await
    }

    /// Query kitchens\_of\_chef.
    pub async fn kitchens_of_chef(&self, params: &kitchens_of_chef::Params) -> Result<::scylla::client::pager::TypedRowStream<kitchens_of_chef::Row>, QueryError> {
        driver::stream(self, 16, params).await
    }

    /// Query how\_many.
    pub async fn how_many(&self, params: &how_many::Params) -> Result<i64, QueryError> {
        driver::count(self, 17, params).await
    }

    /// Query how\_many\_priced.
    pub async fn how_many_priced(&self, params: &how_many_priced::Params) -> Result<i64, QueryError> {
        driver::count(self, 18, params).await
    }

    /// Writes a row of `recipes_by_kitchen`.
    pub async fn insert_recipes_by_kitchen(&self, row: &recipes_by_kitchen::Insert) -> Result<(), QueryError> {
        driver::write(self, 19, row).await
    }

    /// Writes the static columns of a partition of `recipes_by_kitchen`.
    pub async fn insert_static_recipes_by_kitchen(&self, row: &recipes_by_kitchen::InsertStatic) -> Result<(), QueryError> {
        driver::write(self, 20, row).await
    }
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
        consistency: Option<Consistency>,
        idempotent: bool,
        page_size: Option<i32>,
    }

    const STATEMENTS: &[Statement] = &[
        Statement { query: "recipes_by_kitchen", cql: super::recipes_by_kitchen::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "titled", cql: super::titled::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "titled_here", cql: super::titled_here::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "tagged", cql: super::tagged::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "with_nutrient", cql: super::with_nutrient::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "with_amount", cql: super::with_amount::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "with_nutrient_of", cql: super::with_nutrient_of::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "of_steps", cql: super::of_steps::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "for_portion", cql: super::for_portion::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "priced", cql: super::priced::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "vegan_since", cql: super::vegan_since::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "of_sites", cql: super::of_sites::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "since_year", cql: super::since_year::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "numbered", cql: super::numbered::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "all_recipes", cql: super::all_recipes::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "kitchens", cql: super::kitchens::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "kitchens_of_chef", cql: super::kitchens_of_chef::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "how_many", cql: super::how_many::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "how_many_priced", cql: super::how_many_priced::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into recipes_by_kitchen", cql: super::recipes_by_kitchen::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert static columns into recipes_by_kitchen", cql: super::recipes_by_kitchen::INSERT_STATIC, consistency: None, idempotent: true, page_size: None },
    ];

    const AT_ONCE: usize = 16;

    pub(super) async fn prepare_all(session: &Session) -> Result<Vec<PreparedStatement>, PrepareError> {
        let mut prepared = Vec::with_capacity(STATEMENTS.len());
        for group in STATEMENTS.chunks(AT_ONCE) {
            let waiting = group.iter().map(|statement| Box::pin(prepare(session, statement)));
            prepared.extend(together(waiting.collect()).await?);
        }
        Ok(prepared)
    }

    async fn prepare(session: &Session, statement: &Statement) -> Result<PreparedStatement, PrepareError> {
        let Statement { query, cql, consistency, idempotent, page_size } = *statement;
        let mut prepared = session.prepare(cql).await.map_err(|source| PrepareError { query, cql, source: Box::new(source) })?;
        prepared.set_is_idempotent(idempotent);
        if let Some(consistency) = consistency {
            prepared.set_consistency(consistency);
        }
        if let Some(page_size) = page_size {
            prepared.set_page_size(page_size);
        }
        Ok(prepared)
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

    pub(super) async fn write(queries: &Queries, at: usize, row: &impl SerializeRow) -> Result<(), QueryError> {
        let written = queries.session.execute_unpaged(&queries.statements[at], row).await;
        written.map(drop).map_err(|source| QueryError::Execute { query: STATEMENTS[at].query, source: Box::new(source) })
    }

    pub(super) async fn stream<R>(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<::scylla::client::pager::TypedRowStream<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[at].query;
        let pages = queries.session.execute_iter(queries.statements[at].clone(), params).await;
        let pages = pages.map_err(|source| QueryError::Pages { query, source: Box::new(source) })?;
        pages.rows_stream().map_err(|source| QueryError::Columns { query, source })
    }

    pub(super) async fn rows<R>(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<Vec<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let answer = queries.session.execute_unpaged(&queries.statements[at], params).await;
        decode(at, answer.map_err(|source| QueryError::Execute { query: STATEMENTS[at].query, source: Box::new(source) })?)
    }

    pub(super) async fn count(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<i64, QueryError> {
        Ok(rows(queries, at, params).await?.first().map_or(0, |(count,): &(i64,)| *count))
    }

    fn decode<R>(at: usize, answer: ::scylla::response::query_result::QueryResult) -> Result<Vec<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[at].query;
        let answer = answer.into_rows_result().map_err(|source| QueryError::NotRows { query, source: Box::new(source) })?;
        let rows = match answer.rows::<R>() {
            Ok(rows) => rows,
            Err(::scylla::response::query_result::RowsError::TypeCheckFailed(source)) => return Err(QueryError::Columns { query, source }),
        };
        rows.collect::<Result<_, _>>().map_err(|source| QueryError::Value { query, source })
    }
}
