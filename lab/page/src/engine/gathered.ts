/** Runs of an ensemble as they come in, and the fans that they make. */

import { type Ensemble, type EnsembleRequest, type Fan, QUANTILE_LEVELS } from "./types";
import type { Chunk } from "./work";

const SAMPLES = 5;

export class Gathered {
  hours: Float64Array = new Float64Array(0);
  /** Each run as the engine gave it; undefined until it has come. */
  readonly runs: (Float64Array | undefined)[];

  constructor(
    request: EnsembleRequest,
    readonly measures: number,
  ) {
    this.runs = new Array<Float64Array | undefined>(request.replications).fill(undefined);
  }

  add(from: number, count: number, chunk: Chunk): void {
    this.hours = chunk.hours;
    const width = chunk.numbers.length / count;
    for (let run = 0; run < count; run += 1) {
      this.runs[from + run] = chunk.numbers.subarray(run * width, (run + 1) * width);
    }
  }
}

/** The value below which a share of a sorted sample lies; linear between neighbours (type 7 of Hyndman and Fan). */
export function quantile(sorted: Float64Array, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (position - below) * (high - low);
}

/** The ensemble of the runs that have come. */
export function ensembleOf(request: EnsembleRequest, gathered: Gathered): Ensemble {
  const runs = gathered.runs.filter((run) => run !== undefined);
  const points = request.gridPoints;
  const column = new Float64Array(runs.length);
  const fans = request.metrics.map((metric, index): Fan => {
    const quantiles = QUANTILE_LEVELS.map(() => new Float64Array(points));
    for (let point = 0; point < points; point += 1) {
      runs.forEach((run, position) => {
        column[position] = run[index * points + point] ?? 0;
      });
      column.sort();
      QUANTILE_LEVELS.forEach((level, position) => {
        quantiles[position]![point] = quantile(column, level);
      });
    }
    const samples = runs.slice(0, SAMPLES).map((run) => run.subarray(index * points, (index + 1) * points));
    return { metric, quantiles, samples };
  });
  const start = request.metrics.length * points;
  const measures = new Float64Array(gathered.measures * runs.length);
  runs.forEach((run, position) => {
    for (let measure = 0; measure < gathered.measures; measure += 1) {
      measures[measure * runs.length + position] = run[start + measure] ?? Number.NaN;
    }
  });
  return { request, replications: runs.length, hours: gathered.hours, fans, measures };
}
