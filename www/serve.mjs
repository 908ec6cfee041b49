// Serves the page on localhost: www/ itself, the built package under /package, the examples.
import fs from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = [
  ["/package/", path.join(root, "pkg/dist")],
  ["/examples/", path.join(root, "examples")],
  ["/", path.join(root, "www")],
];
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".wasm": "application/wasm",
};
// As strict as a static host can be: WebAssembly, nothing from elsewhere.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/** A server; `more` adds answers for tests: path → { type, body, policy }. */
export function server(more = {}) {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const answer = (status, type, body, csp = policy) => {
      response.writeHead(status, { "content-type": type, "content-security-policy": csp, "x-content-type-options": "nosniff", "cache-control": "no-store" });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    const extra = more[pathname];
    if (extra !== undefined) return answer(200, extra.type, extra.body, extra.policy);
    const [prefix, folder] = folders.find(([start]) => pathname.startsWith(start));
    let name = pathname.slice(prefix.length) || "index.html";
    try {
      name = decodeURIComponent(name);
    } catch {
      return answer(400, "text/plain", "bad address");
    }
    const file = path.join(folder, name);
    if (!file.startsWith(folder + path.sep) || !fs.existsSync(file) || !fs.statSync(file).isFile()) return answer(404, "text/plain", "not found");
    answer(200, types[path.extname(file)] ?? "application/octet-stream", fs.readFileSync(file));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const port = Number(process.env.PORT ?? 8080);
  const listening = server();
  listening.on("error", (error) => {
    if (error.code !== "EADDRINUSE") throw error;
    // The usual port is taken: any free one will do.
    listening.listen(0, "127.0.0.1");
  });
  listening.on("listening", () => console.log(`the page is at http://localhost:${listening.address().port}/  (stop with Ctrl+C)`));
  listening.listen(port, "127.0.0.1");
}
