/** Puts the page together. */

import { Casualties } from "./charts/casualties";
import { Escalation } from "./charts/escalation";
import { FanFigure } from "./charts/fan";
import { type Figure } from "./charts/figure";
import { spanHours } from "./model/opening";
import { PeopleByState } from "./charts/people";
import { button, element, oncePerFrame, refill, say } from "./dom";
import { attachKeys } from "./keys";
import type { Desk } from "./lessons/lesson";
import { LessonPanel } from "./lessons/panel";
import { mapLegend } from "./map/legend";
import { BorderMap } from "./map/map";
import { mapTools } from "./map/tools";
import { placeText } from "./map/words";
import type { Lab } from "./model/lab";
import { Many } from "./model/many";
import { Player } from "./model/player";
import type { Recording } from "./model/recording";
import { Series } from "./model/series";
import { AboutPanel } from "./panels/about";
import { ActPanel } from "./panels/act";
import { ChangePanel } from "./panels/change";
import { ChartTabs } from "./panels/chart-tabs";
import { ComparePanel } from "./panels/compare";
import { Header } from "./panels/header";
import { Help } from "./panels/help";
import { Log } from "./panels/log";
import { PredictPanel } from "./panels/predict";
import { PuzzlePanel } from "./panels/puzzle";
import { Summary } from "./panels/summary";
import { Tabs } from "./panels/tabs";
import { Transport } from "./panels/transport";
import { PlacePanel, WhyPanel } from "./panels/why";
import { HOUR, NOTE } from "./words";

/** Milliseconds between two drawings of the charts while the run plays; the map follows every frame. */
const CHART_PAUSE = 90;

export class App {
  readonly player: Player;
  readonly many: Many;
  readonly header: Header;
  readonly change: ChangePanel;
  readonly fan: FanFigure;
  readonly map: BorderMap;
  readonly help = new Help();
  private readonly figures: Figure[];
  private readonly lessons: LessonPanel;
  private readonly tabs: Tabs;
  private series: { recording: Recording; events: number; series: Series } | null = null;
  private chartsAt = 0;
  private lateCharts = 0;

  constructor(
    readonly lab: Lab,
    root: HTMLElement,
  ) {
    this.player = new Player(lab);
    this.many = new Many(lab);
    const height = (): number => this.chartHeight();
    this.fan = new FanFigure(lab, this.many, () => Math.round(height() * 1.25));
    const casualties = new Casualties(lab, this.many, height);
    const escalation = new Escalation(lab, height);
    const people = new PeopleByState(lab, height);
    this.figures = [casualties, escalation, people, this.fan];
    const place = new PlacePanel(lab, (index) => placeText(lab.description, lab.state, lab.view(), index));
    this.map = new BorderMap(
      {
        description: () => lab.description,
        state: () => lab.state,
        view: () => lab.view(),
        sector: () => this.sector(),
        chosen: (index) => place.show(index),
      },
      "Map of the border",
    );
    this.tabs = new Tabs(
      "what",
      [
        { id: "change", title: "Change", body: (this.change = new ChangePanel(lab, this.many)).root },
        { id: "act", title: "Act now", body: new ActPanel(lab).root },
        { id: "guess", title: "Guess", body: new PredictPanel(lab, this.many, this.fan, this.player).root },
        { id: "puzzle", title: "Puzzles", body: new PuzzlePanel(lab, this.many, (tab) => this.openTab(tab)).root },
        { id: "about", title: "About", body: new AboutPanel(lab, () => this.openTab("about")).root },
      ],
      (tab) => lab.change({ tab }),
    );
    const desk: Desk = {
      lab,
      many: this.many,
      tab: (name) => this.openTab(name),
      metric: (name) => this.fan.choose(name),
      slider: (id, value) => {
        this.openTab("change");
        this.change.set(id, value);
      },
    };
    this.lessons = new LessonPanel(lab, desk);
    this.header = new Header(
      lab,
      (id) => this.lessons.open(id),
      () => this.help.show(),
    );
    const transport = new Transport(lab, this.player);
    const log = new Log(lab);
    const chartTabs = new ChartTabs([casualties, escalation, people]);
    const trouble = element("div", { class: "trouble", role: "alert", hidden: true });
    lab.on(["trouble"], () => {
      trouble.hidden = lab.trouble === null;
      refill(
        trouble,
        lab.trouble?.message ?? "",
        button("Close", () => {
          lab.trouble = null;
          lab.tell("trouble");
        }),
      );
    });
    const compare = new ComparePanel(lab, () => this.currentSeries(), height);
    const skip = element(
      "a",
      {
        class: "skip",
        href: "#stage",
        onclick: (event: Event) => {
          event.preventDefault();
          stage.focus();
        },
      },
      "To the map and the charts",
    );
    const mapFigure = element(
      "section",
      { class: "figure map-figure", "aria-labelledby": "map-title" },
      element("header", { class: "figure-head" }, element("h2", { id: "map-title" }, "The border"), mapTools(lab)),
      this.map.root,
      element("p", { class: "unseen", id: "map-keys" }, "Arrow keys walk from place to place, Enter tells more."),
      place.root,
      mapLegend(),
    );
    const stage = element(
      "main",
      { class: "stage", id: "stage", tabindex: -1 },
      trouble,
      element(
        "div",
        { class: "upper" },
        mapFigure,
        element(
          "div",
          { class: "charts", id: "charts" },
          element("h2", { class: "unseen" }, "This run"),
          chartTabs.bar,
          casualties.root,
          escalation.root,
          people.root,
        ),
      ),
      transport.root,
      new Summary(lab, this.player).root,
      compare.root,
      element(
        "div",
        { class: "lower" },
        element(
          "div",
          { class: "lower-left" },
          element("h2", { class: "unseen" }, "Change, act, guess"),
          this.tabs.root,
          this.fan.root,
        ),
        element(
          "div",
          { class: "lower-right" },
          element("h2", { class: "unseen" }, "What happened and why"),
          log.root,
          new WhyPanel(lab).root,
        ),
      ),
    );
    const foot = element("footer", { class: "page-foot" });
    const sayTitle = (): void => {
      document.title = `${lab.description.title} · Truceline`;
    };
    lab.on(["scenario"], sayTitle);
    sayTitle();
    const sayFoot = (): void =>
      say(
        foot,
        `${NOTE[0]!.toUpperCase()}${NOTE.slice(1)} · scenario ${lab.name} · seed ${lab.session.seed}${lab.session.replication > 0 ? `, replication ${lab.session.replication}` : ""} · Truceline ${lab.engine.version.version}, result version ${lab.engine.version.resultVersion} · digest ${lab.recording.ending?.digest ?? "…"}`,
      );
    lab.on(["run", "scenario"], sayFoot);
    sayFoot();
    refill(
      root,
      skip,
      this.header.root,
      element("div", { class: "with-lesson" }, this.lessons.root, stage),
      foot,
      this.help.root,
    );
    lab.on(["scenario"], () => this.rebuild());
    // A click in a chart of the run on stage moves to its moment.
    for (const figure of [casualties, escalation, people]) {
      figure.root.addEventListener("click", (event) => {
        const chart = event.target instanceof Element ? event.target.closest<HTMLElement>(".u-over") : null;
        if (chart === null) return;
        const box = chart.getBoundingClientRect();
        this.player.pause();
        lab.moveTo(((event.clientX - box.left) / Math.max(1, box.width)) * spanHours(lab) * HOUR);
      });
    }
    const redraw = oncePerFrame(() => this.draw());
    lab.on(["moment", "run", "view", "selection"], redraw);
    this.player.on(redraw);
    let drawn = this.many.pictures;
    this.many.on(
      oncePerFrame(() => {
        this.fan.sayProgress();
        if (this.many.pictures === drawn) return;
        drawn = this.many.pictures;
        this.fan.refresh(null);
        casualties.refresh(null);
      }),
    );
    lab.on(["layout"], () => this.layout());
    attachKeys(this, transport, log.root);
    this.layout();
    this.rebuild();
    this.lessons.restore();
    this.many.update();
  }

  openTab(tab: string): void {
    this.lab.change({ tab });
  }

  toggleClass(): void {
    this.lab.change({ classMode: !this.lab.session.classMode });
  }

  /** Everyone, then each side in turn. */
  nextPerspective(): void {
    const order = ["everyone" as const, ...this.lab.description.sides.map((side) => ({ side: side.id }))];
    const eyes = this.lab.eyes;
    this.lab.change({ perspective: order[((eyes ?? -1) + 2) % order.length]! });
  }

  nextSector(): void {
    const order = ["", ...this.lab.description.sectors.map((sector) => sector.id)];
    this.lab.change({ sector: order[(order.indexOf(this.lab.session.sector) + 1) % order.length]! });
  }

  private sector(): number | null {
    const found = this.lab.description.sectors.findIndex((each) => each.id === this.lab.session.sector);
    return found < 0 ? null : found;
  }

  private chartHeight(): number {
    const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    // Three charts and the line of time are to stand in the first window.
    const free = window.innerWidth <= 820 || this.lab.session.classMode;
    return Math.round(Math.max(size * 6.4, Math.min(size * 10.5, free ? size * 10 : (window.innerHeight - 500) / 3)));
  }

  private layout(): void {
    const mode = this.lab.session.classMode;
    if (document.documentElement.classList.contains("class-mode") !== mode) {
      document.documentElement.classList.toggle("class-mode", mode);
      requestAnimationFrame(() => this.rebuild());
    }
    this.tabs.show(this.lab.session.tab);
    document.documentElement.classList.toggle("one-side", this.lab.eyes !== null);
  }

  private rebuild(): void {
    this.series = null;
    for (const figure of this.figures) {
      figure.clear();
      figure.build();
    }
    this.draw();
  }

  private currentSeries(): Series | null {
    const { recording } = this.lab;
    if (this.series === null || this.series.recording !== recording || this.series.events !== recording.events.length) {
      const series = Series.of(recording);
      this.series = series === null ? null : { recording, events: recording.events.length, series };
    }
    return this.series?.series ?? null;
  }

  private draw(): void {
    document.documentElement.classList.toggle("one-side", this.lab.eyes !== null);
    this.map.drawNow();
    const now = performance.now();
    clearTimeout(this.lateCharts);
    if (this.player.playing && now - this.chartsAt < CHART_PAUSE) {
      this.lateCharts = window.setTimeout(() => this.drawCharts(), CHART_PAUSE);
      return;
    }
    this.drawCharts();
  }

  private drawCharts(): void {
    this.chartsAt = performance.now();
    const series = this.currentSeries();
    for (const figure of this.figures) figure.refresh(series);
  }
}
