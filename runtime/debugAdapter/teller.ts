import type { HistoryEvent } from '../interpreter/events.ts';
import type { Execution, NestedExecution } from '../interpreter/execution.ts';
import type { TaskRequest } from '../interpreter/host.ts';
import type { Programs } from '../programs.ts';
import { questionInWords } from './console.ts';
import { eventInWords, shortened } from './words.ts';

/** Sends an event of DAP, or one of our own. */
export type Emit = (event: string, body?: object) => void;

const mostEventsInWords = 500;

/** Tells the editor what happens in a run: in words for the console, and as events for the graph. */
export class Teller {
  readonly #emit: Emit;
  #reported = 0;
  /** How many events were said of each nested execution that goes on. */
  #reportedNested = new Map<number, number>();

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
    this.#reportedNested.clear();
  }

  /** Says what happened since it was said last. After going back the later events have not happened. */
  sayEvents(execution: Execution, programs: Programs): void {
    if (execution.eventCount < this.#reported) this.say(`  back at event ${execution.eventCount}`);
    const from = Math.min(this.#reported, execution.eventCount);
    const events = execution.eventsFrom(from);
    this.#reported = execution.eventCount;
    this.#sayInWords(events, '');
    this.#emit('stepwise/events', { from, events });
    const nested = execution.nested();
    for (const each of nested) this.#sayNested(each, programs);
    const isThere = new Set(nested.map(({ id }) => id));
    for (const id of this.#reportedNested.keys()) if (!isThere.has(id)) this.#reportedNested.delete(id);
  }

  #sayNested(nested: NestedExecution, programs: Programs): void {
    const { id, identity, eventCount, machine } = nested;
    const reported = this.#reportedNested.get(id) ?? 0;
    const from = Math.min(reported, eventCount);
    if (reported === eventCount) return;
    const events = nested.eventsFrom(from);
    this.#reportedNested.set(id, eventCount);
    this.#sayInWords(events, `${identity.stateMachineName}: `);
    const { path, place } = programs.of(machine);
    const told = { execution: identity.executionArn, program: path, machine: place.machine, from, events };
    this.#emit('stepwise/nestedEvents', told);
  }

  #sayInWords(events: readonly HistoryEvent[], whose: string): void {
    if (events.length > mostEventsInWords) this.#sayOutput(`  … ${whose}${events.length - mostEventsInWords} events`);
    const words = events.slice(-mostEventsInWords).map((event) => eventInWords(event, whose));
    if (words.length > 0) this.#sayOutput(words.join('\n'));
  }

  sayQuestion(request: TaskRequest): void {
    this.say(questionInWords(request));
    const { id, state, resource, input } = request;
    this.#emit('stepwise/taskAsked', { id, state, resource, input });
  }

  sayEnd(execution: Execution): void {
    const { status, output, error, cause } = execution;
    const told = [output && shortened(output), error, cause && shortened(cause)].filter(Boolean).join(', ');
    this.#sayOutput(told === '' ? status : `${status}: ${told}`);
    this.#emit('exited', { exitCode: status === 'SUCCEEDED' ? 0 : 1 });
    this.#emit('terminated');
  }
}
