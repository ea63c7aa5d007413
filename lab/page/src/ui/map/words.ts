/** What stands at a place, in words: for pointers, for screen readers and for the table of places. */

import type { PostState, ScenarioDescription, SideView, State, VillageState } from "../../engine/types";
import { counted, numberText, sideName } from "../words";

/** One paragraph about a place at a moment, from everyone's or from one side's knowledge. */
export function placeText(
  description: ScenarioDescription,
  state: State,
  view: SideView | null,
  index: number,
): string {
  const place = description.places[index]!;
  switch (place.kind) {
    case "village": {
      const village = description.villages[place.index]!;
      const known =
        view === null
          ? state.villages[place.index]!
          : view.villages.find((each) => each.village === place.index)?.state;
      const opening = `${place.name}: a village of ${sideName(description, village.side)}, ${numberText(village.people)} people`;
      return known === undefined
        ? `${opening}. This command does not know how they are.`
        : `${opening}. ${villageText(known)}`;
    }
    case "post": {
      const owner = description.posts[place.index]!;
      const known =
        view === null ? state.posts[place.index]! : view.posts.find((each) => each.post === place.index)?.state;
      const opening = `${place.name}: a border post of ${sideName(description, owner.side)}`;
      return known === undefined
        ? `${opening}. This command does not see inside it.`
        : `${opening}. ${postText(description, known, owner.side)}`;
    }
    case "site": {
      const site = description.sites[place.index]!;
      const now = state.sites[place.index]!;
      const crowd = now.crowd
        .map((people, side) =>
          people > 0 ? `${counted(people, "person", "people")} of ${sideName(description, side)} in a crowd` : "",
        )
        .filter((text) => text !== "");
      const parts = [
        now.destroyed ? "destroyed" : "intact",
        now.grievanceOpen ? "a quarrel over it is open" : "no open quarrel",
        ...crowd,
      ];
      return `${place.name}: a contested ${site.kind === "land" ? "piece of land" : site.kind}, ${parts.join("; ")}.`;
    }
    case "town": {
      const town = description.towns[place.index]!;
      const now = state.towns[place.index]!;
      return (
        `${place.name}: a town of ${sideName(description, town.side)} that takes people in. ${numberText(now.publicShelter)} of ` +
        `${numberText(town.publicCapacity)} places in public shelters taken, ${counted(now.hosted, "person", "people")} with hosts.`
      );
    }
    default:
      return `${place.name}: a point on the road.`;
  }
}

function villageText(state: VillageState): string {
  const people = state.people;
  const parts: string[] = [];
  const say = (value: number, words: string): void => {
    if (value > 0) parts.push(`${numberText(value)} ${words}`);
  };
  say(people.home, "at home");
  say(people.cover, "in cover");
  say(people.atSite, "in a crowd");
  say(people.preparing, "preparing to leave");
  say(people.road, "on the road");
  say(people.hosted, "with hosts");
  say(people.shelter, "in public shelters");
  say(people.stranded, "stranded");
  say(people.dead, "dead");
  const notes: string[] = [];
  if (state.ordered) notes.push("It has been told to leave.");
  else if (state.alarmed) notes.push("It is alarmed.");
  if (state.ruined > 0) notes.push(`${counted(state.ruined, "house is", "houses are")} ruined.`);
  if (state.waitingForBus > 0) notes.push(`${counted(state.waitingForBus, "person waits", "people wait")} for a bus.`);
  if (state.enteredBy !== null) notes.push("Soldiers of another side are in it.");
  return `${parts.join(", ")}. ${notes.join(" ")}`.trim();
}

function postText(description: ScenarioDescription, state: PostState, owner: number): string {
  const notes = [`${counted(state.crew, "fit soldier", "fit soldiers")}`];
  if (state.holder !== owner) notes.push(`held by ${sideName(description, state.holder)}`);
  const order = Math.max(...state.orderRung);
  notes.push(`acts on an order for rung ${order}`);
  if (state.burnt) notes.push("burnt");
  else if (state.damaged) notes.push("damaged");
  if (state.underAssault) notes.push("under assault");
  notes.push(state.truceHeard.some((truce) => truce !== null) ? "has heard of a truce" : "has heard of no truce");
  return `${notes.join(", ")}.`.replace(/^./, (letter) => letter.toUpperCase());
}
