/** A Worker: an engine of its own that runs the replications it is asked for, one request after the other. */

import { failure, Instance } from "./instance";
import type { FromWorker, ToWorker } from "./messages";
import { EnsembleWork } from "./work";

let work: Promise<EnsembleWork> | null = null;

function tell(message: FromWorker): void {
  const transfer = message.answer.ok ? [message.answer.value.numbers.buffer as ArrayBuffer] : [];
  self.postMessage(message, { transfer });
}

async function hear(message: ToWorker): Promise<void> {
  if (message.kind === "engine") {
    work = WebAssembly.compile(message.bytes)
      .then((module) => Instance.of(module))
      .then((instance) => new EnsembleWork(instance));
    return;
  }
  if (work === null) return;
  const ready = await work;
  if (message.kind === "drop") ready.drop(message.id);
  else if (message.kind === "warm") ready.warm(message.works);
  else tell({ answer: ready.run(message.id, message.work, message.first, message.count) });
}

self.onmessage = (event: MessageEvent<ToWorker>) => {
  hear(event.data).catch((error: unknown) => tell({ answer: failure("fault", String(error)) }));
};
