//! Takes the store that a load left, lets a process of its own read from it, gives the percentiles.

use serde_json::Value;

use crate::bar::{Bar, figures};
use crate::input::Input;
use crate::measure::run;
use crate::places::Places;
use crate::table::Table;
use crate::{Outcome, Turns};

/// Reads in process. Tells the table; gives the figures, and adds its bars to `bars`.
pub(crate) fn measure(places: &Places, input: &Input, turns: &Turns, bars: &mut Vec<Bar>) -> Outcome<Value> {
    let root = places.store(input.rows);
    if !root.join(".modeler").exists() {
        println!("loading, for there is no store to read from");
        let mut load = places.modeler(&root);
        run(load.args(["load", "--drop-tables", "--csv"]).arg(&input.file))?.expect("`modeler load`", 0)?;
    }
    let mut reads = places.program("bench-reads");
    reads.arg("--file").arg(places.model()).arg("--store").arg(root.join(".modeler")).arg(&input.file);
    let ran = turns.calm.of(|| run(&mut reads)?.expect("`bench-reads`", 0), |ran| ran.others)?;
    let told = ran.json()?;
    println!("\n{}\nothers {:.2}", table(&told)?, ran.others);
    let p99 = |what: &str| told["reads"][what]["p99"].as_f64().ok_or_else(|| format!("`bench-reads` told no {what}"));
    bars.push(Bar::at_most("reads: one row, p99", p99("one row")?, "µs", 10.0, Some(5.0)));
    for what in ["a partition", "a partition of about 58 rows"] {
        bars.push(Bar::at_most(format!("reads: {what}, p99"), p99(what)?, "µs", 100.0, Some(50.0)));
    }
    Ok(told)
}

fn table(told: &Value) -> Outcome<Table> {
    let mut table = Table::new(&["warm reads, one thread", "reads", "rows each", "p50 µs", "p99 µs", "max µs"]);
    for (what, figure) in told["reads"].as_object().ok_or("`bench-reads` told no reads")? {
        let number = |name: &str| figure[name].as_f64().unwrap_or(f64::NAN);
        let mut texts = vec![what.clone(), figure["reads"].to_string()];
        texts.extend(["rows_each", "p50", "p99", "max"].map(|name| figures(number(name))));
        table.row(texts);
    }
    Ok(table)
}
