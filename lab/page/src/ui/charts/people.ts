/** Where people are: a stack for each side from shelter to home, and the displaced as registered, which come late. */

import { element, refill } from "../dom";
import type { Lab } from "../model/lab";
import { cut, highestOf, type Series } from "../model/series";
import { sideColour, STATES } from "../palette";
import { HOUR, numberText } from "../words";
import { figureShell, spanHours, tableRows, type Figure } from "./figure";
import { lineSample, MomentChart, roundUp, type Line } from "./moment-chart";

export class PeopleByState implements Figure {
  readonly root: HTMLElement;
  readonly title = "People by state";
  private readonly body = element("div", { class: "multiples" });
  private readonly legend = element("ul", { class: "key states" });
  private readonly shell;
  private panels: { chart: MomentChart; text: HTMLElement }[] = [];
  private series: Series | null = null;

  constructor(
    private readonly lab: Lab,
    private readonly height: () => number,
  ) {
    this.shell = figureShell("people", this.title, element("div", {}, this.body, this.legend));
    this.root = this.shell.root;
  }

  build(): void {
    this.panels = this.lab.description.sides.map((side, index) => {
      const canvas = element("div", { class: "chart" });
      const text = element("p", { class: "small" });
      const swatch = element("span", { class: "swatch", style: `background:${sideColour(index)}` });
      this.body.append(element("section", { class: "multiple" }, element("h4", {}, swatch, side.name), canvas, text));
      return { chart: new MomentChart(canvas, this.height, true), text };
    });
    refill(
      this.legend,
      ...[...STATES]
        .reverse()
        .map((state) =>
          element("li", {}, element("span", { class: "swatch", style: `background:${state.colour}` }), state.words),
        ),
      element("li", {}, lineSample("#1f2328", 2, [6, 4]), "away, as registered"),
    );
  }

  clear(): void {
    refill(this.body);
    this.panels = [];
  }

  refresh(series: Series | null): void {
    this.series = series ?? this.series;
    const { lab } = this;
    const source = this.series;
    if (source === null) return;
    const now = lab.session.atMilliseconds / HOUR;
    const count = source.until(now);
    const eyes = lab.eyes;
    this.panels.forEach((panel, side) => {
      const own = eyes === null || eyes === side;
      panel.chart.root.parentElement!.hidden = !own;
      if (!own) return;
      const lines: Line[] = [];
      const stack =
        eyes === null
          ? source.stack(
              STATES.map((state) => state.key),
              side,
            )
          : [];
      [...stack].reverse().forEach((values, index) => {
        const { colour } = STATES[STATES.length - 1 - index]!;
        lines.push({ values: cut(values, count), colour, width: 0.5, fill: colour });
      });
      lines.push({
        values: cut(source.of(["displaced_registered"], side), count),
        colour: eyes === null ? "#1f2328" : sideColour(side),
        width: 1.8,
        dash: [6, 4],
      });
      const highest =
        eyes === null
          ? highestOf(stack[stack.length - 1]!, 1)
          : Math.max(
              100,
              highestOf(source.of(["displaced_registered"], side), lab.hidden ? count : source.until(spanHours(lab))),
            );
      panel.chart.show({
        hours: cut(source.hours, count),
        lines,
        spanHours: spanHours(lab),
        nowHours: now,
        highest: roundUp(highest),
        calendar: lab.description.calendar,
        ticks: this.orders(side),
      });
      const state = lab.state.sides[side]!;
      const text =
        eyes === null
          ? `${numberText(state.displaced)} away, ${numberText(state.displacedRegistered)} registered, ${numberText(state.people.dead)} dead`
          : `${numberText(state.displacedRegistered)} registered as away`;
      if (panel.text.textContent !== text) panel.text.textContent = text;
    });
    this.legend.hidden = eyes !== null;
    this.words();
  }

  /** Orders to leave, as ticks. */
  private orders(side: number): number[] {
    return this.lab.recording
      .ofKind("evacuation_ordered")
      .filter((event) => event.side === side && event.atMilliseconds <= this.lab.session.atMilliseconds)
      .map((event) => event.atMilliseconds / HOUR);
  }

  private words(): void {
    const sides = this.lab.description.sides
      .map((side, index) => ({ side, index, state: this.lab.state.sides[index]! }))
      .filter((each) => this.lab.eyes === null || this.lab.eyes === each.index);
    this.shell.describe(
      sides
        .map(({ side, state }) =>
          this.lab.eyes === null
            ? `${side.name}: ${numberText(state.displaced)} people away from home, ${numberText(state.displacedRegistered)} as registered; ${numberText(state.people.road)} on the road, ${numberText(state.people.hosted)} with hosts, ${numberText(state.people.shelter)} in public shelters, ${numberText(state.people.stranded)} stranded.`
            : `${side.name}: ${numberText(state.displacedRegistered)} registered as away from home.`,
        )
        .join(" "),
    );
    if (this.lab.eyes !== null) {
      this.shell.table(["side", "away from home, as registered"], () =>
        tableRows(sides.map(({ side, state }) => [side.name, state.displacedRegistered])),
      );
      return;
    }
    this.shell.table(
      [
        "side",
        "at home",
        "in cover",
        "at a site",
        "preparing",
        "on the road",
        "with hosts",
        "in shelters",
        "stranded",
        "dead",
        "away, registered",
      ],
      () =>
        tableRows(
          sides.map(({ side, state: { people, displacedRegistered } }) => [
            side.name,
            people.home,
            people.cover,
            people.atSite,
            people.preparing,
            people.road,
            people.hosted,
            people.shelter,
            people.stranded,
            people.dead,
            displacedRegistered,
          ]),
        ),
    );
  }
}
