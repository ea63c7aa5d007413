/** Act now: what somebody could do at the moment on stage, and what has been done. Only what stops fire or shelters people is offered. */

import * as actions from "../../engine/actions";
import { momentAfter, momentText } from "../../engine/calendar";
import type { Intervention, ScenarioDescription } from "../../engine/types";
import { button, choice, element, refill, say } from "../dom";
import type { Lab } from "../model/lab";
import { fullMomentText } from "../words";

interface Option {
  readonly value: string;
  readonly text: string;
}

/** Pairs of sides that are hostile, as `first second` by id. */
function pairs(description: ScenarioDescription): Option[] {
  const list: Option[] = [];
  description.sides.forEach((first, a) =>
    description.sides.slice(a + 1).forEach((second, offset) => {
      const b = a + 1 + offset;
      if ((first.hostility[b] ?? 0) + (second.hostility[a] ?? 0) <= 0) return;
      list.push({ value: `${first.id} ${second.id}`, text: `${first.name} and ${second.name}` });
    }),
  );
  return list;
}

export function roadName(description: ScenarioDescription, road: number): string {
  const each = description.roads[road]!;
  return `${description.places[each.from]!.name} to ${description.places[each.to]!.name}`;
}

/** What a RON action means, for the list of what has been done. */
export function actionText(description: ScenarioDescription, action: string): string {
  const text = (key: string): string => new RegExp(`${key}: "([^"]*)"`).exec(action)?.[1] ?? "";
  const side = (id: string): string => description.sides.find((each) => each.id === id)?.name ?? id;
  const name = action.slice(0, action.indexOf("("));
  switch (name) {
    case "talks":
      return `talks between ${side(text("side"))} and ${side(text("adversary"))} through ${(description.channels.find((each) => each.id === text("channel"))?.name ?? text("channel")).toLowerCase()}`;
    case "close_road":
    case "open_road": {
      const road = description.roads.findIndex((each) => each.id === text("road"));
      return `${name === "close_road" ? "close" : "open"} the road ${road < 0 ? text("road") : roadName(description, road)}`;
    }
    case "evacuate":
      return `order ${description.districts.find((each) => each.id === text("district"))?.name ?? text("district")} to leave`;
    case "third_party":
      return `send ${description.thirdParties.find((each) => each.id === text("party"))?.name ?? text("party")}`;
    case "settle_grievance":
      return `settle the quarrel at ${description.places.find((each) => each.id === text("site"))?.name ?? text("site")}`;
    case "pressure":
      return `outside pressure on ${side(text("side"))}: ${/amount: (-?[\d.]+)/.exec(action)?.[1]?.replace(/\.?0+$/, "") ?? ""}`;
    default:
      return action;
  }
}

export class ActPanel {
  readonly root: HTMLElement;
  private readonly forms = element("div", { class: "act-forms" });
  private readonly done = element("div", {});
  private readonly when = element("p", { class: "act-when" });
  private readonly said = element("p", { role: "status", class: "small" });

  constructor(private readonly lab: Lab) {
    this.root = element("div", { class: "panel-body" }, this.when, this.forms, this.said, this.done);
    lab.on(["scenario"], () => this.build());
    lab.on(["run", "moment"], () => this.refresh());
    this.build();
  }

  private build(): void {
    const { description } = this.lab;
    const sides = pairs(description);
    const forms: (HTMLElement | null)[] = [];
    if (sides.length > 0) {
      const pair = this.pick("Between", sides);
      const channel = this.pick(
        "Through",
        description.channels.map((each) => ({ value: each.id, text: each.name })),
      );
      forms.push(
        this.form("Propose a truce", [...(sides.length > 1 ? [pair] : []), channel], () => {
          const [side, adversary] = pair.select.value.split(" ");
          return actions.proposeTruce(side!, adversary!, channel.select.value);
        }),
      );
    }
    const district = this.pick(
      "District",
      description.districts.map((each) => ({
        value: each.id,
        text: `${each.name} (${description.sides[each.side]!.name})`,
      })),
    );
    if (description.districts.length > 0)
      forms.push(this.form("Order to leave", [district], () => actions.orderEvacuation(district.select.value)));
    const bridges = new Set(
      description.sites
        .filter((site) => site.kind === "bridge")
        .flatMap((site) => [
          ...site.roads,
          ...description.roads.flatMap((road, index) =>
            road.from === site.place || road.to === site.place ? [index] : [],
          ),
        ]),
    );
    const roads = description.roads.map((road, index) => ({
      value: road.id,
      text: `${bridges.has(index) ? "bridge: " : ""}${roadName(description, index)}`,
      bridge: bridges.has(index),
    }));
    roads.sort((a, b) => Number(b.bridge) - Number(a.bridge));
    if (roads.length > 0) {
      const closing = this.pick("Road", roads);
      forms.push(this.form("Close a road or bridge", [closing], () => actions.closeRoad(closing.select.value)));
      const opening = this.pick("Road", roads);
      forms.push(this.form("Open a road or bridge", [opening], () => actions.openRoad(opening.select.value)));
    }
    const sites = description.sites.map((site) => description.places[site.place]!);
    if (sites.length > 0) {
      const site = this.pick(
        "At",
        sites.map((place) => ({ value: place.id, text: place.name })),
      );
      forms.push(this.form("Settle the quarrel", [site], () => actions.settleGrievance(site.select.value)));
    }
    if (description.thirdParties.length > 0) {
      const party = this.pick(
        "Who",
        description.thirdParties.map((each) => ({ value: each.id, text: each.name })),
      );
      forms.push(this.form("Send a third party", [party], () => actions.sendThirdParty(party.select.value)));
    } else {
      forms.push(element("p", { class: "small quiet" }, "The scenario names no monitors and no mediator who could be sent."));
    }
    const side = this.pick(
      "On",
      description.sides.map((each) => ({ value: each.id, text: each.name })),
    );
    const amount = this.pick("How much", [
      { value: "0.2", text: "a little" },
      { value: "0.5", text: "much" },
      { value: "-0.3", text: "less than now" },
    ]);
    forms.push(
      this.form("Outside pressure", [side, amount], () =>
        actions.changePressure(side.select.value, Number(amount.select.value)),
      ),
    );
    refill(this.forms, ...forms);
    this.refresh();
  }

  private pick(label: string, options: readonly Option[]) {
    return choice(label, options, options[0]?.value ?? "", () => undefined);
  }

  private form(title: string, fields: readonly { readonly root: HTMLElement }[], action: () => string): HTMLElement {
    return element(
      "div",
      { class: "act-form", role: "group", "aria-label": title },
      button(title, () => this.act(action())),
      ...fields.map((field) => field.root),
    );
  }

  private act(action: string): void {
    // After everything that the page shows at this moment.
    const at = momentAfter(this.lab.session.atMilliseconds);
    const intervention: Intervention = {
      atMilliseconds: Math.min(this.lab.horizon - 1000, at),
      overrides: [],
      actions: [action],
    };
    const error = this.lab.intervene(intervention);
    say(
      this.said,
      error === null
        ? `Done at ${momentText(this.lab.description.calendar, intervention.atMilliseconds)}: ${actionText(this.lab.description, action)}. Below, both worlds side by side.`
        : error.message,
    );
  }

  private refresh(): void {
    const { lab } = this;
    say(this.when, `At ${fullMomentText(lab.description.calendar, lab.session.atMilliseconds)}:`);
    const list = lab.session.interventions.map((intervention, index) =>
      element(
        "li",
        {},
        element("time", {}, momentText(lab.description.calendar, intervention.atMilliseconds)),
        " ",
        [
          ...intervention.actions.map((action) => actionText(lab.description, action)),
          ...intervention.overrides.map((override) => `${override.path} = ${override.value}`),
        ].join("; "),
        " ",
        button(
          "Take back",
          () => lab.change({ interventions: lab.session.interventions.filter((_, other) => other !== index) }),
          { class: "small-button" },
        ),
      ),
    );
    const key = list.map((item) => item.textContent).join();
    if (this.done.dataset["key"] === key) return;
    this.done.dataset["key"] = key;
    refill(
      this.done,
      list.length > 0 ? element("h3", {}, "Done in this run") : null,
      list.length > 0 ? element("ol", { class: "done-list" }, ...list) : null,
    );
  }
}
