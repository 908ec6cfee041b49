/** The typed face of one engine. */

import { misuse, PreflightError } from "./errors.js";
import type { Glue, RawBatch, RawEngine } from "./glue.js";
import type { Host } from "./host.js";
import { jsonText, Keys, Packer, Part } from "./pack.js";
import { type EngineOptions, engineOptions } from "./sources.js";
import type { Backend, Answer, BatchFinding, BatchReport, BatchResult, CallOptions, CheckCall, DataRecord, Diagnostic, MapInfo, PreflightOptions, Result } from "./types.js";
import { type RawDiagnostic, Words } from "./words.js";

/** A result as the engine gives it: findings without words. */
interface RawResult extends Omit<Result, "diagnostics" | "results"> {
  readonly diagnostics: readonly RawDiagnostic[];
  readonly results?: readonly RawResult[];
}

interface RawReport extends Omit<BatchReport, "diagnostics" | "findings"> {
  readonly diagnostics: readonly RawDiagnostic[];
  readonly findings: readonly (Omit<BatchFinding, "diagnostic"> & { readonly diagnostic: RawDiagnostic })[];
}

interface Plan {
  readonly handle: number;
  readonly keys: Keys;
}

/**
 * Table maps with the schemas of both sides, ready to check records. Calls are synchronous; the
 * engine does no input or output.
 */
export class Preflight {
  /** What is wrong with the maps and schemas themselves. */
  readonly diagnostics: readonly Diagnostic[];
  /** The maps that were read. */
  readonly maps: readonly MapInfo[];

  readonly #host: Host;
  readonly #options: EngineOptions;
  readonly #words: Words;
  readonly #packer = new Packer();
  readonly #plans = new Map<string, readonly Plan[]>();
  #engine: RawEngine | undefined;
  #glue: Glue | undefined;
  #disposed = false;

  /** Use `createPreflight`. */
  constructor(host: Host, options: PreflightOptions) {
    this.#host = host;
    this.#options = engineOptions(options);
    this.#words = new Words(options.locale, options.mask === true);
    this.diagnostics = this.#run((engine) => engine.diagnostics() as RawDiagnostic[]).map((found) => this.#words.say(found));
    this.maps = this.#run((engine) => engine.maps() as MapInfo[]);
  }

  /** Which engine runs. */
  get backend(): Backend {
    return this.#host.maker.backend;
  }

  /** Checks one record: will dual-write carry it, what arrives, what is wrong. */
  check(call: CheckCall): Result {
    const { record, before, answers, ...rest } = checkedCall(call);
    if (record === undefined) throw misuse("`record` is missing");
    if (isResponse(record)) throw misuse("`record` is an OData response: pass one of the rows in its `value`, or the bytes of the response to checkBatch");
    const rows = answers === undefined ? undefined : answersText(answers);
    return this.#run((engine) => {
      const plans = this.#open(engine, rest);
      if (plans.length === 0) return this.#result(engine.checkNone(rest) as RawResult);
      this.#packer.reset();
      const lengths: number[] = [];
      for (const { keys } of plans) {
        const [codes, units] = [this.#packer.codes.length, this.#packer.text.length];
        this.#packer.add(Part.Record, record, keys);
        if (before !== undefined) this.#packer.add(Part.Before, before, keys);
        lengths.push(this.#packer.codes.length - codes, this.#packer.text.length - units);
      }
      const handles = Uint32Array.from(plans, ({ handle }) => handle);
      const { codes, text } = this.#packer;
      return this.#result(engine.check(handles, rest, codes, text, Uint32Array.from(lengths), rows) as RawResult);
    });
  }

  /** Checks the rows of a response (a JSON array or an OData envelope) without building objects. */
  checkBatch(rows: Uint8Array, call: CallOptions): BatchResult;
  /** Checks records one after the other. */
  checkBatch(rows: readonly DataRecord[], call: CallOptions): Result[];
  checkBatch(rows: Uint8Array | readonly DataRecord[], call: CallOptions): BatchResult | Result[] {
    if (Array.isArray(rows)) return rows.map((record: DataRecord) => this.check({ ...call, record }));
    if (!(rows instanceof Uint8Array)) throw misuse("checkBatch takes a Uint8Array or an array of records");
    const { answers, ...rest } = checkedCall(call);
    const found = answers === undefined ? undefined : answersText(answers);
    return this.#run((engine) => {
      const batch: RawBatch = engine.checkBatch(rest, rows, found);
      try {
        const report = batch.report() as RawReport;
        return {
          output: batch.takeOutput(),
          report: {
            ...report,
            findings: report.findings.map((row) => ({ ...row, diagnostic: this.#words.say(row.diagnostic) })),
            diagnostics: report.diagnostics.map((one) => this.#words.say(one)),
          },
          complete: batch.complete(),
        };
      } finally {
        batch.free();
      }
    });
  }

  /** Gives the engine's memory back; later calls are misuse. */
  dispose(): void {
    this.#disposed = true;
    this.#plans.clear();
    // An engine of a replaced instance went with it.
    if (this.#glue === this.#host.glue) this.#engine?.free();
    this.#engine = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #open(engine: RawEngine, call: CallOptions): readonly Plan[] {
    const { map, table, direction } = call;
    for (const [name, value] of Object.entries({ map, table, direction })) {
      if (value !== undefined && typeof value !== "string") throw misuse(`\`${name}\` must be text`);
    }
    if (direction === undefined) throw misuse('`direction` is missing: "toFinance" or "toDataverse"');
    const id = JSON.stringify([direction, map, table]);
    const known = this.#plans.get(id);
    if (known !== undefined) return known;
    const plans = Array.from(engine.openPlans(map, table, direction), (handle) => ({ handle, keys: new Keys(engine.planKeys(handle)) }));
    this.#plans.set(id, plans);
    return plans;
  }

  /** Runs a call on this object's engine, made anew where the instance was replaced. */
  #run<T>(call: (engine: RawEngine) => T): T {
    if (this.#disposed) throw misuse("this engine was disposed");
    return this.#host.run((glue) => {
      if (this.#engine === undefined || this.#glue !== glue) {
        this.#plans.clear();
        this.#engine = undefined;
        const schemas = this.#options.schemas.map((schema) => schema.handle(glue));
        this.#engine = new glue.Engine(this.#options.documents, schemas);
        this.#glue = glue;
      }
      return call(this.#engine);
    });
  }

  #result(raw: RawResult): Result {
    const { results, ...rest } = raw;
    const result = { ...rest, diagnostics: rest.diagnostics.map((found) => this.#words.say(found)) };
    return results === undefined ? result : { ...result, results: results.map((one) => this.#result(one)) };
  }
}

/** A response as the services send it, which is no row: its rows stand in `value`. */
function isResponse(record: unknown): boolean {
  if (typeof record !== "object" || record === null || !Object.hasOwn(record, "value")) return false;
  const names = Object.keys(record);
  const { value } = record as { readonly value?: unknown };
  return Array.isArray(value) && names.every((name) => name === "value" || name.startsWith("@"));
}

function answersText(answers: Readonly<Record<string, Answer>>): string {
  if (typeof answers !== "object" || answers === null || Array.isArray(answers)) {
    throw misuse("`answers` must be an object of rows by request id");
  }
  return jsonText(answers, ["answers"]);
}

const CALL: ReadonlySet<string> = new Set([
  "map", "table", "direction", "operation", "record", "before", "changed", "event", "origin", "phase", "now", "answers",
  "settings", "trace", "payloadForm", "batch",
]);
const BATCH: ReadonlySet<string> = new Set(["output", "mode", "mostFindings"]);

/** A copy without absent members, so that the engine sees only what was said; a misspelt one is refused. */
function checkedCall<T extends CallOptions>(call: T): T {
  const given = known(call, CALL, "the call");
  if (given.batch !== undefined) given.batch = known(given.batch, BATCH, "`batch`");
  return given;
}

function known<T extends object>(value: T, names: ReadonlySet<string>, what: string): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw misuse(`${what} must be an object`);
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (!names.has(name)) throw misuse(`${what} has no member \`${name}\`; known are ${[...names].join(", ")}`);
    if (member !== undefined) copy[name] = member;
  }
  return copy as T;
}

/** Where the host forbids WebAssembly, says what to do instead. */
export function forbidden(cause: unknown): PreflightError {
  return new PreflightError(
    "unsupported",
    "this host does not run WebAssembly (its content security policy may lack 'wasm-unsafe-eval'): import dual-write-preflight/compat instead",
    { cause },
  );
}
