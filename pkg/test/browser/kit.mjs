// A browser and a server for the tests in this folder.
import { after } from "node:test";
import { chromium } from "playwright-core";
import { server } from "../../../www/serve.mjs";

/** Starts both; `more` are additional answers of the server. Closed when the file's tests are done. */
export async function start(more) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const listening = server(more);
  await new Promise((ready) => listening.listen(0, "127.0.0.1", ready));
  after(async () => {
    await browser.close();
    listening.close();
  });
  return { browser, address: `http://127.0.0.1:${listening.address().port}` };
}
