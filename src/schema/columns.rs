//! A table of columns as CSV: `name,type,maxLength,precision,required,target,optionset,description,
//! source`, and optionally `table,min,max,key,entitySet,navigation,create,update,dateBehavior,label`.
//!
//! The form of a schema that people write by hand or export from a spreadsheet. Only `name` and `type`
//! must be there; an empty cell states nothing. Fields are quoted as RFC 4180 says.
//!
//! * `target`: logical names of the related tables, separated by `;` or `|`.
//! * `navigation`: the navigation property; for several targets `account=customerid_account|…`.
//! * `optionset`: `1=First|2=Second`; a text that starts with `labels:` names no values and is passed
//!   over.
//! * `key`: `primary` for the row id (Dataverse) or the entity key (Finance), else the names of the keys
//!   that the column is part of, separated by `|`; the order of rows is the order in the key.

mod split;
mod words;

use super::{Column, Key, Navigation, Schema, Side, Table};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::value::Type;
use split::{Record, records};
use words::{Cell, kind, required, truth};

/// Side and table name from a file name such as `dataverse-msdyn_actual.csv`.
pub fn table_of_file_name(file_name: &str) -> Option<(Side, &str)> {
    let name = file_name.rsplit(['/', '\\']).next()?;
    let stem = name
        .len()
        .checked_sub(4)
        .filter(|at| {
            name.get(*at..)
                .is_some_and(|end| end.eq_ignore_ascii_case(".csv"))
        })
        .and_then(|at| name.get(..at))
        .unwrap_or(name);
    let (side, table) = stem.split_once('-')?;
    let side = match side.to_ascii_lowercase().as_str() {
        "dataverse" => Side::Dataverse,
        "finance" => Side::Finance,
        _ => return None,
    };
    (!table.is_empty()).then_some((side, table))
}

/// Reads a table of columns. `table` is the name of the table for rows without a `table` cell.
/// A broken file gives no schema; a cell that cannot be read counts as not stated.
pub fn read_columns(text: &str, side: Side, table: &str) -> (Option<Schema>, Vec<Diagnostic>) {
    let records = match records(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        Ok(records) => records,
        Err(line) => {
            let diagnostic = Diagnostic::new(Code::CsvQuote).number("line", line);
            return (None, vec![diagnostic.at(Path::input("schema"))]);
        }
    };
    let Some((header, rows)) = records.split_first() else {
        return (None, vec![missing("name")]);
    };
    let header = Header::new(header);
    for needed in ["name", "type"] {
        if header.position(needed).is_none() {
            return (None, vec![missing(needed)]);
        }
    }
    let diagnostics = header.unknown();
    let mut reader = Reader {
        side,
        header,
        tables: Vec::new(),
        diagnostics,
    };
    for row in rows {
        reader.row(row, table);
    }
    reader.finish()
}

fn missing(column: &str) -> Diagnostic {
    Diagnostic::new(Code::CsvHeader)
        .name("column", column)
        .at(Path::input("schema"))
}

/// Every heading that is read, and the two that are there for people.
const HEADINGS: &[&str] = &[
    "name",
    "type",
    "maxLength",
    "precision",
    "required",
    "target",
    "optionset",
    "description",
    "source",
    "table",
    "min",
    "max",
    "key",
    "entitySet",
    "navigation",
    "create",
    "update",
    "dateBehavior",
    "label",
];

/// Names of the columns of the file, folded.
struct Header(Vec<String>);

impl Header {
    fn new(record: &Record) -> Self {
        Self(
            record
                .fields
                .iter()
                .map(|field| field.trim().to_lowercase())
                .collect(),
        )
    }

    /// Headings that mean nothing here: most likely misspelt, and what stands under them is lost.
    fn unknown(&self) -> Vec<Diagnostic> {
        let known = |heading: &str| {
            HEADINGS
                .iter()
                .any(|name| name.eq_ignore_ascii_case(heading))
        };
        let strange = self
            .0
            .iter()
            .filter(|heading| !heading.is_empty() && !known(heading));
        strange
            .map(|heading| {
                Diagnostic::new(Code::CsvHeadingUnknown)
                    .name("heading", heading.as_str())
                    .suggest(heading, HEADINGS.iter().copied())
                    .at(Path::input("schema"))
            })
            .collect()
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|known| known == name)
    }

    /// The cell under a heading, or the empty text.
    fn cell<'r>(&self, record: &'r Record, name: &str) -> &'r str {
        self.position(&name.to_lowercase())
            .and_then(|at| record.fields.get(at))
            .map_or("", |field| field.trim())
    }
}

struct Reader {
    side: Side,
    header: Header,
    tables: Vec<Table>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn row(&mut self, record: &Record, default_table: &str) {
        let name = self.header.cell(record, "name");
        if name.is_empty() || record.fields.len() > self.header.0.len() {
            self.diagnostics.push(
                Diagnostic::new(Code::CsvRow)
                    .number("line", record.line)
                    .at(Path::input("schema")),
            );
            return;
        }
        let table = match self.header.cell(record, "table") {
            "" => default_table,
            named => named,
        };
        let path = Path::schema(self.side.word(), table).name(name);
        let column = self.column(record, name, &path);
        let at = self.table(table);
        let set = self.header.cell(record, "entitySet");
        let keys = self.header.cell(record, "key");
        let Some(table) = self.tables.get_mut(at) else {
            return;
        };
        if !set.is_empty() && table.entity_set.is_empty() {
            table.entity_set = set.into();
        }
        if table.column(name).is_some() {
            self.diagnostics.push(
                Diagnostic::new(Code::ColumnTwice)
                    .name("table", table.name.as_ref())
                    .name("column", name)
                    .at(path),
            );
        }
        add_to_keys(table, self.side, name, keys);
        table.push(column);
    }

    fn table(&mut self, name: &str) -> usize {
        let known = self
            .tables
            .iter()
            .position(|table| table.name.eq_ignore_ascii_case(name));
        known.unwrap_or_else(|| {
            self.tables.push(Table::new(name, ""));
            self.tables.len().saturating_sub(1)
        })
    }

    fn column(&mut self, record: &Record, name: &str, path: &Path) -> Column {
        let mut unreadable = Vec::new();
        let cell = |heading: &'static str| Cell {
            heading,
            text: self.header.cell(record, heading),
        };
        let word = cell("type");
        let found = kind(
            self.side,
            word.text,
            &[
                cell("maxLength"),
                cell("precision"),
                cell("min"),
                cell("max"),
                cell("optionset"),
                cell("dateBehavior"),
            ],
            &mut unreadable,
        );
        let known_type = found.is_some();
        let mut column = Column::new(name, found.unwrap_or(Type::Unchecked));
        let targets: Vec<Box<str>> = cell("target")
            .text
            .split([';', '|'])
            .map(str::trim)
            .filter(|target| !target.is_empty())
            .map(|target| target.to_lowercase().into())
            .collect();
        if let Type::Lookup(tables) = &mut column.kind {
            column.navigations = navigations(cell("navigation"), &targets, &mut unreadable);
            *tables = targets;
        }
        column.required = required(self.side, cell("required"), &mut unreadable);
        column.create = truth(cell("create"), &mut unreadable);
        column.update = truth(cell("update"), &mut unreadable);
        let label = cell("label").text;
        column.label = (!label.is_empty()).then(|| label.into());
        column.server_filled = self.side == Side::Dataverse
            && (name.eq_ignore_ascii_case("ownerid")
                || ["owner", "money_base"]
                    .iter()
                    .any(|server| word.text.eq_ignore_ascii_case(server)));
        if !known_type {
            self.diagnostics.push(
                Diagnostic::new(Code::TypeUnknown)
                    .name("type", word.text)
                    .name("column", name)
                    .at(path.clone()),
            );
        }
        for bad in unreadable {
            self.diagnostics.push(
                Diagnostic::new(Code::CsvCell)
                    .name("field", bad.heading)
                    .name("text", bad.text)
                    .name("column", name)
                    .number("line", record.line)
                    .at(path.clone()),
            );
        }
        column
    }

    fn finish(self) -> (Option<Schema>, Vec<Diagnostic>) {
        let mut diagnostics = self.diagnostics;
        if self.tables.is_empty() {
            diagnostics.push(Diagnostic::new(Code::NoTables).at(Path::input("schema")));
        }
        let mut schema = Schema::new(self.side);
        for mut table in self.tables {
            table.partial = true;
            if self.side == Side::Dataverse {
                name_row_id(&mut table);
            }
            schema.push(table);
        }
        (Some(schema), diagnostics)
    }
}

/// Without a `key` cell that says it, `<table>id` of the type unique identifier is the row id.
fn name_row_id(table: &mut Table) {
    if table.primary_id.is_empty() {
        let by_custom = format!("{}id", table.name.to_lowercase());
        let found = table
            .column(&by_custom)
            .filter(|column| column.kind == Type::Guid);
        table.primary_id = found.map(|column| column.name.clone()).unwrap_or_default();
    }
    let id = table.primary_id.clone();
    if let Some(column) = table.column_mut(&id) {
        column.server_filled = true;
    }
}

fn add_to_keys(table: &mut Table, side: Side, column: &str, cell: &str) {
    for word in cell
        .split('|')
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        let primary = word.eq_ignore_ascii_case("primary");
        if primary && side == Side::Dataverse {
            table.primary_id = column.into();
            continue;
        }
        let plain = primary
            || ["key", "true", "yes", "1"]
                .iter()
                .any(|yes| word.eq_ignore_ascii_case(yes));
        let name = if plain { "" } else { word };
        match table.keys.iter_mut().find(|key| key.name.as_ref() == name) {
            Some(key) => key.columns.push(column.into()),
            None => table.keys.push(Key {
                name: name.into(),
                columns: vec![column.into()],
            }),
        }
    }
}

fn navigations<'a>(
    cell: Cell<'a>,
    targets: &[Box<str>],
    unreadable: &mut Vec<Cell<'a>>,
) -> Vec<Navigation> {
    if cell.text.is_empty() {
        return Vec::new();
    }
    if let ([target], false) = (targets, cell.text.contains('=')) {
        return vec![Navigation {
            property: cell.text.into(),
            table: target.clone(),
        }];
    }
    let mut list = Vec::new();
    for part in cell.text.split('|') {
        match part.split_once('=') {
            Some((table, property)) => list.push(Navigation {
                property: property.trim().into(),
                table: table.trim().to_lowercase().into(),
            }),
            None => {
                unreadable.push(cell);
                return Vec::new();
            }
        }
    }
    list
}
