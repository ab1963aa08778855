//! What weighs more than what, as data.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use clap::Parser;
use modeler::model;
use modeler::project::Project;

use super::{Said, Target};
use crate::cli::{Cli, Exit, Fault};

const MODEL: &str = "\
modeler: 1
keyspace: music
environments:
  prod:
    store: cassandra://m1/km
    user: um
    datacenter: dm
    consistency: TWO
    connect_timeout: 7
    request_timeout: 70ms
    page_size: 70
    tls: { ca: Cargo.toml, certificate: Cargo.toml, key: Cargo.toml, verify_host: false, server_name: sm }
  laptop: { store: embedded:lap }
  plain: { store: cassandra://um@m2, tls: true, keyspace: kp }
  bare: { datacenter: db }
columns: { a: int }
queries: { q: { partition_key: [a] } }
";

/// What comes of options and variables, both in one text: words with `=` before any `-` are variables.
fn target(said: &str) -> Result<Target, Fault> {
    let (model, _) = model::read("m.yaml", MODEL.as_bytes()).unwrap_or_else(|r| panic!("{}", r.to_text(false)));
    let is_variable = |word: &&str| word.starts_with("MODELER_");
    let variables: HashMap<&str, &str> =
        said.split(' ').filter(is_variable).map(|word| word.split_once('=').unwrap()).collect();
    let options = said.split(' ').filter(|word| !word.is_empty() && !is_variable(word));
    let cli = Cli::try_parse_from(["modeler", "check"].into_iter().chain(options)).unwrap();
    let project = Project::of(Path::new("models/m.yaml"), Some(Path::new(env!("CARGO_MANIFEST_DIR"))));
    Said::new(&cli.global, &project, Some(&model), &|name| variables.get(name).map(Into::into))?.target()
}

/// The target in short: what differs from a bare connection to the address.
fn short(target: &Target) -> String {
    let Target::Cassandra(at) = target else {
        let Target::Embedded(dir) = target else { unreachable!() };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        return format!("embedded {}", dir.strip_prefix(root).unwrap_or(dir).display());
    };
    let mut out = at.shown();
    let name = |path: &std::path::PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    if let Some(tls) = &at.tls {
        let files = [&tls.ca, &tls.certificate, &tls.key].into_iter().flatten().map(name);
        let checks = if tls.verify_host { "checked" } else { "unchecked" };
        let parts: Vec<String> = files.chain([checks.to_owned()]).chain(tls.server_name.clone()).collect();
        write!(out, " tls({})", parts.join(" ")).unwrap();
    }
    out += &at.datacenter.as_ref().map(|name| format!(" dc={name}")).unwrap_or_default();
    out += &at.consistency.as_ref().map(|level| format!(" cl={level}")).unwrap_or_default();
    write!(out, " {}/{}", at.connect_timeout.as_millis(), at.request_timeout.as_millis()).unwrap();
    out += &at.page_size.map(|rows| format!(" rows={rows}")).unwrap_or_default();
    out + &at.password.as_ref().map(|secret| format!(" pw={}", secret.reveal())).unwrap_or_default()
}

#[test]
fn an_option_weighs_more_than_a_variable_and_that_more_than_the_model() {
    let prod = "tls(Cargo.toml Cargo.toml Cargo.toml unchecked sm) dc=dm cl=TWO 7000/70 rows=70";
    let cases = [
        ("", "embedded .modeler"),
        ("--store embedded:x", "embedded x"),
        ("MODELER_STORE=embedded:y", "embedded y"),
        ("MODELER_STORE=", "embedded .modeler"),
        ("MODELER_STORE=embedded:y --store embedded", "embedded .modeler"),
        ("--env laptop", "embedded lap"),
        ("MODELER_ENV=laptop", "embedded lap"),
        ("MODELER_ENV=laptop MODELER_USER=u MODELER_TLS=maybe MODELER_PAGE_SIZE=no", "embedded lap"),
        ("MODELER_ENV=nosuch --env laptop", "embedded lap"),
        ("--env bare", "embedded .modeler"),
        ("--env prod --store embedded", "embedded .modeler"),
        ("--store cassandra://h", "cassandra://h 5000/12000"),
        ("MODELER_STORE=scylla://v --env prod", &format!("cassandra://um@v {prod}")),
        ("--store cassandra://h --env bare", "cassandra://h dc=db 5000/12000"),
        ("--store cassandra://h/k --env plain", "cassandra://h/k tls(checked) 5000/12000"),
        ("--store cassandra://h --env plain", "cassandra://h/kp tls(checked) 5000/12000"),
        ("--env prod", &format!("cassandra://um@m1/km {prod}")),
        ("--env prod MODELER_USER=uv", &format!("cassandra://uv@m1/km {prod}")),
        ("--env prod MODELER_USER=uv --user uo", &format!("cassandra://uo@m1/km {prod}")),
        ("--env plain MODELER_USER=uv MODELER_TLS=0", "cassandra://uv@m2/kp 5000/12000"),
        ("--store cassandra://ua@h MODELER_USER=uv", "cassandra://ua@h 5000/12000"),
        ("--store cassandra://ua@h --user uo", "cassandra://uo@h 5000/12000"),
        ("MODELER_STORE=cassandra://ua@h MODELER_USER=uv", "cassandra://uv@h 5000/12000"),
        (
            "--env prod --tls-server-name so --tls-ca README.md MODELER_TLS_NO_HOST_CHECK=false MODELER_DATACENTER=dv",
            "cassandra://um@m1/km tls(README.md Cargo.toml Cargo.toml checked so) dc=dv cl=TWO 7000/70 rows=70",
        ),
        (
            "--env prod MODELER_CONSISTENCY=one MODELER_CONNECT_TIMEOUT=1 MODELER_REQUEST_TIMEOUT=2 MODELER_PAGE_SIZE=3",
            "cassandra://um@m1/km tls(Cargo.toml Cargo.toml Cargo.toml unchecked sm) dc=dm cl=ONE 1000/2000 rows=3",
        ),
        (
            "--env prod --consistency all --connect-timeout 9ms --request-timeout 8s --page-size 6 --datacenter do \
             MODELER_CONSISTENCY=? MODELER_CONNECT_TIMEOUT=? MODELER_REQUEST_TIMEOUT=? MODELER_PAGE_SIZE=? MODELER_TLS=0",
            "cassandra://um@m1/km dc=do cl=ALL 9/8000 rows=6",
        ),
        ("--store cassandra://h --tls", "cassandra://h tls(checked) 5000/12000"),
        ("--store cassandra://h --tls MODELER_TLS=0", "cassandra://h tls(checked) 5000/12000"),
        ("--store cassandra://h --tls-no-host-check", "cassandra://h tls(unchecked) 5000/12000"),
        ("--store cassandra://h MODELER_TLS_CA=LICENSE-MIT", "cassandra://h tls(LICENSE-MIT checked) 5000/12000"),
        ("--store cassandra://h MODELER_PASSWORD=hunter2", "cassandra://h 5000/12000"),
        ("--store cassandra://u@h MODELER_PASSWORD=hunter2", "cassandra://u@h 5000/12000 pw=hunter2"),
        (
            "--store cassandra://u@h MODELER_PASSWORD=hunter2 MODELER_PASSWORD_FILE=nosuch",
            "cassandra://u@h 5000/12000 pw=hunter2",
        ),
    ];
    for (said, expected) in cases {
        let target = target(said).unwrap_or_else(|fault| panic!("{said}: {fault:?}"));
        assert_eq!(short(&target), expected, "{said}");
        assert!(!format!("{target:?}").contains("hunter2"), "{said}");
    }
}

#[test]
fn what_makes_no_sense_is_told() {
    let cases = [
        ("--store embedded:", Exit::Usage, "`--store` is"),
        ("--store postgres://u:hunter2@h", Exit::Usage, "`--store` is"),
        ("MODELER_STORE=cassandra://u:hunter2@h", Exit::Usage, "`MODELER_STORE`: the address holds a password"),
        ("--env prd", Exit::Usage, "did you mean `prod`?"),
        ("MODELER_ENV=staging", Exit::Usage, "known: `prod`, `laptop`"),
        ("--tls --datacenter d", Exit::Usage, "knows no `--tls`, `--datacenter`"),
        ("--env laptop --user u", Exit::Usage, "knows no `--user`"),
        ("--store cassandra://h --password-file f", Exit::Usage, "needs a user"),
        ("--store cassandra://u@h --password-file nosuch", Exit::Stopped, "cannot be read"),
        ("--store cassandra://u@h MODELER_PASSWORD_FILE=src", Exit::Stopped, "cannot be read"),
        ("--store cassandra://h --tls-ca nosuch", Exit::Stopped, "`--tls-ca` names `nosuch`"),
        ("--store cassandra://h MODELER_TLS_CA=src", Exit::Stopped, "a folder"),
        ("--store cassandra://h --tls-cert Cargo.toml", Exit::Usage, "go together"),
        ("--store cassandra://h --page-size 0", Exit::Usage, "`--page-size` cannot be `0`"),
        ("--store cassandra://h MODELER_CONSISTENCY=SERIAL", Exit::Usage, "`MODELER_CONSISTENCY` cannot be `SERIAL`"),
        ("--store cassandra://h --connect-timeout soon", Exit::Usage, "cannot be `soon`"),
        ("--store cassandra://h MODELER_TLS=maybe", Exit::Usage, "`MODELER_TLS` is `true` or `false`"),
    ];
    for (said, expected, part) in cases {
        let Err(Fault::Message { exit, text, .. }) = target(said) else { panic!("{said} is taken") };
        assert!(exit == expected && text.contains(part) && !text.contains("hunter2"), "{said}: {exit:?} {text}");
    }
}
