/** Whose eyes, and which sector: what stands above the map. */

import { choice, element, refill } from "../dom";
import type { Lab } from "../model/lab";

export function mapTools(lab: Lab): HTMLElement {
  let updateTools: () => void = () => undefined;
  const room = element("div", { class: "tools" });
  const fill = (): void => {
    const { description } = lab;
    const eyes = choice(
      "As",
      [
        { value: "", text: "everyone" },
        ...description.sides.map((side) => ({ value: side.id, text: `${side.name} sees` })),
      ],
      "",
      (value) => lab.change({ perspective: value === "" ? "everyone" : { side: value } }),
      { class: "eyes" },
    );
    const sector = choice(
      "Show",
      [
        { value: "", text: "the whole border" },
        ...description.sectors.map((each) => ({ value: each.id, text: each.name })),
      ],
      "",
      (value) => lab.change({ sector: value }),
      { class: "sector" },
    );
    const update = (): void => {
      const { perspective } = lab.session;
      eyes.select.value = perspective === "everyone" ? "" : perspective.side;
      sector.select.value = lab.session.sector;
    };
    updateTools = update;
    update();
    refill(room, eyes.root, sector.root);
  };
  fill();
  lab.on(["scenario"], fill);
  lab.on(["view"], () => updateTools());
  return room;
}
