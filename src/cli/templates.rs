//! `modeler templates`

use std::io::Write;

use clap::Args;
use modeler::diagnostic::nearest;
use modeler::render::builtin;

use super::shell::DIM;
use super::{Exit, Fault, Shell};

/// List the built-in templates, or print one as a start for your own in templates/
#[derive(Args)]
pub(crate) struct Templates {
    /// The template to print
    name: Option<String>,
}

impl Templates {
    pub(crate) fn run(self, shell: &mut Shell) -> Result<Exit, Fault> {
        match self.name {
            None => list(shell)?,
            Some(name) => {
                let mut out = Shell::data();
                out.write_all(find(&name)?.as_bytes())?;
                out.flush()?;
            }
        }
        Ok(Exit::Fine)
    }
}

/// Artifacts first, then the parts that they include.
fn list(shell: &mut Shell) -> Result<(), Fault> {
    let names = || builtin().iter().map(|(name, _)| *name);
    let width = names().map(str::len).max().unwrap_or(0);
    for name in names().filter(|name| !name.starts_with('_')) {
        shell.say(format!("{name:<width$}  {DIM}makes generated/{name}{DIM:#}"))?;
    }
    for name in names().filter(|name| name.starts_with('_')) {
        shell.say(format!("{name:<width$}  {DIM}a part of others{DIM:#}"))?;
    }
    Ok(())
}

fn find(wanted: &str) -> Result<&'static str, Fault> {
    if let Some((_, text)) = builtin().iter().find(|(name, _)| *name == wanted) {
        return Ok(text);
    }
    let near = nearest(wanted, builtin().iter().map(|(name, _)| *name));
    let help =
        near.map_or_else(|| "`modeler templates` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Fault::new(Exit::Usage, format!("no built-in template is called `{wanted}`; {help}")))
}
