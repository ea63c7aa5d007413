/** Plays the run: moves the moment on with every frame, as fast as chosen. */

import type { Lab } from "./lab";
import { HOUR } from "../words";

/** Simulated hours a second. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 24, 168] as const;

export class Player {
  playing = false;
  hoursPerSecond: number;
  /** Time between the last frames, for measurements. */
  readonly frames: number[] = [];
  private last = 0;
  private exact = 0;
  /** Who asked for less motion sees one picture a second. */
  private readonly calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly lab: Lab,
    hoursPerSecond = 2,
  ) {
    this.hoursPerSecond = hoursPerSecond;
  }

  on(told: () => void): void {
    this.listeners.add(told);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    if (this.playing) return;
    if (this.lab.session.atMilliseconds >= this.lab.horizon) this.lab.moveTo(0);
    this.playing = true;
    this.last = 0;
    this.exact = this.lab.session.atMilliseconds;
    this.frames.length = 0;
    requestAnimationFrame((now) => this.frame(now));
    this.tell();
  }

  pause(): void {
    if (!this.playing) return;
    this.playing = false;
    this.tell();
    this.lab.tell("moment");
  }

  setSpeed(hoursPerSecond: number): void {
    this.hoursPerSecond = hoursPerSecond;
    this.tell();
  }

  private tell(): void {
    this.listeners.forEach((each) => each());
  }

  private frame(now: number): void {
    if (!this.playing) return;
    if (this.last > 0) {
      const elapsed = now - this.last;
      if (this.calm.matches && elapsed < 1000) {
        requestAnimationFrame((next) => this.frame(next));
        return;
      }
      if (this.frames.length < 10_000) this.frames.push(elapsed);
      // Somebody else moved the moment: go on from there.
      if (Math.abs(this.exact - this.lab.session.atMilliseconds) > 1) this.exact = this.lab.session.atMilliseconds;
      this.exact += (Math.min(elapsed, this.calm.matches ? 1500 : 250) / 1000) * this.hoursPerSecond * HOUR;
      this.lab.moveTo(this.exact);
      if (this.lab.session.atMilliseconds >= this.lab.horizon) {
        this.pause();
        return;
      }
    }
    this.last = now;
    requestAnimationFrame((next) => this.frame(next));
  }
}
