//! The one place that writes to the terminal: results on standard output, everything else on standard error, colours
//! only where they are wanted.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice as Colours};
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use modeler::diagnostic::{Report, printable};

use super::{Exit, Fault};

/// Standard output and standard error.
pub(crate) struct Shell {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    quiet: bool,
}

/// Green, for what is right.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Red, for what is wrong.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// Yellow, for what should be known.
pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default();
/// For headings.
pub(crate) const HEAD: Style = Style::new().bold();
/// For what matters less.
pub(crate) const DIM: Style = Style::new().dimmed();

impl Shell {
    pub(crate) fn new(colour: ColorChoice, quiet: bool) -> Self {
        let choice = match colour {
            ColorChoice::Always => Colours::Always,
            ColorChoice::Never => Colours::Never,
            ColorChoice::Auto => Colours::Auto,
        };
        Self { out: AutoStream::new(io::stdout(), choice), err: AutoStream::new(io::stderr(), choice), quiet }
    }

    /// Standard output.
    pub(crate) fn out(&mut self) -> &mut AutoStream<io::Stdout> {
        &mut self.out
    }

    /// Writes `text` and a line end to standard output.
    pub(crate) fn say(&mut self, text: impl AsRef<str>) -> Result<(), Fault> {
        Ok(writeln!(self.out, "{}", text.as_ref())?)
    }

    /// Writes `text` and a line end to standard output, unless only faults are wanted.
    pub(crate) fn tell(&mut self, text: impl AsRef<str>) -> Result<(), Fault> {
        if self.quiet { Ok(()) } else { self.say(text) }
    }

    /// Writes `text` to standard error, as an error. Nothing can be done if that fails.
    pub(crate) fn complain(&mut self, text: &str) {
        let _ = writeln!(self.err, "{BAD}error{BAD:#}: {}", printable(text));
    }

    /// Writes a line to standard error.
    pub(crate) fn note(&mut self, text: &str) {
        if !self.quiet {
            let _ = writeln!(self.err, "{text}");
        }
    }

    /// Whether a progress bar may be drawn.
    pub(crate) fn is_terminal(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Whether anything but faults is wanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Writes a report to standard error.
    pub(crate) fn report(&mut self, report: &Report) {
        let colour = self.err.current_choice() != Colours::Never;
        let _ = write!(self.err, "{}", report.to_text(colour));
    }

    /// Tells a fault and gives the exit code that it means.
    pub(crate) fn fault(&mut self, fault: &Fault) -> Exit {
        match fault {
            Fault::Pipe => Exit::Fine,
            Fault::Findings(report) => {
                self.report(report);
                let (errors, explain) = (report.errors(), report.diagnostics.first().map(|d| d.code));
                let plural = if errors == 1 { "" } else { "s" };
                let hint = explain.map(|code| format!("; `modeler explain {code}` tells more")).unwrap_or_default();
                let _ = writeln!(self.err, "{BAD}{errors} error{plural}{BAD:#}{hint}");
                Exit::Findings
            }
            Fault::Message { exit, text, causes } => {
                self.complain(text);
                for cause in causes {
                    let _ = writeln!(self.err, "  {DIM}because{DIM:#} {}", printable(cause));
                }
                *exit
            }
        }
    }
}
