//! Takes a text that begins with a letter, a digit or a minus, gives the kind of its first token and its length. How far
//! each kind could be read decides which one is: the one that reaches farthest, even where it then fails.

use super::Kind;

/// How far a kind of token goes into a text.
struct Reach {
    kind: Kind,
    /// How many bytes can begin a token of this kind.
    viable: usize,
    /// Whether these bytes are a whole token.
    complete: bool,
    /// How long the token is that is read once the kind is certain.
    read: Option<usize>,
}

/// The first token of `text`: its kind and its length, at least one byte. Kinds that reach equally far are taken in the
/// order of the grammar.
pub(super) fn longest(text: &str) -> (Kind, usize) {
    let kinds = [symbol, minus_word, integer, float, duration, word, hex, uuid].map(|kind| kind(text));
    let most = kinds.iter().map(|reach| reach.viable).max().unwrap_or_default();
    let mut first = kinds.iter().filter(|reach| reach.viable == most);
    let chosen = match (first.next(), first.next()) {
        (Some(only), None) => only.read.map(|len| (only.kind, len)),
        _ => kinds.iter().find(|reach| reach.viable == most && reach.complete).map(|reach| (reach.kind, most)),
    };
    // A minus and a letter or digit are one byte each, and a fault covers what was read until it was seen.
    chosen.unwrap_or((Kind::Fault("number"), most.max(1)))
}

/// A token that is whole as far as it reaches.
fn whole(kind: Kind, len: usize) -> Reach {
    Reach { kind, viable: len, complete: len > 0, read: (len > 0).then_some(len) }
}

/// A token that needs all of what it is made of.
fn all_or_nothing(kind: Kind, viable: usize, complete: bool) -> Reach {
    Reach { kind, viable, complete, read: complete.then_some(viable) }
}

fn symbol(text: &str) -> Reach {
    let len = ["expr(", "-=", "-"].iter().find(|symbol| text.starts_with(**symbol)).map_or(0, |symbol| symbol.len());
    whole(Kind::Symbol, len)
}

/// `-NaN` and `-Infinity`; the words without a sign are keywords.
fn minus_word(text: &str) -> Reach {
    let reach = |word: &str| {
        let same = text.bytes().zip(word.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        all_or_nothing(Kind::Float, same, same == word.len())
    };
    let (nan, infinity) = (reach("-nan"), reach("-infinity"));
    if nan.viable > infinity.viable { nan } else { infinity }
}

fn integer(text: &str) -> Reach {
    let len = integer_len(text);
    Reach { kind: Kind::Integer, viable: len.max(sign(text)), complete: len > 0, read: (len > 0).then_some(len) }
}

/// The length of an optional minus.
fn sign(text: &str) -> usize {
    usize::from(text.starts_with('-'))
}

/// The length of an optional minus and at least one digit.
fn integer_len(text: &str) -> usize {
    let digits = digits(text, sign(text));
    if digits == 0 { 0 } else { sign(text) + digits }
}

fn digits(text: &str, from: usize) -> usize {
    text.bytes().skip(from).take_while(u8::is_ascii_digit).count()
}

fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// `1.`, `1.5`, `1e3`, `1.5e-3`. A whole number before `..` reads as such, since a range follows; before `...` it takes
/// the first point.
fn float(text: &str) -> Reach {
    let whole = integer_len(text);
    let nothing = Reach { kind: Kind::Float, viable: whole.max(sign(text)), complete: false, read: None };
    if whole == 0 {
        return nothing;
    }
    let tail = text.get(whole..).unwrap_or_default();
    if tail.starts_with("...") {
        return all_or_nothing(Kind::Float, whole + 1, true);
    }
    if tail.starts_with("..") {
        return Reach { kind: Kind::Integer, viable: whole + 2, complete: true, read: Some(whole) };
    }
    let fraction = if tail.starts_with('.') { 1 + digits(text, whole + 1) } else { 0 };
    let base = whole + fraction;
    match byte(text, base) {
        Some(b'e' | b'E') => {
            let signed = base + 1 + usize::from(matches!(byte(text, base + 1), Some(b'+' | b'-')));
            let exponent = digits(text, signed);
            all_or_nothing(Kind::Float, signed + exponent, exponent > 0)
        }
        _ if fraction > 0 => all_or_nothing(Kind::Float, base, true),
        _ => nothing,
    }
}

fn duration(text: &str) -> Reach {
    let signed = sign(text);
    if byte(text, signed) == Some(b'P') { designated(text, signed + 1) } else { counted(text, signed) }
}

/// `1h30m`: numbers with units in any case and order. Behind a unit a digit must begin another number with a unit.
fn counted(text: &str, start: usize) -> Reach {
    let mut at = start;
    let mut complete = false;
    loop {
        let number = digits(text, at);
        if number == 0 {
            return Reach { kind: Kind::Duration, viable: at, complete, read: complete.then_some(at) };
        }
        let (viable, unit) = unit(text.get(at + number..).unwrap_or_default());
        at += number;
        match unit {
            Some(len) => (at, complete) = (at + len, true),
            None => return Reach { kind: Kind::Duration, viable: at + viable, complete: false, read: None },
        }
    }
}

/// How far `text` begins a unit, and the length of the unit.
fn unit(text: &str) -> (usize, Option<usize>) {
    let lower = |at: usize| byte(text, at).map(|b| b.to_ascii_lowercase());
    match (lower(0), lower(1)) {
        (Some(b'm'), Some(b'o' | b's')) | (Some(b'u' | b'n'), Some(b's')) => (2, Some(2)),
        (Some(b'y' | b'w' | b'd' | b'h' | b'm' | b's'), _) => (1, Some(1)),
        (Some(b'u' | b'n'), _) => (1, None),
        _ if text.starts_with('µ') => {
            if lower(2) == Some(b's') {
                (3, Some(3))
            } else {
                (2, None)
            }
        }
        _ => (0, None),
    }
}

/// `P1Y2M3DT4H5M6S`, `P1W` or `P0001-02-03T04:05:06`, all in upper case; `at` is behind the `P`.
fn designated(text: &str, at: usize) -> Reach {
    let number = digits(text, at);
    if number == 4 && byte(text, at + 4) == Some(b'-') {
        return dated(text, at);
    }
    if number > 0 && byte(text, at + number) == Some(b'W') {
        return all_or_nothing(Kind::Duration, at + number + 1, true);
    }
    let (end, any, open) = parts(text, at, b"YMD");
    if open || byte(text, end) != Some(b'T') {
        return all_or_nothing(Kind::Duration, if open { end } else { end.max(at) }, any && !open);
    }
    let (time, any_time, open) = parts(text, end + 1, b"HMS");
    all_or_nothing(Kind::Duration, time, any_time && !open)
}

/// Numbers each with one of `units`, in their order: where they end, whether there is any, and whether a number is left
/// without its unit.
fn parts(text: &str, mut at: usize, units: &[u8]) -> (usize, bool, bool) {
    let (mut any, mut left) = (false, units);
    loop {
        let number = digits(text, at);
        if number == 0 || left.is_empty() {
            return (at, any, false);
        }
        at += number;
        match byte(text, at).and_then(|unit| left.iter().position(|known| *known == unit)) {
            Some(place) => {
                (at, any) = (at + 1, true);
                left = left.get(place + 1..).unwrap_or_default();
            }
            None => return (at, any, true),
        }
    }
}

fn dated(text: &str, at: usize) -> Reach {
    pattern(Kind::Duration, text, at, b"0000-00-00T00:00:00", u8::is_ascii_digit)
}

fn uuid(text: &str) -> Reach {
    pattern(Kind::Uuid, text, 0, b"00000000-0000-0000-0000-000000000000", u8::is_ascii_hexdigit)
}

/// A token of a fixed form: `0` in it is a digit, anything else itself.
fn pattern(kind: Kind, text: &str, at: usize, form: &[u8], digit: fn(&u8) -> bool) -> Reach {
    let fits = |(found, form): &(u8, &u8)| if **form == b'0' { digit(found) } else { found == *form };
    let same = text.bytes().skip(at).zip(form).take_while(fits).count();
    all_or_nothing(kind, at + same, same == form.len())
}

fn hex(text: &str) -> Reach {
    let len = match (byte(text, 0), byte(text, 1)) {
        (Some(b'0'), Some(b'x' | b'X')) => 2 + text.bytes().skip(2).take_while(u8::is_ascii_hexdigit).count(),
        (Some(b'0'), _) => return all_or_nothing(Kind::Hex, 1, false),
        _ => 0,
    };
    whole(Kind::Hex, len)
}

fn word(text: &str) -> Reach {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let len = text.bytes().take_while(|b| is_word && (b.is_ascii_alphanumeric() || *b == b'_')).count();
    whole(Kind::Word, len)
}
