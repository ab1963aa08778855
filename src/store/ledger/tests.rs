use super::*;

fn plan() -> Plan {
    let marked = |name: &str, mark: &str| Marked { name: name.to_owned(), mark: mark.to_owned() };
    Plan {
        version: VERSION,
        store: "cassandra://h/ks".to_owned(),
        timestamp: 1_700_000_000_000_000,
        sources: vec![marked("events", "1")],
        inputs: vec![marked("a.csv", "9-cbf43926"), marked("b.csv", "0-00000000")],
        tables: vec![marked("songs", "2"), marked("plays", "3")],
        made: vec!["i".to_owned(), "j".to_owned()],
        nodes: BTreeMap::from([("n".to_owned(), 7)]),
    }
}

fn place(table: usize) -> Place {
    Place { table, part: 0, of: 1 }
}

fn told(key: &[u8]) -> Told {
    Told { table: 1, key: key.to_vec(), value: vec![0, 255], class: "invalid".into(), reason: "no `x`".into() }
}

#[test]
fn what_was_noted_is_kept() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("loads/ks.ledger");
    let mut ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.kept(), None);
    ledger.begin(plan()).unwrap();
    let reached = |rows| Note::Reached { at: place(0), rows, written: rows - 1, key: 5 };
    ledger.note(&[reached(10), Note::Reserved { at: place(1), rows: 1000 }], true).unwrap();
    ledger.note(&[Note::Refused(told(b"k")), Note::Refused(told(b"k")), Note::Unknown(told(b"u"))], false).unwrap();
    ledger.note(&[reached(30), Note::Beyond { at: place(1), settled: vec![(4, 9, 5)] }], false).unwrap();
    drop(ledger);

    let ledger = Ledger::open(&path).unwrap();
    let kept = ledger.kept().unwrap();
    assert_eq!(kept.plan, plan());
    assert_eq!(kept.parts[&place(0)], Reached { rows: 30, written: 29, key: 5, ..Reached::default() });
    let beyond = Some(vec![(4, 9, 5)]);
    assert_eq!(kept.parts[&place(1)], Reached { reserved: 1000, beyond, ..Reached::default() });
    assert_eq!((&kept.refused, &kept.unknown), (&vec![told(b"k")], &vec![told(b"u")]));
    ledger.remove().unwrap();
    assert!(!path.exists());
}

#[test]
fn a_torn_end_is_forgotten_wherever_it_was_torn() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("ks.ledger");
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.begin(plan()).unwrap();
    let first = std::fs::metadata(&path).unwrap().len();
    let reached = |rows| Note::Reached { at: place(0), rows, written: rows, key: 0 };
    ledger.note(&[reached(10)], false).unwrap();
    let second = std::fs::metadata(&path).unwrap().len();
    ledger.note(&[reached(20)], false).unwrap();
    drop(ledger);
    let whole = std::fs::read(&path).unwrap();
    for length in 0..=whole.len() {
        std::fs::write(&path, &whole[..length]).unwrap();
        let length = length as u64;
        let rows = match length {
            _ if length < first => None,
            _ if length < second => Some(0),
            _ if length < whole.len() as u64 => Some(10),
            _ => Some(20),
        };
        let mut ledger = Ledger::open(&path).unwrap();
        let kept = ledger.kept().map(|kept| kept.parts.get(&place(0)).map_or(0, |part| part.rows));
        assert_eq!(kept, rows, "{length} bytes");
        if rows.is_some() {
            // What follows stands behind the last whole line.
            ledger.note(&[reached(40)], false).unwrap();
            drop(ledger);
            assert_eq!(Ledger::open(&path).unwrap().kept().unwrap().parts[&place(0)].rows, 40);
        }
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let ledger = Ledger::open(&path).unwrap();
        let rows = ledger.kept().map_or(0, |kept| kept.parts.get(&place(0)).map_or(0, |part| part.rows));
        assert!(rows < 20, "a changed byte {at} is seen");
    }
}

#[test]
fn one_load_at_a_time_has_it() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("ks.ledger");
    let first = Ledger::open(&path).unwrap();
    let second = Ledger::open(&path).unwrap_err();
    assert!(second.refused && second.message.starts_with("another load into this keyspace"), "{second}");
    drop(first);
    assert!(!path.exists(), "nothing stands in it");
    Ledger::open(&path).unwrap();
}

#[test]
fn every_difference_is_told() {
    let begun = plan();
    assert_eq!(difference(&begun, &Plan { timestamp: 1, nodes: BTreeMap::new(), ..plan() }), Vec::<String>::new());
    let mut now = plan();
    now.store = "cassandra://other/ks".into();
    now.sources[0].mark = "9".into();
    now.inputs[0].mark = "9-00000000".into();
    now.inputs[1].name = "c.csv".into();
    now.tables[1].mark = "9".into();
    now.made[0] = "k".into();
    assert_eq!(
        difference(&begun, &now),
        [
            "it was into `cassandra://h/ks`",
            "source `events` is not read as it was",
            "file `a.csv` does not hold what it held",
            "file `b.csv` is not there any more",
            "file `c.csv` is new",
            "table `plays` is not what it was in the model",
            "table `songs` was made anew since, or altered",
        ]
    );
    let mut now = plan();
    now.inputs.reverse();
    assert_eq!(difference(&begun, &now), ["the files come in another order"]);
    now = plan();
    now.version = 0;
    assert_eq!(difference(&now, &plan()), ["it was written by another version of modeler"]);
}
