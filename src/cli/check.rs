//! `modeler check`

use std::path::PathBuf;

use clap::Args;
use modeler::model::{Judge, Model};
use modeler::project::Project;
use modeler::prove::{self, Proof};
use modeler::render::{self, Overrides};

use super::findings::{Deny, Findings, Form};
use super::profiled::Data;
use super::session::{now, today};
use super::shell::plural;
use super::{Exit, Fault, Global, Session, Shell, statements};

/// Judge the model and its templates by every rule; touch nothing else
#[derive(Args)]
pub(crate) struct Check {
    /// How findings are written: with excerpts on standard error; or on standard output as a JSON array, as SARIF 2.1.0,
    /// or as annotations of a job on GitHub
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Let findings of this kind end with 1 as errors do
    #[arg(long, value_name = "KIND")]
    deny: Option<Deny>,
    /// Try the model on the cluster that `--store` names too, in a keyspace of its own that is dropped at the end
    #[arg(long)]
    prove: bool,
    #[command(flatten)]
    data: Data,
    /// Judge the CREATE TABLE, CREATE TYPE, CREATE INDEX and SELECT statements of these files instead of the model
    #[arg(long, value_name = "FILE", num_args = 1..)]
    cql: Vec<PathBuf>,
}

/// A proof, where it took place, and where a case of it goes.
struct Proven {
    proof: Proof,
    host: String,
    case: PathBuf,
}

impl Check {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        if !self.cql.is_empty() {
            let found = statements::check(&self.cql, self.prove, global, shell).await?;
            return found.finish(self.format, self.deny, shell);
        }
        let project = Project::of(&global.file, global.root.as_deref());
        let (model, mut report) = match project.model() {
            Ok((model, report)) => (Some(model), report),
            Err(report) => (None, report),
        };
        let mut judges = vec![Judge::Model, Judge::Advice];
        report.merge(model.as_ref().map(|model| project.advice(model)).unwrap_or_default());
        if let Some(Err(templates)) = model.as_ref().map(|model| project.templates_hold(model)) {
            report.merge(templates);
        }
        let (mut proven, mut data) = (None, None);
        if let Some(model) = &model {
            if self.data.wanted && report.errors() == 0 {
                let profile = self.data.profile(global, self.format, shell)?;
                report.merge(profile.judge(model));
                judges.push(Judge::Data);
                data = Some(profile.to_json(model));
            }
            if self.prove && report.errors() == 0 {
                let made = try_out(global, shell).await?;
                report.merge(made.proof.report(&made.case, &model.places));
                judges.push(Judge::Node);
                proven = Some(made);
            }
            model.suppress(&mut report, today(), &judges);
        }
        let bug = proven.as_ref().filter(|proven| proven.proof.bugs() > 0).map(Proven::bug);
        let lines = proven.iter().map(Proven::summary).collect();
        let subject = format!("{}: {}", global.file.display(), model.as_ref().map(counts).unwrap_or_default());
        Findings { report, subject, lines, data, bug }.finish(self.format, self.deny, shell)
    }
}

/// What a model holds.
fn counts(model: &Model) -> String {
    let (queries, tables) = (model.queries.len() as u64, model.tables.len() as u64);
    format!("{} on {}", plural(queries, "query"), plural(tables, "table"))
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

/// Tries the model on the cluster, in a keyspace that is dropped whatever comes of it, and writes a case where bugs of
/// ours have shown.
async fn try_out(global: &Global, shell: &Shell) -> Result<Proven, Fault> {
    let session = Session::open(global)?;
    let scratch = prove::name(now(), std::process::id());
    let node = session.cluster(&scratch).await?;
    let work = async {
        prove::sweep(&node, now()).await?;
        let catalog = prove::plan(&session.model, &scratch, &node.datacenters());
        // A template of the user's own gives what the built-in one gives, and may spell the model's keyspace.
        let script = render::script(&catalog, &Overrides::default())?;
        Ok::<_, Fault>(prove::prove(&node, &session.model, &catalog, &script).await?)
    };
    let outcome = shell.until_interrupted(work).await;
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
