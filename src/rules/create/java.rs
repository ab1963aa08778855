//! Takes texts and keys, reads and orders them as the Java of a node does: its messages show numbers in that form, and
//! name things in the order of its hash tables. Never judges anything.

/// A whole number of 32 bits, as `Integer.parseInt` reads it: digits with a sign or without, and nothing else.
pub(super) fn int(text: &str) -> Option<i32> {
    text.parse().ok()
}

/// A whole number of 64 bits.
pub(super) fn long(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// A number as `Double.parseDouble` reads it: blanks around it, `d` or `f` behind it, `NaN` and `Infinity` with a sign
/// or without. Hexadecimal ones are read where they are simple.
pub(super) fn double(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c| c <= ' ');
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let signed = |number: f64| if negative { -number } else { number };
    if body == "NaN" || body == "Infinity" {
        return Some(signed(if body == "NaN" { f64::NAN } else { f64::INFINITY }));
    }
    if body.starts_with("0x") || body.starts_with("0X") {
        return hexadecimal(body.get(2..)?).map(signed);
    }
    let body = body.strip_suffix(['d', 'D', 'f', 'F']).unwrap_or(body);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
    let fits = body.starts_with(|c: char| c.is_ascii_digit() || c == '.') && body.chars().all(is_number);
    if fits { body.parse().ok().map(signed) } else { None }
}

/// `1p-1`: a whole hexadecimal number and a power of two.
fn hexadecimal(text: &str) -> Option<f64> {
    let (digits, power) = text.split_once(['p', 'P'])?;
    Some(i64::from_str_radix(digits, 16).ok()? as f64 * 2_f64.powi(power.parse().ok()?))
}

/// A number as `Double.toString` writes it: `0.01`, `1.0E-5`, `1.0E8`.
pub(super) fn double_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 || (1e-3..1e7).contains(&number.abs()) {
        return format!("{number:?}");
    }
    let text = format!("{number:e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    format!("{digits}{point}E{power}")
}

/// The keys of a `HashMap` in the order in which it gives them: by bucket, and within one as they came. `hash` is that of
/// a key, `copied` says whether the table was made as a copy of another, which makes it as small as it can be.
pub(super) fn hash_order<T>(keys: Vec<T>, hash: impl Fn(&T) -> i32, copied: bool) -> Vec<T> {
    let least = if copied { (keys.len() as f64 / 0.75 + 1.0) as usize } else { 16 };
    let mut buckets = least.next_power_of_two();
    while keys.len() > buckets * 3 / 4 {
        buckets *= 2;
    }
    let bucket = |key: &T| {
        let hash = hash(key) as u32;
        (hash ^ (hash >> 16)) as usize & (buckets - 1)
    };
    let mut keys = keys;
    keys.sort_by_key(bucket);
    keys
}

/// The hash of a string.
pub(super) fn text_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0, |hash: i32, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

/// The hash of the name of a column, which is that of its bytes from the last to the first.
pub(super) fn name_hash(name: &str) -> i32 {
    name.bytes().rev().fold(1, |hash: i32, byte| hash.wrapping_mul(31).wrapping_add(i32::from(byte as i8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written_as_by_a_node() {
        for (text, number) in
            [("1", 1.0), (" 0.5f ", 0.5), ("0x1p-1", 0.5), ("-Infinity", f64::NEG_INFINITY), ("1e3", 1e3)]
        {
            assert_eq!(double(text), Some(number), "{text}");
        }
        for text in ["", "x", "inf", "nan", "1,5", "--1", "0x", "1_000"] {
            assert_eq!(double(text), None, "{text}");
        }
        assert!(double("NaN").is_some_and(f64::is_nan));
        let written = [
            (1e-5, "1.0E-5"),
            (6.71e-5, "6.71E-5"),
            (-1e-4, "-1.0E-4"),
            (12_345_678.5, "1.23456785E7"),
            (1e8, "1.0E8"),
            (1e300, "1.0E300"),
            (1.000_000_1, "1.0000001"),
            (0.0, "0.0"),
            (-0.5, "-0.5"),
        ];
        for (number, text) in written {
            assert_eq!(double_text(number), text);
        }
        assert_eq!((int("+10"), int(" 10"), int("2147483648"), int("1e1")), (Some(10), None, None, None));
    }

    #[test]
    fn keys_come_in_the_order_of_a_hash_table() {
        let order = |keys: &[&'static str]| hash_order(keys.to_vec(), |key| text_hash(key), false);
        assert_eq!(order(&["nosuch", "zuch"]), ["zuch", "nosuch"]);
        assert_eq!(order(&["nosuch", "other", "zz"]), ["zz", "other", "nosuch"]);
        let names = hash_order(vec!["b", "a", "q"], |name| name_hash(name), false);
        assert_eq!(names, ["a", "q", "b"]);
    }
}
