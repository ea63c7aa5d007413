/** Guess first, look then: a number typed or a curve drawn, and afterwards the run and the fan beside it. */

import { button, choice, element, refill, say } from "../dom";
import type { FanFigure } from "../charts/fan";
import { spanHours } from "../charts/figure";
import type { Lab } from "../model/lab";
import type { Many } from "../model/many";
import type { Player } from "../model/player";
import { HOUR, numberText, shareText } from "../words";

interface Question {
  readonly value: string;
  readonly text: string;
  readonly unit: string;
  readonly measure: string;
  /** Metric of the fan on which a curve can be drawn. */
  readonly metric: string | null;
}

const QUESTIONS: readonly Question[] = [
  {
    value: "killed",
    text: "How many people are killed in this run, on all sides?",
    unit: "people",
    measure: "killed.total",
    metric: "killed",
  },
  {
    value: "away",
    text: "How many people are away from home at the peak?",
    unit: "people",
    measure: "displaced_peak.total",
    metric: "displaced",
  },
  { value: "truces", text: "How many truces collapse?", unit: "truces", measure: "truces.failed", metric: null },
  {
    value: "last",
    text: "How many hours pass from the first shot to the last?",
    unit: "hours",
    measure: "first_fire_to_last_fire_hours",
    metric: null,
  },
];

export class PredictPanel {
  readonly root: HTMLElement;
  private question = QUESTIONS[0]!;
  private readonly body = element("div", {});
  private readonly result = element("div", { "aria-live": "polite", class: "guess-result" });
  private input = element("input", { type: "number", min: 0, step: "any", inputmode: "decimal", id: "guess-number" });
  private drawing = false;

  constructor(
    private readonly lab: Lab,
    private readonly many: Many,
    private readonly fan: FanFigure,
    private readonly player: Player,
  ) {
    this.root = element("div", { class: "panel-body" }, this.body, this.result);
    lab.on(["scenario"], () => this.idle());
    many.on(() => this.sayResult());
    this.idle();
    this.drawOn(fan.root);
  }

  private idle(): void {
    this.lab.hidden = false;
    this.fan.guess = [];
    this.revealed = null;
    refill(this.result);
    const pick = choice(
      "Question",
      QUESTIONS,
      this.question.value,
      (value) => (this.question = QUESTIONS.find((each) => each.value === value)!),
    );
    refill(
      this.body,
      element(
        "p",
        { class: "small quiet" },
        "Commit to a guess before you look: it shows you what you took for granted. There are no points.",
      ),
      pick.root,
      element(
        "p",
        { class: "row" },
        button("Guess about a new seed", () => this.ask(true), { class: "primary" }),
        button("Guess about this run", () => this.ask(false)),
      ),
    );
  }

  /** Goes back to the first hour and hides what comes after. */
  ask(newSeed: boolean): void {
    this.player.pause();
    this.lab.hidden = true;
    this.fan.guess = [];
    refill(this.result);
    if (newSeed)
      this.lab.change({
        seed: this.lab.session.seed + 1 + (Math.floor(this.lab.session.seed * 7919) % 97),
        replication: 0,
      });
    this.lab.moveTo(Math.min(this.lab.horizon, this.opening()));
    if (this.question.metric !== null) this.fan.choose(this.question.metric);
    this.lab.tell("view", "run");
    this.input = element("input", {
      type: "number",
      min: 0,
      step: "any",
      inputmode: "decimal",
      id: "guess-number",
      oninput: () => this.typed(),
    });
    const draw =
      this.question.metric === null ? "" : " Or draw the whole curve with a pointer in the figure Many runs.";
    refill(
      this.body,
      element(
        "p",
        {},
        element("strong", {}, this.question.text),
        ` You see the run up to its first exchange; you may play on before you guess.${draw}`,
      ),
      element(
        "p",
        { class: "row" },
        element("label", { for: "guess-number" }, "My guess"),
        this.input,
        element("span", {}, this.question.unit),
      ),
      element(
        "p",
        { class: "row" },
        button("Reveal", () => this.reveal(), { class: "primary" }),
        button("Never mind", () => this.stop()),
      ),
    );
    this.input.focus({ preventScroll: true });
  }

  private opening(): number {
    const first = this.lab.recording.events.find((event) => event.rung > 0);
    return first === undefined ? HOUR : first.atMilliseconds + HOUR / 2;
  }

  private stop(): void {
    this.idle();
    this.lab.tell("view", "run");
  }

  private typed(): void {
    const value = Number(this.input.value);
    if (!Number.isFinite(value) || this.input.value === "" || this.question.metric === null) return;
    const end = spanHours(this.lab);
    this.fan.guess = [
      { hours: this.lab.session.atMilliseconds / HOUR, value },
      { hours: end, value },
    ];
    this.fan.refresh(null);
  }

  private revealed: number | null = null;

  private reveal(): void {
    if (this.input.value === "") {
      say(this.result, "Type a number first, or draw a curve.");
      return;
    }
    this.revealed = Number(this.input.value);
    this.lab.hidden = false;
    this.lab.moveTo(Math.min(this.lab.horizon, spanHours(this.lab) * HOUR));
    this.lab.tell("view", "run");
    refill(
      this.body,
      element(
        "p",
        { class: "row" },
        button("Guess again", () => this.stop(), { class: "primary" }),
      ),
    );
    this.sayResult();
  }

  private sayResult(): void {
    if (this.revealed === null) return;
    const guess = this.revealed;
    const row = this.lab.description.measures.findIndex((each) => each.name === this.question.measure);
    const measures = this.lab.recording.ending?.measures;
    const value = row < 0 ? null : (measures?.[row] ?? null);
    const ensemble = this.many.shown;
    const lines = [
      `You guessed ${numberText(guess)} ${this.question.unit}.`,
      value === null
        ? "This run gives no such number: it did not come to that."
        : `In this run it was ${numberText(value)}.`,
    ];
    if (ensemble !== null) {
      const values = this.many.values(ensemble, this.question.measure);
      const sorted = [...values].sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
      if (sorted.length > 0) {
        const below = values.filter((each) => each < guess).length / values.length;
        lines.push(
          `Of ${numberText(values.length)} other runs of the same scenario half lie between ${numberText(at(0.25))} and ${numberText(at(0.75))}; ${shareText(below)} lie below your guess.`,
        );
        lines.push("One run is one draw. Which of these numbers would you have called surprising?");
      }
    }
    refill(this.result, ...lines.map((line) => element("p", {}, line)));
  }

  /** Drawing a curve with a pointer over the fan, while a guess is open. */
  private drawOn(root: HTMLElement): void {
    const at = (event: PointerEvent): { hours: number; value: number } | null => {
      const over = this.fan.chart.over;
      if (over === null) return null;
      const box = over.getBoundingClientRect();
      const point = this.fan.chart.toValue(event.clientX - box.left, event.clientY - box.top);
      return point === null ? null : { hours: Math.max(0, point.hours), value: Math.max(0, point.value) };
    };
    const add = (event: PointerEvent): void => {
      const point = at(event);
      if (point === null) return;
      this.fan.guess = [...this.fan.guess.filter((other) => other.hours < point.hours - 0.01), point];
      this.input.value = String(Math.round(point.value));
      this.fan.refresh(null);
    };
    root.addEventListener("pointerdown", (event) => {
      if (
        !this.lab.hidden ||
        this.question.metric === null ||
        !(event.target instanceof Element) ||
        event.target.closest(".chart") === null
      )
        return;
      this.drawing = true;
      event.preventDefault();
      add(event);
    });
    root.addEventListener("pointermove", (event) => {
      if (this.drawing) add(event);
    });
    window.addEventListener("pointerup", () => (this.drawing = false));
  }
}
