import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../language/json.ts';
import { run, succeeds, tasks } from '../../kit/fakeHost.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true };
const items = { ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } } };

/** A machine of one state. */
function only(state: Json, language: 'JSONPath' | 'JSONata' = 'JSONPath'): Json {
  return { QueryLanguage: language, StartAt: 'S', States: { S: state } };
}

test('data flow: a path to null selects null, it does not lead nowhere', async () => {
  for (const field of ['InputPath', 'OutputPath']) {
    const execution = await run(only({ Type: 'Pass', [field]: '$.n', End: true }), { n: null });
    assert.equal(execution.output, 'null', field);
  }
  const map = await run(only({ Type: 'Map', ItemsPath: '$.n', ...items, End: true }), { n: null });
  assert.match(map.cause ?? '', /Reference path "\$\.n" must point to array\./);
  const clock = await run(only({ ...task, TimeoutSecondsPath: '$.n' }), { n: null });
  assert.match(
    clock.cause ?? '',
    /The TimeoutSecondsPath field refers to value "null" which is not a valid integer: \$\.n/,
  );
});

test('data flow: Assign sees a result of null, whatever ResultSelector makes of it', async () => {
  const machine = {
    StartAt: 'S',
    States: {
      S: { ...task, End: undefined, ResultSelector: { kept: true }, Assign: { 'raw.$': '$' }, Next: 'Show' },
      Show: { Type: 'Pass', Parameters: { 'raw.$': '$raw', 'input.$': '$' }, End: true },
    },
  };
  const execution = await run(JSON.stringify(machine), {}, { runTask: tasks({ S: [succeeds(null)] }) });
  assert.equal(execution.output, '{"raw":null,"input":{"kept":true}}');
});

test('timeouts: seconds that are computed have the range that written ones have', async () => {
  for (const seconds of [0, -1, 100_000_000]) {
    const byPath = await run(only({ ...task, TimeoutSecondsPath: '$.s' }), { s: seconds });
    assert.equal(byPath.error, 'States.Runtime');
    assert.match(byPath.cause ?? '', / TimeoutSeconds must be between 1 and 99999999\.$/);
    const computed = await run(only({ ...task, HeartbeatSeconds: '{% $states.input.s %}' }, 'JSONata'), { s: seconds });
    assert.equal(computed.error, 'States.QueryEvaluationError');
    assert.match(computed.cause ?? '', / HeartbeatSeconds must be between 1 and 99999999\.$/);
  }
  const half = await run(only({ ...task, TimeoutSeconds: '{% 1.5 %}' }, 'JSONata'));
  assert.match(half.cause ?? '', /Expected 'integer', but was 'number' for value: 1\.5$/);
});
