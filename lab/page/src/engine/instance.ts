/** One instance of the engine: calls and their replies, as bytes. Used on the main thread and in the Worker. */

import type { Answer, EngineError } from "./types";

/** The doors of the engine; see `lab/src/abi.rs`. */
interface Doors {
  readonly memory: WebAssembly.Memory;
  lab_input(length: number): number;
  lab_call(): number;
  lab_reply(): number;
  lab_numbers(): number;
  lab_numbers_count(): number;
  lab_fault(): number;
  lab_fault_length(): number;
}

/** A value with the numbers that came beside it. */
export interface WithNumbers<T> {
  readonly value: T;
  readonly numbers: Float64Array;
}

export function failure(kind: EngineError["kind"], message: string): { ok: false; error: EngineError } {
  return { ok: false, error: { kind, message, problems: [] } };
}

export class Instance {
  readonly #module: WebAssembly.Module;
  #doors: Doors;
  /** Raised when a fault made a new instance necessary: everything kept in the old one is gone. */
  generation = 0;

  private constructor(module: WebAssembly.Module, doors: Doors) {
    this.#module = module;
    this.#doors = doors;
  }

  static async of(module: WebAssembly.Module): Promise<Instance> {
    const instance = await WebAssembly.instantiate(module, {});
    return new Instance(module, instance.exports as unknown as Doors);
  }

  /** Asks a question. Numbers are copied out of the engine's memory. */
  ask<T>(question: string, given: unknown): Answer<WithNumbers<T>> {
    try {
      return this.#ask<T>(question, given);
    } catch (error) {
      return this.#fault(error);
    }
  }

  #ask<T>(question: string, given: unknown): Answer<WithNumbers<T>> {
    const doors = this.#doors;
    const call = new TextEncoder().encode(`${question}\n${JSON.stringify(given)}`);
    const place = doors.lab_input(call.length);
    new Uint8Array(doors.memory.buffer, place, call.length).set(call);
    const length = doors.lab_call();
    const json = new TextDecoder().decode(new Uint8Array(doors.memory.buffer, doors.lab_reply(), length));
    const reply = JSON.parse(json) as Answer<T>;
    if (!reply.ok) return reply;
    const count = doors.lab_numbers_count();
    const numbers = new Float64Array(count);
    if (count > 0) numbers.set(new Float64Array(doors.memory.buffer, doors.lab_numbers(), count));
    return { ok: true, value: { value: reply.value, numbers } };
  }

  /** After a fault the engine's memory cannot be trusted: a new instance takes its place. */
  #fault(error: unknown): { ok: false; error: EngineError } {
    let where = "";
    try {
      const doors = this.#doors;
      where = new TextDecoder().decode(new Uint8Array(doors.memory.buffer, doors.lab_fault(), doors.lab_fault_length()));
    } catch {
      // Nothing is known of where it was.
    }
    this.generation += 1;
    try {
      this.#doors = new WebAssembly.Instance(this.#module, {}).exports as unknown as Doors;
    } catch {
      // Browsers may refuse to make large instances at once on the main thread; then the page must be loaded again.
    }
    const what = error instanceof Error ? error.message : String(error);
    return failure("fault", `defect in the engine, please report it: ${where || what}`);
  }
}
