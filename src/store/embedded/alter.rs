//! Takes a table that gets columns, gives its segments anew with every cell where the new order wants it. What was there
//! stays until the manifest is committed.

use std::ops::Bound;
use std::path::Path;

use super::schema::columns;
use super::{Direction, Manifest, Result, Segment, SegmentWriter, TableEntry, schema, segment_name};
use crate::rules::shape::{Kind, Table};
use crate::store::embedded::Run;
use crate::store::row::{Layout, is_static, rearrange};

/// Where each cell of a new value stands in the old one; none for a column that is new.
struct Places {
    statics: Vec<Option<usize>>,
    rows: Vec<Option<usize>>,
}

/// Records in `manifest` that `table` has the columns of its shape; writes its segments anew in `dir` where their cells
/// have to move. Needs the exclusive lock. Fails as reading and writing segments fails.
pub(super) fn alter(table: &Table, manifest: &mut Manifest, dir: &Path) -> Result<()> {
    let name = table.name.text();
    let Some(mut entry) = manifest.tables.remove(name) else { return Ok(()) };
    let places = Places::new(table, &entry);
    entry.definition = schema::definition(table);
    if places.move_cells() {
        let mut part = 0;
        for layer in &mut entry.layers {
            layer.bytes = 0;
            for file in &mut layer.files {
                let new = segment_name(name, manifest.generation, part);
                part += 1;
                layer.bytes += places.rewrite(&dir.join(&*file), &dir.join(&new))?;
                *file = new;
            }
        }
    }
    manifest.tables.insert(name.to_owned(), entry);
    Ok(())
}

impl Places {
    fn new(table: &Table, entry: &TableEntry) -> Self {
        let old = columns(&entry.definition);
        let of = |kind: Kind| old.iter().filter(move |column| column.kind == kind);
        let place = |kind: Kind, name: &str| of(kind).position(|column| column.name == name);
        let kept = Layout::of(table).kept();
        let regulars = table.regulars.iter().map(|c| place(Kind::Regular, c.name.text()).map(|at| at + kept));
        Self {
            statics: table.statics.iter().map(|c| place(Kind::Static, c.name.text())).collect(),
            rows: (0..kept).map(Some).chain(regulars).collect(),
        }
    }

    /// Whether any cell has to move: cells beyond the end of a value are unset, so that those at the end may be missing.
    fn move_cells(&self) -> bool {
        let stays = |places: &[Option<usize>]| {
            let known = places.iter().take_while(|place| place.is_some()).count();
            places[..known].iter().enumerate().all(|(at, place)| *place == Some(at))
                && places[known..].iter().all(Option::is_none)
        };
        !(stays(&self.statics) && stays(&self.rows))
    }

    /// Writes the segment `from` to `to` with its cells rearranged; gives its length in bytes.
    fn rewrite(&self, from: &Path, to: &Path) -> Result<u64> {
        let segment = Segment::open(from)?;
        let mut writer = SegmentWriter::create(to)?;
        let mut cursor = segment.range(Bound::Unbounded, Bound::Unbounded, Direction::Ascending);
        let mut value = Vec::new();
        while cursor.advance()? {
            value.clear();
            let places = if is_static(cursor.key()) { &self.statics } else { &self.rows };
            rearrange(cursor.value(), places, &mut value);
            writer.push(cursor.key(), &value)?;
        }
        Ok(writer.finish()?.bytes)
    }
}
