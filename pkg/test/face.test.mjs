// The typed face: misuse, exact numbers, masking, replacement after a trap. On WebAssembly and on the twin.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { builds, call, customer, dist, example } from "./kit.mjs";

const { PreflightError } = await import(pathToFileURL(`${dist}compat.js`).href);

/** Errors of the package are told by `kind`, since each entry brings its own class. */
const misuse = (pattern) => (error) => {
  assert.equal(error.name, "PreflightError");
  assert.equal(error.kind, "misuse", error.message);
  assert.match(error.message, pattern);
  return true;
};

for (const [build, create] of Object.entries(await builds())) {
  const check = async (record, more = {}) => (await create(example())).check({ ...call, record, ...more });

  test(`${build}: misuse is a typed error that says what is wrong`, async () => {
    await assert.rejects(async () => create(), misuse(/options must be an object/));
    await assert.rejects(async () => create({}), misuse(/`maps` is missing/));
    await assert.rejects(async () => create({ maps: [], finanse: "" }), misuse(/no option `finanse`/));
    await assert.rejects(async () => create({ maps: [1] }), misuse(/`maps\[0\]` must be text/));
    await assert.rejects(async () => create({ maps: [], finance: { value: [] } }), misuse(/`finance\[0\]`/));
    await assert.rejects(async () => create({ maps: [], semantics: { precison: "refuse" } }), misuse(/precison/));
    const preflight = await create(example());
    const wrong = (value, pattern) => assert.throws(() => preflight.check(value), misuse(pattern));
    wrong(undefined, /must be an object/);
    wrong({ ...call }, /`record` is missing/);
    wrong({ ...call, record: [] }, /`record` must be an object/);
    wrong({ ...call, record: { "@odata.context": "x", value: [{}] } }, /`record` is an OData response/);
    wrong({ ...call, record: null }, /`record` must be an object/);
    wrong({ ...call, record: new Map() }, /`record` must be an object/);
    wrong({ ...call, record: {}, direction: "sideways" }, /direction/);
    wrong({ ...call, record: {}, direction: undefined }, /direction/);
    wrong({ ...call, record: {}, operation: "upsert" }, /upsert|operation|variant/);
    wrong({ ...call, record: {}, opration: "x" }, /opration/);
    wrong({ ...call, record: {}, table: "accounts" }, /not both/);
    wrong({ ...call, record: {}, map: "Customers V2 - accounts" }, /no table map/);
    wrong({ ...call, record: {}, map: 5 }, /`map` must be text/);
    wrong({ ...call, record: {}, answers: [] }, /`answers`/);
    assert.throws(() => preflight.checkBatch("[]", call), misuse(/Uint8Array/));
    preflight.dispose();
    wrong({ ...call, record: {} }, /disposed/);
  });

  test(`${build}: values that are no data are misuse and name the column`, async () => {
    const preflight = await create(example());
    const wrong = (value, pattern) => assert.throws(() => preflight.check({ ...call, record: { creditlimit: value } }), misuse(pattern));
    wrong(NaN, /`record.creditlimit` is NaN/);
    wrong(Infinity, /Infinity/);
    wrong(() => 1, /a function/);
    wrong(Symbol("x"), /a symbol/);
    wrong(new Date(0), /Date object.*pass text/s);
    const circle = {};
    circle.again = circle;
    wrong(circle, /contains itself/);
    let deep = [];
    for (let i = 0; i < 10_000; i++) deep = [deep];
    wrong(deep, /nests deeper/);
    wrong("half \ud800", /not well-formed/);
    wrong("a\ud800b", /not well-formed/);
    // What the plan does not read may be anything.
    assert.ok(preflight.check({ ...call, record: { unheard: new Date(0), other: NaN } }).outcome);
  });

  test(`${build}: only own members count`, async () => {
    Object.prototype.creditlimit = 7;
    try {
      assert.notEqual((await check({ ...customer(), creditlimit: undefined })).payload.CreditLimit, 7);
    } finally {
      delete Object.prototype.creditlimit;
    }
    const polluted = JSON.parse('{"__proto__":{"creditlimit":7},"name":"x"}');
    assert.notEqual((await check(polluted)).payload.CreditLimit, 7);
    assert.equal({}.creditlimit, undefined);
    // Of two spellings the exact one counts; a lone one is found ignoring case.
    assert.equal((await check({ ...customer(), NAME: "other" })).payload.OrganizationName, customer().name);
    const { name, ...rest } = customer();
    assert.equal((await check({ ...rest, Name: "found" })).payload.OrganizationName, "found");
  });

  test(`${build}: numbers keep their value, and on bytes their digits`, async () => {
    const amount = async (value) => (await check({ ...customer(), creditlimit: value })).payload.CreditLimit;
    const same = async (value, text) => assert.equal(String(await amount(value)), text);
    await same("9007199254740993", "9007199254740993");
    await same(9007199254740993n, "9007199254740993");
    await same("12345678901234567.89", "12345678901234567.89");
    await same(0.1 + 0.2, "0.30000000000000004");
    await same(-0, "0");
    await same(1e21, "1e+21");
    await same("1.0123456789", "1.0123456789");
    await same("1.012345678912", "1.012345678912");
    await same(1e-7, "1e-7");
    const preflight = await create(example());
    const company = customer()._msdyn_company_value;
    const answers = { [`dataverse:cdm_companies(${company})`]: [{ cdm_companycode: "usmf" }] };
    for (const digits of ["9007199254740993", "12345678901234567.89", "0.30000000000000004", "-0.5", "1.0123456789", "1.012345678912"]) {
      const row = { accountnumber: "C-1", name: "x", customertypecode: 3, _msdyn_company_value: company };
      const bytes = new TextEncoder().encode(`[${JSON.stringify(row).slice(0, -1)},"creditlimit":${digits}}]`);
      const { output, report } = preflight.checkBatch(bytes, { ...call, answers, payloadForm: "typed" });
      assert.equal(report.written, 1, JSON.stringify(report.findings));
      assert.ok(new TextDecoder().decode(output).includes(`"CreditLimit":${digits}`), `${digits} became ${new TextDecoder().decode(output)}`);
    }
  });

  test(`${build}: findings are in words, business values can be masked`, async () => {
    const record = { ...customer(), msdyn_onholdstatus: 192350009 };
    const open = await check(record);
    assert.ok(open.diagnostics.length > 0);
    for (const found of open.diagnostics) {
      assert.match(found.code, /^DW\d{4}$/);
      assert.doesNotMatch(found.message, /\{|\}|[.\n]$/);
      assert.notEqual(found.help, "");
      assert.equal(found.docUrl, `https://dual-write-preflight.github.io/docs/diagnostics/${found.code}`);
    }
    assert.match(JSON.stringify(open.diagnostics), /192350009/);
    const masked = (await create({ ...example(), mask: true })).check({ ...call, record });
    assert.doesNotMatch(JSON.stringify(masked.diagnostics), /192350009/);
    assert.match(JSON.stringify(masked.diagnostics), /•••/);
    const locale = { tag: "de", messages: `${open.diagnostics[0].code} = anders` };
    assert.equal((await create({ ...example(), locale })).check({ ...call, record }).diagnostics[0].message, "anders");
  });

  test(`${build}: wrong documents are findings, never errors`, async () => {
    for (const maps of ["", "{", "null", "[1]", new Uint8Array([0xff, 0xfe]), "[".repeat(10_000), '{"legs":[{}]}']) {
      const preflight = await create({ maps });
      assert.ok(preflight.diagnostics.length > 0, String(maps).slice(0, 20));
    }
    const parsed = await create({ ...example(), maps: JSON.parse(example().maps.text) });
    assert.ok(parsed.diagnostics.some((found) => found.path.includes("maps") && found.severity === "warning"), "a parsed map warns");
  });

  test(`${build}: an array of records gives an answer each`, async () => {
    const preflight = await create(example());
    const results = preflight.checkBatch([customer(), {}], call);
    assert.equal(results.length, 2);
    assert.deepEqual(results[0], preflight.check({ ...call, record: customer() }));
  });
}

test("the errors are of one class in an entry", async () => {
  const { createPreflight } = await import(pathToFileURL(`${dist}compat.js`).href);
  assert.throws(() => createPreflight({}), PreflightError);
});

// A trap is provoked from outside: a well-kept engine has none of its own.
test("a trapped instance is replaced, the caller is told, the next call works", async () => {
  const main = await import(pathToFileURL(`${dist}node.js`).href);
  const instances = [];
  const real = WebAssembly.Instance;
  let trap = false;
  // The package makes its instances through this constructor; exported functions can be made to trap.
  WebAssembly.Instance = function (module, imports) {
    const instance = new real(module, imports);
    const exports = { ...instance.exports };
    exports.engine_check = (...args) => {
      if (trap) throw new WebAssembly.RuntimeError("unreachable");
      return instance.exports.engine_check(...args);
    };
    instances.push(exports);
    return { exports };
  };
  try {
    const { readFileSync } = await import("node:fs");
    const preflight = await main.createPreflight(example(), { wasm: readFileSync(`${dist}engine.wasm`) });
    const wanted = preflight.check({ ...call, record: customer() });
    trap = true;
    assert.throws(
      () => preflight.check({ ...call, record: customer() }),
      (error) => error instanceof main.PreflightError && error.kind === "internal" && error.cause instanceof WebAssembly.RuntimeError,
    );
    trap = false;
    assert.deepEqual(preflight.check({ ...call, record: customer() }), wanted);
    assert.equal(instances.length, 2);
    // Engines of the old instance notice, and disposing of them does no harm.
    preflight.dispose();
  } finally {
    WebAssembly.Instance = real;
  }
});
