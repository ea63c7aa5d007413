/** What a chart over the hours of a run shows. */

import type { Calendar, Truce } from "../../engine/types";

export interface Line {
  readonly values: ArrayLike<number | null>;
  readonly colour: string;
  readonly width: number;
  readonly dash?: number[];
  readonly stepped?: boolean;
  /** Fills down to the line before it in the list (stacked areas), or to zero. */
  readonly fill?: string;
}

export interface Fan {
  readonly hours: ArrayLike<number>;
  /** Pairs of lower and upper quantile, widest first. */
  readonly bands: readonly (readonly [ArrayLike<number>, ArrayLike<number>])[];
  readonly median: ArrayLike<number>;
  readonly samples: readonly ArrayLike<number>[];
  readonly colour: string;
  readonly dash?: number[];
  /** Outline only: the ensemble that another is compared with. */
  readonly outline?: boolean;
}

export interface Observed {
  readonly hours: number;
  readonly low: number;
  readonly best: number;
  readonly high: number;
}

export interface ChartContent {
  readonly hours: ArrayLike<number>;
  readonly lines: readonly Line[];
  readonly fans?: readonly Fan[];
  readonly observed?: readonly Observed[];
  readonly truces?: readonly Truce[];
  readonly spanHours: number;
  readonly nowHours: number | null;
  readonly highest: number;
  readonly calendar: Calendar;
  /** Words for whole numbers on the axis instead of numbers. */
  readonly steps?: readonly string[];
  /** A guess drawn by the visitor: points in hours and value. */
  readonly guess?: readonly { readonly hours: number; readonly value: number }[];
  readonly ticks?: readonly number[];
}
