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

test('fail: an error or a cause of null is none', async () => {
  const execution = await run(only({ Type: 'Fail', ErrorPath: '$.e', CausePath: '$.c' }), { e: 'Broken', c: null });
  assert.equal(execution.error, 'Broken');
  assert.equal(execution.cause, undefined);
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
  assert.equal(execution.output, '{"input":{"kept":true},"raw":null}');
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

test('wait: seconds that make no sense are told with the path that led to them, if one did', async () => {
  const told = async (state: Json, language: 'JSONPath' | 'JSONata', seconds: Json) => {
    const { error, cause } = await run(only(state, language), { s: seconds });
    return `${error}: ${cause?.replace(/^An error .*? #2\)\. /, '')}`;
  };
  const byPath = { Type: 'Wait', SecondsPath: '$.s', End: true };
  const computed = { Type: 'Wait', Seconds: '{% $states.input.s %}', End: true };
  const long = 'cannot be parsed as a long value';
  const negative = 'references a negative value';
  assert.equal(await told(byPath, 'JSONPath', 1.5), `States.Runtime: The SecondsPath parameter ${long}: $.s == 1.5`);
  assert.equal(await told(byPath, 'JSONPath', -1), `States.Runtime: The SecondsPath parameter ${negative}: $.s == -1`);
  assert.equal(await told(computed, 'JSONata', 1.5), `States.QueryEvaluationError: The Seconds field ${long}: 1.5`);
  assert.equal(await told(computed, 'JSONata', -1), `States.QueryEvaluationError: The Seconds field ${negative}: -1`);
});
