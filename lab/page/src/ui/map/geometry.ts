/** From kilometres to pixels, hulls of sectors, and where a command is drawn. */

import type { Position, ScenarioDescription } from "../../engine/types";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** North up, the same scale both ways. What lies far outside is drawn at the edge, on the line from the middle to where it is. */
export class Projection {
  constructor(
    readonly pixelsPerKm: number,
    private readonly left: number,
    private readonly top: number,
    private readonly size: { readonly width: number; readonly height: number } = { width: Infinity, height: Infinity },
  ) {}

  /** Size of marks: smaller where places lie close together. */
  get markScale(): number {
    return Math.max(0.62, Math.min(1, this.pixelsPerKm / 11));
  }

  /** Where a place is drawn. */
  place(position: Position): Point {
    const at = this.point(position);
    const { width, height } = this.size;
    if (!Number.isFinite(width)) return at;
    const margin = 16;
    const [middleX, middleY] = [width / 2, height / 2];
    const [awayX, awayY] = [at.x - middleX, at.y - middleY];
    const share = Math.min(
      1,
      awayX === 0 ? 1 : (middleX - margin) / Math.abs(awayX),
      awayY === 0 ? 1 : (middleY - margin) / Math.abs(awayY),
    );
    return { x: middleX + awayX * share, y: middleY + awayY * share };
  }

  static fit(points: readonly Position[], width: number, height: number, padding: number): Projection {
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const point of points) {
      west = Math.min(west, point.x);
      east = Math.max(east, point.x);
      south = Math.min(south, point.y);
      north = Math.max(north, point.y);
    }
    const spanX = Math.max(east - west, 1);
    const spanY = Math.max(north - south, 1);
    const room = { x: Math.max(width - 2 * padding, 40), y: Math.max(height - 2 * padding, 40) };
    const scale = Math.min(room.x / spanX, room.y / spanY);
    return new Projection(scale, width / 2 - ((west + east) / 2) * scale, height / 2 + ((south + north) / 2) * scale, {
      width,
      height,
    });
  }

  x(km: number): number {
    return this.left + km * this.pixelsPerKm;
  }

  y(km: number): number {
    return this.top - km * this.pixelsPerKm;
  }

  point(position: Position): Point {
    return { x: this.x(position.x), y: this.y(position.y) };
  }
}

/** Convex hull, counter-clockwise (Andrew's monotone chain). */
export function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const turn = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (list: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of list) {
      while (kept.length >= 2 && turn(kept[kept.length - 2]!, kept[kept.length - 1]!, point) <= 0) kept.pop();
      kept.push(point);
    }
    kept.pop();
    return kept;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Whether a place is drawn: in the picture of one sector only what lies in it, and the towns to which its roads lead. */
export function isShown(description: ScenarioDescription, sector: number | null, index: number): boolean {
  if (sector === null) return true;
  const place = description.places[index]!;
  if (place.sector === sector) return true;
  if (place.kind !== "town") return false;
  return description.roads.some(
    (road) =>
      (road.from === index && description.places[road.to]!.sector === sector) ||
      (road.to === index && description.places[road.from]!.sector === sector),
  );
}

/** Positions that the map must show: those of a sector, or of all. Towns lie behind the border and are drawn at the edge. */
export function placesOf(description: ScenarioDescription, sector: number | null): Position[] {
  const shown = description.places.filter(
    (place) => place.kind !== "town" && place.kind !== "waypoint" && (sector === null || place.sector === sector),
  );
  return (shown.length > 0 ? shown : description.places).map((place) => place.position);
}

/**
 * Where the command of a side stands for a sector: behind the side's own places there, away from the border. Commands are no places of
 * the model; this is only where reports go to and orders come from.
 */
export function commandPosition(description: ScenarioDescription, side: number, sector: number): Position {
  const own = description.places.filter((place) => {
    if (place.sector !== sector) return false;
    if (place.kind === "village") return description.villages[place.index]!.side === side;
    if (place.kind === "post") return description.posts[place.index]!.side === side;
    return false;
  });
  const centre = description.sectors[sector]!.centre;
  if (own.length === 0) return centre;
  const others = description.places.filter(
    (place) => place.sector === sector && place.kind === "post" && description.posts[place.index]!.side !== side,
  );
  const mean = (list: readonly { readonly position: Position }[]): Position => ({
    x: list.reduce((sum, each) => sum + each.position.x, 0) / list.length,
    y: list.reduce((sum, each) => sum + each.position.y, 0) / list.length,
  });
  const mine = mean(own);
  const theirs = others.length > 0 ? mean(others) : centre;
  const away = { x: mine.x - theirs.x, y: mine.y - theirs.y };
  const length = Math.hypot(away.x, away.y) || 1;
  const reach = Math.max(
    ...own.map((place) => ((place.position.x - mine.x) * away.x + (place.position.y - mine.y) * away.y) / length),
    0,
  );
  const far = reach + 1.5;
  return { x: mine.x + (away.x / length) * far, y: mine.y + (away.y / length) * far };
}

/** A length for the scale bar: 1, 2 or 5 times a power of ten, at most a share of the width. */
export function barKm(pixelsPerKm: number, width: number): number {
  const most = (width * 0.22) / pixelsPerKm;
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((step) => step * power).find((km) => km <= most) ?? power;
}

/**
 * Whether civilians of a side need roads of another side to reach a town of theirs: only then does it matter that such roads shut to
 * them when fire rises.
 */
export function crossesOthers(description: ScenarioDescription): boolean {
  return description.sides.some((_, side) => {
    const reached = new Set(description.towns.filter((town) => town.side === side).map((town) => town.place));
    for (let grown = reached.size > 0; grown;) {
      grown = false;
      for (const road of description.roads) {
        if (road.control !== null && road.control !== side) continue;
        if (reached.has(road.from) === reached.has(road.to)) continue;
        reached.add(road.from).add(road.to);
        grown = true;
      }
    }
    return description.villages.some((village) => village.side === side && !reached.has(village.place));
  });
}
