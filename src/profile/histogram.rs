//! Takes numbers, gives their percentiles: exact while few of them are different, within one in a hundred otherwise. Memory
//! is bounded whatever comes.

use std::collections::BTreeMap;

/// Smaller numbers have a place of their own.
const SMALL: usize = 1024;
/// Different larger numbers that are kept as they are: two megabytes of them, about.
const EXACT: usize = 32_768;
/// Leading bits that are kept of a number when there are more: the rest is less than one part in 128 of it.
const BITS: u32 = 8;

/// How often each number came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    small: Vec<u64>,
    large: BTreeMap<u64, u64>,
    is_exact: bool,
    count: u64,
    sum: u64,
    max: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { small: Vec::new(), large: BTreeMap::new(), is_exact: true, count: 0, sum: 0, max: 0 }
    }
}

impl Histogram {
    /// Counts `n`.
    pub fn add(&mut self, n: u64) {
        self.put(n, 1);
        self.sum = self.sum.saturating_add(n);
        self.max = self.max.max(n);
    }

    /// Counts what `other` has counted.
    pub fn merge(&mut self, other: Self) {
        if !other.is_exact {
            self.round();
        }
        for (n, times) in (0..).zip(&other.small).filter(|(_, times)| **times > 0) {
            self.put(n, *times);
        }
        for (n, times) in other.large {
            self.put(n, times);
        }
        self.sum = self.sum.saturating_add(other.sum);
        self.max = self.max.max(other.max);
    }

    /// How many numbers came.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their sum.
    pub fn sum(&self) -> u64 {
        self.sum
    }

    /// The largest; 0 where none came. Always exact.
    pub fn max(&self) -> u64 {
        self.max
    }

    /// Whether percentiles are exact.
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The smallest number that at least `percent` of a hundred do not exceed; 0 where none came.
    pub fn percentile(&self, percent: u64) -> u64 {
        let wanted = (u128::from(self.count) * u128::from(percent)).div_ceil(100).max(1);
        let mut passed = 0;
        let small = (0..).zip(self.small.iter().copied());
        let all = small.chain(self.large.iter().map(|(n, times)| (*n, *times)));
        for (n, times) in all {
            passed += u128::from(times);
            if passed >= wanted {
                return n.min(self.max);
            }
        }
        self.max
    }

    fn put(&mut self, n: u64, times: u64) {
        self.count += times;
        if let Ok(at) = usize::try_from(n)
            && at < SMALL
        {
            if self.small.len() <= at {
                self.small.resize((at + 1).next_power_of_two(), 0);
            }
            self.small[at] += times;
            return;
        }
        let n = if self.is_exact { n } else { rounded(n) };
        *self.large.entry(n).or_insert(0) += times;
        if self.is_exact && self.large.len() > EXACT {
            self.round();
        }
    }

    fn round(&mut self) {
        self.is_exact = false;
        for (n, times) in std::mem::take(&mut self.large) {
            *self.large.entry(rounded(n)).or_insert(0) += times;
        }
    }
}

/// The largest number with the same leading bits.
fn rounded(n: u64) -> u64 {
    let dropped = (u64::BITS - n.leading_zeros()).saturating_sub(BITS);
    n | ((1 << dropped) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_the_smallest_that_so_many_do_not_exceed() {
        let mut histogram = Histogram::default();
        assert_eq!((histogram.percentile(50), histogram.max()), (0, 0));
        for n in [5, 1, 1, 1, 2, 2, 3, 9, 4, 2000] {
            histogram.add(n);
        }
        assert_eq!(
            [10, 30, 31, 50, 80, 90, 95, 99, 100].map(|p| histogram.percentile(p)),
            [1, 1, 2, 2, 5, 9, 2000, 2000, 2000]
        );
        assert_eq!((histogram.count(), histogram.sum(), histogram.is_exact()), (10, 2028, true));
    }

    #[test]
    fn many_different_numbers_are_kept_within_one_in_a_hundred() {
        let mut parts = [Histogram::default(), Histogram::default()];
        (0..200_000_u64).for_each(|n| parts[(n % 2) as usize].add(n * 977));
        let [mut all, other] = parts;
        all.merge(other);
        assert!(!all.is_exact() && all.large.len() < 4_000, "{}", all.large.len());
        for percent in [1, 50, 95, 99] {
            let (found, exact) = (all.percentile(percent), percent * 2_000 * 977 - 977);
            assert!(found >= exact && found <= exact + exact / 100, "{percent}: {found} of {exact}");
        }
        assert_eq!((all.percentile(100), all.max()), (199_999 * 977, 199_999 * 977));
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let (mut whole, mut parts) = (Histogram::default(), vec![Histogram::default(); 3]);
        for n in 0..5_000_u64 {
            whole.add(n * n);
            parts[(n % 3) as usize].add(n * n);
        }
        let sum = parts.into_iter().reduce(|mut a, b| {
            a.merge(b);
            a
        });
        let sum = sum.unwrap();
        assert_eq!([50, 95, 99].map(|p| sum.percentile(p)), [50, 95, 99].map(|p| whole.percentile(p)));
        assert_eq!((sum.count(), sum.sum(), sum.max()), (whole.count(), whole.sum(), whole.max()));
    }
}
