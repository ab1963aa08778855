//! Exit codes, and what ends a command early.

use modeler::diagnostic::Report;
use modeler::load::LoadError;
use modeler::store::StoreError;

use super::shell::{count, plural};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is fine.
    Fine,
    /// Findings in the model, a template, a header or a parameter.
    Findings,
    /// The command line is wrong.
    Usage,
    /// `--check` found differences.
    Stale,
    /// Answers differ from the expected ones.
    Answers,
    /// Refused: something would be lost.
    Refused,
    /// The store could not do it.
    Store,
    /// Finished, but rows were rejected, or it is not known whether they were written.
    Rejected,
    /// Stopped before the end.
    Stopped,
    /// A bug of ours.
    Bug,
    /// Interrupted from the keyboard.
    Interrupted,
}

impl Exit {
    /// The process's exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Stale => 3,
            Self::Answers => 4,
            Self::Refused => 5,
            Self::Store => 6,
            Self::Rejected => 7,
            Self::Stopped => 8,
            Self::Bug => 70,
            Self::Interrupted => 130,
        }
    }
}

/// What ends a command early.
#[derive(Debug)]
pub(crate) enum Fault {
    /// Findings, with places.
    Findings(Report),
    /// One message.
    Message {
        /// The exit code that it means.
        exit: Exit,
        /// The message: lower-case phrase.
        text: String,
        /// Its causes, outermost first.
        causes: Vec<String>,
        /// What to do or where to look next.
        help: Option<String>,
    },
    /// Standard output is gone: whoever read it has seen enough.
    Pipe,
}

impl Fault {
    /// A message without causes.
    pub(crate) fn new(exit: Exit, text: impl Into<String>) -> Self {
        Self::Message { exit, text: text.into(), causes: Vec::new(), help: None }
    }

    /// What `error` says, with its causes.
    fn of(exit: Exit, error: &dyn std::error::Error) -> Self {
        Self::Message { exit, text: error.to_string(), causes: causes(error), help: None }
    }
}

impl From<Report> for Fault {
    fn from(report: Report) -> Self {
        Self::Findings(report)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Pipe,
            _ => Self::new(Exit::Stopped, format!("cannot write the output: {error}")),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let exit = if error.refused { Exit::Refused } else { Exit::Store };
        Self::of(exit, &error)
    }
}

impl From<LoadError> for Fault {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Input(report) => Self::Findings(report),
            LoadError::Store(error) | LoadError::Broken { failure: error, .. } => error.into(),
            LoadError::Source(error) | LoadError::Rejects(error) => Self::of(Exit::Stopped, &error),
            LoadError::TooManyRejects { rejected, read, rejects, .. } => {
                let (rejected, read) = (count(rejected), plural(read, "row"));
                let text = format!(
                    "stopped: {rejected} of {read} rejected, more than `--max-errors` allows; the tables keep what they held"
                );
                let help = format!("see `{}`", rejects.display());
                Self::Message { exit: Exit::Stopped, text, causes: Vec::new(), help: Some(help) }
            }
        }
    }
}

impl From<modeler::verify::ExpectedError> for Fault {
    fn from(error: modeler::verify::ExpectedError) -> Self {
        Self::new(Exit::Findings, error.to_string())
    }
}

fn causes(error: &dyn std::error::Error) -> Vec<String> {
    std::iter::successors(error.source(), |cause| cause.source()).map(ToString::to_string).collect()
}
