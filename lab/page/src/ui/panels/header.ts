/** The head of the page: scenario, lesson, seed, digest, sharing, class mode. */

import { button, choice, element, say } from "../dom";
import type { Lab } from "../model/lab";
import { scenarioName } from "../model/session";
import { toFragment } from "../model/share";
import { LESSONS } from "../lessons/all";
import { numberText } from "../words";

export class Header {
  readonly root: HTMLElement;
  private readonly digest = element("code", {
    class: "digest",
    title: "Digest of this run: equal digests, equal histories",
  });
  private readonly seed: HTMLInputElement;
  private readonly said = element("span", { role: "status", class: "quiet" });

  constructor(
    private readonly lab: Lab,
    openLesson: (id: string) => void,
    showHelp: () => void,
  ) {
    const scenarios = choice("Scenario", this.options(), lab.name, (name) => {
      const files = lab.catalogue.find((each) => scenarioName(each) === name);
      if (files !== undefined) lab.openScenario(files);
    });
    lab.on(["scenario"], () => {
      const known = [...scenarios.select.options].some((option) => option.value === lab.name);
      if (!known) scenarios.select.append(element("option", { value: lab.name }, lab.description.title));
      scenarios.select.value = lab.name;
    });
    const lessons = choice(
      "Lesson",
      [{ value: "", text: "none" }, ...LESSONS.map((lesson) => ({ value: lesson.id, text: lesson.title }))],
      lab.session.lesson,
      openLesson,
    );
    lab.on(["layout"], () => (lessons.select.value = lab.session.lesson));
    this.seed = element("input", {
      type: "number",
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      step: 1,
      id: "seed",
      class: "seed",
      onchange: () => lab.change({ seed: Math.max(0, Math.round(Number(this.seed.value) || 0)), replication: 0 }),
    });
    const mode = button("Class mode", () => lab.change({ classMode: !lab.session.classMode }), {
      "aria-pressed": "false",
      class: "class-toggle",
    });
    lab.on(["layout"], () => mode.setAttribute("aria-pressed", String(lab.session.classMode)));
    this.root = element(
      "header",
      { class: "page-head" },
      element("h1", {}, "Truceline"),
      scenarios.root,
      lessons.root,
      element(
        "span",
        { class: "choice seed-choice" },
        element("label", { for: "seed" }, "Seed"),
        this.seed,
        button("Another seed", () => this.roll(), { "aria-keyshortcuts": "R" }),
      ),
      element("span", { class: "digest-room" }, "digest ", this.digest),
      element(
        "span",
        { class: "head-buttons" },
        button("Copy link", () => void this.share()),
        button("Save", () => void this.save()),
        mode,
        button("Help", showHelp, { "aria-keyshortcuts": "?" }),
        this.said,
      ),
    );
    lab.on(["run", "scenario", "moment"], () => this.refresh());
    this.refresh();
  }

  /** The next seed: the same world, another draw of luck. */
  roll(): void {
    this.lab.change({ seed: this.lab.session.seed + 1, replication: 0 });
  }

  async fragment(): Promise<string> {
    return toFragment(this.lab.session, this.lab.catalogue.includes(this.lab.session.files));
  }

  private options() {
    return this.lab.catalogue.map((files) => {
      const name = scenarioName(files);
      const title = /"?\btitle"?\s*:\s*"([^"]*)"/.exec(files.texts[0]?.text ?? "")?.[1] ?? name;
      return { value: name, text: title };
    });
  }

  private refresh(): void {
    const { lab } = this;
    const ending = lab.recording.ending;
    const digest = ending?.digest ?? "…";
    say(this.digest, digest.slice(0, 8));
    this.digest.dataset["digest"] = ending?.digest ?? "";
    this.digest.title = `Digest of this run, to its end: ${digest}`;
    if (document.activeElement !== this.seed) this.seed.value = String(lab.session.seed);
    const replication = lab.session.replication > 0 ? ` (replication ${numberText(lab.session.replication)})` : "";
    this.seed.title = `Seed ${lab.session.seed}${replication}`;
  }

  private async share(): Promise<void> {
    const fragment = await this.fragment();
    const link = `${location.href.replace(/#.*$/, "")}#${fragment}`;
    try {
      history.replaceState(null, "", `#${fragment}`);
    } catch {
      location.hash = fragment;
    }
    try {
      await navigator.clipboard.writeText(link);
      say(this.said, "Link copied.");
    } catch {
      say(this.said, "The link stands in the address line.");
    }
  }

  private async save(): Promise<void> {
    const state = {
      note: "Open truceline's lab page and drop this file on it.",
      fragment: await toFragment(this.lab.session, false),
    };
    const link = element("a", {
      href: URL.createObjectURL(new Blob([JSON.stringify(state, null, 1)], { type: "application/json" })),
      download: `${this.lab.name}-seed-${this.lab.session.seed}.truceline-lab.json`,
    });
    link.click();
    URL.revokeObjectURL(link.href);
    say(this.said, "Saved as a file.");
  }
}
