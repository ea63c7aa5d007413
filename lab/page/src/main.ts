import "uplot/dist/uPlot.min.css";
import "./ui/style.css";
import { embeddedEngine, embeddedScenarios } from "./engine/embedded";
import { startEngine } from "./engine/engine";
import { App } from "./ui/app";
import { openLab } from "./ui/open";

declare global {
  interface Window {
    /** The page's own objects, for tests and for the curious. */
    lab?: App;
  }
}

async function start(root: HTMLElement): Promise<void> {
  const engine = await startEngine(await embeddedEngine());
  if (!engine.ok) {
    root.textContent = engine.error.message;
    return;
  }
  const opened = await openLab(engine.value, await embeddedScenarios());
  if ("message" in opened) {
    root.textContent = opened.message;
    return;
  }
  window.lab = new App(opened.lab, root);
  document.documentElement.dataset["ready"] = String(Math.round(performance.now()));
  // A link pasted into the address line of an open page opens what it says.
  window.addEventListener("hashchange", () => location.reload());
}

const root = document.getElementById("lab");
if (root !== null) {
  start(root).catch((error: unknown) => {
    root.textContent = `The page does not start: ${error instanceof Error ? error.message : String(error)}`;
  });
}
