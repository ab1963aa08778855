//! What happens to which requests: said by a trial, judged for each write that comes.

use super::frames::{BATCH, EXECUTE, Head, Write, error, short_bytes};

/// Which writes are hit, how often, and how. All of them are unless something narrows that.
#[derive(Clone, Debug)]
pub struct Rule {
    deed: Deed,
    opcodes: &'static [u8],
    part: Vec<u8>,
    turn: Turn,
    /// How many writes it has seen that it is about.
    seen: u64,
}

/// What happens to a request.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// The node never hears of it, and the client is told this.
    Answer(Error),
    /// The node does it, and the client is told this.
    ApplyThenAnswer(Error),
    /// The node does it, and the client is told nothing.
    DropAnswer,
    /// The node never hears of it, and the client is told nothing.
    Swallow,
}

/// An error of a node. A consistency in it is that of the request.
#[derive(Clone, Copy, Debug)]
pub enum Error {
    /// A fault in the node itself.
    Server,
    Unavailable {
        required: i32,
        alive: i32,
    },
    Overloaded,
    IsBootstrapping,
    /// `kind` is `SIMPLE`, `BATCH`, `UNLOGGED_BATCH`, `COUNTER`, `BATCH_LOG`, `CAS`, `VIEW` or `CDC`.
    WriteTimeout {
        kind: &'static str,
        received: i32,
        required: i32,
    },
    WriteFailure {
        kind: &'static str,
        received: i32,
        required: i32,
        failures: i32,
    },
    Unauthorized,
    Invalid(&'static str),
    /// Of the statement, or of the first prepared one of a batch.
    Unprepared,
}

#[derive(Clone, Copy, Debug)]
enum Turn {
    Every(u64),
    First(u64),
    After(u64),
    Only(u64),
}

impl Rule {
    /// About all that is sent with values: statements and batches.
    pub fn writes(deed: Deed) -> Self {
        Self { deed, opcodes: &[EXECUTE, BATCH], part: Vec::new(), turn: Turn::Every(1), seen: 0 }
    }

    /// About prepared statements that are sent alone, reading ones with them.
    pub fn statements(deed: Deed) -> Self {
        Self { opcodes: &[EXECUTE], ..Self::writes(deed) }
    }

    pub fn batches(deed: Deed) -> Self {
        Self { opcodes: &[BATCH], ..Self::writes(deed) }
    }

    /// Only those with `part` in their body: a value, or the id of a statement.
    pub fn with(self, part: impl Into<Vec<u8>>) -> Self {
        Self { part: part.into(), ..self }
    }

    /// Only each `n`th: `every(3)` hits the third, the sixth…
    pub fn every(self, n: u64) -> Self {
        Self { turn: Turn::Every(n), ..self }
    }

    /// Only the first `n`.
    pub fn first(self, n: u64) -> Self {
        Self { turn: Turn::First(n), ..self }
    }

    /// All but the first `n`.
    pub fn after(self, n: u64) -> Self {
        Self { turn: Turn::After(n), ..self }
    }

    /// Only the `n`th, the first being 1.
    pub fn only(self, n: u64) -> Self {
        Self { turn: Turn::Only(n), ..self }
    }

    /// What is to happen to the request in `frame`; nothing where the rule is not about it or its turn is not come.
    pub fn judge(&mut self, head: Head, frame: &[u8]) -> Option<Deed> {
        let has_part = self.part.is_empty() || frame.windows(self.part.len()).any(|part| part == self.part);
        if !self.opcodes.contains(&head.opcode) || !has_part {
            return None;
        }
        self.seen += 1;
        let is_hit = match self.turn {
            Turn::Every(n) => self.seen.is_multiple_of(n),
            Turn::First(n) => self.seen <= n,
            Turn::After(n) => self.seen > n,
            Turn::Only(n) => self.seen == n,
        };
        is_hit.then_some(self.deed)
    }
}

impl Error {
    /// The frame that says so in answer to the request in `frame`.
    pub fn answer(self, head: Head, frame: &[u8]) -> Vec<u8> {
        let write = Write::of(head, frame).unwrap();
        let consistent = |numbers: &[i32]| {
            let mut more = write.consistency.to_be_bytes().to_vec();
            more.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
            more
        };
        let typed = |numbers: &[i32], kind: &str| [consistent(numbers), short_bytes(kind.as_bytes())].concat();
        let (code, message, more) = match self {
            Self::Server => (0x0000, "java.lang.RuntimeException: forged", Vec::new()),
            Self::Unavailable { required, alive } => {
                (0x1000, "forged: too few replicas are alive", consistent(&[required, alive]))
            }
            Self::Overloaded => (0x1001, "forged: too much to do", Vec::new()),
            Self::IsBootstrapping => (0x1002, "forged: not yet a part of the ring", Vec::new()),
            Self::WriteTimeout { kind, received, required } => {
                (0x1100, "forged: not enough answers in time", typed(&[received, required], kind))
            }
            Self::WriteFailure { kind, received, required, failures } => {
                (0x1500, "forged: replicas failed", typed(&[received, required, failures], kind))
            }
            Self::Unauthorized => (0x2100, "forged: no MODIFY permission", Vec::new()),
            Self::Invalid(message) => (0x2200, message, Vec::new()),
            Self::Unprepared => (0x2500, "forged: not prepared", short_bytes(&write.id)),
        };
        error(head.stream, code, message, &more)
    }
}
