/** Local dates on the axis of hours. */

import { clockText, localMoment } from "../../engine/calendar";
import { HOUR } from "../words";
import type { ChartContent } from "./content";

/** Hours between labels. */
export function dayStep(content: ChartContent, width: number, size: number, compact: boolean): number {
  const span = content.spanHours;
  const most = Math.max(2, Math.floor(width / (size * (compact ? 4.4 : 5.5))));
  return (
    [3, 6, 12, 24, 48, 72, 168, 336, 720, 2160, 4320, 8766, 17532, 43830].find((hours) => span / hours <= most) ?? span
  );
}

/** Midnights, or every few hours on short spans, or days apart on long ones. */
export function dateSplits(content: ChartContent, width: number, size: number, compact: boolean): number[] {
  const span = content.spanHours;
  const step = dayStep(content, width, size, compact);
  const start = localMoment(content.calendar, 0);
  const into = start.hour + start.minute / 60;
  const first = Math.ceil(into / step) * step - into;
  const splits: number[] = [];
  // The last one needs room for half of its words.
  const room = (span / Math.max(1, width)) * size * 2;
  for (let hours = first; hours <= span - room; hours += step) splits.push(hours);
  return splits;
}

export function dateLabel(content: ChartContent, hours: number, compact: boolean): string {
  const moment = localMoment(content.calendar, Math.round(hours * HOUR));
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const date = `${moment.day} ${months[moment.month - 1]}`;
  if (content.spanHours > 24 * 400) return String(moment.year);
  if (moment.hour === 0 && moment.minute === 0) return date;
  return compact ? clockText(moment) : `${date}\n${clockText(moment)}`;
}
