// Prints what a user of each entry downloads, against its budget, and fails when an entry has grown.
//
// `budget` is what an entry should weigh. Entries above it are named in `recorded` with the weight
// they have reached; nothing may grow past that, and it is lowered with every gain. An entry that is
// within its budget must stay there.
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
// In thousands of bytes, gzip.
const rows = [
  { name: ".  engine-simd.wasm", file: "engine-simd.wasm", budget: 140 },
  { name: ".  engine.wasm", file: "engine.wasm", budget: 140 },
  { name: ".  index.js", file: "index.js", budget: undefined },
  { name: "/inline", file: "inline.js", budget: 200 },
  { name: "/compat", file: "compat.js", budget: 225 },
];
const recorded = JSON.parse(fs.readFileSync(new URL("./sizes.json", import.meta.url), "utf8"));
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
console.log(`${"entry".padEnd(22)}${"raw".padStart(8)}${"gzip".padStart(8)}${"brotli".padStart(8)}${"budget".padStart(8)}   (kB)`);
let grown = 0;
let over = 0;
for (const { name, file, budget } of rows) {
  const bytes = fs.readFileSync(dist + file);
  const gzip = gzipSync(bytes, { level: 9 }).length;
  let note = "";
  if (budget !== undefined && gzip > budget * 1000) {
    over++;
    note = `   over budget by ${((gzip / (budget * 1000) - 1) * 100).toFixed(0)} %`;
    const most = recorded[file];
    if (most === undefined || gzip > most) {
      grown++;
      note += `; GROWN past the recorded ${most ?? "budget"} bytes`;
    }
  }
  console.log(`${name.padEnd(22)}${kb(bytes.length)}${kb(gzip)}${kb(brotliCompressSync(bytes).length)}${String(budget ?? "–").padStart(8)}${note}`);
}
if (over > 0) console.log(`${over} entries are over their budget: an open fault, kept from growing by tools/sizes.json`);
if (grown > 0) process.exit(1);
