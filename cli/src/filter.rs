//! `preflight filter`: one filter text, read, printed and tried on a record.

use crate::arguments::{Dialect, Filter};
use crate::cases;
use crate::failure::{Exit, Failure};
use crate::input;
use crate::sources::schemas;
use crate::style::Style;
use crate::text;
use crate::wording::Wording;
use dual_write_preflight::diagnostic::{Diagnostic, Severity, closest};
use dual_write_preflight::expr::{
    self, Bound, Operand, Row, bind, evaluate, operand_from_cell, parse, to_sexpr,
};
use dual_write_preflight::lookup::AnswerRow;
use dual_write_preflight::row::object;
use dual_write_preflight::schema::{Schema, Side, Table};
use dual_write_preflight::text::LineIndex;
use dual_write_preflight::value::Semantics;
use dual_write_preflight::wire::{WireDiagnostic, WireFinding};
use std::io::Write;
use std::path::Path;

/// Runs the subcommand.
pub fn run(arguments: &Filter, out: &mut impl Write) -> Result<Exit, Failure> {
    let dialect = match arguments.dialect {
        Dialect::Odata => expr::Dialect::OData,
        Dialect::Xpp => expr::Dialect::Xpp,
    };
    if let Some(path) = &arguments.cases {
        return cases::run(path, dialect, arguments.encoding, out);
    }
    let wording = Wording::english();
    let source = arguments.expression.as_deref().unwrap_or_default();
    let record = match &arguments.record {
        Some(path) => Some(record(path)?),
        None => None,
    };
    let schema = schema(arguments, dialect, &wording)?;
    let table = match (&schema, &arguments.table) {
        (Some(schema), Some(name)) => Some(table(schema, name)?),
        _ => None,
    };
    let parsed = parse(source, dialect);
    let mut findings = parsed.diagnostics;
    if let Some(tree) = &parsed.expr {
        let (bound, more) = bind(tree, dialect, table);
        findings.extend(more);
        writeln!(out, "tree:  {}", to_sexpr(tree))?;
        writeln!(out, "print: {}", text::plain(&expr::print(tree, dialect)))?;
        if let Some(record) = &record {
            let row = Columns {
                bound: &bound,
                record,
                side: side(dialect),
            };
            let truth = evaluate(&bound, &row, &Semantics::default());
            writeln!(out, "truth: {}", truth.word())?;
        }
    } else if parsed.fail_at.is_none() {
        writeln!(out, "no filter: every record passes")?;
    }
    out.flush()?;
    tell(source, &findings, &wording)?;
    let wrong = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    Ok(if wrong { Exit::Faults } else { Exit::Fine })
}

/// A record as the evaluator reads it; lookups under their name or as `_x_value`.
struct Columns<'a> {
    bound: &'a Bound,
    record: &'a AnswerRow,
    side: Side,
}

impl Row for Columns<'_> {
    fn column(&self, index: usize) -> Operand {
        let Some(column) = self.bound.columns.get(index) else {
            return Operand::Unknown;
        };
        let lookup = || self.record.get(&format!("_{}_value", column.name));
        match self.record.get(&column.name).or_else(lookup) {
            Some(cell) => operand_from_cell(cell, column.kind.as_ref(), self.side),
            None => Operand::Unknown,
        }
    }
}

fn side(dialect: expr::Dialect) -> Side {
    match dialect {
        expr::Dialect::OData => Side::Dataverse,
        expr::Dialect::Xpp => Side::Finance,
    }
}

fn record(path: &Path) -> Result<AnswerRow, Failure> {
    let file = input::read("--record", path)?;
    let text = String::from_utf8_lossy(&file.bytes);
    object(text.trim_start_matches('\u{feff}'))
        .ok_or_else(|| Failure::misuse(format!("--record: `{}` is no JSON object", file.name)))
}

fn schema(
    arguments: &Filter,
    dialect: expr::Dialect,
    wording: &Wording,
) -> Result<Option<Schema>, Failure> {
    let (option, paths, other, needless) = match dialect {
        expr::Dialect::OData => (
            "--dataverse",
            &arguments.dataverse,
            "--finance",
            &arguments.finance,
        ),
        expr::Dialect::Xpp => (
            "--finance",
            &arguments.finance,
            "--dataverse",
            &arguments.dataverse,
        ),
    };
    if !needless.is_empty() {
        return Err(Failure::misuse(format!(
            "{other}: this language filters the other side; give {option}"
        )));
    }
    if arguments.table.is_some() && paths.is_empty() {
        return Err(Failure::misuse(format!("--table needs {option}")));
    }
    let read = schemas(option, paths, side(dialect))?;
    for mut finding in read.findings {
        wording.word(&mut finding.diagnostic);
        text::finding(&mut std::io::stderr().lock(), &finding, Style::stderr())?;
    }
    let mut merged: Option<Schema> = None;
    for schema in read.schemas {
        match &mut merged {
            Some(known) => {
                known.merge(schema);
            }
            None => merged = Some(schema),
        }
    }
    Ok(merged)
}

fn table<'a>(schema: &'a Schema, name: &str) -> Result<&'a Table, Failure> {
    schema.table(name).ok_or_else(|| {
        let names = schema.tables.iter();
        let known = names.flat_map(|table| [table.name.as_ref(), table.entity_set.as_ref()]);
        let message = format!("--table: no table is named `{name}`");
        match closest(name, known) {
            Some(near) => Failure::with_help(message, format!("Did you mean `{near}`?")),
            None => Failure::misuse(message),
        }
    })
}

fn tell(source: &str, findings: &[Diagnostic], wording: &Wording) -> Result<(), Failure> {
    let lines = LineIndex::new(source);
    let mut err = std::io::stderr().lock();
    for diagnostic in findings {
        let mut diagnostic = WireDiagnostic::new(diagnostic, Some(&lines));
        wording.word(&mut diagnostic);
        let document = Some("EXPRESSION".to_owned());
        let finding = WireFinding {
            diagnostic,
            document,
        };
        text::finding(&mut err, &finding, Style::stderr())?;
    }
    Ok(())
}
