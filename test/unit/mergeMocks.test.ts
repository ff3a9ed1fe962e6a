import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeMocks } from '../../runtime/mergeMocks.ts';

const generated = {
  StateMachines: { orders: { TestCases: { Success: { A: 'A succeeds', B: 'B succeeds' } } } },
  MockedResponses: { 'A succeeds': { '0': { Return: 1 } }, 'B succeeds': { '0': { Return: 2 } } },
};

function merged(text: string): string | undefined {
  const edit = mergeMocks(text, generated);
  return edit && text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end);
}

test('merging mocks: fills in what is missing and leaves the rest as it is written', () => {
  const text = `{
  "StateMachines": { "orders": { "TestCases": { "Success": { "A": "Mine" } } } }, // kept
  "MockedResponses": { "Mine": { "0": { "Return": "mine" } }, "A succeeds": { "0": { "Return": "old" } } }
}`;
  const after = merged(text) ?? '';
  assert.match(after, /\/\/ kept/);
  assert.deepEqual(JSON.parse(after.replace('// kept', '')), {
    StateMachines: { orders: { TestCases: { Success: { A: 'Mine', B: 'B succeeds' } } } },
    MockedResponses: {
      Mine: { '0': { Return: 'mine' } },
      'A succeeds': { '0': { Return: 'old' } },
      'B succeeds': { '0': { Return: 2 } },
    },
  });
  assert.equal(merged(after), after);
});

test('merging mocks: gives up on a text that is no mock file', () => {
  assert.equal(merged('{ "StateMachines": '), undefined);
  assert.equal(merged('[]'), undefined);
});
