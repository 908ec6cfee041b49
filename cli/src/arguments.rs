//! The arguments of the command.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Tells, before a record is saved, whether dual-write will carry it between Dataverse and
/// Dynamics 365 Finance, and what the other side will receive.
#[derive(Debug, Parser)]
#[command(name = "preflight", version, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the command can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check records against table maps. Exit: 0 all written or skipped, 1 something blocked,
    /// 3 undecided, 2 misuse.
    Check(Box<Check>),
    /// Check table maps. Exit: 0 no error, 1 errors found, 2 misuse.
    Lint(Lint),
    /// Describe table maps, or write one back as it was read.
    Show(Show),
    /// Read a filter, or the cases of a conformance file. Exit: 0 read, 1 does not parse or is not
    /// supported, 2 misuse.
    Filter(Filter),
}

/// Descriptions of both sides, and what maps and metadata do not carry.
#[derive(Clone, Debug, Default, Args)]
pub struct Surroundings {
    /// Describes Finance data entities: `$metadata`, PublicEntities or DataEntities JSON, or plain
    /// CSV; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub finance: Vec<PathBuf>,
    /// Describes Dataverse tables: EntityDefinitions JSON, `$metadata`, or plain CSV; may be given
    /// several times.
    #[arg(long, value_name = "FILE")]
    pub dataverse: Vec<PathBuf>,
    /// Integration keys: JSON object, Dataverse entity set to column paths.
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// Entity set of each data entity: JSON object, label to entity set, or a table with tabs and
    /// the columns `map` and `entity set`.
    #[arg(long, value_name = "FILE")]
    pub entities: Option<PathBuf>,
    /// Switches a rule; may be given several times.
    #[arg(long, value_name = "RULE=VALUE")]
    pub semantics: Vec<String>,
}

/// `preflight check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Table maps: files, or folders of `.json` files.
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pub map: Vec<PathBuf>,
    #[command(flatten)]
    pub surroundings: Surroundings,
    /// Which way the record goes.
    #[arg(long, value_enum)]
    pub direction: Direction,
    /// What happens to the record.
    #[arg(long, value_enum, default_value = "create")]
    pub operation: Operation,
    /// The rows before the change: one for each record, in the same order.
    #[arg(long, value_name = "FILE")]
    pub before: Option<PathBuf>,
    /// The columns that an update changed.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub changed: Option<Vec<String>>,
    /// Business event, such as `confirm`. For rules of packs: no check of the engine reads it.
    #[arg(long)]
    pub event: Option<String>,
    /// Who made the change.
    #[arg(long, value_enum)]
    pub origin: Option<Origin>,
    /// Whether the record is about to be saved or is as the service has it.
    #[arg(long, value_enum, default_value = "saved")]
    pub phase: Phase,
    /// The present instant, such as `2026-01-31T12:00:00Z`. For rules of packs: no check of the engine
    /// reads it.
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<String>,
    /// Rows fetched for requests: JSON object, request id to rows.
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    /// The live version of a map that was given in several; may be given several times.
    #[arg(long, value_name = "MAP=VERSION")]
    pub active: Vec<String>,
    /// The map to use, by any of its names.
    #[arg(long, value_name = "NAME", conflicts_with = "table")]
    pub map_name: Option<String>,
    /// Use every map of this table: entity set or logical name, or a data entity's label.
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// The payload as dual-write sends it, or in the JSON types of the target's Web API.
    #[arg(long, value_enum, default_value = "sent")]
    pub payload_form: PayloadForm,
    /// Explain every field.
    #[arg(long)]
    pub trace: bool,
    /// How the answer is written.
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// The records: an object, an array, an OData response, or one object a line; `-` reads
    /// standard input.
    #[arg(value_name = "RECORDS")]
    pub records: Option<PathBuf>,
}

/// `preflight lint`.
#[derive(Debug, Args)]
pub struct Lint {
    #[command(flatten)]
    pub surroundings: Surroundings,
    /// How the answer is written.
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// Table maps: files, or folders of `.json` files.
    #[arg(value_name = "MAP", required = true)]
    pub maps: Vec<PathBuf>,
}

/// `preflight show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Write the document as it was read, byte for byte.
    #[arg(long)]
    pub write_back: bool,
    /// Table maps: files, or folders of `.json` files.
    #[arg(value_name = "MAP", required = true)]
    pub maps: Vec<PathBuf>,
}

/// `preflight filter`.
#[derive(Debug, Args)]
pub struct Filter {
    /// The language: `odata` filters Dataverse, `xpp` filters Finance.
    #[arg(long, value_enum)]
    pub dialect: Dialect,
    /// A record to try the filter on: one JSON object.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Describes Finance data entities.
    #[arg(long, value_name = "FILE", requires = "table")]
    pub finance: Vec<PathBuf>,
    /// Describes Dataverse tables.
    #[arg(long, value_name = "FILE", requires = "table")]
    pub dataverse: Vec<PathBuf>,
    /// The table whose rows are filtered.
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// Reads cases instead: a JSON array of `{ name, rule?, input, failAt? }`; prints a line for each.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["record", "table"])]
    pub cases: Option<PathBuf>,
    /// The inputs of the cases are text of URLs, with `%20` and the like.
    #[arg(long, value_enum, requires = "cases")]
    pub encoding: Option<Encoding>,
    /// The expression.
    #[arg(
        value_name = "EXPRESSION",
        required_unless_present = "cases",
        conflicts_with = "cases",
        allow_hyphen_values = true
    )]
    pub expression: Option<String>,
}

/// `--direction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Direction {
    /// Dataverse to Finance.
    #[value(alias = "toFinance")]
    ToFinance,
    /// Finance to Dataverse.
    #[value(alias = "toDataverse")]
    ToDataverse,
}

/// `--operation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Operation {
    /// A new row.
    Create,
    /// A changed row.
    Update,
    /// A row that goes.
    Delete,
}

/// `--origin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Origin {
    /// A user or program on the Dataverse side.
    Dataverse,
    /// A user or program on the Finance side.
    Finance,
    /// Dual-write itself.
    Peer,
}

/// `--phase`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Phase {
    /// Ids, autonumbers and the like are still empty.
    #[value(alias = "beforeSave")]
    BeforeSave,
    /// The row is as the service has it.
    Saved,
}

/// `--payload-form`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PayloadForm {
    /// As dual-write sends it: mapped values as strings.
    Sent,
    /// In the JSON types of the target's Web API.
    Typed,
}

/// `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs: one JSON document.
    Json,
}

/// `--dialect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    /// Filters of Dataverse.
    Odata,
    /// X++ extended query ranges: filters of Finance.
    Xpp,
}

/// `--encoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// Percent-encoded.
    Url,
}
