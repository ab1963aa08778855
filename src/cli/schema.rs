//! `modeler schema`

use clap::Args;
use modeler::model;
use modeler::project::Project;

use super::{Exit, Fault, Global, Shell};

/// Print a JSON Schema of the model format, for editors of YAML
#[derive(Args)]
pub(crate) struct Schema {}

impl Schema {
    pub(crate) fn run(global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        // While a model is being written it is seldom valid: the keys are the same, and names are any.
        let model = Project::of(&global.file, global.root.as_deref()).model().ok();
        shell.say(format!("{:#}", model::schema(model.as_ref().map(|(model, _)| model))))?;
        Ok(Exit::Fine)
    }
}
