//! What a catalog is rendered to, what a user's own templates may do to it, and how the files are written.

#[path = "render/catalogs.rs"]
mod catalogs;

// Rendered files that are kept compile as they stand. Nothing here runs them, which only a library would not be told.
#[allow(clippy::pedantic)]
#[path = "render/types/rows.rs"]
mod every_type;
#[allow(clippy::pedantic)]
#[path = "render/names/rows.rs"]
mod names;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use modeler::catalog::Catalog;
use modeler::diagnostic::{Diagnostic, Report};
use modeler::render::{Artifacts, Drift, Overrides, Rendered, builtin, render, script};

const MODEL: &str = "models/queries.yaml";

fn built_in(catalog: &Catalog) -> Rendered {
    render(catalog, MODEL, &Overrides::default()).unwrap_or_else(|report| panic!("{}", report.to_text(false)))
}

fn with(templates: &[(&str, &str)]) -> Result<Rendered, Report> {
    let templates = templates.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    render(&catalogs::songs(), MODEL, &Overrides::from_texts("templates", templates))
}

fn file<'a>(artifacts: &'a Artifacts, name: &str) -> &'a str {
    &artifacts.files[Path::new(name)]
}

/// The only finding, which must be at `place`: a file and a line.
fn finding(result: Result<Rendered, Report>, place: &str) -> Diagnostic {
    let report = result.expect_err("a fault");
    assert_eq!(report.diagnostics.len(), 1, "{}", report.to_text(false));
    let finding = report.diagnostics[0].clone();
    let found = finding.place.as_ref().map(|place| format!("{}:{}", place.file, place.line));
    assert_eq!(found.as_deref(), Some(place), "{}", report.to_text(false));
    finding
}

fn text_of(name: &str) -> &'static str {
    builtin().iter().find(|(builtin, _)| *builtin == name).expect("a built-in template").1
}

#[test]
fn artifacts_of_a_small_model() {
    for (path, text) in &built_in(&catalogs::songs()).artifacts.files {
        insta::assert_snapshot!(path.display().to_string(), text);
    }
}

/// The files under `tests/render/NAME` are what is rendered. `MODELER_ACCEPT=1 cargo test` writes them anew.
#[test]
fn artifacts_that_are_kept_and_compiled() {
    for (name, catalog) in [("types", catalogs::types()), ("names", catalogs::names())] {
        let artifacts = built_in(&catalog).artifacts;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/render").join(name);
        if std::env::var_os("MODELER_ACCEPT").is_some() {
            artifacts.write(&folder).expect("a folder of the repository");
        }
        let drift = artifacts.check(&folder).expect("a folder of the repository");
        let shown: Vec<&str> =
            drift.iter().map(|d| if let Drift::Changed { diff, .. } = d { diff } else { "" }).collect();
        assert!(drift.is_empty(), "{name}: {drift:?}\n{}", shown.concat());
    }
}

#[test]
fn artifacts_are_the_same_bytes_each_time_and_end_in_one_line_end() {
    for catalog in [catalogs::songs(), catalogs::types(), catalogs::names()] {
        let one = built_in(&catalog);
        let again = built_in(&catalog);
        assert_eq!((&one.artifacts, &one.script), (&again.artifacts, &again.script));
        assert_eq!(script(&catalog, &Overrides::default()).expect("built-in templates"), one.script);
        for (path, text) in &one.artifacts.files {
            let first = text.lines().next().unwrap_or_default();
            assert!(first.contains("Made by modeler from models/queries.yaml; do not edit"), "{path:?}: {first}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains('\r'), "{path:?}");
            let blanks = text.lines().filter(|line| line.ends_with(' ')).count();
            assert_eq!(blanks, 0, "{path:?} has lines that end in a blank");
        }
    }
}

#[test]
fn what_is_printed_is_what_is_run() {
    let catalog = catalogs::types();
    let Rendered { script, artifacts } = built_in(&catalog);
    let statements = [&script.types, &script.tables, &script.inserts, &script.selects];
    assert_eq!(statements.map(Vec::len), [2, 2, 2, 8]);
    assert!(script.static_inserts[0].is_some() && script.static_inserts[1].is_none());
    let (schema, queries) = (file(&artifacts, "schema.cql"), file(&artifacts, "queries.cql"));
    for text in std::iter::once(&script.keyspace).chain(&script.types).chain(&script.tables) {
        assert!(schema.contains(&format!("{text};\n")), "{text}");
    }
    let writes = script.inserts.iter().chain(script.static_inserts.iter().flatten());
    for text in writes.chain(&script.selects) {
        assert!(queries.contains(&format!("{text};\n")), "{text}");
        assert!(file(&artifacts, "rows.rs").contains(&format!("{text:?}")), "{text}");
    }
}

#[test]
fn names_and_questions_stay_in_their_places() {
    let Rendered { script, artifacts } = built_in(&catalogs::names());
    assert!(
        script.tables[0].starts_with("CREATE TABLE IF NOT EXISTS \"Select\".\"ev\"\"; DROP\" (\n"),
        "{}",
        script.tables[0]
    );
    assert!(script.selects[0].ends_with("AND \"select\" > :\"Lower bound\""), "{}", script.selects[0]);
    for line in file(&artifacts, "queries.cql").lines().filter(|line| line.contains("evil")) {
        assert!(line.starts_with("-- "), "{line}");
    }
    let rows = file(&artifacts, "rows.rs");
    assert!(!rows.contains('\u{202e}') && !rows.contains('\u{2028}'), "a character that reorders text is in the Rust");
    for line in rows.lines().filter(|line| line.contains("evil") || line.contains("let x = ;")) {
        assert!(line.trim_start().starts_with("/// "), "{line}");
    }
}

#[test]
fn a_template_of_the_users_shadows_adds_and_includes() {
    let python = "# {{ header }}\n{% for query in queries %}\n{% include \"_class.py\" %}\n{% endfor %}\n";
    let class = "class {{ query.name | line }}:\n    ASK = {{ query.question | json }}\n    {{ query.columns | map(attribute='cql') | join(', ') }}, {{ loop.index }}, {{ query.idempotent }}\n";
    let schema = "-- {{ header }}\n{{ keyspace.create }} /* mine */ ;\n{% for table in tables %}{{ table.create | line }}\n{% endfor %}";
    let rendered = with(&[("rows.py", python), ("_class.py", class)]).expect("templates without a fault");
    let python = file(&rendered.artifacts, "rows.py");
    assert!(python.contains("\nclass songs_by_session:\n    ASK = \"Which song was item N of session S?\"\n    artist, song_title, length, 1, true\n"), "{python}");
    assert_eq!(rendered.artifacts.files.len(), 4);
    assert_eq!(rendered.script, built_in(&catalogs::songs()).script);
    assert_eq!(finding(with(&[("schema.cql", schema)]), "templates/schema.cql:3").code, "T03");
}

/// A new artifact is one file: the tables as Python's dataclasses, by a template that a user would write.
#[test]
fn a_python_file_is_one_template() {
    let template = include_str!("render/rows.py");
    let rendered = with(&[("rows.py", template)]).expect("a template without a fault");
    assert_eq!(rendered.artifacts.files.len(), 4);
    insta::assert_snapshot!("rows.py", file(&rendered.artifacts, "rows.py"));
    // Where there is a Python, it reads the file.
    let script =
        "import sys; exec(compile(sys.stdin.read(), 'rows.py', 'exec')); print(UsersBySong('one', 7).first_name)";
    let mut command = Command::new("python3");
    command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut python) = command.spawn() else { return };
    let text = file(&rendered.artifacts, "rows.py");
    python.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("a reader");
    let output = python.wait_with_output().expect("an end");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "None\n");
}

#[test]
fn an_override_of_cql_may_change_layout_and_comments_only() {
    let select = text_of("_select.cql");
    let lower = format!("-- all in one line\n{}", select.replace("SELECT ", "select ").replace(" AND ", "\n  and "));
    let rendered = with(&[("_select.cql", &lower)]).expect("the same tokens");
    assert!(
        rendered.script.selects[0].starts_with("-- all in one line\nselect artist"),
        "{}",
        rendered.script.selects[0]
    );
    assert!(file(&rendered.artifacts, "queries.cql").contains(&rendered.script.selects[0]));

    let cases = [
        ("_select.cql", format!("{select} LIMIT 10"), "T03", "templates/_select.cql:14", "`LIMIT` instead of its end"),
        ("_select.cql", format!("{select}; DROP TABLE x"), "T03", "templates/_select.cql:14", "`;` instead of its end"),
        ("_select.cql", format!("{select} /* "), "T03", "templates/_select.cql:14", "`an unclosed comment"),
        (
            "_insert.cql",
            text_of("_insert.cql").replace("INSERT", "UPDATE"),
            "T03",
            "templates/_insert.cql:4",
            "`UPDATE` instead of `INSERT`",
        ),
        ("_table.cql", text_of("_table.cql").replace("((", "("), "T03", "templates/_table.cql:5", "instead of `(`"),
        ("_keyspace.cql", String::new(), "T03", "templates/_keyspace.cql:1", "its end instead of `CREATE`"),
        (
            "schema.cql",
            text_of("schema.cql").replace("{{ table.create }};", "{{ table.create }}; DROP TABLE {{ table.cql }};"),
            "T03",
            "templates/schema.cql:13",
            "`DROP` instead of",
        ),
        (
            "queries.cql",
            "-- {{ header }}\n".to_owned(),
            "T03",
            "templates/queries.cql:1",
            "its end instead of `INSERT`",
        ),
    ];
    for (name, text, code, place, word) in cases {
        let result = with(&[(name, &text)]);
        if name == "_keyspace.cql" {
            assert_eq!(result.expect_err("nothing is no statement").diagnostics[0].code, code);
            continue;
        }
        let finding = finding(result, place);
        assert_eq!(finding.code, code, "{finding:?}");
        assert!(finding.fact.contains(word), "{word}: {finding:?}");
    }
    let commented = with(&[("_insert.cql", &format!("{} -- end", text_of("_insert.cql").trim_end()))]);
    let report = commented.expect_err("a comment without a line end");
    assert!(report.diagnostics[0].fact.contains("ends in a comment"), "{}", report.to_text(false));
}

#[test]
fn a_text_without_an_escaping_filter_is_refused_with_its_line() {
    let cases = [
        ("\n\n{{ queries[0].question }}", "T02", 3, "the text `Which song was item N of session S?` is printed"),
        ("{{ keyspace.name }}", "T02", 1, "music_streaming"),
        ("{{ keyspace.name ~ 'x' }}", "T02", 1, "music_streamingx"),
        ("{{ keyspace.cql ~ queries[0].question }}", "T02", 1, "Which song"),
        ("{{ [keyspace.cql, keyspace.name] | join('-') }}", "T02", 1, "without an escaping filter"),
        ("{{ queries[0].question | upper }}", "T02", 1, "WHICH SONG"),
        ("{% set x %}{{ model }}{% endset %}{{ x }}", "T02", 1, "models/queries.yaml"),
        ("{% macro m(x) %}\n{{ x }}{% endmacro %}{{ m(model) }}", "T02", 2, "models/queries.yaml"),
        ("{{ none }}", "T02", 1, "a value of kind none is printed"),
        ("{{ keyspace }}", "T02", 1, "a value of kind map is printed"),
        ("{{ keyspace.name | safe }}", "T01", 1, "unknown filter"),
        ("{{ keyspace.name | e }}", "T01", 1, "unknown filter"),
        ("{{ keyspace.nme }}", "T01", 1, "keyspace.nme"),
        ("x\n{% if %}", "T01", 2, "syntax error"),
        ("{{ debug() }}", "T01", 1, "unknown function"),
        ("{% include 'query.cql' %}", "T04", 1, "query.cql"),
        ("{% include '../Cargo.toml' %}", "T04", 1, "Cargo.toml"),
        ("{% include '/etc/passwd' %}", "T04", 1, "passwd"),
        ("{% include 'own.txt' %}", "T01", 1, ""),
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "T06",
            1,
            "does not come to an end",
        ),
        (
            "{% set ns = namespace(x='xxxxxxxx') %}{% for i in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
            "T06",
            1,
            "does not come to an end",
        ),
    ];
    for (text, code, line, word) in cases {
        let finding = finding(with(&[("own.txt", text)]), &format!("templates/own.txt:{line}"));
        assert_eq!(finding.code, code, "{text}: {finding:?}");
        assert!(finding.fact.contains(word), "{text}: {finding:?}");
    }
    let printed = "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(keyspace.cql) }} {{ 1 }} {{ true }} {{ [keyspace.cql, tables[0].cql] | join('.') }}";
    let rendered = with(&[("own.txt", printed)]).expect("finished words");
    assert_eq!(file(&rendered.artifacts, "own.txt"), "music_streaming 1 true music_streaming.songs_by_session\n");
}

#[test]
fn all_faults_are_found_at_once() {
    let report = with(&[
        ("a.txt", "{{ model }}"),
        ("_insert.cql", "{{ keyspace.name }}"),
        ("b.txt", "{% x %}"),
        ("c.txt", "{{ nope }}"),
    ]);
    let report = report.expect_err("four faults");
    let found: Vec<String> = report
        .diagnostics
        .iter()
        .map(|d| format!("{} {}", d.code, d.place.as_ref().map_or("", |place| place.file.as_str())))
        .collect();
    assert_eq!(
        found,
        ["T01 templates/b.txt", "T02 templates/_insert.cql", "T02 templates/a.txt", "T01 templates/c.txt"]
    );
    insta::assert_snapshot!("faults", report.to_text(false));
}

#[test]
fn chains_of_operators_do_not_exhaust_the_stack() {
    // Joining texts is paid for by the byte, and a long chain of it takes long to fail: a short one is deep enough.
    let room = |link: &str| if link == "~1" { 8 * 1024 } else { 64 * 1024 - 16 };
    for (start, link, end) in [
        ("{{ 1", "+1", " }}"),
        ("{{ ", "-", "1 }}"),
        ("{{ 1", "~1", " }}"),
        ("{{ x", ".b", " }}"),
        ("{{ ", "not ", "1 }}"),
        ("{{ 1", "|abs", " }}"),
        ("{{ ", "(", ""),
    ] {
        let text = format!("{start}{}{end}", link.repeat((room(link) - start.len() - end.len()) / link.len()));
        let _ = with(&[("own.txt", &text)]);
    }
    let elifs = format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}".repeat(5000));
    assert!(with(&[("own.txt", &elifs)]).is_ok());
}

#[test]
fn a_folder_of_templates_holds_regular_files_only() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    let write = |name: &str, text: &[u8]| fs::write(at(name), text).expect("a writable folder");
    let codes = || match Overrides::read(folder.path()) {
        Ok(overrides) => (overrides.templates().map(|(name, _)| name.to_owned()).collect::<Vec<_>>(), Vec::new()),
        Err(report) => (Vec::new(), report.diagnostics.iter().map(|d| format!("{} {}", d.code, d.fact)).collect()),
    };
    assert!(Overrides::read(&at("none")).expect("no folder, no templates").is_empty());
    write("rows.py", b"{{ header }}");
    write("README.md", b"{{");
    write(".rows.py.swp", b"{{");
    write("rows.py~", b"{{");
    write("schema.cql", text_of("schema.cql").as_bytes());
    write("_mine.py", b"x");
    assert_eq!(
        codes(),
        (vec!["_mine.py".to_owned(), "rows.py".to_owned()], vec![]),
        "the built-in's own text is no override"
    );

    write("_selct.cql", b"SELECT");
    write("bytes.txt", b"a\xff");
    write("long.txt", &vec![b'x'; 64 * 1024 + 1]);
    fs::create_dir(at("folder")).expect("a writable folder");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/dev/zero", at("zero.txt")).expect("a writable folder");
        std::os::unix::fs::symlink(at("rows.py"), at("link.txt")).expect("a writable folder");
    }
    let (_, found) = codes();
    assert_eq!(
        found,
        [
            "T05 the template is not UTF-8: byte 1",
            "T05 this is not a regular file, and only such are templates",
            "T05 the template is a symbolic link; only regular files are read",
            "T05 the template is longer than 64 KiB",
            "T05 the template is a symbolic link; only regular files are read",
            "T04 no template uses the partial `_selct.cql`, and no built-in one has its name",
        ]
    );
    let report = Overrides::read(folder.path()).expect_err("faults");
    assert_eq!(report.diagnostics[5].help.as_deref(), Some("did you mean `_select.cql`?"));

    for n in 0..201 {
        write(&format!("n{n}.txt"), b"");
    }
    assert!(codes().1[0].contains("at most 200 are read"));
}

#[test]
fn writing_changes_what_differs_and_removes_what_is_stale() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("deep/generated");
    let read = |name: &str| fs::read_to_string(dir.join(name)).expect("a file");
    let names = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    let artifacts = built_in(&catalogs::songs()).artifacts;
    let all = ["queries.cql", "rows.rs", "schema.cql"];

    let missing: Vec<Drift> = all.iter().map(|name| Drift::Missing { path: name.into() }).collect();
    assert_eq!(artifacts.check(&dir).expect("no folder"), missing);
    assert_eq!(names(&artifacts.write(&dir).expect("a writable folder")), all);
    assert_eq!(artifacts.check(&dir).expect("a folder"), []);
    assert_eq!(artifacts.write(&dir).expect("a writable folder"), Vec::<PathBuf>::new());

    fs::write(dir.join("schema.cql"), read("schema.cql").replace("length decimal", "length float"))
        .expect("a writable folder");
    fs::write(dir.join("old.py"), "# Made by modeler from models/queries.yaml; do not edit: x\n")
        .expect("a writable folder");
    fs::write(dir.join("own.py"), "# mine\n# Made by modeler from x; do not edit\n").expect("a writable folder");
    let drift = artifacts.check(&dir).expect("a folder");
    assert_eq!(drift.iter().map(|d| d.path().display().to_string()).collect::<Vec<_>>(), ["old.py", "schema.cql"]);
    assert_eq!(drift[0], Drift::Stale { path: "old.py".into() });
    let Drift::Changed { diff, .. } = &drift[1] else { panic!("{drift:?}") };
    assert!(diff.contains("-    length float,\n+    length decimal,\n"), "{diff}");

    let only = artifacts.only(&["rows.rs".to_owned()]).expect("an artifact");
    assert_eq!(only.check(&dir).expect("a folder"), [], "a part of the artifacts makes no other file stale");
    let faults = artifacts.only(&["row.rs".to_owned()]).expect_err("no artifact");
    assert_eq!(faults[0].help.as_deref(), Some("did you mean `rows.rs`?"));

    assert_eq!(names(&artifacts.write(&dir).expect("a writable folder")), ["schema.cql", "old.py"]);
    assert_eq!(artifacts.check(&dir).expect("a folder"), []);
    assert_eq!(names(&entries(&dir)), ["own.py", "queries.cql", "rows.rs", "schema.cql"]);
}

#[test]
fn writing_is_all_or_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().to_owned();
    let artifacts = built_in(&catalogs::songs()).artifacts;
    fs::write(dir.join("queries.cql"), "old").expect("a writable folder");
    fs::create_dir(dir.join("schema.cql")).expect("a writable folder");
    let error = artifacts.write(&dir).expect_err("a folder in the place of a file");
    assert!(error.to_string().contains("a folder stands in its place"), "{error}");
    assert_eq!(fs::read_to_string(dir.join("queries.cql")).expect("a file"), "old");
    assert_eq!(entries(&dir), [PathBuf::from("queries.cql"), PathBuf::from("schema.cql")]);
    fs::remove_dir(dir.join("schema.cql")).expect("a writable folder");

    #[cfg(unix)]
    {
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, "theirs").expect("a writable folder");
        std::os::unix::fs::symlink(&elsewhere, dir.join("schema.cql")).expect("a writable folder");
        let error = artifacts.write(&dir).expect_err("a link in the place of a file");
        assert!(error.to_string().contains("it is a symbolic link"), "{error}");
        assert_eq!(fs::read_to_string(&elsewhere).expect("a file"), "theirs");
        assert_eq!(fs::read_to_string(dir.join("queries.cql")).expect("a file"), "old");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&dir, &link).expect("a writable folder");
        assert!(artifacts.write(&link).is_err() && artifacts.check(&link).is_err());
    }
}

/// A move that fails half-way, here because of a path that no file can have, takes back those before it.
#[test]
fn a_failed_move_takes_back_those_before_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path();
    let mut artifacts = built_in(&catalogs::songs()).artifacts;
    fs::write(dir.join("queries.cql"), "old").expect("a writable folder");
    artifacts.files.insert(PathBuf::from(format!("z/{}", "x".repeat(300))), String::new());
    let error = artifacts.write(dir).expect_err("a name that is too long");
    assert!(error.to_string().starts_with("cannot write"), "{error}");
    assert_eq!(fs::read_to_string(dir.join("queries.cql")).expect("a file"), "old");
    assert_eq!(entries(dir), [PathBuf::from("queries.cql")]);
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").file_name().into()).collect();
    names.sort();
    names
}
