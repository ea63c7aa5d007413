/** Lesson 1: most sparks die. */

import { numberText, shareText, spanText, counted } from "../words";
import { act, firstEvent, live, lookAt, notice, question, text, type Desk, type Lesson } from "./lesson";

const KILLED = "killed.total";

function killed(desk: Desk): number[] | null {
  const ensemble = desk.many.unchanged;
  return ensemble === null || ensemble.replications < desk.many.runs ? null : desk.many.values(ensemble, KILLED);
}

function replicationWith(desk: Desk, choose: (values: readonly number[]) => number): number {
  const values = killed(desk);
  return values === null ? 0 : Math.max(0, choose(values));
}

export const sparks: Lesson = {
  id: "sparks",
  title: "Most sparks die",
  idea: "Of many quarrels that look alike at nine in the morning nearly all end in words. The few that do not make the news, and they are the ones we remember.",
  steps: [
    {
      title: "A gate and two villages",
      minutes: 2,
      set: () => ({
        scenario: "water-intake",
        spanHours: 24,
        atMilliseconds: 0,
        tab: "change",
        perspective: "everyone",
        sector: "",
      }),
      parts: [
        text(
          "Two invented sides, North and South, share a water intake. At nine in the morning a crew begins to rebuild its gate. People of the villages on both banks come to see what is done to their water. In this model that is a spark: something that could grow.",
        ),
        text(
          "What happens then is not written down anywhere. Crowds gather, stones may fly, guards may be drawn in, officials may settle the matter on the spot. Each of these has a chance an hour, and chance decides. The same morning can therefore be played many times, each time with other luck. A number called the seed says which luck.",
        ),
        notice(
          "Press Play and watch the diamond in the middle of the map. The numbers below it are people in the crowd. Follow the log: newest entries stand at the top.",
        ),
        question(
          "Before you play: what would you need to know to say how this morning ends?",
          "There is no right list. Usual answers: who is armed, who is in charge, whether officials are near, what happened last year. The model has each of these as a number; none of them alone decides.",
        ),
      ],
    },
    {
      title: "Guess first",
      minutes: 2,
      set: () => ({ scenario: "water-intake", spanHours: 24, atMilliseconds: 0 }),
      parts: [
        text("Now 200 such mornings, all alike but for luck. Write your guess down before you look."),
        {
          kind: "guess",
          id: "sparks-quiet",
          unit: "of 200 mornings",
          text: "In how many of 200 mornings is nobody killed?",
          reveal: (desk, guess) => {
            const values = killed(desk);
            if (values === null) return null;
            const quiet = values.filter((value) => value === 0).length;
            const large = values.filter((value) => value >= 10).length;
            return `You guessed ${numberText(guess)}. Here it was ${numberText(quiet)} of ${numberText(values.length)}; ${counted(large, "morning", "mornings")} ended with ten or more killed. Of 1,000 runs counted for the documentation 95 % killed nobody and 0.8 % ten or more.`;
          },
          after: (desk) => {
            desk.metric("killed");
          },
        },
        notice(
          "The fan in the figure Many runs lies flat on the axis: half of the runs, and far more than half, have no dead at all. The few large ones are thin lines, or not even in the picture.",
        ),
      ],
    },
    {
      title: "How a spark dies",
      minutes: 2,
      set: () => ({ scenario: "water-intake", spanHours: 24, atMilliseconds: 0 }),
      parts: [
        text("The run on stage is an ordinary one. Somebody ends it, or nobody feeds it."),
        live((desk) => {
          const end = firstEvent(desk, /settle|dispers|grievance_closed|fades/);
          const first = firstEvent(desk, /crowd|spark|inject/);
          if (!desk.lab.recording.complete) return null;
          if (end === null || first === null) return "In this run nobody settled it: the quarrel faded by itself.";
          return `In this run it took ${spanText(end.atMilliseconds - first.atMilliseconds)} from the first entry of the log to this one: “${end.sentence}”`;
        }),
        act("Show me that moment, and why", (desk) => lookAt(desk, /settle|dispers|grievance_closed|fades/)),
        question(
          "Who ended the quarrel, and what would have happened an hour later?",
          "In the model local officials settle a quarrel with a fixed chance an hour while only stones fly. An hour later the crowd would have been larger, the chance of a shot higher, and once guns are used the officials have no part in it any more. Ending early is easier than ending late.",
        ),
      ],
    },
    {
      title: "The one in a hundred",
      minutes: 2,
      set: () => ({ scenario: "water-intake", spanHours: 24 }),
      parts: [
        text(
          "Press Another seed (or the key R) ten times and note in how many of your ten runs somebody is killed. Then look at the largest of the 200, which is what would have been in the news.",
        ),
        act("Put the run with most killed on stage", (desk) => {
          const replication = replicationWith(desk, (values) => values.indexOf(Math.max(...values)));
          desk.lab.change({ seed: desk.lab.scenario.description.defaultSeed, replication });
          desk.lab.toOpening();
          desk.lab.tell("moment");
        }),
        act("Back to the ordinary run", (desk) => {
          desk.lab.change({ seed: desk.lab.scenario.description.defaultSeed, replication: 0, atMilliseconds: 0 });
        }),
        live((desk) => {
          const values = killed(desk);
          if (values === null) return null;
          const most = Math.max(...values);
          return `In the largest of these 200 mornings ${counted(most, "person is", "people are")} killed. Put it on stage, go back to the start and compare the first two hours of its log with those of the ordinary run.`;
        }),
        question(
          "Somebody studies only the wars that did happen and lists what came before each. What is wrong with that?",
          "The same things came before the many quarrels that ended in words. To learn what makes a difference one must look at those as well; they are hard to find, as nobody wrote about them.",
        ),
      ],
    },
    {
      title: "What lets sparks die",
      minutes: 2,
      set: () => ({ scenario: "water-intake", spanHours: 24, seed: 1, replication: 0, tab: "change" }),
      parts: [
        text(
          "Drag the slider Settlement on the spot to zero: no official can settle anything any more. Everything else stays, down to the last random number.",
        ),
        act("Set settlement to zero", (desk) => desk.slider("crowd.settlement_per_hour", 0)),
        live((desk) => {
          const before = killed(desk);
          const changed = desk.many.changed;
          if (before === null) return null;
          const share = (values: readonly number[]): number =>
            values.filter((value) => value === 0).length / Math.max(1, values.length);
          if (changed === null || changed.replications < desk.many.runs)
            return `As the scenario stands nobody is killed in ${shareText(share(before))} of the runs. Move the slider to see the other number.`;
          const after = desk.many.values(changed, KILLED);
          return `Nobody is killed in ${shareText(share(before))} of the runs as the scenario stands, and in ${shareText(share(after))} with the slider where it is now.`;
        }),
        question(
          "Which would you rather have: fewer sparks, or officials who settle more of them?",
          "Try both: the scenario “A season in which little happens” has a slider for the number of sparks. There is no general answer; but note that settling works on every spark, including those nobody can prevent.",
        ),
      ],
    },
    {
      title: "What to take along",
      minutes: 1,
      parts: [
        text(
          "Most sparks die: of many that look alike, few grow. Which ones is, in this model and perhaps outside it, partly luck. So one run tells little, and one war tells little about what starts wars. Ask for the many that did not happen.",
        ),
        text(
          "The model is illustrative and no forecast: its numbers are assumptions with ranges. That most sparks die is what the documented record of this kind of border says as well; how many exactly, in which year, the model does not know.",
        ),
      ],
    },
  ],
  notes: {
    aims: [
      "Students see that a distribution, not a single story, is the answer of a stochastic model.",
      "They meet selection on the outcome: learning only from the cases that became large.",
      "They see small early influences (an official nearby) change a share, not a certainty.",
    ],
    timing:
      "10 minutes of the page: 2 for each of the first five steps, and the summary. Add 10 for talk. With one projector let the class vote on the guess by a show of hands and write the votes down before you reveal.",
    students: [
      {
        say: "The model is rigged, nothing happens.",
        answer:
          "Let them roll ten seeds each and pool the class: with thirty students somebody will have a run with dead. That is the point.",
      },
      {
        say: "So we need not worry about small incidents.",
        answer:
          "The share is small, the number of sparks is not: a small share of many sparks is still some every few years. The scenario “Twenty years of a contested border” shows it.",
      },
      {
        say: "The bad run must have had a special cause.",
        answer:
          "Open Why for its first shot and compare with the ordinary run: the same causes stand there, with other luck.",
      },
    ],
    beyond:
      "Let students change two sliders and predict which changes the share more before they look. Let them say what evidence outside the model could tell whether 95 % is too high.",
  },
};
