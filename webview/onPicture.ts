import type { GraphNode } from '../language/graph/graph.ts';
import type { View } from './drawing/camera.ts';
import { pressed } from './editKeys.ts';
import { placeOf } from './nesting.ts';
import type { Controls } from './parts/panelPart.ts';
import type { StageListener } from './parts/stageListener.ts';
import type { ViewState } from './viewState.ts';

/** What becomes of what somebody does on the picture. */
export function onPicture(controls: Controls, view: () => ViewState, viewChanged: (look: View) => void): StageListener {
  const { act, tell, edit, mayChange } = controls;
  return {
    viewChanged,
    focused: (state) => act({ type: 'stateFocused', state }),
    selected: (state) => {
      act({ type: 'stateSelected', state });
      const place = state === undefined ? undefined : placeOf(view().graph, state);
      // The text of another file comes when somebody asks for it.
      if (place && !place.within) tell({ type: 'stateClicked', place });
      else if (!place && view().through !== undefined) act({ type: 'pathsToggled', state: undefined });
    },
    toggled: (state) => act({ type: 'selectionToggled', state }),
    framed: (states) => act({ type: 'statesSelected', states }),
    opened: (state) => tell({ type: 'stateClicked', place: placeOf(view().graph, state), focusText: true }),
    breakpointToggled: (state) => {
      if (mayChange(state)) tell({ type: 'breakpointToggled', state });
    },
    nestedToggled: (state) => act({ type: 'nestedToggled', state }),
    menuAsked: (kind, id) => {
      if (kind === 'edge' && mayChange(id)) act({ type: 'overlayOpened', overlay: { kind: 'edgeMenu', edge: id } });
      if (kind === 'edge' || nodeIn(view(), id)?.kind !== 'state') return;
      if (!view().selection.includes(id)) act({ type: 'stateSelected', state: id });
      act({ type: 'overlayOpened', overlay: { kind: 'stateMenu', state: id } });
    },
    redirected: (edge, to) => {
      if (mayChange(edge)) edit({ kind: 'redirect', edge, to });
    },
    pressed: (key, id) => pressed(key, nodeIn(view(), id), view(), controls),
  };
}

/** The picture of a kept run is only looked at. */
export function onKeptPicture({ act }: Controls): StageListener {
  const selected = (state: string | undefined): void => act({ type: 'stateSelected', state });
  return {
    focused: selected,
    selected,
    toggled: selected,
    framed: () => {},
    opened: selected,
    breakpointToggled: selected,
    nestedToggled: selected,
    viewChanged: () => {},
    menuAsked: () => {},
    redirected: () => {},
    pressed: () => false,
  };
}

function nodeIn({ graph }: ViewState, id: string | undefined): GraphNode | undefined {
  return graph.scopes.flatMap(({ nodes }) => nodes).find((node) => node.id === id);
}
