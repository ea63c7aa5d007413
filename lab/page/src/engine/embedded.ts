/** What stands in the page itself: the engine, compressed, and the scenarios. */

import type { ScenarioFiles } from "./types";

function element(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}

/** The engine's WebAssembly. */
export async function embeddedEngine(): Promise<ArrayBuffer> {
  const letters = atob(element("engine").trim());
  const compressed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** The scenarios that the page was filled with; none in the page as it is built. */
export function embeddedScenarios(): ScenarioFiles[] {
  const list: unknown = JSON.parse(element("scenarios") || "[]");
  return Array.isArray(list) ? (list as ScenarioFiles[]) : [];
}
