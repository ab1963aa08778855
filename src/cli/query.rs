//! `modeler query`

use std::ops::ControlFlow;

use clap::{Args, ValueEnum};
use modeler::diagnostic::nearest;
use modeler::query::{self, Format, Writer};
use modeler::store::Store;

use super::shell::DIM;
use super::{Exit, Fault, Global, Session, Shell};

/// Answer one declared query
#[derive(Args)]
pub(crate) struct Query {
    /// The query; without it, the queries are listed
    name: Option<String>,
    /// Its parameters, read as the CSV's cells are
    #[arg(value_name = "KEY=VALUE")]
    parameters: Vec<String>,
    /// How the rows are written
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
    /// Show the statement, the partition it goes to and the rows read
    #[arg(long)]
    explain: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// Columns side by side
    Table,
    /// An array with one object a line
    Json,
    /// With a header
    Csv,
}

impl Query {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open(global, shell)?;
        let catalog = &session.catalog;
        let Some(name) = &self.name else {
            for select in &catalog.selects {
                let binds: Vec<String> = select.binds.iter().map(|b| format!("{}=<{}>", b.name, b.ty.cql())).collect();
                let question = select.question.as_deref().unwrap_or_default();
                shell.say(format!("{} {}  {DIM}{question}{DIM:#}", select.shape.name, binds.join(" ")))?;
            }
            return Ok(Exit::Fine);
        };
        let Some(index) = catalog.query(name) else {
            let near = nearest(name, catalog.selects.iter().map(|s| s.shape.name.text()));
            let help =
                near.map_or_else(|| "`modeler query` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Fault::new(Exit::Findings, format!("the model has no query `{name}`; {help}")));
        };
        let select = &catalog.selects[index];
        let parameters = query::parameters(&select.binds, &self.parameters)?;
        let columns = query::columns(select);
        let format = match self.format {
            Form::Table => Format::Table,
            Form::Json => Format::Json,
            Form::Csv => Format::Csv,
        };
        let store = session.store();
        let mut writer = Writer::new(format, &columns, shell.out())?;
        let mut failed = None;
        let mut each = |row: &modeler::store::Row<'_>| match writer.row(row) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        };
        let reading = store.query(select, &parameters, &mut each).await?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        writer.finish()?;
        if self.explain {
            let token = reading.token.map_or_else(|| "none".to_owned(), |token| token.to_string());
            shell.note(&format!("{DIM}statement{DIM:#} {}", session.rendered.script.selects[index]));
            shell.note(&format!(
                "{DIM}token    {DIM:#} {token} ({} partition{})",
                reading.partitions,
                if reading.partitions == 1 { "" } else { "s" }
            ));
            shell.note(&format!("{DIM}rows     {DIM:#} {} read, {} given", reading.read, reading.rows));
        }
        Ok(Exit::Fine)
    }
}
