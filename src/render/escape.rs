//! Takes text that a user wrote, gives it in a form that cannot leave the place it is printed in: a CQL name, a CQL or
//! Rust string, a comment, a line. Never looks at what the text means.

use std::fmt::Write;

use crate::name::Name;

/// The CQL spelling of an identifier: bare where CQL reads it back unchanged, else quoted.
pub(super) fn cql_name(text: &str) -> String {
    Name::new(text).cql()
}

/// A CQL string literal: quotes inside are doubled, everything else stands as it is.
pub(super) fn cql_string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A CQL comment: every line of `text` behind `-- `, the lines after the first indented by `indent` blanks.
pub(super) fn cql_comment(text: &str, indent: usize) -> String {
    commented("--", indent, lines(text).map(visible))
}

/// A Rust string literal with its quotes.
pub(super) fn rust_str(text: &str) -> String {
    format!("{text:?}")
}

/// A Rust doc comment: every line of `text` behind `/// `, the lines after the first indented by `indent` blanks.
/// Markdown that would become a link, a tag, code (which rustdoc would compile and run) or a list is escaped.
pub(super) fn rust_doc(text: &str, indent: usize) -> String {
    commented("///", indent, lines(text).map(markdown))
}

/// A fenced block of `text` in a Rust doc comment, behind `/// ` throughout. Its language is `text`: rustdoc compiles
/// blocks without one.
pub(super) fn rust_doc_block(text: &str, indent: usize) -> String {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    let opening = format!("{fence}text");
    commented("///", indent, std::iter::once(opening).chain(lines(text).map(visible)).chain([fence]))
}

/// A Markdown code span on one line, for the middle of a doc comment.
pub(super) fn code(text: &str) -> String {
    let text = line(text);
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{ticks}{blank}{text}{blank}{ticks}")
}

/// A JSON string with its quotes, which most languages read as a string literal as well.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if is_invisible(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// One line of plain text: line ends become blanks, what cannot be seen is written as an escape.
pub(super) fn line(text: &str) -> String {
    lines(text).map(visible).collect::<Vec<_>>().join(" ")
}

/// `text`, each of whose lines has so many blanks before it, save the blank ones.
pub(super) fn indented(text: &str, blanks: usize) -> String {
    let sign = " ".repeat(blanks);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (n, line) in text.split('\n').enumerate() {
        out.push_str(if n > 0 { "\n" } else { "" });
        out.push_str(if line.is_empty() { "" } else { &sign });
        out.push_str(line);
    }
    out
}

fn commented(sign: &str, indent: usize, lines: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for (n, line) in lines.enumerate() {
        if n > 0 {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out.push_str(sign);
        if !line.is_empty() {
            out.push(' ');
            out.push_str(&line);
        }
    }
    out
}

/// The lines of `text` by every line end that CQL, Rust, Unicode or an editor knows, without blanks at their ends and
/// without blank lines round them. There is always one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text.trim());
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = text.find(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) else {
            rest = None;
            return Some(text);
        };
        let end = if text[at..].starts_with("\r\n") { 2 } else { text[at..].chars().next().map_or(1, char::len_utf8) };
        rest = Some(&text[at + end..]);
        Some(text[..at].trim_end())
    })
}

/// `text` with what cannot be seen written as `\u{…}`.
fn visible(text: &str) -> String {
    if text.bytes().all(|b| (b' '..0x7f).contains(&b)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            c if is_invisible(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// One line of a question as Markdown that says what the line says.
fn markdown(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut out = String::with_capacity(line.len() + 8);
    let mut is_list = words.first().is_some_and(|word| is_bullet(word));
    for c in visible(&words.join(" ")).chars() {
        let opens = out.is_empty() && matches!(c, '#' | '-' | '+' | '=' | '|' | ':');
        let numbers = is_list && matches!(c, '.' | ')');
        is_list &= !numbers;
        if opens || numbers || matches!(c, '\\' | '`' | '~' | '[' | ']' | '<' | '>' | '*' | '_' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether Markdown takes a first word such as `1.` or `12)` for the number of a list.
fn is_bullet(word: &str) -> bool {
    word.strip_suffix(['.', ')']).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Control characters, and those of Unicode that draw nothing or reorder what is drawn; rustc refuses the latter in
/// comments and literals.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    type Filter = fn(&str) -> String;

    #[test]
    fn nothing_leaves_the_place_it_is_printed_in() {
        let nasty = "Who?\n*/ pub fn evil() {} /*\r-- x\u{2028}y \u{202e}z";
        let cases: &[(Filter, &str, &str)] = &[
            (cql_name, "ev\"; DROP", "\"ev\"\"; DROP\""),
            (cql_name, "artist", "artist"),
            (cql_string, "it's", "'it''s'"),
            (|t| cql_comment(t, 2), nasty, "-- Who?\n  -- */ pub fn evil() {} /*\n  -- -- x\n  -- y \\u{202e}z"),
            (
                |t| rust_doc(t, 4),
                nasty,
                "/// Who?\n    /// \\*/ pub fn evil() {} /\\*\n    /// \\-- x\n    /// y \\\\u{202e}z",
            ),
            (|t| rust_doc(t, 0), "a\n\n\n    let x = 1;", "/// a\n///\n///\n/// let x = 1;"),
            (|t| rust_doc(t, 0), "```\nx\n~~~", "/// \\`\\`\\`\n/// x\n/// \\~\\~\\~"),
            (|t| rust_doc(t, 0), "1. [x](y) <b> &amp; 2. #", "/// 1\\. \\[x\\](y) \\<b\\> \\&amp; 2. #"),
            (|t| rust_doc(t, 0), "# a", "/// \\# a"),
            (|t| rust_doc(t, 0), "", "///"),
            (|t| rust_doc_block(t, 1), "SELECT \"```\"", "/// ````text\n /// SELECT \"```\"\n /// ````"),
            (code, "a", "`a`"),
            (code, "`a``b", "``` `a``b ```"),
            (code, "a\nb", "`a b`"),
            (rust_str, "\"#\\{x}\n\u{202e}é", "\"\\\"#\\\\{x}\\n\\u{202e}é\""),
            (json, "\"\\\n\u{7}é\u{e0001}", "\"\\\"\\\\\\n\\u0007é\\udb40\\udc01\""),
            (line, "a\r\nb\tc\u{0}", "a b c\\u{0}"),
        ];
        for (n, (filter, text, expected)) in cases.iter().enumerate() {
            assert_eq!(filter(text), *expected, "case {n}: {text:?}");
        }
    }

    #[test]
    fn a_json_string_reads_back() {
        let text: String = (0..0x3000).filter_map(char::from_u32).collect();
        assert_eq!(serde_json::from_str::<String>(&json(&text)).expect("a JSON string"), text);
    }
}
