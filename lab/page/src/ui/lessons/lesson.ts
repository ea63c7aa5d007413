/** What a lesson is made of. Its text stands alone; what is live is filled in from runs of the engine on this page. */

import type { ScenarioDescription } from "../../engine/types";
import type { Lab } from "../model/lab";
import type { Many } from "../model/many";
import type { Session } from "../model/session";

/** What lessons may read and move. */
export interface Desk {
  readonly lab: Lab;
  readonly many: Many;
  /** Opens a tab, a metric of the fan, the log filter. */
  tab(name: string): void;
  metric(name: string): void;
  slider(id: string, value: number): void;
}

export type Part =
  /** A paragraph. */
  | { readonly kind: "text"; readonly text: string }
  /** What to look at. */
  | { readonly kind: "notice"; readonly text: string }
  /** A question for the class, with an answer that is opened after talking. */
  | { readonly kind: "question"; readonly text: string; readonly answer: string }
  /** A sentence with numbers of the engine; null while they are being computed. */
  | { readonly kind: "live"; readonly text: (desk: Desk) => string | null }
  /** A button that sets the page. */
  | { readonly kind: "do"; readonly label: string; readonly act: (desk: Desk) => void }
  /** A guess before a reveal. The reveal is computed; null while it is not ready. */
  | {
      readonly kind: "guess";
      readonly id: string;
      readonly text: string;
      readonly unit: string;
      readonly reveal: (desk: Desk, guess: number) => string | null;
      readonly after?: (desk: Desk) => void;
    };

export interface Step {
  readonly title: string;
  /** About how long, in minutes. */
  readonly minutes: number;
  readonly parts: readonly Part[];
  /** How the page stands when the step begins. */
  readonly set?: (desk: Desk) => Partial<Session> & { readonly scenario?: string };
}

export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly idea: string;
  readonly steps: readonly Step[];
  readonly notes: {
    readonly aims: readonly string[];
    readonly timing: string;
    readonly students: readonly { readonly say: string; readonly answer: string }[];
    readonly beyond: string;
  };
}

export const text = (words: string): Part => ({ kind: "text", text: words });
export const notice = (words: string): Part => ({ kind: "notice", text: words });
export const question = (words: string, answer: string): Part => ({ kind: "question", text: words, answer });
export const live = (words: (desk: Desk) => string | null): Part => ({ kind: "live", text: words });
export const act = (label: string, action: (desk: Desk) => void): Part => ({ kind: "do", label, act: action });

/** The first logged event of some kinds, after a moment. */
export function firstEvent(desk: Desk, kinds: RegExp, after = 0) {
  return desk.lab.recording.events.find((event) => event.atMilliseconds >= after && kinds.test(event.kind)) ?? null;
}

/** Looks at an event: its moment on stage, its causes open. */
export function lookAt(desk: Desk, kinds: RegExp, after = 0): void {
  const event = firstEvent(desk, kinds, after);
  if (event === null) return;
  desk.lab.moveTo(event.atMilliseconds);
  desk.lab.select(event.event);
}

export function sideOf(description: ScenarioDescription, side: number | null): string {
  return side === null ? "nobody" : (description.sides[side]?.name ?? "nobody");
}
