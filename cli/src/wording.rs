//! The English of findings, from `locales/en.ftl`. The npm package formats the same file with
//! `@fluent/bundle` and `Intl`; both give the same text.

use dual_write_preflight::diagnostic::Param;
use dual_write_preflight::wire::{WireDiagnostic, Words};
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Where the page of each code is.
const PAGES: &str = "https://dual-write-preflight.github.io/docs/diagnostics/";

/// The wording, read once.
pub struct Wording(FluentBundle<FluentResource>);

impl Wording {
    /// English.
    pub fn english() -> Self {
        let text = include_str!("../../locales/en.ftl").to_owned();
        // A message that does not parse is missing and shown as its slug; a test reads them all.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        let english: LanguageIdentifier = "en".parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![english]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => grouped(number),
            _ => None,
        }));
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// Puts the words into a finding.
    pub fn word(&self, finding: &mut WireDiagnostic) {
        let mut arguments = FluentArgs::new();
        for (key, param) in finding.params.iter() {
            match param {
                Param::Name(text) | Param::Value(text) => arguments.set(key, text.as_str()),
                Param::Number(number) => arguments.set(key, *number),
            }
        }
        let message = self
            .format(finding.code, None, &arguments)
            .unwrap_or_else(|| finding.slug.to_owned());
        let help = self
            .format(finding.code, Some("help"), &arguments)
            .unwrap_or_default();
        finding.words = Some(Words {
            message,
            help,
            doc_url: page(finding.code),
        });
    }

    fn format(
        &self,
        code: &str,
        attribute: Option<&str>,
        arguments: &FluentArgs<'_>,
    ) -> Option<String> {
        let message = self.0.get_message(code)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, Some(arguments), &mut errors);
        Some(text.into_owned())
    }
}

/// The page about a code.
pub fn page(code: &str) -> String {
    format!("{PAGES}{code}")
}

/// A whole number as `Intl.NumberFormat("en")` writes it: `12,345`. Others are left to Fluent.
fn grouped(number: &FluentNumber) -> Option<String> {
    let text = number.as_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !number.options.use_grouping || !whole || digits.len() <= 3 {
        return None;
    }
    let mut grouped = String::with_capacity(text.len().saturating_add(8));
    if text.starts_with('-') {
        grouped.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        let rest = digits.len().saturating_sub(at);
        if at > 0 && rest.is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    Some(grouped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dual_write_preflight::diagnostic::{Code, Diagnostic};
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[test]
    fn every_code_has_words() {
        let wording = Wording::english();
        for code in Code::ALL {
            let none = FluentArgs::new();
            let text = |part| wording.format(code.id(), part, &none).unwrap_or_default();
            assert!(!text(None).is_empty(), "{}", code.id());
            assert!(!text(Some("help")).is_empty(), "{}", code.id());
        }
    }

    #[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
    struct Expected {
        code: String,
        params: BTreeMap<String, Given>,
        #[serde(default)]
        message: String,
        #[serde(default)]
        help: String,
        #[serde(default, rename = "docUrl")]
        doc_url: String,
    }

    #[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Given {
        Name(String),
        Value(String),
        Number(u64),
    }

    /// `tests/data/wording/texts.json`: what every host says; `UPDATE=1` rewrites it.
    #[test]
    fn texts_are_those_of_the_shared_fixture() -> Result<(), Box<dyn std::error::Error>> {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/data/wording/texts.json"
        );
        let expected: Vec<Expected> = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        let wording = Wording::english();
        let mut found = Vec::new();
        for case in &expected {
            let code = Code::ALL.iter().find(|code| code.id() == case.code);
            let code = *code.ok_or_else(|| format!("no code {}", case.code))?;
            let mut finding = Diagnostic::new(code);
            for (key, given) in &case.params {
                let known = code.info().params.iter().find(|known| *known == key);
                let key = *known.ok_or_else(|| format!("{} has no {key}", case.code))?;
                finding = match given {
                    Given::Name(text) => finding.name(key, text.as_str()),
                    Given::Value(text) => finding.value(key, text.as_str()),
                    Given::Number(number) => finding.number(key, *number),
                };
            }
            let mut wired = WireDiagnostic::new(&finding, None);
            wording.word(&mut wired);
            let words = wired.words.unwrap_or_default();
            found.push((words.message, words.help, words.doc_url));
        }
        if std::env::var_os("UPDATE").is_some() {
            let said = expected.into_iter().zip(found);
            let rewritten: Vec<Expected> = said
                .map(|(case, (message, help, doc_url))| Expected {
                    message,
                    help,
                    doc_url,
                    ..case
                })
                .collect();
            std::fs::write(path, serde_json::to_string_pretty(&rewritten)? + "\n")?;
            return Ok(());
        }
        assert!(!expected.is_empty());
        for (case, said) in expected.into_iter().zip(found) {
            assert_eq!(
                (case.message, case.help, case.doc_url),
                said,
                "{}",
                case.code
            );
        }
        Ok(())
    }
}
