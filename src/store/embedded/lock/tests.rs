//! Writers and readers against each other, through file handles of their own.

use std::thread;

use tempfile::TempDir;

use super::super::Cause;
use super::*;

const NO_WAIT: Duration = Duration::ZERO;

fn holder_of(refused: Result<Lock>) -> Holder {
    match refused.expect_err("the lock is held").cause() {
        Cause::Locked(holder) => holder.clone(),
        other => panic!("{other:?}"),
    }
}

fn list(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_writer_shuts_out_everyone_and_is_named() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("made/on/the/way");
    let writer = Lock::exclusive(&folder, NO_WAIT).unwrap();
    let me = Holder::Writer(Some(std::process::id()));
    assert_eq!(holder_of(Lock::exclusive(&folder, NO_WAIT)), me);
    assert_eq!(holder_of(Lock::shared(&folder, Duration::from_millis(30))), me);
    drop(writer);
    Lock::exclusive(&folder, NO_WAIT).unwrap();
    Lock::shared(&folder, NO_WAIT).unwrap();
}

#[test]
fn readers_share_and_shut_out_a_writer_who_is_told_of_them() {
    let dir = TempDir::new().unwrap();
    drop(Lock::exclusive(dir.path(), NO_WAIT).unwrap());
    let (first, second) = (Lock::shared(dir.path(), NO_WAIT).unwrap(), Lock::shared(dir.path(), NO_WAIT).unwrap());
    let me = Holder::Readers(vec![std::process::id()]);
    assert_eq!(holder_of(Lock::exclusive(dir.path(), NO_WAIT)), me, "not the last writer, who is gone");
    drop(second);
    assert_eq!(holder_of(Lock::exclusive(dir.path(), NO_WAIT)), me);
    drop(first);
    Lock::exclusive(dir.path(), NO_WAIT).unwrap();
    assert_eq!(list(dir.path()), [LOCK]);
}

#[test]
fn files_of_dead_readers_are_not_believed_and_then_removed() {
    let dir = TempDir::new().unwrap();
    let reader = Lock::shared(dir.path(), NO_WAIT).unwrap();
    fs::write(dir.path().join("reader-999999999.lock"), "").unwrap();
    assert_eq!(holder_of(Lock::exclusive(dir.path(), NO_WAIT)), Holder::Readers(vec![std::process::id()]));
    drop(reader);
    Lock::exclusive(dir.path(), NO_WAIT).unwrap();
    assert_eq!(list(dir.path()), [LOCK]);
}

#[test]
fn who_holds_it_may_be_unknown() {
    let dir = TempDir::new().unwrap();
    let file = open(&dir.path().join(LOCK)).unwrap();
    file.lock().unwrap();
    assert_eq!(holder_of(Lock::shared(dir.path(), NO_WAIT)), Holder::Writer(None));
    file.unlock().unwrap();
    file.lock_shared().unwrap();
    assert_eq!(holder_of(Lock::exclusive(dir.path(), NO_WAIT)), Holder::Readers(vec![]));
}

#[test]
fn a_waiting_process_gets_the_lock_when_it_is_freed() {
    let dir = TempDir::new().unwrap();
    let writer = Lock::exclusive(dir.path(), NO_WAIT).unwrap();
    thread::scope(|scope| {
        let reader = scope.spawn(|| Lock::shared(dir.path(), Duration::from_mins(1)));
        let other = scope.spawn(|| Lock::exclusive(dir.path(), Duration::from_mins(1)).map(drop));
        sleep(Duration::from_millis(60));
        assert!(!reader.is_finished() && !other.is_finished());
        drop(writer);
        drop(reader.join().unwrap().unwrap());
        other.join().unwrap().unwrap();
    });
}

#[test]
fn a_folder_that_is_missing_is_not_read() {
    let dir = TempDir::new().unwrap();
    let missing = dir.path().join("missing");
    let error = Lock::shared(&missing, NO_WAIT).unwrap_err();
    assert!(matches!(error.cause(), Cause::Io(e) if e.kind() == io::ErrorKind::NotFound), "{error}");
    assert!(!missing.exists());
}
