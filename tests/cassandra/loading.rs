//! What a load leaves on the node: cells with one write time, lifetimes, sums, and nothing where nothing was given.

use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: inputs_are_counted_once, rows_live_as_long_as_the_model_says, a_load_has_one_time_and_leaves_no_gaps,
            a_list_loaded_twice_has_its_elements_once, long_answers_come_whole_and_may_be_left,
            tables_stay_until_all_input_is_read, one_input_under_two_names_is_counted_once,
            static_values_are_read_back
    )
}

fn inputs_are_counted_once(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1
source: { files: [rows.csv], nulls: [\"\"] }
columns: { song: text, day: int, plays: counter, seconds: { type: counter, csv: s }, all: { type: counter, csv: s } }
queries:
  by_song: { partition_key: [song], clustering_key: [day], static: [all], select: [plays, seconds], examples: [{ song: a }] }
  by_day: { partition_key: [day], select: [plays], examples: [{ day: 1 }] }
";
    let project = Project::new(cluster, model, "song,day,s\na,1,10\na,1,5\na,2,\nb,1,-3\n");
    project.folder.write("more.csv", "song,day,s\na,1,100\n");
    let sums = || {
        project.rows::<(String, i32, Option<i64>, Option<i64>, Option<i64>)>(
        "SELECT song, day, CAST(plays AS bigint), CAST(seconds AS bigint), CAST(all AS bigint) FROM KS.by_song WHERE song IN ('a', 'b')",
    )
    };
    let row = |song: &str, day, plays, seconds, all| (song.to_owned(), day, Some(plays), seconds, Some(all));
    let once = vec![row("a", 1, 2, Some(15), 15), row("a", 2, 1, None, 15), row("b", 1, 1, Some(-3), -3)];
    project.node(["run"]).ends(0);
    assert_eq!(sums()?, once);
    let refused = project.node(["load"]).ends(5);
    refused.warns("rows.csv").warns("--again");
    project.node(["load", "--csv", "rows.csv", "more.csv"]).ends(5);
    assert_eq!(sums()?, once, "a refused load counts");
    project.node(["load", "--csv", "more.csv"]).ends(0);
    assert_eq!(sums()?[0], row("a", 1, 3, Some(115), 115));
    project.node(["load", "--again"]).ends(0);
    assert_eq!(sums()?[0], row("a", 1, 5, Some(130), 130));
    project.node(["load"]).ends(5);
    project.node(["load", "--drop-tables"]).ends(0).says("drop by_song").says("drop by_day");
    assert_eq!(sums()?, once, "dropped counters come back, or were not counted anew");
    project.node(["verify", "--exact"]).ends(0);
    Ok(())
}

fn rows_live_as_long_as_the_model_says(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1
source: { files: [rows.csv] }
columns: { a: int, b: int, s: text, v: text }
queries:
  brief: { partition_key: [a], clustering_key: [b], static: [s], select: [v], ttl: 2s, examples: [{ a: 1 }] }
  long: { partition_key: [a], clustering_key: [b], static: [s], select: [v], ttl: 90d, options: { default_time_to_live: 600 } }
  default: { partition_key: [a], clustering_key: [b], select: [v], options: { default_time_to_live: 600 } }
  ever: { partition_key: [a], clustering_key: [b], select: [v] }
";
    let project = Project::new(cluster, model, "a,b,s,v\n1,1,s,x\n1,2,s,y\n");
    project.node(["apply"]).ends(0);
    project.node(["load"]).ends(0);
    let loaded = std::time::Instant::now();
    let ttl = |column: &str, table: &str| -> Result<Vec<Option<i32>>, Failed> {
        let rows: Vec<(Option<i32>,)> = project.rows(&format!("SELECT ttl({column}) FROM KS.{table} WHERE a = 1"))?;
        Ok(rows.into_iter().map(|(ttl,)| ttl).collect())
    };
    for (column, table, most) in [("v", "long", 7_776_000), ("s", "long", 7_776_000), ("v", "default", 600)] {
        let left = ttl(column, table)?;
        let fits = |left: &Option<i32>| left.is_some_and(|left| left <= most && left > most - 120);
        assert!(left.len() == 2 && left.iter().all(fits), "{column} of {table}: {left:?}");
    }
    assert_eq!(ttl("v", "ever")?, [None, None]);
    let kept =
        "SELECT CAST(default_time_to_live AS text) FROM system_schema.tables WHERE keyspace_name = 'KS' AND table_name";
    let defaults = ["brief", "long", "default"].map(|table| project.text(&format!("{kept} = '{table}'")));
    assert_eq!(defaults.into_iter().collect::<Result<Vec<_>, _>>()?, ["0", "600", "600"]);
    thread::sleep(Duration::from_millis(3_100).saturating_sub(loaded.elapsed()));
    assert_eq!((project.dump("brief")?.len(), project.dump("long")?.len()), (0, 2));
    project.node(["query", "brief", "a=1", "--format", "json"]).ends(0).says("[]");
    let verified = project.node(["verify"]).ends(0);
    verified.says("brief  0 rows, its source has 2 distinct keys: rows of this table live 2 seconds");
    verified.says("long  2 rows and 1 static row read back");
    Ok(())
}

fn a_load_has_one_time_and_leaves_no_gaps(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1
source: { files: [rows.csv], nulls: [\"\"] }
columns: { a: int, b: int, s: text, v: text, w: int, u: text }
queries:
  one: { partition_key: [a], clustering_key: [b], static: [s], select: [v, w, u] }
  two: { partition_key: [b], clustering_key: [a desc], select: [v] }
";
    let rows: String = (0..300).map(|n| format!("{},{n},s,v{n},{n},\n", n % 7)).collect();
    let project = Project::new(cluster, model, &format!("a,b,s,v,w,u\n{rows}oops,1,s,v,1,\n"));
    project.embedded(["run"]).ends(7);
    let rejects = project.folder.read(".modeler/rejects.jsonl");
    project.node(["apply"]).ends(0);
    let told = project.node(["load", "--format", "json"]).ends(7).json();
    assert_eq!((&told["accepted"], &told["rejected"]), (&300.into(), &1.into()));
    assert_eq!(project.folder.read(".modeler/rejects.jsonl"), rejects);
    let now = || i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap();
    let mut times = Vec::new();
    for (column, table) in [("v", "one"), ("w", "one"), ("s", "one"), ("v", "two")] {
        let found: Vec<(Option<i64>,)> = project.rows(&format!("SELECT writetime({column}) FROM KS.{table}"))?;
        assert_eq!(found.len(), 300);
        times.extend(found.into_iter().map(|(time,)| time.expect("a value")));
    }
    times.sort_unstable();
    times.dedup();
    assert!(times.len() == 1 && times[0] <= now() && times[0] > now() - 120_000_000, "{times:?}");

    // A tombstone would take away what a write of an earlier time brings.
    project.cql(&format!("UPDATE KS.one USING TIMESTAMP {} SET u = 'earlier' WHERE a = 0 AND b = 0", times[0] - 1))?;
    assert_eq!(project.text("SELECT u FROM KS.one WHERE a = 0 AND b = 0")?, "earlier");
    project.folder.write("rows.csv", "a,b,s,v,w,u\n0,0,,,5,\n");
    project.node(["load"]).ends(0);
    let cell: Vec<(String, String, i32, String)> =
        project.rows("SELECT s, v, w, u FROM KS.one WHERE a = 0 AND b = 0")?;
    assert_eq!(cell, [("s".to_owned(), "v0".to_owned(), 5, "earlier".to_owned())]);
    Ok(())
}

fn a_list_loaded_twice_has_its_elements_once(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1
source: { files: [rows.csv] }
columns: { a: int, l: { type: \"list<int>\", split: \" \" }, m: { type: \"set<int>\", split: \" \", csv: l } }
queries:
  lists: { partition_key: [a], select: [l, m] }
";
    let project = Project::new(cluster, model, "a,l\n1,3 1 3\n2,9\n");
    project.node(["run"]).ends(0);
    project.node(["load"]).ends(0);
    let lists = || project.rows::<(Vec<i32>, Vec<i32>)>("SELECT l, m FROM KS.lists WHERE a IN (1, 2)");
    assert_eq!(lists()?, [(vec![3, 1, 3], vec![1, 3]), (vec![9], vec![9])]);
    project.folder.write("rows.csv", "a,l\n1,7\n");
    project.node(["load"]).ends(0);
    assert_eq!(lists()?[0], (vec![7], vec![7]));
    Ok(())
}

fn long_answers_come_whole_and_may_be_left(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1
source: { files: [rows.csv] }
columns: { a: int, b: int, v: text }
queries:
  all: { partition_key: [a], clustering_key: [b desc], select: [b, v] }
  everything: { table: all, scan: true, select: [a, b] }
  these: { table: all, where: [a in :as], order_by: [b desc], select: [a, b] }
";
    let rows: String = (0..12_000).map(|n| format!("{},{n},a text that is not very short {n}\n", n % 2)).collect();
    let project = Project::new(cluster, model, &format!("a,b,v\n{rows}"));
    project.embedded(["run"]).ends(0);
    project.node(["run"]).ends(0);
    for question in [["all", "a=1"].as_slice(), &["everything"], &["these", "as=[0, 1]"]] {
        for format in ["csv", "json", "table"] {
            let words = || ["query", "--format", format].into_iter().chain(question.iter().copied());
            let (node, embedded) = (project.node(words()).ends(0), project.embedded(words()).ends(0));
            assert!(
                node.stdout == embedded.stdout,
                "{question:?} as {format}: {} and {} lines",
                node.stdout.lines().count(),
                embedded.stdout.lines().count()
            );
            assert!(node.stdout.lines().count() > 6_000);
        }
    }
    for format in ["csv", "json", "table"] {
        let line = format!(
            "(modeler query everything --file queries.yaml --store cassandra://{} --format {format}; echo ended $? >&2) | head -1",
            cluster.address()
        );
        let began = std::time::Instant::now();
        let left = project.folder.shell(&line).ends(0);
        assert!(left.stderr == "ended 0\n" && left.stdout.lines().count() == 1, "{left}");
        assert!(began.elapsed() < Duration::from_secs(10), "{format}: a reader that left is waited for");
    }
    Ok(())
}

fn tables_stay_until_all_input_is_read(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1\nsource: { files: [rows.csv] }\ncolumns: { p: int, v: int }\nqueries:\n  t: { partition_key: [p], select: [v], examples: [{ p: 1 }] }\n";
    let project = Project::new(cluster, model, "p,v\n1,1\n2,2\n");
    project.node(["run"]).ends(0);
    let rows = || project.rows::<(i32, i32)>("SELECT p, v FROM KS.t");
    project.folder.write("other.csv", "p,w\n3,3\n");
    project.folder.write("bad.csv", "p,v\nx,1\ny,1\n");
    project.node(["load", "--drop-tables", "--csv", "typo.csv"]).ends(1);
    project.node(["run", "--drop-tables", "--csv", "other.csv"]).ends(1);
    project
        .node(["load", "--drop-tables", "--csv", "bad.csv", "--max-errors", "1"])
        .ends(8)
        .warns("keep what they held");
    assert_eq!(rows()?.len(), 2, "a load that cannot be done drops nothing");
    project.folder.write("good.csv", "p,v\n7,7\n");
    project.node(["load", "--drop-tables", "--csv", "good.csv"]).ends(0).says("drop t with its rows");
    assert_eq!(rows()?, [(7, 7)]);
    Ok(())
}

fn one_input_under_two_names_is_counted_once(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1\nsource: { files: [a.csv, b.csv] }\ncolumns: { song: text, plays: counter }\nqueries:\n  t: { partition_key: [song], select: [plays], examples: [{ song: x }] }\n";
    let project = Project::new(cluster, model, "");
    project.folder.write("a.csv", "song\nx\n");
    project.folder.write("b.csv", "song\nx\n");
    project.node(["run"]).ends(0).says("2 accepted");
    let plays = || project.text("SELECT CAST(plays AS text) FROM KS.t");
    assert_eq!(plays()?, "2", "both are read, as the user says");
    project.node(["load"]).ends(5).warns("has counted `a.csv`, `b.csv` already");
    // What another input has added is not held against this one, unless all is to be exact.
    project.folder.write("c.csv", "song\nx\nx\n");
    project.node(["load", "--csv", "c.csv"]).ends(0);
    project.node(["verify"]).ends(0);
    project.node(["verify", "--exact"]).ends(4).says("`plays` is 4 there, 2 in the source");
    // What cannot be recognised is counted where nothing was counted before.
    let piped = project.node(["load", "--drop-tables", "--csv", "-"]).stdin("song\nx\n").ends(0);
    piped.says("drop t");
    assert_eq!(plays()?, "1");
    Ok(())
}

fn static_values_are_read_back(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1\nsource: { files: [rows.csv] }\ncolumns: { p: int, c: int, s: text }\nqueries:\n  t: { partition_key: [p], clustering_key: [c], static: [s], examples: [{ p: 1 }] }\n";
    let project = Project::new(cluster, model, "p,c,s\n1,1,a\n1,2,a\n2,1,b\n");
    project.node(["run"]).ends(0).says("3 rows and 2 static rows read back");
    project.cql("UPDATE KS.t SET s = 'spoilt' WHERE p = 2")?;
    project.node(["verify"]).ends(4).says("p = 2: `s` is spoilt there, b in the source");
    Ok(())
}
