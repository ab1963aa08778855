{% for function in functions %}
/// {{ function.doc }}
{% if "Result" in function.gives %}
///
/// # Errors
/// Where the result is outside the range of its type.
{% endif %}
#[rustfmt::skip]
{{ rust.visibility }} fn {{ function.rust }}({{ function.argument }}: {{ function.takes }}) -> {{ function.gives }} {
    {{ function.body }}
}

{% endfor %}
/// What columns are derived by. Calendar functions are in UTC.
#[rustfmt::skip]
mod derive {
    use ::scylla::routing::partitioner::{Murmur3Partitioner, Partitioner, PartitionerHasher};
    use ::scylla::value::{CqlDate, CqlTimestamp, CqlTimeuuid};

    /// Milliseconds of a day and of an hour.
    pub(super) const DAY: i64 = 86_400_000;
{% if uses.across %}
    pub(super) const HOUR: i64 = 3_600_000;
{% else %}
    const HOUR: i64 = 3_600_000;
{% endif %}
    /// The day 1970-01-01 in CQL's `date`, whose days are unsigned.
    pub(super) const EPOCH_DAY: i64 = 1 << 31;
    /// 100 ns steps between 1582-10-15, where a version 1 UUID counts from, and 1970-01-01.
    const GREGORIAN: i64 = 0x01b2_1dd2_1381_4000;

    /// Milliseconds since the epoch.
    pub(super) fn millis(id: CqlTimeuuid) -> i64 {
        let id = *id.as_bytes();
        let low = i64::from(u32::from_be_bytes([id[0], id[1], id[2], id[3]]));
        let middle = i64::from(u16::from_be_bytes([id[4], id[5]]));
        let high = i64::from(u16::from_be_bytes([id[6], id[7]]) & 0x0fff);
        ((high << 48 | middle << 32 | low) - GREGORIAN).div_euclid(10_000)
    }

    pub(super) fn date(millis: i64) -> Option<CqlDate> {
        u32::try_from(millis.div_euclid(DAY) + EPOCH_DAY).ok().map(CqlDate)
    }

    pub(super) fn month(days: i64) -> String {
        let (year, month) = civil(days);
        format!("{year:04}-{month:02}")
    }

    pub(super) fn month_number(days: i64) -> Option<i32> {
        let (year, month) = civil(days);
        i32::try_from(year * 100 + month).ok()
    }

{% if uses.across %}
    /// Which month since that of the year 0 holds this day.
    pub(super) fn months(days: i64) -> i64 {
        let (year, month) = civil(days);
        year * 12 + month - 1
    }

    pub(super) fn month_at(step: i64) -> String {
        format!("{:04}-{:02}", step.div_euclid(12), step.rem_euclid(12) + 1)
    }

    pub(super) fn month_number_at(step: i64) -> Option<i32> {
        i32::try_from(step.div_euclid(12) * 100 + step.rem_euclid(12) + 1).ok()
    }

{% endif %}
    pub(super) fn hour(millis: i64) -> Option<i8> {
        i8::try_from(millis.rem_euclid(DAY) / HOUR).ok()
    }

    pub(super) fn hour_start(millis: i64) -> Option<CqlTimestamp> {
        bucket(millis, HOUR).map(CqlTimestamp)
    }

    /// The largest multiple of `n` that is not above `value`.
    pub(super) fn bucket(value: i64, n: i64) -> Option<i64> {
        value.div_euclid(n).checked_mul(n)
    }

    /// Murmur3 of the bytes that the server would store, modulo `n`.
    pub(super) fn hash(value: &(impl ::scylla::serialize::value::SerializeValue + ?Sized), ty: &::scylla::cluster::metadata::ColumnType<'_>, n: i64) -> Option<i32> {
        let mut bytes = Vec::new();
        let writer = ::scylla::serialize::writers::CellWriter::new_without_size(&mut bytes);
        let mut hasher = Murmur3Partitioner.build_hasher();
        ::scylla::serialize::value::SerializeValue::serialize(value, ty, writer).ok()?;
        hasher.write(&bytes);
        i32::try_from(hasher.finish().value().rem_euclid(n)).ok()
    }

    /// Year and month of a day since 1970-01-01 in the proleptic Gregorian calendar: eras of 400 years, years that begin in
    /// March, so that the leap day is the last of its year.
    fn civil(days: i64) -> (i64, i64) {
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month)
    }
}
