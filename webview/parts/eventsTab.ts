import type { HistoryEvent } from '../../runtime/interpreter/events.ts';
import type { Replay } from '../../runtime/interpreter/replay.ts';
import { html, svg, textButton } from '../dom.ts';
import { eventDetail } from './eventDetail.ts';
import type { Controls, PanelPart } from './panelPart.ts';

const rowHeight = 26;
const spareRows = 12;

/** The history as a table, of which only the rows in sight exist. */
export function eventsTab(controls: Controls): PanelPart {
  const { act, tell } = controls;
  const detail = eventDetail(controls);
  const filter = html('input', {
    type: 'search',
    placeholder: 'Filter by type or state',
    'aria-label': 'Filter events',
  });
  const count = html('span', { class: 'hint', role: 'status' });
  const copy = textButton('Copy all', 'secondary', () =>
    tell({ type: 'copyRequested', text: JSON.stringify(events, undefined, 2) }),
  );
  const rows = html('div', { class: 'event-rows', role: 'rowgroup' });
  const table = html('div', { class: 'event-table', role: 'table', 'aria-label': 'Events', tabindex: 0 }, [rows]);
  let events: readonly HistoryEvent[] = [];
  let shown: readonly number[] = [];
  let replay: Replay | undefined;
  let moment = 0;
  let key: readonly unknown[] = [];
  filter.addEventListener('input', () => act({ type: 'filterEdited', text: filter.value }));
  const draw = (): void => {
    const first = Math.max(0, Math.floor(table.scrollTop / rowHeight) - spareRows);
    const last = Math.ceil((table.scrollTop + table.clientHeight) / rowHeight) + spareRows;
    const visible = shown.slice(first, last).map((index, place) => row(index, first + place));
    rows.replaceChildren(
      svg('svg', { width: 1, height: shown.length * rowHeight, class: 'event-space', 'aria-hidden': 'true' }),
      ...visible,
    );
  };
  const row = (index: number, place: number): HTMLElement => {
    const element = eventRow(events[index], replay?.stateOf(index + 1), rowClasses(events[index], index + 1, moment));
    element.style.transform = `translateY(${place * rowHeight}px)`;
    element.addEventListener('click', () => act({ type: 'momentChosen', moment: index + 1 }));
    return element;
  };
  table.addEventListener('scroll', draw);
  const element = html('div', { class: 'tab-content events' }, [
    html('div', { class: 'event-head' }, [filter, copy]),
    count,
    table,
    detail.element,
  ]);
  return {
    element,
    update: (scene) => {
      const { view, replay: current } = scene;
      if (view.sidebar !== 'events') return;
      detail.update(scene);
      const next = [view.events, view.filter];
      if (next.some((part, index) => part !== key[index])) {
        key = next;
        events = view.events;
        replay = current;
        shown = matching(events, current, view.filter);
        count.textContent =
          view.filter === '' ? `${events.length} events` : `${shown.length} of ${events.length} events`;
        if (filter.value !== view.filter) filter.value = view.filter;
      }
      if (moment !== view.moment) {
        moment = view.moment;
        reveal(table, shown.indexOf(moment - 1));
      }
      draw();
    },
  };
}

function eventRow(event: HistoryEvent | undefined, state: string | undefined, classes: string): HTMLElement {
  return html('button', { type: 'button', role: 'row', class: classes }, [
    html('span', { role: 'cell', class: 'event-id' }, [String(event?.id ?? '')]),
    html('span', { role: 'cell', class: 'event-type' }, [event?.type ?? '']),
    html('span', { role: 'cell', class: 'event-state' }, [state ?? '']),
  ]);
}

function matching(events: readonly HistoryEvent[], replay: Replay, filter: string): number[] {
  const wanted = filter.trim().toLowerCase();
  const all = events.map((_, index) => index);
  if (wanted === '') return all;
  return all.filter((index) =>
    `${events[index]?.type} ${replay.stateOf(index + 1) ?? ''}`.toLowerCase().includes(wanted),
  );
}

function rowClasses(event: HistoryEvent | undefined, at: number, moment: number): string {
  const failed = /(Failed|TimedOut|Aborted|FailStateEntered)$/.test(event?.type ?? '');
  return ['event-row', at === moment && 'now', at > moment && 'later', failed && 'failure'].filter(Boolean).join(' ');
}

function reveal(table: HTMLElement, place: number): void {
  if (place < 0) return;
  const top = place * rowHeight;
  if (top < table.scrollTop) table.scrollTop = top;
  else if (top + rowHeight > table.scrollTop + table.clientHeight)
    table.scrollTop = top + rowHeight - table.clientHeight;
}
