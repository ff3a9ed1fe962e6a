import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { GraphEdit, GraphEditAnswer, StateDetails } from '../../language/graph/graphEdit.ts';
import { applyEdits } from '../../language/text.ts';
import {
  type CustomRequests,
  type GraphAnswer,
  graphEditRequest,
  graphRequest,
  stateDetailsRequest,
} from '../../server/protocol.ts';
import { connect, type LspClient } from '../kit/lspClient.ts';

let client: LspClient;

before(async () => {
  client = await connect('bundle');
});
after(() => client.close());

const template = `Resources:
  One:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A:
            Type: Succeed
  Two:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A: # the second
            Type: Wait
            Seconds: -1
            End: true
`;

async function open(text: string, name: string, language: string) {
  const { uri } = await client.open(text, name, language);
  const ask = <Answer>(method: string, asked: object) =>
    client.connection.sendRequest<Answer>(method, { uri, ...asked });
  const { version } = await ask<GraphAnswer>(graphRequest, {});
  return {
    ask,
    edit: (edit: GraphEdit, rest: Partial<CustomRequests['stepwise/graphEdit']['ask']> = {}) =>
      ask<GraphEditAnswer>(graphEditRequest, { version, edit, ...rest }),
  };
}

test('graph: shows and changes the state machine of a template that is asked for', async () => {
  const { ask, edit } = await open(template, 'template.yaml', 'yaml');
  const answer = await ask<GraphAnswer>(graphRequest, { machine: 'Two' });
  assert.equal(answer.machine, 'Two');
  assert.deepEqual(
    answer.machines.map(({ title }) => title),
    ['One', 'Two'],
  );
  const changed = await edit({ kind: 'rename', state: '/States/A', name: 'B' }, { machine: 'Two' });
  assert.equal(changed.kind, 'edits');
  const text = changed.kind === 'edits' ? applyEdits(template, changed.edits) : '';
  assert.equal(text, template.replace(/StartAt: A(?![\s\S]*StartAt)/, 'StartAt: B').replace('A: #', 'B: #'));
});

test('graph: a change of another version of the text is refused', async () => {
  const { edit } = await open(template, 'stale.yaml', 'yaml');
  const answer = await edit({ kind: 'duplicate', state: '/States/A' }, { machine: 'Two', version: 7 });
  assert.equal(answer.kind, 'refused');
  assert.match(answer.kind === 'refused' ? answer.reason : '', /^The text has changed since/);
});

test('graph: a definition whose quotes are escaped cannot be changed on the picture', async () => {
  const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
  const machine = { Type: 'AWS::Serverless::StateMachine', Properties: { DefinitionString: definition } };
  const { edit } = await open(JSON.stringify({ Resources: { M: machine } }), 'escaped.json', 'json');
  const answer = await edit({ kind: 'duplicate', state: '/States/A' }, { machine: 'M' });
  assert.deepEqual(answer, {
    kind: 'refused',
    reason: 'The text cannot be changed from the picture in this place.',
  });
});

test('graph: a new Task starts with what the catalogue knows of its integration', async () => {
  const { edit } = await open(template, 'add.yaml', 'yaml');
  const starter = { type: 'Task', resource: 'arn:aws:states:::sns:publish' } as const;
  const answer = await edit({ kind: 'add', place: { kind: 'after', state: '/States/A' }, starter }, { machine: 'Two' });
  const text = answer.kind === 'edits' ? applyEdits(template, answer.edits) : '';
  assert.match(
    text,
    / {10}SNS publish:\n {12}Type: Task\n {12}Resource: arn:aws:states:::sns:publish\n {12}Parameters:\n/,
  );
  assert.match(text, /Seconds: -1\n {12}Next: SNS publish\n/);
});

test('graph: the details of a state are its simple fields with their findings', async () => {
  const { ask } = await open(template, 'details.yaml', 'yaml');
  const details = await ask<StateDetails>(stateDetailsRequest, { machine: 'Two', state: '/States/A' });
  const seconds = details.fields.find(({ name }) => name === 'Seconds');
  assert.equal(seconds?.text, '-1');
  assert.equal(seconds?.findings[0]?.severity, 'error');
  assert.deepEqual(details.fields.find(({ name }) => name === 'End')?.values, ['true', 'false']);
  assert.equal(await ask(stateDetailsRequest, { machine: 'Two', state: '/States/Gone' }), null);
});
