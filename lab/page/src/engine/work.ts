/** Work on ensembles with one instance of the engine, in slices of time. */

import type { Instance } from "./instance";
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
  readonly ensemble: {
    readonly firstReplication: number;
    readonly replications: number;
    readonly gridPoints: number;
    readonly metrics: readonly string[];
  };
}

export interface EnsembleRead {
  readonly samples: number;
  readonly numbers: Float64Array;
}

export class EnsembleWork {
  /** Scenarios that were read, by their texts: the same few come again and again while a slider moves. */
  #scenarios = new Map<string, number>();
  #generation = 0;

  constructor(private readonly instance: Instance) {}

  begin(raw: EnsembleRaw): Answer<number> {
    const scenario = this.#scenario(raw.files);
    if (!scenario.ok) return scenario;
    const { plan, ensemble } = raw;
    const reply = this.instance.ask<number>("ensemble", { scenario: scenario.value, plan, ensemble });
    return reply.ok ? { ok: true, value: reply.value.value } : reply;
  }

  #scenario(files: ScenarioFiles): Answer<number> {
    if (this.#generation !== this.instance.generation) {
      this.#scenarios.clear();
      this.#generation = this.instance.generation;
    }
    const key = JSON.stringify(files);
    const known = this.#scenarios.get(key);
    if (known !== undefined) return { ok: true, value: known };
    const reply = this.instance.ask<{ scenario: number }>("load", files);
    if (!reply.ok) return reply;
    this.#scenarios.set(key, reply.value.value.scenario);
    return { ok: true, value: reply.value.value.scenario };
  }

  /** Runs on for about so many milliseconds, one run at least; answers how many runs are done. */
  slice(number: number, milliseconds: number): Answer<number> {
    const start = performance.now();
    let done = -1;
    for (;;) {
      const reply = this.instance.ask<number>("ensemble_run", { number, count: 1 });
      if (!reply.ok) return reply;
      if (reply.value.value === done) return { ok: true, value: done };
      done = reply.value.value;
      if (performance.now() - start >= milliseconds) return { ok: true, value: done };
    }
  }

  read(number: number): Answer<EnsembleRead> {
    const reply = this.instance.ask<{ samples: number }>("ensemble_read", { number });
    if (!reply.ok) return reply;
    return { ok: true, value: { samples: reply.value.value.samples, numbers: reply.value.numbers } };
  }

  drop(number: number): void {
    this.instance.ask("drop_ensemble", { number });
  }
}

