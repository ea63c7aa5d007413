/** Ensembles: in a Worker made from the page's own text, else on the main thread in slices. */

import EnsembleWorker from "./worker?worker&inline";
import { failure, Instance } from "./instance";
import type { FromWorker, ToWorker } from "./messages";
import { EnsembleWork, type EnsembleRaw } from "./work";
import type {
  Answer,
  Ensemble,
  EnsembleRequest,
  Ensembles,
  EnsembleTask,
  Fan,
  Measure,
  PairedDifference,
} from "./types";
import { QUANTILE_LEVELS } from "./types";

interface Job {
  readonly id: number;
  readonly request: EnsembleRequest;
  readonly progress: ((soFar: Ensemble) => void) | undefined;
  readonly settle: (answer: Answer<Ensemble>) => void;
  over: boolean;
}

/** A slice of work on the main thread: short enough that the page stays alive. */
const SLICE_MILLISECONDS = 8;

export class EnsembleQueue implements Ensembles {
  #worker: Worker | null = null;
  #work: EnsembleWork | null = null;
  #jobs: Job[] = [];
  #next = 0;
  #busy = false;

  constructor(
    module: WebAssembly.Module,
    bytes: ArrayBuffer,
    private readonly instance: Instance,
  ) {
    try {
      this.#worker = new EnsembleWorker();
      this.#worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
      this.#worker.onerror = (event) => {
        event.preventDefault();
        this.#withoutWorker(module);
      };
      this.#tell({ kind: "engine", bytes });
    } catch {
      this.#withoutWorker(module);
    }
  }

  get inWorker(): boolean {
    return this.#worker !== null;
  }

  start(request: EnsembleRequest, progress?: (soFar: Ensemble) => void): EnsembleTask {
    let settle: (answer: Answer<Ensemble>) => void = () => {};
    const done = new Promise<Answer<Ensemble>>((resolve) => {
      settle = resolve;
    });
    const job: Job = { id: this.#next, request, progress, settle, over: false };
    this.#next += 1;
    this.#jobs.push(job);
    if (this.#worker !== null) this.#send(job);
    else void this.#workHere();
    return { done, cancel: () => this.#cancel(job) };
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

  #tell(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #send(job: Job): void {
    this.#tell({ kind: "start", id: job.id, work: rawOf(job.request), progress: job.progress !== undefined });
  }

  #hear(message: FromWorker): void {
    const job = this.#jobs.find((known) => known.id === message.id);
    if (job === undefined || job.over) return;
    if (message.kind === "failed") this.#settle(job, { ok: false, error: message.error });
    else if (message.kind === "progress") job.progress?.(ensembleOf(job.request, message.replications, message));
    else this.#settle(job, { ok: true, value: ensembleOf(job.request, message.replications, message) });
  }

  #settle(job: Job, answer: Answer<Ensemble>): void {
    job.over = true;
    this.#jobs = this.#jobs.filter((other) => other !== job);
    job.settle(answer);
  }

  #cancel(job: Job): void {
    if (job.over) return;
    this.#tell({ kind: "cancel", id: job.id });
    this.#settle(job, failure("cancelled", "cancelled"));
  }

  /** The Worker does not work here: what it was given is done on the main thread. */
  #withoutWorker(module: WebAssembly.Module): void {
    this.#worker?.terminate();
    this.#worker = null;
    void Instance.of(module).then((instance) => {
      this.#work = new EnsembleWork(instance);
      void this.#workHere();
    });
  }

  async #workHere(): Promise<void> {
    if (this.#busy || this.#work === null) return;
    this.#busy = true;
    for (let job = this.#jobs[0]; job !== undefined; job = this.#jobs[0]) await this.#workOn(job, this.#work);
    this.#busy = false;
  }

  async #workOn(job: Job, work: EnsembleWork): Promise<void> {
    let told = performance.now();
    const begun = work.begin(rawOf(job.request));
    if (!begun.ok) return this.#settle(job, begun);
    for (;;) {
      const done = work.slice(begun.value, SLICE_MILLISECONDS);
      if (job.over) break;
      if (!done.ok) {
        this.#settle(job, done);
        break;
      }
      const over = done.value >= job.request.replications;
      if (over || (job.progress !== undefined && performance.now() - told > 200)) {
        told = performance.now();
        const read = work.read(begun.value);
        if (!read.ok) {
          this.#settle(job, read);
          break;
        }
        const ensemble = ensembleOf(job.request, done.value, read.value);
        if (over) {
          this.#settle(job, { ok: true, value: ensemble });
          break;
        }
        job.progress?.(ensemble);
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    work.drop(begun.value);
  }
}

function rawOf(request: EnsembleRequest): EnsembleRaw {
  const { overrides, interventions, seed, untilMilliseconds } = request;
  const { firstReplication, replications, gridPoints, metrics } = request;
  return {
    files: request.scenario.files,
    plan: { overrides, interventions, seed, untilMilliseconds },
    ensemble: { firstReplication, replications, gridPoints, metrics },
  };
}

/** Takes the numbers of the engine apart; see `Ensemble::numbers` there. */
function ensembleOf(
  request: EnsembleRequest,
  replications: number,
  read: { readonly samples: number; readonly numbers: Float64Array },
): Ensemble {
  const points = request.gridPoints;
  let at = 0;
  const take = (length: number): Float64Array => {
    at += length;
    return read.numbers.subarray(at - length, at);
  };
  const hours = take(points);
  const fans = request.metrics.map((metric): Fan => {
    const quantiles = QUANTILE_LEVELS.map(() => take(points));
    return { metric, quantiles, samples: Array.from({ length: read.samples }, () => take(points)) };
  });
  return { request, replications, hours, fans, measures: read.numbers.subarray(at) };
}
