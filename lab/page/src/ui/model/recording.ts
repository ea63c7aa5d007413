/** Logs and curves of one run, computed on in slices so that the page stays alive. */

import type {
  CausalTree,
  Claim,
  Curves,
  Ending,
  EventNumber,
  LogEvent,
  Milliseconds,
  Run,
  Truce,
} from "../../engine/types";

/** Events of the engine in one slice: some milliseconds of work. */
const SLICE_EVENTS = 30_000;
/** Work of the first slices, done at once. */
const FIRST_MILLISECONDS = 40;

export type { CausalTree };

export class Recording {
  events: readonly LogEvent[] = [];
  claims: readonly Claim[] = [];
  truces: readonly Truce[] = [];
  curves: Curves | null = null;
  /** Set when the run has been computed to its end. */
  ending: Ending | null = null;
  /** Why it ended early, for people. */
  fault: string | null = null;
  private cancelled = false;
  private readonly kinds = new Map<string, readonly LogEvent[]>();
  private readonly numbers = new Map<EventNumber, LogEvent>();

  constructor(
    readonly run: Run,
    private readonly grown: () => void,
  ) {
    const begun = performance.now();
    while (!this.complete && performance.now() - begun < FIRST_MILLISECONDS) this.slice();
    if (!this.complete) this.later();
  }

  get complete(): boolean {
    return this.ending !== null || this.fault !== null;
  }

  get computedMilliseconds(): Milliseconds {
    return this.complete ? this.run.endMilliseconds : this.run.computedMilliseconds;
  }

  /** Everything to the end, at once. */
  finishNow(): void {
    while (!this.complete) this.slice();
    this.cancelled = true;
  }

  cancel(): void {
    this.cancelled = true;
  }

  byNumber(event: EventNumber): LogEvent | null {
    return this.numbers.get(event) ?? null;
  }

  /** Events of one kind, in order. */
  ofKind(kind: string): readonly LogEvent[] {
    let list = this.kinds.get(kind);
    if (list === undefined) {
      list = this.events.filter((event) => event.kind === kind);
      this.kinds.set(kind, list);
    }
    return list;
  }

  /** Position of the first event after a moment. */
  countUntil(moment: Milliseconds): number {
    return firstAfter(this.events, moment);
  }

  claimsUntil(moment: Milliseconds): number {
    return firstAfter(this.claims, moment);
  }

  private later(): void {
    setTimeout(() => {
      if (this.cancelled || this.complete) return;
      this.slice();
      if (!this.complete) this.later();
      else this.grown();
    }, 0);
  }

  private slice(): void {
    const reached = this.run.compute(this.run.endMilliseconds, SLICE_EVENTS);
    if (!reached.ok) {
      this.fault = reached.error.message;
      this.read(this.run.computedMilliseconds);
      return;
    }
    if (reached.value < this.run.endMilliseconds) return;
    const ending = this.run.finish();
    if (ending.ok) this.ending = ending.value;
    else this.fault = ending.error.message;
    this.read(this.run.endMilliseconds);
  }

  private read(until: Milliseconds): void {
    const events = this.run.events(0, until);
    if (events.ok) this.events = events.value;
    const claims = this.run.claims(0, until);
    if (claims.ok) this.claims = claims.value;
    const truces = this.run.truces(until);
    if (truces.ok) this.truces = truces.value;
    const curves = this.run.curves(until);
    if (curves.ok) this.curves = curves.value;
    this.numbers.clear();
    this.kinds.clear();
    for (const event of this.events) this.numbers.set(event.event, event);
  }
}

function firstAfter(list: readonly { readonly atMilliseconds: Milliseconds }[], moment: Milliseconds): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.atMilliseconds <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
