//! One door for every form of schema: tells them apart by their first bytes and reads them.

use super::json::{Node, objects};
use super::{
    CsdlReader, Schema, Side, Table, dataverse, finance, read_columns, table_of_file_name,
};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::value::Enumeration;
use std::sync::Arc;

/// Reads a schema in any form that is known: service metadata in XML, metadata answers in JSON, tables
/// of columns as CSV. `file_name` helps with CSV (`dataverse-account.csv`); `side` decides where the
/// document does not say it.
///
/// A broken document gives no schema; what is wrong with parts of one is told and the part counts as
/// not stated.
pub fn read_schema(
    bytes: &[u8],
    file_name: Option<&str>,
    side: Option<Side>,
) -> (Option<Schema>, Vec<Diagnostic>) {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    match (body.first(), first) {
        (Some(0xFE | 0xFF), _) => {
            let encoding = Diagnostic::new(Code::XmlEncoding).name("encoding", "UTF-16");
            (None, vec![encoding.at(Path::input("schema"))])
        }
        (_, Some(b'<')) => {
            let mut reader = CsdlReader::new(side, None);
            // The error of a push is the error that `finish` tells.
            let _ = reader.push(bytes);
            reader.finish()
        }
        (_, Some(b'{' | b'[')) => read_answer(body, side),
        (_, None) => (None, vec![fault(Code::NotASchema)]),
        _ => read_table_of_columns(body, file_name, side),
    }
}

fn fault(code: Code) -> Diagnostic {
    Diagnostic::new(code).at(Path::input("schema"))
}

fn read_table_of_columns(
    bytes: &[u8],
    file_name: Option<&str>,
    side: Option<Side>,
) -> (Option<Schema>, Vec<Diagnostic>) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.valid_up_to() as u64;
            return (None, vec![fault(Code::NotUtf8).number("offset", offset)]);
        }
    };
    let header = text.lines().next().unwrap_or_default().to_lowercase();
    if !header
        .split(',')
        .any(|field| field.trim_matches(['"', ' ']) == "name")
    {
        return (None, vec![fault(Code::NotASchema)]);
    }
    let hint = file_name.and_then(table_of_file_name);
    let Some(side) = side.or(hint.map(|(side, _)| side)) else {
        return (None, vec![fault(Code::SchemaSideUnknown)]);
    };
    let table = hint.map_or_else(|| file_name.unwrap_or_default(), |(_, table)| table);
    read_columns(text, side, table)
}

fn read_answer(bytes: &[u8], side: Option<Side>) -> (Option<Schema>, Vec<Diagnostic>) {
    let mut found = Found::default();
    let answer = match objects(bytes, |node| found.take(&node)) {
        Ok(answer) => answer,
        Err(error) => return (None, vec![error.diagnostic()]),
    };
    let Some(detected) = found.side else {
        let refused = answer
            .refused
            .map(|message| fault(Code::MetadataRefused).name("message", message));
        return (
            None,
            vec![refused.unwrap_or_else(|| fault(Code::NotASchema))],
        );
    };
    if let Some(wanted) = side.filter(|side| *side != detected) {
        let other = fault(Code::SchemaOtherSide)
            .name("wanted", wanted.word())
            .name("found", detected.word());
        return (None, vec![other]);
    }
    let mut diagnostics = found.diagnostics;
    if answer.more {
        diagnostics.push(fault(Code::MetadataPartial));
    }
    // Columns that came one by one meet in their tables.
    let mut parts = Schema::new(detected);
    for table in found.tables {
        parts.push(table);
    }
    parts.enumerations = found.enumerations;
    let mut schema = Schema::new(detected);
    schema.merge(parts);
    (Some(schema), diagnostics)
}

#[derive(Default)]
struct Found {
    side: Option<Side>,
    tables: Vec<Table>,
    enumerations: Vec<Arc<Enumeration>>,
    diagnostics: Vec<Diagnostic>,
}

impl Found {
    fn take(&mut self, node: &Node<'_>) {
        if finance::is_data_entity(node) {
            self.side = Some(Side::Finance);
            self.tables.extend(finance::data_entity(node));
        } else if dataverse::is_attribute(node) {
            self.side = Some(Side::Dataverse);
            let table = dataverse::lone_attribute(node, &mut self.diagnostics);
            self.tables.push(table);
        } else if dataverse::is_definition(node) {
            self.side = Some(Side::Dataverse);
            let table = dataverse::table(node, &mut self.diagnostics);
            self.tables.push(table);
        } else if finance::is_public_entity(node) {
            self.side = Some(Side::Finance);
            let table = finance::public_entity(node, &mut self.diagnostics);
            self.tables.push(table);
        } else if finance::is_enumeration(node) {
            self.side = Some(Side::Finance);
            self.enumerations.push(Arc::new(finance::enumeration(node)));
        }
    }
}
