/** Where a run is opened, and how long its charts are. */

import type { Milliseconds } from "../../engine/types";
import { DAY, HOUR } from "../words";
import type { Recording } from "./recording";

/** Acts of one against another, in the words of the log. */
const ACTS = new Set([
  "crowd_act",
  "fire",
  "answer_in_kind",
  "spoiler_fire",
  "breach",
  "operation_fire",
  "armed_spark",
  "assault_begins",
  "entry_begins",
]);

/** A moment at which there is something to see: in the middle of the acts of the run. */
export function openingMoment(recording: Recording, horizon: Milliseconds): Milliseconds {
  const acts = recording.events.filter((event) => event.rung > 0 || ACTS.has(event.kind));
  const chosen = acts[Math.floor(acts.length * 0.6)] ?? recording.events[Math.floor(recording.events.length / 2)];
  if (chosen === undefined) return Math.min(horizon, 12 * HOUR);
  return Math.min(horizon, Math.ceil(chosen.atMilliseconds / (HOUR / 2)) * (HOUR / 2));
}

/** Hours that charts show when nothing is said: until little changes any more, in whole days. */
export function usualSpanHours(recording: Recording, horizon: Milliseconds): number {
  const acts = recording.events.filter((event) => event.rung > 0 || ACTS.has(event.kind));
  const last = acts[acts.length - 1]?.atMilliseconds ?? horizon;
  const days = Math.ceil((last * 1.1) / DAY);
  return Math.min(horizon, days * DAY) / HOUR;
}
