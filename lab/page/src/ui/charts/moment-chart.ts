/** A chart of uPlot over the hours of a run: local dates below, truces as bands, the moment as a line. */

import uPlot from "uplot";
import { clockText, localMoment } from "../../engine/calendar";
import type { Calendar, Truce } from "../../engine/types";
import { drawing } from "../dom";
import { AXIS, GRID, NOTICE, QUIET, TEXT, TRUCE, faded } from "../palette";
import { HOUR, numberText } from "../words";

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

export class MomentChart {
  readonly root: HTMLElement;
  private plot: uPlot | null = null;
  private shape = "";
  private content: ChartContent | null = null;

  constructor(
    root: HTMLElement,
    private readonly heightOf: () => number,
    private readonly compact = false,
  ) {
    this.root = root;
    let width = 0;
    new ResizeObserver(() => {
      if (Math.abs(root.clientWidth - width) < 2) return;
      width = root.clientWidth;
      this.rebuild();
    }).observe(root);
  }

  show(content: ChartContent): void {
    this.content = content;
    const width = this.root.clientWidth;
    if (width < 60) return;
    const shape = `${width} ${this.heightOf()} ${this.fontPixels()} ${content.steps?.length ?? 0} ${content.lines.map((line) => `${line.colour}${line.width}${line.dash ?? ""}${line.stepped}${line.fill}`).join()}`;
    if (this.plot === null || shape !== this.shape) {
      this.build(content, width);
      this.shape = shape;
      return;
    }
    this.plot.setData([content.hours, ...content.lines.map((line) => line.values)] as unknown as uPlot.AlignedData, false);
    this.plot.batch(() => {
      this.plot!.setScale("x", { min: 0, max: content.spanHours });
      this.plot!.setScale("y", { min: 0, max: content.highest });
    });
    this.plot.redraw(false, true);
  }

  /** Pixels of hours and value, for whoever draws over the chart. */
  toValue(left: number, top: number): { hours: number; value: number } | null {
    if (this.plot === null) return null;
    return { hours: this.plot.posToVal(left, "x"), value: this.plot.posToVal(top, "y") };
  }

  get over(): HTMLElement | null {
    return this.plot?.over ?? null;
  }

  rebuild(): void {
    this.shape = "";
    if (this.content !== null) this.show(this.content);
  }

  private fontPixels(): number {
    return Number.parseFloat(getComputedStyle(this.root).fontSize) || 12;
  }

  private build(content: ChartContent, width: number): void {
    this.plot?.destroy();
    const size = this.fontPixels();
    const font = `${size}px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif`;
    const axis: uPlot.Axis = { stroke: QUIET, font, grid: { stroke: GRID, width: 1 }, ticks: { stroke: AXIS, width: 1, size: 4 } };
    const series: uPlot.Series[] = content.lines.map((line) => ({
      stroke: line.colour, width: line.width, points: { show: false }, ...(line.dash ? { dash: line.dash } : {}),
      ...(line.fill ? { fill: line.fill } : {}), ...(line.stepped ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}),
    }));
    this.plot = new uPlot(
      {
        width, height: this.heightOf(), legend: { show: false }, cursor: { show: false }, padding: [8, 12, 0, 0],
        scales: { x: { time: false, range: [0, content.spanHours] }, y: { range: [0, content.highest] } },
        series: [{}, ...series],
        axes: [
          { ...axis, size: () => size * (this.compact || dayStep(this.content!, width, size, this.compact) >= 24 ? 1.75 : 3.2), gap: 3, splits: () => dateSplits(this.content!, width, size, this.compact), values: (_, splits) => splits.map((hours) => dateLabel(this.content!, hours, this.compact)) },
          {
            ...axis, gap: 3, size: (_, values) => Math.max(...(values ?? ["0"]).map((value) => value.length)) * size * 0.56 + 12,
            ...(content.steps ? { splits: () => content.steps!.map((_, index) => index), values: (_, splits) => splits.map((value) => content.steps![value] ?? "") } : { values: (_, splits) => splits.map(numberText), space: size * 2.6 }),
          },
        ],
        hooks: {
          drawClear: [(plot) => this.under(plot)],
          draw: [(plot) => this.above(plot)],
        },
      },
      [content.hours, ...content.lines.map((line) => line.values)] as unknown as uPlot.AlignedData,
      this.root,
    );
    this.root.querySelectorAll("canvas").forEach((canvas) => canvas.setAttribute("aria-hidden", "true"));
    this.plot.setScale("x", { min: 0, max: content.spanHours });
    this.plot.setScale("y", { min: 0, max: content.highest });
  }

  private under(plot: uPlot): void {
    const content = this.content!;
    const { ctx } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    ctx.clip();
    for (const truce of content.truces ?? []) band(plot, truce, content);
    for (const fan of content.fans ?? []) drawFan(plot, fan);
    ctx.restore();
  }

  private above(plot: uPlot): void {
    const content = this.content!;
    const { ctx } = plot;
    const scale = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height + 6 * scale);
    ctx.clip();
    const x = (hours: number): number => plot.valToPos(hours, "x", true);
    const y = (value: number): number => plot.valToPos(value, "y", true);
    for (const hours of content.ticks ?? []) stroke(ctx, [[x(hours), plot.bbox.top], [x(hours), plot.bbox.top + 9 * scale]], TEXT, 2 * scale);
    for (const point of content.observed ?? []) {
      stroke(ctx, [[x(point.hours), y(point.low)], [x(point.hours), y(point.high)]], "#000000", 1.2 * scale);
      ctx.beginPath();
      ctx.arc(x(point.hours), y(point.best), 3 * scale, 0, 2 * Math.PI);
      ctx.fillStyle = "#000000";
      ctx.fill();
    }
    const guess = content.guess ?? [];
    if (guess.length > 0) {
      stroke(ctx, guess.map((point) => [x(point.hours), y(point.value)]), "#a0307a", 2.6 * scale, [2 * scale, 5 * scale]);
      const last = guess[guess.length - 1]!;
      ctx.fillStyle = "#a0307a";
      ctx.fillRect(x(last.hours) - 4 * scale, y(last.value) - 4 * scale, 8 * scale, 8 * scale);
    }
    if (content.nowHours !== null) stroke(ctx, [[x(content.nowHours), plot.bbox.top], [x(content.nowHours), plot.bbox.top + plot.bbox.height]], TEXT, 1 * scale, [3 * scale, 2 * scale]);
    ctx.restore();
  }
}

function stroke(ctx: CanvasRenderingContext2D, points: readonly (readonly number[])[], colour: string, width: number, dash: number[] = []): void {
  ctx.beginPath();
  points.forEach(([left, top], index) => (index === 0 ? ctx.moveTo(left!, top!) : ctx.lineTo(left!, top!)));
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A truce: hatched while word spreads, pale grey in force, a thin dark line where it collapses. */
function band(plot: uPlot, truce: Truce, content: ChartContent): void {
  if (truce.agreedMilliseconds === null) return;
  const limit = content.nowHours ?? content.spanHours;
  const x = (hours: number): number => plot.valToPos(hours, "x", true);
  const agreed = truce.agreedMilliseconds / HOUR;
  if (agreed > limit) return;
  const end = Math.min(truce.endedMilliseconds !== null && truce.phase !== "held" ? truce.endedMilliseconds / HOUR : limit, limit);
  const force = Math.min(truce.inForceMilliseconds === null ? end : truce.inForceMilliseconds / HOUR, end);
  const { ctx, bbox } = plot;
  ctx.fillStyle = TRUCE;
  ctx.fillRect(x(force), bbox.top, x(end) - x(force), bbox.height);
  hatch(ctx, x(agreed), bbox.top, x(force) - x(agreed), bbox.height);
  if (truce.phase === "collapsed" && truce.endedMilliseconds! / HOUR <= limit) {
    stroke(ctx, [[x(end), bbox.top], [x(end), bbox.top + bbox.height]], TEXT, 1.4 * devicePixelRatio);
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

function drawFan(plot: uPlot, fan: Fan): void {
  const { ctx } = plot;
  const x = (hours: number): number => plot.valToPos(hours, "x", true);
  const y = (value: number): number => plot.valToPos(value, "y", true);
  const path = (values: ArrayLike<number>): [number, number][] => Array.from(values, (value, index) => [x(fan.hours[index]!), y(value)]);
  fan.bands.forEach(([low, high], index) => {
    if (fan.outline) {
      if (index > 0) return;
      stroke(ctx, path(high), fan.colour, 1.2 * devicePixelRatio, [3, 4]);
      stroke(ctx, path(low), fan.colour, 1.2 * devicePixelRatio, [3, 4]);
      return;
    }
    ctx.beginPath();
    path(high).forEach(([left, top], at) => (at === 0 ? ctx.moveTo(left, top) : ctx.lineTo(left, top)));
    path(low).reverse().forEach(([left, top]) => ctx.lineTo(left, top));
    ctx.closePath();
    ctx.fillStyle = faded(fan.colour, index === 0 ? 0.12 : 0.16);
    ctx.fill();
  });
  for (const sample of fan.samples) stroke(ctx, path(sample), faded(fan.colour, 0.35), devicePixelRatio);
  stroke(ctx, path(fan.median), fan.outline ? fan.colour : faded(fan.colour, 0.8), (fan.outline ? 1.6 : 2) * devicePixelRatio, fan.dash ?? (fan.outline ? [7, 4] : []));
}

/** Hours between labels. */
function dayStep(content: ChartContent, width: number, size: number, compact: boolean): number {
  const span = content.spanHours;
  const most = Math.max(2, Math.floor(width / (size * (compact ? 4.4 : 5.5))));
  return [3, 6, 12, 24, 48, 72, 168, 336, 720, 2160, 4320, 8766, 17532, 43830].find((hours) => span / hours <= most) ?? span;
}

/** Midnights, or every few hours on short spans, or days apart on long ones. */
function dateSplits(content: ChartContent, width: number, size: number, compact: boolean): number[] {
  const span = content.spanHours;
  const step = dayStep(content, width, size, compact);
  const start = localMoment(content.calendar, 0);
  const into = start.hour + start.minute / 60;
  const first = Math.ceil(into / step) * step - into;
  const splits: number[] = [];
  // The last one needs room for half of its words.
  const room = (span / Math.max(1, width)) * size * 2;
  for (let hours = first; hours <= span - room; hours += step) splits.push(hours);
  return splits;
}

function dateLabel(content: ChartContent, hours: number, compact: boolean): string {
  const moment = localMoment(content.calendar, Math.round(hours * HOUR));
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const date = `${moment.day} ${months[moment.month - 1]}`;
  if (content.spanHours > 24 * 400) return String(moment.year);
  if (moment.hour === 0 && moment.minute === 0) return date;
  return compact ? clockText(moment) : `${date}\n${clockText(moment)}`;
}

/** A short sample of a line for legends. */
export function lineSample(colour: string, width: number, dash: readonly number[] = []): SVGElement {
  return drawing(
    "svg", { width: 30, height: 10, viewBox: "0 0 30 10", "aria-hidden": "true" },
    drawing("line", { x1: 1, x2: 29, y1: 5, y2: 5, stroke: colour, "stroke-width": width, "stroke-dasharray": dash.join(" ") }),
  );
}

/** A round number at or above a value, for the end of an axis. */
export function roundUp(value: number): number {
  if (value <= 5) return 5;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15].map((step) => step * power).find((each) => each >= value * 1.04)!;
}
