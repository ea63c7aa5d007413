/** At most six sliders for each scenario, in plain words and units. */

import type { EngineVersion, Override, ScenarioDescription } from "../../engine/types";
import { numberText } from "../words";

export interface Slider {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** What moving it to the right means. */
  readonly help: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  /** Paths that it sets, all to the same value. */
  readonly paths: readonly string[];
  /** Value as the scenario stands. */
  start(description: ScenarioDescription, version: EngineVersion): number;
  /** What the scenario says, when that is more than one number. */
  readonly startText?: string;
}

type Range = readonly [low: number, high: number, step: number];

/** A parameter of the model. Without a range it spans what is plausible. */
function parameter(
  name: string,
  label: string,
  unit: string,
  help: string,
  range?: Range,
): (version: EngineVersion) => Slider {
  return (version) => {
    const row = version.parameters.find((each) => each.name === name);
    const [low, high] = range ?? [row?.plausibleLow ?? 0, row?.plausibleHigh ?? 1];
    const span = high - low;
    const step = range?.[2] ?? 10 ** Math.floor(Math.log10(span / 20));
    return {
      id: name,
      label,
      unit,
      help,
      low,
      high,
      step,
      paths: [`parameters.${name}`],
      start: (description, { parameters }) =>
        description.parameters[parameters.findIndex((each) => each.name === name)] ?? row?.default ?? low,
    };
  };
}

function value(
  id: string,
  label: string,
  unit: string,
  help: string,
  range: Range,
  paths: readonly string[],
  start: (description: ScenarioDescription) => number,
  startText?: string,
): () => Slider {
  return () => ({
    id,
    label,
    unit,
    help,
    low: range[0],
    high: range[1],
    step: range[2],
    paths,
    start,
    ...(startText === undefined ? {} : { startText }),
  });
}

const CHANNELS = [
  "local_commanders",
  "border_services",
  "governors",
  "security_chiefs",
  "foreign_ministers",
  "presidents",
];

const notice = value(
  "notice",
  "Word of a truce to a post",
  "hours on average",
  "Further right: posts hear later that they should stop.",
  [0.1, 6, 0.1],
  CHANNELS.map((channel) => `channels.${channel}.notice_hours_mean`),
  (description) => {
    const hours = description.channels.map((channel) => channel.noticeHoursMean);
    return Math.round((10 * hours.reduce((sum, each) => sum + each, 0)) / Math.max(1, hours.length)) / 10;
  },
  "by channel",
);
const answer = parameter(
  "retaliation.n_cross",
  "How often the side that was hit strikes back",
  "acts for each act",
  "Further right: more acts follow from each act.",
);
const talk = parameter(
  "ceasefire.onset_per_hour",
  "Readiness to talk",
  "hazard an hour for each unit of threat",
  "Further right: talks begin sooner.",
  [0, 0.012, 0.0005],
);
const life = parameter(
  "ceasefire.life_hours",
  "How long a first truce would last",
  "hours",
  "Further right: truces live longer.",
  [5, 120, 1],
);
const settle = parameter(
  "crowd.settlement_per_hour",
  "Settlement on the spot by local officials",
  "an hour",
  "Further right: quarrels are settled sooner.",
  [0, 1, 0.02],
);
const guns = parameter(
  "crowd.gun_share",
  "Crowd acts in which hunting guns are used",
  "share",
  "Further right: more shots out of crowds.",
  [0, 0.3, 0.01],
);
const orders = parameter(
  "escalation.order_minutes_mean",
  "Orders from command to post",
  "minutes on average",
  "Further right: posts act on older orders.",
  [1, 240, 1],
);
const reports = parameter(
  "perception.report_minutes_median",
  "Reports from post to command",
  "minutes, median",
  "Further right: commands decide on older news.",
  [1, 240, 1],
);
const misread = parameter(
  "perception.misread_rung_share",
  "Reports that are misread",
  "share",
  "Further right: more acts are taken for more, or less, than they were.",
  [0, 0.5, 0.01],
);
const pack = parameter(
  "village.preparation_hours",
  "Time to pack",
  "hours",
  "Further right: people leave later once they have decided.",
  [0.25, 8, 0.25],
);
const order = parameter(
  "village.order_hours_median",
  "Delay of orders to leave",
  "hours, median",
  "Further right: districts are told later.",
  [0.25, 24, 0.25],
);
const accident = parameter(
  "perception.accident_as_attack_share",
  "Accidents taken for attacks",
  "share",
  "Further right: more accidents are answered.",
  [0, 1, 0.02],
);
const sparks = parameter(
  "spark.rate_per_year",
  "Sparks on the whole border",
  "a year",
  "Further right: more quarrels and shots arise by themselves.",
  [1, 60, 1],
);
const threshold = parameter(
  "escalation.threshold_rung_3",
  "Threat before machine guns are asked for",
  "units of threat",
  "Further right: commands wait longer before they climb.",
  [1, 12, 0.5],
);

const reach = (side: string, name: string): (() => Slider) =>
  value(
    `reach-${side}`,
    `Households of ${name} that an order to leave reaches`,
    "share",
    "Further right: more people hear the order.",
    [0, 1, 0.05],
    [`sides.${side}.order_reach`],
    (description) => description.sides.find((each) => each.id === side)?.orderReach ?? 0,
  );
const courier = (side: string, name: string): (() => Slider) =>
  value(
    `courier-${side}`,
    `Delays of orders and reports of ${name}`,
    "times the usual",
    "Left a hotline, right a courier.",
    [0.1, 8, 0.1],
    [`sides.${side}.order_delay_factor`, `sides.${side}.report_delay_factor`],
    (description) => description.sides.find((each) => each.id === side)?.orderDelayFactor ?? 1,
  );
const hostility = (from: string, against: string, words: string): (() => Slider) =>
  value(
    `hostility-${from}-${against}`,
    words,
    "0 none, 1 most",
    "Further right: acts weigh more and are answered more.",
    [0, 1, 0.05],
    [`hostility.${from}--${against}.value`],
    (description) =>
      description.sides.find((each) => each.id === from)?.hostility[
        description.sides.findIndex((each) => each.id === against)
      ] ?? 0,
  );
const works = (start: number): (() => Slider) =>
  value(
    "works",
    "When the works begin",
    "hours after the start",
    "Crowds gather by day and go home in the evening.",
    [0.5, 30, 0.5],
    ["injects.works.at_hours"],
    () => start,
  );
const bridge = value(
  "bridge",
  "Vehicles that the bridge lets pass",
  "an hour",
  "Further right: shorter queues.",
  [50, 800, 10],
  ["roads.north_3--bridge.capacity_per_hour", "roads.bridge--north_town.capacity_per_hour"],
  () => 200,
);
const leave = value(
  "leave",
  "When the order to leave is given",
  "hours after the start",
  "The fire begins half an hour after the start.",
  [0.1, 24, 0.1],
  ["injects.order.at_hours"],
  () => 1.25,
);
const spoiler = value(
  "spoiler",
  "A spoiler who fires while others talk",
  "shots an hour",
  "Left: none.",
  [0, 0.3, 0.01],
  ["spoilers.hill_group.per_hour"],
  () => 0.05,
);
const crossing = parameter(
  "evacuation.crossing_closed_rung",
  "Rung at which the road through the other side shuts",
  "rung",
  "Further right: the road stays open longer.",
  [2, 6, 1],
);
const success = parameter(
  "ceasefire.talks_success_share",
  "Talks that end in agreement",
  "share",
  "Further right: more talks succeed.",
  [0.2, 1, 0.02],
);

type Maker = (version: EngineVersion) => Slider;
const batken: readonly Maker[] = [settle, talk, notice, orders, reach("tj", "Tajikistan"), answer];

const BY_SCENARIO: Readonly<Record<string, readonly Maker[]>> = {
  "failed-truces": [notice, spoiler, life, success, talk, answer],
  "slow-orders": [courier("south", "South"), courier("north", "North"), misread, notice, talk, answer],
  "one-bridge": [bridge, leave, pack, reach("north", "North"), talk, answer],
  "water-intake": [settle, guns, works(1), threshold, answer, accident],
  "quiet-season": [settle, sparks, guns, accident, threshold, answer],
  enclave: [crossing, works(2), settle, talk, reach("south", "South"), answer],
  "three-sides": [
    hostility("west", "south", "Hostility of West against South"),
    hostility("north", "west", "Hostility of North against West"),
    settle,
    talk,
    notice,
    answer,
  ],
  "batken-2021": batken,
  "batken-2021-fire": batken,
  "batken-2022": batken,
  "border-decades": [sparks, settle, guns, talk, accident, answer],
};

const USUAL: readonly Maker[] = [settle, reports, orders, talk, order, answer];

/** Sliders of a scenario; six usual ones for a scenario of one's own. */
export function slidersOf(name: string, version: EngineVersion): readonly Slider[] {
  return (BY_SCENARIO[name] ?? USUAL).map((make) => make(version));
}

export function overridesOf(slider: Slider, amount: number): Override[] {
  const text = String(Number(amount.toFixed(6)));
  return slider.paths.map((path) => ({ path, value: text }));
}

/** Value of a slider in a list of overrides; null where it is not set. */
export function valueIn(slider: Slider, overrides: readonly Override[]): number | null {
  const found = overrides.find((override) => override.path === slider.paths[0]);
  return found === undefined ? null : Number(found.value);
}

export function sliderText(slider: Slider, amount: number): string {
  if (slider.unit === "share") return `${Math.round(amount * 100)} %`;
  const digits = slider.step < 0.001 ? 4 : slider.step < 0.01 ? 3 : slider.step < 0.1 ? 2 : slider.step < 1 ? 1 : 0;
  return amount >= 1000 ? numberText(amount) : String(Number(amount.toFixed(digits)));
}
