/** Work on ensembles with one instance of the engine. */

import type { Instance, WithNumbers } from "./instance";
import type { Answer, Intervention, Override, ScenarioFiles } from "./types";

/** What an ensemble is asked for, as plain data. */
export interface EnsembleRaw {
  readonly files: ScenarioFiles;
  readonly plan: {
    readonly overrides: readonly Override[];
    readonly interventions: readonly Intervention[];
    readonly seed: number;
    readonly untilMilliseconds: number | undefined;
  };
  readonly ensemble: { readonly gridPoints: number; readonly metrics: readonly string[] };
}

/** Some runs of an ensemble. */
export interface Chunk {
  /** Grid times of its fans. */
  readonly hours: Float64Array;
  /** For each run: every metric at every grid time, then every measure. */
  readonly numbers: Float64Array;
  /** How long it took. */
  readonly milliseconds: number;
}

/** The number of an ensemble that nobody asked for. */
const WARMING = -1;

interface Ready {
  readonly number: number;
  readonly hours: Float64Array;
}

export class EnsembleWork {
  /** Scenarios that were read, by their texts: the same few come again and again while a slider moves. */
  readonly #scenarios = new Map<string, number>();
  readonly #ensembles = new Map<number, Ready>();
  #generation = 0;

  constructor(private readonly instance: Instance) {}

  /** Runs some replications of an ensemble, which is known by a number of the caller's. */
  run(id: number, raw: EnsembleRaw, first: number, count: number): Answer<Chunk> {
    const began = performance.now();
    const ready = this.#ready(id, raw);
    if (!ready.ok) return ready;
    const { number, hours } = ready.value;
    const reply = this.instance.ask<number>("ensemble_run", { number, first, count });
    if (!reply.ok) return reply;
    return { ok: true, value: { hours, numbers: reply.value.numbers, milliseconds: performance.now() - began } };
  }

  /** Makes ensembles ready and forgets them. Browsers compile a function well only after it was called some times. */
  warm(works: readonly EnsembleRaw[]): void {
    for (const work of works) {
      this.#ready(WARMING, work);
      this.drop(WARMING);
    }
  }

  /** Forgets an ensemble. */
  drop(id: number): void {
    const ready = this.#ensembles.get(id);
    this.#ensembles.delete(id);
    if (ready !== undefined) this.instance.ask("drop_ensemble", { number: ready.number });
  }

  #ready(id: number, raw: EnsembleRaw): Answer<Ready> {
    if (this.#generation !== this.instance.generation) {
      this.#scenarios.clear();
      this.#ensembles.clear();
      this.#generation = this.instance.generation;
    }
    const known = this.#ensembles.get(id);
    if (known !== undefined) return { ok: true, value: known };
    const scenario = this.#scenario(raw.files);
    if (!scenario.ok) return scenario;
    const { plan, ensemble } = raw;
    const reply: Answer<WithNumbers<number>> = this.instance.ask("ensemble", { scenario: scenario.value, plan, ensemble });
    if (!reply.ok) return reply;
    const ready = { number: reply.value.value, hours: reply.value.numbers };
    this.#ensembles.set(id, ready);
    return { ok: true, value: ready };
  }

  #scenario(files: ScenarioFiles): Answer<number> {
    const key = JSON.stringify(files);
    const known = this.#scenarios.get(key);
    if (known !== undefined) return { ok: true, value: known };
    const reply = this.instance.ask<{ scenario: number }>("load", files);
    if (!reply.ok) return reply;
    this.#scenarios.set(key, reply.value.value.scenario);
    return { ok: true, value: reply.value.value.scenario };
  }
}
