import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildGraph } from '../../../language/graph/buildGraph.ts';
import type { Graph } from '../../../language/graph/graph.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import type { Box } from '../../../webview/layout/geometry.ts';
import { LayoutCache } from '../../../webview/layout/layoutCache.ts';
import { type GraphLayout, layoutGraph } from '../../../webview/layout/layoutGraph.ts';
import type { Elk } from '../../../webview/layout/layoutScope.ts';
import { crossings, judge } from '../../conformance/suites/layoutJudge.ts';
import { elkHere, estimate } from '../../kit/elk.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const caught = { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }] };
const states = {
  First: { ...caught, Next: 'Route' },
  Route: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'Left' }], Default: 'Right' },
  Left: { ...caught, Next: 'Loop' },
  Right: { ...caught, Next: 'Loop' },
  Loop: { Type: 'Choice', Choices: [{ Variable: '$.more', BooleanEquals: true, Next: 'Route' }], Default: 'Fork' },
  Fork: { Type: 'Parallel', Branches: [{ StartAt: 'One', States: { One: { Type: 'Pass', End: true } } }], End: true },
  Failed: { Type: 'Fail' },
};

test('layout: loops, shared handlers and groups are drawn without anything in the way', async () => {
  const graph = graphOf(states);
  assert.deepEqual(judge(graph, await lay(graph)), []);
});

test('layout: does not depend on the order of states in the file', async () => {
  const reversed = Object.fromEntries(Object.entries(states).reverse());
  const [one, other] = [await lay(graphOf(states)), await lay(graphOf(reversed))];
  assert.deepEqual(new Map([...one.boxes].sort()), new Map([...other.boxes].sort()));
});

test('layout: only what changed is laid out again', async () => {
  const arms = { Choose: states.Route, Left: { Type: 'Pass', End: true }, Right: { Type: 'Pass', End: true } };
  const Fork = { Type: 'Parallel', Branches: [{ StartAt: 'Choose', States: arms }], End: true };
  const forked = { ...states, Fork };
  let calls = 0;
  const elk = elkHere();
  const counting: Elk = (graph) => {
    calls++;
    return elk(graph);
  };
  const cache = new LayoutCache();
  await layoutGraph(graphOf(forked), estimate, counting, cache);
  const atFirst = calls;
  const reworded = { ...forked, Failed: { Type: 'Fail', Error: 'E', Comment: 'other words' } };
  await layoutGraph(graphOf(reworded), estimate, counting, cache);
  assert.equal(calls, atFirst);
  const { Failed, ...rest } = forked;
  await layoutGraph(graphOf({ ...rest, Failed: { Type: 'Pass', End: true } }), estimate, counting, cache);
  assert.ok(calls < 2 * atFirst, `${calls} calls`);
});

test('layout: states in a chain need no help of ELK', async () => {
  const graph = graphOf({ First: { ...task, Next: 'Second' }, Second: { ...task, End: true } });
  const layout = await layoutGraph(graph, estimate, () => Promise.reject(new Error('asked')), new LayoutCache());
  assert.deepEqual(judge(graph, layout), []);
});

test('layout: after an edit only the section around it is laid out again', async () => {
  let asked = 0;
  const elk = elkHere();
  const counting: Elk = (graph) => {
    asked += graph.children?.length ?? 0;
    return elk(graph);
  };
  const cache = new LayoutCache();
  const chain = Array.from({ length: 30 }, (_, index) => [`S${index}`, { ...caught, Next: `S${index + 1}` }] as const);
  const all = {
    ...states,
    First: { ...caught, Next: 'S0' },
    ...Object.fromEntries(chain),
    S30: { ...task, Next: 'Route' },
  };
  await layoutGraph(graphOf(all), estimate, counting, cache);
  asked = 0;
  const split = { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'S17' }], Default: 'S16' };
  const after = graphOf({ ...all, S15: split });
  assert.deepEqual(judge(after, await layoutGraph(after, estimate, counting, cache)), []);
  assert.ok(asked > 0 && asked < 10, `${asked} nodes`);
});

test('layout: what nothing leads to stands above what it leads to', async () => {
  const pass = { Type: 'Pass' };
  const graph = graphOf({
    First: { ...pass, Next: 'Second' },
    Second: { ...pass, Next: 'Third' },
    Third: { ...pass, End: true },
    Lost: { ...pass, Next: 'Also lost' },
    'Also lost': { ...pass, Next: 'Third' },
    Ring: { ...pass, Next: 'Ring' },
    Island: { ...pass, End: true },
  });
  assert.deepEqual(judge(graph, await lay(graph)), []);
});

test('layout: of several arms those with shared handlers stand outside, and nothing crosses', async () => {
  const arms = Object.fromEntries(
    ['A', 'B', 'C', 'D'].map((name, index) => [name, { ...(index % 2 === 0 ? caught : task), Next: 'Fork' }]),
  );
  const Choices = ['A', 'B', 'C', 'D'].map((Next, index) => ({ Variable: '$.a', NumericEquals: index, Next }));
  const { First, Fork, Failed } = states;
  const graph = graphOf({ First, Fork, Failed, ...arms, Route: { Type: 'Choice', Choices, Default: 'Fork' } });
  assert.equal(crossings(graph, await lay(graph)), 0);
});

test('layout: edges to a shared handler cross no more than ELK lets them', async () => {
  const chain = Object.fromEntries(
    ['A', 'B', 'C', 'D'].map((name, index, names) => [name, { ...caught, Next: names[index + 1] ?? 'Route' }]),
  );
  const graph = graphOf({ ...states, ...chain, First: { ...caught, Next: 'A' } });
  const elk = elkHere();
  const plain: Elk = ({ layoutOptions, ...rest }) => elk({ ...rest, layoutOptions: { 'elk.algorithm': 'layered' } });
  const withoutLanes: Graph = {
    scopes: graph.scopes.map((scope) => ({
      ...scope,
      edges: scope.edges.map((edge) => ({ ...edge, kind: 'next' as const })),
    })),
  };
  const theirs = await layoutGraph(withoutLanes, estimate, plain, new LayoutCache());
  assert.ok(crossings(graph, await lay(graph)) <= crossings(withoutLanes, theirs));
});

test('layout: the judge sees boxes that overlap and edges that run through boxes', async () => {
  const graph = graphOf(states);
  const layout = await lay(graph);
  const right = layout.boxes.get('/States/Right');
  const [way] = layout.routes.get('/States/First/Next')?.points ?? [];
  assert.ok(right && way);
  const moved = (box: Box): GraphLayout => ({ ...layout, boxes: new Map([...layout.boxes, ['/States/Left', box]]) });
  assert.match(judge(graph, moved(right)).join('\n'), /Left overlaps|overlaps \/States\/Left/);
  const inTheWay = { x: way.x - 10, y: way.y + 5, width: 20, height: 20 };
  assert.match(judge(graph, moved(inTheWay)).join('\n'), /First\/Next runs through \/States\/Left/);
});

function graphOf(all: object): Graph {
  return buildGraph(readStateMachine(parseJson(JSON.stringify({ StartAt: 'First', States: all })).root));
}

function lay(graph: Graph): Promise<GraphLayout> {
  return layoutGraph(graph, estimate, elkHere(), new LayoutCache());
}
