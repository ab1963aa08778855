//! Takes argv, the terminal and the environment, runs one command, gives an exit code. Nothing below this floor prints,
//! exits or reads the environment.

mod apply;
mod check;
mod cluster;
mod completions;
mod connect;
mod exit;
mod explain;
mod filled;
mod findings;
mod generate;
mod inputs;
mod interrupt;
mod load;
mod password;
mod profiled;
mod progress;
mod query;
mod run;
mod schema;
mod session;
mod shell;
mod statements;
mod templates;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ColorChoice, Parser, Subcommand};

pub(crate) use exit::{Exit, Fault};
pub(crate) use session::Session;
pub(crate) use shell::Shell;

/// Declare each query once; the table, the CQL, the Rust, the loaded data and the proof follow.
#[derive(Parser)]
#[command(name = "modeler", version, max_term_width = 100, after_help = AFTER)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

const AFTER: &str = "\
Exit codes:
   0  fine
   1  findings in the model, a template, a header or a parameter
   2  usage
   3  `generate --check` found differences
   4  answers differ from the expected ones
   5  refused: something would be lost, or is not as the model says
   6  the store could not do it
   7  finished, but rows were rejected, or are not known to be written
   8  stopped: too many rejected rows, or a file that cannot be read or written
  70  a bug of ours
 130  interrupted";

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[allow(clippy::doc_markdown, reason = "help shows these comments as they are")]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// The model
    #[arg(short, long, global = true, value_name = "FILE", default_value = "models/queries.yaml")]
    pub(crate) file: PathBuf,
    /// The folder of data, templates, generated and .modeler [default: beside the model's folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    // Variables are read where they are weighed against options, so that help never shows what they hold.
    /// Where tables live: `embedded`, `embedded:DIR` or `cassandra://user@host:port,host2/keyspace` [env:
    /// MODELER_STORE] [default: embedded]
    #[arg(long, global = true, value_name = "STORE")]
    pub(crate) store: Option<String>,
    /// An environment of the model: its store, keyspace and options instead of the model's [env: MODELER_ENV]
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) env: Option<String>,
    /// Colours; with `auto` on a terminal only, and not where `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
    /// Say only what went wrong
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) cluster: cluster::Cluster,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Run),
    Check(check::Check),
    Generate(generate::Generate),
    Templates(templates::Templates),
    Apply(apply::Apply),
    Load(load::Load),
    Query(query::Query),
    Verify(verify::Verify),
    Explain(explain::Explain),
    Schema(schema::Schema),
    Completions(completions::Completions),
}

/// Threads that talk to a store, beside the one that runs the command: a load keeps that one busy.
const WORKERS: usize = 2;

/// Runs the command that argv asks for.
pub(crate) fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too; a reader that goes away is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let mut shell = Shell::new(cli.global.color, cli.global.quiet);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| dispatch(cli, &mut shell)));
    let exit = match outcome {
        Ok(Ok(exit)) => exit,
        Ok(Err(fault)) => {
            let exit = shell.fault(&fault);
            if shell.interrupts().happened() { Exit::Interrupted } else { exit }
        }
        Err(_) => {
            shell.complain("this is a bug of ours: please report it, with the model and the command that led here");
            Exit::Bug
        }
    };
    ExitCode::from(exit.code())
}

fn dispatch(cli: Cli, shell: &mut Shell) -> Result<Exit, Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build();
    let runtime = runtime.map_err(|e| Fault::new(Exit::Store, format!("cannot start the runtime: {e}")))?;
    let global = cli.global;
    shell.interrupts().watch(&runtime, &global);
    runtime.block_on(async {
        match cli.command {
            Command::Run(command) => command.run(&global, shell).await,
            Command::Check(command) => command.run(&global, shell).await,
            Command::Generate(command) => command.run(&global, shell),
            Command::Templates(command) => command.run(shell),
            Command::Apply(command) => command.run(&global, shell).await,
            Command::Load(command) => command.run(&global, shell).await,
            Command::Query(command) => command.run(&global, shell).await,
            Command::Verify(command) => command.run(&global, shell).await,
            Command::Explain(command) => command.run(shell),
            Command::Schema(_) => schema::Schema::run(&global, shell),
            Command::Completions(command) => command.run(),
        }
    })
}
