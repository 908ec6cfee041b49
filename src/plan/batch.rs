//! Many records at once: bytes in, payload bytes and a compact report out. No tree is built: each
//! record is scanned into cells, run and written before the next one is read.

use super::outcome::{Outcome, RecordCall, Unchecked, Verdict};
use super::{Plan, run};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::lookup::Request;
use crate::row::{Layout, Part, Row, rows};
use crate::text::NameIndex;
use crate::value::{Cell, Output};

/// Rows that one transaction carries Finance → Dataverse (documented).
const TRANSACTION_LIMIT: u64 = 1_000;
/// Rows per legal entity in one run of an initial sync (documented).
const INITIAL_SYNC_LIMIT: u64 = 500_000;
/// The same for tables that sync in a single thread (documented).
const SINGLE_THREAD_LIMIT: u64 = 70_000;
/// Entity sets that sync in a single thread (documented list).
const SINGLE_THREAD: &[&str] = &[
    "msdyn_taxcodes",
    "accounts",
    "msdyn_vendors",
    "msdyn_warehouses",
    "msdyn_productcategories",
    "cdm_employments",
    "cdm_positionworkerassignmentmaps",
    "msdyn_inventorylocations",
    "msdyn_shipvias",
];

/// How payloads are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum OutputLayout {
    /// As the input: newline-delimited for newline-delimited, else an array.
    #[default]
    AsInput,
    /// One JSON array.
    Array,
    /// One payload a line.
    Lines,
}

/// What the records are part of; brings the limits of that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SyncMode {
    /// Each record for itself.
    #[default]
    Live,
    /// All records in one transaction.
    Transaction,
    /// An initial sync.
    InitialSync,
}

/// Choices for a batch.
#[derive(Clone, Copy, Debug)]
pub struct BatchOptions {
    /// How payloads are written.
    pub layout: OutputLayout,
    /// What the records are part of.
    pub mode: SyncMode,
    /// The target's JSON types instead of what dual-write sends.
    pub typed: bool,
    /// Findings kept; the rest are counted.
    pub most_findings: usize,
    /// Requests kept; the rest are counted. Their records stay undecided.
    pub most_requests: usize,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self {
            layout: OutputLayout::AsInput,
            mode: SyncMode::Live,
            typed: false,
            most_findings: 10_000,
            most_requests: 100_000,
        }
    }
}

/// One finding and its record.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchRow {
    /// Position of the record, from 0.
    pub row: u64,
    /// Its key on the receiving side, values joined by `, `.
    pub key: String,
    /// The finding.
    pub diagnostic: Diagnostic,
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct BatchReport {
    /// Payloads of the records that are written.
    pub output: Vec<u8>,
    /// Records read.
    pub rows: u64,
    /// One letter a record: `w` write, `s` skip, `b` block, `u` undecided.
    pub outcomes: String,
    /// Findings with their records, at most as many as asked for.
    pub findings: Vec<BatchRow>,
    /// Findings that were not kept.
    pub omitted: u64,
    /// Findings by code, all of them.
    pub by_code: Vec<(Code, u64)>,
    /// Findings about the batch as a whole, a broken text among them.
    pub whole: Vec<Diagnostic>,
    /// Rows that would decide what is open, each once, at most as many as asked for.
    pub requests: Vec<Request>,
    /// Requests that were not kept; one row may be counted for each record that refers to it.
    pub omitted_requests: u64,
    /// What was not checked.
    pub unchecked: Vec<Unchecked>,
    /// The whole text was read. When false, the records before the fault are delivered.
    pub complete: bool,
}

impl BatchReport {
    /// The report of a batch that no plan could be found for: not complete, nothing written.
    pub fn refused(whole: Vec<Diagnostic>) -> Self {
        Self {
            output: b"[]".to_vec(),
            whole,
            ..Self::default()
        }
    }
}

/// Checks every record of a text. `progress` is told the bytes read now and then and may stop the
/// work by returning false; the report is then not complete.
pub fn check_batch(
    plan: &Plan,
    call: &RecordCall<'_>,
    bytes: &[u8],
    options: &BatchOptions,
    mut progress: impl FnMut(usize) -> bool,
) -> BatchReport {
    let mut batch = Batch {
        plan,
        options,
        report: BatchReport::default(),
        requests: NameIndex::new(),
        codes: Vec::new(),
        layout: OutputLayout::Array,
    };
    let mut stream = match rows(bytes) {
        Ok(stream) => stream,
        Err(error) => {
            batch
                .report
                .whole
                .push(error.diagnostic().at(Path::input("records")));
            return batch.close();
        }
    };
    batch.layout = match (options.layout, stream.layout()) {
        (OutputLayout::AsInput, Layout::Sequence) => OutputLayout::Lines,
        (OutputLayout::AsInput, _) => OutputLayout::Array,
        (chosen, _) => chosen,
    };
    if batch.layout == OutputLayout::Array {
        batch.report.output.push(b'[');
    }
    loop {
        match stream.next_row(plan.shape()) {
            Ok(Some(row)) => batch.record(call, &row),
            Ok(None) => {
                // One page of several is not the whole.
                batch.report.complete = !stream.further_pages();
                if stream.further_pages() {
                    let finding = Diagnostic::new(Code::FurtherPages).at(Path::input("records"));
                    batch.report.whole.push(finding);
                }
                break;
            }
            Err(error) => {
                batch
                    .report
                    .whole
                    .push(error.diagnostic().at(Path::input("records")));
                break;
            }
        }
        let often = batch.report.rows.is_multiple_of(1024);
        if often && !progress(stream.offset()) {
            break;
        }
    }
    batch.close()
}

struct Batch<'p> {
    plan: &'p Plan,
    options: &'p BatchOptions,
    report: BatchReport,
    requests: NameIndex,
    codes: Vec<(Code, u64)>,
    layout: OutputLayout,
}

impl Batch<'_> {
    fn record(&mut self, call: &RecordCall<'_>, row: &Row<'_>) {
        let mut outcome = run(self.plan, call, row, None);
        if self.options.mode == SyncMode::InitialSync {
            self.quotes(row, &mut outcome);
        }
        let letter = match outcome.verdict {
            Verdict::Write => 'w',
            Verdict::Skip(_) => 's',
            Verdict::Block => 'b',
            Verdict::Undecided => 'u',
        };
        self.report.outcomes.push(letter);
        if outcome.verdict == Verdict::Write {
            self.write(&outcome);
        }
        let key = || {
            let values: Vec<String> = outcome.key.iter().map(|(_, value)| shown(value)).collect();
            values.join(", ")
        };
        for diagnostic in &outcome.diagnostics {
            self.count(diagnostic.code);
            if self.report.findings.len() < self.options.most_findings {
                self.report.findings.push(BatchRow {
                    row: self.report.rows,
                    key: key(),
                    diagnostic: diagnostic.clone(),
                });
            } else {
                self.report.omitted = self.report.omitted.saturating_add(1);
            }
        }
        for request in outcome.requests {
            let known = self.requests.get(&request.id);
            let next = self.report.requests.len();
            match known.and_then(|at| self.report.requests.get_mut(at)) {
                Some(known) => known.merge(&request),
                None if next >= self.options.most_requests => {
                    self.report.omitted_requests = self.report.omitted_requests.saturating_add(1);
                }
                None => {
                    self.requests.add(&request.id, next);
                    self.report.requests.push(request);
                }
            }
        }
        for unchecked in outcome.unchecked {
            self.uncheck(unchecked);
        }
        self.report.rows = self.report.rows.saturating_add(1);
    }

    fn count(&mut self, code: Code) {
        match self.codes.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => {
                let at = self.codes.partition_point(|(known, _)| *known < code);
                self.codes.insert(at, (code, 1));
            }
        }
    }

    fn uncheck(&mut self, unchecked: Unchecked) {
        let entries = &mut self.report.unchecked;
        match entries
            .iter_mut()
            .find(|known| known.what == unchecked.what)
        {
            Some(known) => {
                for column in unchecked.columns {
                    if !known.columns.contains(&column) {
                        known.columns.push(column);
                    }
                }
            }
            None => entries.push(unchecked),
        }
    }

    /// A double quote in a value breaks the files of an initial sync (documented).
    fn quotes(&self, row: &Row<'_>, outcome: &mut Outcome) {
        for (at, column) in self.plan.shape().columns().iter().enumerate() {
            let quoted = matches!(row.cell(at), Cell::Text(text) if text.contains('"'));
            let plain = self
                .plan
                .shape()
                .find(&column.name)
                .is_some_and(|(_, part)| part == Part::Value);
            if quoted && plain {
                let finding = Diagnostic::new(Code::InitialSyncQuote)
                    .name("column", column.name.clone())
                    .at(Path::record(&column.name));
                outcome.diagnostics.push(finding);
                if matches!(outcome.verdict, Verdict::Write | Verdict::Undecided) {
                    outcome.verdict = Verdict::Block;
                }
            }
        }
    }

    fn write(&mut self, outcome: &Outcome) {
        let output = &mut self.report.output;
        if self.layout == OutputLayout::Array && output.len() > 1 {
            output.push(b',');
        }
        output.push(b'{');
        for (at, field) in outcome.payload.iter().enumerate() {
            if at > 0 {
                output.push(b',');
            }
            quote(output, &field.name);
            output.push(b':');
            let value = if self.options.typed {
                &field.value.typed
            } else {
                &field.value.sent
            };
            write_output(output, value);
        }
        output.push(b'}');
        if self.layout == OutputLayout::Lines {
            output.push(b'\n');
        }
    }

    fn close(mut self) -> BatchReport {
        if self.layout == OutputLayout::Array {
            if self.report.output.is_empty() {
                self.report.output.push(b'[');
            }
            self.report.output.push(b']');
        }
        let written = self
            .report
            .outcomes
            .bytes()
            .filter(|letter| *letter != b's')
            .count();
        let count = u64::try_from(written).unwrap_or(u64::MAX);
        match self.options.mode {
            SyncMode::Live => {}
            SyncMode::Transaction if count > TRANSACTION_LIMIT => {
                let finding = Diagnostic::new(Code::TransactionTooLarge)
                    .number("count", count)
                    .number("limit", TRANSACTION_LIMIT);
                self.report.whole.push(finding);
            }
            SyncMode::InitialSync => {
                let set = self.plan.target_entity_set().to_lowercase();
                let own = self.plan.source.entity_set.to_lowercase();
                let single = SINGLE_THREAD
                    .iter()
                    .any(|known| *known == set || *known == own);
                let limit = if single {
                    SINGLE_THREAD_LIMIT
                } else {
                    INITIAL_SYNC_LIMIT
                };
                if count > limit {
                    let finding = Diagnostic::new(Code::InitialSyncTooLarge)
                        .number("count", count)
                        .number("limit", limit)
                        .name("table", self.plan.target_entity_set());
                    self.report.whole.push(finding);
                }
            }
            SyncMode::Transaction => {}
        }
        self.report.by_code = self.codes;
        self.report
    }
}

fn shown(value: &Output) -> String {
    match value {
        Output::Null => String::new(),
        Output::Boolean(flag) => flag.to_string(),
        Output::Number(text) | Output::Text(text) => text.clone(),
    }
}

/// Writes a value as JSON; numbers keep their digits.
pub(crate) fn write_output(into: &mut Vec<u8>, value: &Output) {
    match value {
        Output::Null => into.extend_from_slice(b"null"),
        Output::Boolean(true) => into.extend_from_slice(b"true"),
        Output::Boolean(false) => into.extend_from_slice(b"false"),
        Output::Number(text) => into.extend_from_slice(text.as_bytes()),
        Output::Text(text) => quote(into, text),
    }
}

/// Writes a JSON string.
fn quote(into: &mut Vec<u8>, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    into.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => into.extend_from_slice(b"\\\""),
            b'\\' => into.extend_from_slice(b"\\\\"),
            b'\n' => into.extend_from_slice(b"\\n"),
            b'\r' => into.extend_from_slice(b"\\r"),
            b'\t' => into.extend_from_slice(b"\\t"),
            0..0x20 => {
                into.extend_from_slice(b"\\u00");
                for digit in [byte >> 4, byte & 15] {
                    into.extend(HEX.get(usize::from(digit)));
                }
            }
            _ => into.push(byte),
        }
    }
    into.push(b'"');
}
