import type { GraphNode } from '../language/graph/graph.ts';
import type { Controls } from './parts/panelPart.ts';
import { statesMeant } from './selection.ts';
import type { ViewState } from './viewState.ts';

/** The keys that change the picture's text, pressed on a node. False for any other key. */
export function pressed(
  key: string,
  node: GraphNode | undefined,
  view: Pick<ViewState, 'graph' | 'selection'>,
  controls: Controls,
): boolean {
  if (key === 'Ctrl+z' || key === 'Ctrl+y' || key === 'Ctrl+Z') {
    controls.tell({ type: 'undoRequested', way: key === 'Ctrl+z' ? 'undo' : 'redo' });
    return true;
  }
  if (node?.kind !== 'state') return false;
  const { id: state } = node;
  switch (key) {
    case 'ContextMenu':
    case 'Shift+F10':
      controls.act({ type: 'overlayOpened', overlay: { kind: 'stateMenu', state } });
      return true;
    case 'F2':
      controls.act({ type: 'overlayOpened', overlay: { kind: 'rename', state } });
      return true;
    case 'Delete':
      controls.edit({ kind: 'delete', states: statesMeant(view, state) });
      return true;
    case 'Ctrl+d':
      controls.edit({ kind: 'duplicate', state });
      return true;
    case 'a':
      controls.act({ type: 'overlayOpened', overlay: { kind: 'palette', place: { kind: 'after', state } } });
      return true;
    case 'f':
      controls.act({ type: 'pathsToggled', state });
      return true;
    case 'h':
      if (node.inside.length > 0 || node.folded !== undefined) controls.act({ type: 'foldToggled', state });
      return true;
    default:
      return false;
  }
}
