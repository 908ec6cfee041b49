// The page, used with the keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "./kit.mjs";

const { browser, address } = await start();

async function open(options = {}) {
  const tab = await browser.newPage(options);
  const faults = [];
  tab.on("pageerror", (error) => faults.push(error.message));
  tab.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await tab.goto(address);
  return { tab, faults };
}

const status = (tab) => tab.getByRole("status");

/** Presses Tab until the wanted element has the focus. */
async function tabTo(tab, id) {
  for (let i = 0; i < 40; i++) {
    if (await tab.evaluate((wanted) => document.activeElement?.id === wanted, id)) return;
    await tab.keyboard.press("Tab");
  }
  assert.fail(`the keyboard does not reach #${id}`);
}

test("a customer from Dataverse by keyboard: the outcome, findings with help, requests, payload", async () => {
  const { tab, faults } = await open();
  await tabTo(tab, "example-dataverse");
  await tab.keyboard.press("Enter");
  await status(tab).filter({ hasText: "example is loaded" }).waitFor();
  await tabTo(tab, "check");
  await tab.keyboard.press("Enter");
  await status(tab).filter({ hasText: /Undecided|refuses/ }).waitFor();
  const text = await tab.locator("#result").innerText();
  for (const part of ["DW1201", "msdyn_customergroups", "OnHoldStatus", "What CustomersV3 receives", "C-1001", "/api/data/v9.2/", "How each value was made"]) {
    assert.ok(text.includes(part), `${part} is not shown`);
  }
  for (const help of await tab.locator(".help").allInnerTexts()) assert.notEqual(help, "");
  assert.deepEqual(faults, []);
  await tab.close();
});

test("answers decide", async () => {
  const { tab, faults } = await open();
  await tab.locator("#example-dataverse").click();
  await status(tab).filter({ hasText: "example is loaded" }).waitFor();
  const record = JSON.parse(await tab.locator("#record").inputValue());
  await tab.locator("#record").fill(JSON.stringify({ ...record, msdyn_onholdstatus: 192350000 }));
  await tab.locator("#answers").fill(JSON.stringify({
    [`dataverse:msdyn_customergroups(${record._msdyn_customergroupid_value})`]: [{ msdyn_groupid: "30" }],
    [`dataverse:transactioncurrencies(${record._transactioncurrencyid_value})`]: [{ isocurrencycode: "EUR" }],
    [`dataverse:cdm_companies(${record._msdyn_company_value})`]: [{ cdm_companycode: "usmf" }],
  }));
  await tab.locator("#check").click();
  await status(tab).filter({ hasText: "carries this record" }).waitFor();
  assert.deepEqual(faults, []);
  await tab.close();
});

test("the other way, and wrong input, are shown", async () => {
  const { tab } = await open();
  await tab.locator("#example-finance").click();
  await status(tab).filter({ hasText: "example is loaded" }).waitFor();
  await tab.locator("#check").click();
  await status(tab).filter({ hasText: /Dual-write|Undecided/ }).waitFor();
  assert.ok((await tab.locator("#result").innerText()).includes("What accounts receives"));
  await tab.locator("#record").fill("{");
  await tab.locator("#check").click();
  await status(tab).filter({ hasText: "Record" }).waitFor();
  assert.equal(await tab.locator("#record").getAttribute("aria-invalid"), "true");
  await tab.locator("#map").fill("<b>no map</b>");
  await tab.locator("#record").fill("{}");
  await tab.locator("#check").click();
  await status(tab).filter({ hasText: "No table map" }).waitFor();
  assert.equal(await tab.locator("#result b").count(), 0);
  await tab.close();
});

test("every field has a name, both colour schemes have contrast", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { tab } = await open({ colorScheme });
    const nameless = await tab.evaluate(() =>
      [...document.querySelectorAll("input, select, textarea, button")]
        .filter((one) => !one.labels?.length && !one.getAttribute("aria-label") && !one.textContent.trim())
        .map((one) => one.outerHTML),
    );
    assert.deepEqual(nameless, []);
    const ratios = await tab.evaluate(() => {
      const light = (color) => {
        const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      const paper = getComputedStyle(document.body).backgroundColor;
      return ["h1", "header p", "label", "button"].map((name) => ratio(getComputedStyle(document.querySelector(name)).color, paper));
    });
    for (const ratio of ratios) assert.ok(ratio >= 4.5, `contrast ${ratio} in ${colorScheme}`);
    await tab.close();
  }
});
