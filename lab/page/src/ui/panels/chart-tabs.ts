/** One chart at a time, on narrow screens and in class mode. */

import type { Figure } from "../charts/figure";
import { button, element } from "../dom";

export class ChartTabs {
  readonly bar = element("div", { class: "chart-tabs", role: "group", "aria-label": "Which chart" });

  constructor(figures: readonly Figure[]) {
    const buttons = figures.map((figure) => {
      const each = button(figure.title, () => choose(figure), { "aria-pressed": "false" });
      this.bar.append(each);
      return { figure, each };
    });
    const choose = (chosen: Figure): void => {
      for (const { figure, each } of buttons) {
        figure.root.classList.toggle("chosen", figure === chosen);
        each.setAttribute("aria-pressed", String(figure === chosen));
      }
    };
    choose(figures[0]!);
  }
}
