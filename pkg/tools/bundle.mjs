// Writes pkg/dist from pkg/src and pkg/generated: one file per entry, types for both module systems,
// and the two WebAssembly files. Called by `cargo xtask build`.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pkg = path.join(root, "pkg");
const generated = path.join(pkg, "generated");
const dist = path.join(pkg, "dist");
const read = (...parts) => fs.readFileSync(path.join(...parts), "utf8");

// The glue of both WebAssembly builds is one text: what differs is inside the module.
const glue = read(generated, "glue-plain.js");
if (glue !== read(generated, "glue-simd.js")) throw new Error("the SIMD and the plain build need different glue");

const { homepage } = JSON.parse(read(pkg, "package.json"));
const english = read(root, "locales", "en.ftl")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .join("\n");

const modules = {
  "generated:glue": () => glue,
  "generated:glue-twin": () => read(generated, "glue-twin.js"),
  "generated:twin": () => read(generated, "twin.js"),
  "generated:engine-base64": () =>
    `export default ${JSON.stringify(fs.readFileSync(path.join(generated, "engine-plain.wasm")).toString("base64"))}`,
  "generated:messages": () =>
    `export const english = ${JSON.stringify(english)}; export const homepage = ${JSON.stringify(homepage)};`,
};

const fromGenerated = {
  name: "generated",
  setup(plugins) {
    plugins.onResolve({ filter: /^generated:/ }, ({ path: name }) => ({ path: name, namespace: "generated" }));
    plugins.onLoad({ filter: /.*/, namespace: "generated" }, ({ path: name }) => ({
      contents: modules[name](),
      loader: "js",
      resolveDir: pkg,
    }));
  },
};

const fresh = path.join(pkg, "dist.new");
fs.rmSync(fresh, { recursive: true, force: true });
fs.mkdirSync(fresh, { recursive: true });

async function entry(name, format, options = {}) {
  await build({
    entryPoints: [path.join(pkg, "src/entry", `${name}.ts`)],
    outfile: path.join(fresh, `${name}.${format === "cjs" ? "cjs" : "js"}`),
    format,
    bundle: true,
    minify: true,
    legalComments: "none",
    charset: "utf8",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*"],
    tsconfigRaw: {},
    logLevel: "warning",
    plugins: [fromGenerated],
    ...options,
  });
}

const here = {
  banner: { js: 'const __here=require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "__here" },
};
const started = performance.now();
await Promise.all([
  entry("index", "esm"),
  entry("node", "esm"),
  entry("node", "cjs", here),
  entry("inline", "esm"),
  entry("inline", "cjs"),
  entry("compat", "esm"),
  entry("compat", "cjs"),
]);
fs.copyFileSync(path.join(generated, "engine-plain.wasm"), path.join(fresh, "engine.wasm"));
fs.copyFileSync(path.join(generated, "engine-simd.wasm"), path.join(fresh, "engine-simd.wasm"));

const compiled = spawnSync(
  process.execPath,
  [path.join(root, "node_modules/typescript/bin/tsc"), "-p", path.join(pkg, "tsconfig.json"), "--outDir", path.join(fresh, "types")],
  { stdio: "inherit" },
);
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

// `require` needs declarations of its own: the same text, naming `.cjs` instead of `.js`.
const types = path.join(fresh, "types");
for (const file of fs.readdirSync(types, { recursive: true })) {
  if (!file.endsWith(".d.ts")) continue;
  const text = read(types, file);
  fs.writeFileSync(path.join(types, file.replace(/\.d\.ts$/, ".d.cts")), text.replace(/(["'])(\.{1,2}\/[^"']*)\.js\1/g, "$1$2.cjs$1"));
}
for (const name of ["index", "inline", "compat"]) {
  fs.writeFileSync(path.join(fresh, `${name}.d.ts`), `export * from "./types/entry/${name}.js";\n`);
  fs.writeFileSync(path.join(fresh, `${name}.d.cts`), `export * from "./types/entry/${name}.cjs";\n`);
}

for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "NOTICE"]) fs.copyFileSync(path.join(root, name), path.join(pkg, name));

fs.rmSync(dist, { recursive: true, force: true });
fs.renameSync(fresh, dist);
console.log(`  bundled in ${((performance.now() - started) / 1000).toFixed(1)} s`);
