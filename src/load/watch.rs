//! Who looks at the rows of a load as they are read, before they are sorted: of two rows with one key both are seen.

use crate::source::Row;

/// Looks at what a load reads. The loader's inner loop calls it, so it has to be quick.
pub trait Watch {
    /// A file of `source` was opened, of which the columns under these headers are not read.
    fn opened(&mut self, source: usize, unread: Vec<String>);

    /// A row of `source`, which goes to the tables that [`Row::takes`] names, if to any.
    fn row(&mut self, source: usize, row: &Row);
}
