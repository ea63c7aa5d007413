/** Keys that work anywhere on the page, except where something else is typed. */

import type { App } from "./app";
import type { Transport } from "./panels/transport";

const TABS = ["change", "act", "guess", "puzzle", "about"];

export function attachKeys(app: App, transport: Transport, log: HTMLElement): void {
  document.addEventListener("keydown", (event) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.defaultPrevented ||
      !app.help.enabled.checked ||
      app.help.root.open
    )
      return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target !== null && takesKeys(target)) return;
    const onControl = target !== null && (/^(BUTTON|SUMMARY|A)$/.test(target.tagName) || isBox(target));
    const act = action(event, onControl, app, transport, log);
    if (act === null) return;
    event.preventDefault();
    act();
  });
}

/** Whether something else is done with keys there: text, a choice, a slider. */
function takesKeys(target: HTMLElement): boolean {
  return target.isContentEditable || (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && !isBox(target));
}

/** A box to tick takes the space bar and nothing else. */
function isBox(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && target.type === "checkbox";
}

function action(
  event: KeyboardEvent,
  onControl: boolean,
  app: App,
  transport: Transport,
  log: HTMLElement,
): (() => void) | null {
  const tab = TABS[Number(event.key) - 1];
  if (tab !== undefined) return () => app.openTab(tab);
  switch (event.key) {
    case " ":
      return onControl ? null : () => app.player.toggle();
    case "ArrowRight":
      return () => (event.shiftKey ? transport.skip(1) : transport.step(1));
    case "ArrowLeft":
      return () => (event.shiftKey ? transport.skip(-1) : transport.step(-1));
    case "Home":
      return () => transport.go(0);
    case "End":
      return () => transport.go(app.lab.horizon);
    case "r":
    case "R":
      return () => app.header.roll();
    case "v":
    case "V":
      return () => app.nextPerspective();
    case "s":
    case "S":
      return () => app.nextSector();
    case "c":
    case "C":
      return () => app.toggleClass();
    case "m":
    case "M":
      return () => document.querySelector<HTMLElement>(".map-canvas")?.focus();
    case "l":
    case "L":
      return () =>
        (log.querySelector<HTMLElement>("button.log-entry") ?? log.querySelector<HTMLElement>("select"))?.focus();
    case "?":
      return () => app.help.show();
    case "Escape":
      return () => app.lab.select(null);
    default:
      return null;
  }
}
