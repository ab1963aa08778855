//! Kills loads and nodes at random moments, and goes on. Whatever the moment, the tables end as if nothing had been broken
//! off: every cell and its write time; and nothing is counted twice.
//!
//! The seed is printed, and sets the moments; they are shares of the usual duration, so that a slower machine has others.
//!
//! | variable | what it sets |
//! |---|---|
//! | `MODELER_KILL_SEED` | the seed |
//! | `MODELER_KILL_ROWS` | the rows of the input; from 100,000 on tables are loaded in four parts |
//! | `MODELER_KILLS` | loads that are killed and gone on with, some of them several times |
//! | `MODELER_ONCE_KILLS` | the same of loads of counters and lists, which must not be sent twice |
//! | `MODELER_NODE_KILLS` | loads whose node is killed |

mod changed;
mod data;
mod dump;
mod loader;
mod nodes;
mod once;
mod rig;

use fastrand::Rng;
use libtest_mimic::Trial;

pub fn trials() -> Vec<Trial> {
    [loader::trials(), nodes::trials(), once::trials(), changed::trials()].into_iter().flatten().collect()
}

/// How much is tried, and chance.
struct Settings {
    seed: u64,
    rows: u32,
    kills: u32,
}

impl Settings {
    /// As the environment says: so many `rows`, and so many kills as `variable` says, or `kills`.
    fn from_environment(rows: u32, variable: &str, kills: u32) -> Self {
        let seed = number("MODELER_KILL_SEED").unwrap_or_else(|| u64::from(std::process::id()));
        let rows = number("MODELER_KILL_ROWS").map_or(rows, |rows| rows as u32);
        let kills = number(variable).map_or(kills, |kills| kills as u32);
        println!("MODELER_KILL_SEED={seed} MODELER_KILL_ROWS={rows} {variable}={kills}");
        Self { seed, rows, kills }
    }

    /// The chance of one kill, whatever the others have drawn.
    fn chance(&self, kill: u32) -> Rng {
        Rng::with_seed(self.seed.wrapping_add(u64::from(kill) << 32))
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|e| panic!("{name}: {e}")))
}
