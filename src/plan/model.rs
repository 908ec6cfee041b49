//! A compiled plan: immutable, one for each leg and direction.

use crate::diagnostic::Diagnostic;
use crate::expr::Bound;
use crate::map::MapDirection;
use crate::row::RowShape;
use crate::schema::Side;
use crate::transform::Transforms;
use crate::value::{Semantics, Type};

/// A leg of a table map in one direction, tied to both schemas.
#[derive(Debug)]
pub struct Plan {
    pub(crate) map: String,
    pub(crate) leg: usize,
    pub(crate) way: MapDirection,
    pub(crate) source: TableRef,
    pub(crate) target: TableRef,
    pub(crate) shape: RowShape,
    pub(crate) filter: FilterPlan,
    pub(crate) company: CompanyPlan,
    pub(crate) rows: Vec<PlanRow>,
    pub(crate) groups: Vec<ReferenceOut>,
    pub(crate) inbound: Vec<ReferenceIn>,
    pub(crate) key: KeyPlan,
    pub(crate) required: Vec<RequiredColumn>,
    /// Columns that identify the source row, for a request for the row itself.
    pub(crate) own_key: OwnKey,
    pub(crate) mandatory_unknown: bool,
    pub(crate) plug_in_rules: Vec<PlugInRule>,
    pub(crate) semantics: Semantics,
    /// The first error that concerns the leg as a whole.
    pub(crate) fault: Option<Diagnostic>,
}

impl Plan {
    /// Name of the table map.
    pub fn map(&self) -> &str {
        &self.map
    }

    /// Position of the leg.
    pub fn leg(&self) -> usize {
        self.leg
    }

    /// The way records go.
    pub fn way(&self) -> MapDirection {
        self.way
    }

    /// The columns it reads and the property names they come under.
    pub fn shape(&self) -> &RowShape {
        &self.shape
    }

    /// Entity set of the receiving side.
    pub fn target_entity_set(&self) -> &str {
        &self.target.entity_set
    }
}

/// A table of one side.
#[derive(Clone, Debug)]
pub(crate) struct TableRef {
    pub side: Side,
    /// Entity set, or the map's label when the entity set is not known.
    pub entity_set: String,
    /// Whether the schema has the table.
    pub known: bool,
}

/// The filter of the source side.
#[derive(Clone, Debug)]
pub(crate) enum FilterPlan {
    /// None.
    Open,
    /// One that cannot be used: its text and the code of the fault.
    Faulty { text: String, code: &'static str },
    /// One that can; `columns` are positions in the shape, by the bound expression's indices.
    Bound {
        text: String,
        bound: Bound,
        columns: Vec<usize>,
    },
}

/// Whether rows belong to companies, and where the company stands.
#[derive(Clone, Debug)]
pub(crate) enum CompanyPlan {
    /// Rows belong to no company.
    Global,
    /// Neither schema nor keys tell.
    Unknown,
    /// Finance → Dataverse: the position of `dataAreaId`, and the navigation property of the
    /// company column of the target (`None`: the company comes through another reference).
    ToDataverse {
        source: usize,
        bind: Option<CompanyBind>,
    },
    /// Dataverse → Finance: the reference that leads to the company code, and the name of the
    /// company property of the data entity.
    ToFinance { reference: usize, property: String },
}

/// The company column of a Dataverse table.
#[derive(Clone, Debug)]
pub(crate) struct CompanyBind {
    /// Navigation property written with `@odata.bind`.
    pub navigation: String,
}

/// Where the value of a field mapping comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowSource {
    /// Nowhere: a Default supplies it.
    None,
    /// A column.
    Column(usize),
    /// A column of a referenced row: position in [`Plan::inbound`].
    Reference(usize),
}

/// Where the value goes.
#[derive(Clone, Debug)]
pub(crate) enum RowTarget {
    /// A column.
    Column(TargetColumn),
    /// A part of a reference: position in [`Plan::groups`].
    Group(usize),
}

/// A column that receives a value.
#[derive(Clone, Debug)]
pub(crate) struct TargetColumn {
    /// Name as the target spells it.
    pub name: String,
    /// Its type; `None` when there is no schema of the target.
    pub kind: Option<Type>,
    /// May be given on create, when stated.
    pub create: Option<bool>,
    /// May be changed on update, when stated.
    pub update: Option<bool>,
}

/// One field mapping, compiled.
#[derive(Debug)]
pub(crate) struct PlanRow {
    /// Position in `fieldMappings`.
    pub index: usize,
    /// Source column as the map writes it.
    pub source_text: String,
    /// Target column as the map writes it.
    pub target_text: String,
    pub source: RowSource,
    pub transforms: Transforms,
    pub target: RowTarget,
    /// What makes the row unusable.
    pub fault: Option<Diagnostic>,
}

/// A reference that Dataverse receives: the field mappings whose paths share a first segment.
#[derive(Clone, Debug)]
pub(crate) struct ReferenceOut {
    /// The lookup column.
    pub column: String,
    /// May be given on create, when stated.
    pub create: Option<bool>,
    /// May be changed on update, when stated.
    pub update: Option<bool>,
    /// The tables that may answer, in path order; one unless polymorphic.
    pub targets: Vec<ReferenceTarget>,
    /// Positions in [`Plan::rows`] of the parts, in map order.
    pub parts: Vec<usize>,
}

/// One table that a reference may point to.
#[derive(Clone, Debug)]
pub(crate) struct ReferenceTarget {
    /// Navigation property written with `@odata.bind`.
    pub navigation: String,
    /// Entity set; `None` when the schema lacks the table.
    pub entity_set: Option<String>,
    /// Table as the map names it, for messages.
    pub table: String,
    /// The id column; `None` when the schema does not tell.
    pub id: Option<String>,
    /// For each part of the group: filter path of its key column and whether it is quoted.
    pub keys: Vec<(String, bool)>,
    /// Filter path of the company code, when the key has one.
    pub company: Option<String>,
    /// Neither schema nor keys tell whether the key has a company.
    pub company_unknown: bool,
}

/// A value that is read through a Dataverse reference.
#[derive(Clone, Debug)]
pub(crate) struct ReferenceIn {
    /// Position of the lookup column in the shape.
    pub column: usize,
    /// The tables it may point to with the path on each; one unless polymorphic.
    pub targets: Vec<InTarget>,
    pub polymorphic: bool,
}

/// One table that an inbound reference may point to.
#[derive(Clone, Debug)]
pub(crate) struct InTarget {
    /// Logical name, when known.
    pub table: Option<String>,
    /// Table as the map names it, for messages.
    pub label: String,
    /// Entity set; `None` when the schema lacks the table.
    pub entity_set: Option<String>,
    /// Lookups on the way: column name and navigation property.
    pub via: Vec<(String, String)>,
    /// The column that is read.
    pub last: String,
}

/// How the row is found on the receiving side.
#[derive(Clone, Debug)]
pub(crate) enum KeyPlan {
    /// No key is known, or several and none named.
    Unknown,
    /// The parts: name on the receiving side, and the field mapping that feeds it (`None`: the
    /// company, or a part that nothing feeds).
    Parts(Vec<KeyPart>),
}

/// One part of the integration key.
#[derive(Clone, Debug)]
pub(crate) struct KeyPart {
    /// Path as the key writes it (`accountnumber`, `msdyn_company.cdm_companycode`).
    pub path: String,
    /// Name on the receiving side.
    pub name: String,
    /// Position in [`Plan::rows`].
    pub row: Option<usize>,
    pub company: bool,
}

/// A column that must have a value on create.
#[derive(Clone, Debug)]
pub(crate) struct RequiredColumn {
    /// Name as the target spells it.
    pub name: String,
}

/// How a request for the source row itself is written.
#[derive(Clone, Debug)]
pub(crate) enum OwnKey {
    /// Not known.
    Unknown,
    /// Dataverse: position of the id column.
    Id(usize),
    /// Finance: positions of the key columns, with the company.
    Columns(Vec<usize>),
}

/// A rule of a shipped plug-in: at least one of the columns must be filled.
#[derive(Clone, Debug)]
pub(crate) struct PlugInRule {
    pub table: &'static str,
    pub columns: &'static [&'static str],
}
