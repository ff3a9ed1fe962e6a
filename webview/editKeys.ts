import type { GraphNode } from '../language/graph/graph.ts';
import type { Controls } from './parts/panelPart.ts';
import { statesMeant } from './selection.ts';
import type { ViewState } from './viewState.ts';

const changing: ReadonlySet<string> = new Set(['F2', 'Delete', 'Ctrl+d', 'a']);

/** The keys that do something with a node, or change the text. False for any other key. */
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
  const states = statesMeant(view, state);
  if (changing.has(key) && !controls.mayChange(...states)) return true;
  switch (key) {
    case 'ContextMenu':
    case 'Shift+F10':
      controls.act({ type: 'overlayOpened', overlay: { kind: 'stateMenu', state } });
      return true;
    case 'F2':
      controls.act({ type: 'overlayOpened', overlay: { kind: 'rename', state } });
      return true;
    case 'Delete':
      controls.edit({ kind: 'delete', states });
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
      if (node.starts) controls.act({ type: 'nestedToggled', state });
      else if (node.inside.length > 0 || node.folded !== undefined) controls.act({ type: 'foldToggled', state });
      return true;
    default:
      return false;
  }
}
