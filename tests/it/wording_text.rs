//! Messages and help texts of `locales/en.ftl` as templates that people read: parameters as
//! `‹name›`, and one text for each case where the wording chooses.

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use libtest_mimic::Failed;
use std::collections::BTreeMap;

/// Texts with the case that each is for; the case is empty where there is only one text.
pub type Texts = Vec<(String, String)>;

/// The wording of one code.
pub struct Wording {
    pub message: Texts,
    pub help: Texts,
}

/// The English wording by code.
pub fn english() -> Result<BTreeMap<String, Wording>, Failed> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en.ftl");
    let text = std::fs::read_to_string(path)?;
    let resource = fluent_syntax::parser::parse(text.as_str())
        .map_err(|(_, errors)| format!("en.ftl does not parse: {errors:?}"))?;
    let mut wording = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let (Some(value), Some(help)) = (
            &message.value,
            message.attributes.iter().find(|a| a.id.name == "help"),
        ) else {
            continue;
        };
        wording.insert(
            message.id.name.to_owned(),
            Wording {
                message: texts(value)?,
                help: texts(&help.value)?,
            },
        );
    }
    Ok(wording)
}

fn texts(pattern: &Pattern<&str>) -> Result<Texts, Failed> {
    let mut found: Texts = vec![(String::new(), String::new())];
    for element in &pattern.elements {
        let pieces: Texts = match element {
            PatternElement::TextElement { value } => vec![(String::new(), (*value).to_owned())],
            PatternElement::Placeable { expression } => pieces(expression)?,
        };
        found = found
            .iter()
            .flat_map(|(case, text)| {
                pieces.iter().map(move |(more, piece)| {
                    let both = [case.as_str(), more.as_str()];
                    let cases: Vec<&str> = both.into_iter().filter(|c| !c.is_empty()).collect();
                    (cases.join(", "), format!("{text}{piece}"))
                })
            })
            .collect();
    }
    for (_, text) in &mut found {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    Ok(found)
}

fn pieces(expression: &Expression<&str>) -> Result<Texts, Failed> {
    match expression {
        Expression::Inline(inline) => Ok(vec![(String::new(), piece(inline)?)]),
        Expression::Select { selector, variants } => {
            let subject = piece(selector)?;
            let mut cases = Vec::new();
            for variant in variants {
                let key = match &variant.key {
                    VariantKey::Identifier { name } => *name,
                    VariantKey::NumberLiteral { value } => *value,
                };
                let case = match (variant.default, key) {
                    (true, "other") => format!("{subject} is anything else"),
                    (true, key) => format!("{subject} is `{key}` or anything else"),
                    (false, key) => format!("{subject} is `{key}`"),
                };
                for (more, text) in texts(&variant.value)? {
                    let case = match more.as_str() {
                        "" => case.clone(),
                        more => format!("{case}, {more}"),
                    };
                    cases.push((case, text));
                }
            }
            Ok(cases)
        }
    }
}

fn piece(inline: &InlineExpression<&str>) -> Result<String, Failed> {
    match inline {
        InlineExpression::VariableReference { id } => Ok(format!("‹{}›", id.name)),
        InlineExpression::StringLiteral { value } => Ok((*value).to_owned()),
        InlineExpression::NumberLiteral { value } => Ok((*value).to_owned()),
        InlineExpression::FunctionReference { arguments, .. } => {
            match arguments.positional.first() {
                Some(first) => piece(first),
                None => Err("a function without argument in en.ftl".into()),
            }
        }
        InlineExpression::Placeable { expression } => {
            let cases = pieces(expression)?;
            match cases.as_slice() {
                [(_, text)] => Ok(text.clone()),
                _ => Err("a choice inside a placeable in en.ftl".into()),
            }
        }
        _ => Err("en.ftl refers to other messages, which pages do not follow".into()),
    }
}
