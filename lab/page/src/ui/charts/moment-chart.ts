/** A chart of uPlot over the hours of a run: local dates below, truces as bands, the moment as a line. */

import uPlot from "uplot";
import { drawing } from "../dom";
import { AXIS, GRID, QUIET, TEXT } from "../palette";
import { numberText } from "../words";
import { band, drawFan, stroke } from "./chart-ink";
import type { ChartContent } from "./content";
import { dateLabel, dateSplits, dayStep } from "./dates";

export type { ChartContent, Fan, Line, Observed } from "./content";

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
    this.plot.setData(
      [content.hours, ...content.lines.map((line) => line.values)] as unknown as uPlot.AlignedData,
      false,
    );
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
    const axis: uPlot.Axis = {
      stroke: QUIET,
      font,
      grid: { stroke: GRID, width: 1 },
      ticks: { stroke: AXIS, width: 1, size: 4 },
    };
    const series: uPlot.Series[] = content.lines.map((line) => ({
      stroke: line.colour,
      width: line.width,
      points: { show: false },
      ...(line.dash ? { dash: line.dash } : {}),
      ...(line.fill ? { fill: line.fill } : {}),
      ...(line.stepped ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}),
    }));
    this.plot = new uPlot(
      {
        width,
        height: this.heightOf(),
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 12, 0, 0],
        // Read anew each time: a fixed range would keep the hours and values of the first picture.
        scales: {
          x: { time: false, range: () => [0, this.content!.spanHours] },
          y: { range: () => [0, this.content!.highest] },
        },
        series: [{}, ...series],
        axes: [
          {
            ...axis,
            size: () => size * (this.compact || dayStep(this.content!, width, size, this.compact) >= 24 ? 1.75 : 3.2),
            gap: 3,
            splits: () => dateSplits(this.content!, width, size, this.compact),
            values: (_, splits) => splits.map((hours) => dateLabel(this.content!, hours, this.compact)),
          },
          {
            ...axis,
            gap: 3,
            size: (_, values) => Math.max(...(values ?? ["0"]).map((value) => value.length)) * size * 0.56 + 12,
            ...(content.steps
              ? {
                  splits: () => content.steps!.map((_, index) => index),
                  values: (_, splits) => splits.map((value) => content.steps![value] ?? ""),
                }
              : { values: (_, splits) => splits.map(numberText), space: size * 2.6 }),
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
    for (const hours of content.ticks ?? [])
      stroke(
        ctx,
        [
          [x(hours), plot.bbox.top],
          [x(hours), plot.bbox.top + 9 * scale],
        ],
        TEXT,
        2 * scale,
      );
    for (const point of content.observed ?? []) {
      stroke(
        ctx,
        [
          [x(point.hours), y(point.low)],
          [x(point.hours), y(point.high)],
        ],
        "#000000",
        1.2 * scale,
      );
      ctx.beginPath();
      ctx.arc(x(point.hours), y(point.best), 3 * scale, 0, 2 * Math.PI);
      ctx.fillStyle = "#000000";
      ctx.fill();
    }
    const guess = content.guess ?? [];
    if (guess.length > 0) {
      stroke(
        ctx,
        guess.map((point) => [x(point.hours), y(point.value)]),
        "#a0307a",
        2.6 * scale,
        [2 * scale, 5 * scale],
      );
      const last = guess[guess.length - 1]!;
      ctx.fillStyle = "#a0307a";
      ctx.fillRect(x(last.hours) - 4 * scale, y(last.value) - 4 * scale, 8 * scale, 8 * scale);
    }
    if (content.nowHours !== null)
      stroke(
        ctx,
        [
          [x(content.nowHours), plot.bbox.top],
          [x(content.nowHours), plot.bbox.top + plot.bbox.height],
        ],
        TEXT,
        1 * scale,
        [3 * scale, 2 * scale],
      );
    ctx.restore();
  }
}

/** A short sample of a line for legends. */
export function lineSample(colour: string, width: number, dash: readonly number[] = []): SVGElement {
  return drawing(
    "svg",
    { width: 30, height: 10, viewBox: "0 0 30 10", "aria-hidden": "true" },
    drawing("line", {
      x1: 1,
      x2: 29,
      y1: 5,
      y2: 5,
      stroke: colour,
      "stroke-width": width,
      "stroke-dasharray": dash.join(" "),
    }),
  );
}

/** A round number at or above a value, for the end of an axis. */
export function roundUp(value: number): number {
  if (value <= 5) return 5;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15].map((step) => step * power).find((each) => each >= value * 1.04)!;
}
