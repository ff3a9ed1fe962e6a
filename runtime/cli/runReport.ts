import type { HistoryEvent } from '../interpreter/events.ts';
import type { Execution } from '../interpreter/execution.ts';
import type { Terminal } from './terminal.ts';

/** Prints a run as it goes on and when it has ended. */
export interface RunReporter {
  events(events: readonly HistoryEvent[]): void;
  end(execution: Execution): void;
}

/** States go to standard error as they are left, the result to standard output. */
export function runReporter(
  { events: showEvents, json }: { readonly events: boolean; readonly json: boolean },
  terminal: Terminal,
): RunReporter {
  const all: HistoryEvent[] = [];
  const entered = new Map<number, HistoryEvent>();
  return {
    events(events) {
      for (const event of events) {
        if (json && showEvents) all.push(event);
        else if (showEvents) terminal.out(`${JSON.stringify(event)}\n`);
        else if (!json) showState(event, entered, terminal);
      }
    },
    end(execution) {
      if (json) terminal.out(`${JSON.stringify(summary(execution, showEvents ? all : undefined), null, 2)}\n`);
      else if (execution.status === 'SUCCEEDED') terminal.out(`${execution.output}\n`);
      else terminal.error(`${failure(execution)}\n`);
    },
  };
}

function showState(event: HistoryEvent, entered: Map<number, HistoryEvent>, terminal: Terminal): void {
  const { type, timestamp } = event;
  if (event.stateEnteredEventDetails) entered.set(event.id, event);
  const { name } = event.stateExitedEventDetails ?? {};
  if (name !== undefined) {
    const began = [...entered.values()].findLast(
      ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === name,
    );
    if (began) entered.delete(began.id);
    terminal.error(`${paint(terminal, 32, '✓')} ${name}${duration(timestamp - (began?.timestamp ?? timestamp))}\n`);
  }
  const failed = /(Failed|TimedOut)$/.test(type) && !type.startsWith('Execution');
  if (failed) terminal.error(`${paint(terminal, 31, '✗')} ${type}${reason(event)}\n`);
}

function reason(event: HistoryEvent): string {
  const details = Object.values(event).find((value) => typeof value === 'object' && value !== null && 'error' in value);
  return details === undefined ? '' : `: ${String(details.error)}`;
}

function duration(milliseconds: number): string {
  if (milliseconds <= 0) return '';
  return milliseconds < 1000 ? ` (${Math.round(milliseconds)} ms)` : ` (${(milliseconds / 1000).toFixed(1)} s)`;
}

function failure({ status, error, cause }: Execution): string {
  const what = [error, cause].filter((text) => text !== undefined).join(': ');
  return what === '' ? status : `${status} ${what}`;
}

function summary(execution: Execution, events: readonly HistoryEvent[] | undefined) {
  const { status, output, error, cause } = execution;
  return {
    status,
    ...(output === undefined ? {} : { output: JSON.parse(output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(events === undefined ? {} : { events }),
  };
}

function paint(terminal: Terminal, colour: number, text: string): string {
  return terminal.colours ? `\u001b[${colour}m${text}\u001b[0m` : text;
}
