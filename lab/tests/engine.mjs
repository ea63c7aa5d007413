/** The engine under Node, through the same door as the page, from the built page or from a file of WebAssembly. */

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const builtPage = join(root, "lab/built/lab.html");

/** The WebAssembly inside a page. */
export function engineOfPage(path) {
  const found = /<script type="application\/octet-stream" id="engine">([^<]*)<\/script>/.exec(readFileSync(path, "utf8"));
  if (found === null || found[1] === "") throw new Error(`${path}: holds no engine`);
  return gunzipSync(Buffer.from(found[1], "base64"));
}

export async function start(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const doors = instance.exports;
  /** The whole reply: `{ ok, value | error, numbers }`. */
  const reply = (question, given) => {
    const call = new TextEncoder().encode(`${question}\n${JSON.stringify(given)}`);
    const place = doors.lab_input(call.length);
    new Uint8Array(doors.memory.buffer, place, call.length).set(call);
    const length = doors.lab_call();
    const json = new TextDecoder().decode(new Uint8Array(doors.memory.buffer, doors.lab_reply(), length));
    const numbers = new Float64Array(doors.memory.buffer, doors.lab_numbers(), doors.lab_numbers_count()).slice();
    return { ...JSON.parse(json), numbers };
  };
  /** The value of a question that must have one. */
  const ask = (question, given) => {
    const { ok, value, error } = reply(question, given);
    if (!ok) throw new Error(`${question}: ${error.message}`);
    return value;
  };
  return { reply, ask };
}

/** A shipped scenario with the files that it names. */
export function shipped(name) {
  const directory = join(root, "scenarios");
  const text = readFileSync(join(directory, `${name}.ron`), "utf8");
  const named = [...text.matchAll(/^\s*(?:geography|parameter_file):\s*"([^"]+)"/gm)].map((match) => match[1]);
  const texts = [`${name}.ron`, ...named].map((path) => ({ path, text: readFileSync(join(directory, path), "utf8") }));
  return { path: `${name}.ron`, texts };
}

export function lines(path) {
  return readFileSync(join(root, path), "utf8").split("\n").filter((line) => line !== "");
}
