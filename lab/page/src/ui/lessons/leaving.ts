/** Lesson 4: leaving too late and leaving too early. */

import * as actions from "../../engine/actions";
import { counted, HOUR, numberText, shareText, signedText } from "../words";
import { median } from "../charts/fan";
import { act, live, notice, question, text, type Desk, type Lesson } from "./lesson";

function measure(desk: Desk, name: string): number | null {
  const row = desk.lab.description.measures.findIndex((each) => each.name === name);
  return row < 0 ? null : (desk.lab.recording.ending?.measures[row] ?? null);
}

function difference(desk: Desk, name: string, words: string): string | null {
  const found = desk.many.difference(name);
  if (found === null) return null;
  const sure = Math.abs(found.mean) > found.halfWidth ? "" : " (less than these runs can tell from nothing)";
  return `${words} ${signedText(found.mean)} ± ${numberText(found.halfWidth)}${sure}`;
}

export const leaving: Lesson = {
  id: "leaving",
  title: "Leaving too late and leaving too early",
  idea: "To leave an hour later can mean ten hours on the road. To leave on every alarm means to leave for nothing nearly every time. Nobody knows on the day which of the two it is.",
  steps: [
    {
      title: "Five villages, one bridge",
      minutes: 2,
      set: () => ({
        scenario: "one-bridge",
        spanHours: 48,
        atMilliseconds: 1.5 * HOUR,
        tab: "about",
        perspective: "everyone",
        sector: "",
      }),
      parts: [
        text(
          "Shelling reaches five villages of one invented side within an hour. Fifteen thousand people live in them. One bridge leads away from the line, and a long mountain track. At a quarter past eleven the governor orders the district to leave; many have left by then without an order.",
        ),
        notice(
          "Press Play. Small rectangles on the roads are cars, long ones buses. A number at a road counts the cars and buses that wait to enter it. In the circle of a village the filled part is people who are still there.",
        ),
        question(
          "Where would you rather be at noon: in your cellar or in the queue?",
          "There is no good answer in general. In this model people in cover are exposed little; people in a queue under fire are exposed as if in the open. Ask what each choice costs if you are wrong.",
        ),
      ],
    },
    {
      title: "Guess the queue",
      minutes: 2,
      set: () => ({ scenario: "one-bridge", spanHours: 48, atMilliseconds: 1.5 * HOUR }),
      parts: [
        {
          kind: "guess",
          id: "leaving-queue",
          unit: "vehicles",
          text: "The bridge lets 200 vehicles an hour pass. How long is the longest queue of this run?",
          reveal: (desk, guess) => {
            if (!desk.lab.recording.complete) return null;
            const [queue, hours] = [measure(desk, "queue_peak_vehicles"), measure(desk, "displaced_peak_hours")];
            if (queue === null) return "In this run nothing queued.";
            const ensemble = desk.many.unchanged;
            const others = ensemble === null ? [] : desk.many.values(ensemble, "queue_peak_vehicles");
            const more =
              others.length > 0
                ? ` In the middle one of ${numberText(others.length)} runs it is ${numberText(median(others))}.`
                : "";
            return `You guessed ${numberText(guess)}. In this run ${numberText(queue)} vehicles queue at the worst moment, and the most people are away from home ${numberText(hours ?? 0)} hours after the start.${more} At 200 an hour the last car of such a queue waits ${numberText(queue / 200)} hours.`;
          },
          after: (desk) => {
            desk.metric("displaced");
            desk.lab.moveTo(8 * HOUR);
          },
        },
        notice("The road, not the distance, decides. The drive to the town takes half an hour on an empty road."),
      ],
    },
    {
      title: "The order, earlier and later",
      minutes: 2,
      set: () => ({ scenario: "one-bridge", spanHours: 48, tab: "change" }),
      parts: [
        text(
          "Drag When the order to leave is given. The fire begins half an hour after the start; the order as the scenario has it comes at one hour and a quarter.",
        ),
        act("Order at once", (desk) => desk.slider("leave", 0.1)),
        act("Order after twelve hours", (desk) => desk.slider("leave", 12)),
        live((desk) => {
          if (!desk.many.anyChange) return "Nothing is changed yet.";
          const parts = [
            difference(desk, "displaced_peak_hours", "hours until the most people are away"),
            difference(desk, "queue_peak_vehicles", "vehicles in the longest queue"),
            difference(desk, "killed.civilian_on_road.north", "civilians killed on the road"),
          ];
          return parts.some((part) => part === null) ? null : `In the mean of the pairs: ${parts.join("; ")}.`;
        }),
        question(
          "The order hardly changes when people are safe. Why?",
          "Most leave without one: the alarm of the shelling and the neighbours' leaving do it. And whoever leaves, with or without an order, stands before the same bridge. An order moves people; it does not widen roads.",
        ),
      ],
    },
    {
      title: "A wider bridge",
      minutes: 2,
      set: () => ({ scenario: "one-bridge", spanHours: 48, tab: "change" }),
      parts: [
        act("800 vehicles an hour", (desk) => desk.slider("bridge", 800)),
        act("100 vehicles an hour", (desk) => desk.slider("bridge", 100)),
        live((desk) => {
          if (!desk.many.anyChange) return "Nothing is changed yet.";
          const parts = [
            difference(desk, "displaced_peak_hours", "hours until the most people are away"),
            difference(desk, "queue_peak_vehicles", "vehicles in the longest queue"),
          ];
          return parts.some((part) => part === null) ? null : `In the mean of the pairs: ${parts.join("; ")}.`;
        }),
        text(
          "A larger study of this scenario, kept with the program, found: with room for 800 vehicles an hour instead of 100 the peak of the displaced comes 14 hours earlier (95 % interval 12 to 17), while an order 12 hours later moves it by less than the study can tell (-3.4 to 3.0 hours).",
        ),
        question(
          "Nobody can build a bridge in an hour. What can be done on the day that acts like a wider bridge?",
          "Buses instead of cars, one direction only, a second way kept open, leaving in waves: all of them get more people over for each vehicle and hour.",
        ),
      ],
    },
    {
      title: "Leaving too early",
      minutes: 2,
      set: () => ({
        scenario: "water-intake",
        spanHours: 24,
        atMilliseconds: 2 * HOUR,
        tab: "act",
        perspective: "everyone",
        interventions: [],
      }),
      parts: [
        text(
          "Another world: the quarrel over a water intake from the first lesson. Two hours after the start a crowd stands at the gate. You are responsible for both districts. Do you order everybody to leave, to be safe?",
        ),
        act("Order both districts to leave", (desk) =>
          desk.lab.change({
            interventions: [
              {
                atMilliseconds: 2 * HOUR,
                overrides: [],
                actions: desk.lab.description.districts.map((district) => actions.orderEvacuation(district.id)),
              },
            ],
          }),
        ),
        live((desk) => {
          const base = desk.many.unchanged;
          if (base === null || base.replications < desk.many.runs) return null;
          const dead = desk.many.values(base, "killed.total");
          const quiet = `Without you nobody is killed in ${shareText(dead.filter((value) => value === 0).length / Math.max(1, dead.length))} of ${counted(dead.length, "run", "runs")}.`;
          if (desk.lab.session.interventions.length === 0) return quiet;
          const away = desk.many.difference("displaced_peak.total");
          return away === null
            ? null
            : `${quiet} With the order ${signedText(away.mean)} ± ${numberText(away.halfWidth)} people are away from home at the peak, in the mean of the pairs.`;
        }),
        question(
          "In nearly every such morning they left for nothing. Was the order wrong?",
          "It cannot be judged by how one morning ended. Weigh what leaving costs (and that people listen less the next time) against what staying costs in the few mornings that grow. The model counts the first and the second; it does not weigh them for you.",
        ),
      ],
    },
    {
      title: "What to take along",
      minutes: 1,
      parts: [
        text(
          "Queues, not distances, decide how late is too late. Orders matter less than roads, as people leave by themselves when they are afraid. And whoever leaves at every spark leaves for nothing nearly every time. Both errors are real, both cost people dearly, and on the day nobody knows which one it is.",
        ),
        text(
          "All numbers come from an illustrative model with invented places. The order of size of a queue holds wherever more arrive than pass.",
        ),
      ],
    },
  ],
  notes: {
    aims: [
      "Students reason with a bottleneck: what arrives, what passes, what waits.",
      "They compare two kinds of error, too late and too early, and see that a single outcome cannot tell which decision was right.",
      "They find that the lever people talk about (the order) and the lever that matters (the bridge) may differ.",
    ],
    timing:
      "10 minutes of the page. For the queue let students work out the wait by hand: vehicles before me divided by vehicles an hour.",
    students: [
      {
        say: "Then nobody should ever order people to leave.",
        answer:
          "Here the order comes to people who are alarmed already. Set the reach of the order and the fire differently, or look at a village that is far from the fire.",
      },
      {
        say: "Why do they not all take the mountain track?",
        answer:
          "It is long and lets few pass; the model sends each group the way that looks shortest to it at that time. Close the bridge in Act now and look.",
      },
      {
        say: "The early order saved nobody, so it was wrong.",
        answer:
          "That is judging a decision by one outcome. Ask what share of such mornings would have to grow for the order to be worth it, and who should say so.",
      },
    ],
    beyond:
      "Puzzle 2 asks for the shortest queue with one intervention. Let students first draw the curve of people away from home by hand (tab Guess), with the bridge and without.",
  },
};
