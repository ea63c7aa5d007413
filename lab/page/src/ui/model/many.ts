/**
 * Many runs behind the one on stage: the scenario as it stands, and as sliders and interventions change it. Both share their random numbers
 * run by run, so that a curve moves only because of the change.
 */

import type { Ensemble, EnsembleRequest, EnsembleTask, Intervention, Override, PairedDifference } from "../../engine/types";
import type { Lab } from "./lab";

/** Runs while something is being dragged, and runs at rest. */
export const QUICK_RUNS = 40;
export const MANY_RUNS = 200;
/** Runs of scenarios that last for years. */
const LONG_RUNS = 20;
const LONG_HORIZON = 400 * 24 * 3_600_000;

export class Many {
  /** The scenario as it stands (with sliders, when interventions are compared). */
  unchanged: Ensemble | null = null;
  changed: Ensemble | null = null;
  /** What is being computed, in words; empty when all is done. */
  progress = "";
  /** Counts up whenever anything here changes. */
  version = 0;
  private readonly listeners = new Set<() => void>();
  private readonly known = new Map<string, Ensemble>();
  private task: EnsembleTask | null = null;
  private wanted: { key: string; request: EnsembleRequest; into: "unchanged" | "changed" }[] = [];
  private running: string | null = null;
  private scenario: unknown = null;

  constructor(private readonly lab: Lab) {
    lab.on(["scenario"], () => this.update(true));
    lab.on(["run"], () => this.update(true));
  }

  on(told: () => void): void {
    this.listeners.add(told);
  }

  /** What stands behind the run on stage. */
  get shown(): Ensemble | null {
    return this.changed ?? this.unchanged;
  }

  get anyChange(): boolean {
    return this.lab.session.overrides.length > 0 || this.lab.session.interventions.length > 0;
  }

  get runs(): number {
    return this.lab.horizon > LONG_HORIZON ? LONG_RUNS : MANY_RUNS;
  }

  /** Asks for what belongs to the session. While something is dragged only few runs, at rest as many as there should be. */
  update(quick: boolean): void {
    if (this.scenario !== this.lab.scenario) {
      this.scenario = this.lab.scenario;
      this.known.clear();
      this.unchanged = null;
      this.changed = null;
    }
    const { overrides, interventions } = this.lab.session;
    const base = interventions.length > 0 ? overrides : [];
    if (!this.anyChange) this.changed = null;
    const sizes = quick && this.runs > QUICK_RUNS ? [QUICK_RUNS, this.runs] : [this.runs];
    this.wanted = sizes.flatMap((runs) => [
      ...(this.anyChange ? [this.job("changed", overrides, interventions, runs)] : []),
      this.job("unchanged", base, [], runs),
    ]);
    // A pair must be of equal size: the base of the quick runs comes first.
    this.wanted.sort((a, b) => a.request.replications - b.request.replications || (a.into === b.into ? 0 : a.into === "changed" ? -1 : 1));
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

  /** The largest pair of equal size. */
  pair(): { unchanged: Ensemble; changed: Ensemble } | null {
    if (!this.anyChange) return null;
    const { overrides, interventions } = this.lab.session;
    for (const runs of [this.runs, QUICK_RUNS]) {
      const changed = this.known.get(this.job("changed", overrides, interventions, runs).key);
      const unchanged = this.known.get(this.job("unchanged", interventions.length > 0 ? overrides : [], [], runs).key);
      if (changed !== undefined && unchanged !== undefined) return { unchanged, changed };
    }
    return null;
  }

  /** Values of a measure in the runs of an ensemble, those that have one. */
  values(ensemble: Ensemble, measure: string): number[] {
    const row = this.lab.description.measures.findIndex((each) => each.name === measure);
    if (row < 0) return [];
    return Array.from(ensemble.measures.subarray(row * ensemble.replications, (row + 1) * ensemble.replications)).filter((value) => !Number.isNaN(value));
  }

  private job(into: "unchanged" | "changed", overrides: readonly Override[], interventions: readonly Intervention[], runs: number) {
    const sides = this.lab.scenario.description.sides.map((side) => side.id);
    const request: EnsembleRequest = {
      scenario: this.lab.scenario, overrides, interventions, seed: this.lab.scenario.description.defaultSeed, firstReplication: 0, replications: runs,
      gridPoints: 150, metrics: ["killed", "displaced", "rung", ...sides.map((id) => `killed.${id}`)],
    };
    return { key: JSON.stringify([overrides, interventions, runs]), request, into };
  }

  private next(): void {
    if (this.running !== null) return;
    for (const job of this.wanted) {
      const known = this.known.get(job.key);
      if (known === undefined) {
        this.begin(job);
        this.tell();
        return;
      }
      if (this[job.into] !== known && (this[job.into]?.replications ?? 0) <= known.replications) this[job.into] = known;
      else if (this[job.into] !== known && !this.wanted.some((other) => other.into === job.into && other.request.replications > job.request.replications)) this[job.into] = known;
    }
    this.progress = "";
    this.tell();
  }

  private begin(job: { key: string; request: EnsembleRequest; into: "unchanged" | "changed" }): void {
    this.running = job.key;
    const say = (done: number): void => {
      this.progress = `${done} of ${job.request.replications} runs`;
    };
    say(0);
    const task = this.lab.engine.ensembles.start(job.request, (soFar) => {
      if (this.running !== job.key || this.task !== task) return;
      say(soFar.replications);
      // The first picture of a change may be of few runs; a larger one never gives way to a smaller one.
      if (soFar.replications >= 8 && job.request.replications === QUICK_RUNS) this[job.into] = soFar;
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
      this[job.into] = answer.value;
      if (this.known.size > 60) this.known.delete(this.known.keys().next().value!);
      this.next();
    });
  }

  private tell(): void {
    this.version += 1;
    this.listeners.forEach((each) => each());
  }
}
