//! `modeler completions`

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
    pub(crate) fn run(self, shell: &mut Shell) -> Result<Exit, Fault> {
        use std::io::Write;
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "modeler", &mut script);
        shell.out().write_all(&script)?;
        Ok(Exit::Fine)
    }
}
