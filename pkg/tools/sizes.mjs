// Prints what a user of each entry downloads and fails past the limits.
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
// In thousands of bytes, gzip.
const rows = [
  [".  engine-simd.wasm", "engine-simd.wasm", 140],
  [".  engine.wasm", "engine.wasm", 140],
  [".  index.js", "index.js", undefined],
  ["/inline", "inline.js", 200],
  ["/compat", "compat.js", 225],
];
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
console.log(`${"entry".padEnd(22)}${"raw".padStart(8)}${"gzip".padStart(8)}${"brotli".padStart(8)}${"limit".padStart(8)}   (kB)`);
let over = 0;
for (const [name, file, limit] of rows) {
  const bytes = fs.readFileSync(dist + file);
  const gzip = gzipSync(bytes, { level: 9 }).length;
  const bad = limit !== undefined && gzip > limit * 1000;
  if (bad) over++;
  console.log(`${name.padEnd(22)}${kb(bytes.length)}${kb(gzip)}${kb(brotliCompressSync(bytes).length)}${String(limit ?? "–").padStart(8)}${bad ? "   TOO LARGE" : ""}`);
}
if (over > 0) process.exit(1);
