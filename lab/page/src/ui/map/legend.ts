/** What the marks of the map mean, drawn with the same ink as the map. */

import { drawing, element } from "../dom";
import { AXIS, BLACK, QUIET, RUNGS, TEXT, WHITE } from "../palette";

type Mark = () => SVGElement[];

const square = (x: number, size: number, attributes: Record<string, string | number>): SVGElement =>
  drawing("rect", { x: x - size / 2, y: 10 - size / 2, width: size, height: size, ...attributes });

const MARKS: readonly (readonly [Mark, string])[] = [
  [
    () => [
      drawing("circle", { cx: 10, cy: 10, r: 7, fill: WHITE, stroke: QUIET, "stroke-width": 1.6 }),
      drawing("circle", { cx: 10, cy: 10, r: 4, fill: QUIET }),
    ],
    "village; the filled part are people still there",
  ],
  [() => [square(10, 11, { fill: QUIET })], "border post in its holder's colour"],
  [() => [square(10, 11, { fill: QUIET }), square(10, 5, { fill: WHITE })], "post that has heard of a truce"],
  [
    () => [drawing("path", { d: "M10 3 17 10 10 17 3 10Z", fill: WHITE, stroke: BLACK, "stroke-width": 1.8 })],
    "contested site; doubled while a quarrel is open, black when destroyed",
  ],
  [
    () => [
      drawing("circle", { cx: 10, cy: 10, r: 8, fill: WHITE, stroke: QUIET, "stroke-width": 2 }),
      drawing("circle", { cx: 10, cy: 10, r: 3.6, fill: QUIET }),
    ],
    "town that takes people in",
  ],
  [
    () => [
      drawing("path", {
        d: "M10 2 17.6 7.5 14.7 16.5 5.3 16.5 2.4 7.5Z",
        fill: RUNGS[1]!,
        stroke: QUIET,
        "stroke-width": 1.8,
      }),
    ],
    "command, with the rung it authorises (a place in the drawing only)",
  ],
  [
    () => [drawing("circle", { cx: 10, cy: 10, r: 7.5, fill: "none", stroke: RUNGS[5]!, "stroke-width": 2 })],
    "hostile act: larger and darker by rung, fading with hours",
  ],
  [
    () => [drawing("path", { d: "M16 10 5 15 5 5Z", fill: WHITE, stroke: QUIET, "stroke-width": 1.8 })],
    "report on its way to a command",
  ],
  [
    () => [drawing("path", { d: "M6 4 14 10 6 16", fill: "none", stroke: QUIET, "stroke-width": 1.8 })],
    "order on its way to a post",
  ],
  [() => [square(10, 8, { fill: WHITE, stroke: QUIET, "stroke-width": 1.8 })], "notice of a truce on its way"],
  [() => [drawing("path", { d: "M5 10H15M10 5V15", stroke: QUIET, "stroke-width": 1.8 })], "ammunition on its way"],
  [
    () => [square(6, 4, { fill: QUIET }), drawing("rect", { x: 11, y: 7.5, width: 8, height: 5, fill: QUIET })],
    "people in cars (small) and buses (long); a dot: on foot; hollow: stranded",
  ],
  [
    () => [
      drawing("path", { d: "M1 10H19", stroke: "#cfd2d6", "stroke-width": 3 }),
      drawing("path", { d: "M5 5 15 15M15 5 5 15", stroke: TEXT, "stroke-width": 2.2 }),
    ],
    "closed road; dark grey: under fire; dashed: track",
  ],
  [
    () => [
      drawing("path", { d: "M10 12V4", stroke: TEXT, "stroke-width": 2 }),
      drawing("circle", { cx: 10, cy: 14, r: 4, fill: AXIS }),
    ],
    "village in alarm; a black ring: houses ruined, or entered",
  ],
];

export function mapLegend(): HTMLElement {
  const list = element("ul", { class: "legend-list" });
  for (const [marks, words] of MARKS) {
    const picture = drawing("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" }, ...marks());
    list.append(element("li", {}, picture, element("span", {}, words)));
  }
  return element("details", { class: "legend" }, element("summary", {}, "What the marks mean"), list);
}
