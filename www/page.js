// The page: reads the form, asks the package, shows the answer. It uses the public package alone.
import { createPreflight } from "./package/index.js";

const field = (id) => document.getElementById(id);
const status = field("status");
const shown = field("result");

const WORDS = {
  write: "Dual-write carries this record.",
  skip: "Dual-write does not send this record.",
  block: "Dual-write refuses this record.",
  undecided: "Undecided: something that decides is not known.",
};
const REASONS = {
  peer: "it came from the other side",
  unchanged: "no mapped column changed",
  company: "it has no company",
  filter: "it does not pass the map's filter",
  notInDirection: "the map does not send in this direction",
};

async function example(side) {
  const file = async (name) => {
    const response = await fetch(`./examples/customer/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.text();
  };
  const names = { map: "map.json", finance: "finance.xml", dataverse: "dataverse.json", keys: "keys.json", entities: "entities.json" };
  for (const [id, name] of Object.entries(names)) field(id).value = await file(name);
  field("record").value = await file(`record-${side}.json`);
  field("answers").value = "";
  field("direction").value = side === "dataverse" ? "toFinance" : "toDataverse";
  say("The example is loaded. Check the record.");
}

function say(text, kind = "") {
  status.textContent = text;
  status.className = kind;
}

/** JSON of a field, or `undefined` when it is empty; numbers keep all their digits. */
function json(id) {
  const text = field(id).value.trim();
  field(id).removeAttribute("aria-invalid");
  if (text === "") return undefined;
  try {
    return parseExact(text);
  } catch (error) {
    field(id).setAttribute("aria-invalid", "true");
    field(id).focus();
    throw new Error(`${document.querySelector(`label[for=${id}]`).textContent}: ${error.message}`);
  }
}

/** Numbers that a double would change become text, which the engine takes digit by digit. */
function parseExact(text) {
  JSON.parse(text);
  const exact = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token[0] === '"' || survives(token) ? token : `"${token}"`,
  );
  return JSON.parse(exact);
}

/** Whether a double keeps every digit of a number: up to 15 digits always come back. */
function survives(token) {
  const digits = token.replace(/[eE].*$/, "").replace(/[-.]/g, "").replace(/^0+/, "");
  return digits.length <= 15 || String(Number(token)) === token;
}

let loaded;

/** The engine for what stands in the form; the same one as long as the files stay the same. */
async function engine() {
  const texts = ["map", "finance", "dataverse", "keys", "entities"].map((id) => field(id).value);
  const id = JSON.stringify(texts);
  if (loaded?.id !== id) {
    loaded?.preflight.dispose();
    loaded = undefined;
    const [map, finance, dataverse] = texts;
    const options = { maps: { name: "map", text: map }, keys: json("keys") ?? {}, entities: json("entities") ?? {} };
    if (finance.trim() !== "") options.finance = { name: "finance", text: finance };
    if (dataverse.trim() !== "") options.dataverse = { name: "dataverse", text: dataverse };
    loaded = { id, preflight: await createPreflight(options) };
  }
  field("engine").textContent = `Runs in your browser (${loaded.preflight.backend}).`;
  return loaded.preflight;
}

async function check(event) {
  event.preventDefault();
  shown.replaceChildren();
  say("Checking …");
  try {
    const preflight = await engine();
    const call = { direction: field("direction").value, operation: field("operation").value, record: json("record"), trace: true };
    const answers = json("answers");
    if (answers !== undefined) call.answers = answers;
    const [map] = preflight.maps;
    if (map === undefined) {
      show(undefined, preflight.diagnostics);
      say("No table map could be read.", "error");
      return;
    }
    const result = preflight.check({ ...call, map: map.name });
    const reason = result.skipReason === undefined ? "" : ` Reason: ${REASONS[result.skipReason]}.`;
    show(result, preflight.diagnostics);
    say(WORDS[result.outcome] + reason, result.outcome);
    document.getElementById("result-title").focus();
  } catch (error) {
    say(error.message, "error");
  }
}

function show(result, mapFindings) {
  shown.replaceChildren();
  if (result !== undefined) {
    section("Findings about the record", findings(result.diagnostics), result.diagnostics.length === 0);
    section(`What ${result.target.entitySet} receives`, table(["Column", "Value"], Object.entries(result.payload).map(([name, value]) => [name, JSON.stringify(value)])));
    section("Requests that would decide", requests(result.requests), result.requests.length === 0);
    section("Not checked", list(result.unchecked.map((one) => [one.what, ...one.columns].join(", ").replace(",", ":"))), result.unchecked.length === 0);
    const rows = (result.trace ?? []).map((row) => [row.source, row.value ?? "", row.steps.map((one) => [one.step, one.detail].filter(Boolean).join(" ")).join(" → "), row.target]);
    section("How each value was made", table(["From", "Value", "Steps", "To"], rows), rows.length === 0);
  }
  section("Findings about the map and the schemas", findings(mapFindings), mapFindings.length === 0);
}

function section(title, content, empty = false) {
  shown.append(element("h3", {}, title), empty ? element("p", {}, "None.") : content);
}

function findings(found) {
  return element("ul", { class: "findings" }, ...found.map((one) =>
    element("li", { class: one.severity },
      element("div", {}, element("span", { class: "severity" }, `${one.severity} `), element("a", { href: one.docUrl }, one.code), ` ${one.message}`,
        one.evidence === "fact" ? "" : ` (${one.evidence === "inferred" ? "inferred" : "not documented"})`),
      element("p", { class: "help" }, one.help),
    )));
}

function requests(all) {
  return element("ul", {}, ...all.map((one) => element("li", {}, `${one.side}: `, element("code", {}, one.url), element("br", {}), "id: ", element("code", {}, one.id))));
}

const list = (texts) => element("ul", {}, ...texts.map((text) => element("li", {}, text)));

function table(heads, rows) {
  const head = element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text))));
  return element("table", {}, head, element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((text) => element("td", {}, text))))));
}

/** Text is always text, never markup. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

for (const side of ["dataverse", "finance"]) {
  field(`example-${side}`).addEventListener("click", () => example(side).catch((error) => say(error.message, "error")));
}
for (const input of document.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file !== undefined) field(input.dataset.for).value = await file.text();
  });
}
field("form").addEventListener("submit", check);
