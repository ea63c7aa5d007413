/** What charts draw besides their lines: truces, fans, marks. */

import type uPlot from "uplot";
import type { Truce } from "../../engine/types";
import { NOTICE, TEXT, TRUCE, faded } from "../palette";
import { HOUR } from "../words";
import type { ChartContent, Fan } from "./content";

export function stroke(
  ctx: CanvasRenderingContext2D,
  points: readonly (readonly number[])[],
  colour: string,
  width: number,
  dash: number[] = [],
): void {
  ctx.beginPath();
  points.forEach(([left, top], index) => (index === 0 ? ctx.moveTo(left!, top!) : ctx.lineTo(left!, top!)));
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A truce: hatched while word spreads, pale grey in force, a thin dark line where it collapses. */
export function band(plot: uPlot, truce: Truce, content: ChartContent): void {
  if (truce.agreedMilliseconds === null) return;
  const limit = content.nowHours ?? content.spanHours;
  const x = (hours: number): number => plot.valToPos(hours, "x", true);
  const agreed = truce.agreedMilliseconds / HOUR;
  if (agreed > limit) return;
  const end = Math.min(
    truce.endedMilliseconds !== null && truce.phase !== "held" ? truce.endedMilliseconds / HOUR : limit,
    limit,
  );
  const force = Math.min(truce.inForceMilliseconds === null ? end : truce.inForceMilliseconds / HOUR, end);
  const { ctx, bbox } = plot;
  ctx.fillStyle = TRUCE;
  ctx.fillRect(x(force), bbox.top, x(end) - x(force), bbox.height);
  hatch(ctx, x(agreed), bbox.top, x(force) - x(agreed), bbox.height);
  if (truce.phase === "collapsed" && truce.endedMilliseconds! / HOUR <= limit) {
    stroke(
      ctx,
      [
        [x(end), bbox.top],
        [x(end), bbox.top + bbox.height],
      ],
      TEXT,
      1.4 * devicePixelRatio,
    );
  }
}

function hatch(ctx: CanvasRenderingContext2D, left: number, top: number, width: number, height: number): void {
  if (width < 1) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let offset = -height; offset < width; offset += 7 * devicePixelRatio) {
    ctx.moveTo(left + offset, top + height);
    ctx.lineTo(left + offset + height, top);
  }
  ctx.strokeStyle = NOTICE;
  ctx.lineWidth = devicePixelRatio;
  ctx.stroke();
  ctx.restore();
}

export function drawFan(plot: uPlot, fan: Fan): void {
  const { ctx } = plot;
  const x = (hours: number): number => plot.valToPos(hours, "x", true);
  const y = (value: number): number => plot.valToPos(value, "y", true);
  const path = (values: ArrayLike<number>): [number, number][] =>
    Array.from(values, (value, index) => [x(fan.hours[index]!), y(value)]);
  fan.bands.forEach(([low, high], index) => {
    if (fan.outline) {
      if (index > 0) return;
      stroke(ctx, path(high), fan.colour, 1.2 * devicePixelRatio, [3, 4]);
      stroke(ctx, path(low), fan.colour, 1.2 * devicePixelRatio, [3, 4]);
      return;
    }
    ctx.beginPath();
    path(high).forEach(([left, top], at) => (at === 0 ? ctx.moveTo(left, top) : ctx.lineTo(left, top)));
    path(low)
      .reverse()
      .forEach(([left, top]) => ctx.lineTo(left, top));
    ctx.closePath();
    ctx.fillStyle = faded(fan.colour, index === 0 ? 0.12 : 0.16);
    ctx.fill();
  });
  for (const sample of fan.samples) stroke(ctx, path(sample), faded(fan.colour, 0.35), devicePixelRatio);
  stroke(
    ctx,
    path(fan.median),
    fan.outline ? fan.colour : faded(fan.colour, 0.8),
    (fan.outline ? 1.6 : 2) * devicePixelRatio,
    fan.dash ?? (fan.outline ? [7, 4] : []),
  );
}
