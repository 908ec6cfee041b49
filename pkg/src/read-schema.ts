/** Reads a schema from a stream: a whole environment's metadata is 60 MB, what maps need of it is small. */

import { misuse, PreflightError, raised } from "./errors.js";
import type { Maker } from "./glue.js";
import { Host } from "./host.js";
import { mapSources } from "./sources.js";
import type { ReadSchemaOptions, Schema, SchemaInput } from "./types.js";

/** Bytes handed over at once: large enough to be fast, small enough to stay in the cache. */
const CHUNK = 256 * 1024;
/** Bytes between two pauses in which the host may draw or cancel. */
const PAUSE = 4 * 1024 * 1024;

export async function readSchema(maker: Maker, input: SchemaInput, options: ReadSchemaOptions = {}): Promise<Schema> {
  const { side, maps, onProgress, signal } = options;
  const host = new Host(maker);
  const reader = host.run(
    (glue) =>
      new glue.SchemaReader({
        ...(side === undefined ? {} : { side }),
        ...(maps === undefined ? {} : { maps: mapSources(maps) }),
      }),
  );
  try {
    let total = 0;
    let paused = 0;
    for await (const piece of pieces(input)) {
      if (!(piece instanceof Uint8Array)) throw misuse("a stream of a schema must give Uint8Array chunks");
      for (let at = 0; at < piece.length; at += CHUNK) {
        if (signal?.aborted) throw cancelled(signal);
        total = host.run(() => reader.push(piece.subarray(at, at + CHUNK)));
        if (total - paused >= PAUSE) {
          paused = total;
          onProgress?.(total);
          await new Promise((resume) => setTimeout(resume, 0));
        }
      }
    }
    if (signal?.aborted) throw cancelled(signal);
    onProgress?.(total);
    const bytes = host.run(() => reader.finish().bytes());
    return Object.freeze({ kind: "schema", side, bytes });
  } catch (thrown) {
    throw raised(thrown) ?? new PreflightError("format", "the stream of the schema failed", { cause: thrown });
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
