import type { HistoryEvent } from '../interpreter/events.ts';
import type { Fault } from '../interpreter/fault.ts';
import type { Outlook } from '../interpreter/gate.ts';

/** A history event in words, for the debug console; `whose` is said of an execution that the run has started. */
export function eventInWords(event: HistoryEvent, whose: string): string {
  const entered = event.stateEnteredEventDetails;
  if (entered) return `→ ${whose}${entered.name} ${shortened(entered.input)}`;
  const exited = event.stateExitedEventDetails;
  if (exited) return `← ${whose}${exited.name} ${shortened(exited.output)}`;
  const details = Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1] ?? {};
  return `  ${whose}${wordsOf(event.type)}${detailsInWords(details)}`;
}

/** `TaskScheduled` → `task scheduled`. */
function wordsOf(type: string): string {
  return type.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
}

function detailsInWords(details: Readonly<Record<string, unknown>>): string {
  const { resource, index, error, cause, output } = details;
  const parts = [
    resource,
    index === undefined ? undefined : `#${index}`,
    error,
    cause === undefined ? undefined : shortened(String(cause)),
    output === undefined ? undefined : shortened(String(output)),
  ].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

const longest = 160;

export function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

/** What went wrong and what will become of it. */
export function faultInWords({ cause }: Fault, outlook: Outlook | undefined): string {
  return [cause, outlook && outlookInWords(outlook)].filter((part) => part !== undefined && part !== '').join('\n');
}

export function outlookInWords(outlook: Outlook): string {
  if (outlook.kind === 'retried') return `${outlook.state} is tried again in ${outlook.delaySeconds} s.`;
  if (outlook.kind === 'caught') return `${outlook.state} catches it and goes to ${outlook.next ?? 'nowhere'}.`;
  return 'Nothing catches it: the execution fails.';
}
