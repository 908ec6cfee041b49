/** The entry in one file, synchronous: no fetch, no top-level await, no worker. */

import base64 from "generated:engine-base64";
import type { Host } from "../host.js";
import { hosted } from "../module.js";
import { forbidden, Preflight } from "../preflight.js";
import { readSchema as read } from "../read-schema.js";
import type { PreflightOptions, ReadSchemaOptions, Schema, SchemaInput } from "../types.js";

export * from "../face.js";

let made: Host | undefined;

/** Reads maps and schemas; the first call also compiles the engine. */
export function createPreflight(options: PreflightOptions): Preflight {
  return new Preflight(host(), options);
}

/** Reads a schema as it arrives, so that a large one never stands in memory as a whole. */
export async function readSchema(input: SchemaInput, options: ReadSchemaOptions = {}): Promise<Schema> {
  return read(host(), input, options);
}

function host(): Host {
  if (made !== undefined) return made;
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  try {
    return (made = hosted(new WebAssembly.Module(bytes), "wasm"));
  } catch (error) {
    throw forbidden(error);
  }
}
