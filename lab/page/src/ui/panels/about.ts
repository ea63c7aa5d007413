/** What the scenario is, what it does not say, the command that gives the same run, and how to bring one's own. */

import type { EngineError, ScenarioFiles } from "../../engine/types";
import { append, button, element, refill, say } from "../dom";
import type { Lab } from "../model/lab";
import { NOTE } from "../words";

export class AboutPanel {
  readonly root: HTMLElement;
  private readonly body = element("div", {});
  private readonly troubles = element("div", { class: "problems", role: "alert" });

  constructor(
    private readonly lab: Lab,
    private readonly opened: () => void,
  ) {
    const file = element("input", {
      type: "file",
      accept: ".ron,.json",
      multiple: true,
      id: "scenario-file",
      onchange: () => void this.take(file.files),
    });
    this.root = element(
      "div",
      { class: "panel-body" },
      this.body,
      element("h3", {}, "A scenario of your own"),
      element(
        "p",
        { class: "small" },
        "Drop a scenario file (.ron or .json, with the geography it names, if any) anywhere on this page, or choose it here. It stays on this machine: the page has no network.",
      ),
      element("p", {}, element("label", { for: "scenario-file" }, "Scenario file "), file),
      this.troubles,
    );
    lab.on(["scenario", "run"], () => this.refresh());
    window.addEventListener("dragover", (event) => event.preventDefault());
    window.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.take(event.dataTransfer?.files ?? null);
    });
    this.refresh();
  }

  /** Reads dropped or chosen files: the first scenario among them, the others as files that it names. Shared files of the lab's save button open too. */
  async take(files: FileList | null): Promise<void> {
    if (files === null || files.length === 0) return;
    const texts = await Promise.all([...files].map(async (file) => ({ path: file.name, text: await file.text() })));
    const saved = texts.find((each) => each.path.endsWith(".truceline-lab.json"));
    if (saved !== undefined) {
      try {
        const { fragment } = JSON.parse(saved.text) as { fragment?: unknown };
        if (typeof fragment === "string") {
          location.hash = fragment;
          return;
        }
      } catch {
        // Not one of ours: said below as a scenario that cannot be read.
      }
    }
    const main =
      texts.find((each) => /\b(sides|villages|posts)\b/.test(each.text) && /\bhorizon_days\b/.test(each.text)) ??
      texts[0]!;
    // The shipped files that a scenario may name are in the page already.
    const shipped = this.lab.catalogue.flatMap((each) => each.texts.filter((text) => text.path.includes("/")));
    const named = [
      ...texts.filter((each) => each !== main),
      ...shipped.filter((text) => main.text.includes(text.path)),
    ];
    const all: ScenarioFiles = {
      path: main.path,
      texts: [
        main,
        ...named.map((each) => ({
          path: main.text.includes(each.path) ? each.path : (/"([^"]*)"/.exec(main.text)?.[1] ?? each.path),
          text: each.text,
        })),
      ],
    };
    const error = this.lab.openScenario(all, { tab: "about" });
    this.opened();
    this.showProblems(main.path, error);
  }

  showProblems(path: string, error: EngineError | null): void {
    if (error === null) {
      refill(this.troubles);
      return;
    }
    const blocks = error.problems.map((problem) => {
      const place = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}: ` : `${problem.file}: `;
      const message = element("p", {}, `${place}${problem.path === "" ? "" : `${problem.path}: `}${problem.message}`);
      const caret =
        problem.lineText === ""
          ? null
          : element(
              "pre",
              {},
              `${problem.lineText}\n${" ".repeat(Math.max(0, problem.column - 1))}${"^".repeat(Math.max(1, Math.min(problem.length, problem.lineText.length - problem.column + 1)))}`,
            );
      const hints = [
        problem.allowed === null ? "" : `allowed: ${problem.allowed}`,
        problem.nearest === null ? "" : `did you mean \`${problem.nearest}\`?`,
      ].filter((text) => text !== "");
      return element(
        "li",
        {},
        message,
        caret,
        hints.length > 0 ? element("p", { class: "small" }, hints.join("; ")) : null,
      );
    });
    const head = element("p", {}, `${path} cannot be played. The same is printed by truceline check:`);
    refill(
      this.troubles,
      head,
      blocks.length > 0 ? element("ol", { class: "problem-list" }, ...blocks) : element("pre", {}, error.message),
    );
    this.troubles.scrollIntoView?.({ block: "nearest" });
  }

  private refresh(): void {
    const { lab } = this;
    const { description, engine } = { description: lab.description, engine: lab.engine };
    const row = (name: string, text: string): HTMLElement[] => [element("dt", {}, name), element("dd", {}, text)];
    const list = element(
      "dl",
      {},
      ...row("Shows", description.info.shows),
      ...row("Notice", description.info.notice),
      ...row("Neutrality", description.info.neutrality),
      ...row("Sources", description.info.sources.join("; ")),
      ...row("Try on the command line", description.info.tryNext),
    );
    refill(
      this.body,
      element("h3", {}, description.title),
      list,
      element(
        "p",
        { class: "small" },
        `Truceline ${engine.version.version}, result version ${engine.version.resultVersion}. ${NOTE[0]!.toUpperCase()}${NOTE.slice(1)}.`,
      ),
    );
    const command = lab.run.command;
    if (command !== null) {
      append(
        this.body,
        element("p", { class: "small" }, "The same run on the command line:"),
        element("code", { class: "command" }, command),
        button("Copy", () => void navigator.clipboard?.writeText(command), { class: "small-button" }),
      );
    }
    if (lab.recording.fault !== null) this.body.append(element("p", {}, `The run ended early: ${lab.recording.fault}`));
    say(this.troubles, "");
  }
}
