/** Play, step and scrub; ceasefires on the same line of time. */

import type { Truce } from "../../engine/types";
import { button, choice, drawing, element, refill, say } from "../dom";
import type { Lab } from "../model/lab";
import { SPEEDS, type Player } from "../model/player";
import { NOTICE, TEXT, TRUCE } from "../palette";
import { capital, fullMomentText, HOUR, spanText } from "../words";
import { momentText } from "../../engine/calendar";
import { spanHours } from "../model/opening";

export class Transport {
  readonly root: HTMLElement;
  private readonly play: HTMLButtonElement;
  private readonly slider: HTMLInputElement;
  private readonly clock = element("output", { class: "clock", "aria-live": "off" });
  private readonly strip = drawing("svg", {
    class: "strip",
    role: "img",
    preserveAspectRatio: "none",
    viewBox: "0 0 1000 22",
  });
  private readonly stripText = element("p", { class: "unseen" });
  private readonly truceList = element("ol", { class: "truce-list", tabindex: 0, "aria-label": "Ceasefires so far" });
  private drawn = "";

  constructor(
    private readonly lab: Lab,
    private readonly player: Player,
  ) {
    this.play = button("Play", () => player.toggle(), { class: "primary play", "aria-keyshortcuts": "Space" });
    this.slider = element("input", {
      type: "range",
      min: 0,
      step: 60_000,
      class: "time",
      "aria-label": "Moment of the run",
      oninput: () => lab.moveTo(Number(this.slider.value)),
      onpointerdown: () => player.pause(),
    });
    const speeds = SPEEDS.map((speed) => ({
      value: String(speed),
      text: speed < 24 ? `${speed} h a second` : `${speed / 24} d a second`,
    }));
    const speed = choice("Speed", speeds, String(player.hoursPerSecond), (value) => player.setSpeed(Number(value)));
    player.on(() => {
      say(this.play, player.playing ? "Pause" : "Play");
      speed.select.value = String(player.hoursPerSecond);
    });
    const spans = [
      ["0", "as long as it matters"],
      ["24", "1 day"],
      ["48", "2 days"],
      ["96", "4 days"],
      ["168", "7 days"],
      ["1000000", "all"],
    ] as const;
    const span = choice(
      "Charts show",
      spans.map(([value, text]) => ({ value, text })),
      "0",
      (value) => lab.change({ spanHours: Number(value) }),
    );
    lab.on(["view", "scenario"], () => (span.select.value = String(lab.session.spanHours)));
    const buttons = element(
      "div",
      { class: "buttons" },
      button("Start", () => this.go(0), { "aria-label": "To the start", "aria-keyshortcuts": "Home" }),
      button("◀ Event", () => this.step(-1), { "aria-label": "To the event before", "aria-keyshortcuts": "ArrowLeft" }),
      this.play,
      button("Event ▶", () => this.step(1), { "aria-label": "To the next event", "aria-keyshortcuts": "ArrowRight" }),
      button("End", () => this.go(lab.horizon), { "aria-label": "To the end", "aria-keyshortcuts": "End" }),
    );
    const track = element("div", { class: "track" }, this.slider, this.strip, this.stripText);
    const truces = element("details", { class: "truces" }, element("summary", {}, "Ceasefires so far"), this.truceList);
    this.root = element(
      "section",
      { class: "transport", "aria-label": "Time" },
      element(
        "div",
        { class: "transport-line" },
        buttons,
        this.clock,
        element("div", { class: "more" }, speed.root, span.root),
      ),
      track,
      truces,
    );
    lab.on(["moment", "run", "view"], () => this.refresh());
    this.refresh();
  }

  /** One logged event on or back. */
  step(direction: 1 | -1): void {
    this.player.pause();
    const at = this.lab.session.atMilliseconds;
    const answer = direction === 1 ? this.lab.run.next(at) : this.lab.run.previous(at);
    if (!answer.ok) this.lab.fail(answer.error);
    else this.lab.moveTo(answer.value ?? (direction === 1 ? this.lab.horizon : 0));
  }

  skip(hours: number): void {
    this.player.pause();
    this.lab.moveTo(this.lab.session.atMilliseconds + hours * HOUR);
  }

  go(moment: number): void {
    this.player.pause();
    this.lab.moveTo(moment);
  }

  private refresh(): void {
    const { lab } = this;
    const at = lab.session.atMilliseconds;
    const end = Math.round(Math.min(lab.horizon, spanHours(lab) * HOUR));
    if (this.slider.max !== String(end)) this.slider.max = String(end);
    this.slider.value = String(at);
    const text = capital(fullMomentText(lab.description.calendar, at));
    say(this.clock, text);
    this.slider.setAttribute("aria-valuetext", text);
    this.ceasefires(end);
  }

  private ceasefires(end: number): void {
    const { lab } = this;
    const at = lab.session.atMilliseconds;
    const all = lab.hidden || lab.eyes !== null ? lab.state.truces : lab.recording.truces;
    const known = `${end} ${lab.hidden} ${all.map((truce) => `${truce.index}${truce.phase}${truce.agreedMilliseconds}`).join()} ${Math.floor(at / 60_000)}`;
    if (known === this.drawn) return;
    this.drawn = known;
    const x = (moment: number): number => (1000 * moment) / end;
    const marks: SVGElement[] = [];
    for (const truce of all) {
      const last = truce.endedMilliseconds !== null && truce.phase !== "held" ? truce.endedMilliseconds : lab.horizon;
      const agreed = truce.agreedMilliseconds;
      marks.push(
        drawing("rect", {
          x: x(truce.proposedMilliseconds),
          y: 9,
          width: Math.max(2, x(agreed ?? truce.endedMilliseconds ?? at) - x(truce.proposedMilliseconds)),
          height: 3,
          fill: "#8a9096",
        }),
      );
      if (agreed !== null) {
        const force = Math.min(truce.inForceMilliseconds ?? last, last);
        marks.push(
          drawing("rect", {
            x: x(agreed),
            y: 4,
            width: Math.max(1, x(force) - x(agreed)),
            height: 14,
            fill: "url(#hatch)",
            stroke: NOTICE,
            "vector-effect": "non-scaling-stroke",
          }),
        );
        marks.push(
          drawing("rect", {
            x: x(force),
            y: 4,
            width: Math.max(1, x(last) - x(force)),
            height: 14,
            fill: truce.phase === "held" ? "#d5d8db" : TRUCE,
            stroke: "#c4c8cc",
            "vector-effect": "non-scaling-stroke",
          }),
        );
        if (truce.phase === "collapsed")
          marks.push(
            drawing("line", {
              x1: x(last),
              x2: x(last),
              y1: 0,
              y2: 22,
              stroke: TEXT,
              "stroke-width": 2,
              "vector-effect": "non-scaling-stroke",
            }),
          );
      }
    }
    const hatch = drawing(
      "defs",
      {},
      drawing(
        "pattern",
        { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        drawing("line", { x1: 0, x2: 0, y1: 0, y2: 6, stroke: "#9aa0a6", "stroke-width": 2 }),
      ),
    );
    refill(
      this.strip,
      hatch,
      ...marks,
      drawing("line", {
        x1: x(at),
        x2: x(at),
        y1: 0,
        y2: 22,
        stroke: TEXT,
        "stroke-width": 1.5,
        "stroke-dasharray": "3 2",
        "vector-effect": "non-scaling-stroke",
      }),
    );
    const sentences = lab.state.truces.map((truce) => this.sentence(truce));
    say(this.stripText, `Ceasefires so far: ${sentences.length === 0 ? "none" : sentences.join(" ")}`);
    this.strip.setAttribute(
      "aria-label",
      "Ceasefires on the line of time: hatched while word spreads, grey in force, a dark line where one collapses",
    );
    if (this.truceList.textContent !== sentences.join(""))
      refill(
        this.truceList,
        ...(sentences.length === 0
          ? [element("li", {}, "None has been proposed.")]
          : sentences.map((text) => element("li", {}, text))),
      );
  }

  private sentence(truce: Truce): string {
    const { description } = this.lab;
    const when = (moment: number): string => momentText(description.calendar, moment);
    const channel = description.channels[truce.channel]?.name ?? "a channel";
    const opening = `${when(truce.proposedMilliseconds)}: talks through ${channel.toLowerCase()}`;
    if (truce.phase === "failed") return `${opening} ended without agreement.`;
    if (truce.agreedMilliseconds === null) return `${opening} are under way.`;
    const form = truce.form === "withdrawal" ? "written, with withdrawal" : (truce.form ?? "");
    const waiting =
      truce.unnotifiedPosts > 0 && truce.endedMilliseconds === null
        ? `; ${truce.unnotifiedPosts} posts have not heard`
        : "";
    const breached = truce.sectors
      .filter((sector) => sector.breachedMilliseconds !== null)
      .map((sector) => description.sectors[sector.sector]?.name);
    const breaches = breached.length > 0 ? `; breached in ${breached.join(", ")}` : "";
    const endings: Record<string, string> = {
      spreading: "word is spreading",
      in_force: "in force",
      held: "held",
      collapsed: "collapsed",
      superseded: "a newer truce took its place",
    };
    const lived =
      truce.endedMilliseconds === null ? "" : ` after ${spanText(truce.endedMilliseconds - truce.agreedMilliseconds)}`;
    return `${opening}; agreed ${when(truce.agreedMilliseconds)} (${form}); ${endings[truce.phase] ?? truce.phase}${truce.phase === "collapsed" ? lived : ""}${waiting}${breaches}.`;
  }
}
