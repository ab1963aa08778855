//! `modeler completions`

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell as Target;

use super::{Cli, Exit, Fault, Shell};

/// Print completions for a shell
#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Target,
}

impl Completions {
    pub(crate) fn run(self) -> Result<Exit, Fault> {
        // Generating panics where it cannot write, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "modeler", &mut script);
        let mut out = Shell::data();
        out.write_all(&script)?;
        out.flush()?;
        Ok(Exit::Fine)
    }
}
