import { type Json, objectOf } from '../../language/json.ts';
import type { HistoryEvent } from '../../runtime/interpreter/events.ts';
import { html, textButton } from '../dom.ts';
import { parsed, valueBlock } from './jsonView.ts';
import type { Controls, PanelPart } from './panelPart.ts';
import { changeList, changesBetween } from './valueChanges.ts';

/** The event of the moment: what it says, and what is different from the one that was pinned. */
export function eventDetail({ act, tell }: Controls): PanelPart {
  const element = html('div', { class: 'event-detail' });
  let key: readonly unknown[] = [];
  return {
    element,
    update: ({ view: { moment, pinned, run, sidebar }, replay }) => {
      const event = replay.eventAt(moment);
      element.hidden = event === undefined;
      const next = [event, pinned, run?.id];
      if (sidebar !== 'events' || !event || next.every((part, index) => part === key[index])) return;
      key = next;
      const base = pinned === undefined || pinned === moment ? undefined : replay.eventAt(pinned);
      const pin = textButton('Compare others with this event', 'secondary', () => act({ type: 'eventPinned', moment }));
      const unpin = textButton('Stop comparing', 'secondary', () => act({ type: 'eventPinned', moment: undefined }));
      const copy = (text: string): void => tell({ type: 'copyRequested', text });
      element.replaceChildren(
        ...(base ? [html('h3', {}, [`Changes since event ${base.id}`]), changesSince(base, event)] : []),
        html('div', { class: 'buttons' }, pinned === undefined ? [pin] : [pin, unpin]),
        valueBlock(`Event ${event.id}`, valuesIn(event), copy),
      );
    },
  };
}

function changesSince(base: HistoryEvent, event: HistoryEvent): HTMLElement {
  return changeList(changesBetween(valuesIn(base), valuesIn(event)));
}

/** An event with the JSON texts in its details as the values that they are. */
function valuesIn(event: HistoryEvent): Json {
  return deep(event as unknown as Json);
}

function deep(value: Json): Json {
  if (typeof value === 'string') return /^\s*[[{]/.test(value) ? (parsed(value) ?? value) : value;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return objectOf(Object.entries(value).map(([key, each]) => [key, deep(each)]));
}
