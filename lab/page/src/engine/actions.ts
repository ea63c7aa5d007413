/** Actions of interventions, in the words that the engine reads (RON). Only what stops or shelters is offered here. */

/** A text as RON: quoted, with the two characters escaped that need it. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, (letter) => `\\${letter}`)}"`;
}

/** Begins talks on a ceasefire between two sides, by their ids, through a channel. */
export function proposeTruce(side: string, adversary: string, channel: string): string {
  return `talks(side: ${quoted(side)}, adversary: ${quoted(adversary)}, channel: ${quoted(channel)})`;
}

/** Closes a road, by its id `from--to`. */
export function closeRoad(road: string): string {
  return `close_road(road: ${quoted(road)})`;
}

/** Opens a road, by its id `from--to`. */
export function openRoad(road: string): string {
  return `open_road(road: ${quoted(road)})`;
}

/** Tells the villages of a district to leave. */
export function orderEvacuation(district: string): string {
  return `evacuate(district: ${quoted(district)})`;
}

/** A third party (monitors, a mediator) begins its presence. */
export function sendThirdParty(party: string): string {
  return `third_party(party: ${quoted(party)})`;
}

/** Local officials settle the quarrel at a site. */
export function settleGrievance(site: string): string {
  return `settle_grievance(site: ${quoted(site)})`;
}

/** Changes outside pressure on a side by an amount from -1 to 1. */
export function changePressure(side: string, amount: number): string {
  return `pressure(side: ${quoted(side)}, amount: ${amount.toFixed(6)})`;
}
