//! Partitions whose bytes are known: files that come with Cassandra's sources, and what follows from the format by hand.

use super::*;
use crate::name::Name;
use crate::rules::shape::{Column, Order};
use crate::types::CqlType;

use CqlType::{Bigint, Boolean, Counter, Date, Double, Int, Smallint, Text, Timestamp, Uuid};

fn table(partition: &[CqlType], clustering: &[CqlType], statics: &[CqlType], regulars: &[CqlType]) -> Table {
    let columns = |kind: &str, types: &[CqlType]| -> Vec<Column> {
        let column = |(n, ty): (usize, &CqlType)| Column { name: Name::new(&format!("{kind}{n:03}")), ty: ty.clone() };
        types.iter().enumerate().map(column).collect()
    };
    Table {
        name: Name::new("t"),
        partition_key: columns("p", partition),
        clustering_key: columns("c", clustering).into_iter().map(|column| (column, Order::Asc)).collect(),
        statics: columns("s", statics),
        regulars: columns("r", regulars),
        options: Vec::new(),
        indexes: Vec::new(),
        ttl: None,
    }
}

fn sizes(table: &Table, format: Format, age: u64) -> Sizes {
    Sizes::new(table, true, format, Age::bytes(age))
}

/// A row of cells that are set, of these lengths; `None` is not set.
fn row(sizes: &Sizes, partition: &mut Partition, clustering: &[usize], cells: &[Option<usize>]) -> Row {
    let bytes = vec![0; cells.iter().flatten().copied().max().unwrap_or(0)];
    let mut cells = cells.iter();
    sizes.row(partition, clustering, &mut || match cells.next() {
        Some(Some(length)) => Cell::Set(&bytes[..*length]),
        _ => Cell::Unset,
    })
}

/// The bytes of a partition of `rows` rows, each of cells of these lengths.
fn partition(sizes: &Sizes, key: &[usize], rows: u64, clustering: &[usize], cells: &[usize]) -> u64 {
    let cells: Vec<Option<usize>> = cells.iter().copied().map(Some).collect();
    let mut partition = sizes.partition(key, None).0;
    for _ in 0..rows {
        row(sizes, &mut partition, clustering, &cells);
    }
    partition.bytes()
}

#[test]
fn numbers_take_a_byte_for_seven_bits() {
    let ends = [0, 127, 128, 16_383, 16_384, (1 << 21) - 1, 1 << 21, (1 << 56) - 1, 1 << 56, u64::MAX];
    assert_eq!(ends.map(vint), [1, 1, 2, 2, 3, 3, 4, 8, 9, 9]);
}

/// R1: `legacy_*_simple` of Cassandra's test data, whose first row has the file's smallest timestamp.
#[test]
fn files_of_cassandra_without_clustering_are_met_to_the_byte() {
    let table = table(&[Text], &[], &[], &[Text]);
    for (format, expected) in [(Format::Nb, 173), (Format::Oa, 118)] {
        let bytes = |age| partition(&sizes(&table, format, age), &[1], 1, &[], &[11]);
        assert_eq!([1, 3, 3, 3, 3].map(bytes).iter().sum::<u64>(), expected);
    }
}

/// R2: `legacy_*_clust` of Cassandra's test data; how many timestamps have how many bytes was read in the files.
#[test]
fn files_of_cassandra_with_clustering_are_met_to_the_byte() {
    let table = table(&[Text], &[Text], &[], &[Text]);
    let ages = |threes, twos, ones| [(3, threes), (2, twos), (1, ones)].map(|(age, n)| vec![age; n]).concat();
    for (format, ages, expected) in [
        (Format::Nb, ages(242, 7, 1), 336_016),
        (Format::Oa, ages(239, 10, 1), 335_958),
        (Format::Nb, ages(250, 0, 0), 336_025),
        (Format::Oa, ages(250, 0, 0), 335_970),
    ] {
        let mut total = 0;
        for ages in ages.chunks(50) {
            let mut partition = sizes(&table, format, 3).partition(&[1], None).0;
            for (n, age) in ages.iter().enumerate() {
                let clustering = if n < 10 { 1201 } else { 1202 };
                row(&sizes(&table, format, *age), &mut partition, &[clustering], &[Some(128)]);
            }
            total += partition.bytes();
        }
        assert_eq!(total, expected, "{format:?}");
    }
}

/// R3, R4 and R5: a hotel's rooms, the same by month, and a sensor's day.
#[test]
fn partitions_of_daily_writes_have_the_bytes_that_follow_from_the_format() {
    let hotel = table(&[Text], &[Date, Smallint], &[], &[Boolean]);
    let months = table(&[Text, Int], &[Date, Smallint], &[], &[Boolean]);
    let sensor = table(&[Uuid], &[Timestamp], &[], &[Double]);
    for (format, expected) in
        [(Format::Nb, [1_387_020, 58_930, 2_246_431]), (Format::Oa, [1_387_009, 58_919, 2_246_420])]
    {
        let of = |table| Sizes::new(table, true, format, Age::DAY);
        let found = [
            partition(&of(&hotel), &[5], 73_000, &[4, 2], &[1]),
            partition(&of(&months), &[5, 4], 3_100, &[4, 2], &[1]),
            partition(&of(&sensor), &[16], 86_400, &[8], &[8]),
        ];
        assert_eq!(found, expected, "{format:?}");
    }
    let sensor = Sizes::new(&sensor, true, Format::Nb, Age::DAY);
    assert_eq!(row(&sensor, &mut sensor.partition(&[16], None).0, &[8], &[Some(8)]).bytes, 26);
}

/// The formula of Cassandra's manual: keys and values, and eight bytes for the time of each value.
fn book(table: &Table, rows: u64, lengths: &[u64]) -> (u64, u64) {
    let (key, rest) = lengths.split_at(table.partition_key.len());
    let (clustering, rest) = rest.split_at(table.clustering_key.len());
    let (statics, regulars) = rest.split_at(table.statics.len());
    let sum = |lengths: &[u64]| lengths.iter().sum::<u64>();
    let values = rows * regulars.len() as u64 + statics.len() as u64;
    (values, sum(key) + sum(statics) + rows * (sum(regulars) + sum(clustering)) + values * 8)
}

/// B1 and B2: what the manual counts, and by how much a file is larger.
#[test]
fn the_formula_of_the_manual_falls_short() {
    let rooms = table(&[Text], &[Date, Smallint], &[], &[Boolean]);
    assert_eq!(book(&rooms, 73_000, &[5, 4, 2, 1]), (73_000, 1_095_005));
    let video = table(&[Int], &[Text], &[Text], &[CqlType::Tinyint, Timestamp]);
    assert_eq!(book(&video, 10_000, &[4, 150, 250, 1, 8]), (20_001, 1_750_262));
    let sizes = Sizes::new(&video, true, Format::Nb, Age::DAY);
    let name = [0; 250];
    let mut partition = sizes.partition(&[4], Some(&mut || Cell::Set(&name))).0;
    // Key 2+4, deletion 12; static row: flags 2, size 3, before 1, cell 1+5+2+250.
    assert_eq!(partition, Partition { bytes: 18 + 2 + 2 + 1 + 258, previous: 281 });
    let bytes = row(&sizes, &mut partition, &[150], &[Some(1), Some(8)]).bytes;
    // Flags 1, clustering 1+2+150, size 1, before 2, timestamp 5, cells 1+1+1 and 1+8.
    assert_eq!(bytes, 1 + 153 + 1 + 2 + 5 + 3 + 9);
}

#[test]
fn what_a_row_lacks_is_bits_of_a_number_up_to_63_columns() {
    let of = |known: usize, there: &[usize]| {
        let table = table(&[Int], &[], &[], &vec![Int; known]);
        let sizes = sizes(&table, Format::Nb, 1);
        let cells: Vec<_> = (0..known).map(|at| there.contains(&at).then_some(4)).collect();
        let mut partition = sizes.partition(&[4], None).0;
        // Without flags, size, the size before, the timestamp and the cells.
        let bytes = row(&sizes, &mut partition, &[], &cells).bytes - 1 - 1 - 1 - 5 * there.len() as u64;
        bytes - vint(bytes - 1 + 1 + 5 * there.len() as u64)
    };
    assert_eq!(of(3, &[0, 1, 2]), 0);
    assert_eq!(of(3, &[0, 1]), 1);
    assert_eq!(of(8, &(0..7).collect::<Vec<_>>()), 2, "the highest of eight bits");
    assert_eq!(of(63, &(0..62).collect::<Vec<_>>()), 9);
    // Of 64 and more: how many are missing, then the numbers of those that are fewer.
    assert_eq!(of(64, &(0..63).collect::<Vec<_>>()), 1 + 1);
    assert_eq!(of(64, &[5]), 1 + 1);
    assert_eq!(of(64, &(0..32).collect::<Vec<_>>()), 1 + 32);
    assert_eq!(of(64, &(0..31).collect::<Vec<_>>()), 1 + 31);
    assert_eq!(of(200, &[150, 151]), 2 + 4);
}

#[test]
fn static_columns_are_in_the_file_where_any_partition_has_one() {
    let table = table(&[Int], &[], &[Int, Int], &[Int, Int]);
    let with = |has_statics: bool| {
        let sizes = Sizes::new(&table, has_statics, Format::Nb, Age::LOAD);
        let mut partition = sizes.partition(&[4], None).0;
        row(&sizes, &mut partition, &[], &[Some(4), None]);
        partition.bytes()
    };
    let bare = 18 + 1 + 1 + 1 + 1 + 1 + 5 + 1;
    assert_eq!(with(false), bare);
    // A static row is there though nothing is in it: flags 2, size, before, missing.
    assert_eq!(with(true), bare + 5);
}

#[test]
fn clustering_columns_have_a_number_for_each_32_in_which_the_empty_ones_are_marked() {
    let table = table(&[Int], &vec![Text; 33], &[], &[]);
    let sizes = sizes(&table, Format::Nb, 1);
    let bytes = |lengths: &[usize]| row(&sizes, &mut sizes.partition(&[4], None).0, lengths, &[]).bytes - 1 - 1 - 1 - 1;
    assert_eq!(bytes(&[3; 33]), 2 + 33 * 4);
    let mut lengths = [3; 33];
    lengths[3] = 0;
    assert_eq!(bytes(&lengths), 2 + 32 * 4, "bit 6 of the first number");
    (lengths[3], lengths[4]) = (3, 0);
    assert_eq!(bytes(&lengths), 3 + 32 * 4, "bit 8 of the first number");
}

#[test]
fn collections_are_cells_and_the_deletion_of_what_was_before() {
    let collection = |parts: &[&[u8]], count: i32| {
        let mut wire = count.to_be_bytes().to_vec();
        for part in parts {
            wire.extend((part.len() as i32).to_be_bytes());
            wire.extend(*part);
        }
        wire
    };
    let item = || Box::new(Int);
    let cell = |ty: CqlType, wire: &[u8]| {
        let table = table(&[Int], &[], &[], &[ty]);
        let sizes = sizes(&table, Format::Nb, 1);
        let row = sizes.row(&mut sizes.partition(&[4], None).0, &[], &mut || Cell::Set(wire));
        // Without flags, size, the size before and the timestamp.
        (row.bytes - 4, row.cells, row.elements)
    };
    let two = collection(&[&[0; 4], &[1; 4]], 2);
    assert_eq!(cell(CqlType::List { item: item(), frozen: false }, &two), (2 + 1 + 2 * (1 + 17 + 5), 2, 2));
    assert_eq!(cell(CqlType::Set { item: item(), frozen: false }, &two), (2 + 1 + 2 * (1 + 5), 2, 2));
    let map = collection(&[&[0; 4], &[1; 4]], 1);
    let of = |frozen| CqlType::Map { key: item(), value: item(), frozen };
    assert_eq!(cell(of(false), &map), (2 + 1 + 1 + 5 + 5, 1, 1));
    assert_eq!(cell(of(true), &map), (1 + 1 + 20, 1, 1), "frozen");
}

#[test]
fn counters_have_their_own_timestamps_and_no_row_has_one() {
    let table = table(&[Int], &[Bigint], &[], &[Counter]);
    let sizes = sizes(&table, Format::Nb, 5);
    let row = row(&sizes, &mut sizes.partition(&[4], None).0, &[8], &[Some(8)]);
    // Flags 1, clustering 9, size 1, before 1; cell: flags 1, timestamp 5, 36 bytes and their length.
    assert_eq!((row.bytes, row.timestamps), (1 + 9 + 1 + 1 + 1 + 5 + 37, 1));
}

#[test]
fn rows_that_end_say_when() {
    let mut table = table(&[Int], &[], &[Int], &[Int]);
    table.ttl = Some(86_400);
    let sizes = sizes(&table, Format::Nb, 1);
    let four = [0; 4];
    let (mut partition, statics) = sizes.partition(&[4], Some(&mut || Cell::Set(&four)));
    // Flags 2, size, before; the cell has its own timestamp, lifetime and end.
    assert_eq!(statics.bytes, 2 + 1 + 1 + 1 + 1 + 2 + 4);
    let bytes = row(&sizes, &mut partition, &[], &[Some(4)]).bytes;
    assert_eq!(bytes, 1 + 1 + 1 + 1 + 2 + 1 + 4);
}
