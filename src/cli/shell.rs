//! The one place that writes to the terminal: results on standard output, everything else on standard error, colours
//! only where they are wanted.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice as Colours};
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use indicatif::HumanCount;
use modeler::diagnostic::{Report, Severity, printable};
use tokio::sync::Notify;

use super::findings::suppressed;
use super::interrupt::Interrupts;
use super::{Exit, Fault};

/// Standard output and standard error.
pub(crate) struct Shell {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    quiet: bool,
    /// Whoever read standard output has seen enough.
    gone: bool,
    interrupts: Interrupts,
}

/// Green, for what is right.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Red, for what is wrong.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// Yellow, for what should be known.
pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default();
/// Red, for the lines that a diff takes away.
const LESS: Style = AnsiColor::Red.on_default();
/// Green, for the lines that it adds.
const MORE: Style = AnsiColor::Green.on_default();
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
        Self {
            out: AutoStream::new(io::stdout(), choice),
            err: AutoStream::new(io::stderr(), choice),
            quiet,
            gone: false,
            interrupts: Interrupts::default(),
        }
    }

    /// Standard output for rows and files: every byte arrives as it is, except on a terminal, which characters that
    /// steer it or hide in text reach as escapes.
    pub(crate) fn data() -> Box<dyn Write + Send> {
        if io::stdout().is_terminal() {
            Box::new(Visible(io::stdout()))
        } else {
            Box::new(BufWriter::new(io::stdout()))
        }
    }

    /// Writes `text` and a line end to standard output. A reader that went away does not end the work: what follows is
    /// done, and said to nobody.
    pub(crate) fn say(&mut self, text: impl AsRef<str>) -> Result<(), Fault> {
        if self.gone {
            return Ok(());
        }
        match writeln!(self.out, "{}", text.as_ref()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(())
            }
            written => Ok(written?),
        }
    }

    /// Writes a unified diff to standard output: what goes red, what comes green.
    pub(crate) fn diff(&mut self, diff: &str) -> Result<(), Fault> {
        for line in diff.lines() {
            let style = match line.as_bytes().first() {
                Some(b'-') => LESS,
                Some(b'+') => MORE,
                Some(b'@') => DIM,
                _ => Style::new(),
            };
            self.say(format!("{style}{}{style:#}", printable(line)))?;
        }
        Ok(())
    }

    /// Writes `text` and a line end to standard output, unless only faults are wanted.
    pub(crate) fn tell(&mut self, text: impl AsRef<str>) -> Result<(), Fault> {
        if self.quiet { Ok(()) } else { self.say(text) }
    }

    /// Writes `text` to standard error, as an error. Nothing can be done if that fails.
    pub(crate) fn complain(&mut self, text: &str) {
        let _ = writeln!(self.err, "{BAD}error{BAD:#}: {}", printable(text));
    }

    /// Writes a line to standard error that tells what went wrong.
    pub(crate) fn warn(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }

    /// Writes a line to standard error, unless only faults are wanted.
    pub(crate) fn note(&mut self, text: &str) {
        if !self.quiet {
            let _ = writeln!(self.err, "{text}");
        }
    }

    /// What Ctrl-C does.
    pub(crate) fn interrupts(&self) -> &Interrupts {
        &self.interrupts
    }

    /// Does `work` on a scratch keyspace until Ctrl-C; the caller drops the keyspace, whatever comes of it.
    pub(crate) async fn until_interrupted<T>(&self, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        let interrupted = Arc::new(Notify::new());
        let stop = Arc::clone(&interrupted);
        self.interrupts.proving(Box::new(move || {
            stop.notify_one();
            true
        }));
        tokio::select! {
            outcome = work => outcome,
            () = interrupted.notified() => {
                Err(Fault::new(Exit::Interrupted, "interrupted: the scratch keyspace is dropped"))
            }
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
                let errors = plural(report.errors() as u64, "error");
                let first = report.diagnostics.iter().find(|d| d.severity == Severity::Error);
                let hint = first.map(|d| format!("; `modeler explain {}` tells more", d.code)).unwrap_or_default();
                let suppressed = suppressed(report);
                self.warn(&format!("{BAD}{errors}{BAD:#}{suppressed}{hint}"));
                Exit::Findings
            }
            Fault::Message { exit, text, causes, help } => {
                self.complain(text);
                for cause in causes {
                    self.warn(&format!("  {DIM}because{DIM:#} {}", printable(cause)));
                }
                if let Some(help) = help {
                    self.warn(&format!("  {}", printable(help)));
                }
                *exit
            }
        }
    }
}

/// A number as people read it, with commas between thousands.
pub(crate) fn count(n: u64) -> String {
    HumanCount(n).to_string()
}

/// A number of things: `1 row`, `2 rows`, `6,820 rows`; `queries` of `query`.
pub(crate) fn plural(n: u64, word: &str) -> String {
    let number = count(n);
    match word.strip_suffix("ry") {
        _ if n == 1 => format!("{number} {word}"),
        Some(stem) => format!("{number} {stem}ries"),
        None => format!("{number} {word}s"),
    }
}

/// A terminal that text from files reaches only as [`printable`] leaves it.
struct Visible<W>(W);

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(printable(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
