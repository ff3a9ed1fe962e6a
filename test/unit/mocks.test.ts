import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineNamed, testCasesOf } from '../../language/mocks/mockFile.ts';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import { mockAnswer } from '../../runtime/mocks.ts';
import { type RememberedAnswer, rememberAnswer } from '../../runtime/rememberAnswer.ts';

const file = parseMocks(`{
  // Comments are fine here.
  "StateMachines": {
    "OrderMachine": {
      "TestCases": { "Good": { "Charge": "Ok" }, "Slow": { "Charge": "Flaky", "Lost": "Empty" } }
    }
  },
  "MockedResponses": {
    "Ok": { "0": { "Return": { "StatusCode": 200, "Payload": { "paid": true } } } },
    "Flaky": {
      "0-1": { "Throw": { "Error": "Lambda.TooManyRequestsException", "Cause": "slow down" } },
      "2": { "Return": "fine" }
    },
    "Empty": {}
  }
}`);

function answer(testCase: string, state: string, invocation: number, resource = 'arn:aws:states:::lambda:invoke') {
  return mockAnswer(file, 'OrderMachine', testCase, { state, resource, invocation });
}

test('mocks: answer by state and invocation', () => {
  assert.deepEqual(testCasesOf(file, 'OrderMachine'), ['Good', 'Slow']);
  const thrown = { kind: 'failed', error: 'Lambda.TooManyRequestsException', cause: 'slow down' };
  assert.deepEqual(answer('Slow', 'Charge', 0), thrown);
  assert.deepEqual(answer('Slow', 'Charge', 1), thrown);
  assert.deepEqual(answer('Slow', 'Charge', 2), { kind: 'succeeded', output: 'fine' });
  assert.equal(answer('Slow', 'Other', 0), undefined);
  assert.equal(answer('NoSuchCase', 'Charge', 0), undefined);
});

test('mocks: fail with States.Runtime where a response has nothing for an invocation', () => {
  const cause = 'The mocked response “Flaky” has no entry for invocation 3 of “Charge”.';
  assert.deepEqual(answer('Slow', 'Charge', 3), { kind: 'failed', error: 'States.Runtime', cause });
  const empty = answer('Slow', 'Lost', 0);
  assert.equal(empty?.kind === 'failed' && empty.error, 'States.Runtime');
});

test('mocks: unwrap the payload for a function called by its own ARN', () => {
  const direct = 'arn:aws:lambda:us-east-1:123456789012:function:charge';
  assert.deepEqual(answer('Good', 'Charge', 0, direct), { kind: 'succeeded', output: { paid: true } });
  assert.deepEqual(answer('Good', 'Charge', 0), {
    kind: 'succeeded',
    output: { StatusCode: 200, Payload: { paid: true } },
  });
});

test('mocks: find the machine by its name, or the only one', () => {
  assert.equal(machineNamed(file, 'order-machine'), 'OrderMachine');
  assert.equal(machineNamed(file, 'anything'), 'OrderMachine');
  const two = parseMocks('{"StateMachines": {"A": {"TestCases": {}}, "B": {"TestCases": {}}}}');
  assert.equal(machineNamed(two, 'C'), undefined);
});

/** What is wrong with a mock file, each with the text it is about. */
function problemsIn(text: string): string[] {
  return parseMocks(text).problems.map(({ message, range }) => `${text.slice(range.start, range.end)}: ${message}`);
}

function withResponse(response: string): string {
  return `{"MockedResponses": {"R": ${response}}}`;
}

test('mocks: report a typo at its place', () => {
  assert.deepEqual(problemsIn('{"StateMachine": {}}'), [
    '"StateMachine": A mock file has no “StateMachine”. Did you mean “StateMachines”?',
  ]);
  assert.deepEqual(
    problemsIn(
      '{"StateMachines": {"M": {"TestCases": {"C": {"S": "Gone"}}}}, "MockedResponses": {"Gond": {"0": {"Return": 1}}}}',
    ),
    ['"Gone": There is no mocked response “Gone”. Did you mean “Gond”?'],
  );
  assert.deepEqual(problemsIn(withResponse('{"zero": {"Return": 1}, "0": {"Return": 1}}')), [
    '"zero": An invocation number such as "0", or a range such as "1-3", is expected here.',
  ]);
  assert.deepEqual(problemsIn(withResponse('{"0": {"Return": 1}, "2": {"Return": 1}}')), [
    '"2": Invocation 1 has no entry: numbers must not leave gaps.',
  ]);
  assert.deepEqual(problemsIn(withResponse('{"0-2": {"Return": 1}, "1": {"Return": 1}}')), [
    '"1": Invocation 1 has an entry already.',
  ]);
  assert.deepEqual(problemsIn(withResponse('{"0": {"Return": 1, "Throw": {"Error": "E"}}}')), [
    '"Throw": An entry has Return or Throw, not both.',
  ]);
  assert.deepEqual(problemsIn(withResponse('{"0": {"Throw": {"Cause": "c"}}}')), [
    '"Throw": Throw needs an Error, which is a string.',
  ]);
  assert.deepEqual(problemsIn(withResponse('{}')), ['"R": A mocked response needs an entry for invocation "0".']);
});

test('mocks: read any text without failing', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{"StateMachines": 1}',
    '{"MockedResponses": {"__proto__": {"0": null}}}',
    '{"a',
  ]) {
    assert.ok(parseMocks(text).problems.length > 0, text);
  }
  assert.equal(Object.hasOwn(Object.prototype, '0'), false);
});

const remembered: RememberedAnswer = {
  machine: 'Orders',
  testCase: 'Default',
  state: 'Ask a person',
  invocation: 0,
  outcome: { Return: { approved: true } },
};

function afterRemembering(text: string, answer: RememberedAnswer): string {
  const edit = rememberAnswer(text, answer);
  assert.ok(edit);
  return text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end);
}

test('remembering: an answer is what the next run gets', () => {
  const text = afterRemembering('', remembered);
  const task = { state: 'Ask a person', resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', invocation: 0 };
  assert.deepEqual(parseMocks(text).problems, []);
  assert.deepEqual(mockAnswer(parseMocks(text), 'Orders', 'Default', task), {
    kind: 'succeeded',
    output: { approved: true },
  });
  const thrown = { Throw: { Error: 'Busy', Cause: 'later' } };
  const twice = parseMocks(afterRemembering(text, { ...remembered, invocation: 1, outcome: thrown }));
  assert.deepEqual(twice.problems, []);
  assert.deepEqual(mockAnswer(twice, 'Orders', 'Default', { ...task, invocation: 1 }), {
    kind: 'failed',
    error: 'Busy',
    cause: 'later',
  });
});

test('remembering: leaves comments and layout as they are', () => {
  const before = `{
    // Ours.
    "StateMachines": { "Orders": { "TestCases": { "Default": { "Charge": "Ok" } } } },
    "MockedResponses": {
        "Ok": { "0": { "Return": 1 } } // one
    }
}`;
  const after = afterRemembering(before, remembered);
  for (const line of ['    // Ours.', '        "Ok": { "0": { "Return": 1 } }']) assert.ok(after.includes(line), after);
  assert.ok(after.includes('// one'));
  assert.deepEqual(parseMocks(after).problems, []);
  assert.deepEqual(
    [...(parseMocks(after).machines.get('Orders')?.testCases.get('Default')?.states.keys() ?? [])],
    ['Charge', 'Ask a person'],
  );
});

test('remembering: leaves a file alone that is no mock file', () => {
  assert.equal(rememberAnswer('[1, 2', remembered), undefined);
});
