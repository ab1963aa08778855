//! Takes the sub-options of a compaction strategy, gives the first that a node refuses: of all strategies, then of each.
//! Never knows which sub-options there are.

use super::super::java::{double_text, long};
use super::{double, int};

/// A node's words and the way out.
pub(super) type Fault = (String, &'static str);

/// The sub-options of a strategy as written.
pub(super) struct Subs<'a>(pub(super) &'a [(String, String)]);

/// The smallest size of the files of a unified strategy.
const LEAST_SIZE: f64 = 1_048_576.0;

impl Subs<'_> {
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// What every strategy has.
    pub(super) fn common(&self) -> Option<Fault> {
        let told = |words: String| Some((words, "write a number above 0, or `true` or `false`"));
        if let Some(text) = self.value("tombstone_threshold") {
            match double(text) {
                None => return told(format!("{text} is not a parsable int (base10) for tombstone_threshold")),
                Some(number) if number < 0.0 => {
                    return told(format!("tombstone_threshold must be greater than 0, but was {number:.6}"));
                }
                Some(_) => {}
            }
        }
        if let Some(text) = self.value("tombstone_compaction_interval") {
            match long(text) {
                None => {
                    return told(format!("{text} is not a parsable int (base10) for tombstone_compaction_interval"));
                }
                Some(number) if number < 0 => {
                    return told(format!("tombstone_compaction_interval must be greater than 0, but was {number}"));
                }
                Some(_) => {}
            }
        }
        if let Some(text) = self.not_boolean("unchecked_tombstone_compaction") {
            let of = "'unchecked_tombstone_compaction' should be either 'true' or 'false'";
            return told(format!("{of}, not '{text}'"));
        }
        if let Some(text) = self.not_boolean("log_all") {
            return told(format!("'log_all' should either be 'true' or 'false', not {text}"));
        }
        told(format!("enabled should either be 'true' or 'false', not {}", self.not_boolean("enabled")?))
    }

    fn not_boolean(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|text| !["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word)))
    }

    /// Buckets of files of one size.
    pub(super) fn tiered(&self) -> Option<Fault> {
        if let Some(text) = self.value("min_sstable_size") {
            let help = "write a number of bytes";
            match long(text) {
                None => return Some((format!("{text} is not a parsable int (base10) for min_sstable_size"), help)),
                Some(size) if size < 0 => {
                    return Some((format!("min_sstable_size must be non negative: {size}"), help));
                }
                Some(_) => {}
            }
        }
        let bound = |name: &str, default| match self.value(name) {
            Some(text) => {
                double(text).ok_or_else(|| (format!("{text} is not a parsable float for {name}"), "write a number"))
            }
            None => Ok(default),
        };
        match (bound("bucket_low", 0.5), bound("bucket_high", 1.5)) {
            (Err(fault), _) | (_, Err(fault)) => Some(fault),
            (Ok(low), Ok(high)) if high <= low => {
                let (low, high) = (double_text(low), double_text(high));
                let words = format!("bucket_high value ({high}) is less than or equal to the bucket_low value ({low})");
                Some((words, "raise the one or lower the other"))
            }
            _ => None,
        }
    }

    /// Levels, each larger than the one before.
    pub(super) fn leveled(&self) -> Option<Fault> {
        let positive = |name: &str, default: i32| match self.value(name) {
            None => Ok(default),
            Some(text) => match int(text) {
                None => Err(format!("{text} is not a parsable int (base10) for {name}")),
                Some(number) if number < 1 => Err(format!("{name} must be larger than 0, but was {number}")),
                Some(number) => Ok(number),
            },
        };
        // A node takes the size as 1 MiB here where it is not given.
        let (size, fan) = match (positive("sstable_size_in_mb", 1), positive("fanout_size", 10)) {
            (Err(words), _) | (_, Err(words)) => return Some((words, "write a whole number above 0")),
            (Ok(size), Ok(fan)) => (size, fan),
        };
        let mut factors = vec![fan.unsigned_abs(); 8];
        factors.extend([size.unsigned_abs(), 1_048_576]);
        let last = product(&factors);
        if last.parse::<i64>().is_err() {
            let of = "your maxSSTableSize must be absurdly high to compute";
            let words = format!("At most {} bytes may be in a compaction level; {of} {last}", i64::MAX);
            return Some((words, "lower `sstable_size_in_mb` or `fanout_size`"));
        }
        self.tiered()
    }

    /// Windows of time.
    pub(super) fn time_window(&self) -> Option<Fault> {
        let outside = |name: &'static str, words: &[&str]| {
            let text = self.value(name).filter(|text| !words.contains(text))?;
            Some((format!("{text} is not valid for {name}"), "write a unit in capitals, such as DAYS or MICROSECONDS"))
        };
        let resolutions = ["NANOSECONDS", "MICROSECONDS", "MILLISECONDS", "SECONDS"];
        let refused = outside("timestamp_resolution", &resolutions)
            .or_else(|| outside("compaction_window_unit", &["MINUTES", "HOURS", "DAYS"]));
        if refused.is_some() {
            return refused;
        }
        let whole = |name: &str, least: i64, words: fn(i64) -> String| {
            let text = self.value(name)?;
            let wrong = match long(text).filter(|_| least == 0 || int(text).is_some()) {
                None => format!("{text} is not a parsable int (base10) for {name}"),
                Some(number) if number < least => words(number).replace("{}", name),
                Some(_) => return None,
            };
            Some((wrong, "write a whole number above 0"))
        };
        let refused =
            whole("compaction_window_size", 1, |n| format!("{n} must be greater than 1 for {{}}")).or_else(|| {
                whole("expired_sstable_check_frequency_seconds", 0, |n| {
                    format!("{{}} must not be negative, but was {n}")
                })
            });
        refused.or_else(|| self.unsafe_expiration()).or_else(|| self.tiered())
    }

    fn unsafe_expiration(&self) -> Option<Fault> {
        let name = "unsafe_aggressive_sstable_expiration";
        let text = self.value(name)?;
        let words = if self.not_boolean(name).is_some() {
            format!("{name} is not 'true' or 'false' ({text})")
        } else if text.eq_ignore_ascii_case("true") {
            let how = "restart cassandra with -Dcassandra.allow_unsafe_aggressive_sstable_expiration=true to allow it";
            format!("{name} is requested but not allowed, {how}")
        } else {
            return None;
        };
        Some((words, "leave it out"))
    }

    /// One strategy for all.
    pub(super) fn unified(&self) -> Option<Fault> {
        let scaling = self.value("scaling_parameters").and_then(scaling);
        scaling
            .or_else(|| self.positive("base_shard_count", "int"))
            .or_else(|| self.size("target_sstable_size"))
            .or_else(|| self.size("flush_size_override"))
            .or_else(|| {
                let text = self.value("max_sstables_to_compact").filter(|text| int(text).is_none())?;
                let of = "is not a parsable int (base10) for max_sstables_to_compact";
                Some((format!("{text} {of}"), "write a whole number"))
            })
            .or_else(|| self.positive("expired_sstable_check_frequency_seconds", "long"))
            .or_else(|| {
                let name = "unsafe_aggressive_sstable_expiration";
                let text = self.not_boolean(name)?;
                Some((format!("{name} should either be 'true' or 'false', not {text}"), "leave it out"))
            })
            .or_else(|| {
                let known = ["NONE", "SINGLE", "TRANSITIVE"];
                let text = self.value("overlap_inclusion_method");
                let text = text.filter(|text| !known.contains(&text.to_uppercase().as_str()))?;
                let valid = "The valid options are [NONE, SINGLE, TRANSITIVE].";
                Some((format!("Invalid overlap inclusion method {text}. {valid}"), "write one of them"))
            })
            .or_else(|| self.smallest())
            .or_else(|| self.value("sstable_growth").and_then(growth))
    }

    fn positive(&self, name: &str, of: &str) -> Option<Fault> {
        let text = self.value(name)?;
        let number = if of == "int" { int(text).map(i64::from) } else { long(text) };
        let words = match number {
            None => format!("{text} is not a parsable {of} (base10) for {name}"),
            Some(number) if number <= 0 => format!("Invalid configuration, {name} should be positive: {number}"),
            Some(_) => return None,
        };
        Some((words, "write a whole number above 0"))
    }

    /// A size of at least 1 MiB.
    fn size(&self, name: &str) -> Option<Fault> {
        let text = self.value(name)?;
        let words = match bytes(text) {
            None => format!("{name} {text} is not a valid size in bytes: {text} does not end in unit B"),
            Some(size) if size >= i64::MAX as f64 => format!("{name} {text} is out of range of Long."),
            Some(size) if size < LEAST_SIZE => {
                format!("{name} {text} is not acceptable, size must be at least 1.000MiB")
            }
            Some(_) => return None,
        };
        Some((words, "write a size such as `1GiB`"))
    }

    /// `min_sstable_size` stays below 70 % of `target_sstable_size`, which is 1 GiB where it is not given.
    fn smallest(&self) -> Option<Fault> {
        let text = self.value("min_sstable_size")?;
        let target = self.value("target_sstable_size").and_then(bytes).unwrap_or(1024.0 * LEAST_SIZE);
        let words = match bytes(text) {
            None => format!("{text} is not a valid size in bytes for min_sstable_size"),
            Some(size) if size < 0.0 => {
                "Invalid configuration, min_sstable_size should be greater than or equal to 0 (zero)".to_owned()
            }
            Some(size) if size >= target * 0.7 => {
                let of = format!("less than 70% of the targetSSTableSize ({})", bytes_text(target));
                format!("Invalid configuration, min_sstable_size ({}) should be {of}", bytes_text(size))
            }
            Some(_) => return None,
        };
        Some((words, "write a size such as `100MiB`"))
    }
}

/// `N`, `L4`, `T4` or a whole number, several with commas between them and blanks around those.
fn scaling(text: &str) -> Option<Fault> {
    let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
    // Java drops what is empty at the end, but not a text that is empty as a whole.
    while parts.len() > 1 && parts.last().is_some_and(|last| last.is_empty()) {
        parts.pop();
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let help = "write `N`, `L4`, `T4` or a whole number, several with commas";
    for part in parts {
        let factor = part.strip_prefix(['L', 'T']);
        let number = factor.unwrap_or_else(|| part.strip_prefix(['+', '-']).unwrap_or(part));
        if part != "N" && !digits(number) {
            return Some((format!("Scaling parameter {part} must match N|L[0-9]+|T[0-9]+|[+-]?[0-9]+"), help));
        }
        if part == "N" {
            continue;
        }
        let read = factor.unwrap_or(part);
        let words = match int(read) {
            None => {
                let of =
                    "org.apache.cassandra.db.compaction.UnifiedCompactionStrategy.validateOptions() threw an error";
                format!("{of}: java.lang.NumberFormatException For input string: \"{read}\"")
            }
            Some(number) if factor.is_some() && number < 2 => format!("Fan factor cannot be lower than 2 in {part}"),
            Some(_) => continue,
        };
        return Some((words, help));
    }
    None
}

/// A share from 0 to 1, or in percent.
fn growth(text: &str) -> Option<Fault> {
    let (digits, of) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 100.0));
    let words = match double(digits).map(|number| number / of) {
        None => format!("sstable_growth is not a valid number between 0 and 1: For input string: \"{digits}\""),
        Some(share) if !(0.0..=1.0).contains(&share) => format!("sstable_growth {text} must be between 0 and 1"),
        Some(_) => return None,
    };
    Some((words, "write a number from 0 to 1"))
}

/// The bytes of a size with its unit: `B` with or without a prefix, of 1024 with an `i` and of 1000 without.
fn bytes(text: &str) -> Option<f64> {
    let body = text.strip_suffix('B')?;
    let (body, base) = body.strip_suffix('i').map_or((body, 1000.0), |body| (body, 1024.0));
    let power = "KMGTPE".chars().position(|prefix| body.ends_with(prefix)).map_or(0, |at| at as i32 + 1);
    let digits = body.trim_end_matches(|c: char| "KMGTPE".contains(c));
    Some(double(digits)? * f64::powi(base, power))
}

/// `1.000GiB`.
fn bytes_text(size: f64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let (mut size, mut unit) = (size, 0);
    while size >= 1024.0 && unit + 1 < units.len() {
        (size, unit) = (size / 1024.0, unit + 1);
    }
    format!("{size:.3}{}", units.get(unit).copied().unwrap_or_default())
}

/// The product of whole numbers in digits, however large.
fn product(factors: &[u32]) -> String {
    const LIMB: u64 = 1_000_000_000;
    let mut limbs = vec![1_u64];
    for factor in factors {
        let mut carry = 0;
        for limb in &mut limbs {
            let value = *limb * u64::from(*factor) + carry;
            (*limb, carry) = (value % LIMB, value / LIMB);
        }
        while carry > 0 {
            limbs.push(carry % LIMB);
            carry /= LIMB;
        }
    }
    let last = limbs.pop().unwrap_or_default();
    limbs.iter().rev().fold(last.to_string(), |digits, limb| format!("{digits}{limb:09}"))
}
