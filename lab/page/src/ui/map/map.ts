/** The map: a canvas that can be walked over with the arrow keys, and a line that says what stands at the chosen place. */

import type { ScenarioDescription, SideView, State } from "../../engine/types";
import { element, oncePerFrame, say } from "../dom";
import { isShown, Projection, placesOf } from "./geometry";
import { markRadius, placeLabels, type Label } from "./labels";
import { commandPoints, font, paint } from "./paint";
import { placeText } from "./words";

export interface MapSource {
  description(): ScenarioDescription;
  state(): State;
  /** What one side's command knows; null for everyone's world. */
  view(): SideView | null;
  /** Position of the sector shown; null for the whole border. */
  sector(): number | null;
  /** Somebody chose a place. */
  chosen(place: number): void;
}

export class BorderMap {
  readonly root: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly status: HTMLElement;
  private readonly context: CanvasRenderingContext2D;
  private focus: number | null = null;
  private layout: {
    key: string;
    projection: Projection;
    labels: Label[];
    width: number;
    height: number;
    fontPixels: number;
  } | null = null;
  private known: ScenarioDescription | null = null;
  readonly draw: () => void;

  constructor(
    private readonly source: MapSource,
    label: string,
  ) {
    this.canvas = element("canvas", {
      class: "map-canvas",
      tabindex: 0,
      role: "img",
      "aria-label": label,
      "aria-describedby": "map-keys",
      onpointermove: (event: PointerEvent) => this.hover(event),
      onpointerleave: () => this.setFocus(null),
      onclick: (event: MouseEvent) => this.click(event),
      onkeydown: (event: KeyboardEvent) => this.key(event),
      onblur: () => this.setFocus(null),
    });
    this.status = element("p", { class: "map-status", role: "status" });
    this.root = element("div", { class: "map" }, element("div", { class: "map-room" }, this.canvas), this.status);
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    this.context = context;
    this.draw = oncePerFrame(() => this.drawNow());
    new ResizeObserver(() => this.drawNow()).observe(this.canvas);
  }

  /** Draws at once; the same as {@link BorderMap.draw} without waiting for the frame. */
  drawNow(): void {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    if (width < 20 || height < 20) return;
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const description = this.source.description();
    const layout = this.layoutFor(description, width, height);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(this.context, {
      description,
      state: this.source.state(),
      view: this.source.view(),
      sector: this.source.sector(),
      projection: layout.projection,
      labels: layout.labels,
      width,
      height,
      fontPixels: layout.fontPixels,
      focus: this.focus,
    });
    if (this.focus !== null) this.sayFocus();
  }

  private layoutFor(description: ScenarioDescription, width: number, height: number) {
    const sector = this.source.sector();
    const fontPixels = Number.parseFloat(getComputedStyle(this.canvas).fontSize) || 12;
    const key = `${width} ${height} ${sector} ${fontPixels}`;
    if (this.layout !== null && this.layout.key === key && this.known === description) return this.layout;
    this.known = description;
    const commands = commandPoints(description, sector).map((each) => each.position);
    const projection = Projection.fit(
      [...placesOf(description, sector), ...commands],
      width,
      height,
      Math.min(46, width / 10),
    );
    this.context.font = font(fontPixels);
    const measure = (text: string): number => this.context.measureText(text).width;
    const labels = placeLabels(
      description,
      projection,
      { width, height },
      measure,
      fontPixels + 3,
      commands.map((each) => projection.point(each)),
      sector,
    );
    this.layout = { key, projection, labels, width, height, fontPixels };
    return this.layout;
  }

  private setFocus(place: number | null): void {
    if (place === this.focus) return;
    this.focus = place;
    if (place === null) say(this.status, "");
    this.draw();
  }

  private sayFocus(): void {
    if (this.focus === null) return;
    say(this.status, placeText(this.source.description(), this.source.state(), this.source.view(), this.focus));
  }

  private near(event: MouseEvent): number | null {
    if (this.layout === null) return null;
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best: number | null = null;
    let distance = 18;
    const description = this.source.description();
    description.places.forEach((place, index) => {
      if (place.kind === "waypoint" || !isShown(description, this.source.sector(), index)) return;
      const at = this.layout!.projection.place(place.position);
      const away =
        Math.hypot(at.x - x, at.y - y) - (markRadius(description, index) * this.layout!.projection.markScale) / 2;
      if (away < distance) {
        best = index;
        distance = away;
      }
    });
    return best;
  }

  private hover(event: PointerEvent): void {
    const place = this.near(event);
    this.canvas.style.cursor = place === null ? "" : "pointer";
    this.setFocus(place);
  }

  private click(event: MouseEvent): void {
    const place = this.near(event);
    if (place === null) return;
    this.setFocus(place);
    this.source.chosen(place);
  }

  private key(event: KeyboardEvent): void {
    const ways: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const way = ways[event.key];
    if (way !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.setFocus(this.towards(way[0], way[1]));
      this.drawNow();
    } else if ((event.key === "Enter" || event.key === " ") && this.focus !== null) {
      event.preventDefault();
      event.stopPropagation();
      this.source.chosen(this.focus);
    }
  }

  /** The nearest place in a direction; the one nearest to the middle when none is chosen. */
  private towards(east: number, north: number): number | null {
    const description = this.source.description();
    const sector = this.source.sector();
    const candidates = description.places
      .map((place, index) => ({ place, index }))
      .filter(({ place, index }) => place.kind !== "waypoint" && isShown(description, sector, index));
    const from = this.focus === null ? null : description.places[this.focus]!.position;
    let best = this.focus;
    let cost = Infinity;
    for (const { place, index } of candidates) {
      if (index === this.focus) continue;
      if (from === null) return index;
      const along = (place.position.x - from.x) * east + (place.position.y - from.y) * north;
      const across = Math.abs((place.position.x - from.x) * north) + Math.abs((place.position.y - from.y) * east);
      if (along <= 0.01) continue;
      const total = along + 2.5 * across;
      if (total < cost) {
        cost = total;
        best = index;
      }
    }
    return best;
  }
}
