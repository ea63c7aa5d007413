/** What page and Workers tell each other. */

import type { Answer } from "./types";
import type { Chunk, EnsembleRaw } from "./work";

export type ToWorker =
  | { readonly kind: "engine"; readonly bytes: ArrayBuffer }
  | {
      readonly kind: "run";
      readonly id: number;
      readonly work: EnsembleRaw;
      readonly first: number;
      readonly count: number;
    }
  /** Ensembles that are made ready and dropped, so that the browser has compiled what makes them. */
  | { readonly kind: "warm"; readonly works: readonly EnsembleRaw[] }
  | { readonly kind: "drop"; readonly id: number };

/** The answer to `run`. */
export interface FromWorker {
  readonly answer: Answer<Chunk>;
}
