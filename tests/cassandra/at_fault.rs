//! A load of rows of which a node will not take some: these are found in their batches and rejected with their records,
//! the others are written, and too many of them end the load.

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::cluster::Cluster;
use crate::proxy::{Deed, Error, Rule};
use crate::site::{ROWS, Row, Site, csv, rows};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: the_row_at_fault_is_found_in_its_batch, rows_at_fault_are_found_wherever_they_are,
            too_many_rows_at_fault_end_the_load, a_row_that_is_too_large_for_the_node_is_rejected
    )
}

/// What the proxy lets the node refuse.
const AT_FAULT: &str = "at fault";

fn refuse() -> Rule {
    Rule::writes(Deed::Answer(Error::Invalid("forged: such a song is not taken"))).with(AT_FAULT)
}

fn the_row_at_fault_is_found_in_its_batch(cluster: &Cluster) -> Result<(), Failed> {
    // One partition is one batch.
    let mut rows: Vec<Row> = (0..100).map(|n| (1, n, format!("song {n}"))).collect();
    AT_FAULT.clone_into(&mut rows[57].2);
    let others: Vec<Row> = rows.iter().filter(|row| row.1 != 57).cloned().collect();
    let mut records = rows.clone();
    records.insert(10, (1, 57, "another song".to_owned()));
    let site = Site::of_rows(cluster, &records);
    site.proxy.forge(refuse());
    let ended = site.load("", 7);
    ended.counts([99, 1, 0, 0]);
    assert_eq!(ended.count("superseded"), 1);
    // 100, 50, 25, 13, 7, 4, 2 and 1 rows at most.
    assert!((7..=8).contains(&site.proxy.forged()), "{} requests", site.proxy.forged());
    site.holds(&others);

    // Both records of the row are there, to be mended.
    assert_eq!(site.text("rejects.csv"), "user,seq,song\n1,57,another song\n1,57,at fault\n");
    for (told, line) in site.told("rejects.jsonl").into_iter().zip([12, 60]) {
        let reason = "invalid: the server says: forged: such a song is not taken";
        assert_eq!(
            ["line", "table", "class", "reason", "csv"].map(|name| told[name].clone()),
            [line.into(), "by_user".into(), "store".into(), reason.into(), Value::from("rejects.csv")]
        );
    }
    site.proxy.heal();
    site.load("--csv .modeler/rejects.csv", 0);
    site.holds(&rows);
    site.project.run(&site.store(), "verify --exact").fine();
    assert!(!site.is_kept());
    Ok(())
}

/// Rows of which each `n`th is at fault.
fn with_faults(n: usize) -> (Vec<Row>, Vec<Row>) {
    let mut rows = rows(0..1_200, "a");
    let faulty = rows.iter_mut().step_by(n).map(|row| {
        row.2 = format!("{AT_FAULT} {}", row.1);
        row.clone()
    });
    let faulty = faulty.collect();
    (rows, faulty)
}

fn rows_at_fault_are_found_wherever_they_are(cluster: &Cluster) -> Result<(), Failed> {
    // Some share a batch, and some are alone.
    let (rows, faulty) = with_faults(7);
    let site = Site::of_rows(cluster, &rows);
    site.proxy.forge(refuse());
    let refused = faulty.len() as u64;
    site.load(&format!("--max-errors {refused}"), 7).counts([1_200 - refused, refused, 0, 0]);
    site.holds(&rows.iter().filter(|row| !faulty.contains(row)).cloned().collect::<Vec<_>>());
    assert_eq!(site.text("rejects.csv"), csv(&faulty));
    assert_eq!(site.told("rejects.jsonl").len(), faulty.len());
    // They are no less at fault the next time.
    let again = site.load("--csv .modeler/rejects.csv --max-errors 1000", 7);
    again.counts([0, refused, 0, 0]);
    assert_eq!(site.text("rejects-2.csv"), csv(&faulty));
    site.proxy.heal();
    site.load("--csv .modeler/rejects-2.csv", 0).counts([refused, 0, 0, 0]);
    site.holds(&rows);
    Ok(())
}

fn too_many_rows_at_fault_end_the_load(cluster: &Cluster) -> Result<(), Failed> {
    let (rows, faulty) = with_faults(7);
    let site = Site::of_rows(cluster, &rows);
    site.proxy.forge(refuse());
    let ended = site.load("--max-errors 20 --in-flight 4", 8);
    let refused = ended.count("refused");
    assert!((21..=50).contains(&refused), "{ended:#?}");
    assert!(ended.said.err.contains("`--max-errors` bears 20"), "{ended:#?}");
    let there = site.there();
    assert!(!there.is_empty() && there.iter().all(|row| !faulty.contains(row)), "{there:?}");
    ended.counts([there.len() as u64, refused, 0, 1_200 - refused - there.len() as u64]);
    assert!(site.is_kept());

    // The node takes the others now; those that it has refused are rejected still.
    site.proxy.heal();
    site.load("--resume", 7).counts([1_200 - refused, refused, 0, 0]);
    assert_eq!(site.told("rejects.jsonl").len() as u64, refused);
    site.load("--csv .modeler/rejects.csv", 0).counts([refused, 0, 0, 0]);
    site.holds(&rows);
    site.project.run(&site.store(), "verify --exact").fine();
    Ok(())
}

/// Nothing is forged here: what a column may hold, two of them may not.
fn a_row_that_is_too_large_for_the_node_is_rejected(cluster: &Cluster) -> Result<(), Failed> {
    let model = ROWS.replace("song: text }", "song: text, copy: { type: text, csv: song } }");
    let model = model.replace("select: [song]", "select: [song, copy]");
    let mut rows: Vec<Row> = (0..60).map(|n| (1, n, format!("song {n}"))).collect();
    rows[29].2 = "too long ".repeat(950_000);
    let site = Site::new(cluster, &model, &csv(&rows));
    let ended = site.load("", 7);
    ended.counts([59, 1, 0, 0]);
    let told = site.told("rejects.jsonl");
    let reason = told[0]["reason"].as_str().unwrap();
    assert!(reason.starts_with("invalid: the server says: Request is too big: length 171"), "{reason}");
    assert_eq!((told.len(), &told[0]["line"], &told[0]["class"]), (1, &31.into(), &"store".into()));
    assert!(site.text("rejects.csv") == csv(&rows[29..30]), "another record is kept");
    rows.remove(29);
    site.holds(&rows);
    Ok(())
}
