import type { Graph, StateNode } from '../language/graph/graph.ts';
import { foldedGraph } from './folding.ts';
import type { DefinitionView, NestedView } from './messages.ts';
import { idOf, nestedGraph, placeOf } from './nesting.ts';
import type { ViewState } from './viewState.ts';

/** So many workflows may be opened inside each other: one that starts itself could go on for ever. */
const deepest = 8;
const notInWorkspace = 'The definition of what this state starts is not in the workspace.';

/** The view with the picture of its definition, of what is opened in it and without what is folded. */
export function pictured(view: ViewState): ViewState {
  const whole = nestedGraph(view.definition?.graph ?? view.whole, view.nested);
  return { ...view, whole, graph: foldedGraph(whole, view.folded) };
}

/** Opens what a Task starts, or closes it with all that is opened inside it. */
export function toggleNested(view: ViewState, task: string): ViewState {
  const { state, within = [] } = placeOf(view.whole, task);
  const tasks = [...within, state];
  const isOpened = view.opened.some((each) => isSame(each, tasks));
  if (!isOpened) {
    if (tasks.length <= deepest) return { ...view, opened: [...view.opened, tasks], notice: undefined };
    return { ...view, notice: `No more than ${deepest} workflows are shown inside each other.` };
  }
  const isDrawn = view.nested.some((each) => isSame(each.tasks, tasks));
  const opened = view.opened.filter((each) => !isSame(each.slice(0, tasks.length), tasks));
  return withOpened({ ...view, notice: isDrawn ? undefined : notInWorkspace }, opened);
}

/** What is not to be found is not open. */
export function showNested(view: ViewState, machines: readonly NestedView[]): ViewState {
  const missing = machines.filter(({ graph }) => graph === undefined);
  const opened = view.opened.filter((tasks) => !missing.some((each) => isSame(each.tasks, tasks)));
  const notice = opened.length < view.opened.length ? notInWorkspace : view.notice;
  return withOpened({ ...view, nested: machines, notice }, missing.length > 0 ? opened : view.opened);
}

/** The Tasks that are open, when the definition around them has changed: those that were renamed or moved stay open. */
export function followTasks(view: ViewState, { graph, machine }: DefinitionView): ViewState {
  const { definition: before } = view;
  if (!before || view.opened.length === 0) return view;
  if (before.machine !== machine) return { ...view, opened: [], nested: [] };
  const now = tasksIn(graph);
  const known = tasksIn(before.graph);
  const gone = [...known.keys()].filter((id) => !now.has(id));
  if (gone.length === 0) return view;
  const ways = new Map(gone.map((id) => [id, successor(known.get(id), gone, known, now)]));
  const moved = (tasks: readonly string[]): readonly (readonly string[])[] => {
    const [first = '', ...inner] = tasks;
    const next = ways.has(first) ? ways.get(first) : first;
    return next === undefined ? [] : [[next, ...inner]];
  };
  return {
    ...view,
    opened: view.opened.flatMap(moved),
    nested: view.nested.flatMap((each) => moved(each.tasks).map((tasks) => ({ ...each, tasks }))),
  };
}

interface PlacedTask {
  readonly node: StateNode;
  readonly scope: string;
}

function tasksIn({ scopes }: Graph): ReadonlyMap<string, PlacedTask> {
  const tasks = scopes.flatMap(({ id, nodes }) =>
    nodes.flatMap((node) => (node.kind === 'state' && node.starts ? [[node.id, { node, scope: id }] as const] : [])),
  );
  return new Map(tasks);
}

/** The new Task of the same name, or the only new one in the place of the only one that is gone from its scope. */
function successor(
  task: PlacedTask | undefined,
  gone: readonly string[],
  known: ReadonlyMap<string, PlacedTask>,
  now: ReadonlyMap<string, PlacedTask>,
): string | undefined {
  const fresh = [...now].filter(([id]) => !known.has(id));
  const sameName = fresh.filter(([, { node }]) => node.name === task?.node.name);
  const here = fresh.filter(([, { scope }]) => scope === task?.scope);
  const goneHere = gone.filter((id) => known.get(id)?.scope === task?.scope);
  const [only] = sameName.length === 1 ? sameName : here.length === 1 && goneHere.length === 1 ? here : [];
  return only?.[0];
}

function withOpened(view: ViewState, opened: readonly (readonly string[])[]): ViewState {
  const isOpen = ({ tasks }: NestedView): boolean => opened.some((each) => isSame(each, tasks));
  const nested = view.nested.filter((each) => each.graph !== undefined && isOpen(each));
  return pictured({ ...view, opened, nested });
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return idOf(one) === idOf(other);
}
