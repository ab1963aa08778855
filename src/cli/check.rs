//! `modeler check`

use clap::{Args, ValueEnum};
use modeler::project::Project;

use super::{Exit, Fault, Global, Shell};

/// Judge the model by every rule; touch nothing else
#[derive(Args)]
pub(crate) struct Check {
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Treat warnings as errors
    #[arg(long, value_name = "KIND")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// With excerpts, on standard error
    Text,
    /// An array of findings, on standard output
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

impl Check {
    pub(crate) fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let project = Project::of(&global.file, global.root.as_deref());
        let (report, counts) = match project.model() {
            Ok((model, mut report)) => {
                let counts = format!("{} queries on {} tables", model.queries.len(), model.tables.len());
                if let Err(templates) = project.render(&model) {
                    report.merge(templates);
                }
                (report, counts)
            }
            Err(report) => (report, String::new()),
        };
        let denied = self.deny.is_some() && !report.diagnostics.is_empty();
        if let Form::Json = self.format {
            shell.say(format!("{:#}", report.to_json()))?;
            return Ok(if report.errors() > 0 || denied { Exit::Findings } else { Exit::Fine });
        }
        if report.errors() > 0 {
            return Err(report.into());
        }
        shell.report(&report);
        if denied {
            return Ok(Exit::Findings);
        }
        shell.tell(format!("{}: {counts}, nothing wrong", global.file.display()))?;
        Ok(Exit::Fine)
    }
}
