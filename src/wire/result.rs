//! Outcomes, requests, batch reports and maps as they leave.

use super::diagnostic::WireDiagnostic;
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::lookup::Request;
use crate::plan::{BatchReport, Operation, Outcome, Plan, SkipReason, Unchecked, Verdict};
use crate::preflight::LoadedMap;
use crate::value::{Decimal, Output};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

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

#[derive(Clone, Debug)]
enum WireValue {
    Null,
    Boolean(bool),
    Whole(i64),
    Double(f64),
    Text(String),
    Digits(Box<serde_json::value::RawValue>),
}

impl Serialize for WireValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(flag) => serializer.serialize_bool(*flag),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Double(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Digits(raw) => raw.serialize(serializer),
        }
    }
}

/// Members in order.
#[derive(Clone, Debug)]
struct Ordered(Vec<(String, WireValue)>);

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Where the record goes.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireTarget {
    side: &'static str,
    entity_set: String,
    operation: &'static str,
    key: Ordered,
}

/// A row to fetch.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireRequest {
    id: String,
    side: &'static str,
    entity_set: String,
    by: &'static str,
    key: Ordered,
    #[serde(skip_serializing_if = "String::is_empty")]
    filter: String,
    select: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    expand: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<String>,
    url: String,
    #[serde(skip)]
    request: Request,
}

impl From<&Request> for WireRequest {
    fn from(request: &Request) -> Self {
        let key = request
            .key
            .iter()
            .map(|part| {
                let name = if part.path.is_empty() {
                    "id"
                } else {
                    &part.path
                };
                (
                    name.to_owned(),
                    WireValue::Text(part.value.text().to_owned()),
                )
            })
            .collect();
        Self {
            id: request.id.clone(),
            side: request.side.word(),
            entity_set: request.entity_set.clone(),
            by: request.by.word(),
            key: Ordered(key),
            filter: request.filter(),
            select: request.select.clone(),
            expand: request.expand_text(),
            company: request.company.clone(),
            url: request.url(),
            request: request.clone(),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WireUnchecked {
    what: &'static str,
    columns: Vec<String>,
}

impl From<&Unchecked> for WireUnchecked {
    fn from(unchecked: &Unchecked) -> Self {
        Self {
            what: unchecked.what,
            columns: unchecked.columns.clone(),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WireStep {
    step: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WireTraceRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    field_mapping: Option<u32>,
    source: String,
    target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    steps: Vec<WireStep>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<WireValue>,
}

/// The answer for one record.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireResult {
    map: String,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    skip_reason: Option<&'static str>,
    target: WireTarget,
    payload: Ordered,
    diagnostics: Vec<WireDiagnostic>,
    requests: Vec<WireRequest>,
    unchecked: Vec<WireUnchecked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<Vec<WireTraceRow>>,
    /// One for each map or leg, when the call meant several.
    #[serde(skip_serializing_if = "Option::is_none")]
    results: Option<Vec<WireResult>>,
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
        if let (Output::Number(digits), WireValue::Text(_)) = (output, &value) {
            findings.push(
                Diagnostic::new(Code::NumberAsText)
                    .name("column", field.name.clone())
                    .value("value", digits.clone())
                    .at(Path::new().word("payload").name(&field.name)),
            );
        }
        payload.push((field.name.clone(), value));
    }
    let key = outcome
        .key
        .iter()
        .map(|(name, value)| (name.clone(), wire_value(value, numbers)))
        .collect();
    let (word, skip_reason) = verdict(outcome.verdict);
    WireResult {
        map: map.to_owned(),
        outcome: word,
        skip_reason,
        target: WireTarget {
            side: outcome.target_side.word(),
            entity_set: outcome.target_entity_set.clone(),
            operation: match operation {
                Operation::Create => "create",
                Operation::Update => "update",
                Operation::Delete => "delete",
            },
            key: Ordered(key),
        },
        payload: Ordered(payload),
        diagnostics: findings
            .iter()
            .map(|finding| WireDiagnostic::new(finding, None))
            .collect(),
        requests: outcome.requests.iter().map(WireRequest::from).collect(),
        unchecked: outcome.unchecked.iter().map(WireUnchecked::from).collect(),
        trace: trace.then(|| wire_trace(outcome, numbers)),
        results: None,
    }
}

fn wire_trace(outcome: &Outcome, numbers: NumberForm) -> Vec<WireTraceRow> {
    let rows = outcome.trace.iter();
    rows.map(|row| WireTraceRow {
        field_mapping: row.field_mapping.and_then(|at| u32::try_from(at).ok()),
        source: row.source.clone(),
        target: row.target.clone(),
        value: row.value.clone(),
        steps: row
            .steps
            .iter()
            .map(|step| WireStep {
                step: step.kind,
                detail: step.detail.clone(),
                value: step.value.clone(),
            })
            .collect(),
        result: row
            .result
            .as_ref()
            .map(|output| wire_value(output, numbers)),
    })
    .collect()
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
            let same = |known: &&mut Request| known.id == wired.id;
            match requests.iter_mut().find(same) {
                Some(known) => known.merge(&wired.request),
                None => requests.push(wired.request.clone()),
            }
        }
        Some(WireResult {
            map: name.to_owned(),
            outcome: gravest.outcome,
            skip_reason: gravest.skip_reason,
            target: gravest.target.clone(),
            payload: Ordered(Vec::new()),
            diagnostics: results
                .iter()
                .flat_map(|result| result.diagnostics.clone())
                .collect(),
            requests: requests.iter().map(WireRequest::from).collect(),
            unchecked: Vec::new(),
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

fn wire_value(output: &Output, numbers: NumberForm) -> WireValue {
    match output {
        Output::Null => WireValue::Null,
        Output::Boolean(flag) => WireValue::Boolean(*flag),
        Output::Text(text) => WireValue::Text(text.clone()),
        Output::Number(digits) => match numbers {
            NumberForm::Digits => match serde_json::value::RawValue::from_string(digits.clone()) {
                Ok(raw) => WireValue::Digits(raw),
                Err(_) => WireValue::Text(digits.clone()),
            },
            NumberForm::Double => double(digits),
        },
    }
}

/// A JavaScript number where it means the same value, else the digits as text.
fn double(digits: &str) -> WireValue {
    // Number.MAX_SAFE_INTEGER: above it a double stands for several whole numbers.
    const SAFE: i64 = (1 << 53) - 1;
    let text = || WireValue::Text(digits.to_owned());
    let Ok(exact) = Decimal::parse(digits) else {
        return text();
    };
    if let Some(whole) = exact.to_i64() {
        return if (-SAFE..=SAFE).contains(&whole) {
            WireValue::Whole(whole)
        } else {
            text()
        };
    }
    // The shortest text of the double reads back as the same decimal: nothing was lost.
    match digits.parse::<f64>() {
        Ok(number) if Decimal::parse(&number.to_string()) == Ok(exact) => WireValue::Double(number),
        _ => text(),
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WireBatchRow {
    row: u64,
    #[serde(skip_serializing_if = "String::is_empty")]
    key: String,
    diagnostic: WireDiagnostic,
}

/// The report of a batch.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireBatchReport {
    map: String,
    complete: bool,
    rows: u64,
    written: u32,
    skipped: u32,
    blocked: u32,
    undecided: u32,
    /// One letter a record: `w`, `s`, `b`, `u`.
    outcomes: String,
    findings: Vec<WireBatchRow>,
    omitted_findings: u64,
    codes: Vec<WireCodeCount>,
    diagnostics: Vec<WireDiagnostic>,
    requests: Vec<WireRequest>,
    /// Requests past the most that a report holds; left out when there are none.
    #[serde(skip_serializing_if = "is_zero")]
    omitted_requests: u64,
    unchecked: Vec<WireUnchecked>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde calls"
)]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WireCodeCount {
    code: &'static str,
    count: u64,
}

/// A batch report as it leaves; row numbers and counts stay far below 2^53.
pub fn batch_report(plan: &Plan, report: &BatchReport) -> WireBatchReport {
    let count = |letter: u8| {
        let found = report
            .outcomes
            .bytes()
            .filter(|known| *known == letter)
            .count();
        u32::try_from(found).unwrap_or(u32::MAX)
    };
    WireBatchReport {
        map: plan.map().to_owned(),
        complete: report.complete,
        rows: report.rows,
        written: count(b'w'),
        skipped: count(b's'),
        blocked: count(b'b'),
        undecided: count(b'u'),
        outcomes: report.outcomes.clone(),
        findings: report
            .findings
            .iter()
            .map(|found| WireBatchRow {
                row: found.row,
                key: found.key.clone(),
                diagnostic: WireDiagnostic::new(&found.diagnostic, None),
            })
            .collect(),
        omitted_findings: report.omitted,
        codes: report
            .by_code
            .iter()
            .map(|(code, count)| WireCodeCount {
                code: code.id(),
                count: *count,
            })
            .collect(),
        diagnostics: report
            .whole
            .iter()
            .map(|finding| WireDiagnostic::new(finding, None))
            .collect(),
        requests: report.requests.iter().map(WireRequest::from).collect(),
        omitted_requests: report.omitted_requests,
        unchecked: report.unchecked.iter().map(WireUnchecked::from).collect(),
    }
}

/// A map as it was read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireMap {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    legs: Vec<WireLeg>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WireLeg {
    finance_entity: String,
    dataverse_entity_set: String,
    field_mappings: u32,
}

/// The maps that were read.
pub fn maps(loaded: &[LoadedMap]) -> Vec<WireMap> {
    let list = loaded.iter();
    list.map(|loaded| WireMap {
        name: loaded.map.name.clone(),
        version: loaded.map.version.clone(),
        legs: loaded
            .map
            .legs
            .iter()
            .map(|leg| WireLeg {
                finance_entity: leg.finance_entity.text.clone(),
                dataverse_entity_set: leg.dataverse_entity_set.text.clone(),
                field_mappings: u32::try_from(leg.field_mappings.len()).unwrap_or(u32::MAX),
            })
            .collect(),
    })
    .collect()
}
