//! What generated code computes is what a load computes: both are held to the vectors of `derived.csv`, and the fields of a
//! CSV that both read are read alike.

use std::fs;

use modeler::model::{self, Model, Origin};
use modeler::types::CqlType;
use modeler::value::{Reading, encode_text};
use scylla::cluster::metadata::{ColumnType, NativeType};
use scylla::serialize::value::SerializeValue;
use scylla::serialize::writers::CellWriter;
use scylla::value::CqlTimestamp;

use super::root;
use super::taxi_rides::types::{RiderName, Started};
use super::taxi_rides::{self as taxi, OutOfRange, RideCsv};

fn taxi_model() -> Model {
    let path = root().join("tests/cases/taxi_rides/queries.yaml");
    model::read("queries.yaml", &fs::read(path).unwrap()).unwrap().0
}

/// The bytes that the server would store.
fn wire(value: &impl SerializeValue, ty: NativeType) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize(&ColumnType::Native(ty), CellWriter::new_without_size(&mut bytes)).unwrap();
    bytes
}

/// What the generated function gives, as bytes.
fn generated(function: &str, input: &str) -> Result<Vec<u8>, OutOfRange> {
    let started = || Started(CqlTimestamp(input.parse().unwrap()));
    let rider = RiderName(input.to_owned());
    Ok(match function {
        "day_of" => wire(&taxi::day_of(started())?, NativeType::Date),
        "month_of" => taxi::month_of(started()).into_bytes(),
        "month_number_of" => wire(&taxi::month_number_of(started())?, NativeType::Int),
        "hour_of" => wire(&taxi::hour_of(started())?, NativeType::TinyInt),
        "hour_start_of" => wire(&taxi::hour_start_of(started())?, NativeType::Timestamp),
        "stretch_of" => wire(&taxi::stretch_of(input.parse().unwrap())?, NativeType::Int),
        "shard_of" => wire(&taxi::shard_of(&rider)?, NativeType::Int),
        "rider_key_of" => taxi::rider_key_of(&rider).into_bytes(),
        other => panic!("no function {other}"),
    })
}

#[test]
fn derived_columns_are_those_of_a_load() {
    let model = taxi_model();
    let mut reader = csv::Reader::from_path(root().join("tests/rows/derived.csv")).unwrap();
    let mut count = 0;
    for vector in reader.deserialize::<(String, String, String)>() {
        let (function, input, expected) = vector.unwrap();
        let column = model.columns.iter().find(|column| format!("{}_of", column.name) == function).unwrap();
        let Origin::Derived { from, function: derivation } = column.origin else { panic!("{function}") };
        let from = &model.columns[from].ty;
        let plain = |ty: &CqlType, text: &str| {
            let mut bytes = Vec::new();
            encode_text(ty, text, &Reading::default(), &mut bytes).map(|()| bytes).unwrap()
        };
        let mut loaded = Vec::new();
        let loaded = derivation.apply(from, &column.ty, &plain(from, &input), &mut loaded).map(|()| loaded).ok();
        let expected = (expected != "refused").then(|| plain(&column.ty, &expected));
        assert_eq!(loaded, expected, "a load: {function} of {input}");
        assert_eq!(generated(&function, &input).ok(), expected, "generated code: {function} of {input}");
        count += 1;
    }
    assert!(count > 30);
}

/// A ride that is read whatever `field` holds beside it.
fn ride(header: &str, text: &str) -> RideCsv {
    let fields = [("status", "done"), ("driver", "1"), ("rider", "Åsa"), ("started_at", "0"), ("distance", "1")];
    let id = ("id", "00000000-0000-4000-8000-000000000001");
    let all = ["price", "paid", "stops", "labels", "from_lat", "from_lon", "note"].map(|header| (header, ""));
    let record = fields
        .into_iter()
        .chain([id])
        .chain(all)
        .map(|(name, usual)| (name, if name == header { text } else { usual }));
    let (names, texts): (Vec<&str>, Vec<&str>) = record.unzip();
    csv::StringRecord::from(texts).deserialize(Some(&names.into())).unwrap()
}

/// What generated code reads in the field of this header, as bytes.
fn read(header: &str, text: &str) -> Option<Vec<u8>> {
    let ride = ride(header, text).record().ok()??;
    Some(match header {
        "started_at" => wire(&ride.started, NativeType::Timestamp),
        "distance" => wire(&ride.metres?, NativeType::Int),
        "price" => wire(&ride.fare?, NativeType::Decimal),
        "paid" => wire(&ride.paid?, NativeType::Boolean),
        "id" => wire(&ride.ride, NativeType::Uuid),
        "from_lat" => wire(&ride.pickup?.lat?, NativeType::Double),
        other => panic!("no field {other}"),
    })
}

#[test]
fn fields_are_read_as_a_load_reads_them() {
    let model = taxi_model();
    let reading = |column: &str| {
        let column = model.columns.iter().find(|of| of.name.text() == column).unwrap();
        match &column.origin {
            Origin::Csv { reading, .. } => (column.ty.clone(), reading.clone()),
            _ => (CqlType::Double, Reading::default()),
        }
    };
    let fields: [(&str, &str, &[&str]); 6] = [
        (
            "started_at",
            "started",
            &["0", "-1", "1.5", "1.54111E+3", "1.0001", "1e30", "x", "+7", "1.", ".5", "--1", "0.0000"],
        ),
        ("distance", "metres", &["0", "+5", "-0", "007", "2147483647", "2147483648", " 1", "1.0", "1_000", "٣"]),
        (
            "price",
            "fare",
            &["1.50", "-0.10", "1e2", "1E-3", ".5", "5.", "-", "e5", "00.10", "-128", "128", "255", "1 0", "1e310"],
        ),
        ("paid", "paid", &["ja", "nei", "TRUE", "false", "Ja", "yes", "1"]),
        ("id", "ride", &["00000000-0000-4000-8000-00000000000A", "00000000000040008000000000000001", "x"]),
        (
            "from_lat",
            "pickup",
            &["1", "-0.0", "NaN", "-nan", "inf", "-Infinity", "1e400", "1e-400", "0e-400", "1e", "0x1"],
        ),
    ];
    for (header, column, texts) in fields {
        let (ty, reading) = reading(column);
        for text in texts {
            let mut bytes = Vec::new();
            let loaded = encode_text(&ty, text, &reading, &mut bytes).map(|()| bytes).ok();
            // "-" means that there is no value.
            assert_eq!(read(header, text), loaded.filter(|_| *text != "-"), "{header}: {text}");
        }
    }
    let moments: [&str; 14] = [
        "2024-02-29T20:57:10.796Z",
        "2024-02-29 20:57Z",
        "2024-02-29",
        "2024-02-29Z",
        "2024-02-30T00:00Z",
        "1541106670796",
        "2024-02-29T20:57:10+05:30",
        "2024-02-29 20:57:10 -0100",
        "2024-02-29T20:57:10 UTC",
        "2024-02-29T24:00Z",
        "-1",
        "2024-02-29T20:57:10.7961Z",
        "2024-2-29T00:00Z",
        "2024-02-29T20:57:60Z",
    ];
    for text in moments {
        let row = [
            ("self", "1"),
            ("type", "a"),
            ("select", "1"),
            ("Größe", "1"),
            ("userId", ""),
            ("with space", ""),
            ("it's \"quoted\"", ""),
        ];
        let rest = [
            ("remaining_count", ""),
            ("params", "1"),
            ("row", "1"),
            ("queries", ""),
            ("at", text),
            ("fn", ""),
            ("a", ""),
            ("b", ""),
            ("1st", ""),
            ("Ok", "x"),
        ];
        let (names, texts): (Vec<&str>, Vec<&str>) = row.into_iter().chain(rest).unzip();
        let row: super::odd_names::RecordCsv = csv::StringRecord::from(texts).deserialize(Some(&names.into())).unwrap();
        let found = row.record().ok().flatten().and_then(|record| record.at).map(|at| wire(&at, NativeType::Timestamp));
        let mut bytes = Vec::new();
        let loaded = encode_text(&CqlType::Timestamp, text, &Reading::default(), &mut bytes).map(|()| bytes).ok();
        assert_eq!(found, loaded, "{text}");
    }
}
