import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffGraphs, type GraphDiff } from '../../../language/graph/diffGraphs.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import type { StateMachine } from '../../../language/model/stateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { parseYaml } from '../../../language/syntax/parseYaml.ts';
import { LayoutCache } from '../../../webview/layout/layoutCache.ts';
import { layoutGraph } from '../../../webview/layout/layoutGraph.ts';
import { judge } from '../../conformance/suites/layoutJudge.ts';
import { elkHere, estimate } from '../../kit/elk.ts';

const pass = { Type: 'Pass' };
const each = { Type: 'Map', ItemProcessor: { StartAt: 'In', States: { In: { ...pass, End: true } } } };
const before = {
  StartAt: 'A',
  States: { A: { ...pass, Next: 'B' }, B: { ...each, Next: 'C' }, C: { ...pass, End: true } },
};

test('comparison: text that is only written otherwise is no change', () => {
  const yaml =
    'States:\n  C: {End: true, Type: Pass}\n  A:\n    Next: B # goes on\n    Type: Pass\n  B: {Type: Map, Next: C, ItemProcessor: {States: {In: {Type: Pass, End: true}}, StartAt: In}}\nStartAt: A\n';
  const { changes, kinds } = diffGraphs(machineOf(before), readStateMachine(parseYaml(yaml).root));
  assert.deepEqual({ changes, kinds: kinds.size }, { changes: [], kinds: 0 });
});

test('comparison: tells of states and transitions that are new, gone and changed', () => {
  const { A, B, C } = before.States;
  const after = { StartAt: 'A', States: { A: { ...A, Comment: 'x', Next: 'N' }, N: { ...pass, Next: 'C' }, C } };
  const diff = diffGraphs(machineOf(before), machineOf(after));
  assert.deepEqual(told(diff), [
    'changed A',
    'added N',
    'removed B',
    'added A → N',
    'added N → C',
    'removed A → B',
    'removed B → C',
  ]);
  assert.equal(B.Type, 'Map');
  const inner = diff.graph.scopes.find(({ owner }) => owner === 'gone:/States/B');
  assert.ok(inner?.nodes.every(({ id }) => diff.kinds.get(id) === 'removed'));
});

test('comparison: a state that only the name of differs is renamed', () => {
  const { A, B, C } = before.States;
  const after = { StartAt: 'A', States: { A: { ...A, Next: 'Other' }, Other: B, C } };
  assert.deepEqual(told(diffGraphs(machineOf(before), machineOf(after))), ['renamed B is now Other']);
  const changed = { ...after, States: { ...after.States, Other: { ...B, Comment: 'and more' } } };
  assert.ok(told(diffGraphs(machineOf(before), machineOf(changed))).includes('removed B'));
});

test('comparison: looks into branches, and at rules whose words change', () => {
  const fork = (limit: number, branches: number) => ({
    StartAt: 'F',
    States: {
      F: {
        Type: 'Parallel',
        Branches: Array.from({ length: branches }, () => ({
          StartAt: 'R',
          States: {
            R: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: limit, Next: 'S' }], Default: 'S' },
            S: { Type: 'Succeed' },
          },
        })),
        End: true,
      },
    },
  });
  assert.deepEqual(told(diffGraphs(machineOf(fork(1, 1)), machineOf(fork(2, 1)))), [
    'changed R',
    'changed R → S ($.a = 2)',
  ]);
  const fewer = diffGraphs(machineOf(fork(1, 2)), machineOf(fork(1, 1)));
  assert.deepEqual(told(fewer), ['changed F']);
  assert.equal(fewer.graph.scopes.filter(({ owner }) => owner === '/States/F').length, 2);
});

test('comparison: both versions are drawn without anything in the way', async () => {
  const { A, C } = before.States;
  const after = {
    StartAt: 'A',
    States: { A: { ...A, Next: 'N' }, N: { ...pass, Next: 'C' }, C, __proto__x: { ...pass, End: true } },
  };
  const { graph } = diffGraphs(machineOf(before), machineOf(after));
  assert.deepEqual(judge(graph, await layoutGraph(graph, estimate, elkHere(), new LayoutCache())), []);
});

test('comparison: every beginning of a definition can be compared', () => {
  const text = JSON.stringify(before);
  for (let end = 0; end <= text.length; end += 3) {
    const part = readStateMachine(parseJson(text.slice(0, end)).root);
    assert.doesNotThrow(
      () => [diffGraphs(part, machineOf(before)), diffGraphs(machineOf(before), part)],
      text.slice(0, end),
    );
  }
});

function machineOf(definition: object): StateMachine {
  return readStateMachine(parseJson(JSON.stringify(definition)).root);
}

function told({ changes }: GraphDiff): string[] {
  return changes.map(({ kind, words }) => `${kind} ${words}`);
}
