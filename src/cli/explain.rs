//! `modeler explain`

use clap::Args;
use modeler::diagnostic::nearest;
use modeler::rules;

use super::{Exit, Fault, Shell};

/// Tell what a finding's code means and what to do; without a code, list them
#[derive(Args)]
pub(crate) struct Explain {
    /// A code such as Q03
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(self, shell: &mut Shell) -> Result<Exit, Fault> {
        let Some(code) = self.code else {
            for (code, line) in rules::codes() {
                shell.say(format!("{code}  {line}"))?;
            }
            return Ok(Exit::Fine);
        };
        let code = code.to_uppercase();
        let Some(page) = rules::explain(&code) else {
            let near = nearest(&code, rules::codes().iter().map(|(code, _)| *code));
            let help = near
                .map_or_else(|| "`modeler explain` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Fault::new(Exit::Usage, format!("no finding has the code `{code}`; {help}")));
        };
        shell.say(page.trim_end())?;
        Ok(Exit::Fine)
    }
}
