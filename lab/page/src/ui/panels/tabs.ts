/** Tabs in the pattern that screen readers know: arrow keys move between them. */

import { element } from "../dom";

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly body: HTMLElement;
}

export class Tabs {
  readonly root: HTMLElement;
  private readonly buttons: HTMLButtonElement[];
  private readonly panels: HTMLElement[];

  constructor(
    name: string,
    private readonly tabs: readonly Tab[],
    private readonly chosen: (id: string) => void,
  ) {
    this.buttons = tabs.map((tab, index) =>
      element(
        "button",
        {
          type: "button",
          role: "tab",
          id: `${name}-${tab.id}-tab`,
          "aria-controls": `${name}-${tab.id}`,
          onclick: () => this.chosen(tab.id),
          onkeydown: (event: KeyboardEvent) => this.key(event, index),
        },
        tab.title,
      ),
    );
    this.panels = tabs.map((tab) =>
      element(
        "div",
        { role: "tabpanel", id: `${name}-${tab.id}`, "aria-labelledby": `${name}-${tab.id}-tab`, tabindex: 0 },
        tab.body,
      ),
    );
    this.root = element(
      "div",
      { class: "tabs" },
      element("div", { role: "tablist", class: "tab-list", "aria-label": "What to do" }, ...this.buttons),
      ...this.panels,
    );
    this.show(tabs[0]!.id);
  }

  show(id: string): void {
    const known = this.tabs.some((tab) => tab.id === id) ? id : this.tabs[0]!.id;
    this.tabs.forEach((tab, index) => {
      const open = tab.id === known;
      this.buttons[index]!.setAttribute("aria-selected", String(open));
      this.buttons[index]!.tabIndex = open ? 0 : -1;
      this.panels[index]!.hidden = !open;
    });
  }

  private key(event: KeyboardEvent, index: number): void {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (index + step + this.tabs.length) % this.tabs.length;
    this.chosen(this.tabs[next]!.id);
    this.buttons[next]!.focus();
  }
}
