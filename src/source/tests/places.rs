//! Lines, byte ranges and raw bytes.

use super::*;

fn lines(csv: &[u8]) -> Vec<u64> {
    let line = |step| match step {
        Told::Record(line, ..) | Told::Bad(line, ..) => line,
    };
    told(csv).into_iter().map(line).collect()
}

#[test]
fn lines_are_those_of_an_editor() {
    let cases: &[(&[u8], &[u64])] = &[
        (b"a,b\n1,2\n3,4\n", &[2, 3]),
        (b"a,b\r\n1,2\r\n3,4\r\n", &[2, 3]),
        (b"a,b\r1,2\r3,4\r", &[2, 3]),
        (b"a,b\n1,2\r\n3,4\r5,6\n7,8", &[2, 3, 4, 5]),
        (b"\n\na,b\n\n1,2\n\n\n3,4", &[5, 8]),
        (b"\r\n\r\na,b\r\n\r\n1,2\r\n\r\n\r\n3,4", &[5, 8]),
        (b"\r\ra,b\r\r1,2\r\r\r3,4", &[5, 8]),
        (b"\xef\xbb\xbf\na,b\n1,2\n", &[3]),
        (b"a,b\n\"x\ny\",2\n3,4\n", &[2, 4]),
        (b"a,b\r\n\"x\r\n\r\ny\",2\r\n3,4\r\n", &[2, 5]),
        (b"a,b\n\"x\ry\",2\n3,4\n", &[2, 3]),
        (b"a,b\r\"x\ry\",2\r3,4\r", &[2, 4]),
        (b"a,\"b\nc\"\n1,2\n", &[3]),
        (b"a,b\n\"\n\n\n\",2\n\n3,4\n", &[2, 7]),
    ];
    for (csv, expected) in cases {
        assert_eq!(lines(csv), *expected, "{}", csv.escape_ascii());
    }
}

#[test]
fn raw_bytes_are_those_of_the_file() {
    let csv = b"\xef\xbb\xbfa,b\r\n\"x\r\ny\",2\r\n\r\n\xff,4\r\n5\r\n\"\"\"\",";
    let raw: Vec<Vec<u8>> = told(csv)
        .into_iter()
        .map(|step| match step {
            Told::Record(_, _, raw) | Told::Bad(_, _, raw) => raw,
        })
        .collect();
    assert_eq!(raw, [&b"\"x\r\ny\",2"[..], b"\xff,4", b"5", b"\"\"\"\","]);
}

#[test]
fn places_hold_over_many_chunks_and_short_reads() {
    let mut csv = b"a,b\n".to_vec();
    let mut expected = Vec::new();
    let mut line = 2;
    for n in 0..20_000_u64 {
        expected.push(line);
        match n % 5 {
            0 => csv.extend(format!("{n},\"two\nlines\"\n").bytes()),
            1 => csv.extend(format!("{n},{}\r\n", "long ".repeat((n % 197) as usize)).bytes()),
            2 => csv.extend(format!("\n{n},plain\n").bytes()),
            3 => csv.extend(format!("{n},\"a quote \"\" inside\"\n").bytes()),
            _ => csv.extend(format!("{n},x\"y\n").bytes()),
        }
        if n % 5 == 2 {
            *expected.last_mut().unwrap() += 1;
        }
        line += [2, 1, 2, 1, 1][(n % 5) as usize];
    }
    assert!(csv.len() > 1_500_000);
    assert_eq!(lines(&csv), expected);
    let short = Records::of("in.csv", Box::new(Short(Cursor::new(csv.clone()), 1)));
    let long = told(&csv);
    assert_eq!(tell(short, &csv), long);
}

/// Gives between one and seven bytes at a time.
struct Short(Cursor<Vec<u8>>, usize);

impl std::io::Read for Short {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.1 = self.1 % 7 + 1;
        let n = self.1.min(out.len());
        self.0.read(&mut out[..n])
    }
}
