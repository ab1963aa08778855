//! `modeler templates`

use clap::Args;
use modeler::diagnostic::nearest;

use super::{Exit, Fault, Shell};

/// List the built-in templates, or print one as a start for your own in templates/
#[derive(Args)]
pub(crate) struct Templates {
    /// The template to print
    name: Option<String>,
}

impl Templates {
    pub(crate) fn run(self, shell: &mut Shell) -> Result<Exit, Fault> {
        let Some(wanted) = self.name else {
            for (name, text) in modeler::render::builtin() {
                let purpose = text.lines().next().and_then(|line| line.strip_prefix("{#")).unwrap_or_default();
                shell.say(format!(
                    "{name:<16} {}",
                    purpose.trim().trim_end_matches("#}").trim_end_matches("-").trim()
                ))?;
            }
            return Ok(Exit::Fine);
        };
        match modeler::render::builtin().iter().find(|(name, _)| *name == wanted) {
            Some((_, text)) => {
                use std::io::Write;
                shell.out().write_all(text.as_bytes())?;
                Ok(Exit::Fine)
            }
            None => {
                let near = nearest(&wanted, modeler::render::builtin().iter().map(|(name, _)| *name));
                let help = near.map_or_else(
                    || "`modeler templates` lists them".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                Err(Fault::new(Exit::Usage, format!("no built-in template is called `{wanted}`; {help}")))
            }
        }
    }
}
