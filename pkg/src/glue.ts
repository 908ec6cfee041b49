/** What the generated glue offers: the engine's exports, before the typed face. */

export interface RawBatch {
  output(): Uint8Array;
  report(): unknown;
  complete(): boolean;
  free(): void;
}

export interface RawEngine {
  diagnostics(): unknown;
  maps(): unknown;
  /** A handle for `check`; throws misuse when there is no such map. */
  openPlan(map: string, direction: string): number;
  /** The same for every map of a table. */
  openTable(table: string, direction: string): number;
  /** Names of the members of a record that the plan reads. */
  planKeys(plan: number): string[];
  check(plan: number, call: unknown, codes: Uint32Array, text: string, answers: unknown): unknown;
  checkBatch(call: unknown, bytes: Uint8Array): RawBatch;
  free(): void;
}

export interface RawSchema {
  bytes(): Uint8Array;
  free(): void;
}

export interface RawSchemaReader {
  push(chunk: Uint8Array): number;
  finish(): RawSchema;
  free(): void;
}

/** One fresh instance. */
export interface Glue {
  readonly Engine: new (options: unknown) => RawEngine;
  readonly SchemaReader: new (options: unknown) => RawSchemaReader;
  version(): string;
}

/** Makes instances of one kind, synchronously. */
export interface Maker {
  readonly backend: import("./types.js").Backend;
  make(): Glue;
}

/** Of the generated modules: gives the instance's exports for its imports. */
export type Instantiate = (imports: WebAssembly.Imports) => WebAssembly.Exports;
