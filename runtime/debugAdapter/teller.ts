import type { HistoryEvent } from '../interpreter/events.ts';
import type { Execution, NestedExecution } from '../interpreter/execution.ts';
import type { TaskRequest } from '../interpreter/host.ts';
import type { Programs } from '../programs.ts';
import { questionInWords } from './console.ts';
import { eventInWords, shortened } from './words.ts';

/** Sends an event of DAP, or one of our own. */
export type Emit = (event: string, body?: object) => void;

/** A nested execution, and how many of its events were said. */
interface Told {
  readonly about: { readonly execution: string; readonly program: string; readonly machine: string | undefined };
  readonly reported: number;
}

const mostEventsInWords = 500;
/** Of a Map that starts thousands, these are enough to see what it does. */
const mostNested = 100;

/** Tells the editor what happens in a run: in words for the console, and as events for the graph. */
export class Teller {
  readonly #emit: Emit;
  #reported = 0;
  /** What was said of the executions that the run has started. */
  #nested = new Map<number, Told>();
  /** How many of them have ended since the run stopped last. */
  #ended = 0;

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
    this.#nested.clear();
  }

  /**
   * Says what happened since it was said last. After going back the later events have not happened. The run stands in
   * the nested execution `here`, or in its own.
   */
  sayEvents(execution: Execution, programs: Programs, here: number | undefined): void {
    this.#sayOwn(execution);
    for (const [id, told] of this.#nested) if (id > execution.nestedCount) this.#takeBack(id, told);
    if (this.#ended > mostNested) this.#sayOutput(`  … ${this.#ended - mostNested} more executions have ended`);
    this.#ended = 0;
    const nested = execution.nested();
    const shown = nested.filter(({ id }, index) => id === here || index >= nested.length - mostNested);
    for (const each of shown) this.#sayNested(each, programs);
  }

  /** A nested execution is over. */
  sayNestedEnd(nested: NestedExecution, execution: Execution, programs: Programs): void {
    this.#ended++;
    if (this.#ended > mostNested) return;
    this.#sayOwn(execution);
    this.#sayNested(nested, programs);
  }

  #sayOwn(execution: Execution): void {
    if (execution.eventCount < this.#reported) this.say(`  back at event ${execution.eventCount}`);
    const from = Math.min(this.#reported, execution.eventCount);
    const events = execution.eventsFrom(from);
    this.#reported = execution.eventCount;
    this.#sayInWords(events, '');
    this.#emit('stepwise/events', { from, events });
  }

  #sayNested({ id, identity, machine, eventCount, eventsFrom }: NestedExecution, programs: Programs): void {
    const { path, place } = programs.of(machine);
    const about = { execution: identity.executionArn, program: path, machine: place.machine };
    const reported = this.#nested.get(id)?.reported ?? 0;
    if (reported === eventCount) return;
    const from = Math.min(reported, eventCount);
    const events = eventsFrom(from);
    this.#nested.set(id, { about, reported: eventCount });
    this.#sayInWords(events, `${identity.stateMachineName}: `);
    this.#emit('stepwise/nestedEvents', { ...about, from, events });
  }

  /** The run went back to where the execution had not begun. */
  #takeBack(id: number, { about }: Told): void {
    this.#nested.delete(id);
    this.#emit('stepwise/nestedEvents', { ...about, from: 0, events: [] });
  }

  #sayInWords(events: readonly HistoryEvent[], whose: string): void {
    if (events.length > mostEventsInWords) this.#sayOutput(`  … ${whose}${events.length - mostEventsInWords} events`);
    const words = events.slice(-mostEventsInWords).map((event) => eventInWords(event, whose));
    if (words.length > 0) this.#sayOutput(words.join('\n'));
  }

  sayQuestion(request: TaskRequest): void {
    this.say(questionInWords(request));
    const { id, state, nestedIn, resource, input } = request;
    this.#emit('stepwise/taskAsked', { id, state, resource, input, ...(nestedIn && { machine: nestedIn }) });
  }

  /** Somebody has answered, or nobody wants to know any more. */
  sayWithdrawn({ id }: TaskRequest): void {
    this.#emit('stepwise/taskWithdrawn', { id });
  }

  sayEnd(execution: Execution): void {
    const { status, output, error, cause } = execution;
    const told = [output && shortened(output), error, cause && shortened(cause)].filter(Boolean).join(', ');
    this.#sayOutput(told === '' ? status : `${status}: ${told}`);
    this.#emit('exited', { exitCode: status === 'SUCCEEDED' ? 0 : 1 });
    this.#emit('terminated');
  }
}
