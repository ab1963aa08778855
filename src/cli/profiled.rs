//! `modeler check --data`: what the tables will look like on a node, from the data at hand.

use clap::Args;
use modeler::load::{LoadError, spill_folder};
use modeler::model::Judge;
use modeler::profile::{Line, Profile, Wanted, profile};

use super::filled::tell_rejected;
use super::findings::Form;
use super::inputs::Inputs;
use super::progress::Bar;
use super::shell::{HEAD, count, plural};
use super::{Exit, Fault, Global, Session, Shell};

/// How the data is looked at.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "How the data is looked at")]
pub(crate) struct Data {
    /// Read the data too, all of it, and judge what the tables will look like: partitions, their sizes, lost rows, growth
    #[arg(id = "data", long = "data")]
    pub(crate) wanted: bool,
    /// Read these files instead of the model's; `-` is standard input; `SOURCE=GLOB` where there are several sources
    #[arg(long, value_name = "GLOB", num_args = 1.., requires = "data")]
    csv: Vec<String>,
    /// Stop after this many rows that cannot be read
    #[arg(long, value_name = "N", default_value_t = 100, requires = "data")]
    max_errors: u64,
    /// Name this many partitions of each table, those of most rows and of most bytes
    #[arg(long, value_name = "N", default_value_t = 5, requires = "data", value_parser = clap::value_parser!(u32).range(..=100_000))]
    top: u32,
}

impl Data {
    /// Reads the inputs of the model as a load does, and measures what it would write.
    /// Tells of them where findings are texts.
    pub(crate) fn profile(&self, global: &Global, form: Form, shell: &mut Shell) -> Result<Profile, Fault> {
        let session = Session::base(global, &[Judge::Model])?.0;
        let profile = self.measure(&session, shell)?;
        if let Form::Text = form {
            tell(&profile.lines(&session.model), shell)?;
        }
        Ok(profile)
    }

    fn measure(&self, session: &Session, shell: &mut Shell) -> Result<Profile, Fault> {
        let failed = |e: std::io::Error| Fault::new(Exit::Stopped, format!("cannot make a temporary folder: {e}"));
        let spill = spill_folder(&std::env::temp_dir(), "modeler-spill-").map_err(failed)?;
        let inputs = Inputs { csv: self.csv.clone(), max_errors: self.max_errors };
        let options = inputs.options(session, spill.path(), spill.path().join("rejects.jsonl"))?;
        let bar = Bar::new(&options, shell, None, false);
        let wanted = Wanted { top: self.top as usize, ..Wanted::default() };
        let profiled = profile(&session.model, &options, wanted, &|at| bar.at(at));
        bar.end();
        // The file of rejects is gone with its folder.
        if let Err(LoadError::TooManyRejects { rejected, read, told, .. }) = &profiled {
            tell_rejected(told, shell);
            let (rejected, read) = (count(*rejected), plural(*read, "row"));
            let text = format!("stopped: {rejected} of {read} cannot be read, more than `--max-errors` allows");
            return Err(Fault::new(Exit::Stopped, text));
        }
        Ok(profiled?)
    }
}

/// Tells a report of the data, a blank line between its parts.
fn tell(lines: &[Line], shell: &mut Shell) -> Result<(), Fault> {
    for (at, line) in lines.iter().enumerate() {
        match line {
            Line::Head(name) if at == 0 => shell.tell(format!("{HEAD}{name}{HEAD:#}"))?,
            Line::Head(name) => shell.tell(format!("\n{HEAD}{name}{HEAD:#}"))?,
            line => shell.tell(line.to_string())?,
        }
    }
    shell.tell("")
}
