/**
 * What the engine promises the page beyond digests: looking changes nothing, time runs both ways, pairs are pairs, what is broken is told as
 * by `check`, and nothing the page asks makes it fall.
 *
 *   node lab/tests/behaviour.mjs [FILE.wasm]
 */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { builtPage, engineOfPage, root, shipped, start } from "./engine.mjs";

const HOUR = 3_600_000;
const file = process.argv[2];
const bytes = file === undefined ? engineOfPage(builtPage) : readFileSync(file);
const { ask, reply } = await start(bytes);

// Nothing of the machine that built it: panics name files, by their place in a package.
if (file === undefined) {
  for (const place of ["/root/", "/home/", "/tmp/", "registry/src"]) assert.ok(!bytes.includes(place), place);
}

function begin(scenario, seed, interventions = [], overrides = [], replication = 0) {
  return ask("begin", { scenario, replication, plan: { overrides, interventions, seed } }).run;
}

const loaded = ask("load", shipped("failed-truces"));
const { scenario, description } = loaded;
const end = description.horizonMilliseconds;
const seed = description.defaultSeed;

// Forwards, backwards and at random: the state of a moment is the state of that moment.
{
  const run = begin(scenario, seed);
  const moments = Array.from({ length: 24 }, (_, index) => Math.floor((end * index) / 23));
  const forwards = moments.map((at) => JSON.stringify(reply("state", { number: run, atMilliseconds: at })));
  const backwards = [...moments].reverse().map((at) => JSON.stringify(reply("state", { number: run, atMilliseconds: at })));
  assert.deepEqual(backwards.reverse(), forwards);
  const looked = ask("finish", { number: run }).digest;
  const straight = begin(scenario, seed);
  assert.equal(ask("finish", { number: straight }).digest, looked, "looking changed the run");
  // In slices of events, too.
  const sliced = begin(scenario, seed);
  let at = 0;
  for (let calls = 0; at < end && calls < 100_000; calls += 1) {
    at = ask("compute", { number: sliced, atMilliseconds: end, events: 37 });
  }
  assert.equal(ask("finish", { number: sliced }).digest, looked, "slices changed the run");
  const curve = (number) => reply("curves", { number, atMilliseconds: end }).numbers;
  assert.deepEqual(curve(sliced), curve(run));
}

// The log: every event once, with a sentence; next and previous walk along it.
{
  const run = begin(scenario, seed);
  const events = ask("events", { number: run, fromMilliseconds: 0, untilMilliseconds: end });
  assert.ok(events.length > 50);
  events.forEach((event, index) => {
    assert.equal(event.event, index);
    assert.match(event.sentence, /^[\p{Lu}\p{N}].*\.$/u);
    assert.ok(event.cause === null || event.cause < index);
  });
  const times = [...new Set(events.map((event) => event.atMilliseconds))];
  const fresh = begin(scenario, seed);
  const walked = [];
  let at = events[0].atMilliseconds === 0 ? 0 : ask("next", { number: fresh, atMilliseconds: 0 });
  for (; at !== null; at = ask("next", { number: fresh, atMilliseconds: at })) walked.push(at);
  assert.deepEqual(walked, times);
  const back = [];
  for (at = ask("previous", { number: fresh, atMilliseconds: end }); at !== null; ) {
    back.push(at);
    at = ask("previous", { number: fresh, atMilliseconds: at });
  }
  assert.deepEqual(back.reverse(), times);
  const last = events.findLast((event) => event.cause !== null);
  const why = ask("why", { number: run, event: last.event });
  assert.equal(why.chain.at(-1).event, last.event);
  assert.equal(why.chain[0].cause, null);
  assert.equal(why.reasons.length, why.chain.length);
  const tree = ask("tree", { number: run, event: why.chain[0].event });
  assert.ok(tree.events.some((event) => event.event === last.event));
  assert.equal(tree.parents[0], -1);
  const step = ask("next_step", { number: run, atMilliseconds: 0 });
  assert.ok(step > 0 && step <= times[times[0] === 0 ? 1 : 0]);
}

// People are in exactly one place, and convoys hold those on the road.
{
  const run = begin(scenario, seed);
  const people = (state) => Object.values(state.people).reduce((sum, value) => sum + value, 0);
  const whole = description.villages.reduce((sum, village) => sum + village.people, 0);
  for (let hour = 0; hour * HOUR <= end; hour += 7) {
    const { value, numbers } = reply("state", { number: run, atMilliseconds: hour * HOUR });
    assert.equal(value.villages.reduce((sum, village) => sum + people(village), 0), whole);
    assert.equal(numbers.length, value.convoys * 10);
    let moving = 0;
    for (let row = 0; row < value.convoys; row += 1) {
      const [, x, y, , fraction, aboard] = numbers.slice(row * 10, row * 10 + 10);
      assert.ok(Number.isFinite(x) && Number.isFinite(y) && fraction >= 0 && fraction <= 1);
      moving += aboard;
    }
    const sum = (name) => value.villages.reduce((total, village) => total + village.people[name], 0);
    assert.ok(moving >= sum("road"), `${hour} h: ${moving} in convoys, ${sum("road")} on the road`);
    assert.ok(moving <= sum("road") + sum("stranded"));
    for (const message of value.messages) assert.ok(message.arrivesMilliseconds >= value.atMilliseconds);
    for (let side = 0; side < description.sides.length; side += 1) {
      const view = ask("view", { number: run, side, atMilliseconds: hour * HOUR });
      assert.ok(view.fronts.every((front) => front.side === side));
      assert.ok(view.reports.every((report) => report.arrivedMilliseconds <= hour * HOUR));
      assert.ok(view.reports.every((report) => report.happenedMilliseconds <= report.arrivedMilliseconds));
    }
  }
}

// A branch is the same run up to its moment, and a branch that changes nothing is the same run.
{
  const at = 20 * HOUR;
  const [one, other] = description.sides;
  const action = `talks(side: "${one.id}", adversary: "${other.id}", channel: "${description.channels[0].id}")`;
  const before = begin(scenario, seed);
  const after = begin(scenario, seed, [{ atMilliseconds: at, overrides: [], actions: [action] }]);
  const state = (number, moment) => ask("state", { number, atMilliseconds: moment });
  assert.equal(state(after, at - 1).digest, state(before, at - 1).digest);
  const finished = [before, after].map((number) => ask("finish", { number }).digest);
  assert.notEqual(finished[0], finished[1]);
  assert.equal(state(after, at - 1).digest, state(before, at - 1).digest, "scrubbing back over the intervention");
  const parted = ask("fork", { number: before, other: after });
  assert.ok(parted.atMilliseconds >= at);
  const same = begin(scenario, seed, [{ atMilliseconds: at, overrides: [], actions: [] }]);
  assert.equal(ask("finish", { number: same }).digest, finished[0]);
  assert.equal(ask("fork", { number: before, other: same }), null);
  const refused = reply("begin", {
    scenario,
    replication: 0,
    plan: { overrides: [], seed, interventions: [{ atMilliseconds: at, overrides: [], actions: ["talks(side: 1)"] }] },
  });
  assert.equal(refused.error.kind, "scenario");
}

// An ensemble is its runs; pairs share their numbers; parameters by the short way are those by the long way.
{
  const overrides = [{ path: "parameters.ceasefire.onset_per_hour", value: "0.05" }];
  const metrics = ["killed", "displaced", "rung", `killed.${description.sides[0].id}`];
  const ensemble = (changes, runs) => {
    const asked = { scenario, plan: { overrides: changes, interventions: [], seed }, ensemble: { gridPoints: 50, metrics } };
    const { value: number, numbers: hours } = reply("ensemble", asked);
    assert.deepEqual([hours.length, hours[0], hours.at(-1)], [50, 0, end / HOUR]);
    const { numbers } = reply("ensemble_run", { number, first: 3, count: runs });
    ask("drop_ensemble", { number });
    const width = numbers.length / runs;
    assert.equal(width, metrics.length * 50 + description.measures.length);
    return Array.from({ length: runs }, (_, run) => numbers.slice(run * width, (run + 1) * width));
  };
  const runs = 6;
  for (const changes of [[], overrides]) {
    const found = ensemble(changes, runs);
    for (let replication = 0; replication < runs; replication += 1) {
      const run = begin(scenario, seed, [], changes, 3 + replication);
      const expected = ask("finish", { number: run }).measures.map((value) => value ?? Number.NaN);
      assert.deepEqual([...found[replication].slice(metrics.length * 50)], expected);
      // The last grid time is the end; the ledger of the state agrees with the fan.
      const state = ask("state", { number: run, atMilliseconds: end });
      const killed = state.sides.map((side) => side.killedMilitary + side.killedCivilian);
      const displaced = state.sides.map((side) => side.displaced);
      const total = (values) => values.reduce((sum, value) => sum + value, 0);
      const last = metrics.map((_, index) => found[replication][index * 50 + 49]);
      const rung = Math.max(...state.sides.map((side) => side.rung));
      assert.deepEqual(last, [total(killed), total(displaced), rung, killed[0]]);
      ask("drop_run", { number: run });
    }
  }
  const compared = ask("compare", { unchanged: [1, 2, null, 4], changed: [2, 2, 3, 3] });
  assert.deepEqual([compared.pairs, compared.mean], [3, 0]);
}

// What is broken is told in the words of `check`.
const broken = join(root, "lab/tests/broken");
const names = readdirSync(broken).filter((name) => name.endsWith(".ron") || name.endsWith(".json"));
assert.ok(names.length >= 4);
for (const name of names) {
  const { ok, error } = reply("load", { path: name, texts: [{ path: name, text: readFileSync(join(broken, name), "utf8") }] });
  assert.equal(ok, false, name);
  assert.equal(error.kind, "scenario");
  assert.equal(`${error.message}\n`, readFileSync(join(broken, `${name}.txt`), "utf8"), name);
  for (const problem of error.problems) assert.ok(problem.line === 0 || problem.lineText !== undefined);
}

// Nonsense is refused, not fallen over.
for (const [question, given] of [
  ["nothing", {}],
  ["state", {}],
  ["state", { number: 999, atMilliseconds: 0 }],
  ["load", { path: "x", texts: [] }],
  ["begin", { scenario, replication: 0, plan: { overrides: [], seed: 2 ** 60 } }],
  ["begin", { scenario, replication: 0, plan: { overrides: [{ path: "posts.nowhere.crew", value: "3" }], seed: 1 } }],
  ["ensemble", { scenario, plan: { overrides: [], seed: 1 }, ensemble: { gridPoints: 1, metrics: [] } }],
  ["ensemble", { scenario, plan: { overrides: [], seed: 1 }, ensemble: { gridPoints: 9, metrics: ["glory"] } }],
  ["compare", { unchanged: [1], changed: [] }],
  ["why", { number: begin(scenario, seed), event: 4_000_000_000 }],
  ["state", { number: begin(scenario, seed), atMilliseconds: end + 1 }],
  ["state", { number: begin(scenario, seed), atMilliseconds: 2 ** 52 }],
  ["events", { number: begin(scenario, seed), fromMilliseconds: end, untilMilliseconds: 0 }],
]) {
  const { ok, error } = reply(question, given);
  if (question !== "events") assert.ok(!ok && error.message.length > 0, `${question} ${JSON.stringify(given)}`);
}

console.log("the engine keeps what it promises to the page");
