use super::*;

fn tree(text: &str) -> Tree {
    read("m.yaml", text.as_bytes()).unwrap_or_else(|report| panic!("{}", report.to_text(false)))
}

/// The pieces of text that places show, each with line and column.
fn shown(tree: &Tree, place: Option<Place>) -> (&str, usize, usize) {
    let place = place.unwrap();
    (&tree.text[place.span], place.line, place.column)
}

#[test]
fn scalars_keep_their_raw_text() {
    let tree = tree("a: 1.50\nb: 007\nc: no\nd: 1e3\ne: 12:30\nf: 0x1F\ng: 1_000\nh: \"null\"\ni: ' x '\nj: .inf\n");
    let texts = ["1.50", "007", "no", "1e3", "12:30", "0x1F", "1_000", "null", " x ", ".inf"];
    for (key, text) in ('a'..).zip(texts) {
        assert_eq!(tree.root.get(&key.to_string()).and_then(Node::text), Some(text), "{key}");
    }
}

#[test]
fn absence_is_written_in_five_ways() {
    let tree = tree("a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: ''\n");
    for key in ["a", "b", "c", "d", "e"] {
        assert_eq!(tree.root.get(key).map(Node::kind), Some("nothing"), "{key}");
    }
    assert_eq!(tree.root.get("f").and_then(Node::text), Some(""));
}

#[test]
fn places_are_found_by_path() {
    let tree = tree("# é\nkey: [one, { ö: two }]\nnext:\n  - x: \"a b\"\n    y: |\n      c\n      d\n");
    let at = |path: &[Step<'_>]| shown(&tree, tree.at(path));
    assert_eq!(at(&["key".into(), 0.into()]), ("one", 2, 7));
    assert_eq!(at(&["key".into(), 1.into(), "ö".into()]), ("two", 2, 17));
    assert_eq!(at(&["key".into()]), ("[one, { ö: two }]", 2, 6));
    assert_eq!(at(&["next".into(), 0.into()]), ("x: \"a b\"", 4, 5));
    assert_eq!(at(&["next".into(), 0.into(), "x".into()]), ("\"a b\"", 4, 8));
    assert_eq!(at(&["next".into(), 0.into(), "y".into()]), ("c", 6, 7));
    // What does not exist is shown where it would be.
    assert_eq!(at(&["key".into(), 7.into(), "z".into()]), ("[one, { ö: two }]", 2, 6));
    let key = |path: &[Step<'_>]| shown(&tree, tree.key_at(path));
    assert_eq!(key(&["key".into(), 1.into(), "ö".into()]), ("ö", 2, 14));
    assert_eq!(key(&["next".into(), 0.into(), "z".into()]), ("next", 3, 1));
    assert_eq!(key(&["nothing".into()]), ("key: [one, { ö: two }]", 2, 1));
}

#[test]
fn places_are_narrowed_to_a_word_or_a_part() {
    let tree = tree("é: [userid = :user, \"a b\\n\"]\n");
    let path = ["é".into(), 0.into()];
    assert_eq!(shown(&tree, tree.word_at(&path, "user")), ("user", 1, 15));
    assert_eq!(shown(&tree, tree.word_at(&path, "use")), ("userid = :user", 1, 5));
    assert_eq!(shown(&tree, tree.part_at(&path, "userid = :user", 7..8)), ("=", 1, 12));
    // An escape makes the text another than what is written: the whole is shown.
    let path = ["é".into(), 1.into()];
    assert_eq!(shown(&tree, tree.part_at(&path, "a b\n", 2..3)), ("\"a b\\n\"", 1, 21));
}

#[test]
fn keys_are_found_in_small_and_in_large_mappings() {
    for count in [0, 1, 15, 16, 17, 18, 100] {
        let text = (0..count).map(|n| format!("k{n}: v{n}\n")).collect::<Vec<_>>().concat();
        let tree = tree(&format!("m: 0\n{text}"));
        for n in 0..count {
            assert_eq!(tree.root.get(&format!("k{n}")).and_then(Node::text), Some(format!("v{n}").as_str()));
        }
        assert!(tree.root.get(&format!("k{count}")).is_none());
        let again = format!("m: 0\n{text}m: 1\n");
        let report = read("m.yaml", again.as_bytes()).unwrap_err();
        assert_eq!(report.diagnostics[0].code, "Y04", "{count} keys between");
        assert_eq!(report.diagnostics[0].related[0].0.line, 1);
    }
}

#[test]
fn a_model_has_a_number_of_values() {
    for (most, good) in [(7, true), (6, false)] {
        let mut report = Report::default();
        build::build("m.yaml", "a: [b, c]\nd: e\n", most, &mut report);
        assert_eq!(report.errors() == 0, good, "{most}: {report:?}");
    }
}

#[test]
fn every_fault_of_form_is_told_at_once() {
    let text = "a: &x 1\nb: *x\nc: !t 2\na: 3\n~: 4\n<<: {}\nd: &unused 5\n";
    let report = read("m.yaml", text.as_bytes()).unwrap_err();
    let found: Vec<(&str, usize)> =
        report.diagnostics.iter().map(|d| (d.code, d.place.as_ref().unwrap().line)).collect();
    assert_eq!(found, [("Y06", 2), ("Y06", 3), ("Y04", 4), ("Y05", 5), ("Y06", 6), ("Y06", 7)]);
}
