/** Colours of plots, reports and the lab: the same as in `src/report/palette.rs`. Never the only sign. */

export const TEXT = "#1f2328";
export const QUIET = "#596067";
export const GRID = "#e3e5e8";
export const AXIS = "#8a9096";
export const WHITE = "#ffffff";
export const BLACK = "#000000";
export const TRUCE = "#ededed";
export const NOTICE = "#c4c8cc";
export const ACCENT = "#35507a";

const SIDES = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#6b6b6b"];
/** The same, dark enough for text on white. */
const SIDE_TEXTS = ["#005f94", "#8a5a00", "#00694d", "#91436d", "#1f6c96", "#505050"];

export function sideColour(side: number): string {
  return SIDES[side % SIDES.length]!;
}

export function sideTextColour(side: number): string {
  return SIDE_TEXTS[side % SIDE_TEXTS.length]!;
}

export const RUNGS = ["#f2f0f7", "#dadaeb", "#bcbddc", "#9e9ac8", "#807dba", "#6a51a3", "#54278f"];

export function rungColour(rung: number): string {
  return RUNGS[Math.max(0, Math.min(6, Math.round(rung)))]!;
}

/** People by state, from shelter (drawn lowest, dark) to home (light). */
export const STATES: readonly { readonly key: string; readonly words: string; readonly colour: string }[] = [
  { key: "shelter", words: "shelter", colour: "#104d5d" },
  { key: "stranded", words: "stranded", colour: "#2d6d7e" },
  { key: "hosted", words: "with hosts", colour: "#4d8c9b" },
  { key: "road", words: "on the road", colour: "#74a9b5" },
  { key: "preparing", words: "preparing", colour: "#99c1c9" },
  { key: "at_site", words: "at a site", colour: "#bad5da" },
  { key: "cover", words: "in cover", colour: "#d6e5e8" },
  { key: "home", words: "at home", colour: "#eef3f4" },
];

/** A colour with an opacity, for canvases. */
export function faded(colour: string, opacity: number): string {
  const value = Number.parseInt(colour.slice(1), 16);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${opacity})`;
}
