/** The fan of many runs: median, half of the runs, nine in ten of the runs, five of them thin; the run on stage over it. */

import { choice, element, refill, say } from "../dom";
import type { Lab } from "../model/lab";
import type { Many } from "../model/many";
import { cut, highestOf, type Series } from "../model/series";
import { ACCENT, TEXT } from "../palette";
import { HOUR, numberText, shareText, signedText } from "../words";
import { figureShell, table, type Figure } from "./figure";
import { spanHours } from "../model/opening";
import { lineSample, MomentChart, roundUp, type Fan } from "./moment-chart";

const METRICS = [
  {
    value: "killed",
    text: "killed, all sides (truth)",
    measure: "killed.total",
    curves: ["killed_military", "killed_civilian"],
  },
  { value: "displaced", text: "people away from home (truth)", measure: "displaced_peak.total", curves: ["displaced"] },
  { value: "rung", text: "highest rung", measure: "peak_rung", curves: ["authorised_rung"] },
] as const;

/** Measures of the table below, with their words. */
const COMPARED: readonly (readonly [string, string])[] = [
  ["killed.total", "killed"],
  ["displaced_peak.total", "away from home at the peak"],
  ["hours_of_fighting", "hours with fire"],
  ["truces.failed", "truces that collapsed"],
];

export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export class FanFigure implements Figure {
  readonly root: HTMLElement;
  readonly title = "Many runs";
  metric: (typeof METRICS)[number] = METRICS[0];
  readonly chart: MomentChart;
  /** A guess to draw over the fan. */
  guess: readonly { hours: number; value: number }[] = [];
  /** Measures of the comparison table; a lesson may choose its own. */
  compared = COMPARED;
  private readonly room = element("div", { class: "chart" });
  private readonly words = element("p", { class: "small fan-words" });
  private readonly progress = element("span", { class: "quiet", "data-progress": "" });
  private readonly key = element("ul", { class: "key" });
  private readonly comparison = element("div", { class: "table-room" });
  private readonly shell;
  private readonly select: HTMLSelectElement;
  private series: Series | null = null;
  /** When the fan was last drawn, for measurements. */
  drawnAt = 0;

  constructor(
    private readonly lab: Lab,
    private readonly many: Many,
    height: () => number,
  ) {
    this.shell = figureShell("many", this.title, element("div", {}, this.room, this.key, this.words, this.comparison));
    this.root = this.shell.root;
    const picker = choice("Show", METRICS, "killed", (value) => {
      this.choose(value);
    });
    this.select = picker.select;
    this.shell.tools.append(picker.root, this.progress);
    this.chart = new MomentChart(this.room, height);
  }

  choose(value: string): void {
    this.metric = METRICS.find((each) => each.value === value) ?? METRICS[0];
    this.select.value = this.metric.value;
    this.refresh(null);
  }

  build(): void {
    this.refresh(null);
  }

  clear(): void {
    this.series = null;
  }

  /** How far the runs are that are still to come. Nothing else of the figure is touched: while a slider moves, time is short. */
  sayProgress(): void {
    say(this.progress, this.many.progress);
  }

  refresh(series: Series | null): void {
    this.series = series ?? this.series;
    const { lab, many } = this;
    this.sayProgress();
    const now = lab.session.atMilliseconds / HOUR;
    const source = this.series;
    const count = source === null ? 0 : source.until(now);
    const line = source === null ? null : source.of(this.metric.curves, null);
    const fans: Fan[] = [];
    if (!lab.hidden && lab.eyes === null) {
      if (many.changed !== null && many.unchanged !== null) fans.push(...this.fanOf("unchanged", true));
      fans.push(...this.fanOf(many.changed !== null ? "changed" : "unchanged", false));
    }
    const span = spanHours(lab);
    const within = (fan: Fan): number =>
      Array.prototype.findLastIndex.call(fan.hours, (hours: number) => hours <= span) + 1;
    const tops = fans.map((fan) =>
      Math.max(highestOf(fan.bands[1]![1], within(fan)) * 1.25, highestOf(fan.median, within(fan))),
    );
    // While a guess is open the axis must not tell: it ends where a guess could lie, not where the runs do.
    const room =
      this.metric.value === "displaced"
        ? lab.description.villages.reduce((sum, village) => sum + village.people, 0)
        : 200;
    const highest =
      this.metric.value === "rung"
        ? 6.35
        : lab.hidden
          ? roundUp(Math.max(room, ...this.guess.map((point) => point.value)))
          : roundUp(
              Math.max(
                5,
                ...tops,
                line === null ? 0 : highestOf(line, lab.hidden ? count : source!.until(span)),
                ...this.guess.map((point) => point.value),
              ),
            );
    this.chart.show({
      hours: source === null ? [0] : cut(source.hours, count),
      lines: [
        { values: line === null || lab.eyes !== null ? [] : cut(line, count), colour: TEXT, width: 2.6, stepped: true },
      ],
      fans,
      spanHours: spanHours(lab),
      nowHours: now,
      highest,
      calendar: lab.description.calendar,
      guess: this.guess,
      ...(this.metric.value === "rung"
        ? { steps: lab.engine.version.rungs.map((name, index) => `${index} ${name.split(",")[0]!}`) }
        : {}),
    });
    this.drawnAt = performance.now();
    const said = `${many.pictures} ${this.metric.value} ${lab.hidden} ${lab.eyes} ${lab.session.interventions.length}`;
    if (said !== this.said) {
      this.said = said;
      this.say();
    }
  }

  private said = "";

  private fanOf(which: "unchanged" | "changed", outline: boolean): Fan[] {
    const ensemble = this.many[which];
    const fan = ensemble?.fans.find((each) => each.metric === this.metric.value);
    if (ensemble === null || ensemble === undefined || fan === undefined) return [];
    const [low, lower, middle, upper, high] = fan.quantiles;
    return [
      {
        hours: ensemble.hours,
        bands: [
          [low!, high!],
          [lower!, upper!],
        ],
        median: middle!,
        samples: outline ? [] : fan.samples,
        colour: outline ? "#5b6066" : ACCENT,
        outline,
      },
    ];
  }

  private say(): void {
    const ensemble = this.many.shown;
    if (this.lab.eyes !== null) {
      say(this.words, "A command sees one world only: there is no fan in it.");
      refill(this.key);
      refill(this.comparison);
      this.shell.describe("No fan while the page looks through one side's eyes.");
      return;
    }
    if (ensemble === null || this.lab.hidden) {
      say(this.words, this.lab.hidden ? "Hidden until you have guessed." : "The first runs are being computed.");
      refill(this.comparison);
      return;
    }
    this.sayKey();
    if (!this.many.whole(ensemble)) {
      const pairs = this.many.changed === null ? "runs" : "pairs of runs";
      say(
        this.words,
        `${numberText(ensemble.replications)} ${pairs} for a first picture; the numbers follow with ${numberText(this.many.runs)}.`,
      );
      // The room of the numbers stays, so that nothing jumps below a finger on a slider.
      this.comparison.style.minHeight = `${this.comparison.offsetHeight}px`;
      refill(this.comparison);
      return;
    }
    this.comparison.style.minHeight = "";
    const values = this.many.values(ensemble, this.metric.measure);
    const sorted = [...values].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    const name =
      this.metric.value === "killed"
        ? "killed at the end"
        : this.metric.value === "displaced"
          ? "people away from home at the peak"
          : "as the highest rung of an act";
    const zero =
      this.metric.value === "killed"
        ? ` In ${shareText(values.filter((value) => value === 0).length / Math.max(1, values.length))} nobody is killed.`
        : "";
    const text =
      `${numberText(ensemble.replications)} runs of seed ${this.lab.scenario.description.defaultSeed}: median ${numberText(at(0.5))} ${name}, ` +
      `half of the runs between ${numberText(at(0.25))} and ${numberText(at(0.75))}, nine in ten between ${numberText(at(0.05))} and ${numberText(at(0.95))}.${zero}`;
    say(this.words, text);
    this.shell.describe(text);
    this.compare();
    this.shell.table(["quantile", "value"], () => [
      ["5 %", numberText(at(0.05))],
      ["25 %", numberText(at(0.25))],
      ["50 %", numberText(at(0.5))],
      ["75 %", numberText(at(0.75))],
      ["95 %", numberText(at(0.95))],
    ]);
  }

  private sayKey(): void {
    const key = [
      element("li", {}, lineSample(TEXT, 2.8), "the run on stage"),
      element("li", {}, lineSample(ACCENT, 2.4), "median of many runs"),
      element("li", {}, element("span", { class: "swatch", style: "background:#b9c3d4" }), "half of the runs"),
      element("li", {}, element("span", { class: "swatch", style: "background:#e2e6ed" }), "nine in ten"),
    ];
    if (this.many.changed !== null)
      key.push(
        element(
          "li",
          {},
          lineSample("#5b6066", 1.6, [7, 4]),
          this.lab.session.interventions.length > 0 ? "without the intervention" : "before the change",
        ),
      );
    refill(this.key, ...key);
  }

  private compare(): void {
    const pair = this.many.pair();
    if (pair === null) {
      refill(this.comparison);
      return;
    }
    const rows = this.compared.map(([measure, words]) => {
      const difference = this.many.difference(measure);
      const before = median(this.many.values(pair.unchanged, measure));
      const after = median(this.many.values(pair.changed, measure));
      if (difference === null || Number.isNaN(before)) return [words, "-", "-", "-", "-"];
      return [
        words,
        numberText(before),
        numberText(after),
        `${signedText(difference.mean)} ± ${numberText(difference.halfWidth)}`,
        `${shareText(difference.less)} / ${shareText(difference.same)} / ${shareText(difference.more)}`,
      ];
    });
    const head = [
      "measure",
      "median before",
      "median after",
      "mean difference, 95 % interval",
      "pairs with less / same / more",
    ];
    refill(
      this.comparison,
      table(head, rows, `${numberText(pair.changed.replications)} pairs that share their random numbers`),
    );
  }
}
