//! `modeler query`

use std::ops::ControlFlow;

use clap::{Args, ValueEnum};
use modeler::catalog::{Catalog, Select};
use modeler::diagnostic::nearest;
use modeler::query::{self, Format, Writer};
use modeler::store::{Reading, Store};

use super::shell::{DIM, HEAD, count, plural};
use super::{Exit, Fault, Global, Session, Shell};

/// Answer one declared query; without a name, list them
#[derive(Args)]
pub(crate) struct Query {
    /// The query
    name: Option<String>,
    /// Its parameters, read as the CSV's cells are
    #[arg(value_name = "KEY=VALUE")]
    parameters: Vec<String>,
    /// How the rows are written: side by side, as JSON with one object a line, or as CSV with a header
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
    /// Show the statement, the partition it goes to and the rows read
    #[arg(long)]
    explain: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Table,
    Json,
    Csv,
}

impl Query {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open(global)?;
        let catalog = &session.catalog;
        let Some(name) = &self.name else { return list(catalog, shell) };
        let index = find(catalog, name)?;
        let select = &catalog.selects[index];
        let parameters = query::parameters(&select.asked(), &self.parameters)?;
        let format = match self.format {
            Form::Table => Format::Table,
            Form::Json => Format::Json,
            Form::Csv => Format::Csv,
        };
        let columns = query::columns(select);
        let mut out = Shell::data();
        let mut writer = Writer::new(format, &columns, out.as_mut());
        let mut failed = None;
        let mut each = |row: &modeler::store::Row<'_>| match writer.row(row) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        };
        let statement = session.rendered.script.select(catalog, index);
        let store = session.store().await?;
        store.fits(catalog).await?;
        let reading = query::ask(&store, statement, &parameters, &mut each).await?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        writer.finish()?;
        if self.explain {
            explain(&session.rendered.script.selects[index], &reading, shell);
        }
        Ok(Exit::Fine)
    }
}

fn list(catalog: &Catalog, shell: &mut Shell) -> Result<Exit, Fault> {
    for select in &catalog.selects {
        shell.say(format!("{HEAD}{}{HEAD:#}{}", select.shape.name, usage(select)))?;
        if let Some(question) = &select.question {
            shell.say(format!("  {DIM}{question}{DIM:#}"))?;
        }
    }
    Ok(Exit::Fine)
}

fn usage(select: &Select) -> String {
    let asked = select.asked();
    let asked = asked.iter().map(|bind| format!(" {}=<{}>", bind.name, bind.ty.cql()));
    asked.collect::<Vec<_>>().concat()
}

fn find(catalog: &Catalog, name: &str) -> Result<usize, Fault> {
    catalog.query(name).ok_or_else(|| {
        let near = nearest(name, catalog.selects.iter().map(|s| s.shape.name.text()));
        let help =
            near.map_or_else(|| "`modeler query` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        Fault::new(Exit::Findings, format!("the model has no query `{name}`; {help}"))
    })
}

fn explain(statement: &str, reading: &Reading, shell: &mut Shell) {
    let token = reading.token.map_or_else(|| "none".to_owned(), |token| token.to_string());
    let partitions = plural(reading.partitions, "partition");
    shell.note(&format!("{DIM}statement{DIM:#}  {statement}"));
    shell.note(&format!("{DIM}token{DIM:#}      {token} ({partitions})"));
    shell.note(&format!("{DIM}rows{DIM:#}       {} read, {} given", count(reading.read), count(reading.rows)));
}
