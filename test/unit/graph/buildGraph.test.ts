import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildGraph } from '../../../language/graph/buildGraph.ts';
import type { Graph, StateNode } from '../../../language/graph/graph.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';

test('graph: choice rules are told in words', () => {
  const labels = labelsOf({
    Type: 'Choice',
    Choices: [
      {
        And: [
          { Variable: '$.age', NumericGreaterThanEquals: 18 },
          { Or: [{ Variable: '$.name', IsPresent: true }, { Not: { Variable: '$.vip', BooleanEquals: true } }] },
        ],
        Next: 'A',
      },
      { Variable: '$.a', StringEqualsPath: '$.b', Next: 'A' },
      { Not: { Variable: '$.c', IsNull: true }, Next: 'A' },
    ],
    Default: 'A',
  });
  assert.deepEqual(labels, [
    'choice $.age ≥ 18 and ($.name is present or $.vip ≠ true)',
    'choice $.a = $.b',
    'choice $.c is not null',
    'default otherwise',
  ]);
});

test('graph: labels of one Choice that begin alike show where they differ', () => {
  const rule = (second: object): object => ({
    And: [
      { Variable: '$.request.details.approval.approved', BooleanEquals: true },
      { Variable: '$.request.details.approval.by', StringEquals: 'somebody with a long name' },
      second,
    ],
    Next: 'A',
  });
  const state = {
    Type: 'Choice',
    Choices: [rule({ Variable: '$.total', NumericLessThan: 5 }), rule({ Variable: '$.total', NumericGreaterThan: 9 })],
    Default: 'A',
  };
  assert.deepEqual(shortLabelsOf(state), ['… total < 5', '… total > 9', 'otherwise']);
});

test('graph: a long condition shows the last steps of its paths', () => {
  const state = {
    Type: 'Choice',
    Choices: [
      {
        And: [
          { Variable: '$.approval.approved', BooleanEquals: true },
          { Variable: '$.approval.amount', NumericGreaterThanPath: '$.limits.amount' },
        ],
        Next: 'A',
      },
    ],
  };
  assert.deepEqual(shortLabelsOf(state), ['approved = true and amount > amount']);
});

test('graph: catchers are labelled with the errors that they name', () => {
  const state = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Catch: [{ ErrorEquals: ['States.Timeout', 'Busy'], Next: 'A' }],
    Next: 'A',
  };
  assert.deepEqual(labelsOf(state), ['next undefined', 'catch States.Timeout, Busy']);
});

test('graph: a state says in a few words what it does', () => {
  const said: readonly (readonly [object, string | undefined])[] = [
    [{ Type: 'Wait', Seconds: 30 }, '30 seconds'],
    [{ Type: 'Wait', Seconds: 7200 }, '2 hours'],
    [{ Type: 'Wait', TimestampPath: '$.at' }, 'until $.at'],
    [
      { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' },
      'lambda invoke · wait for callback',
    ],
    [{ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem' }, 'dynamodb getItem'],
    [{ Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:Price' }, 'lambda Price'],
    [
      { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', TimeoutSeconds: 300 },
      'sqs sendMessage · within 5 minutes',
    ],
    [{ Type: 'Parallel', Branches: [scope(), scope()] }, '2 branches'],
    [{ Type: 'Map', ItemsPath: '$.rows', MaxConcurrency: 1, ItemProcessor: scope() }, 'each of $.rows · one at a time'],
    [{ Type: 'Fail', Error: 'Refused' }, 'Refused'],
    [{ Type: 'Succeed' }, undefined],
  ];
  for (const [state, words] of said) assert.equal(first(state).detail, words, JSON.stringify(state));
});

test('graph: a Next that names no state leads to a mark, and its state shows as broken', () => {
  const graph = graphOf({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'Nowhere' } } });
  const [top] = graph.scopes;
  assert.deepEqual(
    top?.nodes.map(({ kind, name }) => `${kind} ${name}`),
    ['state A', 'start Start', 'missing Nowhere'],
  );
  assert.equal(first({ Type: 'Pass', Next: 'Nowhere' }).broken, true);
});

test('graph: what no transition leads to is unreachable, unless nobody says where it starts', () => {
  const states = { A: { Type: 'Pass', End: true }, B: { Type: 'Pass', Next: 'A' } };
  assert.deepEqual(unreachable(graphOf({ StartAt: 'A', States: states })), ['B']);
  assert.deepEqual(unreachable(graphOf({ States: states })), []);
});

test('graph: scopes inside a Parallel or Map belong to its node', () => {
  const graph = graphOf({ StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [scope(), scope()], End: true } } });
  assert.deepEqual(
    graph.scopes.map(({ id, owner, title }) => [id, owner, title]),
    [
      ['', undefined, undefined],
      ['/States/P/Branches[0]', '/States/P', 'Branch 1'],
      ['/States/P/Branches[1]', '/States/P', 'Branch 2'],
    ],
  );
});

test('graph: states may be called like members of Object.prototype', () => {
  const text =
    '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Next":"constructor"},"constructor":{"Type":"Succeed"}}}';
  const graph = buildGraph(readStateMachine(parseJson(text).root));
  assert.deepEqual(
    graph.scopes[0]?.edges.map(({ from, to }) => [from, to]),
    [
      ['#start', '/States/__proto__'],
      ['/States/__proto__', '/States/constructor'],
    ],
  );
});

test('graph: every beginning of a definition gives a picture', () => {
  const text = JSON.stringify({
    StartAt: 'C',
    States: {
      C: { Type: 'Choice', Choices: [{ Not: { Variable: '$.a', IsNull: true }, Next: 'M' }], Default: 'P' },
      M: { Type: 'Map', ItemProcessor: scope(), Catch: [{ ErrorEquals: ['States.ALL'], Next: 'P' }], Next: 'P' },
      P: { Type: 'Parallel', Branches: [scope()], End: true },
    },
  });
  for (let length = 0; length <= text.length; length++) {
    const graph = buildGraph(readStateMachine(parseJson(text.slice(0, length)).root));
    assert.ok(graph.scopes.length > 0);
  }
});

function scope(): object {
  return { StartAt: 'Inner', States: { Inner: { Type: 'Succeed' } } };
}

function graphOf(definition: object): Graph {
  return buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root));
}

function first(state: object): StateNode {
  const node = graphOf({ StartAt: 'X', States: { X: state, A: { Type: 'Succeed' } } }).scopes[0]?.nodes[0];
  assert.ok(node?.kind === 'state');
  return node;
}

function labelsOf(state: object): string[] {
  const [top] = graphOf({ StartAt: 'X', States: { X: state, A: { Type: 'Succeed' } } }).scopes;
  return (top?.edges ?? []).filter(({ kind }) => kind !== 'start').map(({ kind, fullLabel }) => `${kind} ${fullLabel}`);
}

function shortLabelsOf(state: object): (string | undefined)[] {
  const [top] = graphOf({ StartAt: 'X', States: { X: state, A: { Type: 'Succeed' } } }).scopes;
  return (top?.edges ?? []).filter(({ kind }) => kind !== 'start').map(({ label }) => label);
}

function unreachable(graph: Graph): string[] {
  return graph.scopes.flatMap(({ nodes }) =>
    nodes.flatMap((node) => (node.kind === 'state' && node.unreachable ? [node.name] : [])),
  );
}
