/* The causal tree around an event as a drawing: root left, time to the right, rung as colour, deaths as a number. The chain
   and the list of direct effects beside it say the same in words. */

const treeMost = 45;

/* Chain to the event, and of what it set off the parts with most deaths and most events first. Further on, what led to
   nothing is counted only, unless it was a hostile act. */
function nodesOfTree(event) {
  const kept = new Set(log.chain(event));
  const open = [event];
  const weight = (node) => 1000 * (log.setOff.deaths[node] + log.killed[node]) + log.setOff.events[node];
  while (open.length > 0 && kept.size < treeMost) {
    open.sort((one, other) => weight(other) - weight(one));
    const node = open.shift();
    const worth = log.offspring(node).filter((child) => node === event || weight(child) > 0 || log.isAct(child));
    const weightiest = worth.sort((one, other) => weight(other) - weight(one));
    for (const next of weightiest.slice(0, treeMost / 5)) {
      if (kept.size >= treeMost) break;
      kept.add(next);
      open.push(next);
    }
  }
  return kept;
}

function drawTree(event) {
  const kept = nodesOfTree(event);
  const root = log.chain(event)[0];
  const from = log.seconds[root];
  const until = Math.max(...Array.from(kept, (node) => log.seconds[node]), from + 60);
  const [left, right, rowHeight] = [14, 480, 17];
  const x = (node) => left + ((log.seconds[node] - from) / (until - from)) * (right - left - 60);
  const row = new Map();
  let rows = 0;
  /* Depth first without recursion: the first child goes on in the row of its parent where there is room for both. */
  const apart = 80;
  const stack = [{ node: root, own: 0 }];
  while (stack.length > 0) {
    const { node, own } = stack.pop();
    const place = own === null ? rows : own;
    rows = Math.max(rows, place + 1);
    row.set(node, place);
    const children = log.offspring(node).filter((child) => kept.has(child));
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const besides = at === 0 && x(children[at]) - x(node) >= apart;
      stack.push({ node: children[at], own: besides ? place : null });
    }
  }
  const y = (node) => 16 + row.get(node) * rowHeight;
  const lines = makeSvg("g", { class: "branches" });
  const marks = makeSvg("g", {});
  for (const node of [...kept].sort((one, other) => one - other)) {
    const cause = log.causes[node];
    if (cause >= 0) lines.append(makeSvg("path", { d: "M" + x(cause) + " " + y(cause) + "V" + y(node) + "H" + x(node) }));
    marks.append(markOfTree(node, node === event, x(node), y(node), kept));
  }
  const height = rows * rowHeight + 36;
  const all = log.setOff.events[event];
  const label =
    "Causal tree from event " + root + " over " + lengthOf(until - from) + ", with event " + event + " marked and " +
    (kept.size < treeMost ? "all" : "the weightiest") + " of the " + numberOf(all, "event", "events") + " that it set off.";
  const axis = makeSvg("g", { class: "tree-axis" },
    makeSvg("text", { x: left - 6, y: height - 6 }, moment(from)),
    makeSvg("text", { x: right, y: height - 6, class: "end" }, moment(until)));
  return makeSvg("svg", { class: "tree", viewBox: "0 0 " + (right + 6) + " " + height, role: "img", "aria-label": label }, lines, marks, axis);
}

function markOfTree(node, chosen, x, y, kept) {
  const group = makeSvg("g", { class: "node rung-" + Math.min(6, log.rungs[node]) + (chosen ? " chosen" : ""), "data-event": String(node) });
  group.append(makeSvg("title", {}, moment(log.seconds[node]) + ": " + log.sentence(node)));
  group.append(makeSvg("circle", { cx: x, cy: y, r: chosen ? 7 : 5 }));
  const parts = [];
  if (log.killed[node] > 0) parts.push(count(log.killed[node]) + " killed");
  const hidden = log.offspring(node).filter((child) => !kept.has(child)).reduce((sum, child) => sum + 1 + log.setOff.events[child], 0);
  if (hidden > 0) parts.push("+ " + count(hidden));
  if (parts.length > 0) group.append(makeSvg("text", { x: x + 8, y: y - 3 }, parts.join(", ")));
  group.addEventListener("click", () => (location.hash = "#event-" + node));
  return group;
}
