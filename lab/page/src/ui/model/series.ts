/** Curves of the run on stage, ready to draw. */

import type { Claim, Curves, SideIndex } from "../../engine/types";
import { HOUR } from "../words";
import type { Recording } from "./recording";

export class Series {
  readonly hours: Float64Array;
  private readonly sums = new Map<string, Float64Array>();
  private readonly said = new Map<string, readonly (number | null)[]>();
  private readonly stacks = new Map<string, Float64Array>();

  constructor(
    private readonly curves: Curves,
    private readonly claims: readonly Claim[],
  ) {
    this.hours = curves.hours;
  }

  static of(recording: Recording): Series | null {
    return recording.curves === null ? null : new Series(recording.curves, recording.claims);
  }

  /** Number of grid points at or before an hour. */
  until(hours: number): number {
    let low = 0;
    let high = this.hours.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.hours[middle]! <= hours + 1e-9) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Sum of curves of a side; the highest over sectors for `authorised_rung` and `threat`. */
  of(names: readonly string[], side: SideIndex | null, sector: number | null = null): Float64Array {
    const key = `${names.join()} ${side} ${sector}`;
    const known = this.sums.get(key);
    if (known !== undefined) return known;
    const total = new Float64Array(this.hours.length);
    for (const column of this.curves.columns) {
      if (!names.includes(column.name) || (side !== null && column.side !== side) || column.claimant !== null) continue;
      if (column.sector !== null && sector !== null && column.sector !== sector) continue;
      const highest = column.name === "authorised_rung" || column.name === "threat";
      for (let index = 0; index < total.length; index += 1) {
        const value = column.values[index]!;
        total[index] = highest ? Math.max(total[index]!, value) : total[index]! + value;
      }
    }
    this.sums.set(key, total);
    return total;
  }

  /** Sums of the first, the first two … of some curves of a side, for stacked areas. */
  stack(names: readonly string[], side: SideIndex): Float64Array[] {
    const total = new Float64Array(this.hours.length);
    return names.map((name) => {
      const key = `${name} ${side}`;
      const known = this.stacks.get(key);
      if (known !== undefined) return known;
      const below = names.indexOf(name) === 0 ? null : this.stacks.get(`${names[names.indexOf(name) - 1]!} ${side}`)!;
      const values = this.of([name], side);
      const sum = total.map((_, index) => values[index]! + (below?.[index] ?? 0));
      this.stacks.set(key, sum);
      return sum;
    });
  }

  /** Toll of a side as an office has published it, on the same grid; null where it has not said anything. */
  claimed(about: SideIndex, claimant: SideIndex, what: "killed" | "wounded"): readonly (number | null)[] {
    const key = `${about} ${claimant} ${what}`;
    const known = this.said.get(key);
    if (known !== undefined) return known;
    const values: (number | null)[] = new Array<number | null>(this.hours.length).fill(null);
    let said: number | null = null;
    let next = 0;
    const own = this.claims.filter(
      (claim) => claim.about === about && claim.claimant === claimant && claim.statement === "toll",
    );
    for (let index = 0; index < values.length; index += 1) {
      while (next < own.length && own[next]!.atMilliseconds <= this.hours[index]! * HOUR) {
        said = own[next]![what];
        next += 1;
      }
      values[index] = said;
    }
    this.said.set(key, values);
    return values;
  }
}

export function highestOf(values: ArrayLike<number | null>, count = values.length): number {
  let most = 0;
  for (let index = 0; index < count; index += 1) most = Math.max(most, values[index] ?? 0);
  return most;
}

/** The first values; without copying where that can be. */
export function cut<T>(values: ArrayLike<T>, count: number): ArrayLike<T> {
  if (values instanceof Float64Array) return values.subarray(0, count) as unknown as ArrayLike<T>;
  return Array.prototype.slice.call(values, 0, count) as T[];
}
