//! Writers against each other, through file handles of their own.

use std::thread;

use tempfile::TempDir;

use super::super::Cause;
use super::*;

const NO_WAIT: Duration = Duration::ZERO;

fn holder_of(refused: Result<Lock>) -> Option<u32> {
    match refused.expect_err("the lock is held").cause() {
        Cause::Locked(holder) => *holder,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_writer_shuts_out_others_and_is_named() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("made/on/the/way");
    let writer = Lock::exclusive(&folder, NO_WAIT).unwrap();
    assert_eq!(holder_of(Lock::exclusive(&folder, NO_WAIT)), Some(std::process::id()));
    assert_eq!(holder_of(Lock::exclusive(&folder, Duration::from_millis(30))), Some(std::process::id()));
    drop(writer);
    Lock::exclusive(&folder, NO_WAIT).unwrap();
}

#[test]
fn who_holds_it_may_be_unknown() {
    let dir = TempDir::new().unwrap();
    let file = File::create(dir.path().join(LOCK)).unwrap();
    file.lock().unwrap();
    assert_eq!(holder_of(Lock::exclusive(dir.path(), NO_WAIT)), None);
}

#[test]
fn a_waiting_process_gets_the_lock_when_it_is_freed() {
    let dir = TempDir::new().unwrap();
    let writer = Lock::exclusive(dir.path(), NO_WAIT).unwrap();
    thread::scope(|scope| {
        let other = scope.spawn(|| Lock::exclusive(dir.path(), Duration::from_mins(1)).map(drop));
        sleep(Duration::from_millis(60));
        assert!(!other.is_finished());
        drop(writer);
        other.join().unwrap().unwrap();
    });
}

#[test]
fn what_cannot_be_locked_is_an_error_of_the_system() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join(LOCK)).unwrap();
    let error = Lock::exclusive(dir.path(), NO_WAIT).unwrap_err();
    assert!(matches!(error.cause(), Cause::Io(_)), "{error}");
}
