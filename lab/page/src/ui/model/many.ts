/**
 * Many runs behind the one on stage: the scenario as it stands, and as sliders and interventions change it. Both share their random numbers
 * run by run, so that a curve moves only because of the change.
 */

import type {
  Ensemble,
  EnsembleRequest,
  EnsembleTask,
  Intervention,
  Override,
  PairedDifference,
} from "../../engine/types";
import { HOUR } from "../words";
import type { Lab } from "./lab";
import { overridesOf, slidersOf } from "./sliders";
import { spanHours } from "./opening";

/**
 * Runs while something is dragged, as far as the charts go; fewer where this machine is too slow for them. At rest as many as there should
 * be, to the end. Each ensemble is held against as many unchanged runs, so that every picture is of pairs.
 */
export const FIRST_RUNS = 8;
export const QUICK_RUNS = 40;
export const MANY_RUNS = 200;
/** Time that runs may take for a picture to follow a slider at once. */
const FOLLOW_MILLISECONDS = 110;
/** A first picture is finished even when the slider has moved on, unless it takes longer than this. */
const PATIENCE_MILLISECONDS = 250;
/** How often each slider is made ready beforehand. */
const WARM_TURNS = 3;
/** Runs of scenarios that last for years. */
const LONG_RUNS = 20;
const LONG_HORIZON = 400 * 24 * 3_600_000;

export class Many {
  /** The scenario as it stands (with sliders, when interventions are compared). */
  unchanged: Ensemble | null = null;
  changed: Ensemble | null = null;
  /** What is being computed, in words; empty when all is done. */
  progress = "";
  /** Counts up whenever what is drawn of it changes: not when only the progress does. */
  pictures = 0;
  /** What there was to draw when it was last told. */
  private told: readonly (Ensemble | null)[] = [null, null];
  private readonly listeners = new Set<() => void>();
  private readonly known = new Map<string, Ensemble>();
  private task: EnsembleTask | null = null;
  private wanted: { key: string; request: EnsembleRequest; into: "unchanged" | "changed" }[] = [];
  private running: string | null = null;
  private scenario: unknown = null;
  private warmed: unknown = null;
  /** What a slider that is being dragged sets, ahead of the session. */
  private previewed: readonly Override[] | null = null;
  private begunAt = 0;
  private late = 0;

  constructor(private readonly lab: Lab) {
    lab.on(["scenario", "run"], () => {
      this.previewed = null;
      this.update();
    });
  }

  on(told: () => void): void {
    this.listeners.add(told);
  }

  /** What stands behind the run on stage. */
  get shown(): Ensemble | null {
    return this.changed ?? this.unchanged;
  }

  get anyChange(): boolean {
    return this.overrides.length > 0 || this.lab.session.interventions.length > 0;
  }

  private get overrides(): readonly Override[] {
    return this.previewed ?? this.lab.session.overrides;
  }

  /** Follows a slider while it is dragged: few runs at once, the many as soon as it rests. */
  preview(overrides: readonly Override[]): void {
    this.previewed = overrides;
    clearTimeout(this.late);
    // A picture that is nearly there is better than none; what is wanted last comes right after.
    const age = performance.now() - this.begunAt;
    if (this.running !== null && this.runningIsFirst && age < PATIENCE_MILLISECONDS) {
      this.late = window.setTimeout(() => this.preview(overrides), 12);
      return;
    }
    this.update();
  }

  /** The slider rests: what the session says holds again, and the many runs begin. */
  rest(): void {
    if (this.previewed === null) return;
    this.previewed = null;
    clearTimeout(this.late);
    this.update();
  }

  /** Whether what is running gives the first picture of a position. */
  private runningIsFirst = false;
  /** Runs of the first picture that is wanted. */
  private firstWanted = 0;

  private get firstRuns(): number {
    const { request } = this.job("changed", this.overrides, [], QUICK_RUNS);
    const pace = this.lab.engine.ensembles.millisecondsARun(request) ?? 0;
    return Math.min(pace * QUICK_RUNS <= FOLLOW_MILLISECONDS ? QUICK_RUNS : FIRST_RUNS, this.runs);
  }

  /** Whether an ensemble is as large and as long as it should be, so that its measures may be read. */
  whole(ensemble: Ensemble): boolean {
    return ensemble.replications === this.runs && ensemble.request.untilMilliseconds === undefined;
  }

  get runs(): number {
    return this.lab.horizon > LONG_HORIZON ? LONG_RUNS : MANY_RUNS;
  }

  /** Asks for what belongs to the session, or to the slider that is being dragged: small ensembles first. */
  update(): void {
    if (this.scenario !== this.lab.scenario) {
      this.scenario = this.lab.scenario;
      // What is under way belongs to another scenario, whatever its key.
      this.task?.cancel();
      this.task = null;
      this.running = null;
      this.known.clear();
      this.unchanged = null;
      this.changed = null;
    }
    const { interventions } = this.lab.session;
    const base = interventions.length > 0 ? this.overrides : [];
    if (!this.anyChange) this.changed = null;
    // While a slider moves nothing longer is begun: what comes next would wait for it.
    const most = this.previewed === null ? this.runs : Math.min(QUICK_RUNS, this.runs);
    const sizes = [FIRST_RUNS, QUICK_RUNS, this.runs].filter(
      (runs) => (runs >= this.firstRuns || !this.anyChange) && runs <= most,
    );
    this.firstWanted = sizes[0] ?? 0;
    // A pair must be of equal size: of each size the unchanged runs come first, which are mostly known already.
    this.wanted = sizes.flatMap((runs) => [
      this.job("unchanged", base, [], runs),
      ...(this.anyChange ? [this.job("changed", this.overrides, interventions, runs)] : []),
    ]);
    if (this.running !== null && !this.wanted.some((job) => job.key === this.running)) {
      this.task?.cancel();
      this.running = null;
    }
    this.next();
  }

  /** One measure of the changed against the unchanged runs, pair by pair; null until both are there in equal number. */
  difference(measure: string): PairedDifference | null {
    const pair = this.pair();
    if (pair === null) return null;
    const answer = this.lab.engine.ensembles.compare(pair.unchanged, pair.changed, measure);
    return answer.ok ? answer.value : null;
  }

  /** The unchanged and the changed runs, once both have all runs to the end. */
  pair(): { unchanged: Ensemble; changed: Ensemble } | null {
    if (!this.anyChange) return null;
    const { interventions } = this.lab.session;
    const base = interventions.length > 0 ? this.overrides : [];
    const changed = this.known.get(this.job("changed", this.overrides, interventions, this.runs).key);
    const unchanged = this.known.get(this.job("unchanged", base, [], this.runs).key);
    return changed === undefined || unchanged === undefined ? null : { unchanged, changed };
  }

  /** Values of a measure in the runs of an ensemble, those that have one. */
  values(ensemble: Ensemble, measure: string): number[] {
    const row = this.lab.description.measures.findIndex((each) => each.name === measure);
    if (row < 0) return [];
    return Array.from(
      ensemble.measures.subarray(row * ensemble.replications, (row + 1) * ensemble.replications),
    ).filter((value) => !Number.isNaN(value));
  }

  private job(
    into: "unchanged" | "changed",
    overrides: readonly Override[],
    interventions: readonly Intervention[],
    runs: number,
  ) {
    const sides = this.lab.scenario.description.sides.map((side) => side.id);
    const until = runs < this.runs ? Math.round(Math.min(this.lab.horizon, spanHours(this.lab) * HOUR)) : null;
    const request: EnsembleRequest = {
      scenario: this.lab.scenario,
      overrides,
      interventions,
      seed: this.lab.scenario.description.defaultSeed,
      firstReplication: 0,
      replications: runs,
      ...(until === null ? {} : { untilMilliseconds: until }),
      gridPoints: 150,
      metrics: ["killed", "displaced", "rung", ...sides.map((id) => `killed.${id}`)],
    };
    return { key: JSON.stringify([overrides, interventions, runs, until]), request, into };
  }

  private next(): void {
    if (this.running !== null) return;
    const missing = this.wanted.find((job) => !this.known.has(job.key));
    this.pose();
    if (missing === undefined) {
      this.progress = "";
      this.warm();
    } else this.begin(missing);
    this.tell();
  }

  /** Once for each scenario: what sliders will ask for is made ready while nothing else is to be done. */
  private warm(): void {
    const { scenario, name, engine } = this.lab;
    if (this.warmed === scenario) return;
    this.warmed = scenario;
    const set = slidersOf(name, engine.version).map((slider) =>
      overridesOf(slider, slider.start(scenario.description, engine.version)),
    );
    const requests = set.map((overrides) => this.job("changed", overrides, [], QUICK_RUNS).request);
    engine.ensembles.warm(Array.from({ length: WARM_TURNS }, () => requests).flat());
  }

  /** The largest ensembles that are known; of a change, the largest pair of equal size. */
  private pose(): void {
    const largest = (into: "unchanged" | "changed", size?: number): Ensemble | null => {
      const found = this.wanted.filter(
        (job) =>
          job.into === into && this.known.has(job.key) && (size === undefined || job.request.replications === size),
      );
      const last = found[found.length - 1];
      return last === undefined ? null : this.known.get(last.key)!;
    };
    if (!this.anyChange) {
      this.unchanged = largest("unchanged") ?? this.unchanged;
      return;
    }
    const changed = largest("changed");
    if (changed === null) return;
    this.changed = changed;
    this.unchanged = largest("unchanged", changed.replications) ?? this.unchanged;
  }

  private begin(job: { key: string; request: EnsembleRequest; into: "unchanged" | "changed" }): void {
    this.running = job.key;
    this.runningIsFirst = job.request.replications === this.firstWanted;
    this.begunAt = performance.now();
    const say = (done: number): void => {
      this.progress = `${done} of ${job.request.replications} runs`;
    };
    say(0);
    const task = this.lab.engine.ensembles.start(job.request, (soFar) => {
      if (this.running !== job.key || this.task !== task) return;
      say(soFar.replications);
      this.tell();
    });
    this.task = task;
    void task.done.then((answer) => {
      if (this.running !== job.key || this.task !== task) return;
      this.running = null;
      this.task = null;
      if (!answer.ok) {
        this.progress = answer.error.kind === "cancelled" ? "" : answer.error.message;
        this.wanted = [];
        this.tell();
        return;
      }
      this.known.set(job.key, answer.value);
      this.pictures += 1;
      if (this.known.size > 90) this.known.delete(this.known.keys().next().value!);
      this.next();
    });
  }

  private tell(): void {
    const now = [this.unchanged, this.changed] as const;
    if (now.some((each, index) => each !== this.told[index])) this.pictures += 1;
    this.told = now;
    this.listeners.forEach((each) => each());
  }
}
