//! Takes a seed, gives the same numbers for it everywhere (`SplitMix64`).

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

/// A source of numbers.
pub(crate) struct Dice(u64);

impl Dice {
    /// The numbers of one case of a run.
    pub(crate) fn new(seed: u64, case: u64) -> Self {
        Self(seed.wrapping_add(case.wrapping_mul(0xd134_2543_de82_ef95)))
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// One of several, which are not none.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// The seed and the number of cases of a run: what `MODELER_FUZZ_SEED` and `MODELER_FUZZ_CASES` say, else the clock and
/// `cases`. Shows both, so that a run can be made again.
pub(crate) fn run(cases: u64) -> (u64, u64) {
    let number = |variable| env::var(variable).ok().map(|text| text.parse().expect("a variable that is a number"));
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_nanos() as u64;
    let (seed, cases) =
        (number("MODELER_FUZZ_SEED").unwrap_or_else(clock), number("MODELER_FUZZ_CASES").unwrap_or(cases));
    #[expect(clippy::print_stdout, reason = "who sees a test fail sees how to run it again")]
    {
        println!("MODELER_FUZZ_SEED={seed} MODELER_FUZZ_CASES={cases}");
    }
    (seed, cases)
}
