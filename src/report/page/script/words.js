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

/* A length in the unit that suits it. */
function lengthOf(seconds) {
  const round = (value) => String(Math.round(value * 10) / 10);
  if (seconds < 60) return Math.round(seconds) + " s";
  if (seconds < 7200) return Math.round(seconds / 60) + " min";
  if (seconds < 72 * 3600) return round(seconds / 3600) + " h";
  if (seconds < 2 * 365.25 * 86400) return round(seconds / 86400) + " days";
  return round(seconds / (365.25 * 86400)) + " years";
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
