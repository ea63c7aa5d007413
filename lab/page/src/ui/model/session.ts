/** What determines everything on the page: what a share link holds. */

import type { Intervention, Milliseconds, Override, ScenarioFiles } from "../../engine/types";

/** The world as it is, or as one side's command sees it (its id). */
export type Perspective = "everyone" | { readonly side: string };

export interface Session {
  /** The texts of the scenario; for shipped ones those of the page. */
  readonly files: ScenarioFiles;
  /** What sliders set: overrides by slider. */
  readonly overrides: readonly Override[];
  readonly seed: number;
  readonly replication: number;
  readonly interventions: readonly Intervention[];
  readonly atMilliseconds: Milliseconds;
  readonly perspective: Perspective;
  /** Sector that the map shows, by id; the whole border when empty. */
  readonly sector: string;
  /** Lesson and its step; none when empty. */
  readonly lesson: string;
  readonly step: number;
  readonly classMode: boolean;
  /** Hours that the charts show; 0 for as long as something happens. */
  readonly spanHours: number;
  /** Which of the tabs of the lower left panel is open. */
  readonly tab: string;
}

/** Name of a scenario in links: the file without its ending. */
export function scenarioName(files: ScenarioFiles): string {
  return files.path.replace(/\.(ron|json)$/, "");
}

export function sameOverrides(a: readonly Override[], b: readonly Override[]): boolean {
  return (
    a.length === b.length && a.every((each, index) => each.path === b[index]!.path && each.value === b[index]!.value)
  );
}
