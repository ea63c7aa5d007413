/** Two worlds side by side at the same moment: unchanged, and with the intervention. */

import type { LogEvent, State } from "../../engine/types";
import { MomentChart, lineSample, roundUp } from "../charts/moment-chart";
import { spanHours, table } from "../charts/figure";
import { element, refill, say } from "../dom";
import type { Lab } from "../model/lab";
import { cut, highestOf, Series } from "../model/series";
import type { Recording } from "../model/recording";
import { BorderMap } from "../map/map";
import { ACCENT } from "../palette";
import { fullMomentText, HOUR, numberText, signedText } from "../words";

export class ComparePanel {
  readonly root: HTMLElement;
  private readonly maps: BorderMap[];
  private readonly fork = element("p", { class: "small" });
  private readonly numbers = element("div", { class: "table-room" });
  private readonly killed: MomentChart;
  private readonly away: MomentChart;
  private states: { unchanged: State; key: string } | null = null;
  private series: { recording: Recording; series: Series } | null = null;
  private forkKey = "";

  constructor(
    private readonly lab: Lab,
    own: () => Series | null,
    height: () => number,
  ) {
    this.own = own;
    const sector = (): number | null => {
      const found = lab.description.sectors.findIndex((each) => each.id === lab.session.sector);
      return found < 0 ? null : found;
    };
    const source = (state: () => State) => ({
      description: () => lab.description,
      state,
      view: () => null,
      sector,
      chosen: () => undefined,
    });
    this.maps = [
      new BorderMap(
        source(() => this.states?.unchanged ?? lab.state),
        "Map of the unchanged run",
      ),
      new BorderMap(
        source(() => lab.state),
        "Map of the run with the intervention",
      ),
    ];
    const killedRoom = element("div", { class: "chart" });
    const awayRoom = element("div", { class: "chart" });
    this.killed = new MomentChart(killedRoom, height);
    this.away = new MomentChart(awayRoom, height);
    const key = element(
      "ul",
      { class: "key" },
      element("li", {}, lineSample("#5b6066", 2, [7, 4]), "unchanged"),
      element("li", {}, lineSample(ACCENT, 2.6), "with the intervention"),
    );
    this.root = element(
      "section",
      { class: "compare", "aria-labelledby": "compare-title", hidden: true },
      element("h2", { id: "compare-title" }, "Unchanged, and with the intervention"),
      this.fork,
      element(
        "div",
        { class: "two" },
        element("section", {}, element("h3", {}, "Unchanged"), this.maps[0]!.root),
        element("section", {}, element("h3", {}, "With the intervention"), this.maps[1]!.root),
      ),
      element(
        "div",
        { class: "two" },
        element("section", {}, element("h4", {}, "Killed, all sides, in truth"), killedRoom),
        element("section", {}, element("h4", {}, "People away from home, in truth"), awayRoom),
      ),
      key,
      this.numbers,
      element(
        "p",
        { class: "small quiet" },
        "This is one pair of runs. How the intervention does over many pairs stands below, in the figure Many runs.",
      ),
    );
    lab.on(["moment", "run", "view", "scenario"], () => this.refresh());
    this.refresh();
  }

  private readonly own: () => Series | null;

  private refresh(): void {
    const { lab } = this;
    const before = lab.unchanged;
    this.root.hidden = before === null || lab.eyes !== null;
    if (before === null || lab.eyes !== null) return;
    const state = before.run.state(lab.session.atMilliseconds);
    if (!state.ok) return;
    this.states = { unchanged: state.value, key: "" };
    this.maps.forEach((map) => map.draw());
    this.charts(before);
    this.sayFork(before);
    const after = lab.state;
    const sum = (each: State, of: (side: State["sides"][number]) => number): number =>
      each.sides.reduce((total, side) => total + of(side), 0);
    const rows = (
      [
        ["killed, in truth", (each: State) => sum(each, (side) => side.killedMilitary + side.killedCivilian)],
        ["away from home, in truth", (each: State) => sum(each, (side) => side.displaced)],
        ["on the road", (each: State) => sum(each, (side) => side.people.road)],
        ["highest rung authorised", (each: State) => Math.max(...each.sides.map((side) => side.rung))],
        [
          "truces agreed so far",
          (each: State) => each.truces.filter((truce) => truce.agreedMilliseconds !== null).length,
        ],
      ] as const
    ).map(([words, of]) => {
      const [a, b] = [of(this.states!.unchanged), of(after)];
      return [words, numberText(a), numberText(b), signedText(b - a)];
    });
    refill(this.numbers, table(["at this moment", "unchanged", "with the intervention", "difference"], rows));
  }

  private charts(before: Recording): void {
    const { lab } = this;
    if (this.series?.recording !== before) {
      const series = Series.of(before);
      this.series = series === null ? null : { recording: before, series };
    }
    const [a, b] = [this.series?.series ?? null, this.own()];
    if (a === null || b === null) return;
    const now = lab.session.atMilliseconds / HOUR;
    const draw = (chart: MomentChart, names: readonly string[]): void => {
      const [first, second] = [a.of(names, null), b.of(names, null)];
      const count = Math.min(a.until(now), b.until(now));
      chart.show({
        hours: cut(b.hours, count),
        spanHours: spanHours(lab),
        nowHours: now,
        calendar: lab.description.calendar,
        highest: roundUp(Math.max(highestOf(first), highestOf(second))),
        lines: [
          { values: cut(first, count), colour: "#5b6066", width: 2, dash: [7, 4], stepped: true },
          { values: cut(second, count), colour: ACCENT, width: 2.6, stepped: true },
        ],
      });
    };
    draw(this.killed, ["killed_military", "killed_civilian"]);
    draw(this.away, ["displaced"]);
  }

  private sayFork(before: Recording): void {
    const { lab } = this;
    const key = `${lab.run.command} ${before.complete} ${lab.recording.complete}`;
    if (this.forkKey === key || !before.complete || !lab.recording.complete) return;
    this.forkKey = key;
    const fork = lab.run.fork(before.run);
    if (!fork.ok) {
      say(this.fork, fork.error.message);
      return;
    }
    if (fork.value === null) {
      say(this.fork, "The two runs are the same to the end: the intervention changed nothing in this one.");
      return;
    }
    const text = (event: LogEvent | null): string => event?.sentence ?? "nothing more is logged";
    const here = fork.value.here === null ? null : lab.recording.byNumber(fork.value.here);
    const there = fork.value.there === null ? null : before.byNumber(fork.value.there);
    say(
      this.fork,
      `The logs part at ${fullMomentText(lab.description.calendar, fork.value.atMilliseconds)}. With the intervention: ${text(here)} Unchanged, next: ${text(there)}`,
    );
  }
}
