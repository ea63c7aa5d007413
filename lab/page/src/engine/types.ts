/**
 * What the engine offers to the page.
 *
 * Conventions
 * - Moments are whole milliseconds since the start of the scenario (`…Milliseconds`), as in the engine; lengths of time
 *   and axes of charts are hours (`…Hours`). Both are plain numbers.
 * - Positions are kilometres, x to the east and y to the north of the mean of all places.
 * - Things are numbered: `SideIndex`, `PlaceIndex` … are positions in the lists of {@link ScenarioDescription}. Texts of
 *   overrides and of actions use the ids, which those lists hold.
 * - Nothing throws. What can fail answers with {@link Answer}; a fault inside the engine is one of its errors.
 * - Everything is a pure function of (scenario, overrides, seed, replication, interventions): asking twice gives the same,
 *   and looking changes nothing. A run here has the digest that the command line prints.
 * - Truth and claims are apart: fields named `published…` and `claimed…` are what offices say, all others are what happened.
 */

// ---------------------------------------------------------------------------------------------------------------------
// Plain words

/** Whole milliseconds since the start of the scenario, 0..=horizon. */
export type Milliseconds = number;
/** Position in `description.sides`. */
export type SideIndex = number;
/** Position in `description.sectors`. */
export type SectorIndex = number;
/** Position in `description.places`. */
export type PlaceIndex = number;
/** Position in `description.posts`. */
export type PostIndex = number;
/** Position in `description.villages`. */
export type VillageIndex = number;
/** Position in `description.sites`. */
export type SiteIndex = number;
/** Position in `description.towns`. */
export type TownIndex = number;
/** Position in `description.roads`. */
export type RoadIndex = number;
/** Position in `description.channels`. */
export type ChannelIndex = number;
/** Number of an event in the truth log of one run: the `event` column of `events.csv`. */
export type EventNumber = number;
/**
 * Rung of the ladder: 0 nothing, 1 a quarrel without arms … 6 ground entry. Words for each are in `rungs` of
 * {@link EngineVersion}.
 */
export type Rung = number;

/** A change of the scenario before a run: dotted path, list items by id, and a value in RON (`"0.25"`, `"true"`, `"hawkes"`). */
export interface Override {
  readonly path: string;
  readonly value: string;
}

/** One problem of a scenario text, an override or an action; the same as `truceline check` tells. */
export interface Problem {
  /** File, or the override or action, that holds it. */
  readonly file: string;
  /** Path of the value, list items by id; empty for a whole file. */
  readonly path: string;
  /** What is wrong, without its place: `crew: found 0, expected 1..=10000`. */
  readonly message: string;
  /** What is allowed, when that can be said. */
  readonly allowed: string | null;
  /** The nearest name that exists: "did you mean …?". */
  readonly nearest: string | null;
  /** Line from 1; 0 when the problem has no place in a text. */
  readonly line: number;
  /** Column in characters, from 1. */
  readonly column: number;
  /** First byte (UTF-8) and number of bytes that a mark covers. */
  readonly offset: number;
  readonly length: number;
  /** The line of the text that the caret stands under; empty without a place. */
  readonly lineText: string;
}

/** Why something could not be done. */
export interface EngineError {
  /**
   * `scenario`: text, override or action is not sound; `problems` says where.
   * `request`: the page asked for what does not exist (a moment beyond the horizon, an event that is none).
   * `run`: a limit of the engine ended the run.
   * `fault`: a defect of the engine; `message` holds what to report.
   * `cancelled`: an ensemble was cancelled.
   */
  readonly kind: "scenario" | "request" | "run" | "fault" | "cancelled";
  /** For people. For `scenario` the plain lines that `check` prints: `file:line:column: message`. */
  readonly message: string;
  readonly problems: readonly Problem[];
}

/** A value, or why there is none. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: EngineError };

// ---------------------------------------------------------------------------------------------------------------------
// The engine

/** What the engine is. */
export interface EngineVersion {
  /** Version of the program: `0.1.0`. */
  readonly version: string;
  /** RESULT_VERSION: runs of equal result version have equal digests. */
  readonly resultVersion: number;
  /** The line that stands on every output. */
  readonly note: string;
  /** Words for the rungs 0..=6. */
  readonly rungs: readonly string[];
  /** All kinds of events. */
  readonly kinds: readonly { readonly name: string; readonly words: string }[];
  /** All parameters of the model. */
  readonly parameters: readonly ParameterRow[];
  /** All curves that a run has. */
  readonly curves: readonly CurveRow[];
}

/** A row of the parameter table: what `truceline explain` tells. */
export interface ParameterRow {
  /** `submodel.name`; its override path is `parameters.submodel.name`. */
  readonly name: string;
  readonly default: number;
  /** Plausible range: what a slider should span. */
  readonly plausibleLow: number;
  readonly plausibleHigh: number;
  /** Allowed range. */
  readonly allowedLow: number;
  readonly allowedHigh: number;
  /** Unit; `1` for plain numbers and shares. */
  readonly unit: string;
  readonly meaning: string;
  readonly source: string;
  /** S sourced, R recalled, D derived, P modelling choice. */
  readonly evidence: "S" | "R" | "D" | "P";
}

/** What a curve means. */
export interface CurveRow {
  /** As in `curves.csv`: `killed_military`, `displaced`, `authorised_rung` … */
  readonly name: string;
  readonly unit: string;
  readonly split: "whole" | "side" | "side_and_sector" | "claimant_and_side";
  readonly meaning: string;
}

/** Texts of a scenario: the scenario itself, and the files that it names relative to itself, if any. */
export interface ScenarioFiles {
  /** Which of the texts is the scenario: `failed-truces.ron`. The ending says the format: `.json` is JSON, all else RON. */
  readonly path: string;
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  /** Path of the file that it came from, for commands: `scenarios/failed-truces.ron`. */
  readonly origin?: string;
}

/** The engine on the main thread: everything about the one run on stage answers at once. */
export interface Engine {
  readonly version: EngineVersion;
  /** Reads and checks a scenario. */
  load(files: ScenarioFiles): Answer<Scenario>;
  /** Many runs, in a Worker where there is one. */
  readonly ensembles: Ensembles;
}

/** A sound scenario. */
export interface Scenario {
  /** The texts it was loaded from. */
  readonly files: ScenarioFiles;
  /** As the file says. Overrides may change crews, people and parameters, never what there is. */
  readonly description: ScenarioDescription;
  /** The scenario as it stands with overrides, or what is wrong with them. Cheap enough to call while a slider moves. */
  describe(overrides: readonly Override[]): Answer<ScenarioDescription>;
  /** Begins a run at time zero. It computes nothing yet: it runs on as far as it is asked about. */
  begin(options: RunOptions): Answer<Run>;
  /** Frees what it holds in the engine. Runs of it stay usable. */
  dispose(): void;
}

/** What determines a run. With equal options every run is the same run. */
export interface RunOptions {
  readonly overrides: readonly Override[];
  /** 0..=2^53-1. */
  readonly seed: number;
  /** From 0; the command line runs 0 when nothing is said. */
  readonly replication: number;
  /** Interventions, in order of their moments; the run is a branch when there are any. */
  readonly interventions: readonly Intervention[];
  /** End of the run; the horizon of the scenario when absent. */
  readonly untilMilliseconds?: Milliseconds;
}

/** What somebody does at a moment: the same as `truceline branch SCENARIO --at … --set … --inject …`. */
export interface Intervention {
  /**
   * After the start and before the end. What is due at exactly this moment comes after the intervention; to act after all that
   * `state(t)` shows, act at `momentAfter(t)` of `calendar.ts`. Whole seconds, so that the command line can do it again.
   */
  readonly atMilliseconds: Milliseconds;
  /** What is set from then on. Not everything can change on the way; the answer says what cannot and why. */
  readonly overrides: readonly Override[];
  /**
   * What happens then, each an action in RON. See {@link actions} in `actions.ts` for builders:
   * `talks(side: "kg", adversary: "tj", channel: "governors")`, `close_road(road: "a--b")`, `evacuate(district: "leilek")`,
   * `third_party(party: "monitors")` …
   */
  readonly actions: readonly string[];
}

// ---------------------------------------------------------------------------------------------------------------------
// What a scenario says

export interface Position {
  /** Kilometres to the east. */
  readonly x: number;
  /** Kilometres to the north. */
  readonly y: number;
}

export interface ScenarioDescription {
  readonly id: string;
  readonly title: string;
  readonly info: Info;
  readonly calendar: Calendar;
  readonly horizonMilliseconds: Milliseconds;
  readonly defaultSeed: number;
  /** Rule by which one act brings forth others: `hawkes`, `response_curve`, `deterrence`, `constant`. */
  readonly retaliation: string;
  readonly sides: readonly Side[];
  readonly sectors: readonly Sector[];
  /** All places: nodes of the road graph. Villages, posts, sites and towns are places, and so are waypoints. */
  readonly places: readonly Place[];
  readonly posts: readonly Post[];
  readonly villages: readonly Village[];
  readonly districts: readonly District[];
  readonly sites: readonly Site[];
  readonly towns: readonly Town[];
  readonly roads: readonly Road[];
  readonly channels: readonly Channel[];
  readonly thirdParties: readonly ThirdParty[];
  /** What the scenario scripts. */
  readonly injects: readonly { readonly atMilliseconds: Milliseconds; readonly note: string }[];
  readonly observed: readonly ObservedPoint[];
  /** Values of all parameters, in the order of `version.parameters`. */
  readonly parameters: readonly number[];
  /** Measures of a run, in the order in which {@link Measure} lists come. */
  readonly measures: readonly MeasureRow[];
}

/** What the scenario says of itself. */
export interface Info {
  readonly shows: string;
  readonly notice: string;
  readonly tryNext: string;
  readonly sources: readonly string[];
  readonly neutrality: string;
}

export interface Calendar {
  /** Milliseconds from 1970-01-01 00:00 UTC to the start. */
  readonly startUnixMilliseconds: number;
  /** Local time minus UTC, in minutes. `calendar.ts` writes local dates from both. */
  readonly utcOffsetMinutes: number;
}

export interface Side {
  readonly id: string;
  readonly name: string;
  /** Highest rung that its weapons allow. */
  readonly weaponsRung: Rung;
  /** Soldiers that can still be sent to the border. */
  readonly reserves: number;
  /** Share of households that hear an order to leave. */
  readonly orderReach: number;
  readonly ownCarShare: number;
  /** Factors on the delays of orders and reports: below 1 a hotline, above 1 a courier. */
  readonly orderDelayFactor: number;
  readonly reportDelayFactor: number;
  /** Whether it has a claims office; one without publishes nothing. */
  readonly hasOffice: boolean;
  /** Hostility against each side, 0..=1, in the order of sides; 0 against itself. */
  readonly hostility: readonly number[];
}

export interface Sector {
  readonly id: string;
  readonly name: string;
  readonly centre: Position;
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly position: Position;
  readonly sector: SectorIndex;
  readonly kind: "post" | "village" | "site" | "town" | "waypoint";
  /** Position in the list of its kind; for a waypoint 0. */
  readonly index: number;
}

export interface Post {
  readonly place: PlaceIndex;
  /** Its owner. */
  readonly side: SideIndex;
  readonly crew: number;
  readonly weaponsRung: Rung;
}

export interface Village {
  readonly place: PlaceIndex;
  readonly side: SideIndex;
  /** Position in `districts`. */
  readonly district: number;
  readonly people: number;
  readonly households: number;
}

/** Villages of one side that are told to leave together and share buses. */
export interface District {
  readonly id: string;
  readonly name: string;
  readonly side: SideIndex;
  readonly buses: number;
}

export interface Site {
  readonly place: PlaceIndex;
  readonly kind: "intake" | "bridge" | "junction" | "crossing" | "land";
  /** Roads that close when it is destroyed or blocked. */
  readonly roads: readonly RoadIndex[];
  readonly grievanceOpen: boolean;
}

export interface Town {
  readonly place: PlaceIndex;
  readonly side: SideIndex;
  readonly publicCapacity: number;
  readonly hostCapacity: number;
}

export interface Road {
  /** `from--to`, as in overrides and actions. */
  readonly id: string;
  readonly from: PlaceIndex;
  readonly to: PlaceIndex;
  readonly lengthKm: number;
  readonly class: "highway" | "local" | "track";
  /** Who controls it; null where it crosses between sides. */
  readonly control: SideIndex | null;
  readonly sector: SectorIndex;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly scope: "sector" | "neighbours" | "province" | "all";
  readonly faceToFace: boolean;
  readonly remote: boolean;
  /** Mean length of talks. */
  readonly talksHours: number;
  /** Mean delay until a post hears of an agreement. */
  readonly noticeHoursMean: number;
  readonly venue: PlaceIndex | null;
}

export interface ThirdParty {
  readonly id: string;
  readonly name: string;
  readonly kind: "call" | "summit" | "mediation" | "monitoring";
}

/** A documented value to draw over a curve. */
export interface ObservedPoint {
  /** Measure or curve: `killed.kg`, `displaced_registered.kg`. */
  readonly measure: string;
  readonly hours: number;
  readonly low: number;
  readonly best: number;
  readonly high: number;
  readonly claimant: string;
  readonly source: string;
}

export interface MeasureRow {
  /** `killed.total`, `displaced_peak.kg`, `peak_rung` … */
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
}

/** The value of a measure; null where a run gives none. In lists, in the order of `description.measures`. */
export type Measure = number | null;

// ---------------------------------------------------------------------------------------------------------------------
// One run

/** One run on stage. It keeps checkpoints, so that any moment is reached in some milliseconds. */
export interface Run {
  readonly scenario: Scenario;
  readonly options: RunOptions;
  /** The scenario as it stands in this run before any intervention. */
  readonly description: ScenarioDescription;
  readonly endMilliseconds: Milliseconds;
  /** The command of the command line that gives this run; null when no single command does. */
  readonly command: string | null;

  /** How far it has been computed: logs and curves reach to here. */
  readonly computedMilliseconds: Milliseconds;
  /**
   * Computes on to a moment, in slices so that the page stays alive: at most `events` events a call (default: no limit).
   * Answers how far it is. Every other question about a later moment computes on by itself.
   */
  compute(untilMilliseconds: Milliseconds, events?: number): Answer<Milliseconds>;

  /** Everything to draw at a moment: after all events at or before it. Works backwards as well as forwards. */
  state(atMilliseconds: Milliseconds): Answer<State>;
  /** The world as one side's command sees it at a moment: its own people and posts, reports and orders that arrived, claims. */
  view(side: SideIndex, atMilliseconds: Milliseconds): Answer<SideView>;

  /** The moment of the next logged event after a moment; null when there is none before the end. */
  next(afterMilliseconds: Milliseconds): Answer<Milliseconds | null>;
  /** The moment of the last logged event before a moment; null when there is none. */
  previous(beforeMilliseconds: Milliseconds): Answer<Milliseconds | null>;
  /** The same for every event of the engine, logged or not (a household leaves, a car moves): one step of the machine. */
  nextStep(afterMilliseconds: Milliseconds): Answer<Milliseconds | null>;

  /** Events with from <= time <= until, in order. */
  events(fromMilliseconds: Milliseconds, untilMilliseconds: Milliseconds): Answer<readonly LogEvent[]>;
  /** Statements of offices with from <= time <= until, in order. */
  claims(fromMilliseconds: Milliseconds, untilMilliseconds: Milliseconds): Answer<readonly Claim[]>;
  /** Curves up to a moment, by name and what they belong to. */
  curves(untilMilliseconds: Milliseconds): Answer<Curves>;
  /** Ceasefire attempts proposed up to a moment, as they stand at it. */
  truces(atMilliseconds: Milliseconds): Answer<readonly Truce[]>;

  /** An event with the chain of what led to it, root first. */
  why(event: EventNumber): Answer<Why>;
  /** Everything that descends from an event, itself first; at most `limit` (default 500) in order of time. */
  tree(event: EventNumber, limit?: number): Answer<CausalTree>;
  /** Events that caused nothing else and were caused by nothing: sparks, injects, calendar, in order. */
  roots(): Answer<readonly EventNumber[]>;

  /** Measures as they stand at a moment, as if the run ended there. */
  measures(atMilliseconds: Milliseconds): Answer<readonly Measure[]>;
  /** Computes to the end. The digest equals that of {@link Run.command}. */
  finish(): Answer<Ending>;

  /**
   * The same run, changed at a moment: same seed, same draws, so that what differs is because of the change. The answer is a run
   * of its own; this one goes on unchanged beside it.
   */
  branch(intervention: Intervention): Answer<Run>;
  /** Where the logs of this run and another of the same scenario and seed part; null when they are the same to the end. */
  fork(other: Run): Answer<Fork | null>;

  /** Frees what it holds in the engine. */
  dispose(): void;
}

export interface Ending {
  /** 32 hexadecimal digits. */
  readonly digest: string;
  /** `horizon`, `exhausted`, or the limit that ended it. */
  readonly outcome: string;
  readonly endHours: number;
  readonly executedEvents: number;
  readonly loggedEvents: number;
  readonly measures: readonly Measure[];
}

/** Where two runs part. */
export interface Fork {
  /** Moment of the first event that is not in both. */
  readonly atMilliseconds: Milliseconds;
  /** The first event that only this run has, and the first that only the other has. */
  readonly here: EventNumber | null;
  readonly there: EventNumber | null;
}

// ---------------------------------------------------------------------------------------------------------------------
// The state at a moment

export interface State {
  readonly atMilliseconds: Milliseconds;
  /** Local hour of the day, 0..24. */
  readonly localHour: number;
  /** Events executed and events logged so far. */
  readonly executedEvents: number;
  readonly loggedEvents: number;
  /** Digest of everything so far (without final measures): equal digests, equal histories. */
  readonly digest: string;

  readonly sides: readonly SideState[];
  readonly fronts: readonly FrontState[];
  readonly posts: readonly PostState[];
  readonly villages: readonly VillageState[];
  readonly sites: readonly SiteState[];
  readonly towns: readonly TownState[];
  readonly roads: readonly RoadState[];
  /** People under way by road or across country. */
  readonly convoys: Convoys;
  /** Soldiers under way to a sector. */
  readonly troops: readonly TroopsUnderWay[];
  /** What is known to somebody and not yet to others: reports, orders and notices that travel. */
  readonly messages: readonly Message[];
  /** Hostile acts of the last hours, for rings on the map; newest last. */
  readonly recentActs: readonly RecentAct[];
  /** Ceasefire attempts so far, as they stand. */
  readonly truces: readonly Truce[];
  readonly thirdPartiesPresent: readonly number[];
}

/** People of a village or a side by state. Their sum never changes. */
export interface People {
  readonly home: number;
  readonly cover: number;
  readonly preparing: number;
  readonly atSite: number;
  readonly road: number;
  readonly hosted: number;
  readonly shelter: number;
  readonly stranded: number;
  readonly dead: number;
}

export interface SideState {
  /** True numbers so far. */
  readonly killedMilitary: number;
  readonly killedCivilian: number;
  readonly woundedMilitary: number;
  readonly woundedCivilian: number;
  /** As its own office has published; null without an office. */
  readonly publishedKilled: number | null;
  readonly publishedWounded: number | null;
  /** Its killed and wounded as each side's office claims, in the order of sides; null for itself and for sides without an office. */
  readonly claimedKilledBy: readonly (number | null)[];
  readonly claimedWoundedBy: readonly (number | null)[];
  /** Displaced at the moment: true, and as registered by its office. */
  readonly displaced: number;
  readonly displacedRegistered: number;
  readonly people: People;
  /** Fit soldiers at posts it holds, and soldiers not yet sent. */
  readonly crewFit: number;
  readonly reserves: number;
  readonly captive: number;
  /** Outside pressure on it, 0..=1. */
  readonly pressure: number;
  /** Highest authorised rung on any of its fronts. */
  readonly rung: Rung;
}

/** A side against another in a sector. */
export interface FrontState {
  readonly side: SideIndex;
  readonly adversary: SideIndex;
  readonly sector: SectorIndex;
  /** What its command authorises here. */
  readonly rung: Rung;
  /** Threat that its command perceives here, a weight from 0. */
  readonly threat: number;
  /** Threat above which it would consider the next rung; null at the highest. */
  readonly nextThreshold: number | null;
  /** A review is under way. */
  readonly reviewEndsMilliseconds: Milliseconds | null;
  /** The whole front is on alert. */
  readonly alert: boolean;
}

export interface PostState {
  readonly holder: SideIndex;
  readonly crew: number;
  /** Rung of the order that it acts on against each side, in the order of sides; 0 against its holder. */
  readonly orderRung: readonly Rung[];
  /** Suppression by fire, from 0. */
  readonly suppression: number;
  readonly damaged: boolean;
  readonly burnt: boolean;
  readonly underAssault: boolean;
  readonly lastHitMilliseconds: Milliseconds | null;
  /** Number in `truces` of the ceasefire that it has heard of and that binds it, for each side; null for none. */
  readonly truceHeard: readonly (number | null)[];
}

export interface VillageState {
  readonly people: People;
  /** Living wounded, within the states. */
  readonly wounded: number;
  readonly houses: number;
  readonly ruined: number;
  /** Threat as its people feel it. */
  readonly threat: number;
  readonly alarmed: boolean;
  readonly ordered: boolean;
  readonly returning: boolean;
  readonly enteredBy: SideIndex | null;
  readonly waitingForBus: number;
}

export interface SiteState {
  readonly grievanceOpen: boolean;
  readonly destroyed: boolean;
  /** People at the site by side. */
  readonly crowd: readonly number[];
}

export interface TownState {
  readonly publicShelter: number;
  readonly hosted: number;
}

export interface RoadState {
  /** Why it is closed; empty when open. */
  readonly closed: readonly ("bridge" | "crowd" | "order" | "crossing" | "control")[];
  readonly underFire: boolean;
  /** Groups that queue to enter it. */
  readonly queue: number;
  /** People on it or queueing, by side. */
  readonly people: readonly number[];
}

/**
 * Groups under way, as columns: entry `i` of each belongs to one group. Values are exact at the moment; between two
 * moments a group on a road moves evenly.
 */
export interface Convoys {
  readonly count: number;
  /** Stable number of the group while it is under way. */
  readonly id: Uint32Array;
  /** Kilometres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Road that it is on or queues for; -1 across country. */
  readonly road: Int32Array;
  /** Share of the road behind it from the end at which it entered, 0..=1; 0 while it queues. */
  readonly fraction: Float64Array;
  readonly people: Uint32Array;
  readonly side: Uint8Array;
  readonly village: Uint32Array;
  /** 0 car, 1 on foot, 2 bus. */
  readonly means: Uint8Array;
  /** 0 on a road, 1 queueing, 2 across country, 3 stranded, 4 on the way home. */
  readonly activity: Uint8Array;
}

export interface TroopsUnderWay {
  readonly side: SideIndex;
  readonly people: number;
  readonly sector: SectorIndex;
  readonly arrivesMilliseconds: Milliseconds;
}

/** Something on its way from one who knows to one who does not. Arrivals are what the model has drawn: the page knows, sides do not. */
export interface Message {
  readonly kind: "report" | "order" | "notice" | "resupply";
  /** Whose command or post hears it. */
  readonly side: SideIndex;
  /** About whom; for a notice the other party. */
  readonly adversary: SideIndex | null;
  /** Where it comes from, when that is a place on the map (an act, the middle of a sector for orders). */
  readonly from: Position;
  /** Where it goes to: a post, or for reports the side's command (outside the map; drawn at the edge of the sector). */
  readonly toPost: PostIndex | null;
  readonly sector: SectorIndex;
  /** Rung of an order, or of an act as the report will read it. */
  readonly rung: Rung;
  /** When it was sent, when the model can tell. */
  readonly sentMilliseconds: Milliseconds | null;
  readonly arrivesMilliseconds: Milliseconds;
  /** The logged event that it speaks of or follows from. */
  readonly event: EventNumber | null;
}

export interface RecentAct {
  readonly event: EventNumber;
  readonly atMilliseconds: Milliseconds;
  readonly position: Position;
  readonly sector: SectorIndex;
  readonly side: SideIndex;
  readonly adversary: SideIndex;
  readonly rung: Rung;
  readonly killed: number;
  readonly wounded: number;
}

/** A ceasefire attempt as it stands at a moment. */
export interface Truce {
  /** Number of the attempt, from 0. */
  readonly index: number;
  /** The parties, lower side first. */
  readonly sides: readonly [SideIndex, SideIndex];
  readonly channel: ChannelIndex;
  readonly phase: "talks" | "failed" | "spreading" | "in_force" | "held" | "collapsed" | "superseded";
  /** Null until agreed. */
  readonly form: "verbal" | "written" | "withdrawal" | null;
  readonly proposedMilliseconds: Milliseconds;
  readonly agreedMilliseconds: Milliseconds | null;
  readonly inForceMilliseconds: Milliseconds | null;
  /** Talks failed, or it held, collapsed or was superseded. */
  readonly endedMilliseconds: Milliseconds | null;
  /** Posts that have not heard. */
  readonly unnotifiedPosts: number;
  readonly sectors: readonly {
    readonly sector: SectorIndex;
    readonly standing: "binding" | "breached" | "superseded" | "lapsed";
    readonly breachedMilliseconds: Milliseconds | null;
  }[];
}

/**
 * What a side's command has reason to believe at a moment. Nothing of it is taken from the other side's truth: fire is known when a
 * report has arrived, with the rung as read; the other side's losses only as claimed.
 */
export interface SideView {
  readonly side: SideIndex;
  readonly atMilliseconds: Milliseconds;
  /** Fronts of this side. */
  readonly fronts: readonly FrontState[];
  /** Posts that it holds. */
  readonly posts: readonly ({ readonly post: PostIndex; readonly state: PostState })[];
  /** Its own villages. */
  readonly villages: readonly ({ readonly village: VillageIndex; readonly state: VillageState })[];
  /** Reports that have arrived, newest last, at most the last 200. */
  readonly reports: readonly Report[];
  /** Orders and supplies that it has sent and that are under way. It does not know when they arrive: do not show that. */
  readonly messages: readonly Message[];
  /** All statements published so far by any office: these everybody can read. Latest of each claimant about each side. */
  readonly claims: readonly Claim[];
  /** Its own losses as registered (not as true: registration takes time). */
  readonly registeredKilled: number;
  readonly registeredWounded: number;
  readonly registeredDisplaced: number;
  readonly truces: readonly Truce[];
}

/** A report as it arrived at a command. */
export interface Report {
  readonly arrivedMilliseconds: Milliseconds;
  readonly happenedMilliseconds: Milliseconds;
  readonly event: EventNumber;
  /** Whom the command takes for the actor. */
  readonly actor: SideIndex;
  readonly sector: SectorIndex;
  readonly position: Position | null;
  /** Rung as read, which may be misread. */
  readonly rung: Rung;
  /** Own deaths that it names. */
  readonly ownDeaths: number;
}

// ---------------------------------------------------------------------------------------------------------------------
// Logs, curves, causes

/** One event of the truth log. */
export interface LogEvent {
  readonly event: EventNumber;
  readonly atMilliseconds: Milliseconds;
  /** Stable name: `fire`, `truce_agreed` … */
  readonly kind: string;
  /** One plain sentence, with a capital letter and a full stop, without its time. */
  readonly sentence: string;
  readonly place: PlaceIndex | null;
  readonly sector: SectorIndex | null;
  readonly side: SideIndex | null;
  readonly target: PlaceIndex | null;
  readonly road: RoadIndex | null;
  readonly targetSide: SideIndex | null;
  /** Number of the ceasefire attempt it belongs to. */
  readonly truce: number | null;
  readonly rung: Rung;
  readonly count: number;
  /** Harm by harmed side. */
  readonly harm: readonly {
    readonly side: SideIndex;
    readonly killedMilitary: number;
    readonly killedCivilian: number;
    readonly woundedMilitary: number;
    readonly woundedCivilian: number;
  }[];
  /** The event that caused it; null for a root. */
  readonly cause: EventNumber | null;
}

/** One statement of a claims office: what a side publishes, never what is true. */
export interface Claim {
  readonly atMilliseconds: Milliseconds;
  readonly claimant: SideIndex;
  readonly about: SideIndex;
  readonly killed: number;
  readonly wounded: number;
  /** As registered; only about the own side. */
  readonly displaced: number | null;
  /** Whom the claimant names as first shooter. */
  readonly firstShooter: SideIndex;
  readonly statement: "toll" | "denies_breach" | "accuses_of_breach";
  /** One plain sentence. */
  readonly sentence: string;
}

/** Curves on one grid of times. */
export interface Curves {
  /** Grid times in hours since the start. */
  readonly hours: Float64Array;
  readonly columns: readonly CurveColumn[];
}

export interface CurveColumn {
  /** Name in `version.curves`. */
  readonly name: string;
  readonly side: SideIndex | null;
  readonly sector: SectorIndex | null;
  readonly claimant: SideIndex | null;
  /** As long as `hours`. */
  readonly values: Float64Array;
}

/** Why an event came about. */
export interface Why {
  /** From the root to the event itself. */
  readonly chain: readonly LogEvent[];
  /** For each event of the chain: who knew what when, and the draws that decided it, as plain sentences. */
  readonly reasons: readonly (readonly string[])[];
  /** Events that it caused directly. */
  readonly effects: readonly EventNumber[];
  /** All that descend from it, and the people killed in them. */
  readonly descendants: number;
  readonly killedInDescendants: number;
}

/** What descends from an event. */
export interface CausalTree {
  readonly events: readonly LogEvent[];
  /** For each event: position in `events` of its cause; -1 for the root. */
  readonly parents: readonly number[];
  /** Whether there are more than the limit allowed. */
  readonly truncated: boolean;
}

// ---------------------------------------------------------------------------------------------------------------------
// Many runs

/**
 * Fans: quantiles over runs by time. `killed`, `displaced` and `rung` are of the whole border (killed and displaced summed, the rung
 * the highest); `killed.<side id>` and so on are of one side.
 */
export type FanMetric = string;

export interface EnsembleRequest {
  readonly scenario: Scenario;
  readonly overrides: readonly Override[];
  readonly interventions: readonly Intervention[];
  /** Replications `first .. first + replications` of this seed. Equal numbers share random numbers between requests: they are paired. */
  readonly seed: number;
  readonly firstReplication: number;
  /** For instance 200 for the fan on stage, 40 while dragging. */
  readonly replications: number;
  /** End of the runs; the horizon when absent. */
  readonly untilMilliseconds?: Milliseconds;
  /** Grid points of the fans, about 120 for a chart. */
  readonly gridPoints: number;
  readonly metrics: readonly FanMetric[];
}

/** Levels of the quantiles of a {@link Fan}, in order. */
export const QUANTILE_LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export interface Fan {
  readonly metric: FanMetric;
  /** One curve a level of {@link QUANTILE_LEVELS}, each as long as `hours`. */
  readonly quantiles: readonly Float64Array[];
  /** The first five runs, as sample paths. */
  readonly samples: readonly Float64Array[];
}

export interface Ensemble {
  readonly request: EnsembleRequest;
  /** Runs that went in. Fewer than asked for in a progress report. */
  readonly replications: number;
  readonly hours: Float64Array;
  readonly fans: readonly Fan[];
  /**
   * Measures of every run: `measures[m * replications + r]` is measure `m` (in the order of `description.measures`) of run `r`; NaN where
   * a run gives no value.
   */
  readonly measures: Float64Array;
}

/** A difference between two paired ensembles: changed minus unchanged, run by run. */
export interface PairedDifference {
  /** Mean difference and its 95 % interval (half-width, NaN for a single pair), by Student's t over pairs. */
  readonly mean: number;
  readonly halfWidth: number;
  /** Pairs that have a value in both. */
  readonly pairs: number;
  /** Shares of the pairs in which the changed run has less, the same and more. */
  readonly less: number;
  readonly same: number;
  readonly more: number;
  /** Difference of each pair. */
  readonly differences: Float64Array;
}

/** An ensemble under way. */
export interface EnsembleTask {
  /** Settles with the ensemble, or with an error (`cancelled` after `cancel`). Never rejects. */
  readonly done: Promise<Answer<Ensemble>>;
  /** Stops it: `done` settles with `cancelled` at once, and the engine is free some milliseconds later. */
  cancel(): void;
}

export interface Ensembles {
  /** Whether Workers do the work; otherwise the main thread does, in slices of some milliseconds. */
  readonly inWorker: boolean;
  /**
   * Starts an ensemble. `progress` is told of the fans of the runs that have come so far, a few times a second. Ensembles are worked on
   * in the order in which they were started; cancel the last before starting the next while a slider moves.
   */
  start(request: EnsembleRequest, progress?: (soFar: Ensemble) => void): EnsembleTask;
  /** Lets Workers make ensembles ready that may be asked for soon, without a run, so that the first of them is not slow. */
  warm(requests: readonly EnsembleRequest[]): void;
  /** Milliseconds until one more run of this scenario and length is done, all Workers at work, as of late; undefined before the first. */
  millisecondsARun(request: EnsembleRequest): number | undefined;
  /** One measure of two ensembles with the same seed and replications. */
  compare(unchanged: Ensemble, changed: Ensemble, measure: string): Answer<PairedDifference>;
}
