/** The moment in one paragraph: for screen readers, and for everybody who reads faster than pictures. */

import { element, say } from "../dom";
import type { Lab } from "../model/lab";
import type { Player } from "../model/player";
import { capital, counted, fullMomentText, listText, numberText, sideName } from "../words";

export class Summary {
  readonly root = element("p", { class: "summary", role: "status", "aria-label": "The moment in words" });

  constructor(
    private readonly lab: Lab,
    private readonly player: Player,
  ) {
    lab.on(["moment", "run", "view"], () => this.refresh());
    player.on(() => this.refresh());
    this.refresh();
  }

  private refresh(): void {
    // While it plays, nothing is read out: a hundred announcements a second help nobody.
    this.root.setAttribute("aria-live", this.player.playing ? "off" : "polite");
    say(this.root, this.lab.eyes === null ? this.everyone() : this.side(this.lab.eyes));
  }

  private everyone(): string {
    const { description, state } = this.lab;
    const when = capital(fullMomentText(description.calendar, state.atMilliseconds));
    const tolls = description.sides.map((side, index) => {
      const each = state.sides[index]!;
      const claims = description.sides.flatMap((claimant, other) => {
        if (!claimant.hasOffice) return [];
        const said = other === index ? each.publishedKilled : (each.claimedKilledBy[other] ?? null);
        return said === null ? [] : [`${claimant.name} says ${numberText(said)}`];
      });
      return `${side.name} ${numberText(each.killedMilitary + each.killedCivilian)} in truth${claims.length > 0 ? ` (${claims.join(", ")})` : ""}`;
    });
    const rungs = description.sides.map(
      (side, index) => `${side.name} ${this.lab.engine.version.rungs[state.sides[index]!.rung] ?? ""}`,
    );
    const away = state.sides.reduce((sum, side) => sum + side.displaced, 0);
    const live = state.truces.filter((truce) => truce.phase === "in_force" || truce.phase === "spreading").length;
    const talks = state.truces.filter((truce) => truce.phase === "talks").length;
    const truce =
      live > 0
        ? `${counted(live, "truce stands", "truces stand")}.`
        : talks > 0
          ? "Talks are under way."
          : "No truce stands.";
    return `${when}. Killed: ${listText(tolls)}. ${counted(away, "person is", "people are")} away from home. Highest rung authorised: ${rungs.join("; ")}. ${truce}`;
  }

  private side(side: number): string {
    const view = this.lab.view();
    const { description } = this.lab;
    const when = capital(fullMomentText(description.calendar, this.lab.state.atMilliseconds));
    if (view === null) return when;
    const rung = view.fronts.reduce((most, front) => Math.max(most, front.rung), 0);
    const threat = view.fronts.reduce((most, front) => Math.max(most, front.threat), 0);
    const last = view.reports[view.reports.length - 1];
    const news =
      last === undefined
        ? "No report has arrived."
        : `${counted(view.reports.length, "report has", "reports have")} arrived; the last was ${Math.round((last.arrivedMilliseconds - last.happenedMilliseconds) / 60_000)} minutes old.`;
    return (
      `${when}, as the command of ${sideName(description, side)} knows it. ${news} It perceives a threat of ${numberText(threat)} and authorises rung ${rung} ` +
      `(${this.lab.engine.version.rungs[rung] ?? ""}). Registered of its own: ${numberText(view.registeredKilled)} killed, ${numberText(view.registeredWounded)} wounded, ${numberText(view.registeredDisplaced)} away from home.`
    );
  }
}
