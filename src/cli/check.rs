//! `modeler check`

use std::path::PathBuf;

use std::sync::Arc;

use clap::{Args, ValueEnum};
use modeler::diagnostic::Report;
use modeler::project::Project;
use modeler::prove::{self, Proof};
use modeler::render::{self, Overrides};

use tokio::sync::Notify;

use super::session::now;
use super::shell::plural;
use super::{Exit, Fault, Global, Session, Shell};

/// Judge the model and its templates by every rule; touch nothing else
#[derive(Args)]
pub(crate) struct Check {
    /// How findings are written: with excerpts on standard error, or as a JSON array on standard output
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Let findings of this kind end with 1 as errors do
    #[arg(long, value_name = "KIND")]
    deny: Option<Deny>,
    /// Try the model on the cluster that `--store` names too, in a keyspace of its own that is dropped at the end
    #[arg(long)]
    prove: bool,
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

/// A proof, where it took place, and where a case of it goes.
struct Proven {
    proof: Proof,
    host: String,
    case: PathBuf,
}

impl Check {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let (mut report, counts) = judge(global);
        let mut proven = None;
        if self.prove && report.errors() == 0 {
            let made = try_out(global, shell).await?;
            report.merge(made.proof.report(&made.case));
            proven = Some(made);
        }
        let warnings = report.diagnostics.len() - report.errors();
        let denied = self.deny.is_some() && warnings > 0;
        let bugs = proven.as_ref().map_or(0, |proven| proven.proof.bugs());
        if let Form::Json = self.format {
            shell.say(format!("{:#}", report.to_json()))?;
            return Ok(match report.errors() {
                _ if bugs > 0 => Exit::Bug,
                0 if !denied => Exit::Fine,
                _ => Exit::Findings,
            });
        }
        if let Some(proven) = proven.as_ref().filter(|_| bugs > 0) {
            shell.report(&report);
            return Err(proven.bug());
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
        if let Some(proven) = proven {
            shell.tell(proven.summary())?;
        }
        Ok(Exit::Fine)
    }
}

impl Proven {
    fn summary(&self) -> String {
        let Proof { server, tables, statements, .. } = &self.proof;
        let (tables, statements) = (plural(*tables, "table"), plural(*statements, "statement"));
        format!("proved on {server} at {}: {tables}, {statements} prepared and executed", self.host)
    }

    /// What ends a proof that shows bugs of ours, after its findings.
    fn bug(&self) -> Fault {
        let (bugs, server) = (plural(self.proof.bugs() as u64, "bug"), &self.proof.server);
        Fault::Message {
            exit: Exit::Bug,
            text: format!("{bugs} of ours: {server} at {} does not take what the rules take", self.host),
            causes: Vec::new(),
            help: Some(format!("please report it, with the folder `{}`", self.case.display())),
        }
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

/// Tries the model on the cluster, in a keyspace that is dropped whatever comes of it, and writes a case where bugs of
/// ours have shown.
async fn try_out(global: &Global, shell: &Shell) -> Result<Proven, Fault> {
    let session = Session::open(global)?;
    let scratch = prove::name(now(), std::process::id());
    let node = session.cluster(&scratch).await?;
    let interrupted = Arc::new(Notify::new());
    let stop = Arc::clone(&interrupted);
    shell.interrupts().proving(Box::new(move || {
        stop.notify_one();
        true
    }));
    let work = async {
        prove::sweep(&node, now()).await?;
        let catalog = prove::plan(&session.model, &scratch, &node.datacenters());
        // A template of the user's own gives what the built-in one gives, and may spell the model's keyspace.
        let script = render::script(&catalog, &Overrides::default())?;
        Ok::<_, Fault>(prove::prove(&node, &session.model, &catalog, &script).await?)
    };
    let outcome = tokio::select! {
        outcome = work => outcome,
        () = interrupted.notified() => Err(Fault::new(Exit::Interrupted, "interrupted: the scratch keyspace is dropped")),
    };
    let dropped = node.drop_keyspace(&scratch).await;
    let proof = outcome?;
    dropped?;
    let case = session.project.state().join("proofs").join(scratch.text());
    if proof.bugs() > 0 {
        let written = std::fs::read(&session.project.file).and_then(|model| proof.write(&case, &model));
        written.map_err(|e| Fault::new(Exit::Stopped, format!("cannot write the case `{}`: {e}", case.display())))?;
    }
    Ok(Proven { proof, host: session.store_name().trim_start_matches("cassandra://").to_owned(), case })
}
