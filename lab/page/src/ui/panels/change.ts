/** Sliders: plain words, units, and a way back to the scenario as it stands. Everything follows while they move. */

import type { Override } from "../../engine/types";
import { button, element, oncePerFrame, refill, say, whenQuiet } from "../dom";
import type { Lab } from "../model/lab";
import type { Many } from "../model/many";
import { overridesOf, slidersOf, sliderText, valueIn, type Slider } from "../model/sliders";

interface Row {
  readonly slider: Slider;
  readonly input: HTMLInputElement;
  readonly output: HTMLOutputElement;
  readonly back: HTMLButtonElement;
}

export class ChangePanel {
  readonly root: HTMLElement;
  private readonly list = element("div", { class: "sliders" });
  private rows: Row[] = [];
  /** When a slider last moved, for measurements. */
  movedAt = 0;
  /** The fan follows at once, the run on stage as soon as the slider rests. */
  private readonly follow = oncePerFrame(() => this.many.preview(this.overrides()));
  private readonly settle = whenQuiet(220, () => this.applyNow());

  constructor(
    private readonly lab: Lab,
    private readonly many: Many,
  ) {
    this.root = element(
      "div",
      { class: "panel-body" },
      element(
        "p",
        { class: "small quiet" },
        "Drag, and the run on stage and the fan follow. Runs before and after share their random numbers pair by pair: what moves, moves because of the slider.",
      ),
      this.list,
      button("All as the scenario has them", () => this.reset()),
    );
    lab.on(["scenario"], () => this.build());
    lab.on(["run"], () => this.refresh());
    this.build();
  }

  slider(id: string): Slider | null {
    return this.rows.find((row) => row.slider.id === id)?.slider ?? null;
  }

  /** Sets a slider as if it had been dragged. */
  set(id: string, amount: number): void {
    const row = this.rows.find((each) => each.slider.id === id);
    if (row === undefined) return;
    row.input.value = String(amount);
    row.input.dataset["moved"] = "";
    this.applyNow();
  }

  private reset(): void {
    this.lab.setOverrides([]);
    this.refresh();
  }

  private build(): void {
    const { version } = this.lab.engine;
    this.rows = slidersOf(this.lab.name, version).map((slider) => {
      const id = `slider-${slider.id.replace(/\W/g, "-")}`;
      const output = element("output", { for: id });
      const input = element("input", {
        type: "range",
        id,
        min: slider.low,
        max: slider.high,
        step: slider.step,
        "aria-describedby": `${id}-help`,
        oninput: () => {
          this.movedAt = performance.now();
          input.dataset["moved"] = "";
          this.showValue(slider, input, output);
          this.follow();
          this.settle();
        },
        onchange: () => this.applyNow(),
      });
      const back = button(
        "Undo",
        () => {
          delete input.dataset["moved"];
          this.applyNow();
        },
        { class: "small-button", "aria-label": `${slider.label}: as the scenario has it` },
      );
      return { slider, input, output, back };
    });
    refill(
      this.list,
      ...this.rows.map(({ slider, input, output, back }) =>
        element(
          "div",
          { class: "slider" },
          element("div", { class: "slider-head" }, element("label", { for: input.id }, slider.label), back),
          input,
          element(
            "div",
            { class: "slider-foot" },
            output,
            element("span", { id: `${input.id}-help`, class: "quiet" }, slider.help),
          ),
        ),
      ),
    );
    this.refresh();
  }

  private refresh(): void {
    for (const { slider, input, output, back } of this.rows) {
      const set = valueIn(slider, this.lab.session.overrides);
      if (set === null) {
        delete input.dataset["moved"];
        input.value = String(slider.start(this.lab.scenario.description, this.lab.engine.version));
      } else {
        input.dataset["moved"] = "";
        input.value = String(set);
      }
      back.hidden = set === null;
      this.showValue(slider, input, output);
    }
  }

  private showValue(slider: Slider, input: HTMLInputElement, output: HTMLOutputElement): void {
    const moved = input.dataset["moved"] !== undefined;
    const text = `${sliderText(slider, Number(input.value))}${slider.unit === "share" ? "" : ` ${unitText(slider.unit, Number(input.value))}`}`;
    const shown = moved
      ? text
      : slider.startText === undefined
        ? `${text}, as the scenario has it`
        : `as the scenario has it: ${slider.startText}, ${sliderText(slider, Number(input.value))} in the mean`;
    say(output, shown);
    input.setAttribute("aria-valuetext", shown);
  }

  private applyNow(): void {
    this.lab.setOverrides(this.overrides());
    this.many.rest();
  }

  private overrides(): Override[] {
    const overrides: Override[] = this.rows.flatMap(({ slider, input }) =>
      input.dataset["moved"] === undefined ? [] : overridesOf(slider, Number(input.value)),
    );
    // What links and lessons set beside the sliders stays.
    const own = new Set(this.rows.flatMap(({ slider }) => slider.paths));
    const others = this.lab.session.overrides.filter((override) => !own.has(override.path));
    return [...others, ...overrides];
  }
}

/** `1 hour after the start`, `2 hours after the start`. */
function unitText(unit: string, amount: number): string {
  return amount === 1
    ? unit
        .replace(/^hours\b/, "hour")
        .replace(/^minutes\b/, "minute")
        .replace(/^shots\b/, "shot")
        .replace(/^times\b/, "time")
    : unit;
}
