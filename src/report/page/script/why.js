/* Why an event happened and what it set off. */

const offspringMost = 15;
let chosenEvent = -1;

function factsOf(event) {
  const facts = [];
  if (log.sides[event] > 0) facts.push("by " + data.sides[log.sides[event] - 1]);
  if (log.targets[event] > 0) facts.push("concerning " + data.sides[log.targets[event] - 1]);
  if (log.rungs[event] > 0) facts.push("rung " + log.rungs[event] + " (" + data.rungs[Math.min(6, log.rungs[event])] + ")");
  if (log.killed[event] > 0) facts.push(count(log.killed[event]) + " killed");
  if (log.wounded[event] > 0) facts.push(count(log.wounded[event]) + " wounded");
  return facts.join(" · ");
}

function reasonsOf(event) {
  const reasons = log.reasons(event);
  return reasons.length === 0 ? [] : [make("ul", { class: "reasons" }, ...reasons.map((text) => make("li", {}, text)))];
}

function stepOfChain(event, index, chain) {
  const step = make("li", event === chosenEvent ? { class: "chosen" } : {});
  const after = index === 0 ? 0 : log.seconds[event] - log.seconds[chain[index - 1]];
  const since = index === 0 ? "root" : after === 0 ? "at once" : lengthOf(after) + " later";
  step.append(make("span", { class: "time" }, moment(log.seconds[event]) + " · " + since), make("br", {}));
  step.append(event === chosenEvent ? make("strong", {}, log.sentence(event)) : linkTo(event, log.sentence(event)));
  step.append(...reasonsOf(event));
  return step;
}

function effectOf(event) {
  const after = log.setOff.events[event];
  const more = after > 0 ? " · set off " + numberOf(after, "event", "events") : "";
  const dead = log.killed[event] + log.setOff.deaths[event];
  const deaths = dead > 0 ? " · " + count(dead) + " killed in it and after it" : "";
  return make("li", {}, make("span", { class: "time" }, moment(log.seconds[event])), " ", linkTo(event, log.sentence(event)),
    make("span", { class: "quiet" }, more + deaths));
}

function effectsOf(event) {
  const direct = log.offspring(event);
  const { events, deaths, injuries } = log.setOff;
  if (direct.length === 0) return [make("p", {}, "It set off nothing that the log tells of.")];
  const sum = make("p", {},
    numberOf(events[event], "event goes", "events go") + " back to it, " + count(direct.length) + " of them directly: " +
    count(deaths[event]) + " killed and " + count(injuries[event]) + " wounded in them.");
  const list = make("ol", { class: "events" }, ...direct.slice(0, offspringMost).map(effectOf));
  const parts = [sum, list];
  if (direct.length > offspringMost) {
    const more = make("button", { type: "button" }, "Show all " + count(direct.length));
    more.addEventListener("click", () => {
      list.append(...direct.slice(offspringMost).map(effectOf));
      list.children[offspringMost].querySelector("a").focus();
      more.remove();
    });
    parts.push(more);
  }
  return parts;
}

/* Fills the panel. */
function showEvent(event) {
  chosenEvent = event;
  const chain = log.chain(event);
  byId("why-heading").textContent = "Event " + count(event) + ", " + moment(log.seconds[event]);
  const parts = [make("p", { class: "lead" }, log.sentence(event))];
  const facts = factsOf(event);
  if (facts !== "") parts.push(make("p", { class: "quiet" }, facts));
  const buttons = make("div", { class: "buttons" });
  const seeMap = make("button", { type: "button", id: "see-moment" }, "Show this moment on the map");
  seeMap.addEventListener("click", () => {
    view.goTo(view.stopAt(log.seconds[event]));
    byId("slider").focus({ preventScroll: true });
    byId("timebar").scrollIntoView({ block: "start" });
  });
  const close = make("button", { type: "button", id: "why-close" }, "Back to the log");
  close.addEventListener("click", backToLog);
  buttons.append(close, seeMap);
  parts.push(buttons);
  parts.push(make("h4", {}, chain.length === 1 ? "Why: it is a root" : "Why: " + numberOf(chain.length, "step", "steps") + " from the root"));
  parts.push(make("ol", { class: "chain", id: "chain" }, ...chain.map(stepOfChain)));
  if (data.reasons_left_out) {
    parts.push(make("p", { class: "quiet" }, "The log is long: reasons stand here for acts and authorised rungs only."));
  }
  parts.push(make("h4", {}, "What it set off"), ...effectsOf(event));
  if (chain.length > 1 || log.offspring(event).length > 0) {
    parts.push(make("h4", {}, "The tree"), drawTree(event));
    parts.push(make("p", { class: "quiet" }, "Root left, time to the right; colour is the rung; + with a number stands for further events that are not drawn."));
  }
  byId("why-body").replaceChildren(...parts);
  byId("why-status").textContent = "Event " + event + " shown: " + log.sentence(event);
  markChosenRow();
}

let cameFrom = null;

function backToLog() {
  const target = cameFrom && cameFrom.isConnected ? cameFrom : byId("log-rows").querySelector("a");
  if (target) target.focus();
}

/* The event that the address names, if it names one of the log. */
function eventOfAddress() {
  const found = /^#event-(\d{1,9})$/.exec(location.hash);
  const event = found ? Number(found[1]) : -1;
  return event >= 0 && event < log.number ? event : -1;
}

function followAddress() {
  const event = eventOfAddress();
  if (event < 0) return;
  showEvent(event);
  revealInLog(event);
  byId("why-heading").focus({ preventScroll: true });
  byId("why").scrollTop = 0;
  const beside = window.matchMedia("(min-width: 64rem)").matches;
  byId("why").scrollIntoView({ block: beside ? "nearest" : "start" });
}

function beginWhy() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#event-"]');
    if (!link) return;
    if (!byId("why").contains(link)) cameFrom = link;
    /* The same event again changes no address. */
    if (link.getAttribute("href") === location.hash) {
      event.preventDefault();
      followAddress();
    }
  });
  byId("why").addEventListener("keydown", (event) => {
    if (event.key === "Escape") backToLog();
  });
  window.addEventListener("hashchange", followAddress);
}
