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
    use dual_write_preflight::diagnostic::{Code, Diagnostic, Path};

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

    #[test]
    fn numbers_are_grouped_and_names_stand_plain() {
        let finding = Diagnostic::new(Code::TooLarge)
            .number("limit", 67_108_864)
            .at(Path::input("maps"));
        let mut wired = WireDiagnostic::new(&finding, None);
        Wording::english().word(&mut wired);
        let words = wired.words.unwrap_or_default();
        assert_eq!(words.message, "larger than the limit of 67,108,864 bytes");
        assert_eq!(words.doc_url, format!("{PAGES}DW0004"));
    }
}
