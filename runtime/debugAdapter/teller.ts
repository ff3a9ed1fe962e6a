import type { Execution } from '../interpreter/execution.ts';
import type { TaskRequest } from '../interpreter/host.ts';
import { questionInWords } from './console.ts';
import { eventInWords, shortened } from './words.ts';

/** Sends an event of DAP, or one of our own. */
export type Emit = (event: string, body?: object) => void;

const mostEventsInWords = 500;

/** Tells the editor what happens in a run: in words for the console, and as events for the graph. */
export class Teller {
  readonly #emit: Emit;
  #reported = 0;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  say(text: string): void {
    this.#emit('output', { category: 'console', output: `${text}\n` });
  }

  /** What the workflow does, where `say` is about the debugger. */
  #sayOutput(text: string): void {
    this.#emit('output', { category: 'stdout', output: `${text}\n` });
  }

  /** Another run begins. */
  forget(): void {
    this.#reported = 0;
  }

  /** Says what happened since it was said last. After going back the later events have not happened. */
  sayEvents(execution: Execution): void {
    if (execution.eventCount < this.#reported) this.say(`  back at event ${execution.eventCount}`);
    const from = Math.min(this.#reported, execution.eventCount);
    const events = execution.eventsFrom(from);
    this.#reported = execution.eventCount;
    if (events.length > mostEventsInWords) this.#sayOutput(`  … ${events.length - mostEventsInWords} events`);
    const words = events.slice(-mostEventsInWords).map(eventInWords);
    if (words.length > 0) this.#sayOutput(words.join('\n'));
    this.#emit('stepwise/events', { from, events });
  }

  sayQuestion(request: TaskRequest): void {
    this.say(questionInWords(request));
    const { id, state, resource, input } = request;
    this.#emit('stepwise/taskAsked', { id, state, resource, input });
  }

  sayEnd(execution: Execution): void {
    this.sayEvents(execution);
    const { status, output, error, cause } = execution;
    const told = [output && shortened(output), error, cause && shortened(cause)].filter(Boolean).join(', ');
    this.#sayOutput(told === '' ? status : `${status}: ${told}`);
    this.#emit('exited', { exitCode: status === 'SUCCEEDED' ? 0 : 1 });
    this.#emit('terminated');
  }
}
