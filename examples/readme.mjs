import { readFileSync } from "node:fs";
import { createPreflight } from "dual-write-preflight";

const file = (name) => readFileSync(new URL(`customer/${name}`, import.meta.url), "utf8");

const preflight = await createPreflight({
  maps: file("map.json"),
  finance: file("finance.xml"),
  dataverse: file("dataverse.json"),
  entities: JSON.parse(file("entities.json")),
  keys: JSON.parse(file("keys.json")),
});

const record = JSON.parse(file("record-dataverse.json"));
const result = preflight.check({
  map: "accounts - Customers V3",
  direction: "toFinance",
  operation: "create",
  record,
});

console.log(result.outcome);
for (const { severity, code, message, help } of result.diagnostics) {
  console.log(`${severity} ${code}: ${message}\n  ${help}`);
}
for (const request of result.requests) {
  console.log(`needs ${request.side} ${request.url}`);
}
