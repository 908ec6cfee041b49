/** The typed face of one engine. */

import { misuse, PreflightError } from "./errors.js";
import type { Maker, RawBatch, RawEngine } from "./glue.js";
import { Host } from "./host.js";
import { Keys, Packer, Part } from "./pack.js";
import { engineOptions } from "./sources.js";
import type { Backend, BatchReport, BatchResult, CallOptions, CheckCall, DataRecord, Diagnostic, MapInfo, PayloadValue, PreflightOptions, Result } from "./types.js";
import { type RawDiagnostic, Words } from "./words.js";

/** A result as the engine gives it: findings without words, the payload as pairs in map order. */
interface RawResult extends Omit<Result, "diagnostics" | "payload" | "results"> {
  readonly diagnostics: readonly RawDiagnostic[];
  readonly payload: readonly (readonly [string, PayloadValue])[] | Readonly<Record<string, PayloadValue>>;
  readonly results?: readonly RawResult[];
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
  readonly #options: Record<string, unknown>;
  readonly #words: Words;
  readonly #packer = new Packer();
  readonly #plans = new Map<string, Plan>();
  #engine: RawEngine | undefined;
  #disposed = false;

  /** Use `createPreflight`. */
  constructor(maker: Maker, options: PreflightOptions) {
    this.#host = new Host(maker);
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
    const { handle, keys } = this.#plan(rest);
    this.#packer.reset();
    this.#packer.add(Part.Record, record, keys);
    if (before !== undefined) this.#packer.add(Part.Before, before, keys);
    const raw = this.#run((engine) => engine.check(handle, rest, this.#packer.codes, this.#packer.text, answers));
    return this.#result(raw as RawResult);
  }

  /** Checks the rows of a response (a JSON array or an OData envelope) without building objects. */
  checkBatch(rows: Uint8Array, call: CallOptions): BatchResult;
  /** Checks records one after the other. */
  checkBatch(rows: readonly DataRecord[], call: CallOptions): Result[];
  checkBatch(rows: Uint8Array | readonly DataRecord[], call: CallOptions): BatchResult | Result[] {
    if (Array.isArray(rows)) return rows.map((record: DataRecord) => this.check({ ...call, record }));
    if (!(rows instanceof Uint8Array)) throw misuse("checkBatch takes a Uint8Array or an array of records");
    const given = checkedCall(call);
    return this.#run((engine) => {
      const batch: RawBatch = engine.checkBatch(given, rows);
      try {
        const report = batch.report() as Omit<BatchReport, "diagnostics"> & { diagnostics: RawDiagnostic[] };
        return {
          output: batch.output(),
          report: { ...report, diagnostics: report.diagnostics.map((found) => this.#words.say(found)) },
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
    this.#engine?.free();
    this.#engine = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #plan(call: CallOptions): Plan {
    const { map, table, direction } = call;
    if ((map === undefined) === (table === undefined)) throw misuse("give either `map` or `table`");
    const name = map ?? table;
    if (typeof name !== "string") throw misuse(`\`${map === undefined ? "table" : "map"}\` must be text`);
    if (typeof direction !== "string") throw misuse('`direction` must be "toFinance" or "toDataverse"');
    const id = `${map === undefined ? "table" : "map"}\n${direction}\n${name}`;
    const known = this.#plans.get(id);
    if (known !== undefined) return known;
    return this.#run((engine) => {
      const handle = map === undefined ? engine.openTable(name, direction) : engine.openPlan(name, direction);
      const plan = { handle, keys: new Keys(engine.planKeys(handle)) };
      this.#plans.set(id, plan);
      return plan;
    });
  }

  #run<T>(call: (engine: RawEngine) => T): T {
    if (this.#disposed) throw misuse("this engine was disposed");
    return this.#host.run(
      (glue) => call((this.#engine ??= new glue.Engine(this.#options))),
      () => {
        this.#engine = undefined;
        this.#plans.clear();
      },
    );
  }

  #result(raw: RawResult): Result {
    const { diagnostics, payload, results, ...rest } = raw;
    return {
      ...rest,
      payload: inOrder(payload),
      diagnostics: diagnostics.map((found) => this.#words.say(found)),
      ...(results === undefined ? {} : { results: results.map((one) => this.#result(one)) }),
    };
  }
}

/** A copy without absent members, so that the engine sees only what was said. */
function checkedCall<T extends CallOptions>(call: T): T {
  if (typeof call !== "object" || call === null) throw misuse("the call must be an object");
  const given = Object.entries(call).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as T;
}

/** Pairs as an object; a column called `__proto__` is a member like any other. */
function inOrder(payload: RawResult["payload"]): Record<string, PayloadValue> {
  return (Array.isArray(payload) ? Object.fromEntries(payload) : payload) as Record<string, PayloadValue>;
}

/** Where the host forbids WebAssembly, says what to do instead. */
export function forbidden(cause: unknown): PreflightError {
  return new PreflightError(
    "unsupported",
    "this host does not run WebAssembly (its content security policy may lack 'wasm-unsafe-eval'): import dual-write-preflight/compat instead",
    { cause },
  );
}
