// Runs one vector and gives its answers as text; the same file runs in Node and in the browser.

/** The answers of a vector: results without wording, in the form of `expected.json`. */
export function answers(preflight, vector) {
  return vector.calls.map((call) => {
    if (call.bytes === undefined) return withoutWords(preflight.check(call));
    const { bytes, ...rest } = call;
    const { output, report, complete } = preflight.checkBatch(new TextEncoder().encode(bytes), rest);
    if (complete !== report.complete) throw new Error("`complete` differs from the report");
    return { output: new TextDecoder().decode(output), report: withoutWords(report) };
  });
}

/** One line an answer, so that a difference is readable. */
export function lines(list) {
  return list.map((answer) => JSON.stringify(answer)).join("\n");
}

function withoutWords(value) {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== "object" || value === null) return value;
  const finding = "code" in value && "slug" in value;
  const members = Object.entries(value).filter(([key]) => !(finding && (key === "message" || key === "help" || key === "docUrl")));
  return Object.fromEntries(members.map(([key, member]) => [key, withoutWords(member)]));
}
