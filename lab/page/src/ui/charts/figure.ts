/** What all figures share: a heading, tools, a text for screen readers and the same numbers as a table. */

import { button, element, refill, say } from "../dom";
import type { Lab } from "../model/lab";
import { usualSpanHours } from "../model/opening";
import type { Recording } from "../model/recording";
import type { Series } from "../model/series";
import { numberText } from "../words";

export interface Figure {
  readonly root: HTMLElement;
  readonly title: string;
  /** Makes the panels of the scenario; after {@link Figure.clear} when there is another. */
  build(): void;
  clear(): void;
  /** Draws the moment; with the curves when they are new, else null. */
  refresh(series: Series | null): void;
}

export function figureShell(id: string, title: string, body: HTMLElement) {
  const heading = element("h3", { id: `${id}-title` }, title);
  const tools = element("div", { class: "tools" });
  const description = element("p", { class: "unseen", id: `${id}-text` });
  const tableBody = element("div", { class: "table-room", id: `${id}-numbers`, hidden: true });
  const toggle = button(
    "Numbers",
    () => {
      tableBody.hidden = !tableBody.hidden;
      toggle.setAttribute("aria-expanded", String(!tableBody.hidden));
      last();
    },
    { class: "small-button", "aria-expanded": "false", "aria-controls": `${id}-numbers` },
  );
  let last = (): void => undefined;
  const root = element(
    "section",
    { class: "figure", id, "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-text` },
    element("header", { class: "figure-head" }, heading, element("div", { class: "tools" }, tools, toggle)),
    body,
    description,
    tableBody,
  );
  return {
    root,
    tools,
    heading,
    describe: (text: string): void => say(description, text),
    table: (head: readonly string[], rows: () => readonly (readonly string[])[]): void => {
      last = (): void => {
        if (!tableBody.hidden) refill(tableBody, table(head, rows()));
      };
      last();
    },
  };
}

export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  caption?: string,
): HTMLTableElement {
  const top = element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      ...row.map((text, index) => (index === 0 ? element("th", { scope: "row" }, text) : element("td", {}, text))),
    ),
  );
  return element(
    "table",
    {},
    caption === undefined ? null : element("caption", {}, caption),
    element("thead", {}, top),
    element("tbody", {}, ...body),
  );
}

export function tableRows(rows: readonly (readonly (string | number)[])[]): string[][] {
  return rows.map((row) => row.map((cell) => (typeof cell === "number" ? numberText(cell) : cell)));
}

const spans = new WeakMap<Recording, number>();
let kept: { name: string; hours: number } | null = null;

/** Hours on the axis of all charts: as chosen, else as long as something happens. The same for all seeds of a scenario. */
export function spanHours(lab: Lab): number {
  if (lab.session.spanHours > 0) return Math.min(lab.session.spanHours, lab.horizon / 3_600_000);
  if (kept !== null && kept.name === lab.name)
    return Math.max(kept.hours, Math.min(lab.horizon, lab.session.atMilliseconds) / 3_600_000);
  if (!lab.recording.complete) return lab.horizon / 3_600_000;
  let hours = spans.get(lab.recording);
  if (hours === undefined) {
    hours = usualSpanHours(lab.recording, lab.horizon);
    spans.set(lab.recording, hours);
    kept = { name: lab.name, hours };
  }
  return hours;
}
