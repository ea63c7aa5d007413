/** Lesson 3: why truces leak. */

import * as actions from "../../engine/actions";
import { momentText } from "../../engine/calendar";
import { counted, HOUR, listText, numberText, signedText, spanText } from "../words";
import { act, live, lookAt, notice, question, text, type Desk, type Lesson } from "./lesson";

function agreed(desk: Desk) {
  return desk.lab.recording.truces.filter((truce) => truce.agreedMilliseconds !== null);
}

function collapsed(desk: Desk) {
  return agreed(desk).find((truce) => truce.phase === "collapsed") ?? null;
}

export const truces: Lesson = {
  id: "truces",
  title: "Why truces leak",
  idea: "A truce is not one thing that holds or fails. It is many posts that must each hear of it and each keep it, and it breaks at its weakest place first.",
  steps: [
    {
      title: "Three sectors under fire",
      minutes: 2,
      set: () => ({
        scenario: "failed-truces",
        spanHours: 96,
        atMilliseconds: 3 * HOUR,
        tab: "about",
        perspective: "everyone",
        sector: "",
      }),
      parts: [
        text(
          "Heavy fire in three sectors of an invented border, and a small group that fires only while others talk. Sooner or later somebody proposes a truce: local commanders, border services, governors, chiefs of security, ministers, presidents. Each channel is open from a certain height of the ladder on; each takes its time, covers its own stretch, and sends word in its own way.",
        ),
        notice(
          "The strip below the line of time shows every attempt: a thin line while people talk, hatched while word spreads, grey in force, a dark line where it collapses. Open Ceasefires so far to read it.",
        ),
        act("To the first agreement", (desk) => {
          const first = agreed(desk)[0];
          if (first !== undefined) desk.lab.moveTo(first.agreedMilliseconds! + 10 * 60_000);
        }),
        question(
          "Who would you send to talk, and why not somebody higher?",
          "Higher channels cover more sectors, but word takes longer to reach the last post; local commanders reach their posts in minutes, but bind one sector only. The panel Act now lists the channels.",
        ),
      ],
    },
    {
      title: "Guess: how long does the first one last?",
      minutes: 2,
      set: () => ({ scenario: "failed-truces", spanHours: 96, atMilliseconds: 3 * HOUR }),
      parts: [
        {
          kind: "guess",
          id: "truces-life",
          unit: "hours",
          text: "The first truce of this run is about to be agreed. How many hours will it last?",
          reveal: (desk, guess) => {
            if (!desk.lab.recording.complete) return null;
            const first = agreed(desk)[0];
            if (first === undefined) return "In this run no truce was agreed. Roll another seed and try again.";
            const end = first.phase === "collapsed" || first.phase === "superseded" ? first.endedMilliseconds : null;
            const fate = end === null ? "it held to the end" : `it lasted ${spanText(end - first.agreedMilliseconds!)}`;
            const all = agreed(desk);
            const failed = all.filter((truce) => truce.phase === "collapsed").length;
            return `You guessed ${numberText(guess)} hours. In this run ${fate}. In all ${counted(all.length, "truce was", "truces were")} agreed and ${numberText(failed)} collapsed. Of 1,000 runs counted for the documentation the median had four agreed and three failed.`;
          },
          after: (desk) => {
            const first = agreed(desk)[0];
            if (first?.endedMilliseconds) desk.lab.moveTo(first.endedMilliseconds);
          },
        },
        text(
          "The default seed of this scenario was picked because in it two truces fail before one holds, so that there is something to see. Roll other seeds before you believe it.",
        ),
      ],
    },
    {
      title: "Where it broke",
      minutes: 2,
      set: (desk) => {
        const truce = collapsed(desk);
        return { scenario: "failed-truces", spanHours: 96, atMilliseconds: truce?.endedMilliseconds ?? 12 * HOUR };
      },
      parts: [
        text(
          "A truce falls sector by sector. One breach ends it where it happens; when a third of its sectors are gone, all of it goes.",
        ),
        act("Show the first breach, and why", (desk) => lookAt(desk, /^breach$/)),
        live((desk) => {
          if (!desk.lab.recording.complete) return null;
          const truce = collapsed(desk);
          if (truce === null) return "In this run no truce collapsed.";
          const names = desk.lab.description.sectors;
          const broken = truce.sectors.filter((sector) => sector.breachedMilliseconds !== null);
          const text = broken.map(
            (sector) =>
              `${names[sector.sector]?.name ?? "a sector"} (${momentText(desk.lab.description.calendar, sector.breachedMilliseconds!)})`,
          );
          const channel = desk.lab.description.channels[truce.channel]?.name.toLowerCase() ?? "a channel";
          return `The first truce that collapsed here was made through ${channel}, ${truce.form ?? ""}, over ${counted(truce.sectors.length, "sector", "sectors")}. It was breached in ${listText(text)}.`;
        }),
        notice(
          "Read the reasons below the breach in the panel Why: had the post heard of the truce? How far is the sector from the talks? Is there an open quarrel? These are the places where the model lets truces leak.",
        ),
        question(
          "Was the breach a decision?",
          "Look at the reasons. Sometimes a post had not heard; sometimes a life drawn at random was simply over, as for a thing that wears. The model says what leaks more often; it does not know why this soldier fired.",
        ),
      ],
    },
    {
      title: "Faster word, fewer spoilers",
      minutes: 2,
      set: () => ({ scenario: "failed-truces", spanHours: 96, tab: "change" }),
      parts: [
        text(
          "Two sliders: how long word of a truce takes to a post, and the group that fires while others talk. Which matters more for the number of truces that collapse? Say so first.",
        ),
        act("Word within six minutes", (desk) => desk.slider("notice", 0.1)),
        act("Word in four hours", (desk) => desk.slider("notice", 4)),
        act("No spoiler", (desk) => desk.slider("spoiler", 0)),
        live((desk) => {
          if (!desk.many.anyChange) return "Nothing is changed yet.";
          const [failed, dead] = [desk.many.difference("truces.failed"), desk.many.difference("killed.total")];
          if (failed === null || dead === null) return null;
          return `Over ${counted(failed.pairs, "pair", "pairs")} of runs: truces that collapse ${signedText(failed.mean)} ± ${numberText(failed.halfWidth)}, killed ${signedText(dead.mean)} ± ${numberText(dead.halfWidth)} in the mean.`;
        }),
        text(
          "A larger study of this scenario, kept with the program, found: word that takes four hours instead of six minutes adds 0.4 failed truces (95 % interval 0.3 to 0.5) and 21 killed (15 to 26); monitors who halve the hazard of truces take away 1.4 failed truces (1.3 to 1.5) and 26 killed (20 to 33).",
        ),
      ],
    },
    {
      title: "Propose one yourself",
      minutes: 2,
      set: () => ({
        scenario: "failed-truces",
        spanHours: 96,
        tab: "act",
        atMilliseconds: 2 * HOUR,
        interventions: [],
      }),
      parts: [
        text(
          "At eight in the morning, two hours into the run, propose a truce through a channel of your choice in the tab Act now. The page then shows two worlds side by side: unchanged, and with your proposal.",
        ),
        act("Chiefs of security, now", (desk) =>
          desk.lab.change({
            interventions: [
              {
                atMilliseconds: 2 * HOUR,
                overrides: [],
                actions: [actions.proposeTruce("north", "south", "security_chiefs")],
              },
            ],
          }),
        ),
        act("Local commanders, now", (desk) =>
          desk.lab.change({
            interventions: [
              {
                atMilliseconds: 2 * HOUR,
                overrides: [],
                actions: [actions.proposeTruce("north", "south", "local_commanders")],
              },
            ],
          }),
        ),
        live((desk) => {
          if (desk.lab.session.interventions.length === 0) return "Nothing has been proposed yet.";
          const [failed, dead] = [desk.many.difference("truces.failed"), desk.many.difference("killed.total")];
          if (failed === null || dead === null) return null;
          return `Over ${counted(dead.pairs, "pair", "pairs")} of runs: killed ${signedText(dead.mean)} ± ${numberText(dead.halfWidth)}, truces that collapse ${signedText(failed.mean)} ± ${numberText(failed.halfWidth)} in the mean.`;
        }),
        question(
          "Suppose more truces collapse and fewer people are killed: is that a failure?",
          "Each failed truce makes the next come sooner and last longer in this model, and while it stands fire is rarer. Counting collapses as failures misses the hours that they gave. Whether real truces teach in the same way is an open question of research.",
        ),
      ],
    },
    {
      title: "What to take along",
      minutes: 1,
      parts: [
        text(
          "A truce leaks where word comes late, where the talks are far away, across an open quarrel, and wherever somebody gains from its end. It breaks at one place and is then gone at many. A failed truce is not nothing: hours without fire, and a better next one.",
        ),
        text(
          "The page shows a model, no forecast, and takes no side: who breaches first in a run is drawn by the same rules for all.",
        ),
      ],
    },
  ],
  notes: {
    aims: [
      "Students see a ceasefire as a process in space and time: proposal, talks, notice, force, tests, end.",
      "They read a causal chain and tell apart reasons that are drawn from reasons that were set.",
      "They weigh two measures that pull in different directions.",
    ],
    timing:
      "10 minutes of the page. The third step needs reading aloud: let one student read the chain from the first cause to the breach.",
    students: [
      {
        say: "The spoiler is to blame.",
        answer:
          "Set its slider to zero: truces still collapse. It is one leak of several, and every side could have such a group.",
      },
      {
        say: "A written truce is just paper.",
        answer:
          "In the model a written truce ends a third less often than a verbal one with all else equal; that number is an assumption with a range, and can be changed and argued about.",
      },
      {
        say: "Then always send local commanders.",
        answer: "Try it: their truce binds one sector. Fire goes on next door and comes back.",
      },
    ],
    beyond:
      "Puzzle 3 asks for the fewest collapses with one intervention. Talk about why the best answer to a puzzle may be a poor policy: a truce that is never made cannot collapse.",
  },
};
