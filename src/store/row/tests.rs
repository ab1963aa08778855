//! Keys and values apart from any store.

use super::*;
use crate::name::Name;
use crate::rules::shape::Column;

fn layout(partition: &[CqlType], clustering: &[(CqlType, Order)]) -> Layout {
    let column = |ty: &CqlType| Column { name: Name::new("c"), ty: ty.clone() };
    Layout::of(&Table {
        name: Name::new("t"),
        partition_key: partition.iter().map(column).collect(),
        clustering_key: clustering.iter().map(|(ty, order)| (column(ty), *order)).collect(),
        statics: Vec::new(),
        regulars: vec![column(&CqlType::Int), column(&CqlType::Text), column(&CqlType::Text)],
        options: Vec::new(),
        indexes: Vec::new(),
        ttl: None,
    })
}

fn key(layout: &Layout, partition: &[&[u8]], clustering: &[&[u8]]) -> Vec<u8> {
    let mut key = Vec::new();
    layout.write_partition(|i| partition[i], &mut Vec::new(), &mut key);
    Layout::write_row(&mut key);
    clustering.iter().enumerate().for_each(|(i, value)| layout.write_clustering(i, value, &mut key));
    key
}

#[test]
fn a_key_gives_back_what_went_in() {
    use CqlType::{Decimal, Int, Text};
    let layout =
        layout(&[Text, Int], &[(Text, Order::Desc), (Int, Order::Asc), (Decimal, Order::Desc), (Int, Order::Asc)]);
    let (one, two) = (1_i32.to_be_bytes(), (-2_i32).to_be_bytes());
    let key = key(&layout, &[b"", &one], &[b"a\0b", &two, &[0, 0, 0, 1, 10], &one]);
    assert_eq!(layout.partition_cell(&key, 0), b"");
    assert_eq!(partition_of(&key), [&[0, 0, 0, 0, 4][..], &one, &[0]].concat());
    assert_eq!(token_of(&key), crate::value::token(partition_of(&key)));
    assert_eq!(layout.partition_cell(&key, 1), one);
    assert!(!is_static(&key));
    // A decimal is kept in the value, and so is what stands behind it.
    assert_eq!((layout.in_key, layout.kept(), layout.cells(false)), (2, 2, 5));
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    layout.read_clustering(&key, &mut bytes, &mut ends);
    assert_eq!((bytes, ends), ([&b"a\0b"[..], &two].concat(), vec![3, 7]));
}

#[test]
fn statics_stand_before_rows_and_tokens_order_signed() {
    let layout = layout(&[CqlType::Int], &[(CqlType::Text, Order::Asc)]);
    let mut keys: Vec<(i64, Vec<u8>)> = (0..100_i32)
        .map(|p| {
            let key = key(&layout, &[&p.to_be_bytes()], &[b""]);
            (token_of(&key), key)
        })
        .collect();
    keys.sort_by(|a, b| a.1.cmp(&b.1));
    assert!(keys.is_sorted_by_key(|(token, _)| *token));
    assert!(keys[0].0 < 0 && keys[99].0 > 0);
    let row = &keys[0].1;
    let mut fixed = partition_prefix(row).to_vec();
    Layout::write_static(&mut fixed);
    assert!(is_static(&fixed) && fixed < *row);
}

fn value(cells: &[Cell<'_>]) -> Vec<u8> {
    let mut value = Vec::new();
    begin(&mut value);
    for cell in cells {
        write_cell(*cell, &mut value);
    }
    value
}

/// The cells of a value with their timestamps; an unset cell has none.
fn cells(value: &[u8], layer: i64, count: usize) -> Vec<Option<(Option<Vec<u8>>, i64)>> {
    let mut cells = Cells::new(value, layer);
    let cell = |(cell, at): (Cell<'_>, i64)| (cell != Cell::Unset).then(|| (cell.bytes().map(<[u8]>::to_vec), at));
    (0..count).map(|_| cell(cells.step())).collect()
}

fn plain(cells: usize) -> Extent {
    Extent { cells, counters: 0 }
}

#[test]
fn counters_are_added_up_and_a_kept_clustering_column_is_not() {
    use Cell::{Null, Set, Unset};
    let number = |n: i64| n.to_be_bytes();
    let (two, five, most) = (number(2), number(5), number(i64::MAX));
    let older = value(&[Set(b"1.0"), Set(&two), Unset, Set(&most), Set(&two)]);
    let newer = value(&[Set(b"1.00"), Set(&five), Set(&five), Set(&two), Null]);
    let sum = [Some(b"1.00".to_vec()), Some(number(7).into()), Some(five.into()), Some(number(i64::MIN + 1).into())];
    for (new, old, layer) in [(0, 0, 0), (20, 10, 20), (20, 10, 30)] {
        let mut out = Vec::new();
        merge((&newer, new), (&older, old), Extent { cells: 5, counters: 4 }, layer, &mut out);
        let merged: Vec<_> = cells(&out, layer, 5).into_iter().map(|cell| cell.and_then(|(bytes, _)| bytes)).collect();
        assert_eq!(merged, [&sum[..], &[Some(two.into())]].concat(), "null adds nothing");
        assert_eq!(written_at(&out, layer), new);
    }
}

#[test]
fn every_cell_keeps_the_time_of_its_own_writing_through_merges() {
    use Cell::{Null, Set, Unset};
    let long = vec![7; 300];
    let first = value(&[Set(b"a"), Set(b"b"), Unset, Null, Set(&long)]);
    let second = value(&[Set(b"A"), Unset, Unset, Unset, Unset]);
    let third = value(&[Unset, Null, Set(b""), Unset, Unset]);
    let merged = |newer: (&[u8], i64), older: (&[u8], i64), layer: i64| {
        let mut out = Vec::new();
        merge(newer, older, plain(5), layer, &mut out);
        out
    };
    let set = |bytes: &[u8], at: i64| Some((Some(bytes.to_vec()), at));
    let expected = vec![set(b"A", 20), Some((None, 30)), set(b"", 30), Some((None, 10)), set(&long, 10)];
    // Whichever two come together first, and whatever layer the result lies in.
    for layer in [30, 31, i64::MAX, i64::MIN] {
        let two = merged((&second, 20), (&first, 10), 20);
        assert_eq!(cells(&merged((&third, 30), (&two, 20), layer), layer, 5), expected);
        let two = merged((&third, 30), (&second, 20), 40);
        assert_eq!(cells(&merged((&two, 40), (&first, 10), layer), layer, 5), expected);
        // A layer alone, told to be another's.
        let moved = merged((&merged((&third, 30), (&two, 40), 30), 30), (&[], 0), layer);
        assert_eq!(cells(&moved, layer, 5)[0], set(b"A", 20));
    }
    assert_eq!(cells(&first, 10, 7)[5..], [None, None], "cells beyond the end are unset");
}

#[test]
fn of_two_cells_the_later_written_wins_and_at_the_same_time_the_newer_row() {
    let (a, b) = (value(&[Cell::Set(b"a")]), value(&[Cell::Set(b"b")]));
    for (newer, older, wins) in [(2, 1, b"a"), (1, 2, b"b"), (1, 1, b"a")] {
        let mut out = Vec::new();
        merge((&a, newer), (&b, older), plain(1), 2, &mut out);
        assert_eq!(cells(&out, 2, 1)[0].as_ref().and_then(|cell| cell.0.as_deref()), Some(&wins[..]));
    }
}

#[test]
fn differences_are_what_the_newer_says_otherwise() {
    use Cell::{Null, Set, Unset};
    let cases: [(&[Cell<'_>], &[Cell<'_>], &[usize]); 4] = [
        (&[Set(b"a"), Set(b"")], &[Set(b"a"), Set(b"")], &[]),
        (&[Unset, Unset], &[Set(b"a"), Null], &[]),
        (&[Set(b"a"), Null], &[Unset, Set(b"b")], &[0, 1]),
        (&[Null, Set(b"b")], &[Unset, Set(b"a")], &[1]),
    ];
    for (newer, older, expected) in cases {
        assert_eq!(differences(&value(newer), &value(older), 2), expected);
    }
}

/// Nothing that a damaged file could hold makes reading panic.
#[test]
fn any_bytes_are_read() {
    let layout = layout(&[CqlType::Text, CqlType::Int], &[(CqlType::Int, Order::Desc), (CqlType::Text, Order::Asc)]);
    let good = key(&layout, &[b"p", &[0; 4]], &[&[1; 4], b"text"]);
    let kept = value(&[Cell::Set(b"x"), Cell::Null, Cell::Set(&[9; 200])]);
    for length in 0..good.len().max(kept.len()) {
        for byte in [0, 1, 0x7f, 0x80, 0xff] {
            let (mut key, mut value) =
                (good[..length.min(good.len())].to_vec(), kept[..length.min(kept.len())].to_vec());
            key.push(byte);
            value.push(byte);
            let (mut bytes, mut ends) = (Vec::new(), Vec::new());
            layout.read_clustering(&key, &mut bytes, &mut ends);
            assert_eq!(ends.len(), 2);
            let _ = (token_of(&key), is_static(&key), partition_of(&key), clustering_at(&key));
            let _ = (layout.partition_cell(&key, 0), layout.partition_cell(&key, 1));
            let mut out = Vec::new();
            merge((&value, 1), (&kept, 2), plain(3), 3, &mut out);
            merge((&kept, 1), (&value, 2), plain(3), 3, &mut out);
            cells(&out, 3, 3);
        }
    }
}
