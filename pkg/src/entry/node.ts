/** The entry for Node: reads the WebAssembly that stands beside it. */

import { readFile } from "node:fs/promises";
import type { Host } from "../host.js";
import { hosted, runsVectors } from "../module.js";
import { Preflight } from "../preflight.js";
import { readSchema as read } from "../read-schema.js";
import type { PreflightOptions, ReadSchemaOptions, Schema, SchemaInput } from "../types.js";
import type { LoadOptions } from "./index.js";

export * from "../face.js";
export type { LoadOptions };

let loading: Promise<Host> | undefined;

/** Loads the engine (once) and reads maps and schemas. */
export async function createPreflight(options: PreflightOptions, load: LoadOptions = {}): Promise<Preflight> {
  return new Preflight(await host(load), options);
}

/** Reads a schema as it arrives, so that a large one never stands in memory as a whole. */
export async function readSchema(input: SchemaInput, options: ReadSchemaOptions = {}, load: LoadOptions = {}): Promise<Schema> {
  return read(await host(load), input, options);
}

async function host(load: LoadOptions): Promise<Host> {
  const { wasm } = load;
  if (wasm instanceof WebAssembly.Module) return hosted(wasm, "wasm");
  if (typeof wasm === "string" || wasm instanceof URL) return hosted(await compile(wasm), "wasm");
  if (wasm !== undefined) return hosted(await WebAssembly.compile(wasm), "wasm");
  const beside = async (): Promise<Host> =>
    runsVectors()
      ? hosted(await compile(new URL("./engine-simd.wasm", import.meta.url)), "wasm-simd")
      : hosted(await compile(new URL("./engine.wasm", import.meta.url)), "wasm");
  return (loading ??= beside());
}

async function compile(file: string | URL): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(file));
}
