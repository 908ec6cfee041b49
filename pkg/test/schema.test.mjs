// Reading a schema from a stream: any cut, progress, cancelling, maps that limit what is kept.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { call, customer, dist, example } from "./kit.mjs";

for (const entry of ["node", "inline", "compat"]) {
  const { createPreflight, readSchema } = await import(pathToFileURL(`${dist}${entry}.js`).href);
  const { finance, ...rest } = example();
  const bytes = new TextEncoder().encode(finance.text);

  async function* cut(size) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const answer = async (schema) => {
    const preflight = await createPreflight({ ...rest, finance: schema });
    return preflight.check({ ...call, record: customer() });
  };

  test(`${entry}: a streamed schema answers like the text`, async () => {
    const wanted = await answer(finance);
    const stream = new Blob([bytes]).stream();
    for (const input of [finance.text, bytes, stream, cut(7), cut(4096), [bytes]]) {
      const schema = await readSchema(input, { side: "finance" });
      assert.ok(schema.tables > 0);
      assert.deepEqual(schema.diagnostics, []);
      assert.deepEqual(await answer(schema), wanted);
      // A schema serves several engines.
      assert.deepEqual(await answer(schema), wanted);
      schema.dispose();
    }
  });

  test(`${entry}: only what maps name is kept`, async () => {
    const schema = await readSchema(bytes, { side: "finance", maps: example().maps });
    assert.ok(schema.tables > 0);
    assert.deepEqual(await answer(schema), await answer(finance));
    const none = await readSchema(bytes, { side: "finance", tables: ["NoSuchEntity"] });
    assert.equal(none.tables, 0);
    await assert.rejects(readSchema(bytes, { maps: [], tables: [] }), { kind: "misuse" });
  });

  test(`${entry}: progress, cancelling, broken documents and streams`, async () => {
    let seen = 0;
    await readSchema(cut(100), { side: "finance", onProgress: (count) => (seen = count) });
    assert.equal(seen, bytes.length);
    const stop = new AbortController();
    const endless = (async function* () {
      for (let i = 0; ; i++) {
        if (i === 3) stop.abort();
        yield bytes.subarray(0, 10);
      }
    })();
    await assert.rejects(readSchema(endless, { side: "finance", signal: stop.signal }), { kind: "cancelled" });
    const broken = await readSchema(bytes.subarray(0, bytes.length - 40), { side: "finance" });
    assert.equal(broken.tables, 0);
    assert.ok(broken.diagnostics.some((found) => found.severity === "error"));
    const failing = (async function* () {
      yield bytes.subarray(0, 10);
      throw new Error("connection lost");
    })();
    await assert.rejects(readSchema(failing, { side: "finance" }), { kind: "format" });
    await assert.rejects(readSchema(5), { kind: "misuse" });
    await assert.rejects(readSchema(bytes, { side: "middle" }), { kind: "misuse" });
  });

  test(`${entry}: a disposed schema is misuse`, async () => {
    const schema = await readSchema(bytes, { side: "finance" });
    schema.dispose();
    await assert.rejects(async () => createPreflight({ ...rest, finance: schema }), { kind: "misuse" });
  });
}
