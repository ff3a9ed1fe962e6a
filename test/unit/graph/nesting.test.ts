import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildGraph } from '../../../language/graph/buildGraph.ts';
import type { Graph } from '../../../language/graph/graph.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { LayoutCache } from '../../../webview/layout/layoutCache.ts';
import { layoutGraph } from '../../../webview/layout/layoutGraph.ts';
import { idOf, nestedGraph, placeOf } from '../../../webview/nesting.ts';
import { reduce } from '../../../webview/reduce.ts';
import { emptyView, type ViewState } from '../../../webview/viewState.ts';
import { judge } from '../../conformance/suites/layoutJudge.ts';
import { elkHere, estimate } from '../../kit/elk.ts';

const start = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Parameters: {} };
const machine = (states: Readonly<Record<string, object>>): Graph =>
  buildGraph(readStateMachine(parseJson(JSON.stringify({ StartAt: Object.keys(states)[0], States: states })).root));
const caught = { ...start, Next: 'Done', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] };
const parent = machine({ Go: { Type: 'Pass', Next: 'Call' }, Call: caught, Done: { Type: 'Succeed' } });
const inner = { Go: { ...start, Next: 'Each' }, Each: mapOf({ Call: { ...start, End: true } }) };
const child = machine(inner);

function mapOf(states: Readonly<Record<string, object>>): object {
  return { Type: 'Map', ItemProcessor: { StartAt: Object.keys(states)[0], States: states }, End: true };
}

const file = 'a/file/with-a-name-that-is-longer-than-any-box-is-wide.asl.json';
const opened = [['/States/Call'], ['/States/Call', '/States/Go'], ['/States/Call', '/States/Go', '/States/Go']];
const nested = opened.map((tasks) => ({ tasks, title: file, graph: child }));

test('nesting: a workflow that starts itself is drawn as often as it is opened', () => {
  const { scopes } = nestedGraph(parent, nested);
  assert.equal(scopes.filter(({ elsewhere, title }) => elsewhere && title === file).length, 3);
  const ids = scopes.flatMap(({ nodes, edges }) => [...nodes, ...edges].map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
});

test('nesting: what is drawn inside is found where it is defined', () => {
  const graph = nestedGraph(parent, nested);
  const each = '/States/Each/ItemProcessor/States/Call';
  assert.deepEqual(placeOf(graph, idOf(['/States/Call', '/States/Go', each])), {
    state: each,
    within: ['/States/Call', '/States/Go'],
  });
  assert.deepEqual(placeOf(graph, '/States/Go'), { state: '/States/Go' });
});

test('nesting: nothing is drawn inside a state that starts nothing any more', () => {
  const changed = machine({ Call: { Type: 'Pass', End: true } });
  assert.equal(nestedGraph(changed, nested), changed);
});

for (const direction of ['down', 'right'] as const) {
  test(`nesting: boxes inside boxes do not overlap when the flow leads ${direction}`, async () => {
    const graph = nestedGraph(parent, nested);
    const layout = await layoutGraph(graph, estimate, elkHere(), new LayoutCache(), direction);
    const faults = judge(graph, layout).filter((fault) => direction === 'down' || !fault.endsWith('leads upwards'));
    assert.deepEqual(faults, []);
  });
}

test('nesting: a Task that is renamed or moved into a group stays open, one that is deleted does not', () => {
  const renamed = shown(machine({ Go: { Type: 'Pass', Next: 'Ring' }, Ring: caught, Done: { Type: 'Succeed' } }));
  assert.deepEqual(renamed.opened[0], ['/States/Ring']);
  const wrapped = shown(machine({ Go: { Type: 'Pass', Next: 'All' }, All: mapOf({ Call: { ...start, End: true } }) }));
  assert.equal(wrapped.opened[0]?.[0]?.endsWith('/States/Call'), true);
  assert.equal(wrapped.nested.length, 3);
  assert.deepEqual(shown(machine({ Go: { Type: 'Succeed' } })).opened, []);
});

test('nesting: no more than eight workflows are opened inside each other', () => {
  const self = machine({ Go: { ...start, End: true } });
  let view = define(emptyView, self);
  for (let depth = 1; depth <= 9; depth++) {
    view = reduce(view, { type: 'nestedToggled', state: idOf(Array.from({ length: depth }, () => '/States/Go')) });
    const machines = view.opened.map((tasks) => ({ tasks, title: 'self.asl.json', graph: self }));
    view = reduce(view, { type: 'nestedShown', machines });
  }
  assert.equal(view.opened.length, 8);
  assert.match(view.notice ?? '', /8 workflows/);
});

/** The view of the parent with all open, once its text has changed to this. */
function shown(graph: Graph): ViewState {
  return define({ ...define(emptyView, parent), opened, nested }, graph);
}

function define(view: ViewState, graph: Graph): ViewState {
  return reduce(view, { type: 'definitionShown', definition: { title: 'x', version: 1, graph, stale: false } });
}
