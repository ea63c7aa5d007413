/** Local dates of simulated moments, from the calendar of the scenario and nothing of the reader's own clock. */

import type { Calendar, Milliseconds } from "./types";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export interface LocalMoment {
  readonly year: number;
  /** 1..=12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

export function localMoment(calendar: Calendar, milliseconds: Milliseconds): LocalMoment {
  const local = new Date(calendar.startUnixMilliseconds + calendar.utcOffsetMinutes * 60_000 + milliseconds);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `14:05`. */
export function clockText(moment: LocalMoment): string {
  return `${two(moment.hour)}:${two(moment.minute)}`;
}

/** `29 Apr 2021`. */
export function dateText(moment: LocalMoment): string {
  return `${moment.day} ${MONTHS[moment.month - 1]} ${moment.year}`;
}

/** `29 Apr 14:05`. */
export function momentText(calendar: Calendar, milliseconds: Milliseconds): string {
  const moment = localMoment(calendar, milliseconds);
  return `${moment.day} ${MONTHS[moment.month - 1]} ${clockText(moment)}`;
}

/** `2d 03:15` since the start, as the engine writes it. */
export function sinceStartText(milliseconds: Milliseconds): string {
  const minutes = Math.floor(milliseconds / 60_000);
  return `${Math.floor(minutes / 1440)}d ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** The first whole second after a moment: where an intervention comes after everything that the state of the moment shows. */
export function momentAfter(milliseconds: Milliseconds): Milliseconds {
  return (Math.floor(milliseconds / 1000) + 1) * 1000;
}
