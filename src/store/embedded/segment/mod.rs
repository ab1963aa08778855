//! Takes keys in ascending `memcmp` order with their values, gives an immutable file that answers one key or a range.
//! Never knows what the bytes mean, never changes a finished file.
//!
//! ```text
//! header  "MDLRSEG1" · u32 format
//! blocks  u32 CRC-32 of what follows · u32 length of the entries · entries
//!         entries = (varint shared · varint unshared · varint value length · unshared key bytes · value)*
//! index   (varint separator length · separator · varint block length)* one for each block
//! footer  u64 entries · u64 index offset · u64 index length · u64 blocks · u32 index CRC-32
//!         u32 length, bytes of the least key · u32 length, bytes of the greatest key
//! trailer u32 footer length · u32 CRC-32 of footer and its length · "MDLRSEG1"
//! ```
//! Numbers are little-endian, varints LEB128. A separator is the shortest prefix of a block's first key that is greater
//! than the last key before it. The parts lie end to end, so every byte of the file is either compared or summed.

mod block;
mod cursor;
mod format;
mod reader;
mod writer;

#[cfg(test)]
mod tests;

pub use cursor::Cursor;
pub use format::MAX_LENGTH;
pub use reader::{Scratch, Segment};
pub use writer::{SegmentInfo, SegmentWriter};
