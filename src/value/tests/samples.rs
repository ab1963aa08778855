use super::*;

#[test]
fn a_sample_is_a_value_of_its_type() {
    for name in
        TYPES.iter().chain(&["counter", "duration", "list<duration>", "vector<text, 3>", "tuple<int, frozen<geo>>"])
    {
        let ty = ty(name);
        let bytes = sample(&ty).unwrap_or_else(|| panic!("{name} has no sample"));
        let text = shown(&ty, &bytes);
        assert_eq!(wire(&ty, &text), bytes, "{name} {text}");
        assert!(!bytes.is_empty() && text != "0", "{name} {text}");
    }
    assert_eq!(sample(&ty("vector<float, 3>")), Some(1_f32.to_be_bytes().repeat(3)));
}

#[test]
fn a_type_that_only_long_values_have_gets_none() {
    assert!(sample(&ty("vector<float, 262144>")).is_some());
    assert_eq!(sample(&ty("vector<float, 262145>")), None);
    assert_eq!(sample(&ty("list<frozen<list<vector<text, 1000000000>>>>")), None);
    assert_eq!(sample(&ty("vector<vector<float, 60000>, 60000>")), None);
}

#[test]
fn types_that_hold_each_other_twice_end() {
    let mut udt = Arc::new(UserType { name: Name::new("u"), fields: vec![(Name::new("a"), CqlType::Int)] });
    for _ in 0..30 {
        let inner = CqlType::Udt { udt, frozen: true };
        let fields = vec![(Name::new("a"), inner.clone()), (Name::new("b"), inner)];
        udt = Arc::new(UserType { name: Name::new("u"), fields });
    }
    assert!(sample(&CqlType::Udt { udt, frozen: true }).is_some_and(|bytes| bytes.len() < 1000));
}
