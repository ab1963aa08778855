//! The mistakes that generated code does not let through, a file each under `tests/compile_fail` with what the compiler
//! says of it. `TRYBUILD=overwrite cargo test --test compile_fail` records that anew.

#[test]
fn mistakes_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
