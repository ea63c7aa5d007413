/** What page and Worker tell each other. */

import type { EngineError } from "./types";
import type { EnsembleRaw } from "./work";

export type ToWorker =
  | { readonly kind: "engine"; readonly bytes: ArrayBuffer }
  | { readonly kind: "start"; readonly id: number; readonly work: EnsembleRaw; readonly progress: boolean }
  | { readonly kind: "cancel"; readonly id: number };

export type FromWorker =
  | {
      readonly kind: "progress" | "done";
      readonly id: number;
      readonly replications: number;
      readonly samples: number;
      readonly numbers: Float64Array;
    }
  | { readonly kind: "failed"; readonly id: number; readonly error: EngineError };
