//! How a column's text is read. Each setting is refused where its type has no use for it: accepted settings act.

use super::{Faults, a};
use crate::model::raw;
use crate::types::CqlType;
use crate::value::{Reading, Unit, is_pattern};

/// The reading that `raw` asks for column `name` of type `ty`.
pub(super) fn reading(name: &str, ty: &CqlType, raw: &raw::Column, faults: &mut Faults<'_>) -> Reading {
    let mut inside = Vec::new();
    ty.walk(&mut |inner| inside.push(inner.clone()));
    let column = Asked { name, ty, inside };
    let (epoch, format) = raw.format.as_deref().map_or((None, None), |format| column.format(format, faults));
    Reading {
        epoch,
        format,
        zone: raw.zone.as_deref().and_then(|zone| column.zone(zone, faults)),
        split: raw.split.as_deref().map(|split| column.split(split, faults)),
        booleans: raw.booleans.as_ref().map(|words| column.booleans(words, faults)),
    }
}

/// A column whose reading is asked for.
struct Asked<'a> {
    name: &'a str,
    ty: &'a CqlType,
    /// Its type and those inside it.
    inside: Vec<CqlType>,
}

impl Asked<'_> {
    fn holds(&self, wanted: &[CqlType]) -> bool {
        self.inside.iter().any(|ty| wanted.contains(ty))
    }

    /// The setting does not go with the type.
    fn misplaced(&self, key: &str, fact: &str, help: &str, faults: &mut Faults<'_>) {
        let path = ["columns".into(), self.name.into(), key.into()];
        faults.push_key("D07", &path, format!("{} {fact}", a(self.ty)), help);
    }

    /// The setting has no meaning.
    fn refused(&self, key: &str, fact: String, help: &str, faults: &mut Faults<'_>) {
        faults.push("D07", &["columns".into(), self.name.into(), key.into()], fact, help);
    }

    fn format(&self, format: &str, faults: &mut Faults<'_>) -> (Option<Unit>, Option<String>) {
        let unit = match format {
            "epoch_s" => Some(Unit::Seconds),
            "epoch_ms" => Some(Unit::Millis),
            "epoch_us" => Some(Unit::Micros),
            "epoch_ns" => Some(Unit::Nanos),
            _ => None,
        };
        if !self.holds(&[CqlType::Timestamp, CqlType::Date, CqlType::Time]) {
            self.misplaced("format", "has no format", "`format` is for timestamp, date and time", faults);
        } else if unit.is_some() && !self.holds(&[CqlType::Timestamp]) {
            let fact = format!("is not counted in `{format}`");
            self.misplaced("format", &fact, "epochs are for timestamp: give a pattern such as `%Y-%m-%d`", faults);
        } else if unit.is_none() && !is_pattern(format) {
            let help = "use `epoch_s`, `epoch_ms`, `epoch_us`, `epoch_ns` or a pattern such as `%Y-%m-%d %H:%M:%S`";
            self.refused("format", format!("`{format}` is not a time format"), help, faults);
        }
        (unit, unit.is_none().then(|| format.to_owned()))
    }

    fn zone(&self, zone: &str, faults: &mut Faults<'_>) -> Option<i32> {
        let minutes = offset(zone);
        if !self.holds(&[CqlType::Timestamp]) {
            self.misplaced("zone", "has no zone", "`zone` is for timestamp", faults);
        } else if minutes.is_none() {
            let help = "write `UTC` or an offset such as `+02:00`";
            self.refused("zone", format!("`{zone}` is not a zone"), help, faults);
        }
        minutes
    }

    fn split(&self, split: &str, faults: &mut Faults<'_>) -> String {
        let splits = matches!(
            self.ty,
            CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. } | CqlType::Vector { .. }
        );
        if !splits {
            self.misplaced("split", "is not split", "`split` is for list, set, map and vector", faults);
        } else if split.is_empty() {
            self.refused("split", "`split` is empty".to_owned(), "give the separator, such as \"|\"", faults);
        }
        split.to_owned()
    }

    fn booleans(&self, words: &raw::Booleans, faults: &mut Faults<'_>) -> (Vec<String>, Vec<String>) {
        if !self.holds(&[CqlType::Boolean]) {
            self.misplaced("booleans", "has no words for true and false", "`booleans` is for boolean", faults);
        }
        if let Some(both) = words.yes.iter().find(|word| words.no.contains(word)) {
            self.refused("booleans", format!("`{both}` is both true and false"), "keep it in one list", faults);
        }
        (words.yes.clone(), words.no.clone())
    }
}

/// Minutes east of UTC of `UTC`, `Z`, `+02:00` or `-0530`.
fn offset(zone: &str) -> Option<i32> {
    if matches!(zone, "UTC" | "Z" | "GMT") {
        return Some(0);
    }
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_utc_or_offsets() {
        let cases = [("UTC", Some(0)), ("+02:00", Some(120)), ("-0530", Some(-330)), ("+18:00", Some(1080))];
        let refused = ["Berlin", "+2", "+19:00", "+01:60", "", "+é:00", "02:00"].map(|zone| (zone, None));
        for (zone, minutes) in cases.into_iter().chain(refused) {
            assert_eq!(offset(zone), minutes, "{zone}");
        }
    }

    #[test]
    fn patterns_have_fields_that_are_known() {
        assert!(is_pattern("%Y-%m-%d %H:%M:%S%.3f"));
        assert!(!is_pattern("epoch") && !is_pattern("%Q") && !is_pattern(""));
    }
}
