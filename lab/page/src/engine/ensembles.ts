/**
 * Ensembles: replications are dealt out in small portions to Workers made from the page's own text, or, where there are none, to the main
 * thread, which pauses between portions. The order in which portions come back changes nothing.
 */

import EnsembleWorker from "./worker?worker&inline";
import { ensembleOf, Gathered } from "./gathered";
import { failure, Instance } from "./instance";
import type { FromWorker, ToWorker } from "./messages";
import type {
  Answer,
  Ensemble,
  EnsembleRequest,
  Ensembles,
  EnsembleTask,
  Measure,
  Milliseconds,
  PairedDifference,
  Scenario,
} from "./types";
import { type Chunk, type EnsembleRaw, EnsembleWork } from "./work";

/** A portion takes at most about so long: short enough to stop soon, long enough that messages cost little. */
const PORTION_MILLISECONDS = 20;
/** The same on the main thread, where the page waits. */
const SLICE_MILLISECONDS = 8;
/** Runs of a portion while nothing is known of how long one takes. */
const FIRST_PORTION = 2;
/** A portion is at most this part of what would be left to each hand: they shrink, so that all are done at about the same time. */
const PART = 0.5;
/** The pace of a scenario is that of about so many runs. */
const MEMORY_RUNS = 20;
const WORKERS_MOST = 4;
const PROGRESS_MILLISECONDS = 150;

interface Job {
  readonly id: number;
  readonly request: EnsembleRequest;
  readonly raw: EnsembleRaw;
  readonly gathered: Gathered;
  readonly progress: ((soFar: Ensemble) => void) | undefined;
  readonly settle: (answer: Answer<Ensemble>) => void;
  /** Replications dealt out. */
  dealt: number;
  /** Replications that came back. */
  runs: number;
  told: number;
  over: boolean;
}

/** Somebody who runs replications, one portion at a time. */
interface Hand {
  run(job: Job, first: number, count: number): Promise<Answer<Chunk>>;
  drop(id: number): void;
  warm(works: readonly EnsembleRaw[]): void;
  readonly portionMilliseconds: number;
  busy: boolean;
}

class WorkerHand implements Hand {
  readonly portionMilliseconds = PORTION_MILLISECONDS;
  busy = false;
  #hear: ((message: FromWorker) => void) | null = null;

  constructor(
    private readonly worker: Worker,
    bytes: ArrayBuffer,
    failed: () => void,
  ) {
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear?.(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      failed();
    };
    this.#tell({ kind: "engine", bytes });
  }

  #tell(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  run(job: Job, first: number, count: number): Promise<Answer<Chunk>> {
    return new Promise((resolve) => {
      this.#hear = (message) => resolve(message.answer);
      this.#tell({ kind: "run", id: job.id, work: job.raw, first, count });
    });
  }

  drop(id: number): void {
    this.#tell({ kind: "drop", id });
  }

  warm(works: readonly EnsembleRaw[]): void {
    this.#tell({ kind: "warm", works });
  }

  stop(): void {
    this.worker.terminate();
  }
}

class PageHand implements Hand {
  readonly portionMilliseconds = SLICE_MILLISECONDS;
  busy = false;

  constructor(private readonly work: EnsembleWork) {}

  async run(job: Job, first: number, count: number): Promise<Answer<Chunk>> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return this.work.run(job.id, job.raw, first, count);
  }

  drop(id: number): void {
    this.work.drop(id);
  }

  warm(): void {
    // Here the page would wait for it.
  }
}

export class EnsembleQueue implements Ensembles {
  #hands: Hand[] = [];
  #jobs: Job[] = [];
  #next = 0;
  #workers = true;
  /** Milliseconds that a run of a scenario takes, by its end, the latest runs weighing most. */
  readonly #pace = new WeakMap<Scenario, Map<Milliseconds | undefined, number>>();

  constructor(
    private readonly module: WebAssembly.Module,
    bytes: ArrayBuffer,
    private readonly instance: Instance,
  ) {
    try {
      // One core stays for the page, but for two: while Workers are at work it has little to do.
      const count = Math.min(WORKERS_MOST, Math.max(2, (navigator.hardwareConcurrency || 2) - 1));
      const start = () => new WorkerHand(new EnsembleWorker(), bytes, () => this.#withoutWorkers());
      this.#hands = Array.from({ length: count }, start);
    } catch {
      this.#withoutWorkers();
    }
  }

  get inWorker(): boolean {
    return this.#workers;
  }

  start(request: EnsembleRequest, progress?: (soFar: Ensemble) => void): EnsembleTask {
    let settle: (answer: Answer<Ensemble>) => void = () => {};
    const done = new Promise<Answer<Ensemble>>((resolve) => {
      settle = resolve;
    });
    const measures = request.scenario.description.measures.length;
    const job: Job = {
      id: this.#next,
      request,
      raw: rawOf(request),
      gathered: new Gathered(request, measures),
      progress,
      settle,
      dealt: 0,
      runs: 0,
      told: performance.now(),
      over: false,
    };
    this.#next += 1;
    if (!(request.replications >= 1)) settle(failure("request", "replications: expected at least 1"));
    else this.#jobs.push(job);
    this.#deal();
    return { done, cancel: () => this.#settle(job, failure("cancelled", "cancelled")) };
  }

  warm(requests: readonly EnsembleRequest[]): void {
    const works = requests.map(rawOf);
    for (const hand of this.#hands) hand.warm(works);
  }

  millisecondsARun({ scenario, untilMilliseconds }: EnsembleRequest): number | undefined {
    const pace = this.#pace.get(scenario)?.get(untilMilliseconds);
    return pace === undefined ? undefined : pace / Math.max(1, this.#hands.length);
  }

  compare(unchanged: Ensemble, changed: Ensemble, measure: string): Answer<PairedDifference> {
    const values = (ensemble: Ensemble): Measure[] | null => {
      const index = ensemble.request.scenario.description.measures.findIndex((row) => row.name === measure);
      if (index < 0) return null;
      const count = ensemble.replications;
      const found = ensemble.measures.subarray(index * count, (index + 1) * count);
      return Array.from(found, (value) => (Number.isFinite(value) ? value : null));
    };
    const [one, other] = [unchanged.request, changed.request];
    if (one.seed !== other.seed || one.firstReplication !== other.firstReplication) {
      return failure("request", "the ensembles share no random numbers: their seeds or first replications differ");
    }
    const [first, second] = [values(unchanged), values(changed)];
    if (first === null || second === null) return failure("request", `no measure is named \`${measure}\``);
    type Raw = Omit<PairedDifference, "differences" | "halfWidth"> & { readonly halfWidth: number | null };
    const reply = this.instance.ask<Raw>("compare", { unchanged: first, changed: second });
    if (!reply.ok) return reply;
    const { value, numbers } = reply.value;
    return { ok: true, value: { ...value, halfWidth: value.halfWidth ?? Number.NaN, differences: numbers } };
  }

  /** Gives portions of the first job that has any to whoever is free. */
  #deal(): void {
    for (const hand of this.#hands) {
      if (hand.busy) continue;
      const job = this.#jobs.find((waiting) => waiting.dealt < waiting.request.replications);
      if (job === undefined) return;
      const left = job.request.replications - job.dealt;
      const fair = Math.ceil((left * PART) / this.#hands.length);
      const pace = this.#pace.get(job.request.scenario)?.get(job.request.untilMilliseconds);
      const timely = pace === undefined ? FIRST_PORTION : Math.round(hand.portionMilliseconds / pace);
      const count = Math.max(1, Math.min(left, fair, timely));
      void this.#portion(hand, job, job.dealt, count);
      job.dealt += count;
    }
  }

  async #portion(hand: Hand, job: Job, from: number, count: number): Promise<void> {
    hand.busy = true;
    const answer = await hand.run(job, job.request.firstReplication + from, count);
    hand.busy = false;
    if (!job.over) this.#take(job, from, count, answer);
    if (job.over) hand.drop(job.id);
    this.#deal();
  }

  #take(job: Job, from: number, count: number, answer: Answer<Chunk>): void {
    if (!answer.ok) return this.#settle(job, answer);
    job.gathered.add(from, count, answer.value);
    this.#learn(job.request, answer.value.milliseconds, count);
    job.runs += count;
    if (job.runs >= job.request.replications) {
      this.#settle(job, { ok: true, value: ensembleOf(job.request, job.gathered) });
    } else if (job.progress !== undefined && performance.now() - job.told > PROGRESS_MILLISECONDS) {
      job.told = performance.now();
      job.progress(ensembleOf(job.request, job.gathered));
    }
  }

  #learn({ scenario, untilMilliseconds }: EnsembleRequest, milliseconds: number, runs: number): void {
    const paces = this.#pace.get(scenario) ?? new Map<Milliseconds | undefined, number>();
    // From nothing: the first runs are slow, as the browser has yet to wake up.
    const before = paces.get(untilMilliseconds) ?? 0;
    const weight = runs / (runs + MEMORY_RUNS);
    paces.set(untilMilliseconds, (1 - weight) * before + (weight * milliseconds) / runs);
    this.#pace.set(scenario, paces);
  }

  #settle(job: Job, answer: Answer<Ensemble>): void {
    if (job.over) return;
    job.over = true;
    this.#jobs = this.#jobs.filter((other) => other !== job);
    for (const hand of this.#hands) if (!hand.busy) hand.drop(job.id);
    job.settle(answer);
  }

  /** Workers do not work here: what they were given is done on the main thread. */
  #withoutWorkers(): void {
    if (!this.#workers) return;
    this.#workers = false;
    for (const hand of this.#hands) if (hand instanceof WorkerHand) hand.stop();
    this.#hands = [];
    for (const job of this.#jobs) job.dealt = 0;
    for (const job of this.#jobs) job.runs = 0;
    void Instance.of(this.module).then((instance) => {
      this.#hands = [new PageHand(new EnsembleWork(instance))];
      this.#deal();
    });
  }
}

function rawOf(request: EnsembleRequest): EnsembleRaw {
  const { overrides, interventions, seed, untilMilliseconds, gridPoints, metrics } = request;
  return {
    files: request.scenario.files,
    plan: { overrides, interventions, seed, untilMilliseconds },
    ensemble: { gridPoints, metrics },
  };
}
