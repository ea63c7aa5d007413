/** The ladder: what each command authorises over time. Through one side's eyes: the threat that it perceives, and its own rung. */

import { element, refill } from "../dom";
import type { Lab } from "../model/lab";
import { cut, highestOf, type Series } from "../model/series";
import { sideColour } from "../palette";
import { HOUR, numberText } from "../words";
import { figureShell, spanHours, tableRows, type Figure } from "./figure";
import { lineSample, MomentChart, roundUp, type Line } from "./moment-chart";

const DASHES: readonly (readonly number[])[] = [[], [9, 3], [2, 3]];

export class Escalation implements Figure {
  readonly root: HTMLElement;
  readonly title = "Escalation";
  private readonly body = element("div", { class: "multiples" });
  private readonly shell;
  private chart: MomentChart | null = null;
  private threat: MomentChart | null = null;
  private threatRoom = element("div", { class: "chart" });
  private readonly legend = element("ul", { class: "key" });
  private series: Series | null = null;

  constructor(
    private readonly lab: Lab,
    private readonly height: () => number,
  ) {
    this.shell = figureShell("escalation", this.title, this.body);
    this.root = this.shell.root;
  }

  build(): void {
    const room = element("div", { class: "chart" });
    this.threatRoom = element("div", { class: "chart" });
    this.body.append(
      element("section", { class: "multiple" }, room, this.legend),
      element("section", { class: "multiple threat" }, element("h4", {}, "Threat as perceived"), this.threatRoom),
    );
    this.chart = new MomentChart(room, this.height);
    this.threat = new MomentChart(this.threatRoom, this.height);
  }

  clear(): void {
    refill(this.body);
    this.chart = null;
  }

  refresh(series: Series | null): void {
    this.series = series ?? this.series;
    const { lab } = this;
    const source = this.series;
    if (source === null || this.chart === null) return;
    const now = lab.session.atMilliseconds / HOUR;
    const count = source.until(now);
    const sector = this.sector();
    const eyes = lab.eyes;
    const lines: Line[] = [];
    lab.description.sides.forEach((_, side) => {
      if (eyes !== null && eyes !== side) return;
      // A little apart, so that equal rungs do not hide one another.
      const values = Array.from(cut(source.of(["authorised_rung"], side, sector), count), (rung) => rung + side * 0.07);
      lines.push({
        values,
        colour: sideColour(side),
        width: 2.4,
        stepped: true,
        ...(DASHES[side]?.length ? { dash: [...DASHES[side]!] } : {}),
      });
    });
    const rungs = lab.engine.version.rungs;
    const ticks = lab.recording
      .ofKind("rung_authorised")
      .filter(
        (event) =>
          event.atMilliseconds <= lab.session.atMilliseconds &&
          (sector === null || event.sector === sector) &&
          (eyes === null || event.side === eyes),
      )
      .map((event) => event.atMilliseconds / HOUR);
    this.chart.show({
      hours: cut(source.hours, count),
      lines,
      spanHours: spanHours(lab),
      nowHours: now,
      highest: 6.35,
      calendar: lab.description.calendar,
      truces: lab.recording.truces,
      steps: rungs.map((name, index) => `${index} ${shorter(name)}`),
      ticks,
    });
    this.threatPanel(source, count, now, sector);
    this.words(sector);
  }

  private threatPanel(source: Series, count: number, now: number, sector: number | null): void {
    const eyes = this.lab.eyes;
    const section = this.threatRoom.parentElement!;
    section.hidden = eyes === null;
    if (eyes === null || this.threat === null) return;
    const values = source.of(["threat"], eyes, sector);
    this.threat.show({
      hours: cut(source.hours, count),
      lines: [{ values: cut(values, count), colour: sideColour(eyes), width: 2 }],
      spanHours: spanHours(this.lab),
      nowHours: now,
      highest: roundUp(highestOf(values, this.lab.hidden ? count : values.length)),
      calendar: this.lab.description.calendar,
    });
  }

  private sector(): number | null {
    const found = this.lab.description.sectors.findIndex((sector) => sector.id === this.lab.session.sector);
    return found < 0 ? null : found;
  }

  private words(sector: number | null): void {
    const { lab } = this;
    const rungs = lab.engine.version.rungs;
    const rows = lab.description.sides
      .map((side, index) => {
        const fronts = lab.state.fronts.filter(
          (front) => front.side === index && (sector === null || front.sector === sector),
        );
        const rung = fronts.reduce((most, front) => Math.max(most, front.rung), 0);
        const threat = fronts.reduce((most, front) => Math.max(most, front.threat), 0);
        const review = fronts.some((front) => front.reviewEndsMilliseconds !== null);
        return { side: side.name, index, rung, threat, review };
      })
      .filter((row) => lab.eyes === null || lab.eyes === row.index);
    const items = rows.map((row) =>
      element(
        "li",
        {},
        lineSample(sideColour(row.index), 2.6, DASHES[row.index] ?? []),
        `${row.side}: ${row.rung} ${rungs[row.rung] ?? ""}${row.review ? ", in review" : ""}`,
      ),
    );
    if (this.legend.textContent !== items.map((item) => item.textContent).join("")) refill(this.legend, ...items);
    const where = sector === null ? "anywhere on the border" : `in ${lab.description.sectors[sector]!.name}`;
    this.shell.describe(
      rows
        .map(
          (row) =>
            `${row.side} authorises at most rung ${row.rung} (${rungs[row.rung] ?? ""}) ${where}; perceived threat ${numberText(row.threat)}.`,
        )
        .join(" "),
    );
    this.shell.table(["side", "rung authorised", "in words", "perceived threat"], () =>
      tableRows(rows.map((row) => [row.side, row.rung, rungs[row.rung] ?? "", row.threat])),
    );
  }
}

/** The first words of a rung, for the axis. */
function shorter(name: string): string {
  return name.split(",")[0]!;
}
