// Checks the page of `truceline report` in a headless browser, from the disk and without a network:
//   node tests/page/check.mjs target/release/truceline
// With a directory as second argument it leaves pictures there.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { close, launch, open, tooWide, violations } from "./browser.mjs";

const program = path.resolve(process.argv[2] || "target/release/truceline");
const pictures = process.argv[3];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const home = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

function report(name, scenario, ...more) {
  const directory = path.join(home, name);
  execFileSync(program, ["run", scenario, "--no-plots", "--out", directory, ...more], { stdio: "pipe" });
  execFileSync(program, ["report", directory], { stdio: "pipe" });
  return directory + ".html";
}

const shipped = (name) => path.join(root, "scenarios", name + ".ron");

async function picture(page, name, options = {}) {
  if (pictures) await page.screenshot({ path: path.join(pictures, name + ".png"), ...options });
}

const number = (page, row, column) =>
  page.$eval("#numbers-now", (table, [row, column]) => table.tBodies[0].rows[row].cells[column].textContent, [row, column]);

async function checkSlider(page) {
  const shownRings = () => page.$$eval(".map:not(.overview) .rings circle", (rings) => rings.filter((ring) => !ring.hasAttribute("display")).length);
  const cursor = () => page.$eval("svg.plot .cursor", (line) => line.getAttribute("x1"));
  const atEnd = { rings: await shownRings(), cursor: await cursor(), killed: await number(page, 0, 1) };
  assert.ok(atEnd.rings > 20, "the map shows acts: " + atEnd.rings);
  assert.equal(atEnd.cursor, "100%");
  await page.focus("#slider");
  await page.keyboard.press("Home");
  assert.equal(await shownRings(), 0, "no act at the start");
  assert.equal(await cursor(), "0%");
  assert.match(await page.textContent("#map-moment"), /28 Apr 2021 15:00/);
  assert.equal(await number(page, 0, 1), "0");
  assert.match(await page.getAttribute("#slider", "aria-valuetext"), /^\d+ \w+ 2021 \d\d:\d\d, 0 s after the start$/);
  for (let press = 0; press < 2; press += 1) await page.keyboard.press("PageUp");
  const between = await shownRings();
  assert.ok(between > 0 && between < atEnd.rings, "some acts in between: " + between);
  const held = await page.$$eval(".post.held", (posts) => posts.length);
  await page.click("#to-end");
  assert.equal(await shownRings(), atEnd.rings);
  assert.equal(await number(page, 0, 1), atEnd.killed);
  await page.click("#to-start");
  await page.click("#act-after");
  assert.equal(await shownRings() > 0, true, "the next act shows a ring");
  await page.click("svg.plot >> nth=0", { position: { x: 200, y: 60 } });
  assert.notEqual(await cursor(), "0%", "a click in a chart moves the moment");
  await page.click("#to-end");
  return held;
}

async function checkCauses(page) {
  await page.selectOption("#filter-kind", { label: "Events in which people were killed" });
  const fatal = page.locator("#log-rows a").first();
  const href = await fatal.getAttribute("href");
  await fatal.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((href) => location.hash === href, href);
  assert.equal(await page.evaluate(() => document.activeElement.id), "why-heading", "the panel gets the focus");
  const steps = await page.$$eval("#chain li .time", (times) => times.map((time) => time.textContent));
  assert.ok(steps.length > 1 && steps[0].endsWith("root"), "the chain begins with a root: " + steps);
  assert.ok(steps.slice(1).every((step) => /later$|at once$/.test(step)), "each step says how much later: " + steps);
  const event = href.replace("#event-", "");
  assert.match(await page.textContent("#why-status"), new RegExp("^Event " + event + " shown"));
  assert.equal(await page.locator("svg.tree .node.chosen").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), href, "Escape leads back to the row");
  // One step up the chain by its link.
  await page.locator("#chain a").first().click();
  assert.match(await page.textContent("#why h4"), /it is a root/);
  assert.ok(await page.locator("#why-body ol.events a").count() > 0, "a root lists what it set off");
  await page.goBack();
  await page.waitForFunction((event) => document.getElementById("why-status").textContent.startsWith("Event " + event), event);
  await page.selectOption("#filter-kind", "0");
}

// The chain of the page is that of `truceline why`, word for word.
async function checkWhy(browser, file) {
  const directory = file.replace(/\.html$/, "");
  const why = (...more) => execFileSync(program, ["why", directory, ...more], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  for (const question of [["--worst"], ["--first", "post_seized"], ["--first", "evacuation_ordered"]]) {
    const { event, chain } = JSON.parse(why(...question, "--json"));
    const since = [...why(String(event)).matchAll(/^\d+\. .* · (.*) · #\d+ /gm)].map((match) => match[1]);
    const page = await open(browser, file, { fragment: "#event-" + event });
    const shown = await page.$$eval("#chain li:not(.reasons li)", (steps) => steps.map((step) => ({
      text: step.querySelector("a, strong").textContent,
      since: step.querySelector(".time").textContent.split(" · ")[1],
      reasons: [...step.querySelectorAll(".reasons li")].map((reason) => reason.textContent),
    })));
    const told = chain.map(({ text, reasons }, index) => (
      { text, since: index === 0 ? "root" : since[index], reasons: reasons.map((reason) => reason.text) }));
    assert.deepEqual(shown, told, "event " + event);
    await close(page);
  }
}

// The log by keyboard only: from the top of the page to a filter and on to an event.
async function checkKeyboard(page) {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "the first stop is the way past the head");
  const seen = [];
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press("Tab");
    seen.push(await page.evaluate(() => document.activeElement.id || document.activeElement.tagName));
    if (seen.at(-1) === "filter-text") break;
  }
  const order = ["to-start", "slider", "filter-kind", "filter-text"].map((id) => seen.indexOf(id));
  assert.ok(order.every((at, index) => at >= 0 && (index === 0 || at > order[index - 1])), "order of focus: " + seen);
  await page.keyboard.type("ceasefire");
  await page.waitForTimeout(300);
  const texts = await page.$$eval("#log-rows a", (links) => links.map((link) => link.textContent.toLowerCase()));
  assert.ok(texts.length > 0 && texts.every((text) => text.includes("ceasefire")), "the text filters: " + texts.slice(0, 3));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.startsWith("#event-"));
}

// The peak of those registered is one number, in the table and above the charts.
async function checkRegistered(page) {
  const registered = await page.$$eval("table.tolls td.claim", (cells) => cells.map((cell) => /^([\d,]+) registered$/.exec(cell.textContent)?.[1]).filter(Boolean));
  const drawn = await page.$$eval("figcaption p", (texts) => texts.map((text) => /at most ([\d,]+) registered as/.exec(text.textContent)?.[1]).filter(Boolean));
  assert.deepEqual(registered, drawn, "the peak of those registered");
}

// Words that stand on two lines.
function brokenWords(page, selector) {
  return page.$$eval(selector, (elements) => elements.flatMap((element) => [...element.textContent.matchAll(/\S+/g)].filter((word) => {
    const range = document.createRange();
    range.setStart(element.firstChild, word.index);
    range.setEnd(element.firstChild, word.index + word[0].length);
    return range.getClientRects().length > 1;
  }).map((word) => word[0])));
}

async function checkBatken(browser) {
  const file = report("batken-2021", shipped("batken-2021"));
  const size = fs.statSync(file).size;
  console.log("batken-2021: " + Math.round(size / 1000) + " kB");
  assert.ok(size < 1_500_000, "found " + size + " bytes, expected fewer than 1,500,000");
  let page = await open(browser, file);
  assert.match(await page.textContent("h1"), /camera at a water intake/);
  assert.match(await page.textContent("header .note"), /Illustrative model, not a forecast/);
  await picture(page, "wide-top");
  await picture(page, "wide-full", { fullPage: true });
  await checkSlider(page);
  await checkCauses(page);
  await picture(page, "wide-causes");
  // What is told twice is told alike.
  const ends = await page.$$eval("#ceasefires td", (cells) => cells.filter((cell) => cell.textContent.startsWith("collapsed")).length);
  assert.equal(await page.locator(".strip.tall line.collapse").count(), ends, "every collapse of the table is in the strip");
  await checkRegistered(page);
  assert.deepEqual(await tooWide(page), []);
  assert.deepEqual(await violations(page), []);
  await close(page);

  await checkWhy(browser, file);

  page = await open(browser, file);
  await checkKeyboard(page);
  await close(page);

  page = await open(browser, file, { fragment: "#event-12" });
  assert.match(await page.textContent("#why-heading"), /^Event 12,/);
  await close(page);
  page = await open(browser, file, { fragment: "#event-99999999" });
  assert.match(await page.textContent("#why-heading"), /No event/);
  await close(page);

  page = await open(browser, file, PHONE);
  assert.deepEqual(await tooWide(page), []);
  assert.deepEqual(await brokenWords(page, "#numbers-now th"), [], "no word of a head is broken");
  await picture(page, "phone-full", { fullPage: true });
  await page.locator("#log-rows a").nth(9).click();
  await page.waitForFunction(() => document.activeElement.id === "why-heading");
  assert.deepEqual(await tooWide(page), []);
  assert.deepEqual(await violations(page), []);
  await picture(page, "phone-causes");
  await close(page);

  // 200 % zoom of a window of 1280 is one of 640.
  page = await open(browser, file, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  assert.deepEqual(await tooWide(page), []);
  await close(page);
  page = await open(browser, file, { viewport: { width: 320, height: 600 } });
  assert.deepEqual(await tooWide(page), []);
  await close(page);

  page = await open(browser, file, { reducedMotion: "reduce" });
  assert.equal(await page.isVisible("#play"), false, "nothing plays for those who asked for less motion");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
  await close(page);
  page = await open(browser, file, { reducedMotion: "no-preference" });
  await page.click("#play");
  await page.waitForFunction(() => Number(document.getElementById("slider").value) > 5);
  await page.click("#play");
  const paused = await page.inputValue("#slider");
  await page.waitForTimeout(200);
  assert.equal(await page.inputValue("#slider"), paused, "pause pauses");
  await close(page);

  page = await open(browser, file);
  await page.emulateMedia({ media: "print" });
  const visible = (selector) => page.isVisible(selector);
  assert.deepEqual([await visible("#log-parts"), await visible("#timebar"), await visible("nav")], [false, false, false]);
  assert.deepEqual([await visible("#main-list"), await visible("svg.map"), await visible("#manifest")], [true, true, true]);
  if (pictures) fs.writeFileSync(path.join(pictures, "print.pdf"), await page.pdf({ format: "A4", printBackground: true }));
  await close(page);

  page = await open(browser, file, { javaScriptEnabled: false });
  assert.equal(await page.isVisible("#timebar"), false);
  assert.equal(await page.isVisible("#log noscript p"), true);
  assert.ok(await page.locator("#main-list li").count() > 20);
  assert.ok(await page.locator(".rings circle").count() > 20);
  await picture(page, "without-script", { fullPage: true });
  await close(page);
}

async function checkOthers(browser) {
  for (const name of ["water-intake", "one-bridge", "three-sides", "border-decades"]) {
    const file = report(name, shipped(name));
    console.log(name + ": " + Math.round(fs.statSync(file).size / 1000) + " kB");
    for (const [size, context] of [["wide", {}], ["phone", PHONE]]) {
      const page = await open(browser, file, context);
      assert.deepEqual(await tooWide(page), [], name + " " + size);
      await picture(page, name + "-" + size, { fullPage: true });
      if (size === "wide") {
        const began = Date.now();
        await page.fill("#filter-text", "village");
        await page.waitForTimeout(160);
        await page.waitForFunction(() => document.getElementById("log-count").textContent !== "");
        assert.ok(Date.now() - began < 3_000, name + ": the log filters at once");
        await checkRegistered(page);
        assert.deepEqual(await violations(page), [], name);
      }
      await close(page);
    }
  }
}

// A scenario whose every text is markup: all of it stands there as text and runs nothing.
async function checkHostileTexts(browser) {
  const nasty = "<img src=x onerror=alert(1)></script><script>alert(2)</script>";
  const text = JSON.stringify(nasty);
  let scenario = fs.readFileSync(shipped("water-intake"), "utf8");
  const replaced = new Set();
  scenario = scenario.replace(/\b(title|name|note|shows|notice|try|neutrality|claimant|source): "(?:[^"\\]|\\.)*"/g, (_, key) => {
    replaced.add(key);
    return key + ": " + text;
  });
  scenario = scenario.replace(/sources: \[[^\]]*\]/, () => {
    replaced.add("sources");
    return "sources: [" + text + "]";
  });
  for (const key of ["title", "name", "shows", "sources", "neutrality"]) assert.ok(replaced.has(key), "the scenario has a " + key);
  const file = path.join(home, "nasty.ron");
  fs.writeFileSync(file, scenario);
  const page = await open(browser, report("nasty", file));
  assert.match(await page.textContent("h1"), /<img src=x onerror=alert\(1\)>/);
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await page.locator("script").count(), 2, "data and script of the page, no other");
  for (const link of await page.locator("#log-rows a").all()) await link.click();
  for (const shape of await page.locator("svg.plot").all()) await shape.click({ force: true });
  assert.equal(await page.locator("img").count(), 0);
  assert.match(await page.textContent("#why-body"), /<img src=x/);
  assert.deepEqual(await violations(page), []);
  await close(page);
}

const browser = await launch();
try {
  await checkBatken(browser);
  await checkHostileTexts(browser);
  await checkOthers(browser);
  console.log("the page holds");
} finally {
  await browser.close();
  fs.rmSync(home, { recursive: true, force: true });
}
