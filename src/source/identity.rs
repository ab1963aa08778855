//! Takes a file, gives what it is recognised by: its size and a checksum of its bytes. Never its name, which may change,
//! nor its time, which copying changes.

use std::fmt;
use std::fs::File;
use std::io::Read;

use super::{InputFile, SourceError};

const CHUNK: usize = 256 * 1024;

/// What an input is recognised by, so that it is not counted twice. Shown as `1228800-9af31b02`: bytes and CRC-32 as the
/// file lies on the disk. That text is what stores keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InputIdentity {
    /// Its size in bytes, before unpacking.
    pub bytes: u64,
    /// The CRC-32 of these bytes.
    pub crc: u32,
}

impl InputIdentity {
    /// The identity of `input`, which is read to its end; none of standard input and pipes, which can be read only once.
    /// Fails as reading the file fails.
    pub fn of(input: &InputFile) -> Result<Option<Self>, SourceError> {
        let (Some(path), Some(_)) = (&input.path, input.bytes) else { return Ok(None) };
        let failed = |source| SourceError { doing: "read".to_owned(), file: input.shown.clone(), source };
        let mut file = File::open(path).map_err(failed)?;
        let (mut hasher, mut bytes, mut chunk) = (crc32fast::Hasher::new(), 0, vec![0; CHUNK]);
        loop {
            match file.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => {
                    hasher.update(&chunk[..read]);
                    bytes += read as u64;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(error)),
            }
        }
        Ok(Some(Self { bytes, crc: hasher.finalize() }))
    }
}

impl fmt::Display for InputIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.bytes, self.crc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_recognised_by_its_bytes_alone() {
        let dir = tempfile::TempDir::new().unwrap();
        let of = |name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            InputIdentity::of(&InputFile::at(&path, name)).unwrap().unwrap()
        };
        // The check value of this CRC.
        assert_eq!(of("a.csv", "123456789").to_string(), "9-cbf43926");
        assert_eq!(of("a.csv", "x,y\n1,2\n"), of("b.csv", "x,y\n1,2\n"));
        assert_ne!(of("a.csv", "x,y\n1,2\n"), of("a.csv", "x,y\n1,3\n"));
        assert_eq!(of("none.csv", "").to_string(), "0-00000000");
    }

    #[test]
    fn standard_input_has_none_and_a_file_that_is_gone_is_an_error() {
        assert_eq!(InputIdentity::of(&InputFile::stdin()).unwrap(), None);
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("a.csv");
        std::fs::write(&path, "x").unwrap();
        let input = InputFile::at(&path, "a.csv");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(InputIdentity::of(&input).unwrap_err().to_string(), "cannot read `a.csv`");
    }
}
