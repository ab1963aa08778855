//! A counter is added to: there is no way to set it.

#[path = "../cases/taxi_rides/generated/rows.rs"]
mod rows;

use rows::types::DriverId;

async fn set(queries: &rows::Queries) {
    let row = rows::driven::Insert { driver: DriverId(7), metres_driven: 0 };
    let _ = queries.insert_driven(&row).await;
}

fn main() {
    drop(set);
}
