import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Decision, Observer, Stage } from '../../../runtime/interpreter/observe.ts';
import { run, start, succeeds, tasks } from '../../kit/fakeHost.ts';

const task = 'arn:aws:states:::sqs:sendMessage';

test('observer: sees the value after every stage that a state has', async () => {
  const machine = {
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: task,
        InputPath: '$.in',
        Parameters: { 'a.$': '$.x' },
        ResultSelector: { 'r.$': '$.y' },
        ResultPath: '$.out',
        OutputPath: '$.out',
        Assign: { 'kept.$': '$.y' },
        End: true,
      },
    },
  };
  const seen: [Stage, unknown][] = [];
  const observer = { value: (_: unknown, stage: Stage, value: unknown) => void seen.push([stage, value]) };
  await run(machine, { in: { x: 1 } }, { observer, runTask: tasks({ T: [succeeds({ y: 2, z: 3 })] }) });
  assert.deepEqual(seen, [
    ['input', { in: { x: 1 } }],
    ['afterInputPath', { x: 1 }],
    ['afterParameters', { a: 1 }],
    ['result', { y: 2, z: 3 }],
    ['afterResultSelector', { r: 2 }],
    ['variables', { kept: 2 }],
    ['afterResultPath', { in: { x: 1 }, out: { r: 2 } }],
    ['output', { r: 2 }],
  ]);
});

test('observer: is told which rule, retrier or catcher decided', async () => {
  const decisions: Decision[] = [];
  const machine = {
    StartAt: 'C',
    States: {
      C: {
        Type: 'Choice',
        Choices: [
          { Variable: '$', IsNull: true, Next: 'T' },
          { Variable: '$', IsString: true, Next: 'T' },
        ],
        Default: 'T',
      },
      T: {
        Type: 'Task',
        Resource: task,
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'E' }],
        End: true,
      },
      E: { Type: 'Succeed' },
    },
  };
  const observer = { decided: (_: unknown, decision: Decision) => void decisions.push(decision) };
  await run(machine, '"text"', { observer, runTask: tasks({ T: [{ kind: 'failed', error: 'E' }] }) });
  assert.deepEqual(decisions, [
    { kind: 'rule', index: 1 },
    { kind: 'retrier', index: 0, delaySeconds: 1 },
    { kind: 'retrierUsedUp', index: 0 },
    { kind: 'catcher', index: 0 },
  ]);
});

test('observer: is told where in the definition an error comes from', async () => {
  const places: [string, string][] = [
    [
      '{"StartAt":"A","States":{"A":{"Type":"Pass","QueryLanguage":"JSONata","Output":{"x":[1,"{% $no %}"]},"End":true}}}',
      '"{% $no %}"',
    ],
    ['{"StartAt":"A","States":{"A":{"Type":"Pass","OutputPath":"$.no","End":true}}}', '"$.no"'],
    [
      '{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$.no"},"End":true}}}',
      '"Parameters":{"a.$":"$.no"}',
    ],
    ['{"StartAt":"A","States":{"A":{"Type":"Wait","SecondsPath":"$.no","End":true}}}', '"$.no"'],
  ];
  for (const [definition, expected] of places) {
    let range = { start: 0, end: 0 };
    const observer: Observer = {
      failed(_place, _fault, found) {
        range = found;
      },
    };
    await run(definition, {}, { observer });
    assert.equal(definition.slice(range.start, range.end), expected);
  }
});

test('strands: tell where a run stands, and take changes of data', () => {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Wait', Seconds: 5, End: true } } });
  const machine = {
    StartAt: 'V',
    States: {
      V: { Type: 'Pass', Assign: { v: 1 }, Next: 'P' },
      P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true },
    },
  };
  const { execution, clock } = start(machine, { a: 1 });
  execution.advance();
  const strands = execution.strands();
  assert.deepEqual(
    strands.map(({ kind, state, isReady }) => [kind, state?.name, isReady]),
    [
      ['top', 'P', false],
      ['branch', 'A', false],
      ['branch', 'B', false],
    ],
  );
  const [, first] = strands;
  assert.equal(first?.variables.get('v'), 1);
  assert.equal(execution.change(first?.id ?? 0, { kind: 'value', value: 'changed' }), true);
  assert.equal(execution.change(999, { kind: 'value', value: 1 }), false);
  clock.set?.(clock.now() + 5000);
  execution.advance();
  assert.equal(execution.output, '["changed",{"a":1}]');
});
