//! `modeler check`

use clap::{Args, ValueEnum};
use modeler::diagnostic::Report;
use modeler::project::Project;

use super::shell::plural;
use super::{Exit, Fault, Global, Shell};

/// Judge the model and its templates by every rule; touch nothing else
#[derive(Args)]
pub(crate) struct Check {
    /// How findings are written: with excerpts on standard error, or as a JSON array on standard output
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Let findings of this kind end with 1 as errors do
    #[arg(long, value_name = "KIND")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

impl Check {
    pub(crate) fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let (report, counts) = judge(global);
        let warnings = report.diagnostics.len() - report.errors();
        let denied = self.deny.is_some() && warnings > 0;
        if let Form::Json = self.format {
            shell.say(format!("{:#}", report.to_json()))?;
            return Ok(if report.errors() > 0 || denied { Exit::Findings } else { Exit::Fine });
        }
        if report.errors() > 0 {
            return Err(report.into());
        }
        shell.report(&report);
        let warned = plural(warnings as u64, "warning");
        if denied {
            return Err(Fault::new(Exit::Findings, format!("{warned}, which `--deny warnings` does not let pass")));
        }
        let verdict = if warnings == 0 { "nothing wrong".to_owned() } else { warned };
        shell.tell(format!("{}: {counts}, {verdict}", global.file.display()))?;
        Ok(Exit::Fine)
    }
}

/// Everything that is wrong with the model and its templates, and what the model holds.
fn judge(global: &Global) -> (Report, String) {
    let project = Project::of(&global.file, global.root.as_deref());
    match project.model() {
        Ok((model, mut report)) => {
            let (queries, tables) = (model.queries.len() as u64, model.tables.len() as u64);
            let counts = format!("{} on {}", plural(queries, "query"), plural(tables, "table"));
            if let Err(templates) = project.render(&model) {
                report.merge(templates);
            }
            (report, counts)
        }
        Err(report) => (report, String::new()),
    }
}
