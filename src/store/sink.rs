//! Where merged rows go: one part of the token range after another, or side by side, each in key order.

use crate::name::Name;
use crate::store::StoreError;
use crate::store::embedded::Run;

/// Rows that a store holds already, sorted, with the write timestamp of their layer.
pub struct Existing {
    /// The rows.
    pub run: Box<dyn Run + Send>,
    /// Microseconds since the epoch.
    pub timestamp: i64,
}

/// What a load is about to add to one table of counters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Additions {
    /// Index of the table in the catalog.
    pub table: usize,
    /// Its name.
    pub name: Name,
    /// The inputs of its source.
    pub inputs: Vec<Input>,
}

/// An input of a load, as a store remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name as the user would write it.
    pub shown: String,
    /// What it is recognised by, whatever its name is; none where it cannot be.
    pub identity: Option<String>,
}

/// What is done with inputs that were added to a table before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Again {
    /// The load is refused.
    #[default]
    Refuse,
    /// They are counted once more.
    Count,
}

/// Refuses to add to a table of counters what was added to it before, and what nobody can tell: counting is not writing the
/// same again. `counted` says whether an identity was added to the table of this index before, `is_fresh` whether nothing
/// was: then nothing is counted twice. The refusal names all files and tables, and the way out.
pub fn recognise(
    additions: &[Additions],
    counted: impl Fn(usize, &str) -> bool,
    is_fresh: impl Fn(usize) -> bool,
) -> Result<(), StoreError> {
    let mut found = Vec::new();
    for Additions { table, name, inputs } in additions.iter().filter(|addition| !is_fresh(addition.table)) {
        let told = |wanted: &dyn Fn(&Input) -> bool| {
            let names = inputs.iter().filter(|input| wanted(input)).map(|input| format!("`{}`", input.shown));
            names.collect::<Vec<_>>().join(", ")
        };
        let known = told(&|input| input.identity.as_deref().is_some_and(|identity| counted(*table, identity)));
        if !known.is_empty() {
            found.push(format!("table `{name}` has counted {known} already"));
        }
        let unknown = told(&|input| input.identity.is_none());
        if !unknown.is_empty() {
            found.push(format!("table `{name}` cannot tell whether it has counted {unknown} already"));
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let help = "`--again` counts them once more, `--drop-tables` begins anew, `--csv` names other files";
    Err(StoreError::refused(format!("counters would be counted twice\n  {}\n  {help}", found.join("\n  "))))
}

/// Takes the rows of a load.
pub trait Sink: Sync {
    /// What takes the rows of one part of one table.
    type Part: Part<Done = Self::Done> + Send;
    /// What a finished part leaves behind.
    type Done: Send;

    /// Says that `rows` rows of `table` are to come, at most; called for every table before any part begins.
    fn expect(&mut self, table: usize, rows: u64);

    /// The rows of part `part` of `of` that the store holds already and wants merged with the load's, oldest first.
    fn existing(&self, table: usize, part: usize, of: usize) -> Result<Vec<Existing>, StoreError>;

    /// Begins part `part` of `of` of `table`.
    fn begin(&self, table: usize, part: usize, of: usize) -> Result<Self::Part, StoreError>;

    /// Takes what a finished part of `table` left behind.
    fn end(&self, table: usize, done: Self::Done);

    /// The rows so far are one window of a longer input: others follow, which are newer.
    fn next(&mut self) -> Result<(), StoreError> {
        Err(StoreError::failed("this store takes all rows at once"))
    }

    /// Whether all parts have to be given once more, when the last one was: where a store may have lost what it had taken.
    fn again(&mut self) -> Result<bool, StoreError> {
        Ok(false)
    }

    /// The write timestamp of the load, in microseconds since the epoch.
    fn timestamp(&self) -> i64;
}

/// Takes the rows of one part of one table in key order.
pub trait Part {
    /// What it leaves behind.
    type Done;

    /// Takes one row.
    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError>;

    /// Ends the part.
    fn finish(self) -> Result<Self::Done, StoreError>;
}
