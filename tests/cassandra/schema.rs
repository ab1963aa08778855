//! What a model declares is on the node as it was declared: read back from `system_schema`, and used.

use std::io::Write as _;

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: statics_types_and_indexes_are_on_the_node, an_index_answers_as_soon_as_it_is_made,
            columns_and_fields_are_added, what_differs_is_refused_and_shown, dropping_tables_drops_those_of_the_model,
            what_a_dry_run_prints_a_node_takes, a_replication_that_does_not_fit_is_told
    )
}

const MODEL: &str = r#"modeler: 1
types:
  track: { title: text, length: frozen<span> }
  span: { minutes: int, seconds: int }
  person: { name: text, tracks: "frozen<list<frozen<track>>>" }
source: { files: [rows.csv], nulls: [""] }
columns:
  artist: text
  year: int
  rank: int
  label: text
  title: text
  best: { type: frozen<person>, csv: best }
  tags: { type: "set<text>", split: "," }
queries:
  by_artist:
    partition_key: [artist, year]
    clustering_key: [rank desc]
    static: [label]
    select: [title, best, tags]
    indexes: [{ on: title, name: by_title, options: { case_sensitive: false } }, label, rank, tags]
    examples: [{ artist: ada, year: 2024 }]
  titled: { table: by_artist, scan: true, where: [title], select: [artist, label], examples: [{ title: song }] }
"#;
const ROWS: &str = r#"artist,year,rank,label,title,best,tags
ada,2024,1,blue,Song,"{""name"": ""Ada"", ""tracks"": [{""title"": ""x"", ""length"": {""minutes"": 3, ""seconds"": 7}}]}","a,b"
ada,2024,2,,Other,,
"#;

/// A row of `system_schema.indexes`: name, kind, options.
type Index = (String, String, std::collections::BTreeMap<String, String>);

fn statics_types_and_indexes_are_on_the_node(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::new(cluster, MODEL, ROWS);
    project.node(["run"]).ends(0);
    let columns: Vec<(String, String, i32, String, String)> = project.rows(
        "SELECT column_name, kind, position, clustering_order, type FROM system_schema.columns \
         WHERE keyspace_name = 'KS' AND table_name = 'by_artist'",
    )?;
    let columns: Vec<String> = columns.iter().map(|(n, k, p, o, t)| format!("{n} {k} {p} {o} {t}")).collect();
    assert_eq!(
        columns,
        [
            "artist partition_key 0 none text",
            "best regular -1 none frozen<person>",
            "label static -1 none text",
            "rank clustering 0 desc int",
            "tags regular -1 none set<text>",
            "title regular -1 none text",
            "year partition_key 1 none int",
        ]
    );
    let types: Vec<(String, Vec<String>, Vec<String>)> = project
        .rows("SELECT type_name, field_names, field_types FROM system_schema.types WHERE keyspace_name = 'KS'")?;
    let types: Vec<String> = types.iter().map(|(name, fields, types)| format!("{name} {fields:?} {types:?}")).collect();
    assert_eq!(
        types,
        [
            r#"person ["name", "tracks"] ["text", "frozen<list<frozen<track>>>"]"#,
            r#"span ["minutes", "seconds"] ["int", "int"]"#,
            r#"track ["title", "length"] ["text", "frozen<span>"]"#,
        ]
    );
    let indexes: Vec<Index> =
        project.rows("SELECT index_name, kind, options FROM system_schema.indexes WHERE keyspace_name = 'KS'")?;
    let mut targets: Vec<&str> = indexes.iter().map(|(_, _, options)| options["target"].as_str()).collect();
    targets.sort_unstable();
    assert_eq!(targets, ["label", "rank", "title", "values(tags)"]);
    let folding = indexes.iter().filter(|(name, _, options)| {
        name == "by_title" && options.get("case_sensitive").is_some_and(|value| value == "false")
    });
    assert_eq!(folding.count(), 1, "{indexes:?}");
    // One static value for both rows, and a nested value as it was given.
    let rows = project.dump("by_artist")?;
    assert!(rows.len() == 2 && rows.iter().all(|row| row.contains(r#""label": "blue""#)), "{rows:?}");
    assert!(rows[1].contains(r#"[{"title": "x", "length": {"minutes": 3, "seconds": 7}}]"#), "{rows:?}");
    let apply = project.node(["apply"]).ends(0);
    assert!(
        apply.stdout.contains("keep") && !apply.stdout.contains("create") && !apply.stdout.contains("add"),
        "{apply}"
    );
    Ok(())
}

/// CREATE INDEX comes back before the index can be asked.
fn an_index_answers_as_soon_as_it_is_made(cluster: &Cluster) -> Result<(), Failed> {
    let targets = ["t", "i", "l", "keys(m)", "values(m)", "entries(m)", "full(f)", "u", "v"];
    let base = r#"modeler: 1
types: { pair: { a: int, b: int } }
source: { files: [rows.csv], nulls: [""] }
columns: { p: int, t: text, i: inet, l: "list<int>", m: "map<text, int>", f: "frozen<list<int>>", u: { type: frozen<pair>, csv: u }, v: "vector<float, 2>" }
queries:
  rows: { partition_key: [p], select: [t, i, l, m, f, u, v] }
"#;
    let values = "p,x,10.0.0.1,'[1, 2]','{''a'': 1}','[3]','{''a'': 1, ''b'': 2}','[1, 2]'\n".replace('\'', "\"");
    let values: String = (0..500).map(|p| format!("{p}{}", &values[1..])).collect();
    let project = Project::new(cluster, base, &format!("p,t,i,l,m,f,u,v\n{values}"));
    project.node(["run"]).ends(0);
    let wanted = [
        ("t", "x"),
        ("i", "10.0.0.1"),
        ("l contains :x", "1"),
        ("m contains key :x", "a"),
        ("m contains :x", "1"),
        ("m[:k] = :x", "1"),
        ("f", "[3]"),
        ("u", r#"{"a": 1, "b": 2}"#),
    ];
    let mut model =
        base.replace("v] }", &format!("v], indexes: [{}] }}", targets.map(|t| format!("{t:?}")).join(", ")));
    for (at, (condition, _)) in wanted.iter().enumerate() {
        model += &format!("  q{at}: {{ table: rows, scan: true, where: [{condition:?}], returns: count }}\n");
    }
    project.write(&model);
    let applied = project.node(["apply"]).ends(0);
    assert_eq!(applied.stdout.matches("create").count(), targets.len(), "{applied}");
    for (at, (condition, value)) in wanted.iter().enumerate() {
        let name = if condition.contains(":x") { "x" } else { condition };
        let (query, given) = (format!("q{at}"), format!("{name}={value}"));
        let mut arguments = vec!["query", &query, &given, "--format", "json"];
        if condition.contains(":k") {
            arguments.push("k=a");
        }
        project.node(arguments).ends(0).says("500");
    }
    Ok(())
}

fn columns_and_fields_are_added(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::new(cluster, MODEL, ROWS);
    project.node(["run"]).ends(0);
    project.edit("{ minutes: int, seconds: int }", "{ minutes: int, seconds: int, millis: int }");
    project.edit("  tags: {", "  founded: int\n  city: text\n  tags: {");
    project.edit("static: [label]", "static: [label, founded]");
    project.edit("select: [title, best, tags]", "select: [title, founded, city, best, tags]");
    project.folder.write("rows.csv", r#"artist,year,rank,label,title,best,tags,founded,city
ada,2024,1,blue,Song,"{""name"": ""Ada"", ""tracks"": [{""length"": {""minutes"": 3, ""seconds"": 7, ""millis"": 9}}]}",c,1999,Bergen
"#);
    project.node(["load"]).ends(6).warns("modeler apply");
    project.node(["apply"]).ends(0).says("column founded to by_artist").says("column city to by_artist").says("millis");
    let kind = "SELECT kind FROM system_schema.columns WHERE keyspace_name = 'KS' AND table_name = 'by_artist' AND column_name";
    assert_eq!(
        (project.text(&format!("{kind} = 'founded'"))?, project.text(&format!("{kind} = 'city'"))?),
        ("static".into(), "regular".into())
    );
    project.node(["apply"]).ends(0).says("keep");
    project.node(["load"]).ends(0);
    let answer = project.node(["query", "by_artist", "artist=ada", "year=2024", "--format", "json"]).ends(0);
    let rows = answer.json();
    // The rows of the first load are there still, with the new static column, and nulls for the plain one.
    assert_eq!((&rows[0]["title"], &rows[0]["founded"], &rows[0]["city"]), (&"Other".into(), &1999.into(), &().into()));
    assert_eq!((&rows[1]["city"], &rows[1]["best"]["tracks"][0]["length"]["millis"]), (&"Bergen".into(), &9.into()));
    Ok(())
}

fn what_differs_is_refused_and_shown(cluster: &Cluster) -> Result<(), Failed> {
    let changes: &[(&str, &str, &[&str])] = &[
        ("  title: text\n", "  title: ascii\n", &["`title` is text there, ascii in the model"]),
        ("[rank desc]", "[rank asc]", &["clustering key descending there", "clustering key ascending in the model"]),
        ("[artist, year]", "[year, artist]", &["(artist, year, rank) there", "(year, artist, rank) in the model"]),
        (
            "static: [label]\n    select: [title,",
            "select: [label, title,",
            &["`label` is static there", "a plain column in the model"],
        ),
        (
            "select: [title, best, tags]",
            "select: [title, best, tags]\n    options: { gc_grace_seconds: 5 }",
            &["864000 there, 5 in the model"],
        ),
        ("select: [title, best, tags]\n", "select: [title, tags]\n", &["column `best` is in it, but not in the model"]),
        ("seconds: int }", "seconds: bigint }", &["field `seconds` is int there, bigint in the model"]),
        (
            "case_sensitive: false",
            "case_sensitive: true",
            &["index `by_title` is on title { case_sensitive: false } there"],
        ),
    ];
    let project = Project::new(cluster, MODEL, ROWS);
    project.node(["run"]).ends(0);
    for (from, to, shown) in changes {
        project.write(MODEL);
        project.edit(from, to);
        let refused = project.node(["apply"]).ends(5);
        let dry = project.node(["apply", "--dry-run"]).ends(5);
        for shown in *shown {
            assert!(
                refused.stderr.contains(shown) && dry.stderr.contains(shown),
                "should show `{shown}`\n{refused}\n{dry}"
            );
        }
        assert!(dry.stdout.is_empty(), "{dry}");
        project.node(["run"]).ends(5);
    }
    project.write(MODEL);
    assert_eq!(project.dump("by_artist")?.len(), 2);
    project.node(["apply"]).ends(0).says("keep");
    Ok(())
}

fn dropping_tables_drops_those_of_the_model(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::new(cluster, MODEL, ROWS);
    project.node(["run"]).ends(0);
    project.cql("CREATE TABLE KS.of_others (a int PRIMARY KEY, s span)")?;
    project.cql("INSERT INTO KS.of_others (a, s) VALUES (1, {minutes: 1})")?;
    project.node(["apply", "--drop-tables", "--dry-run"]).ends(0).says("DROP TABLE").warns("drop");
    assert_eq!(project.dump("by_artist")?.len(), 2, "a dry run drops");
    project.node(["apply", "--drop-tables"]).ends(0).says("drop    by_artist with its rows, and create it anew");
    assert_eq!((project.dump("by_artist")?.len(), project.dump("of_others")?.len()), (0, 1));
    project.node(["load", "--drop-tables"]).ends(0).says("drop by_artist");
    assert_eq!((project.dump("by_artist")?.len(), project.dump("of_others")?.len()), (2, 1));
    // What stands in the way of `apply` goes with the table.
    project.edit("[rank desc]", "[rank asc]");
    project.node(["run", "--drop-tables"]).ends(0).says("drop by_artist");
    Ok(())
}

fn what_a_dry_run_prints_a_node_takes(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::new(cluster, MODEL, ROWS);
    let there =
        || project.rows::<(String,)>("SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = 'KS'");
    let printed = project.node(["apply", "--dry-run"]).ends(0).stdout;
    assert!(there()?.is_empty(), "a dry run makes the keyspace");
    run_all(&project, &printed)?;
    let kept = project.node(["apply"]).ends(0);
    assert!(kept.stdout.contains("keep") && !kept.stdout.contains("create"), "{kept}");

    project.edit("select: [title, best, tags]", "select: [title, year2, best, tags]");
    project.edit("  tags: {", "  year2: int\n  tags: {");
    project.edit("seconds: int }", "seconds: int, millis: int }");
    let printed = project.node(["apply", "--dry-run"]).ends(0).stdout;
    assert_eq!(printed.lines().count(), 2, "{printed}");
    run_all(&project, &printed)?;
    let kept = project.node(["apply", "--dry-run"]).ends(0);
    assert!(kept.stdout.is_empty(), "{kept}");
    Ok(())
}

/// Runs each statement of a script.
fn run_all(project: &Project<'_>, script: &str) -> Result<(), Failed> {
    for statement in script.split(";\n").filter(|statement| !statement.trim().is_empty()) {
        project.cql(statement)?;
    }
    std::io::stdout().flush()?;
    Ok(())
}

fn a_replication_that_does_not_fit_is_told(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1\ncolumns: { a: int }\nqueries:\n  t: { partition_key: [a] }\n";
    let project = Project::new(cluster, model, "");
    project.write_with("replication: { class: NetworkTopologyStrategy, nowhere: 3 }", model);
    let unknown = project.node(["apply"]).ends(6);
    unknown
        .warns("datacenter `nowhere`")
        .warns("write `replication: { class: NetworkTopologyStrategy, datacenter1: 3 }`");

    let fitting = "replication: { class: NetworkTopologyStrategy, datacenter1: 1 }";
    project.write_with(fitting, model);
    let made = project.node(["apply"]).ends(0);
    assert!(made.stderr.is_empty(), "{made}");
    project.node(["apply"]).ends(0).says("keep");
    for other in [
        "replication: { class: SimpleStrategy, replication_factor: 1 }",
        "replication: { class: NetworkTopologyStrategy, datacenter1: 2 }",
    ] {
        project.write_with(other, model);
        project.node(["apply"]).ends(5).warns("there, {").warns("in the model").warns("datacenter1: 1");
    }
    project.write_with(&format!("{fitting}, durable_writes: false"), model);
    project.node(["apply"]).ends(5).warns("`durable_writes` is true there, false in the model");
    Ok(())
}
