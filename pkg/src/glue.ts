/** What the generated glue offers: the engine's exports, before the typed face. */

export interface RawBatch {
  takeOutput(): Uint8Array;
  report(): unknown;
  complete(): boolean;
  free(): void;
}

export interface RawEngine {
  diagnostics(): unknown;
  maps(): unknown;
  /** Handles of the plans; none when it is not known which version of the map runs. */
  openPlans(map: string | undefined, table: string | undefined, direction: string): Uint32Array;
  /** Names of the members of a record that the plan reads. */
  planKeys(plan: number): string[];
  /** One record, packed once for each plan; `lengths` has the codes and text units of each. */
  check(
    plans: Uint32Array,
    call: unknown,
    codes: Uint32Array,
    text: string,
    lengths: Uint32Array,
    answers: string | undefined,
  ): unknown;
  /** The answer where a call means no plan. */
  checkNone(call: unknown): unknown;
  checkBatch(call: unknown, bytes: Uint8Array, answers: string | undefined): RawBatch;
  free(): void;
}

export interface RawSchema {
  diagnostics(): unknown;
  tables(): number;
  copy(): RawSchema;
  free(): void;
}

export interface RawSchemaReader {
  /** False when the document cannot be read on; `finish` says why. */
  push(chunk: Uint8Array): boolean;
  bytesRead(): number;
  finish(): RawSchema;
  free(): void;
}

/** One fresh instance. */
export interface Glue {
  readonly Engine: new (options: unknown, schemas: RawSchema[]) => RawEngine;
  readonly SchemaReader: {
    new (options: unknown): RawSchemaReader;
    /** A reader that keeps only what the engine's maps can refer to. */
    forMaps(engine: RawEngine, side: string | undefined): RawSchemaReader;
  };
  version(): string;
}

/** Makes instances of one kind, synchronously. */
export interface Maker {
  readonly backend: import("./types.js").Backend;
  make(): Glue;
}

/** Of the generated modules: gives the instance's exports for its imports. */
export type Instantiate = (imports: WebAssembly.Imports) => WebAssembly.Exports;
