//! The frames of CQL v4, without compression: found in a stream of bytes, read as far as a forger has to, and made.

/// Bytes of a header: version, flags, stream (two), opcode, length (four).
const HEAD: usize = 9;

pub const EXECUTE: u8 = 0x0a;
pub const BATCH: u8 = 0x0d;
const ERROR: u8 = 0x00;
const ANSWER: u8 = 0x84;

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub stream: u16,
    pub opcode: u8,
    length: usize,
}

impl Head {
    /// Nothing where the bytes begin no frame of CQL v4.
    fn of(bytes: &[u8]) -> Option<Self> {
        let [version, _, stream @ .., opcode, l0, l1, l2, l3] = bytes else { return None };
        let length = u32::from_be_bytes([*l0, *l1, *l2, *l3]) as usize;
        let stream = u16::from_be_bytes(stream.try_into().ok()?);
        (version & 0x7f == 4).then_some(Self { stream, opcode: *opcode, length })
    }

    /// Whether it may begin a request that rules are about.
    pub fn is_write(self) -> bool {
        matches!(self.opcode, EXECUTE | BATCH)
    }
}

/// Finds frames in what comes in pieces of any size.
#[derive(Default)]
pub struct Splitter {
    place: Place,
    held: Vec<u8>,
}

/// Where in a frame the next byte is.
#[derive(Clone, Copy, Default)]
enum Place {
    #[default]
    Head,
    /// In a frame that is kept until all of it is there.
    Held(Head),
    /// In a frame that passes as it comes, so many bytes before its end.
    Passing(usize),
}

/// Something that was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Bytes of frames that nobody asked for.
    Part(Vec<u8>),
    /// A whole frame, its header with it.
    Frame(Head, Vec<u8>),
}

impl Splitter {
    /// Takes the next bytes, and gives what they complete. Frames are kept together where `holds` says so of their
    /// header; of all others only a header that is not yet whole waits.
    pub fn split(&mut self, mut bytes: &[u8], holds: impl Fn(Head) -> bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        loop {
            let place = self.place;
            match place {
                Place::Head if !self.fill(&mut bytes, HEAD) => break,
                Place::Head => match Head::of(&self.held) {
                    Some(head) if holds(head) => self.place = Place::Held(head),
                    // What speaks another language has no frames to be found.
                    head => {
                        self.place = Place::Passing(head.map_or(usize::MAX, |head| head.length));
                        pieces.push(Piece::Part(std::mem::take(&mut self.held)));
                    }
                },
                Place::Held(head) if !self.fill(&mut bytes, HEAD + head.length) => break,
                Place::Held(head) => {
                    self.place = Place::Head;
                    pieces.push(Piece::Frame(head, std::mem::take(&mut self.held)));
                }
                Place::Passing(0) => self.place = Place::Head,
                Place::Passing(_) if bytes.is_empty() => break,
                Place::Passing(left) => {
                    let (now, rest) = bytes.split_at(left.min(bytes.len()));
                    self.place = Place::Passing(left - now.len());
                    pieces.push(Piece::Part(now.to_vec()));
                    bytes = rest;
                }
            }
        }
        pieces
    }

    /// Whether a part of a frame has been given whose rest is to come.
    pub fn is_inside(&self) -> bool {
        matches!(self.place, Place::Passing(_))
    }

    /// Moves bytes to those that are held; says whether these are now `wanted`.
    fn fill(&mut self, bytes: &mut &[u8], wanted: usize) -> bool {
        let (now, rest) = bytes.split_at(bytes.len().min(wanted - self.held.len()));
        self.held.extend_from_slice(now);
        *bytes = rest;
        self.held.len() == wanted
    }
}

/// What an answer to a write has to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Of the statement, or of the first prepared one of a batch.
    pub id: Vec<u8>,
    pub consistency: u16,
}

impl Write {
    /// Reads a whole frame with an EXECUTE or a BATCH; nothing where it is neither or broken.
    pub fn of(head: Head, frame: &[u8]) -> Option<Self> {
        let mut body = Body(frame.get(HEAD..)?);
        match head.opcode {
            EXECUTE => Some(Self { id: body.short_bytes()?.to_vec(), consistency: body.short()? }),
            BATCH => Self::of_batch(&mut body),
            _ => None,
        }
    }

    fn of_batch(body: &mut Body<'_>) -> Option<Self> {
        body.take(1)?;
        let mut id = None;
        for _ in 0..body.short()? {
            if body.take(1)? == [1] {
                let prepared = body.short_bytes()?;
                id.get_or_insert(prepared);
            } else {
                body.bytes()?;
            }
            for _ in 0..body.short()? {
                body.bytes()?;
            }
        }
        Some(Self { id: id.unwrap_or_default().to_vec(), consistency: body.short()? })
    }
}

/// What is left to read of a body.
struct Body<'a>(&'a [u8]);

impl<'a> Body<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_be_bytes(self.take(2)?.try_into().ok()?))
    }

    fn short_bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.short()?;
        self.take(length.into())
    }

    /// A value or a long string. A length below 0 is a null, or nothing set.
    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = i32::from_be_bytes(self.take(4)?.try_into().ok()?);
        self.take(length.max(0) as usize)
    }
}

/// An ERROR in answer to what came on `stream`; `more` is what follows the message.
pub fn error(stream: u16, code: u32, message: &str, more: &[u8]) -> Vec<u8> {
    let length = 4 + 2 + message.len() + more.len();
    let mut frame = vec![ANSWER, 0];
    frame.extend(stream.to_be_bytes());
    frame.push(ERROR);
    frame.extend((length as u32).to_be_bytes());
    frame.extend(code.to_be_bytes());
    frame.extend(short_bytes(message.as_bytes()));
    frame.extend(more);
    frame
}

/// Bytes, or a string, after their length.
pub fn short_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut all = (bytes.len() as u16).to_be_bytes().to_vec();
    all.extend(bytes);
    all
}
