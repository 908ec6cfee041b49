//! Dataverse columns and lookup paths must exist (`DIPV1025`): well formed, every segment known, a
//! lookup where the path goes on.

use super::scope::{Row, Scope, Suggestions, only_target};
use super::undescribed::Undescribed;
use crate::diagnostic::{Code, Diagnostic};
use crate::lookup::{DataversePath, PathFault};
use crate::schema::{Column, Side, Table};
use crate::value::Type;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let mut suggestions = Suggestions::new();
    let mut undescribed = Undescribed::default();
    for row in &scope.rows {
        if let Some(fault) = row.fault {
            let finding = Diagnostic::new(Code::PathMalformed)
                .name("path", row.column)
                .name("problem", word(fault));
            found.push(scope.at_column(finding, row));
        }
        let (Some(path), Some(own)) = (&row.path, scope.own) else {
            continue;
        };
        let mut walk = Walk {
            scope,
            row,
            suggestions: &mut suggestions,
            undescribed: &mut undescribed,
            found,
        };
        walk.path(path, own);
    }
    undescribed.tell(scope, Side::Dataverse, found);
}

fn word(fault: PathFault) -> &'static str {
    match fault {
        PathFault::EmptySegment => "empty",
        PathFault::TooLong => "long",
        PathFault::Parenthesis => "parenthesis",
        PathFault::Mixed => "mixed",
    }
}

struct Walk<'w, 'a> {
    scope: &'w Scope<'a>,
    row: &'w Row<'a>,
    suggestions: &'w mut Suggestions,
    undescribed: &'w mut Undescribed<'a>,
    found: &'w mut Vec<Diagnostic>,
}

impl<'a> Walk<'_, 'a> {
    fn path(&mut self, path: &DataversePath, own: &'a Table) {
        let Some(column) = self.known(own, path.column()) else {
            return;
        };
        match path {
            DataversePath::Column(_) => {}
            DataversePath::Lookup(segments) => {
                if self.is_lookup(own, column) {
                    self.lookup(segments);
                }
            }
            DataversePath::Polymorphic { targets, .. } => {
                if !self.is_lookup(own, column) {
                    return;
                }
                for target in targets {
                    let name = target.table.to_lowercase();
                    let schema = self.scope.input.dataverse;
                    if let Some(table) = schema.and_then(|schema| schema.by_name(&name)) {
                        self.known(table, &target.key);
                    }
                }
            }
        }
    }

    fn lookup(&mut self, segments: &[String]) {
        let (Some((first, rest)), Some(schema)) =
            (segments.split_first(), self.scope.input.dataverse)
        else {
            return;
        };
        let mut table = self.scope.related(self.row.mapping, first).table;
        let Some((last, via)) = rest.split_last() else {
            return;
        };
        for segment in via {
            let Some(at) = table else { return };
            let Some(column) = self.known(at, segment) else {
                return;
            };
            if !self.is_lookup(at, column) {
                return;
            }
            table = only_target(schema, at, segment);
        }
        if let Some(table) = table {
            self.known(table, last);
        }
    }

    /// The column, or a finding.
    fn known(&mut self, table: &'a Table, name: &str) -> Option<&'a Column> {
        if let Some(column) = table.column(name) {
            return Some(column);
        }
        if table.partial {
            let path = self.scope.row_path(self.row);
            let span = self.row.mapping.dataverse_field.span;
            self.undescribed.add(table, name, path, span);
            return None;
        }
        let finding = Diagnostic::new(Code::DataverseColumnUnknown)
            .name("column", name)
            .name("table", &*table.name);
        let names = table.columns.iter().map(|column| &*column.name);
        let finding = self.suggestions.add(finding, name, names);
        self.found.push(self.scope.at_column(finding, self.row));
        None
    }

    fn is_lookup(&mut self, table: &Table, column: &Column) -> bool {
        // CSDL states a lookup by its value property, a unique identifier.
        if matches!(column.kind, Type::Lookup(_) | Type::Guid | Type::Unchecked) {
            return matches!(column.kind, Type::Lookup(_));
        }
        let finding = Diagnostic::new(Code::NotALookup)
            .name("column", &*column.name)
            .name("table", &*table.name)
            .name("path", self.row.column);
        self.found.push(self.scope.at_column(finding, self.row));
        false
    }
}
