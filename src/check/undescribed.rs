//! Names that a plain-table description does not have. Such a table may leave columns out, so this
//! refutes nothing: one finding a table says what stays unchecked.

use super::scope::{Scope, listing};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::schema::{Side, Table};
use crate::text::NameIndex;
use crate::text::Span;

/// Places that the finding points to.
const SHOWN: usize = 5;

/// Names missed so far, table by table, each once.
#[derive(Default)]
pub(super) struct Undescribed<'a> {
    tables: Vec<(&'a Table, Vec<Missed>)>,
    seen: NameIndex,
}

/// A name and where the map writes it.
struct Missed {
    name: String,
    path: Path,
    span: Span,
}

impl<'a> Undescribed<'a> {
    /// Remembers a name.
    pub fn add(&mut self, table: &'a Table, name: &str, path: Path, span: Span) {
        let name_in_table = [&*table.name, "\n", &name.to_lowercase()].concat();
        if !self.seen.note(&name_in_table) {
            return;
        }
        let missed = Missed {
            name: name.to_owned(),
            path,
            span,
        };
        let known = self
            .tables
            .iter_mut()
            .find(|(known, _)| std::ptr::eq(*known, table));
        match known {
            Some((_, names)) => names.push(missed),
            None => self.tables.push((table, vec![missed])),
        }
    }

    /// One finding a table.
    pub fn tell(self, scope: &Scope<'_>, side: Side, found: &mut Vec<Diagnostic>) {
        for (table, missed) in self.tables {
            let names = listing(missed.iter().map(|missed| missed.name.as_str()));
            let name = match side {
                Side::Dataverse => &*table.name,
                Side::Finance => scope.finance_name(),
            };
            let finding = Diagnostic::new(Code::ColumnsNotDescribed)
                .name("columns", names)
                .name("table", name)
                .number("count", missed.len() as u64);
            let (word, text) = match side {
                Side::Dataverse => ("destinationSchema", &scope.leg.dataverse_entity_set),
                Side::Finance => ("sourceSchema", &scope.leg.finance_entity),
            };
            let mut finding = scope.text(finding, word, text);
            for missed in missed.into_iter().take(SHOWN) {
                finding = finding.related(missed.path, Some(missed.span));
            }
            found.push(finding);
        }
    }
}
