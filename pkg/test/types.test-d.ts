// Compiled, not run: the types say what the package takes and gives.
import { createPreflight, type Diagnostic, PreflightError, readSchema, type Result } from "dual-write-preflight";
import { createPreflight as createInline } from "dual-write-preflight/inline";
import { createPreflight as createCompat } from "dual-write-preflight/compat";

export async function uses(bytes: Uint8Array, stream: ReadableStream<Uint8Array>): Promise<void> {
  const preflight = await createPreflight({ maps: [bytes, "{}", { name: "a", text: "{}" }], semantics: { precision: "refuse" } });
  const result: Result = preflight.check({
    map: "a",
    direction: "toFinance",
    operation: "create",
    record: { name: "x", amount: 12n, note: null, nested: { a: [1] } },
    answers: { id: [], other: { isocurrencycode: "EUR" } },
  });
  const outcome: "write" | "skip" | "block" | "undecided" = result.outcome;
  const first: Diagnostic | undefined = result.diagnostics[0];
  const backend: "wasm-simd" | "wasm" | "js" = createInline({ maps: [] }).backend;
  const { output, report, complete } = createCompat({ maps: [] }).checkBatch(bytes, { direction: "toDataverse", operation: "update" });
  const rows: Result[] = preflight.checkBatch([{ a: 1 }], { direction: "toFinance", operation: "delete" });
  const schema = await readSchema(stream, { side: "finance", onProgress: (count: number) => void count });
  await createPreflight({ maps: [], finance: [schema, bytes] });
  void [outcome, first?.message.length, backend, output.byteLength, report.rows, complete, rows.length];

  // @ts-expect-error maps are needed
  await createPreflight({});
  // @ts-expect-error no such direction
  preflight.check({ map: "a", direction: "sideways", operation: "create", record: {} });
  // @ts-expect-error functions are no data
  preflight.check({ map: "a", direction: "toFinance", operation: "create", record: { a: () => 1 } });
  // @ts-expect-error results are not changed
  result.outcome = "write";
  // @ts-expect-error the synchronous entry gives no promise
  createInline({ maps: [] }).then;

  try {
    preflight.dispose();
  } catch (error) {
    if (error instanceof PreflightError && error.kind === "misuse") return;
  }
}
