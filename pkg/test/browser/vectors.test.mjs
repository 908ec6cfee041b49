// The same vectors and exact numbers in a browser, on every entry, under the policies of the hosts.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { call, customer, example, vectors } from "../kit.mjs";
import { start } from "./kit.mjs";

const script = fs.readFileSync(new URL("../run-vector.mjs", import.meta.url), "utf8");
const page = { type: "text/html", body: "<!doctype html><title>test</title><link rel=icon href=data:,>" };
const withWasm = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const strict = "default-src 'self'; script-src 'self'; connect-src 'none'; worker-src 'none'";
const { browser, address } = await start({
  "/run-vector.js": { type: "text/javascript", body: script },
  "/wasm": { ...page, policy: withWasm },
  "/strict": { ...page, policy: strict },
});

const all = vectors();
const entries = [
  ["index", "/wasm", "wasm-simd", {}],
  ["index", "/wasm", "wasm", { wasm: "/package/engine.wasm" }],
  ["inline", "/wasm", "wasm", {}],
  ["compat", "/wasm", "js", {}],
  ["compat", "/strict", "js", {}],
];

for (const [entry, path, backend, load] of entries) {
  test(`${entry} (${backend}) under ${path}: the vectors`, async () => {
    const tab = await browser.newPage();
    await tab.goto(address + path);
    for (const { expected, ...vector } of all) {
      const given = await tab.evaluate(
        async ([name, one, from]) => {
          const { createPreflight } = await import(`/package/${name}.js`);
          const { answers, lines } = await import("/run-vector.js");
          const preflight = await createPreflight(one.options, from);
          return { text: lines(answers(preflight, one)), backend: preflight.backend };
        },
        [entry, vector, load],
      );
      assert.equal(given.backend, backend);
      assert.equal(given.text, expected.map((answer) => JSON.stringify(answer)).join("\n"), vector.name);
    }
    await tab.close();
  });

  test(`${entry} (${backend}) under ${path}: numbers keep their value`, async () => {
    const tab = await browser.newPage();
    await tab.goto(address + path);
    const given = await tab.evaluate(
      async ([name, options, from, rest, record]) => {
        const { createPreflight } = await import(`/package/${name}.js`);
        const preflight = await createPreflight(options, from);
        const amounts = ["9007199254740993", 9007199254740993n, "12345678901234567.89", 0.1 + 0.2, -0, 1e21, "1.0123456789", "1.012345678912"];
        return amounts.map((creditlimit) => String(preflight.check({ ...rest, record: { ...record, creditlimit } }).payload.CreditLimit));
      },
      [entry, example(), load, call, customer()],
    );
    assert.deepEqual(given, ["9007199254740993", "9007199254740993", "12345678901234567.89", "0.30000000000000004", "0", "1e+21", "1.0123456789", "1.012345678912"]);
    await tab.close();
  });
}

for (const entry of ["index", "inline"]) {
  test(`${entry} where WebAssembly is forbidden: an error that says what to do`, async () => {
    const tab = await browser.newPage();
    await tab.goto(`${address}/strict`);
    const given = await tab.evaluate(async (name) => {
      const { createPreflight } = await import(`/package/${name}.js`);
      try {
        await createPreflight({ maps: [] });
        return undefined;
      } catch (error) {
        return { kind: error.kind, message: error.message };
      }
    }, entry);
    assert.equal(given?.kind, "unsupported");
    assert.match(given.message, /compat/);
    await tab.close();
  });
}
