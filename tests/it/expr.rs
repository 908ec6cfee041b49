//! Filters: trees, printing, findings and truth values of both languages, from fixtures; the
//! round trip over generated trees; the filters of the corpus.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use crate::corpus;
use dual_write_preflight::diagnostic::{Code, Diagnostic, Param};
use dual_write_preflight::expr::{
    BinaryOp, Bound, Dialect, Expr, Lambda, Literal, LogicOp, MAX_DEPTH, Node, Operand, Quantifier,
    Row, Truth, UnaryOp, bind, columns, equalities, evaluate, odata, operand_from_cell, parse,
    parse_syntax, print, to_sexpr,
};
use dual_write_preflight::schema::{Column, Side, Table};
use dual_write_preflight::text::Span;
use dual_write_preflight::value::{
    Cell, ChoiceOption, Choices, CivilDate, CivilDateTime, DateBehavior, Decimal, Enumeration,
    Guid, Instant, Semantics, Type,
};
use libtest_mimic::{Failed, Trial};
use serde_json::Value as Json;
use std::borrow::Cow;
use std::sync::Arc;

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("expr::cases", cases),
        Trial::test("expr::every_code_has_a_case", every_code),
        Trial::test("expr::truth_tables", truth_tables),
        Trial::test("expr::print_then_parse_is_the_identity", round_trip),
        Trial::test("expr::depth_is_limited", depth),
        Trial::test("expr::equalities_and_columns", asked),
        Trial::test("expr::url_text", url_text),
        corpus::trial("expr::corpus_filters", corpus_filters),
    ]
}

fn fixture(name: &str) -> String {
    format!("{}/tests/data/expr/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn cases() -> Result<(), Failed> {
    let path = fixture("cases.txt");
    let text = std::fs::read_to_string(&path)?;
    let mut made = String::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        made.push_str(line);
        made.push('\n');
        if !line.starts_with('#') {
            made.push_str(&outcome(line)?);
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &made)?;
        return Ok(());
    }
    for (expected, found) in text.lines().zip(made.lines()) {
        if expected != found {
            return Err(format!("expected {expected:?}\n   found {found:?}").into());
        }
    }
    if text.lines().count() == made.lines().count() {
        Ok(())
    } else {
        Err("expected output is missing; UPDATE=1 writes it".into())
    }
}

/// The indented lines of a case.
fn outcome(line: &str) -> Result<String, Failed> {
    let mut parts = line.split('\t');
    let dialect = dialect(parts.next().unwrap_or(""))?;
    let text = parts.next().unwrap_or("");
    let kinds = parts.next().unwrap_or("");
    let row = parts.next().unwrap_or("");
    let mut out = String::new();
    let parsed = parse(text, dialect);
    let mut findings = parsed.diagnostics;
    if let Some(at) = parsed.fail_at {
        out.push_str(&format!("    fails at {at}\n"));
    }
    if let Some(expr) = &parsed.expr {
        out.push_str(&format!("    tree  {}\n", to_sexpr(expr)));
        let printed = print(expr, dialect);
        out.push_str(&format!("    print {printed}\n"));
        if parse_syntax(&printed, dialect).expr.as_ref() != Some(expr) {
            return Err(format!("{printed:?} does not parse to the same tree").into());
        }
        let table = table(kinds)?;
        let (bound, more) = bind(expr, dialect, table.as_ref());
        findings.extend(more);
        if !row.is_empty() {
            let side = side(dialect);
            let truth = evaluate_json(&bound, row, side, &Semantics::default())?;
            out.push_str(&format!("    truth {}\n", truth.word()));
        }
    }
    for finding in &findings {
        out.push_str(&describe(finding, text));
    }
    Ok(out)
}

fn describe(finding: &Diagnostic, text: &str) -> String {
    let info = finding.code.info();
    let span = finding.span.unwrap_or_default();
    let covered = text.get(span.range()).unwrap_or("?");
    let mut line = format!(
        "    {} {:?} {} at {}..{} `{covered}`",
        info.id, finding.severity, info.slug, span.start, span.end
    );
    let mut keys: Vec<&str> = Vec::new();
    for (key, value) in finding.params.iter() {
        let shown = match value {
            Param::Name(text) | Param::Value(text) => text.clone(),
            Param::Number(number) => number.to_string(),
        };
        line.push_str(&format!(" {key}={shown}"));
        keys.push(key);
    }
    assert!(
        keys.iter().all(|key| info.params.contains(key)) && keys.len() == info.params.len(),
        "{}: gives {keys:?}, declares {:?}",
        info.id,
        info.params
    );
    line.push('\n');
    line
}

fn dialect(word: &str) -> Result<Dialect, Failed> {
    match word {
        "odata" => Ok(Dialect::OData),
        "xpp" => Ok(Dialect::Xpp),
        other => Err(format!("no dialect {other:?}").into()),
    }
}

fn side(dialect: Dialect) -> Side {
    match dialect {
        Dialect::OData => Side::Dataverse,
        Dialect::Xpp => Side::Finance,
    }
}

/// `name:kind;…` → a table.
fn table(kinds: &str) -> Result<Option<Table>, Failed> {
    if kinds.is_empty() {
        return Ok(None);
    }
    let mut table = Table::new("sample", "samples");
    // Semicolons also stand inside parentheses.
    let mut depth = 0;
    let columns = kinds.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ';' && depth == 0
    });
    for column in columns {
        let (name, kind) = column.split_once(':').ok_or("no kind")?;
        table.push(Column::new(name, kind_of(kind)?));
    }
    Ok(Some(table))
}

fn kind_of(text: &str) -> Result<Type, Failed> {
    let (word, items) = match text.split_once('(') {
        Some((word, rest)) => (word, rest.trim_end_matches(')')),
        None => (text, ""),
    };
    let items = items.split(';').filter(|item| !item.is_empty());
    Ok(match word {
        "text" => Type::Text { max_length: None },
        "boolean" => Type::Boolean,
        "date" => Type::Date,
        "datetime" => Type::DateTime(DateBehavior::UserLocal),
        "finance-date" => Type::DateTime(DateBehavior::Unknown),
        "lookup" => Type::Lookup(Vec::new()),
        "decimal" => Type::Decimal {
            places: None,
            min: None,
            max: None,
            money: false,
        },
        "choice" => {
            let mut choices = Choices::default();
            for item in items {
                choices.options.push(ChoiceOption {
                    value: item.parse()?,
                    label: "".into(),
                });
            }
            Type::Choice(Arc::new(choices))
        }
        "enum" => {
            let mut list = Enumeration::default();
            for item in items {
                let (name, number) = item.split_once('=').ok_or("no number")?;
                list.members.push((name.into(), number.parse()?));
            }
            Type::Enumeration(Arc::new(list))
        }
        other => return Err(format!("no kind {other:?}").into()),
    })
}

struct JsonRow<'a> {
    bound: &'a Bound,
    row: Json,
    side: Side,
}

impl Row for JsonRow<'_> {
    fn column(&self, index: usize) -> Operand {
        let column = &self.bound.columns[index];
        let cells = self.row.as_object().into_iter().flatten();
        let found = cells
            .into_iter()
            .find(|(name, _)| name.to_lowercase() == column.name.to_lowercase());
        let cell = match found.map(|(_, value)| value) {
            None => Cell::Absent,
            Some(Json::Null) => Cell::Null,
            Some(Json::Bool(flag)) => Cell::Boolean(*flag),
            Some(Json::Number(number)) => Cell::Number(Cow::Owned(number.to_string())),
            Some(Json::String(text)) => Cell::Text(Cow::Borrowed(text)),
            Some(other) => Cell::Complex(Cow::Owned(other.to_string())),
        };
        operand_from_cell(&cell, column.kind.as_ref(), self.side)
    }
}

fn evaluate_json(
    bound: &Bound,
    row: &str,
    side: Side,
    semantics: &Semantics,
) -> Result<Truth, Failed> {
    let row = JsonRow {
        bound,
        row: serde_json::from_str(row)?,
        side,
    };
    Ok(evaluate(bound, &row, semantics))
}

fn every_code() -> Result<(), Failed> {
    let text = std::fs::read_to_string(fixture("cases.txt"))?;
    for code in Code::ALL.iter().map(|code| code.id()) {
        if code.starts_with("DW03") && !text.contains(&format!("    {code} ")) {
            return Err(format!("{code} has no case").into());
        }
    }
    Ok(())
}

fn truth_tables() -> Result<(), Failed> {
    let text = std::fs::read_to_string(fixture("truth.tsv"))?;
    let truth = |word: &str| {
        let all = [Truth::True, Truth::False, Truth::Null, Truth::Unknown];
        all.into_iter().find(|truth| truth.word() == word)
    };
    let mut rows = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, first, second, expected] = fields[..] else {
            return Err(format!("four fields wanted: {line:?}").into());
        };
        let expected = truth(expected).ok_or_else(|| format!("no truth: {line:?}"))?;
        let found = match (kind, truth(first), truth(second)) {
            ("and", Some(a), Some(b)) => a.and(b),
            ("or", Some(a), Some(b)) => a.or(b),
            ("not", Some(a), _) => a.negated(),
            _ => compared(kind, first, second)?,
        };
        if found != expected {
            return Err(format!("{line:?} gives {}", found.word()).into());
        }
        rows += 1;
    }
    if rows > 60 {
        Ok(())
    } else {
        Err("rows are missing".into())
    }
}

fn compared(kind: &str, text: &str, value: &str) -> Result<Truth, Failed> {
    let mut semantics = Semantics::default();
    let language = match kind {
        "odata-ne-true" => {
            semantics
                .set("odata-ne-null", "true")
                .map_err(|e| format!("{e:?}"))?;
            Dialect::OData
        }
        "xpp-exact" => {
            semantics
                .set("xpp-text-case", "exact")
                .map_err(|e| format!("{e:?}"))?;
            Dialect::Xpp
        }
        other => dialect(other)?,
    };
    let row = match value {
        "-" => "{}".to_owned(),
        value => format!("{{\"a\":{value}}}"),
    };
    let expr = parse(text, language).expr.ok_or("does not parse")?;
    let (bound, _) = bind(&expr, language, None);
    evaluate_json(&bound, &row, side(language), &semantics)
}

/// A small generator of pseudo-random trees; the seed makes a failure repeatable.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize].clone()
    }

    fn text(&mut self) -> Box<str> {
        self.pick(&[
            "", "a", "O'Neil", "\"", "\\", "\\\"'", "é–漢", "a || b", "*", "  ",
        ])
        .into()
    }

    fn literal(&mut self, dialect: Dialect) -> Literal {
        let number = self.below(1_000_000) as i128 - 500_000;
        let places = self.below(6) as u8;
        let number = Decimal::from_parts(number, places).unwrap_or(Decimal::ZERO);
        let date = CivilDate {
            year: 1 + self.below(9999) as u16,
            month: 1,
            day: 28,
        };
        let civil = CivilDateTime {
            date,
            seconds: self.below(86_400) as u32,
            nanos: 500,
        };
        let member = Literal::Member {
            type_name: "NoYes".into(),
            member: "Yes".into(),
        };
        match (self.below(9), dialect) {
            (0, _) => member,
            (1 | 2, _) => Literal::Text(self.text()),
            (3, _) => Literal::Date(date),
            (4, Dialect::OData) => Literal::Null,
            (5, Dialect::OData) => Literal::Boolean(self.below(2) == 0),
            (6, Dialect::OData) => Literal::Guid(Guid(u128::from(self.0) << 60)),
            (7, Dialect::OData) => Literal::Instant(Instant(civil)),
            (8, Dialect::OData) => Literal::DateTime(civil),
            _ => Literal::Number(number),
        }
    }

    fn name(&mut self) -> Box<str> {
        self.pick(&["a", "_b_value", "Größe", "not1", "order", "nullable", "x9"])
            .into()
    }

    fn xpp(&mut self, levels: u32) -> Expr {
        let node = match self.below(if levels == 0 { 1 } else { 4 }) {
            1 => Node::Unary(UnaryOp::Not, Box::new(self.xpp(levels - 1))),
            2 | 3 => {
                let op = self.pick(&[LogicOp::And, LogicOp::Or]);
                let count = 2 + self.below(3);
                Node::Logic(op, (0..count).map(|_| self.xpp(levels - 1)).collect())
            }
            _ => {
                let segments = 1 + self.below(2);
                let path = (0..segments).map(|_| self.name()).collect();
                let mut ops: Vec<BinaryOp> = comparisons();
                ops.push(BinaryOp::Like);
                let op = self.pick(&ops);
                let literal = self.literal(Dialect::Xpp);
                let left = at(Node::Path(path));
                Node::Binary(op, Box::new(left), Box::new(at(Node::Literal(literal))))
            }
        };
        at(node)
    }

    fn odata(&mut self, levels: u32) -> Expr {
        if levels == 0 {
            return match self.below(4) {
                0 | 1 => at(Node::Literal(self.literal(Dialect::OData))),
                2 => at(Node::Parameter(self.name())),
                _ => {
                    let segments = 1 + self.below(3);
                    at(Node::Path((0..segments).map(|_| self.name()).collect()))
                }
            };
        }
        let node = match self.below(7) {
            0 => {
                let op = self.pick(&[UnaryOp::Not, UnaryOp::Negate]);
                Node::Unary(op, Box::new(self.odata(levels - 1)))
            }
            1 | 2 => {
                let op = self.pick(&[LogicOp::And, LogicOp::Or]);
                let count = 2 + self.below(3);
                Node::Logic(op, (0..count).map(|_| self.odata(levels - 1)).collect())
            }
            3 => {
                let count = self.below(3);
                let items = (0..count).map(|_| self.odata(levels - 1)).collect();
                Node::Call("contains".into(), items)
            }
            4 => {
                let items = vec![self.odata(levels - 1), self.odata(0)];
                let left = Box::new(self.odata(levels - 1));
                Node::Binary(BinaryOp::In, left, Box::new(at(Node::List(items))))
            }
            5 => Node::Lambda(Box::new(Lambda {
                path: vec![self.name(), self.name()],
                quantifier: self.pick(&[Quantifier::Any, Quantifier::All]),
                variable: self.name(),
                condition: Some(self.odata(levels - 1)),
            })),
            _ => {
                let ops: Vec<BinaryOp> = BinaryOp::WORDS
                    .iter()
                    .map(|(op, _)| *op)
                    // A list has a case of its own above: OData reads `in (…)` always as one.
                    .filter(|op| !matches!(op, BinaryOp::Like | BinaryOp::In))
                    .collect();
                let op = self.pick(&ops);
                let left = Box::new(self.odata(levels - 1));
                Node::Binary(op, left, Box::new(self.odata(levels - 1)))
            }
        };
        at(node)
    }
}

fn comparisons() -> Vec<BinaryOp> {
    let words = BinaryOp::WORDS.iter().map(|(op, _)| *op);
    words.filter(|op| op.is_comparison()).collect()
}

fn at(node: Node) -> Expr {
    Expr::new(node, Span::default())
}

fn round_trip() -> Result<(), Failed> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..4000 {
        let levels = round % 5;
        let trees = [
            (Dialect::Xpp, random.xpp(levels)),
            (Dialect::OData, random.odata(levels)),
        ];
        for (dialect, tree) in trees {
            let printed = print(&tree, dialect);
            let again = parse_syntax(&printed, dialect);
            let Some(expr) = again.expr else {
                return Err(format!("{printed} does not parse: {:?}", again.diagnostics).into());
            };
            if expr != tree {
                let (wanted, found) = (to_sexpr(&tree), to_sexpr(&expr));
                return Err(format!("{printed}\n wanted {wanted}\n found {found}").into());
            }
            if dialect == Dialect::Xpp && !again.diagnostics.is_empty() {
                return Err(format!("{printed}: {:?}", again.diagnostics).into());
            }
        }
    }
    Ok(())
}

fn depth() -> Result<(), Failed> {
    let limit = usize::from(MAX_DEPTH);
    for many in [limit + 1, 10_000, 200_000] {
        let texts = [
            (
                Dialect::OData,
                format!("{}a eq 1{}", "(".repeat(many), ")".repeat(many)),
            ),
            (Dialect::OData, "(".repeat(many)),
            (Dialect::OData, "not ".repeat(many)),
            (Dialect::OData, "- ".repeat(many)),
            (Dialect::OData, "f(".repeat(many)),
            (Dialect::OData, format!("1{}", " add 1".repeat(many))),
            (
                Dialect::Xpp,
                format!("{}a == 1{}", "(".repeat(many), ")".repeat(many)),
            ),
            (Dialect::Xpp, "!".repeat(many)),
        ];
        for (dialect, text) in texts {
            let parsed = parse(&text, dialect);
            let codes: Vec<Code> = parsed.diagnostics.iter().map(|d| d.code).collect();
            if parsed.expr.is_some() || codes != [Code::FilterTooDeep] || parsed.fail_at.is_none() {
                let start: String = text.chars().take(12).collect();
                return Err(format!("{many} of {start:?}: {codes:?}").into());
            }
        }
    }
    let fine = [
        (
            Dialect::OData,
            format!("{}a eq 1{}", "(".repeat(90), ")".repeat(90)),
        ),
        (
            Dialect::OData,
            format!("a eq 1{}", " or a eq 1".repeat(20_000)),
        ),
        (
            Dialect::Xpp,
            format!("(a == 1){}", " || (a == 1)".repeat(20_000)),
        ),
    ];
    for (dialect, text) in fine {
        if parse(&text, dialect).expr.is_none() {
            return Err("a long flat filter is refused".into());
        }
    }
    Ok(())
}

fn asked() -> Result<(), Failed> {
    let text = "(T.PartyType == \"Person\") && ((B == 1) || (b == 2)) && ((C == 1) || (D == 1)) && (E != 1)";
    let expr = parse(text, Dialect::Xpp).expr.ok_or("does not parse")?;
    let found: Vec<String> = equalities(&expr, Dialect::Xpp)
        .iter()
        .map(|equality| format!("{} {:?}", equality.column, equality.values.len()))
        .collect();
    assert_eq!(found, ["PartyType 1", "B 2"]);
    assert_eq!(
        columns(&expr, Dialect::Xpp),
        ["PartyType", "B", "C", "D", "E"]
    );
    assert!(parse("  ", Dialect::OData).expr.is_none());
    assert!(parse("  ", Dialect::OData).diagnostics.is_empty());
    Ok(())
}

fn url_text() -> Result<(), Failed> {
    assert_eq!(
        odata::decode_url("a%20eq%20%27%C3%A9%27").as_deref(),
        Some("a eq 'é'")
    );
    for bad in ["%", "%2", "%zz", "%ff", "%+1"] {
        assert_eq!(odata::decode_url(bad), None, "{bad}");
    }
    Ok(())
}

/// Every filter of the published maps parses, prints back to the same tree and has no finding.
fn corpus_filters(folder: std::path::PathBuf) -> Result<(), String> {
    let mut seen = 0;
    let mut faults = Vec::new();
    for file in std::fs::read_dir(folder.join("maps")).map_err(|e| e.to_string())? {
        let path = file.map_err(|e| e.to_string())?.path();
        let text = std::fs::read_to_string(&path).map_err(|e| e.to_string())?;
        let json: Json = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(json) => json,
            Err(_) => continue,
        };
        for (dialect, filter) in filters(&json) {
            seen += 1;
            let parsed = parse(&filter, dialect);
            let printed = parsed.expr.as_ref().map(|expr| print(expr, dialect));
            let again = printed.and_then(|printed| parse(&printed, dialect).expr);
            if again.is_none() || again != parsed.expr || !parsed.diagnostics.is_empty() {
                faults.push(format!("{filter}: {:?}", parsed.diagnostics));
            }
        }
    }
    if seen < 19 {
        return Err(format!("only {seen} filters found"));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

fn filters(json: &Json) -> Vec<(Dialect, String)> {
    let mut found = Vec::new();
    match json {
        Json::Array(items) => items.iter().for_each(|item| found.extend(filters(item))),
        Json::Object(members) => {
            for (key, value) in members {
                let dialect = match key.as_str() {
                    "sourceFilter" => Dialect::Xpp,
                    "reversedSourceFilter" => Dialect::OData,
                    _ => {
                        found.extend(filters(value));
                        continue;
                    }
                };
                let filter = value.as_str().unwrap_or("");
                if !filter.is_empty() {
                    found.push((dialect, filter.to_owned()));
                }
            }
        }
        _ => {}
    }
    found
}
