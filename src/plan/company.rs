//! The company context: whether rows belong to a legal entity, and through which column.
//!
//! The company is never a row of the map; the runtime adds it. Its column is taken from the
//! integration key or the schema, never from its usual name.

use super::compile::{Compiler, source_column};
use super::compile_references::Related;
use super::model::{CompanyBind, CompanyPlan, Plan};
use crate::lookup::DataversePath;
use crate::map::{FieldMapping, MapDirection};
use crate::schema::{COMPANY_CODE, COMPANY_TABLE, FINANCE_COMPANY, Table, points_to_company};
use crate::value::Type;
use crate::value::semantics::CompanyInLookup;

/// Entity set of companies and the id column of their table.
pub(super) const COMPANY_SET: &str = "cdm_companies";
pub(super) const COMPANY_ID: &str = "cdm_companyid";

/// Whether the leg's own table has no lookup that could be its company: all its columns are known,
/// or its key is, which would name the company.
fn known_global(compiler: &Compiler<'_>) -> bool {
    let Some(table) = compiler.own_table else {
        return false;
    };
    let entity_set = &compiler.leg.dataverse_entity_set.text;
    let key = compiler.input.keys.resolve(entity_set, Some(table));
    !may_have_company(table) && (!table.partial || key.is_some())
}

/// Whether some lookup leads to companies, or to tables that the metadata does not name.
fn may_have_company(table: &Table) -> bool {
    table.columns.iter().any(|column| {
        points_to_company(&column.kind)
            || matches!(&column.kind, Type::Lookup(targets) if targets.is_empty())
    })
}

/// The column of the leg's own table that is its company context, or the path to it.
fn own_path(compiler: &Compiler<'_>) -> Option<Vec<String>> {
    compiler
        .input
        .keys
        .company_path(&compiler.leg.dataverse_entity_set.text)
        .or_else(|| {
            compiler
                .own_table
                .and_then(Table::company_lookup)
                .map(|column| vec![column.name.to_string()])
        })
}

/// The company column of the leg's own table, when it has one itself.
pub(super) fn company_column(compiler: &Compiler<'_>) -> Option<String> {
    match own_path(compiler)?.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// The company property of the data entity as the schema spells it.
pub(super) fn finance_property(compiler: &Compiler<'_>) -> String {
    compiler
        .input
        .finance
        .and_then(|table| table.column(FINANCE_COMPANY))
        .map_or(FINANCE_COMPANY.to_owned(), |column| column.name.to_string())
}

/// Finds the company context of the leg.
pub(super) fn company_plan(compiler: &Compiler<'_>, plan: &mut Plan) -> CompanyPlan {
    // A plain-table description may leave the company out.
    let finance_striped = compiler.input.finance.and_then(|table| {
        let striped = table.column(FINANCE_COMPANY).is_some();
        (striped || !table.partial).then_some(striped)
    });
    let path = own_path(compiler);
    let striped = match (&path, finance_striped) {
        (Some(_), Some(false)) | (None, Some(false)) => return CompanyPlan::Global,
        (Some(_), _) => true,
        (None, Some(true)) => true,
        (None, None) if known_global(compiler) => return CompanyPlan::Global,
        (None, None) => false,
    };
    if !striped {
        return CompanyPlan::Unknown;
    }
    match compiler.input.way {
        MapDirection::ToDataverse => {
            let property = finance_property(compiler);
            let known = compiler
                .input
                .finance
                .and_then(|table| table.column(FINANCE_COMPANY));
            let source = plan.shape.add(source_column(&property, known));
            let bind = match path.as_deref() {
                Some([column]) => Some(CompanyBind {
                    navigation: compiler.navigation(
                        compiler.own_table,
                        column,
                        Some(COMPANY_TABLE),
                        false,
                    ),
                }),
                Some(_) => None,
                // Striped by Finance alone: which Dataverse column holds it is not known.
                None => return CompanyPlan::Unknown,
            };
            CompanyPlan::ToDataverse { source, bind }
        }
        MapDirection::ToFinance => {
            let Some(mut segments) = path else {
                return CompanyPlan::Unknown;
            };
            let direct = segments.len() == 1;
            segments.push(COMPANY_CODE.to_owned());
            let mapping = reference_mapping(direct);
            let reference = compiler.inbound(plan, &mapping, &DataversePath::Lookup(segments));
            CompanyPlan::ToFinance {
                reference,
                property: finance_property(compiler),
            }
        }
    }
}

/// The company column always points to the table of companies, whatever the schema has.
fn reference_mapping(direct: bool) -> FieldMapping {
    FieldMapping {
        direction: None,
        finance_field: crate::map::Text::default(),
        dataverse_field: crate::map::Text::default(),
        related_entity: direct.then(|| crate::map::Text {
            text: COMPANY_SET.to_owned(),
            span: crate::text::Span::default(),
        }),
        transforms: Vec::new(),
        system_generated: true,
        span: crate::text::Span::default(),
    }
}

/// The filter path of the company code on a related table (`msdyn_company/cdm_companycode`), and
/// whether neither schema nor keys tell.
pub(super) fn company_paths(
    compiler: &Compiler<'_>,
    related: &Related<'_>,
) -> (Option<String>, bool) {
    if compiler.input.semantics.company_in_lookup == CompanyInLookup::Never {
        return (None, false);
    }
    let named = related.entity_set.as_deref().unwrap_or(&related.label);
    if let Some(segments) = compiler.input.keys.company_path(named) {
        let mut text = String::new();
        let mut table = related.table;
        for segment in &segments {
            text.push_str(&compiler.navigation(table, segment, None, false));
            text.push('/');
            table = table.and_then(|table| compiler.only_target(table, segment));
        }
        text.push_str(COMPANY_CODE);
        return (Some(text), false);
    }
    if compiler.input.keys.get(named).is_some() {
        return (None, false);
    }
    let Some(table) = related.table else {
        return (None, true);
    };
    let Some(column) = table.company_lookup().map(|column| &*column.name) else {
        return (None, false);
    };
    if !table.keys.is_empty() && !table.in_a_key(column) {
        return (None, false);
    }
    let navigation = compiler.navigation(Some(table), column, Some(COMPANY_TABLE), false);
    (Some(format!("{navigation}/{COMPANY_CODE}")), false)
}
