/** What stands in the page itself: the engine, compressed, and the scenarios. */

import type { ScenarioFiles } from "./types";

function element(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}

/** The bytes of an element that holds them compressed. */
async function unpacked(id: string): Promise<ArrayBuffer> {
  const letters = atob(element(id).trim());
  const compressed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** The engine's WebAssembly. */
export function embeddedEngine(): Promise<ArrayBuffer> {
  return unpacked("engine");
}

/** The scenarios that the page was filled with; none in the page as it is built. */
export async function embeddedScenarios(): Promise<ScenarioFiles[]> {
  if (element("scenarios").trim() === "") return [];
  const list: unknown = JSON.parse(new TextDecoder().decode(await unpacked("scenarios")));
  return Array.isArray(list) ? (list as ScenarioFiles[]) : [];
}
