/* The moment that is looked at: slider, map, a line in every chart, the numbers beside the map. */

const timeOf = (position) => moments.seconds[position];

const view = (() => {
  const slider = byId("slider");
  const output = byId("moment");
  const cursors = [];
  for (const plot of document.querySelectorAll("svg.plot")) {
    const cursor = makeSvg("line", { class: "cursor", y1: "0", y2: "100%" });
    plot.append(cursor);
    cursors.push({ cursor, seconds: Number(plot.getAttribute("data-hours")) * 3600 });
  }
  const things = ["post", "village", "link", "site"].map((name) => {
    const found = [];
    for (const symbol of document.querySelectorAll("[data-" + name + "]")) {
      const index = Number(symbol.getAttribute("data-" + name));
      (found[index] = found[index] || []).push(symbol);
    }
    return found;
  });
  const classOf = [
    (index, state) => {
      const owner = data.map.owners[index];
      return "post side-" + state + " owner-" + owner + (owner === state ? "" : " held");
    },
    (index, state) =>
      "village side-" + data.map.villages[index] + [" hit", " entered", " left"].filter((_, bit) => state & (1 << bit)).join(""),
    (_, state) => (state === 1 ? "closure closed" : "closure"),
    (_, state) => (state === 1 ? "site destroyed" : "site"),
  ];
  const changes = (() => {
    const packed = unpack(data.map.changes);
    const changes = [];
    let seconds = 0;
    for (let at = 0; at < packed.length; at += 4) {
      seconds += packed[at];
      changes.push({ seconds, sort: packed[at + 1], index: packed[at + 2], state: packed[at + 3] });
    }
    return changes;
  })();
  const start = () => [
    data.map.holders.slice(),
    new Array(data.map.villages.length).fill(0),
    new Array(data.map.links).fill(0),
    new Array(data.map.sites).fill(0),
  ];
  let shown = start();
  shown = shown.map((states) => states.map(() => null));

  function showMap(seconds) {
    const states = start();
    for (const change of changes) {
      if (change.seconds > seconds) break;
      states[change.sort][change.index] = change.state;
    }
    states.forEach((sort, kind) =>
      sort.forEach((state, index) => {
        if (shown[kind][index] === state) return;
        shown[kind][index] = state;
        for (const symbol of things[kind][index] || []) symbol.setAttribute("class", classOf[kind](index, state));
      })
    );
  }

  const rings = Array.from(document.querySelectorAll("svg.map .rings"), (group, map) => {
    const events = summed(data.map.rings[map]);
    return { circles: Array.from(group.children), seconds: events.map((event) => log.seconds[event]), shown: events.length };
  });

  /* Rings stand in order of time: only those between the last moment and this one change. */
  function showRings(seconds) {
    for (const map of rings) {
      while (map.shown > 0 && map.seconds[map.shown - 1] > seconds) map.circles[(map.shown -= 1)].setAttribute("display", "none");
      while (map.shown < map.circles.length && map.seconds[map.shown] <= seconds) {
        map.circles[map.shown].removeAttribute("display");
        map.shown += 1;
      }
    }
  }

  const sectorShapes = Array.from(document.querySelectorAll("[data-sector]"));

  function showTruces(seconds) {
    const hours = seconds / 3600;
    const known = new Set();
    const spreading = new Set();
    data.truces.forEach((bands, sector) => {
      for (const [agreed, everywhere, ended] of bands) {
        if (hours < agreed || hours >= ended) continue;
        (hours >= everywhere ? known : spreading).add(sector);
      }
    });
    for (const shape of sectorShapes) {
      const sector = Number(shape.getAttribute("data-sector"));
      shape.setAttribute("class", "sector" + (known.has(sector) ? " in-truce" : spreading.has(sector) ? " in-notice" : ""));
    }
    const names = (set) => Array.from(set, (sector) => data.sectors[sector]).join(", ");
    const parts = [];
    if (known.size > 0) parts.push("Truce in force in: " + names(known) + ".");
    if (spreading.size > 0) parts.push("Truce agreed, word spreads in: " + names(spreading) + ".");
    byId("truce-now").textContent = parts.length > 0 ? parts.join(" ") : "No truce in force.";
  }

  /* Rows of what is counted by side; truth and each office in columns of their own. */
  const cells = (() => {
    const claimants = [...new Set(moments.columns.map((column) => column.claimant))].sort((one, other) => one - other);
    const head = make("tr", {}, make("td", {}));
    for (const claimant of claimants) {
      head.append(make("th", { scope: "col" }, claimant < 0 ? "In this run" : data.sides[claimant] + " says"));
    }
    const body = make("tbody", {});
    const cells = [];
    const rows = new Map();
    for (const column of moments.columns) {
      const name = column.name + ", " + data.sides[column.side];
      if (!rows.has(name)) {
        const row = make("tr", {}, make("th", { scope: "row" }, name), ...claimants.map(() => make("td", {}, "–")));
        rows.set(name, row);
        body.append(row);
      }
      cells.push(rows.get(name).children[1 + claimants.indexOf(column.claimant)]);
    }
    byId("numbers-now").append(make("thead", {}, head), body);
    return cells;
  })();

  let position = moments.last;

  function show() {
    const seconds = timeOf(position);
    for (const { cursor, seconds: shown } of cursors) {
      const share = (100 * seconds) / shown + "%";
      cursor.setAttribute("x1", share);
      cursor.setAttribute("x2", share);
      /* A chart may end before the run, where nothing changes any more. */
      cursor.setAttribute("visibility", seconds <= shown + 1 ? "visible" : "hidden");
    }
    const text = dateAndClock(seconds, true) + ", " + lengthOf(seconds) + " after the start";
    slider.value = String(position);
    slider.setAttribute("aria-valuetext", text);
    output.textContent = text;
    byId("map-moment").textContent = "The map at " + dateAndClock(seconds, true) + ".";
    moments.columns.forEach((column, index) => (cells[index].textContent = column.values[position] < 0 ? "–" : count(column.values[position])));
    showMap(seconds);
    showRings(seconds);
    showTruces(seconds);
  }

  function goTo(wanted) {
    position = Math.max(0, Math.min(moments.last, Math.round(wanted)));
    show();
  }

  /* The first stop at or after a time. */
  function stopAt(seconds) {
    let low = 0;
    let high = moments.last;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timeOf(middle) < seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return { goTo, stopAt, show, position: () => position, seconds: () => timeOf(position) };
})();

function beginMoment() {
  const acts = [];
  for (let event = 0; event < log.number; event += 1) if (log.isAct(event)) acts.push(view.stopAt(log.seconds[event]));
  byId("timebar").hidden = false;
  byId("at-moment").hidden = false;
  byId("slider").addEventListener("input", (event) => {
    stop();
    view.goTo(Number(event.target.value));
  });
  byId("to-start").addEventListener("click", () => view.goTo(0));
  byId("to-end").addEventListener("click", () => view.goTo(moments.last));
  byId("act-before").addEventListener("click", () => {
    const before = acts.filter((stop) => stop < view.position());
    view.goTo(before.length > 0 ? before[before.length - 1] : 0);
  });
  byId("act-after").addEventListener("click", () => {
    const after = acts.find((stop) => stop > view.position());
    view.goTo(after === undefined ? moments.last : after);
  });
  for (const plot of document.querySelectorAll("svg.plot")) {
    plot.addEventListener("click", (event) => {
      const box = plot.getBoundingClientRect();
      view.goTo(view.stopAt(((event.clientX - box.left) / box.width) * Number(plot.getAttribute("data-hours")) * 3600));
    });
  }

  /* Nothing moves for those who asked for less motion. */
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const play = byId("play");
  const secondsOfPlay = 30;
  let frame = 0;

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    play.textContent = "Play";
  }

  play.addEventListener("click", () => {
    if (frame !== 0) return stop();
    const from = view.position() === moments.last ? 0 : view.position();
    const began = performance.now();
    play.textContent = "Pause";
    const step = (now) => {
      const position = from + ((now - began) / 1000 / secondsOfPlay) * moments.last;
      view.goTo(position);
      if (position >= moments.last) stop();
      else frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  });
  const settle = () => {
    play.hidden = still.matches;
    if (still.matches) stop();
  };
  still.addEventListener("change", settle);
  settle();
  view.goTo(moments.last);
}
