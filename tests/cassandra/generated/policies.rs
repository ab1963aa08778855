//! What `prepare` sets, in which keyspace it prepares, and what it says when it cannot.

use libtest_mimic::{Failed, Trial};
use scylla::statement::Consistency;
use scylla::statement::prepared::PreparedStatement;

use super::{applied, logins, names, profiles, rows, session, taxi};
use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(shared:
        statements_are_sent_as_the_model_says,
        a_statement_that_cannot_be_prepared_is_named,
        any_keyspace_will_do)
}

fn statements_are_sent_as_the_model_says(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    let queries = cluster.wait(taxi::Queries::prepare(&session, project.keyspace.name()))?;
    let of = |name: &str| queries.prepared().find(|(query, _)| *query == name).map(|(_, statement)| statement);
    let asked = of("rides_of_rider").ok_or("a statement")?;
    assert_eq!((asked.get_consistency(), asked.get_page_size()), (Some(Consistency::LocalOne), 2));
    assert!(asked.get_is_idempotent() && of("rides_of_driver").is_some_and(|usual| usual.get_consistency().is_none()));
    // What is added to counters and lists must not be sent twice by the driver; a set takes an element twice.
    assert!(of("increment driven").is_some_and(|statement| !statement.get_is_idempotent()));
    assert!(of("add to rides_of_driver").is_some_and(PreparedStatement::get_is_idempotent));
    let (odd, _) = applied(cluster, "odd_names")?;
    let odd = cluster.wait(names::Queries::prepare(&session, odd.keyspace.name()))?;
    let of_list = odd.prepared().find(|(query, _)| *query == "add to prepare").ok_or("a statement")?.1;
    assert!(!of_list.get_is_idempotent(), "a list takes an element twice");
    // Each statement that fixes a partition goes to a node that holds it.
    for (query, statement) in queries.prepared().filter(|(query, _)| *query != "rides_of_riders") {
        assert!(statement.is_token_aware(), "{query}");
    }
    // What the caller sets is set after that.
    let at_all = |query: &str, statement: &mut PreparedStatement| {
        if query.starts_with("insert ") {
            statement.set_consistency(Consistency::All);
        }
    };
    let set = cluster.wait(taxi::Queries::prepare_with(&session, project.keyspace.name(), at_all))?;
    let levels =
        |query: &str| set.prepared().find(|(name, _)| *name == query).and_then(|(_, set)| set.get_consistency());
    assert_eq!(levels("insert into driven"), None);
    assert_eq!(levels("insert into long_rides"), Some(Consistency::All));
    assert_eq!(levels("rides_of_rider"), Some(Consistency::LocalOne));
    let (project, session) = applied(cluster, "user_profiles")?;
    let queries = cluster.wait(profiles::Queries::prepare(&session, project.keyspace.name()))?;
    let logins = queries.prepared().find(|(query, _)| *query == "logins").ok_or("a statement")?.1;
    assert!(!logins.get_is_idempotent(), "the model says so");
    Ok(())
}

fn a_statement_that_cannot_be_prepared_is_named(cluster: &Cluster) -> Result<(), Failed> {
    let (project, session) = applied(cluster, "taxi_rides")?;
    project.cql("DROP TABLE KS.long_rides")?;
    let error = cluster.wait(taxi::Queries::prepare(&session, project.keyspace.name())).err().ok_or("no such table")?;
    assert_eq!(error.query, "long_rides");
    let named = format!("FROM \"{}\".long_rides WHERE stretch = :stretch", project.keyspace.name());
    assert!(error.cql.contains(&named) && error.to_string().contains(&named), "{error}");
    assert!(
        std::error::Error::source(&error).is_some_and(|source| source.to_string().contains("long_rides")),
        "{error:?}"
    );
    Ok(())
}

fn any_keyspace_will_do(cluster: &Cluster) -> Result<(), Failed> {
    let (project, _) = applied(cluster, "login_sessions")?;
    // A name with everything in it that a keyspace's name may have.
    let odd = format!("Odd_{}", project.keyspace.name());
    let odd = &odd[..odd.len().min(48)];
    project.edit(project.keyspace.name(), odd);
    project.node(["apply"]).ends(0);
    let queries = cluster.wait(logins::Queries::prepare(&session(cluster)?, odd))?;
    let user = logins::sessions_by_user::Params { user: "ada" };
    let before = rows(cluster, cluster.wait(queries.sessions_by_user(&user))?)?;
    project.node(["load"]).ends(0);
    let after = rows(cluster, cluster.wait(queries.sessions_by_user(&user))?)?;
    cluster.cql(&format!("DROP KEYSPACE \"{odd}\""))?;
    assert!(before.is_empty() && !after.is_empty());
    // A name that would end the quotes stays inside them.
    let nasty = "x\"; DROP KEYSPACE y; --";
    let error = cluster.wait(logins::Queries::prepare(&session(cluster)?, nasty)).err().ok_or("no such keyspace")?;
    assert!(error.cql.contains("FROM \"x\"\"; DROP KEYSPACE y; --\".sessions_by_user"), "{error}");
    Ok(())
}
