/** Why an event came about: the chain of its causes with what each side knew, and what it set off. */

import { momentText } from "../../engine/calendar";
import type { EventNumber, LogEvent } from "../../engine/types";
import { button, element, refill, say } from "../dom";
import type { Lab } from "../model/lab";
import { counted, numberText } from "../words";

const EFFECTS = 12;

export class WhyPanel {
  readonly root: HTMLElement;
  private readonly body = element("div", {
    class: "why-body",
    "aria-live": "polite",
    tabindex: 0,
    role: "group",
    "aria-label": "Chain of causes",
  });

  constructor(private readonly lab: Lab) {
    this.root = element(
      "section",
      { class: "why", "aria-labelledby": "why-title", tabindex: -1 },
      element("h3", { id: "why-title" }, "Why"),
      this.body,
    );
    lab.on(["selection", "run", "view"], () => this.refresh());
    this.refresh();
  }

  private refresh(): void {
    const { lab } = this;
    if (lab.eyes !== null) {
      refill(
        this.body,
        element(
          "p",
          { class: "quiet" },
          "A command does not see causes on the other side. Look as everyone to ask why.",
        ),
      );
      return;
    }
    if (lab.selected === null) {
      refill(
        this.body,
        element(
          "p",
          { class: "quiet" },
          "Choose an entry of the log, or a place on the map, to see the chain of causes that led to it, what each side knew, and what followed.",
        ),
      );
      return;
    }
    const why = lab.run.why(lab.selected);
    if (!why.ok) {
      refill(this.body, element("p", {}, why.error.message));
      return;
    }
    const { chain, reasons, effects, descendants, killedInDescendants } = why.value;
    const steps = chain.map((event, index) => {
      const last = index === chain.length - 1;
      const item = element(
        "li",
        last ? { class: "chosen", "aria-current": "true" } : {},
        this.time(event),
        last ? element("strong", {}, event.sentence) : this.link(event),
      );
      const list = reasons[index] ?? [];
      if (list.length > 0) {
        const text = element("ul", { class: "reasons" }, ...list.map((reason) => element("li", {}, reason)));
        item.append(
          last || list.length <= 1
            ? text
            : element("details", {}, element("summary", {}, counted(list.length, "reason", "reasons")), text),
        );
      }
      return item;
    });
    const until = lab.session.atMilliseconds;
    const known = effects
      .map((number) => lab.recording.byNumber(number))
      .filter((event): event is LogEvent => event !== null && (!lab.hidden || event.atMilliseconds <= until));
    const parts: (Node | null)[] = [
      element(
        "p",
        { class: "small" },
        chain.length === 1
          ? "It stands at the beginning of its chain: nothing in this run caused it."
          : `${numberText(chain.length)} links from the first cause to this.`,
      ),
      element("ol", { class: "chain" }, ...steps),
      element("h4", {}, "What it set off"),
    ];
    if (known.length === 0) parts.push(element("p", { class: "small" }, "Nothing."));
    else {
      const total = lab.hidden
        ? ""
        : `${counted(descendants, "event descends", "events descend")} from it; ${counted(killedInDescendants, "person was", "people were")} killed in them.`;
      parts.push(element("p", { class: "small" }, total));
      parts.push(
        element(
          "ol",
          { class: "chain effects" },
          ...known.slice(0, EFFECTS).map((event) => element("li", {}, this.time(event), this.link(event))),
        ),
      );
      if (known.length > EFFECTS)
        parts.push(element("p", { class: "small quiet" }, `and ${numberText(known.length - EFFECTS)} more`));
    }
    const chosen = chain[chain.length - 1];
    if (chosen !== undefined) parts.push(button("Go to this moment", () => lab.moveTo(chosen.atMilliseconds)));
    refill(this.body, ...parts);
  }

  private time(event: LogEvent): HTMLElement {
    return element("time", {}, momentText(this.lab.description.calendar, event.atMilliseconds));
  }

  private link(event: LogEvent): HTMLElement {
    return element(
      "button",
      { type: "button", class: "log-entry", onclick: () => this.choose(event.event) },
      event.sentence,
    );
  }

  private choose(event: EventNumber): void {
    this.lab.select(event);
    this.root.focus({ preventScroll: true });
  }
}

/** The last acts at a place, to ask about. */
export class PlacePanel {
  readonly root = element("section", { class: "place", hidden: true, "aria-live": "polite" });
  private place: number | null = null;

  constructor(
    private readonly lab: Lab,
    private readonly textOf: (place: number) => string,
  ) {
    lab.on(["scenario"], () => this.show(null));
    lab.on(["moment", "view"], () => this.refresh());
  }

  show(place: number | null): void {
    this.place = place;
    this.refresh();
  }

  private refresh(): void {
    const { lab } = this;
    this.root.hidden = this.place === null;
    if (this.place === null) return;
    const text = element("p", {});
    say(text, this.textOf(this.place));
    const until = lab.recording.countUntil(lab.session.atMilliseconds);
    const here: LogEvent[] = [];
    for (let index = until - 1; index >= 0 && here.length < 6; index -= 1) {
      const event = lab.recording.events[index]!;
      if ((event.place === this.place || event.target === this.place) && lab.eyes === null) here.push(event);
    }
    const list = element(
      "ol",
      { class: "chain" },
      ...here.map((event) =>
        element(
          "li",
          {},
          element("time", {}, momentText(lab.description.calendar, event.atMilliseconds)),
          element(
            "button",
            { type: "button", class: "log-entry", onclick: () => lab.select(event.event) },
            event.sentence,
          ),
        ),
      ),
    );
    refill(
      this.root,
      element(
        "header",
        { class: "figure-head" },
        element("h3", {}, "Here"),
        button("Close", () => this.show(null)),
      ),
      text,
      here.length > 0 ? list : null,
    );
  }
}
