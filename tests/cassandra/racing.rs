//! Two that apply the same model at once: both come to an end that a user understands, and the schema is the model's.

use std::thread;

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::commands::Outcome;
use crate::node::Node;
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    trials!(shared: two_at_one_node_make_one_schema, two_at_one_node_add_one_column; own: two_at_two_nodes_make_one_schema)
}

const MODEL: &str = "modeler: 1
types:
  place: { lat: double, lon: double }
  address: { city: text, place: frozen<place> }
source: { files: [rows.csv] }
columns: { a: int, b: int, v: text, home: { type: frozen<address>, csv: { city: city, place: place } } }
queries:
  by_a: { partition_key: [a], clustering_key: [b], select: [v, home], indexes: [v], examples: [{ a: 1 }] }
  by_b: { partition_key: [b], clustering_key: [a desc], select: [v, home], examples: [{ b: 2 }] }
  by_v: { partition_key: [v], clustering_key: [a, b], select: [home], examples: [{ v: x }] }
";
const ROWS: &str = r#"a,b,v,city,place
1,2,x,Oslo,"{""lat"": 1.5, ""lon"": 2}"
"#;
const KEPT: usize = 3;

/// Runs `modeler apply` at both addresses at once.
fn race(project: &Project<'_>, addresses: [&str; 2]) -> [Outcome; 2] {
    let runs = addresses.map(|address| project.at(address, ["apply"]));
    thread::scope(|scope| runs.map(|run| scope.spawn(|| run.outcome())).map(|run| run.join().unwrap()))
}

/// The schema at each address is the model's, and what one writes there the other reads.
fn settled(project: &Project<'_>, addresses: [&str; 2]) {
    for (address, other) in [(addresses[0], addresses[1]), (addresses[1], addresses[0])] {
        let plan = project.at(address, ["apply", "--dry-run"]).ends(0);
        assert!(plan.stdout.is_empty() && plan.stderr.matches("keep").count() == KEPT, "{address}: {plan}");
        project.at(address, ["load"]).ends(0);
        for (query, given) in [("by_a", "a=1"), ("by_b", "b=2"), ("by_v", "v=x")] {
            project.at(other, ["query", query, given]).ends(0).says("Oslo");
        }
        if address == other {
            break;
        }
    }
}

fn all_well(outcomes: &[Outcome; 2], round: usize) {
    for outcome in outcomes {
        assert!(outcome.code == Some(0) && outcome.stderr.is_empty(), "round {round}: {outcome}");
    }
}

fn two_at_one_node_make_one_schema(cluster: &Cluster) -> Result<(), Failed> {
    for round in 0..20 {
        let project = Project::new(cluster, MODEL, ROWS);
        let addresses = [cluster.address(); 2];
        all_well(&race(&project, addresses), round);
        settled(&project, addresses);
    }
    Ok(())
}

fn two_at_one_node_add_one_column(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::new(cluster, MODEL, ROWS);
    project.node(["apply"]).ends(0);
    for round in 0..5 {
        project.edit("b: int,", &format!("b: int, n{round}: {{ type: int, constant: {round} }}, "));
        project.edit("clustering_key: [a desc], select: [", &format!("clustering_key: [a desc], select: [n{round}, "));
        all_well(&race(&project, [cluster.address(); 2]), round);
        settled(&project, [cluster.address(); 2]);
        project.node(["query", "by_b", "b=2", "--format", "json"]).ends(0).says(&format!("\"n{round}\":{round}"));
    }
    Ok(())
}

fn two_at_two_nodes_make_one_schema() -> Result<(), Failed> {
    let nodes = Cluster::pair()?;
    let cluster = Cluster::of(nodes[0])?;
    let addresses = nodes.map(Node::address);
    let addresses = addresses.each_ref().map(String::as_str);
    for round in 0..10 {
        let project = Project::new(&cluster, MODEL, ROWS);
        project.write_with("replication: { class: SimpleStrategy, replication_factor: 2 }", MODEL);
        all_well(&race(&project, addresses), round);
        settled(&project, addresses);
    }
    Ok(())
}
