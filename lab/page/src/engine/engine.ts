/** The engine on the main thread; see `types.ts` for what everything means. */

import { EnsembleQueue } from "./ensembles";
import { failure, Instance, type WithNumbers } from "./instance";
import type {
  Answer,
  CausalTree,
  Claim,
  Convoys,
  CurveColumn,
  Curves,
  Ending,
  Engine,
  EngineVersion,
  Ensembles,
  EventNumber,
  Fork,
  Intervention,
  LogEvent,
  Measure,
  Milliseconds,
  Override,
  Run,
  RunOptions,
  Scenario,
  ScenarioDescription,
  ScenarioFiles,
  SideIndex,
  SideView,
  State,
  Truce,
  Why,
} from "./types";

/** Browsers with WebAssembly and its vectors. */
const NEEDS = "It needs Chrome or Edge 91, Firefox 89, Safari 16.4, or a later one.";

/** Starts the engine. `bytes` are the WebAssembly that stands in the page. */
export async function startEngine(bytes: ArrayBuffer): Promise<Answer<Engine>> {
  try {
    const module = await WebAssembly.compile(bytes);
    const instance = await Instance.of(module);
    const version = instance.ask<EngineVersion>("version", {});
    if (!version.ok) return version;
    const ensembles = new EnsembleQueue(module, bytes, instance);
    return { ok: true, value: new PageEngine(instance, version.value.value, ensembles) };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return failure("fault", `The engine does not start in this browser: ${what}. ${NEEDS}`);
  }
}

class PageEngine implements Engine {
  constructor(
    readonly instance: Instance,
    readonly version: EngineVersion,
    readonly ensembles: Ensembles,
  ) {}

  load(files: ScenarioFiles): Answer<Scenario> {
    const reply = this.instance.ask<{ scenario: number; description: ScenarioDescription }>("load", files);
    if (!reply.ok) return reply;
    const { scenario, description } = reply.value.value;
    return { ok: true, value: new PageScenario(this.instance, files, description, scenario) };
  }
}

/** Something kept in the engine by number, and made again when a fault emptied the engine. */
abstract class Kept {
  #number: number;
  #generation: number;

  protected constructor(
    protected readonly instance: Instance,
    number: number,
  ) {
    this.#number = number;
    this.#generation = instance.generation;
  }

  protected abstract remake(): Answer<number>;
  protected abstract readonly drop: string;

  number(): Answer<number> {
    if (this.#generation !== this.instance.generation) {
      const made = this.remake();
      if (!made.ok) return made;
      this.#number = made.value;
      this.#generation = this.instance.generation;
    }
    return { ok: true, value: this.#number };
  }

  dispose(): void {
    if (this.#generation === this.instance.generation) this.instance.ask(this.drop, { number: this.#number });
  }
}

class PageScenario extends Kept implements Scenario {
  protected readonly drop = "drop_scenario";

  constructor(
    instance: Instance,
    readonly files: ScenarioFiles,
    readonly description: ScenarioDescription,
    number: number,
  ) {
    super(instance, number);
  }

  protected remake(): Answer<number> {
    const reply = this.instance.ask<{ scenario: number }>("load", this.files);
    return reply.ok ? { ok: true, value: reply.value.value.scenario } : reply;
  }

  describe(overrides: readonly Override[]): Answer<ScenarioDescription> {
    const scenario = this.number();
    if (!scenario.ok) return scenario;
    return plain(this.instance.ask("describe", { scenario: scenario.value, overrides }));
  }

  begin(options: RunOptions): Answer<Run> {
    const begun = beginRun(this.instance, this, options);
    if (!begun.ok) return begun;
    const { run, description, endMilliseconds } = begun.value;
    return { ok: true, value: new PageRun(this.instance, this, options, description, endMilliseconds, run) };
  }
}

interface Begun {
  readonly run: number;
  readonly description: ScenarioDescription;
  readonly endMilliseconds: Milliseconds;
}

function beginRun(instance: Instance, scenario: PageScenario, options: RunOptions): Answer<Begun> {
  const number = scenario.number();
  if (!number.ok) return number;
  const { overrides, interventions, seed, replication, untilMilliseconds } = options;
  const plan = { overrides, interventions, seed, untilMilliseconds };
  return plain(instance.ask("begin", { scenario: number.value, replication, plan }));
}

class PageRun extends Kept implements Run {
  protected readonly drop = "drop_run";
  computedMilliseconds: Milliseconds = 0;

  constructor(
    instance: Instance,
    readonly scenario: PageScenario,
    readonly options: RunOptions,
    readonly description: ScenarioDescription,
    readonly endMilliseconds: Milliseconds,
    number: number,
  ) {
    super(instance, number);
  }

  protected remake(): Answer<number> {
    this.computedMilliseconds = 0;
    const begun = beginRun(this.instance, this.scenario, this.options);
    return begun.ok ? { ok: true, value: begun.value.run } : begun;
  }

  get command(): string | null {
    return commandOf(this.scenario, this.options);
  }

  #ask<T>(question: string, given: object, reaches: Milliseconds): Answer<WithNumbers<T>> {
    const number = this.number();
    if (!number.ok) return number;
    const reply = this.instance.ask<T>(question, { number: number.value, ...wholeMoments(given) });
    if (reply.ok) this.computedMilliseconds = Math.max(this.computedMilliseconds, reaches);
    return reply;
  }

  compute(untilMilliseconds: Milliseconds, events?: number): Answer<Milliseconds> {
    const reply = plain(this.#ask<Milliseconds>("compute", { atMilliseconds: untilMilliseconds, events }, 0));
    if (reply.ok) this.computedMilliseconds = Math.max(this.computedMilliseconds, reply.value);
    return reply;
  }

  state(atMilliseconds: Milliseconds): Answer<State> {
    type Raw = Omit<State, "convoys"> & { readonly convoys: number };
    const reply = this.#ask<Raw>("state", { atMilliseconds }, atMilliseconds);
    if (!reply.ok) return reply;
    const { value, numbers } = reply.value;
    return { ok: true, value: { ...value, convoys: convoysOf(value.convoys, numbers) } };
  }

  view(side: SideIndex, atMilliseconds: Milliseconds): Answer<SideView> {
    return plain(this.#ask("view", { side, atMilliseconds }, atMilliseconds));
  }

  next(afterMilliseconds: Milliseconds): Answer<Milliseconds | null> {
    const reply = plain(this.#ask<Milliseconds | null>("next", { atMilliseconds: afterMilliseconds }, 0));
    if (reply.ok) this.computedMilliseconds = Math.max(this.computedMilliseconds, reply.value ?? this.endMilliseconds);
    return reply;
  }

  previous(beforeMilliseconds: Milliseconds): Answer<Milliseconds | null> {
    return plain(this.#ask("previous", { atMilliseconds: beforeMilliseconds }, beforeMilliseconds - 1));
  }

  nextStep(afterMilliseconds: Milliseconds): Answer<Milliseconds | null> {
    return plain(this.#ask("next_step", { atMilliseconds: afterMilliseconds }, afterMilliseconds));
  }

  events(fromMilliseconds: Milliseconds, untilMilliseconds: Milliseconds): Answer<readonly LogEvent[]> {
    return plain(this.#ask("events", { fromMilliseconds, untilMilliseconds }, untilMilliseconds));
  }

  claims(fromMilliseconds: Milliseconds, untilMilliseconds: Milliseconds): Answer<readonly Claim[]> {
    return plain(this.#ask("claims", { fromMilliseconds, untilMilliseconds }, untilMilliseconds));
  }

  curves(untilMilliseconds: Milliseconds): Answer<Curves> {
    type Raw = { readonly rows: number; readonly columns: readonly Omit<CurveColumn, "values">[] };
    const reply = this.#ask<Raw>("curves", { atMilliseconds: untilMilliseconds }, untilMilliseconds);
    if (!reply.ok) return reply;
    const { value, numbers } = reply.value;
    const part = (index: number) => numbers.subarray(index * value.rows, (index + 1) * value.rows);
    const columns = value.columns.map((column, index) => ({ ...column, values: part(index + 1) }));
    return { ok: true, value: { hours: part(0), columns } };
  }

  truces(atMilliseconds: Milliseconds): Answer<readonly Truce[]> {
    return plain(this.#ask("truces", { atMilliseconds }, atMilliseconds));
  }

  why(event: EventNumber): Answer<Why> {
    return plain(this.#ask("why", { event }, 0));
  }

  tree(event: EventNumber, limit?: number): Answer<CausalTree> {
    return plain(this.#ask("tree", { event, limit }, 0));
  }

  roots(): Answer<readonly EventNumber[]> {
    return plain(this.#ask("roots", {}, 0));
  }

  measures(atMilliseconds: Milliseconds): Answer<readonly Measure[]> {
    return plain(this.#ask("measures", { atMilliseconds }, atMilliseconds));
  }

  finish(): Answer<Ending> {
    return plain(this.#ask("finish", {}, this.endMilliseconds));
  }

  branch(intervention: Intervention): Answer<Run> {
    const interventions = [...this.options.interventions, intervention];
    return this.scenario.begin({ ...this.options, interventions });
  }

  fork(other: Run): Answer<Fork | null> {
    if (!(other instanceof PageRun)) return failure("request", "fork: the other run is of another engine");
    const number = other.number();
    if (!number.ok) return number;
    return plain(this.#ask("fork", { other: number.value }, this.endMilliseconds));
  }
}

/** Moments in whole milliseconds, whatever a slider gave. */
function wholeMoments(given: object): object {
  const whole = (name: string, value: unknown) =>
    name.endsWith("Milliseconds") && typeof value === "number" ? Math.max(0, Math.round(value)) : value;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, whole(name, value)]));
}

function plain<T>(answer: Answer<WithNumbers<T>>): Answer<T> {
  return answer.ok ? { ok: true, value: answer.value.value } : answer;
}

const CONVOY_COLUMNS = 10;

function convoysOf(count: number, numbers: Float64Array): Convoys {
  const convoys = {
    count,
    id: new Uint32Array(count),
    x: new Float64Array(count),
    y: new Float64Array(count),
    road: new Int32Array(count),
    fraction: new Float64Array(count),
    people: new Uint32Array(count),
    side: new Uint8Array(count),
    village: new Uint32Array(count),
    means: new Uint8Array(count),
    activity: new Uint8Array(count),
  };
  const columns = [
    convoys.id,
    convoys.x,
    convoys.y,
    convoys.road,
    convoys.fraction,
    convoys.people,
    convoys.side,
    convoys.village,
    convoys.means,
    convoys.activity,
  ];
  for (let index = 0; index < count; index += 1) {
    columns.forEach((column, position) => {
      column[index] = numbers[index * CONVOY_COLUMNS + position] ?? 0;
    });
  }
  return convoys;
}

/** A word for a shell: quoted when it holds anything but letters, digits and harmless signs. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function commandOf(scenario: Scenario, options: RunOptions): string | null {
  const path = scenario.files.origin ?? scenario.files.path;
  const [intervention, another] = options.interventions;
  const words = ["truceline", intervention === undefined ? "run" : "branch", path, "--seed", String(options.seed)];
  const set = (change: Override) => words.push("--set", `${change.path}=${change.value}`);
  const seconds = (milliseconds: Milliseconds) => `${milliseconds / 1000}s`;
  const whole = (milliseconds: Milliseconds) => milliseconds % 1000 === 0;
  if (intervention !== undefined) {
    if (another !== undefined || options.overrides.length > 0 || options.replication !== 0) return null;
    if (!whole(intervention.atMilliseconds)) return null;
    words.push("--at", seconds(intervention.atMilliseconds));
    intervention.overrides.forEach(set);
    for (const action of intervention.actions) words.push("--inject", action);
  } else {
    if (options.replication !== 0) words.push("--replication", String(options.replication));
    options.overrides.forEach(set);
  }
  if (options.untilMilliseconds !== undefined) {
    if (!whole(options.untilMilliseconds)) return null;
    words.push("--until", seconds(options.untilMilliseconds));
  }
  return words.map(shellWord).join(" ");
}
