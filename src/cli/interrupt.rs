//! Takes Ctrl-C, ends the command with the exit code for it, and says what is certain. A load into a cluster ends by
//! itself, with its account of rows; everything else ends at once, and so does a load at the second Ctrl-C.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Runtime;

use super::{Exit, Global, Shell};

/// What an interrupt does, by what is under way.
#[derive(Clone, Default)]
pub(crate) struct Interrupts(Arc<Mutex<State>>);

/// Stops a load; says whether it has to be waited for.
pub(crate) type Stop = Box<dyn Fn() -> bool + Send>;

#[derive(Default)]
struct State {
    happened: bool,
    certain: &'static str,
    /// What is said instead where something that has to be waited for is not waited for.
    given_up: &'static str,
    stop: Option<Stop>,
    folder: Option<PathBuf>,
}

impl Interrupts {
    /// Watches for Ctrl-C from here on.
    pub(crate) fn watch(&self, runtime: &Runtime, global: &Global) {
        let (this, color) = (self.clone(), global.color);
        runtime.spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                if let Some(text) = this.interrupt() {
                    Shell::new(color, true).complain(&text);
                    end();
                }
            }
        });
    }

    /// Says what is certain if an interrupt comes from here on: a phrase that continues `interrupted`.
    pub(crate) fn now(&self, certain: &'static str) {
        self.loading(certain, None, None);
    }

    /// As [`Interrupts::now`], in a load that `stop` stops, and whose temporary `folder` goes with it.
    pub(crate) fn loading(&self, certain: &'static str, stop: Option<Stop>, folder: Option<&Path>) {
        let mut state = self.lock();
        let given_up = "; how many rows were written is not known";
        *state = State { happened: state.happened, certain, given_up, stop, folder: folder.map(Path::to_path_buf) };
    }

    /// As [`Interrupts::now`], while there is a scratch keyspace that is dropped once `stop` has ended what uses it.
    pub(crate) fn proving(&self, stop: Stop) {
        let mut state = self.lock();
        let given_up = "; the scratch keyspace is left: a proof drops those that are older than an hour";
        *state = State { happened: state.happened, certain: "", given_up, stop: Some(stop), folder: None };
    }

    /// Whether there was one.
    pub(crate) fn happened(&self) -> bool {
        self.lock().happened
    }

    /// What to say before the process ends; nothing where it ends by itself.
    fn interrupt(&self) -> Option<String> {
        let mut state = self.lock();
        let again = std::mem::replace(&mut state.happened, true);
        let waits = state.stop.as_ref().is_some_and(|stop| stop());
        if waits && !again {
            return None;
        }
        if let Some(folder) = &state.folder {
            // What is left is temporary; nothing can be done if it stays.
            let _ = std::fs::remove_dir_all(folder);
        }
        let certain = if waits { state.given_up } else { state.certain };
        Some(format!("interrupted{certain}"))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the process wherever it is: it may be in the middle of reading a file.
#[allow(clippy::exit, reason = "no other thread can be asked to end")]
fn end() -> ! {
    std::process::exit(Exit::Interrupted.code().into())
}
