// The same vectors through every build: the answers are equal byte for byte.
import assert from "node:assert/strict";
import { test } from "node:test";
import { builds, vectors } from "./kit.mjs";
import { answers, lines } from "./run-vector.mjs";

const all = vectors();

test("there are vectors", () => assert.ok(all.length > 0));

for (const [build, create] of Object.entries(await builds())) {
  for (const vector of all) {
    test(`${build}: ${vector.name}`, async () => {
      const preflight = await create(vector.options);
      const given = answers(preflight, vector);
      given.forEach((answer, index) => assert.equal(lines([answer]), lines([vector.expected[index]]), `call ${index}`));
      assert.equal(given.length, vector.expected.length);
      preflight.dispose();
    });
  }
}

test("each build says which it is", async () => {
  const { simd, plain, inline, twin } = await builds();
  const named = await Promise.all([simd, plain, inline, twin].map(async (create) => (await create({ maps: [] })).backend));
  assert.deepEqual(named, ["wasm-simd", "wasm", "wasm", "js"]);
});
