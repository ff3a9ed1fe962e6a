import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import type { State, StateMachine } from '../../../language/model/stateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { fromJson } from '../../../language/syntax/syntaxTree.ts';

function read(definition: object): StateMachine {
  return readStateMachine(fromJson(JSON.parse(JSON.stringify(definition))));
}

function stateOf<T extends State['type']>(state: object, type: T, machine = {}): Extract<State, { type: T }> {
  const found = read({ StartAt: 'A', States: { A: state }, ...machine }).top.states.get('A');
  assert.equal(found?.type, type);
  return found as Extract<State, { type: T }>;
}

test('readStateMachine: answers to anything at all', () => {
  for (const text of ['', '[]', '1', '{', '{"States": []}', '{"States": {"A": 1, "B": {"Type": "Nope"}}}']) {
    const machine = readStateMachine(parseJson(text).root);
    assert.ok(machine.states.every(({ type }) => type === 'Broken'));
  }
});

test('readStateMachine: lists the states of all scopes in document order, duplicates included', () => {
  const text = `{"StartAt": "P", "States": {
    "P": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}]},
    "P": {"Type": "Map", "ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}},
    "Z": {"Type": "Succeed"}}}`;
  const { states, top } = readStateMachine(parseJson(text).root);
  assert.deepEqual(
    states.map(({ name, location }) => `${name} ${location}`),
    [
      'P /States/P',
      'B /States/P/Branches[0]/States/B',
      'P /States/P',
      'C /States/P/ItemProcessor/States/C',
      'Z /States/Z',
    ],
  );
  assert.equal(top.states.get('P')?.type, 'Parallel');
  assert.equal(states[1]?.scope.owner, states[0]);
});

test('readStateMachine: gives each state its query language, not that of the Map around it', () => {
  const inner = {
    StartAt: 'I',
    States: { I: { Type: 'Pass', End: true }, J: { Type: 'Pass', QueryLanguage: 'jsonpath' } },
  };
  const map = { Type: 'Map', QueryLanguage: 'JSONata', ItemProcessor: inner, End: true };
  const languages = read({ StartAt: 'M', States: { M: map } }).states.map((state) => state.queryLanguage);
  assert.deepEqual(languages, ['JSONata', 'JSONPath', 'JSONata']);
});

test('readStateMachine: fills in the defaults of retriers', () => {
  const { retry } = stateOf({ Type: 'Task', Resource: 'r', Retry: [{ ErrorEquals: ['E'] }], End: true }, 'Task');
  const { errorEquals, range, ...defaults } = retry[0] ?? assert.fail();
  assert.deepEqual(
    errorEquals.map(({ value }) => value),
    ['E'],
  );
  assert.deepEqual(defaults, {
    intervalSeconds: 1,
    maxAttempts: 3,
    backoffRate: 2,
    maxDelaySeconds: undefined,
    jitterStrategy: 'NONE',
  });
});

test('readStateMachine: reads values given as such, by a path, or by an expression', () => {
  const wait = (fields: object) => stateOf({ Type: 'Wait', ...fields, End: true }, 'Wait').until;
  const kind = (until: ReturnType<typeof wait>) => (until.kind === 'seconds' ? until.seconds.kind : until.kind);
  assert.equal(kind(wait({ Seconds: 5 })), 'literal');
  assert.equal(kind(wait({ SecondsPath: '$.s' })), 'path');
  assert.equal(kind(wait({ QueryLanguage: 'JSONata', Seconds: '{% 1 + 1 %}' })), 'jsonata');
  assert.equal(kind(wait({ Seconds: '${W}' })), 'broken');
  assert.equal(kind(wait({})), 'broken');
});

test('readStateMachine: reads no field of the other query language', () => {
  const jsonata = stateOf({ Type: 'Pass', QueryLanguage: 'JSONata', ResultPath: '$.a', Output: 1, End: true }, 'Pass');
  assert.equal(jsonata.resultPath, undefined);
  assert.equal(jsonata.output?.kind, 'constant');
  const jsonPath = stateOf({ Type: 'Pass', ResultPath: null, Output: 1, End: true }, 'Pass');
  assert.equal(jsonPath.resultPath?.kind, 'null');
  assert.equal(jsonPath.output, undefined);
});

test('readStateMachine: reads the old names of a Map', () => {
  const map = stateOf(
    { Type: 'Map', Iterator: { StartAt: 'I', States: {} }, Parameters: { 'a.$': '$' }, End: true },
    'Map',
  );
  assert.ok(!('kind' in map.processor));
  assert.equal(map.processor.location, '/States/A/Iterator');
  assert.equal(map.itemSelector?.kind, 'object');
  assert.equal(map.parameters, undefined);
});

test('readStateMachine: takes states with the names of built-in members for states', () => {
  const text =
    '{"StartAt": "__proto__", "States": {"__proto__": {"Type": "Pass", "Next": "constructor"}, "constructor": {"Type": "Succeed"}}}';
  const { top } = readStateMachine(parseJson(text).root);
  assert.deepEqual([...top.states.keys()], ['__proto__', 'constructor']);
});
