/** Numbers and moments in plain words. */

import { clockText, localMoment, dateText } from "../engine/calendar";
import type { Calendar, Milliseconds, ScenarioDescription } from "../engine/types";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const FORMATS = [0, 1, 2].map((digits) => new Intl.NumberFormat("en-GB", { maximumFractionDigits: digits }));

/** `7,000`; at most one digit behind the point below ten, two below one. */
export function numberText(value: number): string {
  const magnitude = Math.abs(value);
  const digits = Number.isInteger(value) || magnitude >= 10 ? 0 : magnitude >= 1 ? 1 : 2;
  const text = magnitude < 1000 && digits === 0 ? value.toFixed(0) : FORMATS[digits]!.format(value);
  return text === "-0" ? "0" : text.replace("-", "−");
}

/** With its sign: `+12`, `−3`, `0`. */
export function signedText(value: number): string {
  const text = numberText(value);
  return value > 0 && text !== "0" ? `+${text}` : text;
}

/** `1 person`, `12 people`. */
export function counted(value: number, one: string, many: string): string {
  return `${numberText(value)} ${value === 1 ? one : many}`;
}

export function shareText(share: number): string {
  const percent = share * 100;
  const digits = percent > 0 && percent < 10 ? 1 : 0;
  return `${percent.toFixed(digits).replace(/\.0$/, "")} %`;
}

/** `2 h 05 min`, `40 min`, `3 days 4 h`. */
export function spanText(milliseconds: Milliseconds): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} days` : `${days} days ${hours % 24} h`;
}

/** `day 2, 14:05`: the first day is day 1. */
export function dayText(calendar: Calendar, milliseconds: Milliseconds): string {
  const start = localMoment(calendar, 0);
  const intoFirst = (start.hour * 60 + start.minute) * 60_000;
  const day = Math.floor((intoFirst + milliseconds) / DAY) + 1;
  return `day ${day.toLocaleString("en-GB")}, ${clockText(localMoment(calendar, milliseconds))}`;
}

/** `day 2, 14:05 (29 Apr 2021)`. */
export function fullMomentText(calendar: Calendar, milliseconds: Milliseconds): string {
  return `${dayText(calendar, milliseconds)} (${dateText(localMoment(calendar, milliseconds))})`;
}

/** Names of sides joined: `North and South`. */
export function listText(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

export function sideName(description: ScenarioDescription, side: number): string {
  return description.sides[side]?.name ?? "?";
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The line below every figure and in every file. */
export const NOTE = "illustrative model, not a forecast";
