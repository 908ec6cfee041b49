/** The entry without WebAssembly, for hosts that forbid it: the same engine as JavaScript, synchronous. */

import { createGlue } from "generated:glue-twin";
import { instantiateTwin } from "generated:twin";
import { Host } from "../host.js";
import { Preflight } from "../preflight.js";
import { readSchema as read } from "../read-schema.js";
import type { PreflightOptions, ReadSchemaOptions, Schema, SchemaInput } from "../types.js";

export * from "../face.js";

const host = new Host({ backend: "js", make: () => createGlue(instantiateTwin) });

/** Reads maps and schemas. */
export function createPreflight(options: PreflightOptions): Preflight {
  return new Preflight(host, options);
}

/** Reads a schema as it arrives, so that a large one never stands in memory as a whole. */
export async function readSchema(input: SchemaInput, options: ReadSchemaOptions = {}): Promise<Schema> {
  return read(host, input, options);
}
