// `cargo xtask bench`: the package against JavaScript written by hand for the one map and against other
// libraries. Every contender first has to give the same answer. Times are medians of rounds in which
// all contenders run one after the other in changing order; ratios are medians of the ratios per round.
import fs from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createPreflight as createCompat } from '../pkg/dist/compat.js';
import { createPreflight } from '../pkg/dist/node.js';
import { same } from './compare.mjs';
import { makeHand } from './hand.mjs';
import { makeOthers } from './others.mjs';
import { answers, call, company, dataset, engineOptions, map, tables } from './workload.mjs';

const json = process.argv.includes('--json');
const option = (name, fallback) => Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
const rows = option('rows', 1000);
const rounds = option('rounds', 9);
const log = (text) => json || console.log(text);

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Runs the contenders in rounds; gives medians of times and of ratios to the first. */
async function race(contenders) {
  const times = contenders.map(() => []);
  for (let round = -1; round < rounds; round++) {
    const order = contenders.map((_, index) => (index + round + contenders.length) % contenders.length);
    for (const index of order) {
      globalThis.gc?.();
      const input = contenders[index].input();
      const start = performance.now();
      await contenders[index].run(input);
      if (round >= 0) times[index].push(performance.now() - start);
    }
  }
  return contenders.map(({ name }, index) => ({
    name,
    milliseconds: median(times[index]),
    // How many times as fast as the first.
    ratio: median(times[index].map((time, round) => times[0][round] / time)),
  }));
}

const found = { rows, rounds, node: process.version };
const known = answers();
const options = engineOptions();
const wasm = fs.readFileSync(new URL('../pkg/dist/engine.wasm', import.meta.url));
const engines = {
  'wasm-simd': await createPreflight(options),
  wasm: await createPreflight(options, { wasm }),
  js: createCompat(options),
};
const hand = makeHand(tables, company);
const others = makeOthers(map, tables);

for (const full of [true, false]) {
  const bytes = dataset(rows, full);
  const wanted = hand.bytes(bytes);
  const batch = (engine) => engine.checkBatch(bytes, { ...call, answers: known, batch: { mostFindings: 1000 } });
  for (const engine of Object.values(engines)) same(batch(engine), wanted);
  const name = `${full ? 'annotated' : 'plain'}, ${rows} rows, ${(bytes.length / 1e6).toFixed(1)} MB: bytes to bytes with findings`;
  log(`\n${name}`);
  const result = await race([
    { name: 'by hand (JSON.parse, map, JSON.stringify)', input: () => bytes, run: (given) => hand.bytes(given) },
    { name: 'JSON.parse alone', input: () => bytes, run: (given) => JSON.parse(new TextDecoder().decode(given)) },
    ...Object.entries(engines).map(([backend, engine]) => ({ name: `checkBatch, ${backend}`, input: () => engine, run: batch })),
    { name: 'ajv and mapping by hand', input: () => bytes, run: (given) => JSON.stringify(others.ajv.objects(JSON.parse(new TextDecoder().decode(given)).value).out) },
    { name: 'zod and mapping by hand', input: () => bytes, run: (given) => JSON.stringify(others.zod.objects(JSON.parse(new TextDecoder().decode(given)).value).out) },
  ]);
  found[full ? 'annotated' : 'plain'] = { bytes: bytes.length, result };
  for (const one of result) log(`  ${one.name.padEnd(44)}${one.milliseconds.toFixed(1).padStart(9)} ms${(bytes.length / one.milliseconds / 1000).toFixed(0).padStart(7)} MB/s${one.ratio.toFixed(2).padStart(8)} x`);

  // Few records are checked one by one: the answers of one record are few as well.
  const few = 200;
  const text = new TextDecoder().decode(dataset(few, full));
  const fresh = () => JSON.parse(text).value;
  const own = fresh().map((record) => Object.fromEntries(Object.entries(known).filter(([id]) => Object.values(record).some((value) => typeof value === 'string' && value.length === 36 && id.endsWith(`(${value})`)))));
  const letters = fresh().map((record, at) => engines['wasm-simd'].check({ ...call, record, answers: own[at] }).outcome[0]).join('');
  if (letters !== hand.objects(fresh()).outcomes) throw new Error('one by one, the outcomes differ');
  log(`\n${full ? 'annotated' : 'plain'}, ${few} objects, one call each`);
  const single = await race([
    { name: 'by hand', input: fresh, run: (list) => list.map((record) => hand.one(record)) },
    ...Object.entries(engines).map(([backend, engine]) => ({ name: `check, ${backend}`, input: fresh, run: (list) => list.map((record, at) => engine.check({ ...call, record, answers: own[at] })) })),
    { name: 'ajv and jsonata', input: () => fresh().slice(0, 20), run: async (list) => { for (const record of list) await others.jsonata.one(record); } },
  ]);
  // jsonata did a tenth of the records.
  const slow = single.at(-1);
  slow.milliseconds *= few / 20;
  slow.ratio /= few / 20;
  found[full ? 'annotatedObjects' : 'plainObjects'] = { records: few, result: single };
  for (const one of single) log(`  ${one.name.padEnd(44)}${((one.milliseconds * 1000) / few).toFixed(1).padStart(9)} us a record${one.ratio.toFixed(2).padStart(8)} x`);
}
log('\nx: how many times as fast as by hand, median of the rounds');
if (json) console.log(JSON.stringify(found, null, 2));
