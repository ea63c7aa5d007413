/** The session in the fragment of the address, and as a file. */

import type { Intervention, Override, ScenarioFiles } from "../../engine/types";
import { scenarioName, type Session } from "./session";

async function pack(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

async function unpack(text: string): Promise<string> {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

/** Everything but the texts of a shipped scenario, which the page has. */
export async function toFragment(session: Session, shipped: boolean): Promise<string> {
  const parts = new URLSearchParams();
  parts.set("scenario", scenarioName(session.files));
  if (!shipped) parts.set("text", await pack(JSON.stringify(session.files)));
  parts.set("seed", String(session.seed));
  if (session.replication > 0) parts.set("replication", String(session.replication));
  parts.set("at", String(session.atMilliseconds));
  for (const override of session.overrides) parts.append("set", `${override.path}=${override.value}`);
  for (const each of session.interventions)
    parts.append(
      "do",
      JSON.stringify([
        each.atMilliseconds,
        each.actions,
        each.overrides.map((override) => [override.path, override.value]),
      ]),
    );
  if (session.perspective !== "everyone") parts.set("eyes", session.perspective.side);
  if (session.sector !== "") parts.set("sector", session.sector);
  if (session.spanHours > 0) parts.set("span", String(session.spanHours));
  if (session.lesson !== "") {
    parts.set("lesson", session.lesson);
    parts.set("step", String(session.step));
  }
  if (session.tab !== "change") parts.set("tab", session.tab);
  if (session.classMode) parts.set("class", "1");
  return parts.toString();
}

function whole(text: string | null, fallback: number): number {
  const value = Number(text ?? "");
  return text !== null && Number.isSafeInteger(value) && value >= 0 ? value : fallback;
}

function interventionOf(text: string): Intervention | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return null;
    const [at, actions, overrides] = value as unknown[];
    if (typeof at !== "number" || !Array.isArray(actions) || !Array.isArray(overrides)) return null;
    return {
      atMilliseconds: at,
      actions: actions.filter((each): each is string => typeof each === "string"),
      overrides: overrides.flatMap((each): Override[] =>
        Array.isArray(each) && typeof each[0] === "string" && typeof each[1] === "string"
          ? [{ path: each[0], value: each[1] }]
          : [],
      ),
    };
  } catch {
    return null;
  }
}

function filesOf(text: string): ScenarioFiles | null {
  try {
    const value = JSON.parse(text) as Partial<ScenarioFiles>;
    if (typeof value.path !== "string" || !Array.isArray(value.texts)) return null;
    const texts = value.texts.filter((each) => typeof each?.path === "string" && typeof each?.text === "string");
    return { path: value.path, texts };
  } catch {
    return null;
  }
}

/** What a fragment asks for; null when it names no scenario that there is. Seed -1: the scenario's own. */
export async function fromFragment(
  fragment: string,
  catalogue: readonly ScenarioFiles[],
  usual: Session,
): Promise<Session | null> {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const text = parts.get("text");
  let files: ScenarioFiles | null = catalogue.find((each) => scenarioName(each) === parts.get("scenario")) ?? null;
  if (text !== null) {
    try {
      files = filesOf(await unpack(text));
    } catch {
      files = null;
    }
  }
  if (files === null) return null;
  const overrides = parts.getAll("set").flatMap((each): Override[] => {
    const at = each.indexOf("=");
    return at < 1 ? [] : [{ path: each.slice(0, at), value: each.slice(at + 1) }];
  });
  const eyes = parts.get("eyes");
  return {
    ...usual,
    files,
    overrides,
    seed: parts.has("seed") ? whole(parts.get("seed"), -1) : -1,
    replication: whole(parts.get("replication"), 0),
    atMilliseconds: parts.has("at") ? whole(parts.get("at"), -1) : -1,
    interventions: parts
      .getAll("do")
      .map(interventionOf)
      .filter((each): each is Intervention => each !== null),
    perspective: eyes === null ? "everyone" : { side: eyes },
    sector: parts.get("sector") ?? "",
    spanHours: whole(parts.get("span"), 0),
    lesson: parts.get("lesson") ?? "",
    step: whole(parts.get("step"), 0),
    tab: parts.get("tab") ?? "change",
    classMode: parts.get("class") === "1",
  };
}
