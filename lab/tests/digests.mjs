/**
 * The engine in the built page gives the digests of the command line: for all golden runs, for 20 seeds of every shipped scenario, and
 * for runs that are changed on the way. The expected ones stand in tests/it/golden.txt and lab/tests/digests.csv, which
 * tests/it/lab.rs checks against the native program.
 *
 *   node lab/tests/digests.mjs [FILE.wasm]
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { builtPage, engineOfPage, lines, shipped, start } from "./engine.mjs";

const file = process.argv[2];
const engine = await start(file === undefined ? engineOfPage(builtPage) : readFileSync(file));
const begun = performance.now();

const scenarios = new Map();
function scenario(name) {
  if (!scenarios.has(name)) scenarios.set(name, engine.ask("load", shipped(name)));
  return scenarios.get(name);
}

function digest(name, seed, interventions) {
  const plan = { overrides: [], interventions, seed };
  const { run } = engine.ask("begin", { scenario: scenario(name).scenario, replication: 0, plan });
  const { digest, outcome } = engine.ask("finish", { number: run });
  assert.equal(outcome === "horizon" || outcome === "exhausted", true, `${name} ${seed}: ${outcome}`);
  engine.ask("drop_run", { number: run });
  return digest;
}

const golden = lines("tests/it/golden.txt").map((line) => line.split(" "));
for (const [name, expected] of golden) {
  assert.equal(digest(name, scenario(name).description.defaultSeed, []), expected, `${name}: golden digest`);
}

const [head, ...rows] = lines("lab/tests/digests.csv");
assert.equal(head, "scenario,seed,digest,at_milliseconds,action");
const seeds = new Map();
for (const row of rows) {
  const [name, seed, expected, at, ...action] = row.split(",");
  const interventions = at === "" ? [] : [{ atMilliseconds: Number(at), overrides: [], actions: [action.join(",")] }];
  assert.equal(digest(name, Number(seed), interventions), expected, row);
  seeds.set(name, (seeds.get(name) ?? 0) + (at === "" ? 1 : 0));
}
for (const [name] of golden) assert.ok(seeds.get(name) >= 20, `${name}: found ${seeds.get(name)} seeds, expected 20`);

const seconds = ((performance.now() - begun) / 1000).toFixed(1);
console.log(`${golden.length} golden runs and ${rows.length} others: digests equal to the native ones (${seconds} s)`);
