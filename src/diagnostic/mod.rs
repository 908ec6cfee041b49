//! What we tell the user: a code from one table, how sure we are, where it is and the values the
//! wording needs. The wording itself lives in `locales/` and is put together by the host.

mod code;
mod params;
mod path;
mod suggest;

pub use code::{Code, CodeInfo};
pub use params::{Param, Params};
pub use path::{Path, Segment};
pub use suggest::closest;

use crate::text::Span;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Probably not what is wanted, but dual-write carries on.
    Warning,
    /// The map will not run, or the record will not arrive.
    Error,
}

/// How we know a rule: stated by a public source, inferred from artefacts, or a chosen default
/// where no public source says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// Stated by documentation or visible in a real artefact.
    Fact,
    /// Inferred from artefacts.
    Inferred,
    /// Unknown: no public source; our default.
    Unknown,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub path: Path,
    /// The place in the document's text, when there is a text.
    pub span: Option<Span>,
}

/// One finding about a map, a schema, an expression or a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub code: Code,
    /// Severity; starts as the code's default.
    pub severity: Severity,
    /// How the rule is known; starts as the code's default.
    pub evidence: Evidence,
    /// The values that the wording names.
    pub params: Params,
    /// Where, as typed segments; works when there is no text.
    pub path: Path,
    /// The place in the text of the document that `path` starts in.
    pub span: Option<Span>,
    /// Other places that explain the finding.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A finding with the code's default severity and evidence.
    pub fn new(code: Code) -> Self {
        let info = code.info();
        Self {
            code,
            severity: info.severity,
            evidence: info.evidence,
            params: Params::default(),
            path: Path::default(),
            span: None,
            related: Vec::new(),
        }
    }

    /// Adds a name (column, table, option): shown as it is.
    #[must_use]
    pub fn name(mut self, key: &'static str, name: impl Into<String>) -> Self {
        self.params.push(key, Param::Name(name.into()));
        self
    }

    /// Adds a business value of the user's record: hosts may mask it.
    #[must_use]
    pub fn value(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.params.push(key, Param::Value(value.into()));
        self
    }

    /// Adds a count or limit.
    #[must_use]
    pub fn number(mut self, key: &'static str, number: u64) -> Self {
        self.params.push(key, Param::Number(number));
        self
    }

    /// Adds the nearest known name as `suggestion` (empty when none is near) and `near` (1, or 0
    /// when none is): the wording selects on the number, since it cannot select on an empty text.
    #[must_use]
    pub fn suggest<'a>(self, wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let found = closest(wanted, known).unwrap_or_default().to_owned();
        let near = u64::from(!found.is_empty());
        self.name("suggestion", found).number("near", near)
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, path: Path) -> Self {
        self.path = path;
        self
    }

    /// Says where in the text.
    #[must_use]
    pub fn span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Overrides the severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Overrides the evidence.
    #[must_use]
    pub fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn related(mut self, path: Path, span: Option<Span>) -> Self {
        self.related.push(Related { path, span });
        self
    }
}
