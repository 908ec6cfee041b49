// The examples of the documentation print what the documentation shows.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { root } from "./kit.mjs";

for (const name of ["readme", "batch"]) {
  test(name, (context) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dual-write-preflight-examples-"));
    context.after(() => fs.rmSync(folder, { recursive: true, force: true }));
    fs.cpSync(`${root}examples`, folder, { recursive: true });
    fs.mkdirSync(path.join(folder, "node_modules"));
    fs.symlinkSync(path.resolve(`${root}pkg`), path.join(folder, "node_modules", "dual-write-preflight"), "junction");
    const told = execFileSync(process.execPath, [`${name}.mjs`], { cwd: folder, encoding: "utf8" });
    assert.equal(told, fs.readFileSync(path.join(folder, `${name}.txt`), "utf8"));
  });
}
