/** The one state of the page: the scenario, the run on stage, the moment, and who is told when they change. */

import type {
  Answer,
  Engine,
  EngineError,
  EventNumber,
  Intervention,
  Milliseconds,
  Override,
  Run,
  Scenario,
  ScenarioDescription,
  ScenarioFiles,
  SideView,
  State,
} from "../../engine/types";
import { openingMoment } from "./opening";
import { Recording } from "./recording";
import { sameOverrides, scenarioName, type Session } from "./session";

/**
 * `scenario`: another scenario; `run`: another run of it, or more of it is known; `moment`: another moment; `view`: other eyes, another
 * sector or span; `selection`: an event was chosen; `layout`: a tab, a lesson, class mode; `trouble`: something could not be done.
 */
export type Topic = "scenario" | "run" | "moment" | "view" | "selection" | "layout" | "trouble";

export class Lab {
  session: Session;
  scenario: Scenario;
  /** The scenario as the run on stage has it. */
  description: ScenarioDescription;
  run: Run;
  recording: Recording;
  /** The run without interventions, while there are any. */
  unchanged: Recording | null = null;
  state: State;
  selected: EventNumber | null = null;
  trouble: EngineError | null = null;
  /** While a guess is open nothing ahead of the moment is shown. */
  hidden = false;
  private atOpening = false;
  private readonly listeners = new Map<Topic, Set<() => void>>();

  private constructor(
    readonly engine: Engine,
    readonly catalogue: readonly ScenarioFiles[],
    scenario: Scenario,
    session: Session,
    begun: { run: Run; state: State },
  ) {
    this.scenario = scenario;
    this.session = session;
    this.run = begun.run;
    this.state = begun.state;
    this.description = begun.run.description;
    this.recording = new Recording(this.run, () => this.grown());
    this.unchanged = this.record(session);
  }

  /** A lab with a session on stage, or why there is none. */
  static open(engine: Engine, catalogue: readonly ScenarioFiles[], session: Session): Answer<Lab> {
    const scenario = engine.load(session.files);
    if (!scenario.ok) return scenario;
    const begun = begin(scenario.value, session);
    if (!begun.ok) return begun;
    const lab = new Lab(engine, catalogue, scenario.value, session, begun.value);
    if (session.atMilliseconds < 0) lab.toOpening();
    else lab.look(session.atMilliseconds);
    return { ok: true, value: lab };
  }

  on(topics: readonly Topic[], told: () => void): () => void {
    for (const topic of topics) {
      const set = this.listeners.get(topic) ?? new Set();
      set.add(told);
      this.listeners.set(topic, set);
    }
    return () => topics.forEach((topic) => this.listeners.get(topic)?.delete(told));
  }

  tell(...topics: Topic[]): void {
    const told = new Set<() => void>();
    for (const topic of topics) this.listeners.get(topic)?.forEach((each) => told.add(each));
    told.forEach((each) => each());
  }

  get name(): string {
    return scenarioName(this.session.files);
  }

  get horizon(): Milliseconds {
    return this.run.endMilliseconds;
  }

  /** The side whose eyes the page looks through; null for everyone's. */
  get eyes(): number | null {
    const perspective = this.session.perspective;
    if (perspective === "everyone") return null;
    const side = this.description.sides.findIndex((each) => each.id === perspective.side);
    return side < 0 ? null : side;
  }

  view(): SideView | null {
    const side = this.eyes;
    if (side === null) return null;
    const view = this.run.view(side, this.session.atMilliseconds);
    return view.ok ? view.value : null;
  }

  /** Another scenario, at its own seed and at a moment where there is something to see. */
  openScenario(files: ScenarioFiles, patch: Partial<Session> = {}): EngineError | null {
    const loaded = this.engine.load(files);
    if (!loaded.ok) return loaded.error;
    const description = loaded.value.description;
    const session: Session = {
      ...this.session,
      files,
      overrides: [],
      seed: description.defaultSeed,
      replication: 0,
      interventions: [],
      atMilliseconds: -1,
      perspective: "everyone",
      sector: "",
      spanHours: 0,
      lesson: "",
      step: 0,
      ...patch,
    };
    const begun = begin(loaded.value, session);
    if (!begun.ok) {
      loaded.value.dispose();
      return begun.error;
    }
    const former = this.scenario;
    this.scenario = loaded.value;
    this.session = session;
    this.selected = null;
    this.trouble = null;
    this.stage(begun.value);
    former.dispose();
    if (session.atMilliseconds < 0) this.toOpening();
    else this.look(session.atMilliseconds);
    this.tell("scenario", "run", "moment", "view", "selection", "layout", "trouble");
    return null;
  }

  /** Changes parts of the session and tells whom it concerns. Answers what cannot be done; then nothing has changed. */
  change(patch: Partial<Session>): EngineError | null {
    const before = this.session;
    const next = { ...before, ...patch };
    const topics: Topic[] = [];
    const rerun =
      next.seed !== before.seed ||
      next.replication !== before.replication ||
      next.interventions !== before.interventions ||
      !sameOverrides(next.overrides, before.overrides);
    if (rerun) {
      const begun = begin(this.scenario, next);
      if (!begun.ok) return this.fail(begun.error);
      this.session = next;
      this.selected = null;
      this.stage(begun.value);
      topics.push("run", "moment", "selection");
    }
    this.session = next;
    if (next.atMilliseconds !== before.atMilliseconds) {
      this.atOpening = false;
      this.look(next.atMilliseconds);
      topics.push("moment");
    }
    if (next.perspective !== before.perspective || next.sector !== before.sector || next.spanHours !== before.spanHours)
      topics.push("view");
    if (
      next.tab !== before.tab ||
      next.lesson !== before.lesson ||
      next.step !== before.step ||
      next.classMode !== before.classMode
    )
      topics.push("layout");
    if (this.trouble !== null) {
      this.trouble = null;
      topics.push("trouble");
    }
    this.tell(...topics);
    return null;
  }

  fail(error: EngineError): EngineError {
    this.trouble = error;
    this.tell("trouble");
    return error;
  }

  moveTo(moment: Milliseconds): void {
    this.change({ atMilliseconds: Math.round(Math.max(0, Math.min(this.horizon, moment))) });
  }

  select(event: EventNumber | null): void {
    this.selected = event;
    this.tell("selection");
  }

  setOverrides(overrides: readonly Override[]): EngineError | null {
    return this.change({ overrides });
  }

  /** Adds an intervention, in order of moments. */
  intervene(intervention: Intervention): EngineError | null {
    const list = [...this.session.interventions, intervention].sort((a, b) => a.atMilliseconds - b.atMilliseconds);
    return this.change({ interventions: list });
  }

  /** The moment to begin at: where something has happened already. */
  toOpening(): void {
    this.atOpening = !this.recording.complete;
    const moment = openingMoment(this.recording, this.horizon);
    this.session = { ...this.session, atMilliseconds: moment };
    this.look(moment);
  }

  private look(moment: Milliseconds): void {
    const state = this.run.state(Math.max(0, Math.min(this.horizon, moment)));
    if (state.ok) this.state = state.value;
    else this.trouble = state.error;
  }

  private stage(begun: { run: Run; state: State }): void {
    this.recording.cancel();
    this.unchanged?.cancel();
    const former = this.run;
    const formerUnchanged = this.unchanged?.run;
    this.run = begun.run;
    this.description = begun.run.description;
    this.state = begun.state;
    this.recording = new Recording(this.run, () => this.grown());
    this.unchanged = this.record(this.session);
    former.dispose();
    formerUnchanged?.dispose();
  }

  private record(session: Session): Recording | null {
    if (session.interventions.length === 0) return null;
    const options = {
      overrides: session.overrides,
      seed: session.seed,
      replication: session.replication,
      interventions: [],
    };
    const run = this.scenario.begin(options);
    return run.ok ? new Recording(run.value, () => this.grown()) : null;
  }

  private grown(): void {
    // Nobody has moved since: begin where something happens, now that this is known.
    if (this.atOpening && this.recording.complete) this.toOpening();
    this.tell("run", "moment");
  }
}

function begin(scenario: Scenario, session: Session): Answer<{ run: Run; state: State }> {
  const run = scenario.begin({
    overrides: session.overrides,
    seed: session.seed,
    replication: session.replication,
    interventions: session.interventions,
  });
  if (!run.ok) return run;
  const state = run.value.state(Math.max(0, Math.min(run.value.endMilliseconds, session.atMilliseconds)));
  if (!state.ok) {
    run.value.dispose();
    return state;
  }
  return { ok: true, value: { run: run.value, state: state.value } };
}
