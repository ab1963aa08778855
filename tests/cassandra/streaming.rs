//! What comes in without an end, and a disk that is full: a window at a time, and from where it stopped.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::sandbox::{Project, Said, said};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: what_comes_without_an_end_is_sent_in_windows, a_load_whose_disk_is_full_goes_on_when_it_is_not
    )
}

fn what_comes_without_an_end_is_sent_in_windows(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(1);
    let keyspace = cluster.keyspace();
    let store = format!("{}/{keyspace}", cluster.address());
    project.run(&store, "apply").fine();
    let mut command = project.command(&store, "load --csv - --window 1 --format json");
    let began = Instant::now();
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().expect("it was asked for");
    input.write_all(b"user,seq,song\n1,1,first\n1,2,stays\n1,2,stays after all\n")?;
    let rows = format!("SELECT song, writetime(song) FROM {keyspace}.by_user WHERE user = 1");
    let read = || -> Result<Vec<(String, i64)>, Failed> {
        let answer = cluster.cql(&rows)?.into_rows_result()?;
        Ok(answer.rows::<(String, i64)>()?.collect::<Result<_, _>>()?)
    };
    // The first rows are seen by others though there is no end yet.
    while read()?.is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20), "nothing is seen before the end");
        thread::sleep(Duration::from_millis(50));
    }
    let first = read()?[0].1;
    input.write_all(b"1,1,second\n1,3,third\n")?;
    thread::sleep(Duration::from_millis(1_500));
    drop(input);
    let ended = Said::of(&child.wait_with_output()?, began.elapsed());
    ended.fine();
    let found = read()?;
    let songs: Vec<&str> = found.iter().map(|(song, _)| song.as_str()).collect();
    assert_eq!(songs, ["second", "stays after all", "third"]);
    let later = found[0].1 - first;
    assert!((1..=3).contains(&later), "a microsecond for each window, not {later}: {found:?}");
    let counts: serde_json::Value = serde_json::from_str(ended.out.lines().last().unwrap_or_default())?;
    let counts = &counts["tables"]["by_user"];
    assert_eq!([&counts["accepted"], &counts["written"], &counts["superseded"]], [5, 4, 1], "{counts}");
    let nothing = "error: there is nothing to go on with: standard input and pipes can be read only once*";
    project.run(&store, "load --csv - --resume").fails(5, 6, nothing);
    Ok(())
}

fn a_load_whose_disk_is_full_goes_on_when_it_is_not(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(20_000);
    let keyspace = cluster.keyspace();
    let store = format!("{}/{keyspace}", cluster.address());
    project.run(&store, "apply").fine();
    let inner = project.command(&store, "load --rate 8000");
    let line: Vec<&str> = inner.get_args().filter_map(|argument| argument.to_str()).collect();
    // No file grows beyond so many blocks of 512 bytes: the ledger begins, and then there is no room for its notes.
    let mut command = Command::new("sh");
    let limited = format!("trap '' XFSZ; ulimit -f 3; exec \"$0\" {}", line.join(" "));
    command.arg("-c").arg(limited).arg(inner.get_program()).current_dir(project.path("")).stdin(Stdio::null());
    command.env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    said(command).fails(
        6,
        20,
        "error: cannot write to the load's ledger `*`\n  of the rows sent * were written, * were not, and of 0 it is not known; \
         the others were not sent\n  `modeler load --resume` goes on from there; loading again is safe, too\n  the cluster \
         is `cassandra://*`\n  because File too large*",
    );
    project.run(&store, "load --resume").fine();
    project.run(&store, "verify --exact").fine();
    Ok(())
}
