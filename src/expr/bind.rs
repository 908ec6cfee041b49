//! Ties the names of an expression to the columns of a table, and its constants to their types.

use super::Dialect;
use super::tree::{BinaryOp, Expr, Literal, LogicOp, Node, UnaryOp};
use crate::diagnostic::{Code, Diagnostic, Evidence, Severity};
use crate::schema::Table;
use crate::text::{NameIndex, Span};
use crate::value::{CivilDate, CivilDateTime, Decimal, Guid, Instant, Type, Value};

/// A column that a bound expression reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRef {
    /// Its name as the table spells it; without a table as the filter spells it. The `_…_value`
    /// that OData puts around a lookup's name is taken off.
    pub name: String,
    /// Its type, when a table was given that has it.
    pub kind: Option<Type>,
}

/// An expression ready for evaluation. It always evaluates; parts that the evaluator does not
/// carry out are unknown.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The columns it reads, each once.
    pub columns: Vec<ColumnRef>,
    pub(super) dialect: Dialect,
    pub(super) root: Test,
}

/// A condition.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Constant(bool),
    /// `null` as a condition.
    Null,
    /// A column as a condition.
    Column(usize),
    Not(Box<Test>),
    All(Vec<Test>),
    AnyOf(Vec<Test>),
    Compare(BinaryOp, Term, Term),
    In(Term, Vec<Term>),
    Like(Term, Term),
    Text(TextTest, Term, Term),
    /// What the evaluator does not carry out.
    Open,
}

/// Tests of texts.
#[derive(Clone, Copy, Debug)]
pub(super) enum TextTest {
    Contains,
    Starts,
    Ends,
}

/// An operand of a comparison.
#[derive(Clone, Debug)]
pub(super) enum Term {
    Column(usize),
    /// A constant other than null.
    Constant(Value),
    /// The constant `null`.
    Null,
    /// What the evaluator does not carry out.
    Open,
}

/// Binds an expression. Without a table nothing is checked and no type is known.
pub fn bind(expr: &Expr, dialect: Dialect, table: Option<&Table>) -> (Bound, Vec<Diagnostic>) {
    let mut binder = Binder {
        dialect,
        table,
        columns: Vec::new(),
        index: NameIndex::new(),
        findings: Vec::new(),
    };
    let root = binder.test(expr);
    let bound = Bound {
        columns: binder.columns,
        dialect,
        root,
    };
    (bound, binder.findings)
}

/// The column a path means: its only segment, or in X++ the last of `source.field`. `None` for
/// paths to other tables.
pub(super) fn column_name(path: &[Box<str>], dialect: Dialect) -> Option<&str> {
    match (path, dialect) {
        ([name], _) | ([_, name], Dialect::Xpp) => Some(name),
        _ => None,
    }
}

struct Binder<'a> {
    dialect: Dialect,
    table: Option<&'a Table>,
    columns: Vec<ColumnRef>,
    /// Names in lower case → position in `columns`.
    index: NameIndex,
    findings: Vec<Diagnostic>,
}

impl Binder<'_> {
    fn test(&mut self, expr: &Expr) -> Test {
        match &expr.node {
            Node::Literal(Literal::Boolean(flag)) => Test::Constant(*flag),
            Node::Literal(Literal::Null) => Test::Null,
            Node::Path(path) => match self.column(path, expr.span) {
                Some(index) => Test::Column(index),
                None => Test::Open,
            },
            Node::Unary(UnaryOp::Not, operand) => Test::Not(Box::new(self.test(operand))),
            Node::Logic(op, operands) => {
                let tests = operands.iter().map(|operand| self.test(operand)).collect();
                match op {
                    LogicOp::And => Test::All(tests),
                    LogicOp::Or => Test::AnyOf(tests),
                }
            }
            Node::Binary(op, left, right) => self.binary(*op, left, right),
            Node::Call(name, arguments) => self.call(name, arguments),
            _ => {
                self.names_below(expr);
                Test::Open
            }
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) -> Test {
        if op == BinaryOp::In {
            let Node::List(items) = &right.node else {
                return Test::Open;
            };
            let subject = self.term(left);
            let terms = items.iter().map(|item| {
                self.check_constant(&subject, item);
                self.term(item)
            });
            let terms: Vec<Term> = terms.collect();
            return Test::In(subject, terms);
        }
        let (first, second) = (self.term(left), self.term(right));
        match op {
            BinaryOp::Like => Test::Like(first, second),
            _ if op.is_comparison() => {
                self.check_constant(&first, right);
                self.check_constant(&second, left);
                Test::Compare(op, first, second)
            }
            _ => Test::Open,
        }
    }

    fn call(&mut self, name: &str, arguments: &[Expr]) -> Test {
        let terms: Vec<Term> = arguments
            .iter()
            .map(|argument| self.term(argument))
            .collect();
        let test = match name {
            "contains" => TextTest::Contains,
            "startswith" => TextTest::Starts,
            "endswith" => TextTest::Ends,
            _ => return Test::Open,
        };
        match <[Term; 2]>::try_from(terms) {
            Ok([text, part]) if self.dialect == Dialect::OData => Test::Text(test, text, part),
            _ => Test::Open,
        }
    }

    fn term(&mut self, expr: &Expr) -> Term {
        match &expr.node {
            Node::Literal(literal) => constant(literal),
            Node::Path(path) => match self.column(path, expr.span) {
                Some(index) => Term::Column(index),
                None => Term::Open,
            },
            _ => {
                self.names_below(expr);
                Term::Open
            }
        }
    }

    /// Checks the names in parts that are not evaluated; inside a lambda they belong to another
    /// table.
    fn names_below(&mut self, expr: &Expr) {
        if matches!(expr.node, Node::Lambda(_)) {
            return;
        }
        for child in super::tree::children(&expr.node) {
            match &child.node {
                Node::Path(path) => {
                    self.column(path, child.span);
                }
                _ => self.names_below(child),
            }
        }
    }

    /// The index of a column, added when it is new.
    fn column(&mut self, path: &[Box<str>], span: Span) -> Option<usize> {
        let written = column_name(path, self.dialect)?;
        let column = self.resolve(written, path.len() > 1, span);
        let next = self.columns.len();
        let known = self.index.add(&column.name.to_lowercase(), next);
        if known.is_none() {
            self.columns.push(column);
        }
        Some(known.unwrap_or(next))
    }

    fn resolve(&mut self, written: &str, with_source: bool, span: Span) -> ColumnRef {
        let plain = match self.dialect {
            Dialect::OData => lookup_column(written).unwrap_or(written),
            Dialect::Xpp => written,
        };
        let unknown = |name: &str| ColumnRef {
            name: name.to_owned(),
            kind: None,
        };
        let Some(table) = self.table else {
            return unknown(plain);
        };
        if let Some(column) = table.column(written).or_else(|| table.column(plain)) {
            return ColumnRef {
                name: column.name.to_string(),
                kind: Some(column.kind.clone()),
            };
        }
        // A data source of the entity may hold fields that the entity does not show.
        if with_source {
            return unknown(plain);
        }
        let known = table.columns.iter().map(|column| &*column.name);
        let finding = Diagnostic::new(Code::UnknownFilterColumn)
            .name("column", written)
            .name("table", &*table.name)
            .suggest(plain, known);
        // Finance metadata names public fields only; a range may know more (inferred).
        let finding = match self.dialect {
            Dialect::OData => finding,
            Dialect::Xpp => finding
                .severity(Severity::Warning)
                .evidence(Evidence::Inferred),
        };
        self.findings.push(finding.span(span));
        unknown(plain)
    }

    /// Checks a constant against the type of the column it is compared with.
    fn check_constant(&mut self, subject: &Term, other: &Expr) {
        let (Term::Column(index), Some(literal)) = (subject, other.literal_value()) else {
            return;
        };
        let Some(column) = self.columns.get(*index) else {
            return;
        };
        let Some(kind) = &column.kind else { return };
        let Some(fault) = fault(literal, kind, self.dialect) else {
            return;
        };
        let written = written(literal);
        let finding = match fault {
            Fault::Type => Diagnostic::new(Code::FilterConstantType)
                .name("column", &column.name)
                .name("type", kind.label())
                .name("written", written),
            Fault::Quoted => Diagnostic::new(Code::QuotedChoice)
                .name("column", &column.name)
                .name("written", written),
            Fault::Choice => Diagnostic::new(Code::UnknownFilterChoice)
                .name("column", &column.name)
                .name("written", written),
            Fault::Member => {
                let known: Vec<&str> = match kind {
                    Type::Enumeration(list) => {
                        list.members.iter().map(|(name, _)| &**name).collect()
                    }
                    _ => Vec::new(),
                };
                Diagnostic::new(Code::UnknownFilterMember)
                    .name("column", &column.name)
                    .name("member", &written)
                    .suggest(&written, known)
            }
        };
        // OData refuses a comparison of two types; how X++ ranges convert is not documented.
        let finding = match (fault, self.dialect) {
            (Fault::Type, Dialect::OData) => {
                finding.severity(Severity::Error).evidence(Evidence::Fact)
            }
            _ => finding,
        };
        self.findings.push(finding.span(other.span));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    Type,
    Quoted,
    Choice,
    Member,
}

/// What is wrong with comparing a column of this type with the constant.
fn fault(literal: &Literal, kind: &Type, dialect: Dialect) -> Option<Fault> {
    let ok = |fine: bool| (!fine).then_some(Fault::Type);
    match (kind, literal) {
        (_, Literal::Null) | (Type::Unchecked | Type::Unmappable(_) | Type::MultiChoice(_), _) => {
            None
        }
        (Type::Enumeration(list), _) => {
            let known = match literal {
                Literal::Number(number) => list
                    .members
                    .iter()
                    .any(|(_, value)| number.to_i64() == Some(*value)),
                Literal::Text(name) | Literal::Member { member: name, .. } => {
                    list.member(name).is_some()
                        || list
                            .members
                            .iter()
                            .any(|(_, value)| value.to_string() == **name)
                }
                _ => return Some(Fault::Type),
            };
            (!known && !list.members.is_empty()).then_some(Fault::Member)
        }
        (Type::Choice(choices), Literal::Number(number)) => {
            let known = choices
                .options
                .iter()
                .any(|option| number.to_i64() == Some(option.value));
            (!known && !choices.options.is_empty()).then_some(Fault::Choice)
        }
        (Type::Choice(choices), Literal::Text(text)) => match text.parse::<i64>() {
            Err(_) => Some(Fault::Type),
            Ok(number) => {
                let known = choices.options.iter().any(|option| option.value == number);
                Some(if known || choices.options.is_empty() {
                    Fault::Quoted
                } else {
                    Fault::Choice
                })
            }
        },
        (Type::Text { .. }, _) => ok(matches!(literal, Literal::Text(_))),
        (Type::Boolean, Literal::Boolean(_)) => None,
        (Type::Boolean, _) => ok(dialect == Dialect::Xpp
            && matches!(
                literal,
                Literal::Number(_) | Literal::Text(_) | Literal::Member { .. }
            )),
        (Type::Integer { .. } | Type::Decimal { .. }, _) => {
            ok(matches!(literal, Literal::Number(_)))
        }
        (Type::Choice(_), _) => Some(Fault::Type),
        (Type::Date | Type::DateTime(_), Literal::Text(text)) => ok(is_moment(text)),
        (Type::Date | Type::DateTime(_), _) => ok(matches!(
            literal,
            Literal::Date(_) | Literal::DateTime(_) | Literal::Instant(_)
        )),
        (Type::Guid | Type::Lookup(_), Literal::Text(text)) => ok(Guid::parse(text).is_some()),
        (Type::Guid | Type::Lookup(_), _) => ok(matches!(literal, Literal::Guid(_))),
    }
}

fn is_moment(text: &str) -> bool {
    CivilDate::parse(text).is_some()
        || CivilDateTime::parse(text).is_some()
        || Instant::parse(text).is_some()
}

/// A constant as messages show it: texts without quotes.
fn written(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => text.to_string(),
        Literal::Member { member, .. } => member.to_string(),
        Literal::Null => "null".to_owned(),
        Literal::Boolean(flag) => flag.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Date(date) => date.to_string(),
        Literal::DateTime(moment) => moment.to_string(),
        Literal::Instant(instant) => instant.to_string(),
        Literal::Guid(guid) => guid.to_string(),
    }
}

fn constant(literal: &Literal) -> Term {
    Term::Constant(match literal {
        Literal::Null => return Term::Null,
        Literal::Boolean(flag) => Value::Boolean(*flag),
        Literal::Number(number) => Value::Number(plain(*number)),
        Literal::Text(text) => Value::Text(text.to_string()),
        Literal::Date(date) => Value::Date(*date),
        Literal::DateTime(moment) => Value::DateTime(*moment),
        Literal::Instant(instant) => Value::Instant(*instant),
        Literal::Guid(guid) => Value::Guid(*guid),
        // A member is its name; the column's enum gives it a number.
        Literal::Member { member, .. } => Value::Text(member.to_string()),
    })
}

/// `5.0` and `5` compare alike, also with texts.
fn plain(number: Decimal) -> Decimal {
    number.normalized()
}

/// `_attr_value` → `attr`.
fn lookup_column(name: &str) -> Option<&str> {
    let inner = name.strip_prefix('_')?.strip_suffix("_value")?;
    (!inner.is_empty()).then_some(inner)
}
