import type { View } from './drawing/camera.ts';
import type { Direction } from './layout/direction.ts';
import { emptyView, type ViewState } from './viewState.ts';

/** What survives when the panel is hidden or the window reloads. */
export interface Remembered {
  readonly look?: View;
  readonly selected?: string | undefined;
  readonly sidebar?: ViewState['sidebar'];
  readonly direction?: Direction;
  readonly folded?: readonly string[];
  readonly machine?: string | undefined;
  readonly moment?: { readonly run: string; readonly moment: number };
}

/** What a panel begins with that was there before. */
export function viewFrom({ selected, sidebar, folded = [], direction = 'down' }: Remembered): ViewState {
  return { ...emptyView, selected, sidebar, folded, direction };
}

export function toRemember(view: ViewState, look: View | undefined, before: Remembered): Remembered {
  const { selected, sidebar, direction, folded, definition, run, moment, events } = view;
  return {
    ...(look && { look }),
    selected,
    sidebar,
    direction,
    folded,
    machine: definition?.machine ?? before.machine,
    ...(run && moment < events.length ? { moment: { run: run.id, moment } } : {}),
  };
}
