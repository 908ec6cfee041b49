//! Findings in English, through the wording that the product ships.
#![allow(
    clippy::expect_used,
    reason = "test code over the repository's own wording; a panic is a failed test"
)]

use dual_write_preflight::diagnostic::{Code, Diagnostic, Param, Segment, Severity};
use dual_write_preflight::text::LineIndex;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::cell::OnceCell;

thread_local! {
    static BUNDLE: OnceCell<FluentBundle<FluentResource>> = const { OnceCell::new() };
}

fn bundle() -> FluentBundle<FluentResource> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en.ftl");
    let text = std::fs::read_to_string(path).expect("locales/en.ftl is readable");
    let resource = FluentResource::try_new(text).expect("locales/en.ftl parses");
    let language = "en".parse().expect("a language tag");
    let mut bundle = FluentBundle::new(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("ids occur once");
    bundle
}

/// The finding as a reader sees it, its place counted in `text`:
///
/// ```text
/// error[DW0203] DIPV1022: Finance field `X` is not in data entity `Y`
///   --> maps · [Y] - [ys] · legs · 0 · fieldMappings · 2 (12:20)
///   = help: …
/// ```
pub fn render(finding: &Diagnostic, text: &str) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let info = finding.code.info();
    let alias = match info.alias {
        "" => String::new(),
        alias => format!(" {alias}"),
    };
    let place = finding.span.map_or(String::new(), |span| {
        let at = LineIndex::new(text).position(span.start);
        format!(" ({}:{})", at.line, at.column)
    });
    let mut out = format!(
        "{severity}[{}]{alias}: {}\n  --> {}{place}\n  = help: {}\n",
        info.id,
        worded(finding.code, finding, None),
        path(finding),
        worded(finding.code, finding, Some("help")),
    );
    for related in &finding.related {
        if let Some(span) = related.span {
            let at = LineIndex::new(text).position(span.start);
            out.push_str(&format!("  = see also: {}:{}\n", at.line, at.column));
        }
    }
    out
}

fn path(finding: &Diagnostic) -> String {
    let segments = finding.path.0.iter().map(|segment| match segment {
        Segment::Word(word) => (*word).to_owned(),
        Segment::Name(name) => name.clone(),
        Segment::Index(at) => at.to_string(),
    });
    segments.collect::<Vec<_>>().join(" · ")
}

fn worded(code: Code, finding: &Diagnostic, attribute: Option<&str>) -> String {
    BUNDLE.with(|cell| {
        let bundle = cell.get_or_init(bundle);
        let message = bundle.get_message(code.id()).expect("every code is worded");
        let pattern = match attribute {
            None => message.value().expect("a message"),
            Some(name) => message.get_attribute(name).expect("a help").value(),
        };
        let mut arguments = FluentArgs::new();
        for (key, param) in finding.params.iter() {
            let value = match param {
                Param::Name(text) | Param::Value(text) => FluentValue::from(text.clone()),
                Param::Number(number) => FluentValue::from(*number),
            };
            arguments.set(key, value);
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        assert!(errors.is_empty(), "{}: {errors:?}", code.id());
        text.into_owned()
    })
}
