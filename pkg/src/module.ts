/** Instances from a compiled module, and which of the two WebAssembly builds a host can run. */

import { createGlue } from "generated:glue";
import { Host } from "./host.js";

export function hosted(module: WebAssembly.Module, backend: "wasm-simd" | "wasm"): Host {
  return new Host({
    backend,
    make: () => createGlue((imports) => new WebAssembly.Instance(module, imports).exports),
  });
}

/** A module that is valid only where 128-bit vectors are. */
const VECTORS = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
);

export function runsVectors(): boolean {
  return WebAssembly.validate(VECTORS);
}
