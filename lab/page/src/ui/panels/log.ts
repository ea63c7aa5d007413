/** The log in plain sentences, newest first: of everyone's world, or of what one command has heard and said. Stays quick with thousands. */

import { momentText } from "../../engine/calendar";
import type { LogEvent } from "../../engine/types";
import { button, choice, element, refill, say, whenQuiet } from "../dom";
import type { Lab } from "../model/lab";
import { spanText } from "../words";

const PAGE = 60;

interface Entry {
  readonly at: number;
  readonly text: string;
  readonly event: number | null;
  readonly kind: string;
}

const FILTERS: readonly { readonly value: string; readonly text: string; readonly kinds: RegExp | null }[] = [
  {
    value: "main",
    text: "what matters",
    kinds:
      /^(?!link_under_fire|bus_wave|order_received|assault_loss|truce_notice|first_departures|return_begins|rung_refused|stock|resupply)/,
  },
  { value: "all", text: "everything", kinds: null },
  { value: "acts", text: "hostile acts", kinds: /fire|act$|breach|assault|entry|spark|burn|seized|gun/ },
  { value: "orders", text: "orders and reviews", kinds: /order|review|rung|alert|step|operation|reinforce/ },
  { value: "truces", text: "ceasefires", kinds: /truce|talks|breach|third|monitor|settle/ },
  {
    value: "people",
    text: "people leaving and returning",
    kinds: /evacu|depart|bus|return|alarm|link|bridge|died|ruined|strand|shelter/,
  },
  { value: "claims", text: "what offices say", kinds: /^claim$/ },
];

export class Log {
  readonly root: HTMLElement;
  private readonly list = element("ol", {
    class: "log-list",
    "aria-label": "Events, newest first",
    reversed: true,
    tabindex: 0,
  });
  private readonly more: HTMLButtonElement;
  private readonly count = element("span", { class: "quiet" });
  private readonly search: HTMLInputElement;
  private filter = FILTERS[0]!;
  private shown = PAGE;
  private cache: { key: string; entries: readonly Entry[] } = { key: "", entries: [] };
  private drawn = "";

  constructor(private readonly lab: Lab) {
    const pick = choice("Show", FILTERS, "main", (value) => {
      this.filter = FILTERS.find((each) => each.value === value)!;
      this.restart();
    });
    this.search = element("input", {
      type: "search",
      placeholder: "word or place",
      "aria-label": "Only entries with this word",
      oninput: whenQuiet(120, () => this.restart()),
    });
    this.more = button("Older entries", () => {
      this.shown += PAGE * 2;
      this.refresh();
    });
    this.root = element(
      "section",
      { class: "log", "aria-labelledby": "log-title" },
      element(
        "header",
        { class: "figure-head" },
        element("h3", { id: "log-title" }, "Log"),
        element("div", { class: "tools" }, pick.root, this.search),
      ),
      this.count,
      this.list,
      this.more,
    );
    lab.on(["moment", "run", "view", "selection"], () => this.refresh());
    lab.on(["scenario"], () => this.restart());
    this.refresh();
  }

  private restart(): void {
    this.shown = PAGE;
    this.refresh();
  }

  private refresh(): void {
    const entries = this.entries();
    const until = upTo(entries, this.lab.session.atMilliseconds);
    const first = Math.max(0, until - this.shown);
    const drawn = `${this.cache.key} ${first} ${until} ${this.lab.selected}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const rows: HTMLElement[] = [];
    for (let index = until - 1; index >= first; index -= 1) rows.push(this.row(entries[index]!));
    refill(this.list, ...rows);
    say(this.count, until === 0 ? "Nothing so far." : `${until.toLocaleString("en-GB")} entries so far`);
    this.more.hidden = first === 0;
  }

  private row(entry: Entry): HTMLElement {
    const time = element("time", {}, momentText(this.lab.description.calendar, entry.at));
    if (entry.event === null) return element("li", { class: "claim" }, time, element("span", {}, entry.text));
    const chosen = entry.event === this.lab.selected;
    const act = element(
      "button",
      {
        type: "button",
        class: "log-entry",
        "aria-pressed": String(chosen),
        onclick: () => this.lab.select(entry.event),
      },
      entry.text,
    );
    return element("li", {}, time, act);
  }

  /** All entries of the run that pass the filter, in order of time. */
  private entries(): readonly Entry[] {
    const { recording, eyes } = this.lab;
    const word = this.search.value.trim().toLowerCase();
    const viewKey = eyes === null ? "" : `${eyes} ${Math.floor(this.lab.session.atMilliseconds / 60_000)}`;
    const key = `${recording.run.command} ${recording.events.length} ${this.filter.value} ${word} ${viewKey}`;
    if (this.cache.key === key) return this.cache.entries;
    const all = eyes === null ? this.everything() : this.heard(eyes);
    const kinds = this.filter.kinds;
    const entries = all.filter(
      (entry) => (kinds === null || kinds.test(entry.kind)) && (word === "" || entry.text.toLowerCase().includes(word)),
    );
    this.cache = { key, entries };
    return entries;
  }

  private everything(): Entry[] {
    const { recording } = this.lab;
    const events: Entry[] = recording.events.map((event) => ({
      at: event.atMilliseconds,
      text: sentence(event),
      event: event.event,
      kind: event.kind,
    }));
    const claims: Entry[] = recording.claims.map((claim) => ({
      at: claim.atMilliseconds,
      text: claim.sentence,
      event: null,
      kind: "claim",
    }));
    return [...events, ...claims].sort((a, b) => a.at - b.at);
  }

  /** What a command has heard: reports as they came and as they were read, statements of offices, and its own decisions. */
  private heard(side: number): Entry[] {
    const view = this.lab.view();
    if (view === null) return [];
    const { description, recording } = this.lab;
    const rungs = this.lab.engine.version.rungs;
    const reports: Entry[] = view.reports.map((report) => ({
      at: report.arrivedMilliseconds,
      event: null,
      kind: "fire report_act",
      text:
        `Report, ${spanText(report.arrivedMilliseconds - report.happenedMilliseconds)} old: an act of ${description.sides[report.actor]?.name ?? "somebody"} ` +
        `in ${description.sectors[report.sector]?.name ?? "a sector"}, read as rung ${report.rung} (${rungs[report.rung] ?? ""})` +
        `${report.ownDeaths > 0 ? `; ${report.ownDeaths} of our own killed` : ""}.`,
    }));
    const own =
      /^(review_called|rung_authorised|rung_refused|step_down|front_alert|alert_lapses|operation_planned|evacuation_ordered|reinforcement_sent|truce_proposed|truce_agreed|talks_failed)$/;
    const decisions: Entry[] = recording.events
      .filter(
        (event) => own.test(event.kind) && (event.side === side || (event.targetSide === side && event.truce !== null)),
      )
      .map((event) => ({ at: event.atMilliseconds, text: event.sentence, event: null, kind: event.kind }));
    const claims: Entry[] = recording.claims.map((claim) => ({
      at: claim.atMilliseconds,
      text: claim.sentence,
      event: null,
      kind: "claim",
    }));
    return [...reports, ...decisions, ...claims].sort((a, b) => a.at - b.at);
  }
}

function sentence(event: LogEvent): string {
  return event.sentence;
}

function upTo(entries: readonly Entry[], moment: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]!.at <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
