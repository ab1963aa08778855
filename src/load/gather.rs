//! Takes the runs of one table, merges them into fewer where reading all of them at once would take too much memory: runs of
//! rows of a megabyte each, or very many of them. Keeps their order, which decides whose version of a row is the later.

use std::path::Path;

use crate::load::arrivals::{token_of, write_entry};
use crate::load::overlap::Overlaps;
use crate::load::runs::{Sorted, SpillWriter};
use crate::store::embedded::{Direction, MergeCursor, Result};
use crate::store::row::Extent;

/// Bytes that reading the runs of one part of one table may take.
pub(super) const BYTES: usize = 16 << 20;
/// Runs that are merged at once, at least, however large their rows: one row of each has to be looked at.
const LEAST: usize = 8;

/// Merges neighbours among `runs` of table number `table` until reading all that are left takes at most `bytes`, or they are
/// few. New runs go to `dir`.
pub(super) fn gather(
    mut runs: Vec<Sorted>,
    table: usize,
    (dir, bytes): (&Path, usize),
    extent: &dyn Fn(&[u8]) -> Extent,
    overlaps: &mut Overlaps,
) -> Result<Vec<Sorted>> {
    while runs.len() > LEAST && runs.iter().map(Sorted::reading).sum::<usize>() > bytes {
        let mut fewer = Vec::new();
        let mut group: Vec<Sorted> = Vec::new();
        let mut reading = 0;
        for run in runs {
            if group.len() >= LEAST && reading + run.reading() > bytes {
                fewer.push(merged(&std::mem::take(&mut group), table, dir, extent, overlaps)?);
                reading = 0;
            }
            reading += run.reading();
            group.push(run);
        }
        // The last of them, which are few, are merged with others the next time, if there is one.
        fewer.extend(group);
        runs = fewer;
    }
    Ok(runs)
}

/// One run of all in `runs`.
fn merged(
    runs: &[Sorted],
    table: usize,
    dir: &Path,
    extent: &dyn Fn(&[u8]) -> Extent,
    overlaps: &mut Overlaps,
) -> Result<Sorted> {
    let parts = runs.iter().map(|run| run.part(0, 1)).collect::<Result<Vec<_>>>()?;
    let mut cursor = MergeCursor::new(parts, Direction::Ascending);
    let mut out = SpillWriter::create(dir)?;
    while cursor.advance()? {
        let key = cursor.key();
        let written = if cursor.holders().len() == 1 {
            out.row(token_of(key), |out| write_entry(key, cursor.newest(), out))
        } else {
            let versions: Vec<&[u8]> = cursor.versions().collect();
            let merged = overlaps.merge_all(table, key, &versions, extent(key));
            out.row(token_of(key), |out| write_entry(key, &merged, out))
        };
        written.map_err(|e| out.failed(e))?;
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::arrivals::Arrivals;

    /// Rows as key, cell and position: later runs hold later versions of some keys.
    fn runs(dir: &Path, extent: &dyn Fn(&[u8]) -> Extent) -> Vec<Sorted> {
        let run = |number: u64| {
            let mut arrivals = Arrivals::new(0);
            for row in 0..200_u64 {
                // Partition keys of four bytes under made-up tokens that spread over all parts.
                let id = (row * 7 + number * 131) % 1_000;
                let mut key = (id.wrapping_mul(0x9e37_79b9_7f4a_7c15)).to_be_bytes().to_vec();
                key.extend([0, 4]);
                key.extend((id as u32).to_be_bytes());
                key.push(1);
                let mut value = Vec::new();
                crate::store::row::begin(&mut value);
                let text = format!("{number} {id} {}", "x".repeat((id % 50) as usize * 40));
                crate::store::row::write_cell(crate::store::row::Cell::Set(text.as_bytes()), &mut value);
                arrivals.push(&key, number * 1_000 + row, &value);
            }
            Sorted::spill(&mut arrivals, dir, extent, &mut Overlaps::new(1))
        };
        (0..40).map(|number| run(number).unwrap()).collect()
    }

    fn rows(runs: &[Sorted], part: usize, of: usize, extent: &dyn Fn(&[u8]) -> Extent) -> Vec<(Vec<u8>, Vec<u8>)> {
        let parts = runs.iter().map(|run| run.part(part, of).unwrap()).collect();
        let mut cursor = MergeCursor::new(parts, Direction::Ascending);
        let (mut rows, mut overlaps) = (Vec::new(), Overlaps::new(1));
        while cursor.advance().unwrap() {
            let versions: Vec<&[u8]> = cursor.versions().collect();
            rows.push((cursor.key().to_vec(), overlaps.merge_all(0, cursor.key(), &versions, extent(cursor.key()))));
        }
        rows
    }

    #[test]
    fn gathered_runs_hold_the_same_rows_in_less_room() {
        let dir = tempfile::tempdir().unwrap();
        let extent = |_: &[u8]| Extent { cells: 1, counters: 0 };
        let whole = runs(dir.path(), &extent);
        let expected: Vec<_> = (0..4).map(|part| rows(&whole, part, 4, &extent)).collect();
        assert!(expected.iter().all(|rows| rows.len() > 100), "rows in every part");
        for bytes in [1, 1 << 20, 2 << 20, BYTES] {
            let mut overlaps = Overlaps::new(1);
            let runs = runs(dir.path(), &extent);
            let before = runs.len();
            let fewer = gather(runs, 0, (dir.path(), bytes), &extent, &mut overlaps).unwrap();
            let found: Vec<_> = (0..4).map(|part| rows(&fewer, part, 4, &extent)).collect();
            assert_eq!(found, expected, "{bytes} bytes");
            assert!(fewer.len() <= LEAST || fewer.iter().map(Sorted::reading).sum::<usize>() <= bytes);
            assert_eq!(fewer.len() == before, bytes == BYTES, "{} runs of {bytes} bytes", fewer.len());
        }
    }
}
