import { readFileSync } from "node:fs";
import { createPreflight } from "dual-write-preflight";

const file = (name) => readFileSync(new URL(`customer/${name}`, import.meta.url), "utf8");

const preflight = await createPreflight({
  maps: file("map.json"), // as exported
  finance: file("finance.xml"), // $metadata
  dataverse: file("dataverse.json"), // EntityDefinitions
  entities: JSON.parse(file("entities.json")),
  keys: JSON.parse(file("keys.json")),
});

const call = { map: "accounts - Customers V3", direction: "toFinance", operation: "create" };
const record = JSON.parse(file("record-dataverse.json"));

// 1. The record as the form has it, with an option that the value map does not name.
record.msdyn_onholdstatus = 192350009;
const first = preflight.check({ ...call, record });
console.log(first.outcome);
for (const { severity, code, message } of first.diagnostics) {
  if (severity !== "info") console.log(`${severity} ${code} ${message}`);
}
for (const { url } of first.requests) console.log(`GET ${url}`);

// 2. Correct it, and hand back the rows that the requests ask for (here without a server).
record.msdyn_onholdstatus = 192350001;
const rows = {
  cdm_companies: { cdm_companycode: "usmf" },
  msdyn_customergroups: { msdyn_groupid: "30" },
  transactioncurrencies: { isocurrencycode: "EUR" },
};
const answers = Object.fromEntries(first.requests.map(({ id, entitySet }) => [id, [rows[entitySet]]]));
const second = preflight.check({ ...call, record, answers });
console.log(second.outcome, second.payload);
