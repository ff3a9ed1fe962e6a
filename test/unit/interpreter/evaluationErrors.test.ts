import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../language/json.ts';
import type { Execution } from '../../../runtime/interpreter/execution.ts';
import { outline, run } from '../../kit/fakeHost.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true };
const distributed = {
  Type: 'Map',
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'I',
    States: { I: { Type: 'Pass', End: true } },
  },
  End: true,
};

async function evaluated(fields: JsonObject): Promise<Execution> {
  return run({ QueryLanguage: 'JSONata', StartAt: 'S', States: { S: fields } }, [1]);
}

function failure(execution: Execution): { readonly error: string | undefined; location?: unknown; cause: string } {
  const details = execution.eventsFrom(0).flatMap((event) => event.evaluationFailedEventDetails ?? [])[0];
  const cause = (execution.cause ?? '').replace(/^An error .*?\(.*?\)\. /, '');
  return { error: execution.error, location: details?.location, cause };
}

test('evaluation errors: name a setting with the objects that it is in', async () => {
  const reader = {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON', MaxItems: '{% $x %}' },
    Arguments: { Bucket: 'b', Key: 'k' },
  };
  assert.equal(
    failure(await evaluated({ ...distributed, ItemReader: reader })).location,
    'ItemReader/ReaderConfig/MaxItems',
  );
  const batched = await evaluated({ ...distributed, ItemBatcher: { MaxItemsPerBatch: "{% 'x' %}" } });
  assert.deepEqual(failure(batched), {
    error: 'States.QueryEvaluationError',
    location: 'ItemBatcher/MaxItemsPerBatch',
    cause:
      "The JSONata expression ''x'' specified for the field 'ItemBatcher/MaxItemsPerBatch' returned an unexpected result type. Expected 'number', but was 'string' for value: \"x\"",
  });
});

test('evaluation errors: a setting out of its range is one where an expression gave it, of the run where a path did', async () => {
  const cause = 'ToleratedFailureCount cannot be negative.';
  assert.deepEqual(failure(await evaluated({ ...distributed, ToleratedFailureCount: '{% -1 %}' })), {
    error: 'States.QueryEvaluationError',
    location: 'ToleratedFailureCount',
    cause,
  });
  const byPath = { ...distributed, ItemsPath: '$.items', ToleratedFailureCountPath: '$.count' };
  const execution = await run({ StartAt: 'S', States: { S: byPath } }, { items: [1], count: -1 });
  assert.deepEqual(failure(execution), { error: 'States.Runtime', location: undefined, cause });
});

test('evaluation errors: the role of a task is a text', async () => {
  const execution = await evaluated({ ...task, Credentials: { RoleArn: '{% 5 %}' } });
  assert.deepEqual(failure(execution), {
    error: 'States.QueryEvaluationError',
    location: 'Credentials/RoleArn',
    cause:
      "The JSONata expression '5' specified for the field 'Credentials/RoleArn' returned an unexpected result type. Expected 'string', but was 'number' for value: 5",
  });
});

test('errors: API Gateway takes lists of texts for headers and query parameters, or the task does not start', async () => {
  const invoke = (fields: JsonObject) => {
    const Parameters = { ApiEndpoint: 'x', Method: 'GET', ...fields };
    const state = { Type: 'Task', Resource: 'arn:aws:states:::apigateway:invoke', Parameters, End: true };
    return run({ StartAt: 'S', States: { S: state } }, {}, { runTask: () => ({ kind: 'succeeded', output: 1 }) });
  };
  const refused = await invoke({ Headers: { a: 'b' }, QueryParameters: '?c=d' });
  assert.deepEqual(outline(refused), ['1<-0 ExecutionStarted', '2<-0 TaskStateEntered', '3<-2 ExecutionFailed']);
  const parameters = '{"ApiEndpoint":"x","Method":"GET","Headers":{"a":"b"},"QueryParameters":"?c=d"}';
  const reasons = ['Headers', 'QueryParameters'].map(
    (name) => `The value of the field '${name}' has an invalid format`,
  );
  const cause = `The Parameters '${parameters}' could not be used to start the Task: [${reasons.join(', ')}]`;
  assert.deepEqual(failure(refused), { error: 'States.Runtime', location: undefined, cause });
  assert.equal((await invoke({ Headers: { a: ['b'] } })).status, 'SUCCEEDED');
});
