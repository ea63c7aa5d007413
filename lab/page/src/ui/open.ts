/** Opens the page as its address asks for it. */

import type { Engine, ScenarioFiles } from "../engine/types";
import { Lab } from "./model/lab";
import { scenarioName, type Session } from "./model/session";
import { fromFragment } from "./model/share";

/** The page as its address asks for it, else the first scenario that there is. */
export async function openLab(
  engine: Engine,
  catalogue: readonly ScenarioFiles[],
): Promise<{ lab: Lab } | { message: string }> {
  const first = catalogue.find((files) => scenarioName(files) === "failed-truces") ?? catalogue[0];
  if (first === undefined) return { message: "This page holds no scenario: truceline lab makes one that does." };
  const usual: Session = {
    files: first,
    overrides: [],
    seed: -1,
    replication: 0,
    interventions: [],
    atMilliseconds: -1,
    perspective: "everyone",
    sector: "",
    lesson: "",
    step: 0,
    classMode: false,
    spanHours: 0,
    tab: "change",
  };
  const asked = location.hash.length > 1 ? await fromFragment(location.hash, catalogue, usual) : null;
  for (const session of [asked, usual]) {
    if (session === null) continue;
    const opened = Lab.open(
      engine,
      catalogue,
      session.seed >= 0 ? session : { ...session, seed: seedOf(engine, session.files) },
    );
    if (opened.ok) return { lab: opened.value };
    if (session === usual) return { message: opened.error.message };
  }
  return { message: "the page does not open" };
}

function seedOf(engine: Engine, files: ScenarioFiles): number {
  const scenario = engine.load(files);
  if (!scenario.ok) return 1;
  const seed = scenario.value.description.defaultSeed;
  scenario.value.dispose();
  return seed;
}
