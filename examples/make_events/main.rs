//! Makes the events of an invented music service as CSV files: the committed data, or an input of any size for
//! measurements. The same arguments give the same bytes on every machine.
//!
//! ```text
//! cargo run --release --example make_events -- --out data/events
//! cargo run --release --example make_events -- --out target/million --rows 1000000 --plays-only
//! ```
mod catalogue;
mod dice;
mod events;
mod row;

use clap::Parser;
use events::Plan;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Makes CSV files of the events of an invented music service, with 17 columns, the same bytes for the same arguments.
///
/// Without --rows it makes the data that the project carries: the 30 days of June 2024, a file a day, 8056 events of
/// which 6820 are plays. With --rows it makes an input for measurements: one user for every 50 events (100 to 200000),
/// one song for every 10 (Zipf with s = 1), sessions of 1 to 120 events (50 on average) of which about a thousand go on
/// at any time, so that the rows of one session are spread; 15 % of the events are not plays. Memory does not grow with
/// the number of rows.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder to write to; made where it is missing. Files of the same name are overwritten, others stay
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Make this many events instead of the project's data
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=100_000_000_000))]
    rows: Option<u64>,
    /// With --rows: spread the events over this many files, events-1.csv and so on, each an equal slice of the time
    #[arg(long, value_name = "K", default_value_t = 1, requires = "rows", value_parser = clap::value_parser!(u64).range(1..=9999))]
    files: u64,
    /// With --rows: let every event be a play, so that no row lacks an artist
    #[arg(long, requires = "rows")]
    plays_only: bool,
    /// Another seed gives other events of the same users and songs
    #[arg(long, value_name = "SEED", default_value_t = events::SEED)]
    seed: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match make(&arguments) {
        Ok(done) => {
            // A reader that goes away does not undo what is written.
            let _ = writeln!(io::stdout(), "{done} under {}", arguments.out.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: could not write to `{}`: {error}", arguments.out.display());
            ExitCode::FAILURE
        }
    }
}

/// Writes the files, and says what is in them.
fn make(&Arguments { ref out, rows, files, plays_only, seed }: &Arguments) -> io::Result<String> {
    let plan = rows.map_or_else(Plan::month, |rows| Plan::sized(rows, files, plays_only));
    std::fs::create_dir_all(out)?;
    let bytes = plan.write(seed, out)?;
    let plays = plan.rows - plan.others;
    Ok(format!("{} events, of which {plays} are plays, {bytes} bytes in {} files", plan.rows, plan.files))
}
