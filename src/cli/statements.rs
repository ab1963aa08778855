//! `modeler check --cql`: files of statements instead of a model.

use std::path::{Path, PathBuf};

use modeler::diagnostic::Report;
use modeler::model::tree::MAX_BYTES;
use modeler::project::Project;
use modeler::prove::{self, Tried};
use modeler::statements::{self, File, Sort};

use super::findings::Findings;
use super::session::{now, proving_ground};
use super::shell::plural;
use super::{Exit, Fault, Global, Shell, connect};

/// Judges the statements of `paths`, one file after the other, and, if `prove`, asks the cluster that the command line
/// names too. Fails where a file cannot be read or the cluster cannot be asked.
pub(crate) async fn check(paths: &[PathBuf], prove: bool, global: &Global, shell: &Shell) -> Result<Findings, Fault> {
    let texts = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, Fault>>()?;
    let (keyspace, files) = statements::judge(texts);
    let mut report = Report::default();
    for file in &files {
        report.merge(file.report());
    }
    let (mut lines, mut bug) = (Vec::new(), None);
    if prove {
        let (tried, host, server) = try_out(&keyspace, &files, global, shell).await?;
        // What could not be judged is settled: the node has said what it takes.
        report.retain(|diagnostic| diagnostic.code != "D17");
        lines.push(format!("proved on {server} at {host}: {} tried", plural(tried.statements, "statement")));
        bug = (tried.differences > 0).then(|| {
            let bugs = plural(tried.differences, "bug");
            Fault::new(Exit::Bug, format!("{bugs} of ours: {server} at {host} says otherwise than the rules"))
        });
        report.merge(tried.report);
    }
    Ok(Findings { report, subject: subject(&files), lines, data: None, bug })
}

/// The file at `path` as the user names it, and its text.
fn read(path: &Path) -> Result<(String, String), Fault> {
    let shown = path.display().to_string();
    let fault = |why: String| Fault::new(Exit::Usage, format!("cannot read the statements of `{shown}`: {why}"));
    let metadata = std::fs::metadata(path).map_err(|e| fault(e.to_string()))?;
    if !metadata.is_file() || metadata.len() > MAX_BYTES as u64 {
        return Err(fault(format!("it is no file of at most {MAX_BYTES} bytes")));
    }
    let text = std::fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
    Ok((shown, text))
}

/// What was looked at: the files, how many statements they hold, and those that were passed over.
fn subject(files: &[File]) -> String {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let all = || files.iter().flat_map(|file| &file.judged);
    let mut others: Vec<&str> = Vec::new();
    for judged in all() {
        if let Sort::Other(words) = &judged.sort
            && !others.contains(&words.as_str())
        {
            others.push(words);
        }
    }
    let passed = all().filter(|judged| matches!(judged.sort, Sort::Other(_))).count();
    let judged = plural((all().count() - passed) as u64, "statement");
    match passed {
        0 => format!("{}: {judged}", names.join(", ")),
        _ => format!("{}: {judged}, {passed} not judged ({})", names.join(", "), others.join(", ")),
    }
}

/// Tries the statements in a scratch keyspace, which is dropped whatever comes of it; gives the host and the server, too.
async fn try_out(
    keyspace: &str,
    files: &[File],
    global: &Global,
    shell: &Shell,
) -> Result<(Tried, String, String), Fault> {
    let project = Project::of(&global.file, global.root.as_deref());
    let model = project.model().ok().map(|(model, _)| model);
    let environment = model.as_ref().map_or(Ok(None), |model| connect::environment(global, model))?;
    let store = connect::target(global, &project, model.as_ref())?;
    let scratch = prove::name(now(), std::process::id());
    let node = proving_ground(environment, &store, &scratch).await?;
    let work = async {
        prove::sweep(&node, now()).await?;
        let tried = prove::try_statements(&node, &scratch, keyspace, files).await?;
        Ok::<_, Fault>((tried, node.version().await?))
    };
    let outcome = shell.until_interrupted(work).await;
    let dropped = node.drop_keyspace(&scratch).await;
    let (tried, server) = outcome?;
    dropped?;
    Ok((tried, store.shown().trim_start_matches("cassandra://").to_owned(), server))
}
