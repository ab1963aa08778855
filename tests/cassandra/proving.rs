//! `modeler check --prove`: what it proves, what it reports, and what it leaves behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use libtest_mimic::{Failed, Trial};
use modeler::name::Name;
use modeler::prove;
use tempfile::TempDir;

use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: every_case_is_proved, a_refusal_is_a_bug_with_a_case, a_setting_of_the_cluster_is_no_bug,
            too_few_replicas_are_a_warning, old_scratch_is_swept_and_young_is_not, an_interrupted_proof_cleans_up,
            quoted_user_types_are_proved, options_read_back_as_they_were_written,
            statements_of_files_are_tried;
        own: a_proof_needs_a_cluster, a_closed_port_is_told_in_time
    )
}

/// A folder with a model, and the binary run on it.
struct Folder(TempDir);

impl Folder {
    fn of(model: &str) -> Result<Self, Failed> {
        let folder = TempDir::new()?;
        fs::write(folder.path().join("queries.yaml"), model)?;
        Ok(Self(folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, store: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modeler"));
        command.args(["--file", "queries.yaml", "--store", store, "check", "--prove"]);
        command.env_clear().current_dir(self.0.path());
        command
    }

    /// What a proof on `store` says, with its exit code.
    fn prove(&self, store: &str) -> Result<Said, Failed> {
        Ok(Said::of(&self.command(store).output()?))
    }
}

/// What a run said.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Fails unless the run ended with `code` and said each of `texts`.
    fn is(&self, code: i32, texts: &[&str]) -> Result<(), Failed> {
        let said = |text: &&&str| !self.out.contains(**text) && !self.err.contains(**text);
        let missing: Vec<_> = texts.iter().filter(said).collect();
        if self.code == Some(code) && missing.is_empty() {
            return Ok(());
        }
        let Self { code, out, err } = self;
        Err(format!("exit {code:?}, does not say {missing:?}\n{out}\n{err}").into())
    }
}

fn store(cluster: &Cluster) -> String {
    format!("cassandra://{}", cluster.address())
}

/// The scratch keyspaces on the node.
fn scratch(cluster: &Cluster) -> Result<Vec<String>, Failed> {
    let rows = cluster.cql("SELECT keyspace_name FROM system_schema.keyspaces")?.into_rows_result()?;
    let names = rows.rows::<(String,)>()?.map(|row| row.map(|(name,)| name)).collect::<Result<Vec<_>, _>>()?;
    Ok(names.into_iter().filter(|name| name.starts_with("modeler_proof_")).collect())
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros() as i64)
}

const MODEL: &str = "modeler: 1
keyspace: { name: shop, replication: { class: SimpleStrategy, replication_factor: 3 } }
columns: { buyer: int, day: date, item: text, price: decimal }
queries:
  orders:
    partition_key: [buyer]
    clustering_key: [day desc]
    select: [item, price]
    examples: [{ buyer: 7 }]
";

fn with_options(options: &str) -> String {
    MODEL.replace("    examples:", &format!("    options: {options}\n    examples:"))
}

fn every_case_is_proved(cluster: &Cluster) -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut models = vec![root.join("models/queries.yaml")];
    for entry in fs::read_dir(root.join("tests/cases"))? {
        models.push(entry?.path().join("queries.yaml"));
    }
    assert!(models.len() > 12, "only {} models", models.len());
    for model in models {
        let folder = Folder::of(&fs::read_to_string(&model)?)?;
        let said = folder.prove(&store(cluster))?;
        let proved = said.is(0, &["proved on ", cluster.address(), "prepared and executed"]);
        proved.map_err(|failed| format!("{}: {}", model.display(), failed.message().unwrap_or_default()))?;
        assert!(!folder.path(".modeler").exists(), "a proof that found nothing has written something");
    }
    Ok(())
}

/// Whatever the rules may let pass some day, a statement that was changed behind their backs stands for it.
fn a_refusal_is_a_bug_with_a_case(cluster: &Cluster) -> Result<(), Failed> {
    use modeler::render::{self, Overrides};
    use modeler::store::cassandra::Cassandra;
    use modeler::store::connection::Connection;

    let (model, _) = modeler::model::read("queries.yaml", MODEL.as_bytes()).map_err(|report| report.to_text(false))?;
    let name = prove::name(now(), std::process::id());
    let connection = Connection::parse(&store(cluster))?;
    let node = cluster.wait(Cassandra::connect(&connection, &name))?;
    let catalog = prove::plan(&model, &name, &node.datacenters());
    let mut script = render::script(&catalog, &Overrides::default()).map_err(|report| report.to_text(false))?;
    script.selects[0].push_str(" AND price > 1");
    let proof = cluster.wait(prove::prove(&node, &model, &catalog, &script));
    cluster.wait(node.drop_keyspace(&name))?;
    let proof = proof?;
    assert_eq!((proof.bugs(), proof.tables, proof.statements), (1, 1, 2), "{proof:?}");

    let folder = TempDir::new()?;
    let case = folder.path().join("case");
    proof.write(&case, MODEL.as_bytes())?;
    assert_eq!(fs::read_to_string(case.join("queries.yaml"))?, MODEL);
    let text = fs::read_to_string(case.join("report.md"))?;
    for wanted in ["Apache Cassandra 5", "## query `orders`", "AND price > 1", "ALLOW FILTERING", "query `orders`"] {
        assert!(text.contains(wanted), "`{wanted}` is not in\n{text}");
    }
    assert!(!text.contains(cluster.address()), "the case names the host:\n{text}");
    let report = proof.report(&case, &model.places).to_text(false);
    for wanted in ["error[P01]", "query `orders`", "AND price > 1", "ALLOW FILTERING", "bug of ours"] {
        assert!(report.contains(wanted), "`{wanted}` is not in\n{report}");
    }
    assert!(!scratch(cluster)?.contains(&name.text().to_owned()));
    Ok(())
}

fn a_setting_of_the_cluster_is_no_bug(cluster: &Cluster) -> Result<(), Failed> {
    let folder = Folder::of(&with_options("{ memtable: nosuch }"))?;
    folder
        .prove(&store(cluster))?
        .is(1, &["error[P03]", "Memtable configuration", "`orders`", "modeler explain P03"])?;
    let json = folder.command(&store(cluster)).args(["--format", "json"]).output()?;
    let findings: serde_json::Value = serde_json::from_slice(&json.stdout)?;
    assert_eq!((&findings[0]["code"], findings[0]["severity"].as_str()), (&"P03".into(), Some("error")));
    assert_eq!(json.status.code(), Some(1));
    Ok(())
}

fn too_few_replicas_are_a_warning(cluster: &Cluster) -> Result<(), Failed> {
    let folder = Folder::of(&MODEL.replace("    examples:", "    consistency: THREE\n    examples:"))?;
    folder.prove(&store(cluster))?.is(0, &["warning[P04]", "query `orders`", "1 of the 3 replicas", "proved on "])?;
    let denied = Said::of(&folder.command(&store(cluster)).args(["--deny", "warnings"]).output()?);
    denied.is(1, &["--deny warnings"])
}

fn old_scratch_is_swept_and_young_is_not(cluster: &Cluster) -> Result<(), Failed> {
    let hour = 3_600_000_000;
    let (old, young) = (prove::name(now() - hour - 60_000_000, 1), prove::name(now() - hour + 600_000_000, 1));
    let others = [Name::new("modeler_proof_of_mine"), Name::new("modeler_proof_20200101t000000_mine")];
    for name in [&old, &young, &others[0], &others[1]] {
        let replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
        cluster.cql(&format!("CREATE KEYSPACE {} WITH replication = {replication}", name.cql()))?;
    }
    let proved = Folder::of(MODEL)?.prove(&store(cluster))?.is(0, &["proved on "]);
    let there = scratch(cluster);
    for name in [&young, &others[0], &others[1]] {
        cluster.cql(&format!("DROP KEYSPACE {}", name.cql()))?;
    }
    proved?;
    let there = there?;
    assert!(!there.contains(&old.text().to_owned()), "{old} is still there");
    for name in [&young, &others[0], &others[1]] {
        assert!(there.contains(&name.text().to_owned()), "{name} is gone");
    }
    Ok(())
}

fn an_interrupted_proof_cleans_up(cluster: &Cluster) -> Result<(), Failed> {
    // Enough tables that it is still at work.
    let mut model = MODEL.to_owned();
    for n in 0..60 {
        let keys = "partition_key: [buyer], clustering_key: [day, item]";
        model += &format!("  t{n}: {{ {keys}, select: [price] }}\n");
    }
    let run = Folder::of(&model)?;
    let mut child = run.command(&store(cluster)).stderr(std::process::Stdio::piped()).spawn()?;
    let deadline = Instant::now() + Duration::from_secs(30);
    // Others may prove at the same time: ours is the one with such a table.
    let ours = || -> Result<Vec<String>, Failed> {
        let rows = cluster.cql("SELECT keyspace_name, table_name FROM system_schema.tables")?.into_rows_result()?;
        let tables = rows.rows::<(String, String)>()?.collect::<Result<Vec<_>, _>>()?;
        Ok(tables.into_iter().filter(|(_, table)| table == "t0").map(|(keyspace, _)| keyspace).collect())
    };
    while ours()?.is_empty() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(50));
    }
    let made = ours()?;
    Command::new("kill").args(["-INT", &child.id().to_string()]).status()?;
    let status = child.wait()?;
    assert!(!made.is_empty(), "no scratch keyspace was seen");
    assert_eq!(status.code(), Some(130));
    let there = scratch(cluster)?;
    assert!(made.iter().all(|name| !there.contains(name)), "{made:?} of {there:?} are left");
    Ok(())
}

/// The driver cannot read the names of such types.
fn quoted_user_types_are_proved(cluster: &Cluster) -> Result<(), Failed> {
    let model = "modeler: 1
keyspace: shop
types:
  Select: { From: int, \"odd name\": text }
columns: { id: int, it: frozen<Select>, those: list<frozen<Select>>, one: Select }
queries:
  things: { partition_key: [id], select: [it, those, one] }
";
    Folder::of(model)?.prove(&store(cluster))?.is(0, &["1 table, 3 statements"])
}

/// A node keeps options in a spelling of its own.
fn options_read_back_as_they_were_written(cluster: &Cluster) -> Result<(), Failed> {
    for options in [
        "{ speculative_retry: NONE, additional_write_policy: \"99.9999PERCENTILE\" }",
        "{ speculative_retry: \"min(50.50ms, 99PERCENTILE)\", additional_write_policy: 0.5MS }",
        "{ compression: { class: SnappyCompressor, enabled: true, min_compress_ratio: 0 } }",
        "{ compression: { enabled: false }, caching: { keys: none }, bloom_filter_fp_chance: 1e-2 }",
        "{ compaction: { class: org.apache.cassandra.db.compaction.LeveledCompactionStrategy, fanout_size: 08 } }",
        "{ comment: \"it's -- a /* comment */\", default_time_to_live: 1, read_repair: none }",
    ] {
        let proved = Folder::of(&with_options(options))?.prove(&store(cluster))?.is(0, &["1 table, 3 statements"]);
        proved.map_err(|failed| format!("{options}: {}", failed.message().unwrap_or_default()))?;
    }
    Ok(())
}

fn a_proof_needs_a_cluster() -> Result<(), Failed> {
    let folder = Folder::of(MODEL)?;
    folder.prove("embedded")?.is(2, &["`--prove` asks a node of Cassandra", "--store cassandra://"])?;
    assert!(!folder.path(".modeler").exists());
    // Without `--prove` no store is asked, whatever it is.
    let mut plain = Command::new(env!("CARGO_BIN_EXE_modeler"));
    plain.args(["--file", "queries.yaml", "--store", "cassandra://127.0.0.1:1", "check"]).current_dir(folder.0.path());
    Said::of(&plain.output()?).is(0, &["nothing wrong"])
}

fn a_closed_port_is_told_in_time() -> Result<(), Failed> {
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let started = Instant::now();
    let said = Folder::of(MODEL)?.prove(&format!("cassandra://127.0.0.1:{port}"))?;
    said.is(6, &[&format!("127.0.0.1:{port}"), "cannot connect"])?;
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    Ok(())
}

/// Every stage at which a node may refuse, an index that is not ready at once, and a type that only a node knows.
const STATEMENTS: &str = "
CREATE TYPE shop.place (lat double, lon double);
CREATE TABLE shop.sales (shop int, day date, number int, at frozen<place>, what text, PRIMARY KEY ((shop, day), number));
CREATE INDEX ON shop.sales (what) USING 'sai';
SELECT number FROM shop.sales WHERE what = :what;
SELECT number, at.lat FROM shop.sales WHERE shop = ? AND day = ? AND number > ?;
CREATE TABLE shop.classes (id 'org.apache.cassandra.db.marshal.Int32Type' PRIMARY KEY);
SELECT id FROM shop.classes WHERE id = 1;
";

fn statements_of_files_are_tried(cluster: &Cluster) -> Result<(), Failed> {
    let folder = Folder::of("")?;
    fs::write(folder.path("good.cql"), STATEMENTS)?;
    let refused = "CREATE TABLE shop.more (a duration PRIMARY KEY);
        SELECT nosuch FROM shop.sales;
        SELECT what FRM shop.sales;
        SELECT what FROM shop.sales LIMIT 0;";
    fs::write(folder.path("bad.cql"), refused)?;
    let check = |files: &[&str]| -> Result<Said, Failed> {
        Ok(Said::of(&folder.command(&store(cluster)).arg("--cql").args(files).output()?))
    };
    check(&["good.cql"])?
        .is(0, &["7 statements, nothing wrong", "proved on Apache Cassandra", "7 statements tried"])?;
    let said = check(&["good.cql", "bad.cql"])?;
    said.is(1, &["error[K02]", "error[F06]", "error[D16]", "error[Q18]", "when it executes it"])?;
    assert!(!said.err.contains("P01"), "the node says otherwise: {}", said.err);
    Ok(())
}
