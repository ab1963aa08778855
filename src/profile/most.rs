//! Takes keys with a number each, keeps those of the largest numbers; of equal ones those whose keys come first, so that
//! the same rows give the same, however many threads looked at them.

/// A key and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The encoded key.
    pub key: Vec<u8>,
    /// Its rows, bytes or elements.
    pub n: u64,
}

/// The keys of the largest numbers, the largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Most(Vec<Counted>);

impl Most {
    /// Looks at `key`, whose number is `n`; of all keys `most` are kept.
    pub(super) fn offer(&mut self, key: &[u8], n: u64, most: usize) {
        let before = |held: &Counted| (held.n, key) > (n, held.key.as_slice());
        if self.0.len() >= most && self.0.last().is_none_or(before) {
            return;
        }
        let at = self.0.partition_point(before);
        self.0.insert(at, Counted { key: key.to_vec(), n });
        self.0.truncate(most);
    }

    /// Looks at all that `other` has kept.
    pub(super) fn merge(&mut self, other: Self, most: usize) {
        other.0.into_iter().for_each(|held| self.offer(&held.key, held.n, most));
    }

    /// The keys.
    pub fn all(&self) -> &[Counted] {
        &self.0
    }

    /// The first.
    pub fn first(&self) -> Option<&Counted> {
        self.0.first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_stay_in_whatever_order_they_come() {
        let counted = [("d", 3), ("a", 1), ("c", 7), ("b", 3), ("e", 3), ("f", 0)];
        let mut backwards = counted;
        backwards.reverse();
        for order in [counted, backwards] {
            let (mut most, mut other) = (Most::default(), Most::default());
            for (n, (key, number)) in order.into_iter().enumerate() {
                (if n % 2 == 0 { &mut most } else { &mut other }).offer(key.as_bytes(), number, 3);
            }
            most.merge(other, 3);
            let found: Vec<_> = most.all().iter().map(|held| (held.key.as_slice(), held.n)).collect();
            assert_eq!(found, [(&b"c"[..], 7), (b"b", 3), (b"d", 3)]);
        }
        let mut none = Most::default();
        none.offer(b"a", 1, 0);
        assert!(none.first().is_none());
    }
}
