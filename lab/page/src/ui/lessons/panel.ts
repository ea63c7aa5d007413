/** The lesson beside the page: one step at a time, all of them in print. */

import { button, element, refill, say } from "../dom";
import type { Lab } from "../model/lab";
import { scenarioName } from "../model/session";
import { LESSONS } from "./all";
import type { Desk, Lesson, Part, Step } from "./lesson";

export class LessonPanel {
  readonly root = element("aside", { class: "lesson", "aria-label": "Lesson", hidden: true });
  private lives: { node: HTMLElement; text: (desk: Desk) => string | null }[] = [];
  private reveals: (() => void)[] = [];
  private shown = "";
  private lesson: Lesson | null = null;
  private sections: HTMLElement[] = [];

  constructor(
    private readonly lab: Lab,
    private readonly desk: Desk,
  ) {
    lab.on(["layout"], () => this.refresh());
    lab.on(["run", "moment", "view"], () => this.live());
    desk.many.on(() => this.live());
  }

  /** Opens a lesson at a step, and sets the page as the step wants it; closes it when there is none. */
  open(id: string, step = 0): void {
    const lesson = LESSONS.find((each) => each.id === id);
    if (lesson === undefined) {
      this.lab.hidden = false;
      this.lab.change({ lesson: "", step: 0 });
      this.lab.tell("run", "view");
      return;
    }
    const at = Math.max(0, Math.min(lesson.steps.length - 1, step));
    this.set(lesson.steps[at]!, lesson.id, at);
  }

  /** Shows what the session says without setting the page: for links. */
  restore(): void {
    this.refresh();
  }

  private set(step: Step, lesson: string, at: number): void {
    const wanted = step.set?.(this.desk) ?? {};
    const { scenario, ...patch } = wanted;
    const files =
      scenario === undefined ? undefined : this.lab.catalogue.find((each) => scenarioName(each) === scenario);
    if (files !== undefined && (this.lab.name !== scenario || this.lab.session.lesson !== lesson)) {
      this.lab.openScenario(files, { lesson, step: at, ...patch });
    } else {
      // A step begins from the scenario as it stands, so that what it shows is what its text says.
      this.lab.change({
        overrides: [],
        interventions: [],
        ...(step.set === undefined ? {} : { seed: this.lab.scenario.description.defaultSeed, replication: 0 }),
        ...patch,
        lesson,
        step: at,
      });
    }
    // What is to be guessed is not shown before; see the reveal below.
    this.lab.hidden = step.parts.some((part) => part.kind === "guess");
    this.lab.tell("run", "view");
    this.root.scrollTop = 0;
    const heading = this.sections[at]?.querySelector("h3");
    heading?.focus({ preventScroll: true });
    if (this.root.getBoundingClientRect().top < 0) this.root.scrollIntoView({ block: "start" });
  }

  private refresh(): void {
    const { lesson: id, step } = this.lab.session;
    const lesson = LESSONS.find((each) => each.id === id) ?? null;
    this.root.hidden = lesson === null;
    document.documentElement.classList.toggle("in-lesson", lesson !== null);
    if (lesson === null) {
      this.lesson = null;
      this.shown = "";
      return;
    }
    if (lesson !== this.lesson) this.build(lesson);
    const key = `${id} ${step}`;
    if (this.shown !== key) {
      this.shown = key;
      this.sections.forEach((section, index) => section.classList.toggle("current", index === step));
    }
    this.live();
  }

  private build(lesson: Lesson): void {
    this.lesson = lesson;
    this.lives = [];
    this.reveals = [];
    this.sections = lesson.steps.map((step, index) => this.section(lesson, step, index));
    const minutes = lesson.steps.reduce((sum, step) => sum + step.minutes, 0);
    refill(
      this.root,
      element(
        "div",
        { class: "lesson-head" },
        element(
          "p",
          { class: "quiet" },
          `Lesson ${LESSONS.indexOf(lesson) + 1} of ${LESSONS.length}, about ${minutes} minutes`,
        ),
        button("Close", () => this.open(""), { class: "small-button", "aria-label": "Close the lesson" }),
      ),
      element("h2", {}, lesson.title),
      element("p", { class: "idea" }, lesson.idea),
      ...this.sections,
      this.notes(lesson),
    );
    this.shown = "";
  }

  private section(lesson: Lesson, step: Step, index: number): HTMLElement {
    const last = index === lesson.steps.length - 1;
    const next = LESSONS[LESSONS.indexOf(lesson) + 1];
    return element(
      "section",
      { class: "step" },
      element("h3", { tabindex: -1 }, `${index + 1}. ${step.title}`),
      ...step.parts.map((part) => this.part(part)),
      element(
        "p",
        { class: "row step-buttons" },
        index > 0 ? button("Back", () => this.open(lesson.id, index - 1)) : null,
        last ? null : button("Next", () => this.open(lesson.id, index + 1), { class: "primary" }),
        last && next !== undefined
          ? button(`Next lesson: ${next.title}`, () => this.open(next.id), { class: "primary" })
          : null,
        element("span", { class: "quiet" }, `${index + 1} of ${lesson.steps.length}`),
      ),
    );
  }

  private part(part: Part): HTMLElement {
    switch (part.kind) {
      case "text":
        return element("p", {}, part.text);
      case "notice":
        return element("p", { class: "notice" }, element("strong", {}, "Notice. "), part.text);
      case "question":
        return element(
          "details",
          { class: "question" },
          element("summary", {}, part.text),
          element("p", {}, part.answer),
        );
      case "do":
        return element(
          "p",
          { class: "do" },
          button(part.label, () => part.act(this.desk)),
        );
      case "live": {
        const node = element("p", { class: "live" });
        this.lives.push({ node, text: part.text });
        return node;
      }
      case "guess":
        return this.guess(part);
    }
  }

  private guess(part: Extract<Part, { kind: "guess" }>): HTMLElement {
    const input = element("input", { type: "number", min: 0, step: "any", inputmode: "decimal", id: part.id });
    const result = element("p", { role: "status", class: "live" });
    let guessed: number | null = null;
    const reveal = (): void => {
      if (guessed === null) return;
      say(result, part.reveal(this.desk, guessed) ?? `The runs are being computed: ${this.desk.many.progress}`);
    };
    this.reveals.push(reveal);
    const show = button(
      "Reveal",
      () => {
        if (input.value === "") {
          say(result, "Write a number first.");
          return;
        }
        guessed = Number(input.value);
        this.lab.hidden = false;
        this.lab.tell("run", "view");
        reveal();
        part.after?.(this.desk);
      },
      { class: "primary" },
    );
    return element(
      "div",
      { class: "guess" },
      element("label", { for: part.id }, part.text),
      element("p", { class: "row" }, input, element("span", {}, part.unit), show),
      result,
    );
  }

  private notes(lesson: Lesson): HTMLElement {
    const { notes } = lesson;
    return element(
      "details",
      { class: "notes" },
      element("summary", {}, "Notes for teachers"),
      element("h3", {}, "Aims"),
      element("ul", {}, ...notes.aims.map((aim) => element("li", {}, aim))),
      element("h3", {}, "Timing"),
      element("p", {}, notes.timing),
      element("h3", {}, "What students say"),
      element(
        "dl",
        {},
        ...notes.students.flatMap(({ say: words, answer }) => [
          element("dt", {}, `“${words}”`),
          element("dd", {}, answer),
        ]),
      ),
      element("h3", {}, "Answers to the questions"),
      element(
        "dl",
        {},
        ...lesson.steps.flatMap((step) =>
          step.parts.flatMap((part) =>
            part.kind === "question" ? [element("dt", {}, part.text), element("dd", {}, part.answer)] : [],
          ),
        ),
      ),
      element("h3", {}, "Going on"),
      element("p", {}, notes.beyond),
    );
  }

  private live(): void {
    if (this.lesson === null) return;
    for (const { node, text } of this.lives) {
      if (node.closest(".current") === null) continue;
      say(node, text(this.desk) ?? `The runs are being computed: ${this.desk.many.progress}`);
    }
    this.reveals.forEach((reveal) => reveal());
  }
}
