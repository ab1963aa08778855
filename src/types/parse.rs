//! Takes the text of a CQL type, gives the type with freezing normalised as the node does it. Never asks where a type
//! may stand.

use std::collections::HashMap;
use std::sync::Arc;

use super::{CqlType, MAX_DEPTH, TypeError, UserType};

/// The types that hold no other, each found by its word.
pub(super) const NATIVE: &[CqlType] = &[
    CqlType::Ascii,
    CqlType::Bigint,
    CqlType::Blob,
    CqlType::Boolean,
    CqlType::Counter,
    CqlType::Date,
    CqlType::Decimal,
    CqlType::Double,
    CqlType::Duration,
    CqlType::Float,
    CqlType::Inet,
    CqlType::Int,
    CqlType::Smallint,
    CqlType::Text,
    CqlType::Time,
    CqlType::Timestamp,
    CqlType::Timeuuid,
    CqlType::Tinyint,
    CqlType::Uuid,
    CqlType::Varint,
];

/// The words of CQL for types beside those, for the nearest-name help.
const OTHER_WORDS: &[&str] = &["frozen", "list", "map", "set", "tuple", "varchar", "vector"];

/// Least Jaro-Winkler likeness at which a known name is offered in place of an unknown one.
const LIKENESS: f64 = 0.75;

/// Reads one type and nothing after it; see [`CqlType::parse`].
pub(super) fn parse(text: &str, udt: &dyn Fn(&str) -> Option<Arc<UserType>>) -> Result<CqlType, TypeError> {
    let mut parser = Parser { text, at: 0, udt };
    let ty = parser.one(1)?;
    parser.blanks();
    if parser.at < text.len() {
        let rest = shorten(&text[parser.at..]);
        return Err(fault(parser.at, format!("`{rest}` stands after the end of the type"), None));
    }
    Ok(ty)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    udt: &'a dyn Fn(&str) -> Option<Arc<UserType>>,
}

impl Parser<'_> {
    fn one(&mut self, depth: usize) -> Result<CqlType, TypeError> {
        self.blanks();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(too_deep(start));
        }
        if self.peek() == Some('"') {
            let name = self.quoted()?;
            return self.user_type(start, depth, &[&name]);
        }
        let word = self.word().to_owned();
        if word.is_empty() {
            return Err(self.expected_type());
        }
        let lower = word.to_ascii_lowercase();
        if let Some(native) = native(&lower) {
            return self.no_parameters(native, &lower);
        }
        match lower.as_str() {
            "frozen" => self.frozen(start, depth),
            "list" | "set" | "map" => self.collection(start, &lower, depth),
            "tuple" => self.tuple(start, depth),
            "vector" => self.vector(start, depth),
            _ => self.user_type(start, depth, &[&word, &lower]),
        }
    }

    fn frozen(&mut self, start: usize, depth: usize) -> Result<CqlType, TypeError> {
        let [inner] = self.arguments(start, "frozen", "frozen<list<int>>", depth)?;
        if inner.is_native() {
            let fact = format!("`frozen` is only for collections, tuples and user-defined types, not for `{inner}`");
            return Err(fault(start, fact, Some(format!("write `{inner}`"))));
        }
        Ok(freeze(inner))
    }

    fn collection(&mut self, start: usize, word: &str, depth: usize) -> Result<CqlType, TypeError> {
        if word == "map" {
            let [key, value] = self.arguments(start, word, "map<text, int>", depth)?;
            return Ok(CqlType::Map { key: Box::new(key), value: Box::new(value), frozen: false });
        }
        let [item] = self.arguments(start, word, if word == "set" { "set<text>" } else { "list<int>" }, depth)?;
        let item = Box::new(item);
        Ok(if word == "set" { CqlType::Set { item, frozen: false } } else { CqlType::List { item, frozen: false } })
    }

    fn tuple(&mut self, start: usize, depth: usize) -> Result<CqlType, TypeError> {
        let items = self.list_of_types(start, "tuple", "tuple<int, text>", depth)?;
        Ok(CqlType::Tuple(items.into_iter().map(freeze).collect()))
    }

    /// `vector<float, 3>`; the node refuses a length of 0 and knows no cap beyond Java's `int`.
    fn vector(&mut self, start: usize, depth: usize) -> Result<CqlType, TypeError> {
        const EXAMPLE: &str = "vector<float, 3>";
        self.open(start, "vector", EXAMPLE)?;
        let item = Box::new(self.one(depth + 1)?);
        if !self.take(',') {
            return Err(fault(
                self.at,
                "`vector` takes a type and a length".into(),
                Some(format!("write `{EXAMPLE}`")),
            ));
        }
        self.blanks();
        let at = self.at;
        let digits = self.until(|c| c == '>' || c == ',' || c.is_whitespace());
        let len = digits.parse().ok().filter(|len| (1..=i32::MAX as u32).contains(len) && !digits.starts_with('+'));
        let Some(len) = len else {
            let fact = format!("`{}` is not the length of a vector", shorten(digits));
            return Err(fault(at, fact, Some(format!("write a whole number from 1 on: `{EXAMPLE}`"))));
        };
        self.close(start, "vector")?;
        Ok(CqlType::Vector { item, len })
    }

    /// A declared type under the first of `names` that has one.
    fn user_type(&mut self, start: usize, depth: usize, names: &[&str]) -> Result<CqlType, TypeError> {
        self.blanks();
        if self.peek() == Some('.') {
            let fact = "a column cannot use the type of another keyspace".to_owned();
            return Err(fault(self.at, fact, Some("declare the type in this model and use its bare name".into())));
        }
        let Some(udt) = names.iter().find_map(|name| (self.udt)(name)) else {
            return Err(unknown(start, names[0]));
        };
        if depth + udt_levels(&udt, &mut HashMap::new()) - 1 > MAX_DEPTH {
            return Err(too_deep(start));
        }
        if self.peek() == Some('<') {
            let fact = format!("the type `{}` takes no parameters", shorten(names[0]));
            return Err(fault(self.at, fact, None));
        }
        Ok(CqlType::Udt { udt, frozen: false })
    }

    fn no_parameters(&mut self, ty: CqlType, word: &str) -> Result<CqlType, TypeError> {
        self.blanks();
        match self.peek() {
            Some('<') => Err(fault(self.at, format!("`{word}` takes no parameters"), Some(format!("write `{word}`")))),
            _ => Ok(ty),
        }
    }

    fn arguments<const N: usize>(
        &mut self,
        start: usize,
        word: &str,
        example: &str,
        depth: usize,
    ) -> Result<[CqlType; N], TypeError> {
        let items = self.list_of_types(start, word, example, depth)?;
        <[CqlType; N]>::try_from(items).map_err(|items| {
            let (given, s) = (items.len(), if N == 1 { "" } else { "s" });
            fault(start, format!("`{word}` takes {N} type{s}, not {given}"), Some(format!("write `{example}`")))
        })
    }

    /// `<` type `,` type … `>`, one at least.
    fn list_of_types(
        &mut self,
        start: usize,
        word: &str,
        example: &str,
        depth: usize,
    ) -> Result<Vec<CqlType>, TypeError> {
        self.open(start, word, example)?;
        let mut items = vec![self.one(depth + 1)?];
        while self.take(',') {
            items.push(self.one(depth + 1)?);
        }
        self.close(start, word)?;
        Ok(items)
    }

    fn open(&mut self, start: usize, word: &str, example: &str) -> Result<(), TypeError> {
        if self.take('<') {
            return Ok(());
        }
        Err(fault(start, format!("`{word}` needs the type of what it holds"), Some(format!("write `{example}`"))))
    }

    fn close(&mut self, start: usize, word: &str) -> Result<(), TypeError> {
        if self.take('>') {
            return Ok(());
        }
        let (at, fact) = match self.peek() {
            None => (start, format!("`{word}<` is not closed")),
            Some(c) => (self.at, format!("`,` or `>` expected, not `{}`", c.escape_debug())),
        };
        Err(fault(at, fact, Some(format!("end the parameters of `{word}` with `>`"))))
    }

    fn expected_type(&self) -> TypeError {
        match self.peek() {
            None => fault(self.at, "a type is expected, but the text ends".into(), None),
            Some('\'') => fault(self.at, "custom types by class name are not supported".into(), None),
            Some(c) => fault(self.at, format!("a type is expected, not `{}`", c.escape_debug()), None),
        }
    }

    /// The text of a quoted identifier, doubled quotes made single.
    fn quoted(&mut self) -> Result<String, TypeError> {
        let start = self.at;
        let mut name = String::new();
        let mut chars = self.text[start..].char_indices().skip(1).peekable();
        while let Some((_, c)) = chars.next() {
            if c != '"' {
                name.push(c);
            } else if chars.next_if(|(_, next)| *next == '"').is_some() {
                name.push('"');
            } else {
                self.at = chars.peek().map_or(self.text.len(), |(i, _)| start + i);
                return Ok(name);
            }
        }
        Err(fault(start, "the quoted name is not closed".into(), Some("end it with `\"`".into())))
    }

    fn word(&mut self) -> &str {
        self.until(|c| !(c.is_alphanumeric() || c == '_'))
    }

    fn until(&mut self, stop: impl Fn(char) -> bool) -> &str {
        let rest = &self.text[self.at..];
        let len = rest.find(stop).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn blanks(&mut self) {
        self.until(|c| !c.is_whitespace());
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// Whether `wanted` comes next, blanks aside; then it is taken.
    fn take(&mut self, wanted: char) -> bool {
        self.blanks();
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }
}

/// What the node makes of `frozen<ty>`: every collection and UDT inside is frozen as well. Tuples hold nothing but
/// frozen types already, and for a vector the word changes only what it holds.
fn freeze(ty: CqlType) -> CqlType {
    let boxed = |item: Box<CqlType>| Box::new(freeze(*item));
    match ty {
        CqlType::List { item, .. } => CqlType::List { item: boxed(item), frozen: true },
        CqlType::Set { item, .. } => CqlType::Set { item: boxed(item), frozen: true },
        CqlType::Map { key, value, .. } => CqlType::Map { key: boxed(key), value: boxed(value), frozen: true },
        CqlType::Udt { udt, .. } => CqlType::Udt { udt, frozen: true },
        CqlType::Vector { item, len } => CqlType::Vector { item: boxed(item), len },
        other => other,
    }
}

/// The type that holds no other and is called so, in lower case.
pub(super) fn native(lower: &str) -> Option<CqlType> {
    let word = if lower == "varchar" { "text" } else { lower };
    NATIVE.iter().find(|ty| ty.word() == word).cloned()
}

/// The words of the types that hold no other.
pub(super) fn natives() -> impl Iterator<Item = &'static str> {
    NATIVE.iter().map(CqlType::word)
}

/// Levels of a UDT, itself included; `known` keeps types that hold each other several times from costing exponential
/// time.
fn udt_levels(udt: &Arc<UserType>, known: &mut HashMap<*const UserType, usize>) -> usize {
    if let Some(levels) = known.get(&Arc::as_ptr(udt)) {
        return *levels;
    }
    let deepest = udt.fields.iter().map(|(_, field)| levels(field, known)).max().unwrap_or(0);
    known.insert(Arc::as_ptr(udt), deepest + 1);
    deepest + 1
}

fn levels(ty: &CqlType, known: &mut HashMap<*const UserType, usize>) -> usize {
    match ty {
        CqlType::List { item, .. } | CqlType::Set { item, .. } | CqlType::Vector { item, .. } => {
            1 + levels(item, known)
        }
        CqlType::Map { key, value, .. } => 1 + levels(key, known).max(levels(value, known)),
        CqlType::Tuple(items) => 1 + items.iter().map(|item| levels(item, known)).max().unwrap_or(0),
        CqlType::Udt { udt, .. } => udt_levels(udt, known),
        _ => 1,
    }
}

fn unknown(at: usize, name: &str) -> TypeError {
    let lower = name.to_ascii_lowercase();
    let words = NATIVE.iter().map(CqlType::word).chain(OTHER_WORDS.iter().copied());
    let nearest = words
        .map(|known| (strsim::jaro_winkler(&lower, known), known))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let help = match nearest {
        Some((_, known)) => format!("did you mean `{known}`?"),
        None => "use a CQL type, or declare a user-defined type of this name".to_owned(),
    };
    fault(at, format!("unknown type `{}`", shorten(name)), Some(help))
}

fn too_deep(at: usize) -> TypeError {
    let help = "flatten the type, or keep the value as JSON in a `text`".to_owned();
    fault(at, format!("the type nests deeper than {MAX_DEPTH} levels"), Some(help))
}

fn fault(at: usize, fact: String, help: Option<String>) -> TypeError {
    TypeError { at, fact, help }
}

/// The user's words for a message: at most 60 characters, control characters escaped.
fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}
