//! Decides how many requests of a load may be on their way: as many as it takes to keep the cluster busy, and no more, for
//! beyond that each only waits longer. Takes what was confirmed and when; gives a number. Sleeps never, sends nothing.
//!
//! Throughput is the judge. The limit doubles until that no longer pays, then one step up or down is tried at a time: up is
//! kept if the throughput rose, down unless it fell, since fewer requests that wait are answered sooner. The server's word
//! that it is too busy halves the limit.

use std::time::{Duration, Instant};

/// Where it begins: a node of two cores did best with 64 to 128 batches, and lost a fifth with 16. Below this only overload
/// brings it.
const START: f64 = 64.0;
/// The least: a request at a time for each connection of a small cluster.
const LEAST: f64 = 4.0;
/// The most. A connection has 32,768 stream identifiers; memory ends sooner.
const MOST: f64 = 1024.0;
/// A step is judged after this time, at the soonest.
const TRIAL: Duration = Duration::from_millis(250);
/// And after so many requests for each that may be on its way: those that were sent before it are among the first.
const ROUNDS: f64 = 4.0;
/// A step up has to bring this much.
const WORTH: f64 = 1.03;
/// A step down may cost this much.
const CHEAP: f64 = 0.99;
/// Trials between two that try a step, when neither paid: the longer nothing changes, the rarer.
const PATIENCE: u32 = 16;

/// The limit of requests on their way.
#[derive(Debug)]
pub(super) struct Limit {
    now: f64,
    pinned: bool,
    trying: Trying,
    /// Rows a second when `now` was last judged; 0 before that.
    known: f64,
    /// What is tried when the next trial ends.
    next: Step,
    /// Trials to wait before the next step, and how many that will be the next time.
    rest: (u32, u32),
    /// The trial under way.
    began: Option<Instant>,
    rows: u64,
    answers: u64,
    cut: Option<Instant>,
}

/// What the trial under way tries.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Trying {
    /// Twice as many as before.
    Doubling(f64),
    /// The limit as it is.
    Nothing,
    /// Another limit than this one.
    Other(f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Up,
    Down,
}

impl Limit {
    /// A limit that finds its size, or one that stays at `pinned`.
    pub(super) fn new(pinned: Option<usize>) -> Self {
        let now = pinned.map_or(START, |pinned| pinned.max(1) as f64);
        let (trying, next) = (Trying::Doubling(0.0), Step::Up);
        let pinned = pinned.is_some();
        Self { now, pinned, trying, known: 0.0, next, rest: (0, 1), began: None, rows: 0, answers: 0, cut: None }
    }

    /// How many requests may be on their way.
    pub(super) fn get(&self) -> usize {
        self.now as usize
    }

    /// A request of `rows` rows was confirmed at `at`; `full` if no more could be sent meanwhile. Where the input is the
    /// slower side, nothing is learnt of the cluster.
    pub(super) fn confirmed(&mut self, rows: u64, full: bool, at: Instant) {
        if self.pinned {
            return;
        }
        let began = *self.began.get_or_insert(at);
        self.rows += rows;
        self.answers += u64::from(full);
        let took = at.saturating_duration_since(began);
        if took < TRIAL || (self.answers as f64) < self.now * ROUNDS {
            return;
        }
        let rate = self.rows as f64 / took.as_secs_f64();
        self.judge(rate);
        self.again(at);
    }

    /// The server said at `at` that it is too busy, or did not answer in time.
    pub(super) fn overloaded(&mut self, at: Instant) {
        // Those that were on their way at the first such word will say the same.
        let soon = self.cut.is_some_and(|cut| at.saturating_duration_since(cut) < 2 * TRIAL);
        if self.pinned || soon {
            return;
        }
        self.cut = Some(at);
        self.set(self.now / 2.0);
        (self.trying, self.known, self.next, self.rest) = (Trying::Nothing, 0.0, Step::Up, (2, 2));
        self.again(at);
    }

    fn again(&mut self, at: Instant) {
        (self.began, self.rows, self.answers) = (Some(at), 0, 0);
    }

    fn set(&mut self, limit: f64) {
        self.now = limit.clamp(LEAST, MOST);
    }

    fn judge(&mut self, rate: f64) {
        match self.trying {
            Trying::Doubling(before) if rate > before * WORTH && self.now < MOST => {
                self.known = rate;
                self.trying = Trying::Doubling(rate);
                self.set(self.now * 2.0);
            }
            Trying::Doubling(_) => {
                self.set(self.now / 2.0);
                self.trying = Trying::Nothing;
            }
            Trying::Nothing => {
                self.known = rate;
                if self.rest.0 > 0 {
                    self.rest.0 -= 1;
                    return;
                }
                let step = if self.now > START { self.next } else { Step::Up };
                let other = if step == Step::Up { self.now * 1.25 } else { (self.now * 0.8).max(START) };
                self.trying = Trying::Other(self.now);
                self.set(other);
            }
            Trying::Other(before) => {
                let pays = if self.now > before { rate > self.known * WORTH } else { rate > self.known * CHEAP };
                self.trying = Trying::Nothing;
                if pays {
                    self.known = rate;
                    self.rest = (0, 1);
                    return;
                }
                self.set(before);
                self.next = if self.next == Step::Up { Step::Down } else { Step::Up };
                self.rest = (self.rest.1, (self.rest.1 * 2).min(PATIENCE));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cluster that answers `width` requests at a time, each in `service`; one on its way beyond these waits, and where
    /// there are many of them all get slower. Gives the rows a second of the last half, and the limit at the end.
    fn run(limit: &mut Limit, width: f64, service: f64, noise: f64, seconds: f64) -> (f64, usize) {
        let (mut now, origin, mut state) = (0.0, Instant::now(), 7_u64);
        let (mut late, mut rows) = (0.0, 0.0);
        while now < seconds {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let random = (state >> 33) as f64 / f64::from(1_u32 << 31);
            let on_their_way = limit.get() as f64;
            let crowd = 1.0 + (on_their_way / (width * 16.0)).powi(2) * 0.2;
            let each = service / on_their_way.min(width) * crowd * (1.0 + noise * (random - 0.5));
            now += each;
            if now > seconds / 2.0 {
                (late, rows) = (late + each, rows + 1.0);
            }
            limit.confirmed(1, true, origin + Duration::from_secs_f64(now));
        }
        (rows / late, limit.get())
    }

    #[test]
    fn it_finds_what_keeps_the_cluster_busy() {
        for (width, service) in [(8.0, 0.001), (24.0, 0.004), (100.0, 0.01), (300.0, 0.05)] {
            for noise in [0.0, 0.5, 1.5] {
                let mut limit = Limit::new(None);
                let (rate, found) = run(&mut limit, width, service, noise, 60.0);
                let best = width / service;
                assert!(rate > best * 0.9, "{width} at a time, noise {noise}: {rate} of {best} a second with {found}");
                let most = (width * 8.0).max(START * 4.0);
                assert!((found as f64) < most, "{width} at a time, noise {noise}: {found}");
            }
        }
    }

    #[test]
    fn it_gives_way_once_to_one_overload_and_comes_back() {
        let mut limit = Limit::new(None);
        run(&mut limit, 100.0, 0.01, 0.2, 20.0);
        let (before, now) = (limit.get(), Instant::now());
        (0..50).for_each(|_| limit.overloaded(now));
        assert_eq!(limit.get(), before / 2);
        (1..100).for_each(|n| limit.overloaded(now + n * 2 * TRIAL));
        assert_eq!(limit.get(), LEAST as usize);
        let (rate, found) = run(&mut limit, 100.0, 0.01, 0.2, 120.0);
        assert!(rate > 9_000.0, "{rate} a second with {found}");
    }

    #[test]
    fn what_is_pinned_stays() {
        let mut limit = Limit::new(Some(7));
        run(&mut limit, 100.0, 0.01, 0.2, 5.0);
        limit.overloaded(Instant::now());
        assert_eq!(limit.get(), 7);
        assert_eq!(Limit::new(Some(0)).get(), 1);
    }

    #[test]
    fn a_slow_input_teaches_nothing() {
        let (mut limit, origin) = (Limit::new(None), Instant::now());
        for n in 0..100_000 {
            limit.confirmed(1, false, origin + n * Duration::from_millis(1));
        }
        assert_eq!(limit.get(), START as usize);
    }
}
