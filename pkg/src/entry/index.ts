/** The entry for browsers: fetches the WebAssembly that stands beside it. */

import type { Host } from "../host.js";
import { hosted, runsVectors } from "../module.js";
import { forbidden, Preflight } from "../preflight.js";
import { readSchema as read } from "../read-schema.js";
import type { PreflightOptions, ReadSchemaOptions, Schema, SchemaInput } from "../types.js";

export * from "../face.js";

/** Where the engine comes from, for bundlers that do not copy `.wasm` files, and for tests. */
export interface LoadOptions {
  /** The address, bytes or module of `dual-write-preflight/wasm`. */
  wasm?: string | URL | Uint8Array<ArrayBuffer> | ArrayBuffer | WebAssembly.Module;
}

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
  if (load.wasm !== undefined) return given(load.wasm);
  loading ??= beside();
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

async function given(wasm: NonNullable<LoadOptions["wasm"]>): Promise<Host> {
  try {
    if (wasm instanceof WebAssembly.Module) return hosted(wasm, "wasm");
    if (typeof wasm === "string" || wasm instanceof URL) return hosted(await compile(wasm), "wasm");
    return hosted(await WebAssembly.compile(wasm), "wasm");
  } catch (error) {
    throw forbidden(error);
  }
}

async function beside(): Promise<Host> {
  try {
    return runsVectors()
      ? hosted(await compile(new URL("./engine-simd.wasm", import.meta.url)), "wasm-simd")
      : hosted(await compile(new URL("./engine.wasm", import.meta.url)), "wasm");
  } catch (error) {
    throw forbidden(error);
  }
}

async function compile(address: string | URL): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} fetching ${response.url}`);
  // Servers that do not know the type of `.wasm` cannot stream it.
  if (response.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
