//! The English wording: every code has a message and a help text, and they use exactly the
//! parameters that the table of codes declares.

use dual_write_preflight::diagnostic::Code;
use libtest_mimic::Trial;
use std::collections::BTreeSet;

pub fn trials() -> Vec<Trial> {
    vec![Trial::test(
        "wording::english_is_complete",
        english_is_complete,
    )]
}

fn english_is_complete() -> Result<(), libtest_mimic::Failed> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en.ftl");
    let text = std::fs::read_to_string(path)?;
    let resource = fluent_bundle::FluentResource::try_new(text)
        .map_err(|(_, errors)| format!("en.ftl does not parse: {errors:?}"))?;
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in resource.entries() {
        let fluent_syntax::ast::Entry::Message(message) = entry else {
            continue;
        };
        let Some(code) = Code::ALL.iter().find(|code| code.id() == message.id.name) else {
            continue;
        };
        seen.insert(code.id());
        let mut used = BTreeSet::new();
        match &message.value {
            Some(pattern) => variables(pattern, &mut used),
            None => faults.push(format!("{} has no message", code.id())),
        }
        match message.attributes.iter().find(|a| a.id.name == "help") {
            Some(help) => variables(&help.value, &mut used),
            None => faults.push(format!("{} has no help", code.id())),
        }
        let declared: BTreeSet<String> = code
            .info()
            .params
            .iter()
            .map(|param| (*param).to_owned())
            .collect();
        if used != declared {
            faults.push(format!(
                "{}: uses {used:?}, declares {declared:?}",
                code.id()
            ));
        }
    }
    for code in Code::ALL {
        if !seen.contains(code.id()) {
            faults.push(format!("{} has no wording", code.id()));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n").into())
    }
}

fn variables(pattern: &fluent_syntax::ast::Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let fluent_syntax::ast::PatternElement::Placeable { expression } = element {
            expression_variables(expression, into);
        }
    }
}

fn expression_variables(
    expression: &fluent_syntax::ast::Expression<&str>,
    into: &mut BTreeSet<String>,
) {
    use fluent_syntax::ast::{Expression, InlineExpression};
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                variables(&variant.value, into);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => expression_variables(expression, into),
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                if let InlineExpression::VariableReference { id } = argument {
                    into.insert(id.name.to_owned());
                }
            }
        }
        _ => {}
    }
}
