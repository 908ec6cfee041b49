import { readFileSync } from "node:fs";
import { createPreflight } from "dual-write-preflight";

const file = (name) => readFileSync(new URL(`customer/${name}`, import.meta.url));
const json = (name) => JSON.parse(file(name).toString("utf8"));

const preflight = await createPreflight({
  maps: file("map.json"),
  finance: file("finance.xml"),
  dataverse: file("dataverse.json"),
  entities: json("entities.json"),
  keys: json("keys.json"),
});

// The bytes of a response, or of a file with one record a line.
const bytes = new TextEncoder().encode(
  '{"dataAreaId":"usmf","CustomerAccount":"C-1","OrganizationName":"A","PartyType":"Organization","CreditLimit":12345678901.12,"OnHoldStatus":"No"}\n' +
    '{"dataAreaId":"usmf","CustomerAccount":"C-2","OrganizationName":"B","PartyType":"Person"}\n',
);
const { output, report, complete } = preflight.checkBatch(bytes, {
  map: "accounts - Customers V3",
  direction: "toDataverse",
  operation: "create",
  answers: { "dataverse:cdm_companies?cdm_companycode=usmf": [{ cdm_companyid: "1e2d3c4b-5a69-4788-9a0b-c1d2e3f4a5b6" }] },
});
console.log(complete, report.rows, report.outcomes);
console.log(new TextDecoder().decode(output).trim());
for (const { row, diagnostic } of report.findings) console.log(row, diagnostic.code, diagnostic.message);
