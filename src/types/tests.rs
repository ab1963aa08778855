use std::sync::Arc;

use super::parse::parse;
use super::{CqlType, UserType};
use crate::name::Name;

fn declared(name: &str) -> Option<Arc<UserType>> {
    ["geo", "Place", "int"].contains(&name).then(|| {
        let fields =
            vec![(Name::new("lat"), CqlType::Double), (Name::new("tags"), parse("list<text>", &|_| None).ok()?)];
        Some(Arc::new(UserType { name: Name::new(name), fields }))
    })?
}

#[test]
fn types_are_normalised_as_the_node_does_it() {
    let cases = [
        ("INT", "int"),
        (" varchar ", "text"),
        ("frozen<list<list<int>>>", "frozen<list<frozen<list<int>>>>"),
        ("frozen<frozen<set<text>>>", "frozen<set<text>>"),
        ("list<list<int>>", "list<list<int>>"),
        ("list<frozen<tuple<int,int>>>", "list<tuple<int, int>>"),
        ("tuple<int, geo>", "tuple<int, frozen<geo>>"),
        ("frozen<vector<float , 3>>", "vector<float, 3>"),
        ("vector<list<int>,2>", "vector<list<int>, 2>"),
        ("frozen<vector<list<int>,2>>", "vector<frozen<list<int>>, 2>"),
        ("Map < Text , frozen<GEO> >", "map<text, frozen<geo>>"),
        ("Place", "\"Place\""),
        ("frozen<\"Place\">", "frozen<\"Place\">"),
        ("\"int\"", "int"),
        ("timeuuid", "timeuuid"),
    ];
    for (text, canonical) in cases {
        assert_eq!(parse(text, &declared).map(|ty| ty.cql()).as_deref(), Ok(canonical), "{text}");
    }
}

#[test]
fn faults_name_the_place_and_the_way_out() {
    let deep = format!("{}int{}", "frozen<list<".repeat(20), ">>".repeat(20));
    let cases = [
        ("varchr", 0, "unknown type `varchr`; did you mean `varchar`?"),
        ("list<imt>", 5, "unknown type `imt`; did you mean `int`?"),
        ("Whatever", 0, "unknown type `Whatever`; use a CQL type, or declare a user-defined type of this name"),
        ("list<", 5, "a type is expected, but the text ends"),
        ("list<int", 0, "`list<` is not closed; end the parameters of `list` with `>`"),
        ("list<int;", 8, "`,` or `>` expected, not `;`; end the parameters of `list` with `>`"),
        ("map<text>", 0, "`map` takes 2 types, not 1; write `map<text, int>`"),
        ("set<int,int>", 0, "`set` takes 1 type, not 2; write `set<text>`"),
        ("list", 0, "`list` needs the type of what it holds; write `list<int>`"),
        ("vector<float>", 12, "`vector` takes a type and a length; write `vector<float, 3>`"),
        (
            "vector<float,0>",
            13,
            "`0` is not the length of a vector; write a whole number from 1 on: `vector<float, 3>`",
        ),
        (
            "vector<float,-1>",
            13,
            "`-1` is not the length of a vector; write a whole number from 1 on: `vector<float, 3>`",
        ),
        (
            "vector<float,2147483648>",
            13,
            "`2147483648` is not the length of a vector; write a whole number from 1 on: `vector<float, 3>`",
        ),
        (
            "frozen<int>",
            0,
            "`frozen` is only for collections, tuples and user-defined types, not for `int`; write `int`",
        ),
        ("int<text>", 3, "`int` takes no parameters; write `int`"),
        ("int int", 4, "`int` stands after the end of the type"),
        (
            "other.geo",
            5,
            "a column cannot use the type of another keyspace; declare the type in this model and use its bare name",
        ),
        ("\"Place", 0, "the quoted name is not closed; end it with `\"`"),
        ("'org.apache.Int32Type'", 0, "custom types by class name are not supported"),
        ("", 0, "a type is expected, but the text ends"),
        (&deep, 192, "the type nests deeper than 32 levels; flatten the type, or keep the value as JSON in a `text`"),
    ];
    for (text, at, message) in cases {
        let error = parse(text, &|name| declared(name).filter(|_| name == "geo")).expect_err(text);
        assert_eq!((error.at, error.to_string().as_str()), (at, message), "{text}");
    }
}

#[test]
fn depth_counts_the_levels_inside_a_udt_without_exponential_time() {
    let mut types: Vec<Arc<UserType>> = Vec::new();
    for level in 0..40 {
        let find = |name: &str| types.iter().find(|udt| udt.name.text() == name).cloned();
        let inner = if level == 0 { "int".to_owned() } else { format!("frozen<t{}>", level - 1) };
        let field = match parse(&inner, &find) {
            Ok(field) => field,
            Err(error) => {
                assert_eq!((level, error.at), (31, 7));
                return;
            }
        };
        let fields = ["a", "b", "c"].map(|name| (Name::new(name), field.clone())).to_vec();
        types.push(Arc::new(UserType { name: Name::new(&format!("t{level}")), fields }));
        let mut visited = 0;
        CqlType::Udt { udt: types[level].clone(), frozen: false }.walk(&mut |_| visited += 1);
        assert!(visited <= 1 + 3 * (level + 1), "{visited} visits at level {level}");
    }
    panic!("no depth was refused");
}
