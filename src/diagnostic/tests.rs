use super::text::{LONGEST_LINE, LONGEST_TEXT, shown};
use super::*;

#[test]
fn the_nearest_name_is_what_was_meant() {
    let names = ["artist", "song_title", "songs_by_session", "user_id", "Größe"];
    let cases = [
        ("artst", Some("artist")),
        ("ARTIST", Some("artist")),
        ("song_tilte", Some("song_title")),
        ("songs_by_sesion", Some("songs_by_session")),
        ("users_id", Some("user_id")),
        ("grösse", Some("Größe")),
        ("gröẞe", Some("Größe")),
        ("lyrics", None),
        ("a", None),
        ("", None),
    ];
    for (word, expected) in cases {
        assert_eq!(nearest(word, names), expected, "{word}");
    }
    assert_eq!(nearest("song2", ["song1", "song3"]), Some("song1"));
}

#[test]
fn what_could_steer_a_terminal_is_escaped() {
    assert_eq!(printable("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c\nd");
    assert_eq!(shown(&"é".repeat(2000)).chars().count(), LONGEST_TEXT + 1);
}

#[test]
fn a_report_has_an_end() {
    let mut report = Report::default();
    (0..MOST_FINDINGS + 5).for_each(|n| report.push(Diagnostic::error("Y03", format!("fault {n}"))));
    assert_eq!(report.errors(), MOST_FINDINGS);
    assert!(report.to_text(false).ends_with("ends after this many findings.\n"));
}

#[test]
fn a_long_line_is_named_but_not_shown() {
    let mut report = Report::default();
    let line = "a".repeat(LONGEST_LINE + 1);
    report.source("m.yaml", &line);
    let place = Place { file: "m.yaml".to_owned(), line: 1, column: 3, span: 2..3 };
    report.push(Diagnostic::error("Y03", "unknown key").at(Some(place)));
    let text = report.to_text(false);
    assert!(text.contains("m.yaml:1:3") && !text.contains("aaaa"), "{text}");
}
