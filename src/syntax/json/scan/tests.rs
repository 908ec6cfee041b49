//! The scanner against the grammar, its limits and damaged texts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

use super::*;

const SAMPLE: &str = r#" {"a" : [1, -0.5e+3, true, false, null, "x\u00e9\n\ud83d\ude00y"], "__proto__": {}, "é": ["a long enough text to pass eight bytes at a time"] } "#;

fn all(text: &[u8]) -> Result<Vec<(TokenKind, String)>, JsonError> {
    drain(Scanner::new(text, Limits::default()))
}

fn drain(mut scanner: Scanner<'_>) -> Result<Vec<(TokenKind, String)>, JsonError> {
    let mut found = Vec::new();
    while let Some(token) = scanner.next_token()? {
        found.push((token.kind, token.text().into_owned()));
    }
    Ok(found)
}

fn kind(text: &[u8]) -> JsonErrorKind {
    all(text).unwrap_err().kind
}

#[test]
fn reads_every_kind_of_token() {
    use TokenKind::*;
    let expected = [
        (BeginObject, "{"),
        (Key, "a"),
        (BeginArray, "["),
        (Number, "1"),
        (Number, "-0.5e+3"),
        (True, "true"),
        (False, "false"),
        (Null, "null"),
        (String, "xé\n😀y"),
        (EndArray, "]"),
        (Key, "__proto__"),
        (BeginObject, "{"),
        (EndObject, "}"),
        (Key, "é"),
        (BeginArray, "["),
        (String, "a long enough text to pass eight bytes at a time"),
        (EndArray, "]"),
        (EndObject, "}"),
    ];
    let found = all(SAMPLE.as_bytes()).unwrap();
    let found: Vec<_> = found.iter().map(|(k, t)| (*k, t.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_text_cut_at_any_byte_is_truncated() {
    let whole = SAMPLE.trim_end().as_bytes();
    for cut in 0..whole.len() {
        assert_eq!(
            kind(&whole[..cut]),
            JsonErrorKind::Truncated,
            "cut at {cut}"
        );
    }
    for text in [
        "-", "1.", "1e", "1e+", "tru", "\"", "\"\\", "\"\\u12", "{\"a\":1",
    ] {
        assert_eq!(kind(text.as_bytes()), JsonErrorKind::Truncated, "{text}");
    }
}

#[test]
fn names_what_is_against_the_grammar() {
    let cases = [
        ("[1,]", "trailing-comma", 3),
        ("{\"a\":1,}", "trailing-comma", 7),
        ("[1 2]", "comma-expected", 3),
        ("{\"a\" 1}", "colon-expected", 5),
        ("{a:1}", "key-expected", 1),
        ("[1}", "wrong-bracket", 2),
        ("]", "value-expected", 0),
        ("{} x", "end-expected", 3),
        ("01", "leading-zero", 0),
        ("-x", "digit-expected", 1),
        ("1.e", "digit-expected", 2),
        (".5", "value-expected", 0),
        ("+1", "value-expected", 0),
        ("nulL", "value-expected", 0),
        ("NaN", "value-expected", 0),
        ("\"\t\"", "control-character", 1),
        ("\"12345678901\n\"", "control-character", 12),
        ("\"\\x\"", "bad-escape", 1),
        ("\"\\u12G4\"", "bad-escape", 1),
        ("\"\\ud800\"", "lone-surrogate", 1),
        ("\"\\ud800\\u0041\"", "lone-surrogate", 1),
        ("\"\\udc00\"", "lone-surrogate", 1),
        ("// x", "value-expected", 0),
    ];
    for (text, problem, offset) in cases {
        let error = all(text.as_bytes()).unwrap_err();
        assert_eq!(
            (error.kind, error.offset),
            (JsonErrorKind::Syntax(problem), offset),
            "{text}"
        );
    }
}

#[test]
fn refuses_bytes_that_are_not_utf8() {
    let error = all(b"[\"abc\xFFdefghijk\"]").unwrap_err();
    assert_eq!((error.kind, error.offset), (JsonErrorKind::NotUtf8, 5));
    assert_eq!(kind(b"\xFF\xFE{\0}\0"), JsonErrorKind::NotUtf8);
    assert_eq!(
        kind("\u{a0}{}".as_bytes()),
        JsonErrorKind::Syntax("value-expected")
    );
}

#[test]
fn refuses_what_is_too_deep_or_too_large() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let error = all(deep.as_bytes()).unwrap_err();
    assert_eq!(
        (error.kind, error.offset),
        (JsonErrorKind::TooDeep(128), 128)
    );
    let allowed = "[".repeat(128) + &"]".repeat(128);
    assert!(all(allowed.as_bytes()).is_ok());
    let small = Limits {
        bytes: 4,
        ..Limits::default()
    };
    let error = drain(Scanner::new(b"[1, 2]", small)).unwrap_err();
    assert_eq!(error.kind, JsonErrorKind::TooLarge(4));
}

#[test]
fn keeps_failing_after_an_error() {
    let mut scanner = Scanner::new(b"[1 2]", Limits::default());
    while scanner.next_token().is_ok() {}
    assert_eq!(scanner.next_token().unwrap_err().offset, 3);
    assert_eq!(scanner.skip_value().unwrap_err().offset, 3);
}

#[test]
fn skips_a_value_whole_and_gives_its_text() {
    let text = "\u{feff}{\"rows\": [ {\"a\": [1, {}]}, 2 ], \"x\": \"é\"}";
    let mut scanner = Scanner::new(text.as_bytes(), Limits::default());
    scanner.next_token().unwrap();
    assert_eq!(scanner.next_token().unwrap().unwrap().raw, "rows");
    let span = scanner.skip_value().unwrap();
    assert_eq!(scanner.slice(span), "[ {\"a\": [1, {}]}, 2 ]");
    assert_eq!(scanner.offset(), span.end as usize);
    assert_eq!(scanner.next_token().unwrap().unwrap().raw, "x");
    let span = scanner.skip_value().unwrap();
    assert_eq!(scanner.slice(span), "\"é\"");
    assert_eq!(
        scanner.skip_value().unwrap_err().kind,
        JsonErrorKind::Syntax("value-expected")
    );
}

#[test]
fn reads_a_sequence_of_documents() {
    assert_eq!(drain(Scanner::values(b"")).unwrap().len(), 0);
    let found = drain(Scanner::values(b"{\"a\":1}\r\n{\"a\":2}\n3 \"x\"\n")).unwrap();
    assert_eq!(found.len(), 10);
    let error = drain(Scanner::values(b"{}{}")).unwrap_err();
    assert_eq!(
        (error.kind, error.offset),
        (JsonErrorKind::Syntax("separator-expected"), 2)
    );
    let error = drain(Scanner::values(b"{}\n{")).unwrap_err();
    assert_eq!(error.kind, JsonErrorKind::Truncated);
}
