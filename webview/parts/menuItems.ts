import type { Elsewhere, Graph, GraphEdge, GraphNode, GraphScope, StateNode } from '../../language/graph/graph.ts';
import type { GraphEdit } from '../../language/graph/graphEdit.ts';
import { elsewhereOf, placeOf } from '../nesting.ts';
import type { Overlay } from '../overlay.ts';
import type { MenuItem } from './menu.ts';
import type { Controls } from './panelPart.ts';

/** What can be done with a state, by menu and by key: with one that another file defines, what leaves it as it is. */
export function stateItems(state: StateNode, graph: Graph, controls: Controls): readonly MenuItem[] {
  const { id } = state;
  const elsewhere = elsewhereOf(graph, id);
  const changes = elsewhere ? [fileItem(elsewhere, controls)] : changeItems(id, controls);
  const isGroup = state.inside.length > 0 || state.folded !== undefined;
  return [
    ...changes,
    {
      label: 'Show the paths through it',
      key: 'f',
      first: true,
      run: after(controls, () => controls.act({ type: 'pathsToggled', state: id })),
    },
    ...(isGroup && !state.starts ? [foldItem(state, controls)] : []),
    ...(state.starts ? nestedItems(state, graph, controls) : []),
    ...(elsewhere ? [] : [breakpointItem(id, controls)]),
    {
      label: 'Go to its text',
      key: 'g',
      hint: 'Enter',
      run: after(controls, () => controls.tell({ type: 'stateClicked', place: placeOf(graph, id), focusText: true })),
    },
  ];
}

/** The menu goes, and something is done. */
function after({ act }: Controls, work: () => void): () => void {
  return () => {
    act({ type: 'overlayClosed' });
    work();
  };
}

function changeItems(id: string, controls: Controls): readonly MenuItem[] {
  const open = (overlay: Overlay) => () => controls.act({ type: 'overlayOpened', overlay });
  const edit = (change: GraphEdit) => after(controls, () => controls.edit(change));
  return [
    { label: 'Add a state after', key: 'a', run: open({ kind: 'palette', place: { kind: 'after', state: id } }) },
    { label: 'Add a state before', key: 'b', run: open({ kind: 'palette', place: { kind: 'before', state: id } }) },
    { label: 'Transitions …', key: 't', run: open({ kind: 'transitionsMenu', state: id }) },
    { label: 'Rename', key: 'r', hint: 'F2', first: true, run: open({ kind: 'rename', state: id }) },
    { label: 'Edit comment', key: 'c', run: after(controls, () => controls.editField(id, 'Comment')) },
    { label: 'Duplicate', key: 'd', hint: 'Ctrl+D', run: edit({ kind: 'duplicate', state: id }) },
    ...severalItems([id], controls),
  ];
}

function breakpointItem(state: string, controls: Controls): MenuItem {
  return {
    label: 'Set or remove a breakpoint',
    key: 'k',
    hint: 'F9',
    run: after(controls, () => controls.tell({ type: 'breakpointToggled', state })),
  };
}

function foldItem({ id, folded }: StateNode, controls: Controls): MenuItem {
  return {
    label: folded === undefined ? 'Hide what is inside' : 'Show what is inside',
    key: 'h',
    run: after(controls, () => controls.act({ type: 'foldToggled', state: id })),
  };
}

/** The workflow that a Task starts: inside it, and in a picture of its own. */
function nestedItems({ id, inside }: StateNode, graph: Graph, controls: Controls): readonly MenuItem[] {
  return [
    {
      label: inside.length > 0 ? 'Hide the workflow that it starts' : 'Show the workflow that it starts',
      key: 'h',
      run: after(controls, () => controls.act({ type: 'nestedToggled', state: id })),
    },
    {
      label: 'Open the graph of what it starts',
      key: 'o',
      run: after(controls, () => controls.tell({ type: 'nestedOpened', task: placeOf(graph, id) })),
    },
  ];
}

/** What can be done with several states as with one. */
export function severalItems(states: readonly string[], controls: Controls): readonly MenuItem[] {
  const change = (edit: GraphEdit) =>
    after(controls, () => {
      if (controls.mayChange(...states)) controls.edit(edit);
    });
  return [
    { label: 'Wrap in a Parallel', key: 'p', run: change({ kind: 'wrap', states, in: 'Parallel' }) },
    { label: 'Wrap in a Map', key: 'm', run: change({ kind: 'wrap', states, in: 'Map' }) },
    { label: 'Delete', key: 'x', hint: 'Delete', run: change({ kind: 'delete', states }) },
  ];
}

/** The way to where it can be changed. */
function fileItem({ file, tasks }: Elsewhere, controls: Controls): MenuItem {
  const [state = '', ...around] = tasks.toReversed();
  const task = { state, within: around.toReversed() };
  return {
    label: `Open the graph of ${file}`,
    key: 'e',
    run: after(controls, () => controls.tell({ type: 'nestedOpened', task })),
  };
}

/** The transitions of a state, each with a menu of its own. */
export function transitionItems(graph: Graph, state: string, { act }: Controls): readonly MenuItem[] {
  const scope = graph.scopes.find(({ nodes }) => nodes.some(({ id }) => id === state));
  const edges = scope?.edges.filter(({ from }) => from === state) ?? [];
  return edges.map((edge, index) => ({
    label: edgeWords(edge, scope?.nodes ?? []),
    key: String(index + 1),
    run: () => act({ type: 'overlayOpened', overlay: { kind: 'edgeMenu', edge: edge.id } }),
  }));
}

export function edgeItems(graph: Graph, id: string, { act }: Controls): readonly MenuItem[] {
  const scope = graph.scopes.find(({ edges }) => edges.some((edge) => edge.id === id));
  const edge = scope?.edges.find((each) => each.id === id);
  if (!scope || !edge) return [];
  return [
    {
      label: 'Add a state here',
      key: 'a',
      run: () => act({ type: 'overlayOpened', overlay: { kind: 'palette', place: { kind: 'on', edge: id } } }),
    },
    {
      label: 'Lead to another state …',
      key: 'l',
      run: () => act({ type: 'overlayOpened', overlay: redirection(scope, edge) }),
    },
  ];
}

function redirection({ id, nodes }: GraphScope, edge: GraphEdge): Overlay {
  const states = nodes.filter((node) => node.kind === 'state' && node.id !== edge.to);
  const end = edge.kind === 'next' ? [{ state: `${id}#end`, name: 'End' }] : [];
  return {
    kind: 'chooser',
    question: `Where does ${edgeWords(edge, nodes)} lead instead?`,
    choices: [...states.map(({ id: state, name }) => ({ state, name })), ...end],
    edit: { kind: 'redirect', edge: edge.id, to: edge.to },
  };
}

const kindWords: Readonly<Record<GraphEdge['kind'], string>> = {
  next: 'Next',
  choice: 'When',
  default: 'Otherwise',
  catch: 'On',
  start: 'Start',
  end: 'End',
};

function edgeWords({ kind, label, to }: GraphEdge, nodes: readonly GraphNode[]): string {
  const target = nodes.find(({ id }) => id === to)?.name ?? '';
  if (kind === 'end') return 'End';
  return [kindWords[kind], kind === 'default' ? undefined : label, '→', target].filter(Boolean).join(' ');
}
