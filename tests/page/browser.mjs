// A browser without a network, and pages that are watched for everything that they should not do.

import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function launch() {
  const executablePath = process.env.CHROMIUM || places.find((path) => fs.existsSync(path));
  assert.ok(executablePath, "found no Chromium, expected one at " + places[0] + " or in CHROMIUM");
  const quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];
  return chromium.launch({ executablePath, args: quiet });
}

// Opens a page from the disk, offline. What it asks for or complains about is kept. `before` runs in the page ahead of its own scripts;
// `ready` says what is waited for.
export async function open(
  browser,
  path,
  { fragment = "", before, ready = "html[data-ready]", ...context } = {},
) {
  const own = await browser.newContext({ viewport: { width: 1280, height: 900 }, offline: true, ...context });
  const page = await own.newPage();
  const url = pathToFileURL(path).href;
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push("console: " + message.text());
  });
  page.on("pageerror", (error) => page.complaints.push("error: " + error.message));
  page.on("dialog", (dialog) => {
    page.complaints.push("dialog: " + dialog.message());
    dialog.dismiss();
  });
  page.on("request", (request) => {
    const asked = request.url();
    if (asked.split("#")[0] !== url && !asked.startsWith("data:")) page.complaints.push("request: " + asked);
  });
  if (before) await page.addInitScript(before);
  await page.goto(url + fragment);
  if (context.javaScriptEnabled !== false) await page.waitForSelector(ready);
  return page;
}

export async function close(page) {
  assert.deepEqual(page.complaints, [], "the page asks for nothing and complains of nothing");
  await page.context().close();
}

// What axe-core finds wrong. It is run by the debugger, which the policy of the page does not bind.
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html.slice(0, 120) + " " + node.failureSummary.split("\n")[1]).join(" | "));
}

// Elements that make the page wider than its window.
export function tooWide(page) {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const scrolls = (element) => element.closest(".scroll");
    return [...document.body.querySelectorAll("*")]
      .filter((element) => !scrolls(element) && element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => element.tagName + "." + element.getAttribute("class"))
      .slice(0, 8);
  });
}
