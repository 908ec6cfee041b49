// A customer through the map Customers V3, both ways: a wrong value, requests, answers, the payload.
// Run by `cargo xtask demo`; in your own project import "dual-write-preflight".
import fs from "node:fs";
import { createPreflight } from "../../pkg/dist/node.js";

const read = (name) => fs.readFileSync(new URL(name, import.meta.url), "utf8");
const json = (name) => JSON.parse(read(name));

const preflight = await createPreflight({
  maps: { name: "map.json", text: read("map.json") },
  finance: { name: "finance.xml", text: read("finance.xml") },
  dataverse: { name: "dataverse.json", text: read("dataverse.json") },
  entities: json("entities.json"),
  keys: json("keys.json"),
});
const [map] = preflight.maps;
const toFinance = { map: map.name, direction: "toFinance", operation: "create" };

function show(title, result) {
  console.log(`\n${title}\n  outcome: ${result.outcome}${result.skipReason ? ` (${result.skipReason})` : ""}`);
  for (const { severity, code, message, help } of result.diagnostics) console.log(`  ${severity} ${code}: ${message}\n      ${help}`);
  for (const { id, url } of result.requests) console.log(`  ask ${id}\n      GET ${url}`);
  if (result.outcome === "write") console.log(`  ${result.target.entitySet} receives ${JSON.stringify(result.payload, null, 2).replaceAll("\n", "\n  ")}`);
}

/** Stands for the two services: in a form or a service these rows are fetched from `request.url`. */
const rows = {
  msdyn_customergroups: { msdyn_groupid: "30", msdyn_customergroupid: "5c4f6d1e-3a2b-4c8d-9e7f-0a1b2c3d4e5f" },
  transactioncurrencies: { isocurrencycode: "EUR", transactioncurrencyid: "7a9d0f3c-6b5e-4d2a-8c1f-2e3d4c5b6a79" },
  cdm_companies: { cdm_companycode: "usmf", cdm_companyid: "1e2d3c4b-5a69-4788-9a0b-c1d2e3f4a5b6" },
};
const fetched = ({ requests }) => Object.fromEntries(requests.map((request) => [request.id, [rows[request.entitySet]]]));

console.log(`${map.name} on ${preflight.backend}; findings about the map: ${preflight.diagnostics.length}`);

const record = json("record-dataverse.json");
const typed = { ...record, creditlimit: "25.000,50" };
show("1. A customer from Dataverse; the credit limit arrived as a formatted text", preflight.check({ ...toFinance, record: typed }));

const corrected = { ...record, msdyn_onholdstatus: 192350000 };
const open = preflight.check({ ...toFinance, record: corrected });
show("2. Corrected; the rows it refers to are asked for", open);

const closed = preflight.check({ ...toFinance, record: corrected, answers: fetched(open) });
show("3. With the answers", closed);

const back = { map: map.name, direction: "toDataverse", operation: "create", record: json("record-finance.json") };
show("4. The other way: a customer from Finance with a hold status that the value map lacks", preflight.check(back));

back.record.OnHoldStatus = "No";
const asked = preflight.check(back);
show("5. Corrected; the rows it refers to are asked for", asked);
show("6. With the answers", preflight.check({ ...back, answers: fetched(asked) }));
