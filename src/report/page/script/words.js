/* Words for numbers and times, and elements whose texts can never be markup. */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dateAndClock(seconds, year) {
  const local = new Date(data.start + seconds * 1000);
  const two = (number) => String(number).padStart(2, "0");
  const day = local.getUTCDate() + " " + months[local.getUTCMonth()] + (year ? " " + local.getUTCFullYear() : "");
  return day + " " + two(local.getUTCHours()) + ":" + two(local.getUTCMinutes());
}

const moment = (seconds) => dateAndClock(seconds, data.years);

function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

function numberOf(number, one, many) {
  return count(number) + " " + (number === 1 ? one : many);
}

/* A length in the words of `truceline why`: 12 s, 34 min, 2 h 10 min, 3 d 4 h; whole days and years in full. */
function lengthOf(seconds) {
  const minutes = Math.round(seconds / 60);
  const hours = Math.round(minutes / 60);
  const both = (whole, unit, rest, part) => whole + " " + unit + (rest === 0 ? "" : " " + rest + " " + part);
  if (seconds < 60) return Math.round(seconds) + " s";
  if (minutes < 60) return minutes + " min";
  if (minutes < 48 * 60) return both(Math.floor(minutes / 60), "h", minutes % 60, "min");
  if (hours % 24 === 0 && hours < 2 * 8766) return hours / 24 + " days";
  if (hours < 2 * 8766) return both(Math.floor(hours / 24), "d", hours % 24, "h");
  return Math.round((hours / 8766) * 10) / 10 + " years";
}

/* An element with attributes and children; strings become text. */
function make(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function makeSvg(name, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const byId = (id) => document.getElementById(id);

const linkTo = (event, text) => make("a", { href: "#event-" + event }, text);
