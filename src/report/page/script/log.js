/* The log: filtered, and a page of rows at a time, so that ten thousand events stay quick. */

const rowsOnPage = 50;
let found = [];
let firstRow = 0;

/* What "Show" offers besides single kinds. */
const groups = [
  ["All events", () => true],
  ["Main events", (event) => log.main.has(event)],
  ["Hostile acts", (event) => log.isAct(event)],
  ["Events in which people were killed", (event) => log.killed[event] > 0],
  ["Roots: what nothing in the log caused", (event) => log.causes[event] < 0],
];

function options(select, texts) {
  texts.forEach((text, value) => select.append(make("option", { value: String(value) }, text)));
}

function applyFilters() {
  const kind = Number(byId("filter-kind").value);
  const side = Number(byId("filter-side").value);
  const rung = Number(byId("filter-rung").value);
  const words = byId("filter-text").value.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const inGroup = kind < groups.length ? groups[kind][1] : (event) => log.kinds[event] === kind - groups.length;
  found = [];
  for (let event = 0; event < log.number; event += 1) {
    if (!inGroup(event)) continue;
    if (side > 0 && log.sides[event] !== side && log.targets[event] !== side) continue;
    if (rung > 0 && log.rungs[event] < rung) continue;
    if (words.length > 0) {
      const text = lowered(event);
      if (!words.every((word) => text.includes(word))) continue;
    }
    found.push(event);
  }
}

const loweredTexts = [];

function lowered(event) {
  if (loweredTexts[event] === undefined) loweredTexts[event] = log.sentence(event).toLowerCase();
  return loweredTexts[event];
}

function rowOf(event) {
  const row = make("tr", { "data-event": String(event) });
  const rung = log.rungs[event] > 0 ? String(log.rungs[event]) : "";
  const swatch = log.isAct(event) ? make("span", { class: "rung-box rung-" + Math.min(6, log.rungs[event]), "aria-hidden": "true" }) : "";
  row.append(
    make("td", { class: "time" }, moment(log.seconds[event])),
    make("td", {}, linkTo(event, log.sentence(event))),
    make("td", { class: "number" }, swatch, rung),
    make("td", { class: "number" }, log.killed[event] > 0 ? count(log.killed[event]) : "")
  );
  return row;
}

function showRows() {
  const until = Math.min(found.length, firstRow + rowsOnPage);
  byId("log-rows").replaceChildren(...found.slice(firstRow, until).map(rowOf));
  const range = found.length > rowsOnPage ? ", rows " + count(firstRow + 1) + " to " + count(until) : "";
  byId("log-count").textContent =
    found.length === 0 ? "No event fits." : numberOf(found.length, "event", "events") + " of " + count(log.number) + range + ".";
  byId("log-earlier").hidden = firstRow === 0;
  byId("log-later").hidden = until >= found.length;
  markChosenRow();
}

function markChosenRow() {
  for (const row of byId("log-rows").children) {
    if (row.getAttribute("data-event") === String(chosenEvent)) row.setAttribute("class", "chosen");
    else row.removeAttribute("class");
  }
}

function filterAgain() {
  applyFilters();
  firstRow = 0;
  showRows();
}

/* Brings the page of rows up that holds an event, when the filters let it through. */
function revealInLog(event) {
  const at = found.indexOf(event);
  if (at < 0 || (at >= firstRow && at < firstRow + rowsOnPage)) return;
  firstRow = at - (at % rowsOnPage);
  showRows();
}

function turnPage(by, other) {
  firstRow = Math.max(0, firstRow + by * rowsOnPage);
  showRows();
  const button = byId(by < 0 ? "log-earlier" : "log-later");
  if (button.hidden) byId(other).focus();
  byId("log-count").scrollIntoView({ block: "nearest" });
}

function beginLog() {
  byId("log-parts").hidden = false;
  const counts = new Array(data.kinds.length).fill(0);
  log.kinds.forEach((kind) => (counts[kind] += 1));
  options(byId("filter-kind"), [
    ...groups.map(([name]) => name),
    ...data.kinds.map((kind, at) => kind.words[0].toUpperCase() + kind.words.slice(1) + " (" + count(counts[at]) + ")"),
  ]);
  options(byId("filter-side"), ["all", ...data.sides]);
  options(byId("filter-rung"), ["all", ...data.rungs.slice(1).map((name, rung) => rung + 1 + " and above: " + name)]);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const id of ["filter-kind", "filter-side", "filter-rung"]) byId(id).addEventListener("change", filterAgain);
  let wait = 0;
  byId("filter-text").addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(filterAgain, 150);
  });
  byId("log-earlier").addEventListener("click", () => turnPage(-1, "log-later"));
  byId("log-later").addEventListener("click", () => turnPage(1, "log-earlier"));
  filterAgain();
}
