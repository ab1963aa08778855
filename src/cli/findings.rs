//! Takes what a command found, writes it in the form that is wanted, gives the exit code that it means. Never finds
//! anything.

use clap::ValueEnum;
use modeler::diagnostic::Report;
use modeler::rules;

use super::shell::plural;
use super::{Exit, Fault, Shell};

/// How findings are written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    // Help lists the values alone.
    Text,
    Json,
    Sarif,
    Github,
}

/// Findings that end with 1 as errors do.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Deny {
    Warnings,
}

/// What a command has to say when it has found all that it can find.
pub(crate) struct Findings {
    /// All of them.
    pub(crate) report: Report,
    /// What was looked at: the file, and what it holds.
    pub(crate) subject: String,
    /// What else is to be told where nothing is wrong.
    pub(crate) lines: Vec<String>,
    /// What the data was found to hold, beside the findings where they are JSON.
    pub(crate) data: Option<serde_json::Value>,
    /// What ends the command instead, after its findings: a bug of ours.
    pub(crate) bug: Option<Fault>,
}

impl Findings {
    /// Writes them in the form `form`, and gives the exit code; `deny` is what does not pass beside errors.
    pub(crate) fn finish(mut self, form: Form, deny: Option<Deny>, shell: &mut Shell) -> Result<Exit, Fault> {
        self.report.sort();
        let denied = deny.is_some() && self.report.warnings() > 0;
        match form {
            Form::Text => return self.tell(denied, shell),
            Form::Json => shell.say(format!("{:#}", self.json()))?,
            Form::Sarif => shell.say(format!("{:#}", self.report.to_sarif(rules::page)))?,
            Form::Github => {
                let lines = self.report.to_github(rules::page);
                lines.lines().try_for_each(|line| shell.say(line))?;
            }
        }
        Ok(match self.report.errors() {
            _ if self.bug.is_some() => Exit::Bug,
            0 if !denied => Exit::Fine,
            _ => Exit::Findings,
        })
    }

    /// An array of findings, or an object of these and of what the data holds.
    fn json(&mut self) -> serde_json::Value {
        let findings = self.report.to_json();
        match self.data.take() {
            Some(data) => serde_json::json!({ "findings": findings, "data": data }),
            None => findings,
        }
    }

    fn tell(self, denied: bool, shell: &mut Shell) -> Result<Exit, Fault> {
        let Self { report, subject, lines, bug, .. } = self;
        if let Some(bug) = bug {
            shell.report(&report);
            return Err(bug);
        }
        if report.errors() > 0 {
            return Err(report.into());
        }
        shell.report(&report);
        let (warnings, suppressed) = (report.warnings(), suppressed(&report));
        let warned = plural(warnings as u64, "warning");
        if denied {
            let text = format!("{warned}, which `--deny warnings` does not let pass{suppressed}");
            return Err(Fault::new(Exit::Findings, text));
        }
        let verdict = if warnings == 0 { "nothing wrong".to_owned() } else { warned };
        shell.tell(format!("{subject}, {verdict}{suppressed}"))?;
        lines.into_iter().try_for_each(|line| shell.tell(line))?;
        Ok(Exit::Fine)
    }
}

/// How many findings of `report` may stay, behind a comma; nothing if there are none.
pub(crate) fn suppressed(report: &Report) -> String {
    match report.suppressed() as u64 {
        0 => String::new(),
        n => format!(", {} suppressed", plural(n, "finding")),
    }
}
