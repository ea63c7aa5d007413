/** The Worker: an engine of its own, and ensembles one after the other. */

import { compile, failure, Instance } from "./instance";
import type { FromWorker, ToWorker } from "./messages";
import { EnsembleWork } from "./work";

type Start = Extract<ToWorker, { kind: "start" }>;

const waiting: Start[] = [];
const cancelled = new Set<number>();
let work: Promise<EnsembleWork> | null = null;
let busy = false;

/** Between slices the Worker hears whether it is to stop. */
const SLICE_MILLISECONDS = 12;
const PROGRESS_MILLISECONDS = 150;

const channel = new MessageChannel();
let resume: () => void = () => {};
channel.port1.onmessage = () => resume();

/** Lets messages in; quicker than a timer, which browsers hold back. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    resume = resolve;
    channel.port2.postMessage(null);
  });
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

async function runOne(start: Start, engine: EnsembleWork): Promise<void> {
  const { id } = start;
  const begun = engine.begin(start.work);
  if (!begun.ok) return tell({ kind: "failed", id, error: begun.error });
  let told = performance.now();
  for (;;) {
    const done = engine.slice(begun.value, SLICE_MILLISECONDS);
    if (!done.ok) {
      tell({ kind: "failed", id, error: done.error });
      break;
    }
    const over = done.value >= start.work.ensemble.replications;
    if (over || (start.progress && performance.now() - told > PROGRESS_MILLISECONDS)) {
      told = performance.now();
      const read = engine.read(begun.value);
      if (!read.ok) {
        tell({ kind: "failed", id, error: read.error });
        break;
      }
      const { samples, numbers } = read.value;
      tell({ kind: over ? "done" : "progress", id, replications: done.value, samples, numbers }, [numbers.buffer]);
      if (over) break;
    }
    await pause();
    if (cancelled.has(id)) break;
  }
  engine.drop(begun.value);
}

async function runAll(): Promise<void> {
  if (busy || work === null) return;
  busy = true;
  for (let start = waiting.shift(); start !== undefined; start = waiting.shift()) {
    if (cancelled.delete(start.id)) continue;
    try {
      await runOne(start, await work);
    } catch (error) {
      tell({ kind: "failed", ...failure("fault", String(error)), id: start.id });
    }
    cancelled.delete(start.id);
  }
  busy = false;
}

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === "engine") {
    work = compile(message.bytes)
      .then((module) => Instance.of(module))
      .then((instance) => new EnsembleWork(instance));
  } else if (message.kind === "cancel") {
    cancelled.add(message.id);
  } else {
    waiting.push(message);
  }
  void runAll();
};
