/** Killed or wounded of each side: the truth solid, what each office says dashed in its colour. Never one toll alone. */

import type { FanMetric } from "../../engine/types";
import { choice, element, refill } from "../dom";
import type { Lab } from "../model/lab";
import type { Many } from "../model/many";
import { cut, highestOf, type Series } from "../model/series";
import { sideColour } from "../palette";
import { HOUR, numberText } from "../words";
import { lineSample, MomentChart, roundUp, type Fan, type Line } from "./moment-chart";
import { figureShell, spanHours, tableRows, type Figure } from "./figure";

const CLAIM_DASH = [6, 4];

export class Casualties implements Figure {
  readonly root: HTMLElement;
  readonly title = "Killed and wounded";
  private what: "killed" | "wounded" = "killed";
  private readonly body = element("div", { class: "multiples" });
  private readonly shell;
  private panels: { chart: MomentChart; legend: HTMLElement }[] = [];

  constructor(
    private readonly lab: Lab,
    private readonly many: Many,
    private readonly height: () => number,
  ) {
    this.shell = figureShell("casualties", this.title, this.body);
    this.root = this.shell.root;
    const options = [
      { value: "killed", text: "killed" },
      { value: "wounded", text: "wounded" },
    ];
    this.shell.tools.append(
      choice("Show", options, "killed", (value) => {
        this.what = value as "killed" | "wounded";
        this.refresh(null);
      }).root,
    );
  }

  build(): void {
    this.panels = this.lab.description.sides.map((side, index) => {
      const canvas = element("div", { class: "chart" });
      const legend = element("ul", { class: "key" });
      const swatch = element("span", { class: "swatch", style: `background:${sideColour(index)}` });
      this.body.append(element("section", { class: "multiple" }, element("h4", {}, swatch, side.name), canvas, legend));
      return { chart: new MomentChart(canvas, this.height, true), legend };
    });
  }

  clear(): void {
    refill(this.body);
    this.panels = [];
  }

  private series: Series | null = null;

  refresh(series: Series | null): void {
    this.series = series ?? this.series;
    const { lab } = this;
    const eyes = lab.eyes;
    const now = lab.session.atMilliseconds / HOUR;
    const source = this.series;
    if (source === null) return;
    const count = source.until(now);
    const truthNames = [`${this.what}_military`, `${this.what}_civilian`];
    const highest = this.highest(source, count, truthNames);
    this.panels.forEach((panel, side) => {
      const lines: Line[] = [];
      if (eyes === null)
        lines.push({
          values: cut(source.of(truthNames, side), count),
          colour: sideColour(side),
          width: 2.6,
          stepped: true,
        });
      lab.description.sides.forEach((each, claimant) => {
        if (!each.hasOffice) return;
        lines.push({
          values: cut(source.claimed(side, claimant, this.what), count),
          colour: sideColour(claimant),
          width: 1.6,
          dash: CLAIM_DASH,
          stepped: true,
        });
      });
      panel.chart.show({
        hours: cut(source.hours, count),
        lines,
        spanHours: spanHours(lab),
        nowHours: now,
        highest,
        calendar: lab.description.calendar,
        truces: eyes === null ? lab.recording.truces : [],
        fans: eyes === null ? this.fans(side) : [],
        observed: this.observed(side),
      });
      this.legend(panel.legend, side);
    });
    const words = this.sentences();
    this.shell.describe(`${this.what === "killed" ? "Killed" : "Wounded"} so far. ${words.join(" ")}`);
    this.shell.table(["side", "truth", ...lab.description.sides.map((side) => `${side.name} says`)], () => this.rows());
  }

  private highest(source: Series, count: number, names: readonly string[]): number {
    const upTo = this.lab.hidden ? count : source.until(spanHours(this.lab));
    const values = this.lab.description.sides.flatMap((_, side) => [
      this.lab.eyes === null ? highestOf(source.of(names, side), upTo) : 0,
      ...this.lab.description.sides.map((__, claimant) => highestOf(source.claimed(side, claimant, this.what), upTo)),
    ]);
    return roundUp(Math.max(4, ...values));
  }

  private fans(side: number): Fan[] {
    if (this.what !== "killed") return [];
    const metric: FanMetric = `killed.${this.lab.description.sides[side]!.id}`;
    const ensemble = this.many.shown;
    const fan = ensemble?.fans.find((each) => each.metric === metric);
    if (ensemble === null || fan === undefined) return [];
    const [low, lower, median, upper, high] = fan.quantiles;
    return [
      {
        hours: ensemble.hours,
        bands: [
          [low!, high!],
          [lower!, upper!],
        ],
        median: median!,
        samples: [],
        colour: "#7d848b",
      },
    ];
  }

  private observed(side: number) {
    const name = `${this.what}.${this.lab.description.sides[side]!.id}`;
    return this.lab.description.observed.filter(
      (point) => point.measure === name && point.hours <= this.lab.session.atMilliseconds / HOUR,
    );
  }

  private truth(side: number): number {
    const state = this.lab.state.sides[side]!;
    return this.what === "killed"
      ? state.killedMilitary + state.killedCivilian
      : state.woundedMilitary + state.woundedCivilian;
  }

  private said(side: number, claimant: number): number | null {
    const state = this.lab.state.sides[side]!;
    if (side === claimant) return this.what === "killed" ? state.publishedKilled : state.publishedWounded;
    return (this.what === "killed" ? state.claimedKilledBy : state.claimedWoundedBy)[claimant] ?? null;
  }

  private legend(list: HTMLElement, side: number): void {
    const items: HTMLElement[] = [];
    if (this.lab.eyes === null)
      items.push(element("li", {}, lineSample(sideColour(side), 3), `truth ${numberText(this.truth(side))}`));
    this.lab.description.sides.forEach((each, claimant) => {
      if (!each.hasOffice) return;
      const said = this.said(side, claimant);
      items.push(
        element(
          "li",
          {},
          lineSample(sideColour(claimant), 2, CLAIM_DASH),
          `${each.name} says ${said === null ? "nothing yet" : numberText(said)}`,
        ),
      );
    });
    if (list.textContent !== items.map((item) => item.textContent).join("")) refill(list, ...items);
  }

  private sentences(): string[] {
    return this.lab.description.sides.map((side, index) => {
      const claims = this.lab.description.sides
        .filter((each) => each.hasOffice)
        .map((each) => {
          const said = this.said(index, this.lab.description.sides.indexOf(each));
          return `${each.name} says ${said === null ? "nothing yet" : numberText(said)}`;
        });
      const truth = this.lab.eyes === null ? `in truth ${numberText(this.truth(index))}, ` : "";
      return `Of ${side.name}: ${truth}${claims.join(", ")}.`;
    });
  }

  private rows(): string[][] {
    return tableRows(
      this.lab.description.sides.map((side, index) => [
        side.name,
        this.lab.eyes === null ? this.truth(index) : "not known",
        ...this.lab.description.sides.map((_, claimant) => this.said(index, claimant) ?? "nothing yet"),
      ]),
    );
  }
}
