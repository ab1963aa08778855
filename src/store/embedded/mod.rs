//! Takes sorted keys and values as bytes, gives them back from files that one rename makes current together. Never
//! knows a CQL type below [`segment`], [`merge`], [`manifest`] and [`lock`]: there a key is bytes in `memcmp` order.
//!
//! The folder of a keyspace holds `manifest.json`, the segments it names, `lock`, and while a load runs its temporary
//! files. A load writes segments under names that no manifest knows, makes them durable, and commits a manifest that
//! names them; whatever moment a process dies, the folder is as before or as after, and [`Manifest::sweep`] removes
//! what was left lying. Writers lock each other out; who reads opens what the manifest names and waits for nobody, for
//! nothing that was committed is ever changed.

mod alter;
mod error;
mod expiry;
mod ingest;
mod keyspace;
pub mod lock;
pub mod manifest;
pub mod merge;
mod schema;
pub mod segment;
mod select;

pub use error::{Cause, EmbeddedError, Result};
pub use ingest::{Ingest, Segments, Written};
pub use keyspace::{Embedded, LayerOf, Snapshot};
pub use lock::Lock;
pub use manifest::{Layer, Manifest, TableEntry, segment_name};
pub use merge::{Direction, MergeCursor, Run};
pub use segment::{Cursor, Scratch, Segment, SegmentInfo, SegmentWriter};
pub use select::Prepared;
