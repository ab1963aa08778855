//! Takes a dice, gives a YAML document of mappings, lists and scalars in all their styles, without tags and aliases.

use std::fmt::Write;

use crate::dice::Dice;

/// Keys; a number behind each keeps those of a mapping apart.
const KEYS: &[&str] = &["a", "größe", "x y", "-b", "007_", "no_"];
/// Scalars that mean the same in and outside of brackets.
const SCALARS: &[&str] = &[
    "plain",
    "two words",
    "1.50",
    "007",
    "no",
    "1e3",
    "12:30",
    "0x1F",
    "~",
    "null",
    "true",
    "-1",
    "a#b",
    "x:y",
    "größe",
    "桜",
    "'single'",
    "'it''s [a] #1'",
    "\"double\"",
    "\"a\\tb\\u00e9\\n\"",
    "\"\"",
    "''",
    "\"{ , }\"",
    "a'b",
    "a\"b",
    "<=",
    "a & b",
    "a * b",
    "what?",
    "a - b",
    "\"'\"",
    "'~'",
];
/// Plain scalars that only stand outside of brackets.
const OUTSIDE: &[&str] = &["a, b", "a]b", "a{b}", "is [it]", "a,"];

/// A document whose root is a mapping or a list.
pub(crate) fn document(dice: &mut Dice) -> String {
    let mut writer = Writer { dice, out: String::new() };
    writer.block(0, 4);
    writer.out
}

struct Writer<'a> {
    dice: &'a mut Dice,
    out: String,
}

impl Writer<'_> {
    /// A mapping or list in lines of their own.
    fn block(&mut self, indent: usize, depth: usize) {
        let margin = " ".repeat(indent);
        let list = self.dice.below(3) == 0;
        for n in 0..=self.dice.below(4) {
            if self.dice.below(8) == 0 {
                let _ = writeln!(self.out, "{margin}# a comment: [");
            }
            let key = self.dice.pick(KEYS);
            let _ = match (list, self.dice.below(4)) {
                (true, _) => write!(self.out, "{margin}-"),
                (false, 0) => write!(self.out, "{margin}'it''s {n}':"),
                (false, 1) => write!(self.out, "{margin}\"\\u00e9 {n}\":"),
                (false, _) => write!(self.out, "{margin}{key}{n}:"),
            };
            self.value(indent, depth);
        }
    }

    /// What follows a colon or a dash, with the end of its line.
    fn value(&mut self, indent: usize, depth: usize) {
        match self.dice.below(if depth > 0 { 9 } else { 6 }) {
            0 => {
                self.out.push(' ');
                self.flow(3);
                self.out.push('\n');
            }
            1 => self.lines(indent),
            2 => self.out.push('\n'),
            3..6 => {
                let inside = self.dice.below(8) > 0;
                let scalar = self.dice.pick(if inside { SCALARS } else { OUTSIDE });
                let end = if self.dice.below(6) == 0 { " # why: {" } else { "" };
                let _ = writeln!(self.out, " {scalar}{end}");
            }
            _ => {
                self.out.push('\n');
                self.block(indent + 2, depth - 1);
            }
        }
    }

    /// A block scalar.
    fn lines(&mut self, indent: usize) {
        let style = self.dice.pick(&["|", "|-", ">", ">-", "|+"]);
        let margin = " ".repeat(indent + 2);
        let _ = write!(self.out, " {style}\n{margin}one: [\n{margin}  two\n\n{margin}three #\n");
    }

    fn flow(&mut self, depth: usize) {
        match self.dice.below(if depth > 0 { 4 } else { 2 }) {
            0 | 1 => self.out.push_str(self.dice.pick(SCALARS)),
            2 => {
                self.out.push('[');
                for n in 0..self.dice.below(4) {
                    self.out.push_str(if n > 0 { ", " } else { "" });
                    self.flow(depth - 1);
                }
                self.out.push(']');
            }
            _ => {
                for n in 0..=self.dice.below(3) {
                    let _ = write!(self.out, "{}k{n}: ", if n > 0 { ", " } else { "{ " });
                    self.flow(depth - 1);
                }
                self.out.push_str(" }");
            }
        }
    }
}
