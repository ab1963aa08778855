//! A static value belongs to the partition, and is written by a statement of its own.

#[path = "../cases/taxi_rides/generated/rows.rs"]
mod rows;

use rows::types::DriverId;

use scylla::value::{CqlDate, MaybeUnset};

fn main() {
    let rider = rows::types::RiderName(String::new());
    let _ = rows::ratings_of_driver::Insert {
        driver: DriverId(7),
        rated: CqlDate(0),
        rider: &rider,
        stars: MaybeUnset::Unset,
        words: MaybeUnset::Unset,
        driver_name: MaybeUnset::Set("Nils"),
    };
}
