// What the tests share: the example, the vectors and the builds.
import fs from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const dist = `${root}pkg/dist/`;
export const read = (path) => fs.readFileSync(root + path, "utf8");

/** Every build, as a function from options to an engine. */
export async function builds() {
  const main = await import(pathToFileURL(`${dist}node.js`).href);
  const inline = await import(pathToFileURL(`${dist}inline.js`).href);
  const compat = await import(pathToFileURL(`${dist}compat.js`).href);
  return {
    simd: (options) => main.createPreflight(options),
    plain: (options) => main.createPreflight(options, { wasm: fs.readFileSync(`${dist}engine.wasm`) }),
    inline: async (options) => inline.createPreflight(options),
    twin: async (options) => compat.createPreflight(options),
  };
}

/** The options of the bundled example. */
export function example() {
  return {
    maps: { name: "map.json", text: read("examples/customer/map.json") },
    finance: { name: "finance.xml", text: read("examples/customer/finance.xml") },
    dataverse: { name: "dataverse.json", text: read("examples/customer/dataverse.json") },
    entities: JSON.parse(read("examples/customer/entities.json")),
    keys: JSON.parse(read("examples/customer/keys.json")),
  };
}

export const customer = () => JSON.parse(read("examples/customer/record-dataverse.json"));
export const call = { map: "[Customers V3] - [accounts]", direction: "toFinance", operation: "create" };

/** The vectors with their documents read, ready to be sent to a browser as JSON. */
export function vectors() {
  const folder = `${root}tests/data/vectors/`;
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(`${folder}${name}/case.json`))
    .map((name) => {
      const { options, calls } = JSON.parse(fs.readFileSync(`${folder}${name}/case.json`, "utf8"));
      for (const side of ["maps", "finance", "dataverse"]) {
        if (options[side] !== undefined) options[side] = options[side].map(document);
      }
      for (const one of calls) {
        if (one.bytes?.startsWith("@")) one.bytes = read(one.bytes.slice(1));
      }
      return { name, options, calls, expected: JSON.parse(fs.readFileSync(`${folder}${name}/expected.json`, "utf8")) };
    });
}

function document(text) {
  return text.startsWith("@") ? { name: text.split("/").at(-1), text: read(text.slice(1)) } : text;
}
