/** Lesson 2: slow orders and old news. */

import type { LogEvent } from "../../engine/types";
import type { Recording } from "../model/recording";
import { capital, counted, HOUR, listText, numberText, shareText, signedText, spanText } from "../words";
import { median } from "../charts/fan";
import { act, live, notice, question, text, type Desk, type Lesson } from "./lesson";

/** Age of the reports that a command has at a moment, in milliseconds. */
function ages(desk: Desk, side: number): number[] {
  const view = desk.lab.run.view(side, desk.lab.session.atMilliseconds);
  return view.ok ? view.value.reports.map((report) => report.arrivedMilliseconds - report.happenedMilliseconds) : [];
}

function firstTruce(desk: Desk) {
  return desk.lab.recording.truces.find((truce) => truce.agreedMilliseconds !== null) ?? null;
}

const shares = new WeakMap<Recording, readonly number[]>();

/** Share of the time of each side's posts, over the first two days, in which they act on another order than their command has by then. */
function outOfDate(desk: Desk): readonly number[] | null {
  const { lab } = desk;
  if (!lab.recording.complete) return null;
  const known = shares.get(lab.recording);
  if (known !== undefined) return known;
  const { description } = lab;
  const [old, all] = [description.sides.map(() => 0), description.sides.map(() => 0)];
  for (let at = HOUR; at < Math.min(48 * HOUR, lab.horizon); at += HOUR / 2) {
    const state = lab.run.state(at);
    if (!state.ok) return null;
    state.value.posts.forEach((post, index) => {
      const { sector } = description.places[description.posts[index]!.place]!;
      for (const front of state.value.fronts) {
        if (front.side !== post.holder || front.sector !== sector) continue;
        all[front.side]! += 1;
        if (post.orderRung[front.adversary] !== front.rung) old[front.side]! += 1;
      }
    });
  }
  const result = old.map((count, side) => count / Math.max(1, all[side]!));
  shares.set(lab.recording, result);
  return result;
}

/** Acts of one side while a truce stands. */
function actsDuring(desk: Desk, from: number, until: number): LogEvent[] {
  return desk.lab.recording.events.filter(
    (event) =>
      event.atMilliseconds > from &&
      event.atMilliseconds <= until &&
      event.rung >= 2 &&
      /fire|answer|breach/.test(event.kind) &&
      event.kind !== "link_under_fire",
  );
}

export const orders: Lesson = {
  id: "orders",
  title: "Slow orders and old news",
  idea: "Nobody acts on what is; everybody acts on what they have heard. Between an event and the answer to it lie a report, a decision and an order, and each takes time.",
  steps: [
    {
      title: "Two clocks",
      minutes: 2,
      set: () => ({
        scenario: "slow-orders",
        spanHours: 24,
        atMilliseconds: 90 * 60_000,
        tab: "about",
        perspective: "everyone",
        sector: "",
      }),
      parts: [
        text(
          "Two invented sides, the same posts, villages and weapons on both. At one in the afternoon fire is exchanged, as scripted. One thing differs: how fast word travels inside each side.",
        ),
        live(
          ({ lab }) =>
            capital(
              listText(
                lab.description.sides.map(
                  (side) =>
                    `reports and orders of ${side.name} take ${numberText(side.orderDelayFactor)} times the usual time`,
                ),
              ),
            ) + ".",
        ),
        text(
          "On the map triangles are reports on their way from posts to a command, chevrons are orders on their way back. The pentagon behind each group of places is that side's command; the number in it is the rung of the ladder that it authorises.",
        ),
        notice("Press Play at a quarter of an hour a second. Watch how long a chevron of each side is under way."),
        question(
          "A post hears fire, its command says stop. Name everything that takes time in between.",
          "The report to the command, the command's own review, the decision, the order back to the post. The model draws a time for each of them; none is zero on either side.",
        ),
      ],
    },
    {
      title: "See only what South sees",
      minutes: 2,
      set: () => ({
        scenario: "slow-orders",
        spanHours: 24,
        atMilliseconds: 4 * HOUR,
        perspective: { side: "south" },
        tab: "about",
      }),
      parts: [
        text(
          "You now look through the eyes of one command: its own posts and villages, the reports that have arrived, what offices say in public. Dashed rings are acts as reported: where they were, at the rung at which they were read, faded by the time since the report came in.",
        ),
        live((desk) => {
          const parts = desk.lab.description.sides.map((side, index) => {
            const list = ages(desk, index);
            return list.length === 0
              ? `${side.name} has had no report`
              : `${side.name} has had ${counted(list.length, "report", "reports")}, half of them older than ${spanText(median(list))} on arrival`;
          });
          return `At this moment ${listText(parts)}.`;
        }),
        act("See as South", (desk) => desk.lab.change({ perspective: { side: "south" } })),
        act("See as North", (desk) => desk.lab.change({ perspective: { side: "north" } })),
        act("See as everyone", (desk) => desk.lab.change({ perspective: "everyone" })),
        question(
          "Switch between South, North and everyone at the same moment. Which command is wrong about the world?",
          "Both are late, neither lies to itself. South is later. It may decide on a threat that has already faded, or not yet know of one that grows.",
        ),
      ],
    },
    {
      title: "Guess: orders that are out of date",
      minutes: 2,
      set: () => ({ scenario: "slow-orders", spanHours: 24, perspective: "everyone", atMilliseconds: 2 * HOUR }),
      parts: [
        text(
          "A command changes its mind, upwards or downwards. Until the new order arrives, its posts act on the old one. How often is that so?",
        ),
        {
          kind: "guess",
          id: "orders-old",
          unit: "percent",
          text: "Over the first two days: for what share of their time do the posts of South act on an order that their command has already changed?",
          reveal: (desk, guess) => {
            const shares = outOfDate(desk);
            if (shares === null) return null;
            const words = desk.lab.description.sides.map(
              (side, index) => `${shareText(shares[index] ?? 0)} of the time for posts of ${side.name}`,
            );
            return `You guessed ${numberText(guess)} %. In this run it is ${listText(words)}.`;
          },
        },
        notice(
          "Let the pointer rest on a post, or walk to it with the arrow keys on the map: the line above the map says on which order it acts. The pentagon behind it shows what its command says by now.",
        ),
        question(
          "Does an old order always mean more fire?",
          "No. On the way up an old order holds fire back that the command would already allow; on the way down it lets fire go on that the command no longer wants. What is certain is that nobody on the other side can see which of the two it is.",
        ),
      ],
    },
    {
      title: "Shots after the agreement",
      minutes: 2,
      set: () => ({
        scenario: "slow-orders",
        spanHours: 48,
        perspective: "everyone",
        seed: 22,
        atMilliseconds: 13 * HOUR,
      }),
      parts: [
        text(
          "A truce binds a post when the post has heard of it. Word of it goes by the channel through which it was agreed, not by South's couriers; so here both sides are slow. For this step seed 22 is on stage. It was picked because in it word takes hours to reach the last posts, so that there is something to see.",
        ),
        live((desk) => {
          const truce = firstTruce(desk);
          if (!desk.lab.recording.complete) return null;
          if (truce === null) return "In this run no truce was agreed.";
          const agreed = truce.agreedMilliseconds!;
          const heard = desk.lab.recording
            .ofKind("truce_notice")
            .filter((event) => event.truce === truce.index)
            .map((event) => event.atMilliseconds - agreed);
          const last =
            heard.length === 0
              ? "No post heard of the first agreement before it was over"
              : `The last post to hear of the first agreement heard ${spanText(Math.max(...heard))} after it was made`;
          const acts = actsDuring(desk, agreed, truce.endedMilliseconds ?? desk.lab.horizon);
          const by = desk.lab.description.sides.map(
            (side, index) => `${numberText(acts.filter((event) => event.side === index).length)} by ${side.name}`,
          );
          return `${last}. While it stood there were ${counted(acts.length, "act", "acts")} with firearms or more: ${listText(by)}.`;
        }),
        act("Show the first of them, and why", (desk) => {
          const truce = firstTruce(desk);
          const event =
            truce === null
              ? undefined
              : actsDuring(desk, truce.agreedMilliseconds!, truce.endedMilliseconds ?? desk.lab.horizon)[0];
          if (event === undefined) return;
          desk.lab.moveTo(event.atMilliseconds);
          desk.lab.select(event.event);
        }),
        notice(
          "A white core in a post's square means that it has heard of the truce. Step on with Event ▶ and watch the cores appear. Roll other seeds: the numbers by side change places.",
        ),
        question(
          "The office of the other side calls such a shot a breach. Is it one?",
          "By the text of the agreement yes; by intent perhaps not. The model keeps both: what happened, and what each office says. It gives no verdict on blame, and neither can an observer who sees only the shot.",
        ),
      ],
    },
    {
      title: "Give South a hotline",
      minutes: 2,
      set: () => ({ scenario: "slow-orders", spanHours: 96, tab: "change", perspective: "everyone" }),
      parts: [
        text(
          "Drag the slider Delays of orders and reports of South to the left, until South is as fast as North. Say before you look whether fewer or more people will be killed, and why.",
        ),
        act("Make South as fast as North", (desk) =>
          desk.slider("courier-south", desk.lab.scenario.description.sides[0]!.orderDelayFactor),
        ),
        live((desk) => {
          if (!desk.many.anyChange) return "Nothing is changed yet.";
          const [dead, collapsed] = [desk.many.difference("killed.total"), desk.many.difference("truces.failed")];
          if (dead === null || collapsed === null) return null;
          const sure = (difference: typeof dead): string =>
            Math.abs(difference.mean) > difference.halfWidth
              ? ""
              : ", which is less than these runs can tell from nothing";
          const meaning =
            Math.abs(dead.mean) <= dead.halfWidth
              ? ""
              : dead.mean > 0
                ? " So in this model faster word costs lives here: what it carries upwards weighs more than what it carries downwards."
                : " So in this model faster word saves lives here.";
          return `Over ${counted(dead.pairs, "pair", "pairs")} of runs: killed ${signedText(dead.mean)} ± ${numberText(dead.halfWidth)} in the mean${sure(dead)}; truces that collapse ${signedText(collapsed.mean)} ± ${numberText(collapsed.halfWidth)}${sure(collapsed)}.${meaning}`;
        }),
        question(
          "Fast orders carry the order to stop. What else do they carry?",
          "The order to climb, and the news that calls for it. A fast side also escalates faster, so that the sum can go either way; read its sign in the sentence above, which comes from the runs on this page. Speed helps those who want to stop; it does not make anybody want to. Try the other sliders: does the sign stay?",
        ),
      ],
    },
    {
      title: "What to take along",
      minutes: 1,
      parts: [
        text(
          "Everybody acts on old news, and posts on old orders. What looks like a decision may be the echo of an earlier one; what looks like a breach may be a messenger on the road. Faster word does not make anyone peaceful, but it lets those who have agreed keep what they agreed.",
        ),
        text(
          "The delays here are assumptions with ranges: look them up with truceline explain. What holds beyond the model is the order of things: fact, report, decision, order, act.",
        ),
      ],
    },
  ],
  notes: {
    aims: [
      "Students take the view of one command and feel how little it contains.",
      "They tell apart an act, a report of it and a claim about it.",
      "They meet a change whose effect on the toll is not what most expect in sign, and read an interval.",
    ],
    timing:
      "10 minutes of the page. The second step pays for more time: let half of the class sit with North's view, half with South's, and let each side write down what it thinks is going on before both look as everyone.",
    students: [
      {
        say: "South is the guilty side, it keeps shooting.",
        answer:
          "Both sides follow the same rules here; South's messengers are slow by construction. Swap the two sliders and the picture turns round.",
      },
      {
        say: "With a hotline there would be peace.",
        answer:
          "Look at the fan: the spread hardly narrows. The slider changes how long decisions take, not what is decided.",
      },
      {
        say: "More people are killed with a hotline? Then the model is wrong.",
        answer:
          "Perhaps. Ask how one would find out. In the model a slow side also hears late of what it would strike back at, and is slow to authorise heavier weapons. Whether real commands work like this is a question for evidence, not for the page.",
      },
    ],
    beyond:
      "Let students set both sides to a courier and look at the truces that collapse. Let them find a documented case of fire after an agreement and say which of the delays could have been at work, and what one would have to know.",
  },
};
