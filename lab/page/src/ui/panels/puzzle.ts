/** Puzzles: one intervention, one goal, held against the paired unchanged runs. None of them counts harm. */

import { momentText } from "../../engine/calendar";
import { button, element, refill } from "../dom";
import type { Lab } from "../model/lab";
import type { Many } from "../model/many";
import { scenarioName } from "../model/session";
import { numberText, shareText, signedText } from "../words";
import { actionText } from "./act";
import { table } from "../charts/figure";

interface Puzzle {
  readonly id: string;
  readonly title: string;
  readonly scenario: string;
  readonly text: string;
  readonly measure: string;
  readonly words: string;
  readonly hint: string;
}

export const PUZZLES: readonly Puzzle[] = [
  {
    id: "fewest-away",
    title: "Fewest people away from home",
    scenario: "slow-orders",
    measure: "displaced_peak.total",
    words: "people away from home at the peak",
    text: "Fire breaks out at noon on a border where one side's orders travel by hotline and the other's by courier. You may do one thing, once, at a moment of your choice. What leaves the fewest people away from home at the peak?",
    hint: "People leave when they are alarmed or told to. What could make them less alarmed, and how early must it come?",
  },
  {
    id: "shortest-queue",
    title: "The shortest queue before the bridge",
    scenario: "one-bridge",
    measure: "queue_peak_vehicles",
    words: "vehicles in the longest queue",
    text: "Fifteen thousand people and one bridge. With one intervention, at a moment of your choice, keep the longest queue as short as you can.",
    hint: "A queue grows while more arrive than pass. Would you bring people forward, hold a road, or stop what frightens them?",
  },
  {
    id: "fewest-collapses",
    title: "Fewest truces that collapse",
    scenario: "failed-truces",
    measure: "truces.failed",
    words: "truces that collapse",
    text: "In this border truces fail before one holds. With one intervention, at a moment of your choice, let as few as possible collapse. Think of what you give up for it: a truce that is never made cannot collapse either.",
    hint: "Compare channels: how fast does word travel, how far is the place of the talks, when is there least fire?",
  },
];

export class PuzzlePanel {
  readonly root: HTMLElement;
  private puzzle: Puzzle | null = null;
  private readonly tries: { text: string; mean: number; halfWidth: number; less: number }[] = [];
  private readonly tried = new Set<string>();
  private readonly body = element("div", {});
  private readonly result = element("div", { "aria-live": "polite" });

  constructor(
    private readonly lab: Lab,
    private readonly many: Many,
    private readonly openTab: (tab: string) => void,
  ) {
    this.root = element("div", { class: "panel-body" }, this.body, this.result);
    many.on(() => this.score());
    lab.on(["run", "scenario"], () => this.score());
    this.list();
  }

  private list(): void {
    this.puzzle = null;
    refill(this.result);
    refill(
      this.body,
      element(
        "p",
        { class: "small quiet" },
        "Each puzzle is held against the same runs without you, pair by pair. No puzzle counts the dead: people died in what these worlds are like.",
      ),
      ...PUZZLES.filter((puzzle) => this.lab.catalogue.some((files) => scenarioName(files) === puzzle.scenario)).map(
        (puzzle) =>
          element(
            "p",
            {},
            button(puzzle.title, () => this.begin(puzzle)),
          ),
      ),
    );
  }

  begin(puzzle: Puzzle): void {
    const files = this.lab.catalogue.find((each) => scenarioName(each) === puzzle.scenario);
    if (files === undefined) return;
    this.puzzle = puzzle;
    this.tries.length = 0;
    this.tried.clear();
    this.lab.openScenario(files, { tab: "puzzle" });
    refill(
      this.body,
      element("h3", {}, puzzle.title),
      element("p", {}, puzzle.text),
      element("details", {}, element("summary", {}, "A hint"), element("p", {}, puzzle.hint)),
      element(
        "p",
        { class: "row" },
        button("Choose a moment and act", () => this.openTab("act"), { class: "primary" }),
        button("Take it back", () => this.lab.change({ interventions: [] })),
        button("Other puzzles", () => this.list()),
      ),
    );
    this.score();
  }

  private score(): void {
    const { puzzle, lab } = this;
    if (puzzle === null) return;
    if (lab.name !== puzzle.scenario) return;
    const { interventions, overrides } = lab.session;
    if (interventions.length === 0) {
      refill(
        this.result,
        element("p", {}, "Nothing has been done yet. Move to a moment, open the tab Act now, and do one thing."),
        this.table(),
      );
      return;
    }
    if (interventions.length > 1 || overrides.length > 0) {
      refill(
        this.result,
        element("p", {}, "The puzzle allows one intervention and no slider. Take the others back."),
        this.table(),
      );
      return;
    }
    const one = interventions[0]!;
    const text = `${one.actions.map((action) => actionText(lab.description, action)).join("; ")} at ${momentText(lab.description.calendar, one.atMilliseconds)}`;
    const difference = this.many.difference(puzzle.measure);
    if (difference === null || difference.pairs < this.many.runs * 0.5) {
      refill(
        this.result,
        element("p", {}, `Your try: ${text}. The paired runs are being computed: ${this.many.progress}`),
        this.table(),
      );
      return;
    }
    if (!this.tried.has(text)) {
      this.tried.add(text);
      this.tries.push({ text, mean: difference.mean, halfWidth: difference.halfWidth, less: difference.less });
    }
    const sure = Math.abs(difference.mean) > difference.halfWidth;
    const verdict = !sure
      ? "That is less than these runs can tell from nothing."
      : difference.mean < 0
        ? "Fewer, beyond what chance would give."
        : "More, beyond what chance would give.";
    refill(
      this.result,
      element(
        "p",
        {},
        `Your try: ${text}. Over ${numberText(difference.pairs)} pairs: ${signedText(difference.mean)} ± ${numberText(difference.halfWidth)} ${puzzle.words} in the mean; fewer in ${shareText(difference.less)} of the pairs, more in ${shareText(difference.more)}. ${verdict}`,
      ),
      this.table(),
    );
  }

  private table(): HTMLElement | null {
    if (this.tries.length === 0 || this.puzzle === null) return null;
    const sorted = [...this.tries].sort((a, b) => a.mean - b.mean);
    return table(
      ["your tries, best first", `difference, ${this.puzzle.words}`, "fewer in"],
      sorted.map((each) => [
        each.text,
        `${signedText(each.mean)} ± ${numberText(each.halfWidth)}`,
        shareText(each.less),
      ]),
    );
  }
}
