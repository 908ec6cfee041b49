//! Outcomes, requests, batch reports and maps as they leave.

use super::diagnostic::WireDiagnostic;
use super::tree::{Leaves, Member, Members, Tree};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::lookup::Request;
use crate::plan::{BatchReport, Operation, Outcome, SkipReason, Unchecked, Verdict};
use crate::preflight::LoadedMap;
use crate::value::{Decimal, Output};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;

/// How numbers leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberForm {
    /// As JavaScript numbers where those hold the value, else as text with a finding.
    Double,
    /// As JSON numbers with all digits (JSON text only).
    Digits,
}

/// Which form of the values leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadForm {
    /// As dual-write sends them.
    Sent,
    /// In the target's JSON types.
    Typed,
}

/// A row to fetch.
#[derive(Clone, Debug)]
pub struct WireRequest(Request);

impl Leaves for WireRequest {
    fn tree(&self) -> Tree {
        let request = &self.0;
        let key = request.key.iter().map(|part| {
            let name = if part.path.is_empty() {
                "id"
            } else {
                &part.path
            };
            member(name, Tree::text(part.value.text()))
        });
        let mut out = Members::default();
        out.text("id", &request.id);
        out.word("side", request.side.word());
        out.text("entitySet", &request.entity_set);
        out.word("by", request.by.word());
        out.put("key", Tree::Object(key.collect()));
        out.filled("filter", &request.filter());
        out.put("select", Tree::texts(&request.select));
        out.filled("expand", &request.expand_text());
        out.some("company", request.company.as_deref());
        out.text("url", &request.url());
        out.tree()
    }
}

fn member(name: &str, value: Tree) -> Member {
    (Cow::Owned(name.to_owned()), value)
}

fn unchecked_tree(list: &[Unchecked]) -> Tree {
    let list = list.iter().map(|unchecked| {
        let mut out = Members::default();
        out.word("what", unchecked.what);
        out.put("columns", Tree::texts(&unchecked.columns));
        out.tree()
    });
    Tree::List(list.collect())
}

/// The answer for one record.
#[derive(Clone, Debug)]
pub struct WireResult {
    map: String,
    outcome: &'static str,
    skip_reason: Option<&'static str>,
    target: Tree,
    payload: Vec<Member>,
    diagnostics: Vec<WireDiagnostic>,
    requests: Vec<WireRequest>,
    unchecked: Tree,
    trace: Option<Tree>,
    /// One for each map or leg, when the call meant several.
    results: Option<Vec<WireResult>>,
}

impl Leaves for WireResult {
    fn tree(&self) -> Tree {
        let mut out = Members::default();
        out.text("map", &self.map);
        out.word("outcome", self.outcome);
        if let Some(reason) = self.skip_reason {
            out.word("skipReason", reason);
        }
        out.put("target", self.target.clone());
        out.put("payload", Tree::Object(self.payload.clone()));
        out.put("diagnostics", self.diagnostics.tree());
        out.put("requests", self.requests.tree());
        out.put("unchecked", self.unchecked.clone());
        if let Some(trace) = &self.trace {
            out.put("trace", trace.clone());
        }
        if let Some(results) = &self.results {
            out.put("results", results.tree());
        }
        out.tree()
    }
}

impl Serialize for WireResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tree().serialize(serializer)
    }
}

/// One outcome as it leaves.
pub fn result(
    map: &str,
    operation: Operation,
    outcome: &Outcome,
    form: PayloadForm,
    numbers: NumberForm,
    trace: bool,
) -> WireResult {
    let mut findings = outcome.diagnostics.clone();
    let mut payload = Vec::new();
    for field in &outcome.payload {
        let output = match form {
            PayloadForm::Sent => &field.value.sent,
            PayloadForm::Typed => &field.value.typed,
        };
        let value = wire_value(output, numbers);
        if let (Output::Number(digits), Tree::Text(_)) = (output, &value) {
            findings.push(
                Diagnostic::new(Code::NumberAsText)
                    .name("column", field.name.clone())
                    .value("value", digits.clone())
                    .at(Path::new().word("payload").name(&field.name)),
            );
        }
        payload.push(member(&field.name, value));
    }
    let key = outcome
        .key
        .iter()
        .map(|(name, value)| member(name, wire_value(value, numbers)))
        .collect();
    let mut target = Members::default();
    target.word("side", outcome.target_side.word());
    target.text("entitySet", &outcome.target_entity_set);
    target.word(
        "operation",
        match operation {
            Operation::Create => "create",
            Operation::Update => "update",
            Operation::Delete => "delete",
        },
    );
    target.put("key", Tree::Object(key));
    let (word, skip_reason) = verdict(outcome.verdict);
    WireResult {
        map: map.to_owned(),
        outcome: word,
        skip_reason,
        target: target.tree(),
        payload,
        diagnostics: findings
            .iter()
            .map(|finding| WireDiagnostic::new(finding, None))
            .collect(),
        requests: outcome.requests.iter().cloned().map(WireRequest).collect(),
        unchecked: unchecked_tree(&outcome.unchecked),
        trace: trace.then(|| wire_trace(outcome, numbers)),
        results: None,
    }
}

fn wire_trace(outcome: &Outcome, numbers: NumberForm) -> Tree {
    let rows = outcome.trace.iter().map(|row| {
        let mut out = Members::default();
        if let Some(at) = row.field_mapping.and_then(|at| u32::try_from(at).ok()) {
            out.count("fieldMapping", u64::from(at));
        }
        out.text("source", &row.source);
        out.text("target", &row.target);
        out.some("value", row.value.as_deref());
        let steps = row.steps.iter().map(|step| {
            let mut out = Members::default();
            out.word("step", step.kind);
            out.filled("detail", &step.detail);
            out.some("value", step.value.as_deref());
            out.tree()
        });
        out.put("steps", Tree::List(steps.collect()));
        if let Some(result) = &row.result {
            out.put("result", wire_value(result, numbers));
        }
        out.tree()
    });
    Tree::List(rows.collect())
}

impl WireResult {
    /// The answer for several maps or legs: the gravest outcome of them, each under `results`.
    pub fn several(name: &str, results: Vec<WireResult>) -> Option<WireResult> {
        let rank = |result: &WireResult| match result.outcome {
            "block" => 3,
            "undecided" => 2,
            "write" => 1,
            _ => 0,
        };
        let gravest = results.iter().max_by_key(|result| rank(result))?;
        // One id means one answer, so what several maps want of a row is asked for together.
        let mut requests: Vec<Request> = Vec::new();
        for wired in results.iter().flat_map(|result| &result.requests) {
            let same = |known: &&mut Request| known.id == wired.0.id;
            match requests.iter_mut().find(same) {
                Some(known) => known.merge(&wired.0),
                None => requests.push(wired.0.clone()),
            }
        }
        Some(WireResult {
            map: name.to_owned(),
            outcome: gravest.outcome,
            skip_reason: gravest.skip_reason,
            target: gravest.target.clone(),
            payload: Vec::new(),
            diagnostics: results
                .iter()
                .flat_map(|result| result.diagnostics.clone())
                .collect(),
            requests: requests.into_iter().map(WireRequest).collect(),
            unchecked: Tree::List(Vec::new()),
            trace: None,
            results: Some(results),
        })
    }

    /// Visits every finding, those of the single maps or legs too.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn each_diagnostic(&mut self, visit: &mut impl FnMut(&mut WireDiagnostic)) {
        self.diagnostics.iter_mut().for_each(&mut *visit);
        for result in self.results.iter_mut().flatten() {
            result.each_diagnostic(visit);
        }
    }

    /// The outcome's word.
    pub fn outcome(&self) -> &'static str {
        self.outcome
    }
}

fn verdict(verdict: Verdict) -> (&'static str, Option<&'static str>) {
    match verdict {
        Verdict::Write => ("write", None),
        Verdict::Block => ("block", None),
        Verdict::Undecided => ("undecided", None),
        Verdict::Skip(reason) => (
            "skip",
            Some(match reason {
                SkipReason::Peer => "peer",
                SkipReason::Unchanged => "unchanged",
                SkipReason::Company => "company",
                SkipReason::Filter => "filter",
                SkipReason::Direction => "notInDirection",
            }),
        ),
    }
}

fn wire_value(output: &Output, numbers: NumberForm) -> Tree {
    match output {
        Output::Null => Tree::Null,
        Output::Boolean(flag) => Tree::Boolean(*flag),
        Output::Text(text) => Tree::text(text),
        Output::Number(digits) => match numbers {
            NumberForm::Digits => all_digits(digits),
            NumberForm::Double => double(digits),
        },
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn all_digits(digits: &str) -> Tree {
    match serde_json::value::RawValue::from_string(digits.to_owned()) {
        Ok(raw) => Tree::Digits(raw),
        Err(_) => Tree::text(digits),
    }
}

/// JavaScript objects have no such numbers.
#[cfg(target_arch = "wasm32")]
fn all_digits(digits: &str) -> Tree {
    Tree::text(digits)
}

/// A JavaScript number where it means the same value, else the digits as text.
fn double(digits: &str) -> Tree {
    // Number.MAX_SAFE_INTEGER: above it a double stands for several whole numbers.
    const SAFE: i64 = (1 << 53) - 1;
    let Ok(exact) = Decimal::parse(digits) else {
        return Tree::text(digits);
    };
    if let Some(whole) = exact.to_i64() {
        return if (-SAFE..=SAFE).contains(&whole) {
            Tree::Whole(whole)
        } else {
            Tree::text(digits)
        };
    }
    // The shortest text of the double reads back as the same decimal: nothing was lost.
    match nearest_double(digits) {
        Some((number, shortest)) if Decimal::parse(&shortest) == Ok(exact) => Tree::Double(number),
        _ => Tree::text(digits),
    }
}

/// The nearest double and its shortest text.
#[cfg(not(target_arch = "wasm32"))]
fn nearest_double(digits: &str) -> Option<(f64, String)> {
    let number: f64 = digits.parse().ok()?;
    Some((number, number.to_string()))
}

/// The nearest double and its shortest text, both from the host: reading and printing of doubles
/// would be a tenth of the module.
#[cfg(target_arch = "wasm32")]
fn nearest_double(digits: &str) -> Option<(f64, String)> {
    let number = js_sys::Number::parse_float(digits);
    let shortest = js_sys::Number::from(number).to_string_with_radix(10).ok()?;
    Some((number, shortest.into()))
}

/// The report of a batch.
#[derive(Clone, Debug)]
pub struct WireBatchReport(Tree);

impl Leaves for WireBatchReport {
    fn tree(&self) -> Tree {
        self.0.clone()
    }
}

impl Serialize for WireBatchReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A batch report as it leaves; row numbers and counts stay far below 2^53. `outcomes` has one
/// letter a record: `w`, `s`, `b`, `u`.
pub fn batch_report(map: &str, report: &BatchReport) -> WireBatchReport {
    let count = |letter: u8| {
        let letters = report.outcomes.bytes();
        letters.filter(|known| *known == letter).count() as u64
    };
    let findings = report.findings.iter().map(|found| {
        let mut out = Members::default();
        out.count("row", found.row);
        out.filled("key", &found.key);
        out.put(
            "diagnostic",
            WireDiagnostic::new(&found.diagnostic, None).tree(),
        );
        out.tree()
    });
    let codes = report.by_code.iter().map(|(code, count)| {
        let mut out = Members::default();
        out.word("code", code.id());
        out.count("count", *count);
        out.tree()
    });
    let whole = report.whole.iter();
    let requests = report.requests.iter();
    let mut out = Members::default();
    out.text("map", map);
    out.put("complete", Tree::Boolean(report.complete));
    out.count("rows", report.rows);
    out.count("written", count(b'w'));
    out.count("skipped", count(b's'));
    out.count("blocked", count(b'b'));
    out.count("undecided", count(b'u'));
    out.text("outcomes", &report.outcomes);
    out.put("findings", Tree::List(findings.collect()));
    out.count("omittedFindings", report.omitted);
    out.put("codes", Tree::List(codes.collect()));
    out.put(
        "diagnostics",
        Tree::List(
            whole
                .map(|finding| WireDiagnostic::new(finding, None).tree())
                .collect(),
        ),
    );
    out.put(
        "requests",
        Tree::List(
            requests
                .map(|request| WireRequest(request.clone()).tree())
                .collect(),
        ),
    );
    // Requests past the most that a report holds.
    if report.omitted_requests > 0 {
        out.count("omittedRequests", report.omitted_requests);
    }
    out.put("unchecked", unchecked_tree(&report.unchecked));
    WireBatchReport(out.tree())
}

/// A map as it was read.
#[derive(Clone, Debug)]
pub struct WireMap(Tree);

impl Leaves for WireMap {
    fn tree(&self) -> Tree {
        self.0.clone()
    }
}

impl Serialize for WireMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The maps that were read.
pub fn maps(loaded: &[LoadedMap]) -> Vec<WireMap> {
    let list = loaded.iter().map(|loaded| {
        let legs = loaded.map.legs.iter().map(|leg| {
            let mut out = Members::default();
            out.text("financeEntity", &leg.finance_entity.text);
            out.text("dataverseEntitySet", &leg.dataverse_entity_set.text);
            out.count("fieldMappings", leg.field_mappings.len() as u64);
            out.tree()
        });
        let mut out = Members::default();
        out.text("name", &loaded.map.name);
        out.some("version", loaded.map.version.as_deref());
        out.put("legs", Tree::List(legs.collect()));
        WireMap(out.tree())
    });
    list.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Verdict;
    use crate::schema::Side;

    #[test]
    fn asks_once_for_a_row_that_several_maps_want() {
        let wants = |column: &str| {
            let select = vec![column.to_owned()];
            let outcome = Outcome {
                verdict: Verdict::Undecided,
                target_side: Side::Finance,
                target_entity_set: "Berths".to_owned(),
                key: Vec::new(),
                payload: Vec::new(),
                diagnostics: Vec::new(),
                requests: vec![Request::by_id("categories", "1", select, Vec::new())],
                unchecked: Vec::new(),
                trace: Vec::new(),
            };
            let (form, numbers) = (PayloadForm::Sent, NumberForm::Double);
            result("map", Operation::Create, &outcome, form, numbers, false)
        };
        let several = WireResult::several("berths", vec![wants("name"), wants("rank")]);
        let urls: Vec<String> = several
            .iter()
            .flat_map(|result| result.requests.iter().map(|request| request.0.url()))
            .collect();
        assert_eq!(urls, ["/api/data/v9.2/categories(1)?$select=name,rank"]);
    }
}
