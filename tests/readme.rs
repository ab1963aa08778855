//! Every command and every stanza of the README works, in the order in which a reader meets them.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// What a reader does before or beside the tour. Commands on a node are tried where there is one, by `tests/cassandra`.
const ELSEWHERE: [&str; 4] = ["git clone", "cargo test", "docker compose", EXAMPLE];

/// The application, which needs a node.
const EXAMPLE: &str = "cargo run --release --example listening_history";

/// What tells a command on a node.
const ON_A_NODE: &str = "--store cassandra:";

#[test]
fn every_command_of_the_readme_works_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for part in ["models", "data", "generated"] {
        copy(&root.join(part), &folder.path().join(part));
    }
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let model = folder.path().join("models/queries.yaml");
    let mut commands = 0;
    for (language, block) in blocks(&readme) {
        match language {
            // Stanzas are indented as they stand in the model; the whole model at the beginning is not.
            "yaml" if block.starts_with("  ") => {
                let text = fs::read_to_string(&model).unwrap();
                fs::write(&model, format!("{}\n{block}", text.trim_end())).unwrap();
            }
            // What is shown beside the model is read with it, but stays out of it: stanzas of queries follow.
            "yaml" if ["environments:", "allow:"].iter().any(|key| block.starts_with(key)) => {
                let text = format!("{}\n{block}", fs::read_to_string(&model).unwrap());
                let read = modeler::model::read("README.md", text.as_bytes());
                assert!(read.is_ok(), "{}", read.err().unwrap_or_default().to_text(false));
            }
            "yaml" => {
                let read = modeler::model::read("README.md", block.as_bytes());
                assert!(read.is_ok(), "{}", read.err().unwrap_or_default().to_text(false));
            }
            "sh" => {
                let here =
                    |line: &&str| !ELSEWHERE.iter().any(|words| line.starts_with(words)) && !line.contains(ON_A_NODE);
                for line in block.lines().filter(here) {
                    run(line, folder.path());
                    commands += 1;
                }
            }
            _ => {}
        }
    }
    assert!(commands > 15, "only {commands} commands were found");
}

fn run(line: &str, folder: &Path) {
    let arguments = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("modeler "));
    let arguments = arguments.unwrap_or_else(|| panic!("`{line}` is not a command of modeler"));
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("\"$MODELER\" {arguments}"))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("MODELER", env!("CARGO_BIN_EXE_modeler"))
        .current_dir(folder)
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "`{line}` ended with {}\n{out}\n{err}", output.status);
}

/// The fenced blocks, each with its language.
fn blocks(text: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((language, block.join("\n") + "\n"));
        }
    }
    blocks
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
