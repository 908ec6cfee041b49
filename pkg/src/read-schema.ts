/** Reads a schema from a stream: a whole environment's metadata is 60 MB, what maps need of it is small. */

import { misuse, PreflightError, raised } from "./errors.js";
import type { Glue, RawSchema, RawSchemaReader } from "./glue.js";
import type { Host } from "./host.js";
import { mapSources } from "./sources.js";
import type { Diagnostic, ReadSchemaOptions, Schema, SchemaInput } from "./types.js";
import { type RawDiagnostic, Words } from "./words.js";

/** Bytes handed over at once: large enough to be fast, small enough to stay in the cache. */
const CHUNK = 256 * 1024;
/** Bytes between two pauses in which the host may draw or cancel. */
const PAUSE = 4 * 1024 * 1024;

/** A schema in the memory of one instance. */
export class StreamedSchema implements Schema {
  readonly kind = "schema";
  readonly tables: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly #glue: Glue;
  #handle: RawSchema | undefined;

  constructor(glue: Glue, handle: RawSchema) {
    this.#glue = glue;
    this.#handle = handle;
    this.tables = handle.tables();
    const words = new Words(undefined, false);
    this.diagnostics = (handle.diagnostics() as RawDiagnostic[]).map((found) => words.say(found));
  }

  dispose(): void {
    this.#handle?.free();
    this.#handle = undefined;
  }

  /** A handle for one engine of the instance. */
  handle(glue: Glue): RawSchema {
    if (this.#handle === undefined) throw misuse("this schema was disposed");
    if (glue !== this.#glue) {
      throw misuse("this schema belongs to another entry, or to an engine that failed and was replaced: read it again");
    }
    return this.#handle.copy();
  }
}

export async function readSchema(host: Host, input: SchemaInput, options: ReadSchemaOptions = {}): Promise<Schema> {
  const { signal, onProgress } = options;
  const reader = host.run((glue) => open(glue, options));
  // Growth of the instance's memory by others does not matter; its replacement does.
  const glue = host.glue;
  let finished = false;
  try {
    let paused = 0;
    let readable = true;
    for await (const piece of pieces(input)) {
      if (!(piece instanceof Uint8Array)) throw misuse("a stream of a schema must give Uint8Array chunks");
      for (let at = 0; at < piece.length && readable; at += CHUNK) {
        if (signal?.aborted) throw cancelled(signal);
        if (host.glue !== glue) throw new PreflightError("internal", "the engine was replaced while it read the schema: read it again");
        const total = host.run(() => {
          readable = reader.push(piece.subarray(at, at + CHUNK));
          return reader.bytesRead();
        });
        if (total - paused >= PAUSE) {
          paused = total;
          onProgress?.(total);
          await new Promise((resume) => setTimeout(resume, 0));
        }
      }
      if (!readable) break;
    }
    if (signal?.aborted) throw cancelled(signal);
    onProgress?.(host.run(() => reader.bytesRead()));
    finished = true;
    return host.run(() => new StreamedSchema(glue, reader.finish()));
  } catch (thrown) {
    throw raised(thrown) ?? new PreflightError("format", "the stream of the schema failed", { cause: thrown });
  } finally {
    if (!finished && host.glue === glue) reader.free();
  }
}

function open(glue: Glue, options: ReadSchemaOptions): RawSchemaReader {
  const { side, maps, tables } = options;
  if (maps !== undefined && tables !== undefined) throw misuse("give `maps` or `tables`, not both");
  if (maps === undefined) {
    return new glue.SchemaReader({ ...(side === undefined ? {} : { side }), ...(tables === undefined ? {} : { tables: [...tables] }) });
  }
  const engine = new glue.Engine(mapSources(maps), []);
  try {
    return glue.SchemaReader.forMaps(engine, side);
  } finally {
    engine.free();
  }
}

function cancelled(signal: AbortSignal): PreflightError {
  return new PreflightError("cancelled", "reading the schema was cancelled", { cause: signal.reason });
}

async function* pieces(input: SchemaInput): AsyncIterable<Uint8Array> {
  if (typeof input === "string") yield new TextEncoder().encode(input);
  else if (input instanceof Uint8Array) yield input;
  else if (typeof input === "object" && input !== null && "getReader" in input) yield* fromStream(input);
  else if (typeof input === "object" && input !== null && (Symbol.asyncIterator in input || Symbol.iterator in input)) yield* input;
  else throw misuse("readSchema takes text, bytes or a stream of bytes");
}

/** Safari's streams are not iterable. */
async function* fromStream(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}
