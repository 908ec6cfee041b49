// Everything the engine really gives has a place in the types: results of all vectors are written as
// literals and compiled, so a member that the types lack is an error.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { builds, root, vectors } from "./kit.mjs";

test("the types have every member of real results", async () => {
  const { simd } = await builds();
  const results = [];
  const reports = [];
  const maps = [];
  const findings = [];
  for (const { options, calls } of vectors()) {
    const preflight = await simd(options);
    maps.push(...preflight.maps);
    findings.push(...preflight.diagnostics);
    for (const call of calls) {
      if (call.bytes === undefined) {
        results.push(preflight.check({ ...call, trace: true }));
      } else {
        const { bytes, ...rest } = call;
        reports.push(preflight.checkBatch(new TextEncoder().encode(bytes), rest).report);
      }
    }
  }
  const broken = await simd({ maps: '{"legs":[{"fieldMappings":[{"syncDirection":9}]}]}' });
  findings.push(...broken.diagnostics);
  assert.ok(results.length > 0 && reports.length > 0 && findings.length > 0 && maps.length > 0);
  const file = path.join(root, "pkg/test/result-types.generated.ts");
  const text = `import type { BatchReport, Diagnostic, MapInfo, Result } from "dual-write-preflight";
export const results: Result[] = ${JSON.stringify(results, null, 1)};
export const reports: BatchReport[] = ${JSON.stringify(reports, null, 1)};
export const findings: Diagnostic[] = ${JSON.stringify(findings, null, 1)};
export const maps: MapInfo[] = ${JSON.stringify(maps, null, 1)};
`;
  fs.writeFileSync(file, text);
  try {
    const compiler = path.join(root, "node_modules/typescript/bin/tsc");
    const options = "--noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck --types node".split(" ");
    const compiled = spawnSync(process.execPath, [compiler, "--ignoreConfig", ...options, file], { cwd: `${root}pkg`, encoding: "utf8" });
    assert.equal(compiled.stdout.slice(0, 2000), "");
    assert.equal(compiled.status, 0);
  } finally {
    fs.rmSync(file);
  }
});
