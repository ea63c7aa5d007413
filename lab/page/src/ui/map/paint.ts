/** Draws one picture of the map: of everyone's world at a moment, or of what one side's command knows. */

import type { ScenarioDescription, SideView, State } from "../../engine/types";
import { AXIS, QUIET, TEXT, faded, sideColour, sideTextColour } from "../palette";
import { HOUR, numberText } from "../words";
import { barKm, commandPosition, crossesOthers, hull, isShown, type Point, type Projection } from "./geometry";
import * as ink from "./ink";
import { markRadius, type Label } from "./labels";

export interface Picture {
  readonly description: ScenarioDescription;
  readonly state: State;
  /** What a side's command knows; everyone's world when null. */
  readonly view: SideView | null;
  readonly sector: number | null;
  readonly projection: Projection;
  readonly labels: readonly Label[];
  readonly width: number;
  readonly height: number;
  readonly fontPixels: number;
  /** The place under the keyboard or the pointer. */
  readonly focus: number | null;
}

export function font(pixels: number, weight = 400): string {
  return `${weight} ${pixels}px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif`;
}

/** Points of commands: one a side and sector that has places of that side. */
export function commandPoints(
  description: ScenarioDescription,
  sector: number | null,
): { side: number; sector: number; position: { x: number; y: number } }[] {
  const list: { side: number; sector: number; position: { x: number; y: number } }[] = [];
  description.sectors.forEach((_, index) => {
    if (sector !== null && sector !== index) return;
    description.sides.forEach((__, side) => {
      const own = description.places.some(
        (place) => place.sector === index && place.kind === "post" && description.posts[place.index]!.side === side,
      );
      if (own) list.push({ side, sector: index, position: commandPosition(description, side, index) });
    });
  });
  return list;
}

export function paint(context: CanvasRenderingContext2D, picture: Picture): void {
  context.clearRect(0, 0, picture.width, picture.height);
  context.font = font(picture.fontPixels);
  sectors(context, picture);
  roads(context, picture);
  if (picture.view === null) acts(context, picture);
  else reports(context, picture, picture.view);
  if (picture.view === null) convoys(context, picture);
  places(context, picture);
  commands(context, picture);
  messages(context, picture);
  for (const label of picture.labels)
    ink.note(context, label.text, { x: label.x, y: label.y }, label.quiet ? QUIET : TEXT, "left");
  numbers(context, picture);
  focus(context, picture);
  bar(context, picture);
}

function sectors(context: CanvasRenderingContext2D, { description, projection, sector: only }: Picture): void {
  description.sectors.forEach((_, sector) => {
    if (only !== null && only !== sector) return;
    const points = description.places.filter(
      (place) => place.sector === sector && place.kind !== "town" && place.kind !== "waypoint",
    );
    ink.outlineHull(context, hull(points.map((place) => projection.point(place.position))), 44 * projection.markScale);
  });
}

const crossing = new WeakMap<ScenarioDescription, boolean>();

function roads(context: CanvasRenderingContext2D, { description, state, projection, view, sector }: Picture): void {
  // Roads shut to civilians of the other side when fire rises; that is worth a mark only where somebody needs them.
  const crosses = crossing.get(description) ?? crossesOthers(description);
  crossing.set(description, crosses);
  description.roads.forEach((road, index) => {
    if (
      sector !== null &&
      description.places[road.from]!.sector !== sector &&
      description.places[road.to]!.sector !== sector
    )
      return;
    const from = projection.place(description.places[road.from]!.position);
    const to = projection.place(description.places[road.to]!.position);
    const now = view === null ? state.roads[index] : undefined;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.setLineDash(road.class === "track" ? [6, 4] : []);
    context.lineWidth = road.class === "highway" ? 4 : 2;
    context.strokeStyle = now?.underFire ? "#8b8f94" : "#cfd2d6";
    context.stroke();
    context.setLineDash([]);
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    if (now !== undefined && now.closed.some((reason) => reason !== "crossing" || crosses)) ink.closed(context, middle);
  });
}

function acts(context: CanvasRenderingContext2D, { state, projection, sector }: Picture): void {
  for (const act of state.recentActs) {
    if (sector !== null && act.sector !== sector) continue;
    ink.act(context, projection.point(act.position), act.rung, (state.atMilliseconds - act.atMilliseconds) / HOUR);
  }
}

/** Reports as rings too: where and when the command thinks that something happened, drawn from the hour in which it heard. */
function reports(context: CanvasRenderingContext2D, { state, projection, sector }: Picture, view: SideView): void {
  for (const report of view.reports) {
    if (report.position === null || (sector !== null && report.sector !== sector)) continue;
    const at = projection.point(report.position);
    context.setLineDash([4, 3]);
    ink.act(context, at, report.rung, (state.atMilliseconds - report.arrivedMilliseconds) / HOUR);
    context.setLineDash([]);
  }
}

function convoys(context: CanvasRenderingContext2D, { description, state, projection, sector }: Picture): void {
  const { count, x, y, side, means, activity, road } = state.convoys;
  // On a road whose end is drawn at the edge people move along the road as drawn.
  const ends = description.roads.map((each) => {
    const [from, to] = [description.places[each.from]!.position, description.places[each.to]!.position];
    const shown =
      sector === null ||
      description.places[each.from]!.sector === sector ||
      description.places[each.to]!.sector === sector;
    return {
      shown,
      from,
      along: { x: to.x - from.x, y: to.y - from.y },
      drawnFrom: projection.place(from),
      drawnTo: projection.place(to),
    };
  });
  for (let index = 0; index < count; index += 1) {
    let px = projection.x(x[index]!);
    let py = projection.y(y[index]!);
    const on = ends[road[index]!];
    if (sector !== null && (on === undefined || !on.shown)) continue;
    if (on !== undefined) {
      const length = on.along.x ** 2 + on.along.y ** 2 || 1;
      const share = Math.max(
        0,
        Math.min(1, ((x[index]! - on.from.x) * on.along.x + (y[index]! - on.from.y) * on.along.y) / length),
      );
      px = on.drawnFrom.x + (on.drawnTo.x - on.drawnFrom.x) * share;
      py = on.drawnFrom.y + (on.drawnTo.y - on.drawnFrom.y) * share;
    }
    const colour = sideColour(side[index]!);
    context.fillStyle = faded(colour, 0.75);
    if (activity[index] === 3) {
      context.strokeStyle = colour;
      context.lineWidth = 1.2;
      context.strokeRect(px - 2.5, py - 2.5, 5, 5);
    } else if (means[index] === 2) context.fillRect(px - 4, py - 2, 8, 4);
    else if (means[index] === 1) context.fillRect(px - 1, py - 1, 2, 2);
    else context.fillRect(px - 2, py - 1.5, 4, 3);
  }
}

function places(context: CanvasRenderingContext2D, { description, state, projection, view, sector }: Picture): void {
  const posts = new Map(view?.posts.map((each) => [each.post, each.state]));
  const villages = new Map(view?.villages.map((each) => [each.village, each.state]));
  const origin = { x: 0, y: 0 };
  description.places.forEach((place, index) => {
    if (!isShown(description, sector, index)) return;
    const at = projection.place(place.position);
    context.save();
    context.translate(at.x, at.y);
    context.scale(projection.markScale, projection.markScale);
    switch (place.kind) {
      case "village": {
        const known = view === null ? state.villages[place.index]! : (villages.get(place.index) ?? null);
        ink.village(
          context,
          origin,
          markRadius(description, index),
          description.villages[place.index]!.side,
          known,
          true,
        );
        break;
      }
      case "post": {
        const owner = description.posts[place.index]!.side;
        ink.post(
          context,
          origin,
          owner,
          view === null ? state.posts[place.index]! : (posts.get(place.index) ?? null),
          true,
        );
        break;
      }
      case "site":
        ink.site(context, origin, state.sites[place.index] ?? null);
        break;
      case "town":
        ink.town(context, origin, description.towns[place.index]!.side, true);
        break;
      default:
        break;
    }
    context.restore();
  });
}

function commands(context: CanvasRenderingContext2D, picture: Picture): void {
  context.font = font(picture.fontPixels, 600);
  for (const each of commandPoints(picture.description, picture.sector)) {
    if (picture.view !== null && picture.view.side !== each.side) continue;
    const rung = picture.state.fronts
      .filter((front) => front.side === each.side && front.sector === each.sector)
      .reduce((most, front) => Math.max(most, front.rung), 0);
    const at = commandPoint(picture, each.position);
    context.save();
    context.translate(at.x, at.y);
    context.scale(picture.projection.markScale, picture.projection.markScale);
    ink.command(context, { x: 0, y: 0 }, each.side, rung);
    context.restore();
  }
  context.font = font(picture.fontPixels);
}

/** Kept inside the picture when the sector fills it. */
function commandPoint({ projection, width, height }: Picture, position: { x: number; y: number }): Point {
  const at = projection.point(position);
  return { x: Math.max(14, Math.min(width - 14, at.x)), y: Math.max(14, Math.min(height - 14, at.y)) };
}

function messages(context: CanvasRenderingContext2D, picture: Picture): void {
  const { description, state, projection, view } = picture;
  const commandAt = new Map<string, { x: number; y: number }>();
  for (const each of commandPoints(description, null)) commandAt.set(`${each.side} ${each.sector}`, each.position);
  // A command knows what it has sent, not when it arrives; what has not reached it, it does not know.
  for (const message of view?.messages ?? state.messages) {
    if (picture.sector !== null && message.sector !== picture.sector) continue;
    const base = commandAt.get(`${message.side} ${message.sector}`);
    const fromCommand = message.kind === "order" || message.kind === "notice";
    const start = fromCommand && base !== undefined ? commandPoint(picture, base) : projection.point(message.from);
    const end =
      message.toPost !== null
        ? projection.point(description.places[description.posts[message.toPost]!.place]!.position)
        : base !== undefined
          ? commandPoint(picture, base)
          : start;
    const sent = message.sentMilliseconds;
    const length = sent === null ? 0 : message.arrivesMilliseconds - sent;
    const share =
      view !== null ? 0.5 : length > 0 ? Math.max(0, Math.min(1, (state.atMilliseconds - sent!) / length)) : 0.5;
    context.beginPath();
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
    context.setLineDash([1.5, 4]);
    context.lineWidth = 1;
    context.strokeStyle = faded(sideColour(message.side), 0.6);
    context.stroke();
    context.setLineDash([]);
    const at = { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share };
    ink.message(context, message.kind, at, Math.atan2(end.y - start.y, end.x - start.x), message.side);
  }
}

/** Numbers that matter: people in crowds, vehicles that queue. */
function numbers(
  context: CanvasRenderingContext2D,
  { description, state, projection, view, fontPixels, sector }: Picture,
): void {
  if (view !== null) return;
  context.font = font(fontPixels * 0.95, 600);
  description.sites.forEach((site, index) => {
    if (!isShown(description, sector, site.place)) return;
    const crowd = state.sites[index]?.crowd ?? [];
    const at = projection.point(description.places[site.place]!.position);
    crowd.forEach((people, side) => {
      if (people < 1) return;
      ink.note(
        context,
        `${numberText(people)} people`,
        { x: at.x, y: at.y + 22 + side * (fontPixels + 2) },
        sideTextColour(side),
      );
    });
  });
  description.roads.forEach((road, index) => {
    const queue = state.roads[index]?.queue ?? 0;
    if (queue < 5 || (sector !== null && road.sector !== sector)) return;
    const from = projection.place(description.places[road.from]!.position);
    const to = projection.place(description.places[road.to]!.position);
    ink.note(
      context,
      `${numberText(queue)} waiting`,
      { x: from.x * 0.7 + to.x * 0.3, y: from.y * 0.7 + to.y * 0.3 - 9 },
      TEXT,
    );
  });
  context.font = font(fontPixels);
}

function focus(context: CanvasRenderingContext2D, { description, projection, focus: place }: Picture): void {
  if (place === null) return;
  const at = projection.place(description.places[place]!.position);
  const radius = markRadius(description, place) * projection.markScale + 6;
  context.lineWidth = 3;
  context.strokeStyle = "#ffffff";
  ink.disc(context, at, radius);
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = TEXT;
  ink.disc(context, at, radius);
  context.stroke();
}

function bar(context: CanvasRenderingContext2D, { projection, width, height, fontPixels }: Picture): void {
  const km = barKm(projection.pixelsPerKm, width);
  const length = km * projection.pixelsPerKm;
  const [left, top] = [14, height - 14];
  context.beginPath();
  context.moveTo(left, top - 5);
  context.lineTo(left, top);
  context.lineTo(left + length, top);
  context.lineTo(left + length, top - 5);
  context.lineWidth = 1.5;
  context.strokeStyle = AXIS;
  context.stroke();
  ink.note(context, `${numberText(km)} km, north up`, { x: left, y: top - fontPixels + 2 }, QUIET, "left");
}
