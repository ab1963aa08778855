//! Takes a seed, gives numbers that are the same on every machine and in every run. Never uses floating point, whose
//! `ln` and `exp` differ between systems, and never a clock.

/// `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of one seed.
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    /// The dice that belong to the thing number `index` of a kind: asked again, they fall the same way, so that a
    /// user's name or a song's length is worked out when it is needed and never stored.
    pub(crate) fn of(kind: u64, index: u64) -> Self {
        Dice(Dice(index ^ kind.rotate_left(48)).next())
    }

    /// A number from 0 to `bound` - 1, each as likely; 0 where `bound` is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// Whether a thing that happens `times` in `of` cases happens now.
    pub(crate) fn chance(&mut self, times: u64, of: u64) -> bool {
        self.below(of) < times
    }

    /// One element of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    /// A rank from 0 to `count` - 1 (`count` at least 1) with probability proportional to 1 / (rank + 2^`flat`): Zipf's
    /// law with s = 1 where `flat` is 0, and a gentler head the larger it is. An octave is drawn, then a place in it,
    /// and the place is kept with probability octave / place: exact, and integers all the way.
    pub(crate) fn zipf(&mut self, count: u64, flat: u32) -> u64 {
        let last = count - 1 + (1 << flat);
        let octaves = u64::from(last.ilog2() - flat + 1);
        loop {
            let octave = 1 << (u64::from(flat) + self.below(octaves));
            let place = octave + self.below(octave);
            if place <= last && self.below(place) < octave {
                return place - (1 << flat);
            }
        }
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
