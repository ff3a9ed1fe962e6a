import { setTimeout as sleep, setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Answer, Request } from '../interpreter/host.ts';
import { isSubmittedFirst } from '../submission.ts';

/**
 * Does the work that a run asks for. Undefined: nobody will answer, so that only a timeout or an answer by hand ends
 * it. `progress` takes answers on the way; `signal` aborts when nobody wants the answer any more.
 */
export type Asking = (
  request: Request,
  progress: (answer: Answer) => void,
  signal: AbortSignal,
) => Answer | undefined | Promise<Answer | undefined>;

export interface Arrived {
  readonly request: number;
  readonly answer: Answer;
}

/** What a wait came to: the answers of one moment, and what time it is then. */
export interface Waited {
  readonly arrived: readonly Arrived[];
  readonly time: number;
}

/** Waits for answers and for time, and knows what was asked. */
export class Waiter {
  readonly #ask: Asking;
  readonly #timeFactor: number | undefined;
  #open = new Map<number, Request>();
  #asked = new Set<number>();
  #working = new Map<number, AbortController>();
  #unsubmitted = new Set<number>();
  #arrived: Arrived[] = [];
  #generation = 0;
  #ring = () => {};

  constructor(ask: Asking, timeFactor: number | undefined) {
    this.#ask = ask;
    this.#timeFactor = timeFactor;
  }

  /** What nobody has answered yet. */
  get open(): readonly Request[] {
    return [...this.#open.values()];
  }

  take(requests: readonly Request[], withdrawn: readonly number[]): void {
    for (const request of requests) {
      this.#open.set(request.id, request);
      if (isSubmittedFirst(request)) this.#unsubmitted.add(request.id);
    }
    for (const id of withdrawn) this.#drop(id);
  }

  answer(request: number, answer: Answer): boolean {
    if (!this.#open.has(request)) return false;
    if (answer.kind === 'succeeded' && this.#unsubmitted.has(request))
      this.#arrived.push({ request, answer: { kind: 'submitted', output: {} } });
    this.#arrived.push({ request, answer });
    if (answer.kind === 'submitted') this.#unsubmitted.delete(request);
    this.forget(request, answer);
    this.#ring();
    return true;
  }

  forget(request: number, { kind }: Answer): void {
    if (kind !== 'submitted' && kind !== 'started' && kind !== 'heartbeat') this.#drop(request);
  }

  /** The run went back: what was asked is asked again when it comes to that. */
  forgetAll(): void {
    for (const controller of this.#working.values()) controller.abort();
    this.#open = new Map();
    this.#asked = new Set();
    this.#working = new Map();
    this.#unsubmitted = new Set();
    this.#arrived = [];
    this.#generation++;
  }

  /** Ends a wait that is going on. */
  wake(): void {
    this.#ring();
  }

  /** Waits for answers or until `until`; undefined when it was interrupted. */
  async wait(time: number, until: number | undefined, isInterrupted: () => boolean): Promise<Waited | undefined> {
    this.#askOpen();
    const factor = this.#timeFactor;
    let now = time;
    while (this.#arrived.length === 0) {
      if (isInterrupted()) return undefined;
      const jumps = factor === undefined && this.#working.size === 0;
      if (until !== undefined && (jumps || now >= until)) return { arrived: [], time: Math.max(now, until) };
      const begun = Date.now();
      await this.#rest(factor === undefined || until === undefined ? undefined : (until - now) / factor);
      if (factor !== undefined) now += (Date.now() - begun) * factor;
    }
    return { arrived: this.#arrived.splice(0), time: until === undefined ? now : Math.min(now, Math.max(time, until)) };
  }

  /** Answers of one turn of the event loop count as simultaneous. */
  async #rest(milliseconds: number | undefined): Promise<void> {
    const stop = new AbortController();
    const rung = new Promise<void>((resolve) => {
      this.#ring = resolve;
    });
    const longest = Math.min(Math.ceil(milliseconds ?? 0), 2 ** 31 - 1);
    const slept = sleep(longest, undefined, { signal: stop.signal }).catch(() => undefined);
    await (milliseconds === undefined ? rung : Promise.race([rung, slept]));
    stop.abort();
    await turnOfTheLoop();
  }

  #askOpen(): void {
    for (const request of this.#open.values()) {
      if (this.#asked.has(request.id)) continue;
      this.#asked.add(request.id);
      this.#begin(request);
    }
  }

  #begin(request: Request): void {
    const generation = this.#generation;
    const tell = (answer: Answer) => {
      if (generation === this.#generation) this.answer(request.id, answer);
    };
    const controller = new AbortController();
    const answer = this.#ask(request, tell, controller.signal);
    if (!(answer instanceof Promise)) {
      if (answer !== undefined) tell(answer);
      return;
    }
    this.#working.set(request.id, controller);
    void answer.catch(failed).then((settled) => {
      if (generation !== this.#generation) return;
      this.#working.delete(request.id);
      if (settled !== undefined) tell(settled);
      this.#ring();
    });
  }

  #drop(request: number): void {
    this.#open.delete(request);
    this.#unsubmitted.delete(request);
    this.#working.get(request)?.abort();
    this.#working.delete(request);
  }
}

function failed(reason: unknown): Answer {
  const cause = reason instanceof Error ? reason.message : String(reason);
  return { kind: 'failed', error: 'States.TaskFailed', cause };
}
