//! Takes a number of events, gives a CSV file of so many, made once by the project's own generator and then kept.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::measure::run;
use crate::places::{Places, empty};

/// A file that all programs read.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) file: PathBuf,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
}

/// Gives the file of `rows` events, every one of them a play, warm in the page cache.
pub(crate) fn make(places: &Places, rows: u64) -> Outcome<Input> {
    let folder = places.work.join(format!("input-{rows}"));
    let (file, done) = (folder.join("events-1.csv"), folder.join("done"));
    if !done.exists() {
        println!("making {rows} events");
        empty(&folder)?;
        let mut make = places.program("examples/make_events");
        make.arg("--out").arg(&folder).args(["--rows", &rows.to_string(), "--plays-only"]);
        run(&mut make)?.expect("`make_events`", 0)?;
        // Its presence says that the generator came to its end.
        File::create(&done)?;
    }
    let bytes = warm(&file)?;
    println!("input: {rows} events, {:.0} MB", bytes as f64 / 1e6);
    Ok(Input { file, rows, bytes })
}

/// Gives a file of the first `rows` rows of `input`.
pub(crate) fn first(places: &Places, input: &Input, rows: u64) -> Outcome<Input> {
    let rows = rows.min(input.rows);
    let file = places.work.join(format!("input-{}", input.rows)).join(format!("first-{rows}.csv"));
    let mut reader = csv::Reader::from_path(&input.file)?;
    let mut writer = csv::Writer::from_path(&file)?;
    writer.write_byte_record(reader.byte_headers()?)?;
    for record in reader.byte_records().take(rows as usize) {
        writer.write_byte_record(&record?)?;
    }
    writer.flush()?;
    let bytes = warm(&file)?;
    Ok(Input { file, rows, bytes })
}

/// Reads the file once, so that nobody is measured waiting for the disk.
fn warm(file: &Path) -> Outcome<u64> {
    let mut reader = File::open(file).map_err(|e| format!("cannot open `{}`: {e}", file.display()))?;
    let mut buffer = vec![0; 1 << 18];
    let mut bytes = 0;
    loop {
        match reader.read(&mut buffer)? {
            0 => return Ok(bytes),
            read => bytes += read as u64,
        }
    }
}
