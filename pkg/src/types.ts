/** The shapes of what goes in and comes out, as the engine's border (`src/wire`) defines them. */

/** The two sides that dual-write keeps alike. */
export type Side = "dataverse" | "finance";
/** Which way a record travels. */
export type Direction = "toFinance" | "toDataverse";
/** What happens to the record. */
export type Operation = "create" | "update" | "delete";
/** Whether dual-write carries the record. */
export type Outcome = "write" | "skip" | "block" | "undecided";
/** Why a record is not sent. */
export type SkipReason = "peer" | "unchanged" | "company" | "filter" | "notInDirection";
/** How bad a finding is. */
export type Severity = "error" | "warning" | "info";
/** How a rule is known: documented, inferred from artefacts, or a chosen default where nothing public says. */
export type Evidence = "fact" | "inferred" | "unknown";
/** A stable code of a rule, `DW` and four digits; rule packs bring their own. */
export type Code = `DW${number}` | (string & {});

/** A document with a name that findings use. */
export interface NamedDocument {
  name?: string;
  /** The document as text or as the bytes of a file; one of both. */
  text?: string;
  bytes?: Uint8Array;
}

/** A schema read from a stream by `readSchema`, for engines of the same entry. It lives in the engine's memory. */
export interface Schema {
  readonly kind: "schema";
  /** How many tables were kept. */
  readonly tables: number;
  /** What is wrong with the document. */
  readonly diagnostics: readonly Diagnostic[];
  /** Gives its memory back; engines made with it keep working. */
  dispose(): void;
}

/** A table map: text or bytes as exported. A parsed object works with a warning, since JavaScript reorders its keys. */
export type MapSource = string | Uint8Array | NamedDocument | { readonly [key: string]: unknown };
/** A schema: CSDL XML, JSON of the metadata services or a plain table, as text or bytes; or one that `readSchema` gave. */
export type SchemaSource = string | Uint8Array | NamedDocument | Schema;

/** Wording in another language, in Fluent syntax; what it lacks stays English. */
export interface Locale {
  /** A BCP 47 tag. */
  readonly tag: string;
  readonly messages: string;
}

/** What an engine is made from. */
export interface PreflightOptions {
  /** Exported table maps; an OData response may hold several. */
  maps: MapSource | readonly MapSource[];
  /** Schemas of Finance; several are merged. */
  finance?: SchemaSource | readonly SchemaSource[];
  /** Schemas of Dataverse; several are merged. */
  dataverse?: SchemaSource | readonly SchemaSource[];
  /** Finance entity label → entity set. */
  entities?: Readonly<Record<string, string>>;
  /** Dataverse entity set → paths of the integration key's columns. */
  keys?: Readonly<Record<string, readonly string[]>>;
  /** Map name → the version that runs, when several are given. */
  active?: Readonly<Record<string, string>>;
  /** Rule → value, for what is configurable or unknown. */
  semantics?: Readonly<Record<string, string>>;
  locale?: Locale;
  /** Hides business values of records in messages and parameters. */
  mask?: boolean;
}

/** A value of a record. Numbers beyond 2⁵³ and exact decimals travel as text or bigint. */
export type FieldValue = string | number | bigint | boolean | null | undefined | readonly unknown[] | { readonly [key: string]: unknown };
/** A record as its platform's Web API gives or takes it. */
export type DataRecord = { readonly [column: string]: FieldValue };

/** Everything about a call but the record. */
export interface CallOptions {
  /** A map's name; this or `table`. */
  map?: string;
  /** A table or entity set: every map of it is checked. */
  table?: string;
  direction: Direction;
  operation: Operation;
  /** The columns that changed; without it a rule that needs it is undecided. */
  changed?: readonly string[];
  event?: string;
  origin?: "dataverse" | "finance" | "peer";
  phase?: "beforeSave" | "saved";
  /** The instant that `now()` in filters means. */
  now?: string;
  /** Rows that earlier requests asked for, by the request's id. */
  answers?: Readonly<Record<string, Answer>>;
  /** Values that rules of packs ask for. */
  settings?: Readonly<Record<string, string | number | boolean>>;
  /** Also explain every field mapping. */
  trace?: boolean;
  /** `sent` (default): texts, as dual-write sends them; `typed`: the target's own JSON types. */
  payloadForm?: "sent" | "typed";
  /** Only for batches of bytes. */
  batch?: BatchOptions;
}

/** The rows that answer a request: none, one, several, or an OData response as it came. */
export type Answer = readonly DataRecord[] | DataRecord | { readonly value: readonly DataRecord[] };

/** Choices for a batch of bytes. */
export interface BatchOptions {
  /** The form of the output; as the input's when absent. */
  output?: "json" | "ndjson";
  mode?: "live" | "transaction" | "initialSync";
  /** Findings kept in the report; the others are counted. */
  mostFindings?: number;
}

/** One record to check. */
export interface CheckCall extends CallOptions {
  record: DataRecord;
  /** The record before an update. */
  before?: DataRecord;
}

/** A value that a message names: a name from a document, a business value (may be masked), or a count. */
export type Param = { readonly name: string } | { readonly value: string } | { readonly number: number };

/** A place in a document's text, in UTF-16 units; lines and columns count from 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** A finding about a map, a schema or a record. */
export interface Diagnostic {
  readonly code: Code;
  readonly slug: string;
  readonly severity: Severity;
  readonly evidence: Evidence;
  /** The code that dual-write shows for the same fault. */
  readonly alias?: string;
  readonly params: Readonly<Record<string, Param>>;
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
  readonly docUrl: string;
  readonly path: readonly (string | number)[];
  readonly span?: Span;
  readonly related: readonly { readonly path: readonly (string | number)[]; readonly span?: Span }[];
  /** The known name nearest to a misspelt one. */
  readonly suggestion?: string;
  /** The name of the document that `span` points into. */
  readonly document?: string;
}

/** Reference rows that would decide what is open. Fetch `url`, hand the rows back under `id` in `answers`. */
export interface Request {
  readonly id: string;
  readonly side: Side;
  readonly entitySet: string;
  readonly by: "id" | "key" | "query";
  readonly key: Readonly<Record<string, PayloadValue>>;
  readonly filter?: string;
  readonly select: readonly string[];
  readonly expand?: string;
  readonly company?: string;
  /** Relative to the service's root. */
  readonly url: string;
}

/** A value as it leaves: text, a JSON number or boolean, or null. */
export type PayloadValue = string | number | boolean | null;

/** How one field mapping made its value. */
export interface TraceRow {
  /** Position of the field mapping in its leg, from 0; absent for what no mapping made. */
  readonly fieldMapping?: number;
  readonly source: string;
  readonly target: string;
  readonly value?: string;
  readonly steps: readonly { readonly step: string; readonly detail?: string; readonly value?: string }[];
  readonly result?: PayloadValue;
}

/** What the other side receives and where. */
export interface Target {
  readonly side: Side;
  readonly entitySet: string;
  readonly operation: Operation;
  readonly key: Readonly<Record<string, PayloadValue>>;
}

/** A limit nobody supplied, or columns the server will fill. */
export interface Unchecked {
  readonly what: string;
  readonly columns: readonly string[];
}

/** The answer about one record. */
export interface Result {
  readonly map: string;
  readonly outcome: Outcome;
  readonly skipReason?: SkipReason;
  /** What dual-write would send, in map order. */
  readonly payload: Readonly<Record<string, PayloadValue>>;
  readonly target: Target;
  readonly diagnostics: readonly Diagnostic[];
  readonly requests: readonly Request[];
  readonly unchecked: readonly Unchecked[];
  readonly trace?: readonly TraceRow[];
  /** One per map, when `table` was given. */
  readonly results?: readonly Result[];
}

/** What happened to the rows of a batch. */
export interface BatchReport {
  readonly map: string;
  /** Whether every row was read; never true for a truncated document. */
  readonly complete: boolean;
  readonly rows: number;
  readonly written: number;
  readonly skipped: number;
  readonly blocked: number;
  readonly undecided: number;
  /** One letter a row: `w`, `s`, `b`, `u`. */
  readonly outcomes: string;
  readonly findings: readonly BatchFinding[];
  /** Findings past `mostFindings`. */
  readonly omittedFindings: number;
  readonly codes: readonly { readonly code: Code; readonly count: number }[];
  /** Findings about the document itself. */
  readonly diagnostics: readonly Diagnostic[];
  readonly requests: readonly Request[];
  /** Requests past the most that a report holds; absent when there are none. */
  readonly omittedRequests?: number;
  readonly unchecked: readonly Unchecked[];
}

/** A finding about one row of a batch. */
export interface BatchFinding {
  /** Position of the row from 0. */
  readonly row: number;
  /** The record's key, where it has one. */
  readonly key?: string;
  readonly diagnostic: Diagnostic;
}

/** The answer about a batch of bytes. */
export interface BatchResult {
  /** The payloads, in the form of the input. */
  readonly output: Uint8Array;
  readonly report: BatchReport;
  /** Whether every row was read; never true for a truncated document. */
  readonly complete: boolean;
}

/** A table map that was read. */
export interface MapInfo {
  readonly name: string;
  readonly version?: string;
  readonly legs: readonly { readonly financeEntity: string; readonly dataverseEntitySet: string; readonly fieldMappings: number }[];
}

/** How `readSchema` works. */
export interface ReadSchemaOptions {
  side?: Side;
  /** Keep only what these maps can refer to. */
  maps?: PreflightOptions["maps"];
  /** Keep only these entity sets, tables or labels. */
  tables?: readonly string[];
  /** Called with the number of bytes read so far. */
  onProgress?: (bytes: number) => void;
  signal?: AbortSignal;
}

/** Where `readSchema` reads from. */
export type SchemaInput =
  | string
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>;

/** Which engine runs: WebAssembly with or without SIMD, or its JavaScript twin. */
export type Backend = "wasm-simd" | "wasm" | "js";
