//! What a user sees of a model on the node is what the embedded store shows, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use libtest_mimic::{Failed, Trial};
use modeler::name::Name;
use modeler::project::Project as Files;
use modeler::query::{Format, Writer, columns};
use modeler::store::cassandra::Cassandra;
use modeler::store::connection::Connection;
use modeler::store::embedded::Embedded;
use modeler::verify::{Checked, Verdict, examples};
use serde_json::{Value, json};

use crate::cluster::Cluster;
use crate::commands::repository;
use crate::project::{Project, cases};

pub fn trials() -> Vec<Trial> {
    let mut trials = trials!(shared: the_founding_model_answers_as_embedded, every_case_answers_as_embedded);
    // Where someone says that it is somewhere, it has to be there.
    let is_missing = std::env::var_os(LOG).is_none() && !log().is_dir();
    let known = trials!(shared: the_public_log_gives_the_known_answers);
    trials.extend(known.into_iter().map(|trial| trial.with_ignored_flag(is_missing)));
    trials
}

const TABLES: [&str; 3] = ["songs_by_session", "songs_by_user_session", "users_by_song"];

fn the_founding_model_answers_as_embedded(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::founding(cluster);
    project.embedded(["run"]).ends(0);
    project.node(["run", "--drop-tables"]).ends(0).says("all is as it should be").says("6,619 rows, one for each");
    alike(&project, "models/expected");

    let verified = project.node(["verify", "--exact"]).ends(0).stdout;
    assert_eq!(verified, project.embedded(["verify", "--exact"]).ends(0).stdout);
    let [node, embedded] =
        [project.node(["verify", "--format", "json"]), project.embedded(["verify", "--format", "json"])];
    let (node, embedded) = (node.ends(0).json(), embedded.ends(0).json());
    assert_eq!(node, embedded);
    assert_eq!((&node["fails"], node["answers"].as_array().unwrap().len()), (&json!(false), 6));

    let rows = || TABLES.iter().map(|table| project.dump(table)).collect::<Result<Vec<_>, _>>();
    let before = rows()?;
    assert_eq!(before.iter().map(Vec::len).collect::<Vec<_>>(), [6_820, 6_820, 6_619]);
    project.node(["run"]).ends(0).says("files generated: up to date").says("all is as it should be");
    project.node(["apply"]).ends(0).says("keep").says(TABLES[2]);
    assert!(before == rows()?, "a second run changes what is there");
    // What is wrong on the node is seen.
    project.cql("UPDATE KS.songs_by_session SET artist = 'nobody' WHERE session_id = 18 AND item_in_session = 3")?;
    project.node(["verify"]).ends(4).says("-").says("nobody");
    Ok(())
}

/// Asks everything that is recorded in `folder` of both stores, in each form.
fn alike(project: &Project<'_>, folder: &str) {
    let mut asked = 0;
    for entry in fs::read_dir(project.folder.path(folder)).unwrap() {
        let path = entry.unwrap().path();
        let query = path.file_stem().unwrap().to_str().unwrap();
        let recorded: Vec<Value> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for entry in recorded {
            let given = entry["given"].as_object().unwrap().iter();
            let given: Vec<String> = given
                .map(|(key, value)| {
                    format!("{key}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                })
                .collect();
            for format in ["table", "json", "csv"] {
                let arguments: Vec<&str> =
                    ["query", query, "--format", format].into_iter().chain(given.iter().map(String::as_str)).collect();
                let node = project.node(arguments.iter().copied()).ends(0);
                let embedded = project.embedded(arguments.iter().copied()).ends(0);
                assert_eq!((node.stdout, node.stderr), (embedded.stdout, embedded.stderr), "{arguments:?}");
                asked += 1;
            }
        }
    }
    assert!(asked >= 3, "nothing is recorded in {folder}");
}

/// Names the folder of the public log.
const LOG: &str = "MODELER_SPARKIFY";

/// Where the public log is; it lies beside some checkouts: `tests/sparkify.rs` says more.
fn log() -> PathBuf {
    std::env::var_os(LOG).map_or_else(|| repository().join("../shared/data/sparkify"), PathBuf::from)
}

fn the_public_log_gives_the_known_answers(cluster: &Cluster) -> Result<(), Failed> {
    let files = log().join("event_data/*.csv");
    let files = files.to_str().unwrap();
    let project = Project::founding(cluster);
    project.node(["run", "--drop-tables", "--csv", files]).ends(0).says("all is as it should be");
    let counts = project.node(["load", "--csv", files, "--format", "json"]).ends(0).json();
    assert_eq!((&counts["read"], &counts["filtered"], &counts["rejected"]), (&json!(8_056), &json!(1_236), &json!(0)));
    for (table, rows) in TABLES.iter().zip([6_820_usize, 6_820, 6_618]) {
        assert_eq!((&counts["tables"][table]["distinct"], project.dump(table)?.len()), (&json!(rows), rows), "{table}");
    }
    project.node(["verify", "--exact", "--csv", files]).ends(0);
    project.embedded(["run", "--csv", files]).ends(0);
    let questions = [
        (["songs_by_session", "session_id=338", "item_in_session=4"].as_slice(), "Music Matters (Mark Knight Dub)", 1),
        (&["songs_by_user_session", "user_id=10", "session_id=182"], "Keep On Keepin' On", 4),
        (&["users_by_song", "song_title=All Hands Against His Own"], "Jacqueline", 3),
    ];
    for (question, known, rows) in questions {
        for format in ["table", "json", "csv"] {
            let words = || ["query", "--format", format].into_iter().chain(question.iter().copied());
            let node = project.node(words()).ends(0);
            assert_eq!(node.stdout, project.embedded(words()).ends(0).stdout);
            node.says(known);
            if format == "json" {
                assert_eq!(node.json().as_array().unwrap().len(), rows);
            }
        }
    }
    Ok(())
}

fn every_case_answers_as_embedded(cluster: &Cluster) -> Result<(), Failed> {
    let mut failed = BTreeMap::new();
    for name in cases() {
        if let Err(error) = case(cluster, &name) {
            failed.insert(name, error.message().unwrap_or_default().to_owned());
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    Ok(())
}

/// Loads a case into both stores and compares its answers, and how each form shows them.
fn case(cluster: &Cluster, name: &str) -> Result<(), Failed> {
    let project = Project::case(cluster, name);
    let exit = fs::read_to_string(repository().join("tests/cases").join(name).join("exit"));
    let exit: i32 = exit.map_or(0, |text| text.trim().parse().unwrap());
    let rejects = || fs::read_to_string(project.folder.path(".modeler/rejects.jsonl")).ok();
    let run = |run: crate::commands::Run| {
        let run = run.outcome();
        if run.code == Some(exit) { Ok(run) } else { Err(Failed::from(format!("should end with {exit}\n{run}"))) }
    };
    run(project.embedded(["run"]))?;
    let rejected = rejects();
    run(project.node(["run", "--drop-tables"]))?;
    if rejected != rejects() {
        return Err(format!("rejected on the node: {:?}\nembedded: {rejected:?}", rejects()).into());
    }
    let outcome = project.node(["verify", "--exact"]).outcome();
    if outcome.code != Some(0) {
        return Err(outcome.to_string().into());
    }
    let files = Files::of(&project.folder.path("queries.yaml"), None);
    let (model, _) = files.model().map_err(|report| report.to_text(false))?;
    let (catalog, rendered) = files.render(&model).map_err(|report| report.to_text(false))?;
    let keyspace = Name::new(project.keyspace.name());
    let connection = Connection::parse(&format!("cassandra://{}", cluster.address())).expect("an address");
    let (node, embedded) = cluster.wait(async {
        let node = Cassandra::connect(&connection, &keyspace).await?;
        let node = examples(&node, &model, &catalog, &rendered.script, None).await?;
        let embedded = Embedded::new(&files.state(), &keyspace);
        Ok::<_, Failed>((node, examples(&embedded, &model, &catalog, &rendered.script, None).await?))
    })?;
    if node.is_empty() {
        return Err("no examples".into());
    }
    for (node, embedded) in node.iter().zip(&embedded) {
        let select = &catalog.selects[node.query];
        // What only a cluster answers was held against what is recorded, above.
        if matches!(embedded.verdict, Verdict::Unanswered(_)) {
            continue;
        }
        for format in [Format::Table, Format::Json, Format::Csv] {
            let shown = |checked: &Checked| {
                let columns = columns(select);
                let mut out = Vec::new();
                let mut writer = Writer::new(format, &columns, &mut out);
                for row in &checked.answer.rows {
                    writer.row(&row.iter().map(Option::as_deref).collect::<Vec<_>>()).unwrap();
                }
                writer.finish().unwrap();
                String::from_utf8(out).unwrap()
            };
            let (node, embedded) = (shown(node), shown(embedded));
            if node != embedded {
                return Err(format!("`{}`: the node\n{node}\nembedded\n{embedded}", select.shape.name).into());
            }
        }
    }
    Ok(())
}
