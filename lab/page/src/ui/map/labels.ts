/** Names beside places, as many as fit without covering one another. */

import type { ScenarioDescription } from "../../engine/types";
import { isShown, type Point, type Projection } from "./geometry";

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly quiet: boolean;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const meets = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Towns and sites first, then villages by people, then posts; waypoints have no names. */
function ranked(description: ScenarioDescription): number[] {
  const rank = (index: number): number => {
    const place = description.places[index]!;
    switch (place.kind) {
      case "site":
        return 0;
      case "town":
        return 1;
      case "village":
        return 2 + 1 / (1 + description.villages[place.index]!.people);
      case "post":
        return 4;
      default:
        return 9;
    }
  };
  return description.places
    .map((_, index) => index)
    .filter((index) => rank(index) < 9)
    .sort((a, b) => rank(a) - rank(b));
}

/** Radius of the mark of a place, in pixels. */
export function markRadius(description: ScenarioDescription, index: number): number {
  const place = description.places[index]!;
  switch (place.kind) {
    case "village":
      return 3.5 + Math.sqrt(description.villages[place.index]!.people) / 9;
    case "town":
      return 9;
    case "site":
      return 8;
    case "post":
      return 6;
    default:
      return 2;
  }
}

export function placeLabels(
  description: ScenarioDescription,
  projection: Projection,
  size: { readonly width: number; readonly height: number },
  measure: (text: string) => number,
  lineHeight: number,
  taken: readonly Point[],
  sector: number | null,
): Label[] {
  const boxes: Box[] = taken.map((point) => ({
    left: point.x - 6,
    right: point.x + 6,
    top: point.y - 6,
    bottom: point.y + 6,
  }));
  description.places.forEach((place, index) => {
    if (place.kind === "waypoint" || !isShown(description, sector, index)) return;
    const { x, y } = projection.place(place.position);
    const radius = markRadius(description, index) * projection.markScale;
    boxes.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  });
  const labels: Label[] = [];
  for (const index of ranked(description)) {
    const place = description.places[index]!;
    if (!isShown(description, sector, index)) continue;
    const { x, y } = projection.place(place.position);
    const exact = projection.point(place.position);
    const atEdge = Math.hypot(exact.x - x, exact.y - y) > 2;
    // In the picture of one sector only towns stand at the edge; what else is outside has no name here.
    if (atEdge && place.kind !== "town") continue;
    const radius = markRadius(description, index) * projection.markScale + 4;
    const text = atEdge
      ? `${place.name}, ${Math.round(Math.hypot(exact.x - x, exact.y - y) / projection.pixelsPerKm)} km on`
      : place.name;
    const width = measure(text);
    const half = lineHeight / 2;
    const tries: Point[] = [
      { x: x + radius, y: y - half },
      { x: x - radius - width, y: y - half },
      { x: x - width / 2, y: y - radius - lineHeight },
      { x: x - width / 2, y: y + radius },
    ];
    for (const at of tries) {
      const box = { left: at.x, right: at.x + width, top: at.y, bottom: at.y + lineHeight };
      if (box.left < 2 || box.right > size.width - 2 || box.top < 2 || box.bottom > size.height - 2) continue;
      if (boxes.some((other) => meets(box, other))) continue;
      boxes.push(box);
      labels.push({ text, x: at.x, y: at.y + half, width, quiet: place.kind === "post" });
      break;
    }
  }
  return labels;
}
