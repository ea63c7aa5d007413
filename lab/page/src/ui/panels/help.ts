/** How to use the page, its keys, and a way to turn them off. */

import { button, element } from "../dom";

const KEYS: readonly (readonly [string, string])[] = [
  ["Space", "play and pause"],
  ["← →", "to the event before, to the next event"],
  ["Shift + ← →", "one hour back, one hour on"],
  ["Home, End", "to the start, to the end"],
  ["R", "another seed"],
  ["V", "look as everyone, then as each side"],
  ["S", "show the next sector"],
  ["M", "to the map; there arrow keys walk from place to place, Enter chooses"],
  ["L", "to the log"],
  ["1 to 5", "tabs: Change, Act now, Guess, Puzzles, About"],
  ["C", "class mode"],
  ["?", "this help"],
  ["Escape", "close it; take the choice in the log back"],
];

export class Help {
  readonly root: HTMLDialogElement;
  /** Whether single keys do anything. */
  readonly enabled: HTMLInputElement;

  constructor() {
    this.enabled = element("input", { type: "checkbox", id: "keys-on", checked: true });
    this.root = element(
      "dialog",
      { class: "help", "aria-labelledby": "help-title", onclose: () => this.release() },
      element("h2", { id: "help-title" }, "How to use this page"),
      element(
        "p",
        {},
        "The page plays one run of a model of a small border conflict. Move in time with the line below the map. Choose an entry of the log to see why it came about. Behind the run on stage stand many others with other luck: read them all, never one alone.",
      ),
      element(
        "p",
        {},
        "Truth and claims are kept apart: solid lines are what happened in the run, dashed lines what an office says. No side sees the whole picture; look as one of them to see theirs.",
      ),
      element("h3", {}, "Keys"),
      element(
        "dl",
        { class: "keys" },
        ...KEYS.flatMap(([key, what]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)]),
      ),
      element("p", {}, this.enabled, " ", element("label", { for: "keys-on" }, "single keys do this")),
      element(
        "p",
        {},
        button("Close", () => this.root.close(), { class: "primary" }),
      ),
    );
  }

  /** What had the focus may have nothing to give it back to: then nothing in here keeps it. */
  private release(): void {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && this.root.contains(activeElement)) activeElement.blur();
  }

  show(): void {
    if (!this.root.open) this.root.showModal();
  }
}
