import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { generateMocks } from '../../../language/integrations/generateMocks.ts';
import type { Json, JsonObject } from '../../../language/json.ts';
import { parseMocks } from '../../../language/mocks/parseMocks.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { fromJson } from '../../../language/syntax/syntaxTree.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

const machine = {
  StartAt: 'Start job',
  States: {
    'Start job': { Type: 'Task', Resource: 'arn:aws:states:::batch:submitJob.sync', Next: 'Ask' },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Catch: [{ ErrorEquals: ['Refused', 'States.ALL'], Next: 'Ask' }],
      Next: 'List',
    },
    List: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:listQueues', End: true },
  },
};

test('mocks: answer every task with what its API would, and fail with the errors that states handle', async () => {
  const mocks = await generate(machine);
  assert.deepEqual(mocks.StateMachines, {
    Flow: {
      TestCases: {
        Success: { 'Start job': 'Start job succeeds', Ask: 'Ask succeeds', List: 'List succeeds' },
        'Start job fails with Batch.ClientException': {
          'Start job': 'Start job fails with Batch.ClientException',
          Ask: 'Ask succeeds',
          List: 'List succeeds',
        },
        'Ask fails with Refused': {
          'Start job': 'Start job succeeds',
          Ask: 'Ask fails with Refused',
          List: 'List succeeds',
        },
        'List fails with Sqs.QueueDoesNotExistException': {
          'Start job': 'Start job succeeds',
          Ask: 'Ask succeeds',
          List: 'List fails with Sqs.QueueDoesNotExistException',
        },
      },
    },
  });
  const responses = mocks.MockedResponses as JsonObject;
  assert.deepEqual(responses['List succeeds'], { '0': { Return: { QueueUrls: ['https://example.com/'] } } });
  assert.deepEqual(responses['Ask succeeds'], { '0-999': { Return: {} } });
  assert.deepEqual(responses['Ask fails with Refused'], {
    '0-999': { Throw: { Error: 'Refused', Cause: 'A mocked error' } },
  });
});

test('mocks: are read without problems, whatever the states are called', async () => {
  const hostile = ['__proto__', 'constructor', 'a"b', ''].map((name): [string, Json] => [
    name,
    { Type: 'Task', Resource: '${Function}', Next: 'constructor' },
  ]);
  for (const definition of [machine, { StartAt: '', States: Object.fromEntries(hostile) }, { StartAt: 1 }]) {
    const { problems, machines } = parseMocks(JSON.stringify(await generate(definition)));
    assert.deepEqual(problems, []);
    assert.ok(machines.get('Flow')?.testCases.has('Success'));
  }
});

async function generate(definition: Json): Promise<JsonObject> {
  return generateMocks(readStateMachine(fromJson(definition)), 'Flow', await openCatalogue(catalogueFiles()));
}
