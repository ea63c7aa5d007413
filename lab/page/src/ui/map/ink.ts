/** Marks of the map, drawn on a canvas. Each mark differs from the others in shape, not only in colour. */

import type { PostState, ScenarioDescription, SiteState, VillageState } from "../../engine/types";
import { AXIS, BLACK, QUIET, TEXT, WHITE, faded, rungColour, sideColour } from "../palette";
import type { Point } from "./geometry";

export type Ink = CanvasRenderingContext2D;

export function disc(ink: Ink, at: Point, radius: number): void {
  ink.beginPath();
  ink.arc(at.x, at.y, radius, 0, 2 * Math.PI);
}

export function outlineHull(ink: Ink, points: readonly Point[], width: number): void {
  if (points.length === 0) return;
  ink.beginPath();
  points.forEach((point, index) => (index === 0 ? ink.moveTo(point.x, point.y) : ink.lineTo(point.x, point.y)));
  ink.closePath();
  ink.lineJoin = "round";
  ink.lineWidth = width;
  ink.strokeStyle = "#f4f4f2";
  ink.fillStyle = "#f4f4f2";
  ink.stroke();
  ink.fill();
}

/** A village: a ring by its people, filled as far as they are still there. */
export function village(
  ink: Ink,
  at: Point,
  radius: number,
  side: number,
  state: VillageState | null,
  known: boolean,
): void {
  const colour = known ? sideColour(side) : AXIS;
  disc(ink, at, radius);
  ink.fillStyle = WHITE;
  ink.fill();
  ink.lineWidth = 1.6;
  ink.strokeStyle = colour;
  ink.stroke();
  if (state === null) {
    ink.setLineDash([]);
    return;
  }
  const people = state.people;
  const all =
    people.home +
    people.cover +
    people.preparing +
    people.atSite +
    people.road +
    people.hosted +
    people.shelter +
    people.stranded +
    people.dead;
  const there = people.home + people.cover + people.preparing + people.atSite;
  if (all > 0 && there > 0) {
    disc(ink, at, (radius - 1.2) * Math.sqrt(there / all));
    ink.fillStyle = colour;
    ink.fill();
  }
  if (state.enteredBy !== null) {
    disc(ink, at, radius + 3);
    ink.lineWidth = 2.4;
    ink.strokeStyle = BLACK;
    ink.stroke();
  } else if (state.ruined > 0) {
    disc(ink, at, radius + 2.4);
    ink.lineWidth = 1.2;
    ink.strokeStyle = BLACK;
    ink.stroke();
  }
  if (state.alarmed) {
    ink.beginPath();
    ink.moveTo(at.x, at.y - radius - 2);
    ink.lineTo(at.x, at.y - radius - 7);
    ink.lineWidth = 2;
    ink.strokeStyle = TEXT;
    ink.stroke();
  }
}

/** A post: a square of its holder; framed by its owner's colour when another holds it; a white core when it knows of a truce. */
export function post(ink: Ink, at: Point, owner: number, state: PostState | null, known: boolean): void {
  const holder = state?.holder ?? owner;
  const half = 5.5;
  ink.fillStyle = known ? sideColour(holder) : AXIS;
  ink.fillRect(at.x - half, at.y - half, 2 * half, 2 * half);
  ink.lineWidth = 1;
  ink.strokeStyle = WHITE;
  ink.strokeRect(at.x - half, at.y - half, 2 * half, 2 * half);
  if (state === null) return;
  if (holder !== owner) {
    ink.lineWidth = 2;
    ink.strokeStyle = sideColour(owner);
    ink.strokeRect(at.x - half - 3, at.y - half - 3, 2 * half + 6, 2 * half + 6);
  }
  if (state.truceHeard.some((truce) => truce !== null)) {
    ink.fillStyle = WHITE;
    ink.fillRect(at.x - 2.5, at.y - 2.5, 5, 5);
  }
  if (state.underAssault) {
    ink.lineWidth = 2;
    ink.strokeStyle = BLACK;
    ink.strokeRect(at.x - half - 2, at.y - half - 2, 2 * half + 4, 2 * half + 4);
  }
  if (state.damaged || state.burnt) {
    ink.beginPath();
    ink.moveTo(at.x - half, at.y + half);
    ink.lineTo(at.x + half, at.y - half);
    ink.lineWidth = state.burnt ? 2.4 : 1.2;
    ink.strokeStyle = BLACK;
    ink.stroke();
  }
}

/** A contested site: a diamond, black when destroyed, doubled while a quarrel over it is open. */
export function site(ink: Ink, at: Point, state: SiteState | null): void {
  const diamond = (size: number): void => {
    ink.beginPath();
    ink.moveTo(at.x, at.y - size);
    ink.lineTo(at.x + size, at.y);
    ink.lineTo(at.x, at.y + size);
    ink.lineTo(at.x - size, at.y);
    ink.closePath();
  };
  diamond(7.5);
  ink.fillStyle = state?.destroyed ? BLACK : WHITE;
  ink.fill();
  ink.lineWidth = 1.8;
  ink.strokeStyle = BLACK;
  ink.stroke();
  if (state?.grievanceOpen) {
    diamond(11.5);
    ink.lineWidth = 1.2;
    ink.stroke();
  }
}

export function town(ink: Ink, at: Point, side: number, known: boolean): void {
  const colour = known ? sideColour(side) : AXIS;
  disc(ink, at, 8.5);
  ink.fillStyle = WHITE;
  ink.fill();
  ink.lineWidth = 2;
  ink.strokeStyle = colour;
  ink.stroke();
  disc(ink, at, 4);
  ink.fillStyle = colour;
  ink.fill();
}

/** Where a command stands: a hollow pentagon with the rung it authorises. */
export function command(ink: Ink, at: Point, side: number, rung: number): void {
  ink.beginPath();
  for (let corner = 0; corner < 5; corner += 1) {
    const angle = -Math.PI / 2 + (corner * 2 * Math.PI) / 5;
    const [x, y] = [at.x + 11 * Math.cos(angle), at.y + 11 * Math.sin(angle)];
    if (corner === 0) ink.moveTo(x, y);
    else ink.lineTo(x, y);
  }
  ink.closePath();
  ink.fillStyle = rungColour(rung);
  ink.fill();
  ink.lineWidth = 1.8;
  ink.strokeStyle = sideColour(side);
  ink.stroke();
  ink.fillStyle = rung >= 4 ? WHITE : TEXT;
  ink.textAlign = "center";
  ink.textBaseline = "middle";
  ink.fillText(String(rung), at.x, at.y + 1);
}

/** An act: a ring by its rung that fades with its age in hours. */
export function act(ink: Ink, at: Point, rung: number, ageHours: number): void {
  const strength = Math.exp(-ageHours / 3);
  if (strength < 0.04) return;
  disc(ink, at, 7 + 3.2 * rung);
  ink.lineWidth = 1 + strength * 1.8;
  ink.strokeStyle = faded(rungColour(Math.max(2, rung)), 0.15 + 0.85 * strength);
  ink.stroke();
  if (ageHours < 0.35) {
    disc(ink, at, (7 + 3.2 * rung) * 0.999);
    ink.fillStyle = faded(rungColour(Math.max(2, rung)), 0.18);
    ink.fill();
  }
}

/** A message under way: triangle for a report, chevron for an order, small square for the notice of a truce, cross for supplies. */
export function message(ink: Ink, kind: string, at: Point, angle: number, side: number): void {
  ink.save();
  ink.translate(at.x, at.y);
  ink.strokeStyle = sideColour(side);
  ink.fillStyle = WHITE;
  ink.lineWidth = 1.8;
  ink.beginPath();
  if (kind === "notice") {
    ink.rect(-4, -4, 8, 8);
  } else if (kind === "resupply") {
    ink.moveTo(-4, 0);
    ink.lineTo(4, 0);
    ink.moveTo(0, -4);
    ink.lineTo(0, 4);
  } else {
    ink.rotate(angle);
    if (kind === "report") {
      ink.moveTo(6, 0);
      ink.lineTo(-4, 4.5);
      ink.lineTo(-4, -4.5);
      ink.closePath();
    } else {
      ink.moveTo(-3, -5);
      ink.lineTo(4, 0);
      ink.lineTo(-3, 5);
    }
  }
  if (kind !== "order" && kind !== "resupply") ink.fill();
  ink.stroke();
  ink.restore();
}

/** A closed road: a cross in its middle. */
export function closed(ink: Ink, at: Point): void {
  ink.beginPath();
  ink.moveTo(at.x - 5, at.y - 5);
  ink.lineTo(at.x + 5, at.y + 5);
  ink.moveTo(at.x + 5, at.y - 5);
  ink.lineTo(at.x - 5, at.y + 5);
  ink.lineWidth = 2.4;
  ink.strokeStyle = TEXT;
  ink.stroke();
}

export function note(ink: Ink, text: string, at: Point, colour = QUIET, align: CanvasTextAlign = "center"): void {
  ink.textAlign = align;
  ink.textBaseline = "middle";
  ink.lineWidth = 3;
  ink.strokeStyle = faded("#ffffff", 0.85);
  ink.strokeText(text, at.x, at.y);
  ink.fillStyle = colour;
  ink.fillText(text, at.x, at.y);
}

/** Sides of villages and towns and owners of posts are in the description; sites have none. */
export function sideOf(description: ScenarioDescription, place: number): number | null {
  const each = description.places[place]!;
  if (each.kind === "village") return description.villages[each.index]!.side;
  if (each.kind === "post") return description.posts[each.index]!.side;
  if (each.kind === "town") return description.towns[each.index]!.side;
  return null;
}
