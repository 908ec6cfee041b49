// The package as npm packs it, installed in an empty project, loaded in both module systems.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { root } from "./kit.mjs";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dual-write-preflight-"));
after(() => fs.rmSync(folder, { recursive: true, force: true }));
let files = [];

before(() => {
  const packed = execFileSync(npm, ["pack", "--json", "--pack-destination", folder], { cwd: `${root}pkg`, encoding: "utf8" });
  const [{ filename, files: list }] = JSON.parse(packed);
  files = list.map((file) => file.path);
  fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }');
  execFileSync(npm, ["install", "--offline", "--no-audit", "--no-fund", `./${filename}`], { cwd: folder, stdio: "pipe" });
  fs.cpSync(`${root}examples/customer`, path.join(folder, "customer"), { recursive: true });
});

const body = `
const read = (name) => require("node:fs").readFileSync(require("node:path").join(__dirname, "customer", name), "utf8");
const options = { maps: read("map.json"), finance: read("finance.xml"), dataverse: read("dataverse.json"),
  entities: JSON.parse(read("entities.json")), keys: JSON.parse(read("keys.json")) };
async function main(entries) {
  for (const { createPreflight } of entries) {
    const preflight = await createPreflight(options);
    const result = preflight.check({ map: "[Customers V3] - [accounts]", direction: "toFinance", operation: "create",
      record: { ...JSON.parse(read("record-dataverse.json")), creditlimit: 9007199254740993n } });
    console.log(preflight.backend, result.outcome, String(result.payload.CreditLimit));
  }
}
`;
const wanted = ["wasm-simd undecided 9007199254740993", "wasm undecided 9007199254740993", "js undecided 9007199254740993", ""].join("\n");

test("the tarball holds what the exports name, and nothing else", () => {
  const { exports } = JSON.parse(fs.readFileSync(`${root}pkg/package.json`, "utf8"));
  const named = JSON.stringify(exports).match(/\.\/[^"]+\.(js|cjs|wasm|json|d\.ts|d\.cts)(?=")/g);
  for (const name of named) assert.ok(files.includes(name.slice(2)), `${name} is not packed`);
  for (const name of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(files.includes(name), `${name} is not packed`);
  assert.ok(!files.some((name) => /^(src|test|tools|generated)\//.test(name)), "sources are packed");
});

test("require", () => {
  const script = `${body}\nmain([require("dual-write-preflight"), require("dual-write-preflight/inline"), require("dual-write-preflight/compat")]);`;
  fs.writeFileSync(path.join(folder, "run.cjs"), script);
  assert.equal(execFileSync(process.execPath, ["run.cjs"], { cwd: folder, encoding: "utf8" }), wanted);
});

test("import", () => {
  const script = `import { createRequire } from "node:module";
const require = createRequire(import.meta.url); const __dirname = import.meta.dirname ?? process.cwd();
${body}
await main([await import("dual-write-preflight"), await import("dual-write-preflight/inline"), await import("dual-write-preflight/compat")]);`;
  fs.writeFileSync(path.join(folder, "run.mjs"), script);
  assert.equal(execFileSync(process.execPath, ["run.mjs"], { cwd: folder, encoding: "utf8" }), wanted);
});

test("runs where code may not be made from text", () => {
  const output = execFileSync(process.execPath, ["--disallow-code-generation-from-strings", "run.mjs"], { cwd: folder, encoding: "utf8" });
  assert.equal(output, wanted);
});

test("the entries for strict hosts fetch nothing, evaluate nothing and know no address of their own", () => {
  for (const name of ["inline.js", "inline.cjs", "compat.js", "compat.cjs"]) {
    const text = fs.readFileSync(`${root}pkg/dist/${name}`, "utf8");
    for (const forbidden of [/import\.meta/, /\bfetch\(/, /\beval\(/, /(?<![.\w`])Function\(/, /new Function\b/, /new Worker\b/]) {
      assert.doesNotMatch(text, forbidden, `${name} has ${forbidden}`);
    }
  }
  assert.doesNotMatch(fs.readFileSync(`${root}pkg/dist/compat.js`, "utf8"), /new WebAssembly\./);
});

test("nothing of the machine that built it is in the package", () => {
  for (const name of fs.readdirSync(`${root}pkg/dist`)) {
    const file = `${root}pkg/dist/${name}`;
    if (!fs.statSync(file).isFile()) continue;
    const text = fs.readFileSync(file, "latin1");
    assert.ok(!text.includes(os.homedir() + path.sep), `${name} names the home folder`);
    assert.ok(!text.includes(root), `${name} names the repository's folder`);
  }
});
