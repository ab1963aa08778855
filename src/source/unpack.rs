//! Takes the bytes of a file, gives those of the CSV in it: unpacked if they are gzip or zstd, refused if they are no
//! CSV at all. Tells formats by their first bytes, never by the file's name.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How many bytes are enough to tell every format below.
const HEAD: usize = 8;
const PACKED_BUFFER: usize = 128 * 1024;

/// A stream of bytes that can go to another thread.
pub(super) type Bytes = Box<dyn Read + Send>;

/// What a file turned out to hold.
pub(super) enum Content {
    /// Something that may be CSV. The first read gives at least eight bytes, where there are as many.
    Text(Bytes),
    /// Something else: what it is, and the way out.
    Foreign(&'static str, &'static str),
}

/// Looks at the first bytes of `bytes` and unpacks gzip (any number of members) and zstd (any number of frames). Fails
/// if the first bytes cannot be read or the packing is damaged there.
pub(super) fn unpack(bytes: Bytes) -> io::Result<Content> {
    let (head, bytes) = peek(bytes)?;
    let unpacked: Bytes = match packing(&head) {
        Some(Packing::Gzip) => Box::new(MultiGzDecoder::new(BufReader::with_capacity(PACKED_BUFFER, bytes))),
        Some(Packing::Zstd) => Box::new(Zstd::new(BufReader::with_capacity(PACKED_BUFFER, bytes))),
        None => return Ok(judge(&head, bytes)),
    };
    let (head, unpacked) = peek(unpacked)?;
    if packing(&head).is_some() {
        return Ok(Content::Foreign("packed twice", "unpack it once"));
    }
    Ok(judge(&head, unpacked))
}

enum Packing {
    Gzip,
    Zstd,
}

fn packing(head: &[u8]) -> Option<Packing> {
    match head {
        [0x1f, 0x8b, 8, ..] => Some(Packing::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Packing::Zstd),
        _ => None,
    }
}

fn judge(head: &[u8], bytes: Bytes) -> Content {
    let unpack = "unpack it, and name the CSV files in it";
    let export = "export it as CSV in UTF-8";
    match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [1..=0x7f, 0, ..] => {
            Content::Foreign("UTF-16 text", "save it as UTF-8: `iconv -f UTF-16 -t UTF-8`")
        }
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Content::Foreign("a zip archive or an Excel workbook", export),
        [b'P', b'A', b'R', b'1', 0..=0x1f, ..] => Content::Foreign("a Parquet file", export),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Content::Foreign("an old Excel workbook", export),
        [b'S', b'Q', b'L', b'i', b't', b'e', b' ', b'f'] => Content::Foreign("an SQLite database", export),
        [b'%', b'P', b'D', b'F', b'-', ..] => Content::Foreign("a PDF document", export),
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', b'&'] => Content::Foreign("packed with bzip2", unpack),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => Content::Foreign("packed with xz", unpack),
        [b'7', b'z', 0xbc, 0xaf, ..] => Content::Foreign("a 7z archive", unpack),
        [4, 0x22, 0x4d, 0x18, ..] => Content::Foreign("packed with lz4", unpack),
        _ => Content::Text(bytes),
    }
}

/// The first bytes, and the whole stream again.
fn peek(mut bytes: Bytes) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::with_capacity(HEAD);
    bytes.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let again = Cursor::new(head.clone()).chain(bytes);
    Ok((head, Box::new(again)))
}

/// Zstd frames one after another, skippable ones skipped, checksums compared.
struct Zstd<R> {
    source: R,
    decoder: FrameDecoder,
    open: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), open: false }
    }

    /// Opens the next frame; `false` at the end of the source.
    fn open(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => {
                    self.open = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let skipped = io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?;
                    if skipped < u64::from(length) {
                        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the zstd stream is cut off"));
                    }
                }
                Err(error) => return Err(damaged(&error)),
            }
        }
        Ok(false)
    }

    fn close(&mut self) -> io::Result<()> {
        self.open = false;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(written), Some(found)) if written != found => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "the zstd stream is damaged: its checksum differs"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.open && !self.open()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, one).map_err(|error| damaged(&error))?;
            }
            match self.decoder.read(out)? {
                0 => self.close()?,
                n => return Ok(n),
            }
        }
    }
}

fn damaged(error: &FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the zstd stream is damaged or cut off: {error}"))
}
