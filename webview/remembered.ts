import type { View } from './drawing/camera.ts';
import type { Direction } from './layout/direction.ts';
import { emptyView, type ViewState } from './viewState.ts';

/** What survives when the panel is hidden or the window reloads. */
export interface Remembered {
  readonly look?: View;
  readonly selection?: readonly string[];
  readonly sidebar?: ViewState['sidebar'];
  readonly direction?: Direction;
  readonly folded?: readonly string[];
  readonly opened?: ViewState['opened'];
  readonly machine?: string | undefined;
  readonly moment?: { readonly run: string; readonly moment: number };
}

/** What a panel begins with that was there before. */
export function viewFrom({
  selection = [],
  sidebar,
  folded = [],
  opened = emptyView.opened,
  direction = 'down',
}: Remembered): ViewState {
  return { ...emptyView, selected: selection.at(-1), selection, sidebar, folded, opened, direction };
}

export function toRemember(view: ViewState, look: View | undefined, before: Remembered): Remembered {
  const { selection, sidebar, direction, folded, opened, definition, run, moment, events } = view;
  return {
    ...(look && { look }),
    selection,
    sidebar,
    direction,
    folded,
    opened,
    machine: definition?.machine ?? before.machine,
    ...(run && moment < events.length ? { moment: { run: run.id, moment } } : {}),
  };
}
